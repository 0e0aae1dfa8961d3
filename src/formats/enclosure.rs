//! Attached files as links, and what the ending of an address tells of them.

use std::collections::HashSet;

use atom_syndication::Link;

use super::side;
use crate::model::{Article, Enclosure, Image};
use crate::text::url;

/// The type of a file of which nothing is known.
pub(crate) const UNKNOWN: &str = "application/octet-stream";

/// Returns the media type of an attached file.
pub(crate) fn mime_type(enclosure: &Enclosure) -> String {
    let stated = enclosure.media_type().and_then(sound_type);
    stated.map_or_else(
        || mime_type_of(enclosure.url.as_deref().unwrap_or_default()),
        str::to_owned,
    )
}

/// Returns what of a recording a file is, `audio` or `video`, if it is one.
pub(crate) fn recording(enclosure: &Enclosure) -> Option<&'static str> {
    let mime_type = mime_type(enclosure);
    let media = ["audio", "video"];
    media
        .into_iter()
        .find(|medium| mime_type.split('/').next() == Some(medium))
}

/// Returns the pictures among the files of an article, if it has no images but the first of them: many feeds have their covers
/// there alone. They are not written twice, since a reader takes them from the files.
pub(crate) fn pictures(article: &Article) -> Option<Vec<Image>> {
    let mut seen = HashSet::new();
    let downloads = article.actions.iter().filter(|action| action.is_download());
    let pictures = downloads.filter(|action| mime_type(action).starts_with("image/"));
    let pictures: Vec<Image> = pictures
        .filter(|picture| write(picture).is_some() && seen.insert(&picture.url))
        .map(|picture| Image {
            url: picture.url.clone(),
            title: picture.title.clone(),
            attribution: picture.attribution.clone(),
            ..Image::default()
        })
        .collect();
    let says_no_more = |(image, picture): (&Image, &Image)| {
        let bare = Image {
            url: picture.url.clone(),
            ..Image::default()
        };
        image == picture || *image == bare
    };
    let images = article.images.iter().filter(has_address);
    let are_first =
        images.clone().count() <= pictures.len() && images.zip(&pictures).all(says_no_more);
    are_first.then_some(pictures)
}

/// Returns whether a picture can be written.
fn has_address(image: &&Image) -> bool {
    image.url.as_deref().and_then(url::to_web_uri).is_some()
}

/// Gives an article the pictures that are attached to it, if it has no other ones. A relative address may still become one of
/// the Web.
pub(crate) fn show_pictures(article: &mut Article) {
    let are_known = article.images.iter().all(|image| has_address(&image));
    if let Some(pictures) = pictures(article).filter(|_| are_known) {
        article.images = pictures;
    }
}

/// Returns a type and a subtype, with their parameters if all of them are sound
/// ([RFC 2045, 5.1](https://www.rfc-editor.org/rfc/rfc2045#section-5.1)).
fn sound_type(text: &str) -> Option<&str> {
    let is_token = |part: &str| {
        !part.is_empty()
            && part
                .bytes()
                .all(|byte| byte.is_ascii_alphanumeric() || b"!#$&-^_.+".contains(&byte))
    };
    let is_value = |value: &str| {
        let quoted = value
            .strip_prefix('"')
            .and_then(|value| value.strip_suffix('"'));
        quoted.map_or_else(
            || is_token(value),
            |inside| {
                inside
                    .bytes()
                    .all(|byte| byte == b' ' || byte.is_ascii_graphic())
                    && !inside.contains(['"', '\\', ';'])
            },
        )
    };
    let is_parameter = |parameter: &str| {
        let (name, value) = parameter.split_once('=').unwrap_or_default();
        is_token(name.trim_start()) && is_value(value.trim_end())
    };
    let mut parts = text.trim().split(';');
    let essence = parts.next()?.trim_end();
    let (kind, subtype) = essence.split_once('/')?;
    if !is_token(kind) || !is_token(subtype) {
        return None;
    }
    Some(if parts.all(is_parameter) {
        text.trim()
    } else {
        essence
    })
}

/// Returns the type of a page, or of another thing that is read at an address: a picture, a recording, a book. What else its
/// ending tells may be no more than a part of a title (`/about-node.js`).
pub(crate) fn page_type(url: &str) -> String {
    let kind = mime_type_of(url);
    let (family, of_family) = kind.split_once('/').unwrap_or_default();
    let is_other = matches!(family, "audio" | "image" | "video") && !of_family.starts_with("vnd.")
        || matches!(of_family, "pdf" | "epub+zip");
    if is_other {
        kind
    } else {
        "text/html".to_owned()
    }
}

/// Returns the media type that the ending of an address tells.
pub(crate) fn mime_type_of(url: &str) -> String {
    let path = url.split(['?', '#']).next().unwrap_or_default();
    // A host is no file, although it may end in `.com`.
    let path = match path.split_once("//") {
        Some((scheme, host)) if scheme.is_empty() || scheme.ends_with(':') => {
            host.split_once('/').map_or("", |(_, path)| path)
        }
        _ => path,
    };
    mime_guess::from_path(path)
        .first_raw()
        .unwrap_or(UNKNOWN)
        .to_owned()
}

/// Reads an attached file. A type that its address tells is not repeated, nor a length of 0, which stands for unknown.
pub(crate) fn read(link: &Link) -> Option<Enclosure> {
    let url = Some(link.href.trim()).filter(|url| !url.is_empty())?;
    let mime_type = link
        .mime_type
        .as_deref()
        .map(str::trim)
        .filter(|kind| !kind.is_empty() && *kind != mime_type_of(url));
    let mut enclosure = Enclosure {
        url: Some(url.to_owned()),
        r#type: Some(Enclosure::DOWNLOAD.to_owned()),
        title: link.title.clone().filter(|title| !title.is_empty()),
        mime_type: mime_type.map(str::to_owned),
        ..Enclosure::default()
    };
    let length = side::read_number(&mut enclosure, "length", link.length.as_deref());
    enclosure.length = length.filter(|length| *length > 0);
    Some(enclosure)
}

/// Writes an attached file, if it has an address of the Web.
pub(crate) fn write(enclosure: &Enclosure) -> Option<Link> {
    let uri = enclosure.url.as_deref().and_then(url::to_web_uri)?;
    Some(Link {
        href: uri,
        rel: "enclosure".to_owned(),
        mime_type: Some(mime_type(enclosure)),
        title: enclosure
            .title
            .clone()
            .filter(|title| !title.trim().is_empty()),
        length: enclosure.length.map(|length| length.to_string()),
        ..Link::default()
    })
}

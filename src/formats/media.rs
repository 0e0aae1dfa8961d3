//! [Media RSS](https://www.rssboard.org/media-rss) rows, for RSS and Atom.

use std::collections::HashMap;

use atom_syndication::Link;
use foldhash::fast::RandomState;

use super::publishing::merge;
use super::{duration, enclosure, side};
use crate::mapping::Row;
use crate::model::{Article, Enclosure, Extra, Image, Value};
use crate::text::{html, url};
use crate::xml::element::{Element, Extensible};

/// Rows for a node that has extension elements.
pub(crate) const fn rows<N: Extensible>() -> [Row<N>; 3] {
    [
        Row {
            field: "images",
            place: "media:content medium=\"image\"",
            read: |node, article| {
                article.images = read_images(node);
                enclosure::show_pictures(article);
            },
            write: |article, node| {
                if enclosure::pictures(article).is_none() {
                    for element in article.images.iter().filter_map(write_image::<N>) {
                        node.push_extension(element);
                    }
                }
            },
        },
        Row {
            field: "featuredContent",
            place: "media:player",
            // Its address only: a frame from a stranger is no gift.
            read: |node, article| {
                let players = elements(node, "player").chain(within_contents(node, "player"));
                let player = players
                    .filter_map(|element| element.attribute("url"))
                    .next();
                article.featured_content = player.map(str::to_owned);
            },
            write: |article, node| {
                let content = article.featured_content.as_deref();
                let player = content
                    .map(|content| html::source(content).unwrap_or_else(|| content.to_owned()));
                if let Some(uri) = player.as_deref().and_then(url::to_web_uri) {
                    node.push_extension(
                        N::Extension::named("media:player").with_attribute("url", uri),
                    );
                }
            },
        },
        Row {
            field: "length",
            place: "media:content duration",
            read: read_length,
            write: |article, node| {
                let Some(seconds) = article.length.as_deref().and_then(duration::to_seconds) else {
                    return;
                };
                // A duration is one of a recording: without one in the article there is no home for it.
                let Some((action, medium)) = first_recording(article) else {
                    return;
                };
                if let Some(uri) = action.url.as_deref().and_then(url::to_web_uri) {
                    let element = N::Extension::named("media:content")
                        .with_attribute("url", uri)
                        .with_attribute("medium", medium)
                        .with_attribute("duration", seconds.to_string());
                    node.push_extension(element);
                }
            },
        },
    ]
}

/// Returns the recording whose duration is that of the article, and its medium.
fn first_recording(article: &Article) -> Option<(&Enclosure, &'static str)> {
    let downloads = article.actions.iter().filter(|action| action.is_download());
    downloads
        .filter_map(|action| Some((action, enclosure::recording(action)?)))
        .next()
}

/// Reads attached files, and adds those that are no enclosures: some feeds have their files here alone. Of the others it says
/// what they are called and who made them.
pub(crate) fn read_files(node: &impl Extensible, links: &[Link]) -> Vec<Enclosure> {
    let mut files: Vec<Enclosure> = links.iter().filter_map(enclosure::read).collect();
    let others: Vec<Enclosure> = elements(node, "content").filter_map(read_file).collect();
    let mut places: HashMap<Option<String>, usize, RandomState> = HashMap::default();
    for (place, file) in files.iter().enumerate().filter(|_| !others.is_empty()) {
        places.entry(file.url.clone()).or_insert(place);
    }
    for file in others {
        let next = files.len();
        match places.entry(file.url.clone()).or_insert(next) {
            place if *place < next => {
                let known = &mut files[*place];
                known.title = known.title.take().or(file.title);
                known.attribution = known.attribution.take().or(file.attribution);
            }
            _ => files.push(file),
        }
    }
    files
}

/// What Flash played is a player of a video site, and no file.
fn read_file<E: Element>(element: &E) -> Option<Enclosure> {
    let kind = element.attribute("type");
    if is_image(element) || kind == Some("application/x-shockwave-flash") {
        return None;
    }
    let file = enclosure::read(&Link {
        href: element.attribute("url")?.to_owned(),
        mime_type: kind.map(str::to_owned),
        title: text_of(element, "title"),
        length: element.attribute("fileSize").map(str::to_owned),
        ..Link::default()
    })?;
    let mut file = Enclosure {
        attribution: text_of(element, "credit"),
        ..file
    };
    read_texts(element, &["description", "text"], &mut file.extra);
    Some(file)
}

fn is_image(element: &impl Element) -> bool {
    let medium = element.attribute("medium");
    let kind = element.attribute("type");
    let is_named = || {
        let url = element.attribute("url");
        url.is_some_and(|url| enclosure::mime_type_of(url).starts_with("image/"))
    };
    medium == Some("image")
        || kind.is_some_and(|kind| kind.starts_with("image/"))
        || medium.or(kind).is_none() && is_named()
}

/// Returns the elements of that name, also of those that stand in a group.
fn elements<'a, N: Extensible>(
    node: &'a N,
    name: &'a str,
) -> impl Iterator<Item = &'a N::Extension> {
    let grouped = node
        .elements("media", "group")
        .iter()
        .flat_map(move |group| group.children_named(name));
    node.elements("media", name).iter().chain(grouped)
}

/// Returns the elements of that name that stand in those of files.
fn within_contents<'a, N: Extensible>(
    node: &'a N,
    name: &'a str,
) -> impl Iterator<Item = &'a N::Extension> {
    elements(node, "content").flat_map(move |element| element.children_named(name))
}

/// Returns what a node is about. Video sites say it there, or within a `media:content` that has no address.
pub(crate) fn description<N: Extensible>(node: &N) -> Option<&str> {
    let players = elements(node, "content").filter(|content| content.attribute("url").is_none());
    let of_players = players.flat_map(|player| player.children_named("description"));
    let own = node.elements("media", "description").iter();
    let mut texts = own.chain(of_players).map(Element::text);
    texts.find(|text| !text.is_empty())
}

/// Pictures stand as `media:content`; some feeds have a `media:thumbnail` only, and podcasts an `itunes:image`.
fn read_images<N: Extensible>(node: &N) -> Vec<Image> {
    let mut pictures: Vec<Image> = elements(node, "content")
        .filter(|element| is_image(*element))
        .filter_map(read_image)
        .collect();
    if let [picture] = &mut *pictures
        && elements(node, "content").nth(1).is_none()
    {
        describe(picture, node);
    }
    let thumbnails = elements(node, "thumbnail")
        .chain(within_contents(node, "thumbnail"))
        .filter_map(read_image);
    let covers = node
        .elements("itunes", "image")
        .iter()
        .filter_map(|element| {
            Some(Image {
                url: Some(element.attribute("href")?.to_owned()),
                ..Image::default()
            })
        });
    let mut images: Vec<Image> = pictures
        .into_iter()
        .chain(thumbnails)
        .chain(covers)
        .collect();
    merge(
        &mut images,
        |image| image.url.clone(),
        |known, image| {
            known.width = known.width.or(image.width);
            known.height = known.height.or(image.height);
        },
    );
    images
}

/// What is said beside files [holds for each of them](https://www.rssboard.org/media-rss#optional-elements) that says nothing
/// else. Of several, it is often meant for one alone.
fn describe<N: Extensible>(picture: &mut Image, node: &N) {
    let said = |name| text_of_first(elements(node, name));
    picture.attribution = picture.attribution.take().or_else(|| said("credit"));
    picture.description = picture.description.take().or_else(|| said("description"));
}

fn read_image<E: Element>(element: &E) -> Option<Image> {
    let mut image = Image {
        url: Some(element.attribute("url")?.to_owned()),
        title: text_of(element, "title"),
        attribution: text_of(element, "credit"),
        description: text_of(element, "description"),
        ..Image::default()
    };
    image.width = side::read_number(&mut image, "width", element.attribute("width"));
    image.height = side::read_number(&mut image, "height", element.attribute("height"));
    read_texts(element, &["text"], &mut image.extra);
    Some(image)
}

/// Reads what is said of a file that no field is for.
fn read_texts(element: &impl Element, names: &[&str], extra: &mut Extra) {
    for name in names {
        if let Some(text) = text_of(element, name) {
            extra.fields.push(*name, Value::Str(text));
        }
    }
}

/// Returns the text of a child element.
fn text_of<E: Element>(element: &E, name: &str) -> Option<String> {
    text_of_first(element.children_named(name).iter())
}

/// Returns the text of the first of some elements. That of type `html` is escaped once more.
fn text_of_first<'e, E: Element + 'e>(mut elements: impl Iterator<Item = &'e E>) -> Option<String> {
    let first = elements.next()?;
    let text = match first.attribute("type") {
        Some("html") => html::to_text(first.text()),
        _ => first.text().to_owned(),
    };
    Some(text).filter(|text| !text.is_empty())
}

fn some(text: &Option<String>) -> Option<&str> {
    text.as_deref().filter(|text| !text.trim().is_empty())
}

fn write_image<N: Extensible>(image: &Image) -> Option<N::Extension> {
    let uri = image.url.as_deref().and_then(url::to_web_uri)?;
    let mut element = N::Extension::named("media:content")
        .with_attribute("url", uri)
        .with_attribute("medium", "image");
    // A size of 0 means unknown in front matter, and is an error in a feed.
    for (name, size) in [("width", image.width), ("height", image.height)] {
        if let Some(size) = size.filter(|size| *size > 0) {
            element = element.with_attribute(name, size.to_string());
        }
    }
    let plain = |name: &str| N::Extension::named(name).with_attribute("type", "plain");
    if let Some(title) = some(&image.title) {
        element = element.with_child(plain("media:title").with_text(html::collapse(title)));
    }
    if let Some(text) = some(&image.description) {
        element = element.with_child(plain("media:description").with_text(html::collapse(text)));
    }
    if let Some(credit) = some(&image.attribution) {
        element = element
            .with_child(N::Extension::named("media:credit").with_text(html::collapse(credit)));
    }
    Some(element)
}

/// Podcasts say `itunes:duration`, in seconds or as a clock. A `media:content` says that of its own recording: it is that of the
/// article if this is the one to which it is written, or if no type tells what is a recording.
fn read_length<N: Extensible>(node: &N, article: &mut Article) {
    let itunes = node
        .extension_text("itunes", "duration")
        .and_then(duration::parse_clock);
    let first = first_recording(article).map(|(action, _)| action.url.as_deref());
    let is_of_article = |element: &&N::Extension| {
        first.is_none_or(|url| element.attribute("url").map(str::trim) == url)
    };
    let media = || {
        elements(node, "content")
            .filter(is_of_article)
            .find_map(|element| duration::parse_clock(element.attribute("duration")?))
    };
    article.length = itunes.or_else(media).map(duration::from_seconds);
}

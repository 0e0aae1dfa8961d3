//! The item level: [items](https://www.jsonfeed.org/version/1.1/#items-a-name-items-a).

use std::collections::HashSet;

use serde_json::Value as Json;

use super::feed::{read_authors, write_authors};
use super::object::{Object, line, list, push, put, put_list, text, text_of};
use super::{attachment, kept};
use crate::error::{Matter, Warning};
use crate::formats::{body, categories, enclosure, identity, language, side};
use crate::mapping::Row;
use crate::model::{Article, FieldValue, Image, Timestamp};
use crate::text::{character, html, url};

/// One row for each field: first what a person looks for, the text, and what is long behind it.
pub(super) static ROWS: [Row<Object>; 20] = [
    Row {
        field: "id",
        place: "id",
        read: |item, article| {
            let made_up = address_of(item);
            article.id = text(item, "id").filter(|id| Some(id) != made_up.as_ref());
        },
        // Required.
        write: |article, item| {
            let address = || url_of(article).and_then(url::to_uri);
            let id = article.id.clone().or_else(address);
            put(
                item,
                "id",
                Some(id.unwrap_or_else(|| identity::of(article))),
            );
        },
    },
    Row {
        field: "webUrl",
        place: "url",
        read: |item, article| article.web_url = address_of(item),
        write: |article, item| {
            put(item, "url", url_of(article).and_then(url::to_uri));
        },
    },
    Row {
        field: "originalUrl",
        place: "external_url",
        read: |item, article| article.original_url = text(item, "external_url"),
        write: |article, item| {
            let original = article.original_url.as_deref();
            put(item, "external_url", original.and_then(url::to_web_uri));
        },
    },
    Row {
        field: "title",
        place: "title",
        read: |item, article| article.title = line(item, "title"),
        write: |article, item| put(item, "title", article.title.clone()),
    },
    Row {
        field: "excerpt",
        place: "summary",
        read: |item, article| article.excerpt = line(item, "summary"),
        write: |article, item| put(item, "summary", article.excerpt.clone()),
    },
    Row {
        field: "body",
        place: "content_html, content_text (read only)",
        read: read_body,
        write: write_body,
    },
    Row {
        field: "publishedDateTime",
        place: "date_published",
        read: |item, article| {
            let date = text(item, "date_published");
            article.published_date_time =
                side::read_date(article, "publishedDateTime", [date.as_deref()]);
        },
        write: |article, item| {
            let date_time = article.published_date_time.as_ref();
            put(item, "date_published", date_time.map(Timestamp::to_rfc3339));
        },
    },
    Row {
        field: "updatedDateTime",
        place: "date_modified",
        read: |item, article| {
            let date = text(item, "date_modified");
            article.updated_date_time =
                side::read_date(article, "updatedDateTime", [date.as_deref()]);
        },
        write: |article, item| {
            let date_time = article.updated_date_time.as_ref();
            put(item, "date_modified", date_time.map(Timestamp::to_rfc3339));
        },
    },
    Row {
        field: "images",
        place: "image, banner_image (read only)",
        read: |item, article| {
            let banner = text(item, "banner_image");
            let mut uris: Vec<String> = text(item, "image").into_iter().chain(banner).collect();
            uris.dedup();
            let image = |uri| Image {
                url: Some(uri),
                ..Image::default()
            };
            article.images = uris.into_iter().map(image).collect();
        },
        write: |article, item| {
            let attached = enclosure::pictures(article);
            let mut images = pictures(attached.as_ref().unwrap_or(&article.images));
            put(item, "image", images.next().map(|(uri, _)| uri));
        },
    },
    Row {
        field: "provider.authors",
        place: "authors",
        read: |item, article| side::credit(article, read_authors(item)),
        write: |article, item| {
            if let Some(provider) = &article.provider {
                write_authors(&provider.authors, item);
            }
        },
    },
    // It is credited where a reader would take the authors of the feed for its own.
    Row::merged("provider.name", "authors (if none but the feed's)"),
    Row {
        field: "topics",
        place: "tags",
        read: |item, article| {
            let tags = list(item, "tags").iter().filter_map(text_of);
            let lines = tags.map(|tag| html::collapse(&tag).into_owned());
            article.topics = categories::distinct(lines.collect());
        },
        write: |article, item| {
            let tags = categories::distinct(article.topics.clone());
            put_list(item, "tags", tags.into_iter().map(Json::from).collect());
        },
    },
    Row::merged("category", "tags (public only)"),
    Row::merged("categories", "tags (public only)"),
    Row::merged("tags", "tags (public only)"),
    Row {
        field: "locale",
        place: "language",
        read: |item, article| article.locale = text(item, "language"),
        write: |article, item| {
            let locale = article.locale.as_deref().and_then(language::write);
            put(item, "language", locale);
        },
    },
    Row {
        field: "images",
        place: "attachments (pictures after the first)",
        read: |item, article| article.images.extend(attachment::read_images(item)),
        write: |article, item| {
            if enclosure::pictures(article).is_some() {
                return;
            }
            // A reader takes those that are files from the files.
            let downloads = article.actions.iter().filter(|action| action.is_download());
            let links = downloads.filter_map(enclosure::write);
            let files: HashSet<String> = links.map(|link| link.href).collect();
            let images = pictures(&article.images).skip(1);
            for (uri, image) in images.filter(|(uri, _)| !files.contains(uri)) {
                push(
                    item,
                    attachment::MEMBER,
                    attachment::write_image(uri, image),
                );
            }
        },
    },
    Row {
        field: "actions",
        place: "attachments",
        read: |item, article| {
            article.actions = attachment::read_files(item).collect();
            enclosure::show_pictures(article);
        },
        write: attachment::write_files,
    },
    Row {
        field: "length",
        place: "attachments duration_in_seconds",
        read: |item, article| article.length = attachment::read_length(item),
        write: attachment::write_length,
    },
    kept::ROW,
];

/// Returns what is wrong with the dates of an item.
pub(super) fn warnings(item: &Object) -> impl Iterator<Item = Warning> {
    let texts = ["date_published", "date_modified"].map(|name| text(item, name));
    let others = texts
        .into_iter()
        .flatten()
        .filter(|text| Timestamp::parse(text).is_none());
    others.map(|text| {
        let message = format!("expected {}, found `{text}`", Timestamp::EXPECTS);
        Warning::new(message).about(Matter::Date)
    })
}

/// Some feeds have only an `id` that is an address.
fn address_of(item: &Object) -> Option<String> {
    text(item, "url").or_else(|| text(item, "id").filter(|id| url::is_web(id)))
}

/// Returns the address of an article's own page, or what tells it from others if that is one: readers take it so.
fn url_of(article: &Article) -> Option<&str> {
    let identity = article.id.as_ref().or(article.original_url.as_ref());
    let addresses = [article.web_url.as_ref(), identity];
    let mut addresses = addresses.into_iter().flatten().map(String::as_str);
    addresses.find(|address| url::is_web(address))
}

/// Plain text that only repeats another member is there because some text is required.
fn read_body(item: &Object, article: &mut Article) {
    let required = line(item, "summary").or_else(|| line(item, "title"));
    let plain = || {
        let text = text(item, "content_text")?;
        let is_own = required.as_deref() != Some(&*html::collapse(&text));
        is_own.then(|| body::from_lines(&text))
    };
    let html = text(item, "content_html").or_else(plain);
    article.body = html.and_then(|html| body::read(&html));
}

/// References of HTML may have become characters that no feed may hold.
fn write_body(article: &Article, item: &mut Object) {
    let body = article.body.as_ref();
    let html = body.map(|text| character::cleaned(&body::write(text)).trim().to_owned());
    match html.filter(|html| !html.is_empty()) {
        Some(html) => put(item, "content_html", Some(html)),
        None => {
            let required = article.excerpt.as_ref().or(article.title.as_ref());
            put(
                item,
                "content_text",
                Some(required.cloned().unwrap_or_default()),
            );
        }
    }
}

/// Returns the images that have an address, with it.
fn pictures(images: &[Image]) -> impl Iterator<Item = (String, &Image)> {
    let images = images.iter();
    images.filter_map(|image| Some((url::to_web_uri(image.url.as_deref()?)?, image)))
}

//! The feed level: [`channel`](https://www.rssboard.org/rss-specification#requiredChannelElements).

use rss::Channel;

use super::item::label;
use crate::formats::inheritance::newest;
use crate::formats::{dublin_core, enclosure, kept, language, links, paging, side};
use crate::mapping::Row;
use crate::model::{Category, Feed, Generator, Image, Timestamp, Value};
use crate::text::{html, person, trimmed, url};
use crate::xml::element::{Element, Extensible};
use crate::xml::namespace::SIDE;

/// The largest picture that the specification allows, in pixels.
const MAX_IMAGE_WIDTH: u64 = 144;
const MAX_IMAGE_HEIGHT: u64 = 400;

/// Returns one row for each field: the elements of the format, then those of paged feeds.
pub(super) fn rows() -> impl Iterator<Item = &'static Row<Channel, Feed>> {
    ROWS.iter().chain(&PAGING)
}

static PAGING: [Row<Channel, Feed>; 5] = paging::rows();

/// One row for each field, in the order of the specification.
static ROWS: [Row<Channel, Feed>; 14] = [
    Row {
        field: "title",
        place: "title",
        read: |channel, feed| {
            let title = trimmed(&html::title_to_text(&channel.title));
            feed.title = title.or_else(|| channel.extension_text("dc", "title").map(str::to_owned))
        },
        write: |feed, channel| {
            channel.title =
                html::text_to_title(feed.title.as_deref().unwrap_or_default()).into_owned()
        },
    },
    Row {
        field: "link",
        place: "link",
        read: |channel, feed| {
            feed.link = trimmed(&channel.link).or_else(|| links::alternate(channel))
        },
        write: |feed, channel| {
            channel.link = feed
                .link
                .as_deref()
                .and_then(url::to_uri)
                .unwrap_or_default();
        },
    },
    Row {
        field: "description",
        place: "description",
        // Required; a feed without one repeats its title.
        read: |channel, feed| {
            let summary = || channel.extension_text("itunes", "summary");
            let own = Some(channel.description.trim()).filter(|text| !text.is_empty());
            let description = own.or_else(summary);
            let text = description.and_then(|text| trimmed(&html::title_to_text(text)));
            feed.description = text.filter(|text| Some(text) != feed.title.as_ref())
        },
        write: |feed, channel| {
            let description = feed.description.as_deref().or(feed.title.as_deref());
            channel.description = html::text_to_title(description.unwrap_or_default()).into_owned()
        },
    },
    Row {
        field: "language",
        place: "language",
        read: |channel, feed| {
            let elements = [("dc", "language"), (SIDE, "lang")];
            let mut others = elements
                .iter()
                .filter_map(|(prefix, name)| channel.extension_text(prefix, name));
            feed.language = channel
                .language
                .as_deref()
                .or_else(|| others.next())
                .map(str::to_owned)
        },
        write: |feed, channel| {
            channel.language = feed.language.as_deref().and_then(language::write)
        },
    },
    Row {
        field: "rights",
        place: "copyright",
        read: |channel, feed| {
            let rights = channel.copyright.as_deref();
            let rights = rights.or_else(|| channel.extension_text("dc", "rights"));
            feed.rights = rights.map(html::title_to_text);
        },
        write: |feed, channel| {
            let rights = feed.rights.as_deref().map(html::collapse);
            channel.copyright = rights.map(|rights| html::text_to_label(&rights).into_owned());
        },
    },
    Row {
        field: "authors",
        place: "managingEditor (not public), dc:creator",
        read: read_authors,
        write: write_authors,
    },
    Row {
        field: "updatedDateTime",
        place: "lastBuildDate",
        read: |channel, feed| {
            // RSS 1.0 has `dc:date` only.
            let dates = [
                channel.last_build_date.as_deref(),
                channel.pub_date.as_deref(),
                channel.extension_text("dcterms", "modified"),
                channel.extension_text("dc", "date"),
            ];
            feed.updated_date_time = side::read_date(feed, "updatedDateTime", dates);
        },
        write: |feed, channel| {
            let date_time = feed
                .updated_date_time
                .as_ref()
                .or_else(|| newest(&feed.articles));
            channel.last_build_date = date_time.map(Timestamp::to_rfc822);
        },
    },
    Row {
        field: "categories",
        place: "category",
        read: |channel, feed| {
            let categories = channel
                .categories
                .iter()
                .map(|category| (label(&category.name), category.domain.clone()));
            let subjects = dublin_core::subjects(channel).map(label);
            feed.categories = categories
                .chain(subjects.map(|subject| (subject, None)))
                .filter(|(term, _)| !term.is_empty())
                .map(|(term, scheme)| Category {
                    term: Some(term.into_owned()),
                    scheme,
                    ..Category::default()
                })
                .collect();
        },
        write: |feed, channel| {
            let categories = feed.categories.iter().filter_map(|category| {
                Some(rss::Category {
                    name: category
                        .term
                        .as_deref()
                        .and_then(|term| trimmed(&html::text_to_label(&html::collapse(term))))?,
                    domain: category.scheme.clone(),
                })
            });
            channel.categories = categories.collect();
        },
    },
    Row {
        field: "generator",
        place: "generator",
        read: |channel, feed| {
            let foreign = channel
                .generator
                .clone()
                .filter(|name| *name != own_generator());
            feed.generator = foreign.map(|name| Generator {
                name: Some(name),
                ..Generator::default()
            });
        },
        write: |feed, channel| {
            channel.generator = Some(generator(feed).unwrap_or_else(own_generator))
        },
    },
    Row {
        field: "ttl",
        place: "ttl",
        read: |channel, feed| {
            feed.ttl = side::read_number(feed, "ttl", channel.ttl.as_deref());
        },
        write: |feed, channel| {
            channel.ttl = feed.ttl.filter(|ttl| *ttl > 0).map(|ttl| ttl.to_string())
        },
    },
    Row {
        field: "image",
        place: "image",
        read: read_image,
        write: write_image,
    },
    Row {
        field: "self",
        place: "atom:link rel=\"self\"",
        read: |channel, feed| feed.self_url = links::href(channel, "self"),
        write: |feed, channel| {
            links::push(
                channel,
                "self",
                feed.self_url.as_slice(),
                Some("application/rss+xml"),
            );
        },
    },
    Row {
        field: "hubs",
        place: "atom:link rel=\"hub\"",
        read: |channel, feed| feed.hubs = links::hrefs(channel, "hub"),
        write: |feed, channel| links::push(channel, "hub", &feed.hubs, None),
    },
    kept::feed_row(),
];

fn read_authors(channel: &Channel, feed: &mut Feed) {
    let editor = channel.managing_editor.as_deref().map(person::parse_all);
    let creators = dublin_core::creators(channel);
    feed.authors = editor.into_iter().flatten().chain(creators).collect();
    // Podcasts. Of some of them, the editor is an e-mail address.
    if feed.authors.iter().all(|author| author.name.is_none()) {
        let author = channel.extension_text("itunes", "author");
        let named = author.map(person::parse_all).unwrap_or_default();
        match (&mut *feed.authors, &*named) {
            ([editor], [author]) if author.email.is_none() => {
                editor.name.clone_from(&author.name);
            }
            _ => person::add_new(&mut feed.authors, named),
        }
    }
}

/// An editor without an e-mail address is an error, an editor beside a creator a doubt: it is one or the other.
fn write_authors(feed: &Feed, channel: &mut Channel) {
    if let [author] = feed.authors.as_slice()
        && let Some(contact) = person::to_contact(author)
    {
        channel.managing_editor = Some(contact);
        return;
    }
    dublin_core::push_creators(channel, &feed.authors);
}

/// Returns `name version`, the form of RSS, which has one string for both.
fn generator(feed: &Feed) -> Option<String> {
    let generator = feed.generator.as_ref()?;
    let words = [generator.name.as_deref(), generator.version.as_deref()];
    trimmed(&words.into_iter().flatten().collect::<Vec<_>>().join(" "))
}

/// Returns whether we wrote a document.
pub(super) fn is_own(channel: &Channel) -> bool {
    channel
        .generator
        .as_deref()
        .and_then(|generator| generator.split_whitespace().next())
        == Some(env!("CARGO_PKG_NAME"))
}

fn own_generator() -> String {
    concat!(env!("CARGO_PKG_NAME"), " ", env!("CARGO_PKG_VERSION")).to_owned()
}

/// Its title and link are those of the channel; another link is a field that we do not know.
fn read_image(channel: &Channel, feed: &mut Feed) {
    let image = channel.image.as_ref();
    feed.image = image.filter(|image| !image.url.is_empty()).map(|image| {
        let mut read = Image {
            url: Some(image.url.clone()),
            title: trimmed(&html::title_to_text(&image.title))
                .filter(|title| Some(title) != feed.title.as_ref()),
            ..Image::default()
        };
        read.width = side::read_number(&mut read, "width", image.width.as_deref());
        read.height = side::read_number(&mut read, "height", image.height.as_deref());
        let page = channel.link.trim().trim_end_matches('/');
        let is_other = |link: &String| url::is_web(link) && link.trim_end_matches('/') != page;
        let link = trimmed(&image.link).filter(is_other);
        let text = image.description.as_deref().unwrap_or_default();
        let said = [&feed.title, &feed.description, &read.title];
        let text =
            trimmed(&html::title_to_text(text)).filter(|text| !said.contains(&&Some(text.clone())));
        read.description = text;
        if let Some(link) = link {
            read.extra.fields.push("link", Value::Str(link));
        }
        read
    });
    if feed.image.is_none() {
        let cover = channel
            .elements("itunes", "image")
            .iter()
            .find_map(|image| image.attribute("href"));
        feed.image = cover.map(|uri| Image {
            url: Some(uri.to_owned()),
            ..Image::default()
        });
    }
}

/// Returns what is said of a picture.
fn said_of(image: &Image) -> Option<String> {
    let text = trimmed(image.description.as_deref()?)?;
    Some(html::text_to_title(&text).into_owned())
}

/// Title and link are those of the channel, as the specification asks; sizes above its limits are left out, and so are
/// pictures of other types than the three that it allows.
fn write_image(feed: &Feed, channel: &mut Channel) {
    let Some(image) = &feed.image else {
        return;
    };
    let is_allowed = |uri: &String| {
        matches!(
            enclosure::mime_type_of(uri).as_str(),
            "image/gif" | "image/jpeg" | "image/png" | enclosure::UNKNOWN
        )
    };
    let Some(uri) = image
        .url
        .as_deref()
        .and_then(url::to_uri)
        .filter(is_allowed)
    else {
        return;
    };
    let size = |size: Option<u64>, max| {
        size.filter(|size| (1..=max).contains(size))
            .map(|size| size.to_string())
    };
    channel.image = Some(rss::Image {
        url: uri,
        title: channel.title.clone(),
        link: channel.link.clone(),
        width: size(image.width, MAX_IMAGE_WIDTH),
        height: size(image.height, MAX_IMAGE_HEIGHT),
        description: said_of(image),
    });
}

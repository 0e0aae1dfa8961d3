//! The feed level: [`feed`](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1).

use atom_syndication as atom;

use super::{defects, text};
use crate::formats::inheritance::newest;
use crate::formats::kept::Keeping;
use crate::formats::publishing::unmark;
use crate::formats::{avatar, dublin_core, identity, kept, language, links, paging, side};
use crate::mapping::Row;
use crate::model::{Article, Category, Feed, Generator, Image, Person, Timestamp};
use crate::text::{person, trimmed, url};
use crate::xml::element::Extensible;
use crate::xml::namespace::SIDE;

/// Returns one row for each field: the elements of the format, then those of paged feeds.
pub(super) fn rows() -> impl Iterator<Item = &'static Row<atom::Feed, Feed>> {
    ROWS.iter().chain(&PAGING)
}

static PAGING: [Row<atom::Feed, Feed>; 5] = paging::rows();

/// One row for each field, in the order of the specification.
static ROWS: [Row<atom::Feed, Feed>; 15] = [
    Row {
        field: "authors",
        place: "author",
        read: |document, feed| {
            let mut authors: Vec<Person> =
                document.authors.iter().filter_map(read_person).collect();
            person::add_new(&mut authors, dublin_core::creators(document));
            if is_own(document) {
                let title = text::read(&document.title);
                authors = without_title(authors.into_iter(), title.as_deref());
            }
            feed.authors = authors;
        },
        write: |feed, document| {
            let authors = without_title(feed.authors.iter().cloned(), feed.title.as_deref());
            document.authors = authors.iter().filter_map(write_person).collect();
            // Required, unless every entry has one.
            if document.authors.is_empty() && !feed.articles.iter().all(has_author) {
                let title = feed.title.as_deref().map(without_markup);
                let named = |name: String| write_person(&Person::named(&name));
                let host = || feed.link.as_deref().and_then(url::domain);
                let author = title.and_then(named).or_else(|| named(host()?));
                document.authors.extend(author);
            }
        },
    },
    Row {
        field: "categories",
        place: "category",
        read: |document, feed| {
            let categories = document
                .categories
                .iter()
                .filter(|category| !category.term.is_empty());
            feed.categories = categories
                .map(|category| Category {
                    term: Some(category.term.clone()),
                    scheme: category.scheme.clone(),
                    label: category.label.clone(),
                    ..Category::default()
                })
                .collect();
        },
        write: |feed, document| {
            let categories = feed.categories.iter().filter_map(|category| {
                Some(atom::Category {
                    term: category
                        .term
                        .clone()
                        .filter(|term| !term.trim().is_empty())?,
                    scheme: category.scheme.as_deref().and_then(url::to_uri),
                    label: category.label.clone(),
                })
            });
            document.categories = categories.collect();
        },
    },
    Row {
        field: "generator",
        place: "generator",
        read: |document, feed| {
            let generator = document
                .generator
                .as_ref()
                .filter(|generator| **generator != own_generator());
            feed.generator = generator.map(|generator| Generator {
                name: trimmed(&generator.value),
                uri: generator.uri.clone(),
                version: generator.version.clone(),
                ..Generator::default()
            });
        },
        write: |feed, document| {
            let generator = feed.generator.as_ref().map(|generator| atom::Generator {
                value: generator.name.clone().unwrap_or_default(),
                uri: generator.uri.as_deref().and_then(url::to_uri),
                version: generator.version.clone(),
            });
            document.generator = Some(generator.unwrap_or_else(own_generator));
        },
    },
    Row {
        field: "icon",
        place: "icon",
        read: |document, feed| feed.icon = document.icon.as_deref().and_then(trimmed),
        write: |feed, document| document.icon = feed.icon.as_deref().and_then(url::to_uri),
    },
    Row {
        field: "id",
        place: "id",
        read: |document, feed| {
            let address = || links::href(document, "self").or_else(|| links::alternate(document));
            let title = || text::read(&document.title).unwrap_or_default();
            let made_up = || {
                address()
                    .and_then(|uri| url::canonical(&uri))
                    .unwrap_or_else(|| identity::uuid_from(&title()))
            };
            // That of another stays, wherever the feed moves (RFC 4287, 4.2.6).
            feed.id = trimmed(&document.id).filter(|id| !is_own(document) || *id != made_up());
        },
        // Required.
        write: |feed, document| {
            let address = || {
                [&feed.self_url, &feed.link]
                    .into_iter()
                    .flatten()
                    .find_map(|uri| url::canonical(uri))
            };
            document.id = match feed.id.as_deref() {
                Some(id) => url::to_uri(id).unwrap_or_else(|| identity::uuid_from(id)),
                None => match address() {
                    Some(uri) => uri,
                    None => identity::uuid_from(feed.title.as_deref().unwrap_or_default()),
                },
            };
        },
    },
    Row {
        field: "self",
        place: "link rel=\"self\"",
        read: |document, feed| feed.self_url = links::href(document, "self"),
        write: |feed, document| {
            links::push(
                document,
                "self",
                feed.self_url.as_slice(),
                Some("application/atom+xml"),
            );
        },
    },
    Row {
        field: "link",
        place: "link rel=\"alternate\"",
        read: |document, feed| feed.link = links::alternate(document),
        write: |feed, document| {
            // That which is no page comes back as it was.
            let page = feed
                .link
                .as_ref()
                .filter(|uri| !kept::has_other_form(feed, atom::Feed::FORMAT, uri));
            links::push(
                document,
                "alternate",
                page.cloned().as_slice(),
                Some("text/html"),
            );
        },
    },
    Row {
        field: "hubs",
        place: "link rel=\"hub\"",
        read: |document, feed| feed.hubs = links::hrefs(document, "hub"),
        write: |feed, document| links::push(document, "hub", &feed.hubs, None),
    },
    Row {
        field: "image",
        place: "logo",
        read: |document, feed| {
            feed.image = document.logo.as_deref().and_then(trimmed).map(|uri| Image {
                url: Some(uri),
                ..Image::default()
            });
        },
        write: |feed, document| {
            let uri = feed
                .image
                .as_ref()
                .and_then(|image| image.url.as_deref())
                .and_then(url::to_uri);
            document.logo = uri;
        },
    },
    Row {
        field: "rights",
        place: "rights",
        read: |document, feed| feed.rights = document.rights.as_ref().and_then(text::read),
        write: |feed, document| document.rights = feed.rights.as_deref().and_then(text::write),
    },
    Row {
        field: "description",
        place: "subtitle",
        read: |document, feed| feed.description = document.subtitle.as_ref().and_then(text::read),
        write: |feed, document| {
            document.subtitle = feed.description.as_deref().and_then(text::write)
        },
    },
    Row {
        field: "title",
        place: "title",
        read: |document, feed| feed.title = text::read(&document.title),
        write: |feed, document| {
            document.title = feed
                .title
                .as_deref()
                .and_then(text::write)
                .unwrap_or_default()
        },
    },
    Row {
        field: "updatedDateTime",
        place: "updated",
        read: |document, feed| {
            let other = || {
                let elements = [("dc", "date"), (SIDE, "updated")];
                let texts = elements.map(|(prefix, name)| document.extension_text(prefix, name));
                side::read_date(feed, "updatedDateTime", texts)
            };
            let stated = defects::stated(document.updated);
            feed.updated_date_time = stated.map(Timestamp::from).or_else(other);
        },
        write: |feed, document| {
            let date_time = feed
                .updated_date_time
                .as_ref()
                .or_else(|| newest(&feed.articles));
            document.updated =
                date_time.map_or_else(atom::FixedDateTime::default, Timestamp::date_time);
        },
    },
    Row {
        field: "language",
        place: "xml:lang",
        read: |document, feed| {
            let own = document.lang.as_deref().and_then(trimmed);
            let other = || document.extension_text("dc", "language").map(str::to_owned);
            feed.language = own.or_else(other);
        },
        write: |feed, document| document.lang = feed.language.as_deref().and_then(language::write),
    },
    kept::feed_row(),
];

/// Returns whether we wrote a document.
pub(super) fn is_own(document: &atom::Feed) -> bool {
    document
        .generator
        .as_ref()
        .is_some_and(|generator| generator.value == own_generator().value)
}

fn own_generator() -> atom::Generator {
    atom::Generator {
        value: env!("CARGO_PKG_NAME").to_owned(),
        uri: None,
        version: Some(env!("CARGO_PKG_VERSION").to_owned()),
    }
}

/// An author who is only the title of the feed is there because one is required, if we wrote it.
pub(super) fn without_title(
    authors: impl Iterator<Item = Person>,
    title: Option<&str>,
) -> Vec<Person> {
    let title = title.unwrap_or_default();
    let made_up = [Person::named(title), Person::named(without_markup(title))];
    authors.filter(|author| !made_up.contains(author)).collect()
}

/// A title may be HTML, and the name of a person may not.
fn without_markup(title: &str) -> String {
    let mut name = title.to_owned();
    unmark(&mut name);
    name
}

/// Returns whether the entry of this article has an `author`.
fn has_author(article: &Article) -> bool {
    let provider = article.provider.as_ref();
    let names = |name: &Option<String>| name.as_deref().and_then(trimmed).is_some();
    provider.is_some_and(|provider| {
        names(&provider.name) || provider.authors.iter().any(|author| names(&author.name))
    })
}

/// Reads a [person construct](https://www.rfc-editor.org/rfc/rfc4287#section-3.2).
///
/// Google says there what a person looks like.
pub(super) fn read_person(person: &atom::Person) -> Option<Person> {
    let images = person
        .extensions
        .get("gd")
        .and_then(|of_google| of_google.get("image"));
    let mut image = images.into_iter().flatten();
    let picture = image.find_map(|image| image.attrs.get("src"));
    let mut person = Person {
        name: trimmed(&person.name),
        url: person.uri.as_deref().and_then(trimmed),
        email: person.email.as_deref().and_then(trimmed),
        ..Person::default()
    };
    avatar::put(&mut person, picture.and_then(|address| trimmed(address)));
    (person != Person::default()).then_some(person)
}

/// Writes a person construct, for which a name is required.
pub(super) fn write_person(person: &Person) -> Option<atom::Person> {
    Some(atom::Person {
        name: person.name.as_deref().and_then(trimmed)?,
        uri: person.url.as_deref().and_then(url::to_uri),
        email: person.email.as_deref().and_then(trimmed),
        ..atom::Person::default()
    })
}

//! The feed level: [top-level](https://www.jsonfeed.org/version/1.1/#top-level-a-name-top-level-a) members.

use serde_json::{Value as Json, json};

use super::kept;
use super::object::{Object, line, list, objects, put, put_list, text};
use crate::formats::{avatar, language};
use crate::mapping::Row;
use crate::model::{Feed, Image, Person};
use crate::text::{person, url};

/// What the type of a hub of [WebSub](https://www.w3.org/TR/websub/) is called.
const WEBSUB: &str = "WebSub";

/// The member for the page that follows.
const NEXT_URL: &str = "next_url";

/// The members of a person that are read.
const OF_PEOPLE: [&str; 3] = ["name", "url", avatar::KEY];

/// One row for each field, in the order of the specification.
pub(super) static ROWS: [Row<Object, Feed>; 13] = [
    Row {
        field: "title",
        place: "title",
        read: |document, feed| feed.title = line(document, "title"),
        write: |feed, document| put(document, "title", feed.title.clone()),
    },
    Row {
        field: "link",
        place: "home_page_url",
        read: |document, feed| feed.link = text(document, "home_page_url"),
        write: |feed, document| put(document, "home_page_url", uri(&feed.link)),
    },
    Row {
        field: "self",
        place: "feed_url",
        read: |document, feed| feed.self_url = text(document, "feed_url"),
        write: |feed, document| put(document, "feed_url", uri(&feed.self_url)),
    },
    Row {
        field: "nextUrl",
        place: "next_url",
        read: |document, feed| feed.next_url = text(document, NEXT_URL),
        write: |feed, document| put(document, NEXT_URL, next_url(feed, &feed.next_url)),
    },
    Row {
        field: "previousArchiveUrl",
        place: "next_url (without nextUrl)",
        // What follows in an archive is the page before.
        read: |_, _| {},
        write: |feed, document| {
            if uri(&feed.next_url).is_none() {
                put(
                    document,
                    NEXT_URL,
                    next_url(feed, &feed.previous_archive_url),
                );
            }
        },
    },
    Row {
        field: "description",
        place: "description",
        read: |document, feed| feed.description = line(document, "description"),
        write: |feed, document| put(document, "description", feed.description.clone()),
    },
    Row {
        field: "image",
        place: "icon",
        read: |document, feed| {
            feed.image = text(document, "icon").map(|uri| Image {
                url: Some(uri),
                ..Image::default()
            });
        },
        write: |feed, document| {
            let image = feed.image.as_ref();
            put(document, "icon", image.and_then(|image| uri(&image.url)));
        },
    },
    Row {
        field: "icon",
        place: "favicon",
        read: |document, feed| feed.icon = text(document, "favicon"),
        write: |feed, document| put(document, "favicon", uri(&feed.icon)),
    },
    Row {
        field: "authors",
        place: "authors",
        read: |document, feed| feed.authors = read_authors(document),
        write: |feed, document| write_authors(&feed.authors, document),
    },
    Row {
        field: "language",
        place: "language",
        read: |document, feed| feed.language = text(document, "language"),
        write: |feed, document| {
            let language = feed.language.as_deref().and_then(language::write);
            put(document, "language", language);
        },
    },
    Row {
        field: "expired",
        place: "expired",
        read: |document, feed| feed.expired = document.get(kept::EXPIRED).and_then(Json::as_bool),
        write: |feed, document| put(document, kept::EXPIRED, feed.expired),
    },
    Row {
        field: "hubs",
        place: "hubs",
        read: |document, feed| {
            let hubs = objects(document, "hubs").filter(|hub| is_websub(hub));
            feed.hubs = hubs.filter_map(|hub| text(hub, "url")).collect();
        },
        write: |feed, document| {
            let uris = feed.hubs.iter().filter_map(|hub| url::to_uri(hub));
            let hubs = uris.map(|uri| json!({ "type": WEBSUB, "url": uri }));
            put_list(document, "hubs", hubs.collect());
        },
    },
    kept::FEED_ROW,
];

/// Returns whether a hub is one that we know.
pub(super) fn is_websub(hub: &Object) -> bool {
    text(hub, "type").is_some_and(|kind| kind.eq_ignore_ascii_case(WEBSUB))
}

/// No feed may follow itself.
fn next_url(feed: &Feed, address: &Option<String>) -> Option<String> {
    uri(address).filter(|next| Some(next) != uri(&feed.self_url).as_ref())
}

fn uri(address: &Option<String>) -> Option<String> {
    address.as_deref().and_then(url::to_uri)
}

/// Version 1.0 has one `author`, which some feeds have beside the others; some write names alone.
pub(super) fn read_authors(object: &Object) -> Vec<Person> {
    let read = |member| list(object, member).iter().filter_map(read_person);
    let mut authors: Vec<Person> = read("authors").collect();
    person::add_new(&mut authors, read("author").collect());
    authors
}

pub(super) fn write_authors(authors: &[Person], object: &mut Object) {
    put_list(
        object,
        "authors",
        authors.iter().map(write_person).collect(),
    );
}

fn read_person(author: &Json) -> Option<Person> {
    let Json::Object(author) = author else {
        return person::parse(author.as_str()?);
    };
    let mut person = Person {
        name: line(author, "name"),
        url: text(author, "url"),
        ..Person::default()
    };
    avatar::put(&mut person, text(author, avatar::KEY));
    kept::read_inner(author, &OF_PEOPLE, &mut person);
    (person != Person::default()).then_some(person)
}

fn write_person(person: &Person) -> Json {
    let mut author = Object::new();
    put(&mut author, "name", person.name.clone());
    put(&mut author, "url", uri(&person.url));
    put(
        &mut author,
        avatar::KEY,
        avatar::of(person).and_then(url::to_uri),
    );
    kept::write_inner(person, &OF_PEOPLE, &mut author);
    Json::Object(author)
}

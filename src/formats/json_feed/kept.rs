//! Members that no other row reads: they stay with the article, to be written back into a JSON Feed.

use serde_json::Value as Json;

use super::feed::is_websub;
use super::object::{Object, is_whole, list, number_of, objects, push, put, text};
use super::{NAME, attachment};
use crate::error::Warning;
use crate::json::plain;
use crate::mapping::Row;
use crate::mapping::kept::{keep, kept_of};
use crate::mapping::remainder::json::MEMBER;
use crate::model::{
    Article, Enclosure, Extra, Feed, FieldValue, MAX_VALUE_DEPTH, Map, Record, Value,
};
use crate::text::html;

/// The key of the members, which is the name of the format, too.
const MEMBERS: &str = NAME;

/// Members of which rows read a part.
const HTML: &str = "content_html";
const HUBS: &str = "hubs";
const TAGS: &str = "tags";
const TEXT: &str = "content_text";

/// The members of an item that rows read.
pub(super) const OF_ITEMS: [&str; 16] = [
    "id",
    "url",
    "external_url",
    "title",
    "content_html",
    "content_text",
    "summary",
    "image",
    "banner_image",
    "date_published",
    "date_modified",
    "author",
    "authors",
    "tags",
    "language",
    "attachments",
];

/// The members of a feed that rows read.
pub(super) const OF_FEEDS: [&str; 14] = [
    "version",
    "title",
    "home_page_url",
    "feed_url",
    "next_url",
    "description",
    "icon",
    "favicon",
    "author",
    "authors",
    "language",
    "expired",
    "hubs",
    "items",
];

/// The members that hold more than text.
const LISTS: [&str; 6] = ["attachments", "author", "authors", "hubs", "items", "tags"];

/// The members of an attachment that hold numbers.
pub(super) const SIZE: &str = "size_in_bytes";
pub(super) const DURATION: &str = "duration_in_seconds";

/// The member that is true or false.
pub(super) const EXPIRED: &str = "expired";

/// How deep a member may be, to stand below the keys of an article, and of what an article holds.
const MAX_MEMBER_DEPTH: usize = MAX_VALUE_DEPTH - 4;
const MAX_INNER_DEPTH: usize = MAX_MEMBER_DEPTH - 4;

/// The row of articles.
pub(super) const ROW: Row<Object> = Row {
    field: "feedmatter.json",
    place: "every other member (not public)",
    read: read_item,
    write: write_item,
};

/// The row of feeds.
pub(super) const FEED_ROW: Row<Object, Feed> = Row {
    field: "feedmatter.json",
    place: "every other member (not public)",
    read: read_feed,
    write: write_feed,
};

/// A text beside the HTML is kept if it says something else, and so are tags that are no text and attachments without an address.
fn read_item(item: &Object, article: &mut Article) {
    let mut members = others(item, &OF_ITEMS, MAX_MEMBER_DEPTH);
    let tags = list(item, TAGS).iter().filter(|tag| is_no_tag(tag));
    keep_list(TAGS, tags.map(plain::read), &mut members);
    let attachments = list(item, attachment::MEMBER).iter();
    let silent = attachments.filter(|attachment| attachment::is_none(attachment));
    keep_list(attachment::MEMBER, silent.map(plain::read), &mut members);
    if let (Some(html), Some(plain)) = (text(item, HTML), text(item, TEXT))
        && html::to_text(&html) != html::collapse(&plain)
    {
        members.push(TEXT, plain.as_str().into());
    }
    keep_members(members, article);
}

fn write_item(article: &Article, item: &mut Object) {
    write_others(article, &OF_ITEMS, item);
    write_list(article, TAGS, is_no_tag, item);
    write_list(article, attachment::MEMBER, attachment::is_none, item);
    let plain = members_of(article).and_then(|members| members.get(TEXT)?.as_str());
    if let Some(plain) = plain
        && item.contains_key(HTML)
    {
        item.insert(TEXT.to_owned(), plain.into());
    }
}

/// Hubs of other protocols are kept.
fn read_feed(document: &Object, feed: &mut Feed) {
    let mut members = others(document, &OF_FEEDS, MAX_MEMBER_DEPTH);
    let hubs = objects(document, HUBS).filter(|hub| !is_websub(hub));
    let hubs = hubs.map(|hub| Value::Map(plain::read_map(hub)));
    keep_list(HUBS, hubs, &mut members);
    keep_members(members, feed);
}

fn write_feed(feed: &Feed, document: &mut Object) {
    write_others(feed, &OF_FEEDS, document);
    let is_other = |hub: &Json| hub.as_object().is_some_and(|hub| !is_websub(hub));
    write_list(feed, HUBS, is_other, document);
}

/// Returns whether a tag is none that the row reads; nothing says nothing.
fn is_no_tag(tag: &Json) -> bool {
    matches!(tag, Json::Bool(_) | Json::Array(_) | Json::Object(_))
}

/// Keeps those of the values of a list that no row reads.
fn keep_list(name: &str, values: impl Iterator<Item = Value>, members: &mut Map) {
    let values: Vec<_> = values
        .filter(|value| value.is_within(MAX_MEMBER_DEPTH))
        .collect();
    if !values.is_empty() {
        members.push(name, Value::List(values));
    }
}

/// Writes those of them that no row writes, behind the others.
fn write_list(
    record: &impl Record,
    name: &str,
    is_other: impl Fn(&Json) -> bool,
    object: &mut Object,
) {
    let kept = members_of(record).and_then(|members| members.get(name));
    if let Some(Json::Array(values)) = kept.and_then(plain::write) {
        for value in values.into_iter().filter(is_other) {
            push(object, name, value);
        }
    }
}

/// Keeps the members of what an article or a feed holds that no row reads.
pub(super) fn read_inner(object: &Object, known: &[&str], record: &mut impl Record) {
    keep_members(others(object, known, MAX_INNER_DEPTH), record);
}

/// Writes them.
pub(super) fn write_inner(record: &impl Record, known: &[&str], object: &mut Object) {
    write_others(record, known, object);
}

/// Returns what anyone may read of them, of a file: how long it lasts.
pub(super) fn public_extra(file: &Enclosure) -> Extra {
    let seconds = members_of(file).and_then(|members| members.get(DURATION));
    let is_public = |seconds: &&Value| match seconds {
        Value::Int(seconds) => *seconds >= 0,
        Value::Float(seconds) => *seconds >= 0.0 && seconds.is_finite(),
        _ => false,
    };
    let seconds = seconds.filter(is_public);
    let members = seconds.map(|seconds| (DURATION.into(), seconds.clone()));
    let mut public = Enclosure::default();
    keep_members(members.into_iter().collect(), &mut public);
    public.extra
}

/// Writes a number as it was, if it still is the one that was read of that.
pub(super) fn write_number(
    record: &impl Record,
    name: &str,
    number: Option<u64>,
    object: &mut Object,
) {
    let kept = members_of(record).and_then(|members| plain::write(members.get(name)?));
    let is_same = |kept: &Json| number_of(kept).unwrap_or(0) == number.unwrap_or(0);
    put(object, name, kept.filter(is_same));
}

/// Returns the members that no row reads, or that none can.
fn others(object: &Object, known: &[&str], depth: usize) -> Map {
    let others = object.iter().filter(|(name, value)| {
        is_other(name, known) || is_unexpected(name, value, known) && !value.is_null()
    });
    others
        .map(|(name, value)| (name.as_str().into(), plain::read(value)))
        .filter(|(_, value)| value.is_within(depth))
        .collect()
}

fn keep_members(members: Map, record: &mut impl Record) {
    if !members.is_empty() {
        keep(record, NAME, MEMBERS, Value::Map(members));
    }
}

fn members_of(record: &impl Record) -> Option<&Map> {
    match kept_of(record, NAME, MEMBERS) {
        Some(Value::Map(members)) => Some(members),
        _ => None,
    }
}

/// Members that rows write, and values that JSON does not know, stay where they are.
fn write_others(record: &impl Record, known: &[&str], object: &mut Object) {
    for (name, value) in members_of(record).into_iter().flatten() {
        if let (Some(name), Some(value)) = (name.as_str(), plain::write(value))
            && is_other(name, known)
        {
            object.insert(name.to_owned(), value);
        }
    }
}

/// Returns a warning for each known member whose value no row can read; it is kept, too.
pub(super) fn warnings(object: &Object, known: &[&str]) -> impl Iterator<Item = Warning> {
    let members = object.iter();
    let unexpected = members.filter(|(name, value)| is_unexpected(name, value, known));
    let unexpected = unexpected.map(|(name, value)| {
        let found = plain::read(value).kind();
        let expected = if *name == EXPIRED {
            bool::EXPECTS
        } else {
            String::EXPECTS
        };
        Warning::new(format!("expected `{name}` to be {expected}, found {found}"))
    });
    let others = object.iter().filter(|(name, _)| is_other(name, known));
    let deep = others.filter(|(_, value)| !plain::read(value).is_within(MAX_MEMBER_DEPTH));
    unexpected.chain(deep.map(|(name, _)| {
        Warning::new(format!(
            "expected at most {MAX_MEMBER_DEPTH} levels in `{name}`, found more; left it out"
        ))
    }))
}

/// Returns whether a value is not the text, the number or the flag that rows expect.
fn is_unexpected(name: &str, value: &Json, known: &[&str]) -> bool {
    let is_other_kind = match name {
        EXPIRED => !value.is_boolean(),
        SIZE | DURATION => !is_whole(value),
        _ => matches!(value, Json::Bool(_) | Json::Array(_) | Json::Object(_)),
    };
    known.contains(&name) && !LISTS.contains(&name) && is_other_kind
}

fn is_other(name: &str, known: &[&str]) -> bool {
    !known.contains(&name) && name != MEMBER
}

//! Elements that no other row reads: they stay with the article, to be written back into the same format.

use std::collections::BTreeMap;

use super::draft;
use crate::mapping::Row;
use crate::mapping::kept::{keep, kept_of};
use crate::model::{Feed, Map, RESERVED, Record, Timestamp, Value};
use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::xml::element::{Element, Extensible};
use crate::xml::fragment::{self, Fragment};
use crate::xml::namespace::{self, SIDE};

/// The key of the elements, which are kept as text.
const ELEMENTS: &str = "xml";

/// Where the elements stand between the crates and [`guard`](crate::xml::guard).
pub(super) const KEPT: &str = "kept";

/// A node that keeps elements.
pub(crate) trait Keeping: Extensible {
    /// The name of its format.
    const FORMAT: &'static str;

    /// Returns whether it has all elements of that name that it may have: a row writes them.
    fn has(&self, name: &str) -> bool;

    /// Returns whether it has a link to another form of itself, of that media type and in that language: it may have one of each
    /// ([RFC 4287, 4.1.1](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1)).
    fn has_alternate(&self, _media_type: Option<&str>, _language: Option<&str>) -> bool {
        false
    }
}

/// The row of articles.
pub(crate) const fn row<N: Keeping>() -> Row<N> {
    Row {
        field: "feedmatter.xml",
        place: "every other element (not public)",
        read: |node, article| read(node, article, |text| text != draft::ELEMENT),
        // A row has the last word on whether it is a draft.
        write: |article, node| {
            let contradicts = draft::contradicts(article, N::FORMAT);
            write(article, node, |element, text| {
                !contradicts(&element.name, text)
            });
        },
    }
}

/// The row of feeds.
pub(crate) const fn feed_row<N: Keeping>() -> Row<N, Feed> {
    Row {
        field: "feedmatter.xml",
        place: "every other element (not public)",
        read: |node, feed| read(node, feed, |_| true),
        write: |feed, node| write(feed, node, |_, _| true),
    }
}

fn read<N: Keeping>(node: &N, record: &mut impl Record, is_other: impl Fn(&str) -> bool) {
    let texts = node.elements(SIDE, KEPT).iter().map(Element::text);
    let elements: Vec<Value> = texts
        .filter(|text| is_other(text))
        .map(Value::from)
        .collect();
    if !elements.is_empty() {
        keep(record, N::FORMAT, ELEMENTS, Value::List(elements));
    }
}

/// Elements of one format mean nothing in another; those that are not sound, or that rows write, stay where they are.
fn write<N: Keeping>(record: &impl Record, node: &mut N, holds: impl Fn(&Fragment, &str) -> bool) {
    for text in texts(record, N::FORMAT) {
        let may_stand = |element| may_stand(&element, node) && holds(&element, text);
        let is_second =
            |tag: Tag<'_>| node.has_alternate(tag.attribute("type"), tag.attribute("hreflang"));
        if fragment::parse(text).is_some_and(may_stand) && !alternate(text).is_some_and(is_second) {
            push(node, text);
        }
    }
}

/// Adds an element as it is.
pub(super) fn push<N: Keeping>(node: &mut N, text: &str) {
    let name = format!("{SIDE}:{KEPT}");
    node.push_extension(N::Extension::named(&name).with_text(text));
}

/// Returns whether an element does not stand against those that rows write, nor against the rules of the format.
fn may_stand(element: &Fragment, node: &impl Keeping) -> bool {
    // A reader could take it for an article, whatever its namespace.
    let local = element
        .name
        .split_once(':')
        .map_or(element.name.as_str(), |(_, local)| local);
    let is_node = ["channel", "entry", "feed", "item"]
        .iter()
        .any(|node| local.eq_ignore_ascii_case(node));
    let text = || element.texts.iter().map(|(_, text)| &**text);
    let is_bad_date =
        element.name == "pubDate" && Timestamp::parse(&text().collect::<String>()).is_none();
    !node.has(&element.name) && !is_bad_date && !is_node
}

/// Returns the elements of that format that a record keeps.
pub(crate) fn elements(record: &impl Record, format: &str) -> impl Iterator<Item = Fragment> {
    texts(record, format).filter_map(fragment::parse)
}

/// Returns whether a record keeps a link of Atom to that address as to another form of itself than a page.
pub(crate) fn has_other_form(record: &impl Record, format: &str, uri: &str) -> bool {
    let is_one = |tag: Tag<'_>| {
        let href = tag.attribute("href").map(html::decoded);
        let kind = tag.attribute("type");
        kind.is_some_and(|kind| !kind.contains("html")) && href.is_some_and(|href| href == uri)
    };
    let mut texts = texts(record, format);
    texts.any(|text| alternate(text).is_some_and(is_one) && fragment::parse(text).is_some())
}

/// Returns the tag of a link of Atom to another form of what it stands in.
fn alternate(text: &str) -> Option<Tag<'_>> {
    match Tokens::new(text, 0).next() {
        Some((_, Token::Start(tag))) if tag.name == "link" => {
            let is_alternate = tag.attribute("rel").is_none_or(|rel| rel == "alternate");
            is_alternate.then_some(tag)
        }
        _ => None,
    }
}

/// Returns the same as texts, sound or not.
pub(super) fn texts<'a, R: Record>(
    record: &'a R,
    format: &str,
) -> impl Iterator<Item = &'a str> + use<'a, R> {
    let elements = match kept_of(record, format, ELEMENTS) {
        Some(Value::List(elements)) => elements.as_slice(),
        _ => &[],
    };
    elements.iter().filter_map(Value::as_str)
}

/// Returns the prefixes of the elements of a node that have no place of their own, those that were kept included.
pub(crate) fn prefixes_of<N: Keeping>(node: &N) -> impl Iterator<Item = String> {
    let kept = node.elements(SIDE, KEPT).iter();
    let of_kept = kept
        .filter_map(|element| fragment::parse(element.text()))
        .flat_map(|element| element.prefixes);
    node.prefixes()
        .into_iter()
        .chain(of_kept.map(str::to_owned))
}

/// Returns what to declare for these prefixes.
pub(crate) fn declared(prefixes: impl Iterator<Item = String>) -> BTreeMap<String, String> {
    let known =
        prefixes.filter_map(|prefix| Some((namespace::uri_of(&prefix)?.to_owned(), prefix)));
    known.map(|(uri, prefix)| (prefix, uri)).collect()
}

/// Returns the unknown fields that a row writes, of all of them.
pub(crate) fn written(extra: &Map) -> Map {
    let reserved = extra
        .get(RESERVED)
        .filter(|value| matches!(value, Value::Map(_)));
    reserved
        .map(|value| (RESERVED.into(), value.clone()))
        .into_iter()
        .collect()
}

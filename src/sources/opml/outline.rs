//! [`Outline`]: the attributes of one feed, and the rows that say which field stands in which.

use std::collections::HashSet;

use serde_json::Value as Json;

use crate::error::Warning;
use crate::json::typed::{read_value, write_value};
use crate::mapping::Row;
use crate::mapping::kept::{keep, kept_of};
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{Map, RESERVED, Record, Source, Value};
use crate::sources::source;
use crate::text::tag::Tag;
use crate::text::{character, html};
use crate::xml::fragment::is_name;

/// The attribute that holds what no other can, as JSON.
pub(super) const REMAINDER: &str = "fm:source";

const TEXT: &str = "text";
const TYPE: &str = "type";

/// The key of what is kept for this format.
const FORMAT: &str = "opml";

/// The `type` of a feed.
const FEED: &str = "rss";

/// The attributes that have rows of their own, beside [`TYPE`] and [`TEXT`].
const KNOWN: [&str; 8] = [
    TEXT,
    "title",
    TYPE,
    "xmlUrl",
    "description",
    "htmlUrl",
    "language",
    "category",
];

/// The attributes that are `false` where they are not written.
const DEFAULTS: [&str; 2] = ["isBreakpoint", "isComment"];

/// The attributes of an outline, decoded.
#[derive(Default)]
pub(super) struct Outline(pub(super) Vec<(String, String)>);

/// One row for each field, in the order of the specification.
static ROWS: [Row<Outline, Source>; 10] = [
    Row {
        field: "title",
        place: "text, title",
        read: |outline, source| {
            let (title, text) = (outline.get("title"), outline.get(TEXT));
            // What a program shows may be another name, which is an extra field then.
            let other = text.as_ref().filter(|_| title.is_some() && text != title);
            if let Some(text) = other {
                source.extra.fields.push(TEXT, Value::Str(text.clone()));
            }
            source.title = title
                .or(text)
                .filter(|title| *title != outline.get("xmlUrl").unwrap_or_default());
        },
        // `text` is required.
        write: |source, outline| {
            let text = source.extra.fields.get(TEXT).and_then(Value::as_str);
            let text = text.filter(|_| source.title.is_some()).map(str::to_owned);
            let name = source.title.as_ref().unwrap_or(&source.url);
            outline.put(TEXT, Some(text.as_ref().unwrap_or(name)));
            outline.put("title", source.title.as_ref());
        },
    },
    Row {
        field: "type",
        place: "type",
        // Said of feeds of every format; other words are an extra field.
        read: |outline, source| {
            let kind = outline.get(TYPE).filter(|kind| kind != FEED);
            if let Some(kind) = kind {
                source.extra.fields.push(TYPE, Value::Str(kind));
            }
        },
        write: |source, outline| {
            let kind = source.extra.fields.get(TYPE).and_then(Value::as_str);
            outline.put(TYPE, Some(&kind.unwrap_or(FEED).to_owned()));
        },
    },
    Row {
        field: "url",
        place: "xmlUrl",
        read: |outline, source| source.url = outline.get("xmlUrl").unwrap_or_default(),
        write: |source, outline| outline.put("xmlUrl", Some(&source.url)),
    },
    Row {
        field: "description",
        place: "description",
        read: |outline, source| source.description = outline.get("description"),
        write: |source, outline| outline.put("description", source.description.as_ref()),
    },
    Row {
        field: "link",
        place: "htmlUrl",
        read: |outline, source| source.link = outline.get("htmlUrl"),
        write: |source, outline| outline.put("htmlUrl", source.link.as_ref()),
    },
    Row {
        field: "language",
        place: "language",
        // What some write for a language that they do not know.
        read: |outline, source| {
            source.language = outline.get("language").filter(|name| name != "unknown");
        },
        write: |source, outline| outline.put("language", source.language.as_ref()),
    },
    Row {
        field: "category",
        place: "category, after a slash",
        read: |outline, source| {
            let categories = outline.get("category").unwrap_or_default();
            let mut paths = categories.split(',').map(str::trim);
            source.category = paths.find_map(|path| Some(path.strip_prefix('/')?.to_owned()));
        },
        write: |source, outline| {
            if let Some(category) = &source.category {
                outline.put("category", Some(&format!("/{category}")));
            }
        },
    },
    Row {
        field: "topics",
        place: "category, without a slash, and each after the first with one",
        read: |outline, source| {
            let categories = outline.get("category").unwrap_or_default();
            let mut tags: Vec<&str> = categories.split(',').map(str::trim).collect();
            if let Some(category) = tags.iter().position(|tag| tag.starts_with('/')) {
                tags.remove(category);
            }
            let tags = tags.into_iter().filter(|tag| !tag.is_empty());
            source.topics = tags.map(str::to_owned).collect();
        },
        write: |source, outline| {
            let before = outline.get("category").into_iter();
            let all: Vec<String> = before.chain(source.topics.iter().cloned()).collect();
            outline.0.retain(|(name, _)| name != "category");
            outline.put("category", Some(&all.join(",")));
        },
    },
    Row {
        field: "any other",
        place: "the attribute of its name",
        read: |outline, source| {
            let mut seen = HashSet::new();
            let extra = outline.0.iter().filter(|(name, value)| {
                is_extra(name) && !is_default(name, value) && seen.insert(name)
            });
            let extra = extra.map(pair);
            let fields = std::mem::take(&mut source.extra.fields);
            source.extra.fields = fields.into_iter().chain(extra).collect();
        },
        write: |source, outline| {
            let extra = source.extra.fields.iter();
            for (name, value) in extra.filter_map(attribute) {
                if name != TYPE && name != TEXT {
                    outline.put(name, Some(&value.to_owned()));
                }
            }
        },
    },
    Row {
        field: "feedmatter.opml",
        place: "an attribute with the name of another field",
        read: |outline, source| {
            let mut seen = HashSet::new();
            let kept = outline.0.iter();
            let kept = kept.filter(|(name, _)| is_kept(name) && seen.insert(name));
            let kept: Map = kept.map(pair).collect();
            if !kept.is_empty() {
                keep(source, FORMAT, FORMAT, Value::Map(kept));
            }
        },
        write: |source, outline| {
            if let Some(Value::Map(kept)) = kept_of(source, FORMAT, FORMAT) {
                let texts = kept.iter();
                let texts =
                    texts.filter_map(|(name, value)| Some((name.as_str()?, value.as_str()?)));
                for (name, value) in texts.filter(|(name, _)| is_kept(name)) {
                    outline.put(name, Some(&value.to_owned()));
                }
            }
        },
    },
];

impl Outline {
    /// Returns the attributes of a tag, without what XML could not hold either.
    pub(super) fn of(tag: &Tag<'_>) -> Self {
        let mut outline = Self::default();
        for attribute in tag.attributes() {
            let value = html::decoded(attribute.value);
            outline.put(attribute.name, Some(&value.into_owned()));
        }
        outline
    }

    /// Programs do not agree on `xmlUrl` and `xmlurl`.
    pub(super) fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.iter();
        let found = attributes.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    }

    /// Returns what an outline is called that is no feed.
    pub(super) fn heading(&self) -> Option<String> {
        self.get(TEXT).or_else(|| self.get("title"))
    }

    /// Returns what else it says.
    pub(super) fn attributes(&self, heading: &str) -> Map {
        let mut seen = HashSet::new();
        let others = self.0.iter().filter(|(name, value)| {
            let is_name = name.eq_ignore_ascii_case("title") && value == heading;
            may_be_said(name) && !is_name && !is_default(name, value) && seen.insert(name)
        });
        others.map(pair).collect()
    }

    fn put(&mut self, name: &str, value: Option<&String>) {
        let value = value.map(|value| html::collapse(&character::cleaned(value)).into_owned());
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push((name.to_owned(), value));
        }
    }
}

/// Returns whether an attribute is an extra field: its name means nothing to OPML, to XML and to us.
fn is_extra(name: &str) -> bool {
    is_other(name) && !is_ours(name)
}

/// Returns whether an attribute has the name of another field of ours, whose place is elsewhere.
fn is_kept(name: &str) -> bool {
    is_other(name) && is_ours(name)
}

fn is_ours(name: &str) -> bool {
    name == RESERVED || Source::FIELDS.iter().any(|field| field.name == name)
}

/// Returns whether the name of an attribute means nothing to OPML and to XML.
fn is_other(name: &str) -> bool {
    let is = |known: &&str| known.eq_ignore_ascii_case(name);
    let is_reserved = name.starts_with("xml") || REMAINDER.eq_ignore_ascii_case(name);
    is_name(name) && !KNOWN.iter().any(is) && !is_reserved
}

/// Returns whether an attribute can stand beside the text of a heading. A prefix would have to be declared.
fn may_be_said(name: &str) -> bool {
    let is_own = [TEXT, "xmlUrl"]
        .iter()
        .any(|own| own.eq_ignore_ascii_case(name));
    is_name(name) && !is_own && !name.starts_with("xml") && !name.contains(':')
}

/// Returns the attributes of a heading beside its text.
pub(super) fn of_heading(said: &Map) -> impl Iterator<Item = (&str, String)> {
    let texts = said.iter();
    let texts = texts.filter_map(|(name, value)| Some((name.as_str()?, value.as_str()?)));
    texts
        .filter(|(name, _)| may_be_said(name))
        .map(|(name, value)| {
            let value = html::collapse(&character::cleaned(value)).into_owned();
            (name, value)
        })
}

fn pair((name, value): &(String, String)) -> (Value, Value) {
    (name.as_str().into(), value.as_str().into())
}

/// Returns the attribute that an extra field can be. A prefix would have to be declared.
fn attribute((key, value): &(Value, Value)) -> Option<(&str, &str)> {
    let (name, value) = (key.as_str()?, value.as_str()?);
    let is_one = name == TYPE || name == TEXT || is_extra(name) && !name.contains(':');
    is_one.then_some((name, value))
}

/// Returns whether an attribute says what holds without it.
fn is_default(name: &str, value: &str) -> bool {
    value == "false" && DEFAULTS.contains(&name)
}

/// Returns the feed that an outline is, if it is one.
pub(super) fn read(
    outline: &Outline,
    around: &[Option<String>],
    warnings: &mut Vec<Warning>,
) -> Option<Source> {
    outline.get("xmlUrl")?;
    let mut read: Source = read_rows(&ROWS, outline);
    read.categories = around.iter().flatten().cloned().collect();
    let remainder = outline.get(REMAINDER);
    let remainder = remainder.and_then(|json| serde_json::from_str::<Json>(&json).ok());
    match remainder.as_ref().map(read_value) {
        Some(Value::Map(carried)) => source(over(&read.to_map(), carried), warnings),
        _ => Some(read),
    }
}

/// Writes the attributes of a feed. What would not come back is carried beside; nothing stands for what was never there.
pub(super) fn write(source: &Source) -> Outline {
    let mut outline: Outline = write_rows(&ROWS, source);
    let back = Source {
        categories: source
            .categories
            .iter()
            .map(|heading| html::collapse(&character::cleaned(heading)).into_owned())
            .filter(|heading| !heading.is_empty())
            .collect(),
        ..read_rows(&ROWS, &outline)
    };
    let mut carried = source.to_map().beyond(&back.to_map());
    // With those behind the first of them, so that all come back in their order.
    let keys = carried.keys();
    let extra = source.extra.fields.iter();
    let behind = extra.skip_while(|(key, _)| !keys.contains(key));
    let behind: Map = behind.cloned().collect();
    carried.forget(&behind);
    let carried: Map = carried.into_iter().chain(behind).collect();
    if !carried.is_empty() {
        let json = crate::json::ascii(&write_value(&Value::Map(carried)));
        outline.0.push((REMAINDER.to_owned(), json));
    }
    outline
}

/// Returns what rows read with what is carried beside in its place.
fn over(read: &Map, carried: Map) -> Map {
    let mut whole = read.clone();
    whole.forget(&carried);
    let is_field = |key: &Value| {
        let mut fields = Source::FIELDS.iter();
        fields.any(|field| key.as_str() == Some(field.name))
    };
    for (key, value) in carried {
        if value != Value::Null || !is_field(&key) {
            whole.push(key, value);
        }
    }
    // In canonical order.
    let rank = |key: &Value| {
        let mut fields = Source::FIELDS.iter();
        fields.position(|field| key.as_str() == Some(field.name))
    };
    let mut pairs: Vec<_> = whole.into_iter().collect();
    pairs.sort_by_key(|(key, _)| rank(key).unwrap_or(Source::FIELDS.len()));
    pairs.into_iter().collect()
}

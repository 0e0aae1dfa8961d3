//! One line: the fields of an article under their own names, `body` and `bodyFormat`, and under `feed` what its feed says.
//!
//! A line that has nothing but `feed` is a feed without articles. Values are [typed](crate::json::typed). An article's own
//! key that is one of ours here has `$` before it, and so has one of ours with another value than we know; a key that is no text
//! is written as `$key:` and its JSON.
//!
//! An item of JSON Feed is read as one, unless it has a name that is ours.

use std::borrow::Cow;

use serde_json::Value as Json;

use crate::error::{Position, Result, Warning};
use crate::formats::lines::{on_line, put_on_line};
use crate::formats::lossless::check_depth;
use crate::formats::{ReadOptions, json_feed};
use crate::front_matter;
use crate::json::typed::{put_each, put_value, read_value, write_value};
use crate::json::{self, Object, put_text};
use crate::model::{Article, Body, BodyFormat, Feed, Map, Record, Value};

/// A member that is no field: its name, and what its value is expected to be.
#[derive(Clone, Copy)]
pub(crate) struct Member {
    pub(crate) name: &'static str,
    pub(crate) expects: &'static str,
}

pub(crate) const FEED: Member = Member {
    name: "feed",
    expects: "a map",
};

pub(crate) const BODY: Member = Member {
    name: "body",
    expects: "text",
};

pub(crate) const BODY_FORMAT: Member = Member {
    name: "bodyFormat",
    expects: "`html` or `markdown`",
};

/// The names that are not those of fields.
const OURS: [&str; 3] = [FEED.name, BODY.name, BODY_FORMAT.name];

/// Fields whose names many a program uses.
const COMMON: [&str; 14] = [
    "id",
    "category",
    "title",
    "type",
    "locale",
    "length",
    "quality",
    "published",
    "topics",
    "categories",
    "tags",
    "images",
    "actions",
    "related",
];

/// Names that an item of JSON Feed has and no field of ours.
const MARKS: [&str; 3] = ["content_html", "content_text", "date_published"];

/// What stands before a name of ours that is a key of the article.
const OWN: &str = "$";

/// What stands before a key that is no text.
const KEY: &str = "$key:";

/// What a line says: a feed with at most one article.
pub(super) struct Line {
    pub(super) feed: Feed,
    pub(super) warnings: Vec<Warning>,
}

/// Returns whether a name is one that hardly any other program uses.
pub(super) fn is_telling(name: &str) -> bool {
    let is_field = || Article::FIELDS.iter().any(|field| field.name == name);
    OURS.contains(&name) || is_field() && !COMMON.contains(&name)
}

/// Returns whether a line with a member of that name may hold an article.
pub(super) fn is_of_article(name: &str) -> bool {
    let is_field = || Article::FIELDS.iter().any(|field| field.name == name);
    OURS.contains(&name) || MARKS.contains(&name) || is_field()
}

/// Returns whether an object with members of these names is an item of JSON Feed, as `jq -c '.items[]'` writes them.
pub(super) fn is_item<N: AsRef<str>>(names: impl IntoIterator<Item = N>) -> bool {
    let mut is_marked = false;
    for name in names {
        if is_telling(name.as_ref()) {
            return false;
        }
        is_marked |= MARKS.contains(&name.as_ref());
    }
    is_marked
}

/// Reads the line of that number.
pub(super) fn read(text: &str, number: usize, options: &ReadOptions) -> Result<Line> {
    let mut warnings = Vec::new();
    let mut object = json::parse(text, &options.limits, &mut warnings)
        .map_err(|error| on_line(number, &error))?;
    put_on_line(number, &mut warnings);
    if is_item(object.keys()) {
        let item = json_feed::read_item(&object, options);
        let on_line = item.warnings.into_iter();
        warnings.extend(on_line.map(|other| warning(number, other.message)));
        let feed = item.feed;
        return Ok(Line { feed, warnings });
    }
    let map = |json: &Json| match read_value(json) {
        Value::Map(map) => Some(map),
        _ => None,
    };
    let feed = take(&mut object, FEED, map, number, &mut warnings);
    let feed = feed.map(|map| record(map, number, &mut warnings));
    let feed: Feed = feed.unwrap_or_default();
    let articles = if object.is_empty() {
        Vec::new()
    } else {
        vec![read_article(object, number, &mut warnings)]
    };
    let feed = Feed { articles, ..feed };
    // Here it has a place, and stops no other.
    check_depth(&feed).map_err(|error| on_line(number, &error))?;
    Ok(Line { feed, warnings })
}

/// The most that all lines say of their feed, in bytes: otherwise they would grow with the square of a document.
const MAX_REPEATED: usize = 1 << 14;

/// Returns what all lines but the first say of their feed: everything, or if that is long, the known fields that have room.
pub(super) fn repeated(feed: &Feed) -> Feed {
    let map = feed.to_map();
    let length = |value: &Value| write_value(value).to_string().len();
    let is_long = map.iter().map(|(_, value)| length(value)).sum::<usize>() > MAX_REPEATED;
    let mut room = MAX_REPEATED;
    let mut has_room = |key: &Value, value: &Value| {
        let mut fields = Feed::FIELDS.iter();
        let is_known = fields.any(|field| key.as_str() == Some(field.name));
        let rest = room.checked_sub(length(value)).filter(|_| is_known);
        room = rest.unwrap_or(room);
        rest.is_some()
    };
    let pairs = map.into_iter();
    let short = pairs.filter(|(key, value)| !is_long || has_room(key, value));
    Feed::from_map(short.collect())
}

/// Writes what a line says of its feed, as its last member.
pub(super) fn write_feed(feed: &Feed) -> String {
    let feed = write_value(&Value::Map(feed.to_map()));
    format!("\"{}\":{feed}}}\n", FEED.name)
}

/// Writes the beginning of a line, up to what it says of its feed.
pub(super) fn write_article(article: &Article) -> String {
    let body = article.body.as_ref();
    let body = body.map_or(0, |body| body.text.len());
    // Most fit.
    let mut line = String::with_capacity(body + body / 8 + 1024);
    line.push('{');
    put_article(article, &mut line);
    line.push(',');
    line
}

fn read_article(mut object: Object, number: usize, warnings: &mut Vec<Warning>) -> Article {
    let body = read_body(&mut object, number, warnings);
    let pairs = object.iter();
    let map = Map::distinct(pairs.map(|(name, value)| (read_key(name), read_value(value))));
    Article {
        body,
        ..record(map, number, warnings)
    }
}

fn put_article(article: &Article, line: &mut String) {
    let map = article.to_map();
    put_each(map.iter(), line, |(key, value), line| {
        put_text(&write_key(key), line);
        line.push(':');
        put_value(value, line);
    });
    if !map.is_empty() && article.body.is_some() {
        line.push(',');
    }
    match &article.body {
        Some(Body { text, format }) => {
            line.extend(["\"", BODY.name, "\":"]);
            put_text(text, line);
            line.extend([",\"", BODY_FORMAT.name, "\":\"", format.name(), "\""]);
        }
        // An article that says nothing is not a feed without articles.
        None if map.is_empty() => line.extend(["\"", BODY.name, "\":null"]),
        None => {}
    }
}

/// Without a word on its format, a body is in the one that front matter would take it for.
fn read_body(object: &mut Object, number: usize, warnings: &mut Vec<Warning>) -> Option<Body> {
    let format = |json: &Json| BodyFormat::named(json.as_str()?);
    let format = take(object, BODY_FORMAT, format, number, warnings);
    let text = |json: &Json| Some(json.as_str()?.replace("\r\n", "\n"));
    let text = take(object, BODY, text, number, warnings)?;
    let format = format.unwrap_or_else(|| front_matter::natural_format(&text));
    (!text.is_empty()).then_some(Body { text, format })
}

/// Takes the value of a name of ours. Another one than is expected stays, and becomes one of the article's own.
fn take<T>(
    object: &mut Object,
    member: Member,
    read: impl Fn(&Json) -> Option<T>,
    number: usize,
    warnings: &mut Vec<Warning>,
) -> Option<T> {
    let Member { name, expects } = member;
    let json = object.get(name)?;
    let value = read(json);
    if value.is_some() || json.is_null() {
        object.shift_remove(name);
        return value;
    }
    let found = match json {
        Json::String(text) => format!("`{text}`"),
        other => read_value(other).kind().to_owned(),
    };
    let message = format!("expected `{name}` to be {expects}, found {found}");
    warnings.push(warning(number, message));
    None
}

fn read_key(name: &str) -> Value {
    let json = name.strip_prefix(KEY);
    if let Some(key) = json.and_then(|json| serde_json::from_str(json).ok()) {
        return read_value(&key);
    }
    match name.strip_prefix(OWN) {
        Some(own) if own.starts_with(OWN) || OURS.contains(&own) => own.into(),
        _ => name.into(),
    }
}

fn write_key(key: &Value) -> Cow<'_, str> {
    match key {
        Value::Str(name) if name.starts_with(OWN) || OURS.contains(&name.as_str()) => {
            format!("{OWN}{name}").into()
        }
        Value::Str(name) => name.into(),
        key => format!("{KEY}{}", write_value(key)).into(),
    }
}

/// Makes a record of keys and values; what is not as it should be is kept, and warned of.
fn record<R: Record>(map: Map, number: usize, warnings: &mut Vec<Warning>) -> R {
    let record = R::from_map(map);
    let mismatches = record.mismatches().into_iter();
    warnings.extend(mismatches.map(|mismatch| warning(number, mismatch.to_string())));
    record
}

fn warning(number: usize, message: String) -> Warning {
    Warning::new(message).at(Position {
        line: number,
        column: 0,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_of_every_kind_have_one_name() {
        for (key, name) in [
            ("title".into(), "title"),
            ("feed".into(), "$feed"),
            ("$feed".into(), "$$feed"),
            ("$key:1".into(), "$$key:1"),
            ("".into(), ""),
            (Value::Int(1), "$key:1"),
            (Value::Null, "$key:null"),
            (Value::List(vec!["a".into()]), "$key:[\"a\"]"),
        ] {
            assert_eq!(write_key(&key), name);
            assert_eq!(read_key(name), key, "{name}");
        }
        assert_eq!(read_key("$key:oops"), "$key:oops".into());
    }
}

//! [OPML 2.0](http://opml.org/spec2.opml): feeds are outlines with `xmlUrl`, and the outlines around them are headings.
//!
//! It is read as people write it. There are no entities but those of HTML, and nothing outside the document is ever opened.

use std::fmt::Write;

use serde_json::Value as Json;

use super::{SourceList, source};
use crate::error::{Bound, Error, Position, Result, Warning};
use crate::json::typed::{read_value, write_value};
use crate::mapping::Row;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{MAX_DEPTH, Map, Record, Source, Value};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::{character, html};
use crate::xml::limits::Limits;
use crate::xml::namespace::FEEDMATTER;

/// The attribute that holds what no other can, as JSON.
const REMAINDER: &str = "fm:source";

/// The attributes of an outline, decoded.
#[derive(Default)]
struct Outline(Vec<(String, String)>);

/// One row for each field, in the order of the specification.
static ROWS: [Row<Outline, Source>; 7] = [
    Row {
        field: "title",
        place: "text, title",
        read: |outline, source| {
            let title = outline.get("title").or_else(|| outline.get("text"));
            source.title =
                title.filter(|title| *title != outline.get("xmlUrl").unwrap_or_default());
        },
        // `text` is required.
        write: |source, outline| {
            let text = source.title.as_ref().unwrap_or(&source.url);
            outline.put("text", Some(text));
            outline.put("title", source.title.as_ref());
        },
    },
    Row {
        field: "url",
        place: "xmlUrl",
        read: |outline, source| source.url = outline.get("xmlUrl").unwrap_or_default(),
        write: |source, outline| {
            outline.put("type", Some(&"rss".to_owned()));
            outline.put("xmlUrl", Some(&source.url));
        },
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
        place: "category, without a slash",
        read: |outline, source| {
            let categories = outline.get("category").unwrap_or_default();
            let tags = categories.split(',').map(str::trim);
            let tags = tags.filter(|tag| !tag.is_empty() && !tag.starts_with('/'));
            source.topics = tags.map(str::to_owned).collect();
        },
        write: |source, outline| {
            let before = outline.get("category").into_iter();
            let all: Vec<String> = before.chain(source.topics.iter().cloned()).collect();
            outline.0.retain(|(name, _)| name != "category");
            outline.put("category", Some(&all.join(",")));
        },
    },
];

impl Outline {
    /// Returns the attributes of a tag, without what XML could not hold either.
    fn of(tag: &Tag<'_>) -> Self {
        let mut outline = Self::default();
        for attribute in tag.attributes() {
            let value = html_escape::decode_html_entities(attribute.value);
            outline.put(attribute.name, Some(&value.into_owned()));
        }
        outline
    }

    /// Programs do not agree on `xmlUrl` and `xmlurl`.
    fn get(&self, name: &str) -> Option<String> {
        let mut attributes = self.0.iter();
        let found = attributes.find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.clone())
    }

    fn put(&mut self, name: &str, value: Option<&String>) {
        let value = value.map(|value| html::collapse(&character::cleaned(value)).into_owned());
        if let Some(value) = value.filter(|value| !value.is_empty()) {
            self.0.push((name.to_owned(), value));
        }
    }
}

/// Reads a document.
pub(super) fn read(text: &str, limits: &Limits, warnings: &mut Vec<Warning>) -> Result<SourceList> {
    let mut list = SourceList::default();
    // Of the outlines around: a heading, or none for one that is a feed.
    let mut around: Vec<Option<String>> = Vec::new();
    let mut title: Option<String> = None;
    let mut is_whole = false;
    for (range, token) in Tokens::new(text, 0) {
        match token {
            Token::Start(tag) if is_named(tag.name, "outline") => {
                let outline = Outline::of(&tag);
                let heading = match read_outline(&outline, &around, warnings) {
                    Some(source) => {
                        list.sources.push(source);
                        None
                    }
                    None if tag.is_empty => {
                        let position = Position::of_offset(text, range.start);
                        warnings.push(Warning {
                            position: Some(position),
                            message: "expected a feed with `xmlUrl`, found none; left out"
                                .to_owned(),
                        });
                        None
                    }
                    None => outline.get("text").or_else(|| outline.get("title")),
                };
                if !tag.is_empty {
                    around.push(heading);
                }
                check_bounds(list.sources.len(), around.len(), limits)?;
            }
            Token::End(name) if is_named(name, "outline") => {
                around.pop();
            }
            Token::Start(tag) if is_named(tag.name, "title") && !tag.is_empty => {
                title = Some(String::new());
            }
            Token::Text(words) if title.is_some() && list.title.is_none() => {
                let words = html_escape::decode_html_entities(words);
                title.get_or_insert_default().push_str(&words);
            }
            Token::Cdata(words) if title.is_some() && list.title.is_none() => {
                title.get_or_insert_default().push_str(words);
            }
            Token::End(name) if is_named(name, "title") => {
                let title = title
                    .take()
                    .map(|title| html::collapse(&character::cleaned(&title)).into_owned());
                list.title = list.title.or(title.filter(|title| !title.is_empty()));
            }
            Token::End(name) if is_named(name, "opml") => is_whole = true,
            _ => {}
        }
    }
    if !is_whole {
        warnings.push(Warning {
            position: Some(Position::of_offset(text, text.trim_end().len())),
            message: "expected the whole document, found its beginning".to_owned(),
        });
    }
    Ok(list)
}

/// Writes a document: headings stand around the feeds that follow one another below them.
pub(super) fn write(list: &SourceList) -> Result<String> {
    let is_within = list
        .sources
        .iter()
        .all(|source| source.categories.len() <= MAX_DEPTH && source.to_map().is_within(MAX_DEPTH));
    if !is_within {
        return Err(Error::TooDeep);
    }
    let mut body = String::new();
    let mut around: Vec<&String> = Vec::new();
    for source in &list.sources {
        let headings: Vec<&String> = source.categories.iter().collect();
        let same = around.iter().zip(&headings).take_while(|(a, b)| a == b);
        let same = same.count();
        close(&mut body, &mut around, same);
        for heading in &headings[same..] {
            let text = html::collapse(&character::cleaned(heading)).into_owned();
            let _ = writeln!(
                body,
                "{}<outline text=\"{}\">",
                indent(around.len()),
                escaped(&text)
            );
            around.push(heading);
        }
        body.push_str(&indent(around.len()));
        body.push_str("<outline");
        for (name, value) in &write_outline(source).0 {
            let _ = write!(body, " {name}=\"{}\"", escaped(value));
        }
        body.push_str("/>\n");
    }
    close(&mut body, &mut around, 0);
    let namespace = if body.contains(REMAINDER) {
        format!(" xmlns:fm=\"{FEEDMATTER}\"")
    } else {
        String::new()
    };
    let title = list.title.as_deref().unwrap_or("Feeds");
    let title = escaped(&html::collapse(&character::cleaned(title)));
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"{namespace}>\n  <head>\n    \
        <title>{title}</title>\n  </head>\n  <body>\n{body}  </body>\n</opml>\n"
    ))
}

/// Returns the feed that an outline is, if it is one.
fn read_outline(
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
fn write_outline(source: &Source) -> Outline {
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
    let (map, back) = (source.to_map(), back.to_map());
    let lost = map
        .iter()
        .filter(|(key, value)| back.iter().all(|(k, v)| k != key || v != value));
    let made_up = back
        .iter()
        .filter(|(key, _)| map.iter().all(|(known, _)| known != key));
    let carried: Map = lost
        .cloned()
        .chain(made_up.map(|(key, _)| (key.clone(), Value::Null)))
        .collect();
    if !carried.is_empty() {
        let json = crate::json::ascii(&write_value(&Value::Map(carried)));
        outline.0.push((REMAINDER.to_owned(), json));
    }
    outline
}

/// Returns what rows read with what is carried beside in its place.
fn over(read: &Map, carried: Map) -> Map {
    let mut whole = read.clone();
    whole.retain(|key, _| carried.iter().all(|(known, _)| known != key));
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

fn check_bounds(sources: usize, depth: usize, limits: &Limits) -> Result<()> {
    let exceeded = |bound, limit| Err(Error::Exceeded { bound, limit });
    if sources > limits.articles {
        return exceeded(Bound::Articles, limits.articles);
    }
    if depth > limits.depth {
        return exceeded(Bound::Depth, limits.depth);
    }
    Ok(())
}

fn is_named(name: &str, expected: &str) -> bool {
    name.rsplit(':')
        .next()
        .is_some_and(|local| local.eq_ignore_ascii_case(expected))
}

fn close(body: &mut String, around: &mut Vec<&String>, depth: usize) {
    while around.len() > depth {
        around.pop();
        let _ = writeln!(body, "{}</outline>", indent(around.len()));
    }
}

fn indent(depth: usize) -> String {
    "  ".repeat(depth + 2)
}

fn escaped(text: &str) -> String {
    html_escape::encode_double_quoted_attribute(text).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(opml: &str) -> SourceList {
        read(opml, &Limits::default(), &mut Vec::new()).expect("a list")
    }

    #[test]
    fn reads_lists_as_people_write_them() {
        let list = sources(
            "<OPML><head><title>A &amp; B</title></head><body><outline title='News'><outline text=\"X\" XMLURL='https://a.example/?a=1&b=2'>\
            <outline text='Y' xmlUrl=\"https://b.example/\" category='/Boston/Weather,rain, wind' language='unknown'/></outline></outline>\
            <outline text='Z' type=link url='https://c.example/'/><outline xmlUrl='https://d.example/' text='https://d.example/'>",
        );
        assert_eq!(list.title.as_deref(), Some("A & B"));
        let urls: Vec<&str> = list.sources.iter().map(|source| &*source.url).collect();
        assert_eq!(
            urls,
            [
                "https://a.example/?a=1&b=2",
                "https://b.example/",
                "https://d.example/"
            ]
        );
        assert_eq!(list.sources[1].categories, ["News"]);
        assert_eq!(list.sources[1].category.as_deref(), Some("Boston/Weather"));
        assert_eq!(list.sources[1].topics, ["rain", "wind"]);
        assert_eq!(list.sources[1].language, None);
        assert_eq!(list.sources[2].title, None);
    }

    #[test]
    fn every_source_survives() {
        let hostile = "a \"b\" <c> & \u{1} \n d, /e".to_owned();
        let extra: Map = [
            ("weight".into(), Value::Float(f64::NAN)),
            (Value::Int(1), Value::Null),
        ]
        .into_iter()
        .collect();
        let mut source = Source {
            url: "https://a.example/?a=1&b=\"2\"".to_owned(),
            title: Some(hostile.clone()),
            link: Some(String::new()),
            categories: vec![hostile.clone(), String::new(), "x".to_owned()],
            category: Some("a,b".to_owned()),
            topics: vec!["/x".to_owned(), hostile],
            trust: Some(true),
            limit: Some(3),
            conditions: Some([("topics".into(), "Rust".into())].into_iter().collect()),
            ..Source::default()
        };
        source.extra.fields = extra;
        let plain = Source {
            url: "https://b.example/".to_owned(),
            title: Some("B".to_owned()),
            categories: vec!["x".to_owned()],
            ..Source::default()
        };
        let list = SourceList {
            title: Some("My feeds".to_owned()),
            sources: vec![source, plain.clone(), Source::default(), plain],
        };
        let list = SourceList {
            sources: list
                .sources
                .into_iter()
                .filter(|source| !source.url.is_empty())
                .collect(),
            ..list
        };
        let text = write(&list).expect("written");
        roxmltree::Document::parse(&text).expect("XML");
        assert_eq!(sources(&text), list, "{text}");
        assert_eq!(write(&sources(&text)).expect("written"), text);
    }

    #[test]
    fn what_is_too_deep_or_too_long_is_refused() {
        let deep = format!("<opml>{}", "<outline text='a'>".repeat(100_000));
        assert!(read(&deep, &Limits::default(), &mut Vec::new()).is_err());
        let limits = Limits {
            articles: 1,
            ..Limits::default()
        };
        let long = "<opml><outline xmlUrl='a'/><outline xmlUrl='b'/></opml>";
        assert!(read(long, &limits, &mut Vec::new()).is_err());
    }
}

//! [OPML 2.0](http://opml.org/spec2.opml): feeds are outlines with `xmlUrl`, and the outlines around them are headings.
//!
//! It is read as people write it. There are no entities but those of HTML, and nothing outside the document is ever opened.

mod head;
mod outline;

use std::collections::HashMap;
use std::fmt::Write;

use self::head::Head;
use self::outline::{Outline, REMAINDER};
use super::{Heading, Places, SourceList, put_place};
use crate::error::{Bound, Error, Result, Warning};
use crate::limits::Limits;
use crate::model::{MAX_VALUE_DEPTH, Map, Record};
use crate::text::token::{Token, Tokens};
use crate::text::{character, html};
use crate::xml::namespace::FEEDMATTER;

/// Reads a document.
pub(super) fn read(text: &str, limits: &Limits, warnings: &mut Vec<Warning>) -> Result<SourceList> {
    let mut list = SourceList::default();
    // Of the outlines around: a heading, or none for one that is a feed.
    let mut around: Vec<Option<String>> = Vec::new();
    let mut title: Option<String> = None;
    let mut is_whole = false;
    let mut head = Head::default();
    let places = Places::of(text);
    for (range, token) in Tokens::new(text, 0) {
        head.take(&token);
        match token {
            Token::Start(tag) if is_named(tag.name, "outline") => {
                let outline = Outline::of(&tag);
                let before = warnings.len();
                let read = outline::read(&outline, &around, warnings);
                let place = || Some(places.position(range.start));
                put_place(&mut warnings[before..], place);
                let heading = match read {
                    Some(source) => {
                        list.sources.push(source);
                        None
                    }
                    None if tag.is_empty => {
                        let position = places.position(range.start);
                        let message = "expected a feed with `xmlUrl`, found none; left out";
                        warnings.push(Warning::new(message).at(position));
                        None
                    }
                    None => outline.heading().inspect(|heading| {
                        let above = around.iter().flatten().cloned();
                        let heading = Heading {
                            path: above.chain([heading.clone()]).collect(),
                            attributes: outline.attributes(heading),
                        };
                        list.headings
                            .extend(Some(heading).filter(|it| !it.attributes.is_empty()));
                    }),
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
                let words = html::decoded(words);
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
        let end = places.position(text.trim_end().len());
        warnings.push(Warning::new("expected the whole document, found its beginning").at(end));
    }
    list.head = head.said;
    Ok(list)
}

/// Writes a document: headings stand around the feeds that follow one another below them.
pub(super) fn write(list: &SourceList) -> Result<String> {
    let is_within = list.sources.iter().all(|source| {
        source.categories.len() <= MAX_VALUE_DEPTH && source.to_map().is_within(MAX_VALUE_DEPTH)
    });
    if !is_within {
        return Err(Error::TooDeep);
    }
    let mut body = String::new();
    let mut around: Vec<&String> = Vec::new();
    let known = list.headings.iter().rev();
    let known = known.map(|heading| (&*heading.path, &heading.attributes));
    let known: HashMap<&[String], &Map> = known.collect();
    for source in &list.sources {
        let headings: Vec<&String> = source.categories.iter().collect();
        let same = around.iter().zip(&headings).take_while(|(a, b)| a == b);
        let same = same.count();
        close(&mut body, &mut around, same);
        for heading in &headings[same..] {
            let text = html::collapse(&character::cleaned(heading)).into_owned();
            let (indent, text) = (indent(around.len()), html::escape_quoted(&text));
            let _ = write!(body, "{indent}<outline text=\"{text}\"");
            around.push(heading);
            let attributes = known.get(&source.categories[..around.len()]);
            for (name, value) in attributes
                .into_iter()
                .flat_map(|it| outline::of_heading(it))
            {
                let _ = write!(body, " {name}=\"{}\"", html::escape_quoted(&value));
            }
            body.push_str(">\n");
        }
        body.push_str(&indent(around.len()));
        body.push_str("<outline");
        for (name, value) in &outline::write(source).0 {
            let _ = write!(body, " {name}=\"{}\"", html::escape_quoted(value));
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
    let title = html::escape_quoted(&html::collapse(&character::cleaned(title)));
    let head = head::write(&list.head);
    Ok(format!(
        "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<opml version=\"2.0\"{namespace}>\n  <head>\n    \
        <title>{title}</title>\n{head}  </head>\n  <body>\n{body}  </body>\n</opml>\n"
    ))
}

fn check_bounds(sources: usize, depth: usize, limits: &Limits) -> Result<()> {
    let exceeded = |bound, limit| Err(Error::Exceeded { bound, limit });
    if sources > limits.articles {
        return exceeded(Bound::Articles, limits.articles);
    }
    if depth > limits.bounded_depth() {
        return exceeded(Bound::Depth, limits.bounded_depth());
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Source, Value};

    fn sources(opml: &str) -> SourceList {
        read(opml, &Limits::default(), &mut Vec::new()).expect("a list")
    }

    fn kept(name: &str, value: &str) -> Value {
        let attributes: Map = [(name.into(), value.into())].into_iter().collect();
        let pairs = [
            ("format".into(), "opml".into()),
            ("opml".into(), Value::Map(attributes)),
        ];
        Value::Map(pairs.into_iter().collect())
    }

    #[test]
    fn reads_lists_as_people_write_them() {
        let list = sources(
            "<OPML><head><title>A &amp; B</title></head><body><outline title='News'><outline text=\"X\" XMLURL='https://a.example/?a=1&b=2'>\
            <outline text='Y' xmlUrl=\"https://b.example/\" category='rain,/Boston/Weather, wind,/US' language='unknown' TYPE=rss isComment='false' \
            trust='true' xmlns:f='x' created='today' created='later' f:x='1'/></outline></outline>\
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
        assert_eq!(list.sources[1].topics, ["rain", "wind", "/US"]);
        assert_eq!(list.sources[1].language, None);
        assert_eq!(list.sources[2].title, None);
        let extra = [
            ("created".into(), "today".into()),
            ("f:x".into(), "1".into()),
            ("feedmatter".into(), kept("trust", "true")),
        ];
        assert_eq!(list.sources[1].extra.fields, extra.into_iter().collect());
        assert_eq!(list.sources[1].trust, None);
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
            topics: vec!["/x".to_owned(), hostile.clone()],
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
        let mut other = plain.clone();
        other.extra.fields = [
            ("limit", ""),
            ("type", "atom"),
            ("created", &*hostile),
            ("xmlurl", "x"),
        ]
        .map(|(key, value)| (key.into(), value.into()))
        .into_iter()
        .collect();
        let mut attributes = plain.clone();
        attributes.extra.fields = [("type", "atom"), ("created", "today")]
            .map(|(key, value)| (key.into(), value.into()))
            .into_iter()
            .collect();
        let list = SourceList {
            title: Some("My feeds".to_owned()),
            sources: vec![
                source,
                plain.clone(),
                Source::default(),
                plain,
                other,
                attributes,
            ],
            ..SourceList::default()
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
        assert!(
            text.contains("type=\"atom\" xmlUrl=\"https://b.example/\" created=\"today\"/>"),
            "{text}"
        );
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

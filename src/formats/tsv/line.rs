//! One line, which is one article.

use std::borrow::Cow;

use chrono::DateTime;
use memchr::memchr;

use crate::formats::{body, categories, links};
use crate::mapping::Row;
use crate::model::{Enclosure, Person, Timestamp};
use crate::text::{bytes, character, html, url};

/// How many fields a line has, and how many at least: other programs cut off some.
const FIELDS: usize = 9;
const LEAST: usize = 3;

const TIME: usize = 0;
const TITLE: usize = 1;
const LINK: usize = 2;
const CONTENT: usize = 3;
const CONTENT_TYPE: usize = 4;
const ID: usize = 5;
const AUTHOR: usize = 6;
const ENCLOSURE: usize = 7;
const CATEGORY: usize = 8;

/// What stands between categories.
const SEPARATOR: char = '|';

/// The fields of a line; the content is not escaped here.
#[derive(Default, PartialEq)]
pub(super) struct Line([String; FIELDS]);

/// One row for each field, in their order; the content tells by its type which of two it is.
pub(super) static ROWS: [Row<Line>; 13] = [
    Row {
        field: "publishedDateTime",
        place: "timestamp",
        read: |line, article| match line.time() {
            Ok(time) => article.published_date_time = time,
            Err(text) => {
                let fields = &mut article.extra.fields;
                fields.push("publishedDateTime", text.into());
            }
        },
        write: |article, line| line.put(TIME, article.published_date_time.as_ref().map(seconds)),
    },
    Row {
        field: "updatedDateTime",
        place: "timestamp (without publishedDateTime)",
        // sfeed has the one of two dates that is there.
        read: |_, _| {},
        write: |article, line| {
            if line.0[TIME].is_empty() {
                line.put(TIME, article.updated_date_time.as_ref().map(seconds));
            }
        },
    },
    Row {
        field: "title",
        place: "title",
        read: |line, article| article.title = line.get(TITLE),
        write: |article, line| line.put(TITLE, article.title.clone()),
    },
    Row {
        field: "webUrl",
        place: "link",
        read: |line, article| article.web_url = line.get(LINK),
        write: |article, line| {
            line.put(LINK, links::page_of(article).and_then(url::to_uri));
        },
    },
    Row {
        field: "body",
        place: "content (html or several lines)",
        read: |line, article| {
            let content = line.0[CONTENT].trim();
            let html = if line.is_html() {
                content.to_owned()
            } else if content.contains('\n') {
                body::from_lines(content)
            } else {
                return;
            };
            article.body = body::read(&html);
        },
        write: |article, line| {
            if let Some(body) = &article.body {
                let html = body::write(body);
                line.0[CONTENT] = match character::cleaned(&html) {
                    Cow::Borrowed(_) => html.into_owned(),
                    Cow::Owned(clean) => clean.trim().to_owned(),
                };
                line.0[CONTENT_TYPE] = "html".to_owned();
            }
        },
    },
    Row {
        field: "excerpt",
        place: "content (plain)",
        read: |line, article| {
            if !line.is_html() && !line.0[CONTENT].trim().contains('\n') {
                article.excerpt = line.get(CONTENT);
            }
        },
        write: |article, line| {
            if line.0[CONTENT].is_empty() {
                line.put(CONTENT, article.excerpt.clone());
                line.0[CONTENT_TYPE] = match &*line.0[CONTENT] {
                    "" => String::new(),
                    _ => "plain".to_owned(),
                };
            }
        },
    },
    Row {
        field: "id",
        place: "id",
        read: |line, article| article.id = line.get(ID),
        write: |article, line| line.put(ID, article.id.clone()),
    },
    Row {
        field: "provider.authors",
        place: "author (the first)",
        read: |line, article| {
            if let Some(name) = line.get(AUTHOR) {
                article.provider.get_or_insert_default().authors = vec![Person::named(name)];
            }
        },
        write: |article, line| {
            let providers = article.provider.iter();
            let mut authors = providers.flat_map(|provider| &provider.authors);
            line.put(AUTHOR, authors.find_map(|author| author.name.clone()));
        },
    },
    Row {
        field: "actions",
        place: "enclosure (the first)",
        read: |line, article| {
            article.actions = line.get(ENCLOSURE).map(download).into_iter().collect();
        },
        write: |article, line| {
            let mut downloads = article.actions.iter().filter(|action| action.is_download());
            let address = downloads.find_map(|action| url::to_uri(action.url.as_deref()?));
            line.put(ENCLOSURE, address);
        },
    },
    Row {
        field: "topics",
        place: "category (with | between several)",
        read: |line, article| {
            let topics = line.0[CATEGORY].split(SEPARATOR).map(str::trim);
            let topics = topics.filter(|topic| !topic.is_empty()).map(str::to_owned);
            article.topics = categories::distinct(topics.collect());
        },
        write: |article, line| {
            let topics = article
                .topics
                .iter()
                .map(|topic| topic.replace(SEPARATOR, "/"));
            let topics = categories::distinct(topics.collect());
            line.put(CATEGORY, Some(topics.join("|")));
        },
    },
    Row::merged("category", "category"),
    Row::merged("categories", "category"),
    Row::merged("tags", "category"),
];

fn seconds(date_time: &Timestamp) -> String {
    date_time.instant().timestamp().to_string()
}

fn download(url: String) -> Enclosure {
    Enclosure {
        url: Some(url),
        r#type: Some(Enclosure::DOWNLOAD.to_owned()),
        ..Enclosure::default()
    }
}

impl Line {
    /// Parses a line, which may lack its last fields; further ones are those of a later sfeed.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let fields = text.split('\t').take(FIELDS);
        let mut line = Self::default();
        let mut count = 0;
        for (field, text) in line.0.iter_mut().zip(fields) {
            *field = text.to_owned();
            count += 1;
        }
        if count < LEAST {
            return None;
        }
        let time = line.0[TIME].strip_prefix('-').unwrap_or(&line.0[TIME]);
        let is_type = matches!(&*line.0[CONTENT_TYPE], "" | "html" | "plain");
        let is_time = time.bytes().all(|byte| byte.is_ascii_digit());
        line.0[CONTENT] = unescaped(&line.0[CONTENT]);
        (is_type && is_time).then_some(line)
    }

    /// Returns whether a line is one of sfeed if nobody says so: it has all fields, and not markup in the last alone, which may be
    /// indented.
    pub(super) fn is_telling(text: &str) -> bool {
        text.split('\t').count() >= FIELDS && Self::parse(text).is_some_and(|line| line.says_much())
    }

    fn says_much(&self) -> bool {
        let fields = &self.0[..CATEGORY];
        fields.iter().any(|field| !field.is_empty()) || !self.0[CATEGORY].contains('<')
    }

    /// Returns the time, or its text if there is no such time.
    pub(super) fn time(&self) -> Result<Option<Timestamp>, &str> {
        let text = self.0[TIME].as_str();
        if text.is_empty() {
            return Ok(None);
        }
        let seconds = text.parse().ok();
        let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
        time.map(|time| Some(Timestamp::from(time.fixed_offset())))
            .ok_or(text)
    }

    fn is_html(&self) -> bool {
        self.0[CONTENT_TYPE] == "html"
    }

    fn get(&self, index: usize) -> Option<String> {
        let text = character::cleaned(&self.0[index]);
        Some(html::collapse(&text).into_owned()).filter(|text| !text.is_empty())
    }

    /// Nothing but the content may hold tabs and line ends.
    fn put(&mut self, index: usize, text: Option<String>) {
        let mut text = text.unwrap_or_default();
        if html::is_plain_line(&text) {
            self.0[index] = text;
            return;
        }
        // With the byte that C1 controls begin with.
        let may_be = |byte: u8| matches!(byte, 0..=0x1f | 0x7f | 0xc2);
        if bytes::any(&text, may_be) && text.contains(char::is_control) {
            text = text.replace(char::is_control, " ");
        }
        self.0[index] = match html::collapse(&text) {
            Cow::Borrowed(_) => text,
            Cow::Owned(collapsed) => collapsed,
        };
    }

    /// Writes the line, without its end.
    pub(super) fn write(&self) -> String {
        let lengths = self.0.iter().map(String::len);
        let mut out = String::with_capacity(lengths.sum::<usize>() + 64);
        for (index, field) in self.0.iter().enumerate() {
            if index > 0 {
                out.push('\t');
            }
            match index {
                CONTENT => put_escaped(field, &mut out),
                _ => out.push_str(field),
            }
        }
        out
    }
}

fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(place) = memchr(b'\\', rest.as_bytes()) {
        let (before, behind) = rest.split_at(place);
        let (character, length) = match behind.as_bytes().get(1) {
            Some(b'n') => ('\n', 2),
            Some(b't') => ('\t', 2),
            Some(b'\\') => ('\\', 2),
            _ => ('\\', 1),
        };
        out.push_str(before);
        out.push(character);
        rest = &behind[length..];
    }
    out.push_str(rest);
    out
}

fn put_escaped(text: &str, out: &mut String) {
    let is_left_out = |c: char| c.is_control() && !matches!(c, '\n' | '\t');
    // With the byte that C1 controls begin with.
    let may_be = |byte: u8| matches!(byte, 0..=8 | 0xb..=0x1f | 0x7f | 0xc2);
    let text = if bytes::any(text, may_be) && text.contains(is_left_out) {
        Cow::Owned(text.replace(is_left_out, " "))
    } else {
        Cow::Borrowed(text)
    };
    let spellings = [(b'\\', "\\\\"), (b'\n', "\\n"), (b'\t', "\\t")];
    bytes::put_spelt(&text, spellings, out);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn content_survives() {
        for (text, expected) in [
            ("a\nb\tc\\n\\", "a\nb\tc\\n\\"),
            ("", ""),
            ("\\\\t", "\\\\t"),
            ("a\u{85}\u{7}b\u{a0}", "a  b\u{a0}"),
        ] {
            let mut escaped = String::new();
            put_escaped(text, &mut escaped);
            assert_eq!(unescaped(&escaped), expected);
        }
        assert_eq!(unescaped("\\x\\"), "\\x\\");
    }
}

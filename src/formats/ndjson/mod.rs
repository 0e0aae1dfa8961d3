//! [NDJSON](https://github.com/ndjson/ndjson-spec): an article a line, with every field under its own name.
//!
//! The model itself, so there are no rows and no remainder. A line stands on its own: it names the feed that its article comes
//! from, so lines can be taken out, sorted and put together by any program. Of a feed that says very much of itself, the first
//! line alone says all; the others have what is short.

mod line;

pub(crate) use line::{BODY, BODY_FORMAT, FEED, Member};

use super::detection::Shape;
use super::lines::{self, Linewise, numbered};
use super::lossless::{Remainders, Standard};
use super::{Format, ReadOptions};
use crate::error::{Error, Result};
use crate::json::outline::{end, members};
use crate::model::{Article, Feed, Record};

/// NDJSON.
pub(crate) struct Ndjson;

/// What objects are called that do not stand on lines of their own.
pub(super) const SPREAD: &str =
    "JSON over several lines; write each object on a line of its own, such as with `jq -c`";

/// What a list of objects is called.
pub(super) const LISTED: &str =
    "JSON in brackets; write each object on a line of its own, such as with `jq -c '.[]'`";

/// What an object is called that may be an article on a line.
pub(crate) const UNTOLD: &str = "JSON, which is an article with `--from ndjson` alone";

/// The name of the format.
pub(crate) const NAME: &str = "ndjson";

impl Format for Ndjson {
    fn name(&self) -> &'static str {
        NAME
    }

    fn has_file_name(&self, _stem: &str, ending: &str) -> bool {
        matches!(ending, "ndjson" | "jsonl")
    }

    fn recognises(&self, shape: Shape<'_>) -> bool {
        matches!(shape, Shape::Json(text) if are_lines(text))
    }

    fn is_exact(&self) -> bool {
        true
    }

    fn linewise(&self) -> Option<&dyn Linewise> {
        Some(self)
    }

    fn has_person_urls(&self) -> bool {
        true
    }

    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard> {
        lines::read(self, text, options)
    }

    fn write_standard(&self, feed: &Feed, _: &Remainders) -> Result<String> {
        Ok(match feed.articles.as_slice() {
            [] => format!("{{{}", line::write_feed(feed)),
            _ => lines::write(self, feed),
        })
    }
}

impl Linewise for Ndjson {
    fn read_line(&self, text: &str, number: usize, options: &ReadOptions) -> Result<Standard> {
        let inside = text.trim().strip_prefix('[').map(str::trim_start);
        let found = match inside {
            Some(inside) if inside.is_empty() || begins_object(inside) => Some(LISTED),
            _ => (text.trim() == "{").then_some(SPREAD),
        };
        if let Some(found) = found {
            return Err(Error::NotAnArticle {
                found: found.to_owned(),
            });
        }
        let line::Line { feed, warnings } = line::read(text, number, options)?;
        Ok(Standard {
            feed,
            warnings,
            ..Standard::default()
        })
    }

    fn begin(&self, article: &Article) -> String {
        line::write_article(article)
    }

    fn end(&self, feed: &Feed) -> String {
        line::write_feed(feed)
    }

    fn repeated(&self, feed: &Feed) -> Feed {
        line::repeated(feed)
    }
}

/// Returns whether objects stand on lines of their own: one that is ours or an item of JSON Feed, or two of any kind.
pub(super) fn are_lines(text: &str) -> bool {
    let mut lines = numbered(text);
    let Some((_, first)) = lines.next() else {
        return false;
    };
    let has = |is: fn(&str) -> bool| members(first).any(|(name, _)| is(name));
    let is_ours = || has(line::is_telling) || has(|name| name == "id") && is_item(first);
    let second = lines.next().map(|(_, second)| second);
    // Text below a blank line is that of an article, whose front matter is on one line.
    let has_body = || is_blank_below(text) && second.is_some_and(|second| !begins_object(second));
    is_whole(first) && is_ours() && !has_body()
        || second.is_some_and(begins_object)
        || is_whole(first) && !is_blank_below(text) && lines.any(|(_, line)| begins_object(line))
}

/// Returns whether objects stand on lines of their own, the first as a whole.
pub(super) fn begins_lines(text: &str) -> bool {
    let first = numbered(text).next();
    first.is_some_and(|(_, first)| is_whole(first)) && are_lines(text)
}

/// Returns whether a line holds an item of JSON Feed.
pub(crate) fn is_item(line: &str) -> bool {
    line::is_item(members(line).map(|(name, _)| name))
}

/// Returns whether a member of that name is one that an article may have.
pub(crate) fn is_of_article(name: &str) -> bool {
    line::is_of_article(name)
}

/// Returns whether nothing but an object stands on a line.
fn is_whole(line: &str) -> bool {
    end(line).is_some_and(|end| line[end..].trim().is_empty())
}

/// Returns whether the second line of a text is blank, counted from the first one that is not.
fn is_blank_below(text: &str) -> bool {
    let mut below = text
        .lines()
        .skip_while(|line| line.trim().is_empty())
        .skip(1);
    below.next().is_some_and(|line| line.trim().is_empty())
}

/// Returns whether an object is the front matter of an article: it has a name of ours, or text or an empty line below it. Below
/// an object on one line, both.
pub(super) fn is_article(text: &str) -> bool {
    let Some(end) = end(text) else {
        return false;
    };
    let below = &text[end..];
    let is_over_lines = text[..end].trim_start().contains('\n');
    let has_body = !below.trim().is_empty()
        && below.starts_with(['\n', '\r'])
        && (is_over_lines || is_blank_below(text));
    let is_ended = ["\n\n", "\r\n\r\n"].contains(&below);
    has_body || is_ended || members(text).any(|(name, _)| line::is_telling(name))
}

/// Returns whether a text is one object on a line, with a field of ours: nobody knows whose it is.
pub(super) fn may_be_line(text: &str) -> bool {
    let mut lines = numbered(text);
    let first = lines.next().filter(|(_, first)| is_whole(first));
    let is_field = |name: &str| Article::FIELDS.iter().any(|field| field.name == name);
    first.is_some_and(|(_, first)| members(first).any(|(name, _)| is_field(name)))
        && lines.next().is_none()
}

/// Returns whether objects follow each other that do not stand on lines of their own, as `jq` writes them.
pub(super) fn are_spread(text: &str) -> bool {
    let below = end(text).map(|end| text[end..].trim_start_matches([' ', '\t', '\r']));
    let second = below.and_then(|below| below.strip_prefix('\n'));
    second.is_some_and(begins_object)
}

/// `{{` and `{%` open a tag of a template, in a body below JSON.
fn begins_object(text: &str) -> bool {
    let inside = text.trim_start_matches([' ', '\t']).strip_prefix('{');
    inside.is_some_and(|inside| inside.trim_start().starts_with(['"', '}']))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_lines_from_other_json() {
        for (text, expected) in [
            ("{\"title\": \"a\", \"feed\": {}}", true),
            ("{\"webUrl\": \"a\"}\n", true),
            ("{\"title\": \"a\"}\n\n{\"title\"", true),
            ("{\"title\": oops}\n{}\n", true),
            ("{\"webUrl\": \"a\"}\noops\n", true),
            ("{\"webUrl\": \"a\"}\n\n{\"webUrl\": \"b\"}\n", true),
            ("{\"webUrl\": \"a\"}\n\nText.\n", false),
            ("{\"id\": \"a\", \"content_html\": \"b\"}\n", true),
            ("{\"content_html\": \"b\"}\n", false),
            ("{\"id\": \"a\", \"content_html\": \"b\"}\n\nText.\n", false),
            ("{\"title\": \"a\"}", false),
            (
                "{\"title\": \"Not Found\", \"type\": \"about:blank\"}",
                false,
            ),
            ("{\n\"webUrl\": \"a\"\n}", false),
            ("{\"webUrl\": \"a\"", false),
            ("{\"title\": \"a\"}\n{{< tag >}}", false),
            ("{\"title\": \"a\"}\nnull\n{\"title\": \"b\"}\n", true),
            ("{\"title\": \"a\"}\n\nnull\n{\"title\": \"b\"}\n", false),
            ("{\"webUrl\": \"a\"} and text", false),
        ] {
            assert_eq!(are_lines(text), expected, "{text}");
        }
    }

    #[test]
    fn tells_objects_over_several_lines_from_a_body() {
        for (text, expected) in [
            ("{\n  \"title\": \"a\"\n}\n{\n  \"title\": \"b\"\n}\n", true),
            ("{\n}\r\n{}", true),
            ("{\n}\n\n{\"a\": 1}\n", false),
            ("{\n}\n{{< tag >}}\n", false),
            ("{\n}\nText.\n", false),
            ("{\n", false),
        ] {
            assert_eq!(are_spread(text), expected, "{text}");
        }
    }
}

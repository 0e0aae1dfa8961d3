//! What can be told of a text of JSON without reading its values, be it sound or not.

use std::iter;

/// What the `version` of every JSON Feed begins with.
const VERSIONS: [&str; 2] = ["https://jsonfeed.org/", "https://www.jsonfeed.org/"];

/// Something that gives a text of JSON its shape.
#[derive(Debug, PartialEq)]
enum Mark<'a> {
    Open(u8),
    Close,
    Colon,
    /// A string, as it is escaped.
    Text(&'a str),
}

/// Returns whether the object says that it is a JSON Feed, or has a list of items.
pub(super) fn is_feed(text: &str) -> bool {
    let mut depth = 0usize;
    let mut marks = marks(text).peekable();
    while let Some(mark) = marks.next() {
        match mark {
            Mark::Open(_) => depth += 1,
            Mark::Close if depth <= 1 => break,
            Mark::Close => depth -= 1,
            Mark::Text(name) if depth == 1 && marks.next_if_eq(&Mark::Colon).is_some() => {
                match (name, marks.peek()) {
                    ("version", Some(Mark::Text(version))) if is_version(version) => return true,
                    ("items", Some(Mark::Open(b'['))) => return true,
                    _ => {}
                }
            }
            _ => {}
        }
    }
    false
}

/// PHP escapes slashes.
fn is_version(escaped: &str) -> bool {
    let version = escaped.replace("\\/", "/").replace("http://", "https://");
    VERSIONS.iter().any(|start| version.starts_with(start))
}

/// Returns how deep objects and lists are nested.
pub(super) fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for mark in marks(text) {
        match mark {
            Mark::Open(_) => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns the marks of a text, up to the first string that does not end.
fn marks(text: &str) -> impl Iterator<Item = Mark<'_>> {
    let mut rest = text;
    iter::from_fn(move || {
        let is_mark = |byte: u8| matches!(byte, b'{' | b'[' | b'}' | b']' | b':' | b'"');
        let at = rest.bytes().position(is_mark)?;
        let mark = rest.as_bytes()[at];
        rest = &rest[at + 1..];
        Some(match mark {
            b'{' | b'[' => Mark::Open(mark),
            b':' => Mark::Colon,
            b'"' => {
                let end = end_of_string(rest)?;
                let text = &rest[..end];
                rest = &rest[end + 1..];
                Mark::Text(text)
            }
            _ => Mark::Close,
        })
    })
}

/// Returns the place of the quotation mark that ends a string.
fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_feeds_from_other_objects() {
        for (text, expected) in [
            (r#"{"version": "https://jsonfeed.org/version/1.1"}"#, true),
            (
                r#"{"version": "https:\/\/jsonfeed.org\/version\/1", "items": [}"#,
                true,
            ),
            (r#"{"a": {"b": "}\""}, "items" : ["#, true),
            (
                r#"{"a": "items", "b": ["items"], "c": {"items": []}}"#,
                false,
            ),
            (r#"{"items": 1, "version": "1.0"}"#, false),
            (r#"{"title": "a"} {"items": []}"#, false),
            (r#"{"items"#, false),
        ] {
            assert_eq!(is_feed(text), expected, "{text}");
        }
    }

    #[test]
    fn measures_depth() {
        for (text, expected) in [
            ("{}", 1),
            (r#"{"a": [{"]": "[[["}]}"#, 3),
            ("[[[", 3),
            ("]]{", 1),
        ] {
            assert_eq!(depth(text), expected, "{text}");
        }
    }
}

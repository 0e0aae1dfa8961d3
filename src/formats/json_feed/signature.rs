//! What tells a JSON Feed from other objects, sound or not.

use crate::formats::ndjson;
use crate::json::outline::{Mark, members};

/// What the `version` of every JSON Feed begins with.
const VERSIONS: [&str; 2] = ["https://jsonfeed.org/", "https://www.jsonfeed.org/"];

/// Returns whether the object says that it is a JSON Feed, or has a list of items and is no article on a line of its own.
pub(super) fn is_feed(text: &str) -> bool {
    let says_so = |(name, value)| match (name, value) {
        ("version", Some(Mark::Text(version))) => is_version(version),
        _ => false,
    };
    let is_list = |(name, value)| (name, value) == ("items", Some(Mark::Open(b'[')));
    members(text).any(says_so) || members(text).any(is_list) && !ndjson::begins_lines(text)
}

/// PHP escapes slashes.
fn is_version(escaped: &str) -> bool {
    let version = escaped.replace("\\/", "/").replace("http://", "https://");
    VERSIONS.iter().any(|start| version.starts_with(start))
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
            ("{\"items\": [],\n\"feed\": {}}\n{}", true),
            ("{\"items\": [],\n\"a\": {}}\n{}", true),
            ("{\"items\": [\n{\"id\": 1}]}", true),
            ("{\"items\": [], \"feed\": {}}", false),
            (
                "{\"items\": [], \"title\": \"a\"}\n{\"title\": \"b\"}",
                false,
            ),
        ] {
            assert_eq!(is_feed(text), expected, "{text}");
        }
    }
}

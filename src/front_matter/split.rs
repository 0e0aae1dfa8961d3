//! The fences: where front matter begins and ends. By line, never by pattern.

use std::borrow::Cow;

use crate::error::{Error, Position, Result};

/// A document split at its fences.
#[derive(Debug, PartialEq)]
pub(super) struct Split<'a> {
    /// The text between the fences.
    pub(super) header: &'a str,
    /// What follows the closing fence; one blank line after it belongs to the fence. `None` when nothing follows.
    pub(super) body: Option<&'a str>,
}

/// The number of lines before the header: the opening fence.
pub(super) const LINES_BEFORE_HEADER: usize = 1;

/// Returns whether the text begins with a fence.
pub(crate) fn has_fence(text: &str) -> bool {
    is_fence(text.lines().next().unwrap_or_default(), &["---"])
}

/// Splits a text with LF line ends, or returns `None` when it has no front matter.
pub(super) fn split(text: &str) -> Result<Option<Split<'_>>> {
    if !has_fence(text) {
        return Ok(None);
    }
    let header_start = text.find('\n').map_or(text.len(), |index| index + 1);
    let mut line_start = header_start;
    for line in text[header_start..].split_inclusive('\n') {
        if is_fence(line, &["---", "..."]) {
            let rest = &text[line_start + line.len()..];
            let body = rest.strip_prefix('\n').unwrap_or(rest);
            return Ok(Some(Split {
                header: &text[header_start..line_start],
                body: Some(body).filter(|body| !body.is_empty()),
            }));
        }
        line_start += line.len();
    }
    Err(Error::UnclosedFence {
        position: Position {
            line: text.lines().count(),
            column: 0,
        },
    })
}

fn is_fence(line: &str, fences: &[&str]) -> bool {
    fences.contains(&line.trim_end_matches(['\n', '\r', ' ', '\t']))
}

/// Drops a byte order mark and turns CRLF into LF.
pub(super) fn normalise(text: &str) -> Cow<'_, str> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    if text.contains("\r\n") {
        Cow::Owned(text.replace("\r\n", "\n"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parts(text: &str) -> Option<(&str, Option<&str>)> {
        split(text)
            .expect("closed")
            .map(|split| (split.header, split.body))
    }

    #[test]
    fn splits_by_line() {
        assert_eq!(
            parts("---\na: 1\n---\n\nText\n"),
            Some(("a: 1\n", Some("Text\n")))
        );
        assert_eq!(
            parts("---\na: 1\n---\nText"),
            Some(("a: 1\n", Some("Text")))
        );
        assert_eq!(parts("--- \t\na: 1\n... \n"), Some(("a: 1\n", None)));
        assert_eq!(parts("---\n---"), Some(("", None)));
        assert_eq!(parts("---\n---\n\n"), Some(("", None)));
        assert_eq!(
            parts("---\na: |\n  ---\n--- x\n---\n"),
            Some(("a: |\n  ---\n--- x\n", None))
        );
        assert_eq!(
            parts("---\na: 1\n---\n\n\n\nText\n---\n"),
            Some(("a: 1\n", Some("\n\nText\n---\n")))
        );
        assert_eq!(parts("Text\n---\n"), None);
        assert_eq!(parts("---- \na\n---\n"), None);
    }

    #[test]
    fn reports_a_missing_end() {
        let error = split("---\na: 1\n----\n").expect_err("no end");
        assert_eq!(error.position().map(|position| position.line), Some(3));
    }
}

//! The fences: where front matter begins and ends. By line, never by pattern.

use std::borrow::Cow;
use std::ops::Range;

use super::dialect::Dialect;
use super::syntax::{Syntax, json};
use crate::error::{Error, Position, Result};

/// A document split at its fences.
#[derive(Debug, PartialEq)]
pub(crate) struct Split<'a> {
    /// The language of the header, which its fence tells.
    pub(crate) syntax: Syntax,
    /// How many lines of the file stand before the header: those of the opening fence.
    pub(crate) lines_before: usize,
    /// The text between the fences; JSON may be its own fence.
    pub(crate) header: &'a str,
    /// What follows the closing fence; one blank line after it belongs to the fence. `None` when nothing follows.
    pub(crate) body: Option<&'a str>,
}

impl<'a> Split<'a> {
    /// Returns a text without front matter as one in which it is empty.
    pub(crate) fn of_text(text: &'a str) -> Self {
        Self {
            syntax: Syntax::Yaml,
            lines_before: 0,
            header: "",
            body: Some(text),
        }
    }

    /// Returns the key at which a field was read in a dialect, and where that stands, if it is plain enough to be found.
    pub(crate) fn key_of<'k>(
        &self,
        field: &'k str,
        dialect: &'k Dialect,
    ) -> (&'k str, Option<Position>) {
        let lines = self.syntax.key_lines(self.header, self.lines_before);
        let key = dialect.key_from(field, |key| lines.position(key).is_some());
        (key, lines.position(key))
    }
}

/// Where the parts of a text are. What stands between them are fences, and the blank line below.
pub(super) struct Parts {
    pub(super) syntax: Syntax,
    /// Of JSON, the object with its braces.
    pub(super) header: Range<usize>,
    /// Where the body begins.
    pub(super) body: usize,
}

/// Languages by the name behind the opening fence, as Eleventy has it: `---json`.
const NAMED: [(&str, Syntax); 4] = [
    ("json", Syntax::Json),
    ("toml", Syntax::Toml),
    ("yaml", Syntax::Yaml),
    ("yml", Syntax::Yaml),
];

/// Returns the language of the front matter with which a text begins, and the lines that may close it, if a line opens it.
fn opening(text: &str) -> Option<(Syntax, &'static [&'static str])> {
    let line = text.lines().next().unwrap_or_default();
    let plain = [Syntax::Yaml, Syntax::Toml]
        .into_iter()
        .find(|syntax| is_fence(line, &syntax.fences()[..1]))
        .map(|syntax| (syntax, syntax.fences()));
    plain.or_else(|| {
        let name = line.strip_prefix(Syntax::Yaml.fences()[0])?.trim();
        let (_, syntax) = NAMED.iter().find(|(known, _)| *known == name)?;
        Some((*syntax, Syntax::Yaml.fences()))
    })
}

/// Returns whether a text begins with a line that opens front matter.
pub(crate) fn is_fenced(text: &str) -> bool {
    opening(text).is_some()
}

/// Returns the language of the front matter with which a text begins, if it does.
pub(crate) fn syntax_of(text: &str) -> Option<Syntax> {
    // `{{` and `{%` open a tag of a template.
    let is_object = || {
        let inside = text.strip_prefix('{').map(str::trim_start);
        inside.is_some_and(|inside| inside.starts_with(['"', '}']))
    };
    let fenced = opening(text).map(|(syntax, _)| syntax);
    fenced.or_else(|| is_object().then_some(Syntax::Json))
}

/// Splits a text with LF line ends, or returns `None` when it has no front matter.
pub(crate) fn split(text: &str) -> Result<Option<Split<'_>>> {
    let split = |parts: Parts| Split {
        syntax: parts.syntax,
        lines_before: usize::from(parts.header.start > 0),
        header: &text[parts.header],
        body: Some(&text[parts.body..]).filter(|body| !body.is_empty()),
    };
    Ok(parts(text)?.map(split))
}

/// Returns where the front matter of a text stands, and its language; of an object in JSON, its members.
pub(crate) fn header_of(text: &str) -> Option<(Range<usize>, Syntax)> {
    let Parts { syntax, header, .. } = parts(text).ok()??;
    let own = usize::from(!is_fenced(text));
    Some((header.start + own..header.end - own, syntax))
}

/// Finds the parts of a text, whatever its line ends are, or returns `None` when it has no front matter.
pub(super) fn parts(text: &str) -> Result<Option<Parts>> {
    let Some(syntax) = syntax_of(text) else {
        return Ok(None);
    };
    let (header, end) = match opening(text) {
        Some((_, fences)) => fenced(text, fences)?,
        None => {
            let end = json::end(text)?;
            // Nothing belongs on the line of the closing brace; what stands there is text.
            let rest = text[end..].trim_start_matches([' ', '\t']);
            (0..end, text.len() - without_line_end(rest).len())
        }
    };
    Ok(Some(Parts {
        syntax,
        header,
        body: text.len() - without_line_end(&text[end..]).len(),
    }))
}

/// Returns where the header stands, and where the line of the closing fence ends.
fn fenced(text: &str, fences: &[&'static str]) -> Result<(Range<usize>, usize)> {
    let start = text.find('\n').map_or(text.len(), |index| index + 1);
    let mut at = start;
    for line in text[start..].split_inclusive('\n') {
        if is_fence(line, fences) {
            return Ok((start..at, at + line.len()));
        }
        at += line.len();
    }
    Err(Error::UnclosedFence {
        fence: fences[0],
        position: Position {
            line: text.lines().count(),
            column: 0,
        },
    })
}

fn without_line_end(text: &str) -> &str {
    let rest = text.strip_prefix("\r\n");
    rest.or_else(|| text.strip_prefix('\n')).unwrap_or(text)
}

fn is_fence(line: &str, fences: &[&str]) -> bool {
    fences.contains(&line.trim_end_matches(['\n', '\r', ' ', '\t']))
}

/// Drops a byte order mark and turns CRLF into LF.
pub(crate) fn normalise(text: &str) -> Cow<'_, str> {
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
        assert_eq!(
            parts("+++\na = 1\n---\n+++\nText\n"),
            Some(("a = 1\n---\n", Some("Text\n")))
        );
        assert_eq!(
            parts("{ \"a\": \"}\" }\n\nText\n"),
            Some(("{ \"a\": \"}\" }", Some("Text\n")))
        );
        assert_eq!(
            parts("{\n  \"a\": {}\n}"),
            Some(("{\n  \"a\": {}\n}", None))
        );
        assert_eq!(
            parts("{ \"a\": 1 } \t\nText\n"),
            Some(("{ \"a\": 1 }", Some("Text\n")))
        );
        assert_eq!(
            parts("{ \"a\": 1 } Some\ntext\n"),
            Some(("{ \"a\": 1 }", Some("Some\ntext\n")))
        );
        assert_eq!(parts("{{ template }}\n"), None);
        assert_eq!(
            parts("---json\n{\n  \"a\": 1\n}\n---\n\nText\n"),
            Some(("{\n  \"a\": 1\n}\n", Some("Text\n")))
        );
        assert_eq!(parts("--- toml \na = 1\n---\n"), Some(("a = 1\n", None)));
        assert_eq!(parts("---js\n{}\n---\n"), None);
    }

    #[test]
    fn reports_a_missing_end() {
        let error = split("---\na: 1\n----\n").expect_err("no end");
        assert_eq!(error.position().map(|position| position.line), Some(3));
    }
}

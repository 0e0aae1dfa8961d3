//! What was meant to be front matter, and is none.

use super::Dialect;
use crate::error::{Error, Position};
use crate::model::{Article, Record};

/// How many lines are looked at.
const LINES: usize = 50;

/// Returns whether a key is one of ours or of a generator.
pub(crate) fn is_read(key: &str) -> bool {
    let is_theirs = |name: &&str| {
        let dialect = Dialect::named(name);
        dialect.is_some_and(|dialect| dialect.read_keys().any(|known| known == key))
    };
    Article::FIELDS.iter().any(|field| field.name == key) || Dialect::NAMES.iter().any(is_theirs)
}

/// Returns whether a text without front matter has such keys in its first lines: what it says of itself must not be taken for
/// text that anyone may read.
pub(crate) fn is_meant(text: &str) -> bool {
    text.lines().take(LINES).any(|line| key_of(line).is_some())
}

/// Returns such a key, and the fence that should stand above it.
fn key_of(line: &str) -> Option<(&str, &'static str)> {
    let at = line.find([':', '='])?;
    let (key, value) = (line[..at].trim(), &line[at + 1..]);
    let key = key.trim_matches(['"', '\'']);
    let is_key = (value.is_empty() || value.starts_with([' ', '\t']))
        && (is_read(key) || is_read(&key.to_lowercase()));
    let fence = if line[at..].starts_with('=') {
        "+++"
    } else {
        "---"
    };
    is_key.then_some((key, fence))
}

/// Returns what is wrong with a text without front matter that is an article all the same. What may be text is none unless it
/// begins with what looks like front matter.
pub(crate) fn unopened(text: &str, is_article: bool) -> Option<Error> {
    let begins =
        |line: &&str| line.starts_with(['-', '+']) || !line.contains(char::is_alphanumeric);
    let start = if is_article { 0 } else { behind_comments(text) };
    let mut lines = text[start..].lines().take(LINES);
    let (key, fence) = match is_article {
        true => lines.find_map(key_of)?,
        false => key_of(lines.find(|line| !begins(line))?)?,
    };
    let mut closing = lines.filter(|line| line.starts_with("---") || line.starts_with(fence));
    if !is_article && closing.next().is_none() {
        return None;
    }
    let found = match text.lines().next().unwrap_or_default() {
        blank if blank.trim().is_empty() => "a blank line".to_owned(),
        first => format!("`{first}`"),
    };
    Some(Error::Syntax {
        message: format!("expected a first line `{fence}` above the key `{key}`, found {found}"),
        position: Position { line: 1, column: 1 },
    })
}

/// Returns where a text begins behind the comments of HTML above it.
pub(crate) fn behind_comments(text: &str) -> usize {
    let mut start = 0;
    while let Some(comment) = text[start..].trim_start().strip_prefix("<!--")
        && let Some((_, behind)) = comment.split_once("-->")
    {
        let line = behind.find(|c| c != ' ').unwrap_or(behind.len());
        let line = line + usize::from(behind[line..].starts_with('\n'));
        start = text.len() - behind.len() + line;
    }
    start
}

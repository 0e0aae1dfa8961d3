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
    keys(text).next().is_some()
}

/// Returns such keys outside fenced code, with the numbers of their lines and the fences that should stand above them.
fn keys(text: &str) -> impl Iterator<Item = (usize, &str, &'static str)> {
    let mut is_code = false;
    let lines = (1..).zip(text.lines().take(LINES));
    lines.filter_map(move |(number, line)| {
        is_code ^= line.starts_with("```") || line.starts_with("~~~");
        let (key, fence) = key_of(line).filter(|_| !is_code)?;
        Some((number, key, fence))
    })
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
    let (line, key, fence) = if is_article {
        let (line, key, fence) = keys(text).next()?;
        // What stands above may be text.
        let is_first = text.lines().take(line - 1).all(|line| begins(&line));
        (if is_first { 1 } else { line }, key, fence)
    } else {
        let mut lines = text[behind_comments(text)..].lines().take(LINES);
        let (key, fence) = key_of(lines.find(|line| !begins(line))?)?;
        lines.find(|line| line.starts_with("---") || line.starts_with(fence))?;
        (1, key, fence)
    };
    let found = match text.lines().next().unwrap_or_default() {
        blank if blank.trim().is_empty() => "a blank line".to_owned(),
        first => format!("`{first}`"),
    };
    Some(Error::Syntax {
        message: format!("expected a first line `{fence}` above the key `{key}`, found {found}"),
        position: Position { line, column: 1 },
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

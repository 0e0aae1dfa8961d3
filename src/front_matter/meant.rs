//! What was meant to be front matter, and is none.

use super::Dialect;
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
    text.lines().take(LINES).any(|line| {
        let (key, value) = line.trim_start().split_once([':', '=']).unwrap_or_default();
        let key = key.trim_end().trim_matches(['"', '\'']);
        (value.is_empty() || value.starts_with([' ', '\t']))
            && (is_read(key) || is_read(&key.to_lowercase()))
    })
}

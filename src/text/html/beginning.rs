//! The beginning of a text, in place of all of it.

use std::iter;

use super::collapse;
use crate::text::character::is_mark;

/// Returns the beginning of a text of at most so many characters, up to the end of a word if one is near, and of whole
/// characters as readers see them; the mark behind it is one more.
pub(crate) fn beginning(text: &str, length: usize) -> String {
    let line = collapse(text);
    let start = |index: usize| line.char_indices().nth(index).map(|(start, _)| start);
    let Some(end) = start(length) else {
        return line.into_owned();
    };
    // Some scripts have no blanks between words.
    let near = start(length - length / 4).unwrap_or_default();
    let blank = line[near..end].rfind(' ').map(|blank| near + blank);
    let is_whole = |end: &usize| {
        let behind = line[*end..].chars().next();
        !line[..*end].ends_with(JOINER) && !behind.is_some_and(is_joined)
    };
    let ends = line[..end].char_indices().rev().map(|(start, _)| start);
    let whole = || iter::once(end).chain(ends).find(is_whole);
    let end = blank.or_else(whole).filter(|end| *end > 0).unwrap_or(end);
    format!("{}…", &line[..end])
}

/// Joins two characters to one.
const JOINER: char = '\u{200d}';

/// Returns whether a character belongs to the one before it: marks, joiners, tones of skin, and the letters of flags.
fn is_joined(c: char) -> bool {
    is_mark(c) || matches!(c, JOINER | '\u{1f3fb}'..='\u{1f3ff}' | '\u{e0020}'..='\u{e007f}')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn begins_with_whole_words_or_characters() {
        for (text, length, expected) in [
            ("one two three", 20, "one two three"),
            ("one two three four", 13, "one two three…"),
            ("one two three four", 16, "one two three…"),
            ("更新 这是一个很长的中文标题", 10, "更新 这是一个很长的…"),
            ("a👨\u{200d}👩\u{200d}👧b", 4, "a…"),
            ("ae\u{301}e\u{301}", 2, "a…"),
            ("aक\u{902}ख", 2, "a…"),
            ("👨\u{200d}👩", 2, "👨\u{200d}…"),
        ] {
            assert_eq!(beginning(text, length), expected);
        }
    }
}

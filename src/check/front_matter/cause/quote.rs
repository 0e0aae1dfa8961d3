//! Quotes that do not close, or close too soon, and what is wrong between them.

use std::ops::Range;

use super::{Around, Found, in_quotes, replaced, value_of, write};
use crate::check::outline::yaml::quoted;

/// The quote with which a value begins, if it does, and the value's place.
fn quote_of(line: &str) -> Option<(u8, Range<usize>)> {
    let (_, range) = value_of(line)?;
    let quote = *line.as_bytes().get(range.start)?;
    matches!(quote, b'"' | b'\'').then_some((quote, range))
}

pub(super) fn text_behind_quotes(line: &str, _: Around<'_>) -> Option<Found> {
    let (quote, range) = quote_of(line)?;
    let value = &line[range.clone()];
    let length = quoted(value, quote)?;
    let behind = value[length..].trim_start();
    if behind.is_empty() || behind.starts_with('#') {
        return None;
    }
    let at = range.start + length;
    if behind == "," {
        let mended = replaced(line, at..range.end, "");
        let message = "expected the end of the line behind the value, found a comma".to_owned();
        return Some((at..range.end, message, write(&mended), mended));
    }
    // An apostrophe.
    let is_within = value[..length - 1].ends_with(char::is_alphanumeric)
        && value[length..].starts_with(char::is_alphanumeric);
    let inside = match value.strip_suffix(char::from(quote)) {
        None if is_within => value[1..].to_owned(),
        // Quotes within quotes.
        Some(inner) if is_within || !are_pairs(value, quote, length) && inner.len() > length => {
            inner[1..].to_owned()
        }
        _ => value.to_owned(),
    };
    let inside = if quote == b'"' {
        inside.replace("\\\"", "\"")
    } else {
        inside
    };
    let mended = replaced(line, range.clone(), &in_quotes(&inside));
    let message =
        "expected the end of the value behind its closing quote, found more text".to_owned();
    Some((at - 1..range.end, message, write(&mended), mended))
}

/// Returns whether the text that a value begins with in quotes is closed there, and another one opens behind it.
fn are_pairs(value: &str, quote: u8, length: usize) -> bool {
    let quote = char::from(quote);
    let opens = |at: usize| {
        let before = value[1..at.max(1)].chars().next_back();
        let is_behind_gap = before.is_none_or(|c| c.is_whitespace() || c == '(' || c == quote);
        is_behind_gap && value[at + 1..].starts_with(|c: char| !c.is_whitespace())
    };
    let mut further = value[length..value.len() - 1].match_indices(quote);
    !opens(length - 1) && further.any(|(at, _)| opens(length + at))
}

pub(super) fn unclosed_quote(line: &str, _: Around<'_>) -> Option<Found> {
    let (quote, range) = quote_of(line)?;
    let value = &line[range.clone()];
    if quoted(value, quote).is_some() {
        return None;
    }
    // One that is closed by the other kind.
    let text = value[1..].trim_end_matches(['"', '\'', '\u{201c}', '\u{201d}', '\\']);
    let mended = replaced(line, range.clone(), &in_quotes(text));
    let message =
        "expected the value to be closed with the quote that opens it, found the end of the line"
            .to_owned();
    Some((range.start..range.end, message, write(&mended), mended))
}

pub(super) fn bad_escape(line: &str, _: Around<'_>) -> Option<Found> {
    let (quote, range) = quote_of(line)?;
    if quote != b'"' {
        return None;
    }
    let value = &line[range.clone()];
    let (index, escaped) = escapes(value).find(|(_, escaped)| !is_escape(escaped))?;
    let inside = value.strip_suffix('"').unwrap_or(value)[1..].replace("\\\"", "\"");
    let mended = replaced(line, range.clone(), &in_quotes(&inside));
    let at = range.start + index;
    let escaped: String = escaped.chars().take(1).collect();
    let message = format!("expected an escape such as `\\n`, found `\\{escaped}`");
    let help = format!("{}, or use single quotes", write(&mended));
    Some((at..at + 1 + escaped.len(), message, help, mended))
}

/// The backslashes of a text in double quotes, and what stands behind each.
fn escapes(value: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let index = at + value[at..].find('\\')?;
        let behind = &value[index + 1..];
        at = index + 1 + behind.chars().next()?.len_utf8();
        Some((index, behind))
    })
}

/// Returns whether a text begins with what may stand behind a backslash.
fn is_escape(text: &str) -> bool {
    let digits = match text.bytes().next() {
        Some(b'x') => 2,
        Some(b'u') => 4,
        Some(b'U') => 8,
        _ => return text.starts_with(|c| "0abtnvfre \"/\\N_LP\t".contains(c)),
    };
    let digits = text.get(1..1 + digits);
    digits.is_some_and(|digits| digits.bytes().all(|byte| byte.is_ascii_hexdigit()))
}

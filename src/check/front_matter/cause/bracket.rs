//! Lists and maps in brackets: commas, quotes and brackets that are missing in them, or too many.

use std::ops::Range;

use super::{Around, Found, in_quotes, replaced, value_of, write};
use crate::check::outline::yaml::quoted;
use crate::text::start_of;

/// Two texts in quotes without a comma between them.
pub(super) fn missing_comma(line: &str, _: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let value = line[range.clone()].strip_prefix(['[', '{'])?;
    let mut at = 0;
    while at < value.len() {
        let quote = value.as_bytes()[at];
        if !matches!(quote, b'"' | b'\'') {
            at += 1;
            continue;
        }
        let end = at + quoted(&value[at..], quote)?;
        let behind = value[end..].trim_start();
        // Another quote at once is one within the text.
        if behind.starts_with(['"', '\'']) && behind.len() < value.len() - end {
            let at = range.start + 1 + end;
            let mended = replaced(line, at..at, ",");
            let message = "expected a comma between two items of the list, found none".to_owned();
            return Some((at - 1..at + 2, message, write(&mended), mended));
        }
        at = end;
    }
    None
}

/// Returns the items of a list in brackets on one line, and where the brackets stand.
fn items_of(line: &str) -> Option<(Range<usize>, Vec<&str>)> {
    let (_, range) = value_of(line)?;
    let value = &line[range.clone()];
    let bytes = value.as_bytes();
    let mut items = Vec::new();
    let (mut at, mut start, mut depth) = (1, 1, 0_usize);
    let mut is_first = true;
    if !value.starts_with('[') {
        return None;
    }
    loop {
        let byte = *bytes.get(at)?;
        let opens = is_first && matches!(byte, b'[' | b'{');
        let is_item = depth == 0 && (byte == b',' || byte == b']' && is_end(&value[at + 1..]));
        let length = match byte {
            b'"' | b'\'' if is_first => closed(&value[at..], byte),
            _ => None,
        };
        match byte {
            _ if opens => depth += 1,
            b']' | b'}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        if is_item {
            items.push(value[start..at].trim());
            start = at + 1;
        }
        if is_item && byte == b']' {
            return Some((range.start..range.start + start, items));
        }
        is_first = opens || matches!(byte, b',' | b':') || is_first && byte == b' ';
        at += length.unwrap_or(1);
    }
}

/// Returns whether nothing stands behind a value, or a comment.
fn is_end(behind: &str) -> bool {
    behind.is_empty() || behind.starts_with(' ') && behind.trim_start().starts_with('#')
}

/// Returns the length of a text in quotes with which an item begins, unless the quote that closes it is one within.
fn closed(text: &str, quote: u8) -> Option<usize> {
    let length = quoted(text, quote)?;
    let behind = text[length..].trim_start();
    behind.starts_with([',', ']', '}', ':']).then_some(length)
}

/// Returns where an item stands, and the line with those that `mend` gives in place of them; it drops nothing.
fn mended(
    line: &str,
    is_wrong: impl Fn(&str) -> bool,
    mend: impl Fn(&str) -> Option<String>,
) -> Option<(Range<usize>, String)> {
    let (range, items) = items_of(line)?;
    let wrong = *items.iter().find(|item| is_wrong(item))?;
    let right = items.iter().filter_map(|item| match is_wrong(item) {
        true => mend(item),
        false => Some((*item).to_owned()),
    });
    let right = right.collect::<Vec<_>>().join(", ");
    let start = start_of(wrong, line);
    let mended = replaced(line, range, &format!("[{right}]"));
    Some((start..start + wrong.len(), mended))
}

/// Nothing between two commas.
pub(super) fn missing_item(line: &str, _: Around<'_>) -> Option<Found> {
    let (place, mended) = mended(line, str::is_empty, |_| None)?;
    let message = "expected an item between two commas, found none".to_owned();
    Some((place, message, write(&mended), mended))
}

/// Items that begin with what means something else.
pub(super) fn reserved_in_list(line: &str, _: Around<'_>) -> Option<Found> {
    let is_wrong = |item: &str| item.starts_with(['@', '`', '%', '#', '*', '&', '!', '|', '>']);
    let (place, mended) = mended(line, is_wrong, |item| Some(in_quotes(item)))?;
    let first = &line[place.clone()].chars().next()?;
    let message = format!("expected quotes around an item that begins with `{first}`, found none");
    Some((place, message, write(&mended), mended))
}

/// An item of a list that is not closed with the quote that opens it, or has that quote within.
pub(super) fn quote_in_list(line: &str, _: Around<'_>) -> Option<Found> {
    let is_wrong = |item: &str| match item.bytes().next() {
        Some(quote @ (b'"' | b'\'')) => quoted(item, quote) != Some(item.len()),
        _ => item.ends_with(['"', '\'']),
    };
    let mend = |item: &str| Some(in_quotes(item.trim_matches(['"', '\''])));
    let (place, mended) = mended(line, is_wrong, mend)?;
    let message = "expected each text to be closed with the quote that opens it, and no other such quote in it";
    let message = format!("{message}, found `{}`", &line[place.clone()]);
    Some((place, message, write(&mended), mended))
}

/// A bracket that closes what is closed already.
pub(super) fn bracket_too_many(line: &str, _: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let value = &line[range.clone()];
    let right = value.trim_end_matches([']', '}']);
    let opened = value.chars().next().filter(|c| matches!(c, '[' | '{'))?;
    let close = if opened == '[' { ']' } else { '}' };
    let mut depth = 0_usize;
    let end = value.char_indices().find_map(|(index, c)| {
        match c {
            '[' | '{' => depth += 1,
            ']' | '}' => depth = depth.saturating_sub(1),
            _ => {}
        }
        (depth == 0).then_some(index + 1)
    })?;
    if end == value.len() || end < right.len() {
        return None;
    }
    let at = range.start + end;
    let mended = replaced(line, at..range.end, "");
    let message = format!("expected the end of the value behind `{close}`, found another bracket");
    Some((at..range.end, message, write(&mended), mended))
}

pub(super) fn unclosed_bracket(line: &str, _: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let value = &line[range.clone()];
    let (close, other) = match value.chars().next()? {
        '[' => (']', ['}', ')']),
        '{' => ('}', [']', ')']),
        _ => return None,
    };
    if value.contains(close) {
        return None;
    }
    let found = value.chars().next_back().filter(|c| other.contains(c));
    let right = value.trim_end_matches(other).trim_end_matches(',');
    let mended = replaced(line, range.clone(), &format!("{right}{close}"));
    let found = found.map_or_else(|| "the end of the line".to_owned(), |c| format!("`{c}`"));
    let message = format!("expected `{close}` at the end of the list, found {found}");
    let message = if close == '}' {
        message.replace("list", "map")
    } else {
        message
    };
    Some((
        range.start..range.start + 1,
        message,
        write(&mended),
        mended,
    ))
}

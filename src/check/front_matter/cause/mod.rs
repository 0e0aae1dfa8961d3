//! What people mostly did when YAML cannot be read: one row a mistake, with the line as it would be right.

mod block;
mod bracket;
mod list;
mod quote;

use std::ops::Range;

pub(super) use self::block::indented_keys;
pub(super) use self::list::BULLETS;

use self::block::{text_behind_mark, unindented};
use self::bracket::{
    bracket_too_many, missing_comma, missing_item, quote_in_list, reserved_in_list,
    unclosed_bracket,
};
use self::list::{item_behind_key, missing_dash, missing_space_behind_dash, other_bullet};
use self::quote::{bad_escape, text_behind_quotes, unclosed_quote};
use super::suspicious::within_curly;
use crate::check::outline::yaml::key_of;
use crate::front_matter::is_read;

/// A mistake in a line, and the line without it.
pub(super) struct Cause {
    pub(super) code: &'static str,
    /// What of the line is meant.
    pub(super) range: Range<usize>,
    pub(super) message: String,
    pub(super) help: String,
    /// The whole line, mended.
    pub(super) line: String,
}

/// A kind of mistake: its name, and how to find it in a line.
type Row = (&'static str, fn(&str, Around<'_>) -> Option<Found>);

/// The lines before and behind one.
#[derive(Clone, Copy)]
struct Around<'a> {
    before: &'a [&'a str],
    behind: &'a [&'a str],
}

/// What of the line is wrong, what is said of it, how to mend it, and the mended line.
type Found = (Range<usize>, String, String, String);

/// Certain mistakes first.
const ROWS: [Row; 25] = [
    ("tab-indentation", tab),
    ("odd-space", odd_space),
    ("full-width", full_width_colon),
    ("missing-space", missing_space),
    ("text-behind-quotes", text_behind_quotes),
    ("unclosed-quote", unclosed_quote),
    ("bad-escape", bad_escape),
    ("missing-comma", missing_comma),
    ("missing-item", missing_item),
    ("unclosed-quote", quote_in_list),
    ("reserved-character", reserved_in_list),
    ("bracket-too-many", bracket_too_many),
    ("unclosed-bracket", unclosed_bracket),
    ("unquoted-colon", unquoted_colon),
    ("text-behind-block-mark", text_behind_mark),
    ("item-behind-key", item_behind_key),
    ("other-bullet", other_bullet),
    ("reserved-character", reserved_character),
    ("missing-space", missing_space_behind_dash),
    ("equals-for-colon", equals_for_colon),
    ("missing-dash", missing_dash),
    ("bad-indentation", unindented),
    ("missing-colon", missing_colon),
    ("bad-indentation", indentation),
    ("no-key", no_key),
];

/// Returns the mistakes that there may be in the lines up to the last one meant, the likeliest first.
pub(super) fn causes<'a>(
    lines: &'a [&'a str],
    last: usize,
) -> impl Iterator<Item = (usize, Cause)> + 'a {
    ROWS.iter().flat_map(move |(code, find)| {
        (0..last).rev().filter_map(move |index| {
            let around = Around {
                before: &lines[..index],
                behind: &lines[index + 1..],
            };
            let (range, message, help, line) = find(lines[index], around)?;
            let cause = Cause {
                code,
                range,
                message,
                help,
                line,
            };
            Some((index, cause))
        })
    })
}

/// A key and its value: the value's place in the line, without what is around it.
fn value_of(line: &str) -> Option<(&str, Range<usize>)> {
    let start = indent(line);
    let content = &line[start..];
    let dashes = content.len() - content.trim_start_matches("- ").len();
    let behind = &content[dashes..];
    let (key, from) = match key_of(behind) {
        Some((key, _, colon)) => (key, start + dashes + colon + 1),
        None if dashes > 0 => ("", start + dashes),
        None => return None,
    };
    let value = line[from..].trim();
    let from = from + (line[from..].len() - line[from..].trim_start().len());
    Some((key, from..from + value.len()))
}

fn indent(line: &str) -> usize {
    line.len() - line.trim_start_matches(' ').len()
}

/// Returns whether a character is one of those that keys mostly have.
fn is_of_key(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn replaced(line: &str, range: Range<usize>, with: &str) -> String {
    [&line[..range.start], with, &line[range.end..]].concat()
}

/// Returns a text in double quotes.
pub(super) fn in_quotes(text: &str) -> String {
    let text = text.replace('\\', "\\\\").replace('"', "\\\"");
    format!("\"{}\"", text.replace('\n', "\\n").replace('\t', "\\t"))
}

/// Says how a value is written right; a long one is not repeated.
fn write(line: &str) -> String {
    let line = line.trim();
    if line.chars().count() > 100 {
        "put quotes around the whole value".to_owned()
    } else {
        format!("write `{line}`")
    }
}

fn tab(line: &str, around: Around<'_>) -> Option<Found> {
    let behind = |marks: &[char]| line.len() - line.trim_start_matches(marks).len();
    let blank = behind(&[' ', '\t']);
    // Also behind the dash of an item.
    let space = match line[..blank].contains('\t') {
        true => blank,
        false => behind(&[' ', '\t', '-']),
    };
    let tab = line[..space].find('\t')?;
    // Below a value on its line, a key begins where that one's key does.
    let has_value = |before: &&&str| {
        value_of(before).is_some_and(|(key, value)| !key.is_empty() && !value.is_empty())
    };
    let before = around.before.last().filter(has_value);
    let level = before.and_then(|before| levels(before).next());
    let level = level.filter(|_| key_of(&line[space..]).is_some());
    let spaces = match level {
        Some(level) => " ".repeat(level),
        None => line[..space].replace('\t', "  "),
    };
    let help = match level {
        Some(0) => "take it out; what belongs together begins in the same column",
        _ => "YAML is indented with spaces: two for each level",
    };
    let (mended, help) = (spaces + &line[space..], help.to_owned());
    Some((
        tab..space,
        "expected spaces, found a tab".to_owned(),
        help,
        mended,
    ))
}

/// Returns whether a character is a space that is none, from a word processor or a web page.
pub(super) fn is_odd_space(c: char) -> bool {
    c.is_whitespace() && !matches!(c, ' ' | '\t')
        || matches!(c, '\u{200b}' | '\u{2060}' | '\u{feff}')
}

fn odd_space(line: &str, _: Around<'_>) -> Option<Found> {
    let at = line.find(is_odd_space)?;
    let found = line[at..].chars().next()?;
    let message = format!(
        "expected a space, found the character U+{:04X}, which looks like one",
        u32::from(found)
    );
    let mended = line.replace(is_odd_space, " ");
    Some((
        at..at + found.len_utf8(),
        message,
        "replace it with a space".to_owned(),
        mended,
    ))
}

/// The colon of an input method for Chinese or Japanese.
fn full_width_colon(line: &str, _: Around<'_>) -> Option<Found> {
    let at = line.find('\u{ff1a}')?;
    let end = at + '\u{ff1a}'.len_utf8();
    let key = line[..at].trim_start_matches([' ', '-']);
    if key.is_empty() || !key.chars().all(is_word) {
        return None;
    }
    let mended = format!("{}: {}", &line[..at], line[end..].trim_start());
    let message = "expected `:` behind the key, found `\u{ff1a}`, which looks like one".to_owned();
    Some((at..end, message, write(&mended), mended))
}

/// Returns whether a character may stand in a key.
fn is_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '_' | '-')
}

fn missing_space(line: &str, _: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let content = line[start..].trim_start_matches("- ");
    let start = line.len() - content.len();
    let colon = content.find(':')?;
    let behind = &content[colon + 1..];
    if colon == 0
        || !content[..colon].chars().all(is_of_key)
        || behind.starts_with([' ', '/'])
        || behind.is_empty()
    {
        return None;
    }
    let at = start + colon + 1;
    let mended = replaced(line, at..at, " ");
    let message = "expected a space behind the colon, found none".to_owned();
    Some((at - 1..at, message, write(&mended), mended))
}

fn unquoted_colon(line: &str, _: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let value = &line[range.clone()];
    if value.starts_with(['"', '\'', '[', '{', '|', '>']) {
        return None;
    }
    let colon = value
        .find(": ")
        .or_else(|| value.ends_with(':').then(|| value.len() - 1))?;
    let text = within_curly(value).map_or(value, |(_, inside)| inside);
    let mended = replaced(line, range.clone(), &in_quotes(text));
    let at = range.start + colon;
    let message = "expected quotes around a value that holds a colon, found none".to_owned();
    Some((at..at + 1, message, write(&mended), mended))
}

/// Characters that mean something at the beginning of a value.
fn reserved_character(line: &str, _: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let value = &line[range.clone()];
    // What ends with its bracket is a list or a map, however broken; tags of a template are neither.
    let is_list = value.starts_with('[') && value.ends_with(']')
        || value.starts_with('{')
            && value.ends_with('}')
            && !["{{", "{%"].iter().any(|tag| value.starts_with(tag));
    let first = value
        .chars()
        .next()
        .filter(|c| !is_list && "@`%*&![]{}|>?,-".contains(*c))?;
    let mended = replaced(line, range.clone(), &in_quotes(value));
    let message = format!("expected quotes around a value that begins with `{first}`, found none");
    let mut help = write(&mended);
    if let Some(name) = value.strip_prefix('*').filter(|name| !name.contains(' ')) {
        help.push_str(&format!(
            "; if it means another value, write `&{name}` before that one"
        ));
    }
    Some((range.start..range.start + 1, message, help, mended))
}

fn equals_for_colon(line: &str, _: Around<'_>) -> Option<Found> {
    let at = line.find('=')?;
    let key = line[..at].trim();
    if key.is_empty() || !key.chars().all(is_of_key) {
        return None;
    }
    let mended = format!("{}: {}", line[..at].trim_end(), line[at + 1..].trim_start());
    let message = "expected a colon behind the key, found `=`".to_owned();
    let help = format!("{}; `=` is of TOML, between lines `+++`", write(&mended));
    Some((at..at + 1, message, help, mended))
}

fn missing_colon(line: &str, around: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let content = &line[start..];
    let content = content.trim_end();
    let (word, rest) = content.split_once(' ').unwrap_or((content, ""));
    let is_quoted = rest.starts_with(['"', '\'']);
    let next = around.behind.iter().find(|line| !line.trim().is_empty());
    let has_items = rest.is_empty() && next.is_some_and(|next| next.trim_start().starts_with("- "));
    // A sentence is no key.
    let is_key = word.chars().all(is_of_key) && word.starts_with(|c: char| c.is_ascii_lowercase());
    let is_key = is_key && (is_quoted || has_items || !rest.is_empty() && is_read(word));
    let is_first = around
        .before
        .iter()
        .all(|line| key_of(line.trim_start()).is_some());
    if !is_key || key_of(content).is_some() || !(is_first || is_quoted || has_items) {
        return None;
    }
    let at = start + word.len();
    let mended = replaced(line, at..at, ":");
    let message = format!("expected a colon behind the key `{word}`, found none");
    let mut help = write(&mended);
    if !around.before.is_empty() && !is_quoted && !has_items {
        help.push_str("; if it goes on with the line above, put spaces before it");
    }
    Some((start..at, message, help, mended))
}

/// A key that does not begin where those before it do.
fn indentation(line: &str, around: Around<'_>) -> Option<Found> {
    let own = indent(line);
    let content = &line[own..];
    if content.is_empty() || content.starts_with('#') {
        return None;
    }
    let is_text = |line: &&&str| !line.trim().is_empty();
    let before = around.before.iter().rev().filter(is_text);
    let levels = before.flat_map(|line| levels(line));
    let nearest = levels
        .filter(|level| *level != own)
        .min_by_key(|level| level.abs_diff(own));
    // Nothing is before the first one.
    let behind = || around.behind.iter().find(is_text).map(|line| indent(line));
    let other = nearest.or_else(|| behind().filter(|level| *level != own))?;
    let mended = " ".repeat(other) + content;
    let spaces = |count: usize| match count {
        0 => "no space".to_owned(),
        1 => "1 space".to_owned(),
        count => format!("{count} spaces"),
    };
    let message = format!(
        "expected {} before this, as before its neighbours, found {}",
        spaces(other),
        spaces(own)
    );
    let help = "what belongs together begins in the same column".to_owned();
    Some((own..own + content.trim_end().len(), message, help, mended))
}

/// The columns at which the next line may begin: behind the dash before a key, and where the line itself does.
fn levels(line: &str) -> impl Iterator<Item = usize> + use<> {
    let own = indent(line);
    let behind = line[own..].trim_start_matches(['-', ' ']);
    let is_item = line[own..].starts_with("- ") && key_of(behind).is_some();
    let inner = is_item.then(|| line.len() - behind.len());
    inner.into_iter().chain([own])
}

/// A line that is none of YAML; what is right, nobody knows.
fn no_key(line: &str, _: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let content = line[start..].trim_end();
    if content.is_empty() || content.starts_with(['#', '-']) || key_of(content).is_some() {
        return None;
    }
    let message = "expected a line such as `key: value`, found other text".to_owned();
    let help = if content.starts_with("//") || content.starts_with("<!--") {
        "a comment begins with `#` here"
    } else {
        "put a key and a colon before it, or spaces if it goes on with the line above; if it is the text of the article, put a \
        line `---` before it"
    };
    let help = help.to_owned();
    Some((
        start..start + content.len(),
        message,
        help,
        format!("#{line}"),
    ))
}

//! The canonical text of front matter: what we write, byte for byte.
//!
//! YAML 1.2 readers and YAML 1.1 readers (Jekyll's among them) read it alike: a string is plain only if it is a string to
//! both.

use std::borrow::Cow;
use std::fmt::Write;
use std::iter;

use crate::model::{Map, Timestamp, Value};
use crate::text::bytes;

/// Keys with a blank line before them although their value is text.
const SET_OFF: [&str; 2] = ["featuredContent", "secured"];

/// Keys of the generators whose values are dates, besides ours, which end in `DateTime`.
const DATE_KEYS: [&str; 6] = [
    "date",
    "updated",
    "lastmod",
    "last_modified_at",
    "pubDate",
    "updatedDate",
];

/// A YAML reader gives up on a key of more than 1024 characters that does not begin with `? `.
const MAX_SIMPLE_KEY: usize = 1000;

/// Returns the text between the fences.
pub(super) fn emit(map: &Map) -> String {
    let mut out = String::new();
    for (key, value) in map {
        let is_block = matches!(value, Value::List(_) | Value::Map(_) | Value::Tagged(..))
            && !is_inline(value);
        if is_set_off(key.as_str().unwrap_or_default(), is_block) && !out.is_empty() {
            out.push('\n');
        }
        emit_pair(&mut out, key, value, 0);
    }
    out
}

/// Returns whether a blank line stands before a field, which has one line or is a block.
pub(super) fn is_set_off(key: &str, is_block: bool) -> bool {
    is_block || SET_OFF.contains(&key)
}

fn emit_pair(out: &mut String, key: &Value, value: &Value, indent: usize) {
    let text = key_text(key);
    if text.len() > MAX_SIMPLE_KEY || !matches!(key, Value::Str(_)) && !is_inline(key) {
        out.extend(["? ", &text, "\n"]);
        put_indent(out, indent);
        out.push(':');
    } else {
        out.extend([&text, ":"]);
    }
    emit_value(out, key.as_str(), value, indent);
}

fn put_indent(out: &mut String, indent: usize) {
    out.extend(iter::repeat_n(' ', indent));
}

/// Writes what follows `key:` or `-`, with the line end.
fn emit_value(out: &mut String, key: Option<&str>, value: &Value, indent: usize) {
    match value {
        Value::Tagged(tag, value) => {
            out.extend([" !", &tag_text(tag)]);
            emit_value(out, key, value, indent);
        }
        Value::Map(map) if !map.is_empty() => {
            out.push('\n');
            for (key, value) in map {
                put_indent(out, indent + 2);
                emit_pair(out, key, value, indent + 2);
            }
        }
        Value::List(items) if !items.is_empty() => {
            out.push('\n');
            for item in items {
                put_indent(out, indent + 2);
                out.push('-');
                emit_item(out, key, item, indent + 2);
            }
        }
        scalar => {
            out.extend([" ", &inline(key, scalar), "\n"]);
        }
    }
}

/// Writes what follows `-`. A map begins on the same line.
fn emit_item(out: &mut String, key: Option<&str>, item: &Value, indent: usize) {
    let Value::Map(map) = item else {
        return emit_value(out, key, item, indent);
    };
    if map.is_empty() {
        return emit_value(out, key, item, indent);
    }
    for (index, (key, value)) in map.iter().enumerate() {
        if index == 0 {
            out.push(' ');
        } else {
            put_indent(out, indent + 2);
        }
        emit_pair(out, key, value, indent + 2);
    }
}

/// Returns whether the value fits behind its key.
fn is_inline(value: &Value) -> bool {
    match value {
        Value::List(_) | Value::Map(_) => value.is_empty(),
        Value::Tagged(_, value) => is_inline(value),
        _ => true,
    }
}

/// Returns a value on one line. Lists and maps in JSON's style: inside a key there is no other.
fn inline<'a>(key: Option<&str>, value: &'a Value) -> Cow<'a, str> {
    let text = match value {
        Value::Str(text) if is_plain(key, text) => return Cow::Borrowed(text),
        Value::Null => return Cow::Borrowed("null"),
        Value::Bool(flag) => flag.to_string(),
        Value::Int(int) => int.to_string(),
        Value::BigInt(digits) => return Cow::Borrowed(digits),
        Value::Float(float) => float_text(*float),
        Value::Str(text) => quoted(text, is_printable_inline),
        Value::List(items) => {
            let items: Vec<Cow<'_, str>> = items.iter().map(inline_quoted).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) => {
            let pairs = map
                .iter()
                .map(|(key, value)| format!("? {} : {}", inline_quoted(key), inline_quoted(value)));
            format!("{{{}}}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::Tagged(tag, value) => format!("!{} {}", tag_text(tag), inline_quoted(value)),
    };
    Cow::Owned(text)
}

fn inline_quoted(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Str(text) => Cow::Owned(quoted(text, is_printable_inline)),
        other => inline(None, other),
    }
}

fn key_text(key: &Value) -> Cow<'_, str> {
    match key {
        Value::Str(text) if is_plain_text(text) => Cow::Borrowed(text),
        Value::Str(text) => Cow::Owned(quoted(text, is_printable_inline)),
        other => inline(None, other),
    }
}

/// Returns whether a string stands without quotes under this key.
fn is_plain(key: Option<&str>, text: &str) -> bool {
    match key {
        Some("title" | "excerpt" | "url" | "featuredContent" | "secured") => false,
        Some(key) if key.ends_with("Url") => false,
        Some(key) if is_date_key(key) => is_plain_date(text) || is_plain_text(text),
        _ => is_plain_text(text),
    }
}

/// Returns whether values of a key are dates, by our own name or one of a generator.
pub(super) fn is_date_key(key: &str) -> bool {
    DATE_KEYS.contains(&key) || key.ends_with("DateTime")
}

/// A date stands plain, as people write it; YAML 1.1 then reads a date: to Jekyll, another one than that of the same text in
/// quotes.
fn is_plain_date(text: &str) -> bool {
    let is_iso = text
        .as_bytes()
        .get(..5)
        .is_some_and(|start| start[..4].iter().all(u8::is_ascii_digit) && start[4] == b'-');
    is_iso
        && text.bytes().all(|b| {
            matches!(
                b,
                b'0'..=b'9' | b':' | b'.' | b'+' | b'-' | b'T' | b'Z' | b' '
            )
        })
        && text.trim() == text
        && !is_off_clock(text)
        && Timestamp::parse(text).is_some()
}

/// Returns whether most who read dates refuse the time of one: an hour of 24, or a leap second.
pub(super) fn is_off_clock(text: &str) -> bool {
    ["T24", " 24", ":60"].iter().any(|part| text.contains(part))
}

/// Returns whether YAML 1.1 and YAML 1.2 both read these characters, unquoted, as this very string.
fn is_plain_text(text: &str) -> bool {
    let Some(first) = text.chars().next() else {
        return false;
    };
    (first.is_alphanumeric() || first == '/' || first == '_')
        && !text.ends_with([' ', ':'])
        && !text
            .as_bytes()
            .windows(2)
            .any(|pair| matches!(pair, b": " | b" #"))
        && (is_plain_ascii(text) || text.chars().all(is_printable_inline))
        && !is_word_with_meaning(text)
        && !is_number_like(text)
}

/// `y`, `yes`, `on`, `null` and so on are not strings to every reader.
fn is_word_with_meaning(text: &str) -> bool {
    const WORDS: [&str; 9] = ["y", "n", "yes", "no", "on", "off", "true", "false", "null"];
    WORDS.iter().any(|word| word.eq_ignore_ascii_case(text))
}

/// Numbers, dates, times, versions: whatever begins with a digit and has no letter that none of them can have.
fn is_number_like(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_digit() || c == '_') && !text.chars().any(|c| {
        c.is_alphabetic()
            && !matches!(c, 'a'..='f' | 'A'..='F' | 'x' | 'X' | 'o' | 'O' | 't' | 'T' | 'z' | 'Z')
    })
}

/// Printable, and no line end of any YAML version.
fn is_printable_inline(c: char) -> bool {
    !c.is_control()
        && !matches!(
            c,
            '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
        )
}

/// Returns whether all of it is printable, and nothing has to be escaped in quotes.
fn is_plain_ascii(text: &str) -> bool {
    !bytes::any(text, |byte| {
        !matches!(byte, b' '..=b'~') || matches!(byte, b'"' | b'\\')
    })
}

/// Returns a text in double quotes, in which the characters stay that `is_kept` tells.
pub(super) fn quoted(text: &str, is_kept: impl Fn(char) -> bool) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    if is_plain_ascii(text) {
        out.extend(["\"", text, "\""]);
        return out;
    }
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if is_kept(c) => out.push(c),
            c => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
        }
    }
    out.push('"');
    out
}

/// YAML 1.1 wants a point in every float, and a sign in every exponent.
fn float_text(float: f64) -> String {
    if float.is_nan() {
        return ".nan".to_owned();
    }
    if float.is_infinite() {
        return if float > 0.0 {
            ".inf".to_owned()
        } else {
            "-.inf".to_owned()
        };
    }
    let text = format!("{float:?}");
    let Some((mantissa, exponent)) = text.split_once('e') else {
        return text;
    };
    let point = if mantissa.contains('.') { "" } else { ".0" };
    let sign = if exponent.starts_with('-') { "" } else { "+" };
    format!("{mantissa}{point}e{sign}{exponent}")
}

/// Escapes what a [tag](https://yaml.org/spec/1.2.2/#rule-ns-tag-char) cannot hold.
fn tag_text(tag: &str) -> String {
    if tag.starts_with("tag:") {
        return format!("<{}>", tag_uri(tag));
    }
    tag_uri(tag)
}

fn tag_uri(tag: &str) -> String {
    let mut out = String::with_capacity(tag.len());
    for byte in tag.bytes() {
        if byte.is_ascii_alphanumeric()
            || matches!(byte, b'-' | b'_' | b'.' | b'/' | b':' | b'@' | b'+')
        {
            out.push(byte.into());
        } else {
            let _ = write!(out, "%{byte:02X}");
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn quotes_what_some_yaml_reader_would_not_read_as_a_string() {
        for text in [
            "",
            " ",
            "yes",
            "No",
            "ON",
            "y",
            "null",
            "~",
            "true",
            "12:30",
            "190:20:30",
            "1_000",
            "=",
            "<<",
            "2020-01-30",
            "017",
            "0x1F",
            "0o17",
            "1e3",
            "1.5",
            ".5",
            ".inf",
            "-",
            "- a",
            "a: b",
            "a:",
            "a #b",
            "#a",
            "&a",
            "*a",
            "!a",
            "@a",
            "%a",
            "`a`",
            "'a'",
            "\"a\"",
            "[a]",
            "{a}",
            ">",
            "|",
            "?",
            "a\nb",
            "a\u{85}b",
            "\u{feff}a",
            "a ",
            "_1",
            "1_2.3_4",
            "+1",
        ] {
            assert!(!is_plain_text(text), "{text:?}");
        }
        for text in [
            "AI",
            "Google AI",
            "venturebeat.com",
            "3D printing",
            "/assets/a.jpg",
            "C#",
            "a:b",
            "日本語",
            "2nd",
            "yes!",
        ] {
            assert!(is_plain_text(text), "{text:?}");
        }
    }

    #[test]
    fn writes_floats_for_both_versions_of_yaml() {
        let texts = [1.0, -0.0, 1e40, 1.5e-9, f64::NEG_INFINITY, f64::NAN].map(float_text);
        assert_eq!(texts, ["1.0", "-0.0", "1.0e+40", "1.5e-9", "-.inf", ".nan"]);
    }
}

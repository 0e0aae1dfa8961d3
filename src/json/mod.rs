//! Text of JSON to objects, and what JSON has no types for. Knows no article.

mod apart;
pub(crate) mod outline;
pub(crate) mod plain;
mod surrogate;
pub(crate) mod typed;

use std::fmt::Write;

use serde::Deserialize;
use serde::de::DeserializeSeed;
use serde_json::{Map, Number, Value as Json};

use self::apart::{Apart, Take};
use crate::error::{Bound, Error, Position, Result, Warning};
use crate::limits::Limits;
use crate::model::Value;
use crate::text::bytes;

/// An object with its members in order.
pub(crate) type Object = Map<String, Json>;

/// How many levels of JSON a value of ours takes at most, which counts as one.
const LEVELS_OF_A_VALUE: usize = 2;

/// Parses an object. The crate goes down into it level by level, so how deep it is must be known before.
pub(crate) fn parse(text: &str, limits: &Limits, warnings: &mut Vec<Warning>) -> Result<Object> {
    if is_too_deep(text, limits) {
        return Err(Error::Exceeded {
            bound: Bound::Depth,
            limit: limits.bounded_depth(),
        });
    }
    parsed(text).or_else(|error| repaired(text, error, parsed, warnings))
}

/// Parses a text that cannot be parsed as it is, without halves of characters, if there are any.
pub(crate) fn repaired<T, E>(
    text: &str,
    error: E,
    parse: impl Fn(&str) -> Result<T, E>,
    warnings: &mut Vec<Warning>,
) -> Result<T, E> {
    let (whole, halves) = surrogate::replaced(text).ok_or(error)?;
    let parsed = parse(&whole)?;
    warnings.push(halves);
    Ok(parsed)
}

fn parsed(text: &str) -> Result<Object> {
    let mut parser = serde_json::Deserializer::from_str(text);
    parser.disable_recursion_limit();
    let document = Object::deserialize(&mut parser);
    document
        .and_then(|document| parser.end().map(|()| document))
        .map_err(|error| syntax_error(text, &error, 0))
}

/// Parses an object, and gives away the values of one of its lists; `None` if that cannot be, for whatever reason.
pub(crate) fn parse_apart<'t>(
    text: &str,
    limits: &Limits,
    list: &'t str,
    take: &'t mut Take<'t>,
) -> Option<Object> {
    if is_too_deep(text, limits) {
        return None;
    }
    let mut parser = serde_json::Deserializer::from_str(text);
    parser.disable_recursion_limit();
    let document = Apart { list, take }.deserialize(&mut parser).ok()?;
    parser.end().ok().map(|()| document)
}

fn is_too_deep(text: &str, limits: &Limits) -> bool {
    outline::depth(text) > limits.bounded_depth() * LEVELS_OF_A_VALUE
}

/// Reads a string in its quotes.
pub(crate) fn string(text: &str) -> Option<String> {
    let whole = || serde_json::from_str(&surrogate::replaced(text)?.0).ok();
    serde_json::from_str(text).ok().or_else(whole)
}

/// Reads a number. One that no type of ours holds stays as it is spelt.
pub(crate) fn number(number: &Number) -> Value {
    let digits = number.as_str();
    let integer = || Value::integer(digits).filter(|_| digits != "-0");
    let float = || number.as_f64().filter(|float| float.is_finite());
    integer()
        .or_else(|| float().map(Value::Float))
        .unwrap_or_else(|| digits.into())
}

/// Appends a text as JSON spells it: what the crate does, but for its looking at one byte after the other.
pub(crate) fn put_text(text: &str, out: &mut String) {
    let is_rare = |byte: u8| byte < b' ' && byte != b'\n';
    if bytes::any(text, is_rare) {
        out.push_str(&Json::from(text).to_string());
        return;
    }
    out.reserve(text.len() + text.len() / 16 + 2);
    out.push('"');
    let spellings = [(b'"', "\\\""), (b'\\', "\\\\"), (b'\n', "\\n")];
    bytes::put_spelt(text, spellings, out);
    out.push('"');
}

/// Returns JSON in ASCII: what XML would drop, trim or change is then only letters and digits.
pub(crate) fn ascii(json: &Json) -> String {
    let json = json.to_string();
    let mut ascii = String::with_capacity(json.len());
    for c in json.chars() {
        if matches!(c, ' '..='~') {
            ascii.push(c);
        } else {
            for unit in c.encode_utf16(&mut [0; 2]) {
                let _ = write!(ascii, "\\u{unit:04x}");
            }
        }
    }
    ascii
}

/// Says what is wrong with a text below so many lines of a file. The crate counts bytes, and puts the place behind its message; a
/// line end counts as the beginning of the next line.
pub(crate) fn syntax_error(text: &str, error: &serde_json::Error, lines_before: usize) -> Error {
    let lines = text
        .split_inclusive('\n')
        .take(error.line().saturating_sub(1));
    let offset = lines.map(str::len).sum::<usize>() + error.column();
    let said = error.to_string();
    let message = said
        .rsplit_once(" at line ")
        .map_or(&*said, |(message, _)| message);
    let message = message.replace("EOF", "found the end of the document");
    let mut position = Position::of_offset(text, offset.saturating_sub(1));
    position.line += lines_before;
    Error::Syntax {
        message: format!("expected JSON: {message}"),
        position,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{Json, put_text};

    proptest! {
        #[test]
        fn texts_are_spelt_as_the_crate_spells_them(text in r#"([\x00-\x7f]|["\\\n]|\PC){0,80}"#) {
            let mut out = String::new();
            put_text(&text, &mut out);
            prop_assert_eq!(out, Json::from(text).to_string());
        }
    }
}

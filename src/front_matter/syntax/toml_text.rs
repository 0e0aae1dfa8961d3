//! The text of TOML: a line a key, then a table for each map.
//!
//! Our own, because the crate sorts tables behind other values at every level, and knows no date that is one by its key alone.
//! Maps within values are inline, so their order stays.

use std::fmt::Write;

use crate::front_matter::emit::{self, is_date_key};
use crate::model::{Map, Value};

/// Returns whether TOML has a word for a value that is neither a list nor a map.
pub(super) fn can_say(scalar: &Value) -> bool {
    match scalar {
        Value::Null => false,
        Value::Int(int) => i64::try_from(*int).is_ok(),
        _ => true,
    }
}

/// Writes a document; what has no word must have been taken out.
pub(super) fn write(map: &Map) -> String {
    let mut out = String::new();
    let is_table = |value: &Value| matches!(value, Value::Map(_));
    pairs(&mut out, map.iter().filter(|(_, value)| !is_table(value)));
    for (key, value) in map {
        if let Value::Map(table) = value {
            if !out.is_empty() {
                out.push('\n');
            }
            let _ = writeln!(out, "[{}]", key_text(key));
            pairs(&mut out, table.iter());
        }
    }
    out
}

fn pairs<'a>(out: &mut String, pairs: impl Iterator<Item = &'a (Value, Value)>) {
    for (key, value) in pairs {
        let _ = writeln!(out, "{} = {}", key_text(key), inline(key.as_str(), value));
    }
}

fn inline(key: Option<&str>, value: &Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => format!("{float:?}").to_lowercase(),
        Value::Str(text) if key.is_some_and(is_named_date) && is_date(text) => text.clone(),
        Value::Str(text) => quoted(text),
        Value::List(items) => {
            let items: Vec<String> = items.iter().map(|item| inline(None, item)).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Map(map) if map.is_empty() => "{}".to_owned(),
        Value::Map(map) => {
            let pairs = map
                .iter()
                .map(|(key, value)| format!("{} = {}", key_text(key), inline(key.as_str(), value)));
            format!("{{ {} }}", pairs.collect::<Vec<_>>().join(", "))
        }
        Value::Null | Value::BigInt(_) | Value::Tagged(..) => quoted(""),
    }
}

/// A date is a type of its own here, whoever knows its key.
fn is_named_date(key: &str) -> bool {
    is_date_key(key) || key.ends_with("Date")
}

/// Zola sorts by dates only if they stand without quotes.
fn is_date(text: &str) -> bool {
    super::toml::date(text).is_some_and(|date| date == text)
}

fn key_text(key: &Value) -> String {
    let key = key.as_str().unwrap_or_default();
    let is_bare = !key.is_empty()
        && key
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'));
    if is_bare { key.to_owned() } else { quoted(key) }
}

fn quoted(text: &str) -> String {
    emit::quoted(text, |c| !c.is_control())
}

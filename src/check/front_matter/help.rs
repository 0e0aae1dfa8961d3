//! How to write what is missing or wrong, in the language of the file.

use super::cause::{BULLETS, in_quotes};
use crate::check::finding::Fault;
use crate::front_matter::Syntax;
use crate::model::{FieldValue, Map, Timestamp, Value};
use crate::text::character::is_number;
use crate::text::url;

/// Returns a key with its value, which is spelt as the language has it.
pub(super) fn pair(syntax: Syntax, key: &str, value: &str) -> String {
    match syntax {
        Syntax::Yaml => format!("{key}: {value}"),
        Syntax::Toml => format!("{key} = {value}"),
        Syntax::Json => format!("\"{key}\": {value}"),
    }
}

/// Returns a text as a value: in YAML without quotes, if it is read as the same there.
pub(super) fn text(syntax: Syntax, text: &str) -> String {
    let is_plain = || {
        let read = Syntax::Yaml.read(&format!("a: [{text}]"), 0, &mut Vec::new());
        let is_same = |value: &Value| *value == Value::List(vec![text.into()]);
        !text.contains('\n') && read.is_ok_and(|map| map.get("a").is_some_and(is_same))
    };
    match syntax {
        Syntax::Yaml if is_plain() => text.to_owned(),
        _ => in_quotes(text),
    }
}

/// Returns a fault whose help spells the value to write as the language has it.
pub(super) fn spelt_in(syntax: Syntax, fault: Fault) -> Fault {
    fault.spelt(|value| text(syntax, value))
}

/// Returns a map of one key.
fn map(syntax: Syntax, key: &str, value: &str) -> String {
    let pair = pair(syntax, key, value);
    match syntax {
        Syntax::Yaml => pair,
        Syntax::Toml => format!("{{ {pair} }}"),
        Syntax::Json => format!("{{{pair}}}"),
    }
}

/// Returns a scalar as it stands in the file, but for quotes.
pub(super) fn spelt(value: &Value) -> String {
    match value {
        Value::Bool(flag) => flag.to_string(),
        Value::Int(int) => int.to_string(),
        Value::Float(float) => float.to_string(),
        Value::Str(text) | Value::BigInt(text) => text.clone(),
        Value::Tagged(tag, value) if **value == Value::Null => format!("!{tag}"),
        Value::Tagged(tag, value) => format!("!{tag} {}", spelt(value)),
        _ => "…".to_owned(),
    }
}

/// Says how to write a value of the type that is expected of a field.
pub(super) fn for_value(syntax: Syntax, field: &str, expects: &str, value: &Value) -> String {
    let date = Timestamp::parse(&spelt(value)).filter(Timestamp::is_plausible);
    if let Some(date) = date.filter(|_| expects == Timestamp::EXPECTS) {
        let date = date.to_rfc3339();
        return match syntax {
            Syntax::Json => format!("write `\"{date}\"`"),
            _ => format!("write `{date}`"),
        };
    }
    match (expects, value) {
        ("`true` or `false`", Value::Str(text)) => match text.to_ascii_lowercase().as_str() {
            "yes" | "on" | "y" | "true" => "write `true`, without quotes".to_owned(),
            "no" | "off" | "n" | "false" => "write `false`, without quotes".to_owned(),
            _ => "write `true` or `false`, without quotes".to_owned(),
        },
        ("`true` or `false`", _) => "write `true` or `false`".to_owned(),
        (expects, Value::Str(text)) if expects.starts_with("an integer") && is_number(text) => {
            match text.trim_start_matches('0') {
                rest if rest == text || rest.is_empty() => {
                    format!("take the quotes away: `{text}`")
                }
                rest => format!("write it without quotes, and without zeros before it: `{rest}`"),
            }
        }
        (expects, _) if expects.starts_with("an integer") => {
            "write a whole number, such as `42`".to_owned()
        }
        ("text", value) => for_text(syntax, value),
        ("a list of texts", value) => for_texts(syntax, value),
        ("a list of maps", value) => for_maps(syntax, field, value),
        ("a map", _) => map_of(syntax, field, value, "write keys and values"),
        (expects, _) if expects.starts_with("a map") => {
            map_of(syntax, field, value, "write it below the key")
        }
        (expects, _) => format!("write {expects}"),
    }
}

fn for_text(syntax: Syntax, value: &Value) -> String {
    let is_yaml = syntax == Syntax::Yaml;
    match value {
        Value::List(items) if items.len() == 1 && is_yaml => {
            "write it without brackets and dash".to_owned()
        }
        Value::List(items) if items.len() == 1 => "write it without brackets".to_owned(),
        Value::Map(map) if is_yaml && let Some(text) = pair_of(map) => {
            let text = in_quotes(&text);
            format!("put quotes around a text that holds a colon: `{text}`")
        }
        Value::List(_) | Value::Map(_) if is_yaml => {
            "what stands in brackets is a list or a map; put quotes around it if it is text"
                .to_owned()
        }
        Value::List(_) | Value::Map(_) => "write text in quotes".to_owned(),
        Value::Null => "write it, or leave out what is empty".to_owned(),
        value => format!("put quotes around it: `{}`", in_quotes(&spelt(value))),
    }
}

fn for_texts(syntax: Syntax, value: &Value) -> String {
    match value {
        Value::Str(text) if syntax == Syntax::Yaml && is_dashes(text) => {
            "a space is missing behind the dash: write `- a`, each item on a line of its own"
                .to_owned()
        }
        Value::Str(texts) => {
            let bare = texts
                .strip_prefix('(')
                .and_then(|texts| texts.strip_suffix(')'));
            let bullet = texts.chars().next().filter(|c| BULLETS.contains(c));
            let texts = bare.unwrap_or(texts).split(bullet.unwrap_or(','));
            let texts = texts.map(str::trim);
            let texts = texts.filter(|text| !text.is_empty());
            let texts: Vec<String> = texts.map(|one| text(syntax, one)).collect();
            let help = format!("write a list: `[{}]`", texts.join(", "));
            match texts.as_slice() {
                [one] if one.contains(' ') && syntax == Syntax::Yaml => {
                    format!("{help}, or several items on lines of their own, each behind `- `")
                }
                _ => help,
            }
        }
        Value::List(_) | Value::Map(_) => "write a list: `[…]`".to_owned(),
        value => format!("write a list: `[{}]`", in_quotes(&spelt(value))),
    }
}

fn for_maps(syntax: Syntax, field: &str, value: &Value) -> String {
    let item = |key, value: &str| match syntax {
        Syntax::Yaml => format!("- {}", map(syntax, key, value)),
        _ => format!("[{}]", map(syntax, key, value)),
    };
    match (value, syntax) {
        (Value::Str(own), _) => {
            let parts = own
                .split(',')
                .map(str::trim)
                .filter(|part| !part.is_empty());
            let items =
                parts.map(|own| format!("`{}`", item(key_for(field, own), &text(syntax, own))));
            let items: Vec<String> = items.collect();
            format!("write an item for each: {}", items.join(", "))
        }
        (Value::Map(map), Syntax::Yaml) => {
            let item = item(key_for(field, ""), "…");
            let mut keys = map.iter().filter_map(|(key, _)| key.as_str());
            match keys.next().is_some_and(is_dashes) {
                true => format!("a space is missing behind the dash: write `{item}`"),
                false => format!("put a dash before it: `{item}`"),
            }
        }
        (Value::Map(_), _) => {
            let item = item(key_for(field, ""), "\"…\"");
            format!("put it in brackets: `{item}`")
        }
        _ => {
            let key = key_for(field, "");
            let example = match key {
                "name" => "Jane Doe",
                "webUrl" => "https://example.com/a",
                _ => "https://example.com/a.jpg",
            };
            let item = item(key, &text(syntax, example));
            format!("write an item for each, such as `{item}`")
        }
    }
}

/// A map that was to be one of one key.
fn map_of(syntax: Syntax, field: &str, value: &Value, what: &str) -> String {
    match value {
        Value::List(_) if syntax == Syntax::Yaml => {
            let key = key_for(field, "");
            format!("write keys such as `{key}` below it, without a dash")
        }
        Value::List(_) => "write it without brackets".to_owned(),
        value => {
            let own = spelt(value);
            let map = map(syntax, key_for(field, &own), &text(syntax, &own));
            let what = if syntax == Syntax::Yaml {
                what
            } else {
                "write a map"
            };
            format!("{what}: `{map}`")
        }
    }
}

/// Returns the key of a record under which a text stands that stood in the record's place.
fn key_for(field: &str, text: &str) -> &'static str {
    match field {
        "related" => "webUrl",
        "authors" | "publishers" if !url::is_web(text) => "name",
        "provider" => "name",
        "feed" => "title",
        _ => "url",
    }
}

/// Returns whether a text begins with the dash of an item that lacks its space.
fn is_dashes(text: &str) -> bool {
    let behind = text.strip_prefix('-');
    behind.is_some_and(|behind| behind.starts_with(char::is_alphanumeric))
}

/// Returns the text that became a map because of its colon.
fn pair_of(map: &Map) -> Option<String> {
    let mut pairs = map.iter();
    let (key, value) = pairs.next()?;
    let is_flat = !matches!(value, Value::List(_) | Value::Map(_) | Value::Null);
    let text = format!("{}: {}", key.as_str()?, spelt(value));
    (is_flat && pairs.next().is_none()).then_some(text)
}

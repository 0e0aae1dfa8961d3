//! Values of any type as JSON.
//!
//! What JSON cannot say, or what its readers change, is an object whose first member begins with `$`: `{"$int": "…"}`,
//! `{"$float": "nan"}`, `{"$tag": "…", "value": …}`, `{"$map": [key, value, …]}`. A key that begins with `$` is written with
//! one more.

use std::borrow::Cow;

use serde_json::{Value as Json, json};

use super::{Object, put_text};
use crate::model::{Map, Value};

/// The largest integer that every reader of JSON holds exactly: many have floating-point numbers only.
const MAX_INTEGER: u128 = 1 << 53;

/// Reads a value.
pub(crate) fn read_value(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(number) => super::number(number),
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => Value::List(items.iter().map(read_value).collect()),
        Json::Object(object) => read_special(object).unwrap_or_else(|| {
            let pairs = read_pairs(json).unwrap_or_default().into_iter();
            Value::Map(Map::distinct(
                pairs.map(|(key, value)| (key, read_value(value))),
            ))
        }),
    }
}

/// Reads a value that has no spelling of its own in JSON.
fn read_special(object: &Object) -> Option<Value> {
    let (name, value) = object.iter().next()?;
    match (name.as_str(), value, object.len()) {
        ("$int", Json::String(digits), 1) => Value::integer(digits),
        ("$float", Json::String(text), 1) => text.parse().ok().map(Value::Float),
        ("$tag", Json::String(tag), 2) => {
            Some(Value::tagged(tag.clone(), read_value(object.get("value")?)))
        }
        _ => None,
    }
}

/// Writes a value.
pub(crate) fn write_value(value: &Value) -> Json {
    match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => json!(flag),
        Value::Int(int) if int.unsigned_abs() <= MAX_INTEGER => json!(*int as i64),
        Value::Int(int) => json!({ "$int": int.to_string() }),
        Value::BigInt(digits) => json!({ "$int": digits }),
        // Many readers of JSON take the sign off a zero.
        Value::Float(float)
            if !float.is_finite() || (*float == 0.0 && float.is_sign_negative()) =>
        {
            json!({ "$float": format!("{float:?}").to_lowercase() })
        }
        Value::Float(float) => json!(float),
        Value::Str(text) => json!(text),
        Value::List(items) => Json::Array(items.iter().map(write_value).collect()),
        Value::Map(map) => write_pairs(map.iter().map(|(key, value)| (key, write_value(value)))),
        Value::Tagged(tag, value) => json!({ "$tag": tag, "value": write_value(value) }),
    }
}

/// Appends a value as [`write_value`] would write it.
pub(crate) fn put_value(value: &Value, out: &mut String) {
    match value {
        Value::Str(text) => put_text(text, out),
        Value::List(items) => {
            out.push('[');
            put_each(items, out, put_value);
            out.push(']');
        }
        Value::Map(map) if map.iter().all(|(key, _)| key.as_str().is_some()) => {
            out.push('{');
            put_each(map.iter(), out, |(key, value), out| {
                put_text(&member_name(key.as_str().unwrap_or_default()), out);
                out.push(':');
                put_value(value, out);
            });
            out.push('}');
        }
        other => out.push_str(&write_value(other).to_string()),
    }
}

/// Appends some things with commas between them.
pub(crate) fn put_each<T>(
    all: impl IntoIterator<Item = T>,
    out: &mut String,
    put: impl Fn(T, &mut String),
) {
    for (index, one) in all.into_iter().enumerate() {
        if index > 0 {
            out.push(',');
        }
        put(one, out);
    }
}

/// Returns the name of a member for a key that is text.
fn member_name(key: &str) -> Cow<'_, str> {
    if key.starts_with('$') {
        Cow::Owned(format!("${key}"))
    } else {
        Cow::Borrowed(key)
    }
}

/// Reads keys and values, in order.
pub(crate) fn read_pairs(json: &Json) -> Option<Vec<(Value, &Json)>> {
    let object = json.as_object()?;
    if let (Some(Json::Array(list)), 1) = (object.get("$map"), object.len())
        && list.len().is_multiple_of(2)
    {
        let pairs = list.chunks_exact(2);
        return Some(pairs.map(|pair| (read_value(&pair[0]), &pair[1])).collect());
    }
    let pairs = object.iter().map(|(name, value)| {
        let key = name.strip_prefix('$').filter(|key| key.starts_with('$'));
        (key.unwrap_or(name).into(), value)
    });
    Some(pairs.collect())
}

/// Writes keys and values: as an object, or if a key is not text, as a list.
pub(crate) fn write_pairs<'a>(pairs: impl Iterator<Item = (&'a Value, Json)>) -> Json {
    let pairs: Vec<(&Value, Json)> = pairs.collect();
    if pairs.iter().any(|(key, _)| key.as_str().is_none()) {
        let list = pairs
            .into_iter()
            .flat_map(|(key, value)| [write_value(key), value]);
        return json!({ "$map": list.collect::<Vec<_>>() });
    }
    let members = pairs.into_iter().filter_map(|(key, value)| {
        let name = member_name(key.as_str()?);
        Some((name.into_owned(), value))
    });
    Json::Object(members.collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_have_one_spelling() {
        let map = |key: Value| Value::Map([(key, Value::Null)].into_iter().collect());
        for (value, text) in [
            (Value::Int(9_007_199_254_740_992), "9007199254740992"),
            (
                Value::Int(9_007_199_254_740_993),
                r#"{"$int":"9007199254740993"}"#,
            ),
            (Value::Float(1.0), "1.0"),
            (Value::Float(-0.0), r#"{"$float":"-0.0"}"#),
            (Value::Float(f64::NAN), r#"{"$float":"nan"}"#),
            (Value::Float(f64::NEG_INFINITY), r#"{"$float":"-inf"}"#),
            (
                Value::Tagged("a".to_owned(), Value::Null.into()),
                r#"{"$tag":"a","value":null}"#,
            ),
            (map("$ref".into()), r#"{"$$ref":null}"#),
            (map("$$".into()), r#"{"$$$":null}"#),
            (map("".into()), r#"{"":null}"#),
            (
                Value::List(vec![map("a".into()), Value::Null, "b".into()]),
                r#"[{"a":null},null,"b"]"#,
            ),
            (map(Value::Int(1)), r#"{"$map":[1,null]}"#),
            (
                map(map(Value::Null)),
                r#"{"$map":[{"$map":[null,null]},null]}"#,
            ),
        ] {
            assert_eq!(write_value(&value).to_string(), text);
            let mut out = String::new();
            put_value(&value, &mut out);
            assert_eq!(out, text);
            let json = serde_json::from_str(text).expect("JSON");
            assert_eq!(read_value(&json), value, "{text}");
        }
        let odd = serde_json::from_str(r#"{"$map":[1]}"#).expect("JSON");
        assert_eq!(write_value(&read_value(&odd)), json!({ "$$map": [1] }));
    }
}

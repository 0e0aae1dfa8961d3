//! JSON into a [`Map`], and back.

use serde_json::{Number, Value as Json};

use crate::error::{Error, Position, Result};
use crate::json::number;
use crate::model::{Map, Value};

/// Returns where the object ends with which a text begins.
pub(in crate::front_matter) fn end(text: &str) -> Result<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Err(error)) => Err(refused(&error, 0)),
        Some(Ok(_)) | None => Ok(values.byte_offset()),
    }
}

/// Reads an object that stands below so many lines of a file; positions are those in the file.
pub(super) fn read(text: &str, lines_before: usize) -> Result<Map> {
    let json = serde_json::from_str(text).map_err(|error| refused(&error, lines_before))?;
    match value(json) {
        Value::Map(map) => Ok(map),
        other => Err(Error::NotAMapping {
            found: other.kind(),
            position: Position {
                line: lines_before + 1,
                column: 1,
            },
        }),
    }
}

/// Returns whether JSON has a word for a value.
pub(super) fn can_say(value: &Value) -> bool {
    match value {
        Value::BigInt(_) | Value::Tagged(..) => false,
        Value::Int(int) => i64::try_from(*int).is_ok() || u64::try_from(*int).is_ok(),
        Value::Float(float) => float.is_finite(),
        Value::Null | Value::Bool(_) | Value::Str(_) => true,
        Value::List(items) => items.iter().all(can_say),
        Value::Map(map) => map
            .iter()
            .all(|(key, value)| key.as_str().is_some() && can_say(value)),
    }
}

/// Writes an object; what has no word must have been taken out.
pub(super) fn write(map: &Map) -> String {
    format!("{:#}", object(map))
}

fn object(map: &Map) -> Json {
    let members = map.iter();
    let members = members.map(|(key, value)| {
        let key = key.as_str().unwrap_or_default();
        (key.to_owned(), json(value))
    });
    Json::Object(members.collect())
}

fn json(value: &Value) -> Json {
    match value {
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Int(int) => Number::from_i128(*int).map_or(Json::Null, Json::Number),
        Value::Float(float) => Number::from_f64(*float).map_or(Json::Null, Json::Number),
        Value::Str(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(json).collect()),
        Value::Map(map) => object(map),
        Value::Null | Value::BigInt(_) | Value::Tagged(..) => Json::Null,
    }
}

fn refused(error: &serde_json::Error, lines_before: usize) -> Error {
    let text = error.to_string();
    let message = text.split(" at line ").next().unwrap_or_default();
    Error::Syntax {
        message: format!("expected JSON: {message}"),
        position: Position {
            line: lines_before + error.line(),
            column: error.column(),
        },
    }
}

fn value(json: Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(flag),
        Json::Number(digits) => number(&digits),
        Json::String(text) => Value::Str(text),
        Json::Array(items) => Value::List(items.into_iter().map(value).collect()),
        Json::Object(members) => Value::Map(
            members
                .into_iter()
                .map(|(key, json)| (Value::Str(key), value(json)))
                .collect(),
        ),
    }
}

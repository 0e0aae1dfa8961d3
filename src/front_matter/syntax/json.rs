//! JSON into a [`Map`]: the only file that names the JSON crate for front matter.

use serde_json::Value as Json;

use crate::error::{Error, Position, Result};
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
        Json::Number(number) => number
            .as_i128()
            .map(Value::Int)
            .or_else(|| number.as_f64().map(Value::Float))
            .unwrap_or_default(),
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

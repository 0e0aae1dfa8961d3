//! JSON as it stands to values and back: unlike in [`typed`](super::typed), no member has a meaning.

use serde_json::{Number, Value as Json};

use super::{Object, number};
use crate::model::{Map, Value};

/// Reads a value.
pub(crate) fn read(json: &Json) -> Value {
    match json {
        Json::Null => Value::Null,
        Json::Bool(flag) => Value::Bool(*flag),
        Json::Number(digits) => number(digits),
        Json::String(text) => text.as_str().into(),
        Json::Array(items) => Value::List(items.iter().map(read).collect()),
        Json::Object(object) => Value::Map(read_map(object)),
    }
}

/// Reads the members of an object.
pub(crate) fn read_map(object: &Object) -> Map {
    let pairs = object.iter();
    pairs
        .map(|(name, json)| (name.as_str().into(), read(json)))
        .collect()
}

/// Writes a value, if JSON can say all of it.
pub(crate) fn write(value: &Value) -> Option<Json> {
    Some(match value {
        Value::Null => Json::Null,
        Value::Bool(flag) => Json::Bool(*flag),
        Value::Int(int) => Json::Number(Number::from_i128(*int)?),
        Value::BigInt(digits) => Json::Number(digits.parse().ok()?),
        Value::Float(float) => Json::Number(Number::from_f64(*float)?),
        Value::Str(text) => Json::String(text.clone()),
        Value::List(items) => Json::Array(items.iter().map(write).collect::<Option<_>>()?),
        Value::Map(map) => Json::Object(write_map(map)?),
        Value::Tagged(..) => return None,
    })
}

/// Writes an object, if JSON can say all of it.
pub(crate) fn write_map(map: &Map) -> Option<Object> {
    let members = map.iter();
    members
        .map(|(name, value)| Some((name.as_str()?.to_owned(), write(value)?)))
        .collect()
}

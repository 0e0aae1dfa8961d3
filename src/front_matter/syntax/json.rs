//! JSON into a [`Map`], and back.

use serde_json::Value as Json;

use crate::error::{Error, Position, Result, Warning};
use crate::json::{self, plain};
use crate::model::{Map, Value};

/// Returns where the object ends with which a text begins.
pub(in crate::front_matter) fn end(text: &str) -> Result<usize> {
    let mut values = serde_json::Deserializer::from_str(text).into_iter::<serde::de::IgnoredAny>();
    match values.next() {
        Some(Err(error)) => Err(json::syntax_error(text, &error, 0)),
        Some(Ok(_)) | None => Ok(values.byte_offset()),
    }
}

/// Reads an object that stands below so many lines of a file; positions are those in the file.
pub(super) fn read(text: &str, lines_before: usize, warnings: &mut Vec<Warning>) -> Result<Map> {
    let before = warnings.len();
    let parse = |text: &str| serde_json::from_str::<Json>(text);
    let json = parse(text)
        .or_else(|error| json::repaired(text, error, parse, warnings))
        .map_err(|error| json::syntax_error(text, &error, lines_before))?;
    for warning in &mut warnings[before..] {
        let position = warning.position.as_mut();
        position.into_iter().for_each(|it| it.line += lines_before);
    }
    match plain::read(&json) {
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

/// Returns whether JSON has a word for a value that is neither a list nor a map.
pub(super) fn can_say(scalar: &Value) -> bool {
    match scalar {
        Value::Int(int) => i64::try_from(*int).is_ok() || u64::try_from(*int).is_ok(),
        Value::Float(float) => float.is_finite(),
        _ => true,
    }
}

/// Writes an object; what has no word must have been taken out.
pub(super) fn write(map: &Map) -> String {
    let object = plain::write_map(map).unwrap_or_default();
    format!("{:#}", Json::Object(object))
}

//! What anyone may read of the members that are kept for a format.

use crate::model::{Enclosure, Map, RESERVED, Value};

const FORMAT: &str = "format";
const JSON: &str = "json";

/// Returns how long a file lasts, of all that JSON Feed keeps with it.
pub(super) fn public_duration(fields: &Map) -> Option<(Value, Value)> {
    let seconds = map(map(fields, RESERVED)?, JSON)?.get(Enclosure::DURATION)?;
    let is_public = match seconds {
        Value::Int(seconds) => *seconds >= 0,
        Value::Float(seconds) => *seconds >= 0.0 && seconds.is_finite(),
        _ => false,
    };
    let members: Map = [(Enclosure::DURATION.into(), seconds.clone())]
        .into_iter()
        .collect();
    let kept: Map = [
        (FORMAT.into(), JSON.into()),
        (JSON.into(), Value::Map(members)),
    ]
    .into_iter()
    .collect();
    is_public.then(|| (RESERVED.into(), Value::Map(kept)))
}

fn map<'a>(fields: &'a Map, key: &str) -> Option<&'a Map> {
    match fields.get(key)? {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

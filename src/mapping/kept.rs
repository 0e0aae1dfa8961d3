//! What a record keeps of a format that has no field, to be written back into the same format; and what of it anyone may read.

use crate::model::{Enclosure, Map, RESERVED, Record, Value};

/// Below [`RESERVED`]: the name of the format.
const FORMAT: &str = "format";

const JSON: &str = "json";

/// Returns what a record keeps of that format, under the key that it has for it.
pub(crate) fn kept_of<'a>(record: &'a impl Record, format: &str, key: &str) -> Option<&'a Value> {
    match record.extra().fields.get(RESERVED)? {
        Value::Map(reserved) if reserved.get(FORMAT)?.as_str() == Some(format) => reserved.get(key),
        _ => None,
    }
}

/// Keeps something of that format.
pub(crate) fn keep(record: &mut impl Record, format: &str, key: &str, value: Value) {
    let reserved: Map = [(FORMAT.into(), format.into()), (key.into(), value)]
        .into_iter()
        .collect();
    record
        .extra_mut()
        .fields
        .push(RESERVED, Value::Map(reserved));
}

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

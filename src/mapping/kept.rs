//! What a record keeps of a format that has no field, to be written back into the same format.

use crate::model::{Map, RESERVED, Record, Value};

/// Below [`RESERVED`]: the name of the format.
const FORMAT: &str = "format";

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

//! What a record keeps of a format that has no field, to be written back into the same format; and what of it anyone may read.

use crate::model::{Enclosure, Extra, Map, RESERVED, Record, Value};

/// Below [`RESERVED`]: the name of the format.
const FORMAT: &str = "format";

/// The key of the members that are kept for JSON Feed, which is its name, too.
pub(crate) const MEMBERS: &str = "json";

/// The member of JSON Feed for how long a file lasts.
pub(crate) const DURATION: &str = "duration_in_seconds";

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

/// Returns what anyone may read of the unknown fields of a file: how long it lasts, of all that JSON Feed keeps with it.
pub(super) fn public_extra(file: &Enclosure) -> Extra {
    let seconds = match kept_of(file, MEMBERS, MEMBERS) {
        Some(Value::Map(members)) => members.get(DURATION),
        _ => None,
    };
    let is_public = |seconds: &&Value| match seconds {
        Value::Int(seconds) => *seconds >= 0,
        Value::Float(seconds) => *seconds >= 0.0 && seconds.is_finite(),
        _ => false,
    };
    let mut public = Enclosure::default();
    if let Some(seconds) = seconds.filter(is_public) {
        let members = [(DURATION.into(), seconds.clone())].into_iter().collect();
        keep(&mut public, MEMBERS, MEMBERS, Value::Map(members));
    }
    public.extra
}

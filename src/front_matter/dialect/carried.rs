//! What a dialect cannot say so that it comes back: carried beside. Reader above writer.

use super::Dialect;
use super::path::Path;
use crate::front_matter::carrier::FIELDS;
use crate::model::{Map, RESERVED, Value};

/// Below [`RESERVED`]: the keys of fields that are there and null. A null below [`FIELDS`] was never there.
const NULLS: &str = "nulls";

/// Puts carried fields back in their place.
pub(super) fn take_carried(map: &mut Map) {
    let mut take = |key, is_carried: fn(&Value) -> bool| {
        let place = Path::parse(&format!("{RESERVED}.{key}")).expect("a path");
        place
            .get(map)
            .is_some_and(is_carried)
            .then(|| place.take(map))?
    };
    let carried = match take(FIELDS, |value| matches!(value, Value::Map(_))) {
        Some(Value::Map(carried)) => carried,
        _ => Map::default(),
    };
    let nulls: Map = match take(NULLS, |value| matches!(value, Value::List(_))) {
        Some(Value::List(keys)) => keys.into_iter().map(|key| (key, Value::Null)).collect(),
        _ => Map::default(),
    };
    if carried.is_empty() && nulls.is_empty() {
        return;
    }
    map.forget(&carried);
    map.forget(&nulls);
    let carried = carried
        .into_iter()
        .filter(|(_, value)| *value != Value::Null);
    let pairs = Map::distinct(carried.chain(nulls));
    *map = std::mem::take(map).into_iter().chain(pairs).collect();
}

impl Dialect {
    /// Adds what would not come back.
    pub(super) fn carry(&self, map: &Map, mut written: Map) -> Map {
        // What would come back and was never there is carried as nothing.
        let mut carried = map.beyond(&self.read(written.clone()));
        if carried.is_empty() {
            return written;
        }
        // An article that was read without its dialect has what that carried: it is carried whole.
        let is_carrier = |map: &Map| [FIELDS, NULLS].iter().any(|key| map.get(key).is_some());
        let mut reserved = match written.remove(RESERVED) {
            // An empty one would be taken for ours.
            Some(Value::Map(reserved)) if !is_carrier(&reserved) && !reserved.is_empty() => {
                reserved
            }
            Some(other) => {
                if carried.get(RESERVED).is_none() {
                    carried.push(RESERVED, other);
                }
                Map::default()
            }
            None => Map::default(),
        };
        let own = map.keys();
        let is_null = |(key, value): &(Value, Value)| *value == Value::Null && own.contains(key);
        let (nulls, fields): (Vec<_>, Vec<_>) = carried.into_iter().partition(is_null);
        if !fields.is_empty() {
            reserved.push(FIELDS, Value::Map(fields.into_iter().collect()));
        }
        if !nulls.is_empty() {
            let keys = nulls.into_iter().map(|(key, _)| key);
            reserved.push(NULLS, Value::List(keys.collect()));
        }
        written.push(RESERVED, Value::Map(reserved));
        written
    }
}

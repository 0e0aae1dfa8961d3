//! What a dialect cannot say so that it comes back: carried beside. Reader above writer.

use super::Dialect;
use super::path::Path;
use crate::front_matter::carrier::FIELDS;
use crate::model::{Map, RESERVED, Value};

/// Puts carried fields back in their place.
pub(super) fn take_carried(map: &mut Map) {
    let place = Path::parse(&format!("{RESERVED}.{FIELDS}")).expect("a path");
    let Some(Value::Map(carried)) = place.get(map).cloned() else {
        return;
    };
    place.take(map);
    map.forget(&carried);
    for (key, value) in carried {
        if value != Value::Null {
            map.push(key, value);
        }
    }
}

impl Dialect {
    /// Adds what would not come back.
    pub(super) fn carry(&self, map: &Map, mut written: Map) -> Map {
        // What would come back and was never there is carried as nothing.
        let mut carried = map.beyond(&self.read(written.clone()));
        if carried.is_empty() {
            return written;
        }
        let mut reserved = match written.remove(RESERVED) {
            Some(Value::Map(reserved)) => reserved,
            Some(other) => {
                carried.push(RESERVED, other);
                Map::default()
            }
            None => Map::default(),
        };
        reserved.push(FIELDS, Value::Map(carried));
        written.push(RESERVED, Value::Map(reserved));
        written
    }
}

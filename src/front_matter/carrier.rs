//! What TOML and JSON have no word for: carried beside, as typed JSON in a text, so that reading gives the same article back.
//!
//! A field of which any part cannot be said is carried whole: half of it in its place would be taken for all of it.

use serde_json::Value as Json;

use super::syntax::Syntax;
use crate::json;
use crate::json::typed::{read_value, write_value};
use crate::limits::Limits;
use crate::model::{Map, RESERVED, Value};

/// Below [`RESERVED`]: the fields that the language has no word for.
const VALUES: &str = "values";

/// Below [`RESERVED`]: what a dialect carries.
pub(super) const FIELDS: &str = "fields";

/// Fields that are set aside while a dialect writes the others.
pub(super) struct Carrier {
    syntax: Syntax,
    values: Map,
}

impl Carrier {
    /// Takes out of a map what the language cannot say.
    pub(super) fn new(map: Map, syntax: Syntax) -> (Self, Map) {
        let (said, values): (Vec<_>, Vec<_>) = map.into_iter().partition(|(key, value)| {
            let is_in_the_way = key.as_str() == Some(RESERVED) && !has_room(value);
            key.as_str().is_some()
                && syntax.can_say(value)
                && !(is_in_the_way && syntax != Syntax::Yaml)
        });
        let values = values.into_iter().collect();
        (Self { syntax, values }, said.into_iter().collect())
    }

    /// Puts it back beside the others, in their dialect.
    pub(super) fn put(mut self, map: &mut Map) {
        if let Some(Value::Map(reserved)) = map.get_mut(RESERVED)
            && let Some(fields) = reserved.get_mut(FIELDS)
            && !self.syntax.can_say(fields)
        {
            *fields = text(fields);
        }
        if self.values.is_empty() {
            return;
        }
        let had_any = map.get(RESERVED).is_some();
        let mut reserved = match map.remove(RESERVED) {
            Some(Value::Map(reserved)) => reserved,
            _ => Map::default(),
        };
        if reserved.is_empty() && had_any {
            self.values.push(RESERVED, Value::Map(Map::default()));
        }
        reserved.push(VALUES, text(&Value::Map(self.values)));
        map.push(RESERVED, Value::Map(reserved));
    }

    /// Takes what is carried out of a map that has been read.
    pub(super) fn take(map: &mut Map, syntax: Syntax) -> Self {
        let mut values = Map::default();
        let mut is_ours = false;
        if syntax != Syntax::Yaml
            && let Some(Value::Map(reserved)) = map.get_mut(RESERVED)
        {
            if let Some(Value::Map(carried)) = reserved.get(VALUES).and_then(value) {
                values = carried;
                reserved.remove(VALUES);
                is_ours = reserved.is_empty();
            }
            if let Some(fields) = reserved.get_mut(FIELDS)
                && let Some(carried @ Value::Map(_)) = value(fields)
            {
                *fields = carried;
            }
            // An empty one that carried nothing is the article's own.
            if is_ours {
                map.remove(RESERVED);
            }
        }
        Self { syntax, values }
    }

    /// Adds what was carried.
    pub(super) fn join(self, mut map: Map) -> Map {
        if self.values.is_empty() {
            return map;
        }
        map.forget(&self.values);
        map.into_iter().chain(self.values).collect()
    }
}

/// Returns whether what stands under [`RESERVED`] leaves the keys alone under which values and fields are carried.
fn has_room(reserved: &Value) -> bool {
    match reserved {
        Value::Map(map) => map.get(VALUES).is_none() && map.get(FIELDS).is_none(),
        _ => false,
    }
}

fn text(value: &Value) -> Value {
    Value::Str(write_value(value).to_string())
}

fn value(text: &Value) -> Option<Value> {
    let object = json::parse(text.as_str()?, &Limits::default(), &mut Vec::new()).ok()?;
    Some(read_value(&Json::Object(object)))
}

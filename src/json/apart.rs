//! An object of which one member is a long list: its values are given away one by one, so that they are never there together.

use std::fmt;

use serde::de::{DeserializeSeed, Deserializer, Error, MapAccess, SeqAccess, Visitor};
use serde_json::Value as Json;

use super::Object;

/// Takes a value of the list, with the members before it; fails if no more are wanted.
pub(crate) type Take<'t> = dyn FnMut(&Object, Json) -> Option<()> + 't;

/// Parses such an object, with an empty list in the place of that; fails if it is there twice, or none.
pub(super) struct Apart<'t> {
    pub(super) list: &'t str,
    pub(super) take: &'t mut Take<'t>,
}

impl<'de> DeserializeSeed<'de> for Apart<'_> {
    type Value = Object;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Object, D::Error> {
        deserializer.deserialize_map(self)
    }
}

impl<'de> Visitor<'de> for Apart<'_> {
    type Value = Object;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut members: A) -> Result<Object, A::Error> {
        let mut object = Object::new();
        while let Some(name) = members.next_key::<String>()? {
            if name != self.list {
                object.insert(name, members.next_value()?);
                continue;
            }
            members.next_value_seed(Values {
                before: &object,
                take: &mut *self.take,
            })?;
            if object.insert(name, Json::Array(Vec::new())).is_some() {
                return Err(A::Error::custom("a second list"));
            }
        }
        Ok(object)
    }
}

struct Values<'v, 't> {
    before: &'v Object,
    take: &'v mut Take<'t>,
}

impl<'de> DeserializeSeed<'de> for Values<'_, '_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de> Visitor<'de> for Values<'_, '_> {
    type Value = ();

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a list")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut values: A) -> Result<(), A::Error> {
        while let Some(value) = values.next_element()? {
            let taken = (self.take)(self.before, value);
            taken.ok_or_else(|| A::Error::custom("enough"))?;
        }
        Ok(())
    }
}

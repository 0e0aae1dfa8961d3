//! [`Nested`]: the map in front matter for what a generator does not know, `params` of Hugo and `extra` of Zola.

use crate::front_matter::Syntax;
use crate::model::{Map, Value};

/// A map below a key. Reader above writer.
#[derive(Clone, Debug)]
pub(super) struct Nested {
    pub(super) key: &'static str,
    /// Keys that are no fields there, since the generator knows them at the top alone.
    pub(super) top: &'static [&'static str],
}

impl Nested {
    /// Returns front matter with the keys below beside the others, where those do not have them.
    pub(super) fn read(&self, mut map: Map) -> Map {
        if !matches!(map.get(self.key), Some(Value::Map(_))) {
            return map;
        }
        let Some(Value::Map(below)) = map.remove(self.key) else {
            return map;
        };
        let is_own = |name: &str| name == self.key || self.top.contains(&name);
        let (own, others): (Vec<_>, Vec<_>) = below
            .into_iter()
            .partition(|(key, _)| key.as_str().is_some_and(is_own));
        let mut others: Map = others.into_iter().collect();
        others.forget(&map);
        let mut map: Map = map.into_iter().chain(others).collect();
        if !own.is_empty() {
            map.push(self.key, Value::Map(own.into_iter().collect()));
        }
        map
    }

    /// Puts a pair below; the map that was there itself is there again. What JSON has no word for stays out: Zola
    /// refuses it.
    pub(super) fn write(&self, written: &mut Map, key: Value, value: Value) {
        if !Syntax::Json.can_say(&value) {
            return;
        }
        let mut below = match written.remove(self.key) {
            Some(Value::Map(below)) => below,
            _ => Map::default(),
        };
        match value {
            Value::Map(mut own) if key.as_str() == Some(self.key) => {
                own.forget(&below);
                below = below.into_iter().chain(own).collect();
            }
            value => below.push(key, value),
        }
        written.push(self.key, Value::Map(below));
    }
}

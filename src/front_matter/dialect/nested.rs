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
    /// Returns front matter with the keys below beside the others. One that those have, too, stays where it is.
    pub(super) fn read(&self, mut map: Map) -> Map {
        if !matches!(map.get(self.key), Some(Value::Map(_))) {
            return map;
        }
        let Some(Value::Map(below)) = map.remove(self.key) else {
            return map;
        };
        let is_own = |name: &str| name == self.key || self.top.contains(&name);
        let others = map.keys();
        let stays = |key: &Value| key.as_str().is_some_and(is_own) || others.contains(key);
        let (staying, rising): (Vec<_>, Vec<_>) =
            below.into_iter().partition(|(key, _)| stays(key));
        let mut map: Map = map.into_iter().chain(rising).collect();
        if !staying.is_empty() {
            map.push(self.key, Value::Map(staying.into_iter().collect()));
        }
        map
    }

    /// Puts pairs below; the map that was there itself is there again, and its keys come before others of the same name. What
    /// stands there already stays. Keys that are no texts stay out, and what JSON has no word for: Zola refuses it.
    pub(super) fn write(&self, written: &mut Map, mut rest: Map) {
        let below = |map: &mut Map| match map.remove(self.key) {
            Some(Value::Map(below)) => below,
            _ => Map::default(),
        };
        let mut own = below(&mut rest);
        let there = below(written);
        rest.forget(&own);
        rest.forget(&there);
        own.forget(&there);
        let can_stand =
            |(key, value): &(Value, Value)| key.as_str().is_some() && Syntax::Json.can_say(value);
        let others = rest.into_iter().chain(own).filter(can_stand);
        let all: Map = there.into_iter().chain(others).collect();
        if !all.is_empty() {
            written.push(self.key, Value::Map(all));
        }
    }
}

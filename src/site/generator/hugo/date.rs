//! [Dates of Hugo](https://gohugo.io/configuration/front-matter/#dates): a page has one of its own, and one of its publication.

use crate::model::{Map, Timestamp, Value};

/// Keys of the date of publication, the first one that is there counts.
const KEYS: [&str; 3] = ["publishDate", "publishdate", "pubdate"];

/// Another one, which is a flag elsewhere.
const PUBLISHED: &str = "published";

/// Gives a date under the name of a flag that of a date. Without a date of its own, a page has that of its publication.
pub(super) fn prepare(map: &mut Map) {
    let is_there = |map: &Map, key: &str| map.get(key).is_some_and(|value| *value != Value::Null);
    let date = map.get(PUBLISHED).and_then(Value::as_str);
    let date = date.filter(|date| Timestamp::parse(date).is_some());
    if let Some(date) = date.map(str::to_owned) {
        map.remove(PUBLISHED);
        if !KEYS.iter().any(|key| is_there(map, key)) {
            map.push(KEYS[0], date.into());
        }
    }
    if !is_there(map, "date") {
        let own = KEYS.iter().position(|key| is_there(map, key));
        let others = own.map_or(&[][..], |own| &KEYS[own + 1..]);
        for key in others {
            map.remove(key);
        }
    }
}

/// Returns the date of publication, by which Hugo holds pages back and which its feeds have.
pub(super) fn publication(map: &Map) -> Option<Timestamp> {
    let value = KEYS.iter().find_map(|key| map.get(key))?;
    Timestamp::parse(value.as_str()?)
}

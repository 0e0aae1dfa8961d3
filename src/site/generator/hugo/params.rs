//! Parameters of pages, which stand below `params` or beside [Hugo's own keys](https://gohugo.io/content-management/front-matter/).

use crate::model::{Map, Value};

const KEY: &str = "params";

/// Hugo's own keys, which are no parameters.
const OWN: [&str; 28] = [
    "aliases",
    "build",
    "cascade",
    "date",
    "description",
    "draft",
    "expirydate",
    "headless",
    "iscjklanguage",
    "keywords",
    "lastmod",
    "layout",
    "linktitle",
    "markup",
    "menus",
    "outputs",
    KEY,
    "publishdate",
    "resources",
    "sitemap",
    "sites",
    "slug",
    "summary",
    "title",
    "translationkey",
    "type",
    "url",
    "weight",
];

/// Takes out the parameters that others, which count for more, have in the other place.
pub(super) fn give_way(given: &mut Map, others: &Map) {
    if let Some(Value::Map(below)) = others.get(KEY) {
        given.retain(|key, _| !is_among(below, key));
    }
    if let Some(Value::Map(below)) = given.get_mut(KEY) {
        below.retain(|key, _| !is_among(others, key));
    }
}

fn is_among(map: &Map, key: &Value) -> bool {
    key.as_str().is_some_and(|key| {
        let is_it = |other: &Value| {
            let other = other.as_str();
            other.is_some_and(|other| other.eq_ignore_ascii_case(key))
        };
        !OWN.iter().any(|own| own.eq_ignore_ascii_case(key))
            && map.iter().any(|(other, _)| is_it(other))
    })
}

//! Keys, whose case Hugo does not tell.

use crate::model::{Map, Value};

/// Keys of front matter that we know, in the case that the tables have.
pub(super) const KEYS: [&str; 45] = [
    "_build",
    "aliases",
    "audio",
    "author",
    "authors",
    "build",
    "canonical",
    "canonicalURL",
    "cascade",
    "categories",
    "category",
    "contentType",
    "cover",
    "date",
    "deleted",
    "description",
    "draft",
    "enclosure",
    "expiryDate",
    "expirydate",
    "featuredImage",
    "featured_image",
    "headless",
    "image",
    "images",
    "keywords",
    "lang",
    "lastmod",
    "linkTitle",
    "modified",
    "params",
    "pubdate",
    "publishDate",
    "publishdate",
    "published",
    "removed",
    "slug",
    "summary",
    "tags",
    "title",
    "type",
    "unpublishdate",
    "updated",
    "url",
    "videos",
];

/// Returns a value with all keys within in lower case: Hugo does not tell their case.
pub(super) fn lowered(value: &Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(lowered_map(map)),
        Value::List(items) => Value::List(items.iter().map(lowered).collect()),
        value => value.clone(),
    }
}

pub(super) fn lowered_map(map: &Map) -> Map {
    let lower = |key: &Value| {
        key.as_str()
            .map(|key| Value::from(key.to_lowercase().as_str()))
    };
    map.iter()
        .map(|(key, value)| (lower(key).unwrap_or_else(|| key.clone()), lowered(value)))
        .collect()
}

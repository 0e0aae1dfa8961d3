//! People and pictures, which dialects write as a name or an address, or as a map with keys of their own.

use super::shape::only_text;
use crate::model::{Map, Record, Value};
use crate::text::person;

/// Other names of the parts of a person. The first is what makes it one.
const PERSON_KEYS: [(&str, &[&str]); 2] = [
    ("name", &["display_name", "display-name"]),
    ("url", &["uri", "site", "website", "link"]),
];

/// The same of a picture.
const IMAGE_KEYS: [(&str, &[&str]); 3] = [
    ("url", &["src", "path", "feature", "image", "href"]),
    ("title", &["caption"]),
    ("description", &["alt"]),
];

/// Our names of the parts of a picture, and those of [jekyll-seo-tag](https://github.com/jekyll/jekyll-seo-tag) and jekyll-feed.
const PICTURE_KEYS: [(&str, &str); 2] = [("url", "path"), ("description", "alt")];

pub(super) fn person(value: &Value) -> Option<Value> {
    match value {
        Value::Str(text) => Some(Value::Map(person::parse(text)?.to_map())),
        Value::Map(map) => renamed(map, &PERSON_KEYS),
        _ => None,
    }
}

pub(super) fn image(value: &Value) -> Option<Value> {
    match value {
        Value::Str(url) if !url.trim().is_empty() => Some(Value::Map(
            [("url".into(), value.clone())].into_iter().collect(),
        )),
        Value::Map(map) => renamed(map, &IMAGE_KEYS),
        _ => None,
    }
}

/// Returns a map in which a text under another name stands for each of ours that says nothing; the first of ours must be there.
fn renamed(map: &Map, keys: &[(&str, &[&str])]) -> Option<Value> {
    let says = |name: &str| map.get(name).is_some_and(|value| !value.is_blank());
    let is_text = |name: &str| map.get(name).is_some_and(|value| value.as_str().is_some());
    let mut chosen = Vec::new();
    for (ours, names) in keys {
        let other = || names.iter().find(|name| says(name) && is_text(name));
        let name = Some(ours).filter(|ours| says(ours)).or_else(other);
        chosen.extend(name.map(|name| (*ours, *name)));
    }
    let mut renamed = Map::default();
    for (key, value) in map {
        let name = key.as_str();
        let own = chosen.iter().find(|(_, other)| name == Some(other));
        let is_replaced = || chosen.iter().any(|(ours, _)| name == Some(ours));
        match own {
            Some((ours, _)) => renamed.push(*ours, value.clone()),
            None if is_replaced() => {}
            None => renamed.push(key.clone(), value.clone()),
        }
    }
    renamed.get(keys[0].0)?.as_str()?;
    Some(Value::Map(renamed))
}

/// Gives a pair another key, in its place.
fn rename(map: &mut Map, key: &str, new: &str) {
    if key != new {
        map.remove(new);
    }
    let pair = map.iter_mut().find(|(own, _)| own.as_str() == Some(key));
    if let Some((own, _)) = pair {
        *own = new.into();
    }
}

/// Returns the first picture that has an address: that alone if nothing else is known of it.
pub(super) fn picture(images: Value) -> Option<Value> {
    let Value::List(images) = images else {
        return None;
    };
    let mut pictures = images.into_iter().filter_map(|image| match image {
        Value::Map(image) if image.get("url").is_some() => Some(image),
        _ => None,
    });
    let mut picture = pictures.next()?;
    if picture.len() == 1 {
        return picture.remove("url");
    }
    for (ours, theirs) in PICTURE_KEYS {
        if picture.get(theirs).is_none() {
            rename(&mut picture, ours, theirs);
        }
    }
    Some(Value::Map(picture))
}

pub(super) fn is_nameless(person: &Value) -> bool {
    matches!(person, Value::Map(person) if person.get("name").and_then(only_text).is_none())
}

/// Returns the names of people.
pub(super) fn names(people: &[Value]) -> Option<Vec<Value>> {
    let name = |person: &Value| match person {
        Value::Map(person) => only_text(person.get("name")?).map(Value::Str),
        _ => None,
    };
    let names: Vec<_> = people.iter().filter_map(name).collect();
    (!names.is_empty()).then_some(names)
}

/// Returns the addresses of pictures.
pub(super) fn addresses(images: Option<Value>) -> Vec<Value> {
    let address = |image: Value| match image {
        Value::Map(mut image) => image.remove("url"),
        _ => None,
    };
    match images {
        Some(Value::List(images)) => images.into_iter().filter_map(address).collect(),
        _ => Vec::new(),
    }
}

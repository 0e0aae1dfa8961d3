//! What the settings of Jekyll say of collections, and of their pages and people.

use std::path::Path;

use regex_lite::Regex;

use crate::model::{Map, Person, Record, Value};
use crate::site::defaults::Defaults;
use crate::site::exclusion::slashed;
use crate::site::pattern::Glob;
use crate::site::settings::{Settings, text};

/// A collection is a list of names, or a map in which each says whether it becomes pages.
pub(super) fn read_collections(config: &Map, settings: &mut Settings) {
    let Some(Value::Map(collections)) = config.get("collections") else {
        return;
    };
    for (name, collection) in collections {
        let (Some(name), Value::Map(collection)) = (name.as_str(), collection) else {
            continue;
        };
        if let Some(pattern) = text(collection, &["permalink"]) {
            settings
                .permalinks
                .push((name.to_owned(), pattern.to_owned()));
        }
        if name != "posts" && collection.get("output") == Some(&Value::Bool(true)) {
            settings.collections.push(name.to_owned());
        }
    }
}

/// [Front matter defaults](https://jekyllrb.com/docs/configuration/front-matter-defaults/).
pub(super) fn read_defaults(config: &Map, settings: &mut Settings) {
    let Some(Value::List(defaults)) = config.get("defaults") else {
        return;
    };
    let collections = text(config, &["collections_dir"]).unwrap_or_default();
    for default in defaults {
        if let Value::Map(default) = default
            && let Some(Value::Map(values)) = default.get("values")
        {
            let path = Path::new(text(default, &["scope.path"]).unwrap_or_default());
            let path = path.strip_prefix(collections).unwrap_or(path);
            settings.defaults.push(Defaults {
                folder: path.to_owned(),
                beginning: beginning(&slashed(path)),
                collection: text(default, &["scope.type"]).map(str::to_owned),
                values: values.clone(),
                ..Defaults::default()
            });
        }
    }
}

/// What a page leaves blank [stays as it is by default](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/utils.rb).
pub(super) fn filled(_: &Value, base: &Value, top: &Value) -> Value {
    let value = if matches!(top, Value::Null) {
        base
    } else {
        top
    };
    value.clone()
}

/// Returns the expression of paths that begin like one, or like what a glob stands for.
fn beginning(path: &str) -> Option<Regex> {
    let expression = if path.contains('*') {
        format!("^(?s:{})(?:/|$)", Glob::Shell.expression(path))
    } else {
        format!("^{}", regex_lite::escape(path))
    };
    Regex::new(&expression).ok()
}

/// Reads a name, a map, or the key of someone whom `_data/authors.yml` knows.
pub(super) fn people(author: &Value, known: &Map) -> Vec<Person> {
    let map = match author {
        Value::Map(map) => Some(map),
        Value::Str(key) => match known.get(key) {
            Some(Value::Map(map)) => Some(map),
            _ => return vec![Person::named(key)],
        },
        _ => None,
    };
    map.map(|map| Person::from_map(map.clone()))
        .into_iter()
        .collect()
}

//! People of Hugo, who may have pages of their own.

use std::fs;

use walkdir::WalkDir;

use super::address::path_part;
use crate::front_matter::{self, Dialect};
use crate::model::{Map, Value};
use crate::site::settings::Settings;

/// The folder of the pages of authors, a folder each.
const AUTHORS: &str = "authors";

/// Finds the names of authors: the titles of [their pages](https://gohugo.io/content-management/taxonomies/#add-custom-metadata-to-a-taxonomy-or-term),
/// by the folders of these, unless they are withheld.
pub(super) fn read(settings: &mut Settings) {
    let Some(dialect) = Dialect::named("hugo") else {
        return;
    };
    // Of two that have one key, the first by its name counts.
    let folders = settings.contents.iter().map(|content| {
        let walk = WalkDir::new(content.join(AUTHORS)).sort_by_file_name();
        walk.min_depth(1).max_depth(1)
    });
    let mut people = Map::default();
    for folder in folders.flatten().flatten() {
        let name = folder.file_name();
        let text = fs::read_to_string(folder.path().join("_index.md"));
        let (Some(name), Ok(text)) = (name.to_str(), text) else {
            continue;
        };
        let read = |map, _| dialect.read(map);
        let page = front_matter::read_with(&text, read, &mut Vec::new());
        let page = page.ok().filter(|page| !page.is_withheld());
        let key = key(name);
        if let Some(title) = page.and_then(|page| page.title)
            && people.get(&key).is_none()
        {
            let mut person = Map::default();
            person.push("name", title.as_str().into());
            people.push(key, Value::Map(person));
        }
    }
    settings.people = people;
}

/// Returns the name of an author, or of the folder of one, as an address has it: `bob-smith` for `Bob Smith`.
pub(super) fn key(name: &str) -> String {
    path_part(name).to_lowercase()
}

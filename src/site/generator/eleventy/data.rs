//! Data files of Eleventy, which stand beside pages and say more of them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

use crate::error::{Result, Warning};
use crate::folder::{PACKAGES, has_content_ending};
use crate::model::{Map, Value};
use crate::site::defaults::Defaults;
use crate::site::program::object;
use crate::site::settings::Settings;
use crate::site::{config, package};

/// What a data file has behind the name of its folder or page, the last of which counts the most.
const DATA: [&str; 5] = [
    ".json",
    ".11tydata.json",
    ".11tydata.mjs",
    ".11tydata.cjs",
    ".11tydata.js",
];

/// Names of files of data that say what the site is.
const SITE_DATA: [&str; 3] = ["metadata", "site", "meta"];

/// Returns what a folder of data says of the site, and the name of the file that does; of programs, the first one.
pub(super) fn site_data(
    folder: &Path,
    settings: &mut Settings,
) -> Result<Option<(&'static str, Map)>> {
    for name in SITE_DATA {
        let data = config::data(folder, &[name], settings)?;
        if !data.is_empty() {
            return Ok(Some((name, data)));
        }
    }
    let mut names = SITE_DATA.into_iter();
    Ok(names.find_map(|name| Some((name, package::program(folder, name, settings)?))))
}

/// [Data files](https://www.11ty.dev/docs/data-template-dir/) of a folder, `posts/posts.json` and `posts/posts.11tydata.json`, and
/// of its pages, `posts/first.json`.
pub(super) fn read_folder_data(content: &Path, folder: &Path, settings: &mut Settings) {
    let name = folder
        .file_name()
        .and_then(|name| name.to_str())
        .unwrap_or_default();
    let Ok(entries) = fs::read_dir(folder) else {
        return;
    };
    let (mut folders, mut files) = (Vec::new(), BTreeSet::new());
    for entry in entries.flatten() {
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) {
            folders.push(entry.path());
        } else {
            files.insert(entry.path());
        }
    }
    folders.sort();
    let below = folder.strip_prefix(content).unwrap_or(folder);
    let values = read_data(folder, name, &files, settings);
    if !values.is_empty() {
        settings.defaults.push(Defaults {
            folder: below.to_owned(),
            values,
            ..Defaults::default()
        });
    }
    let pages = files.iter().filter(|path| has_content_ending(path));
    let stems = pages.filter_map(|path| path.file_stem()?.to_str());
    for stem in stems.filter(|stem| *stem != name) {
        let values = read_data(folder, stem, &files, settings);
        if !values.is_empty() {
            settings.file_defaults.insert(below.join(stem), values);
        }
    }
    for folder in folders {
        let is_hidden = folder
            .file_name()
            .and_then(|name| name.to_str())
            .is_none_or(|name| name.starts_with(['.', '_']) || name == PACKAGES);
        if !is_hidden {
            read_folder_data(content, &folder, settings);
        }
    }
}

/// Returns what the data files of one name say; those without an object say nothing, and stop no site.
fn read_data(folder: &Path, name: &str, files: &BTreeSet<PathBuf>, settings: &mut Settings) -> Map {
    let mut values = Map::default();
    let paths = DATA.map(|ending| folder.join(format!("{name}{ending}")));
    for path in paths.iter().filter(|path| files.contains(*path)) {
        let text = fs::read_to_string(path);
        let is_json = path.extension().is_some_and(|ending| ending == "json");
        if is_json && text.as_ref().is_ok_and(|text| text.trim().is_empty()) {
            continue;
        }
        let found = if is_json {
            config::read(Some(path), settings).map_err(|_| "no object of JSON")
        } else {
            object(&text.unwrap_or_default()).ok_or("a program, which nobody runs here")
        };
        let found = match found {
            Ok(found) => found,
            Err(what) => {
                let message = format!(
                    "expected values, found {what}; drafts, dates and addresses may be wrong"
                );
                let doubt = (path.clone(), Warning::new(message));
                settings.unread.push(doubt);
                continue;
            }
        };
        values = config::joined(values, &found, settings.meet);
    }
    values
}

/// Lists of all folders and of the page [are joined](https://www.11ty.dev/docs/data-deep-merge/); tags, which may be a single one,
/// once each.
pub(super) fn with_lists(key: &Value, base: &Value, top: &Value) -> Value {
    let is_tags = key.as_str() == Some("tags");
    let items = |value: &Value| match value {
        Value::List(items) => Some(items.clone()),
        Value::Str(_) if is_tags => Some(vec![value.clone()]),
        _ => None,
    };
    let (Some(mut joined), Some(own)) = (items(base), items(top)) else {
        return top.clone();
    };
    for item in own {
        if !(is_tags && joined.contains(&item)) {
            joined.push(item);
        }
    }
    Value::List(joined)
}

//! Settings of Hugo [in a folder](https://gohugo.io/configuration/introduction/#configuration-directory): what a file says
//! stands below the key that is its name.

use std::fs;
use std::path::{Path, PathBuf};

use super::{FOLDER, NAMES, OLD_NAMES};
use crate::error::Result;
use crate::folder::first_file;
use crate::model::{Map, Value};
use crate::site::config;
use crate::site::settings::Settings;

/// The folder of what holds of the site as it is published.
const PRODUCTION: &str = "config/production";

/// Keys of a language of their own. What any other file says in a language is what the language says.
const OF_LANGUAGES: [&str; 3] = ["menu", "menus", "params"];

/// Reads all settings.
pub(super) fn read(configuration: Option<&Path>, settings: &mut Settings) -> Result<Map> {
    let mut whole = config::read(configuration, settings)?;
    for folder in [FOLDER, PRODUCTION] {
        let path = settings.root.join(folder);
        if folder == PRODUCTION {
            let own = first_file(&path, &NAMES).or_else(|| first_file(&path, &OLD_NAMES));
            whole = config::over(&whole, &config::read(own.as_deref(), settings)?);
        }
        for (name, file) in files(&path) {
            let part = config::part(&file, settings)?;
            whole = config::over(&whole, &below(&name, part));
        }
    }
    Ok(whole)
}

/// Returns the files of parts in a folder, behind their names, and in the order of these.
fn files(folder: &Path) -> Vec<(String, PathBuf)> {
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<_> = entries
        .filter_map(|entry| {
            let file = entry.file_name().into_string().ok()?;
            let (name, ending) = file.rsplit_once('.').filter(|(name, _)| !name.is_empty())?;
            let is_part = ["toml", "yaml", "yml", "json"].contains(&ending)
                && !name.starts_with('.')
                && !NAMES.contains(&&*file)
                && !OLD_NAMES.contains(&&*file);
            let path = entry.path();
            (is_part && path.is_file()).then(|| (name.to_owned(), path))
        })
        .collect();
    files.sort();
    files
}

/// Puts a part below its name; `params.de` is of a language.
fn below(name: &str, part: Map) -> Map {
    let keys = match name.split_once('.') {
        None => vec![name],
        Some((name, language)) if OF_LANGUAGES.contains(&name) => vec!["languages", language, name],
        Some((_, language)) => vec!["languages", language],
    };
    let put = |part, key: &str| -> Map { [(key.into(), Value::Map(part))].into_iter().collect() };
    keys.into_iter().rev().fold(part, put)
}

//! [Cascades](https://gohugo.io/configuration/cascade/) of Hugo: values that a site or a section gives to all pages below.

use std::fs;
use std::path::Path;

use walkdir::WalkDir;

use crate::front_matter;
use crate::model::{Map, Value};
use crate::site::settings::{Defaults, Settings};

/// Takes over what the site's configuration and its sections give to their pages.
pub(super) fn read(config: &Map, settings: &mut Settings) {
    let mut found = values(config, Path::new(""));
    for content in &settings.contents {
        let files = WalkDir::new(content)
            .follow_links(true)
            .into_iter()
            .flatten();
        for file in files.filter(|file| is_section(file.path())) {
            let folder = file
                .path()
                .parent()
                .and_then(|folder| folder.strip_prefix(content).ok());
            let (Some(folder), Ok(text)) = (folder, fs::read_to_string(file.path())) else {
                continue;
            };
            let keep = |map: Map, _| {
                found.extend(values(&map, folder));
                map
            };
            // One that is broken is no page, and nobody misses it.
            let _ = front_matter::read_with(&text, keep, &mut Vec::new());
        }
    }
    settings.defaults.extend(found);
}

fn is_section(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("_index."))
}

/// A map of values, or a list of them; those for certain pages only are for nobody here.
fn values(map: &Map, folder: &Path) -> Vec<Defaults> {
    let cascades = match map.get("cascade") {
        Some(Value::List(cascades)) => cascades.as_slice(),
        single => single.map_or(&[][..], std::slice::from_ref),
    };
    let for_all = cascades.iter().filter_map(|cascade| match cascade {
        Value::Map(values) if values.get("target").is_none() && values.get("_target").is_none() => {
            Some(values)
        }
        _ => None,
    });
    for_all
        .map(|values| Defaults {
            folder: folder.to_owned(),
            collection: None,
            values: values.clone(),
        })
        .collect()
}

//! Collections of Astro: the folders that they are loaded from, and the pages that show them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Component, Path, PathBuf};

use walkdir::WalkDir;

use super::super::holds_pages;
use super::{Astro, CONTENT, ROUTES};
use crate::error::Warning;
use crate::folder::first_file;
use crate::site::exclusion::slashed;
use crate::site::page::Page;
use crate::site::program::collections;
use crate::site::settings::Settings;

/// Where collections are defined.
const DEFINITIONS: [&str; 6] = [
    "src/content.config.ts",
    "src/content.config.mts",
    "src/content.config.js",
    "src/content.config.mjs",
    "src/content/config.ts",
    "src/content/config.js",
];

/// How pages are named that show one article each.
const NAMES: [&str; 4] = ["[...slug]", "[slug]", "[...id]", "[id]"];

/// Finds the collections that lie elsewhere than in the folder of collections, and at which addresses collections are shown.
pub(super) fn read(settings: &mut Settings) {
    let routes = routes(&settings.root.join(ROUTES));
    let mut names: BTreeSet<String> = routes
        .iter()
        .flat_map(|route| route.shown.clone())
        .collect();
    let content = settings.root.join(CONTENT);
    let path = first_file(&settings.root, &DEFINITIONS);
    let program = path.as_ref().and_then(|path| fs::read_to_string(path).ok());
    let program = program.unwrap_or_default();
    for (name, folder) in collections(&program) {
        let parts = Path::new(&folder).components();
        let below = parts.filter(|part| matches!(part, Component::Normal(_)));
        let folder = settings.root.join(below.collect::<PathBuf>());
        let is_usual = folder == content || folder == content.join(name);
        if is_usual || !holds_pages(&folder, &Astro) {
            continue;
        }
        settings
            .private
            .push(slashed(&folder).as_str(), name.into());
        if !folder.starts_with(&content) {
            settings.contents.push(folder);
        }
        names.insert(name.to_owned());
        let message = format!(
            "expected a page such as `{ROUTES}/{name}/[...slug].astro` that shows the collection `{name}`, found none; addresses may be wrong"
        );
        if route_of(name, &routes).is_none()
            && let Some(path) = &path
        {
            settings.unread.push((path.clone(), Warning::new(message)));
        }
    }
    for name in names {
        if let Some(route) = route_of(&name, &routes) {
            settings.permalinks.push((name, route.to_owned()));
        }
    }
}

/// Returns the collection that a page is loaded into from elsewhere, and the parts of its path there.
pub(super) fn of_loaded<'a>(
    page: &'a Page,
    settings: &'a Settings,
) -> Option<(&'a str, Vec<&'a str>)> {
    let mut folders = settings.private.iter();
    let (name, below) = folders.find_map(|(folder, name)| {
        Some((
            name.as_str()?,
            page.path.strip_prefix(folder.as_str()?).ok()?,
        ))
    })?;
    let folders = below.parent()?.iter().filter_map(|part| part.to_str());
    let stem = below.file_stem()?.to_str()?;
    let parts: Vec<_> = folders.chain([stem]).collect();
    let is_index = stem == "index" && parts.len() > 1;
    Some((name, parts[..parts.len() - usize::from(is_index)].to_vec()))
}

/// A page that shows one article each of some collections.
struct Route {
    /// The folder that is its address.
    address: String,
    /// The collections.
    shown: Vec<String>,
}

/// Returns the address below which a collection is shown: by the page that speaks of it, that is named for it, or that is the only
/// one.
fn route_of<'a>(name: &str, routes: &'a [Route]) -> Option<&'a str> {
    let only = |routes: Vec<&'a Route>| match routes.as_slice() {
        [route] => Some(route.address.as_str()),
        _ => None,
    };
    let is_shown = |route: &&Route| route.shown.iter().any(|own| own == name);
    only(routes.iter().filter(is_shown).collect())
        .or_else(|| {
            only(
                routes
                    .iter()
                    .filter(|route| route.address == name)
                    .collect(),
            )
        })
        .or_else(|| {
            only(
                routes
                    .iter()
                    .filter(|route| route.shown.is_empty())
                    .collect(),
            )
        })
}

/// Finds the pages that show one article each.
fn routes(folder: &Path) -> Vec<Route> {
    let files = WalkDir::new(folder)
        .sort_by_file_name()
        .into_iter()
        .flatten();
    let route = |path: &Path| {
        let below = slashed(path.strip_prefix(folder).ok()?);
        let below = below.strip_suffix(".astro")?;
        let below = below.strip_suffix("/index").unwrap_or(below);
        let (address, name) = below.rsplit_once('/').unwrap_or(("", below));
        if !NAMES.contains(&name) || address.contains('[') {
            return None;
        }
        let text = fs::read_to_string(path).unwrap_or_default();
        let shown = text.split("getCollection(").skip(1).filter_map(|call| {
            let call = call.trim_start();
            let quote = call
                .chars()
                .next()
                .filter(|quote| "\"'`".contains(*quote))?;
            Some(call[1..].split_once(quote)?.0.to_owned())
        });
        Some(Route {
            address: address.to_owned(),
            shown: shown.collect(),
        })
    };
    files.filter_map(|file| route(file.path())).collect()
}

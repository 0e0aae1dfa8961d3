//! [Astro](https://docs.astro.build/en/guides/content-collections/). Its settings are a program, of which some texts are read.

mod route;

use std::fs;
use std::path::{Path, PathBuf};

use super::{Generator, Place, address_of, holds_pages};
use crate::error::{Result, Warning};
use crate::folder::first_file;
use crate::front_matter::is_fenced;
use crate::model::{Map, Value};
use crate::site::base::base_url;
use crate::site::package;
use crate::site::page::Page;
use crate::site::permalink::Unresolved;
use crate::site::program::{Setting, constant, member, setting, within};
use crate::site::settings::Settings;
use crate::text::character::is_mark;
use crate::text::markdown::Flavour;

pub(super) struct Astro;

/// The folder in which each file is a page at an address of its name.
const ROUTES: &str = "src/pages";

/// Endings of pages in Markdown; others are programs.
const ENDINGS: [&str; 7] = ["markdown", "mdown", "mkdn", "mkd", "mdwn", "md", "mdx"];

const NAMES: [&str; 4] = [
    "astro.config.mjs",
    "astro.config.js",
    "astro.config.ts",
    "astro.config.mts",
];

/// The folder of collections, each in a folder of its own, unless it says where else it is.
const CONTENT: &str = "src/content";

/// Where Astro's blog template says what the site is, and where others do.
const CONSTANTS: [&str; 4] = [
    "src/consts.ts",
    "src/consts.js",
    "src/config.ts",
    "src/config.js",
];

/// What they say, by names of constants and by keys of `SITE`.
const SAID: [(&str, &str, &[&str]); 3] = [
    ("title", "SITE_TITLE", &["title"]),
    ("description", "SITE_DESCRIPTION", &["description", "desc"]),
    ("language", "SITE_LANGUAGE", &["lang"]),
];

impl Generator for Astro {
    fn name(&self) -> &'static str {
        "astro"
    }

    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        first_file(root, &NAMES)
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        package::read(settings)?;
        let constants = first_file(&settings.root, &CONSTANTS);
        let constants = constants.and_then(|path| fs::read_to_string(path).ok());
        let constants = constants.unwrap_or_default();
        let mut data = Map::default();
        for (key, name, own) in SAID {
            let text = constant(&constants, name).or_else(|| {
                let keys = own.iter().map(|own| within(&constants, "SITE", own));
                keys.into_iter().find_map(|found| match found {
                    Setting::Text(text) => Some(text.to_owned()),
                    _ => None,
                })
            });
            if let Some(text) = text {
                data.push(key, Value::Str(text));
            }
        }
        package::take_over(&data, settings);
        if let Some(path) = configuration {
            let program = fs::read_to_string(path).unwrap_or_default();
            settings.note("a site of Astro, by", path);
            read_address(&program, &constants, path, settings);
        }
        route::read(settings);
        let collections = settings.root.join(CONTENT);
        if holds_pages(&collections, self) {
            settings.contents.push(collections);
        }
        if settings.contents.is_empty() {
            settings.contents.push(settings.root.join(ROUTES));
        }
        settings.static_folders = vec![settings.root.join("public")];
        settings.markdown.links_addresses = true;
        Ok(())
    }

    /// What has a name with `_` before it is no page, nor is what lies below.
    fn place(&self, path: &Path, _: &Settings) -> Option<Place> {
        let place = Place::of(path)?;
        let is_hidden = |name: &String| name.starts_with('_');
        if is_hidden(&place.stem) || place.folders.iter().any(is_hidden) {
            return None;
        }
        let mut place = if place.folders.len() > 1 {
            place.with_index()
        } else {
            place
        };
        if !place.folders.is_empty() {
            place.collection = Some(place.folders.remove(0));
        }
        Some(place)
    }

    fn has_ending(&self, path: &Path) -> bool {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ENDINGS.contains(&ending))
    }

    /// Blank lines may stand before the fence.
    fn beginning<'a>(&self, text: &'a str) -> &'a str {
        let rest = text.trim_start();
        let before = &text[..text.len() - rest.len()];
        if before.ends_with('\n') && is_fenced(rest) {
            rest
        } else {
            text
        }
    }

    /// Pictures beside a page are made smaller, and named by a hash.
    fn hides_files(&self) -> bool {
        true
    }

    fn flavour(&self) -> Flavour {
        Flavour::Astro
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let place = &page.place;
        let address = if let Ok(route) = page.path.strip_prefix(settings.root.join(ROUTES)) {
            let folders = route.parent().into_iter().flatten();
            let folders = folders.filter_map(|folder| folder.to_str());
            let is_index = place.name == "index";
            address_of(folders.chain(Some(place.name.as_str()).filter(|_| !is_index)))
        } else {
            let (collection, parts) = match route::of_loaded(page, settings) {
                Some((collection, parts)) => (Some(collection), parts),
                None => {
                    let parts = place.folders.iter().chain([&place.stem]);
                    (
                        place.collection.as_deref(),
                        parts.map(String::as_str).collect(),
                    )
                }
            };
            let id = match &page.slug {
                Some(slug) => slug.clone(),
                None => parts.into_iter().map(slug).collect::<Vec<_>>().join("/"),
            };
            let mut routes = settings.permalinks.iter();
            let route = routes.find_map(|(name, route)| {
                (Some(name.as_str()) == collection).then_some(route.as_str())
            });
            let route = route.or(collection).unwrap_or_default();
            address_of(route.split('/').chain([id.trim_matches('/')]))
        };
        Ok(if settings.is_ugly {
            address.trim_end_matches('/').to_owned()
        } else {
            address
        })
    }
}

/// Takes over the address of the site: the path of `base`, at the host of `site`.
fn read_address(program: &str, constants: &str, path: &Path, settings: &mut Settings) {
    let mut text = |key| match setting(program, key) {
        Setting::Text(text) => Some(text),
        Setting::Absent => None,
        Setting::Computed => {
            let member = member(program, key);
            if let Some(Setting::Text(text)) = member.map(|[map, key]| within(constants, map, key))
            {
                return Some(text);
            }
            let message =
                format!("expected `{key}` to be a text, found a program; addresses may be wrong");
            let doubt = (path.to_owned(), Warning::new(message));
            settings.doubts.push(doubt);
            None
        }
    };
    let [site, base, slash] = ["site", "base", "trailingSlash"].map(&mut text);
    if let Some(mut site) = site.and_then(base_url) {
        site.set_path("/");
        settings.set_base_url(site.as_str(), base.unwrap_or_default());
    }
    settings.is_ugly = slash == Some("never");
}

/// Returns a part of an identity, as [github-slugger](https://github.com/Flet/github-slugger) makes it.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || is_mark(*c) || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

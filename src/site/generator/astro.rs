//! [Astro](https://docs.astro.build/en/guides/content-collections/). Its settings are a program, of which one line is read.

use std::fs;
use std::path::{Path, PathBuf};

use super::{Generator, Place, first_file, is_mark, slashed};
use crate::error::Result;
use crate::site::package;
use crate::site::page::Page;
use crate::site::permalink::Unresolved;
use crate::site::settings::Settings;

pub(super) struct Astro;

const NAMES: [&str; 4] = [
    "astro.config.mjs",
    "astro.config.js",
    "astro.config.ts",
    "astro.config.mts",
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
        if let Some(path) = configuration {
            let program = fs::read_to_string(path).unwrap_or_default();
            settings
                .notes
                .push(format!("a site of Astro, by {}", path.display()));
            if let Some(site) = literal(&program, "site") {
                settings.set_base_url(site, literal(&program, "base").unwrap_or_default());
            }
            settings.is_ugly = literal(&program, "trailingSlash") == Some("never");
        }
        let collections = settings.root.join("src/content");
        let folder = if collections.is_dir() {
            collections
        } else {
            settings.root.join("src/pages")
        };
        settings.contents = vec![folder];
        settings.static_folders = vec![settings.root.join("public")];
        Ok(())
    }

    fn place(&self, path: &Path, _: &Settings) -> Option<Place> {
        let place = Place::of(path)?;
        if place.stem.starts_with('_') {
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

    /// Pictures beside a page are made smaller, and named by a hash.
    fn hides_files(&self) -> bool {
        true
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let id = match &page.slug {
            Some(slug) => slug.clone(),
            None => page
                .place
                .folders
                .iter()
                .chain([&page.place.stem])
                .map(|part| slug(part))
                .collect::<Vec<_>>()
                .join("/"),
        };
        let address = slashed(
            page.place
                .collection
                .as_deref()
                .into_iter()
                .chain([id.trim_matches('/')]),
        );
        Ok(if settings.is_ugly {
            address.trim_end_matches('/').to_owned()
        } else {
            address
        })
    }
}

/// Returns the text that stands behind a key, on a line of its own, in a program.
fn literal<'a>(program: &'a str, key: &str) -> Option<&'a str> {
    program.lines().find_map(|line| {
        let value = line
            .trim()
            .strip_prefix(key)?
            .trim_start()
            .strip_prefix(':')?
            .trim_start();
        let quote = value
            .chars()
            .next()
            .filter(|c| matches!(c, '"' | '\'' | '`'))?;
        Some(value[1..].split_once(quote)?.0)
    })
}

/// Returns a part of an identity, as [github-slugger](https://github.com/Flet/github-slugger) makes it.
fn slug(text: &str) -> String {
    let lower = text.to_lowercase();
    let kept = lower
        .chars()
        .filter(|c| c.is_alphanumeric() || is_mark(*c) || matches!(c, ' ' | '-' | '_'));
    kept.map(|c| if c == ' ' { '-' } else { c }).collect()
}

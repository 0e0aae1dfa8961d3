//! [`Defaults`]: what a site gives to its pages.

use std::path::{Path, PathBuf};

use regex_lite::Regex;

use super::config;
use super::exclusion::slashed;
use super::generator::{Place, Target};
use super::settings::Settings;
use crate::model::Map;

/// What Jekyll calls those that belong to no collection.
const PAGES: &str = "pages";

/// Values for pages in a folder, or of a collection.
#[derive(Default)]
pub(super) struct Defaults {
    /// The folder, relative to the root; all of them if empty.
    pub(super) folder: PathBuf,
    /// What the paths of those pages begin with, instead of a folder.
    pub(super) beginning: Option<Regex>,
    pub(super) collection: Option<String>,
    /// Which of those pages; all of them if there is none.
    pub(super) target: Option<Target>,
    pub(super) values: Map,
}

impl Defaults {
    /// Returns whether they are for a page, by its path below the content.
    fn are_for(&self, below: &Path, place: &Place, settings: &Settings) -> bool {
        let own = place.collection.as_deref().unwrap_or(PAGES);
        let mut collection = self.collection.iter();
        let is_of_collection = collection.all(|collection| collection == own);
        let is_meant = |target: &Target| target.covers(below, place, settings);
        is_of_collection
            && match &self.beginning {
                Some(beginning) => beginning.is_match(&slashed(below)),
                None => below.starts_with(&self.folder),
            }
            && self.target.as_ref().is_none_or(is_meant)
    }
}

/// Returns keys and values over those that the site gives to pages at this place; what is said of a deeper folder counts for
/// more, and of the file itself the most.
pub(super) fn with_defaults(map: Map, path: &Path, place: &Place, settings: &Settings) -> Map {
    let below = settings
        .contents
        .iter()
        .find_map(|content| path.strip_prefix(content).ok())
        .unwrap_or(path);
    let mut matching: Vec<_> = settings
        .defaults
        .iter()
        .filter(|defaults| defaults.are_for(below, place, settings))
        .collect();
    let of_file = settings.file_defaults.get(&below.with_extension(""));
    if matching.is_empty() && of_file.is_none() {
        return map;
    }
    matching.sort_by_key(|defaults| {
        (
            defaults.folder.components().count(),
            defaults.collection.is_some(),
        )
    });
    let given = matching.into_iter().map(|defaults| &defaults.values);
    given
        .chain(of_file)
        .chain([&map])
        .fold(Map::default(), |mut base, values| {
            settings.generator.give_way(&mut base, values);
            config::joined(base, values, settings.meet)
        })
}

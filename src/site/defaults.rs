//! [`Defaults`]: what a site gives to its pages.

use std::collections::HashMap;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};

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
    let all = settings.defaults.iter().enumerate();
    let mut matching: Vec<usize> = all
        .filter(|(_, defaults)| defaults.are_for(below, place, settings))
        .map(|(index, _)| index)
        .collect();
    let of_file = settings.file_defaults.get(&below.with_extension(""));
    if matching.is_empty() && of_file.is_none() {
        return map;
    }
    matching.sort_by_key(|index| {
        let defaults = &settings.defaults[*index];
        (
            defaults.folder.components().count(),
            defaults.collection.is_some(),
        )
    });
    let over = |mut base: Map, values: &Map| {
        settings.generator.give_way(&mut base, values);
        config::joined(base, values, settings.meet)
    };
    let given = settings.joined_defaults.of(matching, |matching| {
        let given = matching
            .iter()
            .map(|index| &settings.defaults[*index].values);
        given.fold(Map::default(), over)
    });
    of_file.into_iter().chain([&map]).fold(given, over)
}

/// What several defaults are together, by their indexes: most pages have them in common with others.
#[derive(Default)]
pub(super) struct JoinedDefaults(Mutex<HashMap<Vec<usize>, Map>>);

/// How many of them are remembered.
const MAX_JOINED: usize = 64;

impl JoinedDefaults {
    fn of(&self, indexes: Vec<usize>, join: impl Fn(&[usize]) -> Map) -> Map {
        // A thread that panicked left a whole one.
        let lock = || self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = lock().get(&indexes) {
            return known.clone();
        }
        let joined = join(&indexes);
        let mut known = lock();
        if known.len() < MAX_JOINED {
            known.insert(indexes, joined.clone());
        }
        joined
    }
}

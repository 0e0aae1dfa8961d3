//! [`Membership`]: what the site that a file lies in says of it, whatever is in the file.

use std::collections::HashMap;
use std::ops::Range;
use std::path::{Path, PathBuf};

use super::find::{is_root, root_and_paths};
use super::generator;
use super::settings::Settings;
use crate::front_matter::{Dialect, Syntax, header_of};

/// What the site of a file says of it.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The key names; found out for each file if there are none.
    pub dialect: Option<Dialect>,
    /// Whether the file is where articles are.
    pub is_article: bool,
    /// Whether it is one without front matter, too.
    pub takes_text: bool,
    /// Whether an article has the title of its file, if it has none itself.
    pub is_titled: bool,
}

impl Membership {
    /// Returns where front matter stands in a text, if it begins later than elsewhere or is between fences that are its
    /// generator's own, and its language; of an object in JSON, it has the members.
    pub(crate) fn header(&self, text: &str) -> Option<(Range<usize>, Syntax)> {
        let dialect = self.dialect.as_ref().filter(|_| self.is_article)?;
        let generator = generator::named(dialect.name())?;
        let before = text.len() - generator.beginning(text).len();
        let later = || {
            let (place, syntax) = header_of(&text[before..]).filter(|_| before > 0)?;
            Some((before + place.start..before + place.end, syntax))
        };
        generator.header(text).or_else(later)
    }
}

/// Sites, each read once.
#[derive(Default)]
pub struct Sites {
    /// The folders of files: that of the site, and their own as it is spelt below that; nothing if they are in no site.
    folders: HashMap<PathBuf, Option<(PathBuf, PathBuf)>>,
    /// What sites say, by their folders; of some nothing can be read.
    known: HashMap<PathBuf, Option<Settings>>,
}

impl Sites {
    /// Returns what its site says of a file, if it lies in one.
    pub fn membership(&mut self, path: &Path) -> Option<Membership> {
        let folder = path.parent().filter(|_| path.is_file())?.to_owned();
        let folder = self.folders.entry(folder).or_insert_with_key(|folder| {
            let (root, folders) = root_and_paths(std::slice::from_ref(folder));
            let folder = folders.into_iter().next()?;
            is_root(&root).then_some((root, folder))
        });
        let (root, folder) = folder.as_ref()?;
        if !self.known.contains_key(root) {
            let found = Settings::find(std::slice::from_ref(root), None, None);
            self.known.insert(root.clone(), found.ok());
        }
        let settings = self.known.get(root)?.as_ref()?;
        let path = &folder.join(path.file_name()?);
        let place = settings.place_of_article(path);
        let title = place
            .as_ref()
            .and_then(|place| settings.generator.title(place));
        Some(Membership {
            dialect: settings.dialect.clone(),
            is_article: place.is_some(),
            takes_text: place.is_some_and(|place| settings.generator.takes_text(&place)),
            is_titled: title.is_some(),
        })
    }
}

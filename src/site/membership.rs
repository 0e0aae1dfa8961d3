//! [`Membership`]: what the site that a file lies in says of it, whatever is in the file.

use std::collections::HashMap;
use std::path::{Path, PathBuf};

use super::find::{is_root, root_and_paths};
use super::settings::Settings;
use crate::front_matter::Dialect;

/// What the site of a file says of it.
#[derive(Clone, Debug)]
pub struct Membership {
    /// The key names; found out for each file if there are none.
    pub dialect: Option<Dialect>,
    /// Whether the file is where articles are.
    pub is_article: bool,
    /// Whether an article has the title of its file, if it has none itself.
    pub is_titled: bool,
}

/// Sites, each read once.
#[derive(Default)]
pub struct Sites {
    /// By their folders; of some nothing can be read.
    known: HashMap<PathBuf, Option<Settings>>,
}

impl Sites {
    /// Returns what its site says of a file, if it lies in one.
    pub fn membership(&mut self, path: &Path) -> Option<Membership> {
        let (root, paths) = root_and_paths(&[path.to_owned()]);
        let path = paths.first()?;
        if !is_root(&root) {
            return None;
        }
        let settings = self.known.entry(root.clone()).or_insert_with(|| {
            let found = Settings::find(&[root], None, None);
            found.ok().map(|(settings, _)| settings)
        });
        let settings = settings.as_ref()?;
        let place = settings
            .place(path)
            .filter(|_| settings.generator.has_ending(path) && !settings.excluded.hold(path));
        let title = place
            .as_ref()
            .and_then(|place| settings.generator.title(place));
        Some(Membership {
            dialect: settings.dialect.clone(),
            is_article: place.is_some(),
            is_titled: title.is_some(),
        })
    }
}

//! Folders that are one page: what else lies in them are parts of it.

use std::collections::HashSet;
use std::fs;
use std::path::{Path, PathBuf};

use super::settings::Settings;

impl Settings {
    /// Takes out files of a folder that is a page: they are parts of that page, even if the user names them.
    pub(super) fn drop_parts(&self, files: &mut Vec<PathBuf>) {
        let bundles: HashSet<PathBuf> = files
            .iter()
            .filter(|path| is_index(path))
            .filter_map(|path| Some(path.parent()?.to_owned()))
            .chain(self.bundles_above())
            .filter(|folder| !self.contents.contains(folder))
            .collect();
        files.retain(|path| {
            let own = usize::from(is_index(path));
            path.ancestors()
                .skip(1 + own)
                .all(|folder| !bundles.contains(folder))
        });
    }

    /// Returns the folders that are pages above what the user named; their indexes are not among the files.
    fn bundles_above(&self) -> Vec<PathBuf> {
        let is_content = |folder: &&Path| self.content_of(folder).is_some();
        let folders = self.only.iter().flat_map(|path| path.ancestors().skip(1));
        let folders: HashSet<&Path> = folders.filter(is_content).collect();
        let is_bundle = |folder: &&Path| {
            let mut files = fs::read_dir(folder).into_iter().flatten().flatten();
            files.any(|file| {
                let path = file.path();
                is_index(&path) && self.place_of_article(&path).is_some()
            })
        };
        let bundles = folders.into_iter().filter(is_bundle);
        bundles.map(Path::to_owned).collect()
    }
}

fn is_index(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| name.starts_with("index."))
}

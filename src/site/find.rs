//! Finds the site that a folder belongs to, and its files.

use std::collections::HashSet;
use std::fs;
use std::io;
use std::ops::Bound;
use std::path::{Component, Path, PathBuf};

use rayon::prelude::*;
use walkdir::{DirEntry, WalkDir};

use super::config;
use super::generator::{self, Generator, Place};
use super::own::word;
use super::plan;
use super::settings::Settings;
use crate::error::{Error, Result};
use crate::folder::{
    begins_with_fence, failure, first_file, folder_of, has_content_ending, here, is_of_drafts,
    is_visible,
};
use crate::front_matter::Dialect;
use crate::model::Map;

/// The user's own settings.
pub(super) const OWN: [&str; 2] = ["feedmatter.yml", "feedmatter.yaml"];

/// The names of generators.
const DIALECT: &str = "one of `article`, `jekyll`, `hugo`, `zola`, `eleventy`, `astro` and `hexo`";

/// How many folders above the one that is named may hold the settings of its site.
const MAX_ABOVE: usize = 4;

/// Folders of a site that hold no content, whoever generates it.
const NOT_CONTENT: [&str; 4] = ["vendor", "_site", "bower_components", "target"];

/// What was found in the content of a site.
#[derive(Default)]
pub(super) struct Found {
    /// The files that may hold articles, by path.
    pub(super) files: Vec<PathBuf>,
    /// What could not be looked at.
    pub(super) failures: Vec<(PathBuf, io::Error)>,
}

impl Settings {
    /// Finds the site of some files and folders, the present one if there are none.
    ///
    /// `own` is the user's file of settings, and `dialect` the name of the generator, where they are not to be found.
    ///
    /// # Errors
    ///
    /// Fails if a path does not exist, if settings cannot be read, or if a setting is not of the kind that it must be.
    pub fn find(paths: &[PathBuf], own: Option<&Path>, dialect: Option<&str>) -> Result<Self> {
        let here = [PathBuf::from(".")];
        let paths = if paths.is_empty() { &here } else { paths };
        for path in paths {
            fs::metadata(path).map_err(|source| Error::io("read")(source).in_file(path))?;
        }
        let (root, paths) = root_and_paths(paths);
        let own = own.map(Path::to_owned).or_else(|| first_file(&root, &OWN));
        let own_map = own
            .as_deref()
            .map(config::file)
            .transpose()?
            .unwrap_or_default();
        let in_own = |error: Error| match &own {
            Some(path) => error.in_file(path),
            None => error,
        };
        let named = match dialect {
            Some(name) => Some(name),
            None => dialect_of(&own_map).map_err(in_own)?,
        };
        let found = generator::of_folder(&root);
        let (generator, configuration): (&'static dyn Generator, _) = match named {
            Some(name) => {
                let generator = generator_of(name).map_err(in_own)?;
                (generator, generator.configuration(&root))
            }
            None => found.map_or_else(
                || (generator::plain(), None),
                |(generator, path)| (generator, Some(path)),
            ),
        };
        let mut settings = Self::new(root, generator);
        settings.is_of_drafts = !is_root(&settings.root)
            && std::path::absolute(&settings.root).is_ok_and(|root| is_of_drafts(&root));
        settings.configuration.clone_from(&configuration);
        generator.read(configuration.as_deref(), &mut settings)?;
        let is_there = |content: &PathBuf| content.exists();
        if configuration.is_none() && !settings.contents.iter().any(is_there) {
            // Its articles alone are those of the generator.
            settings.contents = vec![settings.root.clone()];
        }
        if let Some(path) = &own {
            settings.note("settings from", path);
        }
        if named == Some(Dialect::article().name()) {
            settings.dialect = Some(Dialect::article().clone());
        }
        settings.own_file.clone_from(&own);
        settings.take_over_own(own_map).map_err(in_own)?;
        plan::read(&mut settings).map_err(in_own)?;
        settings.limit_to(&paths);
        Ok(settings)
    }

    /// Reads only what lies below the paths that were named; one outside the content of the site is content itself.
    fn limit_to(&mut self, paths: &[PathBuf]) {
        let names_site = paths.iter().any(|path| is_same(path, &self.root));
        if names_site {
            return;
        }
        for path in paths {
            let is_within = self.content_of(path).is_some();
            let holds = self
                .contents
                .iter()
                .any(|content| content.starts_with(path));
            if !is_within && !holds {
                let folder = if path.is_file() {
                    folder_of(path)
                } else {
                    path
                };
                self.contents.push(folder.to_owned());
            }
            self.only.insert(path.clone());
        }
    }

    /// Returns the folder of the site.
    pub fn root(&self) -> &Path {
        &self.root
    }

    /// Looks for files that may hold articles, in the order of their paths.
    pub(super) fn files(&self) -> Found {
        let mut found = Found::default();
        for content in &self.contents {
            if !content.exists() {
                continue;
            }
            let walk = WalkDir::new(content).follow_links(true).into_iter();
            let has_others = is_same(content, &self.root);
            for entry in walk.filter_entry(|entry| self.is_entered(entry, has_others)) {
                match entry {
                    Ok(entry)
                        if entry.file_type().is_dir()
                            || !self.generator.has_ending(entry.path()) => {}
                    Ok(entry) if !entry.file_type().is_file() => {}
                    Ok(entry) if entry.file_name().to_str().is_none() => {
                        let source = io::Error::other("its name is not UTF-8");
                        found.failures.push((entry.into_path(), source));
                    }
                    Ok(entry) => found.files.push(entry.into_path()),
                    Err(error) if !self.may_be_missed(&error) => {}
                    Err(error) => found.failures.push(failure(content, error)),
                }
            }
        }
        found.failures.sort_by(|(a, _), (b, _)| a.cmp(b));
        let is_placed = |path: &PathBuf| self.place(path).is_some();
        found.files = found.files.into_par_iter().filter(is_placed).collect();
        let files = &mut found.files;
        files.par_sort_unstable_by(|a, b| a.as_os_str().cmp(b.as_os_str()));
        found.files.dedup();
        if self.generator.has_bundles() {
            self.drop_parts(&mut found.files);
        }
        found
    }

    /// Returns the files that the user named and that are not among those of the site, and what they are.
    pub(super) fn named_without_article(&self, files: &[PathBuf]) -> Vec<(&Path, &'static str)> {
        // A shell may name as many as there are.
        let known: HashSet<&PathBuf> = files.iter().collect();
        let others = self
            .only
            .iter()
            .filter(|path| !known.contains(path) && path.is_file());
        let what = |path: &Path| match self.generator.has_ending(path) {
            true => "a file that the site leaves out",
            false => "a file that is not named as one",
        };
        others.map(|path| (path.as_path(), what(path))).collect()
    }

    /// Returns nothing for a file in which there is no article; fails if the user named it.
    pub(super) fn unless_named<T>(&self, path: &Path, found: &'static str) -> Result<Option<T>> {
        if self.only.contains(path) {
            return Err(Error::NotContent { found });
        }
        Ok(None)
    }

    /// Returns the folder of articles that a path is, or lies in.
    pub(super) fn content_of(&self, path: &Path) -> Option<&PathBuf> {
        let mut contents = self.contents.iter();
        contents.find(|content| path.starts_with(content))
    }

    /// Returns what the path of a file says; nothing if no article is there.
    pub(super) fn place(&self, path: &Path) -> Option<Place> {
        let content = self.content_of(path)?;
        let below = path.strip_prefix(content).ok()?;
        let mut place = self.generator.place(below, self)?;
        if place.language.is_none() {
            let mut languages = self.content_languages.iter();
            let own = languages.find(|(folder, _)| folder == content);
            place.language = own.map(|(_, language)| language.clone());
        }
        let mut drafts = self.draft_folders.iter();
        let below = path.strip_prefix(&self.root).unwrap_or(path);
        place.is_draft |= self.is_of_drafts
            || is_of_drafts(below)
            || drafts.any(|folder| path.starts_with(folder));
        Some(place)
    }

    /// Returns the same of a file that is named as articles are, and not left out.
    pub(super) fn place_of_article(&self, path: &Path) -> Option<Place> {
        let may_be_one = self.generator.has_ending(path) && !self.excluded.hold(path);
        may_be_one.then(|| self.place(path))?
    }

    /// Returns what the path of a page says that holds no article, and to which links may lead.
    pub(super) fn place_of_page(&self, path: &Path) -> Option<Place> {
        let is_page = has_content_ending(path) && begins_with_fence(path).unwrap_or(false);
        self.place_of_file(path).filter(|_| is_page)
    }

    /// Returns the same of any file that the site publishes without being an article.
    pub(super) fn place_of_file(&self, path: &Path) -> Option<Place> {
        let mut folders = self.static_folders.iter();
        let below = folders.find_map(|folder| path.strip_prefix(folder).ok())?;
        let is_published = !self.excluded.hold(path);
        is_published.then(|| self.generator.page(below, self))?
    }

    /// Returns whether what cannot be looked at could hold an article of the site: a link that leads nowhere could be one, and
    /// is no folder.
    fn may_be_missed(&self, error: &walkdir::Error) -> bool {
        let Some(path) = error.path().filter(|_| error.depth() > 0) else {
            return true;
        };
        let name = path.file_name().unwrap_or_default().as_encoded_bytes();
        let source = error.io_error().map(io::Error::kind);
        let is_nowhere = source == Some(io::ErrorKind::NotFound);
        self.is_wanted(path)
            && !name.starts_with(b".")
            && !self.excluded.hold(path)
            && (!is_nowhere || self.generator.has_ending(path) && self.place(path).is_some())
    }

    /// Returns whether a path leads to what the user named, or lies below it.
    fn is_wanted(&self, path: &Path) -> bool {
        let is_below = || path.ancestors().any(|above| self.only.contains(above));
        // In order, what lies below a path comes next to it. A shell may name as many as there are.
        let leads = || {
            let mut next = self
                .only
                .range::<Path, _>((Bound::Included(path), Bound::Unbounded));
            next.next().is_some_and(|only| only.starts_with(path))
        };
        self.only.is_empty() || is_below() || leads()
    }

    /// Returns whether the walk goes on there; in the folder of the site, `has_others` beside content.
    fn is_entered(&self, entry: &DirEntry, has_others: bool) -> bool {
        let path = entry.path();
        let is_wanted = self.is_wanted(path);
        if entry.depth() == 0 {
            return is_wanted;
        }
        let Some(name) = entry.file_name().to_str() else {
            return is_wanted && entry.file_type().is_file();
        };
        let is_other = has_others && NOT_CONTENT.contains(&name);
        is_wanted && is_visible(entry) && !is_other && !self.excluded.hold(path)
    }
}

/// Returns the name of the generator that the user's own settings give.
pub(super) fn dialect_of(own: &Map) -> Result<Option<&str>> {
    word(own, "dialect", DIALECT)
}

pub(super) fn generator_of(name: &str) -> Result<&'static dyn Generator> {
    generator::named(name).ok_or_else(|| Error::BadSetting {
        key: "dialect".to_owned(),
        expected: DIALECT,
        found: format!("`{name}`"),
    })
}

/// Returns the folder of the site that paths are in, and the paths, spelt as those below that folder are: the same file must
/// have the same address whatever it is called.
pub(super) fn root_and_paths(paths: &[PathBuf]) -> (PathBuf, Vec<PathBuf>) {
    let is_absolute = |path: &PathBuf| path.is_absolute();
    let has_parent = |path: &PathBuf| path.components().any(|part| part == Component::ParentDir);
    // Some of these do not begin like others that lie in the same folder.
    let is_mixed = paths.iter().any(has_parent)
        || paths.iter().any(is_absolute) && !paths.iter().all(is_absolute);
    let plain = |path: &PathBuf| {
        let real = || path.canonicalize().ok();
        is_mixed.then(real).flatten().unwrap_or_else(|| {
            path.components()
                .filter(|part| *part != Component::CurDir)
                .collect()
        })
    };
    let paths: Vec<PathBuf> = paths.iter().map(plain).collect();
    let of_first = |paths: &[PathBuf]| {
        let first = &paths[0];
        let folder = if first.is_file() {
            first.parent().unwrap_or(first)
        } else {
            first
        };
        let root = folder
            .ancestors()
            .take(1 + MAX_ABOVE)
            .find(|folder| is_root(folder));
        (folder.to_owned(), root.map(Path::to_owned))
    };
    let (folder, root) = of_first(&paths);
    if let Some(root) = root {
        return below(root, paths);
    }
    // The folders above the present one have no name here.
    let real: Option<Vec<PathBuf>> = paths
        .iter()
        .map(|path| here(path).canonicalize().ok())
        .collect();
    if let Some(real) = real
        && let (_, Some(root)) = of_first(&real)
    {
        return (root, real);
    }
    below(folder, paths)
}

/// Spells the present folder and what is in it.
fn below(root: PathBuf, paths: Vec<PathBuf>) -> (PathBuf, Vec<PathBuf>) {
    if root.as_os_str().is_empty() {
        let paths = paths.iter().map(|path| Path::new(".").join(path)).collect();
        return (PathBuf::from("."), paths);
    }
    (root, paths)
}

/// Returns whether a folder is that of a site.
pub(super) fn is_root(folder: &Path) -> bool {
    let folder = here(folder);
    first_file(folder, &OWN).is_some() || generator::of_folder(folder).is_some()
}

fn is_same(a: &Path, b: &Path) -> bool {
    a == b || matches!((a.canonicalize(), b.canonicalize()), (Ok(a), Ok(b)) if a == b)
}

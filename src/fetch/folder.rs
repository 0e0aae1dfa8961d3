//! The output folder: which file an entry goes to, and what becomes of it there.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::fmt::Display;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::entries::{Entry, Origin};
use super::fields::{Fields, are_texts_alike};
use super::merge::merge;
use super::nursery::{self, Nursery};
use super::state::State;
use super::{Counts, FetchOptions, rebuild};
use crate::error::{Error, Result, Warning};
use crate::folder::{folder_of, is_below};
use crate::formats::identity;
use crate::front_matter::{Dialect, normalise};
use crate::model::{RESERVED, Source};
use crate::text::url;

/// The output folder.
pub(super) struct Folder {
    root: PathBuf,
    nursery: Nursery,
    is_trial: bool,
    dialect: &'static Dialect,
    /// Parts at the end of paths that all entries have.
    constant_parts: usize,
    /// The files there were when a run was killed that wrote, by what they say of their feeds and entries. The state does not know
    /// all of them.
    left: HashMap<(String, String), String>,
    /// The feeds of the list, as files name them.
    feeds: HashSet<String>,
}

/// What is to become of the file of an entry.
pub(super) struct Job {
    pub(super) entry: Entry,
    /// The key under which it is known, if it is.
    pub(super) old_key: String,
    pub(super) path: String,
    pub(super) kind: Kind,
}

pub(super) enum Kind {
    /// There is none.
    New,
    /// There is one, with what was written of the entry last, if that is known.
    Changed(Option<Fields>),
}

/// What became of it.
#[derive(Debug, Default)]
pub(super) struct Written {
    /// Where the entry is, if not in the place that was meant for it.
    pub(super) path: Option<String>,
    pub(super) counts: Counts,
    pub(super) warnings: Vec<Warning>,
    /// What is remembered of the entry, if not all of it: its counters are those in the file.
    pub(super) fields: Option<Fields>,
    /// Whether nobody knows what is in the file, so that what is new for it has to come again.
    pub(super) is_unread: bool,
}

impl Written {
    /// Notes that a file stays as it is, and why.
    fn keep(&mut self, path: &str, reason: impl Display) {
        self.counts.kept += 1;
        self.warnings.push(Warning::new(format!(
            "`{path}` has changed in the feed, and stays as it is, since it {reason}"
        )));
    }

    /// Notes the same of a file that nobody can read before its user has mended it.
    fn leave(&mut self, path: &str, reason: impl Display) {
        self.keep(path, reason);
        self.is_unread = true;
    }
}

impl Folder {
    pub(super) fn new(sources: &[Source], options: &FetchOptions) -> Self {
        let left = if nursery::is_left(options) {
            let files = rebuild::entries(options, 0).into_iter();
            files
                .map(|(url, entry)| ((url, entry.key), entry.path))
                .collect()
        } else {
            HashMap::new()
        };
        Self {
            left,
            root: options.output.clone(),
            nursery: Nursery::new(options),
            is_trial: options.is_trial,
            dialect: options.dialect,
            constant_parts: options.file_template.constant_parts(),
            feeds: sources
                .iter()
                .map(|source| url::without_user(&source.url))
                .collect(),
        }
    }

    /// Makes the folders. Without anything to write, there are none.
    pub(super) fn make(&self) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        let nursery = &self.nursery.path;
        fs::create_dir_all(nursery).map_err(|source| self.failed(nursery, "write", source))
    }

    /// Takes away what is only for the time of the run.
    pub(super) fn end(&self) {
        self.nursery.end();
    }

    /// Chooses the path of a new entry. One whose name is taken has a hash of what it is, so that it is the same in every
    /// run; `planned` are those that are about to be taken.
    ///
    /// Whose feed comes first in the list has the name without: what this or an interrupted run gave to one that comes later
    /// is moved out of the way. That way a run that was interrupted ends as if it had not been, in whatever order feeds arrive.
    pub(super) fn path_for(
        &self,
        url: &str,
        entry: &Entry,
        state: &State,
        planned: &mut HashSet<String>,
        run: i64,
        comes_later: impl Fn(&str) -> bool,
    ) -> Result<String> {
        let known = (url::without_user(url), entry.key.clone());
        if let Some(path) = self.left.get(&known)
            && state.owner(path)?.is_none()
            && self.holds(path, url, &entry.key)
        {
            planned.insert(path.to_lowercase());
            return Ok(path.clone());
        }
        let plain = format!("{}.md", entry.stem);
        if planned.contains(&plain.to_lowercase()) {
            return Ok(self.hashed(url, &entry.key, &entry.stem));
        }
        match state.owner(&plain)? {
            Some(owner) if owner.run == run && comes_later(&owner.url) => {
                let path = self.hashed(&owner.url, &owner.key, &entry.stem);
                if self.holds(&plain, &owner.url, &owner.key) {
                    self.rename(&plain, &path)?;
                }
                state.put_path(&owner, &path)?;
            }
            Some(_) => return Ok(self.hashed(url, &entry.key, &entry.stem)),
            None => {}
        }
        let mut is_free = fs::symlink_metadata(self.root.join(&plain)).is_err();
        if !is_free && let Some(origin) = self.origin(&plain) {
            is_free = origin.is_entry(url, &entry.key);
            // Written by a run that could not remember it any more.
            if !is_free && comes_later(&origin.url) && !state.knows(&origin.url, &origin.key)? {
                self.rename(&plain, &self.hashed(&origin.url, &origin.key, &entry.stem))?;
                is_free = true;
            }
        }
        if is_free {
            planned.insert(plain.to_lowercase());
            return Ok(plain);
        }
        Ok(self.hashed(url, &entry.key, &entry.stem))
    }

    /// Returns the path of an entry whose name is taken.
    fn hashed(&self, url: &str, key: &str, stem: &str) -> String {
        let hash = identity::short_hash(&format!("{url}\n{key}"));
        let mut slashes = stem.rmatch_indices('/').map(|(start, _)| start);
        let end = self.constant_parts.checked_sub(1);
        let end = end.and_then(|index| slashes.nth(index));
        let (start, end) = stem.split_at(end.unwrap_or(stem.len()));
        format!("{start}-{hash}{end}.md")
    }

    /// Returns whether a file holds this entry.
    fn holds(&self, path: &str, url: &str, key: &str) -> bool {
        let origin = self.origin(path);
        origin.is_some_and(|origin| origin.is_entry(url, key))
    }

    /// Returns which entry a file holds: one that we wrote.
    fn origin(&self, path: &str) -> Option<Origin> {
        Origin::of(&read(&self.root.join(path)).ok()?, self.dialect)
    }

    /// Returns whether a file is that of an entry: under the key that it had before, too, and under an address at which its
    /// feed is listed no more.
    fn is_of(&self, origin: &Origin, url: &str, job: &Job) -> bool {
        let feed = url::without_user(&origin.url);
        let is_feed = feed == url::without_user(url) || !self.feeds.contains(&feed);
        is_feed && [&job.entry.key, &job.old_key].contains(&&origin.key)
    }

    /// Does what is to be done with the file of an entry of the feed that files name so.
    pub(super) fn write(&self, url: &str, job: &Job) -> Result<Written> {
        let mut written = Written::default();
        let Job { entry, kind, .. } = job;
        let mut entry = Cow::Borrowed(entry);
        let mut path = Cow::from(&job.path);
        if matches!(kind, Kind::New) {
            let mut is_created = self.create(&path, &entry.text)?;
            // Another run can have given its name to another entry meanwhile.
            if !is_created && !self.holds(&path, url, &entry.key) {
                path = self.hashed(url, &entry.key, &entry.stem).into();
                written.path = Some(path.to_string());
                is_created = self.create(&path, &entry.text)?;
            }
            if is_created {
                written.counts.new += 1;
                return Ok(written);
            }
        }
        let file = self.file(&path)?;
        let text = match read(&file) {
            Ok(text) => text,
            // A file that the user has deleted stays deleted.
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                written.counts.kept += 1;
                return Ok(written);
            }
            Err(error) => {
                written.leave(&path, format_args!("cannot be read: {error}"));
                return Ok(written);
            }
        };
        let found;
        let mut base = match kind {
            Kind::Changed(base) => base.as_ref(),
            Kind::New => None,
        };
        if entry.is_undated
            && let Some(dated) = entry.with_date_of(&text, base, self.dialect)
        {
            written.fields = Some(dated.fields.clone());
            entry = Cow::Owned(dated);
        }
        let plain = normalise(&text);
        if *plain == *entry.text {
            written.counts.unchanged += 1;
            return Ok(written);
        }
        let own = Fields::of(&plain);
        // What is as we wrote it is of whom we wrote it.
        if base != Some(&own) {
            let origin = match Origin::read(&text, self.dialect) {
                Ok(Some(origin)) if self.is_of(&origin, url, job) => origin,
                // The user has put something else in its place.
                Ok(_) => {
                    written.counts.kept += 1;
                    return Ok(written);
                }
                Err(error) => {
                    written.leave(&path, format_args!("cannot be read: {error}"));
                    return Ok(written);
                }
            };
            // Nobody remembers, but the file itself does, by a hash.
            if base.is_none() {
                found = Fields::between(&own, &entry.fields, |fields| origin.is_of(fields));
                base = found.as_ref();
            }
        }
        let older = base.map(|base| entry.fields.with(RESERVED, base));
        // The line ends of the user stay.
        if base == Some(&own) && *plain == *text {
            if are_texts_alike(&plain, &entry.text) {
                written.counts.unchanged += 1;
                written.fields = older;
                return Ok(written);
            }
            self.replace(&file, &entry.text)?;
            written.counts.updated += 1;
            return Ok(written);
        }
        let base = base.map(Fields::by_key);
        let Some(merged) = merge(&text, base.as_ref(), &entry.text) else {
            written.keep(&path, "is laid out otherwise than by us");
            return Ok(written);
        };
        if let Some(text) = &merged.text {
            self.replace(&file, text)?;
            written.counts.updated += 1;
        } else {
            let is_kept = merged.kept.iter().any(|key| key == RESERVED);
            let is_new = own.field(RESERVED) == entry.fields.field(RESERVED);
            let older = older.filter(|_| !is_kept && !is_new);
            written.fields = older.or(written.fields.take());
            written.counts.unchanged += usize::from(merged.kept.is_empty());
        }
        if !merged.kept.is_empty() {
            written.counts.kept += 1;
            written.warnings.push(merged.warning(&path, base.is_some()));
        }
        Ok(written)
    }

    /// Returns where a file is: below the folder, whatever a list or a state says.
    fn file(&self, path: &str) -> Result<PathBuf> {
        if is_below(path) {
            self.check_folders(path)?;
            return Ok(self.root.join(path));
        }
        let source = io::Error::other("it is not below the output folder");
        Err(self.failed(Path::new(path), "write", source))
    }

    /// Refuses a path through a link, which could lead out of the folder.
    fn check_folders(&self, path: &str) -> Result<()> {
        let mut folder = self.root.clone();
        let parts = path.split('/').rev().skip(1).collect::<Vec<_>>();
        for part in parts.into_iter().rev() {
            folder.push(part);
            if folder.is_symlink() {
                let source = io::Error::other("it is a symbolic link");
                return Err(self.failed(&folder, "write", source));
            }
        }
        Ok(())
    }

    /// Creates a file, unless something has its name. Returns whether it did, or would.
    fn create(&self, path: &str, text: &str) -> Result<bool> {
        let file = self.file(path)?;
        if self.is_trial {
            return Ok(fs::symlink_metadata(file).is_err());
        }
        let created = self.nursery.create(&file, text);
        created.map_err(|source| self.failed(&file, "write", source))
    }

    /// Puts a text in the place of a file, whole or not at all.
    fn replace(&self, file: &Path, text: &str) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        let replaced = self.nursery.replace(file, text);
        replaced.map_err(|source| self.failed(file, "write", source))
    }

    fn rename(&self, from: &str, to: &str) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        let (from, to) = (self.root.join(from), self.root.join(to));
        let renamed = fs::create_dir_all(folder_of(&to)).and_then(|()| fs::rename(&from, &to));
        renamed.map_err(|source| self.failed(&from, "rename", source))
    }

    fn failed(&self, path: &Path, action: &'static str, source: io::Error) -> Error {
        Error::io(action)(source).in_file(path)
    }
}

/// Reads a file of the user's. A link could lead out of the folder.
fn read(file: &Path) -> io::Result<String> {
    let is_file = fs::symlink_metadata(file)?.is_file();
    if !is_file {
        return Err(io::Error::other("it is no file"));
    }
    fs::read_to_string(file)
}

//! The output folder: which file an entry goes to, and what becomes of it there.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::entries::{Entry, Origin};
use super::fields::Fields;
use super::merge::merge;
use super::nameless::{self, Created};
use super::state::State;
use super::{Counts, FetchOptions};
use crate::error::{Error, Result, Warning};
use crate::formats::identity;
use crate::front_matter::Dialect;

/// The folder for what is not yet whole, below the output folder.
const OWN_FOLDER: &str = ".feedmatter";

/// The output folder.
pub(super) struct Folder {
    root: PathBuf,
    /// Where files grow until they are whole.
    nursery: PathBuf,
    count: AtomicU64,
    /// Whether files must have a name while they grow.
    is_named: AtomicBool,
    is_trial: bool,
    is_durable: bool,
    dialect: &'static Dialect,
}

/// What is to become of the file of an entry.
pub(super) struct Job {
    pub(super) entry: Entry,
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
    pub(super) counts: Counts,
    pub(super) warnings: Vec<Warning>,
}

impl Folder {
    /// What a run left that was killed is taken away: nobody else holds the same state.
    pub(super) fn new(options: &FetchOptions) -> Self {
        let name = identity::short_hash(&options.state.to_string_lossy());
        let nursery = options.output.join(OWN_FOLDER).join(format!("tmp-{name}"));
        if !options.is_trial {
            let _ = fs::remove_dir_all(&nursery);
        }
        Self {
            root: options.output.clone(),
            nursery,
            count: AtomicU64::new(0),
            is_named: AtomicBool::new(false),
            is_trial: options.is_trial,
            is_durable: options.is_durable,
            dialect: options.dialect,
        }
    }

    /// Makes the folders. Without anything to write, there are none.
    pub(super) fn make(&self) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        fs::create_dir_all(&self.nursery)
            .map_err(|source| self.failed(&self.nursery, "write", source))
    }

    /// Takes away what is only for the time of the run.
    pub(super) fn end(&self) {
        // If they are not there, or hold something of others, they may stay so.
        let _ = fs::remove_dir(&self.nursery);
        let _ = fs::remove_dir(self.root.join(OWN_FOLDER));
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
        let plain = format!("{}.md", entry.stem);
        if planned.contains(&plain.to_lowercase()) {
            return Ok(hashed(url, &entry.key, &entry.stem));
        }
        match state.owner(&plain)? {
            Some(owner) if owner.run == run && comes_later(&owner.url) => {
                let path = hashed(&owner.url, &owner.key, &entry.stem);
                if self.holds(&plain, &owner.url, &owner.key) {
                    self.rename(&plain, &path)?;
                }
                state.put_path(&owner, &path)?;
            }
            Some(_) => return Ok(hashed(url, &entry.key, &entry.stem)),
            None => {}
        }
        let mut is_free = fs::symlink_metadata(self.root.join(&plain)).is_err();
        if !is_free && let Some(origin) = self.origin(&plain) {
            is_free = origin.url == url && origin.key == entry.key;
            // Written by a run that could not remember it any more.
            if !is_free && comes_later(&origin.url) && !state.knows(&origin.url, &origin.key)? {
                self.rename(&plain, &hashed(&origin.url, &origin.key, &entry.stem))?;
                is_free = true;
            }
        }
        if is_free {
            planned.insert(plain.to_lowercase());
            return Ok(plain);
        }
        Ok(hashed(url, &entry.key, &entry.stem))
    }

    /// Returns whether a file holds this entry.
    fn holds(&self, path: &str, url: &str, key: &str) -> bool {
        let origin = self.origin(path);
        origin.is_some_and(|origin| origin.url == url && origin.key == key)
    }

    /// Returns which entry a file holds: one that we wrote.
    fn origin(&self, path: &str) -> Option<Origin> {
        Origin::of(&read(&self.root.join(path)).ok()?, self.dialect)
    }

    /// Does what is to be done with the file of an entry.
    pub(super) fn write(&self, job: &Job) -> Result<Written> {
        let file = self.root.join(&job.path);
        let mut written = Written::default();
        let counts = &mut written.counts;
        if matches!(job.kind, Kind::New) && self.create(&file, job)? {
            counts.new += 1;
            return Ok(written);
        }
        let text = match read(&file) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                match job.kind {
                    Kind::New => {
                        self.put(&file, &job.entry.text, None)?;
                        counts.new += 1;
                    }
                    // A file that the user has deleted stays deleted.
                    Kind::Changed(_) => counts.kept += 1,
                }
                return Ok(written);
            }
            Err(error) => {
                counts.kept += 1;
                written.warnings.push(Warning::new(format!(
                    "`{}` has changed in the feed, and stays as it is, since it cannot be read: {error}",
                    job.path
                )));
                return Ok(written);
            }
        };
        if text == job.entry.text {
            counts.unchanged += 1;
            return Ok(written);
        }
        let own = Fields::of(&text);
        let base = match &job.kind {
            Kind::Changed(Some(base)) => Some(base),
            // Nobody remembers, but the file itself does: what it should have been, and what the feed last said.
            _ => Origin::of(&text, self.dialect).and_then(|source| {
                let candidates = [&own, &job.entry.fields];
                candidates.into_iter().find(|fields| source.is_of(fields))
            }),
        };
        if base == Some(&own) {
            self.put(&file, &job.entry.text, fs::metadata(&file).ok().as_ref())?;
            counts.updated += 1;
            return Ok(written);
        }
        let base = base.map(Fields::by_key);
        let kept = match merge(&text, base.as_ref(), &job.entry.text) {
            None => "it".to_owned(),
            Some(merged) => {
                if let Some(text) = &merged.text {
                    self.put(&file, text, fs::metadata(&file).ok().as_ref())?;
                    counts.updated += 1;
                } else if merged.kept.is_empty() {
                    counts.unchanged += 1;
                }
                merged.kept.join("`, `")
            }
        };
        if !kept.is_empty() {
            counts.kept += 1;
            written.warnings.push(Warning::new(format!(
                "`{}`: `{kept}` has changed in the feed and by hand, and stays as it is",
                job.path
            )));
        }
        Ok(written)
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

    /// Creates the file of a new entry, if its name is free and there is a way to do so in one step.
    fn create(&self, file: &Path, job: &Job) -> Result<bool> {
        self.check_folders(&job.path)?;
        if self.is_trial || self.is_named.load(Ordering::Relaxed) {
            return Ok(false);
        }
        let create = || nameless::create(file, &job.entry.text, self.is_durable);
        let created = create().or_else(|error| {
            let folder = file
                .parent()
                .filter(|_| error.kind() == io::ErrorKind::NotFound);
            fs::create_dir_all(folder.ok_or(error)?)?;
            create()
        });
        let created = created.map_err(|source| self.failed(file, "write", source))?;
        if created == Created::Unable {
            self.is_named.store(true, Ordering::Relaxed);
        } else if self.is_durable {
            sync_folder(file).map_err(|source| self.failed(file, "write", source))?;
        }
        Ok(created == Created::Whole)
    }

    /// Puts a text in the place of a file, whole or not at all. `old` is what is known of the one that is there.
    fn put(&self, file: &Path, text: &str, old: Option<&fs::Metadata>) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let young = self.nursery.join(number.to_string());
        let grow = || {
            let mut out = File::create(&young)?;
            out.write_all(text.as_bytes())?;
            if let Some(old) = old {
                out.set_permissions(old.permissions())?;
            }
            if self.is_durable {
                out.sync_all()?;
            }
            drop(out);
            let is_first = old.is_none();
            match fs::rename(&young, file) {
                Err(error) if error.kind() == io::ErrorKind::NotFound && is_first => {
                    let folder = file.parent().unwrap_or(&self.root);
                    fs::create_dir_all(folder)?;
                    fs::rename(&young, file)
                }
                result => result,
            }?;
            if self.is_durable {
                sync_folder(file)?;
            }
            Ok(())
        };
        grow().map_err(|source| {
            let _ = fs::remove_file(&young);
            self.failed(file, "write", source)
        })
    }

    fn rename(&self, from: &str, to: &str) -> Result<()> {
        if self.is_trial {
            return Ok(());
        }
        let (from, to) = (self.root.join(from), self.root.join(to));
        fs::rename(&from, &to).map_err(|source| self.failed(&from, "rename", source))
    }

    fn failed(&self, path: &Path, action: &'static str, source: io::Error) -> Error {
        Error::InFile {
            path: path.to_owned(),
            source: Box::new(Error::Io { action, source }),
        }
    }
}

/// Waits until the name of a file is on the disk.
fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
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

fn hashed(url: &str, key: &str, stem: &str) -> String {
    let hash = identity::short_hash(&format!("{url}\n{key}"));
    format!("{stem}-{hash}.md")
}

//! Files that are whole before anyone sees them, and take no name that another has.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering};

use super::FetchOptions;
use super::nameless::{self, Created};
use crate::formats::identity;

/// The folder for what is not yet whole, below the output folder.
const OWN_FOLDER: &str = ".feedmatter";

/// Where files grow until they are whole.
pub(super) struct Nursery {
    /// Its folder, for files that must have a name while they grow.
    pub(super) path: PathBuf,
    own_folder: PathBuf,
    count: AtomicU64,
    /// Whether all files must.
    is_named: AtomicBool,
    is_durable: bool,
}

/// Returns whether a run was killed that was about to write.
pub(super) fn is_left(options: &FetchOptions) -> bool {
    path(options).exists()
}

fn path(options: &FetchOptions) -> PathBuf {
    let name = identity::short_hash(&options.state.to_string_lossy());
    options.output.join(OWN_FOLDER).join(format!("tmp-{name}"))
}

impl Nursery {
    /// What a run left that was killed is taken away: nobody else holds the same state.
    pub(super) fn new(options: &FetchOptions) -> Self {
        let own_folder = options.output.join(OWN_FOLDER);
        let path = path(options);
        if !options.is_trial {
            let _ = fs::remove_dir_all(&path);
        }
        Self {
            path,
            own_folder,
            count: AtomicU64::new(0),
            is_named: AtomicBool::new(false),
            is_durable: options.is_durable,
        }
    }

    /// Takes away what is only for the time of the run.
    pub(super) fn end(&self) {
        // If they are not there, or hold something of others, they may stay so.
        let _ = fs::remove_dir(&self.path);
        let _ = fs::remove_dir(&self.own_folder);
    }

    /// Creates a file, and its folder, unless something has its name. Returns whether it did.
    pub(super) fn create(&self, file: &Path, text: &str) -> io::Result<bool> {
        let create = || {
            if !self.is_named.load(Ordering::Relaxed) {
                match nameless::create(file, text, self.is_durable)? {
                    Created::Whole => return Ok(true),
                    Created::Taken => return Ok(false),
                    Created::Unable => self.is_named.store(true, Ordering::Relaxed),
                }
            }
            let young = self.grow(text, None)?;
            let named = name(&young, file);
            let _ = fs::remove_file(&young);
            named
        };
        let is_created = create().or_else(|error| {
            let is_lost = error.kind() == io::ErrorKind::NotFound;
            let folder = file.parent().filter(|_| is_lost);
            fs::create_dir_all(folder.ok_or(error)?)?;
            create()
        })?;
        if is_created && self.is_durable {
            sync_folder(file)?;
        }
        Ok(is_created)
    }

    /// Puts a text in the place of a file that is there.
    pub(super) fn replace(&self, file: &Path, text: &str) -> io::Result<()> {
        let permissions = fs::metadata(file)?.permissions();
        let young = self.grow(text, Some(permissions))?;
        fs::rename(&young, file).inspect_err(|_| {
            let _ = fs::remove_file(&young);
        })?;
        if self.is_durable {
            sync_folder(file)?;
        }
        Ok(())
    }

    /// Makes a file under a name of ours.
    fn grow(&self, text: &str, permissions: Option<fs::Permissions>) -> io::Result<PathBuf> {
        let number = self.count.fetch_add(1, Ordering::Relaxed);
        let young = self.path.join(number.to_string());
        let grow = || {
            let mut out = File::create(&young)?;
            out.write_all(text.as_bytes())?;
            if let Some(permissions) = permissions {
                out.set_permissions(permissions)?;
            }
            if self.is_durable {
                out.sync_all()?;
            }
            Ok(())
        };
        let grown: io::Result<()> = grow();
        grown.inspect_err(|_| {
            let _ = fs::remove_file(&young);
        })?;
        Ok(young)
    }
}

/// Gives a file its name, unless something has it already.
fn name(young: &Path, file: &Path) -> io::Result<bool> {
    let is_taken = |error: &io::Error| error.kind() == io::ErrorKind::AlreadyExists;
    match fs::hard_link(young, file) {
        Ok(()) => Ok(true),
        Err(error) if is_taken(&error) => Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Err(error),
        // Not every file system has links: whoever makes an empty one first has the name.
        Err(_) => match File::options().write(true).create_new(true).open(file) {
            Ok(_) => fs::rename(young, file).map(|()| true).inspect_err(|_| {
                let _ = fs::remove_file(file);
            }),
            Err(error) if is_taken(&error) => Ok(false),
            Err(error) => Err(error),
        },
    }
}

/// Waits until the name of a file is on the disk.
fn sync_folder(file: &Path) -> io::Result<()> {
    match file.parent() {
        Some(folder) => File::open(folder)?.sync_all(),
        None => Ok(()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_taken_stays_with_its_file() {
        let folder = tempfile::tempdir().expect("a folder");
        let [young, file] = ["young", "a.md"].map(|name| folder.path().join(name));
        for (text, is_named) in [("one", true), ("two", false)] {
            fs::write(&young, text).expect("a file");
            assert_eq!(name(&young, &file).expect("a name"), is_named);
            fs::remove_file(&young).expect("a file");
            assert_eq!(fs::read_to_string(&file).expect("a file"), "one");
        }
    }
}

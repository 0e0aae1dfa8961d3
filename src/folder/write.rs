//! Files that appear whole or not at all.

use std::collections::HashSet;
use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Seek, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::{Builder, SpooledData, SpooledTempFile};

use super::folder_of;

/// How the names of temporary files begin.
const TEMPORARY: &str = ".feedmatter-";

/// A temporary file lives for a moment: one of that age belongs to a run that was killed, and to no other run.
const STALE: Duration = Duration::from_secs(60 * 60);

/// How many bytes of a growing file are in memory.
const MAX_HELD: usize = 1 << 20;

/// The folders that are swept already.
static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);

/// Writes a file unless it holds these bytes already; returns whether it did.
///
/// The bytes go to a temporary file beside it, which then takes its name. An existing file keeps its permissions, and a
/// link its target. What is not a file, such as a pipe, is written to directly.
///
/// ```
/// use feedmatter::folder::write_if_changed;
///
/// # let folder = tempfile::tempdir()?;
/// # let path = folder.path().join("feed.xml");
/// assert!(write_if_changed(&path, b"<rss/>")?);
/// assert!(!write_if_changed(&path, b"<rss/>")?);
/// # Ok::<(), std::io::Error>(())
/// ```
///
/// # Errors
///
/// Fails if the operating system does. Nothing is half-written then.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    put(path, bytes.len() as u64, || Ok(bytes))
}

/// A file that is written bit by bit, and then appears as [`write_if_changed`] writes it: until it is whole it has no name, and
/// most of it is not in memory.
pub(crate) enum Growing {
    /// What is not a file is written to as it comes.
    Other(File),
    File(PathBuf, SpooledTempFile),
}

impl Growing {
    /// Begins a file.
    pub(crate) fn at(path: &Path) -> io::Result<Self> {
        let existing = fs::metadata(path).ok();
        if existing.is_some_and(|metadata| !metadata.is_file()) {
            return open_other(path).map(Self::Other);
        }
        let folder = folder_of(&target_of(path)?).to_owned();
        fs::metadata(&folder)?;
        let grown = SpooledTempFile::new_in(MAX_HELD, folder);
        Ok(Self::File(path.to_owned(), grown))
    }

    /// Gives the file its name, unless the one that has it holds the same.
    pub(crate) fn finish(self) -> io::Result<()> {
        let Self::File(path, grown) = self else {
            return Ok(());
        };
        match grown.into_inner() {
            SpooledData::InMemory(bytes) => write_if_changed(&path, bytes.get_ref())?,
            SpooledData::OnDisk(file) => put(&path, file.metadata()?.len(), || {
                (&file).rewind()?;
                Ok(&file)
            })?,
        };
        Ok(())
    }
}

impl Write for Growing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        match self {
            Self::Other(file) => file.write(bytes),
            Self::File(_, grown) => grown.write(bytes),
        }
    }

    fn flush(&mut self) -> io::Result<()> {
        match self {
            Self::Other(file) => file.flush(),
            Self::File(_, grown) => grown.flush(),
        }
    }
}

/// Writes a file unless it holds these bytes already, which can be read more than once.
fn put<R: Read>(path: &Path, length: u64, bytes: impl Fn() -> io::Result<R>) -> io::Result<bool> {
    let existing = fs::metadata(path).ok();
    if let Some(metadata) = &existing {
        if !metadata.is_file() {
            io::copy(&mut bytes()?, &mut open_other(path)?)?;
            return Ok(true);
        }
        if metadata.len() == length && are_same(File::open(path)?, bytes()?)? {
            return Ok(false);
        }
    }
    let target = target_of(path)?;
    let folder = folder_of(&target);
    fs::metadata(folder)?;
    sweep(folder);
    let mut builder = Builder::new();
    builder.prefix(TEMPORARY);
    #[cfg(unix)]
    let mode = {
        use std::os::unix::fs::PermissionsExt;
        // The umask applies to new files.
        builder.permissions(fs::Permissions::from_mode(0o666));
        existing.as_ref().map(fs::Metadata::permissions)
    };
    let mut file = builder
        .tempfile_in(folder)
        .map_err(|error| match error.kind() {
            // The folder is there, and one of the system's own.
            io::ErrorKind::NotFound => io::Error::other("its folder takes no files"),
            kind => kind.into(),
        })?;
    io::copy(&mut bytes()?, file.as_file_mut())?;
    #[cfg(unix)]
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(true)
}

fn open_other(path: &Path) -> io::Result<File> {
    File::options().write(true).open(path)
}

/// Returns the file that is meant: a link stays, and what it leads to is written.
fn target_of(path: &Path) -> io::Result<PathBuf> {
    match fs::read_link(path) {
        Ok(_) if path.exists() => path.canonicalize(),
        Ok(link) => Ok(path.parent().unwrap_or(Path::new("")).join(link)),
        Err(_) => Ok(path.to_owned()),
    }
}

fn are_same(one: impl Read, other: impl Read) -> io::Result<bool> {
    let (mut one, mut other) = (BufReader::new(one), BufReader::new(other));
    loop {
        let (left, right) = (one.fill_buf()?, other.fill_buf()?);
        let length = left.len().min(right.len());
        if left[..length] != right[..length] {
            return Ok(false);
        }
        if length == 0 {
            return Ok(left.len() == right.len());
        }
        one.consume(length);
        other.consume(length);
    }
}

/// Removes what runs that were killed have left in a folder. Whatever fails is left for the next run.
fn sweep(folder: &Path) {
    let mut swept = SWEPT.lock().unwrap_or_else(PoisonError::into_inner);
    let is_new = swept
        .get_or_insert_with(HashSet::new)
        .insert(folder.to_owned());
    drop(swept);
    if !is_new {
        return;
    }
    for entry in fs::read_dir(folder).into_iter().flatten().flatten() {
        let is_temporary = entry
            .file_name()
            .to_str()
            .is_some_and(|name| name.starts_with(TEMPORARY));
        let is_stale = || {
            let metadata = entry.metadata().ok().filter(fs::Metadata::is_file);
            let changed = metadata.and_then(|metadata| metadata.modified().ok());
            let age = changed.and_then(|changed| changed.elapsed().ok());
            age.is_some_and(|age| age > STALE)
        };
        if is_temporary && is_stale() {
            let _ = fs::remove_file(entry.path());
        }
    }
}

#[cfg(test)]
mod tests {
    use std::time::SystemTime;

    use super::*;

    fn grow(path: &Path, text: &str) -> Growing {
        let mut file = Growing::at(path).expect("a folder");
        for part in text.as_bytes().chunks(1000) {
            file.write_all(part).expect("room");
        }
        file
    }

    fn names(folder: &Path) -> Vec<std::ffi::OsString> {
        let entries = fs::read_dir(folder).expect("a folder");
        entries
            .map(|entry| entry.expect("a file").file_name())
            .collect()
    }

    #[test]
    fn what_grows_appears_whole_or_not_at_all() {
        for size in [0, 10, MAX_HELD + 10] {
            let folder = tempfile::tempdir().expect("a folder");
            let path = folder.path().join("a.ndjson");
            let text = "x".repeat(size);
            let file = grow(&path, &text);
            // Windows has no files without a name.
            assert!(cfg!(windows) || names(folder.path()).is_empty());
            file.finish().expect("a file");
            assert_eq!(fs::read_to_string(&path).expect("a file"), text);

            File::options()
                .write(true)
                .open(&path)
                .and_then(|file| file.set_modified(SystemTime::UNIX_EPOCH))
                .expect("a file");
            grow(&path, &text).finish().expect("a file");
            drop(grow(&path, "other"));
            let modified = fs::metadata(&path).and_then(|metadata| metadata.modified());
            assert_eq!(modified.expect("a file"), SystemTime::UNIX_EPOCH);

            let other = format!("{}y", text.get(1..).unwrap_or_default());
            grow(&path, &other).finish().expect("a file");
            assert_eq!(fs::read_to_string(&path).expect("a file"), other);
            assert_eq!(names(folder.path()), ["a.ndjson"]);
        }
    }
}

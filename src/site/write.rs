//! Files that appear whole or not at all.

use std::collections::HashSet;
use std::fs;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

use tempfile::Builder;

/// How the names of temporary files begin.
const TEMPORARY: &str = ".feedmatter-";

/// A temporary file lives for a moment: one of that age belongs to a run that was killed, and to no other run.
const STALE: Duration = Duration::from_secs(60 * 60);

/// The folders that are swept already.
static SWEPT: Mutex<Option<HashSet<PathBuf>>> = Mutex::new(None);

/// Writes a file unless it holds these bytes already; returns whether it did.
///
/// The bytes go to a temporary file beside it, which then takes its name. An existing file keeps its permissions, and a
/// link its target. What is not a file, such as a pipe, is written to directly.
///
/// # Errors
///
/// Fails if the operating system does. Nothing is half-written then.
pub fn write_if_changed(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let existing = fs::metadata(path).ok();
    if existing
        .as_ref()
        .is_some_and(|metadata| !metadata.is_file())
    {
        fs::OpenOptions::new()
            .write(true)
            .open(path)?
            .write_all(bytes)?;
        return Ok(true);
    }
    if existing
        .as_ref()
        .is_some_and(|metadata| metadata.len() == bytes.len() as u64)
        && fs::read(path)? == bytes
    {
        return Ok(false);
    }
    let target = match fs::read_link(path) {
        Ok(_) if existing.is_some() => path.canonicalize()?,
        Ok(link) => path.parent().unwrap_or(Path::new("")).join(link),
        Err(_) => path.to_owned(),
    };
    let folder = target
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
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
        .map_err(|error| io::Error::from(error.kind()))?;
    file.write_all(bytes)?;
    #[cfg(unix)]
    if let Some(mode) = mode {
        file.as_file().set_permissions(mode)?;
    }
    file.persist(&target).map_err(|error| error.error)?;
    Ok(true)
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

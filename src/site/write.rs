//! Files that appear whole or not at all.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// How the names of temporary files begin.
const TEMPORARY: &str = ".feedmatter-";

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

//! Files that have no name until they are whole.
//!
//! Nobody sees one before, a run that is killed leaves nothing behind, and a name that is taken stays with whom it belongs to.
//! It is also half the work of a file that is renamed. Linux alone has them, and not on every file system.

use std::io;
use std::path::Path;

/// What became of a new file.
#[derive(Debug, PartialEq)]
pub(super) enum Created {
    /// It is there, and was not before.
    Whole,
    /// Something else has its name.
    Taken,
    /// There are no such files here.
    Unable,
}

/// Creates a file. With `is_durable`, its bytes are on the disk first.
#[cfg(target_os = "linux")]
pub(super) fn create(file: &Path, text: &str, is_durable: bool) -> io::Result<Created> {
    use std::fs::File;
    use std::io::Write;
    use std::os::fd::AsRawFd;

    use rustix::fs::{AtFlags, CWD, Mode, OFlags, linkat, open};
    use rustix::io::Errno;

    let folder = file.parent().unwrap_or(Path::new("."));
    let flags = OFlags::TMPFILE | OFlags::WRONLY | OFlags::CLOEXEC;
    let mut out = match open(folder, flags, Mode::from_raw_mode(0o666)) {
        Ok(out) => File::from(out),
        // The second is what kernels say that do not know them.
        Err(Errno::OPNOTSUPP | Errno::ISDIR | Errno::INVAL) => return Ok(Created::Unable),
        Err(error) => return Err(error.into()),
    };
    out.write_all(text.as_bytes())?;
    if is_durable {
        out.sync_all()?;
    }
    let nameless = format!("/proc/self/fd/{}", out.as_raw_fd());
    match linkat(CWD, nameless, CWD, file, AtFlags::SYMLINK_FOLLOW) {
        Ok(()) => Ok(Created::Whole),
        Err(Errno::EXIST) => Ok(Created::Taken),
        // Without /proc there is no way to it.
        Err(Errno::NOENT) => Ok(Created::Unable),
        Err(error) => Err(error.into()),
    }
}

/// There are none here.
#[cfg(not(target_os = "linux"))]
pub(super) fn create(_: &Path, _: &str, _: bool) -> io::Result<Created> {
    Ok(Created::Unable)
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use std::fs;

    use super::*;

    #[test]
    fn takes_a_free_name_and_no_other() {
        let folder = tempfile::tempdir().expect("a folder");
        let file = folder.path().join("a.md");
        let first = create(&file, "one", true).expect("a file");
        if first == Created::Unable {
            return;
        }
        assert_eq!(first, Created::Whole);
        assert_eq!(
            create(&file, "two", false).expect("no file"),
            Created::Taken
        );
        assert_eq!(fs::read_to_string(&file).expect("a file"), "one");
        assert_eq!(fs::read_dir(folder.path()).expect("a folder").count(), 1);
        let lost = create(&folder.path().join("b/c.md"), "", false);
        assert_eq!(lost.expect_err("no folder").kind(), io::ErrorKind::NotFound);
    }
}

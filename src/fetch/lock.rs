//! One run at a time has a state.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use super::tables::beside;
use crate::error::{Error, Result};

/// What the name of a lock has behind that of the state.
const ENDING: &str = ".lock";

/// How often we look whether another run has ended.
const POLL: Duration = Duration::from_millis(100);

/// Takes the lock, which the system takes back whatever becomes of the process.
pub(super) fn take(path: &Path, wait: Duration) -> Result<File> {
    let in_file = |action| move |source| Error::io(action)(source).in_file(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(in_file("write"))?;
    }
    let mut lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(beside(path, ENDING))
        .map_err(in_file("write"))?;
    hold(&lock, path, wait)?;
    // Only for those who have to wait.
    let _ = lock
        .set_len(0)
        .and_then(|()| write!(lock, "{}", std::process::id()));
    Ok(lock)
}

/// Does the same for who changes nothing, if there is a lock, and leaves no trace.
pub(super) fn look(path: &Path, wait: Duration) -> Result<Option<File>> {
    let Ok(lock) = File::open(beside(path, ENDING)) else {
        return Ok(None);
    };
    hold(&lock, path, wait)?;
    Ok(Some(lock))
}

fn hold(lock: &File, path: &Path, wait: Duration) -> Result<()> {
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => return Ok(()),
            Err(TryLockError::WouldBlock) if start.elapsed() < wait => std::thread::sleep(POLL),
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(beside(path, ENDING)).unwrap_or_default();
                let is_process = holder.parse::<u32>().is_ok();
                return Err(Error::Locked {
                    path: path.to_owned(),
                    holder: if is_process {
                        format!(", process {holder}")
                    } else {
                        String::new()
                    },
                });
            }
            Err(TryLockError::Error(source)) => {
                return Err(Error::io("lock")(source).in_file(path));
            }
        }
    }
}

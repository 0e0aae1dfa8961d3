//! One run at a time has a state.

use std::fs::{self, File, TryLockError};
use std::io::Write;
use std::path::Path;
use std::time::{Duration, Instant};

use crate::error::{Error, Result};

/// How often we look whether another run has ended.
const POLL: Duration = Duration::from_millis(100);

/// Takes the lock, which the system takes back whatever becomes of the process.
pub(super) fn take(path: &Path, wait: Duration) -> Result<File> {
    let in_file = |action| move |source| Error::io(action)(source).in_file(path);
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(in_file("write"))?;
    }
    let mut lock_path = path.as_os_str().to_owned();
    lock_path.push(".lock");
    let mut lock = File::options()
        .create(true)
        .truncate(false)
        .write(true)
        .open(&lock_path)
        .map_err(in_file("write"))?;
    let start = Instant::now();
    loop {
        match lock.try_lock() {
            Ok(()) => {
                // Only for those who have to wait.
                let _ = lock
                    .set_len(0)
                    .and_then(|()| write!(lock, "{}", std::process::id()));
                return Ok(lock);
            }
            Err(TryLockError::WouldBlock) if start.elapsed() < wait => std::thread::sleep(POLL),
            Err(TryLockError::WouldBlock) => {
                let holder = fs::read_to_string(&lock_path).unwrap_or_default();
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
            Err(TryLockError::Error(source)) => return Err(in_file("lock")(source)),
        }
    }
}

//! Files and standard input, read to their end.

use std::fs::File;
use std::io::{self, Read, Seek};
use std::path::Path;

/// From how many bytes on a file is read in several places at once: making room for them takes longer than reading.
#[cfg(unix)]
const LARGE: u64 = 2 * PART as u64;

/// How many bytes of it are read by one.
#[cfg(unix)]
const PART: usize = 1 << 22;

/// Opens a file, or standard input if the path is `-`.
pub(super) fn open(path: &Path) -> io::Result<File> {
    if path == Path::new("-") {
        standard_input()
    } else {
        File::open(path)
    }
}

#[cfg(unix)]
fn standard_input() -> io::Result<File> {
    use std::os::fd::AsFd;
    io::stdin().as_fd().try_clone_to_owned().map(File::from)
}

#[cfg(windows)]
fn standard_input() -> io::Result<File> {
    use std::os::windows::io::AsHandle;
    io::stdin().as_handle().try_clone_to_owned().map(File::from)
}

/// Appends what is left of a file, but no more than `limit` bytes of it.
pub(super) fn read_rest(file: &File, bytes: &mut Vec<u8>, limit: u64) -> io::Result<()> {
    let left = left(file).min(limit);
    let before = bytes.len();
    #[cfg(unix)]
    if left >= LARGE {
        super::join_pool();
        *bytes = parts::read(file, bytes, left)?;
    }
    let read = (bytes.len() - before) as u64;
    // One more, to see the end.
    let room = left.saturating_sub(read).saturating_add(1);
    if read == 0 {
        bytes.reserve_exact(usize::try_from(room).unwrap_or_default());
    }
    file.take(limit - read).read_to_end(bytes)?;
    Ok(())
}

/// Returns how many bytes a file says that it still has; of a pipe, nobody knows.
fn left(mut file: &File) -> u64 {
    let place = file.stream_position();
    let size = file.metadata().map(|metadata| metadata.len());
    match (size, place) {
        (Ok(size), Ok(place)) => size.saturating_sub(place),
        _ => 0,
    }
}

#[cfg(unix)]
mod parts {
    use std::fs::File;
    use std::io::{self, ErrorKind, Seek, SeekFrom};
    use std::os::unix::fs::FileExt;

    use rayon::prelude::*;

    use super::PART;

    /// Returns bytes and as many behind them as a file has left, up to `count`, and goes there.
    pub(super) fn read(mut file: &File, bytes: &[u8], count: u64) -> io::Result<Vec<u8>> {
        let place = file.stream_position()?;
        let count = usize::try_from(count).map_err(|_| ErrorKind::OutOfMemory)?;
        // Zeros that nobody has to write, unlike those that would be appended.
        let mut all = vec![0; bytes.len() + count];
        let (known, rest) = all.split_at_mut(bytes.len());
        known.copy_from_slice(bytes);
        let parts = rest.par_chunks_mut(PART).enumerate();
        let counts: Vec<usize> = parts
            .map(|(number, part)| fill(file, part, place + (number * PART) as u64))
            .collect::<io::Result<_>>()?;
        // A file that has become shorter meanwhile ends in one of the parts.
        let whole = counts.iter().take_while(|count| **count == PART).count();
        let read = whole * PART + counts.get(whole).unwrap_or(&0);
        all.truncate(bytes.len() + read);
        file.seek(SeekFrom::Start(place + read as u64))?;
        Ok(all)
    }

    /// Reads from a place of a file until a part is full or the file ends.
    fn fill(file: &File, part: &mut [u8], place: u64) -> io::Result<usize> {
        let mut filled = 0;
        while filled < part.len() {
            match file.read_at(&mut part[filled..], place + filled as u64) {
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        Ok(filled)
    }
}

#[cfg(all(test, unix))]
mod tests {
    use std::io::{Seek, SeekFrom, Write};

    use super::{LARGE, read_rest};

    #[test]
    fn files_are_read_to_their_end_from_where_they_are() {
        let mut file = tempfile::tempfile().expect("a file");
        for size in [0, 1, LARGE - 1, LARGE, LARGE + 1, 3 * LARGE + 7] {
            let content: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
            file.set_len(0).expect("a file");
            file.seek(SeekFrom::Start(0)).expect("a file");
            file.write_all(&content).expect("a file");
            for place in [0, 5, size] {
                for limit in [0, 10, LARGE, u64::MAX] {
                    file.seek(SeekFrom::Start(place)).expect("a file");
                    let mut bytes = b"before".to_vec();
                    read_rest(&file, &mut bytes, limit).expect("a file");
                    let end = place.saturating_add(limit).min(size).max(place);
                    let expected = content
                        .get(place as usize..end as usize)
                        .unwrap_or_default();
                    assert!(
                        bytes.strip_prefix(b"before") == Some(expected),
                        "{size} bytes from {place}, up to {limit}: {} bytes",
                        bytes.len()
                    );
                }
            }
        }
    }
}

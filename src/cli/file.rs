//! Files and standard input: read to their end, or, if they are large, where it is wanted.

use std::borrow::Cow;
use std::fs::File;
use std::io::{self, ErrorKind, Read, Seek, SeekFrom};
use std::ops::Range;
use std::path::Path;
use std::sync::atomic::{AtomicBool, Ordering};

use crate::formats::Source;

/// How many bytes a large file has at least: making room for it takes longer than reading.
const LARGE: u64 = 1 << 20;

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

/// Reads a file, or standard input; of one with more bytes than `limit`, one too many.
pub(super) fn read(path: &Path, limit: usize) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    read_rest(&open(path)?, &mut bytes, (limit as u64).saturating_add(1))?;
    Ok(bytes)
}

/// Appends what is left of a file, but no more than `limit` bytes of it.
pub(super) fn read_rest(file: &File, bytes: &mut Vec<u8>, limit: u64) -> io::Result<()> {
    // One more, to see the end.
    let room = left(file).min(limit).saturating_add(1);
    bytes.reserve_exact(usize::try_from(room).unwrap_or_default());
    file.take(limit).read_to_end(bytes)?;
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

/// A large file, from where it was when it was opened to the end that it had then.
#[derive(Debug)]
pub(super) struct Large {
    file: File,
    start: u64,
    size: usize,
    has_nul: AtomicBool,
}

impl Large {
    /// Takes what is left of a file, with bytes that were already read of it; gives back one that is small, has more bytes than
    /// `limit`, or may not be read at any place.
    pub(super) fn of(mut file: File, read: usize, limit: usize) -> Result<Self, File> {
        let left = left(&file);
        let place = file.stream_position().ok();
        let start = place.and_then(|place| place.checked_sub(read as u64));
        let size = usize::try_from(left + read as u64).ok();
        let size = size.filter(|size| *size <= limit);
        let end = place.map(|place| SeekFrom::Start(place + left));
        match (start, size, end) {
            // Others who read the same file find its end, as if it were read to there.
            (Some(start), Some(size), Some(end)) if left >= LARGE && file.seek(end).is_ok() => {
                Ok(Self {
                    file,
                    start,
                    size,
                    has_nul: AtomicBool::new(false),
                })
            }
            _ => Err(file),
        }
    }

    /// Returns whether a NUL was read, which may stand between documents.
    pub(super) fn has_nul(&self) -> bool {
        self.has_nul.load(Ordering::Relaxed)
    }
}

impl Source for Large {
    fn size(&self) -> usize {
        self.size
    }

    fn bytes(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>> {
        let end = range.end.min(self.size);
        let mut bytes = vec![0; end.saturating_sub(range.start)];
        let mut filled = 0;
        while filled < bytes.len() {
            let place = self.start + (range.start + filled) as u64;
            match read_at(&self.file, &mut bytes[filled..], place) {
                // It has become shorter.
                Ok(0) => break,
                Ok(count) => filled += count,
                Err(error) if error.kind() == ErrorKind::Interrupted => {}
                Err(error) => return Err(error),
            }
        }
        bytes.truncate(filled);
        if memchr::memchr(0, &bytes).is_some() {
            self.has_nul.store(true, Ordering::Relaxed);
        }
        Ok(Cow::Owned(bytes))
    }
}

#[cfg(unix)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, bytes, place)
}

#[cfg(windows)]
fn read_at(file: &File, bytes: &mut [u8], place: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, bytes, place)
}

#[cfg(test)]
mod tests {
    use std::io::{Read, Seek, SeekFrom, Write};

    use super::{LARGE, Large, read_rest};
    use crate::formats::Source;

    #[test]
    fn files_are_read_to_their_end_from_where_they_are() {
        let mut file = tempfile::tempfile().expect("a file");
        for size in [0, 1, 5000] {
            let content: Vec<u8> = (0..size).map(|n| (n % 251) as u8).collect();
            file.set_len(0).expect("a file");
            file.seek(SeekFrom::Start(0)).expect("a file");
            file.write_all(&content).expect("a file");
            for place in [0, 5, size] {
                for limit in [0, 10, 5000, u64::MAX] {
                    file.seek(SeekFrom::Start(place)).expect("a file");
                    let mut bytes = b"before".to_vec();
                    read_rest(&file, &mut bytes, limit).expect("a file");
                    let end = place.saturating_add(limit).min(size).max(place);
                    let expected = content.get(place as usize..end as usize);
                    assert_eq!(
                        bytes.strip_prefix(b"before"),
                        Some(expected.unwrap_or_default()),
                        "{size} bytes from {place}, up to {limit}"
                    );
                }
            }
        }
    }

    #[test]
    fn large_files_are_read_at_any_place() {
        let content: Vec<u8> = (0..LARGE + 10).map(|n| (n % 251) as u8 + 1).collect();
        let mut file = tempfile::tempfile().expect("a file");
        file.write_all(&content).expect("a file");
        file.seek(SeekFrom::Start(11)).expect("a file");
        let file = Large::of(file, 0, usize::MAX).expect_err("a small rest");
        let mut other = file.try_clone().expect("a file");
        other.seek(SeekFrom::Start(7)).expect("a file");
        let file = Large::of(file, 4, content.len() - 4).expect_err("a small limit");
        let large = Large::of(file, 4, content.len() - 3).expect("a large rest");
        assert_eq!(large.size(), content.len() - 3);
        for range in [0..5, 1000..2000, large.size() - 1..large.size() + 9] {
            let expected = &content[3..][range.start..range.end.min(large.size())];
            assert_eq!(*large.bytes(range).expect("a file"), *expected);
        }
        assert!(!large.has_nul());
        assert_eq!(other.read(&mut [0; 9]).expect("a file"), 0);
        // What others do to it meanwhile.
        other.set_len(9).expect("a file");
        assert_eq!(*large.bytes(4..9).expect("a file"), content[7..9]);
        other.set_len(20).expect("a file");
        assert_eq!(large.bytes(4..9).expect("a file").len(), 5);
        assert!(large.has_nul());
    }
}

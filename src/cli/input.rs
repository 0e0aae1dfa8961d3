//! Inputs of a command: files, folders and standard input, each of one or more documents.

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::{file, message};
use crate::error::{Error, Result};
use crate::site::{FEED_FILE, article_files};

/// The folder in which Jekyll keeps drafts.
const DRAFTS: &str = "_drafts";

/// The bytes of one document, and what to call it in messages.
pub(super) struct Input {
    pub(super) name: String,
    pub(super) bytes: Vec<u8>,
}

/// What was found, and how many inputs could not be read. Those are reported already.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) documents: Vec<Input>,
    /// What the folders say of their feeds.
    pub(super) feeds: Vec<Input>,
    pub(super) failures: usize,
    is_public: bool,
    max_size: usize,
}

/// Reads all inputs; standard input if none is named. Of one that is larger than `max_size`, a byte too many is read.
///
/// Folders of drafts are left out if `is_public`.
pub(super) fn read(paths: &[PathBuf], is_public: bool, max_size: usize) -> Inputs {
    let mut inputs = Inputs {
        is_public,
        max_size,
        ..Inputs::default()
    };
    for path in or_standard(paths) {
        if path.is_dir() {
            inputs.read_folder(path);
        } else {
            inputs.read_file(path);
        }
    }
    inputs
}

/// Returns the paths, or if there is none, that of standard input.
pub(super) fn or_standard(paths: &[PathBuf]) -> &[PathBuf] {
    static STANDARD: LazyLock<[PathBuf; 1]> = LazyLock::new(|| [PathBuf::from("-")]);
    if paths.is_empty() {
        STANDARD.as_slice()
    } else {
        paths
    }
}

/// Returns what to call a file in messages.
pub(super) fn name_of(path: &Path) -> String {
    if path == Path::new("-") {
        "<stdin>".to_owned()
    } else {
        path.display().to_string()
    }
}

impl Inputs {
    /// Returns the documents of one file.
    pub(super) fn of(name: String, bytes: Vec<u8>) -> Self {
        let mut inputs = Self::default();
        inputs.add(name, bytes);
        inputs
    }

    fn read_folder(&mut self, folder: &Path) {
        let feed_file = folder.join(FEED_FILE);
        if feed_file.is_file() {
            let name = feed_file.display().to_string();
            match self.read_bytes(&feed_file) {
                Ok(bytes) => self.feeds.push(Input { name, bytes }),
                Err(error) => self.fail(&name, &error),
            }
        }
        let (files, failures) = article_files(folder);
        for (path, source) in failures {
            self.fail(
                &path.display().to_string(),
                &Error::Io {
                    action: "read",
                    source,
                },
            );
        }
        for file in files {
            if !(self.is_public && is_draft(folder, &file)) {
                self.read_file(&file);
            }
        }
    }

    fn read_file(&mut self, path: &Path) {
        let name = name_of(path);
        match self.read_bytes(path) {
            Ok(bytes) => self.add(name, bytes),
            Err(error) => self.fail(&name, &error),
        }
    }

    /// Adds a document, or those of a list.
    fn add(&mut self, name: String, bytes: Vec<u8>) {
        if !is_list(&bytes) {
            return self.documents.push(Input { name, bytes });
        }
        let documents = bytes.split(|byte| *byte == 0).enumerate();
        self.documents.extend(
            documents
                .filter(|(_, bytes)| !bytes.trim_ascii().is_empty())
                .map(|(index, bytes)| Input {
                    name: format!("{name}#{}", index + 1),
                    bytes: bytes.to_vec(),
                }),
        );
    }

    fn read_bytes(&self, path: &Path) -> Result<Vec<u8>> {
        let limit = u64::try_from(self.max_size)
            .unwrap_or(u64::MAX)
            .saturating_add(1);
        let read = || {
            let mut bytes = Vec::new();
            file::read_rest(&file::open(path)?, &mut bytes, limit)?;
            Ok(bytes)
        };
        read().map_err(|source| Error::Io {
            action: "read",
            source,
        })
    }

    fn fail(&mut self, name: &str, error: &Error) {
        message::error(name, error);
        self.failures += 1;
    }
}

/// Returns whether a file lies in a folder of drafts below `folder`.
fn is_draft(folder: &Path, file: &Path) -> bool {
    let below = file.strip_prefix(folder).unwrap_or(file);
    below
        .components()
        .any(|component| component.as_os_str() == DRAFTS)
}

/// Returns whether these are documents with NUL between them: each begins like one.
fn is_list(bytes: &[u8]) -> bool {
    let begins = |document: &[u8]| match document {
        [] => true,
        [b'<', second, ..] => second.is_ascii_alphabetic() || matches!(second, b'?' | b'!'),
        document => document.starts_with(b"---"),
    };
    memchr::memchr(0, bytes).is_some()
        && bytes
            .split(|byte| *byte == 0)
            .map(<[u8]>::trim_ascii_start)
            .all(begins)
}

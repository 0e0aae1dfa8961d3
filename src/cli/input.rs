//! Inputs of a command: files, folders and standard input, each of one or more documents.

use std::collections::BTreeMap;
use std::fs::File;
use std::io;
use std::mem;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use super::file::{self, Large};
use super::message;
use crate::error::{Error, Result};
use crate::folder::{FEED_FILE, article_files, is_of_drafts};
use crate::formats::Source;

/// How much is read of a large file, to tell what it is.
const HEAD: usize = 1 << 16;

/// How many files are open at once: systems have a bound.
pub(super) const MAX_OPEN: usize = 64;

/// What separates several documents in one input or output.
pub(super) const NUL: u8 = 0;

/// The bytes of one document, and what to call it in messages.
pub(super) struct Input {
    pub(super) name: String,
    /// All of them, or the first ones of a large file.
    pub(super) bytes: Vec<u8>,
    /// That file. There may be several documents in it.
    pub(super) large: Option<Large>,
}

impl Input {
    /// Returns the documents in the rest of a file of which some bytes were read. Of one with more bytes than `limit`, one too
    /// many is read.
    pub(super) fn all_of(
        name: String,
        file: File,
        mut bytes: Vec<u8>,
        limit: usize,
    ) -> io::Result<Vec<Self>> {
        match Large::of(file, bytes.len(), limit) {
            Ok(large) => {
                if bytes.len() < HEAD {
                    bytes = large.bytes(0..HEAD)?.into_owned();
                }
                let large = Some(large);
                Ok(vec![Self { name, bytes, large }])
            }
            Err(file) => Self::all_read(name, &file, bytes, limit),
        }
    }

    /// Does the same, and reads large ones, too.
    fn all_read(
        name: String,
        file: &File,
        mut bytes: Vec<u8>,
        limit: usize,
    ) -> io::Result<Vec<Self>> {
        let left = limit.saturating_sub(bytes.len()) as u64;
        file::read_rest(file, &mut bytes, left.saturating_add(1))?;
        Ok(Self::divided(name, bytes))
    }

    /// Returns how many bytes there are, if that is not many.
    pub(super) fn size(&self) -> Option<u64> {
        self.large.is_none().then_some(self.bytes.len() as u64)
    }

    /// Returns the documents of which all bytes are there.
    pub(super) fn whole(self) -> Result<Vec<Self>> {
        match self.large {
            None => Ok(vec![self]),
            Some(large) => {
                let bytes = large.bytes(0..large.size()).map_err(Error::io("read"))?;
                Ok(Self::divided(self.name, bytes.into_owned()))
            }
        }
    }

    /// Returns a document, or those of a list.
    fn divided(name: String, bytes: Vec<u8>) -> Vec<Self> {
        let large = None;
        if !is_list(&bytes) {
            return vec![Self { name, bytes, large }];
        }
        let documents = bytes.split(|byte| *byte == NUL).enumerate();
        documents
            .filter_map(|(index, bytes)| Self::of_list(&name, index + 1, bytes.to_vec()))
            .collect()
    }

    /// Returns the document of that number in a list, if anything is in it.
    pub(super) fn of_list(list: &str, number: usize, bytes: Vec<u8>) -> Option<Self> {
        let name = format!("{list}#{number}");
        let large = None;
        (!bytes.trim_ascii().is_empty()).then_some(Self { name, bytes, large })
    }
}

/// What a folder says of its feed.
pub(super) struct FolderFeed<F> {
    pub(super) feed: F,
    /// Which of the documents are below it.
    pub(super) articles: Range<usize>,
    /// Whether the user named it, and not a folder that it is in.
    pub(super) is_named: bool,
}

impl<F> FolderFeed<F> {
    /// Returns the folder with what is read from what it says, if that can be read.
    pub(super) fn and_then<G>(self, read: impl FnOnce(F) -> Option<G>) -> Option<FolderFeed<G>> {
        Some(FolderFeed {
            feed: read(self.feed)?,
            articles: self.articles,
            is_named: self.is_named,
        })
    }
}

/// Returns what the innermost folder around a document says.
pub(super) fn feed_of<F>(feeds: &[FolderFeed<F>], index: usize) -> Option<&F> {
    let around = feeds.iter().rfind(|it| it.articles.contains(&index));
    around.map(|it| &it.feed)
}

/// What was found, and how many inputs could not be read. Those are reported already.
#[derive(Default)]
pub(super) struct Inputs {
    pub(super) documents: Vec<Input>,
    /// What the folders say of their feeds, those of a folder behind that of the one around it.
    pub(super) feeds: Vec<FolderFeed<Input>>,
    pub(super) failures: usize,
    /// Whether drafts were left out.
    pub(super) has_drafts: bool,
    /// How many large files are open.
    open: usize,
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
    /// Reads what is large as a whole.
    pub(super) fn whole(&mut self) {
        for input in mem::take(&mut self.documents) {
            let name = input.name.clone();
            match input.whole() {
                Ok(mut documents) => self.documents.append(&mut documents),
                Err(error) => self.fail(&name, &error),
            }
        }
    }

    fn read_folder(&mut self, folder: &Path) {
        let start = self.documents.len();
        let (files, failures) = article_files(folder);
        for (path, source) in failures {
            self.fail(&path.display().to_string(), &Error::io("read")(source));
        }
        // A folder comes before those in it.
        let mut folders = BTreeMap::from([(folder, start..start)]);
        for file in &files {
            let start = self.documents.len();
            self.read_file(file);
            let end = self.documents.len();
            let around = file.ancestors().skip(1);
            for folder in around.take_while(|around| around.starts_with(folder)) {
                folders.entry(folder).or_insert(start..end).end = end;
            }
        }
        for (path, articles) in folders {
            self.read_feed(path, articles, path == folder);
        }
    }

    /// Reads what a folder says of its feed, if it says anything.
    fn read_feed(&mut self, folder: &Path, articles: Range<usize>, is_named: bool) {
        let file = folder.join(FEED_FILE);
        if !file.is_file() {
            return;
        }
        let name = file.display().to_string();
        let large = None;
        match file::read(&file, self.max_size).map_err(Error::io("read")) {
            Ok(bytes) => self.feeds.push(FolderFeed {
                feed: Input { name, bytes, large },
                articles,
                is_named,
            }),
            Err(error) => self.fail(&name, &error),
        }
    }

    fn read_file(&mut self, path: &Path) {
        if self.is_public && is_draft(path) {
            self.has_drafts = true;
            return;
        }
        let name = name_of(path);
        let read = |file| match self.open {
            ..MAX_OPEN => Input::all_of(name.clone(), file, Vec::new(), self.max_size),
            _ => Input::all_read(name.clone(), &file, Vec::new(), self.max_size),
        };
        match file::open(path).and_then(read).map_err(Error::io("read")) {
            Ok(mut documents) => {
                let large = documents.iter().filter(|input| input.large.is_some());
                self.open += large.count();
                self.documents.append(&mut documents);
            }
            Err(error) => self.fail(&name, &error),
        }
    }

    fn fail(&mut self, name: &str, error: &Error) {
        message::error(name, error);
        self.failures += 1;
    }
}

/// Returns whether a file lies in a folder of drafts, as the present one may be.
pub(super) fn is_draft(file: &Path) -> bool {
    std::path::absolute(file).is_ok_and(|file| is_of_drafts(&file))
}

/// Returns whether these are documents with NUL between them: each begins like one, and there is one.
fn is_list(bytes: &[u8]) -> bool {
    let mut documents = bytes.split(|byte| *byte == NUL);
    memchr::memchr(NUL, bytes).is_some()
        && documents.clone().all(begins_like_one)
        && documents.any(|document| !document.trim_ascii_start().is_empty())
}

/// Returns whether these bytes begin like a document, or are blank.
pub(super) fn begins_like_one(bytes: &[u8]) -> bool {
    match bytes.trim_ascii_start() {
        [] => true,
        [b'<', second, ..] => second.is_ascii_alphabetic() || matches!(second, b'?' | b'!'),
        [b'{', inside @ ..] => matches!(inside.trim_ascii_start().first(), Some(b'"' | b'}')),
        document => begins_like_article(document),
    }
}

/// Returns whether these bytes begin like front matter in YAML or TOML.
pub(super) fn begins_like_article(bytes: &[u8]) -> bool {
    bytes.starts_with(b"---") || bytes.starts_with(b"+++")
}

//! Entries of a feed, and the files that they go to.
//!
//! An entry is known by its feed and its identity there; its file says which one it is, and what we wrote there, so that the
//! hand of the user is told from ours whatever becomes of the state.

use std::collections::{HashMap, HashSet};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use super::state::EntryState;
use crate::error::{Error, Result, Warning};
use crate::formats::identity;
use crate::front_matter;
use crate::model::{Article, Feed, Map, Value};
use crate::site::{TEMPORARY, file_stem, write_if_changed};

/// The field of front matter that says which entry a file holds, and of what we wrote there.
const SOURCE: &str = "feed";
const URL: &str = "url";
const ID: &str = "id";
const HASH: &str = "hash";

/// An entry as it would be written.
#[derive(Debug)]
pub(super) struct Entry {
    /// What tells it from the others of its feed.
    key: String,
    link: Option<String>,
    /// The name of its file, without ending.
    stem: String,
    text: String,
    /// Of the text.
    hash: String,
}

/// Returns the entries of a feed, each once: of those with one identity, the first.
pub(super) fn of_feed(url: &str, feed: Feed, limit: Option<usize>) -> Result<Vec<Entry>> {
    let mut seen = HashSet::new();
    let articles = feed.articles.into_iter().take(limit.unwrap_or(usize::MAX));
    let entries = articles.map(|article| entry(url, article));
    let is_new = |entry: &Result<Entry>| match entry {
        Ok(entry) => seen.insert(entry.key.clone()),
        Err(_) => true,
    };
    entries.filter(is_new).collect()
}

fn entry(url: &str, mut article: Article) -> Result<Entry> {
    let key = identity::of(&article);
    let stem = file_stem(&article, &key);
    let link = article.web_url.clone();
    let fields = &mut article.extra.fields;
    fields.remove(SOURCE);
    let source = |hash: Option<&str>| {
        let pairs = [(URL, Some(url)), (ID, Some(key.as_str())), (HASH, hash)];
        let pairs = pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name.into(), value?.into())));
        Value::Map(pairs.collect::<Map>())
    };
    fields.push(SOURCE, source(None));
    let hash = identity::hash(&front_matter::write(&article)?);
    article.extra.fields.remove(SOURCE);
    article.extra.fields.push(SOURCE, source(Some(&hash)));
    let text = front_matter::write(&article)?;
    Ok(Entry {
        key,
        link,
        stem,
        text,
        hash,
    })
}

/// How many entries went where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that are new.
    pub new: usize,
    /// Files that have changed.
    pub updated: usize,
    /// Entries whose files are as they were.
    pub unchanged: usize,
    /// Entries that have changed, and whose files the user has, too: they stay as they are.
    pub kept: usize,
}

/// The output folder.
pub(super) struct Folder {
    root: PathBuf,
    /// The names that are taken, in lower case, since some file systems do not tell cases apart.
    taken: HashSet<String>,
}

impl Folder {
    /// `paths` are those of all entries that are known, in lower case. What a run left that was killed is taken away.
    pub(super) fn new(root: &Path, paths: Vec<String>) -> Self {
        for entry in fs::read_dir(root).into_iter().flatten().flatten() {
            let name = entry.file_name();
            if name.as_encoded_bytes().starts_with(TEMPORARY.as_bytes()) {
                // If it cannot be, it does no harm.
                let _ = fs::remove_file(entry.path());
            }
        }
        Self {
            root: root.to_owned(),
            taken: paths.into_iter().collect(),
        }
    }

    /// Writes the entries of a feed. Returns what is to be remembered, and the keys that are no longer.
    pub(super) fn write(
        &mut self,
        url: &str,
        entries: Vec<Entry>,
        known: &mut HashMap<String, EntryState>,
        counts: &mut Counts,
        warnings: &mut Vec<Warning>,
    ) -> Result<(Vec<EntryState>, Vec<String>)> {
        let present: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        // An entry that is gone, and one at its address that is new: the feed has given it another identity.
        let orphans: HashMap<String, String> = known
            .values()
            .filter(|entry| !present.contains(&entry.key))
            .filter_map(|entry| Some((entry.link.clone()?, entry.key.clone())))
            .collect();
        let mut changed = Vec::new();
        let mut renamed = Vec::new();
        for entry in entries {
            let old = known.remove(&entry.key).or_else(|| {
                let key = orphans.get(entry.link.as_ref()?)?;
                let old = known.remove(key)?;
                renamed.push(key.clone());
                Some(old)
            });
            if let Some(old) = &old
                && old.hash == entry.hash
            {
                counts.unchanged += 1;
                continue;
            }
            let is_known = old.is_some();
            let path = match old {
                Some(old) => old.path,
                None => self.path_for(url, &entry),
            };
            self.put(&path, &entry, is_known, counts, warnings)?;
            changed.push(EntryState {
                key: entry.key,
                link: entry.link,
                path,
                hash: entry.hash,
            });
        }
        Ok((changed, renamed))
    }

    /// Writes the file of an entry, unless the user has had a hand in it.
    fn put(
        &self,
        path: &str,
        entry: &Entry,
        is_known: bool,
        counts: &mut Counts,
        warnings: &mut Vec<Warning>,
    ) -> Result<()> {
        let file = self.root.join(path);
        let in_file = |action| {
            let file = file.clone();
            move |source| Error::InFile {
                path: file,
                source: Box::new(Error::Io { action, source }),
            }
        };
        match fs::read_to_string(&file) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                // A file that the user has deleted stays deleted.
                if is_known {
                    counts.kept += 1;
                    return Ok(());
                }
                fs::create_dir_all(&self.root).map_err(in_file("write"))?;
                write_if_changed(&file, entry.text.as_bytes()).map_err(in_file("write"))?;
                counts.new += 1;
            }
            Ok(text) if text == entry.text => counts.unchanged += 1,
            Ok(text) if is_ours(&text) => {
                write_if_changed(&file, entry.text.as_bytes()).map_err(in_file("write"))?;
                counts.updated += 1;
            }
            Ok(_) | Err(_) => {
                counts.kept += 1;
                warnings.push(Warning::new(format!(
                    "`{path}` has changed in the feed and by hand, and stays as it is"
                )));
            }
        }
        Ok(())
    }

    /// Returns the path of a new entry. One whose name is taken has a hash of what it is, so that it is the same in every
    /// run.
    fn path_for(&mut self, url: &str, entry: &Entry) -> String {
        let plain = format!("{}.md", entry.stem);
        let hash = identity::short_hash(&format!("{url}\n{}", entry.key));
        let hashed = format!("{}-{hash}.md", entry.stem);
        for name in [plain, hashed.clone()] {
            if !self.taken.contains(&name.to_lowercase()) && self.is_free(&name, url, &entry.key) {
                self.taken.insert(name.to_lowercase());
                return name;
            }
        }
        hashed
    }

    /// Returns whether there is no file of that name, or one that holds this entry: from a run that was interrupted, or
    /// whose state is lost.
    fn is_free(&self, name: &str, url: &str, key: &str) -> bool {
        let file = self.root.join(name);
        if fs::symlink_metadata(&file).is_err() {
            return true;
        }
        let text = fs::read_to_string(&file).unwrap_or_default();
        source_of(&text).is_some_and(|(own_url, own_key, _)| own_url == url && own_key == key)
    }
}

/// Returns whether a text is as we wrote it: its hash is that of all else.
fn is_ours(text: &str) -> bool {
    source_of(text).is_some_and(|(.., hash)| {
        let mut is_first = true;
        let mut is_else = |line: &&str| {
            let is_hash = line.trim_start().starts_with(HASH) && line.contains(&hash);
            !(is_hash && std::mem::take(&mut is_first))
        };
        let all_else: String = text
            .split_inclusive('\n')
            .filter(|line| is_else(line))
            .collect();
        identity::hash(&all_else) == hash
    })
}

/// Returns the feed, the identity and the hash that a file names.
fn source_of(text: &str) -> Option<(String, String, String)> {
    let article = front_matter::read(text, &mut Vec::new()).ok()?;
    let Value::Map(source) = article.extra.fields.get(SOURCE)? else {
        return None;
    };
    let text = |name| Some(source.get(name)?.as_str()?.to_owned());
    Some((text(URL)?, text(ID)?, text(HASH)?))
}

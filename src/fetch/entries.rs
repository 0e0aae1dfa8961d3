//! Entries of a feed, as they are to be written: each says which one it is, and what we wrote of it.

use std::collections::HashSet;

use super::FetchOptions;
use super::fields::{Fields, SOURCE};
use crate::error::Result;
use crate::formats::identity;
use crate::front_matter;
use crate::model::{Article, Feed, Map, Value};
use crate::site::file_stem;

const URL: &str = "url";
const ID: &str = "id";
const HASH: &str = "hash";

/// An entry as it would be written.
#[derive(Debug)]
pub(super) struct Entry {
    /// What tells it from the others of its feed.
    pub(super) key: String,
    pub(super) link: Option<String>,
    /// The path of its file, without ending, unless that is taken.
    pub(super) stem: String,
    pub(super) text: String,
    pub(super) fields: Fields,
}

/// Returns the entries of a feed, each once: of those with one identity, the first.
pub(super) fn of_feed(url: &str, feed: Feed, options: &FetchOptions) -> Result<Vec<Entry>> {
    let mut seen = HashSet::new();
    let limit = options.limit.unwrap_or(usize::MAX);
    let entries = feed
        .articles
        .into_iter()
        .take(limit)
        .map(|article| entry(url, article));
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
    // As long as the hash that will stand in its place.
    let blank = Fields::default().hash();
    let pairs = [(URL, url), (ID, key.as_str()), (HASH, blank.as_str())];
    let source = pairs.map(|(name, value)| (name.into(), value.into()));
    fields.push(SOURCE, Value::Map(source.into_iter().collect::<Map>()));
    let mut text = front_matter::write(&article)?;
    let fields = Fields::of(&text);
    put_hash(&mut text, &blank, &fields.hash());
    Ok(Entry {
        key,
        link,
        stem,
        text,
        fields,
    })
}

/// Which entry a file holds.
#[derive(Debug, PartialEq)]
pub(super) struct Source {
    pub(super) url: String,
    pub(super) key: String,
    /// Of what we wrote.
    hash: String,
}

impl Source {
    /// Returns what a file says.
    pub(super) fn of(text: &str) -> Option<Self> {
        let article = front_matter::read(text, &mut Vec::new()).ok()?;
        let Value::Map(source) = article.extra.fields.get(SOURCE)? else {
            return None;
        };
        let text = |name| Some(source.get(name)?.as_str()?.to_owned());
        Some(Self {
            url: text(URL)?,
            key: text(ID)?,
            hash: text(HASH)?,
        })
    }

    /// Returns whether what we wrote was this.
    pub(super) fn is_of(&self, fields: &Fields) -> bool {
        self.hash == fields.hash()
    }
}

/// Puts the hash where a blank one stands: the last in the front matter, since only the format of the body may follow.
fn put_hash(text: &mut String, blank: &str, hash: &str) {
    let end = text.find("\n---\n").unwrap_or(text.len());
    if let Some(start) = text[..end].rfind(blank) {
        text.replace_range(start..start + blank.len(), hash);
    }
}

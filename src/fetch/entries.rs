//! Entries of a feed, as they are to be written: each says which one it is, and what we wrote of it.

use std::collections::HashSet;

use super::FetchOptions;
use super::fields::Fields;
use crate::error::Result;
use crate::formats::identity;
use crate::front_matter::{self, Dialect};
use crate::model::{Article, Map, Source, Value};

/// The field of front matter that says which entry a file holds.
const SOURCE: &str = "feed";

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
pub(super) fn of_articles(
    source: &Source,
    articles: Vec<Article>,
    options: &FetchOptions,
) -> Result<Vec<Entry>> {
    let mut seen = HashSet::new();
    let entries = articles
        .into_iter()
        .map(|article| entry(source, article, options));
    let is_new = |entry: &Result<Entry>| match entry {
        Ok(entry) => seen.insert(entry.key.clone()),
        Err(_) => true,
    };
    entries.filter(is_new).collect()
}

fn entry(source: &Source, mut article: Article, options: &FetchOptions) -> Result<Entry> {
    let key = identity::of(&article);
    let path = options.file_template.path(&article, &key);
    let stem = match &source.folder {
        Some(folder) => format!("{}/{path}", folder.trim_matches('/')),
        None => path,
    };
    let link = article.web_url.clone();
    let fields = &mut article.extra.fields;
    fields.remove(SOURCE);
    let blank = Fields::default().hash();
    let pairs = [
        (URL, source.url.as_str()),
        (ID, key.as_str()),
        (HASH, blank.as_str()),
    ];
    let origin = pairs.map(|(name, value)| (name.into(), value.into()));
    fields.push(SOURCE, Value::Map(origin.into_iter().collect::<Map>()));
    let mut text = front_matter::write_in(options.dialect, &article)?;
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
pub(super) struct Origin {
    pub(super) url: String,
    pub(super) key: String,
    pub(super) link: Option<String>,
    /// Of what we wrote.
    hash: String,
}

impl Origin {
    /// Returns what a file says.
    pub(super) fn of(text: &str, dialect: &Dialect) -> Option<Self> {
        let article = front_matter::read_in(dialect, text, &mut Vec::new()).ok()?;
        let Value::Map(origin) = article.extra.fields.get(SOURCE)? else {
            return None;
        };
        let text = |name| Some(origin.get(name)?.as_str()?.to_owned());
        Some(Self {
            link: article.web_url,
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

/// Puts the hash where a blank one stands: the last in the front matter, since what a feed says stands above.
fn put_hash(text: &mut String, blank: &str, hash: &str) {
    let end = text.find("\n---\n").unwrap_or(text.len());
    if let Some(start) = text[..end].rfind(blank) {
        text.replace_range(start..start + blank.len(), hash);
    }
}

//! Entries of a feed, as they are to be written: each says which one it is, and what we wrote of it.

use std::collections::hash_map;
use std::collections::{HashMap, HashSet};
use std::iter;

use chrono::DateTime;

use super::FetchOptions;
use super::address::place;
use super::fields::{Fields, NESTS, SOURCE};
use crate::error::Result;
use crate::formats::identity;
use crate::front_matter::edit::Edit;
use crate::front_matter::{self, Dialect, Syntax};
use crate::model::{Article, Map, Source, Timestamp, Value};
use crate::text::url;

const URL: &str = "url";
const ID: &str = "id";
const UNDATED: &str = "undated";
const HASH: &str = "hash";

/// The field that says when an entry was published.
pub(super) const DATE: &str = "publishedDateTime";

/// An entry as it would be written.
#[derive(Clone, Debug)]
pub(super) struct Entry {
    /// What tells it from the others of its feed.
    pub(super) key: String,
    pub(super) link: Option<String>,
    /// The path of its file, without ending, unless that is taken.
    pub(super) stem: String,
    pub(super) text: String,
    pub(super) fields: Fields,
    /// Whether its feed gives it no date. It has that of the answer which brought it first, and keeps it.
    pub(super) is_undated: bool,
}

impl Entry {
    /// Returns an entry without a date with that of its file, or with none if it has none; nothing of a file whose fields cannot
    /// be told apart. `base` is what we wrote last: a date of the user's own is no other in the feed.
    pub(super) fn with_date_of(
        &self,
        file: &str,
        base: Option<&Fields>,
        dialect: &Dialect,
    ) -> Option<Self> {
        let key = dialect.key_of(DATE);
        let file = Edit::of(file)?;
        let mut edit = Edit::of(&self.text)?;
        match file.field(key) {
            Some(date) => edit.set(date, None),
            None => edit.remove(key),
        }
        let text = edit.finish()?;
        let mut fields = Fields::of(&text);
        if let Some(base) = base {
            fields = fields.with(key, base);
        }
        Some(Self {
            key: self.key.clone(),
            link: self.link.clone(),
            stem: self.stem.clone(),
            text: text.replace(&self.fields.hash(), &fields.hash()),
            fields,
            is_undated: true,
        })
    }
}

/// Returns articles, each behind what tells it from the others of its feed.
///
/// An identity that different articles of one document share tells nothing: all of these get one made of what they say, and
/// not only those behind the first, which is another one as soon as the feed moves on. Nor does an address alone that is that
/// of the site, `home`: tomorrow's article will have it, too. What an archive says otherwise than a younger document is an older
/// version of the same.
pub(super) fn keyed(documents: Vec<Vec<Article>>, home: Option<&str>) -> Vec<(String, Article)> {
    let mut shared = HashSet::new();
    for articles in &documents {
        let mut first = HashMap::new();
        for article in articles {
            let Some(identity) = article.identity() else {
                continue;
            };
            match first.entry(identity) {
                hash_map::Entry::Vacant(place) => {
                    place.insert(article);
                }
                hash_map::Entry::Occupied(first) => {
                    if !shared.contains(identity)
                        && identity::uuid_of(first.get()) != identity::uuid_of(article)
                    {
                        shared.insert(identity.to_owned());
                    }
                }
            }
        }
    }
    let home = home.map(identity::canonical);
    let is_home = |article: &Article, address: &str| {
        let is_at = |home: &str| place(home) == place(&identity::canonical(address));
        article.id.is_none() && home.as_deref().is_some_and(is_at)
    };
    let key = |article: &Article| match article.identity() {
        Some(own) if !shared.contains(own) && !is_home(article, own) => own.to_owned(),
        _ => identity::uuid_of(article),
    };
    let articles = documents.into_iter().flatten();
    articles.map(|article| (key(&article), article)).collect()
}

/// Returns the entries of a feed of this name, each once: of those with one key, the first. `time` is that of its answer.
pub(super) fn of_articles(
    source: &Source,
    name: &str,
    articles: Vec<(String, Article)>,
    time: i64,
    options: &FetchOptions,
) -> Result<Vec<Entry>> {
    let mut seen = HashSet::new();
    let entries = articles
        .into_iter()
        // Those without a date stay in the order of the feed, the newest first.
        .zip((0..=time).rev())
        .map(|((key, article), time)| entry(source, name, key, article, time, options));
    let is_new = |entry: &Result<Entry>| match entry {
        Ok(entry) => seen.insert(entry.key.clone()),
        Err(_) => true,
    };
    entries.filter(is_new).collect()
}

fn entry(
    source: &Source,
    name: &str,
    key: String,
    mut article: Article,
    time: i64,
    options: &FetchOptions,
) -> Result<Entry> {
    let link = article.web_url.clone();
    let is_undated = article.first_date_time().is_none();
    if is_undated {
        let time = DateTime::from_timestamp(time, 0);
        article.published_date_time = time.map(|time| Timestamp::from(time.fixed_offset()));
    }
    let path = options.file_template.path(&article, &key);
    let stem = match source.folder.as_deref().map(|path| path.trim_matches('/')) {
        None | Some("") => path,
        Some(folder) => format!("{folder}/{path}"),
    };
    // Whoever reads the files learns no password.
    let url = url::without_user(name);
    let mut write = |hash: &str| {
        let mut origin = Map::default();
        origin.push(URL, Value::Str(url.clone()));
        origin.push(ID, Value::Str(key.clone()));
        if is_undated {
            origin.push(UNDATED, Value::Bool(true));
        }
        origin.push(HASH, Value::Str(hash.to_owned()));
        let fields = &mut article.extra.fields;
        fields.remove(SOURCE);
        fields.push(SOURCE, Value::Map(origin));
        front_matter::write_with(&article, &options.front_matter())
    };
    let blank = Fields::default().hash();
    let mut text = write(&blank)?;
    let fields = Fields::of(&text);
    let hash = fields.hash();
    if options.syntax == Syntax::Yaml {
        put_hash(&mut text, &blank, &hash);
    } else {
        // What is carried may stand below, whatever it says.
        text = write(&hash)?;
    }
    Ok(Entry {
        key,
        link,
        stem,
        text,
        fields,
        is_undated,
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
    /// Returns what a file says, whatever dialect it was written in.
    pub(super) fn of(text: &str, dialect: &Dialect) -> Option<Self> {
        Self::read(text, dialect).ok()?
    }

    /// Returns the same, or why nobody can read the file.
    pub(super) fn read(text: &str, dialect: &Dialect) -> Result<Option<Self>> {
        let article = front_matter::read_in(dialect, text, &mut Vec::new())?;
        let fields = &article.extra.fields;
        let nests = NESTS.iter().filter_map(|nest| map(fields, nest));
        let mut places = iter::once(fields).chain(nests);
        let Some(origin) = places.find_map(|place| map(place, SOURCE)) else {
            return Ok(None);
        };
        let text = |name| Some(origin.get(name)?.as_str()?.to_owned());
        let of = |link| {
            Some(Self {
                link,
                url: text(URL)?,
                key: text(ID)?,
                hash: text(HASH)?,
            })
        };
        Ok(of(article.web_url))
    }

    /// Returns whether that is this one.
    pub(super) fn is_entry(&self, url: &str, key: &str) -> bool {
        self.key == key && url::without_user(&self.url) == url::without_user(url)
    }

    /// Returns whether what we wrote was this.
    pub(super) fn is_of(&self, fields: &Fields) -> bool {
        self.hash == fields.hash()
    }
}

fn map<'a>(fields: &'a Map, key: &str) -> Option<&'a Map> {
    match fields.get(key)? {
        Value::Map(map) => Some(map),
        _ => None,
    }
}

/// Puts the hash where a blank one stands: the last in the front matter, since what a feed says stands above.
fn put_hash(text: &mut String, blank: &str, hash: &str) {
    let end = text.find("\n---\n").unwrap_or(text.len());
    if let Some(start) = text[..end].rfind(blank) {
        text.replace_range(start..start + blank.len(), hash);
    }
}

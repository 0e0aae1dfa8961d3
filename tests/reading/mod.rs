//! What the reader makes of feeds as people write them: small tables, an input and what arrives.

mod addresses;
mod back;
mod borrowed;
mod damage;
mod encoding;
mod files;
mod json;
mod links;
mod meaning;
mod people;
mod pieces;
mod refusal;
mod text;
mod titles;

use feedmatter::formats::{self, Document, ReadOptions};
use feedmatter::model::{Article, Feed, Record, Value};

pub(super) const ATOM: &str = "http://www.w3.org/2005/Atom";

pub(super) fn document(bytes: impl AsRef<[u8]>) -> Document {
    let bytes = bytes.as_ref();
    formats::read(bytes, &ReadOptions::default())
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

pub(super) fn feed(xml: &str) -> Feed {
    document(xml).feed
}

pub(super) fn only(xml: &str) -> Article {
    let mut articles = feed(xml).articles;
    assert_eq!(articles.len(), 1, "{xml}");
    articles.remove(0)
}

pub(super) fn rss(item: &str) -> Article {
    only(&format!(
        "<rss version=\"2.0\"><channel><title>F</title><item>{item}</item></channel></rss>"
    ))
}

pub(super) fn atom(entry: &str) -> Article {
    only(&format!(
        "<feed xmlns=\"{ATOM}\"><title>F</title><entry>{entry}</entry></feed>"
    ))
}

pub(super) fn body(article: &Article) -> &str {
    article
        .body
        .as_ref()
        .map_or("", |body| body.text.trim_end())
}

/// What an article keeps of its feed, for the same format.
pub(super) fn kept(record: &impl Record) -> Vec<String> {
    let Some(Value::Map(reserved)) = record.extra().fields.get("feedmatter") else {
        return Vec::new();
    };
    match reserved.get("xml") {
        Some(Value::List(items)) => {
            let texts = items.iter().filter_map(Value::as_str);
            texts.map(str::to_owned).collect()
        }
        _ => Vec::new(),
    }
}

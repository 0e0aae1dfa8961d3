//! [RSS 2.0](https://www.rssboard.org/rss-specification); RSS 0.9x, 1.0 and 1.1 are read as well.

mod channel;
mod defects;
mod item;
mod link;

use super::detection::Shape;
use super::lossless::{Remainders, Standard};
use super::pieces::{self, Piece};
use super::reading::{Item, Make, Reading, Whole};
use super::transit::Part;
use super::{Format, ReadOptions, kept};
use crate::error::{Error, Result};
use crate::mapping::Row;
use crate::mapping::remainder::Remainder;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{Article, Feed};
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::segments::Source;
use crate::xml::element::Extensible;
use crate::xml::guard;

/// RSS 2.0.
pub(crate) struct Rss;

const NAME: &str = "rss";

impl kept::Keeping for rss::Channel {
    const FORMAT: &'static str = NAME;

    fn has(&self, name: &str) -> bool {
        let single = [
            "title",
            "link",
            "description",
            "language",
            "copyright",
            "lastBuildDate",
            "generator",
            "ttl",
            "image",
        ];
        single.contains(&name)
    }
}

impl kept::Keeping for rss::Item {
    const FORMAT: &'static str = NAME;

    fn has(&self, name: &str) -> bool {
        let single = [
            "title",
            "link",
            "description",
            "guid",
            "pubDate",
            "content:encoded",
            "atom:author",
        ];
        single.contains(&name)
    }
}

impl Format for Rss {
    fn name(&self) -> &'static str {
        NAME
    }

    fn has_file_name(&self, _stem: &str, ending: &str) -> bool {
        matches!(ending, "rss" | "xml")
    }

    fn recognises(&self, shape: Shape<'_>) -> bool {
        matches!(shape, Shape::Xml(Family::Rss))
    }

    fn has_person_urls(&self) -> bool {
        false
    }

    /// An editor is responsible for a channel, and need not have written its items.
    fn inherits_authors(&self) -> bool {
        false
    }

    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard> {
        READING.read(text, options)
    }

    fn read_source(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
    ) -> Result<Option<Standard>> {
        READING.read_source(source, start, options)
    }

    fn pass(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
        make: &Make<'_, Part>,
    ) -> Result<Option<(Standard, Vec<Part>)>> {
        READING.pass(source, start, options, make)
    }

    fn write_standard(&self, feed: &Feed, remainders: &Remainders) -> Result<String> {
        let mut channel: rss::Channel = write_rows(channel::rows(), feed);
        if let Some(remainder) = &remainders.feed {
            channel.push_extension(remainder.write_xml("fm:feed"));
        }
        let pieces = pieces::write(&feed.articles, remainders, items)?;
        let of_items = pieces
            .iter()
            .flat_map(|piece| piece.prefixes.iter().cloned());
        channel.namespaces = kept::declared(kept::prefixes_of(&channel).chain(of_items));
        if !pieces.is_empty() {
            channel.items = vec![rss::Item::default()];
        }
        let items = pieces.iter().map(|piece| piece.text.as_str());
        guard::finish(&printed(&channel)?, items, NAME, &STYLE)
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        item::rows().map(Row::names).collect()
    }

    fn feed_rows(&self) -> Vec<(&'static str, &'static str)> {
        channel::rows().map(Row::names).collect()
    }
}

/// The [RSS profile](https://www.rssboard.org/rss-profile#data-types-characterdata) asks for hexadecimal references in
/// text, which no reader takes for markup.
const STYLE: guard::Style = guard::Style {
    entry: "item",
    ampersand: "&#x26;",
    reference: "&#x26;",
    less_than: "&#x3C;",
    content: "content:encoded",
    amend: defects::amend,
};

const READING: Reading<rss::Channel, ()> = Reading {
    family: Family::Rss,
    around: &["rss", "channel"],
    parsed,
    articles: read_items,
    standard,
    depends: |_, ()| false,
};

fn parsed(text: &str) -> Result<rss::Channel> {
    rss::Channel::read_from(text.as_bytes()).map_err(|source| Error::refused(NAME, "read", source))
}

fn read_items(channel: &rss::Channel) -> Vec<Item<()>> {
    let items = channel.items.iter();
    items
        .map(|item| Item::of(item, read_rows(item::rows(), item), ()))
        .collect()
}

fn standard(read: Whole<rss::Channel, ()>) -> Standard {
    let feed = read_rows(channel::rows(), &read.document);
    let is_own = channel::is_own(&read.document);
    read.standard(feed, is_own)
}

/// Writes some articles.
fn items(articles: &[(&Article, Option<&Remainder>)]) -> Result<Piece> {
    let mut channel = rss::Channel::default();
    let mut contents = Vec::new();
    for (article, remainder) in articles {
        let mut item: rss::Item = write_rows(item::rows(), *article);
        if let Some(remainder) = remainder {
            item.push_extension(remainder.write_xml("fm:article"));
        }
        contents.extend(item.content.as_mut().map(std::mem::take));
        channel.items.push(item);
    }
    Ok(Piece {
        prefixes: channel.items.iter().flat_map(prefixes).collect(),
        text: guard::entries(&printed(&channel)?, contents, NAME, &STYLE)?,
    })
}

/// Returns the prefixes of an item: the crate has a place of its own for the content.
fn prefixes(item: &rss::Item) -> impl Iterator<Item = String> {
    let content = item.content.iter().map(|_| "content".to_owned());
    kept::prefixes_of(item).chain(content)
}

/// Returns what the crate writes.
fn printed(channel: &rss::Channel) -> Result<String> {
    let bytes = channel
        .write_to(Vec::new())
        .map_err(|source| Error::refused(NAME, "write", source))?;
    String::from_utf8(bytes).map_err(|source| Error::refused(NAME, "write", source))
}

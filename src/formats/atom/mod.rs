//! [Atom 1.0](https://www.rfc-editor.org/rfc/rfc4287).

mod defects;
mod entry;
mod feed;
mod text;

use super::detection::Shape;
use super::lossless::{Remainders, Standard};
use super::pieces::{self, Piece};
use super::reading::{Item, Make, Reading, Whole};
use super::transit::Part;
use super::{Format, ReadOptions, inheritance, kept, links};
use crate::error::{Error, Result};
use crate::mapping::Row;
use crate::mapping::remainder::Remainder;
use crate::mapping::row::{read_rows, write_rows};
use crate::model::{Article, Feed, Timestamp};
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::segments::Source;
use crate::xml::element::Extensible;
use crate::xml::guard;
use atom_syndication as atom;

/// Atom 1.0.
pub(crate) struct Atom;

const NAME: &str = "atom";

impl kept::Keeping for atom::Feed {
    const FORMAT: &'static str = NAME;

    fn has(&self, name: &str) -> bool {
        let single = [
            "title",
            "id",
            "updated",
            "subtitle",
            "rights",
            "generator",
            "icon",
            "logo",
            "author",
        ];
        single.contains(&name)
    }

    fn has_alternate(&self, media_type: Option<&str>, language: Option<&str>) -> bool {
        links::has_alternate(self, media_type, language)
    }
}

impl kept::Keeping for atom::Entry {
    const FORMAT: &'static str = NAME;

    fn has(&self, name: &str) -> bool {
        match name {
            // That which is no text comes back as it was.
            "content" => self.content.is_some(),
            name => {
                let single = ["title", "id", "updated", "published", "summary", "author"];
                single.contains(&name)
            }
        }
    }

    fn has_alternate(&self, media_type: Option<&str>, language: Option<&str>) -> bool {
        links::has_alternate(self, media_type, language)
    }
}

impl Format for Atom {
    fn name(&self) -> &'static str {
        NAME
    }

    fn has_file_name(&self, stem: &str, ending: &str) -> bool {
        let mut words = stem.split(|c: char| !c.is_alphabetic());
        ending == "atom" || ending == "xml" && words.any(|word| word == "atom")
    }

    fn recognises(&self, shape: Shape<'_>) -> bool {
        matches!(shape, Shape::Xml(Family::Atom))
    }

    fn has_person_urls(&self) -> bool {
        true
    }

    fn has_made_up_author(&self, feed: &Feed) -> bool {
        let authors = feed.authors.iter().cloned();
        feed::without_title(authors, feed.title.as_deref()).len() < feed.authors.len()
    }

    /// [RFC 4287, 4.1.2](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2).
    fn needs_text(&self) -> bool {
        true
    }

    fn needs_dates(&self) -> bool {
        true
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
        let mut document: atom::Feed = write_rows(feed::rows(), feed);
        if let Some(remainder) = &remainders.feed {
            document.push_extension(remainder.write_xml("fm:feed"));
        }
        // An entry must have a date. That of the newest sibling is at least plausible.
        let articles = feed.articles.iter();
        let dated = articles.filter(|article| article.published_date_time.is_some());
        let newest = inheritance::newest(dated)
            .map_or_else(atom::FixedDateTime::default, Timestamp::date_time);
        let pieces = pieces::write(&feed.articles, remainders, |articles| {
            entries(articles, newest)
        })?;
        let of_entries = pieces
            .iter()
            .flat_map(|piece| piece.prefixes.iter().cloned());
        document.namespaces = kept::declared(kept::prefixes_of(&document).chain(of_entries));
        if !pieces.is_empty() {
            document.entries = vec![atom::Entry::default()];
        }
        let entries = pieces.iter().map(|piece| piece.text.as_str());
        guard::finish(&printed(&mut document)?, entries, NAME, &STYLE)
    }

    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        entry::rows().map(Row::names).collect()
    }

    fn feed_rows(&self) -> Vec<(&'static str, &'static str)> {
        feed::rows().map(Row::names).collect()
    }
}

const STYLE: guard::Style = guard::Style {
    entry: "entry",
    ampersand: "&amp;",
    reference: "&#x26;",
    less_than: "&lt;",
    content: "content",
    amend: defects::amend,
};

/// As we write it, an entry that does not say when it was published has the date of its last change or, if it has none,
/// the newest of those that do: that is not its own.
fn tell_dates_apart(articles: &mut [Article], dates: &[Dates]) {
    let dated = dates.iter().filter(|dates| dates.is_published);
    let newest = dated.map(|dates| dates.updated).max();
    for (article, dates) in articles.iter_mut().zip(dates) {
        let is_updated = |date: &mut Timestamp| date.instant() == dates.updated;
        if !dates.is_published
            && let Some(date) = article.published_date_time.take_if(is_updated)
            && newest != Some(dates.updated)
        {
            article.updated_date_time = Some(date);
        }
    }
}

/// What an entry says of its dates.
struct Dates {
    updated: atom::FixedDateTime,
    is_published: bool,
}

const READING: Reading<atom::Feed, Dates> = Reading {
    family: Family::Atom,
    around: &["feed"],
    parsed,
    articles: read_entries,
    standard,
    // It may have the date of another.
    depends: |around, dates| around.is_own && !dates.is_published,
};

fn parsed(text: &str) -> Result<atom::Feed> {
    atom::Feed::read_from(text.as_bytes()).map_err(|source| Error::refused(NAME, "read", source))
}

fn read_entries(document: &atom::Feed) -> Vec<Item<Dates>> {
    let read = |entry: &atom::Entry| {
        let dates = Dates {
            updated: entry.updated,
            is_published: entry.published.is_some(),
        };
        Item::of(entry, read_rows(entry::rows(), entry), dates)
    };
    document.entries.iter().map(read).collect()
}

fn standard(mut read: Whole<atom::Feed, Dates>) -> Standard {
    let is_own = feed::is_own(&read.document);
    if is_own {
        tell_dates_apart(&mut read.items.articles, &read.items.beside);
    }
    let feed = read_rows(feed::rows(), &read.document);
    read.standard(feed, is_own)
}

/// Writes some articles; those without a date bear the one that is given.
fn entries(
    articles: &[(&Article, Option<&Remainder>)],
    date: atom::FixedDateTime,
) -> Result<Piece> {
    let mut document = atom::Feed::default();
    let mut contents = Vec::new();
    for (article, remainder) in articles {
        let mut entry: atom::Entry = write_rows(entry::rows(), *article);
        entry.updated = defects::stated(entry.updated).unwrap_or(date);
        if let Some(remainder) = remainder {
            entry.push_extension(remainder.write_xml("fm:article"));
        }
        let content = entry.content.as_mut();
        contents.extend(content.map(|content| content.value.take().unwrap_or_default()));
        document.entries.push(entry);
    }
    Ok(Piece {
        prefixes: document
            .entries
            .iter()
            .flat_map(kept::prefixes_of)
            .collect(),
        text: guard::entries(&printed(&mut document)?, contents, NAME, &STYLE)?,
    })
}

/// Returns what the crate writes.
fn printed(document: &mut atom::Feed) -> Result<String> {
    defects::escape_attributes(document);
    let bytes = document
        .write_to(Vec::new())
        .map_err(|source| Error::refused(NAME, "write", source))?;
    String::from_utf8(bytes).map_err(|source| Error::refused(NAME, "write", source))
}

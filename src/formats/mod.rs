//! Feeds in their formats, read and written.
//!
//! ```
//! use feedmatter::formats::{self, ReadOptions, WriteOptions};
//! use feedmatter::mapping::Profile;
//!
//! let xml = "<rss version='2.0'><channel><title>News</title><item><title>Hello</title></item></channel></rss>";
//! let document = formats::read(xml.as_bytes(), &ReadOptions::foreign())?;
//! assert_eq!(document.feed.articles[0].title.as_deref(), Some("Hello"));
//!
//! let atom = formats::write("atom", &document.feed, &WriteOptions::of(Profile::Public))?;
//! assert!(atom.contains("<title type=\"text\">Hello</title>"));
//! # Ok::<(), feedmatter::Error>(())
//! ```

// To add a format: copy the nearest folder, give it rows, name it in `FORMATS`; tell `detection.rs` of a shape it does not know.

mod atom;
mod avatar;
pub(crate) mod body;
mod categories;
mod cleaning;
mod detection;
mod discovery;
mod document;
mod draft;
mod dublin_core;
pub(crate) mod duration;
mod enclosure;
pub(crate) mod identity;
mod inheritance;
mod json_feed;
pub(crate) mod kept;
mod language;
mod lines;
mod links;
mod lossless;
mod media;
pub(crate) mod ndjson;
mod options;
mod paging;
mod pieces;
mod preparation;
mod publishing;
mod reading;
mod rss;
mod side;
pub(crate) mod synonyms;
mod table;
mod transit;
mod tsv;

pub use body::BodyForm;
pub(crate) use detection::{Kind, PLAIN_TEXT, kind_of, text_of};
pub use document::{Document, read, read_as};
pub(crate) use document::{feeds_of_page, merged, read_feed_file, read_source};
pub(crate) use inheritance::{SaidLanguage, make_feed_absolute, put_language};
pub use lines::Lines;
pub(crate) use lines::{Line, numbered, on_line};
pub(crate) use lossless::read as read_feed;
pub use options::{ReadOptions, WriteOptions};
pub use table::mapping_table;
pub(crate) use transit::{Straight, StraightLines, Transit};

pub use crate::limits::Limits;
pub(crate) use crate::xml::canonical::segments::Source;
pub use crate::xml::decode::Encoding;

use self::detection::Shape;
use self::lines::Linewise;
use self::lossless::{Remainders, Standard};
use self::reading::Make;
use self::transit::Part;
use crate::error::{Error, Result};
use crate::mapping::Profile;
use crate::model::{Article, Enclosure, Extra, Feed};

/// Every format of feeds.
static FORMATS: [&dyn Format; 5] = [
    &rss::Rss,
    &atom::Atom,
    &json_feed::JsonFeed,
    &ndjson::Ndjson,
    &tsv::Tsv,
];

/// A format of feeds.
pub(crate) trait Format: Sync {
    /// Returns the name, as the command line has it.
    fn name(&self) -> &'static str;

    /// Returns whether files with names such as `stem.ending` are in the format.
    fn has_file_name(&self, stem: &str, ending: &str) -> bool;

    /// Returns whether a document of that shape is one of the format.
    fn recognises(&self, shape: Shape<'_>) -> bool;

    /// Returns whether the format is the model written down: nothing has to be made up for it, and nothing carried beside it.
    fn is_exact(&self) -> bool {
        false
    }

    /// Returns how lines are read, if each article stands on one of its own with nothing around them.
    fn linewise(&self) -> Option<&dyn Linewise> {
        None
    }

    /// Returns whether the format has room for a remainder. One that has not is always public.
    fn keeps_everything(&self) -> bool {
        true
    }

    /// Returns whether the format has a place for the page of a person.
    fn has_person_urls(&self) -> bool;

    /// Returns whether the format has a place for the picture of a person.
    fn has_pictures(&self) -> bool {
        false
    }

    /// Returns what tells the unknown fields of an attached file that anyone may read, if the format has a place for some.
    fn public_extra(&self) -> Option<fn(&Enclosure) -> Extra> {
        None
    }

    /// Returns whether people must have a name.
    fn needs_names(&self) -> bool {
        true
    }

    /// Returns whether the format has a place for the publisher of an article.
    fn has_publishers(&self) -> bool {
        true
    }

    /// Returns whether an article without authors has those of its feed.
    fn inherits_authors(&self) -> bool {
        true
    }

    /// Returns whether an author of this feed looks like one who is there because the format requires one.
    fn has_made_up_author(&self, _: &Feed) -> bool {
        false
    }

    /// Returns whether the format tells categories from topics.
    fn has_vocabularies(&self) -> bool {
        true
    }

    /// Returns whether every article must have its text, or an address where it is.
    fn needs_text(&self) -> bool {
        false
    }

    /// Returns whether every article must have a date.
    fn needs_dates(&self) -> bool {
        false
    }

    /// Reads the standard elements, and the remainders beside them.
    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard>;

    /// Reads a document that need not be in memory, from a byte on; `None` if it has to be.
    fn read_source(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
    ) -> Result<Option<Standard>> {
        let _ = (source, start, options);
        Ok(None)
    }

    /// Reads such a document, and makes parts of its articles as soon as they are read; `None` if that cannot be.
    fn pass(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
        make: &Make<'_, Part>,
    ) -> Result<Option<(Standard, Vec<Part>)>> {
        let _ = (source, start, options, make);
        Ok(None)
    }

    /// Writes the standard elements, and the remainders beside them.
    fn write_standard(&self, feed: &Feed, remainders: &Remainders) -> Result<String>;

    /// Returns fields of articles and their places; none if all have their own names.
    fn article_rows(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }

    /// Returns fields of feeds and their places.
    fn feed_rows(&self) -> Vec<(&'static str, &'static str)> {
        Vec::new()
    }
}

/// The name of the format that is one article a file.
pub const FRONT_MATTER: &str = "front-matter";

/// Returns a [BCP 47](https://www.rfc-editor.org/rfc/rfc5646#section-2.1) tag as feeds write it, if this can be one.
pub fn language(tag: &str) -> Option<String> {
    language::write(tag)
}

/// Returns the names of all formats, of which [`write()`] takes every one but [`FRONT_MATTER`].
///
/// ```
/// let names = feedmatter::formats::names();
/// assert_eq!(names, ["front-matter", "rss", "atom", "json", "ndjson", "tsv"]);
/// ```
pub fn names() -> Vec<&'static str> {
    [FRONT_MATTER]
        .into_iter()
        .chain(FORMATS.iter().map(|format| format.name()))
        .collect()
}

/// Returns whether articles survive the format of that name whole, if that is what the profile asks for.
pub fn keeps_everything(name: &str) -> bool {
    name == FRONT_MATTER || by_name(name).is_ok_and(Format::keeps_everything)
}

/// Returns whether articles of that format stand on lines of their own, with nothing around them.
pub(crate) fn is_lines(name: &str) -> bool {
    linewise(name).is_ok()
}

/// Returns the format whose documents begin with these lines, if it is one of lines.
pub(crate) fn lines_begun(bytes: &[u8]) -> Option<&'static str> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}');
    let shape = match text.trim_start().as_bytes() {
        [b'{', ..] => Shape::Json(text),
        _ => Shape::Text(text),
    };
    let format = detection::format_of(shape)?;
    format.linewise().map(|_| format.name())
}

/// Reads a line in the format of that name; `None` if there is nothing on it.
///
/// # Errors
///
/// Fails if it could not be had, breaks the rules of the format, or if there is no such format of lines.
pub(crate) fn read_line(name: &str, line: Line, options: &ReadOptions) -> Result<Option<Document>> {
    line.read(linewise(name)?, options)
}

/// Returns the format of lines that a file with that name is in: of JSON, whatever is on them; tables of other programs have names
/// as those of sfeed, so that one of the lines has to be such.
pub(crate) fn lines_of_file(name: &str, text: &str) -> Option<&'static dyn Format> {
    let format = by_name(of_file_name(name)?).ok()?;
    format.linewise()?;
    let mut lines = lines::numbered(text);
    let is_such = format.name() == ndjson::NAME
        || lines.any(|(_, line)| format.recognises(detection::Shape::Text(line)));
    is_such.then_some(format)
}

/// Returns the name of the format that a file with that name is in, if its ending tells.
pub fn of_file_name(name: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    let (stem, ending) = name.rsplit_once('.')?;
    if matches!(ending, "md" | "markdown" | "mdx" | "html" | "htm") {
        return Some(FRONT_MATTER);
    }
    // RSS, the first, has every `.xml` that is of no other.
    let mut formats = FORMATS.into_iter().rev();
    let format = formats.find(|format| format.has_file_name(stem, ending));
    format.map(Format::name)
}

/// Returns whether names of files that end so are of a format of feeds.
pub(crate) fn is_feed_ending(ending: &str) -> bool {
    let ending = ending.to_ascii_lowercase();
    let mut formats = FORMATS.iter();
    formats.any(|format| format.has_file_name("", &ending))
}

/// Writes a feed in the format of that name: `rss`, `atom`, `json` for JSON Feed, `ndjson` or `tsv`. For front matter, see
/// [`front_matter::write`](crate::front_matter::write).
///
/// The default options write everything, and those of [`Profile::Public`] what anyone may read.
///
/// # Errors
///
/// Fails if there is no such format, or if values are nested too deeply.
pub fn write(name: &str, feed: &Feed, options: &WriteOptions) -> Result<String> {
    let format = by_name(name)?;
    if !is_whole(format, options) {
        return write_owned(name, feed.clone(), options);
    }
    Ok(options.styled(lossless::write(format, feed)?))
}

/// Writes a feed that nobody else needs.
pub(crate) fn write_owned(name: &str, feed: Feed, options: &WriteOptions) -> Result<String> {
    let format = by_name(name)?;
    if is_whole(format, options) {
        let text = write(name, &feed, options);
        pieces::forget(feed);
        return text;
    }
    let text = write_seen(name, public(format, feed, options))?;
    Ok(options.styled(text))
}

/// Returns a feed as a format of lines sees it, so that its articles can be written some at a time.
///
/// # Errors
///
/// Fails as [`write`] does.
pub(crate) fn as_seen(name: &str, feed: Feed, options: &WriteOptions) -> Result<Feed> {
    let format = by_name(name)?;
    if is_whole(format, options) {
        lossless::check_depth(&feed)?;
        Ok(feed)
    } else {
        Ok(public(format, feed, options))
    }
}

/// Writes what [`as_seen`] returned, or some of its articles.
pub(crate) fn write_seen(name: &str, feed: Feed) -> Result<String> {
    let text = by_name(name)?.write_standard(&feed, &Remainders::default())?;
    pieces::forget(feed);
    Ok(text)
}

/// Returns what is said of a feed beside all of its articles but the first, in a format of lines.
pub(crate) fn repeated(name: &str, feed: &Feed) -> Feed {
    linewise(name).map_or_else(|_| Feed::default(), |format| format.repeated(feed))
}

/// Returns whether everything is to be written.
fn is_whole(format: &dyn Format, options: &WriteOptions) -> bool {
    options.profile == Profile::Lossless && format.keeps_everything()
}

/// Returns what anyone may read of a feed, whichever format it will be in. What is Markdown stays so.
pub(crate) fn published(feed: Feed, options: &WriteOptions) -> Feed {
    let options = &WriteOptions {
        has_safe_bodies: true,
        ..options.clone()
    };
    let mut feed = public(&ndjson::Ndjson, feed, options);
    preparation::publish_bodies(&mut feed);
    feed
}

/// After so many looks, there is nothing more to clean.
const MAX_LOOKS: usize = 4;

/// Returns what anyone may read of a feed, as rows see it.
fn public(format: &dyn Format, feed: Feed, options: &WriteOptions) -> Feed {
    let mut tell_apart = |articles: &mut [_]| identity::tell_apart(articles, identity::canonical);
    public_with(format, feed, options, &mut tell_apart)
}

/// Returns it with articles that are told apart in this way, at each look.
fn public_with(
    format: &dyn Format,
    feed: Feed,
    options: &WriteOptions,
    tell_apart: &mut dyn FnMut(&mut [Article]),
) -> Feed {
    let mut feed = preparation::prepared_public(format, feed, options, tell_apart);
    // What cleaning leaves empty is nothing to rows, but something to the model.
    for _ in 0..if format.is_exact() { MAX_LOOKS } else { 0 } {
        let again = preparation::prepared_public(format, feed.clone(), options, tell_apart);
        if again == feed {
            break;
        }
        feed = again;
    }
    feed
}

fn by_name(name: &str) -> Result<&'static dyn Format> {
    let format = FORMATS.into_iter().find(|format| format.name() == name);
    format.ok_or_else(|| Error::UnknownFormat {
        found: name.to_owned(),
    })
}

fn linewise(name: &str) -> Result<&'static dyn Linewise> {
    let format = by_name(name)?.linewise();
    format.ok_or_else(|| Error::UnknownFormat {
        found: name.to_owned(),
    })
}

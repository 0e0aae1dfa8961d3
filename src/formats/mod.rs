//! Feeds in their formats, read and written.
//!
//! ```
//! use feedmatter::formats::{self, ReadOptions, WriteOptions};
//!
//! let xml = "<rss version='2.0'><channel><title>News</title><item><title>Hello</title></item></channel></rss>";
//! let document = formats::read(xml.as_bytes(), &ReadOptions::default())?;
//! assert_eq!(document.feed.articles[0].title.as_deref(), Some("Hello"));
//!
//! let atom = formats::write("atom", &document.feed, &WriteOptions::default())?;
//! assert!(atom.contains("<title type=\"text\">Hello</title>"));
//! # Ok::<(), feedmatter::Error>(())
//! ```
//!
//! To add a format: copy the nearest folder, give it rows, name it in `FORMATS`. Nothing else needs a change, unless its
//! documents have a shape that `detection.rs` does not know.

mod atom;
mod body;
mod categories;
mod cleaning;
mod detection;
mod discovery;
mod dublin_core;
mod duration;
mod enclosure;
pub(crate) mod identity;
mod inheritance;
mod json_feed;
mod kept;
mod language;
mod links;
mod lossless;
mod media;
mod paging;
mod pieces;
mod preparation;
mod publishing;
mod rss;
mod side;
mod synonyms;
mod table;

pub(crate) use detection::{Kind, PLAIN_TEXT, kind_of, text_of};
pub use table::mapping_table;

pub use crate::xml::decode::Encoding;
pub use crate::xml::limits::Limits;

use ::url::Url;
use chrono::{DateTime, Utc};

use self::detection::Shape;
use self::lossless::{Remainders, Standard};
use crate::error::{Error, Result, Warning};
use crate::front_matter;
use crate::mapping::Profile;
use crate::model::Feed;
use crate::xml::decode::decode_strictly;
use crate::xml::guard;

/// Every format of feeds.
static FORMATS: [&dyn Format; 3] = [&rss::Rss, &atom::Atom, &json_feed::JsonFeed];

/// A format of feeds.
pub(crate) trait Format: Sync {
    /// Returns the name, as the command line has it.
    fn name(&self) -> &'static str;

    /// Returns whether a document of that shape is one of the format.
    fn recognises(&self, shape: Shape<'_>) -> bool;

    /// Returns whether the format has a place for the page of a person.
    fn has_person_urls(&self) -> bool;

    /// Returns whether the format tells categories from topics.
    fn has_vocabularies(&self) -> bool {
        true
    }

    /// Returns whether every article must have a date.
    fn needs_dates(&self) -> bool {
        false
    }

    /// Reads the standard elements, and the remainders beside them.
    fn read_standard(&self, text: &str, options: &ReadOptions) -> Result<Standard>;

    /// Writes the standard elements, and the remainders beside them.
    fn write_standard(&self, feed: &Feed, remainders: &Remainders) -> Result<String>;

    /// Returns fields of articles and their places.
    fn article_rows(&self) -> Vec<(&'static str, &'static str)>;

    /// Returns fields of feeds and their places.
    fn feed_rows(&self) -> Vec<(&'static str, &'static str)>;
}

/// How to read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Whether `fm:article` and `_feedmatter` count. They do for one's own documents; in those of strangers they could set any field.
    pub honours_remainder: bool,
    /// Whether bodies stay as they are, scripts included. Those that the remainder covers always do.
    pub keeps_unsafe_html: bool,
    /// The encoding of the document, whatever it says itself.
    pub encoding: Option<Encoding>,
    /// The encoding that a server names. The document's own bytes count for more.
    pub charset: Option<Encoding>,
    /// The address of the document, against which addresses are read that nothing else makes absolute.
    pub base: Option<Url>,
    /// What a document may ask of its reader.
    pub limits: Limits,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            honours_remainder: true,
            keeps_unsafe_html: false,
            encoding: None,
            charset: None,
            base: None,
            limits: Limits::default(),
        }
    }
}

/// How to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// How much is written.
    pub profile: Profile,
    /// Under [`Profile::Public`], articles that are published later than this are left out.
    pub now: Option<DateTime<Utc>>,
    /// Whether bodies are HTML already that is safe and has absolute addresses.
    pub has_safe_bodies: bool,
    /// The address of a style sheet in CSS, for browsers that show the document as it is.
    pub stylesheet: Option<String>,
}

impl WriteOptions {
    /// Returns how to write under a profile, whatever the time.
    pub const fn of(profile: Profile) -> Self {
        Self {
            profile,
            now: None,
            has_safe_bodies: false,
            stylesheet: None,
        }
    }
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self::of(Profile::Lossless)
    }
}

/// What was read.
#[derive(Debug)]
pub struct Document {
    /// The feed; of a file with front matter, one without a word about itself and with one article.
    pub feed: Feed,
    /// The name of the format that it was in: `front-matter`, `rss`, `atom`, `json`.
    pub format: &'static str,
    /// What could not be used as it stands.
    pub warnings: Vec<Warning>,
}

impl Document {
    /// Returns the document with warnings from before it was read.
    fn warned_before(mut self, mut warnings: Vec<Warning>) -> Self {
        warnings.append(&mut self.warnings);
        Self { warnings, ..self }
    }
}

/// The name of the format that is one article a file.
pub const FRONT_MATTER: &str = "front-matter";

/// Returns a [BCP 47](https://www.rfc-editor.org/rfc/rfc5646#section-2.1) tag as feeds write it, if this can be one.
pub fn language(tag: &str) -> Option<String> {
    language::write(tag)
}

/// Returns the names of all formats.
pub fn names() -> Vec<&'static str> {
    [FRONT_MATTER]
        .into_iter()
        .chain(FORMATS.iter().map(|format| format.name()))
        .collect()
}

/// Reads a document in any format, which is recognised from its content.
///
/// # Errors
///
/// Fails if it is none of the formats, with what it is instead, or if it breaks the rules of its format, with a position.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    let (text, warnings) = text_of(bytes, options)?;
    let kind = kind_of(&text, options)?;
    Ok(match kind {
        Kind::FrontMatter => read_front_matter(&text)?,
        Kind::Feed(format) => read_feed(format, &text, options)?,
    }
    .warned_before(warnings))
}

/// Reads a document in the format of that name.
///
/// # Errors
///
/// Fails as [`read`] does, and if there is no format of that name.
pub fn read_as(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    let (text, warnings) = text_of(bytes, options)?;
    if name != FRONT_MATTER {
        by_name(name)?;
    }
    let document = match kind_of(&text, options) {
        _ if name == FRONT_MATTER => read_front_matter(&text)?,
        Err(error) => return Err(error),
        Ok(Kind::Feed(format)) if format.name() == name => read_feed(format, &text, options)?,
        Ok(kind) => {
            let found = match kind {
                Kind::FrontMatter => FRONT_MATTER,
                Kind::Feed(format) => format.name(),
            };
            return Err(Error::UnexpectedFormat {
                expected: name.to_owned(),
                found,
            });
        }
    };
    Ok(document.warned_before(warnings))
}

/// Reads what a `_feed.yml` says of a feed.
///
/// # Errors
///
/// Fails with a position if it is not text or not YAML.
pub fn read_feed_file(bytes: &[u8]) -> Result<Document> {
    let mut warnings = Vec::new();
    let text = if bytes.trim_ascii().is_empty() {
        Default::default()
    } else {
        decode_strictly(bytes)?
    };
    let feed = front_matter::read_feed(&text, &mut warnings)?;
    Ok(Document {
        feed,
        format: FRONT_MATTER,
        warnings,
    })
}

/// Writes a feed in the format of that name, which must be one of feeds; for front matter, see [`front_matter::write`].
///
/// # Errors
///
/// Fails if there is no such format, or if values are nested too deeply.
pub fn write(name: &str, feed: &Feed, options: &WriteOptions) -> Result<String> {
    write_owned(name, feed.clone(), options)
}

/// Writes a feed that nobody else needs.
pub(crate) fn write_owned(name: &str, feed: Feed, options: &WriteOptions) -> Result<String> {
    let format = by_name(name)?;
    let text = match options.profile {
        Profile::Lossless => lossless::write(format, &feed, options)?,
        Profile::Public => {
            let feed = preparation::prepared(format, feed, options);
            let text = format.write_standard(&feed, &Remainders::default())?;
            // Thousands of articles take their time to be forgotten, for which nobody has to wait.
            rayon::spawn(move || drop(feed));
            text
        }
    };
    Ok(match &options.stylesheet {
        Some(href) => guard::with_stylesheet(&text, href),
        None => text,
    })
}

fn by_name(name: &str) -> Result<&'static dyn Format> {
    let format = FORMATS.into_iter().find(|format| format.name() == name);
    format.ok_or_else(|| Error::UnknownFormat {
        found: name.to_owned(),
    })
}

/// Reads a text that is of a format.
pub(crate) fn read_feed(
    format: &dyn Format,
    text: &str,
    options: &ReadOptions,
) -> Result<Document> {
    let (feed, warnings) = lossless::read(format, text, options)?;
    Ok(Document {
        feed,
        format: format.name(),
        warnings,
    })
}

fn read_front_matter(text: &str) -> Result<Document> {
    let mut warnings = Vec::new();
    let article = front_matter::read(text, &mut warnings)?;
    Ok(Document {
        feed: Feed {
            articles: vec![article],
            ..Feed::default()
        },
        format: FRONT_MATTER,
        warnings,
    })
}

//! Documents of any format, read: told by what is in them, or by the name of their format.

use std::path::Path;

use ::url::Url;

use super::detection::{self, Kind, kind_of, text_of};
use super::inheritance::{SaidLanguage, keep_language};
use super::{FRONT_MATTER, Format, ReadOptions, Source, by_name, discovery, inheritance, lossless};
use crate::error::{Error, Matter, Result, Warning};
use crate::front_matter::{self, Dialect};
use crate::model::{Feed, Record};
use crate::xml::decode::decode_strictly;

/// How much of a large document tells its format.
const HEAD: usize = 1 << 14;

/// What was read.
#[derive(Debug)]
#[non_exhaustive]
pub struct Document {
    /// The feed; of a file with front matter, one without a word about itself and with one article.
    pub feed: Feed,
    /// The name of the format that it was in, one of [`names`](super::names).
    pub format: &'static str,
    /// What could not be used as it stands.
    pub warnings: Vec<Warning>,
    /// Why articles are left out, of a format whose articles stand on their own.
    pub errors: Vec<Error>,
}

impl Document {
    /// Returns whether its text ended before its end, as far as the format has one.
    pub(crate) fn is_cut(&self) -> bool {
        self.warnings
            .iter()
            .any(|warning| warning.matter == Matter::End)
    }

    /// Gives an article the date for which its file is named, if it has none of its own and its dialect has it there.
    pub(crate) fn date_by_name(&mut self, path: &Path, options: &ReadOptions) {
        if self.format != FRONT_MATTER {
            return;
        }
        let dialect = options.dialect.or_else(|| Dialect::of_file(path));
        for article in &mut self.feed.articles {
            // A date that cannot be read is among what is not known.
            let unknown = &article.extra.fields;
            let is_dated = article.published_date_time.is_some()
                || ["publishedDateTime", "date"]
                    .iter()
                    .any(|key| unknown.get(key).is_some());
            if !is_dated {
                article.published_date_time = dialect.and_then(|dialect| dialect.day_of_file(path));
            }
        }
    }

    /// Returns the document with warnings from before it was read.
    pub(super) fn warned_before(mut self, mut warnings: Vec<Warning>) -> Self {
        warnings.append(&mut self.warnings);
        Self { warnings, ..self }
    }
}

/// Reads a document in any format, which is recognised from its content: one of the user's own by the default options, and one
/// of a stranger by [`ReadOptions::foreign`].
///
/// # Errors
///
/// Fails if it is none of the formats, with what it is instead, or if it breaks the rules of its format, with a position.
pub fn read(bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    let (text, warnings) = text_of(bytes, options)?;
    let kind = kind_of(&text, options)?;
    Ok(match kind {
        Kind::FrontMatter => read_front_matter(&text, options)?,
        Kind::Feed(format) => lossless::read(format, &text, options)?,
    }
    .warned_before(warnings))
}

/// Reads a large feed of which no more than some parts are in memory; `None` if it has to be there as a whole.
///
/// # Errors
///
/// Fails as [`read`] does.
pub(crate) fn read_source(source: &dyn Source, options: &ReadOptions) -> Result<Option<Document>> {
    let Some((format, start)) = begun(source, options)? else {
        return Ok(None);
    };
    let standard = format.read_source(source, start, options)?;
    Ok(standard.map(|standard| lossless::document(format, standard, options)))
}

/// Returns the format of a large document, and the byte where its root element stands, if its beginning tells.
pub(super) fn begun(
    source: &dyn Source,
    options: &ReadOptions,
) -> Result<Option<(&'static dyn Format, usize)>> {
    if source.size() > options.limits.bytes {
        return Ok(None);
    }
    let head = source.bytes(0..HEAD).map_err(Error::io("read"))?;
    Ok(detection::begun(&head, options))
}

/// Returns the addresses of the feeds that a page in HTML offers; none if it is something else.
pub(crate) fn feeds_of_page(bytes: &[u8], address: &Url) -> Vec<String> {
    let options = ReadOptions::default();
    let Ok((text, _)) = text_of(bytes, &options) else {
        return Vec::new();
    };
    if detection::is_page(&text) {
        discovery::feeds(&text, Some(address))
    } else {
        Vec::new()
    }
}

/// Reads a document in the format of that name, one of [`names`](super::names).
///
/// # Errors
///
/// Fails as [`read`] does, and if there is no format of that name.
pub fn read_as(name: &str, bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    let expected = (name != FRONT_MATTER).then(|| by_name(name)).transpose()?;
    // A filter that lets no line through is right, too.
    if let Some(format) = expected.filter(|format| format.linewise().is_some())
        && bytes.trim_ascii().is_empty()
    {
        return Ok(Document {
            feed: Feed::default(),
            format: format.name(),
            warnings: Vec::new(),
            errors: Vec::new(),
        });
    }
    let (text, warnings) = text_of(bytes, options)?;
    let kind = kind_of(&text, options);
    // Any line may be broken, the first ones too.
    let may_be_broken =
        |format: &&dyn Format| format.is_exact() || format.linewise().is_some() && kind.is_err();
    if let Some(format) = expected.filter(may_be_broken) {
        return Ok(lossless::read(format, &text, options)?.warned_before(warnings));
    }
    let document = match kind {
        _ if name == FRONT_MATTER => read_front_matter(&text, options)?,
        Err(error) => return Err(error),
        Ok(Kind::Feed(format)) if format.name() == name => lossless::read(format, &text, options)?,
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

/// Puts all articles into one feed. The first document that says something of its feed speaks for all; articles of other
/// languages keep theirs.
pub(crate) fn merged(mut documents: Vec<Document>, said: Option<&SaidLanguage<'_>>) -> Feed {
    let is_speaker = |document: &&Document| !document.feed.to_map().is_empty();
    let speaker = documents.iter().find(is_speaker);
    let joined = speaker.and_then(|speaker| speaker.feed.language.clone());
    for Document { feed, .. } in &mut documents {
        match said {
            Some(said) => said.join(feed),
            None => keep_language(
                &mut feed.articles,
                feed.language.as_deref(),
                joined.as_deref(),
            ),
        }
    }
    let mut merged = Feed::default();
    let feeds = documents.into_iter().map(|document| document.feed);
    feeds.for_each(|feed| inheritance::join(&mut merged, feed));
    merged
}

/// Reads what a `_feed.yml` says of a feed.
///
/// # Errors
///
/// Fails with a position if it is not text or not YAML.
pub(crate) fn read_feed_file(bytes: &[u8]) -> Result<Document> {
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
        errors: Vec::new(),
    })
}

fn read_front_matter(text: &str, options: &ReadOptions) -> Result<Document> {
    let mut warnings = Vec::new();
    let mut article = match options.dialect {
        Some(dialect) => front_matter::read_in(dialect, text, &mut warnings)?,
        None => front_matter::read(text, &mut warnings)?,
    };
    let base = options.base.as_ref().map(Url::as_str);
    article = match options.honours_remainder {
        true => lossless::own_of(article, base, options),
        false => lossless::clean_of(article, base, options),
    };
    Ok(Document {
        feed: Feed {
            articles: vec![article],
            ..Feed::default()
        },
        format: FRONT_MATTER,
        warnings,
        errors: Vec::new(),
    })
}

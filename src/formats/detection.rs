//! What a document is, told from its content: never from its name or from what a server calls it.

use std::borrow::Cow;

use super::{FORMATS, Format, ReadOptions, discovery, ndjson};
use crate::error::{Bound, Error, Result, Warning};
use crate::front_matter;
use crate::text::bytes::unmarked;
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::root::{self, Root};
use crate::xml::decode::{Labels, decode, decode_strictly, patterned, utf_8_from};

/// What a text is called that has no front matter.
pub(crate) const PLAIN_TEXT: &str = "a text without front matter";

/// What a document turns out to be.
pub(crate) enum Kind {
    FrontMatter,
    Feed(&'static dyn Format),
}

/// What tells a format of feeds from the others.
#[derive(Clone, Copy)]
pub(crate) enum Shape<'a> {
    /// XML with the root element of this family.
    Xml(Family),
    /// A text that begins like an object of JSON, whether or not it goes on like one.
    Json(&'a str),
    /// Text of any kind.
    Text(&'a str),
}

/// Returns the text of a document without a byte order mark, and what was guessed.
pub(crate) fn text_of<'a>(
    bytes: &'a [u8],
    options: &ReadOptions,
) -> Result<(Cow<'a, str>, Vec<Warning>)> {
    if bytes.len() > options.limits.bytes {
        return Err(Error::Exceeded {
            bound: Bound::Bytes,
            limit: options.limits.bytes,
        });
    }
    if bytes.trim_ascii().is_empty() {
        return Err(Error::Empty);
    }
    if let Some(found) = signature(bytes) {
        return Err(not_an_article(found));
    }
    // Front matter is UTF-8; what else it might be is better not guessed at.
    let start = unmarked(bytes);
    let is_front_matter = start.starts_with(b"---") || start.starts_with(b"+++");
    if is_front_matter && options.encoding.is_none() {
        return Ok((decode_strictly(bytes)?, Vec::new()));
    }
    let labels = Labels {
        forced: options.encoding,
        charset: options.charset,
    };
    let mut warnings = Vec::new();
    let text = decode(bytes, labels, &mut warnings);
    Ok((text, warnings))
}

/// Returns the format of a document, and where its text begins, if it can be told from its first bytes that it is XML in UTF-8.
pub(super) fn begun(bytes: &[u8], options: &ReadOptions) -> Option<(&'static dyn Format, usize)> {
    let labels = Labels {
        forced: options.encoding,
        charset: options.charset,
    };
    let start = utf_8_from(bytes, labels)?;
    let bytes = &bytes[start..];
    let whole = match std::str::from_utf8(bytes) {
        Ok(text) => text.len(),
        Err(error) => error.valid_up_to(),
    };
    let text = std::str::from_utf8(&bytes[..whole]).ok()?;
    if !text.trim_start().starts_with('<') {
        return None;
    }
    match kind_of(text, options).ok()? {
        Kind::Feed(format) => Some((format, start)),
        Kind::FrontMatter => None,
    }
}

/// Returns what a text is.
pub(crate) fn kind_of(text: &str, options: &ReadOptions) -> Result<Kind> {
    if front_matter::is_fenced(text) {
        return Ok(Kind::FrontMatter);
    }
    // White space counts in such a text.
    if let Some(format) = format_of(Shape::Text(text)) {
        return Ok(Kind::Feed(format));
    }
    match text.trim_start().as_bytes() {
        [b'{', ..] => {
            if let Some(format) = format_of(Shape::Json(text)) {
                return Ok(Kind::Feed(format));
            }
            if ndjson::are_spread(text) {
                return Err(not_an_article(ndjson::SPREAD));
            }
            if options.dialect.is_some() || ndjson::is_article(text) {
                return Ok(Kind::FrontMatter);
            }
            let may_be_line = ndjson::may_be_line(text);
            return Err(not_an_article(if may_be_line {
                ndjson::UNTOLD
            } else {
                "JSON"
            }));
        }
        // A log line may begin with a bracket.
        [b'[', rest @ ..]
            if matches!(
                rest.trim_ascii_start().first(),
                Some(b'{' | b'[' | b'"' | b']')
            ) =>
        {
            let is_listed = rest.trim_ascii_start().first() == Some(&b'{');
            return Err(not_an_article(if is_listed {
                ndjson::LISTED
            } else {
                "JSON"
            }));
        }
        // A program may have put a message before a feed.
        [first, ..] if *first != b'<' && root::find(text).is_err() => {
            return Err(not_an_article(PLAIN_TEXT));
        }
        _ => {}
    }
    match root::find(text)?.kind {
        Root::Feed(family) => feed_of(Shape::Xml(family), "a feed of an unknown format"),
        Root::Html => Err(not_an_article(&discovery::page(
            text,
            options.base.as_ref(),
        ))),
        Root::Opml => Err(not_an_article(
            "OPML, a list of feeds; `fetch --opml` fetches them, and `convert --to yml` writes another list",
        )),
    }
}

/// Returns whether a document is a page in HTML.
pub(super) fn is_page(text: &str) -> bool {
    text.trim_start().starts_with('<') && root::find(text).is_ok_and(|root| root.kind == Root::Html)
}

/// Returns the format whose documents have that shape; if there is none, the document is what `otherwise` says.
fn feed_of(shape: Shape<'_>, otherwise: &str) -> Result<Kind> {
    format_of(shape)
        .map(Kind::Feed)
        .ok_or_else(|| not_an_article(otherwise))
}

/// Returns the format whose documents have that shape.
pub(super) fn format_of(shape: Shape<'_>) -> Option<&'static dyn Format> {
    FORMATS.into_iter().find(|format| format.recognises(shape))
}

fn not_an_article(found: &str) -> Error {
    Error::NotAnArticle {
        found: found.to_owned(),
    }
}

/// Returns what a binary file is, from its first bytes.
fn signature(bytes: &[u8]) -> Option<&'static str> {
    const SIGNATURES: [(&[u8], &str); 7] = [
        (b"\x1f\x8b", "a gzip file; decompress it first"),
        (b"BZh", "a bzip2 file; decompress it first"),
        (b"\x28\xb5\x2f\xfd", "a Zstandard file; decompress it first"),
        (b"PK\x03\x04", "a ZIP file"),
        (b"%PDF-", "a PDF file"),
        (b"\x89PNG", "a PNG picture"),
        (b"\x7fELF", "a program"),
    ];
    let known = SIGNATURES
        .iter()
        .find(|(start, _)| bytes.starts_with(start))
        .map(|(_, found)| *found);
    // UTF-16 and UTF-32 are full of NUL bytes, and a feed may have a stray one.
    let is_text = || {
        encoding_rs::Encoding::for_bom(bytes).is_some()
            || bytes.starts_with(b"\0\0\xfe\xff")
            || patterned(bytes).is_some()
            || bytes.trim_ascii_start().starts_with(b"<")
    };
    known.or_else(|| (memchr::memchr(0, bytes).is_some() && !is_text()).then_some("a binary file"))
}

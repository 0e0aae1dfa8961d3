//! What a document is, told from its content: never from its name or from what a server calls it.

use std::borrow::Cow;

use super::{FORMATS, Format};
use crate::error::{Error, Result};
use crate::front_matter;
use crate::xml::canonical;
use crate::xml::decode::decode;

/// What a document turns out to be.
pub(super) enum Kind {
    FrontMatter,
    Feed(&'static dyn Format),
}

/// Returns the text of a document, without a byte order mark.
pub(super) fn text_of(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if bytes.trim_ascii().is_empty() {
        return Err(Error::Empty);
    }
    if let Some(found) = signature(bytes) {
        return Err(Error::NotAnArticle {
            found: found.to_owned(),
        });
    }
    Ok(match decode(bytes)? {
        Cow::Borrowed(text) => Cow::Borrowed(text.strip_prefix('\u{feff}').unwrap_or(text)),
        owned => owned,
    })
}

/// Returns what a text is.
pub(super) fn kind_of(text: &str) -> Result<Kind> {
    if front_matter::has_fence(text) {
        return Ok(Kind::FrontMatter);
    }
    let not_an_article = |found: &str| Error::NotAnArticle {
        found: found.to_owned(),
    };
    match text.trim_start().as_bytes() {
        [b'<', ..] => {
            let root = canonical::root(text)?;
            let format = FORMATS.into_iter().find(|format| format.root() == root);
            format
                .map(Kind::Feed)
                .ok_or_else(|| not_an_article("an HTML page"))
        }
        [b'{' | b'[', ..] => Err(not_an_article("JSON")),
        [b'+', b'+', b'+', ..] => Err(not_an_article("TOML front matter")),
        _ => Err(not_an_article("a text without front matter")),
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
    // UTF-16 is full of NUL bytes, and says what it is.
    let is_binary = || bytes.contains(&0) && encoding_rs::Encoding::for_bom(bytes).is_none();
    known.or_else(|| is_binary().then_some("a binary file"))
}

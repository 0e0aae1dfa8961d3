//! A document that need not be in memory, and the texts between the start tags of its articles.

use std::borrow::Cow;
use std::io;
use std::ops::Range;
use std::str;

use memchr::{memchr, memmem};

use crate::error::{Error, Position, Result};
use crate::xml::canonical::cleaned;
use crate::xml::canonical::grammar::Family;
use crate::xml::repairs::Repairs;

/// How far behind a segment an article may end, in segments.
const MAX_AHEAD: usize = 8;

/// A document that can be read at any place.
pub(crate) trait Source: Sync {
    /// Returns how many bytes it has.
    fn size(&self) -> usize;

    /// Returns bytes of it, up to its end.
    fn bytes(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>>;
}

impl Source for &str {
    fn size(&self) -> usize {
        self.len()
    }

    fn bytes(&self, range: Range<usize>) -> io::Result<Cow<'_, [u8]>> {
        let end = range.end.min(self.len());
        Ok(Cow::Borrowed(&self.as_bytes()[range.start.min(end)..end]))
    }
}

/// Bytes of a document, with the start tag of the article behind them.
pub(super) struct Cut<'s> {
    bytes: Cow<'s, [u8]>,
    /// Where they begin, where that tag does, and where that seems to end.
    pub(super) start: usize,
    pub(super) end: usize,
    stop: usize,
}

/// What stands in a cut.
pub(super) struct Part<'c> {
    /// The text, and behind it that tag.
    pub(super) text: Cow<'c, str>,
    /// Where the tag begins in it: by bytes, and by lines and columns.
    pub(super) end: usize,
    pub(super) position: Position,
    /// What had to be repaired to make it a text.
    pub(super) repairs: Repairs,
}

impl<'s> Cut<'s> {
    /// Reads from a byte up to the second article: behind the first, all that is said of a feed is known. `None` if that is more than
    /// a segment: what is remembered of it is copied for each of them.
    pub(super) fn of_head(
        source: &'s dyn Source,
        start: usize,
        size: usize,
        family: Family,
    ) -> Result<Option<Self>> {
        let second = |bytes: &[u8]| {
            let first = article_from(bytes, 0, family)?;
            article_from(bytes, first + 1, family)
        };
        let cut = Self::up_to(source, start..start, size, |bytes| {
            Some((0, second(bytes)?))
        })?;
        Ok(cut.filter(|cut| cut.end <= size))
    }

    /// Reads from the first article behind one byte up to the first one behind another.
    pub(super) fn new(
        source: &'s dyn Source,
        range: Range<usize>,
        size: usize,
        family: Family,
    ) -> Result<Option<Self>> {
        let length = range.len();
        Self::up_to(source, range, size, |bytes| {
            let start = article_from(bytes, 0, family)?;
            Some((start, article_from(bytes, length, family)?))
        })
    }

    /// Reads bytes, and further until `find` finds in them where to begin and to end; `None` if that is too far.
    fn up_to(
        source: &'s dyn Source,
        range: Range<usize>,
        size: usize,
        find: impl Fn(&[u8]) -> Option<(usize, usize)>,
    ) -> Result<Option<Self>> {
        let mut ahead = size / 8 + 1;
        while ahead <= MAX_AHEAD * (size + 1) {
            let bytes = bytes_of(source, range.start..range.end + ahead)?;
            if let Some((start, end)) = find(&bytes)
                && let Some(tag) = memchr(b'>', &bytes[end..])
            {
                return Ok(Some(Self {
                    bytes,
                    start,
                    end,
                    stop: end + tag + 1,
                }));
            }
            if bytes.len() < range.len() + ahead {
                break;
            }
            ahead *= 4;
        }
        Ok(None)
    }

    /// Returns the text; `None` if these are other bytes.
    pub(super) fn part(&self) -> Option<Part<'_>> {
        let bytes = &self.bytes[self.start..self.stop];
        let whole = str::from_utf8(bytes).ok()?;
        let (text, tag) = whole.split_at(self.end - self.start);
        let mut repairs = Repairs::default();
        let clean = cleaned(text, &mut repairs);
        let (end, position) = (clean.len(), Position::of_offset(&clean, clean.len()));
        let text = match clean {
            Cow::Borrowed(_) => Cow::Borrowed(whole),
            Cow::Owned(clean) => Cow::Owned(clean + tag),
        };
        Some(Part {
            text,
            end,
            position,
            repairs,
        })
    }
}

pub(super) fn bytes_of(source: &dyn Source, range: Range<usize>) -> Result<Cow<'_, [u8]>> {
    source.bytes(range).map_err(Error::io("read"))
}

/// Returns where the next start tag of an article seems to stand.
fn article_from(bytes: &[u8], from: usize, family: Family) -> Option<usize> {
    let mark = match family {
        Family::Rss => "<item",
        Family::Atom => "<entry",
    };
    let rest = bytes.get(from..)?;
    let is_whole = |index: &usize| {
        let behind = rest.get(index + mark.len());
        behind.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
    };
    let index = memmem::find_iter(rest, mark).find(is_whole)?;
    Some(from + index)
}

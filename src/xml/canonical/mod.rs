//! The form in which the crates meet a document: RSS 2.0 or Atom 1.0, well-formed, known namespaces under their usual
//! prefixes, and with everything that a crate would drop in elements of the prefix `side`, which never leave the program:
//!
//! | element | holds | written by | read by |
//! |---|---|---|---|
//! | `side:kept` | the text of an element that no row reads, escaped | `keep.rs` | `formats/kept.rs`; `guard.rs` writes it out |
//! | `side:base` | the `xml:base` of the text of a node | `keep.rs` | `formats/side.rs` |
//! | `side:lang` | the `xml:lang` of a node | `keep.rs` | `formats/side.rs`, `rss/channel.rs` |
//! | `side:author`, `side:enclosure` | the second and further ones of an RSS item | `open.rs` | `rss/item.rs` |
//! | `side:published`, `side:updated` | dates of Atom that are none | `leaf.rs` | the rows of those dates |
//!
//! One walk over the tokens finds what has to change. A document in which nothing has to is borrowed. So of
//!
//! ```xml
//! <item><TITLE>A</title><title>B</title><itunes:duration>5</itunes:duration><x:y xmlns:x="urn:x">c</item>
//! ```
//!
//! the crates see (with the kept elements escaped)
//!
//! ```xml
//! <item><title>A</title><itunes:duration>5</itunes:duration>
//! <side:kept><title>B</title></side:kept><side:kept><itunes:duration>5</itunes:duration></side:kept>
//! <side:kept><x:y xmlns:x="urn:x">c</x:y></side:kept></item>
//! ```
//!
//! [`grammar`] says of each element what it holds and what becomes of it: the first title is read and a second kept, a
//! duration is read and kept, what nobody knows is kept. Text elements are taken as a whole (`leaf.rs`), whatever stands in
//! them; structures and foreign elements stay open on a stack of [`Frame`]s.

mod ahead;
mod attributes;
mod channel;
mod character;
mod close;
mod construct;
mod frame;
pub(crate) mod grammar;
mod keep;
mod leaf;
mod link;
mod markup;
mod name;
mod notes;
mod open;
pub(crate) mod root;
pub(crate) mod segments;
mod splice;

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;

use ::url::Url;

use self::character::cleaned;
use self::frame::{Frame, Record};
use self::grammar::{Family, Fate, Level};
use self::name::Meanings;
use self::notes::Notes;
pub(crate) use self::splice::{Canonical, Complete};
use self::splice::{Changes, Edit, With};
use super::doctype::Entities;
use super::fragment::is_plain_comment;
use super::reference::{self, Place};
use super::repairs::{Repair, Repairs};
use super::scope::Scope;
use crate::error::{Error, Position, Result, Warning};
use crate::limits::Limits;
use crate::text::finder::Finder;
use crate::text::token::{Token, Tokens};

/// The most dates of one document that are warned of.
const MAX_WARNINGS: usize = 100;

/// What a document is read as, and within which bounds.
#[derive(Clone, Copy)]
pub(crate) struct Setting<'o> {
    pub(crate) family: Family,
    /// The address of the document, against which a relative `xml:base` is read.
    pub(crate) base: Option<&'o Url>,
    pub(crate) limits: &'o Limits,
}

/// Returns the document in canonical form, and what had to be repaired.
///
/// # Errors
///
/// Fails if a bound is exceeded, or if there is no root element of the family.
pub(crate) fn canonical<'a>(
    text: &'a str,
    setting: &Setting<'_>,
    warnings: &mut Vec<Warning>,
) -> Result<Canonical<'a>> {
    let mut repairs = Repairs::default();
    let source = cleaned(text, &mut repairs);
    let mut walk = Walk::new(&source, setting)?;
    walk.repairs.append(repairs);
    let (Canonical { changes, .. }, notes) = walk.run()?;
    warnings.extend(notes.into_warnings());
    Ok(Canonical { source, changes })
}

struct Walk<'a, 'o> {
    text: &'a str,
    setting: Setting<'o>,
    tokens: Tokens<'a>,
    /// Looks ahead.
    finder: Finder<'a>,
    /// Whether something that it looked for may stand behind the text.
    is_unsure: bool,
    scope: Scope<'a>,
    meanings: Meanings,
    /// The byte of the root element, if it stands in the text.
    start: Option<usize>,
    /// Prefix and namespace of the root, if its children are of the core for having the same.
    root: (Option<&'a str>, Option<String>),
    /// Whether this is Atom as it was before it was a standard.
    is_early: bool,
    entities: Entities,
    repairs: Repairs,
    warnings: Vec<Warning>,
    /// The elements that are open.
    frames: Vec<Frame<'a>>,
    /// What to put in place of which bytes: in the order of the text, without overlaps. What a frame has changed stands
    /// behind its [`Frame::edits`], and can be taken back or put together as one.
    edits: Vec<Edit>,
    /// The end tag of the channel, until we know that nothing of it follows.
    channel_end: Option<Range<usize>>,
    /// Prefixes of our own choice in the element that is being kept; there is one at a time.
    used: BTreeSet<String>,
    /// Whether the element that is being kept holds something that may not be.
    is_tainted: bool,
    articles: usize,
    /// The articles that are complete.
    complete: Vec<Complete>,
}

impl<'a, 'o> Walk<'a, 'o> {
    /// Makes a walk that has seen nothing.
    fn fresh(text: &'a str, setting: Setting<'o>) -> Self {
        Self {
            text,
            setting,
            tokens: Tokens::new(text, 0),
            finder: Finder::new(text),
            is_unsure: false,
            scope: Scope::default(),
            meanings: Meanings::default(),
            start: None,
            root: (None, None),
            is_early: false,
            entities: Entities::new(setting.limits.entities),
            repairs: Repairs::default(),
            warnings: Vec::new(),
            frames: Vec::new(),
            edits: Vec::new(),
            channel_end: None,
            used: BTreeSet::new(),
            is_tainted: false,
            articles: 0,
            complete: Vec::new(),
        }
    }

    fn new(text: &'a str, setting: &Setting<'o>) -> Result<Self> {
        let mut walk = Self::fresh(text, *setting);
        let root = root::find(text)?;
        if root.kind != root::Root::Feed(setting.family) {
            let position = Position::of_offset(text, root.start);
            return Err(Error::UnexpectedRoot {
                found: root.name.to_owned(),
                position,
            });
        }
        for doctype in root.declarations {
            walk.entities.declare(doctype)?;
        }
        if let Some(junk) = root.junk {
            walk.repairs.note(Repair::Junk, junk);
        }
        walk.start = Some(root.start);
        walk.tokens.seek(root.start);
        Ok(walk)
    }

    /// Walks to the end.
    fn run(mut self) -> Result<(Canonical<'a>, Notes)> {
        self.walk(usize::MAX)?;
        let end = self.tokens.offset();
        self.finish(end);
        if has_junk(&self.text[end..]) {
            self.repairs.note(Repair::Junk, end);
        }
        Ok(self.into_canonical(end))
    }

    /// Returns the document up to a byte, and what was noticed in it.
    fn into_canonical(self, end: usize) -> (Canonical<'a>, Notes) {
        let changes = Changes {
            range: self.start.unwrap_or_default()..end,
            edits: self.edits,
            articles: self.complete,
        };
        let source = Cow::Borrowed(self.text);
        let notes = Notes::of(self.repairs, self.warnings, self.text);
        (Canonical { source, changes }, notes)
    }

    /// Walks up to a byte, or further if something goes on there.
    fn walk(&mut self, until: usize) -> Result<()> {
        while self.tokens.offset() < until && !self.has_ended() {
            let Some((range, token)) = self.tokens.next() else {
                break;
            };
            match token {
                Token::Start(tag) => self.start(range, tag)?,
                Token::End(name) => self.end(range, name),
                Token::Text(text) => self.repair_text(text, range)?,
                Token::Cdata(_) if self.text[range.clone()].ends_with("]]>") => {
                    self.repair_section(range.start);
                }
                Token::Comment if is_plain_comment(&self.text[range.clone()]) => {}
                Token::Cdata(_) | Token::Comment | Token::Declaration(_) | Token::Instruction => {
                    self.edit(range, "");
                }
            }
        }
        Ok(())
    }

    /// Returns whether the root has ended. A frame of our own has no end tag to wait for.
    fn has_ended(&self) -> bool {
        let has_begun = self.start.is_none_or(|start| self.tokens.offset() > start);
        has_begun && self.frames.iter().all(|frame| frame.raw.is_empty())
    }

    /// Closes what is open at the end of the text; leaves out an article that is not complete.
    fn finish(&mut self, end: usize) {
        let is_article = |frame: &Frame<'_>| {
            matches!(frame.level, Level::Item | Level::Entry) && !frame.raw.is_empty()
        };
        let is_open = self.frames.iter().any(|frame| !frame.raw.is_empty());
        if let Some(index) = self.frames.iter().position(is_article) {
            self.repairs
                .note(Repair::Truncated, self.frames[index].start);
            let article = self.frames.drain(index..).next();
            if let Some(frame) = article {
                self.edits.truncate(frame.edits);
                self.forget_articles(frame.start);
                self.edit(frame.start..end, "");
            }
        } else if is_open {
            self.repairs.note(Repair::Unfinished, end);
        }
        while let Some(frame) = self.frames.pop() {
            self.close(frame, None, end);
        }
    }

    fn level(&self) -> Level {
        self.frames
            .last()
            .map_or(Level::Foreign, |frame| frame.level)
    }

    fn repair_text(&mut self, text: &'a str, range: Range<usize>) -> Result<()> {
        let repaired = reference::repaired(
            text,
            range.start,
            Place::Content,
            &mut self.entities,
            &mut self.repairs,
        )?;
        if let Cow::Owned(repaired) = repaired {
            self.edits.push((range, With::Text(repaired)));
        }
        Ok(())
    }

    fn edit(&mut self, range: Range<usize>, with: &str) {
        if self.text[range.clone()] != *with {
            self.edits.push((range, With::Text(with.to_owned())));
        }
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.edits.push((at..at, With::Text(text.to_owned())));
    }

    /// Returns whether an element is open that is kept as it is.
    fn keeps(&self) -> bool {
        self.frames
            .iter()
            .any(|frame| matches!(frame.fate, Fate::Kept | Fate::Both))
    }

    /// Returns what is remembered of the node that is open.
    fn parent_record(&mut self) -> Option<&mut Record<'a>> {
        let node = self
            .frames
            .iter_mut()
            .rev()
            .find(|frame| !frame.is_transparent)?;
        node.record.as_deref_mut()
    }
}

/// Returns whether there is more behind a document than comments.
fn has_junk(text: &str) -> bool {
    Tokens::new(text, 0).any(|(_, token)| match token {
        Token::Text(text) => !text
            .trim_matches(|c: char| c.is_whitespace() || c == '\0')
            .is_empty(),
        Token::Comment | Token::Instruction => false,
        _ => true,
    })
}

#[cfg(test)]
pub(super) mod tests {
    use std::sync::LazyLock;

    use super::*;
    use crate::text::steps;
    use crate::text::token::tests::HOSTILE;

    /// Returns what a document by itself is read as.
    pub(in crate::xml) fn setting(family: Family) -> Setting<'static> {
        static LIMITS: LazyLock<Limits> = LazyLock::new(Limits::default);
        Setting {
            family,
            base: None,
            limits: &LIMITS,
        }
    }

    fn canonical_of(text: &str, family: Family) -> Result<String> {
        let canonical = canonical(text, &setting(family), &mut Vec::new());
        canonical.map(|canonical| canonical.text().into_owned())
    }

    #[test]
    fn a_clean_feed_is_not_copied() {
        let rss = "<?xml version=\"1.0\"?>\n<!-- made by hand -->\n<rss version=\"2.0\" xmlns:atom=\"http://www.w3.org/2005/Atom\">\
            <channel><title>A &amp; b</title><link>https://example.com/</link><item><title><![CDATA[C]]></title>\
            <guid isPermaLink=\"false\">1</guid><pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate></item></channel></rss>\n";
        let atom = "<feed xmlns=\"http://www.w3.org/2005/Atom\"><title>A</title><updated>2021-01-02T03:04:05Z</updated>\
            <entry><id>1</id><link rel=\"alternate\" href=\"https://example.com/\"/><content type=\"html\">&lt;p&gt;</content></entry></feed>";
        for (text, family) in [(rss, Family::Rss), (atom, Family::Atom)] {
            let canonical = canonical(text, &setting(family), &mut Vec::new());
            let canonical = canonical.expect("a feed");
            assert!(matches!(canonical.text(), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn what_is_canonical_stays_as_it_is() {
        let text = "<rss><item><title>a & b<link>c</item><item rdf:about='d'><pubDate>May 2021</item></rss>";
        let once = canonical_of(text, Family::Rss).expect("a feed");
        let twice = canonical_of(&once, Family::Rss).expect("a feed");
        assert_eq!(once, twice);
    }

    #[test]
    fn steps_grow_with_the_document_and_no_faster() {
        for unit in HOSTILE {
            for start in [
                "<rss><channel>",
                "<rss><channel><item><description>",
                "<rss><channel><item><title>",
            ] {
                let steps_of = |count: usize| {
                    let text = format!("{start}{}", unit.repeat(count));
                    steps::taken();
                    let _ = canonical_of(&text, Family::Rss);
                    steps::taken()
                };
                let (few, many) = (steps_of(2_000), steps_of(16_000));
                assert!(
                    many <= 9 * few + 1_000,
                    "{start}{unit}…: {few}, then {many} steps"
                );
            }
        }
    }
}

//! A document of XML, read: its articles some at a time on every core, apart from the frame of the feed.

use std::sync::OnceLock;
use std::sync::atomic::AtomicBool;
use std::sync::atomic::Ordering::Relaxed;

use rayon::prelude::*;

use super::ReadOptions;
use super::lossless::{Remainders, Standard};
use super::pieces::{MAX_AHEAD, TOGETHER, WAVE, pays};
use crate::error::{Result, Warning};
use crate::mapping::remainder::Remainder;
use crate::model::{Article, Feed};
use crate::text::token::{Token, Tokens};
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::segments::{self, LARGE, Rest, Source};
use crate::xml::canonical::{Canonical, Complete, Setting, canonical};
use crate::xml::element::Extensible;

/// What becomes of articles and what is carried beside each of them, of a document that says something of itself before the first.
pub(super) type Make<'m, T> =
    dyn Fn(&Standard, Vec<(Article, Option<Remainder>)>) -> Result<T> + Sync + 'm;

/// What stands before the first article is not looked at again and again if it is longer, in bytes.
const MAX_HEAD: usize = 1 << 16;

/// Articles are hardly shorter, in bytes.
const SHORT: usize = 64;

/// How a format of XML is read.
pub(super) struct Reading<D, X> {
    pub(super) family: Family,
    /// The names of the elements around articles, from the root on.
    pub(super) around: &'static [&'static str],
    /// Reads a document.
    pub(super) parsed: fn(&str) -> Result<D>,
    /// Returns its articles.
    pub(super) articles: fn(&D) -> Vec<Item<X>>,
    /// Returns what a document says of itself, and its articles.
    pub(super) standard: fn(Whole<D, X>) -> Standard,
    /// Returns whether an article says something else when it is read without the others.
    pub(super) depends: fn(&Standard, &X) -> bool,
}

/// An article as it was read, its remainder, and what else the format has to know of it.
pub(super) struct Item<X> {
    article: Article,
    remainder: Option<Remainder>,
    beside: X,
}

impl<X> Item<X> {
    /// Makes one of what a node says.
    pub(super) fn of(node: &impl Extensible, article: Article, beside: X) -> Self {
        let remainder = node.elements("fm", "article").first();
        Self {
            article,
            remainder: remainder.and_then(Remainder::read_xml),
            beside,
        }
    }
}

/// A document as it was read.
pub(super) struct Whole<D, X> {
    /// Of this, nothing is needed but what stands around the articles.
    pub(super) document: D,
    pub(super) items: Items<X>,
    /// What had to be repaired.
    pub(super) warnings: Vec<Warning>,
}

impl<D: Extensible, X> Whole<D, X> {
    /// Returns what the document says: `feed` of itself, and its articles.
    pub(super) fn standard(self, feed: Feed, is_own: bool) -> Standard {
        let of_feed = self.document.elements("fm", "feed").first();
        Standard {
            is_own,
            remainders: Remainders {
                feed: of_feed.and_then(Remainder::read_xml),
                articles: self.items.remainders,
            },
            feed: Feed {
                articles: self.items.articles,
                ..feed
            },
            warnings: self.warnings,
            ..Standard::default()
        }
    }
}

/// The articles of a document, and in their order what was read beside them.
pub(super) struct Items<X> {
    pub(super) articles: Vec<Article>,
    remainders: Vec<Option<Remainder>>,
    pub(super) beside: Vec<X>,
}

impl<X> Items<X> {
    fn none() -> Self {
        Self {
            articles: Vec::new(),
            remainders: Vec::new(),
            beside: Vec::new(),
        }
    }

    /// Appends some; there seem to be so many in all.
    fn take(&mut self, some: Vec<Item<X>>, count: usize) {
        make_room(&mut self.articles, some.len(), count);
        make_room(&mut self.remainders, some.len(), count);
        make_room(&mut self.beside, some.len(), count);
        for item in some {
            self.articles.push(item.article);
            self.remainders.push(item.remainder);
            self.beside.push(item.beside);
        }
    }
}

impl<D, X: Send> Reading<D, X> {
    /// Reads a text.
    pub(super) fn read(&self, text: &str, options: &ReadOptions) -> Result<Standard> {
        if text.len() >= LARGE
            && let Some(standard) = self.read_source(&text, 0, options)?
        {
            return Ok(standard);
        }
        let (mut items, mut warnings) = (Items::none(), Vec::new());
        let canonical = canonical(text, &self.setting(options), &mut warnings)?;
        let count = canonical.articles().len();
        let document = if pays(count) {
            let frame = canonical.frame();
            self.pieces(&canonical, &frame, &Ok, &mut |some| items.take(some, count))?;
            (self.parsed)(&frame)?
        } else {
            let document = (self.parsed)(&canonical.text())?;
            items.take((self.articles)(&document), count);
            document
        };
        Ok((self.standard)(Whole {
            document,
            items,
            warnings,
        }))
    }

    /// Reads a document that need not be in memory, from a byte on; `None` if it has to be.
    pub(super) fn read_source(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
    ) -> Result<Option<Standard>> {
        let read = |canonical: &Canonical<'_>, frame: &str, take: &mut dyn FnMut(Vec<Item<X>>)| {
            self.pieces(canonical, frame, &Ok, take)
        };
        let mut items = Items::none();
        let take = |some, count| items.take(some, count);
        let rest = segments::read(source, start, &self.setting(options), &read, take)?;
        rest.map(|rest| self.around(&rest.frame, rest.warnings, items))
            .transpose()
    }

    /// Reads such a document, and makes something of some articles at a time as soon as they are read. `make` is given what the
    /// document says of itself before the first of them.
    ///
    /// Returns `None` if it has to be in memory, or if an article cannot be read without the others.
    pub(super) fn pass<T: Send>(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
        make: &Make<'_, T>,
    ) -> Result<Option<(Standard, Vec<T>)>> {
        let head: OnceLock<Standard> = OnceLock::new();
        let is_over = AtomicBool::new(false);
        let read = |canonical: &Canonical<'_>, frame: &str, take: &mut dyn FnMut(Vec<T>)| {
            if is_over.load(Relaxed) {
                return Ok(());
            }
            if frame.len() > MAX_HEAD {
                is_over.store(true, Relaxed);
                return Ok(());
            }
            let around = match head.get() {
                Some(around) => around,
                None => {
                    let frame = self.closed(frame.to_owned());
                    let around = self.around(&frame, Vec::new(), Items::none())?;
                    head.get_or_init(|| around)
                }
            };
            let make = |some: Vec<Item<X>>| {
                if some.iter().any(|item| (self.depends)(around, &item.beside)) {
                    is_over.store(true, Relaxed);
                    return Ok(Vec::new());
                }
                let both = some.into_iter().map(|item| (item.article, item.remainder));
                Ok(vec![make(around, both.collect())?])
            };
            self.pieces(canonical, frame, &make, take)
        };
        let mut all = Vec::new();
        let take = |mut some: Vec<T>, _| all.append(&mut some);
        let rest = segments::read(source, start, &self.setting(options), &read, take)?;
        let Some(Rest { frame, warnings }) = rest.filter(|_| !is_over.load(Relaxed)) else {
            return Ok(None);
        };
        let around = self.around(&frame, warnings, Items::none())?;
        Ok(Some((around, all)))
    }

    /// Returns what a document says, of which the articles are read already.
    fn around(&self, frame: &str, warnings: Vec<Warning>, items: Items<X>) -> Result<Standard> {
        Ok((self.standard)(Whole {
            document: (self.parsed)(frame)?,
            items,
            warnings,
        }))
    }

    /// Closes the elements around articles.
    fn closed(&self, mut text: String) -> String {
        for name in self.around.iter().rev() {
            text.extend(["</", name, ">"]);
        }
        text
    }

    fn setting<'o>(&self, options: &'o ReadOptions) -> Setting<'o> {
        Setting {
            family: self.family,
            base: options.base.as_ref(),
            limits: &options.limits,
        }
    }

    /// Reads the articles of a document, some at a time: each time as a document of their own, within the elements that stand
    /// around them in the frame. Takes what is made of them, in their order.
    fn pieces<T: Send>(
        &self,
        document: &Canonical<'_>,
        frame: &str,
        make: &(dyn Fn(Vec<Item<X>>) -> Result<Vec<T>> + Sync),
        take: &mut dyn FnMut(Vec<T>),
    ) -> Result<()> {
        let opening = opening(frame, self.around);
        let piece = |articles: &[Complete]| {
            let length: usize = articles.iter().map(Complete::len).sum();
            let mut text = String::with_capacity(opening.len() + length + length / 8);
            text.push_str(&opening);
            for article in articles {
                document.put_article(article, &mut text);
            }
            make((self.articles)(&(self.parsed)(&self.closed(text))?))
        };
        // The opening is read again with each of them, and is not to outweigh what stands in it.
        let together = TOGETHER.max(opening.len() / SHORT);
        for wave in document.articles().chunks(WAVE.max(together)) {
            let pieces = wave.par_chunks(together).with_max_len(1);
            let pieces: Vec<Result<Vec<T>>> = pieces.map(piece).collect();
            // Of several errors, the first is told.
            for piece in pieces {
                take(piece?);
            }
        }
        Ok(())
    }
}

/// Makes room for some more, and for as many as there seem to be in all, unless that is many times what is there.
fn make_room<T>(all: &mut Vec<T>, more: usize, count: usize) {
    if all.capacity() - all.len() < more {
        let most = 4 * all.len() + MAX_AHEAD / size_of::<T>().max(1);
        // It is a guess.
        let count = (count + count / 16).min(most);
        all.reserve(count.saturating_sub(all.len()).max(more));
    }
}

/// Returns the start tags of the first elements of these names, each behind the one before.
fn opening(text: &str, names: &[&str]) -> String {
    let mut names = names.iter();
    let mut name = names.next();
    let mut opening = String::new();
    for (range, token) in Tokens::new(text, 0) {
        match (token, name) {
            (_, None) => break,
            (Token::Start(tag), Some(wanted)) if tag.name == *wanted => {
                opening.push_str(&text[range]);
                name = names.next();
            }
            _ => {}
        }
    }
    opening
}

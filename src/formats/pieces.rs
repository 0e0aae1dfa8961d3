//! A document in pieces: its articles are read and written on every core, and put into the frame of the feed.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::ReadOptions;
use super::lossless::Remainders;
use crate::error::{Result, Warning};
use crate::mapping::remainder::Remainder;
use crate::model::{Article, Feed};
use crate::text::token::{Token, Tokens};
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::segments::{self, LARGE, Rest, Source};
use crate::xml::canonical::{Canonical, Complete, Setting, canonical};

/// How many articles are worked at together: enough for the work to outweigh the dividing of it, and few enough that at its end no
/// thread has much left for which the others have to wait.
const TOGETHER: usize = 64;

/// How many articles are worked at before others: what they take for a while is not taken for all of them at once.
const WAVE: usize = 32 * TOGETHER;

/// The most room, in bytes, that is made for what is not yet there.
const MAX_AHEAD: usize = 1 << 26;

/// Some articles of a document.
#[derive(Default)]
pub(super) struct Piece {
    /// The prefixes that the document has to declare for it.
    pub(super) prefixes: BTreeSet<String>,
    /// The articles, as they stand in the document.
    pub(super) text: String,
}

/// Writes the articles of a feed, each with its remainder.
pub(super) fn write(
    articles: &[Article],
    remainders: &Remainders,
    piece: impl Fn(&[(&Article, Option<&Remainder>)]) -> Result<Piece> + Send + Sync,
) -> Result<Vec<Piece>> {
    let remainders = remainders.articles.iter().map(Option::as_ref);
    let both: Vec<_> = articles
        .iter()
        .zip(remainders.chain(std::iter::repeat(None)))
        .collect();
    if pays(both.len()) {
        let pieces = both.par_chunks(TOGETHER).with_max_len(1);
        pieces.map(piece).collect()
    } else {
        both.chunks(TOGETHER).map(piece).collect()
    }
}

/// How a format of XML is read.
pub(super) struct Reading<D, X> {
    pub(super) family: Family,
    /// The names of the elements around articles, from the root on.
    pub(super) around: &'static [&'static str],
    /// Reads a document.
    pub(super) parsed: fn(&str) -> Result<D>,
    /// Returns its articles.
    pub(super) articles: fn(&D) -> Vec<Item<X>>,
}

/// An article as it was read, its remainder, and what else the format has to know of it.
pub(super) struct Item<X> {
    pub(super) article: Article,
    pub(super) remainder: Option<Remainder>,
    pub(super) beside: X,
}

/// A document as it was read.
pub(super) struct Whole<D, X> {
    /// Of this, nothing is needed but what stands around the articles.
    pub(super) document: D,
    pub(super) items: Items<X>,
    /// What had to be repaired.
    pub(super) warnings: Vec<Warning>,
}

/// The articles of a document, and in their order what was read beside them.
pub(super) struct Items<X> {
    pub(super) articles: Vec<Article>,
    pub(super) remainders: Vec<Option<Remainder>>,
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
    pub(super) fn read(&self, text: &str, options: &ReadOptions) -> Result<Whole<D, X>> {
        if text.len() >= LARGE
            && let Some(whole) = self.read_source(&text, 0, options)?
        {
            return Ok(whole);
        }
        let (mut items, mut warnings) = (Items::none(), Vec::new());
        let canonical = canonical(text, &self.setting(options), &mut warnings)?;
        let count = canonical.articles().len();
        let document = if pays(count) {
            let frame = canonical.frame();
            self.pieces(&canonical, &frame, &mut |some| items.take(some, count))?;
            (self.parsed)(&frame)?
        } else {
            let document = (self.parsed)(&canonical.text())?;
            items.take((self.articles)(&document), count);
            document
        };
        Ok(Whole {
            document,
            items,
            warnings,
        })
    }

    /// Reads a document that need not be in memory, from a byte on; `None` if it has to be.
    pub(super) fn read_source(
        &self,
        source: &dyn Source,
        start: usize,
        options: &ReadOptions,
    ) -> Result<Option<Whole<D, X>>> {
        let setting = self.setting(options);
        let read = |canonical: &Canonical<'_>, frame: &str, take: &mut dyn FnMut(Vec<Item<X>>)| {
            self.pieces(canonical, frame, take)
        };
        let mut items = Items::none();
        let take = |some, count| items.take(some, count);
        match segments::read(source, start, &setting, &read, take)? {
            Some(Rest { frame, warnings }) => Ok(Some(Whole {
                document: (self.parsed)(&frame)?,
                items,
                warnings,
            })),
            None => Ok(None),
        }
    }

    fn setting<'o>(&self, options: &'o ReadOptions) -> Setting<'o> {
        Setting {
            family: self.family,
            base: options.base.as_ref(),
            limits: &options.limits,
        }
    }

    /// Reads the articles of a document, some at a time: each time as a document of their own, within the elements that stand
    /// around them in the frame.
    fn pieces(
        &self,
        document: &Canonical<'_>,
        frame: &str,
        take: &mut dyn FnMut(Vec<Item<X>>),
    ) -> Result<()> {
        let opening = opening(frame, self.around);
        let piece = |articles: &[Complete]| {
            let length: usize = articles.iter().map(Complete::len).sum();
            let mut text = String::with_capacity(opening.len() + length + length / 8);
            text.push_str(&opening);
            for article in articles {
                document.put_article(article, &mut text);
            }
            for name in self.around.iter().rev() {
                text.extend(["</", name, ">"]);
            }
            Ok((self.articles)(&(self.parsed)(&text)?))
        };
        for wave in document.articles().chunks(WAVE) {
            let pieces = wave.par_chunks(TOGETHER).with_max_len(1);
            let pieces: Vec<Result<Vec<Item<X>>>> = pieces.map(piece).collect();
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

/// Returns what is written for each of some articles, one behind the other.
pub(super) fn lines(
    articles: &[Article],
    line: impl Fn(&Article) -> String + Send + Sync,
) -> String {
    let mut text = String::new();
    for wave in articles.chunks(WAVE) {
        let lines = map(wave, &line);
        if text.is_empty() {
            // The rest may be like it, or far shorter.
            let length: usize = lines.iter().map(String::len).sum();
            let whole = length.saturating_mul(articles.len().div_ceil(WAVE));
            text.reserve(whole.min(MAX_AHEAD));
        }
        text.extend(lines);
    }
    text
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

/// Does the same with each of some things, in their order, on every core if it pays.
pub(crate) fn map<I, E, T, U>(all: I, each: impl Fn(T) -> U + Send + Sync) -> Vec<U>
where
    I: AsRef<[E]>
        + IntoIterator<Item = T>
        + IntoParallelIterator<Item = T, Iter: IndexedParallelIterator>,
    T: Send,
    U: Send,
{
    if pays(all.as_ref().len()) {
        let all = all.into_par_iter().with_max_len(TOGETHER);
        all.map(each).collect()
    } else {
        all.into_iter().map(each).collect()
    }
}

/// Forgets a feed of which nothing is needed any more: that of thousands of articles takes its time, for which nobody has to
/// wait.
pub(super) fn forget(feed: Feed) {
    // A single thread would never come to it.
    if pays(feed.articles.len()) && rayon::current_num_threads() > 1 {
        rayon::spawn(move || drop(feed));
    }
}

/// Returns whether so many articles are worth the threads: to start them takes as long as to read a small feed.
pub(crate) fn pays(count: usize) -> bool {
    count > TOGETHER
}

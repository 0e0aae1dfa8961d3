//! Articles in pieces, worked at on every core.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::lossless::Remainders;
use crate::error::Result;
use crate::mapping::remainder::Remainder;
use crate::model::{Article, Feed};

/// How many articles are worked at together: enough for the work to outweigh the dividing of it, and few enough that at its end
/// no thread has much left for which the others have to wait.
pub(super) const TOGETHER: usize = 64;

/// How many articles are worked at before others: what they take for a while is not taken for all of them at once.
pub(super) const WAVE: usize = 32 * TOGETHER;

/// The most room, in bytes, that is made for what is not yet there.
pub(super) const MAX_AHEAD: usize = 1 << 26;

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

//! A document in pieces: its articles are read and written on every core, and put into the frame of the feed.

use std::collections::BTreeSet;

use rayon::prelude::*;

use super::lossless::Remainders;
use crate::error::Result;
use crate::mapping::remainder::Remainder;
use crate::model::{Article, Feed};
use crate::xml::canonical::Canonical;

/// How many articles are written together: enough for the work to outweigh the dividing of it.
const TOGETHER: usize = 64;

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
        both.par_chunks(TOGETHER).map(piece).collect()
    } else {
        both.chunks(TOGETHER).map(piece).collect()
    }
}

/// Returns what the articles of a document are read as: some at a time, each time as a document of their own, within the elements
/// of these names.
pub(super) fn read<T: Send>(
    document: &Canonical<'_>,
    names: &[&str],
    read: impl Fn(&str) -> Result<Vec<T>> + Send + Sync,
) -> Result<Vec<T>> {
    let opening = document.opening(names);
    let closing: String = names
        .iter()
        .rev()
        .map(|name| format!("</{name}>"))
        .collect();
    let pieces = document.articles.par_chunks(TOGETHER).map(|articles| {
        let articles = articles.iter().cloned().map(|place| &document.text[place]);
        let text: String = [opening.as_str()]
            .into_iter()
            .chain(articles)
            .chain([closing.as_str()])
            .collect();
        read(&text)
    });
    let pieces = pieces.collect::<Result<Vec<_>>>()?;
    Ok(pieces.into_iter().flatten().collect())
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
        all.into_par_iter().map(each).collect()
    } else {
        all.into_iter().map(each).collect()
    }
}

/// Forgets a feed of which nothing is needed any more: that of thousands of articles takes its time, for which nobody has to
/// wait.
pub(super) fn forget(feed: Feed) {
    if pays(feed.articles.len()) {
        rayon::spawn(move || drop(feed));
    }
}

/// Returns whether so many articles are worth the threads: to start them takes as long as to read a small feed.
pub(crate) fn pays(count: usize) -> bool {
    count > TOGETHER
}

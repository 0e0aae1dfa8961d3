//! Which pages go together: those of one value of a field, and those that no reader tells apart.

use std::cmp::Reverse;
use std::collections::hash_map::{Entry, RandomState};
use std::collections::{BTreeMap, BinaryHeap, HashMap};
use std::hash::BuildHasher;
use std::sync::Arc;

use super::page::Page;
use crate::folder::is_reserved;
use crate::formats::identity;
use crate::text::character::cleaned;
use crate::text::slug::slug;

/// The pages of a plan, by the value of its field in lower case; under nothing if it has none.
pub(super) type Groups = BTreeMap<String, (String, Newest)>;

/// Returns a value without what tells no topics apart: `Open Source` and `open-source` are the same.
pub(super) fn words_of(value: &str) -> String {
    let lower = value.to_lowercase();
    let words = lower.split(|c: char| c.is_whitespace() || matches!(c, '-' | '_'));
    words
        .filter(|word| !word.is_empty())
        .collect::<Vec<_>>()
        .join("-")
}

/// Returns names of files for the values of a field, with the pages under them.
///
/// A name depends on its value alone: what is not quite the value has a hash of it, so that `C++` stays where it is when there
/// is a `C`.
pub(super) fn named(groups: Groups) -> Vec<(String, Option<String>, Vec<Arc<Page>>)> {
    let named = groups.into_iter().map(|(key, (value, newest))| {
        let slug = slug(&key);
        let name = if slug == key && !is_reserved(&slug) {
            slug
        } else if slug.is_empty() {
            identity::short_hash(&key)
        } else {
            format!("{slug}-{}", identity::short_hash(&key))
        };
        let value = Some(value).filter(|value| !value.is_empty());
        (name, value, newest.into_pages())
    });
    named.collect()
}

/// The newest pages seen so far, at most so many.
pub(super) struct Newest {
    limit: Option<usize>,
    pages: BinaryHeap<Reverse<Arc<Page>>>,
}

impl Newest {
    pub(super) fn new(limit: Option<usize>) -> Self {
        Self {
            limit,
            pages: BinaryHeap::new(),
        }
    }

    /// Takes a page in; the oldest one makes room for it.
    pub(super) fn push(&mut self, page: &Arc<Page>) {
        self.pages.push(Reverse(Arc::clone(page)));
        if self.limit.is_some_and(|limit| self.pages.len() > limit) {
            self.pages.pop();
        }
    }

    /// Returns the pages, the newest first.
    pub(super) fn into_pages(self) -> Vec<Arc<Page>> {
        let pages = self.pages.into_sorted_vec().into_iter();
        pages.map(|Reverse(page)| page).collect()
    }
}

/// Pages that have been seen: no reader tells articles apart that have one identity and one address.
#[derive(Default)]
pub(super) struct Doubles {
    hasher: RandomState,
    /// Hashes of what tells pages apart, which are shorter, and the files in which each was seen, by their number.
    seen: HashMap<u64, usize>,
}

impl Doubles {
    /// Returns a hash of what tells a page apart.
    pub(super) fn hash(&self, page: &Page) -> u64 {
        let article = &page.article;
        let address = article.web_url.as_deref().map(identity::canonical);
        // What a feed cannot hold tells nothing apart.
        let id = article.id.as_deref().map(cleaned);
        let id = id.filter(|id| !id.trim().is_empty());
        let id = id.map(|id| identity::canonical(id.trim()));
        let identity = id.as_ref().or(address.as_ref());
        self.hasher.hash_one((identity, &address))
    }

    /// Returns the number of the file with the page that the one of this hash and number is the double of.
    pub(super) fn of(&mut self, hash: u64, number: usize) -> Option<usize> {
        match self.seen.entry(hash) {
            Entry::Occupied(seen) => Some(*seen.get()),
            Entry::Vacant(new) => {
                new.insert(number);
                None
            }
        }
    }
}

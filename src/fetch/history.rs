//! The archives of a feed ([RFC 5005](https://www.rfc-editor.org/rfc/rfc5005)), or its further pages: each once, and no more than
//! anyone has.

use std::collections::HashSet;

use ::url::Url;

use super::Failure;
use super::address::{with_user_of, without_user, without_user_of};
use super::exchange::{Exchange, Request};
use super::http::Answer;
use super::task::{self, Found};
use crate::error::{Result, Warning};
use crate::model::Feed;

/// The most archives of one feed.
const MAX_PAGES: usize = 500;

/// How many of the largest documents a feed and its archives may be together. They are kept until all of them are there.
const MAX_SIZES: usize = 8;

/// What is behind a feed.
#[derive(Debug)]
pub(super) struct History {
    /// What the feed itself says, which had to be read to find the others.
    pub(super) first: Result<Found>,
    /// The addresses of the archives, and what they say.
    pub(super) pages: Vec<(Url, Found)>,
    /// The size of them all, in bytes.
    pub(super) size: usize,
    /// Where it ends before its time.
    pub(super) break_off: Option<BreakOff>,
    /// Whether all of it is there, or was before.
    pub(super) is_whole: bool,
    /// The newest archive, if there is no need to read it and those behind it again.
    pub(super) archive: Option<String>,
}

/// An archive that could not be had, nor those behind it.
#[derive(Debug)]
pub(super) struct BreakOff {
    url: Url,
    failure: Failure,
    /// What its server says of that, and at which address.
    pub(super) answer: Option<(Url, Answer)>,
}

impl BreakOff {
    fn new(url: &Url, failure: Failure) -> Self {
        Self {
            url: without_user(url),
            failure,
            answer: None,
        }
    }

    pub(super) fn warning(&self) -> Warning {
        let Self { url, failure, .. } = self;
        Warning::new(format!(
            "left out the archive {url} and those behind it: {failure}"
        ))
    }
}

impl Request<'_> {
    /// Follows a feed to its archives, as far as to one that is `known`. Those that say what they are do not change.
    pub(super) async fn history(&self, exchange: &mut Exchange, known: Option<&str>) -> History {
        exchange.place = None;
        let first = task::document(exchange, self.is_trusted, &self.shared.options);
        let mut next = first
            .as_ref()
            .ok()
            .and_then(|found| behind(&found.document.feed, &exchange.url));
        let newest = next.clone();
        let known = known.and_then(|known| Url::parse(known).ok());
        let known = known.map(|known| with_user_of(self.own, known));
        let mut seen: HashSet<Url> = known.into_iter().collect();
        seen.insert(exchange.url.clone());
        let mut history = History {
            first,
            pages: Vec::new(),
            size: exchange.answer.body.len(),
            break_off: None,
            is_whole: true,
            archive: None,
        };
        exchange.answer.body = Vec::new();
        while let Some(url) = next.filter(|url| seen.insert(url.clone())) {
            let page = match history.pages.len() {
                MAX_PAGES => Err(BreakOff::new(&url, Failure::TooManyArchives(MAX_PAGES))),
                _ => self.page(&url, history.size).await,
            };
            match page {
                Ok((page, found)) => {
                    next = behind(&found.document.feed, &page.url);
                    history.size += page.answer.body.len();
                    history.pages.push((page.url, found));
                }
                Err(break_off) => {
                    history.break_off = Some(break_off);
                    break;
                }
            }
        }
        let mut pages = history.pages.iter().map(|(_, page)| page);
        history.is_whole = history.break_off.is_none() && pages.all(|page| page.is_complete);
        let mut pages = history.pages.iter().map(|(_, page)| &page.document.feed);
        if history.is_whole && pages.all(|page| page.archive == Some(true)) {
            history.archive = newest.map(|url| without_user_of(self.own, &url).to_string());
        }
        history
    }

    /// Fetches one archive, behind what has that `size`.
    async fn page(&self, url: &Url, size: usize) -> Result<(Exchange, Found), BreakOff> {
        let failed = |failure| BreakOff::new(url, failure);
        let page = self.exchange(url, None).await.map_err(failed)?;
        if !page.answer.is_document() {
            let failure = Failure::Status(page.answer.status);
            return Err(BreakOff {
                answer: Some((page.url, page.answer)),
                ..failed(failure)
            });
        }
        let options = &self.shared.options;
        let most = options.max_size.saturating_mul(MAX_SIZES);
        if size.saturating_add(page.answer.body.len()) > most {
            return Err(failed(Failure::HistoryTooLarge(most)));
        }
        let found = task::document(&page, self.is_trusted, options);
        let found = found.map_err(|error| failed(Failure::NotAFeed(Box::new(error))))?;
        Ok((page, found))
    }
}

/// Returns the address of what is behind a feed.
fn behind(feed: &Feed, url: &Url) -> Option<Url> {
    let link = feed
        .previous_archive_url
        .as_ref()
        .or(feed.next_url.as_ref());
    url.join(link?).ok()
}

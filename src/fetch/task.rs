//! One feed: asked, and read.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use ::url::Url;
use reqwest::header::CONTENT_TYPE;

use super::FetchOptions;
use super::entries::{self, Entry};
use super::exchange::{Exchange, Request};
use super::hosts::{Hosts, Turn};
use super::http::{Client, Validators};
use super::report::Failure;
use super::state::FeedState;
use crate::error::{Error, Result, Warning};
use crate::formats::{self, Encoding, FRONT_MATTER, Limits, ReadOptions};

/// What all tasks have in common.
pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) hosts: Hosts,
    pub(super) options: FetchOptions,
    /// The addresses that were asked in this run, and for which feed.
    pub(super) asked: Mutex<HashMap<Url, String>>,
}

/// A feed to be asked.
pub(super) struct Task {
    /// Its place in the list.
    pub(super) order: usize,
    pub(super) url: String,
    pub(super) start: Url,
    pub(super) state: FeedState,
}

/// What a document holds.
pub(super) struct Reading {
    pub(super) entries: Vec<Entry>,
    /// For how many minutes it says that it is fresh.
    pub(super) ttl: Option<u64>,
    pub(super) warnings: Vec<Warning>,
}

impl Task {
    /// Asks. A page leads to the feed that it names.
    pub(super) async fn run(&self, shared: &Shared, turn: Turn) -> Result<Exchange, Failure> {
        let request = Request {
            shared,
            owner: &self.url,
            // A feed that was asked before has entries of its own, which no other brings.
            is_new: self.state.id.is_none(),
            validators: &self.state.validators,
        };
        let exchange = request.exchange(&self.start, Some(turn)).await?;
        let Some(feed) = exchange.feed_of_page() else {
            return Ok(exchange);
        };
        let request = Request {
            validators: &Validators::default(),
            ..request
        };
        let found = request.exchange(&feed, None).await?;
        Ok(Exchange {
            moved_to: found.moved_to.clone().or(Some(feed)),
            is_of_page: true,
            ..found
        })
    }
}

impl Shared {
    /// Notes that an address is asked for a feed, or returns the other for which it was asked already.
    pub(super) fn claim(&self, url: &Url, owner: &str) -> Option<String> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let first = asked.entry(url.clone()).or_insert_with(|| owner.to_owned());
        (first != owner).then(|| first.clone())
    }
}

/// Reads the document that came, if one did.
pub(super) fn read(
    url: &str,
    exchange: &mut Exchange,
    options: &FetchOptions,
) -> Option<Result<Reading>> {
    if !exchange.answer.is_document() {
        return None;
    }
    let body = std::mem::take(&mut exchange.answer.body);
    let kind = exchange.answer.header(CONTENT_TYPE).unwrap_or_default();
    let read_options = ReadOptions {
        honours_remainder: false,
        charset: charset(kind),
        base: Some(exchange.url.clone()),
        limits: Limits {
            bytes: options.max_size,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let read = || {
        let document = formats::read(&body, &read_options)?;
        // A stranger's front matter could set any field.
        if document.format == FRONT_MATTER {
            return Err(Error::UnexpectedFormat {
                expected: "a feed".to_owned(),
                found: FRONT_MATTER,
            });
        }
        Ok(Reading {
            ttl: document.feed.ttl,
            entries: entries::of_feed(url, document.feed, options)?,
            warnings: document.warnings,
        })
    };
    Some(read())
}

/// Returns the encoding that a media type names.
fn charset(kind: &str) -> Option<Encoding> {
    let parameters = kind.split(';').skip(1);
    let label = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?
        .1;
    Encoding::from_label(label.trim().trim_matches('"')).ok()
}

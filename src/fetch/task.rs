//! One feed: asked, and read.

use ::url::Url;
use reqwest::header::CONTENT_TYPE;

use super::FetchOptions;
use super::entries::{self, Entry};
use super::exchange::{Exchange, exchange};
use super::hosts::Hosts;
use super::http::Client;
use super::report::Failure;
use super::state::FeedState;
use crate::error::{Error, Result, Warning};
use crate::formats::{self, Encoding, Limits, ReadOptions};

/// What all tasks have in common.
pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) hosts: Hosts,
    pub(super) options: FetchOptions,
}

/// A feed to be asked.
pub(super) struct Task {
    pub(super) url: String,
    pub(super) start: Url,
    pub(super) state: FeedState,
}

/// What a task brings.
pub(super) struct Fetched {
    pub(super) exchange: Exchange,
    /// What a document holds, if one came.
    pub(super) document: Option<Result<Reading>>,
}

/// What a document holds.
pub(super) struct Reading {
    pub(super) entries: Vec<Entry>,
    /// For how many minutes it says that it is fresh.
    pub(super) ttl: Option<u64>,
    pub(super) warnings: Vec<Warning>,
}

impl Task {
    pub(super) async fn run(&self, shared: &Shared) -> Result<Fetched, Failure> {
        let options = &shared.options;
        let mut exchange = exchange(
            &shared.client,
            &options.guard,
            &shared.hosts,
            &self.start,
            &self.state.validators,
        )
        .await?;
        if exchange.answer.status == 429 {
            shared.hosts.block(&exchange.url);
        }
        if !exchange.answer.is_document() {
            return Ok(Fetched {
                exchange,
                document: None,
            });
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
        let (url, limit) = (self.url.clone(), options.limit);
        let reading = tokio::task::spawn_blocking(move || {
            let document = formats::read(&body, &read_options)?;
            let ttl = document.feed.ttl;
            Ok(Reading {
                entries: entries::of_feed(&url, document.feed, limit)?,
                ttl,
                warnings: document.warnings,
            })
        });
        let document = reading.await.unwrap_or_else(|_| Err(Error::Empty));
        Ok(Fetched {
            exchange,
            document: Some(document),
        })
    }
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

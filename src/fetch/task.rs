//! One feed: asked, and read.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::AtomicBool;
use std::sync::{Mutex, PoisonError};

use ::url::Url;
use reqwest::header::CONTENT_TYPE;

use super::address::{with_user_of, without_user, without_user_of};
use super::exchange::{Exchange, Request};
use super::freshness::{self, MAX_MOVED};
use super::history::BreakOff;
use super::hosts::{Hosts, Turn};
use super::http::{Client, Validators};
use super::report::Failure;
use super::shape::Shape;
use super::state::FeedState;
use super::{FetchOptions, entries, wanted};
use crate::error::{Error, Result, Warning};
use crate::formats::{self, Document, Encoding, FRONT_MATTER, Limits, ReadOptions};
use crate::model::{Article, Feed, Source};
use crate::sources;

/// What all tasks have in common.
pub(super) struct Shared {
    pub(super) client: Client,
    pub(super) hosts: Hosts,
    pub(super) options: FetchOptions,
    /// The addresses that are asked in this run, and for which feed.
    pub(super) asked: Mutex<HashMap<Url, String>>,
}

/// A feed to be asked.
pub(super) struct Task {
    /// Its place in the list.
    pub(super) order: usize,
    pub(super) url: String,
    /// The address that the user gave.
    pub(super) own: Url,
    /// The address that is asked: where it has moved to, if it has.
    pub(super) start: Url,
    /// Where it had moved to, if its own address is asked whether it still has.
    moved_to: Option<Url>,
    pub(super) state: FeedState,
    /// What the user wants of its entries.
    pub(super) shape: Shape,
    /// How it is asked.
    pub(super) manner: i64,
    /// Whether another feed can stand for it: it was not asked before, or was the same as another, which has its entries. Any
    /// other has entries of its own, which no other brings.
    pub(super) is_new: bool,
    /// The address of the other that it was the same as, and still is where it cannot be asked.
    pub(super) was_same_as: Option<String>,
    /// Whether it has entries, and was not the same as another.
    pub(super) has_entries: bool,
    /// Whether anybody was asked for it in this run. Our own rules may refuse its address before.
    pub(super) was_asked: AtomicBool,
    /// Whether anybody answered, with whatever.
    pub(super) was_answered: AtomicBool,
    /// Whether a stranger lists it.
    is_of_stranger: bool,
    /// Whether what it says of fields beyond its format counts.
    is_trusted: bool,
    /// Whether a page may stand in the place of the feed, and name it. Where a feed was read before, one is a mistake: of its
    /// server, or of a network that wants its users to log in.
    may_be_page: bool,
    /// Whether one did when it was asked there last.
    is_page: bool,
}

/// What a document holds.
pub(super) struct Reading {
    /// All but the articles.
    pub(super) feed: Feed,
    /// Those that are wanted, each behind what tells it from the others.
    pub(super) articles: Vec<(String, Article)>,
    /// The keys of all, wanted or not.
    pub(super) present: HashSet<String>,
    pub(super) warnings: Vec<Warning>,
    /// Whether all of the document came.
    pub(super) is_complete: bool,
}

/// What stands at an address.
#[derive(Debug)]
pub(super) struct Found {
    pub(super) document: Document,
    /// Whether it is all there: a server may not know, or may have half of it in its cache.
    pub(super) is_complete: bool,
}

impl Task {
    /// Makes a task, if its feed has an address, and can have what is wanted of it.
    pub(super) fn new(
        order: usize,
        source: &Source,
        mut state: FeedState,
        options: &FetchOptions,
    ) -> Result<Self, Failure> {
        let url = &source.url;
        let own = sources::address(source);
        let mut own = own.ok_or_else(|| Failure::BadAddress(url.clone()))?;
        // No server sees it.
        own.set_fragment(None);
        let is_of_stranger = options.strangers.contains(url);
        wanted::check(source, is_of_stranger)?;
        let mut moved_to = match &state.moved_to {
            Some(address) => {
                let moved_to = Url::parse(address);
                let moved_to = moved_to.map_err(|_| Failure::BadLocation(address.clone()))?;
                Some(with_user_of(&own, moved_to))
            }
            None => None,
        };
        let now = freshness::now();
        let is_settled = now.abs_diff(state.own_asked) < MAX_MOVED.as_secs() && !options.force;
        let start = moved_to.take_if(|_| is_settled);
        let start = start.unwrap_or_else(|| own.clone());
        if start == own {
            state.own_asked = now;
        }
        let is_page = state.is_page && start == own;
        let is_read = state.same_as.is_none() && state.target.is_some();
        Ok(Self {
            order,
            is_new: state.id.is_none(),
            was_same_as: None,
            has_entries: false,
            was_asked: AtomicBool::new(false),
            was_answered: AtomicBool::new(false),
            may_be_page: !is_read || is_page,
            is_page,
            manner: options.manner(is_of_stranger),
            is_of_stranger,
            is_trusted: source.trust == Some(true),
            url: url.clone(),
            own,
            start,
            moved_to,
            state,
            shape: Shape::of(source, options),
        })
    }

    /// Returns whether the user wants otherwise than when it was read last: what its server knows us to have does not count then.
    pub(super) fn is_reshaped(&self) -> bool {
        self.shape.is_beyond(self.state.shape)
    }

    /// Returns whether it is asked otherwise than when it failed: with other headers, or for longer.
    pub(super) fn is_mended(&self) -> bool {
        let manner = self.state.manner.filter(|_| self.state.failures > 0);
        manner.is_some_and(|manner| manner != self.manner)
    }

    /// Asks. A page leads to the feed that it names.
    pub(super) async fn run(&self, shared: &Shared, turn: Turn) -> Result<Exchange, Failure> {
        let none = Validators::default();
        let has_history = shared.options.has_history;
        // Who wants all of it cannot do with what has changed.
        let (validators, archive) = if self.is_reshaped() {
            (&none, None)
        } else {
            (&self.state.validators, self.state.archive.as_deref())
        };
        let request = Request {
            shared,
            owner: Some(&self.url),
            is_trusted: self.is_trusted,
            own: &self.own,
            is_of_stranger: self.is_of_stranger,
            was_asked: &self.was_asked,
            was_answered: &self.was_answered,
            is_new: self.is_new,
            // Those of the feed are not those of its page.
            validators: if self.is_page { &none } else { validators },
        };
        let mut exchange = match &self.moved_to {
            Some(moved_to) => {
                // They are those of the document there.
                let request = Request {
                    validators: &none,
                    ..request
                };
                let first = request.exchange(&self.start, Some(turn)).await;
                if self.is_answer(&first, &shared.options) {
                    first?
                } else {
                    // Whoever moves away may leave nothing behind.
                    drop(first);
                    let request = Request {
                        validators,
                        ..request
                    };
                    request.exchange(moved_to, None).await?
                }
            }
            None => request.exchange(&self.start, Some(turn)).await?,
        };
        if self.may_be_page
            && let Some(feed) = exchange.feed_of_page()
        {
            let feed = with_user_of(&self.own, feed);
            let is_known = self.state.target.as_deref() == Some(feed.as_str());
            let request = Request {
                validators: if is_known { validators } else { &none },
                ..request
            };
            let (is_permanent, is_from_own) = (exchange.is_permanent, exchange.is_from_own);
            drop(exchange);
            let found = request.exchange(&feed, None).await;
            let found = found.map_err(|failure| match failure {
                // A page may name another tomorrow.
                Failure::SameAs { other, .. } => Failure::SameAs {
                    other,
                    moved_to: None,
                },
                failure => failure,
            })?;
            exchange = Exchange {
                moved_to: is_permanent.then(|| {
                    let moved_to = found.moved_to.clone();
                    moved_to.unwrap_or_else(|| without_user_of(&self.own, &feed))
                }),
                is_from_own,
                is_of_page: true,
                ..found
            };
        }
        if has_history && exchange.answer.is_document() {
            let request = Request {
                owner: None,
                validators: &none,
                ..request
            };
            let history = request.history(&mut exchange, archive).await;
            if !history.is_whole {
                exchange.answer.forget_validators();
            }
            exchange.history = Some(history);
        }
        Ok(exchange)
    }

    /// Returns whether that is what its own address says of the feed: nothing else ends what it said before.
    fn is_answer(&self, result: &Result<Exchange, Failure>, options: &FetchOptions) -> bool {
        match result {
            Ok(exchange) if exchange.answer.is_document() => {
                self.may_be_page && exchange.feed_of_page().is_some()
                    || document(exchange, self.is_trusted, options).is_ok()
            }
            // Who wants to be left alone is.
            Ok(exchange) => exchange.answer.status == 429,
            Err(failure) => matches!(failure, Failure::SameAs { .. }),
        }
    }
}

/// Returns the addresses that are asked whatever answers, and for which feed: an address of the list is that of its own feed,
/// whoever else is redirected there first, unless one that has entries has moved there; and one that answered before is that of
/// the feed which has the entries.
pub(super) fn claims(tasks: &[Task]) -> HashMap<Url, String> {
    let mut claims = HashMap::new();
    let mut claim = |address: &Url, task: &Task| {
        let first = claims.entry(address.clone());
        first.or_insert_with(|| task.url.clone());
    };
    for has_entries in [true, false] {
        let tasks = || tasks.iter().filter(|task| task.has_entries == has_entries);
        tasks().for_each(|task| claim(&task.own, task));
        tasks().for_each(|task| claim(&task.start, task));
    }
    for task in tasks.iter().filter(|task| task.has_entries) {
        let target = task.state.target.as_deref();
        if let Some(target) = target.and_then(|target| Url::parse(target).ok()) {
            claim(&target, task);
        }
    }
    claims
}

impl Shared {
    /// Notes that an address is asked for a feed, or returns the other for which it was asked already.
    pub(super) fn claim(&self, url: &Url, owner: &str) -> Option<String> {
        let mut asked = self.asked.lock().unwrap_or_else(PoisonError::into_inner);
        let first = asked.entry(url.clone()).or_insert_with(|| owner.to_owned());
        (first != owner).then(|| first.clone())
    }
}

/// Reads the document that came, if one did, and its archives.
pub(super) fn read(
    source: &Source,
    exchange: &mut Exchange,
    options: &FetchOptions,
) -> Option<Result<Reading>> {
    if !exchange.answer.is_document() {
        return None;
    }
    let found = whole(exchange, source.trust == Some(true), options);
    exchange.answer.body = Vec::new();
    Some(found.and_then(|(found, documents)| {
        // Before some of them are left out: who an article is does not depend on which of them are wanted.
        let articles = entries::keyed(documents, found.document.feed.link.as_deref());
        Ok(Reading {
            present: articles.iter().map(|(key, _)| key.clone()).collect(),
            articles: wanted::articles(source, &found.document.feed, articles, options)?,
            feed: found.document.feed,
            warnings: found.document.warnings,
            is_complete: found.is_complete,
        })
    }))
}

/// Reads the document that came, and returns its articles and those of each of its archives beside.
fn whole(
    exchange: &mut Exchange,
    is_trusted: bool,
    options: &FetchOptions,
) -> Result<(Found, Vec<Vec<Article>>)> {
    let mut found = match &mut exchange.history {
        Some(history) => std::mem::replace(&mut history.first, Err(Error::Empty))?,
        None => document(exchange, is_trusted, options)?,
    };
    let Document { feed, warnings, .. } = &mut found.document;
    let mut documents = vec![std::mem::take(&mut feed.articles)];
    if let Some(history) = &mut exchange.history {
        for (url, page) in history.pages.drain(..) {
            let url = without_user(&url);
            documents.push(page.document.feed.articles);
            if !page.is_complete {
                warnings.push(Warning::new(format!("the archive {url} breaks off")));
            }
        }
        warnings.extend(history.break_off.as_ref().map(BreakOff::warning));
    }
    Ok((found, documents))
}

/// Reads a document.
pub(super) fn document(
    exchange: &Exchange,
    is_trusted: bool,
    options: &FetchOptions,
) -> Result<Found> {
    let body = &exchange.answer.body;
    let kind = exchange.answer.header(CONTENT_TYPE).unwrap_or_default();
    let read_options = ReadOptions {
        honours_remainder: is_trusted,
        keeps_unsafe_html: is_trusted,
        charset: charset(kind),
        // Links in articles are for everyone.
        base: Some(without_user(&exchange.url)),
        limits: Limits {
            bytes: options.max_size,
            ..Limits::default()
        },
        ..ReadOptions::default()
    };
    let mut document = formats::read(body, &read_options)?;
    let is_complete = if formats::is_lines(document.format) {
        // The last one has an end as all others have, or one of its own. UTF-16 has a NUL beside each letter.
        match body.iter().rfind(|byte| **byte != 0) {
            Some(b'}') => document.errors.is_empty(),
            last => last == Some(&b'\n'),
        }
    } else {
        !document.is_cut()
    };
    for error in std::mem::take(&mut document.errors) {
        let warning = Warning::new(error.to_string());
        document.warnings.push(warning.at(error.position()));
    }
    // A stranger's front matter could set any field.
    if document.format == FRONT_MATTER {
        return Err(Error::UnexpectedFormat {
            expected: "a feed".to_owned(),
            found: FRONT_MATTER,
        });
    }
    Ok(Found {
        document,
        is_complete,
    })
}

/// Returns the encoding that a media type names.
fn charset(kind: &str) -> Option<Encoding> {
    let parameters = kind.split(';').skip(1);
    let label = parameters
        .filter_map(|parameter| parameter.split_once('='))
        .find(|(name, _)| name.trim().eq_ignore_ascii_case("charset"))?
        .1;
    Encoding::named(label.trim().trim_matches('"')).ok()
}

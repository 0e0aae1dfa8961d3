//! What is remembered, and told, of a feed that brought no entries.

use std::collections::HashMap;
use std::sync::atomic::Ordering;
use std::time::Duration;

use ::url::Url;

use super::address::without_user_of;
use super::exchange::Exchange;
use super::freshness::{self, after};
use super::hosts;
use super::http::{Answer, Validators};
use super::report::{Failure, Outcome};
use super::run::Run;
use super::state::FeedState;
use super::task::Task;
use crate::error::{Result, Warning};

/// What is told of a feed.
pub(super) struct Told {
    pub(super) task: Task,
    pub(super) outcome: Outcome,
    pub(super) status: Option<u16>,
    pub(super) is_of_page: bool,
    /// The files that a trial would write.
    pub(super) files: Vec<String>,
    pub(super) warnings: Vec<Warning>,
}

impl Told {
    /// Returns what is told of a feed of which there is no more to say.
    pub(super) fn of(task: Task, outcome: Outcome, exchange: Option<&Exchange>) -> Self {
        Self {
            status: exchange.map(|exchange| exchange.answer.status),
            is_of_page: exchange.is_some_and(|exchange| exchange.is_of_page),
            task,
            outcome,
            files: Vec::new(),
            warnings: Vec::new(),
        }
    }
}

impl Run<'_> {
    /// Returns the other feeds, listed or not, that have the entries of this one: it has none yet, or has moved for good to where
    /// the user has it already.
    pub(super) fn others_at(&self, task: &Task, exchange: &Exchange) -> Result<Vec<String>> {
        let url = &exchange.url;
        if !task.has_entries || task.state.target.is_none() {
            let mut others = self.state.feeds_at(url.as_str())?;
            others.retain(|other| *other != task.url);
            return Ok(others);
        }
        let has_moved = exchange.is_permanent && !exchange.is_of_page && *url != task.own;
        let is_other = has_moved && self.orders.contains_key(url.as_str()) && {
            // One that was never read, or only found to be the same, has none of its own: they stay where they are.
            let other = self.state.feed(url.as_str())?;
            other.target.is_some() && other.same_as.is_none()
        };
        Ok(is_other.then(|| url.to_string()).into_iter().collect())
    }

    /// Returns the first of the feeds of the list that still brings what stands at an address: it has not failed, has been asked
    /// with success in this run, or is asked at the very address that answers.
    pub(super) fn living(
        &self,
        others: &[String],
        url: &Url,
        read_at: &HashMap<Url, String>,
    ) -> Result<Option<String>> {
        for other in others {
            if !self.orders.contains_key(other.as_str()) {
                continue;
            }
            let state = self.state.feed(other)?;
            let start = state.moved_to.as_deref().unwrap_or(other);
            let is_at = |url: &Url| Url::parse(start).is_ok_and(|start| start == *url);
            let is_read = || read_at.values().any(|read| read == other);
            if !state.is_gone && (state.failures == 0 || is_at(url) || is_read()) {
                return Ok(Some(other.clone()));
            }
        }
        Ok(None)
    }

    pub(super) fn same(
        &self,
        mut task: Task,
        exchange: Option<&Exchange>,
        other: String,
    ) -> Result<Told> {
        let state = &mut task.state;
        state.is_gone = false;
        state.failures = 0;
        state.error = None;
        state.same_as = Some(other.clone());
        let (target, time) = match exchange {
            Some(exchange) => (Some(exchange.url.to_string()), exchange.answer.time),
            None => (self.state.feed(&other)?.target, freshness::now()),
        };
        state.target = target;
        state.not_before = freshness::until(self.now, time, self.options.min_interval);
        if let Some(exchange) = exchange {
            let is_move = exchange.is_permanent && !exchange.is_of_page;
            state.move_to(&task.own, exchange, is_move);
        }
        self.state.put_feed(&task.url, &task.state)?;
        Ok(Told::of(task, Outcome::SameAs(other), exchange))
    }

    pub(super) fn failed(
        &self,
        mut task: Task,
        exchange: Option<&Exchange>,
        failure: Failure,
    ) -> Result<Told> {
        let was_asked = task.was_asked.load(Ordering::Relaxed);
        let state = &mut task.state;
        if was_asked {
            state.failures = state.failures.saturating_add(1);
            state.error = Some(failure.to_string());
            state.manner = Some(task.manner);
        }
        // Whoever has mended it need not wait.
        if was_asked && !failure.is_of_user() {
            let back_off =
                freshness::back_off(&task.url, state.failures, self.options.min_interval);
            let time = exchange.map_or_else(freshness::now, |exchange| exchange.answer.time);
            state.not_before = state.not_before.max(after(time, back_off));
        }
        if task.start != task.own && failure.is_of_address(state.failures) {
            state.moved_to = None;
            // They are those of the document there.
            state.validators = Validators::default();
        }
        state.same_as = task.was_same_as.take();
        // Of a feed that our own rules refuse there is nothing to remember: they may be others in the next run.
        if was_asked || state.id.is_some() {
            self.state.put_feed(&task.url, &task.state)?;
        }
        Ok(Told::of(task, Outcome::Failed(failure), exchange))
    }

    /// Remembers an answer without a document.
    pub(super) fn without_document(&self, mut task: Task, exchange: &Exchange) -> Result<Told> {
        let (answer, state) = (&exchange.answer, &mut task.state);
        let outcome = match answer.status {
            // Without anything of it, nobody knows what has not changed.
            304 if state.target.is_some() => {
                let Validators {
                    etag,
                    last_modified,
                } = answer.validators();
                let own = &mut state.validators;
                own.etag = etag.or(own.etag.take());
                own.last_modified = last_modified.or(own.last_modified.take());
                if state.shape.hash.is_none() {
                    state.shape = task.shape;
                }
                state.move_to(&task.own, exchange, true);
                self.succeed(state, exchange);
                Outcome::NotModified
            }
            _ if exchange.is_gone(&task.own) => {
                state.is_gone = true;
                Outcome::Gone
            }
            status => {
                state.not_before = answer.time;
                self.heed(state, &exchange.url, answer)?;
                let failure = Failure::Status(status).at(&exchange.url, &task.own);
                return self.failed(task, Some(exchange), failure);
            }
        };
        self.state.put_feed(&task.url, &task.state)?;
        Ok(Told::of(task, outcome, Some(exchange)))
    }

    /// Remembers that a server wants to be left alone, if it does: all of it that asks for fewer requests, and else the feed.
    pub(super) fn heed(&self, state: &mut FeedState, url: &Url, answer: &Answer) -> Result<()> {
        let unstated = match answer.status {
            429 => freshness::TOO_MANY_REQUESTS,
            503 => Duration::ZERO,
            _ => return Ok(()),
        };
        let stated = freshness::retry_after(answer);
        if let Some(wait) = stated {
            state.left_alone_until = after(answer.time, wait);
        }
        let until = after(answer.time, stated.unwrap_or(unstated));
        state.not_before = state.not_before.max(until);
        if answer.status == 429 && !self.options.guard.is_own(url) {
            let name = hosts::name(url);
            self.state.block_host(&name, until)?;
        }
        Ok(())
    }

    pub(super) fn succeed(&self, state: &mut FeedState, exchange: &Exchange) {
        state.failures = 0;
        state.error = None;
        state.is_gone = false;
        state.target = Some(exchange.url.to_string());
        // Where a feed has moved to, its page is not seen again.
        state.is_page = exchange.is_of_page || state.is_page && state.moved_to.is_some();
        // Many servers let nothing be kept, whatever their feeds say.
        let of_server = freshness::of_answer(&exchange.answer).unwrap_or_default();
        let of_feed = freshness::of_minutes(state.schedule.minutes);
        let fresh = of_server.max(of_feed).max(self.options.min_interval);
        let earliest = freshness::until(self.now, exchange.answer.time, fresh);
        state.not_before = state.schedule.next(earliest).max(state.left_alone_until);
    }
}

impl FeedState {
    /// Remembers where a feed has moved to, if what it says of that counts: nowhere, if its own address does not say so any more,
    /// or if it has come back there.
    pub(super) fn move_to(&mut self, own: &Url, exchange: &Exchange, counts: bool) {
        let target = exchange.moved_to.as_ref().filter(|_| counts);
        if target.is_some() || exchange.is_from_own {
            let target = target.filter(|target| **target != without_user_of(own, own));
            self.moved_to = target.map(Url::to_string);
        }
    }
}

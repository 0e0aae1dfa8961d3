//! What a run does with what came: the files first, and what is known of them after.

use std::collections::{HashMap, HashSet};

use chrono::DateTime;
use rayon::prelude::*;

use super::entries::{self, Entry};
use super::folder::Folder;
use super::heir::{Left, Unlisted};
use super::outage::Outage;
use super::queue::Asked;
use super::report::{Failure, Outcome, Report};
use super::state::{FeedState, State};
use super::task::{self, Reading, Task};
use super::told::Told;
use super::{FetchOptions, freshness, hosts, rebuild};
use crate::error::{Result, Warning};
use crate::folder::is_below;
use crate::model::Source;

/// The most feeds that are each the same as the next.
const MAX_SAME: usize = 10;

/// The one that writes.
pub(super) struct Run<'a> {
    sources: &'a [Source],
    pub(super) options: &'a FetchOptions,
    pub(super) state: State,
    pub(super) folder: Folder,
    blocked: HashMap<String, i64>,
    /// The feeds of the list, and their places in it.
    pub(super) orders: HashMap<&'a str, usize>,
    /// The feeds that are listed no more, once somebody has asked for them.
    pub(super) unlisted: Option<Unlisted>,
    /// Their entries, likewise.
    pub(super) left: Option<Left>,
    pub(super) outage: Outage,
    /// When it began.
    pub(super) now: i64,
    pub(super) number: i64,
}

impl<'a> Run<'a> {
    pub(super) fn new(sources: &'a [Source], options: &'a FetchOptions) -> Result<Self> {
        let mut state = State::open(options)?;
        if state.is_new() {
            rebuild::rebuild(&state, options)?;
            state = state.put_in_place(options)?;
        }
        state.settle(options)?;
        let now = freshness::now();
        state.forget_times_ahead(now, options.min_interval)?;
        Ok(Self {
            folder: Folder::new(sources, options),
            blocked: state.blocked_hosts(now)?,
            orders: sources
                .iter()
                .map(|source| source.url.as_str())
                .zip(0..)
                .collect(),
            unlisted: None,
            left: None,
            outage: Outage::default(),
            sources,
            number: state.runs()?,
            options,
            state,
            now,
        })
    }

    /// Returns the hosts that wanted to be left alone in earlier runs, and still do.
    pub(super) fn blocked_hosts(&self) -> Vec<&str> {
        self.blocked.keys().map(String::as_str).collect()
    }

    /// Returns the feeds that are to be asked, and tells why the others need not be.
    pub(super) fn sort(&mut self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<Vec<Task>> {
        let mut tasks = Vec::new();
        for (order, source) in self.sources.iter().enumerate() {
            let url = &source.url;
            let mut state = self.state.feed(url)?;
            let same = self.still_same(&state)?;
            if state.id.is_none() || state.same_as.is_some() && same.is_none() {
                state = self.inherit(url, state)?;
            }
            if let Some(other) = &same {
                // What leads to the other and has not moved for good may lead elsewhere tomorrow. It is asked when the other is,
                // which then answers for both.
                state.not_before = state.not_before.max(other.not_before);
            }
            let task = || Task::new(order, source, state, self.options);
            let mut task = match checked(source).and_then(|()| task()) {
                Ok(task) => task,
                Err(failure) => {
                    tell(&Report::of(url, &Outcome::Failed(failure)));
                    continue;
                }
            };
            if let Some((outcome, not_before)) = self.reason_not_to_ask(&task, same.is_some()) {
                tell(&Report {
                    moved_to: task.state.moved_to.as_deref(),
                    not_before: DateTime::from_timestamp(not_before, 0),
                    ..Report::of(url, &outcome)
                });
            } else {
                task.was_same_as = task.state.same_as.take();
                task.is_new |= same.is_some();
                task.has_entries = task.was_same_as.is_none() && self.has_entries(&task.state)?;
                tasks.push(task);
            }
        }
        Ok(tasks)
    }

    fn reason_not_to_ask(&self, task: &Task, is_same: bool) -> Option<(Outcome, i64)> {
        let state = &task.state;
        let blocked = self.blocked.get(&hosts::name(&task.start)).copied();
        // What the server says holds whatever the user wants.
        let is_wanted =
            self.options.force || task.is_mended() || task.is_reshaped() && state.failures == 0;
        let is_early =
            state.left_alone_until > self.now || state.not_before > self.now && !is_wanted;
        match (state.is_gone, &state.same_as, blocked) {
            (true, ..) if !self.options.force => Some((Outcome::Gone, i64::MAX)),
            (_, Some(other), _) if is_same && (is_early || task.start != task.own) => {
                Some((Outcome::SameAs(other.clone()), state.not_before))
            }
            (.., Some(not_before)) => Some((Outcome::Fresh, not_before)),
            // The server has said for how long, and cannot be asked what there is.
            _ if state.left_alone_until > self.now => Some((Outcome::Fresh, state.not_before)),
            _ if is_early => Some((state.unasked(), state.not_before)),
            _ => None,
        }
    }

    /// Returns the other that a feed was found to be the same as, if it still is.
    fn still_same(&self, state: &FeedState) -> Result<Option<FeedState>> {
        let mut same_as = state.same_as.clone();
        // The other may be the same as a third. Those that are the same as each other have no entries at all.
        for _ in 0..MAX_SAME {
            let Some(other) = &same_as else {
                return Ok(None);
            };
            let is_listed = self.orders.contains_key(other.as_str());
            let other = self.state.feed(other)?;
            if !is_listed || other.is_gone || other.failures > 0 {
                return Ok(None);
            }
            if other.same_as.is_none() {
                return Ok(Some(other).filter(|other| other.target == state.target));
            }
            same_as = other.same_as;
        }
        Ok(None)
    }

    /// Writes what feeds brought, and remembers it.
    pub(super) fn take_in(
        &mut self,
        mut batch: Vec<Brought>,
        tell: &mut dyn FnMut(&Report<'_>),
    ) -> Result<()> {
        self.state.begin()?;
        let mut told = Vec::new();
        let mut plans = Vec::new();
        let mut paths = HashSet::new();
        let mut read_at = HashMap::new();
        // Who has none may find that another has its entries.
        batch.sort_by_key(|brought| !brought.asked.task.has_entries);
        for Brought { asked, reading } in batch {
            let Asked {
                mut task, result, ..
            } = asked;
            let id = self.state.feed(&task.url)?.id;
            if id != task.state.id {
                // Another has its entries since it was asked.
                task.state.id = id;
                task.state.target = None;
                task.has_entries = false;
            }
            self.outage.note(&task, result.as_ref().err());
            if let Ok(exchange) = &result
                && let Some(history) = &exchange.history
                && let Some(break_off) = &history.break_off
                && let Some((url, answer)) = &break_off.answer
            {
                self.heed(&mut task.state, url, answer)?;
            }
            match (result, reading) {
                (Ok(exchange), Some(Ok((reading, entries)))) => {
                    let others = self.others_at(&task, &exchange)?;
                    let planned = read_at.get(&exchange.url).filter(|_| !task.has_entries);
                    let same = match planned.cloned() {
                        None => self.living(&others, &exchange.url, &read_at)?,
                        planned => planned,
                    };
                    match same {
                        Some(other) => told.push(self.same(task, Some(&exchange), other)?),
                        None => {
                            self.inherit_from(others, &exchange.url, &entries, &mut task)?;
                            read_at.insert(exchange.url.clone(), task.url.clone());
                            let found = (exchange, reading);
                            plans.push(self.plan(task, found, entries, &mut paths)?);
                        }
                    }
                }
                (Ok(exchange), Some(Err(error))) => {
                    let failure = Failure::NotAFeed(Box::new(error));
                    let failure = failure.at(&exchange.url, &task.own);
                    told.push(self.failed(task, Some(&exchange), failure)?);
                }
                (Ok(exchange), None) => told.push(self.without_document(task, &exchange)?),
                (Err(Failure::SameAs { other, moved_to }), _) => {
                    task.state.moved_to = moved_to.or(task.state.moved_to);
                    told.push(self.same(task, None, other)?);
                }
                // The feed itself has done nothing.
                (Err(Failure::HostBlocked), _) => told.push(Told::of(task, Outcome::Fresh, None)),
                (Err(failure), _) => told.push(self.failed(task, None, failure)?),
            }
        }
        if plans.iter().any(|plan| !plan.jobs.is_empty()) {
            self.folder.make()?;
        }
        let folder = &self.folder;
        let written: Vec<_> = plans.par_iter().map(|plan| plan.write(folder)).collect();
        for (plan, written) in plans.into_iter().zip(written) {
            told.push(self.remember(plan, written)?);
        }
        self.state.commit()?;
        for told in told {
            tell(&Report {
                url: &told.task.url,
                outcome: &told.outcome,
                status: told.status,
                moved_to: told.task.state.moved_to.as_deref(),
                is_of_page: told.is_of_page,
                not_before: DateTime::from_timestamp(told.task.state.not_before, 0),
                files: &told.files,
                warnings: &told.warnings,
            });
        }
        Ok(())
    }

    /// Ends the run. What it wrote has its place for good.
    pub(super) fn end(mut self) -> Result<()> {
        self.forget_outage()?;
        self.folder.end();
        self.state.end_run()
    }
}

/// A list may come from a stranger: its folders are below that of the output.
fn checked(source: &Source) -> Result<(), Failure> {
    match &source.folder {
        Some(folder) if !is_below(folder) => Err(Failure::BadFolder(folder.clone())),
        _ => Ok(()),
    }
}

/// A feed that has been asked, and what its document holds, if one came.
pub(super) struct Brought {
    asked: Asked,
    reading: Option<Result<(Reading, Vec<Entry>)>>,
}

/// Reads what came, on every core, in the order of the list.
pub(super) fn read(
    mut batch: Vec<Asked>,
    sources: &[Source],
    options: &FetchOptions,
) -> Vec<Brought> {
    batch.sort_unstable_by_key(|asked| asked.task.order);
    let read = |mut asked: Asked| {
        let source = &sources[asked.task.order];
        let name = asked.task.state.name(&source.url);
        let exchange = asked.result.as_mut().ok();
        let reading = exchange.and_then(|exchange| {
            let reading = task::read(source, exchange, options)?;
            Some(reading.and_then(|mut reading| {
                if !reading.is_complete {
                    exchange.answer.forget_validators();
                    reading.warnings.push(Warning::new(
                        "the document breaks off; all of it will be asked for again".to_owned(),
                    ));
                }
                let articles = std::mem::take(&mut reading.articles);
                let time = exchange.answer.time;
                let entries = entries::of_articles(source, name, articles, time, options)?;
                Ok((reading, entries))
            }))
        });
        Brought { asked, reading }
    };
    batch.into_par_iter().map(read).collect()
}

//! What a run does with what came: the files first, and what is known of them after.

use std::collections::{HashMap, HashSet};
use std::error::Error;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use rayon::prelude::*;

use super::entries::{self, Entry};
use super::exchange::Exchange;
use super::fields::Fields;
use super::folder::{Folder, Job, Kind, Written};
use super::http::Validators;
use super::queue::Asked;
use super::report::{Failure, Outcome, Report};
use super::schedule::Schedule;
use super::state::{EntryState, FeedState, Owner, State};
use super::task::{self, Reading, Task};
use super::{Counts, FetchOptions, freshness, hosts, rebuild};
use crate::error::{Result, Warning};
use crate::model::Source;

/// The one that writes.
pub(super) struct Run<'a> {
    sources: &'a [Source],
    options: &'a FetchOptions,
    state: State,
    folder: Folder,
    blocked: HashMap<String, i64>,
    /// The feeds of the list, and their places in it.
    orders: HashMap<&'a str, usize>,
    now: i64,
    number: i64,
}

/// A feed whose entries have their places.
struct Planned {
    task: Task,
    exchange: Exchange,
    reading: Reading,
    known: HashMap<String, EntryState>,
    renamed: Vec<String>,
    jobs: Vec<Job>,
    unchanged: usize,
}

/// What is told of a feed.
struct Told {
    task: Task,
    outcome: Outcome,
    status: Option<u16>,
    is_of_page: bool,
    warnings: Vec<Warning>,
}

impl<'a> Run<'a> {
    pub(super) fn new(sources: &'a [Source], options: &'a FetchOptions) -> Result<Self> {
        let state = State::open(options)?;
        if state.is_new() || options.rebuilds_state {
            rebuild::rebuild(&state, options)?;
        }
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
            });
        Ok(Self {
            folder: Folder::new(options),
            blocked: state.blocked_hosts(now)?,
            orders: sources
                .iter()
                .map(|source| source.url.as_str())
                .zip(0..)
                .collect(),
            sources,
            number: state.runs()?,
            options,
            state,
            now,
        })
    }

    /// Returns the feeds that are to be asked, and tells why the others need not be.
    pub(super) fn sort(&self, tell: &mut dyn FnMut(&Report<'_>)) -> Result<Vec<Task>> {
        let mut tasks = Vec::new();
        for (order, source) in self.sources.iter().enumerate() {
            let url = &source.url;
            let state = self.state.feed(url)?;
            let is_same = self.is_still_same(&state)?;
            let mut task = match Task::new(order, url, state) {
                Ok(task) => task,
                Err(failure) => {
                    tell(&Report::of(url, &Outcome::Failed(failure)));
                    continue;
                }
            };
            if let Some((outcome, not_before)) = self.reason_not_to_ask(&task, is_same) {
                tell(&Report {
                    moved_to: task.state.moved_to.as_deref(),
                    not_before,
                    ..Report::of(url, &outcome)
                });
            } else {
                task.state.same_as = None;
                tasks.push(task);
            }
        }
        Ok(tasks)
    }

    fn reason_not_to_ask(&self, task: &Task, is_same: bool) -> Option<(Outcome, i64)> {
        let state = &task.state;
        let blocked = self.blocked.get(&hosts::name(&task.start)).copied();
        let is_early = state.not_before > self.now && !self.options.force;
        match (state.is_gone, &state.same_as, blocked) {
            (true, ..) => Some((Outcome::Gone, i64::MAX)),
            (_, Some(other), _) if is_same => Some((Outcome::SameAs(other.clone()), 0)),
            (.., Some(not_before)) => Some((Outcome::Fresh, not_before)),
            _ if is_early => Some((Outcome::Fresh, state.not_before)),
            _ => None,
        }
    }

    /// Returns whether a feed is still the same as the other that was found to be.
    fn is_still_same(&self, state: &FeedState) -> Result<bool> {
        let Some(other) = &state.same_as else {
            return Ok(false);
        };
        let is_listed = self.orders.contains_key(other.as_str());
        let other = self.state.feed(other)?;
        Ok(is_listed && !other.is_gone && other.failures == 0 && other.target == state.target)
    }

    /// Writes what feeds brought, and remembers it.
    pub(super) fn take_in(
        &mut self,
        mut batch: Vec<Asked>,
        tell: &mut dyn FnMut(&Report<'_>),
    ) -> Result<()> {
        batch.sort_unstable_by_key(|asked| asked.task.order);
        let read = |mut asked: Asked| {
            let (task, options) = (&asked.task, self.options);
            let exchange = asked.result.as_mut().ok();
            let reading = exchange.and_then(|exchange| {
                let is_complete = exchange.answer.is_complete();
                let mut reading = task::read(&self.sources[task.order], exchange, options)?;
                if let (Ok(reading), false) = (&mut reading, is_complete) {
                    exchange.answer.forget_validators();
                    reading.warnings.push(Warning::new(
                        "the document breaks off; all of it will be asked for again".to_owned(),
                    ));
                }
                // Written here, on every core.
                Some(reading.and_then(|mut reading| {
                    let articles = std::mem::take(&mut reading.articles);
                    let source = &self.sources[task.order];
                    let entries = entries::of_articles(source, articles, options)?;
                    Ok((reading, entries))
                }))
            });
            (asked, reading)
        };
        let read: Vec<_> = batch.into_par_iter().map(read).collect();
        self.state.begin()?;
        let mut told = Vec::new();
        let mut plans = Vec::new();
        let mut paths = HashSet::new();
        for (Asked { task, result, .. }, reading) in read {
            match (result, reading) {
                (Ok(exchange), Some(Ok((reading, entries)))) => {
                    match self.other_at(&task, &exchange)? {
                        Some(other) => told.push(self.same(task, Some(&exchange), other)?),
                        None => {
                            let found = (exchange, reading);
                            plans.push(self.plan(task, found, entries, &mut paths)?);
                        }
                    }
                }
                (Ok(exchange), Some(Err(error))) => {
                    let failure = Failure::NotAFeed(Box::new(error));
                    told.push(self.failed(task, Some(&exchange), failure)?);
                }
                (Ok(exchange), None) => told.push(self.without_document(task, &exchange)?),
                (Err(Failure::SameAs(other)), _) => told.push(self.same(task, None, other)?),
                // The feed itself has done nothing.
                (Err(Failure::HostBlocked), _) => told.push(told_of(task, Outcome::Fresh, None)),
                (Err(failure), _) => told.push(self.failed(task, None, failure)?),
            }
        }
        if plans.iter().any(|plan| !plan.jobs.is_empty()) {
            self.folder.make()?;
        }
        let folder = &self.folder;
        let written: Vec<Vec<Result<Written>>> = plans
            .par_iter()
            .map(|plan| plan.jobs.iter().map(|job| folder.write(job)).collect())
            .collect();
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
                not_before: told.task.state.not_before,
                warnings: &told.warnings,
            });
        }
        Ok(())
    }

    /// Returns another feed of the list that has the entries of this one, which has none yet.
    fn other_at(&self, task: &Task, exchange: &Exchange) -> Result<Option<String>> {
        if task.state.id.is_some() && task.state.target.is_some() && task.state.same_as.is_none() {
            return Ok(None);
        }
        let others = self.state.feeds_at(exchange.url.as_str())?;
        let is_other =
            |other: &String| *other != task.url && self.orders.contains_key(other.as_str());
        Ok(others.into_iter().find(is_other))
    }

    fn same(&self, mut task: Task, exchange: Option<&Exchange>, other: String) -> Result<Told> {
        task.state.same_as = Some(other.clone());
        task.state.target = match exchange {
            Some(exchange) => Some(exchange.url.to_string()),
            None => self.state.feed(&other)?.target,
        };
        self.state.put_feed(&task.url, &task.state)?;
        Ok(told_of(task, Outcome::SameAs(other), exchange))
    }

    fn failed(
        &self,
        mut task: Task,
        exchange: Option<&Exchange>,
        failure: Failure,
    ) -> Result<Told> {
        let state = &mut task.state;
        state.failures = state.failures.saturating_add(1);
        let back_off = freshness::back_off(&task.url, state.failures, self.options.min_interval);
        state.not_before = state.not_before.max(self.after(back_off));
        self.state.put_feed(&task.url, &task.state)?;
        Ok(told_of(task, Outcome::Failed(failure), exchange))
    }

    /// Remembers an answer without a document.
    fn without_document(&self, mut task: Task, exchange: &Exchange) -> Result<Told> {
        let (answer, state) = (&exchange.answer, &mut task.state);
        let outcome = match answer.status {
            304 => {
                let Validators {
                    etag,
                    last_modified,
                } = answer.validators();
                let own = &mut state.validators;
                own.etag = etag.or(own.etag.take());
                own.last_modified = last_modified.or(own.last_modified.take());
                self.succeed(state, exchange);
                Outcome::NotModified
            }
            410 => {
                state.is_gone = true;
                Outcome::Gone
            }
            status => {
                let wait = match status {
                    429 => {
                        let wait = freshness::after_too_many(answer, self.now);
                        if !self.options.guard.is_own(&exchange.url) {
                            let name = hosts::name(&exchange.url);
                            self.state.block_host(&name, self.after(wait))?;
                        }
                        wait
                    }
                    503 => freshness::retry_after(answer, self.now).unwrap_or_default(),
                    _ => Duration::ZERO,
                };
                state.not_before = self.after(wait);
                return self.failed(task, Some(exchange), Failure::Status(status));
            }
        };
        self.state.put_feed(&task.url, &task.state)?;
        Ok(told_of(task, outcome, Some(exchange)))
    }

    /// Finds the places of entries.
    fn plan(
        &self,
        task: Task,
        (exchange, reading): (Exchange, Reading),
        entries: Vec<Entry>,
        paths: &mut HashSet<String>,
    ) -> Result<Planned> {
        let known = match task.state.id {
            Some(id) => self.state.entries(id)?,
            None => HashMap::new(),
        };
        let present: HashSet<String> = entries.iter().map(|entry| entry.key.clone()).collect();
        // An entry that is gone, and one at its address that is new: the feed has given it another identity.
        let orphans: HashMap<String, String> = known
            .values()
            .filter(|entry| !present.contains(&entry.key))
            .filter_map(|entry| Some((entry.link.clone()?, entry.key.clone())))
            .collect();
        let yields = |owner: &Owner| {
            let order = self.orders.get(owner.url.as_str());
            owner.run == self.number && order.is_some_and(|order| *order > task.order)
        };
        let (mut jobs, mut renamed) = (Vec::new(), Vec::new());
        for entry in entries {
            let key = match (&entry.link, known.contains_key(&entry.key)) {
                (Some(link), false) => orphans.get(link).filter(|key| known.contains_key(*key)),
                _ => None,
            };
            let old = match key {
                Some(key) => {
                    renamed.push(key.clone());
                    known.get(key).cloned()
                }
                None => known.get(&entry.key).cloned(),
            };
            let (path, kind) = match old {
                Some(old) => (
                    old.path,
                    Kind::Changed(Some(old.fields).filter(Fields::are_known)),
                ),
                None => {
                    let path =
                        self.folder
                            .path_for(&task.url, &entry, &self.state, paths, yields)?;
                    (path, Kind::New)
                }
            };
            jobs.push(Job { entry, path, kind });
        }
        let is_changed = |job: &Job| match &job.kind {
            Kind::Changed(Some(fields)) => *fields != job.entry.fields,
            _ => true,
        };
        let total = jobs.len();
        jobs.retain(is_changed);
        Ok(Planned {
            task,
            exchange,
            reading,
            known,
            renamed,
            unchanged: total - jobs.len(),
            jobs,
        })
    }

    /// Remembers what is in its files.
    fn remember(&self, plan: Planned, written: Vec<Result<Written>>) -> Result<Told> {
        let Planned {
            mut task,
            exchange,
            reading,
            known,
            renamed,
            jobs,
            unchanged,
        } = plan;
        let mut counts = Counts {
            unchanged,
            ..Counts::default()
        };
        let mut warnings = reading.warnings;
        let mut failure = None;
        let id = self.state.put_feed(&task.url, &task.state)?;
        task.state.id = Some(id);
        for key in &renamed {
            self.state.forget_entry(id, key)?;
        }
        for (job, written) in jobs.into_iter().zip(written) {
            match written {
                Ok(mut written) => {
                    counts += written.counts;
                    warnings.append(&mut written.warnings);
                    self.remember_entry(id, job, &known)?;
                }
                Err(error) => {
                    let cause = error.source().and_then(Error::source);
                    let cause = cause.map_or_else(String::new, |cause| format!(": {cause}"));
                    failure = Some(Failure::NotWritten(format!("{error}{cause}")));
                }
            }
        }
        if let Some(failure) = failure {
            let told = self.failed(task, Some(&exchange), failure)?;
            return Ok(Told { warnings, ..told });
        }
        let state = &mut task.state;
        state.validators = exchange.answer.validators();
        state.schedule = Schedule::of(&reading.feed);
        if let Some(target) = &exchange.moved_to {
            state.moved_to = Some(target.to_string());
        }
        self.succeed(state, &exchange);
        self.state.put_feed(&task.url, &task.state)?;
        let told = told_of(task, Outcome::Read(counts), Some(&exchange));
        Ok(Told { warnings, ..told })
    }

    fn remember_entry(
        &self,
        feed: i64,
        job: Job,
        known: &HashMap<String, EntryState>,
    ) -> Result<()> {
        let Job { entry, path, .. } = job;
        let Entry {
            key, link, fields, ..
        } = entry;
        let run = known.get(&key).map_or(self.number, |old| old.run);
        let entry = EntryState {
            key,
            link,
            path,
            fields,
            run,
        };
        self.state.put_entry(feed, &entry)
    }

    fn succeed(&self, state: &mut FeedState, exchange: &Exchange) {
        state.failures = 0;
        state.target = Some(exchange.url.to_string());
        let stated = freshness::of_answer(&exchange.answer);
        let fresh = stated.unwrap_or_else(|| freshness::of_minutes(state.schedule.minutes));
        let earliest = self.after(fresh.max(self.options.min_interval));
        state.not_before = state.schedule.next(earliest);
    }

    fn after(&self, wait: Duration) -> i64 {
        self.now
            .saturating_add(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX))
    }

    /// Ends the run. What it wrote has its place for good.
    pub(super) fn end(self) -> Result<()> {
        self.folder.end();
        self.state.end_run()
    }
}

fn told_of(task: Task, outcome: Outcome, exchange: Option<&Exchange>) -> Told {
    Told {
        status: exchange.map(|exchange| exchange.answer.status),
        is_of_page: exchange.is_some_and(|exchange| exchange.is_of_page),
        task,
        outcome,
        warnings: Vec::new(),
    }
}

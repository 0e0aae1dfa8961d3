//! Where the entries of a feed go, and what is remembered of them.

use std::collections::{HashMap, HashSet};
use std::error::Error;

use ::url::Url;

use super::entries::{DATE, Entry};
use super::exchange::Exchange;
use super::fields::Fields;
use super::folder::{Folder, Job, Kind, Written};
use super::http::Validators;
use super::report::{Failure, Outcome};
use super::run::Run;
use super::schedule::Schedule;
use super::state::EntryState;
use super::task::{Reading, Task};
use super::told::Told;
use super::{Counts, alias};
use crate::error::Result;

/// A feed whose entries have their places.
pub(super) struct Planned {
    task: Task,
    exchange: Exchange,
    reading: Reading,
    known: HashMap<String, EntryState>,
    pub(super) jobs: Vec<Job>,
    unchanged: usize,
}

impl Planned {
    /// Does what is to be done with the files of its entries.
    pub(super) fn write(&self, folder: &Folder) -> Vec<Result<Written>> {
        let jobs = self.jobs.iter();
        let name = self.task.state.name(&self.task.url);
        jobs.map(|job| folder.write(name, job)).collect()
    }
}

impl Run<'_> {
    /// Finds the places of entries.
    pub(super) fn plan(
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
        let dialect = self.options.dialect;
        let target = task.state.target.as_deref();
        let target = target.and_then(|target| Url::parse(target).ok());
        let has_moved = target.is_some_and(|target| target.host() != exchange.url.host());
        let present = &reading.present;
        let mut renamed = alias::renamed(&known, &entries, present, has_moved, dialect);
        let comes_later = |url: &str| {
            let order = self.orders.get(url);
            order.is_some_and(|order| *order > task.order)
        };
        let mut jobs = Vec::new();
        for entry in entries {
            let old_key = renamed.remove(&entry.key);
            let old_key = old_key.unwrap_or_else(|| entry.key.clone());
            let (path, kind) = match known.get(&old_key).cloned() {
                Some(old) => (
                    old.path,
                    Kind::Changed(Some(old.fields).filter(Fields::are_known)),
                ),
                None => {
                    let path = self.folder.path_for(
                        task.state.name(&task.url),
                        &entry,
                        &self.state,
                        paths,
                        self.number,
                        comes_later,
                    )?;
                    (path, Kind::New)
                }
            };
            jobs.push(Job {
                entry,
                old_key,
                path,
                kind,
            });
        }
        let date = [dialect.key_of(DATE)];
        let is_changed = |Job { entry, kind, .. }: &Job| match kind {
            // The date is that of this answer still.
            Kind::Changed(Some(fields)) if entry.is_undated => {
                fields.without(&date) != entry.fields.without(&date)
            }
            Kind::Changed(Some(fields)) => *fields != entry.fields,
            _ => true,
        };
        let total = jobs.len();
        jobs.retain(is_changed);
        Ok(Planned {
            task,
            exchange,
            reading,
            known,
            unchanged: total - jobs.len(),
            jobs,
        })
    }

    /// Remembers what is in its files.
    pub(super) fn remember(&self, plan: Planned, written: Vec<Result<Written>>) -> Result<Told> {
        let Planned {
            mut task,
            exchange,
            reading,
            known,
            jobs,
            unchanged,
        } = plan;
        let mut counts = Counts {
            unchanged,
            ..Counts::default()
        };
        let mut warnings = reading.warnings;
        let mut files = Vec::new();
        let mut cause = None;
        let mut is_all_read = true;
        let id = self.state.put_feed(&task.url, &task.state)?;
        task.state.id = Some(id);
        for (mut job, written) in jobs.into_iter().zip(written) {
            match written {
                Ok(mut written) => {
                    if let Some(path) = written.path.take() {
                        job.path = path;
                    }
                    if self.options.is_trial && written.counts.new + written.counts.updated > 0 {
                        files.push(job.path.clone());
                    }
                    counts += written.counts;
                    warnings.append(&mut written.warnings);
                    if let Some(fields) = written.fields.take() {
                        job.entry.fields = fields;
                    }
                    if job.old_key != job.entry.key {
                        self.state.forget_entry(id, &job.old_key)?;
                    }
                    let old = known.get(&job.old_key);
                    if written.is_unread {
                        is_all_read = false;
                        // A new one is new again.
                        let Some(old) = old else { continue };
                        job.entry.fields = old.fields.clone();
                    }
                    let run = old.map_or(self.number, |old| old.run);
                    self.remember_entry(id, job, run)?;
                }
                Err(error) => {
                    let source = error.source().and_then(Error::source);
                    let source = source.map_or_else(String::new, |source| format!(": {source}"));
                    cause = Some(format!("{error}{source}"));
                }
            }
        }
        if let Some(cause) = cause {
            let failure = Failure::NotWritten(cause, counts);
            let told = self.failed(task, Some(&exchange), failure)?;
            return Ok(Told {
                files,
                warnings,
                ..told
            });
        }
        let is_reshaped = task.is_reshaped();
        let state = &mut task.state;
        if is_all_read {
            state.validators = exchange.answer.validators();
        } else if is_reshaped {
            // They are those of what has not changed.
            state.validators = Validators::default();
        }
        match &exchange.history {
            Some(history) if is_all_read && history.is_whole => {
                state.archive.clone_from(&history.archive);
            }
            _ if is_reshaped => state.archive = None,
            _ => {}
        }
        state.shape = task.shape;
        state.schedule = Schedule::of(&reading.feed);
        state.move_to(&task.own, &exchange, true);
        self.succeed(state, &exchange);
        self.state.put_feed(&task.url, &task.state)?;
        let told = Told::of(task, Outcome::Read(counts), Some(&exchange));
        Ok(Told {
            files,
            warnings,
            ..told
        })
    }

    fn remember_entry(&self, feed: i64, job: Job, run: i64) -> Result<()> {
        let Job { entry, path, .. } = job;
        let Entry {
            key, link, fields, ..
        } = entry;
        let entry = EntryState {
            key,
            link,
            path,
            fields,
            run,
        };
        self.state.put_entry(feed, &entry)
    }
}

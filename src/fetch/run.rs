//! What a run writes: the files first, and what is known of them after.

use std::collections::HashMap;
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use ::url::Url;

use super::entries::{Counts, Folder};
use super::http::Validators;
use super::report::{Failure, Outcome, Report};
use super::state::{Change, FeedState, State};
use super::task::{Fetched, Task};
use super::{FetchOptions, freshness, hosts};
use crate::error::{Result, Warning};

/// How many feeds are remembered together.
const BATCH: usize = 200;

/// The one that writes: files first, and what is known of them after.
pub(super) struct Run<'a> {
    options: &'a FetchOptions,
    state: State,
    folder: Folder,
    blocked: HashMap<String, i64>,
    now: i64,
    changes: Vec<Change>,
}

impl<'a> Run<'a> {
    pub(super) fn new(options: &'a FetchOptions) -> Result<Self> {
        let state = State::open(&options.state, options.wait)?;
        let now = SystemTime::now()
            .duration_since(UNIX_EPOCH)
            .map_or(0, |since| {
                i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
            });
        Ok(Self {
            folder: Folder::new(&options.output, state.paths()?),
            blocked: state.blocked_hosts(now)?,
            options,
            state,
            now,
            changes: Vec::new(),
        })
    }

    /// Puts a feed among those to be asked, or tells why it need not be.
    pub(super) fn sort(
        &self,
        url: &str,
        asked: &mut Vec<Task>,
        tell: &mut dyn FnMut(&Report<'_>),
    ) -> Result<()> {
        let state = self.state.feed(url)?.unwrap_or_default();
        let mut told = |outcome: &Outcome, not_before| {
            tell(&Report {
                url,
                outcome,
                status: None,
                moved_to: state.moved_to.as_deref(),
                not_before,
                warnings: &[],
            });
        };
        let address = state.moved_to.as_deref().unwrap_or(url);
        let Ok(start) = Url::parse(address) else {
            told(
                &Outcome::Failed(Failure::BadLocation(address.to_owned())),
                0,
            );
            return Ok(());
        };
        let blocked = self.blocked.get(&hosts::name(&start)).copied();
        let is_early = state.not_before > self.now && !self.options.force;
        if state.is_gone {
            told(&Outcome::Gone, i64::MAX);
        } else if let Some(not_before) = blocked {
            told(&Outcome::Fresh, not_before);
        } else if is_early {
            told(&Outcome::Fresh, state.not_before);
        } else {
            asked.push(Task {
                url: url.to_owned(),
                start,
                state,
            });
        }
        Ok(())
    }

    /// Writes what a feed brought, and remembers it.
    pub(super) fn take_in(
        &mut self,
        task: Task,
        result: Result<Fetched, Failure>,
        tell: &mut dyn FnMut(&Report<'_>),
    ) -> Result<()> {
        let Task { url, mut state, .. } = task;
        let mut change = Change::default();
        let mut warnings = Vec::new();
        let status = result
            .as_ref()
            .ok()
            .map(|fetched| fetched.exchange.answer.status);
        let outcome = match result {
            // The feed itself has done nothing.
            Err(Failure::HostBlocked) => Outcome::Fresh,
            Err(failure) => Outcome::Failed(failure),
            Ok(fetched) => self.of_answer(&url, fetched, &mut state, &mut change, &mut warnings)?,
        };
        if let Outcome::Failed(_) = &outcome {
            state.failures = state.failures.saturating_add(1);
            let back_off = freshness::back_off(&url, state.failures, self.options.min_interval);
            state.not_before = state.not_before.max(self.after(back_off));
        }
        tell(&Report {
            url: &url,
            outcome: &outcome,
            status,
            moved_to: state.moved_to.as_deref(),
            not_before: state.not_before,
            warnings: &warnings,
        });
        self.changes.push(Change {
            url,
            state,
            ..change
        });
        if self.changes.len() >= BATCH {
            self.save()?;
        }
        Ok(())
    }

    fn of_answer(
        &mut self,
        url: &str,
        fetched: Fetched,
        state: &mut FeedState,
        change: &mut Change,
        warnings: &mut Vec<Warning>,
    ) -> Result<Outcome> {
        let Fetched { exchange, document } = fetched;
        let answer = &exchange.answer;
        let stated = freshness::of_answer(answer);
        let outcome = match (answer.status, document) {
            (_, Some(Ok(reading))) => {
                *warnings = reading.warnings;
                let mut counts = Counts::default();
                let mut known = self.state.entries(url)?;
                (change.entries, change.renamed) =
                    self.folder
                        .write(url, reading.entries, &mut known, &mut counts, warnings)?;
                state.validators = answer.validators();
                state.ttl = reading.ttl;
                if let Some(target) = exchange.moved_to {
                    state.moved_to = Some(target.into());
                }
                Outcome::Read(counts)
            }
            (_, Some(Err(error))) => Outcome::Failed(Failure::NotAFeed(Box::new(error))),
            (304, None) => {
                let Validators {
                    etag,
                    last_modified,
                } = answer.validators();
                let own = &mut state.validators;
                own.etag = etag.or(own.etag.take());
                own.last_modified = last_modified.or(own.last_modified.take());
                Outcome::NotModified
            }
            (410, None) => {
                state.is_gone = true;
                Outcome::Gone
            }
            (status, None) => {
                let wait = match status {
                    429 => {
                        let wait = freshness::after_too_many(answer, self.now);
                        let name = hosts::name(&exchange.url);
                        change.host = Some((name, self.after(wait)));
                        wait
                    }
                    503 => freshness::retry_after(answer, self.now).unwrap_or_default(),
                    _ => Duration::ZERO,
                };
                state.not_before = self.after(wait);
                return Ok(Outcome::Failed(Failure::Status(status)));
            }
        };
        if matches!(outcome, Outcome::Read(_) | Outcome::NotModified) {
            state.failures = 0;
            let fresh = stated.unwrap_or_else(|| freshness::of_ttl(state.ttl));
            state.not_before = self.after(fresh.max(self.options.min_interval));
        }
        Ok(outcome)
    }

    fn after(&self, wait: Duration) -> i64 {
        self.now
            .saturating_add(i64::try_from(wait.as_secs()).unwrap_or(i64::MAX))
    }

    pub(super) fn save(&mut self) -> Result<()> {
        let changes = std::mem::take(&mut self.changes);
        self.state.save(&changes)
    }
}

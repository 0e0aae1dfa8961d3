//! Runs in which nobody answers: the network fails then, and no feed is asked any later for that.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use super::hosts;
use super::report::Failure;
use super::run::Run;
use super::state::FeedState;
use super::task::Task;
use crate::error::Result;

/// What tells that a network fails, and not a host or two: none of several has answered, and one did when it was asked last.
#[derive(Default)]
pub(super) struct Outage {
    has_answer: bool,
    had_answer: bool,
    hosts: HashSet<String>,
    /// The feeds that were asked, and what was known of each before.
    feeds: Vec<(String, FeedState)>,
}

impl Outage {
    /// Notes a feed that was asked, before anything of that is remembered.
    pub(super) fn note(&mut self, task: &Task, failure: Option<&Failure>) {
        let was_asked = task.was_asked.load(Ordering::Relaxed);
        self.has_answer |= task.was_answered.load(Ordering::Relaxed);
        if self.has_answer {
            self.feeds.clear();
        } else if was_asked && failure.is_some_and(Failure::is_unanswered) {
            self.had_answer |= task.state.failures == 0 && task.state.target.is_some();
            self.hosts.insert(hosts::name(&task.start));
            let state = FeedState {
                same_as: task.was_same_as.clone(),
                ..task.state.clone()
            };
            self.feeds.push((task.url.clone(), state));
        }
    }
}

impl Run<'_> {
    /// Takes failures back that are those of the network.
    pub(super) fn forget_outage(&mut self) -> Result<()> {
        let Outage {
            had_answer,
            hosts,
            feeds,
            ..
        } = std::mem::take(&mut self.outage);
        if !had_answer || hosts.len() < 2 {
            return Ok(());
        }
        self.state.begin()?;
        for (url, state) in &feeds {
            self.state.put_feed(url, state)?;
        }
        self.state.commit()
    }
}

//! Feeds without files: read, and given to whoever asked.

use std::ops::ControlFlow;

use super::exchange::Exchange;
use super::report::{Failure, Outcome, Report};
use super::state::FeedState;
use super::task::{self, Task};
use super::{Counts, FetchOptions, Network};
use crate::error::Result;
use crate::model::{Feed, Source};

/// Fetches feeds, and gives each of them as it comes, behind its place in the list, until no more are wanted. Nothing is
/// written, remembered, or known from earlier. Blocks until the last of them has been told.
///
/// # Errors
///
/// Fails if `give` does. That a feed cannot be fetched is only told.
pub fn collect(
    sources: &[Source],
    options: &FetchOptions,
    give: &mut dyn FnMut(usize, Feed) -> Result<ControlFlow<()>>,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let mut tasks = Vec::new();
    for (order, source) in sources.iter().enumerate() {
        match Task::new(order, source, FeedState::default(), options) {
            Ok(task) => tasks.push(task),
            Err(failure) => tell(&Report::of(&source.url, &Outcome::Failed(failure))),
        }
    }
    let mut network = Network::ask(tasks, &[], options)?;
    while let Some(batch) = network.batch() {
        for asked in batch {
            let order = asked.task.order;
            let source = &sources[order];
            let status = asked
                .result
                .as_ref()
                .ok()
                .map(|exchange| exchange.answer.status);
            let mut warnings = Vec::new();
            let failed = |exchange: &Exchange, failure: Failure| {
                Outcome::Failed(failure.at(&exchange.url, &asked.task.own))
            };
            let outcome = match asked.result {
                Err(Failure::SameAs { other, .. }) => Outcome::SameAs(other),
                Err(failure) => Outcome::Failed(failure),
                Ok(mut exchange) => match task::read(source, &mut exchange, options) {
                    Some(Ok(mut reading)) => {
                        warnings = reading.warnings;
                        let articles = reading.articles.into_iter();
                        reading.feed.articles = articles.map(|(_, article)| article).collect();
                        let new = reading.feed.articles.len();
                        if give(order, reading.feed)?.is_break() {
                            return Ok(());
                        }
                        Outcome::Read(Counts {
                            new,
                            ..Counts::default()
                        })
                    }
                    Some(Err(error)) => failed(&exchange, Failure::NotAFeed(Box::new(error))),
                    None if exchange.is_gone(&asked.task.own) => Outcome::Gone,
                    None => failed(&exchange, Failure::Status(exchange.answer.status)),
                },
            };
            tell(&Report {
                status,
                warnings: &warnings,
                ..Report::of(&source.url, &outcome)
            });
        }
    }
    Ok(())
}

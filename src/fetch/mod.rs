//! Feeds on the network become files with front matter: politely, and without losing anything.
//!
//! Each feed is asked at most once a run, and only when its server, its own word and earlier failures let us. What is known
//! of it lies in one file of [state](FetchOptions::state); validators are kept there only after the entries are in their
//! files. Feeds are strangers': what they say of fields beyond their format does not count, and their HTML is made safe.
//!
//! ```no_run
//! use feedmatter::fetch::{self, FetchOptions, Outcome};
//! use feedmatter::model::Source;
//!
//! let sources = [Source::at("https://example.com/feed.xml")];
//! let options = FetchOptions {
//!     limit: Some(10),
//!     user_agent: Some("+https://example.org/about/".to_owned()),
//!     ..FetchOptions::new("content/planet")
//! };
//! fetch::fetch(&sources, &options, &mut |report| match report.outcome {
//!     Outcome::Failed(failure) => eprintln!("{}: {failure}", report.url),
//!     outcome => println!("{}: {} new", report.url, outcome.counts().new),
//! })?;
//! # Ok::<(), feedmatter::Error>(())
//! ```
//!
//! [`collect`] gives the feeds to a program instead.

mod address;
mod alias;
mod collect;
mod counter;
mod entries;
mod exchange;
mod fields;
mod folder;
mod freshness;
mod heir;
mod history;
mod home;
mod hosts;
mod http;
mod lock;
mod merge;
mod nameless;
mod nursery;
mod options;
mod outage;
mod plan;
mod queue;
mod rebuild;
mod report;
mod run;
mod schedule;
mod shape;
mod shard;
mod state;
mod tables;
mod task;
mod told;
mod wanted;

use std::io;
use std::ops::AddAssign;
use std::sync::mpsc::{self, sync_channel};
use std::sync::{Arc, Mutex};
use std::thread;
use std::time::Duration;

use tokio::runtime::Runtime;
use tokio::sync::Semaphore;

pub use self::address::Guard;
pub use self::collect::collect;
use self::hosts::Hosts;
use self::http::Client;
pub use self::options::FetchOptions;
use self::queue::Asked;
pub use self::report::{Failure, Outcome, Report};
use self::run::Run;
pub use self::shard::Shard;
use self::task::{Shared, Task};
use crate::error::{Error, Result};
use crate::model::Source;

/// Between the first requests to one host and the next: nobody is asked faster than this but the user's own hosts, for which the
/// user answers.
const PAUSE: Duration = Duration::from_secs(1);

/// The most feeds, and bytes, that are taken in together.
const BATCH: usize = 128;
const BATCH_BYTES: usize = 8 << 20;

/// How many entries went where.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Counts {
    /// Files that are new.
    pub new: usize,
    /// Files that have changed.
    pub updated: usize,
    /// Entries whose files are as they were.
    pub unchanged: usize,
    /// Entries that have changed, and whose files the user has, too: these keep what is the user's.
    pub kept: usize,
}

impl AddAssign for Counts {
    fn add_assign(&mut self, other: Self) {
        self.new += other.new;
        self.updated += other.updated;
        self.unchanged += other.unchanged;
        self.kept += other.kept;
    }
}

/// Fetches feeds, and writes their entries. Returns when each of them has been told, and blocks until then.
///
/// # Errors
///
/// Fails if the state cannot be used, or another run holds it. That a feed cannot be fetched, or its entries not be written,
/// is only told.
pub fn fetch(
    sources: &[Source],
    options: &FetchOptions,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let mut run = Run::new(sources, options)?;
    let tasks = run.sort(tell)?;
    let mut network = Network::ask(tasks, &run.blocked_hosts(), options)?;
    // What came is read while what came before is written.
    let (sender, receiver) = sync_channel(1);
    thread::scope(|scope| {
        scope.spawn(move || {
            while let Some(batch) = network.batch() {
                // Nobody listens any more if the run was given up.
                if sender.send(run::read(batch, sources, options)).is_err() {
                    break;
                }
            }
        });
        receiver
            .into_iter()
            .try_for_each(|batch| run.take_in(batch, tell))
    })?;
    run.end()
}

/// Feeds that are being asked.
struct Network {
    receiver: mpsc::Receiver<Asked>,
    /// Ends with its tasks.
    runtime: Option<Runtime>,
}

/// Whoever fetches may be within a runtime, where nobody may wait for the end of another.
impl Drop for Network {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

impl Network {
    /// Asks feeds, but none at the hosts that are `blocked`.
    fn ask(tasks: Vec<Task>, blocked: &[&str], options: &FetchOptions) -> Result<Self> {
        let (sender, receiver) = mpsc::channel();
        if tasks.is_empty() {
            return Ok(Self {
                receiver,
                runtime: None,
            });
        }
        let count = |count: usize| count.clamp(1, Semaphore::MAX_PERMITS);
        let options = FetchOptions {
            jobs: count(options.jobs),
            per_host: count(options.per_host),
            ..options.clone()
        };
        let cannot = Error::io("fetch");
        let client = Client::new(&options).map_err(|failure| cannot(io::Error::other(failure)))?;
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .enable_all()
            .build()
            .map_err(cannot)?;
        let room = options.max_size.max(BATCH_BYTES);
        let shared = Arc::new(Shared {
            client,
            hosts: Hosts::new(options.jobs, options.per_host, PAUSE, blocked)
                .with_own_pause(&options.guard, PAUSE.min(options.min_interval)),
            options,
            asked: Mutex::new(task::claims(&tasks)),
        });
        queue::ask(&runtime, tasks, &shared, room, &sender);
        Ok(Self {
            receiver,
            runtime: Some(runtime),
        })
    }

    /// Waits for what came, and returns what can be taken in together; nothing if that was all.
    fn batch(&mut self) -> Option<Vec<Asked>> {
        let first = self.receiver.recv().ok()?;
        let mut size = first.size();
        let mut batch = vec![first];
        while batch.len() < BATCH
            && size < BATCH_BYTES
            && let Ok(asked) = self.receiver.try_recv()
        {
            size += asked.size();
            batch.push(asked);
        }
        Some(batch)
    }
}

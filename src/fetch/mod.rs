//! Feeds on the network become files with front matter: politely, and without losing anything.
//!
//! Each feed is asked at most once a run, and only when its server, its own word and earlier failures let us. What is known
//! of it lies in one file of [state](FetchOptions::state); validators are kept there only after the entries are in their
//! files. Feeds are strangers': what they say of fields beyond their format does not count, and their HTML is made safe.

mod address;
mod entries;
mod exchange;
mod freshness;
mod hosts;
mod http;
mod report;
mod run;
mod state;
mod task;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use tokio::sync::mpsc;

pub use self::address::Guard;
pub use self::entries::Counts;
use self::hosts::Hosts;
use self::http::Client;
pub use self::report::{Failure, Outcome, Report};
use self::run::Run;
use self::task::Shared;
use crate::error::{Error, Result};

/// How feeds are fetched.
#[derive(Clone, Debug)]
pub struct FetchOptions {
    /// The folder that the files go to.
    pub output: PathBuf,
    /// The file that says what is known of feeds.
    pub state: PathBuf,
    /// How long to wait for another run that holds the state.
    pub wait: Duration,
    /// Whether feeds are asked that are still fresh, or that failed lately. Those that are gone, and servers that want to be
    /// left alone, are not.
    pub force: bool,
    /// How many entries of a feed count, the first ones.
    pub limit: Option<usize>,
    /// Requests at a time.
    pub jobs: usize,
    /// Requests at a time to one host.
    pub per_host: usize,
    /// How long one request may take, its body included.
    pub timeout: Duration,
    /// The largest document, in bytes, decoded.
    pub max_size: usize,
    /// How long a feed is left alone at least.
    pub min_interval: Duration,
    /// What is said of the user behind our own name.
    pub user_agent: Option<String>,
    /// Headers of the user's own: names and values.
    pub headers: Vec<(String, String)>,
    /// What may be asked besides the public internet.
    pub guard: Guard,
}

/// Between the first requests to one host and the next: nobody is asked faster than this.
const PAUSE: Duration = Duration::from_secs(1);

/// Fetches feeds, and writes their entries. Returns when each of them has been told.
///
/// # Errors
///
/// Fails if the state cannot be used, or another run holds it, or if a file cannot be written. That a feed cannot be fetched
/// is only told.
pub fn fetch(
    urls: &[String],
    options: &FetchOptions,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let mut run = Run::new(options)?;
    let mut asked = Vec::new();
    for url in urls {
        run.sort(url, &mut asked, tell)?;
    }
    let cannot = |source| Error::Io {
        action: "fetch",
        source,
    };
    let client = Client::new(options).map_err(|failure| cannot(std::io::Error::other(failure)))?;
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .map_err(cannot)?;
    let shared = Arc::new(Shared {
        client,
        hosts: Hosts::new(
            options.jobs,
            options.per_host,
            PAUSE.min(options.min_interval),
        ),
        options: options.clone(),
    });
    let (sender, mut receiver) = mpsc::channel(options.jobs);
    for task in asked {
        let (shared, sender) = (Arc::clone(&shared), sender.clone());
        runtime.spawn(async move {
            let result = task.run(&shared).await;
            // Nobody listens any more if a file could not be written.
            let _ = sender.send((task, result)).await;
        });
    }
    drop(sender);
    while let Some((task, result)) = receiver.blocking_recv() {
        run.take_in(task, result, tell)?;
    }
    run.save()
}

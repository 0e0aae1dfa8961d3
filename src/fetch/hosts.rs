//! Manners towards one host: few requests at a time, a pause between them, and none while it says no.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::url::Url;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::Failure;

/// All hosts of a run.
pub(super) struct Hosts {
    /// Requests at a time, to all of them.
    everywhere: Arc<Semaphore>,
    per_host: usize,
    pause: Duration,
    known: Mutex<HashMap<String, Arc<Host>>>,
}

struct Host {
    turns: Arc<Semaphore>,
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    /// How many requests have begun.
    count: usize,
    /// When the next one may.
    next: Option<Instant>,
    /// Whether the host has asked to be left alone.
    is_blocked: bool,
}

/// The right to ask a host, until it is dropped.
pub(super) struct Turn {
    _host: OwnedSemaphorePermit,
    everywhere: Place,
}

/// A place among the requests to all hosts. Whoever waits for one has none.
#[derive(Debug)]
pub(super) struct Place {
    _permit: OwnedSemaphorePermit,
}

impl Turn {
    /// Lets the host go, and keeps the place.
    pub(super) fn into_place(self) -> Place {
        self.everywhere
    }
}

impl Hosts {
    /// Makes them known. Those that are `blocked` have asked to be left alone in an earlier run.
    pub(super) fn new(jobs: usize, per_host: usize, pause: Duration, blocked: &[&str]) -> Self {
        let hosts = Self {
            everywhere: Arc::new(Semaphore::new(jobs.min(Semaphore::MAX_PERMITS))),
            per_host: per_host.min(Semaphore::MAX_PERMITS),
            pause,
            known: Mutex::default(),
        };
        for name in blocked {
            hosts.block_name((*name).to_owned());
        }
        hosts
    }

    /// Waits until a host may be asked. The first requests that it can take at once need not wait for each other.
    pub(super) async fn turn(&self, url: &Url) -> Result<Turn, Failure> {
        let host = self.host(name(url));
        let own = Arc::clone(&host.turns).acquire_owned().await;
        let own = own.map_err(|_| Failure::HostBlocked)?;
        let start = {
            let mut state = locked(&host.state);
            if state.is_blocked {
                return Err(Failure::HostBlocked);
            }
            let now = Instant::now();
            let start = state.next.filter(|next| *next > now).unwrap_or(now);
            state.count += 1;
            if state.count >= self.per_host {
                state.next = Some(start + self.pause);
            }
            start
        };
        // Even a sleep that is over takes a millisecond.
        if start > Instant::now() {
            tokio::time::sleep_until(start).await;
        }
        let everywhere = Arc::clone(&self.everywhere).acquire_owned().await;
        if locked(&host.state).is_blocked {
            return Err(Failure::HostBlocked);
        }
        Ok(Turn {
            _host: own,
            everywhere: Place {
                _permit: everywhere.map_err(|_| Failure::HostBlocked)?,
            },
        })
    }

    /// Asks a host nothing more in this run.
    pub(super) fn block(&self, url: &Url) {
        self.block_name(name(url));
    }

    fn block_name(&self, name: String) {
        locked(&self.host(name).state).is_blocked = true;
    }

    fn host(&self, name: String) -> Arc<Host> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let host = known.entry(name).or_insert_with(|| {
            Arc::new(Host {
                turns: Arc::new(Semaphore::new(self.per_host)),
                state: Mutex::default(),
            })
        });
        Arc::clone(host)
    }
}

/// Returns what stands for a host: its name, and its port if that is not the usual one.
pub(super) fn name(url: &Url) -> String {
    let host = url.host_str().unwrap_or_default();
    match url.port() {
        Some(port) => format!("{host}:{port}"),
        None => host.to_owned(),
    }
}

fn locked(state: &Mutex<State>) -> std::sync::MutexGuard<'_, State> {
    state.lock().unwrap_or_else(PoisonError::into_inner)
}

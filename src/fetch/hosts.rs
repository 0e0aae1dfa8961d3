//! Manners towards one host: few requests at a time, a pause between them, and none while it says no.

use std::collections::HashMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use ::url::Url;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio::time::Instant;

use super::Failure;
use super::address::Guard;

/// All hosts of a run.
pub(super) struct Hosts {
    /// Requests at a time, to all of them.
    everywhere: Arc<Semaphore>,
    per_host: usize,
    pause: Duration,
    /// The pause between requests to hosts of the user's own, if that is another.
    own: Option<(Guard, Duration)>,
    known: Mutex<HashMap<String, Arc<Host>>>,
}

struct Host {
    turns: Arc<Semaphore>,
    /// Held by the one that asks next, from when it begins to wait until it asks: the others wait behind it, in their order.
    line: tokio::sync::Mutex<Line>,
    /// Whether the host has asked to be left alone.
    is_blocked: AtomicBool,
}

#[derive(Default)]
struct Line {
    /// How many requests have begun.
    count: usize,
    /// When the next one may.
    next: Option<Instant>,
}

impl Host {
    fn check(&self) -> Result<(), Failure> {
        if self.is_blocked.load(Ordering::Relaxed) {
            return Err(Failure::HostBlocked);
        }
        Ok(())
    }
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
            everywhere: Arc::new(Semaphore::new(jobs)),
            per_host,
            pause,
            own: None,
            known: Mutex::default(),
        };
        for name in blocked {
            hosts.block_name((*name).to_owned());
        }
        hosts
    }

    /// Makes another pause where hosts are the user's own.
    pub(super) fn with_own_pause(self, guard: &Guard, pause: Duration) -> Self {
        Self {
            own: Some((guard.clone(), pause)),
            ..self
        }
    }

    /// Waits until a host may be asked. The first requests that it can take at once need not wait for each other.
    pub(super) async fn turn(&self, url: &Url) -> Result<Turn, Failure> {
        let host = self.host(name(url));
        let own = Arc::clone(&host.turns).acquire_owned().await;
        let own = own.map_err(|_| Failure::HostBlocked)?;
        let mut line = host.line.lock().await;
        host.check()?;
        // Even a sleep that is over takes a millisecond.
        if let Some(next) = line.next.filter(|next| *next > Instant::now()) {
            tokio::time::sleep_until(next).await;
        }
        let everywhere = Arc::clone(&self.everywhere).acquire_owned().await;
        host.check()?;
        // Not before it has a place: however long it waits for that, the next request comes a pause behind this one.
        line.count += 1;
        if line.count >= self.per_host {
            let own = self.own.as_ref().filter(|(guard, _)| guard.is_own(url));
            let pause = own.map_or(self.pause, |(_, pause)| *pause);
            line.next = Some(Instant::now() + pause);
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
        self.host(name).is_blocked.store(true, Ordering::Relaxed);
    }

    fn host(&self, name: String) -> Arc<Host> {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let host = known.entry(name).or_insert_with(|| {
            Arc::new(Host {
                turns: Arc::new(Semaphore::new(self.per_host)),
                line: tokio::sync::Mutex::default(),
                is_blocked: AtomicBool::new(false),
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

#[cfg(test)]
mod tests {
    use std::future::{Future, poll_fn};
    use std::pin::Pin;
    use std::task::Poll;

    use super::*;

    /// Longer than any test takes.
    const PAUSE: Duration = Duration::from_secs(3600);

    fn run(test: impl Future) {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .enable_time()
            .build()
            .expect("a runtime");
        runtime.block_on(test);
    }

    async fn waits(future: &mut Pin<Box<impl Future>>) -> bool {
        poll_fn(|context| Poll::Ready(future.as_mut().poll(context).is_pending())).await
    }

    fn urls() -> [Url; 2] {
        ["http://a.example/", "http://b.example/"].map(|url| Url::parse(url).expect("a URL"))
    }

    #[test]
    fn the_pause_begins_with_the_request_and_not_with_its_wait_for_a_place() {
        run(async {
            let (hosts, [one, other]) = (Hosts::new(1, 1, PAUSE, &[]), urls());
            let place = hosts.turn(&other).await.expect("a turn");
            let mut turn = Box::pin(hosts.turn(&one));
            assert!(waits(&mut turn).await);
            let start = Instant::now();
            drop(place);
            let _turn = turn.await.expect("a turn");
            let next = hosts.host(name(&one)).line.lock().await.next;
            assert!(next >= Some(start + PAUSE));
        });
    }

    #[test]
    fn the_user_chooses_the_pause_of_the_user_s_own_hosts_alone() {
        run(async {
            let hosts = Hosts::new(1, 1, PAUSE, &[]);
            let hosts = hosts.with_own_pause(&Guard::default(), Duration::ZERO);
            for (url, is_own) in [("http://127.0.0.1/", true), ("http://a.example/", false)] {
                let url = Url::parse(url).expect("a URL");
                hosts.turn(&url).await.expect("a turn");
                let next = hosts.host(name(&url)).line.lock().await.next;
                assert_eq!(next < Some(Instant::now() + PAUSE / 2), is_own, "{url}");
            }
        });
    }

    #[test]
    fn whoever_waits_for_a_pause_has_no_place() {
        run(async {
            let (hosts, [one, other]) = (Hosts::new(1, 2, PAUSE, &[]), urls());
            for _ in 0..2 {
                hosts.turn(&one).await.expect("a turn");
            }
            let mut turns = [hosts.turn(&one), hosts.turn(&one)].map(Box::pin);
            for turn in &mut turns {
                assert!(waits(turn).await);
            }
            assert!(!waits(&mut Box::pin(hosts.turn(&other))).await);
        });
    }
}

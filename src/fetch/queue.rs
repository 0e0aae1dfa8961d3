//! The order in which feeds are asked: hosts side by side, and the feeds of each one after another, as its manners let us.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::mpsc::Sender;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::exchange::Exchange;
use super::hosts;
use super::report::Failure;
use super::task::{Shared, Task};

/// A feed that has been asked.
pub(super) struct Asked {
    pub(super) task: Task,
    pub(super) result: Result<Exchange, Failure>,
    /// The room that its document takes.
    _room: Option<OwnedSemaphorePermit>,
}

impl Asked {
    /// Returns the size of its document, in bytes.
    pub(super) fn size(&self) -> usize {
        self.result.as_ref().map_or(0, Exchange::size)
    }
}

/// Asks feeds, and sends what became of each. Returns at once.
///
/// Documents that nobody has taken in yet take no more than `room` bytes: whoever has one waits before it asks for another, and
/// keeps the place of its request meanwhile, so that no more wait than may ask. A history is more than a document: as many of
/// them come at a time.
pub(super) fn ask(
    runtime: &tokio::runtime::Runtime,
    tasks: Vec<Task>,
    shared: &Arc<Shared>,
    room: usize,
    sender: &Sender<Asked>,
) {
    let room = Arc::new(Semaphore::new(room));
    let histories = Arc::new(Semaphore::new(
        shared.options.jobs.min(Semaphore::MAX_PERMITS),
    ));
    for tasks in by_host(tasks) {
        let workers = shared.options.per_host.min(tasks.len());
        let tasks = Arc::new(Mutex::new(tasks));
        for _ in 0..workers {
            let (tasks, shared) = (Arc::clone(&tasks), Arc::clone(shared));
            let (room, sender) = (Arc::clone(&room), sender.clone());
            let histories = Arc::clone(&histories);
            runtime.spawn(async move {
                let next = || {
                    tasks
                        .lock()
                        .unwrap_or_else(PoisonError::into_inner)
                        .pop_front()
                };
                while let Some(task) = next() {
                    // Before its turn: whoever has one waits for nobody.
                    let _history = if shared.options.has_history {
                        histories.acquire().await.ok()
                    } else {
                        None
                    };
                    let result = match shared.hosts.turn(&task.start).await {
                        // In a box, since most tasks wait, and should not take the room of a request meanwhile.
                        Ok(turn) => Box::pin(task.run(&shared, turn)).await,
                        Err(failure) => Err(failure),
                    };
                    let mut asked = Asked {
                        task,
                        result,
                        _room: None,
                    };
                    let size = u32::try_from(asked.size().min(MAX_SHARE)).unwrap_or(u32::MAX);
                    asked._room = Arc::clone(&room).acquire_many_owned(size).await.ok();
                    if let Ok(exchange) = &mut asked.result {
                        exchange.place = None;
                    }
                    // Nobody listens any more if the run was given up.
                    if sender.send(asked).await.is_err() {
                        break;
                    }
                }
            });
        }
    }
}

/// However large a document is, it gets its turn.
const MAX_SHARE: usize = 8 << 20;

/// Returns the tasks of each host, in their order.
fn by_host(tasks: Vec<Task>) -> Vec<VecDeque<Task>> {
    let mut indices = HashMap::new();
    let mut hosts: Vec<VecDeque<Task>> = Vec::new();
    for task in tasks {
        let index = *indices
            .entry(hosts::name(&task.start))
            .or_insert(hosts.len());
        if index == hosts.len() {
            hosts.push(VecDeque::new());
        }
        hosts[index].push_back(task);
    }
    hosts
}

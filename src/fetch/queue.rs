//! The order in which feeds are asked: those that are known first, hosts side by side, and the feeds of each one after another,
//! as its manners let us.

use std::collections::{HashMap, VecDeque};
use std::sync::mpsc::Sender;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore, watch};

use super::exchange::Exchange;
use super::hosts;
use super::report::Failure;
use super::task::{Shared, Task};

/// What a feed takes that has been asked, besides its document, in bytes.
const ROOM: usize = 4 << 10;

/// A feed that has been asked.
pub(super) struct Asked {
    pub(super) task: Task,
    pub(super) result: Result<Exchange, Failure>,
    /// The room that it takes.
    _room: Option<OwnedSemaphorePermit>,
}

impl Asked {
    /// Returns what it takes, in bytes.
    pub(super) fn size(&self) -> usize {
        ROOM + self.result.as_ref().map_or(0, Exchange::size)
    }
}

/// Asks feeds, and sends what became of each. Returns at once.
///
/// What nobody has taken in yet takes no more than `room` bytes: whoever has one waits before it asks for another, and
/// keeps the place of its request meanwhile, so that no more wait than may ask. A history is more than a document, and may take
/// all of the room: as many of them come at a time as there are requests, and each is bounded by itself.
///
/// A new feed is asked once all that have entries have been: where one of these has moved to, its entries are known by then.
pub(super) fn ask(
    runtime: &tokio::runtime::Runtime,
    tasks: Vec<Task>,
    shared: &Arc<Shared>,
    room: usize,
    sender: &Sender<Asked>,
) {
    let room = Arc::new(Room::new(room));
    let histories = Arc::new(Semaphore::new(shared.options.jobs));
    let (known, new): (Vec<Task>, Vec<Task>) = tasks.into_iter().partition(|task| task.has_entries);
    // Closed as soon as nobody holds the sender.
    let (asking, all_asked) = watch::channel(());
    let asking = Arc::new(asking);
    let known = by_host(known)
        .into_iter()
        .map(|tasks| (tasks, Some(&asking)));
    let new = by_host(new).into_iter().map(|tasks| (tasks, None));
    for (tasks, asking) in known.chain(new) {
        let workers = shared.options.per_host.min(tasks.len());
        let tasks = Arc::new(Mutex::new(tasks));
        for _ in 0..workers {
            let (tasks, shared) = (Arc::clone(&tasks), Arc::clone(shared));
            let (room, sender) = (Arc::clone(&room), sender.clone());
            let histories = Arc::clone(&histories);
            let (asking, mut all_asked) = (asking.cloned(), all_asked.clone());
            runtime.spawn(async move {
                if asking.is_none() {
                    let _ = all_asked.changed().await;
                }
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
                    asked._room = room.take(asked.size()).await;
                    if let Ok(exchange) = &mut asked.result {
                        exchange.place = None;
                    }
                    // Nobody listens any more if the run was given up.
                    if sender.send(asked).is_err() {
                        break;
                    }
                }
            });
        }
    }
}

/// Room for documents, in bytes.
struct Room {
    free: Arc<Semaphore>,
    size: u32,
}

impl Room {
    fn new(size: usize) -> Self {
        let size = u32::try_from(size.min(Semaphore::MAX_PERMITS)).unwrap_or(u32::MAX);
        Self {
            free: Arc::new(Semaphore::new(size as usize)),
            size,
        }
    }

    /// Waits until a document has its room. One that is larger than all there is gets its turn, too.
    async fn take(&self, size: usize) -> Option<OwnedSemaphorePermit> {
        let share = u32::try_from(size).map_or(self.size, |size| size.min(self.size));
        let free = Arc::clone(&self.free);
        free.acquire_many_owned(share).await.ok()
    }
}

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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_takes_the_room_of_its_size_and_at_most_all() {
        let runtime = tokio::runtime::Builder::new_current_thread()
            .build()
            .expect("a runtime");
        for (size, free) in [(0, 20), (15, 5), (20, 0), (21, 0), (usize::MAX >> 20, 0)] {
            let room = Room::new(20 << 20);
            let _taken = runtime.block_on(room.take(size << 20));
            assert_eq!(room.free.available_permits(), free << 20, "{size}");
        }
        // More than anyone has.
        let _taken = runtime.block_on(Room::new(usize::MAX).take(usize::MAX));
    }
}

//! Feeds that the user lists under another address than before: the one of old hands its entries on.

use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::iter;

use ::url::Url;

use super::address::{anonymous, place};
use super::entries::Entry;
use super::http::Validators;
use super::run::Run;
use super::state::{FeedState, State};
use super::task::Task;
use crate::error::Result;

/// The feeds that are listed no more, by the places of all addresses at which they were.
pub(super) type Unlisted = HashMap<String, String>;

/// What tells the entries of these feeds from others, in order, each before the place of its feed among them.
#[derive(Default)]
pub(super) struct Left {
    entries: Vec<(u64, usize)>,
    feeds: Vec<String>,
}

impl Left {
    /// Returns the only feed that had most of these entries: each with its link.
    fn feed_of(&self, entries: &[Entry]) -> Option<&String> {
        let mut counts = HashMap::<usize, usize>::new();
        for entry in entries {
            let Some(link) = &entry.link else { continue };
            let hash = hash_of(&entry.key, link);
            let start = self.entries.partition_point(|(other, _)| *other < hash);
            let same = self.entries[start..].iter();
            for (_, feed) in same.take_while(|(other, _)| *other == hash) {
                *counts.entry(*feed).or_default() += 1;
            }
        }
        counts.retain(|_, count| *count > entries.len() / 2);
        let mut feeds = counts.keys();
        let feed = feeds.next().filter(|_| feeds.len() == 0)?;
        self.feeds.get(*feed)
    }
}

fn hash_of(key: &str, link: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    (key, place(link)).hash(&mut hasher);
    hasher.finish()
}

impl FeedState {
    /// Returns the address that the files of a feed name, which is listed at this one.
    pub(super) fn name<'a>(&'a self, url: &'a str) -> &'a str {
        let names = self.names.as_deref().unwrap_or_default();
        names.lines().next().unwrap_or(url)
    }

    /// Returns what is left of a feed of the list whose entries another has: that it fails, or is gone.
    fn bereft(self) -> Self {
        Self {
            id: None,
            target: None,
            names: None,
            validators: Validators::default(),
            ..self
        }
    }
}

impl State {
    /// Gives a feed another address, in the place of one without entries.
    fn rename_feed(&self, old: &str, new: &str) -> Result<()> {
        self.ask(|connection| {
            connection.execute("DELETE FROM feed WHERE url = ?1", [new])?;
            connection.execute("UPDATE feed SET url = ?2 WHERE url = ?1", [old, new])
        })
        .map(|_| ())
    }

    /// Returns the addresses of feeds that have entries: the user's, where it has moved to, the one that answered last, and those
    /// of before.
    fn addresses(&self) -> Result<Vec<[Option<String>; 4]>> {
        let sql = "SELECT url, moved_to, target, names FROM feed WHERE EXISTS (SELECT * FROM entry WHERE feed = feed.id) ORDER BY id";
        self.ask(|connection| {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([], |row| {
                Ok([row.get(0)?, row.get(1)?, row.get(2)?, row.get(3)?])
            })?;
            rows.collect()
        })
    }

    /// Returns the entries of the feeds that are left, and were read: of others the files alone are known, and some may be those
    /// of another shard.
    fn left(&self, is_left: impl Fn(&str) -> bool) -> Result<Left> {
        let sql = "SELECT url, key, link FROM feed JOIN entry ON entry.feed = feed.id \
                   WHERE link IS NOT NULL AND target IS NOT NULL ORDER BY feed.id";
        let mut left = Left::default();
        self.ask(|connection| {
            let mut statement = connection.prepare(sql)?;
            let mut rows = statement.query([])?;
            while let Some(row) = rows.next()? {
                let [url, key, link]: [String; 3] = [row.get(0)?, row.get(1)?, row.get(2)?];
                if !is_left(&url) {
                    continue;
                }
                if left.feeds.last() != Some(&url) {
                    left.feeds.push(url);
                }
                let feed = left.feeds.len() - 1;
                left.entries.push((hash_of(&key, &link), feed));
            }
            Ok(())
        })?;
        left.entries.sort_unstable();
        Ok(left)
    }
}

impl Run<'_> {
    /// Returns the one of the feeds with entries, listed no more, that was at the first of these addresses, once.
    fn take_unlisted<'b>(
        &mut self,
        addresses: impl IntoIterator<Item = &'b str>,
    ) -> Result<Option<String>> {
        let mut unlisted = match self.unlisted.take() {
            Some(unlisted) => unlisted,
            None => self.find_unlisted()?,
        };
        let mut addresses = addresses.into_iter();
        let old = addresses.find_map(|address| unlisted.remove(place(&anonymous(address))));
        self.unlisted = Some(unlisted);
        Ok(old)
    }

    fn find_unlisted(&self) -> Result<Unlisted> {
        let mut unlisted = HashMap::new();
        for [url, moved_to, target, names] in self.state.addresses()? {
            let Some(url) = url.filter(|url| !self.orders.contains_key(url.as_str())) else {
                continue;
            };
            let known = [Some(url.as_str()), moved_to.as_deref(), target.as_deref()];
            let names = names.as_deref().unwrap_or_default().lines();
            for address in known.into_iter().flatten().chain(names) {
                let first = unlisted.entry(place(&anonymous(address)).to_owned());
                first.or_insert_with(|| url.clone());
            }
        }
        Ok(unlisted)
    }

    /// Returns the one of them that had most of these entries, if it was but one.
    fn find_left(&mut self, entries: &[Entry]) -> Result<Option<String>> {
        if self.left.is_none() {
            let orders = &self.orders;
            self.left = Some(self.state.left(|url| !orders.contains_key(url))?);
        }
        let feed = self.left.as_ref().and_then(|left| left.feed_of(entries));
        Ok(feed.cloned())
    }

    /// Gives a feed without entries those of one that is listed no more, if that was the same. Returns what is known of it then.
    pub(super) fn inherit(&mut self, url: &str, state: FeedState) -> Result<FeedState> {
        let addresses = [Some(url), state.target.as_deref(), state.same_as.as_deref()];
        let Some(old) = self.take_unlisted(addresses.into_iter().flatten())? else {
            return Ok(state);
        };
        let known = self.state.feed(&old)?;
        if known.id.is_none() || self.has_entries(&state)? {
            return Ok(state);
        }
        let heir = FeedState {
            names: Some(names(&old, &known, url)),
            id: known.id,
            // What stands elsewhere than the feed may be a page that names it.
            is_page: known.target.as_deref() != Some(url),
            target: known.target,
            left_alone_until: known.left_alone_until,
            schedule: known.schedule,
            // All of it, since its files are to say the new address.
            validators: Validators::default(),
            ..FeedState::default()
        };
        self.state.begin()?;
        self.state.rename_feed(&old, url)?;
        self.state.put_feed(url, &heir)?;
        self.state.commit()?;
        Ok(heir)
    }

    /// Does the same where only the address that answers shows that it was, or what came from there. `others` are the feeds that
    /// were found there; one of which the files alone are known, and its name with them, has not answered yet. One that is listed
    /// still, and dead, hands them on, too.
    pub(super) fn inherit_from(
        &mut self,
        mut others: Vec<String>,
        target: &Url,
        entries: &[Entry],
        task: &mut Task,
    ) -> Result<()> {
        if self.has_entries(&task.state)? {
            return Ok(());
        }
        others.extend(self.take_unlisted([target.as_str()])?);
        others.extend(self.find_left(entries)?);
        for old in others {
            let known = self.state.feed(&old)?;
            if self.has_entries(&known)? {
                self.state.rename_feed(&old, &task.url)?;
                task.state.id = known.id;
                task.state.names = Some(names(&old, &known, &task.url));
                if self.orders.contains_key(old.as_str()) {
                    self.state.put_feed(&old, &known.bereft())?;
                }
                break;
            }
        }
        Ok(())
    }

    pub(super) fn has_entries(&self, state: &FeedState) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT * FROM entry WHERE feed = ?1)";
        self.state.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([state.id], |row| row.get(0))
        })
    }
}

/// Returns the names of a feed that was listed at an old address, and is now at another. A new one is its name; where it comes
/// back to one of before, the one of them that answers is, or else it keeps the one that it has: who uses two lists by turns is
/// not to have his files written anew each time.
fn names(old: &str, known: &FeedState, url: &str) -> String {
    let names = known.names.as_deref().unwrap_or(old);
    let target = known.target.as_deref().map(anonymous);
    let target = target.as_deref().map(place);
    let is_at = |name: &str| target == Some(place(&anonymous(name)));
    // What answers at each address itself is at none of them for good.
    let answers = |name: &&str| is_at(name) && !is_at(old);
    let first = if names.lines().any(|name| name == url) {
        let own = names.lines().next();
        names.lines().find(answers).or(own).unwrap_or(url)
    } else {
        url
    };
    let others = names.lines().filter(|name| *name != first);
    iter::once(first)
        .chain(others)
        .collect::<Vec<_>>()
        .join("\n")
}

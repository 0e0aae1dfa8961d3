//! Feeds that the user lists under another address than before: the one of old hands its entries on.

use std::collections::HashMap;

use super::address::{place, public};
use super::http::Validators;
use super::run::Run;
use super::state::FeedState;
use super::task::Task;
use crate::error::Result;

/// The feeds that are listed no more, by the places of all addresses at which they were.
pub(super) type Unlisted = HashMap<String, String>;

impl Run<'_> {
    /// Returns the feeds with entries that are listed no more.
    pub(super) fn unlisted(&self) -> Result<Unlisted> {
        let mut unlisted = HashMap::new();
        for [url, moved_to, target] in self.state.addresses()? {
            let Some(url) = url.filter(|url| !self.orders.contains_key(url.as_str())) else {
                continue;
            };
            for address in [Some(url.clone()), moved_to, target].into_iter().flatten() {
                let first = unlisted.entry(place(&public(&address)).to_owned());
                first.or_insert_with(|| url.clone());
            }
        }
        Ok(unlisted)
    }

    /// Gives a feed without entries those of one that is listed no more, if that was the same. Returns what is known of it then.
    pub(super) fn inherit(
        &self,
        url: &str,
        state: FeedState,
        unlisted: &mut Unlisted,
    ) -> Result<FeedState> {
        let old = [Some(url), state.target.as_deref(), state.same_as.as_deref()]
            .into_iter()
            .flatten()
            .find_map(|address| unlisted.remove(place(&public(address))));
        let Some(old) = old else {
            return Ok(state);
        };
        let known = self.state.feed(&old)?;
        if known.id.is_none() || self.has_entries(&state)? {
            return Ok(state);
        }
        let heir = FeedState {
            id: known.id,
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

    /// Does the same where only its answer shows that it was. `others` are the feeds that were found there.
    pub(super) fn inherit_from(&self, others: &[String], task: &mut Task) -> Result<()> {
        for old in others {
            let known = self.state.feed(old)?;
            if self.has_entries(&known)? && !self.has_entries(&task.state)? {
                self.state.rename_feed(old, &task.url)?;
                task.state.id = known.id;
            }
        }
        Ok(())
    }

    fn has_entries(&self, state: &FeedState) -> Result<bool> {
        match state.id {
            Some(id) => Ok(!self.state.entries(id)?.is_empty()),
            None => Ok(false),
        }
    }
}

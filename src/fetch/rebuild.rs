//! A state that is lost is made anew: the files say which entries they are.

use std::fs;

use rayon::prelude::*;

use super::FetchOptions;
use super::entries::Origin;
use super::fields::Fields;
use super::state::{EntryState, FeedState, State};
use crate::error::Result;
use crate::folder::article_files;
use crate::front_matter::normalise;

/// Remembers the entries whose files lie in the output folder. Returns how many there are.
///
/// What servers said of feeds is lost: each will be asked once for all of it.
pub(super) fn rebuild(state: &State, options: &FetchOptions) -> Result<usize> {
    let entries = entries(options, state.runs()? - 1);
    state.begin()?;
    for (url, entry) in &entries {
        let feed = state.feed(url)?;
        let id = match feed.id {
            Some(id) => id,
            None => state.put_feed(url, &FeedState::default())?,
        };
        if !state.knows(url, &entry.key)? {
            state.put_entry(id, entry)?;
        }
    }
    state.commit()?;
    Ok(entries.len())
}

/// Returns the entries whose files lie in the output folder, behind the addresses of their feeds, as if they were of this run.
pub(super) fn entries(options: &FetchOptions, run: i64) -> Vec<(String, EntryState)> {
    let (files, _) = article_files(&options.output);
    let entries = files.into_par_iter().filter_map(|file| {
        let text = fs::read_to_string(&file).ok()?;
        let origin = Origin::of(&text, options.dialect)?;
        let path = file.strip_prefix(&options.output).ok()?;
        let parts: Option<Vec<&str>> = path.iter().map(|part| part.to_str()).collect();
        let fields = Fields::of(&normalise(&text));
        let entry = EntryState {
            // Without fields, nobody knows what is the user's.
            fields: if origin.is_of(&fields) {
                fields
            } else {
                Fields::default()
            },
            key: origin.key,
            link: origin.link,
            path: parts?.join("/"),
            run,
        };
        Some((origin.url, entry))
    });
    entries.collect()
}

//! The folder that a state is of: what it knows of another says nothing of the files in this one.

use std::path::{Path, PathBuf, absolute};

use super::FetchOptions;
use super::state::{State, broken};
use super::tables::Fault;
use crate::error::Result;

/// How many files are looked for to tell that a folder has moved.
const MAX_LOOKS: u32 = 1000;

impl State {
    /// Remembers whose state this is, or fails if it is that of another folder.
    pub(super) fn settle(&self, options: &FetchOptions) -> Result<()> {
        let own = name(&options.output, &options.state);
        let sql = "SELECT output FROM run";
        let known: Option<String> =
            self.ask(|connection| connection.query_row(sql, [], |row| row.get(0)))?;
        if known.as_ref() == Some(&own) {
            return if options.output.exists() {
                Ok(())
            } else {
                self.forget_files()
            };
        }
        // Earlier versions did not say.
        let is_within = known.is_none() && own == WITHIN;
        if !is_within && !self.knows_files_in(&options.output)? {
            let known = known.unwrap_or_else(|| "one that it does not name".to_owned());
            return Err(broken(&options.state, Fault::OfAnother(own, known)));
        }
        let sql = "UPDATE run SET output = ?1";
        self.ask(|connection| connection.execute(sql, [own]))
            .map(|_| ())
    }

    /// Forgets the files of a folder that is gone with all of them, and asks for them again: who does not want an article deletes
    /// its file.
    fn forget_files(&self) -> Result<()> {
        let sql = "
            UPDATE feed SET etag = NULL, last_modified = NULL, archive = NULL WHERE id IN (SELECT feed FROM entry);
            UPDATE feed SET not_before = left_alone_until WHERE failures = 0 AND id IN (SELECT feed FROM entry);
            DELETE FROM entry;
        ";
        self.begin()?;
        self.ask(|connection| connection.execute_batch(sql))?;
        self.commit()
    }

    /// Returns whether any of the files is there, or none is known.
    fn knows_files_in(&self, output: &Path) -> Result<bool> {
        let sql = "SELECT path FROM entry LIMIT ?1";
        let paths: Vec<String> = self.ask(|connection| {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([MAX_LOOKS], |row| row.get(0))?;
            rows.collect()
        })?;
        Ok(paths.is_empty() || paths.iter().any(|path| output.join(path).exists()))
    }
}

/// What a folder is called in a state that lies within: both may move.
pub(super) const WITHIN: &str = ".";

/// Returns what a folder is called in its state.
fn name(output: &Path, state: &Path) -> String {
    let [output, state] = [output, state].map(real);
    if state.starts_with(&output) {
        WITHIN.to_owned()
    } else {
        output.to_string_lossy().into_owned()
    }
}

/// Returns the one path of what may not be there yet.
fn real(path: &Path) -> PathBuf {
    let path = absolute(path).unwrap_or_else(|_| path.to_owned());
    let mut existing = path.ancestors();
    let real = existing.find_map(|above| {
        let below = path.strip_prefix(above).ok()?;
        let real = above.canonicalize().ok()?;
        Some(real.components().chain(below.components()).collect())
    });
    real.unwrap_or(path)
}

//! What we know of feeds and entries from earlier runs: one file of SQLite. Only this file and `tables.rs` name its crate.
//!
//! It is an index: the articles are the truth, and say themselves which entry they are.

use std::collections::HashMap;
use std::fs::File;
use std::path::{Path, PathBuf};

use rusqlite::{Connection, OptionalExtension, Row, params};
use tempfile::TempDir;

use super::FetchOptions;
use super::fields::Fields;
use super::http::Validators;
use super::lock;
use super::report::Outcome;
use super::schedule::Schedule;
use super::shape::Shape;
use super::tables::{self, Fault};
use crate::error::{Error, Result};

/// What is known of a feed. Times are in seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FeedState {
    /// Its number, if it was seen before.
    pub(super) id: Option<i64>,
    /// Where it has moved to for good.
    pub(super) moved_to: Option<String>,
    /// When the user's own address was asked last: where it has moved, that is but now and then.
    pub(super) own_asked: i64,
    /// The address under which the user has the same feed, too.
    pub(super) same_as: Option<String>,
    /// The address that answered last.
    pub(super) target: Option<String>,
    pub(super) validators: Validators,
    /// When it may be asked again.
    pub(super) not_before: i64,
    /// Until when its server wants it to be left alone, in the server's own words.
    pub(super) left_alone_until: i64,
    /// When it says itself that it is worth a look.
    pub(super) schedule: Schedule,
    /// How often it failed since it last did not.
    pub(super) failures: u32,
    /// Why it failed last, if that was since it last did not.
    pub(super) error: Option<String>,
    /// How it was asked then. Earlier versions did not remember it.
    pub(super) manner: Option<i64>,
    /// Whether its server has said that it is gone for good.
    pub(super) is_gone: bool,
    /// Whether a page stands at the user's address, which names it.
    pub(super) is_page: bool,
    /// What the user wanted of its entries when it was read last.
    pub(super) shape: Shape,
    /// Its newest archive, if it was read with all behind it.
    pub(super) archive: Option<String>,
    /// All addresses at which it was listed, a line each, if there were several; the first is the one that its files name.
    pub(super) names: Option<String>,
}

impl FeedState {
    /// Returns what is told of a feed that is not asked yet.
    pub(super) fn unasked(&self) -> Outcome {
        if self.failures == 0 {
            return Outcome::Fresh;
        }
        // Earlier versions did not remember why.
        let error = self.error.as_deref();
        Outcome::FailedLately(error.unwrap_or("cannot be fetched").to_owned())
    }
}

/// What is known of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EntryState {
    pub(super) key: String,
    pub(super) link: Option<String>,
    /// The file, below the output folder, with `/` between its parts.
    pub(super) path: String,
    /// Of the text that the entry gave when it was last seen.
    pub(super) fields: Fields,
    /// The run in which it was new.
    pub(super) run: i64,
}

/// To which entry a file belongs.
pub(super) struct Owner {
    pub(super) feed: i64,
    pub(super) url: String,
    pub(super) key: String,
    pub(super) run: i64,
}

/// The state of all feeds, which no other run can open meanwhile.
pub(super) struct State {
    connection: Connection,
    path: PathBuf,
    /// Where it grows, if it is new, until it is whole.
    young: Option<PathBuf>,
    is_trial: bool,
    is_new: bool,
    /// The lock, and what a trial has of its own.
    _held: (Option<File>, Option<TempDir>),
}

impl State {
    /// Opens the file, or makes it; waits for another run that holds it. A trial changes nothing.
    pub(super) fn open(options: &FetchOptions) -> Result<Self> {
        let path = tables::place(&options.state);
        let path = path.map_err(|fault| broken(&options.state, fault))?;
        let is_trial = options.is_trial;
        let at = |fault| broken(&path, fault);
        if is_trial {
            let lock = lock::look(&path, options.wait)?;
            let (connection, copy) = tables::on_trial(&path, options).map_err(at)?;
            return Ok(Self {
                connection,
                young: None,
                path,
                is_trial,
                is_new: copy.is_none(),
                _held: (lock, copy),
            });
        }
        let lock = lock::take(&path, options.wait)?;
        let is_new = options.rebuilds_state || tables::is_empty(&path).map_err(at)?;
        // Until it is whole, the old one stays, whatever is wrong with it.
        let young = is_new.then(|| tables::beside(&path, "-new"));
        if let Some(young) = &young {
            tables::remove_all(young).map_err(|error| at(error.into()))?;
        }
        let file = young.as_deref().unwrap_or(&path);
        Ok(Self {
            connection: tables::opened(file, options).map_err(at)?,
            young,
            path,
            is_trial,
            is_new,
            _held: (Some(lock), None),
        })
    }

    /// Returns whether nothing was known before.
    pub(super) fn is_new(&self) -> bool {
        self.is_new
    }

    /// Puts a new state in its place: what the files say is in it.
    pub(super) fn put_in_place(self, options: &FetchOptions) -> Result<Self> {
        let Some(young) = self.young else {
            return Ok(self);
        };
        let path = self.path;
        let connection = tables::put_in_place(self.connection, &young, &path)
            .and_then(|()| tables::opened(&path, options))
            .map_err(|fault| broken(&path, fault))?;
        Ok(Self {
            connection,
            young: None,
            path,
            ..self
        })
    }

    /// Returns what is known of a feed.
    pub(super) fn feed(&self, url: &str) -> Result<FeedState> {
        let sql = "SELECT id, moved_to, same_as, target, etag, last_modified, not_before, minutes, skips, failures, gone, \
                   left_alone_until, page, error, shape, since, history, names, manner, own_asked, archive FROM feed WHERE url = ?1";
        let state = self.ask(|connection| {
            let read = |row: &Row<'_>| {
                Ok(FeedState {
                    id: row.get(0)?,
                    moved_to: row.get(1)?,
                    same_as: row.get(2)?,
                    target: row.get(3)?,
                    validators: Validators {
                        etag: row.get(4)?,
                        last_modified: row.get(5)?,
                    },
                    not_before: row.get(6)?,
                    schedule: Schedule {
                        minutes: row
                            .get::<_, Option<i64>>(7)?
                            .and_then(|minutes| minutes.try_into().ok()),
                        skips: row.get(8)?,
                    },
                    failures: row.get(9)?,
                    is_gone: row.get(10)?,
                    left_alone_until: row.get(11)?,
                    is_page: row.get(12)?,
                    error: row.get(13)?,
                    shape: Shape {
                        hash: row.get(14)?,
                        since: row.get(15)?,
                        has_history: row.get(16)?,
                    },
                    names: row.get(17)?,
                    manner: row.get(18)?,
                    own_asked: row.get(19)?,
                    archive: row.get(20)?,
                })
            };
            connection
                .prepare_cached(sql)?
                .query_row([url], read)
                .optional()
        })?;
        Ok(state.unwrap_or_default())
    }

    /// Remembers a feed. Returns its number.
    pub(super) fn put_feed(&self, url: &str, state: &FeedState) -> Result<i64> {
        let sql = "INSERT INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17, ?18, ?19, ?20, ?21, ?22) ON CONFLICT DO UPDATE SET \
                   moved_to = ?3, same_as = ?4, target = ?5, etag = ?6, last_modified = ?7, not_before = ?8, minutes = ?9, skips = ?10, \
                   failures = ?11, gone = ?12, left_alone_until = ?13, page = ?14, error = ?15, \
                   shape = ?16, since = ?17, history = ?18, names = ?19, manner = ?20, own_asked = ?21, archive = ?22";
        self.ask(|connection| {
            connection.prepare_cached(sql)?.execute(params![
                state.id,
                url,
                state.moved_to,
                state.same_as,
                state.target,
                state.validators.etag,
                state.validators.last_modified,
                state.not_before,
                state
                    .schedule
                    .minutes
                    .and_then(|minutes| i64::try_from(minutes).ok()),
                state.schedule.skips,
                state.failures,
                state.is_gone,
                state.left_alone_until,
                state.is_page,
                state.error,
                state.shape.hash,
                state.shape.since,
                state.shape.has_history,
                state.names,
                state.manner,
                state.own_asked,
                state.archive,
            ])?;
            Ok(state.id.unwrap_or_else(|| connection.last_insert_rowid()))
        })
    }

    /// Returns the feeds whose entries came from an address.
    pub(super) fn feeds_at(&self, target: &str) -> Result<Vec<String>> {
        let sql = "SELECT url FROM feed WHERE target = ?1 AND same_as IS NULL ORDER BY id";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([target], |row| row.get(0))?;
            rows.collect()
        })
    }

    /// Returns the entries of a feed, by their keys.
    pub(super) fn entries(&self, feed: i64) -> Result<HashMap<String, EntryState>> {
        let sql = "SELECT key, link, path, fields, run FROM entry WHERE feed = ?1";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([feed], |row| {
                let key: String = row.get(0)?;
                let state = EntryState {
                    key: key.clone(),
                    link: row.get(1)?,
                    path: row.get(2)?,
                    fields: Fields::from_bytes(row.get(3)?),
                    run: row.get(4)?,
                };
                Ok((key, state))
            })?;
            rows.collect()
        })
    }

    pub(super) fn put_entry(&self, feed: i64, entry: &EntryState) -> Result<()> {
        let sql = "INSERT OR REPLACE INTO entry VALUES (?1, ?2, ?3, ?4, ?5, ?6)";
        let EntryState {
            key,
            link,
            path,
            fields,
            run,
        } = entry;
        self.ask(|connection| {
            let values = params![feed, key, link, path, fields.bytes(), run];
            connection.prepare_cached(sql)?.execute(values)
        })
        .map(|_| ())
    }

    pub(super) fn forget_entry(&self, feed: i64, key: &str) -> Result<()> {
        let sql = "DELETE FROM entry WHERE feed = ?1 AND key = ?2";
        self.ask(|connection| connection.prepare_cached(sql)?.execute(params![feed, key]))
            .map(|_| ())
    }

    /// Returns whether an entry is known.
    pub(super) fn knows(&self, url: &str, key: &str) -> Result<bool> {
        let sql = "SELECT EXISTS (SELECT * FROM entry JOIN feed ON feed.id = entry.feed WHERE url = ?1 AND key = ?2)";
        self.ask(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            statement.query_row([url, key], |row| row.get(0))
        })
    }

    /// Returns the entry to which a file belongs. Some file systems do not tell cases apart; so do we.
    pub(super) fn owner(&self, path: &str) -> Result<Option<Owner>> {
        let sql = "SELECT entry.feed, feed.url, entry.key, entry.run FROM entry JOIN feed ON feed.id = entry.feed \
                   WHERE path = ?1";
        self.ask(|connection| {
            let read = |row: &Row<'_>| {
                Ok(Owner {
                    feed: row.get(0)?,
                    url: row.get(1)?,
                    key: row.get(2)?,
                    run: row.get(3)?,
                })
            };
            connection
                .prepare_cached(sql)?
                .query_row([path], read)
                .optional()
        })
    }

    /// Gives an entry another file.
    pub(super) fn put_path(&self, owner: &Owner, path: &str) -> Result<()> {
        let sql = "UPDATE entry SET path = ?3 WHERE feed = ?1 AND key = ?2";
        self.ask(|connection| {
            let values = params![owner.feed, owner.key, path];
            connection.prepare_cached(sql)?.execute(values)
        })
        .map(|_| ())
    }

    /// Returns hosts that want to be left alone now.
    pub(super) fn blocked_hosts(&self, now: i64) -> Result<HashMap<String, i64>> {
        let sql = "SELECT name, not_before FROM host WHERE not_before > ?1";
        self.ask(|connection| {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    pub(super) fn block_host(&self, name: &str, not_before: i64) -> Result<()> {
        let sql = "INSERT INTO host VALUES (?1, ?2) ON CONFLICT DO UPDATE SET not_before = max(not_before, ?2)";
        self.ask(|connection| {
            connection
                .prepare_cached(sql)?
                .execute(params![name, not_before])
        })
        .map(|_| ())
    }

    /// Returns how many runs have come to their end.
    pub(super) fn runs(&self) -> Result<i64> {
        self.ask(|connection| connection.query_row("SELECT number FROM run", [], |row| row.get(0)))
    }

    /// Begins changes of which all or none will be remembered.
    pub(super) fn begin(&self) -> Result<()> {
        let sql = if self.is_trial { "" } else { "BEGIN IMMEDIATE" };
        self.ask(|connection| connection.execute_batch(sql))
    }

    /// Remembers the changes, unless this is only a trial.
    pub(super) fn commit(&self) -> Result<()> {
        let sql = if self.is_trial { "" } else { "COMMIT" };
        self.ask(|connection| connection.execute_batch(sql))
    }

    /// Remembers that a run has come to its end. By then the feeds are known that stand for others.
    pub(super) fn end_run(&self) -> Result<()> {
        let sql = "UPDATE run SET number = number + 1;
            UPDATE feed SET target = (SELECT target FROM feed AS other WHERE other.url = feed.same_as)
            WHERE same_as IS NOT NULL AND target IS NULL;";
        self.ask(|connection| connection.execute_batch(sql))
    }

    pub(super) fn ask<T>(&self, ask: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        ask(&self.connection).map_err(|source| broken(&self.path, source.into()))
    }
}

pub(super) fn broken(path: &Path, fault: Fault) -> Error {
    Error::BadState {
        path: path.to_owned(),
        source: fault.into(),
    }
}

//! What we know of feeds and entries from earlier runs: one file of SQLite. The only file that names its crate.
//!
//! It is an index: the articles are the truth, and say themselves which entry they are.

use std::collections::HashMap;
use std::fs::{self, File, TryLockError};
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};

use rusqlite::{Connection, OptionalExtension, params};

use super::http::Validators;
use crate::error::{Error, Result};

/// The version of the tables below.
const VERSION: i64 = 1;

const TABLES: &str = "
    CREATE TABLE feed (
        url TEXT PRIMARY KEY,
        moved_to TEXT,
        etag BLOB,
        last_modified BLOB,
        not_before INTEGER NOT NULL,
        ttl INTEGER,
        failures INTEGER NOT NULL,
        gone INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE entry (
        feed TEXT NOT NULL,
        key TEXT NOT NULL,
        link TEXT,
        path TEXT NOT NULL UNIQUE,
        hash TEXT NOT NULL,
        PRIMARY KEY (feed, key)
    ) WITHOUT ROWID;
    CREATE TABLE host (
        name TEXT PRIMARY KEY,
        not_before INTEGER NOT NULL
    ) WITHOUT ROWID;
";

/// How often we look whether another run has ended.
const POLL: Duration = Duration::from_millis(100);

/// What is known of a feed. Times are in seconds since 1970.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct FeedState {
    /// Where it has moved to for good.
    pub(super) moved_to: Option<String>,
    pub(super) validators: Validators,
    /// When it may be asked again.
    pub(super) not_before: i64,
    /// For how many minutes it says that it is fresh.
    pub(super) ttl: Option<u64>,
    /// How often it failed since it last did not.
    pub(super) failures: u32,
    /// Whether its server has said that it is gone for good.
    pub(super) is_gone: bool,
}

/// What is known of an entry.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct EntryState {
    pub(super) key: String,
    pub(super) link: Option<String>,
    /// The file, below the output folder, with `/` between its parts.
    pub(super) path: String,
    /// Of the text that the entry gave when it was last seen.
    pub(super) hash: String,
}

/// What a run has learnt of one feed.
#[derive(Debug, Default)]
pub(super) struct Change {
    pub(super) url: String,
    pub(super) state: FeedState,
    pub(super) entries: Vec<EntryState>,
    /// Keys under which entries stood until now.
    pub(super) renamed: Vec<String>,
    /// A host that wants to be left alone, and until when.
    pub(super) host: Option<(String, i64)>,
}

/// The state of all feeds, which no other run can open meanwhile.
pub(super) struct State {
    connection: Connection,
    path: PathBuf,
    _lock: File,
}

impl State {
    /// Opens the file, or makes it. Waits for another run that holds it.
    pub(super) fn open(path: &Path, wait: Duration) -> Result<Self> {
        let in_file = |action| {
            move |source| Error::InFile {
                path: path.to_owned(),
                source: Box::new(Error::Io { action, source }),
            }
        };
        if let Some(folder) = path.parent() {
            fs::create_dir_all(folder).map_err(in_file("write"))?;
        }
        let mut lock_path = path.as_os_str().to_owned();
        lock_path.push(".lock");
        let lock = File::options()
            .create(true)
            .truncate(false)
            .write(true)
            .open(&lock_path)
            .map_err(in_file("write"))?;
        let start = Instant::now();
        loop {
            match lock.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if start.elapsed() < wait => std::thread::sleep(POLL),
                Err(TryLockError::WouldBlock) => {
                    return Err(Error::Locked {
                        path: path.to_owned(),
                    });
                }
                Err(TryLockError::Error(source)) => return Err(in_file("lock")(source)),
            }
        }
        let connection = opened(path).map_err(|source| broken(path, source))?;
        Ok(Self {
            connection,
            path: path.to_owned(),
            _lock: lock,
        })
    }

    /// Returns what is known of a feed.
    pub(super) fn feed(&self, url: &str) -> Result<Option<FeedState>> {
        let sql = "SELECT moved_to, etag, last_modified, not_before, ttl, failures, gone FROM feed WHERE url = ?1";
        self.read(|connection| {
            connection
                .prepare_cached(sql)?
                .query_row([url], |row| {
                    Ok(FeedState {
                        moved_to: row.get(0)?,
                        validators: Validators {
                            etag: row.get(1)?,
                            last_modified: row.get(2)?,
                        },
                        not_before: row.get(3)?,
                        ttl: row
                            .get::<_, Option<i64>>(4)?
                            .and_then(|ttl| ttl.try_into().ok()),
                        failures: row.get(5)?,
                        is_gone: row.get(6)?,
                    })
                })
                .optional()
        })
    }

    /// Returns the entries of a feed, by their keys.
    pub(super) fn entries(&self, url: &str) -> Result<HashMap<String, EntryState>> {
        let sql = "SELECT key, link, path, hash FROM entry WHERE feed = ?1";
        self.read(|connection| {
            let mut statement = connection.prepare_cached(sql)?;
            let rows = statement.query_map([url], |row| {
                let key: String = row.get(0)?;
                Ok((
                    key.clone(),
                    EntryState {
                        key,
                        link: row.get(1)?,
                        path: row.get(2)?,
                        hash: row.get(3)?,
                    },
                ))
            })?;
            rows.collect()
        })
    }

    /// Returns the paths of all entries, in lower case.
    pub(super) fn paths(&self) -> Result<Vec<String>> {
        self.read(|connection| {
            let mut statement = connection.prepare("SELECT path FROM entry")?;
            let rows = statement.query_map([], |row| row.get::<_, String>(0))?;
            rows.map(|path| Ok(path?.to_lowercase())).collect()
        })
    }

    /// Returns hosts that want to be left alone now.
    pub(super) fn blocked_hosts(&self, now: i64) -> Result<HashMap<String, i64>> {
        let sql = "SELECT name, not_before FROM host WHERE not_before > ?1";
        self.read(|connection| {
            let mut statement = connection.prepare(sql)?;
            let rows = statement.query_map([now], |row| Ok((row.get(0)?, row.get(1)?)))?;
            rows.collect()
        })
    }

    /// Remembers what is new, all of it or nothing.
    pub(super) fn save(&mut self, changes: &[Change]) -> Result<()> {
        let path = &self.path;
        save(&mut self.connection, changes).map_err(|source| broken(path, source))
    }

    fn read<T>(&self, read: impl FnOnce(&Connection) -> rusqlite::Result<T>) -> Result<T> {
        read(&self.connection).map_err(|source| broken(&self.path, source))
    }
}

fn opened(path: &Path) -> rusqlite::Result<Connection> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    connection.pragma_update(None, "synchronous", "NORMAL")?;
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(rusqlite::Error::InvalidColumnName(check));
    }
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    if version == 0 {
        let transaction = connection.transaction()?;
        transaction.execute_batch(TABLES)?;
        transaction.pragma_update(None, "user_version", VERSION)?;
        transaction.commit()?;
    }
    Ok(connection)
}

fn save(connection: &mut Connection, changes: &[Change]) -> rusqlite::Result<()> {
    let transaction = connection.transaction()?;
    {
        let mut feed = transaction.prepare_cached(
            "INSERT OR REPLACE INTO feed VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?;
        let mut entry = transaction
            .prepare_cached("INSERT OR REPLACE INTO entry VALUES (?1, ?2, ?3, ?4, ?5)")?;
        let mut forget =
            transaction.prepare_cached("DELETE FROM entry WHERE feed = ?1 AND key = ?2")?;
        let mut host = transaction.prepare_cached("INSERT OR REPLACE INTO host VALUES (?1, ?2)")?;
        for change in changes {
            let state = &change.state;
            feed.execute(params![
                change.url,
                state.moved_to,
                state.validators.etag,
                state.validators.last_modified,
                state.not_before,
                state.ttl.and_then(|ttl| i64::try_from(ttl).ok()),
                state.failures,
                state.is_gone,
            ])?;
            for key in &change.renamed {
                forget.execute(params![change.url, key])?;
            }
            for EntryState {
                key,
                link,
                path,
                hash,
            } in &change.entries
            {
                entry.execute(params![change.url, key, link, path, hash])?;
            }
            if let Some((name, not_before)) = &change.host {
                host.execute(params![name, not_before])?;
            }
        }
    }
    transaction.commit()
}

fn broken(path: &Path, source: rusqlite::Error) -> Error {
    Error::BadState {
        path: path.to_owned(),
        source: source.into(),
    }
}

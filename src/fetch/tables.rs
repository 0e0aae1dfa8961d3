//! The tables of what we know of feeds and entries: made, opened, and taken over from earlier versions.

use std::io::Read;
use std::path::{Path, PathBuf, absolute};
use std::{fs, io};

use ::url::Url;
use rusqlite::config::DbConfig;
use rusqlite::{Connection, ErrorCode, OpenFlags};
use tempfile::TempDir;

use super::FetchOptions;
use super::home::WITHIN;

/// The version of the tables below.
const VERSION: i64 = 8;

const TABLES: &str = "
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY,
        url TEXT NOT NULL UNIQUE,
        moved_to TEXT,
        same_as TEXT,
        target TEXT,
        etag BLOB,
        last_modified BLOB,
        not_before INTEGER NOT NULL,
        minutes INTEGER,
        skips INTEGER NOT NULL,
        failures INTEGER NOT NULL,
        gone INTEGER NOT NULL,
        left_alone_until INTEGER NOT NULL,
        page INTEGER NOT NULL,
        error TEXT,
        shape INTEGER,
        since INTEGER,
        history INTEGER NOT NULL,
        names TEXT,
        manner INTEGER,
        own_asked INTEGER NOT NULL,
        archive TEXT
    );
    CREATE TABLE entry (
        feed INTEGER NOT NULL REFERENCES feed,
        key TEXT NOT NULL,
        link TEXT,
        path TEXT NOT NULL UNIQUE COLLATE NOCASE,
        fields BLOB NOT NULL,
        run INTEGER NOT NULL,
        PRIMARY KEY (feed, key)
    ) WITHOUT ROWID;
    CREATE TABLE host (
        name TEXT PRIMARY KEY,
        not_before INTEGER NOT NULL
    ) WITHOUT ROWID;
    CREATE TABLE run (
        number INTEGER NOT NULL,
        output TEXT
    );
    INSERT INTO run VALUES (0, NULL);
    CREATE INDEX feed_target ON feed (target);
";

/// Makes tables of version 1 into those above.
const SINCE_1: &str = "
    ALTER TABLE feed ADD COLUMN left_alone_until INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE feed ADD COLUMN page INTEGER NOT NULL DEFAULT 0;
    -- Gone is where it had moved to.
    UPDATE feed SET gone = 0, moved_to = NULL, etag = NULL, last_modified = NULL WHERE gone AND moved_to IS NOT NULL;
";

/// Makes tables of version 2 into those above.
const SINCE_2: &str = "ALTER TABLE feed ADD COLUMN error TEXT;";

/// Makes tables of version 3 into those above.
const SINCE_3: &str = "
    ALTER TABLE feed ADD COLUMN shape INTEGER;
    ALTER TABLE feed ADD COLUMN since INTEGER;
";

/// Makes tables of version 4 into those above.
const SINCE_4: &str = "
    ALTER TABLE run ADD COLUMN output TEXT;
    ALTER TABLE feed ADD COLUMN history INTEGER NOT NULL DEFAULT 0;
";

/// Makes tables of version 5 into those above.
const SINCE_5: &str = "ALTER TABLE feed ADD COLUMN names TEXT;";

/// Makes tables of version 6 into those above.
const SINCE_6: &str = "ALTER TABLE feed ADD COLUMN manner INTEGER;";

/// Makes tables of version 7 into those above.
const SINCE_7: &str = "
    ALTER TABLE feed ADD COLUMN own_asked INTEGER NOT NULL DEFAULT 0;
    ALTER TABLE feed ADD COLUMN archive TEXT;
    -- Archives that broke off are asked for again with the feed alone.
    UPDATE feed SET etag = NULL, last_modified = NULL WHERE history;
";

/// What each version but the first has brought.
const STEPS: [&str; 7] = [
    SINCE_1, SINCE_2, SINCE_3, SINCE_4, SINCE_5, SINCE_6, SINCE_7,
];

/// Why a state cannot be used. Only one that is of no use any more is to be made anew.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error(
        "expected a whole database, found damage: {0}; make it anew from the files with --rebuild-state"
    )]
    Damaged(String),
    // The crate repeats its cause in its own sentence.
    #[error("{0}")]
    Database(rusqlite::Error),
    #[error(transparent)]
    File(#[from] io::Error),
    #[error("expected a database, found a file of another kind; name another one, or remove it")]
    NoDatabase,
    #[error("expected a file, found {0}")]
    NoFile(&'static str),
    #[error(
        "expected what is known of {}, found that of {}, which is another folder; name another state with --state, or make it \
         anew from the files with --rebuild-state",
        folder(.0),
        folder(.1)
    )]
    OfAnother(String, String),
    #[error(
        "expected what is known of feeds, found the database of another program; name another one with --state"
    )]
    OfAnotherProgram,
    #[error(
        "expected version {VERSION} or an earlier one, found {0}, which a later feedmatter has written; make it anew from the \
         files with --rebuild-state"
    )]
    TooNew(i64),
}

/// Says of which folder a state is, by its name there.
fn folder(name: &str) -> &str {
    if name == WITHIN {
        "a folder around this file"
    } else {
        name
    }
}

impl From<rusqlite::Error> for Fault {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase) => {
                Self::Damaged(error.to_string())
            }
            _ => Self::Database(error),
        }
    }
}

/// The first bytes of a database.
const HEADER: &[u8] = b"SQLite format 3\0";

/// How many links lead from one to the next at most, as on Linux.
const MAX_LINKS: u32 = 40;

/// Returns where the file is to which links lead; it need not be there yet. Whatever is no state of ours is the user's.
pub(super) fn place(path: &Path) -> Result<PathBuf, Fault> {
    let mut place = path.to_owned();
    for _ in 0..MAX_LINKS {
        let Ok(metadata) = fs::symlink_metadata(&place) else {
            return Ok(place);
        };
        if metadata.is_symlink() {
            let target = fs::read_link(&place)?;
            place.pop();
            place.push(target);
        } else if metadata.is_dir() {
            return Err(Fault::NoFile("a folder"));
        } else if !metadata.is_file() {
            return Err(Fault::NoFile("a device, a pipe or the like"));
        } else if metadata.len() > 0 && !begins_with_header(&place)? {
            return Err(Fault::NoDatabase);
        } else if metadata.len() > 0 && is_of_another_program(&place)? {
            return Err(Fault::OfAnotherProgram);
        } else {
            return Ok(place);
        }
    }
    Err(Fault::NoFile("links without an end"))
}

fn begins_with_header(path: &Path) -> io::Result<bool> {
    let mut bytes = Vec::new();
    let file = fs::File::open(path)?;
    file.take(HEADER.len() as u64).read_to_end(&mut bytes)?;
    // A power cut may leave nothing but zeros, which is damage.
    Ok(bytes == HEADER || bytes.iter().all(|byte| *byte == 0))
}

/// Returns whether there are tables in a file, and not ours: every version has these. Nobody finds a trace of that.
fn is_of_another_program(path: &Path) -> Result<bool, Fault> {
    let sql = "SELECT count(*) > 0 AND count(iif(name IN ('feed', 'entry', 'host', 'run'), 1, NULL)) < 4 FROM sqlite_schema";
    let Ok(mut uri) = Url::from_file_path(absolute(path)?) else {
        return Ok(false);
    };
    uri.set_query(Some("immutable=1"));
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_URI;
    let is_other = Connection::open_with_flags(uri.as_str(), flags)
        .and_then(|connection| connection.query_row(sql, [], |row| row.get(0)));
    match is_other.map_err(Fault::from) {
        // Whoever makes it anew helps.
        Err(Fault::Damaged(_)) => Ok(false),
        is_other => is_other,
    }
}

/// Returns whether there is nothing in a file: no run has made its tables.
pub(super) fn is_empty(path: &Path) -> Result<bool, Fault> {
    if !path.exists() {
        return Ok(true);
    }
    let sql = "SELECT NOT EXISTS (SELECT * FROM sqlite_schema)";
    Ok(Connection::open(path)?.query_row(sql, [], |row| row.get(0))?)
}

/// Puts what was made beside a file in its place.
pub(super) fn put_in_place(connection: Connection, young: &Path, path: &Path) -> Result<(), Fault> {
    connection.close().map_err(|(_, error)| error)?;
    // What was not yet in the old file is no part of the new one.
    for file in [beside(path, "-wal"), beside(path, "-shm")] {
        remove(&file)?;
    }
    Ok(fs::rename(young, path)?)
}

/// Returns the path of a file with something behind its name.
pub(super) fn beside(path: &Path, ending: &str) -> PathBuf {
    let mut name = path.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

/// Removes what an interrupted run has left of a file.
pub(super) fn remove_all(path: &Path) -> io::Result<()> {
    let mut endings = ["", "-wal", "-shm"].into_iter();
    endings.try_for_each(|ending| remove(&beside(path, ending)))
}

/// Removes a file, if there is one.
fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Makes a state that is forgotten.
fn in_memory() -> Result<Connection, Fault> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&mut connection)?;
    Ok(connection)
}

/// Opens a copy of the file, which is forgotten with its folder, or makes a state that is forgotten if there is nothing in it:
/// who may only read it can find out what would become of it.
pub(super) fn on_trial(
    path: &Path,
    options: &FetchOptions,
) -> Result<(Connection, Option<TempDir>), Fault> {
    if options.rebuilds_state || !path.exists() {
        return Ok((in_memory()?, None));
    }
    let folder = TempDir::new()?;
    let copy = folder.path().join("state.db");
    for ending in ["", "-wal"] {
        // Not with the rights of the file, which may be to read it alone.
        match fs::File::open(beside(path, ending)) {
            Ok(mut file) => {
                io::copy(&mut file, &mut fs::File::create(beside(&copy, ending))?)?;
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {}
            Err(error) => return Err(error.into()),
        }
    }
    if is_empty(&place(&copy)?)? {
        return Ok((in_memory()?, None));
    }
    Ok((opened(&copy, options)?, Some(folder)))
}

/// Opens the file, or makes it.
pub(super) fn opened(path: &Path, options: &FetchOptions) -> Result<Connection, Fault> {
    make(path)?;
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = if options.is_durable { "FULL" } else { "NORMAL" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        // It may be told on several lines.
        return Err(Fault::Damaged(check.replace('\n', " ")));
    }
    if options.is_trial {
        // Forgotten when the connection is closed.
        connection.execute_batch("BEGIN")?;
    }
    prepare(&mut connection)?;
    Ok(connection)
}

/// Makes the file, if there is none, for the eyes of its owner alone: there are passwords in the addresses of feeds.
fn make(path: &Path) -> io::Result<()> {
    let mut file = fs::File::options();
    file.create(true).append(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut file, 0o600);
    file.open(path).map(drop)
}

/// Makes the tables, if there are none, or makes them anew from those of an earlier version.
fn prepare(connection: &mut Connection) -> Result<(), Fault> {
    connection.set_prepared_statement_cache_capacity(32);
    // Else a statement is prepared again for each value that it is asked with.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    let version: i64 = connection.query_row("PRAGMA user_version", [], |row| row.get(0))?;
    let steps = match version {
        VERSION => return Ok(()),
        0 => &[TABLES][..],
        other => {
            let known = usize::try_from(other - 1).ok();
            let steps = known.and_then(|known| STEPS.get(known..));
            steps.ok_or(Fault::TooNew(other))?
        }
    };
    // A trial is in a transaction already.
    let savepoint = connection.savepoint()?;
    for step in steps {
        savepoint.execute_batch(step)?;
    }
    savepoint.pragma_update(None, "user_version", VERSION)?;
    Ok(savepoint.commit()?)
}

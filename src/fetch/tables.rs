//! The tables of what we know of feeds and entries: made, opened, and taken over from earlier versions.

use std::path::Path;

use rusqlite::Connection;
use rusqlite::config::DbConfig;

use super::FetchOptions;

/// The version of the tables below.
const VERSION: i64 = 3;

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
        error TEXT
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
        number INTEGER NOT NULL
    );
    INSERT INTO run VALUES (0);
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

/// Why a state cannot be used.
#[derive(Debug, thiserror::Error)]
pub(super) enum Fault {
    #[error("expected a whole database, found damage: {0}")]
    Damaged(String),
    #[error(transparent)]
    Database(#[from] rusqlite::Error),
    #[error(
        "expected version {VERSION} or an earlier one, found {0}, which a later feedmatter has written"
    )]
    TooNew(i64),
}

/// Makes a state that is forgotten.
pub(super) fn in_memory() -> Result<Connection, Fault> {
    let mut connection = Connection::open_in_memory()?;
    prepare(&mut connection)?;
    Ok(connection)
}

/// Opens the file, or makes it.
pub(super) fn opened(path: &Path, options: &FetchOptions) -> Result<Connection, Fault> {
    let mut connection = Connection::open(path)?;
    connection.pragma_update(None, "journal_mode", "WAL")?;
    let synchronous = if options.is_durable { "FULL" } else { "NORMAL" };
    connection.pragma_update(None, "synchronous", synchronous)?;
    let check: String = connection.query_row("PRAGMA quick_check(1)", [], |row| row.get(0))?;
    if check != "ok" {
        return Err(Fault::Damaged(check));
    }
    if options.is_trial {
        // Forgotten when the connection is closed.
        connection.execute_batch("BEGIN")?;
    }
    prepare(&mut connection)?;
    Ok(connection)
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
        1 => &[SINCE_1, SINCE_2],
        2 => &[SINCE_2],
        other => return Err(Fault::TooNew(other)),
    };
    // A trial is in a transaction already.
    let savepoint = connection.savepoint()?;
    for step in steps {
        savepoint.execute_batch(step)?;
    }
    savepoint.pragma_update(None, "user_version", VERSION)?;
    Ok(savepoint.commit()?)
}

//! The patience of `feedmatter fetch`: whom it leaves alone, for how long, and what it says of that.

use rusqlite::Connection;

use super::{Folder, feed};
use crate::support::server::{Server, answer};

/// What the program made of the state before it kept what servers say apart.
const TABLES_OF_VERSION_1: &str = "
    CREATE TABLE feed (
        id INTEGER PRIMARY KEY, url TEXT NOT NULL UNIQUE, moved_to TEXT, same_as TEXT, target TEXT, etag BLOB, last_modified BLOB,
        not_before INTEGER NOT NULL, minutes INTEGER, skips INTEGER NOT NULL, failures INTEGER NOT NULL, gone INTEGER NOT NULL
    );
    CREATE TABLE entry (
        feed INTEGER NOT NULL REFERENCES feed, key TEXT NOT NULL, link TEXT, path TEXT NOT NULL UNIQUE COLLATE NOCASE,
        fields BLOB NOT NULL, run INTEGER NOT NULL, PRIMARY KEY (feed, key)
    ) WITHOUT ROWID;
    CREATE TABLE host (name TEXT PRIMARY KEY, not_before INTEGER NOT NULL) WITHOUT ROWID;
    CREATE TABLE run (number INTEGER NOT NULL);
    INSERT INTO run VALUES (7);
    CREATE INDEX feed_target ON feed (target);
    PRAGMA user_version = 1;
";

/// Opens the state of a folder, or makes one.
fn state(folder: &Folder) -> Connection {
    let path = folder.path().join(".feedmatter");
    std::fs::create_dir_all(&path).expect("a folder");
    Connection::open(path.join("state.db")).expect("a state")
}

fn version(folder: &Folder) -> i64 {
    let version = state(folder).query_row("PRAGMA user_version", [], |row| row.get(0));
    version.expect("a version")
}

#[test]
fn force_does_not_overrule_a_server() {
    for (status, headers, later) in [
        ("429 Too Many Requests", &["Retry-After: 3600"][..], "fresh"),
        ("503 Service Unavailable", &["Retry-After: 3600"], "fresh"),
        (
            "503 Service Unavailable",
            &["Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"],
            "fresh",
        ),
        ("503 Service Unavailable", &[], "error"),
        ("500 Oops", &["Retry-After: 3600"], "error"),
    ] {
        let server = Server::start(move |_, _| answer(status, headers, ""));
        let folder = Folder::new();
        folder.fetch(&server.url);
        let record = folder.fetch_with(&["--force"], &server.url);
        assert_eq!(record["outcome"], later, "{status} {headers:?}");
        let count = if later == "fresh" { 1 } else { 2 };
        assert_eq!(server.requests().len(), count, "{status} {headers:?}");
    }
}

#[test]
fn a_state_of_an_earlier_version_is_taken_over() {
    let (server, folder) = (feed(&["ETag: \"2\""]), Folder::new());
    let sql = format!(
        "{TABLES_OF_VERSION_1} INSERT INTO feed VALUES (1, '{}', NULL, NULL, '{0}', CAST('\"1\"' AS BLOB), NULL, 0, NULL, 0, 0, 0);",
        server.url
    );
    state(&folder).execute_batch(&sql).expect("a state");
    // A trial leaves it as it is.
    assert_eq!(folder.fetch_with(&["--dry-run"], &server.url)["new"], 2);
    assert_eq!(version(&folder), 1);
    assert_eq!(folder.fetch(&server.url)["new"], 2);
    assert!(version(&folder) > 1);
    assert_eq!(folder.fetch(&server.url)["unchanged"], 2);
    let etags: Vec<Option<String>> = server
        .requests()
        .iter()
        .map(|request| request.header("if-none-match").map(str::to_owned))
        .collect();
    let etag = |etag: &str| Some(etag.to_owned());
    assert_eq!(etags, [etag("\"1\""), etag("\"1\""), etag("\"2\"")]);
}

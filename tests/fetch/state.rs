//! What `feedmatter fetch` knows from earlier runs: lost, broken, of another version, or in use.

use std::fs;

use assert_cmd::Command;
use rusqlite::Connection;
use tempfile::TempDir;

use super::{Folder, feed, item, rss};
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
pub(super) fn state(folder: &Folder) -> Connection {
    let path = folder.path().join(".feedmatter");
    fs::create_dir_all(&path).expect("a folder");
    Connection::open(path.join("state.db")).expect("a state")
}

fn version(folder: &Folder) -> i64 {
    let version = state(folder).query_row("PRAGMA user_version", [], |row| row.get(0));
    version.expect("a version")
}

#[test]
fn a_lost_state_doubles_nothing() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let before = folder.files();
    fs::remove_dir_all(folder.path().join(".feedmatter")).expect("the state");
    assert_eq!(folder.fetch(&server.url)["unchanged"], 2);
    assert_eq!(folder.files(), before);
}

#[test]
fn a_broken_state_is_said_and_kept() {
    let (server, folder) = (feed(&[]), Folder::new());
    let state = folder.path().join(".feedmatter/state.db");
    fs::create_dir_all(state.parent().expect("a folder")).expect("a folder");
    fs::write(
        &state,
        "no database, and longer than the header of one is, by far",
    )
    .expect("a file");
    let output = folder.run(&[], std::slice::from_ref(&server.url));
    assert_eq!(output.status.code(), Some(74));
    assert!(fs::read_to_string(&state).is_ok_and(|text| text.starts_with("no database")));
    assert_eq!(server.requests().len(), 0);
}

#[test]
fn a_state_that_cannot_be_used_is_told_in_our_words() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let path = folder.path().join(".feedmatter/state.db");
    let tell = || {
        let output = folder.run(&[], std::slice::from_ref(&server.url));
        assert_eq!(output.status.code(), Some(74));
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(told.contains("--rebuild-state"), "{told}");
        assert!(!told.contains("column"), "{told}");
        told
    };
    let change = |sql: &str| {
        let connection = Connection::open(&path).expect("a state");
        connection.execute_batch(sql).expect("a change");
    };
    change("PRAGMA user_version = 99");
    assert!(tell().contains("found 99, which a later feedmatter has written"));
    // Rows that the tables do not allow.
    change(
        "PRAGMA user_version = 8; PRAGMA writable_schema = ON; \
         UPDATE sqlite_schema SET sql = replace(sql, 'moved_to TEXT', 'moved_to TEXT NOT NULL');",
    );
    assert!(tell().contains("expected a whole database, found damage: "));
    // Two tables in one place, which is told on two lines.
    change(
        "PRAGMA writable_schema = ON; UPDATE sqlite_schema SET rootpage = (SELECT max(rootpage) FROM sqlite_schema \
         WHERE type = 'table') WHERE name = 'feed';",
    );
    assert!(tell().contains("found damage: *** in database main *** "));
    assert_eq!(server.requests().len(), 1);
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

#[test]
fn two_runs_do_not_meet() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let lock = fs::File::options()
        .write(true)
        .open(folder.path().join(".feedmatter/state.db.lock"))
        .expect("the lock");
    lock.lock().expect("the lock");
    let output = folder.run(&[], std::slice::from_ref(&server.url));
    assert_eq!(output.status.code(), Some(75));
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(said.contains("--wait"), "{said}");
}

#[test]
fn an_empty_state_is_none() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let before = folder.files();
    let path = folder.path().join(".feedmatter/state.db");
    for ending in ["-wal", "-shm"] {
        let _ = fs::remove_file(path.with_extension(format!("db{ending}")));
    }
    fs::write(&path, "").expect("a file");
    assert_eq!(folder.fetch(&server.url)["unchanged"], 2);
    assert_eq!(folder.files(), before);
}

/// The new one grows beside, and what an interrupted run has left of it is none.
#[test]
fn a_state_that_is_made_anew_is_there_when_it_is_whole() {
    let (server, folder) = (feed(&["ETag: \"1\""]), Folder::new());
    folder.fetch(&server.url);
    let path = folder.path().join(".feedmatter/state.db");
    let young = folder.path().join(".feedmatter/state.db-new");
    fs::write(&young, "half").expect("a file");
    assert_eq!(
        folder.fetch_with(&["--rebuild-state"], &server.url)["unchanged"],
        2
    );
    assert!(!young.exists());
    // It cannot be made, and the old one stays.
    fs::create_dir_all(young.join("taken")).expect("a folder");
    let before = fs::read(&path).expect("a state");
    let output = folder.run(&["--rebuild-state"], std::slice::from_ref(&server.url));
    assert_eq!(output.status.code(), Some(74));
    assert_eq!(fs::read(&path).expect("a state"), before);
}

/// To make a state anew helps where it is damaged, and else only loses what it knows.
#[test]
fn a_state_that_another_program_holds_is_not_to_be_made_anew() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let other = state(&folder);
    other
        .execute_batch("PRAGMA locking_mode = EXCLUSIVE; BEGIN EXCLUSIVE")
        .expect("a lock");
    let output = folder.run(&[], std::slice::from_ref(&server.url));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(74), "{told}");
    assert!(told.contains("database is locked"), "{told}");
    assert!(!told.contains("--rebuild-state"), "{told}");
}

#[test]
fn a_state_is_of_one_folder_which_may_move() {
    let (server, first, second) = (feed(&[]), Folder::new(), Folder::new());
    let place = TempDir::new().expect("a folder");
    let state = place.path().join("own.db");
    let run = |folder: &Folder, more: &[&str]| {
        let state = ["--state", state.to_str().expect("UTF-8")];
        let output = folder.run(
            &[&state[..], more].concat(),
            std::slice::from_ref(&server.url),
        );
        let told = [output.stdout, output.stderr].concat();
        let told = String::from_utf8(told).expect("UTF-8");
        (output.status.code(), told)
    };
    assert_eq!(run(&first, &[]).0, Some(0));
    // However it is called.
    let name = first.path().file_name().expect("a name");
    let around = first.path().join("..").join(name);
    let mut command = Command::cargo_bin("feedmatter").expect("the program");
    command.args(["fetch", &server.url, "--allow-host", "127.0.0.1"]);
    command.args(["--min-interval", "0", "-o"]).arg(around);
    command.arg("--state").arg(&state).assert().success();
    let (code, told) = run(&second, &[]);
    assert_eq!(code, Some(74), "{told}");
    let line = format!(
        "expected what is known of {}, found that of {}, which is another folder",
        second.path().display(),
        first.path().display()
    );
    assert!(told.contains(&line), "{told}");
    assert_eq!(server.requests().len(), 2);
    // It has moved.
    for name in first.files().into_keys() {
        let [from, to] = [&first, &second].map(|folder| folder.path().join(&name));
        fs::rename(from, to).expect("a file");
    }
    for _ in 0..2 {
        let (_, told) = run(&second, &[]);
        assert!(told.contains("\"unchanged\":2"), "{told}");
    }
    // As anew: with all of its files.
    assert_eq!(run(&first, &[]).0, Some(74));
    let (_, told) = run(&first, &["--rebuild-state"]);
    assert!(told.contains("\"new\":2"), "{told}");
}

/// Who may only read it can try, and whoever looks after a trial finds what was there before.
#[test]
fn a_trial_leaves_no_trace() {
    let (server, folder) = (feed(&[]), Folder::new());
    let place = folder.path().join(".feedmatter");
    folder.fetch(&server.url);
    fs::remove_file(place.join("state.db.lock")).expect("a lock");
    let state = place.join("state.db");
    let before = fs::read(&state).expect("a state");
    // As another who may read them; whoever is root may do all.
    let set = |is_readonly: bool| {
        for path in [&state, &place] {
            let mut permissions = fs::metadata(path).expect("a file").permissions();
            permissions.set_readonly(is_readonly);
            fs::set_permissions(path, permissions).expect("a file");
        }
    };
    set(true);
    let record = folder.fetch_with(&["--dry-run", "--limit", "1"], &server.url);
    let names: Vec<_> = fs::read_dir(&place).expect("a folder").flatten().collect();
    set(false);
    assert_eq!(record["unchanged"], 1, "{record}");
    assert_eq!(names.len(), 1, "{names:?}");
    assert_eq!(fs::read(&state).expect("a state"), before);
}

/// The folder of a state that lies within has no name there, as both may move.
#[test]
fn a_state_within_a_folder_is_of_no_other() {
    let (server, first, second) = (feed(&[]), Folder::new(), Folder::new());
    first.fetch(&server.url);
    let state = first.path().join(".feedmatter/state.db");
    let state = ["--state", state.to_str().expect("UTF-8")];
    let output = second.run(&state, std::slice::from_ref(&server.url));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    let line = format!(
        "expected what is known of {}, found that of a folder around this file, which is another folder",
        second.path().display()
    );
    assert!(told.contains(&line), "{told}");
}

/// A power cut may leave them.
#[test]
fn a_state_of_zeros_is_a_broken_one() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let files = folder.files();
    let state = folder.path().join(".feedmatter/state.db");
    fs::write(&state, [0; 4096]).expect("zeros");
    let output = folder.run(&[], std::slice::from_ref(&server.url));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(told.contains("--rebuild-state"), "{told}");
    assert_eq!(
        folder.fetch_with(&["--rebuild-state"], &server.url)["unchanged"],
        2
    );
    assert_eq!(folder.files(), files);
}

#[test]
fn a_folder_moves_with_its_state() {
    let (server, folder) = (feed(&[]), Folder::new());
    let other = Folder::new();
    folder.fetch(&server.url);
    for name in folder.files().into_keys() {
        fs::remove_file(folder.path().join(name)).expect("a file");
    }
    let [from, to] = [&folder, &other].map(|folder| folder.path().join(".feedmatter"));
    fs::rename(from, to).expect("the state");
    // They stay deleted.
    assert_eq!(other.fetch(&server.url)["unchanged"], 2);
    assert!(other.files().is_empty());
}

#[test]
fn a_lost_state_doubles_nothing_in_another_dialect() {
    let server = feed(&[]);
    let forms = [
        ["article", "yaml"],
        ["jekyll", "yaml"],
        ["hugo", "yaml"],
        ["hugo", "json"],
        ["zola", "toml"],
    ];
    for before in forms {
        for after in forms {
            let folder = Folder::new();
            folder.fetch_in(before, &server.url);
            fs::remove_dir_all(folder.path().join(".feedmatter")).expect("the state");
            let record = folder.fetch_in(after, &server.url);
            let count = if before == after {
                "unchanged"
            } else {
                "updated"
            };
            assert_eq!(record[count], 2, "{before:?} {after:?} {record}");
            let fresh = Folder::new();
            fresh.fetch_in(after, &server.url);
            // Files keep the names that they have.
            let texts = |folder: &Folder| folder.files().into_values().collect::<Vec<_>>();
            assert_eq!(texts(&folder), texts(&fresh), "{before:?} {after:?}");
        }
    }
}

/// Whatever `--state` names by mistake stays what it is.
#[test]
fn what_is_no_state_is_left_alone() {
    let (server, folder) = (feed(&[]), Folder::new());
    let place = TempDir::new().expect("a folder");
    let run = |name: &str, more: &[&str]| {
        let state = place.path().join(name);
        let state = ["--state", state.to_str().expect("UTF-8")];
        let output = folder.run(
            &[&state[..], more].concat(),
            std::slice::from_ref(&server.url),
        );
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.code(), told)
    };
    let notes = place.path().join("notes.txt");
    fs::write(&notes, "Milk, bread.\n").expect("a file");
    for more in [&[][..], &["--rebuild-state"], &["--dry-run"]] {
        let (code, told) = run("notes.txt", more);
        assert_eq!(code, Some(74), "{told}");
        assert!(
            told.contains("expected a database, found a file of another kind"),
            "{told}"
        );
    }
    assert_eq!(fs::read(&notes).expect("a file"), b"Milk, bread.\n");
    for version in [0, 5, 99] {
        for table in ["news", "feed"] {
            let name = format!("{table}-{version}.db");
            let sql = format!(
                "CREATE TABLE {table} (title); INSERT INTO {table} VALUES ('mine'); PRAGMA user_version = {version}"
            );
            let other = Connection::open(place.path().join(&name)).expect("a database");
            other.execute_batch(&sql).expect("a table");
            drop(other);
            let before = fs::read(place.path().join(&name)).expect("a file");
            for more in [&[][..], &["--rebuild-state"], &["--dry-run"]] {
                let (code, told) = run(&name, more);
                assert_eq!(code, Some(74), "{told}");
                assert!(
                    told.contains("found the database of another program"),
                    "{told}"
                );
            }
            assert!(fs::read(place.path().join(&name)).is_ok_and(|after| after == before));
        }
    }
    let (code, told) = run("", &["--rebuild-state"]);
    assert_eq!(code, Some(74), "{told}");
    assert!(told.contains("expected a file, found a folder"), "{told}");
    assert_eq!(server.requests().len(), 0);
    assert!(folder.files().is_empty());
}

#[cfg(unix)]
#[test]
fn a_link_leads_to_the_state() {
    use std::os::unix::fs::symlink;
    use std::os::unix::net::UnixListener;

    let (server, folder) = (feed(&[]), Folder::new());
    let place = TempDir::new().expect("a folder");
    let state = place.path().join("link.db");
    symlink("other.db", &state).expect("a link");
    let arguments = ["--state", state.to_str().expect("UTF-8")];
    for count in ["new", "unchanged"] {
        assert_eq!(folder.fetch_with(&arguments, &server.url)[count], 2);
    }
    assert!(state.is_symlink());
    assert!(place.path().join("other.db").is_file());
    let socket = place.path().join("socket");
    let _listener = UnixListener::bind(&socket).expect("a socket");
    let arguments = ["--state", socket.to_str().expect("UTF-8")];
    let output = folder.run(&arguments, std::slice::from_ref(&server.url));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(74), "{told}");
    assert!(
        told.contains("expected a file, found a device, a pipe or the like"),
        "{told}"
    );
    assert!(!socket.is_file());
}

/// Where `--state` is kept, as between runs of a pipeline, and the folder is not.
#[test]
fn a_folder_that_is_gone_is_filled_again() {
    let server = Server::start(|request, _| match request.header("if-none-match") {
        Some(_) => answer("304 Not Modified", &[], ""),
        None => {
            let headers = ["ETag: \"1\"", "Cache-Control: max-age=3600"];
            answer("200 OK", &headers, rss(&[item(1, "One"), item(2, "Two")]))
        }
    });
    let (folder, place) = (Folder::new(), TempDir::new().expect("a folder"));
    let state = place.path().join("own.db");
    let state = ["--state", state.to_str().expect("UTF-8")];
    let files = |count: &str, number: u64| {
        assert_eq!(folder.fetch_with(&state, &server.url)[count], number);
        folder.files()
    };
    let all = files("new", 2);
    for name in all.keys() {
        fs::remove_file(folder.path().join(name)).expect("a file");
    }
    // One that is empty is as its user wants it.
    assert!(files("new", 0).is_empty());
    fs::remove_dir_all(folder.path()).expect("a folder");
    assert_eq!(files("new", 2), all);
    assert_eq!(files("new", 0), all);
}

//! What the files of entries are called: as the user says, and from one run to the next.

use std::fs;
use std::process::{Command, Stdio};
use std::thread;
use std::time::Duration;

use walkdir::WalkDir;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// Returns an item without its date.
fn undated(number: usize, title: &str) -> String {
    let item = item(number, title);
    let (start, _) = item.split_once("<pubDate>").expect("a date");
    format!("{start}</item>")
}

/// Returns the day that a file says.
fn day(text: &str) -> &str {
    let (_, date) = text.split_once("\ndate: ").expect(text);
    date.get(..10).expect("a day")
}

#[test]
fn names_are_as_the_user_gave_them() {
    let titles = [(1, "Same"), (2, "Same"), (3, "../.Other"), (4, "Index")];
    let items: Vec<String> = titles.map(|(number, title)| item(number, title)).to_vec();
    let server = Server::start(move |_, _| answer("200 OK", &[], rss(&items)));
    for (pattern, expected) in [
        (
            "_posts/{slug}.md",
            [
                "_posts/index-item.md",
                "_posts/other.md",
                "_posts/same-#.md",
                "_posts/same.md",
            ],
        ),
        (
            "source/.new/_{slug}/index.md",
            [
                "source/.new/_index/index.md",
                "source/.new/_other/index.md",
                "source/.new/_same/index.md",
                "source/.new/_same-#/index.md",
            ],
        ),
        (
            "{date}/index.md",
            [
                "2021-01-01/index.md",
                "2021-01-02/index.md",
                "2021-01-03/index.md",
                "2021-01-04/index.md",
            ],
        ),
        (
            "all/index.md",
            [
                "all/index-#.md",
                "all/index-#.md",
                "all/index-#.md",
                "all/index.md",
            ],
        ),
    ] {
        let folder = Folder::new();
        let fetch = || folder.fetch_with(&["--filename", pattern], &server.url);
        assert_eq!(fetch()["new"], 4, "{pattern}");
        let first = names(&folder);
        let shapes: Vec<String> = first.iter().map(|name| without_hash(name)).collect();
        assert_eq!(shapes, expected);
        assert_eq!(fetch()["unchanged"], 4, "{pattern}");
        assert_eq!(names(&folder), first);
        // A hidden folder, too, has what it had.
        fs::remove_dir_all(folder.path().join(".feedmatter")).expect("a state");
        assert_eq!(fetch()["unchanged"], 4, "{pattern}");
        assert_eq!(names(&folder), first);
    }
}

/// Jekyll knows no post without one.
#[test]
fn an_entry_without_a_date_is_called_after_that_of_its_answer() {
    for (more, expected) in [
        (
            &["--dialect", "jekyll"][..],
            ["2021-01-02-two.md", "#-old.md"],
        ),
        (
            &[
                "--dialect",
                "jekyll",
                "--filename",
                "{year}-{month}/{day}.md",
            ],
            ["2021-01/02.md", "#.md"],
        ),
        // As earlier versions called it.
        (
            &["--dialect", "jekyll", "--filename", "{slug}"],
            ["old.md", "two.md"],
        ),
    ] {
        let server = Server::start(|_, count| {
            let title = ["Old", "New"][count.min(1)];
            answer("200 OK", &[], rss(&[undated(1, title), item(2, "Two")]))
        });
        let folder = Folder::new();
        let fetch = |more: &[&str]| folder.fetch_with(more, &server.url);
        assert_eq!(fetch(more)["new"], 2);
        let first = names(&folder);
        let text = |name: &str| fs::read_to_string(folder.path().join(name)).expect("a text");
        let own = first.iter().find(|name| text(name).contains("undated"));
        let own = own.expect("an entry without a date");
        let found = text(own);
        let day = day(&found);
        let expected = expected.map(|name| match name {
            "#.md" => format!("{}/{}.md", &day[..7], &day[8..]),
            name => name.replace('#', day),
        });
        assert_eq!(first, expected);
        for rebuilds in [false, true, false] {
            let more = &["--dialect", "jekyll", "--rebuild-state"][..if rebuilds { 3 } else { 2 }];
            fetch(more);
            assert_eq!(names(&folder), first);
        }
        assert!(text(own).contains("New"));
        assert_eq!(self::day(&text(own)), day);
    }
}

/// The next run may come on another day.
#[test]
fn what_a_killed_run_could_not_remember_its_files_say() {
    let server = Server::start(|request, count| {
        if request.path == "/slow" && count == 0 {
            thread::sleep(Duration::from_secs(600));
        }
        answer("200 OK", &[], rss(&[undated(1, &request.path)]))
    });
    let urls = ["feed", "slow"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    let options = ["--dialect", "jekyll"];
    let program = assert_cmd::cargo::cargo_bin("feedmatter");
    let mut command = Command::new(program);
    command.args(folder.command(&options, &urls).get_args());
    let mut run = command.stdout(Stdio::null()).spawn().expect("a run");
    while names(&folder).is_empty() {
        thread::yield_now();
    }
    run.kill().expect("an end");
    run.wait().expect("an end");
    let state = folder.path().join(".feedmatter/state.db");
    let connection = rusqlite::Connection::open(state).expect("a state");
    let forget = "DELETE FROM entry; DELETE FROM feed;";
    connection.execute_batch(forget).expect("a state of before");
    drop(connection);
    let path = |name: &str| folder.path().join(name);
    fs::rename(path(&names(&folder)[0]), path("2021-01-01-feed.md")).expect("an older name");
    folder.run(&options, &urls);
    let found = names(&folder);
    assert_eq!(found.len(), 2, "{found:?}");
    assert_eq!(found[0], "2021-01-01-feed.md");
}

/// Returns the paths of the articles, in their order.
fn names(folder: &Folder) -> Vec<String> {
    let files = WalkDir::new(folder.path()).sort_by_file_name();
    let files = files.into_iter().flatten();
    let below = files.filter_map(|entry| {
        let path = entry.path().strip_prefix(folder.path()).ok()?;
        path.extension().filter(|ending| *ending == "md")?;
        Some(path.to_string_lossy().replace('\\', "/"))
    });
    below.collect()
}

/// Returns a path with a mark for what tells it from another.
fn without_hash(path: &str) -> String {
    let is_hash = |text: &str| text.len() == 8 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut path = path.to_owned();
    let found = path
        .match_indices('-')
        .find(|(start, _)| path.get(start + 1..start + 9).is_some_and(is_hash));
    if let Some((start, _)) = found {
        path.replace_range(start + 1..start + 9, "#");
    }
    path
}

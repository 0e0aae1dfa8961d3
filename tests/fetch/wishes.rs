//! What the user of `feedmatter fetch` wants otherwise than before, and what it takes to get it.

use std::fs;

use super::state::state;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// A feed of two items that changes no more, and says for how long.
fn still() -> Server {
    Server::start(|request, _| match request.header("if-none-match") {
        Some(_) => answer("304 Not Modified", &[], ""),
        None => {
            let body = rss(&[item(1, "One"), item(2, "Two")]);
            answer(
                "200 OK",
                &["ETag: \"1\"", "Cache-Control: max-age=3600"],
                body,
            )
        }
    })
}

#[test]
fn what_is_wanted_otherwise_is_asked_for_again() {
    for (before, after, outcome) in [
        (&["--limit", "1"][..], &["--limit", "2"][..], "read"),
        (&["--limit", "1"], &[], "read"),
        (&[], &["--dialect", "hugo"], "read"),
        (&[], &["--body", "text"], "read"),
        (&[], &["--fences", "toml"], "read"),
        (&["--fences", "toml"], &[], "read"),
        (
            &["--since", "2021-01-02"],
            &["--since", "2021-01-01"],
            "read",
        ),
        (
            &["--since", "2021-01-01"],
            &["--since", "2021-01-02"],
            "fresh",
        ),
        (&["--limit", "1"], &["--limit", "1"], "fresh"),
        (&["--history"], &[], "fresh"),
    ] {
        let (server, folder) = (still(), Folder::new());
        folder.fetch_with(before, &server.url);
        let record = folder.fetch_with(after, &server.url);
        assert_eq!(record["outcome"], outcome, "{before:?} {after:?}");
        let record = folder.fetch_with(&[after, &["--force"]].concat(), &server.url);
        assert_eq!(record["outcome"], "not_modified", "{before:?} {after:?}");
    }
}

/// A wish that is new to the program is none of those who never had it: their feeds need not be asked for all of it again.
#[test]
fn what_was_wanted_of_earlier_versions_is_wanted_still() {
    let (server, folder) = (still(), Folder::new());
    folder.fetch(&server.url);
    let shape = state(&folder).query_row("SELECT shape FROM feed", [], |row| row.get(0));
    assert_eq!(shape, Ok(6_953_798_794_808_893_002_i64));
}

/// Among the articles of other feeds, nobody knows it else.
#[test]
fn articles_have_the_language_of_their_feed() {
    let german = rss(&[item(1, "Eins")]).replace("<item>", "<language>de_DE</language><item>");
    let server = Server::start(move |_, _| answer("200 OK", &[], german.clone()));
    let folder = Folder::new();
    folder.fetch(&server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    assert!(text.contains("\nlocale: de-DE\n"), "{text}");
    folder.fetch_with(&["--force"], &server.url);
    assert_eq!(folder.files()[&name], text);
}

#[test]
fn articles_that_say_their_language_otherwise_keep_it() {
    let own = "<fm:article xmlns:fm='https://w3id.org/feedmatter/ns/1.0/' type='map' version='1'>\
               <fm:field name='lang'>fr</fm:field></fm:article></item>";
    let feed = rss(&[item(1, "Un").replace("</item>", own)])
        .replace("<item>", "<language>de</language><item>");
    let server = Server::start(move |_, _| answer("200 OK", &[], feed.clone()));
    let folder = Folder::new();
    let config = format!("sources:\n  - url: {}\n    trust: true\n", server.url);
    let mut command = folder.command(&["--config", "-"], &[]);
    command.write_stdin(config).assert().success();
    let (_, text) = folder.files().pop_first().expect("a file");
    assert!(text.contains("\nlang: fr\n"), "{text}");
    assert!(!text.contains("locale"), "{text}");
}

#[test]
fn archives_that_are_wanted_now_are_asked_for() {
    let (server, folder) = (still(), Folder::new());
    folder.fetch(&server.url);
    for outcome in ["read", "fresh"] {
        let record = folder.fetch_with(&["--history"], &server.url);
        assert_eq!(record["outcome"], outcome);
    }
}

#[test]
fn a_file_that_nobody_can_read_makes_no_feed_less_fresh() {
    let (server, folder) = (still(), Folder::new());
    folder.fetch(&server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    let file = folder.path().join(&name);
    fs::write(&file, text.replace("title: ", "title: [")).expect("a file");
    let run = |more: &[&str]| {
        let more = [&["--dialect", "hugo"], more].concat();
        folder.fetch_with(&more, &server.url)
    };
    assert_eq!(run(&[])["kept"], 1);
    assert_eq!(run(&[])["outcome"], "fresh");
    fs::write(&file, text).expect("a file");
    assert_eq!(run(&["--force"])["updated"], 1);
    assert!(folder.files()[&name].contains("\ndate: "));
}

#[test]
fn what_settings_want_otherwise_is_asked_for_again() {
    let (server, folder) = (still(), Folder::new());
    let run = |settings: &str| {
        let list = format!("sources: [{{url: {}{settings}}}]\n", server.url);
        let mut command = folder.command(&["--config", "-"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        assert!(output.status.success(), "{output:?}");
        folder.files().pop_first().expect("a file").1
    };
    assert!(!run("").contains("topics"));
    assert!(run(", topics: [a]").contains("topics:\n  - a\n"));
    assert!(run(", topics: [a], fields: {own: 1}").contains("own: 1\n"));
    assert_eq!(server.requests().len(), 3);
    run(", topics: [a], fields: {own: 1}, title: T, folder: f");
    assert_eq!(server.requests().len(), 0);
}

/// The user has read why it failed, and mended it.
#[test]
fn what_the_user_can_mend_is_tried_again_at_once() {
    let server = still();
    let run = |folder: &Folder, more: &[&str]| {
        let more = [&["--min-interval", "3600"], more].concat();
        folder.fetch_with(&more, &server.url)["outcome"].clone()
    };
    let folder = Folder::new();
    for (size, outcome) in [("100", "error"), ("100", "error"), ("10000", "read")] {
        assert_eq!(run(&folder, &["--max-size", size]), outcome);
    }
    #[cfg(unix)]
    {
        let (folder, outside) = (Folder::new(), tempfile::TempDir::new().expect("a folder"));
        let link = folder.path().join("2021");
        std::os::unix::fs::symlink(outside.path(), &link).expect("a link");
        let options = ["--filename", "{year}/{slug}.md"];
        assert_eq!(run(&folder, &options), "error");
        fs::remove_file(&link).expect("a link");
        assert_eq!(run(&folder, &options), "read");
    }
}

/// The state knows that the headers are others, and not which.
#[test]
fn what_is_asked_otherwise_is_tried_again_at_once() {
    let server = Server::start(|request, _| match request.header("authorization") {
        Some("Bearer right") => answer("200 OK", &[], rss(&[item(1, "One")])),
        Some("Bearer early") => answer("503 Busy", &["Retry-After: 600"], ""),
        _ => answer("401 Unauthorized", &[], ""),
    });
    let run = |folder: &Folder, more: &[&str]| {
        let more = [&["--min-interval", "3600"], more].concat();
        folder.fetch_with(&more, &server.url)["outcome"].clone()
    };
    for (more, outcome) in [
        (["--header", "Authorization: Bearer right"], "read"),
        (["--timeout", "30"], "error"),
        (["--user-agent", "+https://example.org/"], "error"),
        (["--limit", "1"], "failed_lately"),
    ] {
        let folder = Folder::new();
        assert_eq!(run(&folder, &[]), "error");
        assert_eq!(run(&folder, &[]), "failed_lately");
        assert_eq!(run(&folder, &more), outcome, "{more:?}");
        let bytes = fs::read(folder.path().join(".feedmatter/state.db")).expect("a state");
        assert!(!String::from_utf8_lossy(&bytes).contains("Bearer"));
    }
    // A server that wants to be left alone is, whoever asks.
    let folder = Folder::new();
    let early = ["--header", "Authorization: Bearer early"];
    assert_eq!(run(&folder, &early), "error");
    let right = ["--header", "Authorization: Bearer right"];
    assert_eq!(run(&folder, &right), "fresh");
}

#[test]
fn what_nothing_can_be_is_said_of_the_settings_and_nobody_is_asked() {
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let run = |condition: &str| {
        let folder = Folder::new();
        let list = format!(
            "sources:\n  - url: {}\n    where: {{{condition}}}\n",
            server.url
        );
        let mut command = folder.command(&["--config", "-", "--report", "text"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        String::from_utf8(output.stderr).expect("UTF-8")
    };
    for condition in ["topics: {bad: 3}", "topics: [One, {bad: 3}]"] {
        let told = run(condition);
        let line = format!(
            "{}: expected texts, numbers, `true` or `false` below `where`, or lists of them, found a map below `topics`\n",
            server.url
        );
        assert!(told.contains(&line), "{told}");
        assert_eq!(server.requests().len(), 0);
    }
    run("title: One");
    assert_eq!(server.requests().len(), 1);
}

#[test]
fn conditions_of_a_source_are_spelt_as_those_of_a_feed() {
    let server =
        Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One"), item(2, "Two")])));
    for (condition, count, told) in [
        ("title=One", 1, None),
        ("[title!=One, title!=Two]", 0, None),
        ("{title: Two}", 1, None),
        ("", 2, None),
        (
            "One",
            0,
            Some("expected `where` to be of the form `KEY=VALUE` or `KEY!=VALUE`, found `One`"),
        ),
    ] {
        let folder = Folder::new();
        let list = format!(
            "sources:\n  - url: {}\n    where: {condition}\n",
            server.url
        );
        let mut command = folder.command(&["--config", "-", "--report", "text"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        let text = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(folder.files().len(), count, "{condition}: {text}");
        assert!(!text.contains("a map"), "{text}");
        assert!(told.is_none_or(|told| text.contains(told)), "{text}");
        assert_eq!(output.status.success(), told.is_none(), "{text}");
    }
}

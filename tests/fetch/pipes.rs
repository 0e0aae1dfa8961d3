//! `feedmatter fetch --to`: articles on standard output.

use std::process::Command;

use serde_json::json;

use super::{Folder, feed, item, rss};
use crate::support::cli::Test;
use crate::support::server::{Server, answer};

/// Runs the program in a shell. `%` stands for it and its usual options.
fn shell(script: &str) -> (String, String) {
    let program = env!("CARGO_BIN_EXE_feedmatter");
    let own = format!("'{program}' fetch --allow-host 127.0.0.1 --min-interval 0");
    let output = Command::new("bash")
        .args(["-c", &script.replace('%', &own)])
        .env_remove("http_proxy")
        .env_remove("HTTP_PROXY")
        .current_dir(std::env::temp_dir())
        .output()
        .expect("bash");
    let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
    (text(output.stdout), text(output.stderr))
}

#[cfg(unix)]
#[test]
fn records_are_not_among_articles() {
    let server = feed(&[]);
    let (articles, records) = shell(&format!("% {} --to ndjson --report ndjson", server.url));
    assert_eq!(articles.lines().count(), 2, "{articles}");
    assert!(!articles.contains("outcome"), "{articles}");
    assert!(
        records.starts_with("{\"url\":") && records.contains("\"outcome\":\"read\""),
        "{records}"
    );
}

#[cfg(unix)]
#[test]
fn what_is_said_of_files_alone_is_refused_for_a_pipe() {
    for (options, told) in [
        (
            &["--to", "ndjson", "--dry-run"][..],
            "error: the argument '--to <FORMAT>' cannot be used with '--dry-run'",
        ),
        (
            &["--to", "rss", "--filename", "{slug}.md"],
            "error: the argument '--to <FORMAT>' cannot be used with '--filename <PATTERN>'",
        ),
        (
            &["--to", "rss", "--fences", "toml"],
            "feedmatter: expected `--fences` to be for front matter, found `--to rss`",
        ),
        (
            &["--to", "ndjson", "--dialect", "hugo"],
            "feedmatter: expected `--dialect` to be for front matter, found `--to ndjson`",
        ),
    ] {
        let arguments = [&["fetch", "https://a.example/"], options].concat();
        let ran = Test::new(&arguments).run_whatever();
        assert_eq!(ran.code(), Some(2), "{options:?}");
        assert_eq!(ran.stderr().lines().next(), Some(told), "{options:?}");
    }
}

#[test]
fn articles_are_in_the_order_of_the_list() {
    let server = Server::start(|request, _| {
        let number = request.path[1..].parse().expect("a number");
        // The first ones take longest.
        std::thread::sleep(std::time::Duration::from_millis(200 / number as u64));
        answer(
            "200 OK",
            &[],
            rss(&[item(number, &format!("Title {number}"))]),
        )
    });
    let urls: Vec<String> = (1..6)
        .map(|number| format!("{}/{number}", server.url))
        .collect();
    let (text, told) = shell(&format!("% -q --per-host 8 --to rss {}", urls.join(" ")));
    let titles: Vec<&str> = text
        .split("<title>Title ")
        .skip(1)
        .map(|rest| &rest[..1])
        .collect();
    assert_eq!(titles, ["1", "2", "3", "4", "5"], "{text}{told}");
}

/// Two feeds may have one page, and one title.
#[cfg(unix)]
#[test]
fn lines_name_the_address_of_their_feed() {
    let server = feed(&[]);
    let (lines, _) = shell(&format!("% -q {0}/a {0}/b --to ndjson", server.url));
    for path in ["/a", "/b"] {
        let own = format!("\"self\":\"{}{path}\"", server.url);
        assert_eq!(lines.matches(&own).count(), 2, "{lines}");
    }
}

#[cfg(unix)]
#[test]
fn where_nothing_came_nothing_is_written() {
    let server = Server::start(|_, _| answer("404 Not Found", &[], ""));
    for format in ["rss", "front-matter", "json", "ndjson"] {
        let (text, _) = shell(&format!(
            "% -q --to {format} {}/a {0}/b; echo $?",
            server.url
        ));
        assert_eq!(text, "1\n", "{format}");
    }
}

#[cfg(unix)]
#[test]
fn nobody_is_asked_when_nobody_reads_any_more() {
    let server = Server::start(|request, _| {
        // Longer than a pipe is.
        let items = (1..5).map(|number| {
            let title = format!("{}{}", request.path, "x".repeat(50_000));
            item(number, &title)
        });
        std::thread::sleep(std::time::Duration::from_millis(20));
        answer("200 OK", &[], rss(&items.collect::<Vec<_>>()))
    });
    let urls: Vec<String> = (0..100)
        .map(|number| format!("{}/{number}", server.url))
        .collect();
    let script = "% -q --to ndjson --per-host 1 --jobs 1 URLS | head -c 1 > /dev/null; echo ${PIPESTATUS[0]}";
    let (status, told) = shell(&script.replace("URLS", &urls.join(" ")));
    assert_eq!((status.as_str(), told.as_str()), ("0\n", ""));
    let count = server.requests().len();
    assert!(count < 50, "{count}");
}

#[cfg(target_os = "linux")]
#[test]
fn records_that_cannot_be_written_are_a_failure() {
    let server = feed(&[]);
    let folder = tempfile::TempDir::new().expect("a folder");
    let script = format!(
        "% {} -o {} --report ndjson > /dev/full; echo $? >&2",
        server.url,
        folder.path().display()
    );
    let (_, told) = shell(&script);
    assert!(
        told.starts_with("feedmatter: <stdout>: cannot write: "),
        "{told}"
    );
    assert!(told.ends_with("\n2\n"), "{told}");
}

#[test]
fn a_record_warns_as_people_are_warned() {
    let server =
        Server::start(|_, count| answer("200 OK", &[], rss(&[item(1, &format!("Title {count}"))])));
    let folder = Folder::new();
    assert_eq!(folder.fetch(&server.url)["warnings"], json!([]));
    let (name, text) = folder.files().pop_first().expect("a file");
    let path = folder.path().join(&name);
    std::fs::write(path, text.replace("Title 0", "Mine")).expect("a file");
    let warning =
        format!("`{name}`: `title` has changed in the feed and by hand, and stays as it is");
    assert_eq!(folder.fetch(&server.url)["warnings"], json!([warning]));
}

/// A stranger may call himself what he likes.
#[cfg(unix)]
#[test]
fn lines_have_the_address_that_is_listed() {
    let server = Server::start(|_, _| {
        let own = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='self' href='https://other.example/'/>";
        let text =
            rss(&[item(1, "One")]).replace("<description>D", &format!("{own}<description>D"));
        answer("200 OK", &[], text)
    });
    let (text, told) = shell(&format!("% -q {} --to ndjson", server.url));
    let listed = format!("\"self\":\"{}", server.url);
    assert!(text.contains(&listed), "{text}{told}");
    assert!(!text.contains("other.example"), "{text}{told}");
}

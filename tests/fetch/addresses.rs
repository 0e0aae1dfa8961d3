//! The addresses of `feedmatter fetch`: which are asked, what they are told, and which are remembered.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::{Folder, feed, item, rss};
use crate::support::server::{Request, Server, answer};

/// A page that names a feed.
pub(super) fn page(feed: &str) -> Vec<u8> {
    let html = format!(
        "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='{feed}'></head></html>"
    );
    answer("200 OK", &["Content-Type: text/html"], html)
}

/// A feed of one item, and with an archive.
pub(super) fn with_archive(number: usize, archive: &str) -> String {
    let link = format!(
        "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='prev-archive' href='{archive}'/>"
    );
    rss(&[item(number, "Title")]).replace("<description>D", &format!("{link}<description>D"))
}

fn paths(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    requests.map(|request| request.path).collect()
}

/// A page, a redirect and a feed may name any host, and the header may hold a password.
#[test]
fn headers_of_the_user_go_to_the_user_s_own_hosts_alone() {
    let stranger = Server::start(|_, _| answer("200 OK", &[], rss(&[item(2, "Two")])));
    let named = format!("{}/feed", stranger.url);
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/page" => page(&named),
        "/moved" => answer("301 Moved", &[&format!("Location: {named}")], ""),
        "/archive" => answer("200 OK", &[], with_archive(1, &named)),
        "/own-page" => page("/feed"),
        "/own-moved" => answer("301 Moved", &["Location: /feed"], ""),
        "/own-archive" => answer("200 OK", &[], with_archive(1, "/feed")),
        _ => answer("200 OK", &[], rss(&[item(2, "Two")])),
    });
    let options = ["--history", "--header", "Authorization: Bearer x"];
    for path in ["page", "moved", "archive"] {
        for (own, host) in [("", &stranger), ("own-", &server)] {
            let (folder, url) = (Folder::new(), format!("{}/{own}{path}", server.url));
            let mut requests: Vec<Request> = Vec::new();
            for _ in 0..2 {
                assert_eq!(
                    folder.fetch_with(&options, &url)["outcome"],
                    "read",
                    "{url}"
                );
                requests.append(&mut host.requests());
            }
            let feeds = requests.iter().filter(|request| request.path == "/feed");
            let secrets: Vec<Option<&str>> = feeds
                .map(|request| request.header("authorization"))
                .collect();
            let secret = (!own.is_empty()).then_some("Bearer x");
            assert_eq!(secrets, [secret, secret], "{url}");
            let others = server.requests();
            let all = requests.iter().chain(&others);
            let mut all = all.filter(|request| request.path != "/feed");
            assert!(
                all.all(|request| request.header("authorization") == Some("Bearer x")),
                "{url}"
            );
        }
    }
}

#[test]
fn a_redirect_on_a_host_without_a_name_may_hold_an_address() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/" => answer("302 Found", &["Location: /go?to=http://x/"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    assert_eq!(Folder::new().fetch(&server.url)["outcome"], "read");
    assert_eq!(paths(&server), ["/", "/go?to=http://x/"]);
}

/// A network that wants its users to log in answers in the place of everyone.
#[test]
fn a_page_in_the_place_of_a_feed_is_a_failure_and_not_followed() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/redirect", 1) => answer("302 Found", &["Location: /login"], ""),
        ("/login", _) | ("/direct", 1) => page("/other"),
        ("/other", _) => answer("200 OK", &[], rss(&[item(2, "Other")])),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    for (path, asked) in [
        ("/direct", &["/direct", "/direct", "/direct"][..]),
        (
            "/redirect",
            &["/redirect", "/redirect", "/login", "/redirect"],
        ),
    ] {
        let (folder, url) = (Folder::new(), format!("{}{path}", server.url));
        for outcome in ["read", "error", "read"] {
            assert_eq!(folder.fetch(&url)["outcome"], outcome, "{path}");
        }
        assert_eq!(paths(&server), asked);
        assert_eq!(folder.files().len(), 1, "{path}");
    }
}

#[test]
fn the_address_of_the_user_is_asked_again_once_the_new_one_fails() {
    for (status, third) in [
        ("404 Not Found", "/old"),
        ("410 Gone", "/old"),
        ("page", "/old"),
        ("503 Service Unavailable", "/new"),
    ] {
        let server = Server::start(move |request, count| match (request.path.as_str(), count) {
            ("/old", _) => answer("301 Moved", &["Location: /new"], ""),
            ("/new", 1) if status == "page" => page("/other"),
            ("/new", 1) => answer(status, &[], ""),
            _ => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
        });
        let (folder, url) = (Folder::new(), format!("{}/old", server.url));
        for outcome in ["read", "error"] {
            assert_eq!(folder.fetch(&url)["outcome"], outcome, "{status}");
        }
        assert_eq!(paths(&server), ["/old", "/new", "/new"], "{status}");
        assert_eq!(folder.fetch(&url)["outcome"], "read", "{status}");
        let first = &server.requests()[0];
        let etag = (third == "/new").then_some("\"1\"");
        assert_eq!(first.path, third, "{status}");
        assert_eq!(first.header("if-none-match"), etag, "{status}");
    }
}

#[test]
fn a_page_is_asked_again_once_its_feed_is_gone() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/", 0) => page("/a"),
        ("/", _) => page("/b"),
        ("/a", 1) => answer("410 Gone", &[], ""),
        _ => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
    });
    let folder = Folder::new();
    for outcome in ["read", "error", "read", "read"] {
        assert_eq!(folder.fetch(&server.url)["outcome"], outcome);
    }
    let requests = server.requests();
    let asked: Vec<(&str, bool)> = requests
        .iter()
        .map(|request| {
            let is_conditional = request.header("if-none-match").is_some();
            (request.path.as_str(), is_conditional)
        })
        .collect();
    assert_eq!(
        asked,
        [
            ("/", false),
            ("/a", false),
            ("/a", true),
            ("/", false),
            ("/b", false),
            ("/b", true)
        ]
    );
}

/// Where the page stands today is no word on where it will.
#[test]
fn a_feed_behind_a_temporary_redirect_to_a_page_is_not_remembered() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/" => answer("302 Found", &["Location: /page"], ""),
        "/page" => page("/feed"),
        _ => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
    });
    let folder = Folder::new();
    for etag in [None, Some("\"1\"")] {
        assert_eq!(folder.fetch(&server.url)["outcome"], "read");
        let requests = server.requests();
        let asked: Vec<(&str, Option<&str>)> = requests
            .iter()
            .map(|request| (request.path.as_str(), request.header("if-none-match")))
            .collect();
        assert_eq!(asked, [("/", None), ("/page", None), ("/feed", etag)]);
    }
}

#[test]
fn an_address_of_the_list_is_that_of_its_own_feed() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/a", _) => answer("301 Moved", &["Location: /b"], ""),
        // That it fails once does not give its entries to the other.
        ("/b", 1) => answer("500 Oops", &[], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    for _ in 0..4 {
        folder.run(&["--per-host", "1"], &urls);
        let files = folder.files();
        let texts: Vec<&String> = files.values().collect();
        assert_eq!(texts.len(), 1, "{texts:?}");
        let origin = format!("  url: \"{}\"\n", urls[1]);
        assert!(texts[0].contains(&origin), "{texts:?}");
    }
}

#[test]
fn feeds_that_redirect_to_each_other_are_told() {
    let server = Server::start(|request, _| {
        let other = if request.path == "/a" { "/b" } else { "/a" };
        answer("301 Moved", &[&format!("Location: {other}")], "")
    });
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    folder.run(&[], &urls);
    let output = folder.run(&[], &urls);
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert_eq!(text.matches("\"outcome\":\"error\"").count(), 2, "{text}");
}

#[test]
fn what_a_stranger_says_does_not_move_the_cursor_of_whoever_reads_records() {
    let server = Server::start(|_, _| {
        let location = "Location: http://[\u{9b}31mEVIL\u{202e}";
        answer("302 Found", &[location], "")
    });
    let output = Folder::new().run(&[], std::slice::from_ref(&server.url));
    let text = String::from_utf8(output.stdout).expect("UTF-8");
    assert!(text.is_ascii(), "{text:?}");
    let record: serde_json::Value = serde_json::from_str(&text).expect(&text);
    let error = record["error"].as_str().expect("an error");
    assert!(
        error.contains("`http://[\u{9b}31mEVIL\u{202e}`"),
        "{error:?}"
    );
}

#[test]
fn what_is_no_address_is_said_to_be_none() {
    for url in [
        "example.com/feed.xml",
        "localhost:8765/feed.xml",
        "file:///etc/passwd",
    ] {
        let expected = "expected an address such as";
        let folder = Folder::new();
        let output = folder.run(&[], &[url.to_owned()]);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert_eq!(output.status.code(), Some(2), "{told}");
        assert!(told.contains(url) && told.contains(expected), "{told}");
        let count = fs::read_dir(folder.path()).expect("a folder").count();
        assert_eq!(count, 0, "{url}");
        // One in a list is not asked, and the others are.
        let list = format!("sources: [{url:?}]\n");
        let mut command = folder.command(&["--from", "-"], &[]);
        let output = command.write_stdin(list).output().expect("a run");
        let record: serde_json::Value = serde_json::from_slice(&output.stdout).expect("a record");
        let error = record["error"].as_str().expect("an error");
        let is_file = url.starts_with("file");
        assert_eq!(error.starts_with(expected), !is_file, "{error}");
    }
}

#[test]
fn hosts_that_may_be_asked_are_hosts_alone() {
    let server = feed(&[]);
    let port = server.url.rsplit(':').next().expect("a port");
    let run = |host: &str| {
        let url = format!("http://localhost:{port}/");
        let output = Folder::new().run(&["--allow-host", host], &[url]);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.code(), told)
    };
    for host in [
        &format!("localhost:{port}"),
        "http://localhost/",
        "",
        "[::1]:80",
    ] {
        let (code, told) = run(host);
        assert_eq!(code, Some(2), "{host}");
        assert!(told.contains("without scheme and port"), "{told}");
    }
    assert_eq!(run("LocalHost").0, Some(0));
    for host in ["::1", "[::1]", "0:0::1"] {
        assert_eq!(run(host).0, Some(1), "{host}");
    }
}

#[test]
fn the_status_is_the_one_that_the_help_names() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("404 Not Found", &[], ""),
    });
    let urls = |paths: &[&str]| -> Vec<String> {
        let urls = paths.iter().map(|path| format!("{}/{path}", server.url));
        urls.collect()
    };
    for (paths, fail_on, code) in [
        (&["feed"][..], "any", 0),
        (&["feed", "missing"], "any", 1),
        (&["feed", "missing"], "all", 0),
        (&["missing"], "any", 1),
        (&["missing"], "all", 1),
        (&["missing"], "never", 0),
        (&[], "any", 2),
    ] {
        let folder = Folder::new();
        let mut command = folder.command(&["--fail-on", fail_on], &urls(paths));
        let output = command.current_dir(folder.path()).output().expect("a run");
        assert_eq!(output.status.code(), Some(code), "{paths:?} {fail_on}");
    }
    let mut command = assert_cmd::Command::cargo_bin("feedmatter").expect("the program");
    let output = command.args(["fetch", "--help"]).output().expect("a run");
    let help = String::from_utf8(output.stdout).expect("UTF-8");
    let (_, statuses) = help.split_once("\nExit status:\n").expect(&help);
    assert!(!statuses.contains("Exit status"), "{help}");
    for code in ["0", "1", "2", "74", "75"] {
        let line = format!("  {code} if ");
        let told = statuses.lines().filter(|told| told.starts_with(&line));
        assert_eq!(told.count(), 1, "{code}: {help}");
    }
}

#[test]
fn whoever_lists_the_new_address_of_a_feed_has_its_entries() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/old" => answer("301 Moved", &["Location: /new"], ""),
        "/temporary" => answer("302 Found", &["Location: /new"], ""),
        _ => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
    });
    for path in ["old", "temporary"] {
        let folder = Folder::new();
        folder.fetch(&format!("{}/{path}", server.url));
        let record = folder.fetch(&format!("{}/new", server.url));
        assert_eq!((&record["new"], &record["updated"]), (&0.into(), &1.into()));
        let (_, text) = folder.files().pop_first().expect("a file");
        assert!(text.contains("/new\"\n"), "{text}");
        assert_eq!(folder.files().len(), 1, "{path}");
        // As they say so themselves, the state may be lost.
        fs::remove_dir_all(folder.path().join(".feedmatter")).expect("the state");
        let record = folder.fetch(&format!("{}/new", server.url));
        assert_eq!(record["unchanged"], 1, "{path}");
    }
}

#[test]
fn of_two_addresses_of_a_feed_either_can_go() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("302 Found", &["Location: /feed"], ""),
    });
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    for left in &urls {
        let folder = Folder::new();
        folder.run(&["--jobs", "1"], &urls);
        folder.run(&[], std::slice::from_ref(left));
        folder.run(&[], std::slice::from_ref(left));
        assert_eq!(folder.files().len(), 1, "{left}");
    }
}

/// The answers of a server that has nothing new say where that is, too.
#[test]
fn a_feed_that_has_moved_without_a_change_is_remembered() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/old", 0) => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
        ("/old", _) => answer("301 Moved", &["Location: /new"], ""),
        _ => answer("304 Not Modified", &[], ""),
    });
    let (folder, url) = (Folder::new(), format!("{}/old", server.url));
    for outcome in ["read", "not_modified", "not_modified"] {
        assert_eq!(folder.fetch(&url)["outcome"], outcome);
    }
    assert_eq!(paths(&server), ["/old", "/old", "/new", "/new"]);
}

/// The files say one of the names of their feed alone, which need not be the one that is listed.
#[test]
fn lists_by_turns_may_lose_the_state_that_ties_them() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/moved" => answer("301 Moved", &["Location: /feed"], ""),
        "/elsewhere" => answer("302 Found", &["Location: /feed"], ""),
        "/twice" => answer("301 Moved", &["Location: /elsewhere"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    for lists in [
        &["feed", "moved", "feed", "moved"][..],
        &["feed", "elsewhere"],
        &["twice", "feed", "twice"],
        &["moved", "twice", "feed", "elsewhere", "moved"],
        &["moved elsewhere", "feed twice", "moved"],
    ] {
        let folder = Folder::new();
        let fetch = |list: &str, more: &[&str]| {
            let paths = list.split(' ');
            let urls: Vec<String> = paths.map(|path| format!("{}/{path}", server.url)).collect();
            folder.run(more, &urls);
            assert_eq!(folder.files().len(), 1, "{lists:?}, then {list}");
        };
        for list in lists {
            fetch(list, &[]);
        }
        fetch(lists[lists.len() - 1], &["--rebuild-state"]);
        for list in lists {
            fetch(list, &[]);
        }
    }
}

/// What leads elsewhere may have entries of its own tomorrow. The other answers for both until then.
#[test]
fn a_feed_that_was_another_for_now_is_asked_again() {
    for (path, files) in [("moved", 1), ("turned", 2), ("page", 2)] {
        let is_later = Arc::new(AtomicBool::new(false));
        let later = Arc::clone(&is_later);
        let server = Server::start(move |request, _| {
            let is_later = later.load(Ordering::Relaxed);
            match request.path.as_str() {
                "/moved" => answer("301 Moved", &["Location: /feed"], ""),
                "/turned" if is_later => answer("200 OK", &[], rss(&[item(2, "Two")])),
                "/turned" => answer("302 Found", &["Location: /feed"], ""),
                "/page" => page(if is_later { "/turned" } else { "/feed" }),
                _ => answer("200 OK", &[], rss(&[item(1, "One")])),
            }
        });
        let folder = Folder::new();
        let urls = ["feed", path].map(|path| format!("{}/{path}", server.url));
        let slowly = &["--jobs", "1", "--min-interval", "3600"][..];
        for (options, is_asked, files) in [
            (slowly, true, 1),
            // Before its time, as any other.
            (slowly, false, 1),
            (&["--force"], true, files),
        ] {
            is_later.store(options != slowly, Ordering::Relaxed);
            folder.run(options, &urls);
            let asked = paths(&server);
            let count = |path: &str| asked.iter().filter(|asked| asked[1..] == *path).count();
            assert_eq!(count(path), usize::from(is_asked), "{asked:?}");
            assert!(count("feed") < 2, "{asked:?}");
            assert_eq!(folder.files().len(), files, "{path}");
        }
    }
}

/// Who has no entries of its own has none after a failure.
#[test]
fn a_failure_does_not_part_what_is_the_same() {
    let run = Arc::new(AtomicUsize::new(0));
    let now = Arc::clone(&run);
    let server = Server::start(move |request, _| {
        let now = now.load(Ordering::Relaxed);
        match request.path.as_str() {
            "/turned" if now == 1 => answer("404 Not Found", &[], ""),
            "/turned" => answer("302 Found", &["Location: /feed"], ""),
            _ => answer(
                "200 OK",
                &[],
                rss(&(0..=now).map(|n| item(n, "One")).collect::<Vec<_>>()),
            ),
        }
    });
    let folder = Folder::new();
    let urls = ["turned", "feed"].map(|path| format!("{}/{path}", server.url));
    for count in 1..5 {
        run.store(count - 1, Ordering::Relaxed);
        folder.run(&["--jobs", "1", "--force"], &urls);
        let asked = paths(&server);
        let of_feed = asked.iter().filter(|asked| *asked == "/feed");
        assert_eq!(of_feed.count(), 1, "{asked:?}");
        assert_eq!(folder.files().len(), count, "{count}");
    }
}

/// No server sees what stands behind a `#`.
#[test]
fn a_page_may_name_a_place_in_a_feed() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/" => page("/feed#latest"),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let folder = Folder::new();
    let urls = ["/", "/feed"].map(|path| format!("{}{path}", server.url));
    folder.run(&["--jobs", "1"], &urls);
    assert_eq!(folder.files().len(), 1);
}

/// A dead one has nothing to say of what others bring.
#[test]
fn an_address_that_dies_holds_back_no_other_that_led_to_the_same() {
    for status in ["404 Not Found", "410 Gone", "page"] {
        let is_dead = Arc::new(AtomicBool::new(false));
        let dead = Arc::clone(&is_dead);
        let has_news = Arc::new(AtomicBool::new(false));
        let news = Arc::clone(&has_news);
        let server = Server::start(move |request, _| match request.path.as_str() {
            "/a" if !dead.load(Ordering::Relaxed) => answer("302 Found", &["Location: /b"], ""),
            "/a" if status == "page" => answer("200 OK", &["Content-Type: text/html"], "Parked."),
            "/a" => answer(status, &[], ""),
            _ if !news.load(Ordering::Relaxed) => answer("200 OK", &[], rss(&[item(1, "One")])),
            _ => answer("200 OK", &[], rss(&[item(1, "One"), item(2, "Two")])),
        });
        let folder = Folder::new();
        let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
        folder.fetch(&urls[0]);
        folder.run(&[], &urls);
        assert_eq!(folder.files().len(), 1, "{status}");
        is_dead.store(true, Ordering::Relaxed);
        has_news.store(true, Ordering::Relaxed);
        for _ in 0..2 {
            folder.run(&["--force"], &urls);
        }
        assert_eq!(folder.files().len(), 2, "{status}");
        server.requests();
        folder.run(&["--force"], &urls);
        let mut asked = paths(&server);
        asked.sort();
        assert_eq!(asked, ["/a", "/b"], "{status}");
        // It lives again, and is the same again.
        is_dead.store(false, Ordering::Relaxed);
        for _ in 0..2 {
            folder.run(&["--force"], &urls);
        }
        assert_eq!(folder.files().len(), 2, "{status}");
    }
}

#[test]
fn a_feed_that_has_come_back_has_not_moved() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/a", 0) => answer("301 Moved", &["Location: /b"], ""),
        ("/b", 1) => answer("301 Moved", &["Location: /a"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let folder = Folder::new();
    let url = format!("{}/a", server.url);
    assert_eq!(folder.fetch(&url)["moved_to"], format!("{}/b", server.url));
    for _ in 0..2 {
        assert_eq!(folder.fetch(&url)["moved_to"], serde_json::Value::Null);
    }
}

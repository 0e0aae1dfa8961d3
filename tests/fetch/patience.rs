//! The patience of `feedmatter fetch`: whom it leaves alone, for how long, and what it says of that.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::thread;

use super::addresses::{page, with_archive};
use super::state::state;
use super::{Folder, feed, item, rss};
use crate::support::server::{Server, answer};

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
fn a_host_that_is_left_alone_is_so_whatever_leads_there() {
    let other = feed(&[]);
    let named = format!("{}/feed", other.url);
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/page" => page(&named),
        "/moved" => answer("302 Found", &[&format!("Location: {named}")], ""),
        _ => answer("200 OK", &[], with_archive(1, &named)),
    });
    for (path, outcome) in [("page", "fresh"), ("moved", "fresh"), ("archive", "read")] {
        let folder = Folder::new();
        // The tables are made by a run that asks nobody.
        folder.fetch("http://localhost/");
        let name = other.url.trim_start_matches("http://");
        let sql = format!("INSERT INTO host VALUES ('{name}', strftime('%s') + 3600)");
        state(&folder).execute_batch(&sql).expect("a state");
        let url = format!("{}/{path}", server.url);
        assert_eq!(folder.fetch_with(&["--history"], &url)["outcome"], outcome);
        assert_eq!(server.requests().len(), 1, "{path}");
        assert!(other.requests().is_empty(), "{path}");
    }
}

/// What is read stays, and whoever reads on is told that it is not all.
#[test]
fn a_history_that_breaks_off_is_told() {
    for (body, reason) in [
        (answer("404 Not Found", &[], ""), "status 404"),
        (
            answer("200 OK", &[], "No feed."),
            "found a text without front matter",
        ),
        (
            answer("301 Moved", &["Location: http://10.0.0.1/"], ""),
            "`10.0.0.1` is no address of the public internet",
        ),
    ] {
        let server = Server::start(move |request, _| match request.path.as_str() {
            "/" => answer("200 OK", &[], with_archive(1, "/2")),
            "/2" => answer("200 OK", &[], with_archive(2, "/3")),
            _ => body.clone(),
        });
        let folder = Folder::new();
        let options = ["--history", "--report", "text"];
        let output = folder.run(&options, std::slice::from_ref(&server.url));
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        assert!(output.status.success(), "{told}");
        let place = format!(
            "warning: left out the archive {}/3 and those behind it: ",
            server.url
        );
        let line = told
            .lines()
            .find(|line| line.contains(&place))
            .expect(&told);
        assert!(line.contains(reason), "{told}");
        assert_eq!(folder.files().len(), 2, "{reason}");
    }
}

#[test]
fn a_history_is_no_larger_than_eight_feeds_may_be() {
    let server = Server::start(|request, _| {
        let number: usize = request.path[1..].parse().expect("a number");
        let body = with_archive(1 + number % 9, &format!("/{}", number + 1));
        answer("200 OK", &[], format!("{body:<1500}"))
    });
    let options = ["--history", "--max-size", "2000", "--report", "text"];
    let output = Folder::new().run(&options, &[format!("{}/1", server.url)]);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(output.status.success(), "{told}");
    let line = format!(
        "left out the archive {}/11 and those behind it: expected at most 16000 bytes in all, found more",
        server.url
    );
    assert!(told.contains(&line), "{told}");
    assert_eq!(server.requests().len(), 11);
}

#[test]
fn what_a_server_says_of_an_archive_is_heeded() {
    for status in ["429 Too Many Requests", "503 Service Unavailable"] {
        let server = Server::start(move |request, _| match request.path.as_str() {
            "/" => answer("200 OK", &[], with_archive(1, "/2")),
            _ => answer(status, &["Retry-After: 3600"], ""),
        });
        let folder = Folder::new();
        for outcome in ["read", "fresh"] {
            let record = folder.fetch_with(&["--history", "--force"], &server.url);
            assert_eq!(record["outcome"], outcome, "{status}");
        }
        assert_eq!(server.requests().len(), 2, "{status}");
    }
}

/// All of a public host is left alone; the proxy stands for it.
#[test]
fn a_host_that_says_too_often_of_an_archive_is_left_alone() {
    let proxy = Server::start(|request, _| match request.path.as_str() {
        "http://blog.example/" => answer("200 OK", &[], with_archive(1, "http://archive.example/")),
        "http://archive.example/" => answer("429 Too Many Requests", &[], ""),
        _ => answer("200 OK", &[], rss(&[item(2, "Two")])),
    });
    let folder = Folder::new();
    for (url, outcome) in [
        ("http://blog.example/", "read"),
        ("http://archive.example/feed", "fresh"),
        ("http://other.example/", "read"),
    ] {
        let output = folder
            .command(&["--history"], &[url.to_owned()])
            .env("http_proxy", &proxy.url)
            .output()
            .expect("a run");
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let record: serde_json::Value = serde_json::from_str(&text).expect(&text);
        assert_eq!(record["outcome"], outcome, "{text}");
    }
    assert_eq!(proxy.requests().len(), 3);
}

#[test]
fn numbers_may_be_as_large_as_they_can() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/feed" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("500 Oops", &[], ""),
    });
    let most = u64::MAX.to_string();
    let (size, wait) = (usize::MAX.to_string(), most.as_str());
    let options = ["--max-size", &size, "--wait", wait, "--min-interval", wait];
    for (path, outcomes) in [
        ("feed", ["read", "fresh"]),
        ("fails", ["error", "failed_lately"]),
    ] {
        let (folder, url) = (Folder::new(), format!("{}/{path}", server.url));
        for outcome in outcomes {
            assert_eq!(
                folder.fetch_with(&options, &url)["outcome"],
                outcome,
                "{path}"
            );
        }
    }
}

/// Servers often let nothing be kept, for all that they serve.
#[test]
fn a_feed_that_says_how_long_it_is_fresh_is_believed() {
    for headers in [
        &["Cache-Control: no-cache"][..],
        &["Cache-Control: max-age=0"],
        &["Cache-Control: public", "Cache-Control: max-age=1"],
        &[],
    ] {
        let body = rss(&[item(1, "One")]).replace("<item>", "<ttl>60</ttl><item>");
        let server = Server::start(move |_, _| answer("200 OK", headers, &body));
        let folder = Folder::new();
        for outcome in ["read", "fresh"] {
            let record = folder.fetch(&server.url);
            assert_eq!(record["outcome"], outcome, "{headers:?}");
        }
    }
}

#[test]
fn what_a_server_says_on_several_lines_counts_as_one() {
    let server = feed(&["Cache-Control: public", "Cache-Control: max-age=3600"]);
    let folder = Folder::new();
    for outcome in ["read", "fresh"] {
        assert_eq!(folder.fetch(&server.url)["outcome"], outcome);
    }
}

/// Each waits for room, for a host or for its turn; none may wait for one that waits for it.
#[test]
fn large_feeds_of_many_hosts_all_come() {
    let large = |number: usize, archive: &str| {
        let padding = " ".repeat(5 << 20);
        with_archive(number, archive).replace("<item>", &format!("{padding}<item>"))
    };
    let last = Server::start(move |request, _| match request.path.as_str() {
        "/2" => answer("200 OK", &[], large(2, "/3")),
        _ => answer("200 OK", &[], large(3, "/2")),
    });
    let behind = format!("{}/2", last.url);
    let servers: Vec<Server> = (0..3)
        .map(|_| {
            let behind = behind.clone();
            Server::start(move |request, _| match request.path.as_str() {
                "/page" => page("/feed"),
                "/moved" => answer("302 Found", &[&format!("Location: {behind}")], ""),
                _ => answer("200 OK", &[], large(1, &behind)),
            })
        })
        .collect();
    let urls: Vec<String> = ["page", "moved", "feed"]
        .iter()
        .flat_map(|path| {
            servers
                .iter()
                .map(move |server| format!("{}/{path}", server.url))
        })
        .collect();
    for options in [&["--jobs", "1"][..], &["--jobs", "2", "--history"]] {
        let output = Folder::new().run(options, &urls);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        let count = |outcome: &str| text.matches(&format!("\"outcome\":\"{outcome}\"")).count();
        assert_eq!(count("read") + count("same"), urls.len(), "{text}");
        // Those that pages name are those of the list, and those that are moved are one.
        assert_eq!(count("same"), 5, "{text}");
    }
}

/// The user reads why, allows it, and runs the command again.
#[test]
fn an_address_that_our_own_rules_refuse_is_asked_once_they_allow_it() {
    let (server, folder) = (feed(&[]), Folder::new());
    let port = server.url.rsplit(':').next().expect("a port");
    for host in ["127.0.0.1", "localhost"] {
        let url = format!("http://{host}:{port}/");
        let run = |more: &[&str]| {
            let output = assert_cmd::Command::cargo_bin("feedmatter")
                .expect("the program")
                .args(["fetch", &url, "--report", "ndjson", "-o"])
                .arg(folder.path())
                .args(more)
                .env_remove("http_proxy")
                .env_remove("HTTP_PROXY")
                .output()
                .expect("a run");
            let text = String::from_utf8(output.stdout).expect("UTF-8");
            let record: serde_json::Value = serde_json::from_str(&text).expect(&text);
            (record["outcome"].clone(), record["not_before"].clone())
        };
        assert_eq!(run(&[]), ("error".into(), 0.into()), "{host}");
        assert_eq!(run(&["--allow-host", host]).0, "read", "{host}");
    }
}

#[test]
fn a_feed_that_failed_lately_is_no_fresh_one() {
    let server = Server::start(|_, count| match count {
        0 => answer("404 Not Found", &[], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let (folder, urls) = (Folder::new(), [server.url.clone()]);
    let run = |more: &[&str]| {
        let output = folder.run(&[&["--min-interval", "3600"], more].concat(), &urls);
        let text = |bytes| String::from_utf8(bytes).expect("UTF-8");
        let told = text(output.stdout) + &text(output.stderr);
        (output.status.code(), told)
    };
    let error = "expected a document, found status 404";
    assert_eq!(run(&[]).0, Some(1));
    let (code, told) = run(&[]);
    let record: serde_json::Value = serde_json::from_str(&told).expect(&told);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(record["outcome"], "failed_lately", "{told}");
    assert_eq!(record["error"], error, "{told}");
    let (code, told) = run(&["--report", "text", "-v"]);
    assert_eq!(code, Some(0), "{told}");
    assert_eq!(
        told,
        format!(
            "feedmatter: {}: failed lately, and is not asked again yet: {error}\nfeedmatter: 0 feeds done, 0 articles new, \
             0 updated; 0 fresh, 0 failed, 1 failed lately and not asked again yet\n",
            server.url
        )
    );
    // What it brings in the end leaves nothing of that behind.
    assert_eq!(run(&["--force"]).0, Some(0));
    assert!(run(&[]).1.contains("\"fresh\""));
    assert_eq!(server.requests().len(), 2);
}

#[test]
fn whoever_failed_lately_failed_as_well() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/gone" => answer("410 Gone", &[], ""),
        _ => answer("404 Not Found", &[], ""),
    });
    let url = |path: &str| format!("{}/{path}", server.url);
    let folder = Folder::new();
    let run = |paths: &[&str]| {
        let more = ["--min-interval", "3600", "--report", "text", "--fail-on"];
        let urls: Vec<String> = paths.iter().map(|path| url(path)).collect();
        let output = folder.run(&[&more[..], &["all", "-v"]].concat(), &urls);
        let told = String::from_utf8(output.stderr).expect("UTF-8");
        (output.status.code(), told)
    };
    assert_eq!(run(&["a", "gone"]).0, Some(0));
    let (code, told) = run(&["a", "b"]);
    assert_eq!(code, Some(1), "{told}");
    let (code, told) = run(&["gone"]);
    assert_eq!(code, Some(0), "{told}");
    let place = format!(
        "feedmatter: {}: is gone for good, and is not asked any more without --force\n",
        url("gone")
    );
    assert!(told.starts_with(&place), "{told}");
    assert!(
        told.ends_with("0 fresh, 0 failed, 1 gone for good\n"),
        "{told}"
    );
}

/// As companies write it: a name of the network within, a port, and no scheme.
#[test]
fn a_proxy_may_be_named_without_a_scheme() {
    let proxy = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let port = proxy.url.rsplit(':').next().expect("a port");
    let folder = Folder::new();
    let mut command = folder.command(&[], &["http://blog.example/".to_owned()]);
    command.env("http_proxy", format!("localhost:{port}"));
    let output = command.output().expect("a run");
    assert!(output.status.success(), "{output:?}");
    assert_eq!(proxy.requests()[0].path, "http://blog.example/");
}

/// The proxy stands for a public host, which asks twice: for long, and of another feed for less.
#[test]
fn a_host_is_left_alone_for_as_long_as_it_said_at_its_longest() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let proxy = format!("http://{}", listener.local_addr().expect("an address"));
    let asked = thread::spawn(move || {
        let mut connections = [(); 2].map(|()| {
            let (stream, _) = listener.accept().expect("a connection");
            let mut reader = BufReader::new(stream);
            let mut line = String::new();
            reader.read_line(&mut line).expect("a request");
            (line, reader)
        });
        connections.sort_by(|(one, _), (other, _)| one.cmp(other));
        for ((_, mut reader), wait) in connections.into_iter().zip([7200, 60]) {
            let header = format!("Retry-After: {wait}");
            let refusal = answer("429 Too Many Requests", &[&header], "");
            reader.get_mut().write_all(&refusal).expect("an answer");
            // Whoever has read it hangs up.
            let mut rest = Vec::new();
            let _ = reader.read_to_end(&mut rest);
        }
        listener
    });
    let folder = Folder::new();
    let run = |urls: &[&str]| {
        let urls: Vec<String> = urls.iter().map(|url| (*url).to_owned()).collect();
        let mut command = folder.command(&[], &urls);
        let output = command.env("http_proxy", &proxy).output().expect("a run");
        String::from_utf8(output.stdout).expect("UTF-8")
    };
    run(&["http://blog.example/a", "http://blog.example/b"]);
    let _listener = asked.join().expect("two requests");
    let record: serde_json::Value =
        serde_json::from_str(&run(&["http://blog.example/c"])).expect("a record");
    let not_before = record["not_before"].as_i64().expect("a time");
    let now = std::time::SystemTime::now().duration_since(std::time::UNIX_EPOCH);
    let wait = not_before - i64::try_from(now.expect("a time").as_secs()).expect("a time");
    assert!(wait > 3600, "{wait}");
}

#[test]
fn what_is_wrong_is_said_behind_an_address_of_any_length() {
    let server = Server::start(|_, _| answer("200 OK", &[], ""));
    let url = format!("{}/{}", server.url, "x".repeat(1100));
    let folder = Folder::new();
    let output = folder.run(&["--report", "text"], &[url]);
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert!(
        told.contains("x…: expected a feed, found an empty document\n"),
        "{told}"
    );
    let output = folder.run(&["--user-agent", "a\nb"], std::slice::from_ref(&server.url));
    let told = String::from_utf8(output.stderr).expect("UTF-8");
    assert_eq!(output.status.code(), Some(2), "{told}");
    assert!(told.contains("expected a line of text"), "{told}");
}

/// A clock that was ahead in one run makes no feed fresh until then.
#[test]
fn what_nobody_can_wait_for_is_forgotten() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let run = |days: i64, more: &[&str]| {
        let sql = format!(
            "UPDATE feed SET not_before = strftime('%s') + {0}, left_alone_until = strftime('%s') + {0};
             INSERT OR REPLACE INTO host VALUES ('127.0.0.1', strftime('%s') + {0});",
            days * 24 * 3600
        );
        let connection = super::state::state(&folder);
        connection.execute_batch(&sql).expect("a state");
        drop(connection);
        folder.fetch_with(more, &server.url)["outcome"].clone()
    };
    assert_eq!(run(7, &[]), "fresh");
    assert_eq!(run(365, &[]), "read");
    let year = (365 * 24 * 3600).to_string();
    assert_eq!(run(365, &["--min-interval", &year]), "fresh");
}

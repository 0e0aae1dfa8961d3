//! `feedmatter fetch`, against a server of our own.

mod addresses;
mod answers;
mod counters;
mod files;
mod identities;
mod languages;
mod library;
mod lists;
mod moves;
mod names;
mod outages;
mod owners;
mod patience;
mod pipes;
mod places;
mod secrets;
mod state;
mod undated;
mod whole;
mod wishes;

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::Output;

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

use crate::support::server::{Request, Server, answer};

/// A folder that feeds are fetched into.
struct Folder(TempDir);

impl Folder {
    fn new() -> Self {
        Self(TempDir::new().expect("a temporary folder"))
    }

    fn path(&self) -> &Path {
        self.0.path()
    }

    /// Runs the program on addresses of the loopback interface, which it asks as often as we like.
    fn run(&self, more: &[&str], urls: &[String]) -> Output {
        self.command(more, urls).output().expect("a run")
    }

    fn command(&self, more: &[&str], urls: &[String]) -> Command {
        let mut command = Command::cargo_bin("feedmatter").expect("the program");
        command
            .arg("fetch")
            .args(urls)
            .args(["--allow-host", "127.0.0.1"])
            .args(if more.contains(&"--min-interval") {
                &[][..]
            } else {
                &["--min-interval", "0"]
            })
            .args(if more.contains(&"--report") {
                &[][..]
            } else {
                &["--report", "ndjson"]
            })
            .arg("-o")
            .arg(self.path())
            .args(more)
            .env_remove("http_proxy")
            .env_remove("HTTP_PROXY");
        command
    }

    /// Runs the program on one address, and returns its record.
    fn fetch(&self, url: &str) -> Value {
        self.fetch_with(&[], url)
    }

    fn fetch_with(&self, more: &[&str], url: &str) -> Value {
        let output = self.run(more, &[url.to_owned()]);
        let text = String::from_utf8(output.stdout).expect("UTF-8");
        serde_json::from_str(&text)
            .unwrap_or_else(|_| panic!("{text}{}", String::from_utf8_lossy(&output.stderr)))
    }

    /// Does the same with front matter of a dialect and a language.
    fn fetch_in(&self, [dialect, fences]: [&str; 2], url: &str) -> Value {
        self.fetch_with(&["--dialect", dialect, "--fences", fences], url)
    }

    /// Returns the articles: names and texts.
    fn files(&self) -> BTreeMap<String, String> {
        let entries = fs::read_dir(self.path()).expect("a folder").flatten();
        entries
            .filter(|entry| {
                entry
                    .path()
                    .extension()
                    .is_some_and(|ending| ending == "md")
            })
            .map(|entry| {
                let name = entry.file_name().into_string().expect("UTF-8");
                (name, fs::read_to_string(entry.path()).expect("a text"))
            })
            .collect()
    }
}

fn item(number: usize, title: &str) -> String {
    format!(
        "<item><title>{title}</title><guid>id-{number}</guid><link>https://example.com/{number}</link>\
         <pubDate>Sat, 0{number} Jan 2021 03:04:05 GMT</pubDate></item>"
    )
}

fn rss(items: &[String]) -> String {
    format!(
        "<?xml version=\"1.0\"?><rss version=\"2.0\"><channel><title>Feed</title>\
         <link>https://example.com/</link><description>D</description>{}</channel></rss>",
        items.concat()
    )
}

/// A server with one feed of two items, and these headers.
fn feed(headers: &'static [&'static str]) -> Server {
    Server::start(move |_, _| answer("200 OK", headers, rss(&[item(1, "One"), item(2, "Two")])))
}

#[test]
fn entries_become_files_that_say_where_they_are_from() {
    let (server, folder) = (feed(&[]), Folder::new());
    let record = folder.fetch(&server.url);
    assert_eq!(
        (&record["outcome"], &record["new"]),
        (&"read".into(), &2.into())
    );
    let files = folder.files();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["2021-01-01-one.md", "2021-01-02-two.md"]);
    let text = &files["2021-01-01-one.md"];
    assert!(text.contains("title: \"One\"\n"), "{text}");
    assert!(text.contains("  id: id-1\n"), "{text}");
    assert!(
        text.contains(&format!("  url: \"{}\"\n", server.url)),
        "{text}"
    );
}

#[test]
fn a_request_says_who_asks_for_what_and_nothing_else() {
    let (server, folder) = (feed(&["Set-Cookie: a=b"]), Folder::new());
    let url = format!("{}/feed?b=%7e&a=1", server.url);
    folder.fetch(&url);
    folder.fetch(&url);
    let requests = server.requests();
    assert_eq!(requests.len(), 2);
    for request in requests {
        assert_eq!(request.line, "GET /feed?b=%7e&a=1 HTTP/1.1");
        let header = |name| request.header(name).unwrap_or_default();
        let own = concat!("feedmatter/", env!("CARGO_PKG_VERSION"), " (+https://");
        assert!(header("user-agent").starts_with(own), "{request:?}");
        assert!(
            header("accept").contains("application/atom+xml"),
            "{request:?}"
        );
        for encoding in ["gzip", "br", "zstd"] {
            assert!(header("accept-encoding").contains(encoding), "{request:?}");
        }
        for name in [
            "cookie",
            "referer",
            "cache-control",
            "pragma",
            "if-none-match",
            "if-modified-since",
        ] {
            assert_eq!(request.header(name), None, "{request:?}");
        }
    }
}

#[test]
fn validators_go_back_as_they_came() {
    for (headers, etag, modified) in [
        (&["ETag: \"a\""][..], Some("\"a\""), None),
        (
            &["ETag: W/\"a,b\"", "Last-Modified: once"],
            Some("W/\"a,b\""),
            Some("once"),
        ),
        (&["ETag: a-gzip"], Some("a-gzip"), None),
        (
            &["Last-Modified: Sat, 02 Jan 2021 03:04:05 GMT"],
            None,
            Some("Sat, 02 Jan 2021 03:04:05 GMT"),
        ),
    ] {
        let (server, folder) = (feed(headers), Folder::new());
        folder.fetch(&server.url);
        folder.fetch(&server.url);
        let second = &server.requests()[1];
        assert_eq!(second.header("if-none-match"), etag);
        assert_eq!(second.header("if-modified-since"), modified);
    }
}

#[test]
fn validators_are_replaced_as_a_pair() {
    let folder = Folder::new();
    let server = Server::start(|_, count| match count {
        0 => answer(
            "200 OK",
            &["ETag: \"1\"", "Last-Modified: a"],
            rss(&[item(1, "One")]),
        ),
        1 => answer("304 Not Modified", &["ETag: \"2\""], ""),
        2 => answer("500 Oops", &["ETag: \"error\""], ""),
        3 => answer("200 OK", &["Last-Modified: b"], rss(&[item(1, "One")])),
        _ => answer("304 Not Modified", &[], ""),
    });
    let outcomes: Vec<Value> = (0..5)
        .map(|_| folder.fetch(&server.url)["outcome"].clone())
        .collect();
    assert_eq!(
        outcomes,
        ["read", "not_modified", "error", "read", "not_modified"]
    );
    let sent: Vec<(Option<String>, Option<String>)> = server
        .requests()
        .iter()
        .map(|request| {
            let header = |name| request.header(name).map(str::to_owned);
            (header("if-none-match"), header("if-modified-since"))
        })
        .collect();
    let pair = |etag: Option<&str>, modified: Option<&str>| {
        (etag.map(str::to_owned), modified.map(str::to_owned))
    };
    assert_eq!(
        sent,
        [
            pair(None, None),
            pair(Some("\"1\""), Some("a")),
            pair(Some("\"2\""), Some("a")),
            pair(Some("\"2\""), Some("a")),
            pair(None, Some("b")),
        ]
    );
}

#[test]
fn what_came_in_part_leaves_no_validator() {
    let whole = rss(&[item(1, "One"), item(2, "Two")]);
    let cut = whole.clone();
    let server = Server::start(move |request, count| {
        let whole = answer("200 OK", &["ETag: \"1\""], &cut);
        match request.path.as_str() {
            "/short" if count == 0 => whole[..whole.len() - 100].to_vec(),
            "/broken" if count == 0 => answer("200 OK", &["ETag: \"1\""], "No feed at all."),
            _ => whole,
        }
    });
    for path in ["/short", "/broken"] {
        let (folder, url) = (Folder::new(), format!("{}{path}", server.url));
        assert_eq!(folder.fetch(&url)["outcome"], "error", "{path}");
        assert_eq!(folder.fetch(&url)["new"], 2, "{path}");
        let requests: Vec<Request> = server.requests();
        assert_eq!(requests[1].header("if-none-match"), None, "{path}");
    }
}

#[test]
fn fresh_feeds_are_not_asked() {
    for headers in [
        &["Cache-Control: max-age=3600"][..],
        &[
            "Expires: Fri, 01 Jan 2100 00:00:00 GMT",
            "Date: Thu, 31 Dec 2099 00:00:00 GMT",
        ],
    ] {
        let (server, folder) = (feed(headers), Folder::new());
        assert_eq!(folder.fetch(&server.url)["outcome"], "read");
        assert_eq!(folder.fetch(&server.url)["outcome"], "fresh");
        assert_eq!(
            folder.fetch_with(&["--force"], &server.url)["outcome"],
            "read"
        );
        assert_eq!(server.requests().len(), 2);
    }
}

#[test]
fn a_server_that_says_no_is_left_alone() {
    for (status, headers, later) in [
        ("410 Gone", &[][..], "gone"),
        ("429 Too Many Requests", &["Retry-After: 3600"], "fresh"),
        (
            "429 Too Many Requests",
            &["Retry-After: Fri, 01 Jan 2100 00:00:00 GMT"],
            "fresh",
        ),
        ("429 Too Many Requests", &[], "failed_lately"),
        ("503 Service Unavailable", &["Retry-After: 3600"], "fresh"),
    ] {
        let server = Server::start(move |_, _| answer(status, headers, ""));
        let folder = Folder::new();
        folder.fetch(&server.url);
        assert_eq!(folder.fetch(&server.url)["outcome"], later, "{status}");
        assert_eq!(server.requests().len(), 1, "{status}");
    }
    for status in ["404 Not Found", "403 Forbidden", "500 Oops"] {
        let server = Server::start(move |_, _| answer(status, &[], ""));
        Folder::new().fetch(&server.url);
        assert_eq!(server.requests().len(), 1, "{status}");
    }
}

#[test]
fn only_what_has_moved_for_good_is_remembered() {
    let server = Server::start(|request, _| {
        let to = |status, path: &str| answer(status, &[&format!("Location: {path}")], "");
        match request.path.as_str() {
            "/mixed" => to("301 Moved", "/302"),
            "/301" => to("301 Moved", "/feed"),
            "/308" => to("308 Moved", "/feed"),
            "/302" => to("302 Found", "/feed"),
            "/307" => to("307 Found", "/feed"),
            "/loop" => to("301 Moved", "/loop"),
            "/wrong" => to("301 Moved", "/nothing"),
            "/nothing" => answer("404 Not Found", &[], ""),
            _ => answer("200 OK", &[], rss(&[item(1, "One")])),
        }
    });
    for (path, outcome, second) in [
        ("/301", "read", "/feed"),
        ("/308", "read", "/feed"),
        ("/302", "read", "/302"),
        ("/307", "read", "/307"),
        ("/mixed", "read", "/302"),
        ("/loop", "error", "/loop"),
        ("/wrong", "error", "/wrong"),
    ] {
        let (folder, url) = (Folder::new(), format!("{}{path}", server.url));
        assert_eq!(folder.fetch(&url)["outcome"], outcome, "{path}");
        assert!(server.requests().len() <= 11, "{path}");
        folder.fetch(&url);
        assert_eq!(server.requests()[0].path, second, "{path}");
    }
}

#[test]
fn private_networks_are_not_asked() {
    let (server, folder) = (feed(&[]), Folder::new());
    let port = server.url.rsplit(':').next().expect("a port").to_owned();
    let inner = Server::start(move |_, _| {
        answer(
            "302 Found",
            &["Location: http://169.254.169.254/latest/"],
            "",
        )
    });
    for url in [
        format!("http://localhost:{port}/"),
        format!("http://127.0.0.2:{port}/"),
        inner.url.clone(),
        "file:///etc/passwd".to_owned(),
    ] {
        let mut command = folder.command(&["--from", "-"], &[]);
        let list = serde_json::json!({ "url": url }).to_string();
        let output = command.write_stdin(list).output().expect("a run");
        let record: Value = serde_json::from_slice(&output.stdout).expect("a record");
        assert_eq!(record["outcome"], "error", "{url}");
        assert_eq!(record["status"], Value::Null, "{url}");
    }
    assert_eq!(server.requests().len(), 0);
    assert!(folder.files().is_empty());
}

#[test]
fn documents_without_end_are_given_up() {
    let server = Server::start(|_, _| {
        let mut body = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n<rss><channel>".to_vec();
        body.resize(100_000, b' ');
        body
    });
    let record = Folder::new().fetch_with(&["--max-size", "10000"], &server.url);
    let error = record["error"].as_str().expect("an error");
    assert!(error.contains("--max-size"), "{error}");
}

#[test]
fn what_did_not_change_is_not_touched_and_what_did_is() {
    let server = Server::start(|_, count| {
        let first = if count < 2 { "One" } else { "One, again" };
        answer("200 OK", &[], rss(&[item(1, first), item(2, "Two")]))
    });
    let folder = Folder::new();
    folder.fetch(&server.url);
    let modified = || {
        ["2021-01-01-one.md", "2021-01-02-two.md"].map(|name| {
            fs::metadata(folder.path().join(name))
                .expect("a file")
                .modified()
                .expect("a time")
        })
    };
    let before = modified();
    assert_eq!(folder.fetch(&server.url)["unchanged"], 2);
    assert_eq!(modified(), before);
    let record = folder.fetch(&server.url);
    assert_eq!(
        (&record["updated"], &record["unchanged"]),
        (&1.into(), &1.into())
    );
    let files = folder.files();
    assert_eq!(files.len(), 2);
    assert!(files["2021-01-01-one.md"].contains("One, again"));
}

#[test]
fn entries_are_told_apart_and_together() {
    let server = Server::start(|request, count| {
        let guid = |guid: &str, link: &str| {
            format!("<item><title>Same</title><guid>{guid}</guid><link>{link}</link></item>")
        };
        let items = match request.path.as_str() {
            "/twice" => vec![
                guid("g", "https://example.com/1"),
                guid("g", "https://example.com/2"),
            ],
            "/churn" => vec![guid(&format!("g{count}"), "https://example.com/1")],
            _ => vec!["<item><description>No more than this.</description></item>".to_owned()],
        };
        answer("200 OK", &[], rss(&items))
    });
    for (path, count) in [("/twice", 2), ("/churn", 1), ("/bare", 1)] {
        let (folder, url) = (Folder::new(), format!("{}{path}", server.url));
        folder.fetch(&url);
        folder.fetch(&url);
        assert_eq!(folder.files().len(), count, "{path}: {:?}", folder.files());
    }
}

#[test]
fn hostile_titles_stay_in_the_folder() {
    let titles = [
        "../../etc/passwd",
        "/etc/passwd",
        "a\\..\\b",
        "CON",
        ".hidden",
        "{{ x }}",
        "&#0;&#27;[31m",
    ];
    let server = Server::start(move |_, _| {
        let items: Vec<String> = titles
            .iter()
            .enumerate()
            .map(|(number, title)| {
                format!("<item><title>{title}</title><guid>../{number}</guid></item>")
            })
            .collect();
        answer("200 OK", &[], rss(&items))
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch(&server.url)["new"], titles.len());
    assert_eq!(folder.files().len(), titles.len());
}

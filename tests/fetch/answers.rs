//! What an answer says, of whom, and from when on.

use std::io::Write;
use std::net::TcpListener;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::{Duration, SystemTime, UNIX_EPOCH};

use flate2::Compression;
use flate2::write::GzEncoder;
use serde_json::Value;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// A run over a long list takes hours.
#[test]
fn what_a_server_says_counts_from_its_answer_on() {
    let now = || {
        let since = SystemTime::now().duration_since(UNIX_EPOCH);
        since.expect("a time").as_secs()
    };
    let answered = Arc::<AtomicU64>::default();
    let time = Arc::clone(&answered);
    let server = Server::start(move |request, _| {
        // No event tells that the second is over in which the run began.
        std::thread::sleep(Duration::from_secs(1));
        time.fetch_max(now(), Ordering::Relaxed);
        let document = rss(&[item(1, "One")]);
        match request.path.as_str() {
            "/often" => answer("429 Too Many Requests", &["Retry-After: 3600"], ""),
            "/later" => answer("503 Later", &["Retry-After: 3600"], ""),
            _ => answer("200 OK", &["Cache-Control: max-age=3600"], document),
        }
    });
    for path in ["often", "later", "feed"] {
        let began = now();
        let record = Folder::new().fetch(&format!("{}/{path}", server.url));
        let not_before = record["not_before"].as_u64().expect("a time");
        let answered = answered.load(Ordering::Relaxed);
        if path == "feed" {
            // Whoever asks once an hour asks a feed that is fresh for an hour each time, in a list that is not too long.
            let expected = answered + 3240..began + 3600;
            assert!(expected.contains(&not_before), "{record} {expected:?}");
        } else {
            let earliest = answered + 3600;
            assert!(not_before >= earliest, "{record} {earliest}");
        }
    }
}

#[test]
fn what_an_address_leads_to_can_go_without_it() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/302" => answer("302 Found", &["Location: /410"], ""),
        "/301" => answer("301 Moved", &["Location: /410"], ""),
        _ => answer("410 Gone", &[], ""),
    });
    for (path, outcomes) in [
        ("/302", ["error", "error"]),
        ("/301", ["error", "error"]),
        ("/410", ["gone", "gone"]),
    ] {
        let folder = Folder::new();
        let url = format!("{}{path}", server.url);
        let fetched = [(); 2].map(|()| folder.fetch_with(&["--force"], &url));
        let is_known = |record: &Value| record["not_before"] != Value::Null;
        assert_eq!(
            fetched.each_ref().map(is_known),
            outcomes.map(|outcome| outcome != "gone")
        );
        assert_eq!(fetched.map(|record| record["outcome"].clone()), outcomes);
    }
}

#[test]
fn what_has_not_changed_is_known() {
    let server = Server::start(|_, count| match count {
        1 => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("304 Not Modified", &[], ""),
    });
    let folder = Folder::new();
    for outcome in ["error", "read", "not_modified"] {
        let record = folder.fetch_with(&["--force"], &server.url);
        assert_eq!(record["outcome"], outcome, "{record}");
    }
}

/// Names of codings are the same in [any case](https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1).
#[test]
fn what_is_packed_is_unpacked_or_refused() {
    let feed = rss(&[item(1, "One")]);
    let mut packer = GzEncoder::new(Vec::new(), Compression::default());
    packer.write_all(feed.as_bytes()).expect("a feed");
    let packed = packer.finish().expect("a feed");
    let [junk, marked, spaced] = ["junk", "\u{feff}", "\n "].map(|start| format!("{start}{feed}"));
    let half = &packed[..packed.len() / 2];
    let padded = [&packed[..], &[0; 100]].concat();
    let twice = [&packed[..], &packed].concat();
    let mut damaged = packed.clone();
    damaged[packed.len() - 8] ^= 1;
    let cut = "expected a whole document, found one that is cut off; its server packs it by gzip";
    let cut = Some(cut.to_owned());
    let refused = |coding: &str| {
        let wanted = "a document that is not packed, or whole by gzip, br or zstd";
        Some(format!("expected {wanted}, found `{coding}`"))
    };
    for (coding, body, error) in [
        ("gzip", &packed[..], None),
        ("GZIP", &packed, None),
        ("x-gzip", &packed, None),
        ("gzip", feed.as_bytes(), None),
        ("utf-8", feed.as_bytes(), None),
        ("x-gzip", feed.as_bytes(), None),
        ("GZIP", junk.as_bytes(), None),
        ("deflate", feed.as_bytes(), None),
        ("compress, x-gzip", marked.as_bytes(), None),
        ("BR", spaced.as_bytes(), None),
        ("BR", junk.as_bytes(), refused("BR")),
        ("gzip", &padded, None),
        ("gzip", &twice, None),
        ("binary", &packed, None),
        ("gzip", &damaged, refused("damaged gzip")),
        ("gzip", half, cut.clone()),
        ("X-Gzip", half, cut.clone()),
        ("binary", half, cut),
        ("x-compress", &packed, refused("x-compress")),
        ("gzip, x-gzip", &packed, refused("gzip, x-gzip")),
    ] {
        let body = body.to_owned();
        let header = format!("Content-Encoding: {coding}");
        let server = Server::start(move |_, _| answer("200 OK", &[&header], &body));
        let record = Folder::new().fetch(&server.url);
        assert_eq!(record["error"].as_str(), error.as_deref(), "{coding}");
    }
    for header in ["Content-Encoding: gzip", "Content-Encoding: x-gzip"] {
        let packed = packed.clone();
        let server = Server::start(move |_, _| answer("200 OK", &[header], &packed));
        let record = Folder::new().fetch_with(&["--max-size", "200"], &server.url);
        let error = "expected at most 200 bytes, found more; raise it with --max-size";
        assert_eq!(record["error"], error);
    }
}

#[test]
fn a_feed_that_is_gone_is_asked_again_on_demand_alone() {
    let server = Server::start(|_, count| match count {
        0 => answer("410 Gone", &[], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let folder = Folder::new();
    let options = [&[][..], &[], &["--force"], &[]];
    let fetched = options.map(|more| folder.fetch_with(more, &server.url)["outcome"].clone());
    assert_eq!(fetched, ["gone", "gone", "read", "read"]);
    assert_eq!(server.requests().len(), 3);
}

#[test]
fn a_failure_behind_a_redirect_says_where() {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a port");
    let closed = listener.local_addr().expect("an address");
    drop(listener);
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/status" => answer("301 Moved", &["Location: /404"], ""),
        "/text" => answer("301 Moved", &["Location: /empty"], ""),
        "/closed" => {
            let location = format!("Location: http://user:secret@{closed}/feed");
            answer("302 Found", &[&location], "")
        }
        "/empty" => answer("200 OK", &[], ""),
        _ => answer("404 Not Found", &[], ""),
    });
    let url = &server.url;
    for (path, expected) in [
        ("/404", "expected a document, found status 404".to_owned()),
        (
            "/status",
            format!("at {url}/404: expected a document, found status 404"),
        ),
        (
            "/text",
            format!("at {url}/empty: expected a feed, found an empty document"),
        ),
        (
            "/closed",
            format!("at http://{closed}/feed: cannot be asked: "),
        ),
    ] {
        let record = Folder::new().fetch(&format!("{url}{path}"));
        let error = record["error"].as_str().unwrap_or_default();
        assert!(error.starts_with(&expected), "{record}");
        assert!(!record.to_string().contains("secret"), "{record}");
    }
}

//! What outages leave behind: nothing that was not there before.

use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex};
use std::thread;

use super::addresses::page;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// By the second run without an answer, the other is known to fail, and stands for nobody.
#[test]
fn a_feed_that_is_listed_at_two_addresses_comes_once_after_an_outage_too() {
    for other in ["/moved", "/moved-for-good", "/page"] {
        for outages in 1..3 {
            let is_down = Arc::new(AtomicBool::new(false));
            let down = Arc::clone(&is_down);
            let server = Server::start(move |request, _| {
                if down.load(Ordering::Relaxed) {
                    return answer("503 Service Unavailable", &[], "");
                }
                match request.path.as_str() {
                    "/moved" => answer("302 Found", &["Location: /feed"], ""),
                    "/moved-for-good" => answer("301 Moved", &["Location: /feed"], ""),
                    "/page" => page("/feed"),
                    _ => answer("200 OK", &[], rss(&[item(1, "One")])),
                }
            });
            let folder = Folder::new();
            let urls = ["/feed", other].map(|path| format!("{}{path}", server.url));
            let run = || {
                let output = folder.run(&[], &urls);
                String::from_utf8(output.stdout).expect("UTF-8")
            };
            run();
            is_down.store(true, Ordering::Relaxed);
            for _ in 0..outages {
                run();
            }
            is_down.store(false, Ordering::Relaxed);
            run();
            let told = run();
            for outcome in ["read", "same"] {
                let outcome = format!("\"outcome\":\"{outcome}\"");
                assert!(told.contains(&outcome), "{other}, {outages}: {told}");
            }
            assert_eq!(folder.files().len(), 1, "{other}, {outages}");
        }
    }
}

/// The proxy stands for the network: who is down says nothing, and who is in large letters closes the connection.
#[test]
fn a_network_without_anybody_is_no_failure_of_feeds() {
    let down = Arc::new(Mutex::new(""));
    let hosts = Arc::clone(&down);
    let proxy = Server::start(move |request, _| {
        let host = &request.path.trim_start_matches("http://")[..1];
        let down = *hosts.lock().expect("no panic");
        while down.contains(host) {
            thread::park();
        }
        if down.contains(&host.to_uppercase()) {
            return Vec::new();
        }
        answer("200 OK", &[], rss(&[item(1, "One")]))
    });
    for (list, runs) in [
        // All of them are down.
        ("abc", &[("", "000"), ("abc", "000"), ("", "000")][..]),
        ("ab", &[("a", "10"), ("ab", "10")]),
        // There is somebody who answers.
        ("ab", &[("", "00"), ("a", "10"), ("b", "01")]),
        // None of them ever did, or they failed when somebody did.
        ("ab", &[("ab", "11")]),
        ("abc", &[("", "000"), ("ab", "110"), ("abc", "110")]),
        ("ab", &[("", "00"), ("Ab", "11")]),
        // Of one alone nobody knows.
        ("a", &[("", "0"), ("a", "1")]),
    ] {
        let folder = Folder::new();
        let urls = list.chars().map(|host| format!("http://{host}.example/"));
        let urls: Vec<String> = urls.collect();
        for (hosts, expected) in runs {
            *down.lock().expect("no panic") = hosts;
            let mut command = folder.command(&["--force", "--timeout", "1"], &urls);
            command.env("http_proxy", &proxy.url);
            command.output().expect("a run");
            let state = folder.path().join(".feedmatter/state.db");
            let connection = rusqlite::Connection::open(state).expect("a state");
            let sql = "SELECT group_concat(failures, '') FROM (SELECT * FROM feed ORDER BY url)";
            let failures: String = connection
                .query_row(sql, [], |row| row.get(0))
                .expect("feeds");
            assert_eq!(&failures, expected, "{list}, {hosts} down");
        }
    }
}

//! What outages leave behind: nothing that was not there before.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::addresses::page;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// By the second run without an answer, the other is known to fail, and stands for nobody.
#[test]
fn a_feed_that_is_listed_at_two_addresses_comes_once_after_an_outage_too() {
    for other in ["/moved", "/moved-for-good", "/page"] {
        for outages in 0..4 {
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

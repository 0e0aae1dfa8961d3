//! The addresses of `feedmatter fetch`: which are asked, what they are told, and which are remembered.

use super::{Folder, item, rss};
use crate::support::server::{Request, Server, answer};

/// A page that names a feed.
fn page(feed: &str) -> Vec<u8> {
    let html = format!(
        "<!doctype html><html><head><link rel=alternate type='application/rss+xml' href='{feed}'></head></html>"
    );
    answer("200 OK", &["Content-Type: text/html"], html)
}

/// A feed of one item, and with an archive.
fn with_archive(number: usize, archive: &str) -> String {
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

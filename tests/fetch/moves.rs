//! Feeds that move: for how long `feedmatter fetch` believes it, and what becomes of their entries.

use super::addresses::page;
use super::state::state;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// Makes the last look at the addresses of the user a long time ago.
fn age(folder: &Folder) {
    let state = state(folder);
    let days = 31;
    let sql = format!("UPDATE feed SET own_asked = own_asked - {days} * 86400");
    state.execute_batch(&sql).expect("a state");
}

fn paths(server: &Server) -> Vec<String> {
    let requests = server.requests().into_iter();
    requests.map(|request| request.path).collect()
}

/// The copy elsewhere stays as it was, and says so.
#[test]
fn a_feed_that_moves_back_is_found() {
    for is_forced in [false, true] {
        let server = Server::start(|request, count| match (request.path.as_str(), count) {
            ("/own", 0) => answer("301 Moved", &["Location: /other"], ""),
            ("/own", _) => answer("200 OK", &["ETag: \"2\""], rss(&[item(2, "Two")])),
            _ if request.header("if-none-match").is_some() => answer("304 Not Modified", &[], ""),
            _ => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
        });
        let (folder, url) = (Folder::new(), format!("{}/own", server.url));
        assert_eq!(folder.fetch(&url)["outcome"], "read");
        assert_eq!(folder.fetch(&url)["outcome"], "not_modified");
        let record = if is_forced {
            folder.fetch_with(&["--force"], &url)
        } else {
            age(&folder);
            folder.fetch(&url)
        };
        assert_eq!(record["new"], 1, "{record}");
        assert_eq!(record["moved_to"], serde_json::Value::Null);
        folder.fetch(&url);
        let requests = server.requests();
        let asked: Vec<(&str, Option<&str>)> = requests
            .iter()
            .map(|request| (request.path.as_str(), request.header("if-none-match")))
            .collect();
        let first = [("/own", None), ("/other", None), ("/other", Some("\"1\""))];
        // What is known of the copy says nothing of the feed.
        let then = [("/own", None), ("/own", Some("\"2\""))];
        assert_eq!(asked, [&first[..], &then].concat());
    }
}

/// Many who move give up the address of before some day.
#[test]
fn a_feed_stays_where_it_is_whatever_becomes_of_its_old_address() {
    for status in [
        "301 Moved",
        "404 Not Found",
        "410 Gone",
        "503 Oops",
        "200 OK",
        "page",
    ] {
        let server = Server::start(move |request, count| match (request.path.as_str(), count) {
            ("/own", 1) if status == "page" => page("/spam"),
            ("/own", 1) if status == "200 OK" => answer(status, &[], "For sale."),
            ("/own", 1) if status != "301 Moved" => answer(status, &["Retry-After: 9999"], ""),
            ("/own", _) => answer("301 Moved", &["Location: /other"], ""),
            ("/other", _) => answer("200 OK", &["ETag: \"1\""], rss(&[item(1, "One")])),
            _ => answer("200 OK", &[], rss(&[item(2, "Spam")])),
        });
        let (folder, url) = (Folder::new(), format!("{}/own", server.url));
        folder.fetch(&url);
        age(&folder);
        for _ in 0..2 {
            let record = folder.fetch(&url);
            assert_eq!(record["outcome"], "read", "{status}: {record}");
            let other = format!("{}/other", server.url);
            assert_eq!(record["moved_to"], other, "{status}");
        }
        let asked = ["/own", "/other", "/own", "/other", "/other"];
        assert_eq!(paths(&server), asked, "{status}");
        assert_eq!(folder.files().len(), 1, "{status}");
    }
}

/// What a page names holds no longer than what a redirect says.
#[test]
fn a_page_that_moves_and_moves_back_is_followed() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/own", 0) => answer("301 Moved", &["Location: /page"], ""),
        ("/own", _) => page("/new"),
        ("/page", _) => page("/old"),
        ("/old", _) => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("200 OK", &[], rss(&[item(1, "One"), item(2, "Two")])),
    });
    let (folder, url) = (Folder::new(), format!("{}/own", server.url));
    folder.fetch(&url);
    folder.fetch(&url);
    age(&folder);
    assert_eq!(folder.fetch(&url)["new"], 1);
    folder.fetch(&url);
    let asked = ["/own", "/page", "/old", "/old", "/own", "/new", "/new"];
    assert_eq!(paths(&server), asked);
}

/// An item without an identity but its link.
fn at(link: &str, number: usize) -> String {
    let id = format!("<guid>id-{number}</guid>");
    let own = format!("https://example.com/{number}");
    item(number, "Title").replace(&id, "").replace(&own, link)
}

#[test]
fn entries_that_move_with_their_feed_keep_their_files() {
    let server = Server::start(|request, count| {
        let port = request.header("host").and_then(|host| host.split_once(':'));
        let (_, port) = port.expect("a port");
        let items = |host: &str| [1, 2].map(|n| at(&format!("http://{host}/p/{n}"), n));
        match (request.path.as_str(), count) {
            ("/moved", 0) | ("/still", 0) => answer("200 OK", &[], rss(&items("a.example"))),
            ("/still", _) => answer("200 OK", &[], rss(&items("b.example"))),
            ("/moved", _) => {
                let location = format!("Location: http://localhost:{port}/new");
                answer("301 Moved", &[&location], "")
            }
            _ => answer("200 OK", &[], rss(&items("b.example"))),
        }
    });
    for (path, new, updated) in [("moved", 0, 2), ("still", 2, 0)] {
        let (folder, url) = (Folder::new(), format!("{}/{path}", server.url));
        folder.fetch(&url);
        let record = folder.fetch_with(&["--allow-host", "localhost"], &url);
        assert_eq!(record["new"], new, "{record}");
        assert_eq!(record["updated"], updated, "{record}");
        let record = folder.fetch_with(&["--allow-host", "localhost"], &url);
        assert_eq!(record["unchanged"], 2, "{record}");
    }
}

#[test]
fn an_entry_has_one_place_however_its_link_ends() {
    for (first, second, files) in [
        ("https://a.example/1", "https://a.example/1/", 1),
        (
            "https://a.example/1?utm_source=rss&amp;a=b&amp;utm_campaign=1",
            "https://www.a.example/1/?utm_source=rss&amp;a=b&amp;utm_campaign=2",
            1,
        ),
        ("https://a.example/1?a=b", "https://a.example/1?a=c", 2),
        ("https://a.example/1#b", "https://a.example/1#c", 2),
        ("https://a.example/", "https://b.example/", 2),
    ] {
        let server = Server::start(move |_, count| {
            let link = if count == 0 { first } else { second };
            answer("200 OK", &[], rss(&[at(link, 1)]))
        });
        let folder = Folder::new();
        for _ in 0..3 {
            folder.fetch(&server.url);
        }
        assert_eq!(folder.files().len(), files, "{first} {second}");
    }
}

/// A letter may say the same each week, and is another one in each campaign.
#[test]
fn entries_of_different_campaigns_and_dates_are_others() {
    let server = Server::start(|_, count| {
        let link = format!("https://a.example/letter?utm_campaign=w{count}");
        let letter = item(1 + count, "Out")
            .replace("</title>", "</title><description>Read it.</description>");
        let own = format!("https://example.com/{}", 1 + count);
        answer("200 OK", &[], rss(&[letter.replace(&own, &link)]))
    });
    let folder = Folder::new();
    for files in 1..3 {
        folder.fetch(&server.url);
        assert_eq!(folder.files().len(), files);
    }
}

//! Whose a file is: what the user puts in the place of one of ours is none.

use std::fs;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use super::addresses::page;
use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

#[test]
fn a_file_of_the_user_s_own_is_none_of_the_feed() {
    let server = Server::start(|_, count| {
        let more = "<description>Buy now</description><category>ads</category></item>";
        let item = match count {
            0 => item(1, "One"),
            _ => item(1, "One").replace("</item>", more),
        };
        answer("200 OK", &[], rss(&[item]))
    });
    for own in [
        "---\ntitle: \"My own\"\n---\n\nMy text.\n",
        "---\ntitle: \"My own\"\nfeed:\n  url: \"https://example.com/feed\"\n---\n",
    ] {
        let folder = Folder::new();
        let url = format!("{}/{}", server.url, own.len());
        folder.fetch(&url);
        let file = folder.path().join("2021-01-01-one.md");
        fs::remove_file(&file).expect("a file");
        fs::write(&file, own).expect("a file");
        let record = folder.fetch(&url);
        assert_eq!(
            (&record["updated"], &record["kept"]),
            (&0.into(), &1.into())
        );
        assert_eq!(fs::read_to_string(&file).expect("a text"), own);
        assert_eq!(folder.files().len(), 1);
    }
}

#[test]
fn a_file_that_the_user_has_renamed_is_not_that_of_its_new_name() {
    let server = Server::start(|request, count| {
        let feed = request.path.trim_start_matches('/');
        let title = match count {
            0 => "Same".to_owned(),
            _ => format!("Other of {feed}"),
        };
        // The guids are the same in both.
        let text = format!("<description>Of {feed}</description></item>");
        let item = item(1, &title).replace("</item>", &text);
        answer("200 OK", &[], rss(&[item]))
    });
    let urls = ["p", "q"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    folder.run(&[], &urls);
    let name = "2021-01-01-same.md";
    let files = folder.files();
    let (other, text) = files.iter().find(|(own, _)| *own != name).expect("a file");
    fs::rename(folder.path().join(other), folder.path().join(name)).expect("a file");
    for touched in [text.clone(), text.replace("title:", "own: 1\ntitle:")] {
        fs::write(folder.path().join(name), &touched).expect("a file");
        folder.run(&[], &urls);
        assert_eq!(folder.files()[name], touched);
    }
}

#[test]
fn a_file_stays_that_of_an_entry_with_a_new_guid_and_a_feed_with_a_new_address() {
    let server = Server::start(|request, count| match request.path.as_str() {
        "/old" => answer("301 Moved", &["Location: /new"], ""),
        _ => answer(
            "200 OK",
            &[],
            rss(&[item(1, "One").replace("id-1", &format!("new-{count}"))]),
        ),
    });
    let folder = Folder::new();
    let [old, new] = ["old", "new"].map(|path| format!("{}/{path}", server.url));
    folder.fetch(&old);
    let (name, text) = folder.files().pop_first().expect("a file");
    let file = folder.path().join(&name);
    fs::write(&file, text.replace("---\nid", "---\nown: 1\nid")).expect("a file");
    let record = folder.fetch(&new);
    assert_eq!((&record["new"], &record["updated"]), (&0.into(), &1.into()));
    let text = fs::read_to_string(&file).expect("a text");
    for part in ["own: 1\nid: new-1\n", &format!("url: \"{new}\"")] {
        assert!(text.contains(part), "{text}");
    }
}

#[test]
fn a_feed_that_is_listed_as_encrypted_keeps_its_files() {
    let server = Server::start(|_, _| answer("200 OK", &[], rss(&[item(1, "One")])));
    let folder = Folder::new();
    folder.fetch(&server.url);
    // Nobody answers here, but by then it has them.
    let url = server.url.replace("http:", "https:");
    assert_eq!(folder.fetch(&url)["outcome"], "error");
    let state = folder.path().join(".feedmatter/state.db");
    let connection = rusqlite::Connection::open(state).expect("a state");
    let sql = "SELECT url FROM feed JOIN entry ON entry.feed = feed.id";
    let owner: String = connection
        .query_row(sql, [], |row| row.get(0))
        .expect("an entry");
    assert_eq!(owner, url);
    drop(connection);
    assert_eq!(folder.fetch(&server.url)["new"], 0);
}

#[test]
fn whoever_lists_the_old_address_of_a_feed_has_its_entries() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/new" => answer("200 OK", &[], rss(&[item(1, "One")])),
        _ => answer("301 Moved", &["Location: /new"], ""),
    });
    let folder = Folder::new();
    let [old, new] = ["old", "new"].map(|path| format!("{}/{path}", server.url));
    folder.fetch(&new);
    for (url, named, updated) in [
        (&old, &old, 1),
        (&new, &new, 1),
        // Whoever has two lists by turns has one file.
        (&old, &new, 0),
        (&new, &new, 0),
        (&old, &new, 0),
    ] {
        let record = folder.fetch(url);
        assert_eq!(
            (&record["new"], &record["updated"]),
            (&0.into(), &updated.into())
        );
        let files = folder.files();
        assert_eq!(files.len(), 1);
        let text = files.values().next().expect("a file");
        assert!(text.contains(&format!("url: \"{named}\"")), "{text}");
    }
}

#[test]
fn a_feed_that_moves_to_another_of_the_list_brings_nothing_of_it() {
    let server = Server::start(|request, count| match (request.path.as_str(), count) {
        ("/a", 0) => answer("200 OK", &[], rss(&[item(1, "One")])),
        ("/a", _) => answer("301 Moved", &["Location: /b"], ""),
        _ => answer("200 OK", &[], rss(&[item(2, "Two")])),
    });
    let folder = Folder::new();
    let urls = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    for _ in 0..3 {
        folder.run(&[], &urls);
        assert_eq!(folder.files().len(), 2);
    }
    server.requests();
    folder.run(&[], &urls);
    let requests = server.requests();
    assert_eq!(requests.len(), 1, "{requests:?}");
}

#[test]
fn a_new_address_beside_the_one_that_moved_there_brings_nothing_twice() {
    for (first, second) in [("/a", "/b"), ("/b", "/a"), ("/p", "/b"), ("/b", "/p")] {
        for (etag, jobs) in [(true, "1"), (false, "8")] {
            let count = Arc::new(AtomicUsize::new(1));
            let now = Arc::clone(&count);
            let server = Server::start(move |request, _| match request.path.as_str() {
                "/a" => answer("301 Moved", &["Location: /b"], ""),
                "/p" => page("/b"),
                _ => {
                    let count = now.load(Ordering::Relaxed);
                    let header = format!("ETag: \"{count}\"");
                    let known = request.header("if-none-match");
                    if etag && known == header.strip_prefix("ETag: ") {
                        return answer("304 Not Modified", &[], "");
                    }
                    let items: Vec<String> = (1..=count).map(|id| item(id, "Title")).collect();
                    answer("200 OK", &[&header], rss(&items))
                }
            });
            let folder = Folder::new();
            let urls = [first, second].map(|path| format!("{}{path}", server.url));
            let mut turned = urls.clone();
            turned.reverse();
            for (list, news) in [
                (&urls[..1], 1),
                (&urls[..], 1),
                (&turned[..], 2),
                (&urls[..], 3),
                (&urls[1..], 4),
                (&turned[..], 5),
            ] {
                count.store(news, Ordering::Relaxed);
                folder.run(&["--jobs", jobs], list);
                let files = folder.files();
                assert_eq!(files.len(), news, "{first} {second} {etag}: {files:?}");
            }
        }
    }
}

#[test]
fn a_feed_that_moves_to_one_that_is_new_keeps_its_entries() {
    let has_moved = Arc::new(AtomicBool::new(false));
    let moved = Arc::clone(&has_moved);
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/a" if moved.load(Ordering::Relaxed) => answer("301 Moved", &["Location: /b"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let [old, new] = ["a", "b"].map(|path| format!("{}/{path}", server.url));
    for jobs in ["1", "8"] {
        has_moved.store(false, Ordering::Relaxed);
        let folder = Folder::new();
        folder.fetch(&old);
        has_moved.store(true, Ordering::Relaxed);
        server.requests();
        folder.run(&["--jobs", jobs], &[new.clone(), old.clone()]);
        let requests = server.requests().into_iter();
        let asked: Vec<String> = requests.map(|request| request.path).collect();
        assert_eq!(asked, ["/a", "/b", "/b"]);
        assert_eq!(folder.files().len(), 1);
    }
}

#[test]
fn what_leads_to_another_for_good_is_not_asked_again() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/a" => answer("301 Moved", &["Location: /b"], ""),
        "/c" => answer("302 Found", &["Location: /b"], ""),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let urls = ["a", "b", "c"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    for expected in [&["/a", "/b", "/c"][..], &["/b", "/c"], &["/b", "/c"]] {
        folder.run(&[], &urls);
        let requests = server.requests().into_iter();
        let mut asked: Vec<String> = requests.map(|request| request.path).collect();
        asked.sort();
        assert_eq!(asked, expected);
        assert_eq!(folder.files().len(), 1);
    }
}

#[test]
fn a_page_is_one_still_once_its_feed_is_taken_off_the_list() {
    let server = Server::start(|request, _| match request.path.as_str() {
        "/page" => page("/feed"),
        _ => answer("200 OK", &[], rss(&[item(1, "One")])),
    });
    let urls = ["page", "feed"].map(|path| format!("{}/{path}", server.url));
    let folder = Folder::new();
    folder.run(&[], &urls);
    for url in [&urls[0], &urls[0], &urls[1], &urls[0]] {
        assert_eq!(folder.fetch(url)["outcome"], "read", "{url}");
        assert_eq!(folder.files().len(), 1);
    }
}

/// The file has a hash of what we wrote, and no more.
#[test]
fn whose_a_change_is_is_found_out_without_a_state() {
    let server = Server::start(|request, count| {
        let of = |path: &str| {
            if request.path.contains(path) {
                count
            } else {
                0
            }
        };
        let more = format!(
            "<description>Text {0}</description><category>c{0}</category></item>",
            of("text")
        );
        let item = item(1, &format!("Title {}", of("title")));
        answer("200 OK", &[], rss(&[item.replace("</item>", &more)]))
    });
    let one = "is not as in the feed, and stays as it is: it may be yours";
    let several = "are not as in the feed, and stay as they are: some of it may be yours";
    for (path, warning) in [
        ("/text", None),
        ("/title", Some(format!("title` {one}"))),
        (
            "/title+text",
            Some(format!("title`, `excerpt` and `topics` {several}")),
        ),
    ] {
        let (folder, url) = (Folder::new(), format!("{}{path}", server.url));
        folder.fetch(&url);
        let (name, text) = folder.files().pop_first().expect("a file");
        let own = text.replace("Title 0", "Mine");
        let own = own.replace("topics:", "own: 1 # too\ntopics:");
        fs::write(folder.path().join(&name), &own).expect("a file");
        fs::remove_dir_all(folder.path().join(".feedmatter")).expect("a state");
        let record = folder.fetch(&url);
        let warnings = warning
            .iter()
            .map(|warning| format!("`{name}`: `{warning}"));
        let warnings: Vec<String> = warnings.collect();
        assert_eq!(record["warnings"], serde_json::json!(warnings));
        let new = folder.files().remove(&name).expect("a file");
        if path == "/text" {
            let hash = |text: &str| text[text.find("hash: ").expect("a hash")..].to_owned();
            let expected = own.replace("Text 0", "Text 1").replace("- c0", "- c1");
            assert_eq!(new, expected.replace(&hash(&own), &hash(&new)));
        } else {
            assert_eq!(new, own);
        }
    }
}

/// The user has found out where it is now: nothing that came from there leads here.
#[test]
fn a_feed_of_the_same_entries_at_another_address_is_the_one_that_was_listed() {
    let numbered = |numbers: &[usize]| -> Vec<String> {
        let item = |number: &usize| item(*number, &format!("No {number}"));
        numbers.iter().map(item).collect()
    };
    let server = Server::start(move |request, _| {
        let items = match request.path.as_str() {
            "/old" | "/same" => numbered(&[3, 2, 1]),
            "/new" => numbered(&[4, 3, 2]),
            "/planet" => numbered(&[7, 6, 3, 2]),
            "/guids" => numbered(&[3, 2, 1])
                .into_iter()
                .map(|item| item.replace("example.com/", "example.com/other/"))
                .collect(),
            _ => Vec::new(),
        };
        answer("200 OK", &["ETag: \"1\""], rss(&items))
    });
    let url = |path: &str| format!("{}/{path}", server.url);
    for (before, now, new) in [
        (&["old"][..], &["new"][..], 1),
        // It is listed still.
        (&["old"], &["old", "new"], 3),
        // Half of it is that of others.
        (&["old"], &["planet"], 4),
        // Its guids are numbers.
        (&["old"], &["guids"], 3),
        // Either could be it.
        (&["old", "same"], &["new"], 3),
        (&["old"], &["empty"], 0),
    ] {
        let folder = Folder::new();
        let urls = |paths: &[&str]| paths.iter().map(|path| url(path)).collect::<Vec<_>>();
        folder.run(&[], &urls(before));
        let deleted = "2021-01-02-no-2.md";
        let kept = folder.files();
        fs::remove_file(folder.path().join(deleted)).expect("a file");
        folder.run(&[], &urls(now));
        let files = folder.files();
        assert_eq!(
            files.len(),
            kept.len() - 1 + new,
            "{before:?}, then {now:?}"
        );
        if new == 1 {
            assert_eq!(files.get(deleted), None);
            assert!(files["2021-01-03-no-3.md"].contains("/new\"\n"));
            // Whoever has two lists by turns, or loses the state, has one file.
            for (more, path) in [
                (&[][..], "old"),
                (&[], "new"),
                (&["--rebuild-state"], "new"),
            ] {
                folder.run(more, &urls(&[path]));
                let restored = usize::from(more.len() == 1);
                assert_eq!(folder.files().len(), files.len() + restored);
            }
        }
    }
}

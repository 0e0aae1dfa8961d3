//! Counters in entries: they change all the time, and no file is written anew for them alone.

use std::fs;

use serde_json::Value;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// Returns a feed with one entry: of that title, and with so many comments and views.
fn counting(title: &str, count: usize) -> String {
    let counters = format!(
        "<s:comments>{count}</s:comments><s:section>S</s:section><m:community><m:statistics views=\"{count}\"/></m:community></item>"
    );
    let namespaces = "<rss xmlns:s=\"http://purl.org/rss/1.0/modules/slash/\" xmlns:m=\"http://search.yahoo.com/mrss/\"";
    let item = item(1, title).replace("</item>", &counters);
    rss(&[item]).replace("<rss", namespaces)
}

/// A server whose feed has a new title at the fourth request, and other counters at each.
fn server() -> Server {
    Server::start(|_, count| {
        let title = if count < 3 { "One" } else { "Two" };
        answer("200 OK", &[], counting(title, 70 + count))
    })
}

fn counts(record: &Value) -> [u64; 3] {
    ["updated", "unchanged", "kept"].map(|name| record[name].as_u64().expect("a number"))
}

#[test]
fn a_file_is_not_written_anew_for_counters_alone() {
    for options in [
        ["article", "yaml"],
        ["hugo", "toml"],
        ["zola", "yaml"],
        ["hugo", "json"],
    ] {
        let (server, folder) = (server(), Folder::new());
        folder.fetch_in(options, &server.url);
        let first = folder.files();
        for _ in 0..2 {
            let record = folder.fetch_in(options, &server.url);
            assert_eq!(counts(&record), [0, 1, 0], "{options:?} {record}");
            assert_eq!(folder.files(), first, "{options:?}");
        }
        // With what else has changed, they come.
        let record = folder.fetch_in(options, &server.url);
        assert_eq!(counts(&record), [1, 0, 0], "{options:?} {record}");
        let (_, text) = folder.files().pop_first().expect("a file");
        for part in ["Two", ">73</slash:comments>", "views=\\\"73\\\""] {
            assert!(text.contains(part), "{options:?} {text}");
        }
        let record = folder.fetch_in(options, &server.url);
        assert_eq!(counts(&record), [0, 1, 0], "{options:?} {record}");
    }
}

#[test]
fn nor_is_one_that_its_user_has_edited() {
    let (server, folder) = (server(), Folder::new());
    folder.fetch(&server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    let path = folder.path().join(&name);
    let own = text.replace("---\nid", "---\n# Mine.\nown: 1\nid");
    fs::write(&path, &own).expect("a file");
    for _ in 0..2 {
        let record = folder.fetch(&server.url);
        assert_eq!(counts(&record), [0, 1, 0], "{record}");
        assert_eq!(fs::read_to_string(&path).expect("a text"), own);
    }
    let record = folder.fetch(&server.url);
    assert_eq!(counts(&record), [1, 0, 0], "{record}");
    let hash = |text: &str| text[text.find("hash: ").expect("a hash")..].to_owned();
    let written = fs::read_to_string(&path).expect("a text");
    let expected = own
        .replace("One", "Two")
        .replace(">70<", ">73<")
        .replace("\"70", "\"73")
        .replace(&hash(&own), &hash(&written));
    assert_eq!(written, expected.replace("views=\\\"70", "views=\\\"73"));
}

#[test]
fn nor_is_one_whose_state_is_lost() {
    let (server, folder) = (server(), Folder::new());
    folder.fetch(&server.url);
    let first = folder.files();
    fs::remove_dir_all(folder.path().join(".feedmatter")).expect("a state");
    for _ in 0..2 {
        let record = folder.fetch(&server.url);
        assert_eq!(counts(&record), [0, 1, 0], "{record}");
        assert_eq!(folder.files(), first);
    }
    assert_eq!(counts(&folder.fetch(&server.url)), [1, 0, 0]);
}

//! Which entry is which, from one run to the next: nothing is written over another, and nothing comes twice.

use std::fs;

use super::{Folder, rss};
use crate::support::server::{Server, answer};

/// An item at the page that all of them have, with more elements. Its title is its day.
fn at_page(day: usize, more: &str) -> String {
    let title = ["One", "Two", "Three", "Four"][day - 1];
    format!(
        "<item><title>{title}</title><link>https://example.com/</link>\
         <pubDate>Sat, 0{day} Jan 2021 03:04:05 GMT</pubDate>{more}</item>"
    )
}

/// A server whose feed holds these items, one list a run; the last list stays.
fn runs(lists: Vec<Vec<String>>) -> Server {
    Server::start(move |_, count| answer("200 OK", &[], rss(&lists[count.min(lists.len() - 1)])))
}

#[test]
fn a_copy_of_a_file_is_not_taken_for_it() {
    let item = |body| at_page(1, &format!("<description>{body}</description>"));
    let server = runs(vec![vec![item("old")], vec![item("young")]]);
    let folder = Folder::new();
    folder.fetch(&server.url);
    let path = |name| folder.path().join(name);
    fs::copy(path("2021-01-01-one.md"), path("copy.md")).expect("a copy");
    assert_eq!(
        folder.fetch_with(&["--rebuild-state"], &server.url)["updated"],
        1
    );
    let files = folder.files();
    assert!(files["2021-01-01-one.md"].contains("young"), "{files:?}");
    assert!(files["copy.md"].contains("old"), "{files:?}");
}

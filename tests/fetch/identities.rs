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
fn items_that_share_their_identity_are_told_apart_by_what_they_say() {
    for more in ["", "<guid>https://example.com/</guid>", "<guid>show</guid>"] {
        let items = [1, 2, 3, 3].map(|day| at_page(day, more));
        let server = runs(vec![items.to_vec()]);
        let folder = Folder::new();
        // Whichever of them are wanted.
        assert_eq!(folder.fetch_with(&["--limit", "1"], &server.url)["new"], 1);
        let record = folder.fetch(&server.url);
        assert_eq!(
            (&record["new"], &record["unchanged"]),
            (&2.into(), &1.into()),
            "{more}"
        );
        assert_eq!(folder.fetch(&server.url)["unchanged"], 3, "{more}");
        let reversed: Vec<String> = items.into_iter().rev().collect();
        let reversed = runs(vec![reversed]);
        let other = Folder::new();
        other.fetch(&reversed.url);
        let names = |folder: &Folder| folder.files().into_keys().collect::<Vec<_>>();
        assert_eq!(names(&folder), names(&other), "{more}");
        assert_eq!(names(&folder).len(), 3, "{more}");
    }
}

#[test]
fn an_older_version_in_an_archive_is_the_same_entry() {
    let page = |body: &str, link: &str| {
        let item = at_page(1, &format!("<description>{body}</description>"));
        rss(&[item]).replace("<description>D", &format!("{link}<description>D"))
    };
    let server = Server::start(move |request, _| match request.path.as_str() {
        "/" => {
            let link = "<atom:link xmlns:atom='http://www.w3.org/2005/Atom' rel='prev-archive' href='/2'/>";
            answer("200 OK", &[], page("young", link))
        }
        _ => answer("200 OK", &[], page("old", "")),
    });
    let folder = Folder::new();
    assert_eq!(folder.fetch_with(&["--history"], &server.url)["new"], 1);
    let files = folder.files();
    assert!(files["2021-01-01-one.md"].contains("young"), "{files:?}");
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

//! Which entry is which, from one run to the next: nothing is written over another, and nothing comes twice.

use std::fs;

use super::{Folder, rss};
use crate::support::server::{Server, answer};

/// An item at the page that all of them have, with more elements. Its title is its day.
fn at_page(day: usize, more: &str) -> String {
    let title = ["One", "Two", "Three", "Four"][day - 1];
    format!(
        "<item><title>{title}</title><link>https://example.com/show</link>\
         <pubDate>Sat, 0{day} Jan 2021 03:04:05 GMT</pubDate>{more}</item>"
    )
}

/// A server whose feed holds these items, one list a run; the last list stays.
fn runs(lists: Vec<Vec<String>>) -> Server {
    Server::start(move |_, count| answer("200 OK", &[], rss(&lists[count.min(lists.len() - 1)])))
}

#[test]
fn episodes_with_one_page_keep_their_files() {
    let episode = |day| at_page(day, &format!("<guid>episode-{day}</guid>"));
    let server = runs(vec![
        vec![episode(1)],
        vec![episode(2)],
        vec![episode(4), episode(3)],
    ]);
    let folder = Folder::new();
    folder.fetch(&server.url);
    let first = folder.files();
    for count in [1, 2] {
        assert_eq!(folder.fetch(&server.url)["new"], count);
    }
    let files = folder.files();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    let expected = [
        "2021-01-01-one.md",
        "2021-01-02-two.md",
        "2021-01-03-three.md",
        "2021-01-04-four.md",
    ];
    assert_eq!(names, expected);
    assert_eq!(files[expected[0]], first[expected[0]]);
}

#[test]
fn entries_with_new_guids_keep_their_files() {
    let item = |day, guid: &str, body: &str| {
        let more = format!("<guid>{guid}</guid><description>{body}</description>");
        at_page(day, &more)
    };
    let late = |guid: &str| item(3, guid, "three").replace("03:04:05", "04:05:06");
    let server = runs(vec![
        vec![
            item(1, "old-1", "one"),
            item(2, "old-2", "two"),
            late("old-3"),
        ],
        // In another order; one has another body, and one another date.
        vec![
            item(3, "new-3", "three"),
            item(2, "new-2", "two"),
            item(1, "new-1", "uno"),
        ],
    ]);
    let folder = Folder::new();
    folder.fetch(&server.url);
    let names: Vec<String> = folder.files().into_keys().collect();
    assert_eq!(folder.fetch(&server.url)["updated"], 3);
    let files = folder.files();
    assert_eq!(files.keys().cloned().collect::<Vec<_>>(), names);
    for (name, parts) in names.iter().zip([
        ["title: \"One\"", "id: new-1", "uno"],
        ["title: \"Two\"", "id: new-2", "two"],
        ["title: \"Three\"", "id: new-3", "three"],
    ]) {
        for part in parts {
            assert!(files[name].contains(part), "{}", files[name]);
        }
    }
    assert_eq!(folder.fetch(&server.url)["unchanged"], 3);
}

#[test]
fn who_is_like_several_is_none_of_them() {
    let item = |guid| at_page(1, &format!("<guid>{guid}</guid>"));
    let server = runs(vec![
        vec![item("a")],
        vec![item("b"), item("c")],
        vec![item("d")],
    ]);
    let folder = Folder::new();
    for count in [1, 3, 4] {
        folder.fetch(&server.url);
        assert_eq!(folder.files().len(), count);
    }
}

#[test]
fn who_is_left_out_is_still_there() {
    let item = |guid| at_page(1, &format!("<guid>{guid}</guid>"));
    let server = runs(vec![vec![item("a")], vec![item("b"), item("a")]]);
    let folder = Folder::new();
    folder.fetch(&server.url);
    assert_eq!(folder.fetch_with(&["--limit", "1"], &server.url)["new"], 1);
    assert_eq!(folder.files().len(), 2);
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
fn an_identity_that_is_shared_only_now_and_then_doubles_nothing() {
    let body = |text: &str| format!("<description>{text}</description>");
    let (one, two) = (at_page(1, &body("a")), at_page(2, &body("b")));
    let server = runs(vec![
        vec![one.clone()],
        vec![two.clone(), one],
        vec![two.clone()],
        vec![two, at_page(1, &body("changed"))],
    ]);
    let folder = Folder::new();
    folder.fetch(&server.url);
    for _ in 0..3 {
        folder.fetch(&server.url);
        let names: Vec<String> = folder.files().into_keys().collect();
        assert_eq!(names, ["2021-01-01-one.md", "2021-01-02-two.md"]);
    }
    let files = folder.files();
    let (first, second) = (&files["2021-01-01-one.md"], &files["2021-01-02-two.md"]);
    assert!(first.contains("changed"), "{first}");
    assert!(second.contains("title: \"Two\""), "{second}");
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

#[test]
fn entries_of_a_site_that_begins_to_encrypt_keep_their_files() {
    let server = Server::start(|request, count| {
        let at = match (count, request.path.as_str()) {
            (0, _) => "http://www.example.com/",
            (_, "/www") => "https://example.com/",
            _ => "https://www.example.com/",
        };
        // One has a text that goes on, and one none at all.
        let items = [1, 2].map(|day| {
            let item = at_page(day, &format!("<guid>{at}{day}</guid>"));
            item.replace("https://example.com/show<", &format!("{at}{day}<"))
        });
        let text = format!("<description>Text {count}</description></item>");
        answer(
            "200 OK",
            &[],
            rss(&[items[0].replace("</item>", &text), items[1].clone()]),
        )
    });
    for path in ["/", "/www"] {
        let folder = Folder::new();
        let url = format!("{}{path}", server.url);
        folder.fetch(&url);
        let names: Vec<String> = folder.files().into_keys().collect();
        assert_eq!(folder.fetch(&url)["updated"], 2, "{path}");
        assert_eq!(folder.files().into_keys().collect::<Vec<_>>(), names);
    }
}

/// The word of the day: its page is that of the site, and tells nothing of it.
#[test]
fn the_address_of_the_site_is_no_identity() {
    for (link, count) in [
        ("https://example.com/", 3),
        ("http://www.example.com", 3),
        ("https://example.com/word", 1),
    ] {
        let word = |day: usize| {
            let text = format!("<description>Text {day}</description>");
            at_page(day, &text).replace("https://example.com/show", link)
        };
        let server = runs(vec![
            vec![word(1)],
            vec![word(2)],
            vec![word(2).replace("Text", "Better text")],
            vec![word(3)],
        ]);
        let folder = Folder::new();
        for _ in 0..5 {
            folder.fetch(&server.url);
        }
        let files = folder.files();
        assert_eq!(files.len(), count, "{link}: {files:?}");
        let said = |text: &str| files.values().filter(|file| file.contains(text)).count();
        assert_eq!(said("Text 3"), 1);
        assert_eq!(said("Better text 2"), count / 2);
        assert_eq!(said("Text 2"), 0);
    }
}

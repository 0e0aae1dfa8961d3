//! Entries to which their feed gives no date: they have the one on which they were seen first.

use std::fs;

use serde_json::Value;

use super::{Folder, item, rss};
use crate::support::server::{Server, answer};

/// An item without a date.
fn undated(number: usize, title: &str) -> String {
    let item = item(number, title);
    let (start, rest) = item.split_once("<pubDate>").expect("a date");
    let (_, end) = rest.split_once("</pubDate>").expect("a date");
    format!("{start}{end}")
}

/// A server whose feed holds these items, one list a run.
fn runs(lists: Vec<Vec<String>>) -> Server {
    Server::start(move |_, count| answer("200 OK", &[], rss(&lists[count])))
}

/// Runs the program; names have no date of today.
fn fetch(folder: &Folder, [dialect, fences]: [&str; 2], url: &str) -> Value {
    let language = ["--dialect", dialect, "--fences", fences];
    folder.fetch_with(&[&language[..], &["--filename", "{slug}"]].concat(), url)
}

/// Returns the line of a file with the date.
fn date(text: &str) -> &str {
    let mut lines = text.lines();
    let line = lines.find(|line| {
        let key = line.trim_start_matches([' ', '"']);
        key.starts_with("publishedDateTime") || key.starts_with("date")
    });
    line.unwrap_or_else(|| panic!("no date in {text}"))
}

#[test]
fn a_date_that_the_feed_does_not_give_stays_until_it_does() {
    for language in [
        ["article", "yaml"],
        ["article", "json"],
        ["hugo", "toml"],
        ["zola", "toml"],
    ] {
        let [one, two, three] =
            [(1, "One"), (2, "Two"), (3, "Three")].map(|(number, title)| undated(number, title));
        let server = runs(vec![
            vec![two.clone(), one.clone()],
            vec![two.clone(), one.clone()],
            vec![three.clone(), two.clone(), undated(1, "New")],
            vec![three.clone(), two.clone(), undated(1, "New")],
            vec![
                undated(4, "Four"),
                three.clone(),
                two.clone(),
                undated(1, "Newer"),
            ],
            vec![undated(4, "Four"), three, two, item(1, "Newer")],
        ]);
        let folder = Folder::new();
        let record = fetch(&folder, language, &server.url);
        assert_eq!(record["new"], 2, "{record}");
        let first = folder.files();
        let names: Vec<&str> = first.keys().map(String::as_str).collect();
        assert_eq!(names, ["one.md", "two.md"]);
        assert!(date(&first["one.md"]) < date(&first["two.md"]), "{first:?}");
        assert!(first["one.md"].contains("undated"), "{first:?}");
        let record = fetch(&folder, language, &server.url);
        assert_eq!(record["unchanged"], 2, "{record}");
        assert_eq!(folder.files(), first);
        let record = fetch(&folder, language, &server.url);
        assert_eq!([&record["new"], &record["updated"]], [1, 1], "{record}");
        let second = folder.files();
        assert!(second["one.md"].contains("New"), "{second:?}");
        assert_eq!(date(&second["one.md"]), date(&first["one.md"]));
        assert_eq!(second["two.md"], first["two.md"]);
        // Without a state, the file knows.
        let forget = || fs::remove_dir_all(folder.path().join(".feedmatter")).expect("a state");
        forget();
        let record = fetch(&folder, language, &server.url);
        assert_eq!(record["unchanged"], 3, "{record}");
        assert_eq!(folder.files(), second);
        forget();
        let record = fetch(&folder, language, &server.url);
        assert_eq!([&record["new"], &record["updated"]], [1, 1], "{record}");
        let third = folder.files();
        assert!(third["one.md"].contains("Newer"), "{third:?}");
        assert_eq!(date(&third["one.md"]), date(&first["one.md"]));
        assert_eq!(third["three.md"], second["three.md"]);
        let record = fetch(&folder, language, &server.url);
        assert_eq!([&record["updated"], &record["kept"]], [1, 0], "{record}");
        let text = &folder.files()["one.md"];
        assert!(date(text).contains("2021-01-01"), "{text}");
        assert!(!text.contains("undated"), "{text}");
    }
}

#[test]
fn a_date_of_the_user_s_own_stays() {
    let server = runs(vec![
        vec![undated(1, "One")],
        vec![undated(1, "New")],
        vec![undated(1, "New")],
        vec![item(1, "Newer")],
    ]);
    let folder = Folder::new();
    fetch(&folder, ["article", "yaml"], &server.url);
    let path = folder.path().join("one.md");
    let text = fs::read_to_string(&path).expect("a file");
    let own = "publishedDateTime: 2020-02-02 # mine";
    fs::write(&path, text.replace(date(&text), own)).expect("a file");
    for (title, counts) in [("New", [1, 0, 0]), ("New", [0, 1, 0]), ("Newer", [1, 0, 1])] {
        let record = fetch(&folder, ["article", "yaml"], &server.url);
        let found = ["updated", "unchanged", "kept"].map(|key| record[key].clone());
        assert_eq!(found, counts, "{record}");
        let text = fs::read_to_string(&path).expect("a file");
        assert!(text.contains(&format!("title: \"{title}\"\n")), "{text}");
        assert_eq!(date(&text), own);
    }
}

/// Without a text, a date would be all that tells it from another.
#[test]
fn an_entry_without_a_date_and_a_text_keeps_its_file_under_another_guid() {
    let other = undated(1, "One").replace("id-1", "other");
    let server = runs(vec![
        vec![undated(1, "One")],
        vec![undated(2, "Two"), other],
    ]);
    let folder = Folder::new();
    fetch(&folder, ["article", "yaml"], &server.url);
    let first = folder.files();
    fetch(&folder, ["article", "yaml"], &server.url);
    let files = folder.files();
    let names: Vec<&str> = files.keys().map(String::as_str).collect();
    assert_eq!(names, ["one.md", "two.md"]);
    assert_eq!(date(&files["one.md"]), date(&first["one.md"]));
}

//! Front matter of `feedmatter fetch` in TOML and JSON: written, kept and changed as that in YAML is.

use std::fs;

use super::files::full;
use super::{Folder, feed, rss};
use crate::support::server::{Server, answer};

/// A server whose only item says `Old` twice, and then `New`.
fn changing() -> Server {
    Server::start(|_, count| {
        let word = if count < 2 { "Old" } else { "New" };
        let more = "<category>a</category><category>b</category></item>";
        let item = full(1, word, &format!("<p>{word}.</p>")).replace("</item>", more);
        answer("200 OK", &[], rss(&[item]))
    })
}

/// Fetches twice with these options, edits the file, fetches what is new, and returns the file as it was and as it is.
fn edited(more: &[&str], edit: impl Fn(&str) -> String) -> (String, String) {
    let (server, folder) = (changing(), Folder::new());
    folder.fetch_with(more, &server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    let record = folder.fetch_with(more, &server.url);
    assert_eq!(
        (&record["unchanged"], &record["updated"]),
        (&1.into(), &0.into())
    );
    assert_eq!(folder.files()[&name], text);
    fs::write(folder.path().join(&name), edit(&text)).expect("a file");
    let record = folder.fetch_with(more, &server.url);
    assert_eq!(record["updated"], 1, "{record}");
    let plain = |text: &str| {
        let (before, hash) = text.split_once("v1-").expect("a hash");
        let behind = hash.trim_start_matches(|c: char| c.is_ascii_hexdigit());
        format!("{before}v1-{behind}").replace(&server.url, "URL")
    };
    (plain(&text), plain(&folder.files()[&name]))
}

const ZOLA: &str = r#"+++
title = "Old"
date = 2021-01-01T03:04:05Z

[taxonomies]
tags = ["a", "b"]

[extra]
canonical = "https://example.com/1"
id = "id-1"
provider = { name = "Feed", domain = "example.com" }
feed = { url = "URL", id = "id-1", hash = "v1-" }
+++

<p>Old.</p>
"#;

#[test]
fn a_file_in_toml_keeps_the_hand_of_its_user() {
    let more = ["--dialect", "zola", "--fences", "toml"];
    let (before, after) = edited(&more, str::to_owned);
    assert_eq!(before, ZOLA);
    assert_eq!(after, before.replace("Old", "New"));
    let hand = |text: &str| {
        text.replace(
            "title = \"Old\"",
            "# Mine.\ntitle = \"Old\" # too\ndraft = true",
        )
        .replace("tags = [\"a\", \"b\"]", "tags = [\n  \"mine\", # why\n]")
        .replace('\n', "\r\n")
    };
    let (_, after) = edited(&more, hand);
    assert_eq!(after, hand(&before).replace("Old", "New"));
}

const ARTICLE: &str = r#"{
  "id": "id-1",
  "title": "Old",
  "publishedDateTime": "2021-01-01T03:04:05Z",
  "webUrl": "https://example.com/1",
  "provider": {
    "name": "Feed",
    "domain": "example.com"
  },
  "topics": [
    "a",
    "b"
  ],
  "feed": {
    "url": "URL",
    "id": "id-1",
    "hash": "v1-"
  }
}

<p>Old.</p>
"#;

#[test]
fn a_file_in_json_keeps_the_hand_of_its_user() {
    let more = ["--fences", "json"];
    let (before, after) = edited(&more, str::to_owned);
    assert_eq!(before, ARTICLE);
    assert_eq!(after, before.replace("Old", "New"));
    let hand = |text: &str| text.replace("  \"title\"", "  \"own\": [],\n  \"title\"");
    let (_, after) = edited(&more, |text| {
        hand(text).replace("  \"id\": \"id-1\",\n  \"own\"", "\"id\":\"id-1\", \"own\"")
    });
    assert_eq!(after, hand(&before).replace("Old", "New"));
}

#[test]
fn what_cannot_be_told_apart_stays_as_it_is() {
    let (server, folder) = (changing(), Folder::new());
    let more = ["--fences", "toml"];
    folder.fetch_with(&more, &server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    let own = text.replace("title", "a.b = 1\na.c = 2\ntitle");
    fs::write(folder.path().join(&name), &own).expect("a file");
    folder.fetch_with(&more, &server.url);
    let record = folder.fetch_with(&more, &server.url);
    assert_eq!(
        (&record["updated"], &record["kept"]),
        (&0.into(), &1.into())
    );
    assert_eq!(folder.files()[&name], own);
}

#[test]
fn a_language_that_is_wanted_now_is_that_of_files_without_a_hand() {
    let (server, folder) = (feed(&[]), Folder::new());
    folder.fetch(&server.url);
    let (name, text) = folder.files().pop_first().expect("a file");
    let own = text.replace("---\nid", "---\nown: 1\nid");
    fs::write(folder.path().join(&name), &own).expect("a file");
    let record = folder.fetch_with(&["--fences", "toml"], &server.url);
    assert_eq!(
        (&record["updated"], &record["unchanged"]),
        (&1.into(), &1.into())
    );
    let files = folder.files();
    assert_eq!(files[&name], own);
    assert!(files.values().any(|text| text.starts_with("+++\n")));
    let record = folder.fetch_with(&["--fences", "toml"], &server.url);
    assert_eq!(record["unchanged"], 2);
    assert_eq!(folder.files(), files);
}

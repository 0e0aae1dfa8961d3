//! What the library offers beside what the program uses.

use std::fs;

use feedmatter::folder::{article_files, write_folder};
use feedmatter::front_matter::{self, WriteOptions};
use feedmatter::model::{Article, Body, BodyFormat, Feed, Value};
use tempfile::TempDir;

#[test]
fn fields_are_edited_in_every_language() {
    let changes = || {
        [
            ("title", Some("New".into())),
            ("old", None),
            ("none", None),
            ("own key", Some(Value::List(vec!["a".into()]))),
        ]
    };
    for (text, expected) in [
        (
            "---\r\ntitle: Old # mine\r\nold: 1\r\n# The end.\r\n---\r\n\r\nText.\r\n",
            "---\r\ntitle: \"New\" # mine\r\n\r\nown key:\r\n  - a\r\n# The end.\r\n---\r\n\r\nText.\r\n",
        ),
        (
            "+++\ntitle = 'Old' # mine\nold = 1\nlast = 2\n[a]\nb = 3\n+++\n\nText.\n",
            "+++\ntitle = \"New\" # mine\nlast = 2\n\"own key\" = [\"a\"]\n[a]\nb = 3\n+++\n\nText.\n",
        ),
        (
            "{\n  \"old\": 1,\n  \"last\": 2\n}\n\nText.\n",
            "{\n  \"last\": 2,\n  \"title\": \"New\",\n  \"own key\": [\n    \"a\"\n  ]\n}\n\nText.\n",
        ),
    ] {
        assert_eq!(
            front_matter::edit(text, changes()).expect("an edit"),
            expected
        );
    }
}

#[test]
fn what_cannot_be_edited_is_left() {
    let deep = (0..2000).fold(Value::Null, |value, _| Value::List(vec![value]));
    for (text, value, reason) in [
        ("Text.\n", "New".into(), "expected front matter, found none"),
        (
            "---\n{title: Old, a: b}\n---\n",
            "New".into(),
            "expected fields on lines of their own, found others",
        ),
        (
            "+++\ntitle = 'Old'\n+++\n",
            Value::Null,
            "expected a value that its language can say, found another",
        ),
        (
            "---\ntitle: Old\n---\n",
            deep,
            "expected values nested at most 128 deep, found more",
        ),
    ] {
        let error = front_matter::edit(text, [("title", Some(value))]).expect_err("an error");
        assert_eq!(error.to_string(), reason);
    }
}

#[test]
fn a_folder_is_written_as_a_whole_or_not_at_all() {
    let article = |title: &str, text: &str| Article {
        title: Some(title.to_owned()),
        body: Some(Body {
            text: text.to_owned(),
            format: BodyFormat::Markdown,
        }),
        ..Article::default()
    };
    let mut feed = Feed {
        title: Some("Notes".to_owned()),
        articles: vec![article("One", "Text.\n"), article("Two", "A\0B\n")],
        ..Feed::default()
    };
    let folder = TempDir::new().expect("a temporary folder");
    let folder = folder.path().join("notes");
    assert!(write_folder(&folder, &feed, &WriteOptions::default()).is_err());
    assert!(!folder.exists());
    feed.articles[1] = article("Two", "Text.\n");
    write_folder(&folder, &feed, &WriteOptions::default()).expect("a folder");
    let (files, failures) = article_files(&folder);
    assert!(failures.is_empty());
    assert_eq!(files, ["one.md", "two.md"].map(|name| folder.join(name)));
    let own = fs::read_to_string(folder.join("_feed.yml")).expect("a file");
    assert_eq!(own, "title: \"Notes\"\n");
}

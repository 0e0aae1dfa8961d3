//! What is blank, or cannot be read: it gives way to what can, and is kept.

use super::{convert, line};
use crate::support::cli::Test;

/// Templates leave fields without a value, and others beside them say it.
#[test]
fn what_is_blank_gives_way() {
    let picture = "[{\"url\":\"/a.png\"}]";
    for (dialect, given, field, expected) in [
        (
            "jekyll",
            "excerpt: \"\"\ndescription: D",
            "excerpt",
            "\"D\"",
        ),
        ("jekyll", "excerpt:\ndescription: D", "excerpt", "\"D\""),
        (
            "eleventy",
            "description: \" \"\nsummary: S",
            "excerpt",
            "\"S\"",
        ),
        ("jekyll", "published:\ndraft: true", "published", "false"),
        (
            "hugo",
            "lastmod: \"\"\nmodified: 2021-01-02",
            "updatedDateTime",
            "\"2021-01-02\"",
        ),
        ("hugo", "lastmod: \"\"", "updatedDateTime", "null"),
        ("hugo", "images: []\ncover: /a.png", "images", picture),
        (
            "jekyll",
            "image: {url: \"\", src: /a.png}",
            "images",
            picture,
        ),
        (
            "jekyll",
            "author: {name: \"\", display_name: A}",
            "provider",
            "{\"authors\":[{\"name\":\"A\"}]}",
        ),
        ("jekyll", "excerpt: \"\"", "excerpt", "\"\""),
    ] {
        let input = format!("---\n{given}\n---\n");
        let found = line(dialect, &input)[field].to_string();
        assert_eq!(found, expected, "{dialect}: {given}");
    }
}

#[test]
fn what_is_blank_comes_back() {
    let blank = "---\ntitle: \"\"\nexcerpt: \"\"\ndescription: D\ntopics: []\nlocale: \" \"\nimages: []\n---\n";
    for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
        let written = convert(&["--dialect", dialect], blank);
        assert_eq!(line(dialect, &written), line("article", blank), "{written}");
    }
    for format in ["rss", "atom", "json"] {
        let feed = convert(&["--to", format], blank);
        assert!(
            feed.contains(">D<") || feed.contains("\"summary\": \"D\""),
            "{feed}"
        );
        assert_eq!(line("article", &feed), line("article", blank), "{feed}");
    }
}

/// What is no text in a list of texts is reported, and no reader is left to wonder where it is.
#[test]
fn what_cannot_be_read_of_a_list_is_kept() {
    for (given, field, expected) in [
        (
            "tags: [film, {Star Wars: A New Hope}]",
            "topics",
            "[\"film\",{\"Star Wars\":\"A New Hope\"}]",
        ),
        (
            "authors: [Ann, {twitter: bob}]",
            "provider",
            "{\"authors\":[{\"name\":\"Ann\"},{\"twitter\":\"bob\"}]}",
        ),
        (
            "images: [a.png, \"\", {alt: x}]",
            "images",
            "[{\"url\":\"a.png\"},{\"alt\":\"x\"}]",
        ),
        (
            "author: {name: A, display_name: B, link: /c, website: /d}",
            "provider",
            "{\"authors\":[{\"name\":\"A\",\"display_name\":\"B\",\"link\":\"/c\",\"url\":\"/d\"}]}",
        ),
    ] {
        let input = format!("---\n{given}\n---\n");
        let found = line("jekyll", &input)[field].to_string();
        assert_eq!(found, expected, "{given}");
    }
    Test::new(&["convert", "--from-dialect", "jekyll", "--to", "front-matter"])
        .input("---\ntags: [film, {Star Wars: A New Hope}]\n---\n")
        .any_stdout()
        .stderr("feedmatter: <stdin>:2:1: warning: expected `tags` to be a list of texts, found one of a map and text\n")
        .run();
}

/// The others are as public as they were.
#[test]
fn what_cannot_be_read_of_a_list_takes_nothing_away() {
    let input = "---\ntitle: A\ntags:\n  - Star Wars: A New Hope\n  - rust\n---\n";
    for (format, tag) in [
        ("rss", "<category>rust<"),
        ("atom", "term=\"rust\""),
        ("json", "\"rust\""),
    ] {
        let arguments = ["--from-dialect", "jekyll", "--to", format];
        let public = convert(&[&arguments[..], &["--profile", "public"]].concat(), input);
        assert!(public.contains(tag), "{public}");
        let whole = convert(&arguments, input);
        assert!(whole.contains(tag), "{whole}");
        assert_eq!(line("article", &whole), line("jekyll", input), "{whole}");
    }
}

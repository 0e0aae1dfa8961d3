//! A folder of articles of which nothing is known.

use super::feed;
use crate::support::cli::Test;

fn plain(arguments: &[&str]) -> Test {
    let placed = [
        "generate",
        "--title",
        "A",
        "--base-url",
        "https://example.com/b/",
    ];
    Test::new(&[&placed[..], arguments].concat())
}

/// Nothing says that they are separated by blanks, as those of Jekyll are.
#[test]
fn topics_in_one_text_have_commas_between_them() {
    for (keys, expected) in [
        ("tags: x, y", &["x", "y"][..]),
        ("tags: Machine Learning", &["Machine Learning"]),
        ("tags: Machine Learning, b,", &["Machine Learning", "b"]),
        ("tags: [a b, c]", &["a b", "c"]),
        ("tags: a b\nlayout: post", &["a", "b"]),
    ] {
        let page = format!("---\ntitle: a\ndate: 2026-01-02\n{keys}\n---\n");
        let ran = plain(&[]).file("p/a.md", page).any_stdout().run();
        let articles = feed(&ran.stdout()).articles;
        assert_eq!(articles[0].topics, expected, "{keys}");
    }
}

/// As Material for MkDocs has them.
#[test]
fn dates_may_stand_in_a_map() {
    let (first, last) = (Some("2026-01-02"), Some("2026-02-03"));
    for (keys, published, updated) in [
        ("{created: 2026-01-02, updated: 2026-02-03}", first, last),
        ("{created: 2026-01-02, reviewed: x}", first, None),
        ("{updated: 2026-02-03}", None, last),
    ] {
        let page = format!("---\ntitle: a\ndate: {keys}\n---\n");
        let ran = plain(&[]).file("p/a.md", &page).any_stdout().run();
        let article = feed(&ran.stdout()).articles.remove(0);
        let dates = [article.published_date_time, article.updated_date_time];
        let days = dates.map(|date| date.map(|date| date.instant().date_naive().to_string()));
        assert_eq!(
            days.each_ref().map(Option::as_deref),
            [published, updated],
            "{keys}"
        );
        Test::new(&["check", "a.md"]).file("a.md", page).run();
    }
}

/// An episode without a page has none here either.
#[test]
fn entries_of_others_are_no_pages() {
    const KEYS: &str = "title: a\ndate: 2026-01-02\nactions: [{url: https://b.example/a.mp3}]\n";
    const FEED: &str = "feed: {url: https://b.example/feed.xml, guid: x}\n";
    for (keys, expected) in [
        (FEED, "https://b.example/a.mp3"),
        ("", "https://example.com/b/p/a/"),
    ] {
        let page = format!("---\n{KEYS}{keys}---\n");
        let ran = plain(&[]).file("p/a.md", page).any_stdout().run();
        let articles = feed(&ran.stdout()).articles;
        assert_eq!(articles[0].web_url.as_deref(), Some(expected), "{keys}");
    }
}

#[test]
fn files_beside_a_page_stand_in_its_folder() {
    let page = "---\ntitle: a\ndate: 2026-01-02\nimage: c.png\n---\n\
                ![c](c.png) ![d](../d%20e.png?x#y) ![f](f.png) [g](/g.png) [a](a.md)\n";
    let ran = plain(&[])
        .file("_posts/2024/a.md", page)
        .file("_posts/2024/c.png", "c")
        .file("_posts/d e.png", "d")
        .any_stdout()
        .run();
    let text = ran.stdout();
    for address in [
        "medium=\"image\" url=\"https://example.com/b/posts/2024/c.png\"",
        "src=\"https://example.com/b/posts/2024/c.png\"",
        "src=\"https://example.com/b/posts/d%20e.png?x#y\"",
        // Nobody knows where it is.
        "src=\"https://example.com/b/posts/2024/a/f.png\"",
        "href=\"https://example.com/b/posts/2024/a/\"",
    ] {
        assert!(text.contains(address), "{address} {text}");
    }
    // A page may be at home elsewhere, and its files with it.
    let page = page.replace("title", "webUrl: https://other.example/x/\ntitle");
    let ran = plain(&[])
        .file("_posts/2024/a.md", page)
        .file("_posts/2024/c.png", "c")
        .any_stdout()
        .run();
    let address = "src=\"https://other.example/x/c.png\"";
    assert!(ran.stdout().contains(address), "{}", ran.stdout());
}

#[cfg(target_os = "linux")]
#[test]
fn folders_that_take_no_files_are_told() {
    let page = "---\ntitle: a\ndate: 2026-01-02\n---\n";
    plain(&["-o", "/proc/feedmatter.xml"])
        .file("a.md", page)
        .stderr("feedmatter: /proc/feedmatter.xml: cannot write: its folder takes no files\n")
        .code(2)
        .run();
}

//! Several feeds of one site, and where their files go.

use std::collections::BTreeSet;
use std::fs;

use super::{feed, test, titles, with_posts};
use crate::support::cli::Ran;

const FEEDS: &str = "\
output: public
feeds:
  - path: feed.xml
  - path: feed.json
    limit: 1
    title: The last one
  - path: feeds/{topics}.xml
    content: excerpt
";

/// Returns all files below a folder.
fn tree(ran: &Ran, folder: &str) -> BTreeSet<String> {
    let mut files = BTreeSet::new();
    for name in ran.names(folder) {
        let path = format!("{folder}/{name}");
        if ran.path(&path).is_dir() {
            files.append(&mut tree(ran, &path));
        } else {
            files.insert(path);
        }
    }
    files
}

#[test]
fn odd_words_in_an_address_stay_on_the_site() {
    let post = |fields: &str| format!("---\ntitle: a\n{fields}\n---\n\nText.\n");
    let ran = test(&["-o", "feed.json"])
        .file("_posts/2026-01-01-a.md", post("categories: [\"key: v\"]"))
        .file("_posts/2026-01-02-b.md", post("categories: [\"http://x\"]"))
        .file("_posts/2026-01-03-c.md", post("webUrl: \"///x\""))
        .file("_posts/2026-01-04-d.md", post("_id: \"urn:x:y#1\""))
        .stderr(
            "feedmatter: _posts/2026-01-03-c.md: expected an address, found `///x`; one is like `https://example.com/title/`\n",
        )
        .code(1)
        .run();
    let articles = feed(&ran.read("feed.json")).articles;
    let addresses: Vec<_> = articles
        .iter()
        .filter_map(|article| article.web_url.as_deref())
        .collect();
    assert_eq!(
        addresses,
        [
            "https://example.com/2026/01/04/d.html",
            "https://example.com/http://x/2026/01/02/b.html",
            "https://example.com/key:%20v/2026/01/01/a.html",
        ]
    );
    let id = articles[0].id.as_deref().unwrap_or_default();
    assert!(id.starts_with("urn:uuid:"), "{id}");
}

#[test]
fn the_ending_of_a_path_names_the_format() {
    let ran = test(&[])
        .file(
            "feedmatter.yml",
            "feeds: [{path: a.xml}, {path: b/atom.xml}, {path: c.json}, {path: d.ndjson}, {path: e.tsv}, {path: f}]\n",
        )
        .file("_posts/2026-01-01-a.md", "---\ntitle: a\n---\n\nText.\n")
        .run();
    let starts = [
        ("a.xml", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss "),
        (
            "b/atom.xml",
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<feed ",
        ),
        (
            "c.json",
            "{\n  \"version\": \"https://jsonfeed.org/version/1.1\"",
        ),
        (
            "d.ndjson",
            "{\"id\":\"https://example.com/2026/01/01/a\",\"title\":\"a\",",
        ),
        ("e.tsv", "1767225600\ta\t"),
        ("f", "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<rss "),
    ];
    for (path, start) in starts {
        let text = ran.read(path);
        assert!(text.starts_with(start), "{path}: {text}");
    }
}

#[test]
fn settings_list_several_feeds() {
    let post = |title: &str, topics: &str| {
        format!("---\ntitle: {title}\ntopics: {topics}\n---\n\nText.\n")
    };
    let ran = test(&[])
        .file("feedmatter.yml", FEEDS)
        .file("_posts/2026-01-01-a.md", post("a", "[Rust, \"C++\", C]"))
        .file(
            "_posts/2026-01-02-b.md",
            post("b", "[rust, ../../x, \"..\", \"/etc/passwd\", \"\"]"),
        )
        .file("_posts/2026-01-03-c.md", post("c", "[日本, \"!?\"]"))
        .run();
    let feeds = [
        "45074c0c",
        "4e5553ab",
        "c-76516c8c",
        "c",
        "etcpasswd-1851d2af",
        "ri-ben-b3c301b5",
        "rust",
        "x-665ec18d",
    ];
    let expected: BTreeSet<_> = feeds
        .iter()
        .map(|name| format!("public/feeds/{name}.xml"))
        .chain(["public/feed.json".to_owned(), "public/feed.xml".to_owned()])
        .collect();
    assert_eq!(tree(&ran, "public"), expected);
    assert_eq!(titles(&ran.read("public/feed.xml")), ["c", "b", "a"]);
    assert_eq!(titles(&ran.read("public/feed.json")), ["c"]);
    assert_eq!(
        feed(&ran.read("public/feed.json")).title.as_deref(),
        Some("The last one")
    );
    let rust = feed(&ran.read("public/feeds/rust.xml"));
    assert_eq!(rust.title.as_deref(), Some("A site: Rust"));
    assert_eq!(
        rust.self_url.as_deref(),
        Some("https://example.com/feeds/rust.xml")
    );
    assert_eq!(rust.articles.len(), 2);
    assert!(rust.articles.iter().all(|article| article.body.is_none()));
    assert_eq!(titles(&ran.read("public/feeds/c.xml")), ["a"]);
}

/// What was withdrawn would stay in them.
#[test]
fn feeds_that_are_made_no_more_are_named() {
    let post = |topic: &str| format!("---\ntitle: a\ntopics: [{topic}]\n---\n");
    let ran = test(&["-o", "public/"])
        .file(
            "feedmatter.yml",
            "feeds: [{path: \"feeds/{topics}.xml\"}, {path: feed.xml, limit: 1, archive: true}]\n",
        )
        .file("_posts/2026-01-01-a.md", post("Rust"))
        .file("_posts/2026-01-02-b.md", post("Zig"))
        .file("_posts/2026-01-03-c.md", post("Rust"))
        .file("public/feeds/other.xml", "<rss/>")
        .run();
    assert_eq!(
        ran.names("public"),
        [
            "feed-archive-1.xml",
            "feed-archive-2.xml",
            "feed.xml",
            "feeds"
        ]
    );
    for name in ["a", "b"] {
        let number = if name == "a" { 1 } else { 2 };
        let post = format!("_posts/2026-01-0{number}-{name}.md");
        fs::write(ran.path(&post), "---\ntitle: a\ndraft: true\n---\n").expect("a post");
    }
    let said = "public/feed-archive-1.xml: of an earlier run, and made no more; remove it\n\
                feedmatter: public/feed-archive-2.xml: of an earlier run, and made no more; remove it\n\
                feedmatter: public/feeds/zig.xml: of an earlier run, and made no more; remove it\n";
    let again = ran.again(&["generate", "-o", "public/"]);
    assert_eq!(
        String::from_utf8_lossy(&again.stderr),
        format!("feedmatter: {said}")
    );
    assert_eq!(again.status.code(), Some(0));
    let checked = ran.again(&["generate", "-o", "public/", "--check"]);
    assert_eq!(
        String::from_utf8_lossy(&checked.stderr),
        format!("feedmatter: {said}")
    );
    assert_eq!(checked.status.code(), Some(1));
}

#[test]
fn nothing_is_written_outside_the_output_folder() {
    for path in ["../feed.xml", "/tmp/feed.xml", "a/../../feed.xml"] {
        let settings = format!("feeds:\n  - path: {path:?}\n");
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr(format!("feedmatter: feedmatter.yml: expected `path` to be a file below the output folder, such as `feeds/{{topics}}.xml`, found `{path}`\n"))
            .code(2)
            .run();
    }
}

#[cfg(unix)]
#[test]
fn links_do_not_lead_out_of_the_output_folder() {
    use std::os::unix::fs::symlink;
    let test = with_posts(test(&["-o", "public/"]), 1)
        .file("feedmatter.yml", "feeds:\n  - path: feeds/a.xml\n")
        .file("outside/file", "")
        .file("public/file", "");
    symlink("../outside", test.path().join("public/feeds")).expect("a link");
    let ran = test
        .stderr(
            "feedmatter: public/feeds/a.xml: cannot write: a link leads out of the output folder\n",
        )
        .code(2)
        .run();
    assert_eq!(ran.names("outside"), ["file"]);
}

#[test]
fn two_feeds_do_not_go_to_one_file() {
    with_posts(test(&[]), 1)
        .file("feedmatter.yml", "feeds: [{path: a.xml}, {path: a.xml, format: atom}]\n")
        .stderr("feedmatter: feedmatter.yml: expected `path` to be another one for each feed, and for each page of its archive, found `a.xml` twice\n")
        .code(2)
        .run();
}

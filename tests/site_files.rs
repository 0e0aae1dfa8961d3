//! Which files of a site `generate` reads, however they are named, and which old feeds it takes for its own.

use std::collections::BTreeSet;
use std::fs;

use feedmatter::formats::{self, ReadOptions};

use crate::support::cli::{Ran, Test};

const HUGO: &str = "baseURL = \"https://example.com/\"\ntitle = \"A\"\n";
const POST: &str = "---\ntitle: T\ndate: 2026-01-02\n---\n\nText.\n";

/// Returns the addresses in the feed.
fn addresses(feed: &str) -> BTreeSet<String> {
    let read = formats::read(feed.as_bytes(), &ReadOptions::default());
    let articles = read.expect("a feed").feed.articles.into_iter();
    articles.filter_map(|article| article.web_url).collect()
}

/// Returns the addresses in a feed of what these arguments name, relative to the site.
fn named(ran: &Ran, arguments: &[&str]) -> Vec<String> {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    let output = ran.again(&arguments);
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "{arguments:?}: {said}");
    let feed = String::from_utf8(output.stdout).expect("text");
    let addresses = addresses(&feed).into_iter();
    let relative = addresses.map(|address| address.replace("https://example.com", ""));
    relative.collect()
}

fn hugo(paths: &[&str]) -> Ran {
    let test = Test::new(&["generate"]).file("hugo.toml", HUGO);
    let test = paths.iter().fold(test, |test, path| test.file(path, POST));
    test.any_stdout().run()
}

#[cfg(unix)]
#[test]
fn links_to_nowhere_that_hold_no_article_are_passed_over() {
    use std::os::unix::fs::symlink;

    let test = Test::new(&["generate"])
        .file("hugo.toml", format!("{HUGO}ignoreFiles = [\"wip\"]\n"))
        .file("content/p/a.md", POST);
    for name in [".#a.md", "wip.md", "picture.png", "folder", "#b.md"] {
        symlink("nowhere", test.path().join("content/p").join(name)).expect("a link");
    }
    let ran = test.any_stdout().run();
    symlink("nowhere", ran.path("content/p/b.md")).expect("a link");
    assert_eq!(named(&ran, &["content/p/a.md"]), ["/p/a/"]);
    let output = ran.again(&["generate"]);
    assert_eq!(output.status.code(), Some(1));
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.starts_with("feedmatter: content/p/b.md: "), "{said}");
}

#[test]
fn a_site_is_found_from_four_folders_below() {
    let ran = hugo(&["content/a/b/c/p.md", "content/p.md"]);
    assert_eq!(named(&ran, &["content/a/b/c"]), ["/a/b/c/p/"]);
    assert_eq!(named(&ran, &["content/a/b/c/p.md"]), ["/a/b/c/p/"]);
}

#[test]
fn paths_may_be_relative_and_absolute_at_once() {
    let ran = hugo(&["content/p/a.md", "content/p/b.md", "content/p/c.md"]);
    let both = ["/p/a/", "/p/b/"];
    let absolute = ran.path("content/p/b.md");
    let absolute = absolute.to_str().expect("text");
    assert_eq!(named(&ran, &["content/p/a.md", absolute]), both);
    assert_eq!(named(&ran, &[absolute, "content/p/a.md"]), both);
    let up = "content/../content/p/b.md";
    assert_eq!(named(&ran, &["content/p/a.md", up]), both);
}

/// What the page of its folder withholds is not to be had by its name.
#[test]
fn a_part_of_a_page_is_none_even_if_it_is_named() {
    let test = Test::new(&["generate"])
        .file("hugo.toml", HUGO)
        .file("content/p/x/index.md", "---\ntitle: X\ndraft: true\n---\n")
        .file("content/p/x/deep/part.md", POST)
        .file("content/p/x/part.md", POST)
        .file("content/p/y/_index.md", POST)
        .file("content/p/y/page.md", POST);
    let ran = test.any_stdout().run();
    let output = ran.again(&["generate", "content/p/x/part.md", "content/p/y/page.md"]);
    assert_eq!(output.status.code(), Some(1));
    let feed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(
        addresses(&feed),
        BTreeSet::from(["https://example.com/p/y/page/".to_owned()])
    );
    let said = String::from_utf8_lossy(&output.stderr).into_owned();
    assert!(said.contains("content/p/x/part.md: "), "{said}");
    let output = ran.again(&["generate", "content/p/x/deep", "content/p/y"]);
    let feed = String::from_utf8_lossy(&output.stdout).into_owned();
    assert_eq!(addresses(&feed).len(), 1);
}

#[test]
fn drafts_stay_drafts_whatever_is_named() {
    const PLACED: [&str; 4] = ["--title", "A", "--base-url", "https://example.com"];
    let ran = Test::new(&["--version"])
        .any_stdout()
        .file("c/plain/a.md", POST)
        .file("c/plain/_drafts/s.md", POST)
        .file("c/plain/_drafts/deep/t.md", POST)
        .run();
    for path in [
        "c/plain/_drafts",
        "c/plain/_drafts/s.md",
        "c/plain/_drafts/deep",
    ] {
        let arguments: Vec<&str> = PLACED.into_iter().chain([path]).collect();
        assert!(named(&ran, &arguments).is_empty(), "{path}");
        let with_drafts: Vec<&str> = arguments.into_iter().chain(["--drafts"]).collect();
        assert!(!named(&ran, &with_drafts).is_empty(), "{path}");
        let output = ran.again(&["convert", "--profile", "public", "--to", "ndjson", path]);
        assert!(output.stdout.is_empty(), "{path}");
    }
    for (configuration, settings, content) in [
        ("hugo.toml", HUGO, "content"),
        (
            "zola.toml",
            "base_url = \"https://example.com\"\ntitle = \"A\"\n",
            "content",
        ),
        ("eleventy.config.js", "\n", "content"),
        ("feedmatter.yml", "content: posts\n", "posts"),
    ] {
        let ran = Test::new(&["--version"])
            .any_stdout()
            .file(configuration, settings)
            .file(&format!("{content}/p/a.md"), POST)
            .file(&format!("{content}/p/_drafts/s.md"), POST)
            .file("_drafts/t.md", POST)
            .run();
        assert_eq!(named(&ran, &PLACED), ["/p/a/"], "{configuration}");
        for path in [format!("{content}/p/_drafts"), "_drafts".to_owned()] {
            let arguments: Vec<&str> = PLACED.into_iter().chain([&*path]).collect();
            assert!(
                named(&ran, &arguments).is_empty(),
                "{configuration}: {path}"
            );
        }
    }
}

#[test]
fn files_of_others_are_no_old_feeds() {
    let settings = "base_url: https://example.com\nfeed: {title: A}\nfeeds:\n- path: '{topics}.json'\n- path: '{topics}.xml'\n";
    let article = "---\ntitle: T\ntopics: [rust, go]\n---\n";
    let ran = Test::new(&["generate", "-q"])
        .file("feedmatter.yml", settings)
        .file("a.md", article)
        .file("manifest.json", "{\n  \"version\": \"1\"\n}\n")
        .file("package-lock.json", "{\"name\": \"feedmatter\"}\n")
        .file(
            "sitemap.xml",
            "\u{feff}<urlset><loc>https://example.com/feedmatter/</loc></urlset>\n",
        )
        .file(
            "other.xml",
            "<rss><channel><generator>Other</generator></channel></rss>\n",
        )
        .run();
    fs::write(ran.path("a.md"), article.replace(", go", "")).expect("a file");
    let output = ran.again(&["generate"]);
    let said = String::from_utf8(output.stderr).expect("text");
    let expected = ["go.json", "go.xml"].map(|name| {
        format!("feedmatter: {name}: of an earlier run, and made no more; remove it\n")
    });
    assert_eq!(said, expected.concat());
}

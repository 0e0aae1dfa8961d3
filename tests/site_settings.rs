//! What the settings of a generator, and the front matter of its sections, keep out of a feed and put into it.

use feedmatter::formats::{self, ReadOptions};

use crate::support::cli::Test;

const HUGO: &str = "baseURL = \"https://example.com/\"\ntitle = \"A site\"\n";
const ZOLA: &str = "base_url = \"https://example.com\"\ntitle = \"A site\"\n";

fn site(arguments: &[&str], configuration: &str, settings: &str) -> Test {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    Test::new(&arguments).file(configuration, settings)
}

/// Puts a page there whose title is the last part of its name.
fn with_page(test: Test, path: &str, keys: &str) -> Test {
    let name = path.rsplit('/').next().expect("a name");
    let title = name.split('.').next().expect("a name");
    let text = format!("---\ntitle: {title}\ndate: 2026-01-02\n{keys}---\n\nText.\n");
    test.file(path, text)
}

/// Returns the titles in the feed, in alphabetical order.
fn titles(test: Test) -> Vec<String> {
    let feed = test.any_stdout().run().stdout();
    let feed = formats::read(feed.as_bytes(), &ReadOptions::default()).expect("a feed");
    let articles = feed.feed.articles.into_iter();
    let mut titles: Vec<_> = articles.filter_map(|article| article.title).collect();
    titles.sort();
    titles
}

#[test]
fn sections_of_zola_that_are_drafts_withhold_all_below() {
    let zola = |arguments: &[&str]| {
        let mut test = site(arguments, "zola.toml", ZOLA)
            .file("content/blog/_index.md", "+++\ntitle = \"Blog\"\n+++\n")
            .file("content/blog/wip/_index.md", "+++\ndraft = true\n+++\n");
        for (path, keys) in [
            ("content/blog/a.md", ""),
            ("content/blog/wip/b.md", "draft: false\n"),
            ("content/blog/wip/deep/c.md", ""),
            ("content/blog/wipe/d.md", ""),
        ] {
            test = with_page(test, path, keys);
        }
        test
    };
    assert_eq!(titles(zola(&[])), ["a", "d"]);
    assert_eq!(titles(zola(&["--drafts"])), ["a", "b", "c", "d"]);
}

#[test]
fn hugo_does_not_tell_the_case_of_keys() {
    let mut test = site(&[], "hugo.toml", HUGO)
        .file(
            "content/p/a.md",
            "---\nTitle: a\nDate: 2026-01-02\nMyKey: kept\n---\n",
        )
        .file(
            "content/p/b.md",
            "+++\nTITLE = \"b\"\nDATE = 2026-01-02\n+++\n",
        );
    for (name, keys) in [
        ("c", "Draft: true\n"),
        ("d", "PublishDate: 2099-01-02\n"),
        ("e", "ExpiryDate: 2020-01-02\n"),
        ("f", "Build: {Render: never}\n"),
        ("g", "HEADLESS: true\n"),
    ] {
        test = with_page(test, &format!("content/p/{name}.md"), keys);
    }
    assert_eq!(titles(test), ["a", "b"]);
}

#[test]
fn keys_of_the_users_own_keep_their_case() {
    let test = site(&[], "hugo.toml", HUGO)
        .file("feedmatter.yml", "fields:\n  title: Title\n")
        .file("content/p/a.md", "---\nTitle: a\ndate: 2026-01-02\n---\n");
    assert_eq!(titles(test), ["a"]);
}

#[test]
fn cascades_of_hugo_are_for_their_targets() {
    let of_site = "[[cascade]]\ndraft = true\n[cascade.target]\npath = \"/p/wip-**\"\n\
        [[cascade]]\nDraft = true\n[cascade.target]\nkind = \"section\"\n";
    let mut test = site(&[], "hugo.toml", &format!("{HUGO}{of_site}")).file(
        "content/q/_index.md",
        "---\nCascade:\n- draft: true\n  _target: {path: '/q/{x,y}*', kind: page}\n---\n",
    );
    for path in [
        "content/p/a.md",
        "content/p/wip-b.md",
        "content/p/Wip-c/index.md",
        "content/q/wip-d.md",
        "content/q/xe.md",
        "content/q/deep/xf.md",
    ] {
        test = with_page(test, path, "");
    }
    let expected = ["a", "wip-d", "xf"];
    assert_eq!(titles(test), expected);
}

#[test]
fn cascades_of_hugo_are_for_their_languages() {
    let settings = format!("{HUGO}[languages.en]\n[languages.de]\n");
    let mut test = site(&["--language", "de"], "hugo.toml", &settings).file(
        "content/p/_index.md",
        "---\ncascade:\n- draft: true\n  target: {lang: en}\n---\n",
    );
    for path in ["content/p/a.md", "content/p/b.de.md"] {
        test = with_page(test, path, "");
    }
    assert_eq!(titles(test), ["b"]);
}

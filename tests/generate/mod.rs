//! `feedmatter generate`, as a build script sees it.

mod admission;
mod body;
mod links;
mod markdown;
mod plain;
mod settings;
mod several;

use std::collections::BTreeSet;
use std::fs;

use feedmatter::formats::{self, ReadOptions};
use feedmatter::model::{Article, Feed};

use crate::support::cli::Test;

const CONFIG: &str = "title: A site\nurl: https://example.com\n";

/// Makes a run on a site of Jekyll without posts.
fn test(arguments: &[&str]) -> Test {
    let arguments: Vec<&str> = ["generate"].iter().chain(arguments).copied().collect();
    Test::new(&arguments).file("_config.yml", CONFIG)
}

/// Puts a post of each of the first days of 2026 into the site.
fn with_posts(test: Test, count: usize) -> Test {
    (1..=count).fold(test, |test, day| {
        test.file(
            &name(day),
            format!("---\ntitle: Day {day}\n---\n\nText {day}.\n"),
        )
    })
}

fn name(day: usize) -> String {
    format!("_posts/2026-01-{day:02}-day-{day}.md")
}

fn feed(text: &str) -> Feed {
    formats::read(text.as_bytes(), &ReadOptions::default())
        .expect("a feed")
        .feed
}

fn titles(text: &str) -> Vec<String> {
    let title = |article: Article| article.title;
    feed(text).articles.into_iter().filter_map(title).collect()
}

/// Runs `generate`, and returns the titles in the feed.
fn selected(test: Test) -> Vec<String> {
    let ran = test.any_stdout().run();
    titles(&ran.stdout())
}

#[test]
fn the_newest_twenty_come_first() {
    let twenty: Vec<_> = (6..=25).rev().map(|day| format!("Day {day}")).collect();
    assert_eq!(selected(with_posts(test(&[]), 25)), twenty);
    assert_eq!(
        selected(with_posts(test(&["--limit", "2"]), 3)),
        ["Day 3", "Day 2"]
    );
    assert_eq!(
        selected(with_posts(test(&["--limit", "all"]), 25)).len(),
        25
    );
}

#[test]
fn articles_of_one_instant_come_by_identity() {
    let post = |title: &str| {
        format!("---\ntitle: {title}\ndate: 2026-01-01\nwebUrl: https://example.com/{title}\n---\n")
    };
    let test = test(&[])
        .file("_posts/2026-01-01-x.md", post("b"))
        .file("_posts/2026-01-01-y.md", post("c"))
        .file("_posts/2026-01-01-z.md", post("a"));
    assert_eq!(selected(test), ["a", "b", "c"]);
}

#[test]
fn conditions_must_all_hold() {
    let post = |title: &str, rest: &str| format!("---\ntitle: {title}\n{rest}---\n");
    let site = |arguments: &[&str]| {
        test(arguments)
            .file(
                "_posts/2026-01-01-a.md",
                post("a", "category: news\ntags: [Rust, AI]\n"),
            )
            .file(
                "_posts/2026-01-02-b.md",
                post("b", "category: news\ntags: [Rust]\n"),
            )
            .file(
                "_posts/2026-01-03-c.md",
                post("c", "category: notes\nnumber: 7\n"),
            )
    };
    assert_eq!(selected(site(&["--where", "category=news"])), ["b", "a"]);
    assert_eq!(
        selected(site(&["--where", "category=News", "--where", "topics=ai"])),
        ["a"]
    );
    assert_eq!(selected(site(&["--where", "number=7"])), ["c"]);
    assert_eq!(selected(site(&["--where", "category!=news"])), ["c"]);
    site(&["--where", "category"])
        .stderr("error: invalid value 'category' for '--where <KEY=VALUE>': expected `where` to be of the form `KEY=VALUE` or `KEY!=VALUE`, found `category`\n\nFor more information, try '--help'.\n")
        .code(2)
        .run();
}

#[test]
fn as_much_text_as_is_asked_for() {
    let post = "---\ntitle: a\n---\n\nFirst *words*.\n\n<!--more-->\n\nThe rest.\n";
    let article = |content: &str| {
        let ran = test(&["--content", content])
            .file("_posts/2026-01-01-a.md", post)
            .any_stdout()
            .run();
        let article = feed(&ran.stdout()).articles.remove(0);
        (article.excerpt, article.body.map(|body| body.text))
    };
    let excerpt = Some("First words.".to_owned());
    let body = "<p>First <em>words</em>.</p>\n\n<p>The rest.</p>\n".to_owned();
    assert_eq!(article("full"), (excerpt.clone(), Some(body)));
    assert_eq!(article("excerpt"), (excerpt, None));
    assert_eq!(article("none"), (None, None));
}

#[test]
fn a_second_run_touches_nothing() {
    let ran = with_posts(test(&["-o", "public/feed.xml"]), 3).run();
    let written = || {
        fs::metadata(ran.path("public/feed.xml"))
            .and_then(|file| file.modified())
            .expect("a time")
    };
    let (first, text) = (written(), ran.read("public/feed.xml"));
    let again = ran.again(&["generate", "-o", "public/feed.xml", "-v"]);
    let said = String::from_utf8(again.stderr).expect("text");
    assert!(
        said.ends_with("feedmatter: public/feed.xml: unchanged, with 3 articles\n"),
        "{said}"
    );
    assert_eq!(written(), first);
    assert_eq!(ran.read("public/feed.xml"), text);
}

#[test]
fn a_changed_excerpt_changes_one_item() {
    let ran = with_posts(test(&["-o", "feed.xml"]), 3).run();
    let before = ran.read("feed.xml");
    fs::write(
        ran.path(&name(2)),
        "---\ntitle: Day 2\nexcerpt: New.\n---\n\nText 2.\n",
    )
    .expect("a file");
    ran.again(&["generate", "-o", "feed.xml"]);
    assert_eq!(
        ran.read("feed.xml"),
        before.replace(
            "<description>Text 2.</description>",
            "<description>New.</description>"
        )
    );
}

#[test]
fn a_feed_that_is_out_of_date_fails_the_check() {
    let ran = with_posts(test(&["-o", "feed.xml", "--check"]), 1)
        .stderr("feedmatter: feed.xml: out of date; run the same without --check\n")
        .code(1)
        .run();
    assert!(!ran.path("feed.xml").exists());
    ran.again(&["generate", "-o", "feed.xml"]);
    let check = || {
        ran.again(&["generate", "-o", "feed.xml", "--check"])
            .status
            .code()
    };
    assert_eq!(check(), Some(0));
    fs::write(ran.path("_posts/2026-02-01-a.md"), "---\ntitle: a\n---\n").expect("a file");
    assert_eq!(check(), Some(1));
}

#[test]
fn a_name_that_is_that_of_an_article_is_none_of_a_feed() {
    with_posts(test(&["-o", "feed.html"]), 1)
        .stderr(
            "feedmatter: expected `-o` to be a name such as `feed.xml`, unless its format is given (--format), found \
             `feed.html`\n",
        )
        .code(2)
        .run();
    let ran = with_posts(test(&["-o", "feed.html", "--format", "atom"]), 1).run();
    assert!(ran.read("feed.html").contains("<feed "));
}

#[test]
fn a_dry_run_writes_nothing() {
    let ran = with_posts(test(&["-o", "feed.xml", "--dry-run"]), 1)
        .stderr("feedmatter: feed.xml: would be written, with 1 article\n")
        .run();
    assert!(!ran.path("feed.xml").exists());
}

#[test]
fn a_dry_run_to_standard_output_names_no_file() {
    with_posts(test(&["--dry-run"]), 1)
        .stderr("feedmatter: <stdout>: would be written, with 1 article\n")
        .run();
}

#[test]
fn a_bad_article_is_left_out_and_said() {
    let bad = |arguments: &[&str]| {
        with_posts(test(arguments), 1).file("_posts/2026-02-01-bad.md", "---\ntitle: a: b\n---\n")
    };
    let message = "feedmatter: _posts/2026-02-01-bad.md:2:9: expected YAML: mapping values are not allowed in this context; a value that contains `: ` needs quotes\n";
    let ran = bad(&[]).any_stdout().stderr(message).code(1).run();
    assert_eq!(titles(&ran.stdout()), ["Day 1"]);
    let ran = bad(&["-o", "feed.xml", "--strict"])
        .stderr(format!(
            "{message}feedmatter: nothing was written, since not everything is right\n"
        ))
        .code(2)
        .run();
    assert!(!ran.path("feed.xml").exists());
}

/// The generator takes one without a scheme for a path.
#[test]
fn an_address_of_a_site_that_is_none_is_named() {
    for (settings, said) in [
        ("_config.yml", "title: T\nurl: e.example"),
        ("hugo.toml", "title = \"T\"\nbaseURL = \"e.example\""),
        ("zola.toml", "title = \"T\"\nbase_url = \"e.example\""),
    ] {
        let site = |arguments: &[&str]| {
            Test::new(arguments)
                .file(settings, said)
                .file("_posts/2026-01-01-a.md", "---\ntitle: a\n---\n")
                .file(
                    "content/a.md",
                    "+++\ntitle = \"a\"\ndate = 2026-01-01\n+++\n",
                )
        };
        site(&["generate"])
            .stderr(format!(
                "feedmatter: {settings}: warning: expected the address of the site to be one such as `https://example.com/`, found `e.example`\n\
                 feedmatter: expected the address of the site; give it with --base-url\n"
            ))
            .code(2)
            .run();
        site(&["generate", "--base-url", "https://e.example"])
            .any_stdout()
            .run();
    }
}

#[test]
fn what_is_missing_is_named_with_its_flag() {
    let post = "---\ntitle: a\ndate: 2026-01-01\n---\n";
    let bare = |arguments: &[&str]| Test::new(arguments).file("posts/a.md", post);
    bare(&["generate", "posts"])
        .stderr(
            "feedmatter: expected a title for the feed and the address of the site; give them with --title and --base-url\n",
        )
        .code(2)
        .run();
    bare(&["generate", "posts", "--base-url", "https://example.com"])
        .stderr("feedmatter: expected a title for the feed; give it with --title\n")
        .code(2)
        .run();
    bare(&["generate", "posts", "--title", "T"])
        .stderr("feedmatter: expected the address of the site; give it with --base-url\n")
        .code(2)
        .run();
    bare(&[
        "generate",
        "posts",
        "--title",
        "T",
        "--base-url",
        "https://example.com",
    ])
    .any_stdout()
    .run();
    bare(&["generate", "other"])
        .file("other/a.txt", "")
        .stderr("feedmatter: other: expected files with front matter, found none\n")
        .code(2)
        .run();
    test(&["nowhere"])
        .stderr("feedmatter: nowhere: cannot read: No such file or directory (os error 2)\n")
        .code(2)
        .run();
}

#[test]
fn archive_pages_never_change_once_full() {
    let arguments = ["generate", "-o", "feed.xml", "--limit", "3", "--archive"];
    let ran = with_posts(test(&arguments[1..]), 8).run();
    let names = ["feed.xml", "feed-archive-1.xml", "feed-archive-2.xml"];
    let pages: Vec<_> = names.iter().map(|name| ran.read(name)).collect();
    assert_eq!(titles(&pages[0]), ["Day 8", "Day 7", "Day 6"]);
    assert_eq!(titles(&pages[1]), ["Day 3", "Day 2", "Day 1"]);
    let newest = feed(&pages[0]);
    let address = |name: &str| Some(format!("https://example.com/{name}"));
    assert_eq!(newest.previous_archive_url, address("feed-archive-2.xml"));
    assert_eq!(newest.archive, None);
    let second = feed(&pages[2]);
    assert_eq!(second.archive, Some(true));
    assert_eq!(second.current_url, address("feed.xml"));
    assert_eq!(second.previous_archive_url, address("feed-archive-1.xml"));
    // Every article is on a page.
    let all: BTreeSet<_> = pages.iter().flat_map(|page| titles(page)).collect();
    assert_eq!(all.len(), 8);
    for day in 9..=12 {
        fs::write(
            ran.path(&name(day)),
            format!("---\ntitle: Day {day}\n---\n"),
        )
        .expect("a file");
        ran.again(&arguments);
        assert_eq!(ran.read(names[1]), pages[1]);
        assert_eq!(ran.read(names[2]), pages[2]);
    }
    assert_eq!(
        titles(&ran.read("feed-archive-3.xml")),
        ["Day 9", "Day 8", "Day 7"]
    );
}

#[test]
fn a_style_sheet_that_is_there_is_the_users() {
    let ran = with_posts(test(&["-o", "feed.xml", "--stylesheet"]), 1)
        .file("feed.css", "item { color: red }\n")
        .run();
    assert_eq!(ran.read("feed.css"), "item { color: red }\n");
    let checked = ran.again(&["generate", "-o", "feed.xml", "--stylesheet", "--check"]);
    assert_eq!(checked.status.code(), Some(0));
    let told = ran
        .again(&["generate", "-vo", "feed.xml", "--stylesheet"])
        .stderr;
    let told = String::from_utf8(told).expect("UTF-8");
    assert!(
        told.ends_with(
            "feedmatter: feed.css: is there already, and stays as it is\n\
             feedmatter: feed.xml: unchanged, with 1 article\n"
        ),
        "{told}"
    );
}

#[test]
fn a_style_sheet_lies_beside_the_feed() {
    for feed in ["feed.xml", "feed.atom"] {
        let ran = with_posts(test(&["-o", feed, "--stylesheet"]), 1).run();
        let text = ran.read(feed);
        let second = text.lines().nth(1).expect("a line");
        assert_eq!(
            second,
            "<?xml-stylesheet type=\"text/css\" href=\"feed.css\"?>"
        );
        assert!(ran.read("feed.css").contains("item"));
        roxmltree::Document::parse(&text).expect("well-formed XML");
    }
}

#[test]
fn the_lossless_profile_keeps_everything() {
    let post = "---\ntitle: a\nquality: 3\nown: [1, x]\n---\n\n{{ site.title }} *stays*.\n";
    let ran = test(&["--profile", "lossless"])
        .file("_posts/2026-01-01-a.md", post)
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.quality, Some(3));
    assert_eq!(article.extra.fields.len(), 1);
    assert_eq!(
        article.body.expect("a body").text,
        "{{ site.title }} *stays*.\n"
    );
    let public = test(&[])
        .file("_posts/2026-01-01-a.md", post)
        .any_stdout()
        .run();
    assert!(!public.stdout().contains("fm:"));
}

#[test]
fn a_feed_on_standard_output_knows_its_address() {
    let ran = test(&[
        "--self",
        "https://example.com/all.xml",
        "--hub",
        "https://hub.example/",
    ])
    .file("_posts/2026-01-01-a.md", "---\ntitle: a\n---\n")
    .any_stdout()
    .run();
    let feed = feed(&ran.stdout());
    assert_eq!(
        feed.self_url.as_deref(),
        Some("https://example.com/all.xml")
    );
    assert_eq!(feed.hubs, ["https://hub.example/"]);
    assert_eq!(feed.link.as_deref(), Some("https://example.com/"));
}

#[test]
fn files_of_the_site_have_their_true_length() {
    let post = "---\ntitle: a\nenclosure: /media/a.mp3\n---\n";
    let ran = test(&[])
        .file("_posts/2026-01-01-a.md", post)
        .file("media/a.mp3", [0; 1234])
        .any_stdout()
        .run();
    let enclosure =
        "<enclosure url=\"https://example.com/media/a.mp3\" length=\"1234\" type=\"audio/mpeg\"/>";
    assert!(ran.stdout().contains(enclosure), "{}", ran.stdout());
    let unknown = test(&[])
        .file("_posts/2026-01-01-a.md", post)
        .any_stdout()
        .run();
    assert!(unknown.stdout().contains("length=\"0\""));
}

#[test]
fn what_was_found_is_said_when_asked() {
    let ran = with_posts(test(&["-v", "-o", "feed.xml"]), 1).run_whatever();
    assert_eq!(
        ran.stderr(),
        "feedmatter: the site is ., read as jekyll\n\
         feedmatter: settings from ./_config.yml\n\
         feedmatter: its address is https://example.com/\n\
         feedmatter: 1 file\n\
         feedmatter: feed.xml: written, with 1 article\n"
    );
}

#[test]
fn an_address_does_not_depend_on_how_a_folder_is_written() {
    let address = "https://example.com/2026/01/01/day-1.html";
    let ran = with_posts(test(&[]), 1).any_stdout().run();
    let folder = ran.path("");
    let folder = folder.file_name().expect("a name").to_string_lossy();
    let outside = format!("../{folder}/_posts");
    for path in [
        ".",
        "_posts",
        "./_posts",
        "_posts/2026-01-01-day-1.md",
        &outside,
    ] {
        let said = ran.again(&["generate", path]).stdout;
        let article = feed(&String::from_utf8(said).expect("text"))
            .articles
            .remove(0);
        assert_eq!(article.web_url.as_deref(), Some(address), "{path}");
    }
}

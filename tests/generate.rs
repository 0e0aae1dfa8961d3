//! `feedmatter generate`, as a build script sees it.

use std::collections::BTreeSet;
use std::fs;

use feedmatter::formats::{self, ReadOptions};
use feedmatter::model::{Article, Feed};

use crate::support::cli::{Ran, Test};

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
fn what_is_not_to_be_seen_does_not_count_for_the_limit() {
    let hidden = |test: Test| {
        with_posts(test, 2)
            .file(
                "_posts/2026-02-01-a.md",
                "---\ntitle: a\npublished: false\n---\n",
            )
            .file(
                "_posts/2026-02-02-b.md",
                "---\ntitle: b\ndraft: true\n---\n",
            )
            .file(
                "_posts/2026-02-03-c.md",
                "---\ntitle: c\nremoved: true\n---\n",
            )
            .file(
                "_posts/2026-02-04-d.md",
                "---\ntitle: d\nexpiryDate: 2026-03-01\n---\n",
            )
            .file("_posts/2099-01-01-e.md", "---\ntitle: e\n---\n")
            .file("_drafts/f.md", "---\ntitle: f\ndate: 2026-02-05\n---\n")
    };
    assert_eq!(
        selected(hidden(test(&["--limit", "2"]))),
        ["Day 2", "Day 1"]
    );
    assert_eq!(
        selected(hidden(test(&["--future"]))),
        ["e", "Day 2", "Day 1"]
    );
    assert_eq!(
        selected(hidden(test(&["--drafts"]))),
        ["f", "b", "a", "Day 2", "Day 1"]
    );
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
        .stderr("feedmatter: feed.xml: out of date; run feedmatter generate\n")
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
fn a_dry_run_writes_nothing() {
    let ran = with_posts(test(&["-o", "feed.xml", "--dry-run"]), 1)
        .stderr("feedmatter: feed.xml: would be written, with 1 article\n")
        .run();
    assert!(!ran.path("feed.xml").exists());
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

#[test]
fn what_is_missing_is_named_with_its_flag() {
    let post = "---\ntitle: a\ndate: 2026-01-01\n---\n";
    let bare = |arguments: &[&str]| Test::new(arguments).file("posts/a.md", post);
    bare(&["generate", "posts"])
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
    test(&["nowhere"])
        .stderr("feedmatter: nowhere: cannot read: No such file or directory (os error 2)\n")
        .code(2)
        .run();
}

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
        ("d.ndjson", "{\"title\":\"a\","),
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
    for path in ["../feed.xml", "/tmp/feed.xml", "a/../../feed.xml", ""] {
        let settings = format!("feeds:\n  - path: {path:?}\n");
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr(format!("feedmatter: expected `path` to be a file below the output folder, such as `feeds/{{topics}}.xml`, found `{path}`\n"))
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
fn own_names_of_fields_are_understood() {
    let ran = test(&[])
        .file(
            "feedmatter.yml",
            "fields:\n  excerpt: teaser\n  provider.authors: writtenBy\n",
        )
        .file(
            "_posts/2026-01-01-a.md",
            "---\ntitle: a\nteaser: Short.\nwrittenBy: Ada\n---\n\nLong.\n",
        )
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Short."));
    assert_eq!(
        article.provider.expect("a provider").authors[0]
            .name
            .as_deref(),
        Some("Ada")
    );
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

#[test]
fn typing_errors_in_settings_are_said() {
    for settings in ["titel: x\n", "feed: {titel: x}\n", "feeds: [{titel: x}]\n"] {
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr("feedmatter: feedmatter.yml: expected `titel` to be the name of a setting, found none of that name\n")
            .code(2)
            .run();
    }
}

#[test]
fn values_of_another_type_in_settings_are_said() {
    for settings in [
        "feed: {title: 1984}\n",
        "feeds: [{path: a.xml, title: 1984}]\n",
    ] {
        with_posts(test(&[]), 1)
            .file("feedmatter.yml", settings)
            .stderr("feedmatter: feedmatter.yml: expected `title` to be text, found an integer\n")
            .code(2)
            .run();
    }
    Test::new(&["generate"])
        .file("a.md", "---\ntitle: A\n---\n")
        .file("_feed.yml", "title: A\nlanguage: [de]\n")
        .stderr("feedmatter: _feed.yml: expected `language` to be text, found a list\n")
        .code(2)
        .run();
}

/// What holds of every feed holds of the only one.
#[test]
fn settings_hold_of_a_feed_that_is_not_listed() {
    let settings = "feed: {title: T, path: feeds/atom.xml, limit: all, content: excerpt, where: {category: a}, stylesheet: true}\n";
    let site = |arguments: &[&str]| {
        let test = test(arguments).file("feedmatter.yml", settings);
        with_posts(test, 25).file(
            "_posts/2026-02-01-x.md",
            "---\ntitle: x\ncategory: a\n---\n\nFirst.\n\nSecond.\n",
        )
    };
    let ran = site(&["-o", "public/"]).run();
    assert_eq!(ran.names("public/feeds"), ["atom.xml", "feed.css"]);
    let made = ran.read("public/feeds/atom.xml");
    assert!(made.contains("<feed "), "{made}");
    assert_eq!(titles(&made), ["x"]);
    assert_eq!(feed(&made).articles[0].body, None);
    let ran = site(&["-o", "rss.xml", "--content", "full"]).run();
    let made = ran.read("rss.xml");
    assert!(made.contains("<rss ") && made.contains("Second."), "{made}");
    assert_eq!(titles(&made), ["x"]);
    // Beside standard output lies no style sheet.
    assert_eq!(selected(site(&[])), ["x"]);
}

/// As the clocks of the site say, and in what is related, too.
#[test]
fn nothing_is_published_before_its_time() {
    let site = |zone: &str| {
        // An hour before the present of the tests, or four hours after it.
        let post = "---\ntitle: a\ndate: 2020-01-01\npublishDate: 2027-01-15T07:00:00\nrelated:\n  - webUrl: https://a.example/\n    title: leak\n    publishedDateTime: 2999-01-01\n---\n";
        Test::new(&["generate"])
            .file(
                "hugo.toml",
                format!(
                    "title = \"A\"\nbaseURL = \"https://example.com/\"\ntimeZone = \"{zone}\"\n"
                ),
            )
            .file("content/a.md", post)
            .file("content/b.md", "---\ntitle: b\ndate: 2020-01-02\n---\n")
    };
    let ran = site("UTC").any_stdout().run();
    assert_eq!(titles(&ran.stdout()), ["b", "a"]);
    assert!(!ran.stdout().contains("leak"), "{}", ran.stdout());
    assert_eq!(selected(site("America/New_York")), ["b"]);
}

/// A slip must neither publish a page nor lose it in silence.
#[test]
fn what_cannot_be_read_about_being_seen_is_said() {
    let date = "a date such as `2021-05-05T00:56:00Z`";
    for (lines, message) in [
        (
            "date: 2024-02-30",
            format!("`publishedDateTime` to be {date}, found `2024-02-30`"),
        ),
        (
            "date: 2024-02-03\ndraft: ture",
            "`draft` to be `true` or `false`, found `ture`".to_owned(),
        ),
        (
            "date: 2024-02-03\nexpiryDate: 2024-02-31",
            format!("`expiryDate` to be {date}, found `2024-02-31`"),
        ),
        (
            "date: 2024-02-03\npublishDate: \"2099-02-31\"",
            format!("`publishDate` to be {date}, found `2099-02-31`"),
        ),
    ] {
        Test::new(&["generate", "--format", "tsv"])
            .file(
                "hugo.toml",
                "title = \"A\"\nbaseURL = \"https://example.com/\"\n",
            )
            .file("content/a.md", format!("---\ntitle: a\n{lines}\n---\n"))
            .file(
                "content/b.md",
                "---\ntitle: b\ndate: 2024-02-30\ndraft: true\n---\n",
            )
            .file(
                "content/c.md",
                "---\ntitle: c\ndate: 2024-02-03\ndraft:\n---\n",
            )
            .stdout("1706918400\tc\thttps://example.com/c/\t\t\t\t\t\t\n")
            .stderr(format!("feedmatter: content/a.md: expected {message}\n"))
            .code(1)
            .run();
    }
}

/// In any case of letters, and whatever its dates say.
#[test]
fn a_draft_is_one_however_it_is_spelt() {
    let site = |arguments: &[&str]| {
        test(arguments)
            .file(
                "_posts/2026-01-01-a.md",
                "---\ntitle: a\nDraft: true\n---\n",
            )
            .file(
                "_posts/2026-01-02-b.md",
                "---\ntitle: b\ndraft: yes\nexpiryDate: 2024-02-31\n---\n",
            )
            .file("_posts/2026-01-03-c.md", "---\ntitle: c\n---\n")
    };
    assert_eq!(selected(site(&[])), ["c"]);
    let message =
        "expected `expiryDate` to be a date such as `2021-05-05T00:56:00Z`, found `2024-02-31`";
    let with_drafts = site(&["--drafts"])
        .any_stdout()
        .stderr(format!("feedmatter: _posts/2026-01-02-b.md: {message}\n"))
        .code(1)
        .run();
    assert_eq!(titles(&with_drafts.stdout()), ["c", "a"]);
}

#[test]
fn two_feeds_do_not_go_to_one_file() {
    with_posts(test(&[]), 1)
        .file("feedmatter.yml", "feeds: [{path: a.xml}, {path: a.xml, format: atom}]\n")
        .stderr("feedmatter: expected `path` to be another one for each feed, and for each page of its archive, found `a.xml` twice\n")
        .code(2)
        .run();
}

#[test]
fn parts_of_a_page_of_hugo_are_no_pages() {
    let post = "---\ntitle: a\ndate: 2026-01-01\n---\n";
    let ran = Test::new(&["generate"])
        .file(
            "hugo.toml",
            "title = \"A\"\nbaseURL = \"https://example.com/\"\n",
        )
        .file(
            "content/posts/_index.md",
            "---\ncascade: {params: {mood: good}}\n---\n",
        )
        .file("content/posts/a/index.md", post)
        .file("content/posts/a/part.md", post)
        .file(
            "content/posts/b.md",
            "---\ntitle: b\ndate: 2026-01-02\n---\n",
        )
        .file(
            "content/notes/_index.md",
            "---\ncascade: {draft: true}\n---\n",
        )
        .file(
            "content/notes/c.md",
            "---\ntitle: c\ndate: 2026-01-02\n---\n",
        )
        .any_stdout()
        .run();
    assert_eq!(titles(&ran.stdout()), ["b", "a"]);
}

#[test]
fn nothing_of_a_program_in_mdx_is_published() {
    let page = "---\ntitle: a\npubDate: 2026-01-01\n---\n\nimport {\n  A,\n} from '../a';\n\nexport const meta = {\n  key: \"value\",\n}\n\n{/* SECRET */}\n\nText.\n\n{items.map(i => <A>{i}</A>)}\n\n```js\nimport { b } from 'b'\n```\n";
    let ran = Test::new(&["generate", "--title", "T", "--base-url", "https://example.com"])
        .file("astro.config.mjs", "")
        .file("src/content/blog/a.mdx", page)
        .any_stdout()
        .stderr("feedmatter: src/content/blog/a.mdx: warning: left out a template tag, `items.map(i => <A>{i}</A>)` first: nobody runs templates here\n")
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Text."));
    assert_eq!(
        article.body.map(|body| body.text).as_deref(),
        Some(
            "<p>Text.</p>\n<pre><code class=\"language-js\">import { b } from 'b'\n</code></pre>\n"
        )
    );
}

#[test]
fn code_of_hexo_is_code_and_comments_are_none() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n{# SECRET #}\n\nText.\n\n{% codeblock lang:py %}\n# heading?\n    {{ 1 }}\n{% endcodeblock %}\n";
    let ran = Test::new(&["generate"])
        .file(
            "_config.yml",
            "title: T\nurl: https://example.com\ntheme: a\n",
        )
        .file("source/_posts/a.md", page)
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Text."));
    assert_eq!(
        article.body.map(|body| body.text).as_deref(),
        Some(
            "<p>Text.</p>\n<pre><code class=\"language-py\"># heading?\n    {{ 1 }}\n</code></pre>\n"
        )
    );
}

/// Runs `generate`, and returns the body of the newest article.
fn body(test: Test) -> String {
    let ran = test.any_stdout().run();
    let article = feed(&ran.stdout()).articles.remove(0);
    article.body.expect("a body").text
}

#[test]
fn jekyll_says_in_many_ways_where_a_page_is() {
    let address = "https://example.com/b/2026/01/01/a.html";
    let links = [
        "{{ site.baseurl }}{{ page.url }}",
        "{{ site.url }}{{ site.baseurl }}{{ page.url }}",
        "{{ page.url | absolute_url }}",
        "{{ page.url | relative_url }}",
        "{{ page.url | prepend: site.baseurl | prepend: site.url }}",
        "{% post_url 2026-01-01-a %}",
        "{{ site.url }}{% post_url 2026-01-01-a %}",
        "{{ site.baseurl }}{% link _posts/2026-01-01-a.md %}",
        "{{ site.url }}{{ site.baseurl }}{% link _posts/2026-01-01-a.md %}",
    ];
    for link in links {
        let test = Test::new(&["generate"])
            .file(
                "_config.yml",
                "title: T\nurl: https://example.com\nbaseurl: /b\n",
            )
            .file(
                "_posts/2026-01-01-a.md",
                format!("---\ntitle: a\n---\n\n[c]({link})\n"),
            );
        let expected = format!("<p><a href=\"{address}\">c</a></p>\n");
        assert_eq!(body(test), expected, "{link}");
    }
}

#[test]
fn links_to_sources_of_zola_find_their_pages() {
    let page = "+++\ntitle = \"a\"\ndate = 2026-01-01\n+++\n\n[b](@/blog/My%20%C3%9Cber%20File.md#c) [d](@/blog/_index.md) [e](@/_index.md) [f](@/gone.md) [g](@/_index.de.md)\n";
    let section = "+++\n+++\n";
    let test = Test::new(&["generate"])
        .file(
            "zola.toml",
            "title = \"T\"\nbase_url = \"https://example.com/z\"\ndefault_language = \"en\"\n[languages.de]\n",
        )
        .file("content/_index.md", section)
        .file("content/_index.de.md", section)
        .file("content/blog/_index.md", section)
        .file("content/blog/My Über File.md", "+++\ntitle = \"b\"\ndate = 2025-01-01\n+++\n")
        .file("content/blog/a.md", page)
        .stderr("feedmatter: content/blog/a.md: warning: left out the address of a link, `@/gone.md` first: no page of the site has this file\n");
    assert_eq!(
        body(test),
        "<p><a href=\"https://example.com/z/blog/my-uber-file/#c\">b</a> <a href=\"https://example.com/z/blog/\">d</a> <a href=\"https://example.com/z/\">e</a> <a>f</a> <a href=\"https://example.com/z/de/\">g</a></p>\n"
    );
}

#[test]
fn links_to_sources_of_hugo_find_their_pages() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n[b](My%20Other.md) [c]({{< ref \"plain.md#d\" >}}) [e]({{< relref path=\"plain.md\" lang=\"en\" >}}) [f]({{< ref `#g` >}})\n";
    let old = |title: &str| format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n");
    let test = Test::new(&["generate"])
        .file(
            "hugo.toml",
            "title = \"T\"\nbaseURL = \"https://example.com/\"\n",
        )
        .file("content/posts/a.md", page)
        .file("content/posts/My Other.md", old("b"))
        .file("content/posts/plain.md", old("c"));
    assert_eq!(
        body(test),
        "<p><a href=\"https://example.com/posts/my-other/\">b</a> <a href=\"https://example.com/posts/plain/#d\">c</a> <a href=\"https://example.com/posts/plain/\">e</a> <a href=\"https://example.com/posts/a/#g\">f</a></p>\n"
    );
}

#[test]
fn what_is_named_and_is_no_article_is_told() {
    let article = "---\ntitle: One\ndate: 2021-01-01\npermalink: /one/\n---\n\nText.\n";
    let arguments = [
        "generate",
        "x.md",
        "missing.md",
        "garbage",
        "plain.md",
        "--title",
        "T",
        "--base-url",
        "https://a.example/",
        "-o",
        "g.xml",
    ];
    let ran = Test::new(&arguments)
        .file("x.md", article)
        .file("garbage", b"\0\x01\xff")
        .file("plain.md", "No fence.\n")
        .stderr(
            "feedmatter: missing.md: cannot read: No such file or directory (os error 2)\n\
             feedmatter: garbage: expected an article of the site, found a file that is not named as one\n\
             feedmatter: plain.md: expected an article of the site, found a text without front matter\n",
        )
        .code(1)
        .run();
    assert!(ran.read("g.xml").contains("<title>One</title>"));

    Test::new(&["generate", "missing.md", "--title", "T"])
        .stderr("feedmatter: missing.md: cannot read: No such file or directory (os error 2)\n")
        .code(2)
        .run();
}

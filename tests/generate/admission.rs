//! Which articles are in a feed at all.

use super::{CONFIG, feed, selected, test, titles, with_posts};
use crate::support::cli::Test;

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
            format!("3:1: expected `date` to be {date}, found `2024-02-30`"),
        ),
        (
            "date: 2024-02-03\ndraft: ture",
            "4:1: expected `draft` to be `true` or `false`, found `ture`".to_owned(),
        ),
        (
            "date: 2024-02-03\nexpiryDate: 2024-02-31",
            format!("4:1: expected `expiryDate` to be {date}, found `2024-02-31`"),
        ),
        (
            "date: 2024-02-03\npublishDate: \"2099-02-31\"",
            format!("4:1: expected `publishDate` to be {date}, found `2099-02-31`"),
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
            .stderr(format!("feedmatter: content/a.md:{message}\n"))
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
            .file(
                "_posts/2026-01-04-d.md",
                "---\ntitle: d\nisDraft: true\n---\n",
            )
            .file(
                "_posts/2026-01-05-e.md",
                "---\ntitle: e\nstatus: Draft\n---\n",
            )
            .file(
                "_posts/2026-01-06-f.md",
                "---\ntitle: f\nis_draft: no\nstatus: publish\n---\n",
            )
            .file(
                "_posts/2026-01-07-g.md",
                "---\ntitle: g\npublish: false\n---\n",
            )
            .file(
                "_posts/2026-01-08-h.md",
                "---\ntitle: h\nunlisted: true\n---\n",
            )
    };
    assert_eq!(selected(site(&[])), ["f", "c"]);
    let message =
        "expected `expiryDate` to be a date such as `2021-05-05T00:56:00Z`, found `2024-02-31`";
    let with_drafts = site(&["--drafts"])
        .any_stdout()
        .stderr(format!(
            "feedmatter: _posts/2026-01-02-b.md:4:1: {message}\n"
        ))
        .code(1)
        .run();
    assert_eq!(
        titles(&with_drafts.stdout()),
        ["g", "f", "e", "d", "c", "a"]
    );
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

/// What says that it is a draft, in the wrong place or way, is not taken for text.
#[test]
fn what_was_meant_to_be_front_matter_is_no_text() {
    for (fault, found) in [
        ("\n---\n", "a blank line"),
        (" ---\n", "` ---`"),
        ("----\n", "`----`"),
        ("--- # a\n", "`--- # a`"),
        ("# a\n---\n", "`# a`"),
        ("", "`title: Secret`"),
    ] {
        let post = format!("{fault}title: Secret\nPublished: false\n---\nb\n");
        // Below what may be text, where the key stands.
        let line = if fault.starts_with('#') { 3 } else { 1 };
        let ran = test(&[])
            .file("_posts/2026-01-01-a.md", post)
            .file("_posts/2026-01-02-b.md", "---\ntitle: b\n---\n")
            .any_stdout()
            .stderr(format!(
                "feedmatter: _posts/2026-01-01-a.md:{line}:1: expected a first line `---` above the key `title`, found {found}\n"
            ))
            .code(1)
            .run();
        assert_eq!(titles(&ran.stdout()), ["b"], "{fault}");
    }
    // Code may show what others write.
    let post = "# a\n\n```yaml\ntitle: x\n```\n\nb\n\ntitle: c\n";
    let ran = test(&[])
        .file("_posts/2026-01-01-a.md", post.replace("\ntitle: c", ""))
        .file("_posts/2026-01-02-b.md", post)
        .any_stdout()
        .stderr(
            "feedmatter: _posts/2026-01-02-b.md:9:1: expected a first line `---` above the key `title`, found `# a`\n",
        )
        .code(1)
        .run();
    assert_eq!(titles(&ran.stdout()), ["A"]);
}

/// Where a text is no article, what looks like one is told, and nothing else.
#[test]
fn articles_that_begin_in_another_way_are_told() {
    for (text, expected) in [
        ("\n---\ntitle: a\n---\n", Some(("---", "a blank line"))),
        ("----\ntitle: a\n---\n", Some(("---", "`----`"))),
        ("++\ntitle = \"a\"\n+++\n", Some(("+++", "`++`"))),
        ("title: a\n---\nb\n", Some(("---", "`title: a`"))),
        (
            "<!-- a\nb -->\n---\ntitle: a\n---\n",
            Some(("---", "`<!-- a`")),
        ),
        ("# A\n\n---\ntitle: a\n---\n", None),
        ("\nDate: today.\n", None),
        ("---- \n\nA text: b\n---\n", None),
    ] {
        let told = expected.map(|(fence, found)| {
            format!("feedmatter: a.md:1:1: expected a first line `{fence}` above the key `title`, found {found}\n")
        });
        Test::new(&[
            "generate",
            "--title",
            "A",
            "--base-url",
            "https://example.com",
        ])
        .file("a.md", text)
        .file(
            "b.md",
            "---\ntitle: b\npublishedDateTime: 2026-01-02\n---\n",
        )
        .any_stdout()
        .code(i32::from(told.is_some()))
        .stderr(told.unwrap_or_default())
        .run();
    }
}

/// As Jekyll does.
#[test]
fn posts_of_jekyll_need_no_front_matter() {
    let site = |arguments: &[&str]| {
        let config = format!("{CONFIG}collections: {{notes: {{output: true}}}}\n");
        Test::new(arguments)
            .file("_config.yml", config)
            .file(
                "_posts/2024-01-03-the-Bare-post.md",
                "\u{feff}Only *text*.\r\n",
            )
            .file("_posts/2024-01-02-page.html", "<p>{{ page.title }}</p>")
            .file("_posts/2024-01-01-nothing.md", "\n")
            .file("_posts/README.md", "No post.\n")
            .file("_drafts/idea.md", "An idea.\n")
            .file("_notes/2024-01-01-note.md", "A note.\n")
            .file("README.md", "No article.\n")
    };
    let ran = site(&["generate"]).any_stdout().run();
    let found = feed(&ran.stdout()).articles.into_iter().map(|article| {
        let body = article.body.map(|body| body.text).unwrap_or_default();
        let parts = [article.title, article.web_url];
        (parts.map(Option::unwrap_or_default), body)
    });
    let expected = [
        (
            "The Bare Post",
            "the-Bare-post",
            "<p>Only <em>text</em>.</p>",
        ),
        ("Page", "page", "<p>Page</p>"),
    ];
    let expected = [3, 2].into_iter().zip(expected);
    let expected = expected.map(|(day, (title, name, body))| {
        let address = format!("https://example.com/2024/01/0{day}/{name}.html");
        ([title.to_owned(), address], format!("{body}\n"))
    });
    assert_eq!(found.collect::<Vec<_>>(), expected.collect::<Vec<_>>());

    let post = "_posts/2024-01-02-page.html";
    site(&["check", "_posts/2024-01-03-the-Bare-post.md", post]).run();
    site(&["check", "README.md"])
        .any_stdout()
        .stderr("feedmatter: 1 error and 0 warnings in 1 file\n")
        .code(1)
        .run();
}

#[test]
fn dates_that_eleventy_finds_out_are_none() {
    let page = |keys: &str| format!("---\ntitle: a\n{keys}---\n");
    let site = || {
        let arguments = [
            "generate",
            "--title",
            "A",
            "--base-url",
            "https://example.com",
        ];
        Test::new(&arguments).file("eleventy.config.js", "\n")
    };
    let told = |word: &str| {
        format!(
            "feedmatter: blog/2024-01-02-a.md: warning: expected a date, found `{word}`: only git or the file system knows it; \
             give one, or the page is in no feed\n"
        )
    };
    for word in [
        "Last Modified",
        "created",
        "git Last Modified",
        "GIT CREATED",
    ] {
        // It counts for more than the date in the name.
        let ran = site()
            .file("blog/2024-01-02-a.md", page(&format!("date: {word}\n")))
            .file("blog/b.md", page("date: 2024-02-03\n"))
            .stderr(told(word))
            .any_stdout()
            .run();
        assert_eq!(feed(&ran.stdout()).articles.len(), 1, "{word}");
    }
    let keys = "date: Last Modified\nupdated: 2024-03-04\n";
    let ran = site()
        .file("blog/2024-01-02-a.md", page(keys))
        .stderr(told("Last Modified"))
        .any_stdout()
        .run();
    let articles = feed(&ran.stdout()).articles;
    let date = articles[0].first_date_time().expect("a date");
    assert!(date.to_string().contains("2024-03-04"), "{date}");
}

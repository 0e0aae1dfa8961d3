//! What the user's own settings, `feedmatter.yml`, say of a site and its feeds.

use std::fs;

use crate::support::cli::Test;
use crate::support::fixtures::path;

const OWN: &str = "base_url: https://example.com\nfeed: {title: A}\n";

/// A folder with one article and these settings.
fn folder(settings: &str) -> Test {
    Test::new(&["generate"])
        .file("feedmatter.yml", format!("{OWN}{settings}"))
        .file(
            "a.md",
            "---\ntitle: a\ndate: 2026-01-02 03:04\ntags: [Rust]\ntopics: [Rust]\ncategory: news\n---\n\nText.\n",
        )
}

#[test]
fn settings_of_another_type_are_said() {
    const LIMIT: &str = "a number, 1 or more, or `all`";
    const PATH: &str = "a file below the output folder, such as `feeds/{topics}.xml`";
    for (settings, key, expected, found) in [
        (
            "content: {a: b}",
            "content",
            "a folder, or a list of them",
            "a map",
        ),
        (
            "static: [true]",
            "static",
            "a folder, or a list of them",
            "a boolean",
        ),
        (
            "exclude: 1.5",
            "exclude",
            "a pattern, or a list of them",
            "a floating-point number",
        ),
        (
            "exclude: [{a: b}]",
            "exclude",
            "a pattern, or a list of them",
            "a map",
        ),
        ("output: 3", "output", "a folder", "an integer"),
        (
            "permalink: 3",
            "permalink",
            "a pattern such as `/:year/:title/`",
            "an integer",
        ),
        (
            "timezone: 5",
            "timezone",
            "a time zone such as `Europe/Berlin`",
            "an integer",
        ),
        (
            "timezone: Mars/X",
            "timezone",
            "a time zone such as `Europe/Berlin`",
            "`Mars/X`",
        ),
        (
            "feeds: [{path: a.xml, format: 3}]",
            "format",
            "the name of a format",
            "an integer",
        ),
        ("feeds: [{path: 3}]", "path", PATH, "an integer"),
        ("feeds: [{format: rss}]", "path", PATH, "none"),
        ("feeds: [{limit: 0}]", "limit", LIMIT, "`0`"),
        ("feeds: [{limit: 1.5}]", "limit", LIMIT, "`1.5`"),
        ("feeds: [{limit: [1]}]", "limit", LIMIT, "a list"),
        (
            "fields: {topics: {read: x, split: 3}}",
            "fields.topics.split",
            "a text such as `, `",
            "an integer",
        ),
        (
            "dialect: gohugo",
            "dialect",
            "one of `article`, `jekyll`, `hugo`, `zola`, `eleventy`, `astro` and `hexo`",
            "`gohugo`",
        ),
        (
            "feeds: [{path: a.xml, language: deutsch}]",
            "language",
            "a language tag such as `en` or `de-AT`",
            "`deutsch`",
        ),
        (
            "title: A",
            "title",
            "below `feed`, which says what holds for all feeds",
            "it beside",
        ),
        (
            "titel: A",
            "titel",
            "the name of a setting",
            "none of that name",
        ),
        (
            "dialect: 3",
            "dialect",
            "one of `article`, `jekyll`, `hugo`, `zola`, `eleventy`, `astro` and `hexo`",
            "an integer",
        ),
    ] {
        folder(settings)
            .stderr(format!(
                "feedmatter: feedmatter.yml: expected `{key}` to be {expected}, found {found}\n"
            ))
            .code(2)
            .run();
    }
}

/// Nothing that is said of a feed is lost because its writers ask for whole addresses.
#[test]
fn addresses_of_a_feed_are_of_the_site() {
    const SAID: &str =
        "title: T\nlink: /blog/news/\nlanguage: de\nimage: {url: logo.png}\nhubs: [/hub]\n";
    let indented = SAID.replace('\n', "\n  ");
    for (own, feed) in [
        (format!("feed:\n  {indented}"), String::new()),
        (String::new(), SAID.to_owned()),
    ] {
        let test = Test::new(&["generate", "--strict"])
            .file(
                "feedmatter.yml",
                format!("base_url: https://g.example/blog/\n{own}"),
            )
            .file("_feed.yml", feed)
            .file(
                "a.md",
                "---\ntitle: a\ndate: 2026-01-02 03:04\n---\n\nText.\n",
            );
        let feed = test.any_stdout().run().stdout();
        for line in [
            "<link>https://g.example/blog/news/</link>",
            "<language>de</language>",
            "<url>https://g.example/blog/logo.png</url>",
            "<atom:link href=\"https://g.example/hub\" rel=\"hub\"/>",
        ] {
            assert!(feed.contains(line), "{line}: {feed}");
        }
    }
}

#[test]
fn numbers_are_names_of_folders() {
    for settings in [
        "exclude: [2024]",
        "exclude: 2024",
        "content: b",
        "exclude:\ncontent: [b]",
    ] {
        let test = folder(settings)
            .file("2024/s.md", "---\ntitle: s\n---\n")
            .file("b/b.md", "---\ntitle: b\n---\n");
        let feed = test.any_stdout().run().stdout();
        assert!(!feed.contains("<title>s</title>"), "{settings}: {feed}");
        assert!(feed.contains("<title>b</title>"), "{settings}: {feed}");
    }
    let test = folder("content: 2024").file("2024/s.md", "---\ntitle: s\n---\n");
    let feed = test.any_stdout().run().stdout();
    assert!(feed.contains("<title>s</title>"), "{feed}");
    assert!(!feed.contains("<title>a</title>"), "{feed}");
}

/// A user who says it right in settings of their own hears nothing of it.
#[test]
fn an_unknown_zone_of_a_generator_is_a_warning() {
    let site = |own: &str| {
        Test::new(&["generate"])
            .file(
                "_config.yml",
                "url: https://example.com\ntitle: A\ntimezone: Mars/X\n",
            )
            .file("feedmatter.yml", own)
            .file("_posts/2026-01-02-a.md", "---\ntitle: a\n---\n")
            .any_stdout()
    };
    site("")
        .stderr(
            "feedmatter: _config.yml: warning: the time zone `Mars/X` is not known; UTC is used\n",
        )
        .run();
    site("timezone: Europe/Berlin\n").run();
}

/// It has another name than ours, or is one of several of a kind.
#[test]
fn a_field_that_was_meant_is_named() {
    for (condition, field) in [
        ("author=bob", "; `bob` is under `provider.authors.name`"),
        ("category=Tech", "; `Tech` is under `categories`"),
        ("tag=Rust", "; `Rust` is under `topics`"),
        ("tags!=rust", ""),
        ("category=none", ""),
    ] {
        Test::new(&["generate", "--where", condition])
            .file("hugo.yaml", "baseURL: https://e.example/\ntitle: T\n")
            .file(
                "content/a.md",
                "---\ntitle: a\ndate: 2026-01-01\nauthor: Bob\ncategories: [Tech]\ntags: [Rust]\n---\n",
            )
            .any_stdout()
            .stderr(format!(
                "feedmatter: feed.xml: warning: no article meets the conditions of this feed{field}\n"
            ))
            .run();
    }
}

#[test]
fn a_feed_without_articles_says_why() {
    for (feed, expected) in [
        (
            "{path: '{topics}.xml', where: {category: other}}",
            "no article meets the conditions of this feed",
        ),
        (
            "{path: '{topics}.xml', where: {category: other}, language: en}",
            "no article meets the conditions of this feed",
        ),
        (
            "{path: '{categories}.xml', where: {category: news}}",
            "no article that meets the conditions of this feed has `categories`",
        ),
        ("{path: '{categories}.xml'}", "no article has `categories`"),
        (
            "{path: a.xml, where: {category: other}}",
            "no article meets the conditions of this feed",
        ),
    ] {
        let ran = folder(&format!("feeds: [{feed}]")).run_whatever();
        let said = ran.stderr();
        assert!(
            said.ends_with(&format!(": warning: {expected}\n")),
            "{said}"
        );
    }
}

#[test]
fn a_format_is_that_of_one_feed() {
    let site = folder("feeds: [{path: feed.xml}, {path: feed.json}]").any_stdout();
    let ran = site.run_whatever();
    let listed = ["feed.xml", "feed.json"].map(|name| ran.read(name));
    let said = ran.again(&["generate", "--format", "tsv"]).stdout;
    let said = String::from_utf8(said).expect("text");
    assert!(said.starts_with("1767323040\ta\t"), "{said}");
    let output = ran.again(&["generate", "--format", "atom", "-o", "."]);
    assert_eq!(output.status.code(), Some(2));
    let said = String::from_utf8(output.stderr).expect("text");
    assert_eq!(
        said,
        "feedmatter: expected `-o` to be a file or `-` with --format, since the settings say the formats of the feeds that they list, found a folder\n"
    );
    let now = ["feed.xml", "feed.json"].map(|name| ran.read(name));
    assert_eq!(listed, now);
}

const CHECKED: &str = "\
# Everything is told, and where.
base_url: /blog
titel: A
dialect: gohugo
title: B
fields:
  excerpt: 3
feed:
  limit: none
  languge: en
feeds:
  - path: a.xml
    content: all
    authors: Ann
  - a.xml
sources:
  - https://example.com/feed
  - title: B
  - url: https://example.com/b
    limit: many
    topic: c
  - 3
";

#[test]
fn folders_that_are_not_there_are_told() {
    let said = |name| {
        format!("feedmatter: feedmatter.yml: warning: expected the folder `./{name}`, found none\n")
    };
    folder("content: [., nots]\nstatic: nope\n")
        .any_stdout()
        .stderr([said("nots"), said("nope")].concat())
        .run();
}

/// What `generate` and `fetch` would refuse.
const REFUSED: &str = "\
base_url: https://a.example
feed:
  title: A
  self: https://a.example/feed.xml
feeds:
  - path: ../a.xml
  - path: b.xml
  - path: b.xml
sources:
  - x.example/feed
  - url: ftp://x.example/feed
    folder: ../x
    where:
      title: a
      topics: {a: b}
";

/// With a part of which nothing is known, no article has an address.
#[test]
fn patterns_of_addresses_are_checked() {
    let check = |settings: &str| {
        let test = Test::new(&["check", "feedmatter.yml"]).file("feedmatter.yml", settings);
        test.run_whatever().stdout()
    };
    assert_eq!(
        check("permalink: \"/:foo/:titel/\"\n"),
        "error[unknown-placeholder]: expected a part of addresses such as `:title`, found `:foo`
 --> feedmatter.yml:1:14
  |
1 | permalink: \"/:foo/:titel/\"
  |              ^^^^
  = help: write `:title`, `:slug`, `:year`, `:month` or `:day`, or take it out

error[unknown-placeholder]: expected a part of addresses such as `:title`, found `:titel`
 --> feedmatter.yml:1:19
  |
1 | permalink: \"/:foo/:titel/\"
  |                   ^^^^^^
  = help: did you mean `:title`?

"
    );
    for right in [
        "permalink: https://example.com:8080/:year_:month/:i_day/:title:output_ext",
        "permalink: /:sections[1:last]/:sections[:2]/:slugorfilename/",
        "dialect: hugo\npermalink: /:section/:slug/",
        "dialect: jekyll\npermalink: /:categories/:y_day/:slugified_categories/",
        "dialect: hexo\npermalink: /:anything/",
    ] {
        assert_eq!(check(&format!("{right}\n")), "", "{right}");
    }
    let said = check("dialect: jekyll\npermalink: /:section/:title/\n");
    assert!(said.contains("found `:section`"), "{said}");
}

#[test]
fn settings_are_checked() {
    let check = |settings: &str| {
        let test = Test::new(&["check", "feedmatter.yml"]).file("feedmatter.yml", settings);
        let ran = test.run_whatever();
        let said = ran.stdout();
        let lines = said
            .lines()
            .filter_map(|line| line.split_once("--> feedmatter.yml:"));
        let places = lines.map(|(_, place)| place.to_owned()).collect();
        (ran.code(), places, said)
    };
    let (code, places, said): (_, Vec<String>, _) = check(CHECKED);
    assert_eq!(code, Some(1));
    assert_eq!(
        places,
        [
            "2:11", "3:1", "4:10", "5:1", "7:12", "9:10", "10:3", "13:14", "14:14", "15:5", "18:3",
            "20:12", "21:5", "22:5"
        ]
    );
    for part in [
        "error[bad-setting]: expected `limit` to be a number, 1 or more, or `all`, found `none`\n",
        "error[unknown-setting]: expected `languge` to be the name of a setting",
        "help: did you mean `language`?",
        "error[missing-url]: expected the address of a feed under `url`, found none",
        "error[unknown-field]: expected a known field, found `topic`",
    ] {
        assert!(said.contains(part), "{part}");
    }
    let (_, places, said) =
        check("---\nfeed: {title: A}\nfeeds:\n  - path: ../a.xml\n  - limit: 3\n");
    assert_eq!(places, ["4:11", "5:3"], "{said}");
    let (_, places, said) = check(REFUSED);
    assert_eq!(
        places,
        ["4:3", "6:11", "8:11", "10:5", "11:10", "12:13", "15:15"],
        "{said}"
    );
    let (_, places, said) = check("sources:\n  - url: https://a.example/feed\n    dialect: hugo\n");
    assert_eq!(places, ["3:5"], "{said}");
    assert!(
        said.contains("help: say it of all feeds, with --dialect\n"),
        "{said}"
    );
    let (_, places, said) = check(
        "sources:\n  - https://a.example/b\n  - {url: https://a.example/b, title: A}\n  \
         - {url: https://a.example/c, folder: c}\n  - url: https://a.example/c\n    folder: d\n",
    );
    assert_eq!(places, ["5:3"], "{said}");
    assert!(said.contains("warning[repeated-source]"), "{said}");
    let (_, places, said) = check("fields: {excerp: teaser, layout: x}\n");
    assert_eq!(places, ["1:10"], "{said}");
    assert!(said.contains("did you mean `excerpt`?"), "{said}");
    let (_, places, said) = check("feed: {language: english}\nfeeds: []\n");
    assert_eq!(places, ["1:18"], "{said}");
    let (_, places, said) = check("base_url: https://a.example\nfeed:\n  title: A: b\n");
    assert_eq!(places, ["3:11"], "{said}");
    assert!(said.contains("unquoted-colon"), "{said}");
}

/// `--config` takes them under any name.
#[test]
fn settings_of_another_name_are_checked() {
    for (settings, code, said) in [
        ("base_url: https://a.example\n", 0, ""),
        ("base_url: /blog\n", 1, "error[bad-setting]"),
        ("base_url: /blog\nmenu: a\n", 1, "error[no-article]"),
        (
            "sources: [{url: https://a.example/feed, where: topics=Rust}]\n",
            0,
            "",
        ),
        (
            "sources: [{url: https://a.example/feed, where: topics}]\n",
            1,
            "error[bad-setting]",
        ),
    ] {
        let test = Test::new(&["check", "my.yml"]).file("my.yml", settings);
        let ran = test.run_whatever();
        assert_eq!(ran.code(), Some(code), "{settings}");
        assert!(ran.stdout().contains(said), "{settings}: {}", ran.stdout());
    }
}

/// Those of the fixtures are right.
#[test]
fn sound_settings_are_told_so() {
    for folder in fs::read_dir(path("sites")).expect("a folder") {
        let file = folder.expect("an entry").path().join("feedmatter.yml");
        if let Ok(text) = fs::read(&file) {
            let test = Test::new(&["check", "feedmatter.yml"]).file("feedmatter.yml", text);
            assert_eq!(test.run_whatever().stdout(), "", "{}", file.display());
        }
    }
}

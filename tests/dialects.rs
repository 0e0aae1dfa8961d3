//! Front matter as site generators read it: each value in the one form that they take.

use feedmatter::front_matter::{self, Dialect, Syntax, WriteOptions};
use feedmatter::model::{Article, Body, BodyFormat};

use crate::support::cli::Test;

/// Values as other programs and people write them.
const ODD: &str = "---
title: 1984
publishedDateTime: \"2021-01-01 10:00:00 -0500\"
updatedDateTime: \"yesterday\"
excerpt: [a, b]
provider:
  authors:
    - name: Ann
      email: ann@example.com
    - email: bob@example.com
categories: [c, \" \"]
topics: [1, 2.5]
taxonomies: {series: [s, \"\"], empty: []}
slug: x
template: page.html
weight: \"3\"
in_search_index: false
aliases: /old
[1, 2]: [3]
huge: 123456789012345678901234567890123456789012
extra: {colour: red}
---

Text.
";

/// Zola 0.17.2 reads this, but for taxonomies that its settings do not name.
const ZOLA: &str = "---
title: \"1984\"
date: 2021-01-01T10:00:00-05:00

taxonomies:
  series:
    - s
  categories:
    - c
  tags:
    - \"1\"
    - \"2.5\"

authors:
  - Ann
slug: x
template: page.html
in_search_index: false

aliases:
  - /old

extra:
  updatedDateTime: yesterday
";

fn convert(arguments: &[&str], input: &str) -> String {
    let arguments: Vec<&str> = ["convert", "-q"].iter().chain(arguments).copied().collect();
    let test = Test::new(&arguments).input(input).any_stdout();
    test.run().stdout()
}

fn line(dialect: &str, input: &str) -> serde_json::Value {
    let line = convert(&["--to", "ndjson", "--from-dialect", dialect], input);
    serde_json::from_str(&line).expect("JSON")
}

#[test]
fn zola_gets_no_value_that_it_refuses() {
    let to = ["--to", "front-matter", "--dialect", "zola", "--fences"];
    for fences in ["yaml", "toml"] {
        let written = convert(&[&to[..], &[fences]].concat(), ODD);
        assert_eq!(line("zola", &written), line("article", ODD), "{written}");
        if fences == "yaml" {
            assert!(written.starts_with(ZOLA), "{written}");
        }
    }
}

#[test]
fn zola_reads_every_date() {
    for (date, expected) in [
        ("2021-01-01", "2021-01-01"),
        ("2021-01-01T10:00:00", "2021-01-01T10:00:00"),
        ("2021-01-01T10:00:00.5Z", "2021-01-01T10:00:00.5Z"),
        ("2021-01-01T10:00:00+00:00", "2021-01-01T10:00:00+00:00"),
        ("2021-01-01T10:00", "2021-01-01T10:00:00"),
        ("2021-01", "2021-01-01"),
        ("2021", "2021-01-01"),
        ("Jan 5, 2021", "2021-01-05"),
        (
            "Tue, 05 Jan 2021 10:00:00 +0200",
            "2021-01-05T10:00:00+02:00",
        ),
        ("2021-06-30T23:59:60Z", "2021-06-30T23:59:59Z"),
    ] {
        let article = format!("---\ntitle: A\npublishedDateTime: \"{date}\"\n---\n");
        let to = [
            "--to",
            "front-matter",
            "--dialect",
            "zola",
            "--fences",
            "toml",
        ];
        let written = convert(&to, &article);
        let line_of = format!("\ndate = {expected}\n");
        assert!(written.contains(&line_of), "{written}");
        assert_eq!(line("zola", &written), line("article", &article));
    }
}

/// One that is none would end the build of the whole site; what is read stays as it stands.
#[test]
fn generators_get_no_date_that_they_refuse() {
    let same = "2021-01-02 10:00";
    for (date, hugo, jekyll, eleventy) in [
        ("sometime last week", None, None, None),
        ("2021-02-30", None, None, None),
        (
            same,
            Some("2021-01-02T10:00:00"),
            Some(same),
            Some("2021-01-02T10:00:00"),
        ),
        (
            "2021-01-02T10:00Z",
            Some("2021-01-02T10:00:00Z"),
            Some("2021-01-02T10:00:00Z"),
            Some("2021-01-02T10:00:00Z"),
        ),
        (
            "Jul 08 2022",
            Some("2022-07-08"),
            Some("Jul 08 2022"),
            Some("2022-07-08"),
        ),
        (
            "2021/01/02",
            Some("2021-01-02"),
            Some("2021-01-02"),
            Some("2021-01-02"),
        ),
        (
            "2021-1-2",
            Some("2021-01-02"),
            Some("2021-01-02"),
            Some("2021-01-02"),
        ),
        (
            "2021-01",
            Some("2021-01-01"),
            Some("2021-01-01"),
            Some("2021-01-01"),
        ),
        (
            "2021-01-02T24:00:00Z",
            Some("2021-01-03T00:00:00Z"),
            Some("2021-01-03T00:00:00Z"),
            Some("2021-01-03T00:00:00Z"),
        ),
        (
            "2016-12-31T23:59:60Z",
            Some("2016-12-31T23:59:59Z"),
            Some("2016-12-31T23:59:59Z"),
            Some("2016-12-31T23:59:59Z"),
        ),
        (
            "2021-01-02 10:00:00 -0500",
            Some("2021-01-02 10:00:00 -0500"),
            Some("2021-01-02 10:00:00 -0500"),
            Some("2021-01-02T10:00:00-05:00"),
        ),
    ] {
        let article = format!(
            "---\ntitle: A\npublishedDateTime: \"{date}\"\nupdatedDateTime: \"{date}\"\n---\n"
        );
        for (dialect, keys, expected) in [
            ("hugo", ["date", "lastmod"], hugo),
            ("jekyll", ["date", "last_modified_at"], jekyll),
            ("eleventy", ["date", "updated"], eleventy),
            ("astro", ["pubDate", "updatedDate"], jekyll),
            ("hexo", ["date", "updated"], jekyll),
        ] {
            for fences in read_by(dialect) {
                let written = convert(&["--dialect", dialect, "--fences", fences], &article);
                if *fences == "json" {
                    let front: serde_json::Value = serde_json::from_str(&written).expect("JSON");
                    for key in keys {
                        assert_eq!(
                            front.get(key).and_then(|date| date.as_str()),
                            expected,
                            "{written}"
                        );
                    }
                }
                assert_eq!(
                    line(dialect, &written),
                    line("article", &article),
                    "{written}"
                );
            }
        }
    }
}

/// Returns the languages of front matter that a generator reads as we write them.
fn read_by(dialect: &str) -> &'static [&'static str] {
    match dialect {
        "article" | "hugo" => &["yaml", "toml", "json"],
        "zola" | "astro" => &["yaml", "toml"],
        _ => &["yaml"],
    }
}

#[test]
fn no_generator_gets_a_language_that_it_does_not_read() {
    for (dialect, expected) in [
        ("jekyll", "`yaml`, which Jekyll reads"),
        ("hugo", ""),
        ("zola", "`yaml` or `toml`, which Zola reads"),
        ("eleventy", "`yaml`, which Eleventy reads"),
        ("astro", "`yaml` or `toml`, which Astro reads"),
        ("hexo", "`yaml`, which Hexo reads"),
    ] {
        for fences in ["yaml", "toml", "json"] {
            let flags = ["--dialect", dialect, "--fences", fences];
            let refusal =
                format!("feedmatter: expected `--fences` to be {expected}, found `{fences}`\n");
            let convert = Test::new(&[&["convert", "a.md", "-o", "b.md"], &flags[..]].concat());
            let ran = convert.file("a.md", "---\ntitle: A\n---\n").run_whatever();
            let is_read = read_by(dialect).contains(&fences);
            assert_eq!(
                ran.code(),
                Some(if is_read { 0 } else { 2 }),
                "{dialect} {fences}"
            );
            if is_read {
                continue;
            }
            assert_eq!(ran.stderr(), refusal);
            let fetch = Test::new(&[&["fetch", "https://example.invalid/"], &flags[..]].concat());
            let ran = fetch.run_whatever();
            assert_eq!((ran.code(), ran.stderr()), (Some(2), refusal));
        }
    }
}

/// Zola and Hugo refuse these without quotes, wherever they stand.
#[test]
fn toml_has_quotes_around_what_is_no_date_to_it() {
    for date in ["2021-01-02T10:00", "2021-06-30T23:59:60Z"] {
        for dialect in ["article", "zola"] {
            let article = format!("---\npublishedDateTime: \"{date}\"\n---\n");
            let written = convert(&["--dialect", dialect, "--fences", "toml"], &article);
            let quoted = format!("publishedDateTime = \"{date}\"");
            assert!(written.contains(&quoted), "{written}");
            assert_eq!(line(dialect, &written), line("article", &article));
        }
    }
}

/// Readers of YAML 1.1 refuse these, whose clocks end before.
#[test]
fn yaml_has_quotes_around_what_is_no_date_to_it() {
    for date in [
        "2021-01-02T24:00:00",
        "2021-01-02T10:00:60Z",
        "2021-06-30T23:59:60Z",
    ] {
        let article = format!("---\npublishedDateTime: \"{date}\"\n---\n\n");
        assert_eq!(convert(&["--dialect", "article"], &article), article);
    }
}

#[test]
fn keys_of_the_generator_stay_at_the_top() {
    let zola = "+++\ntitle = \"A\"\ndate = 2021-01-02\nslug = \"s\"\nweight = 3\n\n[taxonomies]\nseries = [\"x\"]\ntags = [\"t\"]\n\n[extra]\nslug = \"mine\"\ndate = \"mine\"\ncolour = \"red\"\n+++\n\nText.\n";
    let same = [
        "--to",
        "front-matter",
        "--from-dialect",
        "zola",
        "--dialect",
        "zola",
        "--fences",
        "toml",
    ];
    let written = convert(&same, zola);
    for part in [
        "\nslug = \"s\"\nweight = 3\n",
        "\n[taxonomies]\nseries = [\"x\"]\ntags = [\"t\"]\n",
        "slug = \"mine\"\ndate = \"mine\"\n",
    ] {
        assert!(written.contains(part), "{written}");
    }
    assert!(!written.contains("feedmatter"), "{written}");
    assert_eq!(line("zola", &written), line("zola", zola));
    let hugo = "---\ntitle: A\nslug: s\naliases:\n  - /old\nweight: 3\nexpiryDate: 2030-01-01\n\nparams:\n  colour: red\n---\n\nText.\n";
    let same = [
        "--to",
        "front-matter",
        "--from-dialect",
        "hugo",
        "--dialect",
        "hugo",
    ];
    let written = convert(&same, hugo);
    assert!(written.contains("\nslug: s\n"), "{written}");
    assert!(
        written.contains("\nexpiryDate: \"2030-01-01\"\n"),
        "{written}"
    );
    assert_eq!(line("hugo", &written), line("hugo", hugo));
}

/// Keys of which a field is written under the name stand once, and come back.
#[test]
fn no_key_is_written_twice() {
    for (from, dialect, input, expected) in [
        (
            "jekyll",
            "zola",
            "title: A\nimage: /a.png\nimages: [/b.png]",
            "title = \"A\"\n\n[extra]\nimage = \"/b.png\"\n\n[feedmatter]\nfields = { image = \"/a.png\" }\n",
        ),
        (
            "article",
            "zola",
            "webUrl: https://a.example/\ncanonical: mine",
            "[extra]\ncanonical = \"https://a.example/\"\n\n[feedmatter]\nfields = { canonical = \"mine\" }\n",
        ),
        (
            "article",
            "hugo",
            "webUrl: https://a.example/\ncanonicalURL: mine\nprovider: {authors: [{name: Ann}]}\nauthors: mine\n",
            "authors = [\"Ann\"]\n\n[params]\ncanonicalURL = \"https://a.example/\"\n\n[feedmatter]\nfields = { canonicalURL = \"mine\", authors = \"mine\" }\n",
        ),
        (
            "article",
            "zola",
            "mood: mine\nextra: {mood: good}",
            "[extra]\nmood = \"good\"\n\n[feedmatter]\nfields = { mood = \"mine\", extra = { mood = \"good\" } }\n",
        ),
        (
            "article",
            "hugo",
            "mood: good\nparams: [a, b]",
            "[params]\nmood = \"good\"\n\n[feedmatter]\nfields = { params = [\"a\", \"b\"] }\n",
        ),
    ] {
        let input = format!("---\n{input}\n---\n");
        let to = ["--from-dialect", from, "--dialect", dialect, "--fences"];
        let written = convert(&[&to[..], &["toml"]].concat(), &input);
        assert_eq!(written, format!("+++\n{expected}+++\n\n"));
        for fences in read_by(dialect) {
            let written = convert(&[&to[..], &[fences]].concat(), &input);
            assert_eq!(line(dialect, &written), line(from, &input), "{written}");
        }
    }
}

/// A field that is there and null is not one that was never there.
#[test]
fn nulls_come_back() {
    for field in [
        "title",
        "excerpt",
        "publishedDateTime",
        "webUrl",
        "type",
        "published",
        "provider",
        "topics",
        "images",
        "locale",
        "category",
        "date",
        "canonical",
        "params",
        "extra",
        "feedmatter",
    ] {
        let input = format!("---\n{field}: null\nmood: good\n---\n");
        for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
            for fences in read_by(dialect) {
                let written = convert(&["--dialect", dialect, "--fences", fences], &input);
                let read = line(dialect, &written);
                assert_eq!(read, line("article", &input), "{written}");
                assert!(
                    read.as_object().expect("a map").contains_key(field),
                    "{written}"
                );
            }
        }
    }
    let input = "---\npublishedDateTime: 2020-01-01\ndate: null\n---\n";
    let expected = "---\ndate: 2020-01-01\n\nfeedmatter:\n  nulls:\n    - date\n---\n\n";
    assert_eq!(convert(&["--dialect", "jekyll"], input), expected);
    // Null below `fields` is what was never there.
    let carried = "---\ntitle: A\nfeedmatter:\n  fields: {title: null, mood: good}\n---\n";
    assert_eq!(
        line("jekyll", carried),
        line("article", "---\nmood: good\n---\n")
    );
}

/// What one dialect carried is a field like others to whoever reads without it, and is carried once.
#[test]
fn what_was_carried_is_carried_again() {
    let input = "---\ntitle: A\ntopics: [Rust]\ntags: [x]\n---\n";
    let jekyll = convert(&["--dialect", "jekyll"], input);
    for (fences, expected) in [
        (
            "toml",
            "+++\ntitle = \"A\"\n\n[extra]\ntags = [\"Rust\"]\n\n[feedmatter]\n",
        ),
        ("yaml", "---\ntitle: \"A\"\n\nextra:\n"),
    ] {
        let zola = convert(&["--dialect", "zola", "--fences", fences], &jekyll);
        assert!(zola.starts_with(expected), "{zola}");
        assert_eq!(
            zola.matches("\nfields =").count(),
            usize::from(fences == "toml"),
            "{zola}"
        );
        assert_eq!(line("zola", &zola), line("article", &jekyll), "{zola}");
        let back = convert(&["--from-dialect", "zola", "--dialect", "article"], &zola);
        assert_eq!(line("jekyll", &back), line("article", input), "{back}");
    }
}

/// What the generator's own map says otherwise than the top stays in it.
#[test]
fn what_is_said_twice_stays_in_both_places() {
    for (dialect, input) in [
        (
            "hugo",
            "title: \"Long\"\ndescription: Public\nauthor: Bob\n\nparams:\n  description: For the card\n  author: Ann\n",
        ),
        (
            "hugo",
            "title: \"Long\"\nsummary: Public\nmood: good\n\nparams:\n  summary: For the card\n  mood: bad\n  title: \"Short\"\n",
        ),
        (
            "zola",
            "title: \"Long\"\ndate: 2020-01-01\ndescription: Public\n\nextra:\n  title: \"Short\"\n  date: x\n  description: For the card\n",
        ),
        (
            "zola",
            "title: \"Long\"\nauthors:\n  - Bob\n\nextra:\n  colour: red\n  authors: Ann\n",
        ),
    ] {
        let input = format!("---\n{input}---\n\n");
        let read = line(dialect, &input);
        let map = if dialect == "hugo" { "params" } else { "extra" };
        let own = convert(&["--from-dialect", dialect, "--dialect", "article"], &input);
        assert!(own.contains(&format!("\n{map}:\n")), "{own}");
        for fences in read_by(dialect) {
            let same = ["--from-dialect", dialect, "--dialect", dialect];
            let written = convert(&[&same[..], &["--fences", fences]].concat(), &input);
            let below = input.find(map).expect("a map");
            let below = &input[below..input.len() - "---\n\n".len()];
            assert!(*fences != "yaml" || written.contains(below), "{written}");
            assert_eq!(line(dialect, &written), read, "{written}");
        }
    }
    for fences in ["yaml", "toml", "json"] {
        let list = "---\ntitle: A\nmood: good\nparams: [a, b]\n---\n";
        let same = [
            "--from-dialect",
            "hugo",
            "--dialect",
            "hugo",
            "--fences",
            fences,
        ];
        assert_eq!(line("hugo", &convert(&same, list)), line("article", list));
    }
}

/// Hugo's own templates go through a list of addresses.
#[test]
fn pictures_of_hugo_are_a_list_of_addresses() {
    for (images, expected) in [
        ("[{url: /a.png}]", "images:\n  - /a.png\n---\n"),
        (
            "[{url: /a.png, width: 600}, {url: /b.png}]",
            "images:\n  - /a.png\n  - /b.png\n\nfeedmatter:\n  fields:\n    images:\n      - url: \"/a.png\"\n        width: 600\n      - url: \"/b.png\"\n---\n",
        ),
        (
            "[{width: 3}]",
            "images: []\n\nfeedmatter:\n  fields:\n    images:\n      - width: 3\n---\n",
        ),
    ] {
        let input = format!("---\nimages: {images}\n---\n");
        let written = convert(&["--dialect", "hugo"], &input);
        assert!(written.contains(expected), "{written}");
        assert_eq!(line("hugo", &written), line("article", &input));
    }
}

/// The plugins of Jekyll want one picture, as text or with its address under `path`, and one author under `author`.
#[test]
fn jekyll_gets_one_picture_and_one_author() {
    for (from, input, expected) in [
        ("article", "images: [{url: /a.png}]", "image: /a.png\n"),
        (
            "jekyll",
            "image: {path: /a.png, width: 600, height: 400, alt: A}",
            "image:\n  path: /a.png\n  width: 600\n  height: 400\n  alt: A\n",
        ),
        (
            "article",
            "images: [{width: 3}, {url: /a.png, width: 600}, {url: /b.png}]",
            "image:\n  path: /a.png\n  width: 600\n\nfeedmatter:\n  fields:\n    images:\n      - width: 3\n      - url: \"/a.png\"\n        width: 600\n      - url: \"/b.png\"\n",
        ),
        (
            "article",
            "images: [{url: /a.png, title: T, description: A}]",
            "image:\n  path: /a.png\n  title: \"T\"\n  alt: A\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann}]}",
            "author: Ann\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann, url: https://a.example/}]}",
            "author:\n  name: Ann\n  url: \"https://a.example/\"\n",
        ),
        (
            "article",
            "provider: {authors: [{name: Ann}, {name: Bob}]}",
            "authors:\n  - Ann\n  - Bob\n",
        ),
    ] {
        let input = format!("---\n{input}\n---\n");
        let written = convert(&["--from-dialect", from, "--dialect", "jekyll"], &input);
        assert_eq!(written, format!("---\n{expected}---\n\n"));
        assert_eq!(line("jekyll", &written), line(from, &input));
    }
}

/// What `alt` says is what the picture shows, for those who do not see it.
#[test]
fn alternatives_of_pictures_are_no_captions() {
    let input = "---\nimage: {path: https://a.example/a.png, alt: A rose}\n---\n";
    let feed = convert(&["--from-dialect", "jekyll", "--to", "rss"], input);
    assert!(
        feed.contains("<media:description type=\"plain\">A rose<"),
        "{feed}"
    );
}

/// A map without a name would break the templates that want one.
#[test]
fn nameless_people_are_carried() {
    let input = "---\nprovider: {authors: [{email: ann@a.example}]}\n---\n";
    for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
        let written = convert(&["--dialect", dialect], input);
        assert!(!written.contains("\nauthor"), "{written}");
        assert_eq!(line(dialect, &written), line("article", input));
    }
}

/// Authors under another key are those of an article that says nothing under the first.
#[test]
fn blank_authors_give_way() {
    for blank in ["[]", "''", "null"] {
        let input = format!("---\ntitle: A\nauthors: {blank}\nauthor: Ann\n---\n");
        let feed = convert(&["--to", "rss"], &input);
        assert!(feed.contains("<dc:creator>Ann<"), "{feed}");
    }
}

/// Templates of these put the value into an address.
#[test]
fn pictures_of_astro_and_hexo_are_one_address() {
    for (dialect, key) in [("astro", "heroImage"), ("hexo", "cover")] {
        let input = "---\nimages: [{url: /a.png, width: 600}, {url: /b.png}]\n---\n";
        let written = convert(&["--dialect", dialect], input);
        assert!(written.contains(&format!("{key}: /a.png\n")), "{written}");
        assert_eq!(line(dialect, &written), line("article", input));
    }
}

/// Themes of Hugo go through a list of names, and taxonomies know no other.
#[test]
fn authors_of_hugo_are_a_list_of_names() {
    for (people, expected) in [
        ("[{name: Ann}]", "authors:\n  - Ann\n---\n"),
        (
            "[{name: Ann, url: https://a.example/}, {email: b@b.example}]",
            "authors:\n  - Ann\n\nfeedmatter:\n  fields:\n    provider:\n      authors:\n        - name: Ann\n          url: \"https://a.example/\"\n        - email: b@b.example\n---\n",
        ),
    ] {
        let input = format!("---\nprovider: {{authors: {people}}}\n---\n");
        let written = convert(&["--dialect", "hugo"], &input);
        assert!(written.contains(expected), "{written}");
        assert_eq!(line("hugo", &written), line("article", &input));
    }
}

/// An empty map of ours is not taken for what we carry, whatever stands beside it.
#[test]
fn an_empty_map_of_ours_is_kept() {
    let plain = "---\ntitle: A\nfeedmatter: {}\n---\n";
    let odd = plain.replace(
        "title: A",
        "title: A\nparams: 3\nextra: 3\n[1, 2]: [3]\nnothing: null",
    );
    for input in [plain, &odd] {
        for dialect in ["article", "jekyll", "hugo", "zola"] {
            for fences in read_by(dialect) {
                let to = [
                    "--to",
                    "front-matter",
                    "--dialect",
                    dialect,
                    "--fences",
                    fences,
                ];
                let written = convert(&to, input);
                assert_eq!(line(dialect, &written), line("article", input), "{written}");
            }
        }
    }
}

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

/// Whatever an article has under the key beneath which the format stands.
#[test]
fn the_format_of_a_body_has_room() {
    for own in [
        "kept",
        "null",
        "{}",
        "[a]",
        "{own: 1}",
        "{body: html}",
        "{body: 3}",
        "{a: 1}",
    ] {
        let input = format!("---\ntitle: A\nfeedmatter: {own}\n---\n");
        let read = |text: &str| front_matter::read(text, &mut Vec::new()).expect("front matter");
        for (text, format) in [
            ("Text *x*.\n", BodyFormat::Html),
            ("<p>x</p>\n", BodyFormat::Markdown),
            ("Text.\n", BodyFormat::Markdown),
        ] {
            let article = Article {
                body: Some(Body {
                    text: text.to_owned(),
                    format,
                }),
                ..read(&input)
            };
            for syntax in [Syntax::Yaml, Syntax::Toml, Syntax::Json] {
                for dialect in ["article", "jekyll", "hugo"] {
                    let dialect = Dialect::named(dialect).expect("a dialect");
                    let options = WriteOptions { dialect, syntax };
                    let written =
                        front_matter::write_with(&article, &options).expect("front matter");
                    let back = front_matter::read_in(dialect, &written, &mut Vec::new())
                        .expect("front matter");
                    assert_eq!(back.body, article.body, "{written}");
                    assert_eq!(back.extra.fields, article.extra.fields, "{written}");
                }
            }
        }
    }
}

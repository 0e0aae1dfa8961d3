//! What generators refuse is not written: values, dates, whole languages.

use super::{convert, line, read_by};
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

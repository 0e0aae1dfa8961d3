//! Which format is read, and which one is written.

use std::fs;

use super::{HELLO, WORLD};
use crate::support::cli::Test;
use crate::support::fixtures::path;

const NOTE: &str = "feedmatter: note: the output holds 4 private fields and 0 drafts; to publish it, use --profile public\n";

fn complete() -> String {
    fs::read_to_string(path("articles/complete.md")).expect("a fixture")
}

#[test]
fn an_article_survives_a_pipe_through_every_format() {
    for chain in [
        ["rss", "atom", "rss"],
        ["atom", "rss", "atom"],
        ["json", "rss", "json"],
        ["atom", "json", "atom"],
        ["ndjson", "ndjson", "rss"],
        ["json", "ndjson", "ndjson"],
    ] {
        let mut text = complete();
        for format in chain {
            let test = Test::new(&["convert", "--to", format])
                .input(text)
                .stderr(NOTE)
                .any_stdout();
            text = test.run().stdout();
        }
        Test::new(&["convert", "--to", "front-matter"])
            .input(text)
            .stdout(complete())
            .run();
    }
}

#[test]
fn the_output_is_front_matter_for_a_feed_and_rss_for_front_matter() {
    let rss = Test::new(&["convert"])
        .input(WORLD)
        .any_stdout()
        .run()
        .stdout();
    assert!(rss.contains("<rss version=\"2.0\""), "{rss}");
    Test::new(&["convert"]).input(rss).stdout(WORLD).run();
}

#[test]
fn the_name_of_an_article_is_that_of_front_matter() {
    for name in ["a.md", "a.markdown", "a.mdx"] {
        let ran = Test::new(&["convert", "-o", name]).input(WORLD).run();
        assert_eq!(ran.read(name), WORLD);
    }
}

#[test]
fn endings_of_files_name_formats_in_any_case() {
    for (name, format) in [
        ("xml", "rss"),
        ("RSS", "rss"),
        ("JSONL", "ndjson"),
        ("md", "front-matter"),
        ("Markdown", "front-matter"),
    ] {
        let text = |to| {
            let test = Test::new(&["convert", "--to", to]).input(WORLD);
            test.any_stdout().run().stdout()
        };
        assert_eq!(text(name), text(format), "{name}");
    }
    let refused = Test::new(&["convert", "--to", "html"]).run_whatever();
    assert!(
        refused.stderr().contains("invalid value 'html'"),
        "{}",
        refused.stderr()
    );
    let refused = Test::new(&["generate", "--format", "md"]).run_whatever();
    assert!(
        refused.stderr().contains("invalid value 'md'"),
        "{}",
        refused.stderr()
    );
}

#[test]
fn what_is_to_be_a_path_is_no_standard_input_or_output() {
    for (arguments, key) in [
        (&["generate", "--config", "-"][..], "--config"),
        (&["fetch", "https://example.com/", "-o", "-"], "-o"),
        (
            &["fetch", "https://example.com/", "--state", "-"],
            "--state",
        ),
    ] {
        let ran = Test::new(arguments)
            .stderr(format!(
                "feedmatter: expected `{key}` to be a path such as `./-`, found `-`\n"
            ))
            .code(2)
            .run();
        assert!(ran.names("").is_empty());
    }
}

#[test]
fn the_name_of_the_output_tells_its_format() {
    for (name, start) in [
        ("feed.xml", "<rss"),
        ("a.rss", "<rss"),
        ("atom.xml", "<feed"),
        ("my-atom1.xml", "<feed"),
        ("anatomy.xml", "<rss"),
        ("x.atom", "<feed"),
        ("feed.json", "{"),
        ("feed.ndjson", "{\"title\":\"World\","),
        ("feed.jsonl", "{\"title\":\"World\","),
        ("new.md", "---"),
    ] {
        let ran = Test::new(&["convert", "-o", name]).input(WORLD).run();
        let text = ran.read(name);
        assert!(
            text.lines().any(|line| line.starts_with(start)),
            "{name}: {text}"
        );
    }
}

#[test]
fn a_format_makes_a_file_of_a_name_without_an_ending() {
    let ran = Test::new(&["convert", "--to", "rss", "-o", "feed"])
        .input(HELLO)
        .run();
    assert!(ran.read("feed").contains("<rss"));
}

#[test]
fn front_matter_is_written_for_every_generator() {
    let article = "---\ntitle: \"Hello\"\npublishedDateTime: 2021-01-02T03:04:05Z\nnothing: null\n\ntopics:\n  - a\n---\n\nText.\n";
    for (dialect, fences, expected) in [
        (
            "zola",
            "toml",
            "+++\ntitle = \"Hello\"\ndate = 2021-01-02T03:04:05Z\n\n[taxonomies]\ntags = [\"a\"]\n\n[feedmatter]\nvalues = \"{\\\"nothing\\\":null}\"\n+++\n\nText.\n",
        ),
        (
            "hugo",
            "json",
            "{\n  \"title\": \"Hello\",\n  \"date\": \"2021-01-02T03:04:05Z\",\n  \"tags\": [\n    \"a\"\n  ],\n  \"params\": {\n    \"nothing\": null\n  }\n}\n\nText.\n",
        ),
        (
            "astro",
            "yaml",
            "---\ntitle: \"Hello\"\npubDate: 2021-01-02T03:04:05Z\n\ntags:\n  - a\nnothing: null\n---\n\nText.\n",
        ),
    ] {
        let flags = [
            "convert",
            "--to",
            "front-matter",
            "--dialect",
            dialect,
            "--fences",
            fences,
        ];
        let text = Test::new(&flags)
            .input(article)
            .stdout(expected)
            .run()
            .stdout();
        let flags = ["convert", "--to", "ndjson", "--from-dialect", dialect];
        let line = Test::new(&flags).input(text).any_stdout().run().stdout();
        for part in [
            "\"title\":\"Hello\"",
            "\"publishedDateTime\":\"2021-01-02T03:04:05Z\"",
            "\"nothing\":null",
            "\"topics\":[\"a\"]",
        ] {
            assert!(line.contains(part), "{part}: {line}");
        }
    }
}

/// What we write with NUL between articles is what we read, whatever the fences.
#[test]
fn lists_of_articles_come_back() {
    let lines =
        "{\"title\":\"a\",\"body\":\"A.\\n\",\"bodyFormat\":\"markdown\"}\n{\"title\":\"b\"}\n";
    let convert = |arguments: &[&str], input: &str| {
        let test = Test::new(&[&["convert"], arguments].concat()).input(input);
        let text = test.any_stdout().run().stdout();
        text.replace(",\"feed\":{}", "")
    };
    for fences in ["yaml", "toml", "json"] {
        let list = convert(&["--from", "ndjson", "--fences", fences, "-0"], lines);
        assert!(list.contains('\0'), "{fences}: {list}");
        assert_eq!(
            convert(&["--to", "ndjson"], &list),
            lines,
            "{fences}: {list}"
        );
        let alone = convert(
            &["--from", "ndjson", "--fences", fences],
            "{\"title\":\"b\"}\n",
        );
        assert_eq!(
            convert(&["--to", "ndjson"], &alone),
            "{\"title\":\"b\"}\n",
            "{fences}: {alone}"
        );
    }
}

/// `jq` writes objects over several lines unless it is told otherwise.
#[test]
fn objects_over_several_lines_are_refused_by_name() {
    let spread = "{\n  \"title\": \"a\"\n}\n{\n  \"title\": \"b\"\n}\n";
    let message = "<stdin>:1:1: expected front matter or a feed, found JSON over several lines; write each object on a line of its own, such as with `jq -c`\n";
    for arguments in [&["convert"][..], &["convert", "--to", "rss"]] {
        Test::new(arguments)
            .input(spread)
            .stderr(format!("feedmatter: {message}"))
            .code(2)
            .run();
    }
    let ran = Test::new(&["convert", "--from", "ndjson", "--to", "rss"])
        .input(spread)
        .run_whatever();
    assert!(ran.stderr().contains(message), "{}", ran.stderr());
}

#[test]
fn key_names_and_fences_ask_for_front_matter() {
    let article = "---\ntitle: A\n---\n\nText.\n";
    let toml = "+++\ntitle = \"A\"\n+++\n\nText.\n";
    Test::new(&["convert", "a.md", "--dialect", "hugo", "--fences", "toml"])
        .file("a.md", article)
        .stdout(toml)
        .run();
    for (flags, output) in [(&["--to", "rss"][..], "-"), (&[], "a.xml")] {
        let arguments = [
            &["convert", "a.md", "--dialect", "hugo", "-o", output],
            flags,
        ]
        .concat();
        let ran = Test::new(&arguments)
            .file("a.md", article)
            .any_stdout()
            .run();
        let text = match output {
            "-" => ran.stdout(),
            name => ran.read(name),
        };
        assert!(text.contains("<rss"), "{text}");
    }
}

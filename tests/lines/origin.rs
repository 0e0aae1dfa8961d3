//! Whose lines they are: what is taken for articles, and what counts of what strangers say.

use std::fs;

use crate::support::cli::Test;
use crate::support::fixtures::path;

#[test]
fn what_a_stranger_says_of_other_fields_does_not_count() {
    let line = "{\"title\":\"A\",\"layout\":\"evil\",\"body\":\"<p onclick='x()'>A</p>\",\"bodyFormat\":\"html\",\"feed\":{}}\n";
    Test::new(&["convert", "--to", "front-matter", "--foreign"])
        .input(line)
        .stdout("---\ntitle: \"A\"\n---\n\n<p>A</p>")
        .run();
}

/// Markdown can hold any HTML.
#[test]
fn the_markdown_of_a_stranger_does_no_harm() {
    let line = |body: &str| {
        let body = serde_json::Value::from(body);
        format!(
            "{{\"webUrl\":\"https://a.example/\",\"body\":{body},\"bodyFormat\":\"markdown\",\"feed\":{{}}}}\n"
        )
    };
    let harmless = "*A* \"q\" & [b](https://b.example/) <b>c</b>\n\n```\n<script>\n```\n";
    let harmful = "*A* <script>x()</script>[b](javascript:x()) <b onclick='x()'>c</b> [d](/d)\n";
    let made_safe = "*A* b **c** [d](https://a.example/d)\n";
    for (before, after) in [(harmless, harmless), (harmful, made_safe)] {
        Test::new(&["convert", "--to", "ndjson", "--foreign"])
            .input(line(before))
            .stdout(line(after))
            .run();
    }
    Test::new(&["convert", "--to", "front-matter", "--foreign", "--body", "html"])
        .input(line(harmful))
        .stdout("---\nwebUrl: \"https://a.example/\"\n---\n\n<p><em>A</em> b <strong>c</strong> <a href=\"https://a.example/d\">d</a></p>\n")
        .run();
}

#[test]
fn other_json_is_not_taken_for_articles() {
    for text in ["{\"message\": \"Not Found\"}", "{\n  \"name\": 1\n}"] {
        Test::new(&["convert", "--to", "ndjson"])
            .input(text)
            .stderr("feedmatter: <stdin>:1:1: expected front matter or a feed, found JSON\n")
            .code(2)
            .run();
    }
}

/// Nobody knows whose names these are, but whoever gave them.
#[test]
fn a_lone_line_of_common_names_has_to_be_named() {
    let line = "{\"title\":\"a\"}\n";
    Test::new(&["convert", "--to", "ndjson"])
        .input(line)
        .stderr("feedmatter: <stdin>:1:1: expected front matter or a feed, found JSON, which is an article with `--from ndjson` alone\n")
        .code(2)
        .run();
    Test::new(&["convert", "--to", "ndjson", "--from", "ndjson"])
        .input(line)
        .stdout("{\"title\":\"a\",\"feed\":{}}\n")
        .run();
    Test::new(&["convert", "--to", "ndjson"])
        .input(line.repeat(2))
        .stdout("{\"title\":\"a\",\"feed\":{}}\n".repeat(2))
        .run();
}

/// A list of items is one of articles in a JSON Feed alone.
#[test]
fn a_line_may_have_items() {
    let lines = "{\"items\":[1],\"title\":\"a\",\"feed\":{}}\n{\"title\":\"b\",\"feed\":{}}\n";
    let (first, _) = lines.split_once('\n').expect("two lines");
    for input in [lines.to_owned(), format!("{first}\n")] {
        Test::new(&["convert", "--to", "ndjson"])
            .input(input.as_str())
            .stdout(input.as_str())
            .run();
    }
}

/// A filter that lets nothing through is one, too.
#[test]
fn no_line_is_a_feed_without_articles() {
    for from in ["ndjson", "tsv"] {
        for input in ["", "\n"] {
            for to in ["ndjson", "tsv", "front-matter"] {
                Test::new(&["convert", "--from", from, "--to", to])
                    .input(input)
                    .run();
            }
            let flags = ["convert", "--from", from, "--to", "atom", "--title", "T"];
            let feed = Test::new(&flags).input(input).any_stdout().run().stdout();
            assert!(feed.contains("<title>T</title>"), "{feed}");
            let flags = ["convert", "--from", from, "--to", from, "-o", "out"];
            let ran = Test::new(&flags).file("out", "old\n").input(input).run();
            assert_eq!(ran.read("out"), "");
        }
    }
    Test::new(&["convert", "--to", "ndjson"])
        .code(2)
        .stderr(
            "feedmatter: <stdin>:1:1: expected front matter or a feed, found an empty document\n",
        )
        .run();
}

/// As `jq -c '.items[]'` takes them out of a feed; with what we have written beside, and as strangers' until then.
#[test]
fn items_of_json_feed_are_read_as_such() {
    let items = "{\"id\":\"1\",\"url\":\"https://a.example/1\",\"title\":\"A\",\"content_html\":\"<p onclick=\\\"x\\\">B</p>\",\
                 \"date_published\":\"2024-03-05T10:00:00Z\",\"tags\":[\"t\"]}\n\
                 {\"id\":\"https://a.example/2\",\"content_text\":\"C\",\"_mine\":{\"a\":1}}\n\
                 {\"title\":\"D\",\"content_html\":\"E\",\"feed\":{}}\n";
    let read = "{\"id\":\"1\",\"title\":\"A\",\"publishedDateTime\":\"2024-03-05T10:00:00Z\",\"webUrl\":\"https://a.example/1\",\
                \"topics\":[\"t\"],\"body\":\"<p>B</p>\\n\",\"bodyFormat\":\"html\",\"feed\":{}}\n\
                {\"webUrl\":\"https://a.example/2\",\"feedmatter\":{\"format\":\"json\",\"json\":{\"_mine\":{\"a\":1}}},\
                \"body\":\"<p>C</p>\\n\",\"bodyFormat\":\"html\",\"feed\":{}}\n\
                {\"title\":\"D\",\"content_html\":\"E\",\"feed\":{}}\n";
    Test::new(&["convert", "--to", "ndjson"])
        .input(items)
        .stdout(read)
        .run();
    let date = "{\"title\":\"A\",\"date_published\":\"soon\"}\n";
    Test::new(&["convert", "--to", "ndjson", "--from", "ndjson"])
        .input(date)
        .stdout("{\"title\":\"A\",\"publishedDateTime\":\"soon\",\"feed\":{}}\n")
        .stderr(
            "feedmatter: <stdin>:1: warning: expected a date such as `2021-05-05T00:56:00Z`, found `soon`\n",
        )
        .run();
    // In one piece, with what its rows do not carry.
    let group = path("articles/addresses.feed.json");
    let feed = fs::read_to_string(&group).expect("a fixture");
    let feed: serde_json::Value = serde_json::from_str(&feed).expect("JSON");
    let ran = Test::new(&["convert", "--to", "front-matter", "--from", "ndjson"])
        .input(format!("{}\n", feed["items"][0]))
        .run_whatever();
    let article = fs::read_to_string(group.with_file_name("addresses.md")).expect("a fixture");
    assert_eq!(ran.stdout(), article);
}

#[test]
fn a_list_of_objects_has_to_be_lines() {
    for from in [&[][..], &["--from", "ndjson"]] {
        Test::new(&[&["convert", "--to", "ndjson"], from].concat())
            .input("[{\"title\":\"a\",\"content_text\":\"b\"}]\n")
            .stderr(
                "feedmatter: <stdin>:1:1: expected front matter or a feed, found JSON in brackets; write each object on a line of \
                 its own, such as with `jq -c '.[]'`\n",
            )
            .code(2)
            .run();
    }
}

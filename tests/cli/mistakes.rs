//! Input that cannot be read, or not as it is meant.

use super::{BROKEN, BROKEN_ERROR, WORLD};
use crate::support::cli::Test;

#[test]
fn one_bad_input_does_not_stop_the_others() {
    let test = Test::new(&[
        "convert",
        "a.md",
        "broken.md",
        "missing.md",
        "--to",
        "front-matter",
    ]);
    let missing = "feedmatter: missing.md: cannot read: No such file or directory (os error 2)\n";
    let test = test
        .file("a.md", WORLD)
        .file("broken.md", BROKEN)
        .stdout(WORLD)
        .code(1);
    test.stderr(format!("{missing}{BROKEN_ERROR}")).run();
}

#[test]
fn an_unexpected_value_is_a_warning_or_under_strict_an_error() {
    let text = "---\ntitle: \"Hello\"\nheat: high\ntitle: \"Twice\"\n---\n\n";
    let warnings = "feedmatter: <stdin>:4:1: warning: the key `title` occurs twice, and the last one counts\n\
                    feedmatter: <stdin>:3:1: warning: expected `heat` to be an integer, found `high`\n";
    let kept = "---\ntitle: \"Twice\"\nheat: high\n---\n\n";
    Test::new(&["convert", "--to", "front-matter"])
        .input(text)
        .stdout(kept)
        .stderr(warnings)
        .run();
    Test::new(&["convert", "--to", "front-matter", "-q"])
        .input(text)
        .stdout(kept)
        .run();
    let error = "feedmatter: <stdin>:4:1: the key `title` occurs twice, and the last one counts\n";
    Test::new(&["convert", "--to", "front-matter", "--strict"])
        .input(text)
        .stderr(error)
        .code(2)
        .run();
}

#[test]
fn a_date_that_nobody_can_read_is_a_warning_with_its_place() {
    let xml =
        "<rss><channel>\n<item><title>x</title><pubDate>yesterday</pubDate></item></channel></rss>";
    let warning = "feedmatter: <stdin>:2:32: warning: expected a date such as `2021-05-05T00:56:00Z`, found `yesterday`\n";
    Test::new(&["convert"])
        .input(xml)
        .any_stdout()
        .stderr(warning)
        .run();
}

#[test]
fn control_characters_never_reach_the_terminal() {
    let name = "a\u{1b}[31m.md";
    let error = "feedmatter: a\u{fffd}[31m.md:2: expected a line `---` that closes the front matter, found the end of the document\n";
    Test::new(&["convert", name])
        .file(name, "---\nx: 1\n")
        .stderr(error)
        .code(2)
        .run();
}

#[test]
fn nul_in_a_body_is_refused() {
    let body = r#"<fm:article version="1"><fm:body format="markdown" enc="json">"a\u0000b"</fm:body></fm:article>"#;
    let xml = format!(
        "<rss xmlns:fm=\"https://w3id.org/feedmatter/ns/1.0/\"><channel><item>{body}</item></channel></rss>"
    );
    let error = "feedmatter: <stdout>: expected a body of text, found the character NUL in it\n";
    Test::new(&["convert"])
        .input(xml)
        .stderr(error)
        .code(2)
        .run();
}

#[test]
fn nothing_but_nul_is_no_list_of_documents() {
    for format in ["ndjson", "tsv", "rss"] {
        Test::new(&["convert", "--to", format])
            .input("\0\0\0")
            .stderr(
                "feedmatter: <stdin>:1:1: expected front matter or a feed, found a binary file\n",
            )
            .code(2)
            .run();
    }
}

/// However much it says in however few bytes.
#[test]
fn front_matter_without_aliases_is_read() {
    const COUNT: usize = 1 << 17;
    for (start, item, end) in [
        ("a: [", "[],", "]"),
        ("a: [", "!!a ,", "]"),
        ("a: [", "\"\\L\",", "]"),
        ("a: {", "b,", "}"),
        ("a:\n", "-\n", ""),
        ("a:\n", "- -\n", ""),
    ] {
        let yaml = [start, &item.repeat(COUNT), end].concat();
        let test = Test::new(&["convert", "--to", "front-matter", "-q"]);
        test.input(format!("---\n{yaml}\n---\n")).any_stdout().run();
    }
}

/// What would take for ever, or all memory, is refused or made harmless.
#[test]
fn bombs_do_not_go_off() {
    let aliases = format!(
        "---\na: &a \"{}\"\nb: [{}]\n---\n",
        "x".repeat(100_000),
        "*a, ".repeat(2_000)
    );
    let times = |item: &str| format!("[{}]", [item].repeat(100).join(","));
    let numbers = format!(
        "---\na: &a {}\nb: &b {}\nc: {}\n---\n",
        times("1"),
        times("*a"),
        times("*b")
    );
    let tags = format!(
        "---\na: &a !{} 1\nb: [{}]\n---\n",
        "x".repeat(100_000),
        "*a, ".repeat(2_000)
    );
    let brackets = format!("---\na: {}\n---\n", "[".repeat(100_000));
    let duplicates = format!(
        "---\n{}---\n",
        (0..20_000)
            .map(|i| format!("k{}: {i}\n", i % 100))
            .collect::<String>()
    );
    let elements = format!(
        "<rss><channel><item><description>{}x</description></item></channel></rss>",
        "&lt;div>".repeat(50_000)
    );
    for (input, code) in [
        (aliases, 2),
        (numbers, 2),
        (tags, 2),
        (brackets, 2),
        (duplicates, 0),
        (elements, 0),
    ] {
        let ran = Test::new(&["convert", "--to", "front-matter", "-q"])
            .input(input)
            .run_whatever();
        assert_eq!(ran.code(), Some(code), "{}", ran.stderr());
        assert!(ran.stdout().len() < 10_000);
    }
}

/// What is looked at anew for each of what follows takes the square of the time.
#[test]
fn what_repeats_is_read_in_proportion() {
    let many = 40_000;
    let blocks = format!(
        "<description>{}x{}</description>",
        " ".repeat(4 * many),
        "<div></div>".repeat(many)
    );
    let dates = format!(
        "{}{}",
        "<pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate>".repeat(many),
        "<dc:date/>".repeat(many)
    );
    for inside in [blocks, dates] {
        let start = "<rss xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>T</title>";
        Test::new(&["convert", "-q", "--to", "rss", "--profile", "public"])
            .input(format!("{start}{inside}</channel></rss>"))
            .any_stdout()
            .run();
    }
}

#[test]
fn values_within_are_of_their_type_too() {
    let article = "---\ntitle: \"A\"\nimages:\n  - url: \"https://a.example/a.jpg\"\n    width: \"300\"\n---\n";
    let message = "expected `width` in `images` to be an integer, 0 or more, found `300`\n";
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", article)
        .any_stdout()
        .stderr(format!("feedmatter: a.md:3:1: warning: {message}"))
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson", "--strict"])
        .file("a.md", article)
        .stderr(format!("feedmatter: a.md:3:1: {message}"))
        .code(2)
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", "---\ntopics: [Rust, {a: b}]\n---\n")
        .any_stdout()
        .stderr("feedmatter: a.md:2:1: warning: expected `topics` to be a list of texts, found one of a map and text\n")
        .run();
    Test::new(&["convert", "a.md", "--to", "ndjson"])
        .file("a.md", "---\nquality: 9223372036854775808\nimages: [{width: -1}]\n---\n")
        .any_stdout()
        .stderr(
            "feedmatter: a.md:2:1: warning: expected `quality` to be an integer that fits 64 bits, found `9223372036854775808`\n\
             feedmatter: a.md:3:1: warning: expected `width` in `images` to be an integer, 0 or more, found `-1`\n",
        )
        .run();
}

#[test]
fn a_bound_says_how_to_raise_it() {
    let feed = "<rss><channel><item/><item/><item><a:b><a:b/></a:b></item></channel></rss>";
    for (flag, value, message) in [
        (
            "--max-items",
            "2",
            "expected at most 2 articles, found more; raise it with --max-items",
        ),
        (
            "--max-size",
            "20",
            "expected at most 20 bytes, found more; raise it with --max-size",
        ),
        (
            "--max-depth",
            "3",
            "expected elements nested at most 3 deep, found more; raise it with --max-depth",
        ),
    ] {
        Test::new(&["convert", "feed.xml", flag, value])
            .file("feed.xml", feed)
            .stderr(format!("feedmatter: feed.xml: {message}\n"))
            .code(2)
            .run();
    }
}

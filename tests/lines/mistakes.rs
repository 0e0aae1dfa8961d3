//! Lines that are bad ones: each is said, and stops no other.

use super::{LINES, NO_LINE};
use crate::support::cli::Test;

#[test]
fn a_bad_line_is_left_out_and_said() {
    let (first, second) = LINES.split_once('\n').expect("two lines");
    let bad = format!("{first}\n\n{{\"title\": oops}}\n[1]\n{second}");
    let errors = "feedmatter: <stdin>:3:11: expected JSON: expected value\n\
                  feedmatter: <stdin>:4:1: expected JSON: invalid type: sequence, expected a map\n";
    Test::new(&["convert", "--to", "ndjson"])
        .input(bad.clone())
        .stdout(LINES)
        .stderr(errors)
        .code(1)
        .run();
    // The same when they are read as a whole, and when the first line is the bad one.
    let rss = Test::new(&["convert", "--to", "rss"])
        .input(bad)
        .any_stdout()
        .stderr(errors)
        .code(1)
        .run();
    assert_eq!(rss.stdout().matches("<item>").count(), 2);
    let error = "feedmatter: a.ndjson:1:1: expected JSON: expected value\n";
    Test::new(&["convert", "a.ndjson", "--to", "ndjson"])
        .file("a.ndjson", format!("oops\n{LINES}"))
        .stdout(LINES)
        .stderr(error)
        .code(1)
        .run();
    Test::new(&["convert", "a.ndjson", "--to", "rss"])
        .file("a.ndjson", "oops\n")
        .stderr(error)
        .code(2)
        .run();
    // Each of them, if there is no other.
    for to in ["ndjson", "rss"] {
        Test::new(&["convert", "a.tsv", "--from", "tsv", "--to", to])
            .file("a.tsv", "oops\n\na\tb\n")
            .stderr(format!(
                "feedmatter: a.tsv:1: {NO_LINE}\nfeedmatter: a.tsv:3: {NO_LINE}\n"
            ))
            .code(2)
            .run();
    }
}

#[test]
fn a_line_of_another_encoding_or_size_is_a_bad_one() {
    let bytes = [b"{\"title\":\"caf\xe9\"}\n".as_slice(), LINES.as_bytes()].concat();
    Test::new(&["convert", "--to", "ndjson", "--from", "ndjson"])
        .input(bytes)
        .stdout(LINES)
        .stderr("feedmatter: <stdin>:1:14: expected text in UTF-8, found the byte 0xE9\n")
        .code(1)
        .run();
    let long = format!("{{\"title\":\"{}\"}}\n{LINES}", "x".repeat(100_000));
    Test::new(&[
        "convert",
        "--to",
        "ndjson",
        "--from",
        "ndjson",
        "--max-size",
        "100",
    ])
    .input(long)
    .stdout(LINES)
    .stderr("feedmatter: <stdin>:1: expected at most 100 bytes, found more\n")
    .code(1)
    .run();
}

/// No text file holds NUL.
#[test]
fn an_article_with_nul_stops_no_other() {
    let lines = "{\"title\":\"A\",\"feed\":{}}\n{\"title\":\"bad\",\"body\":\"a\\u0000b\",\"feed\":{}}\n{\"title\":\"B\",\"feed\":{}}\n";
    let error = |place: &str| {
        format!("feedmatter: {place}: expected a body of text, found the character NUL in it\n")
    };
    let ran = Test::new(&["convert", "a.ndjson", "-o", "out/"])
        .file("a.ndjson", lines)
        .stderr(error("out/: article 2, `bad`"))
        .code(1)
        .run();
    assert_eq!(ran.names("out"), ["a.md", "b.md"]);
    Test::new(&["convert", "--to", "front-matter", "-0"])
        .input(lines)
        .stdout("---\ntitle: \"A\"\n---\n\n\0---\ntitle: \"B\"\n---\n\n\0")
        .stderr(error("<stdout>: article 2, `bad`"))
        .code(1)
        .run();
    let bad = lines.lines().nth(1).expect("a line");
    for output in ["out.md", "out/"] {
        let ran = Test::new(&["convert", "--from", "ndjson", "-o", output])
            .input(bad)
            .stderr(error(output))
            .code(2)
            .run();
        assert!(!ran.path(output).exists());
    }
}

#[test]
fn a_bad_one_of_several_articles_is_named_by_its_number() {
    Test::new(&["convert", "--to", "ndjson", "--max-size", "40"])
        .input(format!(
            "---\ntitle: a\n---\n\0---\ntitle: [\n---\n\0---\ntitle: {}\n---\n\0---\ntitle: d\n---\n",
            "c".repeat(100)
        ))
        .stdout("{\"title\":\"a\",\"feed\":{}}\n{\"title\":\"d\",\"feed\":{}}\n")
        .stderr(
            "feedmatter: <stdin>#2:3:1: expected YAML: did not find expected node content, while parsing a flow node\n\
             feedmatter: <stdin>#3: expected at most 40 bytes, found more; raise it with --max-size\n",
        )
        .code(1)
        .run();
    // However long, and what is no article stops no other.
    let long = "x".repeat(100_000);
    let article = |title: &str| format!("---\ntitle: {title}\n---\n\0");
    let line = |title: &str| format!("{{\"title\":\"{title}\",\"feed\":{{}}}}\n");
    Test::new(&["convert", "--to", "ndjson"])
        .input(article(&long) + &article("B") + "\0oops\0" + &article("C"))
        .stdout([line(&long), line("B"), line("C")].concat())
        .stderr("feedmatter: <stdin>#4:1:1: expected front matter or a feed, found a text without front matter\n")
        .code(1)
        .run();
    // Within an article, it is no text.
    Test::new(&["convert", "--to", "ndjson"])
        .input("---\ntitle: A\n---\n\0oops")
        .stderr("feedmatter: <stdin>:1:1: expected front matter or a feed, found a binary file\n")
        .code(2)
        .run();
}

/// It can be written nowhere.
#[test]
fn a_line_that_is_too_deep_stops_no_other() {
    let deep = format!("{}1{}", "{\"x\":".repeat(130), "}".repeat(130));
    let lines = LINES.replacen('\n', &format!("\n{deep}\n"), 1);
    for to in ["ndjson", "json"] {
        let ran = Test::new(&["convert", "a.ndjson", "--to", to])
            .file("a.ndjson", &lines)
            .any_stdout()
            .stderr("feedmatter: a.ndjson:2: expected values nested at most 128 deep, found more\n")
            .code(1)
            .run();
        let written = ran.stdout().replace("\": \"", "\":\"");
        let has = |title: &str| written.contains(&format!("\"title\":\"{title}\""));
        assert!(has("A") && has("B"), "{written}");
    }
}

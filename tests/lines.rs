//! Articles line by line.

use std::fs;
use std::io::{BufRead, BufReader, Write};
use std::process::{Command, Stdio};

use crate::support::cli::Test;
use crate::support::fixtures::path;

const LINES: &str = "{\"title\":\"A\",\"topics\":[\"AI\"],\"feed\":{\"title\":\"One\"}}\n{\"title\":\"B\",\"feed\":{\"title\":\"Two\"}}\n";

const TABBED: &str = "1609556645\tHello\thttps://example.com/hello/\t<p>Some <em>words</em>.</p>\\n<p>C:\\\\dir</p>\thtml\t\tJane\thttps://example.com/a.mp3\tAI|Rust\n\
                      \tPlain\t\tA summary.\tplain\tid-2\t\t\t\n";

/// What is said of one that is none of [`TABBED`].
const NO_LINE: &str =
    "expected a time, a title, an address and the like with tabs between them, found another line";

#[test]
fn each_article_keeps_its_feed() {
    let feed = |title: &str, item: &str| {
        format!(
            "<rss><channel><title>{title}</title><item><title>{item}</title></item></channel></rss>"
        )
    };
    let lines = "{\"title\":\"A\",\"provider\":{\"name\":\"One\"},\"feed\":{\"title\":\"One\"}}\n\
                 {\"title\":\"B\",\"provider\":{\"name\":\"Two\"},\"feed\":{\"title\":\"Two\"}}\n";
    Test::new(&["convert", "a.xml", "b.xml", "--to", "ndjson"])
        .file("a.xml", feed("One", "A"))
        .file("b.xml", feed("Two", "B"))
        .stdout(lines)
        .run();
    Test::new(&["convert", "--to", "ndjson"])
        .input(LINES)
        .stdout(LINES)
        .run();
    Test::new(&["convert", "--to", "ndjson", "--title", "T"])
        .input(LINES)
        .stdout(LINES.replace("One", "T").replace("Two", "T"))
        .run();
}

/// A language that a feed says once for all.
#[test]
fn articles_keep_the_language_of_the_feed_that_they_leave() {
    let feed = |title: &str, language: &str| {
        format!(
            "<rss><channel><title>{title}</title><language>{language}</language>\
             <item><title>{title}</title><guid>{title}</guid></item></channel></rss>"
        )
    };
    let (german, english) = (feed("Eins", "de"), feed("Two", "en_US"));
    let convert = |inputs: &[&str], more: &[&str]| {
        Test::new(&[&["convert", "--profile", "public"], inputs, more].concat())
            .file("de.xml", &german)
            .file("en.xml", &english)
            .file("none.xml", feed("Drei", ""))
            .file(
                "both.ndjson",
                "{\"id\":\"1\",\"feed\":{\"language\":\"de\"}}\n{\"id\":\"2\",\"feed\":{\"language\":\"en-US\"}}\n\
                 {\"id\":\"3\",\"lang\":\"fr\",\"feed\":{\"language\":\"en\"}}\n{\"id\":\"4\",\"feed\":{\"language\":\"DE\"}}\n",
            )
            .any_stdout()
            .run()
            .stdout()
    };
    let languages = |inputs: &[&str], more: &[&str]| {
        let text = convert(inputs, &[more, &["--to", "json"]].concat());
        let json: serde_json::Value = serde_json::from_str(&text).expect("JSON");
        let items = json["items"].as_array().expect("items").iter();
        let all = [&json].into_iter().chain(items);
        let said = all.map(|it| it["language"].as_str().unwrap_or("-").to_owned());
        said.collect::<Vec<_>>().join(" ")
    };
    let (both, lines) = (&["de.xml", "en.xml"], &["both.ndjson"]);
    assert_eq!(languages(both, &[]), "de - en-US");
    assert_eq!(languages(both, &["--language", "en-US"]), "en-US de -");
    assert_eq!(languages(&["de.xml"], &["--language", "en"]), "en -");
    assert_eq!(languages(&["none.xml", "en.xml"], &[]), "- - en-US");
    assert_eq!(languages(lines, &[]), "de - en-US fr -");
    // Of several, it is that of the feed alone, however they come.
    assert_eq!(languages(both, &["--language", "pt"]), "pt de en-US");
    // Of one input, it corrects the first.
    assert_eq!(languages(lines, &["--language", "pt"]), "pt - en-US fr -");
    let twice = &["de.xml", "de.xml"];
    assert_eq!(languages(twice, &["--language", "pt"]), "pt de de");
    let line = |title: &str, locale: &str, language: &str| {
        format!(
            "{{\"id\":\"{title}\",\"title\":\"{title}\",{locale}\"provider\":{{\"name\":\"{title}\"}},\
             \"feed\":{{\"title\":\"{title}\",\"language\":\"{language}\"}}}}\n"
        )
    };
    let pt = &["--to", "ndjson", "--language", "pt"];
    assert_eq!(convert(&["de.xml"], pt), line("Eins", "", "pt"));
    assert_eq!(
        convert(both, pt),
        line("Eins", "\"locale\":\"de\",", "pt") + &line("Two", "\"locale\":\"en-US\",", "pt")
    );
    // Lines go out before the next are read: what is corrected is the first.
    let lines = convert(lines, pt);
    let locales = lines.lines().map(|line| {
        let line: serde_json::Value = serde_json::from_str(line).expect("JSON");
        assert_eq!(line["feed"]["language"], "pt");
        line["locale"].as_str().unwrap_or("-").to_owned()
    });
    assert_eq!(locales.collect::<Vec<_>>(), ["-", "en-US", "fr", "-"]);
    let rss = convert(both, &["--to", "rss"]);
    assert!(rss.contains("<dc:language>en-US</dc:language>"), "{rss}");
    let atom = convert(both, &["--to", "atom"]);
    assert!(
        atom.contains("<title xml:lang=\"en-US\" type=\"text\">Two"),
        "{atom}"
    );
}

/// Whoever reads a feed made of several is not led to the first of them.
#[test]
fn a_feed_of_several_is_none_of_them() {
    let feed = |name: &str| {
        format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\" xml:lang=\"en\"><title>{name}</title><id>urn:{name}</id>\
             <link href=\"https://{name}.example/\"/><link rel=\"self\" href=\"https://{name}.example/feed\"/>\
             <link rel=\"hub\" href=\"https://hub.example/{name}\"/><link rel=\"next\" href=\"https://{name}.example/2\"/>\
             <rights>{name} owns</rights><logo>https://{name}.example/logo.png</logo><generator>of {name}</generator>\
             <updated>2026-05-05T00:00:00Z</updated><subtitle>About {name}</subtitle><author><name>Editor {name}</name></author>\
             <entry><title>{name} writes</title><id>urn:{name}:1</id><updated>2026-01-01T00:00:00Z</updated></entry></feed>"
        )
    };
    let convert = |arguments: &[&str], input: &str| {
        Test::new(&[&["convert"], arguments].concat())
            .file("one.atom", feed("one"))
            .file("two.atom", feed("two"))
            .input(input)
            .any_stdout()
            .run()
            .stdout()
    };
    let both = ["one.atom", "two.atom"];
    let lines = convert(&[&both[..], &["--to", "ndjson"]].concat(), "");
    for profile in ["public", "lossless"] {
        let to = ["--to", "atom", "--profile", profile];
        let atom = convert(&[&both[..], &to].concat(), "");
        assert_eq!(convert(&to, &lines), atom);
        assert!(atom.contains("<title>one</title>"), "{atom}");
        assert!(
            atom.contains("<updated>2026-01-01T00:00:00Z</updated>"),
            "{atom}"
        );
        let of_one = [
            "urn:one<",
            "one.example/feed",
            "/2\"",
            "hub",
            "owns",
            "logo",
            "of one",
        ];
        for text in of_one {
            assert!(!atom.contains(text), "{text}: {atom}");
        }
        let named = ["--title", "Both", "--link", "https://planet.example/"];
        let atom = convert(&[&both[..], &to, &named].concat(), "");
        assert!(atom.contains("<id>https://planet.example/</id>"), "{atom}");
        // Another part of the same feed is none of another.
        let atom = convert(&[&["one.atom", "one.atom"], &to[..]].concat(), "");
        assert!(of_one.iter().all(|text| atom.contains(text)), "{atom}");
    }
}

/// What a folder says of its feed holds for its own articles.
#[test]
fn articles_keep_the_language_of_the_folder_that_they_leave() {
    let rss = Test::new(&["convert", "fr", "de", "none", "--to", "rss"])
        .file("fr/_feed.yml", "title: F\nlanguage: fr\n")
        .file("fr/a.md", "---\ntitle: A\n---\n")
        .file("de/_feed.yml", "language: de\n")
        .file("de/b.md", "---\ntitle: B\n---\n")
        .file("none/c.md", "---\ntitle: C\n---\n")
        .any_stdout()
        .run()
        .stdout();
    let said = rss.lines().map(str::trim);
    let said = said.filter(|line| line.contains("<title>") || line.contains("language>"));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "<title>F</title>",
            "<language>fr</language>",
            "<title>A</title>",
            "<title>B</title>",
            "<dc:language>de</dc:language>",
            "<title>C</title>"
        ],
        "{rss}"
    );
}

/// Otherwise 8 MB of elements and items could become terabytes.
#[test]
fn a_long_word_on_a_feed_is_said_once() {
    let item = |number| format!("<item><title>{number}</title></item>");
    let items: String = (0..600).map(item).collect();
    let kept = "<x:y xmlns:x='urn:x'>z</x:y>";
    let description = format!("<description>{}</description>", "urn:x ".repeat(5_000));
    for (said, all, others) in [
        (kept.repeat(10), 10, 10),
        (kept.repeat(3_000), 3_000, 0),
        (description, 5_000, 0),
    ] {
        let rss = format!("<rss><channel><title>T</title>{said}{items}</channel></rss>");
        let lines = Test::new(&["convert", "-q", "--to", "ndjson"])
            .input(rss.as_str())
            .any_stdout()
            .run()
            .stdout();
        let counts: Vec<usize> = lines
            .lines()
            .map(|line| line.matches("urn:x").count())
            .collect();
        assert_eq!((counts.len(), counts[0]), (600, all));
        assert!(
            counts[1..].iter().all(|count| *count == others),
            "{counts:?}"
        );
        assert!(
            lines
                .lines()
                .all(|line| line.contains("\"feed\":{\"title\":\"T\""))
        );
        for to in ["atom", "ndjson"] {
            let convert = |input: &str| {
                Test::new(&["convert", "-q", "--to", to])
                    .input(input)
                    .any_stdout()
                    .run()
                    .stdout()
            };
            if to == "atom" {
                assert_eq!(convert(&lines), convert(&rss));
            } else {
                assert_eq!(convert(&lines), lines);
            }
        }
    }
}

#[test]
fn lines_become_a_feed() {
    let xml = Test::new(&["convert", "--to", "atom", "--title", "T"])
        .input(LINES)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        xml.contains(">T</title>") && xml.matches("<entry>").count() == 2,
        "{xml}"
    );
}

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

#[test]
fn public_lines_hold_nothing_private() {
    let lines = "{\"title\":\"A\",\"quality\":7777,\"mood\":\"leak\",\"feed\":{\"title\":\"One\",\"x\":\"leak\"}}\n\
                 {\"title\":\"leak\",\"published\":false,\"feed\":{}}\n";
    Test::new(&["convert", "--to", "ndjson", "--profile", "public"])
        .input(lines)
        .stdout("{\"title\":\"A\",\"feed\":{\"title\":\"One\"}}\n")
        .run();
}

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
        .stdout("---\ntitle: \"A\"\n---\n\n\0---\ntitle: \"B\"\n---\n\n")
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

/// A line comes out before the next one is there.
#[test]
fn lines_are_passed_on_as_they_come() {
    for (lines, to) in [(LINES, "ndjson"), (TABBED, "tsv")] {
        let mut child = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
            .args(["convert", "--to", to])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .spawn()
            .expect("a program");
        let mut input = child.stdin.take().expect("an input");
        let mut output = BufReader::new(child.stdout.take().expect("an output"));
        for line in lines.split_inclusive('\n') {
            input.write_all(line.as_bytes()).expect("a line in");
            input.flush().expect("a line in");
            let mut passed = String::new();
            output.read_line(&mut passed).expect("a line out");
            assert_eq!(passed, line);
        }
        drop(input);
        assert!(child.wait().expect("an end").success());
    }
}

#[test]
fn articles_with_nul_between_them_are_passed_on_as_they_come() {
    let mut child = Command::new(env!("CARGO_BIN_EXE_feedmatter"))
        .args(["convert", "--to", "ndjson"])
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .spawn()
        .expect("a program");
    let mut input = child.stdin.take().expect("an input");
    let mut output = BufReader::new(child.stdout.take().expect("an output"));
    for title in ["a", "b", "c"] {
        let article = format!("---\ntitle: {title}\n---\n\0");
        input.write_all(article.as_bytes()).expect("an article in");
        input.flush().expect("an article in");
        let mut passed = String::new();
        output.read_line(&mut passed).expect("a line out");
        assert_eq!(passed, format!("{{\"title\":\"{title}\",\"feed\":{{}}}}\n"));
    }
    drop(input);
    assert!(child.wait().expect("an end").success());
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

/// Those that come together are worked at together, however they are divided.
#[test]
fn many_lines_are_as_few() {
    const COUNT: usize = 5_000;
    for (from, lines) in [("ndjson", LINES), ("tsv", TABBED)] {
        let many = lines.repeat(COUNT);
        let at = 2 * COUNT + 1;
        let error = match from {
            "ndjson" => format!("{at}:1: expected JSON: expected value"),
            _ => format!("{at}: {NO_LINE}"),
        };
        let ran = Test::new(&["convert", "--from", from, "--to", from, "-o", "out"])
            .input([&many, "an odd line\n", &many, many.trim_end_matches('\n')].concat())
            .stderr(format!("feedmatter: <stdin>:{error}\n"))
            .code(1)
            .run();
        assert!(ran.read("out") == lines.repeat(3 * COUNT));
    }
}

#[test]
fn a_folder_speaks_for_its_articles() {
    let folder = path("sites/blog");
    let folder = folder.to_str().expect("a path");
    let ran = Test::new(&["convert", folder, "--to", "ndjson", "-o", "x.ndjson", "-q"]).run();
    let lines = ran.read("x.ndjson");
    assert!(lines.lines().count() >= 2, "{lines}");
    for line in lines.lines() {
        assert!(
            line.contains("\"feed\":{\"title\":\"A blog of two posts\""),
            "{line}"
        );
    }
    let articles = fs::read_to_string(path("articles/complete.ndjson")).expect("a fixture");
    assert_eq!(articles.lines().count(), 1);
}

/// What is not as it should be is the article's own.
#[test]
fn names_of_ours_with_other_values_are_kept() {
    let format = "expected `bodyFormat` to be `html` or `markdown`, found";
    for (line, kept, warning) in [
        (
            r#"{"title":"a","bodyFormat":"rst","body":"x","feed":{}}"#,
            r#"{"title":"a","$bodyFormat":"rst","body":"x","bodyFormat":"markdown","feed":{}}"#,
            format!("{format} `rst`"),
        ),
        (
            r#"{"body":"<p>x</p>","bodyFormat":7,"feed":{}}"#,
            r#"{"$bodyFormat":7,"body":"<p>x</p>","bodyFormat":"html","feed":{}}"#,
            format!("{format} an integer"),
        ),
        (
            r#"{"title":"a","body":["x"],"bodyFormat":"html","feed":{"title":"T"}}"#,
            r#"{"title":"a","$body":["x"],"feed":{"title":"T"}}"#,
            "expected `body` to be text, found a list".to_owned(),
        ),
        (
            r#"{"feed":"https://a.example/","$feed":"another"}"#,
            r#"{"$feed":"https://a.example/","feed":{}}"#,
            "expected `feed` to be a map, found `https://a.example/`".to_owned(),
        ),
        (
            r#"{"title":"a","body":null,"bodyFormat":null,"feed":null}"#,
            r#"{"title":"a","feed":{}}"#,
            String::new(),
        ),
    ] {
        let stderr = match &*warning {
            "" => String::new(),
            warning => format!("feedmatter: <stdin>:1: warning: {warning}\n"),
        };
        let arguments = ["convert", "--from", "ndjson", "--to", "ndjson"];
        let kept = format!("{kept}\n");
        let test = Test::new(&arguments).input(line);
        test.stdout(kept.as_str()).stderr(stderr).run();
        let test = Test::new(&arguments).input(kept.as_str());
        test.stdout(kept.as_str()).run();
    }
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

/// The lines of sfeed.
#[test]
fn tab_separated_lines_are_those_of_sfeed() {
    Test::new(&["convert", "--to", "tsv"])
        .input(TABBED)
        .stdout(TABBED)
        .run();
    let article = "---\nid: id-2\ntitle: \"Plain\"\nexcerpt: \"A summary.\"\n---\n\n";
    Test::new(&["convert", "a.tsv"])
        .file("a.tsv", TABBED.lines().nth(1).expect("a line"))
        .stdout(article)
        .run();
    Test::new(&["convert", "--to", "tsv"])
        .input("---\ntitle: \"a\\tb\\nc\"\nquality: 7777\n---\n")
        .stdout("\ta b c\t\t\t\t\t\t\t\n")
        .run();
}

/// Those of plain text stay so; a time that is none stands where front matter has it.
#[test]
fn tab_separated_lines_hold_poems_and_odd_times() {
    Test::new(&["convert", "--from", "tsv"])
        .input("\tP\t\tRoses are red,\\nViolets are blue\tplain\t\t\t\t\n")
        .stdout("---\ntitle: \"P\"\n---\n\n<p>Roses are red,<br>\nViolets are blue</p>\n")
        .run();
    Test::new(&["convert", "--from", "tsv"])
        .input("99999999999999999\tT\t\t\t\t\t\t\t\n")
        .stdout("---\ntitle: \"T\"\npublishedDateTime: \"99999999999999999\"\n---\n\n")
        .stderr("feedmatter: <stdin>:1: warning: expected the seconds of a time, found `99999999999999999`\n")
        .run();
}

/// A line has no feed from which an article could have them.
#[test]
fn tab_separated_lines_name_the_authors_of_the_feed() {
    let entry = |author: &str| {
        format!("<entry><title>A</title><link href=\"https://example.com/a\"/>{author}</entry>")
    };
    let ann = "<author><name>Ann</name></author>";
    let entries = [entry(ann), entry(""), entry(&ann.replace("Ann", "Ben"))].concat();
    let line = |author| format!("\tA\thttps://example.com/a\t\t\t\t{author}\t\t\n");
    Test::new(&["convert", "--to", "tsv"])
        .input(format!(
            "<feed xmlns=\"http://www.w3.org/2005/Atom\">{ann}{entries}</feed>"
        ))
        .stdout(["Ann", "Ann", "Ben"].map(line).concat())
        .run();
}

/// What stands in one field cannot be told apart again.
#[test]
fn tab_separated_lines_have_the_first_author() {
    Test::new(&["convert", "--to", "tsv"])
        .input("---\ntitle: A\nprovider: {authors: [{url: 'https://a.example/'}, {name: Ann}, {name: Bob}]}\n---\n")
        .stdout("\tA\t\t\t\t\tAnn\t\t\n")
        .run();
}

/// Such as by `cut`.
#[test]
fn tab_separated_lines_may_be_cut_short() {
    let cut = |count: usize| {
        let lines = TABBED.lines().map(|line| {
            let fields: Vec<&str> = line.split('\t').take(count).collect();
            fields.join("\t") + "\n"
        });
        lines.collect::<String>()
    };
    for count in [3, 5, 8] {
        let missing = "\t".repeat(9 - count);
        let whole = cut(count).replace('\n', &format!("{missing}\n"));
        Test::new(&["convert", "--from", "tsv", "--to", "tsv"])
            .input(cut(count))
            .stdout(whole)
            .run();
    }
    Test::new(&["convert", "--from", "tsv", "--to", "tsv"])
        .input(cut(2))
        .stderr(format!(
            "feedmatter: <stdin>:1: {NO_LINE}\nfeedmatter: <stdin>:2: {NO_LINE}\n"
        ))
        .code(2)
        .run();
    // It may be the table of any program.
    Test::new(&["convert", "--to", "tsv"])
        .input(cut(3))
        .stderr("feedmatter: <stdin>:1:1: expected front matter or a feed, found a text without front matter\n")
        .code(2)
        .run();
}

/// As of those of NDJSON.
#[test]
fn a_bad_tab_separated_line_is_left_out_and_said() {
    let (first, second) = TABBED.split_once('\n').expect("two lines");
    let bad = format!("{first}\nan odd line\n{second}");
    let error = format!("feedmatter: <stdin>:2: {NO_LINE}\n");
    Test::new(&["convert", "--to", "tsv"])
        .input(bad.clone())
        .stdout(TABBED)
        .stderr(error.clone())
        .code(1)
        .run();
    let rss = Test::new(&["convert", "--to", "rss"])
        .input(bad)
        .any_stdout()
        .stderr(error)
        .code(1)
        .run();
    assert_eq!(rss.stdout().matches("<item>").count(), 2);
    // Tables of other programs end so, too, and so may anything.
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", "name\tage\nAnn\t30\n")
        .stderr("feedmatter: a.tsv:1:1: expected front matter or a feed, found a text without front matter\n")
        .code(2)
        .run();
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", "---\ntitle: A\n---\n")
        .stdout("\tA\t\t\t\t\t\t\t\n")
        .run();
    Test::new(&["convert", "--from", "tsv", "--to", "ndjson"])
        .input(LINES)
        .stderr("feedmatter: <stdin>:1:1: expected tsv, found ndjson\n")
        .code(2)
        .run();
    // What others have put together.
    for to in ["tsv", "rss"] {
        let both = format!("\u{feff}{TABBED}\u{feff}{TABBED}");
        let ran = Test::new(&["convert", "--to", to])
            .input(both)
            .any_stdout()
            .run();
        assert_eq!(ran.stdout().matches("Plain").count(), 2);
    }
    // Not of bytes that end in that of a line end.
    let wide: Vec<u8> = TABBED.encode_utf16().flat_map(u16::to_le_bytes).collect();
    Test::new(&["convert", "a.tsv", "--to", "tsv"])
        .file("a.tsv", [b"\xff\xfe".to_vec(), wide].concat())
        .stdout(TABBED)
        .run();
    Test::new(&["convert", "--to", "tsv"])
        .input(TABBED.replace("Hello", "Caf\u{e9}").chars().map(|c| c as u8).collect::<Vec<_>>())
        .stdout(TABBED.replace("Hello", "Caf\u{e9}"))
        .stderr("feedmatter: <stdin>:1:15: warning: expected text in UTF-8, found the byte 0xE9; read as windows-1252, which is a guess\n")
        .run();
}

/// Whatever is said of their encoding: lines of JSON are UTF-8.
#[test]
fn lines_keep_their_feeds_in_every_encoding() {
    Test::new(&["convert", "--to", "ndjson", "--encoding", "utf-8"])
        .input(LINES)
        .stdout(LINES)
        .run();
}

/// What two lines are in is told from both of them.
#[test]
fn the_encoding_of_tab_separated_lines_is_that_of_all() {
    let line = |title: &[u8]| [b"\t", title, b"\t\t\t\t\t\t\t\n"].concat();
    // Shift_JIS.
    let titles: [&[u8]; 2] = [
        b"\x93\xfa\x96\x7b\x8c\xea\x82\xcc\x8b\x4c\x8e\x96\x82\xc5\x82\xb7",
        b"\x93\x8c\x8b\x9e",
    ];
    let lines = Test::new(&["convert", "--to", "tsv"])
        .input(titles.map(line).concat())
        .any_stdout()
        .stderr("feedmatter: <stdin>:1:2: warning: expected text in UTF-8, found the byte 0x93; read as Shift_JIS, which is a guess\n")
        .run()
        .stdout();
    assert_eq!(
        lines,
        "\t\u{65e5}\u{672c}\u{8a9e}\u{306e}\u{8a18}\u{4e8b}\u{3067}\u{3059}\t\t\t\t\t\t\t\n\t\u{6771}\u{4eac}\t\t\t\t\t\t\t\n"
    );
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

/// Many programs have no type for them.
#[test]
fn numbers_stay_as_they_are_however_large() {
    let line = "{\"title\":\"a\",\"b\":123456789012345678901234567890,\"c\":18446744073709551616,\"d\":1e400,\"e\":1.5}";
    let written = Test::new(&["convert", "--from", "ndjson", "--to", "ndjson"])
        .input(line)
        .any_stdout()
        .run()
        .stdout();
    for part in [
        "\"b\":{\"$int\":\"123456789012345678901234567890\"}",
        "\"c\":{\"$int\":\"18446744073709551616\"}",
        "\"d\":\"1e+400\"",
        "\"e\":1.5",
    ] {
        assert!(written.contains(part), "{written}");
    }
    let feed = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"T\",\"items\":[{\"id\":\"1\",\"_n\":123456789012345678901234567890}]}";
    let written = Test::new(&["convert", "--to", "json"])
        .input(feed)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        written.contains("123456789012345678901234567890"),
        "{written}"
    );
}

#[test]
fn an_article_with_front_matter_on_one_line_keeps_its_text() {
    let article = "{\"title\":\"a\",\"webUrl\":\"https://e.example/\"}\n\nText.\n";
    for to in ["ndjson", "front-matter"] {
        let written = Test::new(&["convert", "--to", to])
            .input(article)
            .any_stdout()
            .run()
            .stdout();
        assert!(written.contains("Text."), "{to}: {written}");
    }
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

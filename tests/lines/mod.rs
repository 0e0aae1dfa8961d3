//! Articles line by line.

mod mistakes;
mod origin;
mod stream;
mod tabs;

use std::fs;

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

/// Each folder may hold the articles of another feed.
#[test]
fn an_article_has_the_feed_of_the_folder_that_it_is_in() {
    let convert = |to: &str| {
        Test::new(&["convert", "all", "--to", to])
            .file("all/_feed.yml", "title: All\nlanguage: en\n")
            .file("all/a.md", "---\ntitle: A\n---\n")
            .file("all/de/_feed.yml", "title: D\nlanguage: de\n")
            .file("all/de/b.md", "---\ntitle: B\n---\n")
            .file("all/de/deeper/c.md", "---\ntitle: C\n---\n")
            .file("all/e.md", "---\ntitle: E\n---\n")
            .any_stdout()
            .run()
            .stdout()
    };
    assert_eq!(
        convert("ndjson"),
        "{\"title\":\"A\",\"feed\":{\"title\":\"All\",\"language\":\"en\"}}\n\
         {\"title\":\"B\",\"feed\":{\"title\":\"D\",\"language\":\"de\"}}\n\
         {\"title\":\"C\",\"feed\":{\"title\":\"D\",\"language\":\"de\"}}\n\
         {\"title\":\"E\",\"feed\":{\"title\":\"All\",\"language\":\"en\"}}\n"
    );
    let rss = convert("rss");
    let said = rss.lines().map(str::trim);
    let said = said.filter(|line| line.contains("<title>") || line.contains("language>"));
    assert_eq!(
        said.collect::<Vec<_>>(),
        [
            "<title>All</title>",
            "<language>en</language>",
            "<title>A</title>",
            "<title>B</title>",
            "<dc:language>de</dc:language>",
            "<title>C</title>",
            "<dc:language>de</dc:language>",
            "<title>E</title>"
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
fn public_lines_hold_nothing_private() {
    let lines = "{\"title\":\"A\",\"quality\":7777,\"mood\":\"leak\",\"feed\":{\"title\":\"One\",\"x\":\"leak\"}}\n\
                 {\"title\":\"leak\",\"published\":false,\"feed\":{}}\n";
    Test::new(&["convert", "--to", "ndjson", "--profile", "public"])
        .input(lines)
        .stdout("{\"title\":\"A\",\"feed\":{\"title\":\"One\"}}\n")
        .run();
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

/// Whatever is said of their encoding: lines of JSON are UTF-8.
#[test]
fn lines_keep_their_feeds_in_every_encoding() {
    Test::new(&["convert", "--to", "ndjson", "--encoding", "utf-8"])
        .input(LINES)
        .stdout(LINES)
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

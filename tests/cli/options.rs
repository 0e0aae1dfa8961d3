//! What options say of input and output.

use super::HELLO;
use crate::support::cli::Test;

#[test]
fn flags_describe_the_feed() {
    let flags = [
        "--title",
        "T",
        "--link",
        "https://a.example/",
        "--description",
        "D",
        "--language",
        "de",
        "--self",
        "https://a.example/f",
    ];
    let xml = Test::new(&[&["convert"][..], &flags].concat())
        .input(HELLO)
        .any_stdout()
        .run()
        .stdout();
    for element in [
        "<title>T<",
        "<link>https://a.example/<",
        "<description>D<",
        "<language>de<",
        "href=\"https://a.example/f\" rel=\"self\"",
    ] {
        assert!(xml.contains(element), "{element}: {xml}");
    }
}

#[test]
fn an_encoding_and_a_base_can_be_given() {
    let feed = b"<rss><channel><item><title>\xcf\xf0\xe8\xe2\xe5\xf2</title><link>/a</link></item></channel></rss>".as_slice();
    let article = "---\ntitle: \"Привет\"\nwebUrl: \"https://example.com/a\"\n---\n\n";
    Test::new(&[
        "convert",
        "feed.xml",
        "--encoding",
        "windows-1251",
        "--base",
        "https://example.com/feed.xml",
    ])
    .file("feed.xml", feed)
    .stdout(article)
    .run();
    Test::new(&["convert", "feed.xml", "--encoding", "klingon"])
        .file("feed.xml", feed)
        .stderr(
            "feedmatter: expected an encoding such as `utf-8` or `windows-1252`, found `klingon`\n",
        )
        .code(2)
        .run();
}

#[test]
fn names_of_posts_say_their_days() {
    let date = "publishedDateTime: 2021-01-02";
    let article = "---\ntitle: A\n---\n";
    let dated = "---\ntitle: A\ndate: 2020-03-04T05:06:07Z\n---\n";
    let unreadable = "---\ntitle: A\ndate: soon\n---\n";
    for (path, text, arguments, expected) in [
        ("_posts/2021-1-2-a.md", article, &[][..], true),
        ("posts/2021-01-02-a.md", article, &[], false),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "jekyll"],
            true,
        ),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "eleventy"],
            true,
        ),
        (
            "posts/2021-01-02-a.md",
            article,
            &["--from-dialect", "hugo"],
            false,
        ),
        (
            "blog/2021-01-02T03:04:05Z_a.md",
            article,
            &["--from-dialect", "zola"],
            true,
        ),
        (
            "blog/2021-01-02-a/index.md",
            article,
            &["--from-dialect", "zola"],
            true,
        ),
        (
            "blog/2021-1-2-a.md",
            article,
            &["--from-dialect", "zola"],
            false,
        ),
        ("_posts/2021-01-02-a.md", dated, &[], false),
        ("_posts/2021-01-02-a.md", unreadable, &["-q"], false),
    ] {
        let command = ["convert", path, "--to", "front-matter"];
        let arguments: Vec<&str> = command.iter().chain(arguments).copied().collect();
        let test = Test::new(&arguments).file(path, text);
        let written = test.any_stdout().run().stdout();
        assert_eq!(written.contains(date), expected, "{path}: {written}");
    }
    let line = Test::new(&["convert", "_posts", "--to", "ndjson"])
        .file("_posts/2021-01-02-a.md", article)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        line.contains("\"publishedDateTime\":\"2021-01-02"),
        "{line}"
    );
}

#[test]
fn what_cannot_be_used_is_refused_at_once() {
    let article = "---\ntitle: A\n---\n\nText.\n";
    for flags in [&[][..], &["--to", "atom"]] {
        Test::new(&[&["convert", "a.md", "--from", "opml"], flags].concat())
            .file("a.md", article)
            .stderr("feedmatter: a.md:1:1: expected a list of feeds, found an article\n")
            .code(2)
            .run();
    }
    for (arguments, problem) in [
        (
            &["convert", "--link", "bogus"][..],
            "invalid value 'bogus' for '--link <URL>': expected an address",
        ),
        (
            &["convert", "--self", "bogus"],
            "invalid value 'bogus' for '--self <URL>': expected an address",
        ),
        (
            &["convert", "--language", "xx_y"],
            "invalid value 'xx_y' for '--language <L>': expected a language tag",
        ),
        (
            &["generate", "--format", "front-matter"],
            "invalid value 'front-matter' for '--format <FORMAT>'",
        ),
    ] {
        let ran = Test::new(arguments).run_whatever();
        assert_eq!(ran.code(), Some(2));
        assert!(ran.stderr().contains(problem), "{}", ran.stderr());
    }
}

/// Documents of our own may say anything, relative addresses too.
#[test]
fn a_base_is_one_of_our_own_documents_too() {
    let article = "---\ntitle: \"A\"\nwebUrl: \"/a/\"\n\nimages:\n  - url: \"b.png\"\n---\n\n<p><a href=\"c\">c</a></p>\n";
    let expected = article
        .replace("\"/a/\"", "\"https://base.example/a/\"")
        .replace("\"b.png\"", "\"https://base.example/b.png\"")
        .replace("\"c\"", "\"https://base.example/a/c\"");
    let convert = |arguments: &[&str], input: &str| {
        let test = Test::new(&[&["convert", "-q"], arguments].concat()).input(input);
        test.any_stdout().run().stdout()
    };
    let to = ["--to", "front-matter"];
    let base = ["--to", "front-matter", "--base", "https://base.example/"];
    assert_eq!(convert(&base, article), expected);
    for format in ["rss", "atom", "json", "ndjson"] {
        let written = convert(&["--to", format], article);
        assert_eq!(convert(&to, &written), article, "{format}");
        assert_eq!(convert(&base, &written), expected, "{format}");
    }
}

//! What is nobody's business stands nowhere in public output.

use crate::support::cli::Test;

/// The formats that a feed is published in, and the files of articles.
const OUTPUTS: [&str; 6] = ["rss", "atom", "json", "ndjson", "tsv", "front-matter"];

fn published(to: &str, input: &str) -> String {
    let arguments = ["convert", "--to", to, "--profile", "public"];
    let test = Test::new(&arguments).input(input);
    test.any_stdout().run().stdout()
}

/// Whichever field has it, and whatever stands around it.
#[test]
fn passwords_are_in_no_public_feed() {
    let feed = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T",
        "home_page_url": "https://u:secret@e.example/", "feed_url": "https://u:secret@e.example/f",
        "next_url": "https://u:secret@e.example/2", "icon": "https://u:secret@e.example/i.png",
        "hubs": [{"type": "WebSub", "url": "https://u:secret@hub.example/"}],
        "authors": [{"name": "A", "url": "https://u:secret@e.example/a"}],
        "items": [{"id": "ftp://u:secret@e.example/1", "url": "https://u:secret@e.example/1",
            "external_url": "//u:secret@e.example/1", "image": "//u:secret@e.example/i.png",
            "content_html": "<p><a href=\"https://u:secret@e.example/b\">b</a> <img src=\"//u:secret@e.example/c.png\" alt=\"\"></p>",
            "attachments": [{"url": "//u:secret@e.example/a.mp3", "mime_type": "audio/mpeg"}]}]}"#;
    for format in OUTPUTS {
        let text = published(format, feed);
        assert!(!text.contains("secret"), "{format}: {text}");
        assert!(
            format == "tsv" || text.contains("e.example/b"),
            "{format}: {text}"
        );
    }
}

#[test]
fn passwords_are_in_nothing_around_articles() {
    let feed = "title: T\nlink: https://e.example/\ngenerator: {name: G, uri: 'https://u:secret@e.example/g'}\n\
        categories: [{term: c, scheme: 'https://u:secret@e.example/c'}]\n";
    for format in ["rss", "atom", "json", "ndjson"] {
        let arguments = ["convert", "s", "--to", format, "--profile", "public"];
        let test = Test::new(&arguments)
            .file("s/_feed.yml", feed)
            .file("s/a.md", "---\ntitle: A\n---\n");
        let text = test.any_stdout().run().stdout();
        assert!(!text.contains("secret"), "{format}: {text}");
    }
}

/// HTML shows neither a definition that no link has nor a comment; Markdown does.
#[test]
fn bodies_hide_nothing() {
    let article = "---\ntitle: T\nwebUrl: https://e.example/1\n---\n\
        Shown <https://u:secret@e.example/a>, [b] and [here][c].\n\n\
        [b]: https://e.example/b\n[c]: https://e.example/c 'C'\n[d]: https://u:secret@e.example/d\n\
        [//]: # (secret)\n\n<!-- secret -->\n";
    for format in OUTPUTS {
        let text = published(format, article);
        assert!(!text.contains("secret"), "{format}: {text}");
        for shown in [
            "https://e.example/a",
            "https://e.example/b",
            "https://e.example/c",
        ] {
            assert!(format == "tsv" || text.contains(shown), "{format}: {text}");
        }
    }
    let whole = "[b] is used.\n\n[b]: https://e.example/b\n";
    let article = format!("---\ntitle: T\nwebUrl: https://e.example/1\n---\n\n{whole}");
    assert!(published("front-matter", &article).ends_with(whole));
}

/// However it is spelt.
#[test]
fn names_hold_no_email_address() {
    let article = "---\ntitle: T\nwebUrl: https://e.example/1\n\
        provider: {name: 'joe&#64;secret.example', authors: [{name: 'Joe (joe&#64;secret.example)'}]}\n\
        images: [{url: 'https://e.example/i.png', title: I, attribution: 'bob&#64;secret.example'}]\n---\n";
    for format in OUTPUTS {
        let text = published(format, article);
        assert!(!text.contains("secret"), "{format}: {text}");
    }
}

/// It may be one of the future.
#[test]
fn a_date_that_cannot_be_read_publishes_nothing() {
    let settings = "title: T\nlink: https://e.example/\n";
    let page = "---\ntitle: Secret\npublishedDateTime: '2099-02-31'\n---\n";
    let sound = "---\ntitle: Sound\npublishedDateTime: 2021-02-03\n---\n";
    let generate = |arguments: &[&str]| {
        let test = Test::new(&[&["generate", "-o", "-"], arguments].concat())
            .file("_feed.yml", settings)
            .file("a.md", page)
            .file("b.md", sound);
        test.any_stdout()
    };
    let text = generate(&[])
        .code(1)
        .stderr("feedmatter: a.md: expected `publishedDateTime` to be a date such as `2021-05-05T00:56:00Z`, found `2099-02-31`\n")
        .run()
        .stdout();
    assert!(text.contains("Sound") && !text.contains("Secret"), "{text}");
    let text = generate(&["--future", "-q"]).run().stdout();
    assert!(text.contains("Secret"), "{text}");
}

#[test]
fn feeds_have_no_change_in_the_future() {
    let feed = "<rss version='2.0'><channel><title>T</title><link>https://e.example/</link><description/>\
        <lastBuildDate>Thu, 01 Jan 2937 00:00:00 GMT</lastBuildDate>\
        <item><title>A</title><pubDate>Fri, 01 Jan 2021 00:00:00 GMT</pubDate></item></channel></rss>";
    for format in ["rss", "atom", "json", "ndjson"] {
        let text = published(format, feed);
        assert!(
            text.contains("2021") && !text.contains("2937"),
            "{format}: {text}"
        );
    }
}

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
    for whole in [
        "[b] is used.\n\n[b]: https://e.example/b\n",
        "- Two lists.\n\n<!-- -->\n\n- They stay so.\n",
    ] {
        let article = format!("---\ntitle: T\nwebUrl: https://e.example/1\n---\n\n{whole}");
        assert!(published("front-matter", &article).ends_with(whole));
    }
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

/// As the exports of Blogger and WordPress have them, beside menus, settings and comments.
#[test]
fn drafts_of_feeds_are_in_no_public_feed() {
    let atom = |said: &str| {
        format!(
            "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><id>urn:x:1</id><entry><title>Secret</title>\
            <id>urn:x:2</id>{said}</entry></feed>"
        )
    };
    let control = |uri: &str, word: &str| {
        atom(&format!(
            "<app:control xmlns:app='{uri}'><app:draft>{word}</app:draft></app:control>"
        ))
    };
    let rss = |said: &str| {
        format!(
            "<rss xmlns:wp='http://wordpress.org/export/1.1/'><channel><title>T</title><item><title>Secret</title>\
            <guid>a</guid>{said}</item></channel></rss>"
        )
    };
    let of_type = |name: &str| {
        rss(&format!(
            "<wp:status>publish</wp:status><wp:post_type><![CDATA[{name}]]></wp:post_type>"
        ))
    };
    let kind = |name: &str| {
        atom(&format!(
            "<category scheme='http://schemas.google.com/g/2005#kind' term='http://schemas.google.com/blogger/2008/kind#{name}'/>"
        ))
    };
    let blogger = |name: &str, word: &str| {
        atom(&format!(
            "<b:{name} xmlns:b='http://schemas.google.com/blogger/2018'>{word}</b:{name}>"
        ))
    };
    let app = "http://www.w3.org/2007/app";
    for (feed, is_draft) in [
        (control(app, "yes"), true),
        (control("http://purl.org/atom/app#", " YES "), true),
        (control(app, "maybe"), true),
        (control(app, "no"), false),
        (control(app, ""), false),
        (rss("<wp:status>draft</wp:status>"), true),
        (rss("<wp:status><![CDATA[private]]></wp:status>"), true),
        (
            rss("<wp:status>publish</wp:status><wp:post_password>p</wp:post_password>"),
            true,
        ),
        (
            rss("<wp:status>publish</wp:status><wp:post_password><![CDATA[]]></wp:post_password>"),
            false,
        ),
        (of_type("post"), false),
        (of_type("page"), false),
        (of_type("wpcast"), false),
        (of_type("nav_menu_item"), true),
        (of_type("revision"), true),
        (of_type("wp_navigation"), true),
        (kind("post"), false),
        (kind("page"), false),
        (kind("settings"), true),
        (kind("template"), true),
        (kind("comment"), true),
        (blogger("type", "POST"), false),
        (blogger("type", "COMMENT"), true),
        (blogger("status", "LIVE"), false),
        (blogger("status", "SOFT_TRASHED"), true),
    ] {
        for format in OUTPUTS {
            let arguments = ["convert", "-q", "--to", format, "--profile", "public"];
            let text = Test::new(&arguments).input(&*feed).any_stdout().run();
            let text = text.stdout();
            assert_eq!(!text.contains("Secret"), is_draft, "{format}: {feed}");
        }
        let hugo = ["convert", "--to", "front-matter", "--dialect", "hugo"];
        let text = Test::new(&hugo).input(&*feed).any_stdout().run().stdout();
        assert_eq!(text.contains("draft: true"), is_draft, "{text}");
        // What says it, and nothing else, need not be kept.
        let is_kept = text.contains("  xml:");
        assert_eq!(is_kept, feed != control(app, "yes"), "{text}");
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
        .stderr("feedmatter: a.md:3:1: expected `publishedDateTime` to be a date such as `2021-05-05T00:56:00Z`, found `2099-02-31`\n")
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

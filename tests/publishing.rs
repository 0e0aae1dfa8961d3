//! What feed validators and the RSS profile ask of a public feed, rule by rule.

use crate::support::cli::Test;
use feedmatter::formats::{self, WriteOptions};
use feedmatter::front_matter;
use feedmatter::mapping::Profile;
use feedmatter::model::{Feed, Person};

/// What a feed says of itself.
fn site() -> Feed {
    Feed {
        title: Some("A <b>site</b> & more".to_owned()),
        description: Some("On 5 < 6".to_owned()),
        link: Some("https://example.com/".to_owned()),
        language: Some("en_US".to_owned()),
        self_url: Some("https://example.com/feed.xml".to_owned()),
        hubs: vec!["https://hub.example/".to_owned()],
        authors: vec![Person::named("Ada")],
        ..Feed::default()
    }
}

fn written(format: &str, front_matter: &str) -> String {
    let text = format!("---\n{front_matter}\n---\n");
    let article = front_matter::read(&text, &mut Vec::new()).expect("front matter");
    let feed = Feed {
        articles: vec![article],
        ..site()
    };
    formats::write(format, &feed, &WriteOptions::of(Profile::Public)).expect("a feed")
}

/// A rule: what an article says, and what its item must and must not have.
struct Rule {
    what: &'static str,
    article: &'static str,
    has: &'static [&'static str],
    lacks: &'static [&'static str],
}

fn holds(format: &str, rules: &[Rule]) {
    for Rule {
        what,
        article,
        has,
        lacks,
    } in rules
    {
        let text = written(format, article);
        roxmltree::Document::parse(&text).expect(what);
        for part in *has {
            assert!(text.contains(part), "{what}: {part} is missing\n{text}");
        }
        for part in *lacks {
            assert!(!text.contains(part), "{what}: {part} is there\n{text}");
        }
    }
}

/// An article with every text in its place.
const PLAIN: &str = "title: T\nexcerpt: E\nwebUrl: https://example.com/a\npublishedDateTime: 2026-01-02T03:04:05+05:45";

#[test]
fn rss() {
    holds(
        "rss",
        &[
            Rule {
                what: "text is escaped in hexadecimal",
                article: "title: AT&T and 3 < 4\nexcerpt: 5 < 6 & 7",
                has: &[
                    "<title>AT&#x26;T and 3 &#x3C; 4</title>",
                    "<description><![CDATA[5 &lt; 6 &amp; 7]]></description>",
                    "<title>A &#x26;lt;b",
                    "<description>On 5 &#x3C; 6</description>",
                ],
                lacks: &["AT&amp;T"],
            },
            Rule {
                what: "characters that XML forbids are dropped, those of windows-1252 read",
                article: "title: \"a\\x01\\x08b\\uFFFDc\\x93d\\x94\"",
                has: &["<title>abc\u{201c}d\u{201d}</title>"],
                lacks: &["\u{1}", "\u{fffd}", "\u{93}"],
            },
            Rule {
                what: "dates are in GMT with a weekday, and the feed bears the newest",
                article: PLAIN,
                has: &[
                    "<pubDate>Thu, 01 Jan 2026 21:19:05 GMT</pubDate>",
                    "<lastBuildDate>Thu, 01 Jan 2026 21:19:05 GMT</lastBuildDate>",
                ],
                lacks: &["+0545"],
            },
            Rule {
                what: "a feed says where it lives, its hub, its language and its page",
                article: PLAIN,
                has: &[
                    "<atom:link href=\"https://example.com/feed.xml\" rel=\"self\" type=\"application/rss+xml\"/>",
                    "<atom:link href=\"https://hub.example/\" rel=\"hub\"/>",
                    "<language>en-US</language>",
                    "<link>https://example.com/</link>",
                ],
                lacks: &["en_US"],
            },
            Rule {
                what: "every item has a guid, a permalink only if it opens the item",
                article: PLAIN,
                has: &["<guid isPermaLink=\"true\">https://example.com/a</guid>"],
                lacks: &[],
            },
            Rule {
                what: "an id that is no address is no permalink",
                article: "id: tag:example.com,2026:1\ntitle: T\nwebUrl: https://example.com/a",
                has: &["<guid isPermaLink=\"false\">tag:example.com,2026:1</guid>"],
                lacks: &[],
            },
            Rule {
                what: "a guid needs neither id nor address",
                article: "title: T",
                has: &["<guid isPermaLink=\"false\">urn:uuid:"],
                lacks: &["<link></link>", "<link/>"],
            },
            Rule {
                what: "addresses are absolute ASCII",
                article: "title: T\nwebUrl: https://bücher.example/ä b|c",
                has: &["<link>https://xn--bcher-kva.example/%C3%A4%20b%7Cc</link>"],
                lacks: &["<link>https://bücher"],
            },
            Rule {
                what: "people without an e-mail address are creators, and addresses stay private",
                article: "title: T\nprovider:\n  authors:\n    - name: Bo\n      email: bo@example.com\n    - name: cy@example.com (Cy)",
                has: &["<dc:creator>Bo</dc:creator>", "<dc:creator>Cy</dc:creator>"],
                lacks: &["@example.com", "<author>"],
            },
            Rule {
                what: "an enclosure has a type and a length, 0 if unknown; there is one",
                article: "title: T\nactions:\n  - {type: download, url: https://example.com/a.mp3}\n  - {type: download, url: https://example.com/b.mp3}",
                has: &[
                    "<enclosure url=\"https://example.com/a.mp3\" length=\"0\" type=\"audio/mpeg\"/>",
                ],
                lacks: &["<enclosure url=\"https://example.com/b.mp3\""],
            },
            Rule {
                what: "pictures have their medium, and no size of 0",
                article: "title: T\nimages: [{url: https://example.com/a.png, width: 0, height: 0}]",
                has: &["<media:content medium=\"image\" url=\"https://example.com/a.png\"/>"],
                lacks: &["width", "height"],
            },
            Rule {
                what: "categories say something",
                article: "title: T\ntopics: [\"\", \" \", Rust]",
                has: &["<category>Rust</category>"],
                lacks: &["<category></category>", "<category/>"],
            },
            Rule {
                what: "the whole text stands in the description if there is no excerpt",
                article: "title: T\ncontent: <p>Text.</p>",
                has: &["<description><![CDATA[<p>Text.</p>"],
                lacks: &["content:encoded"],
            },
            Rule {
                what: "dates that nobody believes are left out",
                article: "title: T\nexcerpt: E\npublishedDateTime: 1970-01-01T00:00:00Z",
                has: &["<title>T</title>"],
                lacks: &["<pubDate>Thu, 01 Jan 1970"],
            },
            Rule {
                what: "files have addresses that anyone can fetch",
                article: "title: T\nimages: [{url: \"http://localhost/a.png\"}, {url: \"http://nas.local/a.png\"}, {url: \"http://10.0.0.1/a.png\"}, {url: \"https://me:secret@example.com/b.png\"}]\nactions: [{type: download, url: \"https://[::1]/c.mp3\"}, {type: download, url: \"https://example.com?d\"}]",
                has: &[
                    "url=\"https://example.com/b.png\"",
                    "<enclosure url=\"https://example.com/?d\"",
                ],
                lacks: &["localhost", "nas", "10.0", "secret", "::1"],
            },
            Rule {
                what: "a picture stands there once, with all that is said of it",
                article: "title: T\nimages: [{url: \"https://example.com/a.png\", title: One, width: 0}, {url: \"https://example.com/b.png\"}, {url: \"https://example.com/a.png\", title: Two, attribution: Ada, description: \"Ada at her loom\", width: 3}]",
                has: &[
                    "url=\"https://example.com/a.png\" width=\"3\">",
                    "<media:description type=\"plain\">Ada at her loom</media:description>",
                    "<media:title type=\"plain\">One</media:title>",
                    "<media:credit>Ada</media:credit>",
                    "b.png\"/>",
                ],
                lacks: &["Two"],
            },
            Rule {
                what: "people of one name stand there once",
                article: "title: T\nprovider:\n  authors: [{name: Bo, email: b@example.com}, {name: Cy}, {name: BO}, {name: Bo, url: \"https://example.com/bo\"}]",
                has: &["<dc:creator>Bo</dc:creator>", "<dc:creator>Cy</dc:creator>"],
                lacks: &["BO"],
            },
            Rule {
                what: "a file whose media type stands for the kind of action is one",
                article: "title: T\nactions: [{type: audio/mpeg, url: \"https://example.com/a?b\"}, {type: and/or, url: \"https://example.com/c\"}]",
                has: &[
                    "<enclosure url=\"https://example.com/a?b\" length=\"0\" type=\"audio/mpeg\"/>",
                    "<atom:link href=\"https://example.com/c\" rel=\"related\" type=\"text/html\"/>",
                ],
                lacks: &["rel=\"enclosure\""],
            },
            Rule {
                what: "labels in attributes are escaped as texts are",
                article: "title: T\nrelated: [{title: \"a <b and &copy\", webUrl: \"https://example.com/r\"}]",
                has: &["title=\"a &#x3C;b and &#x26;copy\""],
                lacks: &[],
            },
            Rule {
                what: "only titles are HTML to anyone",
                article: "title: T\ntopics: [The <blink> tag]",
                has: &["<category>The &#x3C;blink> tag</category>"],
                lacks: &[],
            },
            Rule {
                what: "a language is one that exists",
                article: "title: T\nlocale: zzz",
                has: &["<title>T</title>"],
                lacks: &["zzz"],
            },
            Rule {
                what: "private fields stay private, and no namespace is declared for nothing",
                article: "title: T\nquality: 7\nheat: 8\nsecured: true\nown: x",
                has: &["xmlns:atom="],
                lacks: &["fm:", "xmlns:fm", "xmlns:media", "xmlns:dcterms", "quality"],
            },
        ],
    );
}

#[test]
fn atom() {
    holds(
        "atom",
        &[
            Rule {
                what: "text with markup is escaped HTML, other text is text",
                article: "title: AT&T\nexcerpt: Plain",
                has: &[
                    "<title type=\"html\">AT&amp;amp;T</title>",
                    "<summary type=\"text\">Plain</summary>",
                ],
                lacks: &[],
            },
            Rule {
                what: "a feed has an id, a title, a date, a page, its own address and an author",
                article: PLAIN,
                has: &[
                    "<id>https://example.com/feed.xml</id>",
                    "<updated>2026-01-02T03:04:05+05:45</updated>",
                    "<link href=\"https://example.com/\" rel=\"alternate\" type=\"text/html\"/>",
                    "<link href=\"https://example.com/feed.xml\" rel=\"self\" type=\"application/atom+xml\"/>",
                    "<name>Ada</name>",
                    "xml:lang=\"en-US\"",
                ],
                lacks: &["xmlns:atom"],
            },
            Rule {
                what: "ids that we make are canonical",
                article: "title: T\nwebUrl: HTTPS://Example.COM:443/a/../%7eb",
                has: &["<id>https://example.com/~b</id>"],
                lacks: &[],
            },
            Rule {
                what: "every entry has some text",
                article: "title: T",
                has: &["<content type=\"html\">&lt;p>T&lt;/p></content>"],
                lacks: &["<summary type=\"text\"/>"],
            },
            Rule {
                what: "every entry has a title",
                article: "excerpt: The beginning.",
                has: &["<title type=\"text\">The beginning.</title>"],
                lacks: &[],
            },
            Rule {
                what: "a language other than that of the feed stands at the texts",
                article: "title: T\nexcerpt: E\nlocale: de-AT",
                has: &["<title xml:lang=\"de-AT\" type=\"text\">T</title>"],
                lacks: &[],
            },
            Rule {
                what: "a date that nobody believes is the first that they do, so that it does not move",
                article: "title: T\npublishedDateTime: 1850-01-01T00:00:00Z",
                has: &["<updated>1990-01-01T00:00:00Z</updated>"],
                lacks: &["1850", "<published>"],
            },
            Rule {
                what: "what is no page has its own type, if its address leaves no doubt",
                article: "title: T\nwebUrl: https://example.com/a.PDF\noriginalUrl: https://example.com/b.jpg\nrelated: [{webUrl: https://example.com/about-node.js}, {webUrl: https://example.com/intro.ts}, {webUrl: https://example.com}]",
                has: &[
                    "<link href=\"https://example.com/a.PDF\" rel=\"alternate\" type=\"application/pdf\"/>",
                    "<link href=\"https://example.com/b.jpg\" rel=\"via\" type=\"image/jpeg\"/>",
                    "node.js\" rel=\"related\" type=\"text/html\"/>",
                    "intro.ts\" rel=\"related\" type=\"text/html\"/>",
                    "<link href=\"https://example.com\" rel=\"related\" type=\"text/html\"/>",
                ],
                lacks: &[],
            },
            Rule {
                what: "people of one name stand there once, with their page",
                article: "title: T\nprovider:\n  authors: [{name: Bo}, {name: BO, url: \"https://example.com/bo\"}]",
                has: &["<uri>https://example.com/bo</uri>"],
                lacks: &["BO"],
            },
            Rule {
                what: "a change is no publication",
                article: "title: T\npublishedDateTime: 1985-01-01T00:00:00Z\nupdatedDateTime: 2005-01-01T00:00:00Z",
                has: &["<updated>2005-01-01T00:00:00Z</updated>"],
                lacks: &["1985", "<published>"],
            },
            Rule {
                what: "names hold nothing that looks like a reference",
                article: "title: T\nprovider:\n  authors: [{name: \"A &amp;amp;amp;amp;copy; B\"}]",
                has: &["<name>A © B</name>"],
                lacks: &[],
            },
            Rule {
                what: "a person has a name, and no e-mail address in it",
                article: "title: T\nprovider:\n  authors: [{name: \"\"}, {name: Bo <bo@example.com>}]",
                has: &["<name>Bo</name>"],
                lacks: &["@example.com", "<name/>"],
            },
        ],
    );
}

/// Bodies, and what is left of them, with addresses relative to that of the article.
const BODIES: [(&str, &str); 18] = [
    (
        "<a href=\"/x\">a</a>",
        "<a href=\"https://example.com/x\">a</a>",
    ),
    (
        "<a href=\"#n\">a</a>",
        "<a href=\"https://example.com/a/#n\">a</a>",
    ),
    (
        "<img src=\"b.png\">",
        "<img src=\"https://example.com/a/b.png\">",
    ),
    (
        "<img src=\"b.png\" srcset=\"b.png 1x, c.png 2x\">",
        "<img src=\"https://example.com/a/b.png\" srcset=\"https://example.com/a/b.png 1x, https://example.com/a/c.png 2x\">",
    ),
    (
        "<p>a<img alt=\"b\"><img data-src=\"b.png\"></p>",
        "<p>a<img src=\"https://example.com/a/b.png\"></p>",
    ),
    (
        "<img src=\"data:image/png;base64,AA==\">",
        "<img src=\"data:image/png;base64,AA==\">",
    ),
    (
        "<video poster=\"b.png\" src=\"c.mp4\" controls></video>",
        "<video poster=\"https://example.com/a/b.png\" src=\"https://example.com/a/c.mp4\"></video>",
    ),
    (
        "<q cite=\"b\">a</q>",
        "<q cite=\"https://example.com/a/b\">a</q>",
    ),
    ("<p onclick=\"x()\" style=\"tab-size:4\">a</p>", "<p>a</p>"),
    ("<p>a<script>x()</script><style>b{}</style></p>", "<p>a</p>"),
    (
        "<p>a<iframe src=\"https://example.net/\"></iframe></p>",
        "<p>a</p>",
    ),
    ("<p><a href=\"javascript:x()\">a</a></p>", "<p><a>a</a></p>"),
    ("<p><b><i>a</b></i></p>", "<p><b><i>a</i></b></p>"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<menu><li>a</menu><dir><li>b</dir>", "<li>a</li><li>b</li>"),
    (
        "<p><img src=\"b.png\" srcset=\"b.png 1x, c d.png 2x\"></p>",
        "<p><img src=\"https://example.com/a/b.png\"></p>",
    ),
    ("<p><x-a>a</x-a>&nosuch;</p>", "<p>a&amp;nosuch;</p>"),
    ("<p><a href=\"\">a</a></p>", "<p><a>a</a></p>"),
];

#[test]
fn bodies() {
    for (body, expected) in BODIES {
        let article =
            format!("title: T\nexcerpt: E\nwebUrl: https://example.com/a/\ncontent: '{body}'");
        let rss = written("rss", &article);
        let encoded = format!("<content:encoded><![CDATA[{expected}]]></content:encoded>");
        assert!(rss.contains(&encoded), "{body}\n{rss}");
        let json: serde_json::Value =
            serde_json::from_str(&written("json", &article)).expect("JSON");
        assert_eq!(json["items"][0]["content_html"], expected);
    }
}

#[test]
fn a_body_cannot_leave_its_section() {
    let rss = written(
        "rss",
        "title: T\nexcerpt: E\ncontent: '<pre>a]]></pre><p>]]&gt;</p>'",
    );
    let document = roxmltree::Document::parse(&rss).expect("well-formed XML");
    let encoded = document
        .descendants()
        .find(|node| node.tag_name().name() == "encoded");
    let text: String = encoded
        .expect("a body")
        .children()
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(text, "<pre>a]]&gt;</pre><p>]]&gt;</p>");
}

#[test]
fn json_feed() {
    let article = "id: 7\ntitle: T\nwebUrl: https://example.com/a\npublishedDateTime: 2026-01-02\nactions: [{type: download, url: https://example.com/a.mp3}]";
    let json: serde_json::Value = serde_json::from_str(&written("json", article)).expect("JSON");
    assert_eq!(json["version"], "https://jsonfeed.org/version/1.1");
    assert_eq!(json["authors"][0]["name"], "Ada");
    assert!(json.get("author").is_none());
    let item = &json["items"][0];
    assert!(item["id"].is_string());
    assert_eq!(item["content_text"], "T");
    assert_eq!(item["date_published"], "2026-01-02T00:00:00Z");
    assert_eq!(item["attachments"][0]["mime_type"], "audio/mpeg");
    assert!(json.get("_feedmatter").is_none());
}

#[test]
fn what_is_said_beside_a_public_article_is_sound() {
    holds(
        "rss",
        &[
            Rule {
                what: "a media type that is none is left out with what is wrong in it",
                article: "webUrl: https://e.example/\nactions: [{url: 'https://e.example/a', type: download, mimeType: 'audio/mpeg;'}]",
                has: &["type=\"audio/mpeg\""],
                lacks: &[],
            },
            Rule {
                what: "old elements of HTML are markup, too",
                article: "title: T\ntopics: ['<xmp>a</xmp>']",
                has: &["<category>a</category>"],
                lacks: &["xmp"],
            },
            Rule {
                what: "a publisher has no markup",
                article: "title: T\nprovider: {name: N, publishers: [{name: '<b>Bold</b> &amp; Co'}]}",
                has: &["<dc:publisher>Bold &#x26; Co</dc:publisher>"],
                lacks: &["&lt;b", "&#x3C;b"],
            },
            Rule {
                what: "a name without an e-mail address stays as it is",
                article: "title: T\nprovider: {authors: [{name: 'Ann ([@ann](https://a.example/ann)), Bob'}]}",
                has: &["<dc:creator>Ann ([@ann](https://a.example/ann)), Bob</dc:creator>"],
                lacks: &[],
            },
            Rule {
                what: "who is credited has no e-mail address",
                article: "webUrl: https://e.example/\nimages: [{url: 'https://e.example/i.png', attribution: 'Jane <jane@secret.example>'}]",
                has: &["<media:credit>Jane</media:credit>"],
                lacks: &["secret"],
            },
        ],
    );
}

#[test]
fn a_feed_names_its_authors_once() {
    let person = |name: &str, url: Option<&str>| Person {
        name: Some(name.to_owned()),
        url: url.map(str::to_owned),
        email: Some(format!("{name}@secret.example")),
        ..Person::default()
    };
    let feed = Feed {
        authors: vec![
            person("Ada", None),
            person("Bo", None),
            person("ADA", Some("https://example.com/ada")),
            person("Ada", Some("https://example.com/other")),
        ],
        ..site()
    };
    for format in ["rss", "atom", "json"] {
        let text =
            formats::write(format, &feed, &WriteOptions::of(Profile::Public)).expect("a feed");
        for (part, count) in [("Ada", 1), ("Bo", 1), ("ADA", 0), ("/other", 0)] {
            assert_eq!(text.matches(part).count(), count, "{text}");
        }
        assert_eq!(text.contains("/ada"), format != "rss", "{text}");
        let text =
            formats::write(format, &feed, &WriteOptions::of(Profile::Lossless)).expect("a feed");
        let back =
            formats::read(text.as_bytes(), &formats::ReadOptions::default()).expect("a feed");
        assert_eq!(back.feed.authors, feed.authors, "{text}");
    }
}

/// They could be unwrapped for ever, one by one.
#[test]
fn layers_of_markup_are_counted() {
    let layers = |count: usize| {
        format!(
            "title: T\ntopics: ['{amp}lt;b>x{amp}lt;/b>']",
            amp = "&".to_owned() + &"amp;".repeat(count)
        )
    };
    for count in [0, 2, 20_000] {
        let article = format!("---\n{}\n---\n", layers(count));
        let arguments = ["convert", "--to", "rss", "--profile", "public"];
        let text = Test::new(&arguments)
            .input(article)
            .any_stdout()
            .run()
            .stdout();
        assert!(text.contains("<category>x</category>"), "{count}");
    }
}

#[test]
fn a_change_in_the_future_is_none_yet() {
    let article = "---\ntitle: T\npublishedDateTime: 2021-01-01T00:00:00Z\nupdatedDateTime: 2937-01-01T00:00:00Z\n---\n";
    for format in ["rss", "atom", "json", "ndjson"] {
        let arguments = ["convert", "--to", format, "--profile", "public"];
        let test = Test::new(&arguments).input(article);
        let text = test.any_stdout().run().stdout();
        assert!(text.contains("2021"), "{format}: {text}");
        assert!(!text.contains("2937"), "{format}: {text}");
    }
}

/// An author without a name must not become the feed's.
#[test]
fn nobody_is_credited_for_others() {
    let feed = "<rss version='2.0'><channel><title>T</title><link>https://e.example/</link><description/>\
        <managingEditor>ed@e.example (Ed)</managingEditor>\
        <item><title>Joe's</title><author>joe@e.example</author></item>\
        <item><title>Ed's</title></item></channel></rss>";
    for format in ["rss", "atom", "json"] {
        let written = convert(feed, &["--to", format, "--profile", "public"]);
        let article = convert(&written, &["--to", "ndjson"]);
        let mut lines = article.lines();
        let credited = |line: Option<&str>| {
            line.is_some_and(|line| {
                line.split("\"feed\"")
                    .next()
                    .is_some_and(|own| own.contains("\"Ed\""))
            })
        };
        assert!(!credited(lines.next()), "{format}: {written}");
        assert!(!written.contains("@"), "{format}: {written}");
    }
    let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "T", "authors": [{"name": "Ed"}],
        "items": [{"id": "1", "content_text": "A", "authors": [
            {"url": "https://joe.example/"}, {"url": "https://jim.example/"}, {"url": "https://joe.example/"}]}]}"#;
    for profile in ["public", "lossless"] {
        let written = convert(json, &["--to", "json", "--profile", profile]);
        let written: serde_json::Value = serde_json::from_str(&written).expect("JSON");
        let authors = &written["items"][0]["authors"];
        assert_eq!(
            authors[0]["url"], "https://joe.example/",
            "{profile}: {written}"
        );
        assert_eq!(
            authors[1]["url"], "https://jim.example/",
            "{profile}: {written}"
        );
        let count = authors.as_array().expect("authors").len();
        assert_eq!(count, if profile == "public" { 2 } else { 3 });
    }
}

#[test]
fn a_guid_that_is_no_address_makes_no_link() {
    let item = "<title>A</title><guid isPermaLink='false'>https://e.example/?p=1</guid>";
    let feed = format!(
        "<rss version='2.0'><channel><title>T</title><link>https://e.example/</link><description/><item>{item}</item></channel></rss>"
    );
    for profile in ["public", "lossless"] {
        let written = convert(&feed, &["--to", "rss", "--profile", profile]);
        let guid = "<guid isPermaLink=\"false\">https://e.example/?p=1</guid>";
        assert!(written.contains(guid), "{profile}: {written}");
        assert!(!written.contains("?p=1</link>"), "{profile}: {written}");
        let written = convert(&feed, &["--to", "tsv"]);
        assert!(written.starts_with("\tA\t\t"), "{written}");
    }
}

fn convert(input: &str, arguments: &[&str]) -> String {
    let test = Test::new(&[&["convert"], arguments].concat()).input(input);
    test.run_whatever().stdout()
}

/// JSON Feed and TSV have one list for all that an article is about.
#[test]
fn a_category_is_a_topic_where_there_is_no_other_place() {
    let article = "title: T\nwebUrl: https://example.com/a\ncategory: news\ncategories: [b]\ntags: [c, d]\ntopics: [d]";
    let feed = written("json", article);
    let feed: serde_json::Value = serde_json::from_str(&feed).expect("JSON");
    assert_eq!(
        feed["items"][0]["tags"].to_string(),
        r#"["d","news","b","c"]"#
    );
    let line = written("tsv", article);
    assert!(line.ends_with("\td|news|b|c\n"), "{line}");
}

/// Those of other pages among them.
#[test]
fn addresses_of_a_feed_are_absolute() {
    let feed = "<feed xmlns='http://www.w3.org/2005/Atom'><title>T</title><id>https://example.com/</id>\
        <updated>2024-01-01T00:00:00Z</updated><link href='https://example.com/'/><link rel='next' href='/feed?page=2'/>\
        <link rel='prev-archive' href='/a/1'/><link rel='current' href='/c'/></feed>";
    let ran = Test::new(&["convert", "--to", "atom", "--profile", "public"])
        .input(feed)
        .any_stdout()
        .run();
    for link in [
        "/feed?page=2\" rel=\"next\"",
        "/a/1\" rel=\"prev-archive\"",
        "/c\" rel=\"current\"",
    ] {
        let link = format!("<link href=\"https://example.com{link}/>");
        assert!(ran.stdout().contains(&link), "{link}\n{}", ran.stdout());
    }
}

//! RSS, rule by rule.

use super::{PLAIN, Rule, holds};

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

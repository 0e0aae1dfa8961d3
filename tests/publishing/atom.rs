//! Atom, rule by rule.

use super::{PLAIN, Rule, holds};

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

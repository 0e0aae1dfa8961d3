//! What feed validators and the RSS profile ask of a public feed, rule by rule.

mod atom;
mod bodies;
mod rss;

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

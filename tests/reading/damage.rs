//! Broken documents: what of them arrives.

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::model::{Feed, Timestamp};
use feedmatter::text::url::to_uri;

use super::{ATOM, document, feed, only, rss};

/// What stands around a document is not part of it.
#[test]
fn a_document_is_found_in_what_surrounds_it() {
    let feed =
        "<rss version='2.0'><channel><title>F</title><item><title>A</title></item></channel></rss>";
    for (before, after) in [
        ("", ""),
        ("\n \n", "\n"),
        ("\u{feff}", ""),
        ("\u{feff}\n<?xml version='1.0'?>", "\0\0"),
        ("\n\n<?xml version=\"1.0\"?>", "<!-- cached -->"),
        ("<?xml?xml version=\"1.0\" encoding=\"utf-8\"??>", ""),
        ("<?xml version=\"1.0\" encoding=\"utf-8\">", ""),
        (
            "<br />\n<b>Warning</b>: x() in <b>/a.php</b> on line <b>3</b><br />\n<?xml version='1.0'?>",
            "trailing",
        ),
        ("Warning: x\n", "</rss><rss>"),
        ("<!DOCTYPE html><?xml version='1.0'?>", ""),
        (
            "<!DOCTYPE rss SYSTEM \"http://my.netscape.com/publish/formats/rss-0.91.dtd\">",
            "",
        ),
    ] {
        let article = only(&format!("{before}{feed}{after}"));
        assert_eq!(article.title.as_deref(), Some("A"), "{before}…{after}");
    }
}

#[test]
fn a_truncated_feed_keeps_what_is_complete() {
    let start = "<rss version='2.0'><channel><title>F</title><item><title>A</title></item><item><title>B</title>";
    for end in [
        "",
        "<description>half",
        "<description><![CDATA[half",
        "<enclosure url=\"half",
        "<desc",
        "<media:group><media:content>",
    ] {
        let document = document(format!("{start}{end}"));
        let titles: Vec<_> = document
            .feed
            .articles
            .iter()
            .map(|article| article.title.as_deref())
            .collect();
        assert_eq!(titles, [Some("A")], "{end}");
        assert_eq!(document.feed.title.as_deref(), Some("F"), "{end}");
        assert!(
            document
                .warnings
                .iter()
                .any(|warning| warning.message.contains("left out the article")),
            "{end}"
        );
    }
    let start = format!("<feed xmlns='{ATOM}'><entry><id>a</id></entry><entry><id>b</id>");
    for end in ["", "<content type='xhtml'><div>half <b>x", "<lin"] {
        assert_eq!(feed(&format!("{start}{end}")).articles.len(), 1, "{end}");
    }
}

#[test]
fn tags_that_do_not_match_lose_nothing() {
    for (items, expected) in [
        (
            "<item><title>A</title><item><title>B</title></item>",
            vec!["A", "B"],
        ),
        (
            "<item><title>A<link>http://a.example/</link></item><item><title>B</item>",
            vec!["A", "B"],
        ),
        (
            "<item><title>A</titel></title></item><item><title>B</title></item>",
            vec!["A", "B"],
        ),
        (
            "<item><title>A</title></b></item><item><title>B</title></item>",
            vec!["A", "B"],
        ),
        (
            "<ITEM><Title>A</title></Item><item><TITLE>B</TITLE></item>",
            vec!["A", "B"],
        ),
        (
            "<item><media:group><title>A</title></item><item><title>B</title></item>",
            vec!["A", "B"],
        ),
        (
            "</channel><item><title>A</title></item><channel><item><title>B</title></item>",
            vec!["A", "B"],
        ),
        ("</channel></rss>", vec![]),
    ] {
        let feed = feed(&format!(
            "<rss version='2.0'><channel><title>F</title>{items}</channel></rss>"
        ));
        let titles: Vec<_> = feed
            .articles
            .iter()
            .filter_map(|article| article.title.as_deref())
            .collect();
        assert_eq!(titles, expected, "{items}");
        assert_eq!(feed.title.as_deref(), Some("F"), "{items}");
    }
}

/// End tags that are missing or in another case, quotes that are lost: nothing of it costs more than itself.
#[test]
fn small_damage_costs_little() {
    for item in [
        "<enclosure url=\"http://a.example/1\" length=\"5\" type=\"audio/x\"></Enclosure>",
        "<enclosure url=\"http://a.example/1\" length=\"5\" type=\"audio/x\">",
        "<media:thumbnail url=\"http://a.example/1\">",
        "<atom:link href=\"http://a.example/2\" rel=\"via\">",
        "<category domain=\"x>y</category>",
        "<foo\">bar</foo>",
        "<itunes:image href=\"http://a.example/1\"\"/>",
        "<z>a]]>b</z>",
    ] {
        assert_eq!(
            rss(&format!("{item}<title>A</title>")).title.as_deref(),
            Some("A"),
            "{item}"
        );
    }
    for channel in [
        "<foo>",
        "<itunes:owner>",
        "<skipDays>",
        "<textInput>",
        "<media:group>",
        "<image>",
    ] {
        let xml = format!(
            "<rss><channel><title>F</title>{channel}<item><title>A</title></item></channel></rss>"
        );
        assert_eq!(only(&xml).title.as_deref(), Some("A"), "{xml}");
    }
    let unclosed = feed(
        "<rss><channel><item><title>A</title><foo><item><title>B</title></item></channel></rss>",
    );
    assert_eq!(unclosed.articles.len(), 2);
    let xml = format!(
        "<feed xmlns='{ATOM}'><entry><content src='http://a.example/1'><b>x</content><title>A</title></entry></feed>"
    );
    assert_eq!(only(&xml).title.as_deref(), Some("A"));
}

/// What was read from others is written clean, and reads the same again.
#[test]
fn a_repaired_feed_is_well_formed_and_whole() {
    for file in crate::support::fixtures::ending("foreign", ".xml") {
        let bytes = std::fs::read(&file).expect("a fixture");
        let first = document(&bytes);
        let xml =
            formats::write(first.format, &first.feed, &WriteOptions::default()).expect("a feed");
        let parsed = roxmltree::Document::parse(&xml);
        assert!(
            parsed.is_ok(),
            "{}: {:?}\n{xml}",
            file.display(),
            parsed.err()
        );
        let second = document(&xml);
        assert_eq!(second.feed, first.feed, "{}\n{xml}", file.display());
        assert_eq!(second.warnings, [], "{}\n{xml}", file.display());
        assert!(
            !format!("{:?}", first.feed).contains("side:"),
            "{}",
            file.display()
        );
        // And not by our own element alone.
        let bare = formats::read(xml.as_bytes(), &ReadOptions::foreign()).expect("a feed");
        let says = |feed: &Feed| -> Vec<_> {
            let articles = feed.articles.iter();
            articles
                .map(|article| {
                    (
                        article.title.clone(),
                        article.web_url.as_deref().and_then(to_uri),
                        article.published_date_time.as_ref().map(Timestamp::instant),
                    )
                })
                .collect()
        };
        assert_eq!(
            says(&bare.feed),
            says(&first.feed),
            "{}\n{xml}",
            file.display()
        );
    }
}

/// Every beginning of every fixture, and a sample of changed bytes.
#[test]
fn no_damage_to_a_fixture_makes_a_reader_panic() {
    let mut files = crate::support::fixtures::ending("foreign", ".xml");
    files.extend(crate::support::fixtures::ending("malformed", ".xml"));
    files.extend(crate::support::fixtures::ending("articles", "le.rss.xml"));
    files.extend(crate::support::fixtures::ending("foreign", ".json"));
    files.extend(crate::support::fixtures::ending("articles", ".feed.json"));
    for file in files {
        let bytes = std::fs::read(&file).expect("a fixture");
        for end in 0..bytes.len() {
            let _ = formats::read(&bytes[..end], &ReadOptions::default());
        }
        // A fixed sample that meets every kind of byte, and each place of the file in time.
        for index in 0..bytes.len() {
            let mut changed = bytes.clone();
            changed[index] = b"<>&\"'/]!?\0\xff;="[(index * 7 + bytes.len()) % 13];
            let _ = formats::read(&changed, &ReadOptions::default());
        }
    }
}

/// An end tag is missing where what stands in an element is not whole.
#[test]
fn what_is_whole_may_stand_within_text() {
    let read = |item: &str| {
        let text = format!("<rss><channel><title>F</title><item>{item}</item></channel></rss>");
        let document = document(text);
        let title = document.feed.articles[0].title.clone();
        (title.unwrap_or_default(), document.warnings.len())
    };
    for (item, warnings) in [
        (
            "<category>News <image><url>u</url><title>Pic</title><link>l</link></image></category><title>Real</title>",
            0,
        ),
        (
            "<source url='http://a.example/'><title>S</title></source><title>Real</title>",
            0,
        ),
        (
            "<media:thumbnail url='u'><media:title>S</media:title></media:thumbnail><title>Real</title>",
            0,
        ),
        ("<category>A<title>Real</title>", 1),
        ("<category>A<title>Real</title><category>B</category>", 1),
        (
            "<title>Real<link>http://a.example/</link><category>C</title></category>",
            1,
        ),
    ] {
        let read = read(item);
        assert_eq!(read.0, "Real", "{item}");
        assert_eq!(read.1, warnings, "{item}");
    }
    let in_atom = "<category term='x'><title>S</title></category><title>Real</title>";
    assert_eq!(super::atom(in_atom).title.as_deref(), Some("Real"));
}

/// Not even browsers ask for capitals.
#[test]
fn sections_may_begin_in_lower_case() {
    let text = "<rss><channel><title><![cdata[F & G]]></title><item><x:y xmlns:x='urn:x'><![Cdata[<]]></x:y>\
        <title><![cdata[A <b>]]></title><description><![cdata[<p>B</p>]]></description></item></channel></rss>";
    let document = document(text);
    assert_eq!(document.feed.title.as_deref(), Some("F & G"));
    let article = &document.feed.articles[0];
    assert_eq!(super::body(article), "<p>B</p>");
    assert_eq!(super::kept(article).len(), 1);
    let warnings: Vec<_> = document.warnings.iter().map(ToString::to_string).collect();
    assert_eq!(
        warnings,
        ["expected `<![CDATA[`, found it in lower case (4 times)"]
    );
}

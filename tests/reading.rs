//! What the reader makes of feeds as people write them: small tables, an input and what arrives.

use feedmatter::formats::{self, Document, Encoding, Limits, ReadOptions, WriteOptions};
use feedmatter::model::{Article, Feed, Record, Timestamp};
use feedmatter::text::url::to_uri;
use feedmatter::{Error, error::Bound};

const ATOM: &str = "http://www.w3.org/2005/Atom";

fn document(bytes: impl AsRef<[u8]>) -> Document {
    let bytes = bytes.as_ref();
    formats::read(bytes, &ReadOptions::default())
        .unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(bytes)))
}

fn feed(xml: &str) -> Feed {
    document(xml).feed
}

fn only(xml: &str) -> Article {
    let mut articles = feed(xml).articles;
    assert_eq!(articles.len(), 1, "{xml}");
    articles.remove(0)
}

fn rss(item: &str) -> Article {
    only(&format!(
        "<rss version=\"2.0\"><channel><title>F</title><item>{item}</item></channel></rss>"
    ))
}

fn atom(entry: &str) -> Article {
    only(&format!(
        "<feed xmlns=\"{ATOM}\"><title>F</title><entry>{entry}</entry></feed>"
    ))
}

fn body(article: &Article) -> &str {
    article
        .body
        .as_ref()
        .map_or("", |body| body.text.trim_end())
}

/// In a title, which is plain text in the end.
#[test]
fn text_arrives_as_it_is_meant() {
    for (text, expected) in [
        ("a & b", "a & b"),
        ("AT&T", "AT&T"),
        ("&lt b", "&lt b"),
        ("a&nbsp;b &eacute;", "a\u{a0}b é"),
        ("a\u{8}b\u{c}c\u{1e}d", "abcd"),
        ("a&#8;b&#x0;c", "abc"),
        ("1990&#150;2000 &#x80;5", "1990–2000 €5"),
        ("1990\u{96}2000", "1990–2000"),
        ("a &#X26; b", "a & b"),
        ("1 < 2 <3", "1 < 2 <3"),
        ("a &unknown; b", "a &unknown; b"),
        ("<![CDATA[a & b]]>", "a & b"),
        ("a<![CDATA[ & ]]>b", "a & b"),
        ("One <b>bold</b> tail", "One bold tail"),
        ("&lt;b&gt;One&lt;/b&gt; tail", "One tail"),
        ("<!-- no -->a<?no?>b", "ab"),
    ] {
        assert_eq!(
            rss(&format!("<title>{text}</title>")).title.as_deref(),
            Some(expected),
            "RSS: {text}"
        );
        let kind = if text.contains("&lt;b") {
            " type=\"html\""
        } else {
            ""
        };
        assert_eq!(
            atom(&format!("<title{kind}>{text}</title>"))
                .title
                .as_deref(),
            Some(expected),
            "Atom: {text}"
        );
    }
}

/// Titles of RSS may be plain text or HTML, and are often escaped twice.
#[test]
fn titles_become_plain_text_once() {
    for (title, expected) in [
        ("a &amp;amp; b", "a & b"),
        ("a &amp;lt;b&amp;gt; c", "a <b> c"),
        ("a &amp;amp;amp; b", "a &amp; b"),
        (
            "Vec&lt;T&gt; and &lt;em&gt;more&lt;/em&gt;",
            "Vec<T> and more",
        ),
        ("AT&amp;T", "AT&T"),
        ("5 &lt; 6", "5 < 6"),
    ] {
        let article = rss(&format!("<title>{title}</title>"));
        assert_eq!(article.title.as_deref(), Some(expected), "{title}");
        // And stay so.
        for format in ["rss", "atom"] {
            let feed = Feed {
                articles: vec![article.clone()],
                ..Feed::default()
            };
            let xml = formats::write(format, &feed, &WriteOptions::default()).expect("a feed");
            assert_eq!(only(&xml).title.as_deref(), Some(expected), "{xml}");
        }
    }
}

#[test]
fn attributes_arrive_however_they_are_written() {
    for (item, id, link) in [
        (
            "<guid isPermaLink=false>http://a.example/1</guid>",
            Some("http://a.example/1"),
            None,
        ),
        (
            "<guid isPermaLink=\"FALSE\">http://a.example/1</guid>",
            Some("http://a.example/1"),
            None,
        ),
        (
            "<guid ispermalink='false'>http://a.example/1</guid>",
            Some("http://a.example/1"),
            None,
        ),
        (
            "<guid isPermaLink=\"true\">http://a.example/1</guid>",
            None,
            Some("http://a.example/1"),
        ),
        (
            "<guid>http://a.example/1</guid>",
            None,
            Some("http://a.example/1"),
        ),
        ("<guid>\n  tag:1\n</guid>", Some("tag:1"), None),
    ] {
        let article = rss(item);
        assert_eq!(
            (article.id.as_deref(), article.web_url.as_deref()),
            (id, link),
            "{item}"
        );
    }
    for enclosure in [
        "<enclosure url=\"http://a.example/?a=1&b=2\" length=\"5\" type=\"audio/x\"/>",
        "<enclosure url=http://a.example/?a=1&amp;b=2 length=5 type=audio/x />",
        "<enclosure URL='http://a.example/?a=1&amp;b=2' Length='5' Type='audio/x'></enclosure>",
        "<enclosure url='http://a.example/?a=1&#38;b=2'length='5' type='audio/x' type='b'>",
    ] {
        let article = rss(&format!("{enclosure}<title>After</title>"));
        let action = &article.actions[0];
        assert_eq!(
            action.url.as_deref(),
            Some("http://a.example/?a=1&b=2"),
            "{enclosure}"
        );
        assert_eq!(
            (action.length, action.mime_type.as_deref()),
            (Some(5), Some("audio/x")),
            "{enclosure}"
        );
        assert_eq!(article.title.as_deref(), Some("After"), "{enclosure}");
    }
    let article = atom(
        "<link href='http://a.example/?a=1&b=2'/><link rel=enclosure href=http://a.example/a.mp3>",
    );
    assert_eq!(
        article.web_url.as_deref(),
        Some("http://a.example/?a=1&b=2")
    );
    assert_eq!(
        article.actions[0].url.as_deref(),
        Some("http://a.example/a.mp3")
    );
}

#[test]
fn markup_that_is_not_escaped_is_text() {
    for (inside, expected) in [
        ("<p>One<p>Two", "<p>One</p><p>Two</p>"),
        ("One<br>Two", "One<br>Two"),
        ("One <b>x</b> tail", "One <b>x</b> tail"),
        ("<a name='x'/>One", "<a></a>One"),
        ("<i>&lt;b&gt;</b></i>", "<i><b></b></i>"),
        ("<![CDATA[<p>One</p>]]>", "<p>One</p>"),
        ("<p>One <![CDATA[& two]]></p>", "<p>One &amp; two</p>"),
    ] {
        assert_eq!(
            body(&rss(&format!("<description>{inside}</description>"))),
            expected,
            "{inside}"
        );
    }
}

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

/// What the crates drop when they read a feed themselves.
#[test]
fn nothing_that_the_crates_drop_is_lost() {
    let people = |article: &Article| -> Vec<String> {
        let authors = article
            .provider
            .iter()
            .flat_map(|provider| &provider.authors);
        authors.filter_map(|author| author.name.clone()).collect()
    };
    let urls = |article: &Article| -> Vec<String> {
        article
            .actions
            .iter()
            .filter_map(|action| action.url.clone())
            .collect()
    };
    let twice = rss(
        "<enclosure url='http://a.example/1'/><enclosure url='http://a.example/2'/>\
        <author>a@a.example (A)</author><author>B</author><dc:creator>C</dc:creator><title/><title>T</title><title>U</title>\
        <link>http://a.example/</link><link>http://b.example/</link><description>D</description><description>E</description>",
    );
    assert_eq!(urls(&twice), ["http://a.example/1", "http://a.example/2"]);
    assert_eq!(people(&twice), ["A", "B", "C"]);
    assert_eq!(twice.title.as_deref(), Some("T"));
    assert_eq!(twice.web_url.as_deref(), Some("http://a.example/"));
    assert_eq!(twice.excerpt.as_deref(), Some("D"));
    assert_eq!(
        kept(&twice),
        [
            "<title>U</title>",
            "<link>http://b.example/</link>",
            "<description>E</description>"
        ]
    );

    let unknown = rss(
        "<rating>5</rating><x:y xmlns:x='urn:x' z='1'>a<x:b/></x:y><slash:comments>7</slash:comments>",
    );
    assert_eq!(
        kept(&unknown),
        [
            "<rating>5</rating>",
            "<x:y xmlns:x=\"urn:x\" z=\"1\">a<x:b/></x:y>",
            "<slash:comments>7</slash:comments>"
        ]
    );
    let foreign = atom(
        "<contributor><name>C</name></contributor><rights>R</rights><link rel='replies' href='http://a.example/r'/>\
        <summary>S</summary><summary>T</summary><foo>F</foo>",
    );
    assert_eq!(
        kept(&foreign),
        [
            "<contributor><name>C</name></contributor>",
            "<rights>R</rights>",
            "<link rel='replies' href='http://a.example/r'/>",
            "<summary>T</summary>",
            "<foo>F</foo>"
        ]
    );
    assert_eq!(foreign.excerpt.as_deref(), Some("S"));

    let borrowed = rss(
        "<atom:author xmlns:atom='http://www.w3.org/2005/Atom'><atom:name>A</atom:name></atom:author>\
        <atom:updated>2020-01-30T17:00:00Z</atom:updated>",
    );
    assert_eq!(people(&borrowed), ["A"]);
    assert!(borrowed.updated_date_time.is_some());

    let about = only(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
        <channel rdf:about='http://a.example/'><title>F</title></channel>\
        <item rdf:about='tag:a&amp;b'><title>A</title></item></rdf:RDF>",
    );
    assert_eq!(about.id.as_deref(), Some("tag:a&b"));
    assert_eq!(atom("<id>\n  tag:1\n</id>").id.as_deref(), Some("tag:1"));
    assert_eq!(
        body(&atom(
            "<content type='xhtml'><h:div xmlns:h='http://www.w3.org/1999/xhtml'><h:b>A</h:b>&amp;</h:div></content>"
        )),
        "<b>A</b>&amp;"
    );
}

fn kept(article: &Article) -> Vec<String> {
    let map = article.to_map();
    let Some(feedmatter::model::Value::Map(reserved)) = map.get("feedmatter") else {
        return Vec::new();
    };
    match reserved.get("xml") {
        Some(feedmatter::model::Value::List(items)) => items
            .iter()
            .filter_map(|item| item.as_str().map(str::to_owned))
            .collect(),
        _ => Vec::new(),
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

#[test]
fn people_arrive_however_they_are_written() {
    let names = |article: &Article| -> Vec<String> {
        let authors = article
            .provider
            .iter()
            .flat_map(|provider| &provider.authors);
        authors
            .map(|author| format!("{:?}", (author.name.as_deref(), author.email.as_deref())))
            .collect()
    };
    for (author, expected) in [
        (
            "<author><name>Jane</name><email>j@a.example</email></author>",
            "(Some(\"Jane\"), Some(\"j@a.example\"))",
        ),
        ("<author>Jane</author>", "(Some(\"Jane\"), None)"),
        (
            "<author><![CDATA[Jane]]></author>",
            "(Some(\"Jane\"), None)",
        ),
        (
            "<author xml:lang='de'>Jane <!-- c --></author>",
            "(Some(\"Jane\"), None)",
        ),
        ("<dc:creator>Jane</dc:creator>", "(Some(\"Jane\"), None)"),
    ] {
        assert_eq!(names(&rss(author)), [expected], "RSS: {author}");
        assert_eq!(names(&atom(author)), [expected], "Atom: {author}");
    }
    assert_eq!(
        names(&rss("<author>j@a.example (Jane)</author>")),
        ["(Some(\"Jane\"), Some(\"j@a.example\"))"]
    );
    assert_eq!(
        names(&rss(
            "<author>a@a.example</author><dc:creator>b@b.example</dc:creator>"
        ))
        .len(),
        2
    );
}

/// The picture of RSS 1.0 stands beside the channel, which refers to it.
#[test]
fn the_picture_of_rss_1_0_is_that_of_the_channel() {
    let feed = feed(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
        <channel rdf:about='http://a.example/'><title>F</title><image rdf:resource='http://a.example/i.png'/></channel>\
        <image rdf:about='http://a.example/i.png'><title>I</title><url>http://a.example/i.png</url></image></rdf:RDF>",
    );
    assert_eq!(
        feed.image.and_then(|image| image.url).as_deref(),
        Some("http://a.example/i.png")
    );
}

/// What runs in a browser, or speaks in our name, is not kept.
#[test]
fn nothing_dangerous_is_kept() {
    for element in [
        "<script xmlns='http://www.w3.org/1999/xhtml'>x()</script>",
        "<svg xmlns='http://www.w3.org/2000/svg' onload='x()'/>",
        "<x:y xmlns:x='urn:x'><h:script xmlns:h='http://www.w3.org/1999/xhtml'>x()</h:script></x:y>",
        "<x:y xmlns:x='urn:x'><fm:article xmlns:fm='https://w3id.org/feedmatter/ns/1.0/' version='2'/></x:y>",
    ] {
        let article = rss(&format!("<title>A</title>{element}"));
        assert_eq!(kept(&article), [""; 0], "{element}");
    }
}

#[test]
fn language_and_base_hold_for_what_stands_in_them() {
    let xml = format!(
        "<feed xmlns='{ATOM}' xml:base='http://a.example/one/' xml:lang='en'><title>F</title><link href='.'/>\
        <entry xml:lang='de' xml:base='two/'><id>1</id><link href='a.html'/><link rel='enclosure' href='a.mp3'/>\
        <content type='html'>&lt;img src='b.png' srcset='c.png 2x, /d.png 3x'&gt;&lt;a href='//b.example/'&gt;b&lt;/a&gt;</content></entry>\
        <entry><id>2</id><content type='xhtml' xml:base='three/'><div xmlns='http://www.w3.org/1999/xhtml'><a href='e?f&amp;g'>h</a></div></content></entry></feed>"
    );
    let feed = feed(&xml);
    let [first, second] = feed.articles.as_slice() else {
        panic!("two articles")
    };
    assert_eq!(feed.link.as_deref(), Some("http://a.example/one/"));
    assert_eq!(first.locale.as_deref(), Some("de"));
    assert_eq!(
        first.web_url.as_deref(),
        Some("http://a.example/one/two/a.html")
    );
    assert_eq!(
        first.actions[0].url.as_deref(),
        Some("http://a.example/one/two/a.mp3")
    );
    assert_eq!(
        body(first),
        "<img src=\"http://a.example/one/two/b.png\" srcset=\"http://a.example/one/two/c.png 2x, http://a.example/d.png 3x\">\
        <a href=\"http://b.example/\">b</a>"
    );
    assert_eq!(
        body(second),
        "<a href=\"http://a.example/one/three/e?f&amp;g\">h</a>"
    );

    let rss = rss(
        "<link xml:base='http://a.example/x/'>y</link><title xml:lang='fr'>T</title>\
        <description xml:base='http://b.example/'>&lt;a href='c'&gt;d&lt;/a&gt;</description>",
    );
    assert_eq!(rss.web_url.as_deref(), Some("http://a.example/x/y"));
    assert_eq!(rss.locale.as_deref(), Some("fr"));
    assert_eq!(body(&rss), "<a href=\"http://b.example/c\">d</a>");
}

/// Against the article, else the site, else what the user says.
#[test]
fn relative_addresses_are_made_absolute() {
    let text = "<description>&lt;a href='c'&gt;d&lt;/a&gt;</description>";
    for (channel, item, base, expected) in [
        (
            "<link>http://a.example/</link>",
            "<link>/x/y</link>",
            None,
            "http://a.example/x/c",
        ),
        (
            "<link>http://a.example/x/</link>",
            "",
            None,
            "http://a.example/x/c",
        ),
        (
            "",
            "",
            Some("http://b.example/feed.xml"),
            "http://b.example/c",
        ),
        (
            "<link>/site/</link>",
            "",
            Some("http://b.example/feed.xml"),
            "http://b.example/site/c",
        ),
        (
            "<link>http://a.example/</link>",
            "",
            Some("http://b.example/feed.xml"),
            "http://a.example/c",
        ),
        ("", "", None, "c"),
    ] {
        let xml = format!("<rss><channel>{channel}<item>{item}{text}</item></channel></rss>");
        let options = ReadOptions {
            base: base.map(|base| base.parse().expect("a URL")),
            ..ReadOptions::default()
        };
        let document = formats::read(xml.as_bytes(), &options).expect("a feed");
        assert_eq!(
            body(&document.feed.articles[0]),
            format!("<a href=\"{expected}\">d</a>"),
            "{xml}"
        );
    }
}

#[test]
fn identity_is_guid_or_link_or_what_is_said() {
    let ids = |items: &str| -> Vec<Option<String>> {
        let feed = feed(&format!("<rss><channel>{items}</channel></rss>"));
        feed.articles
            .iter()
            .map(|article| article.identity().map(str::to_owned))
            .collect()
    };
    let one = |items: &str| ids(items).remove(0).expect("an identity");
    assert_eq!(
        one("<item><guid>1</guid><link>http://a.example/</link></item>"),
        "1"
    );
    assert_eq!(
        one("<item><link>http://a.example/</link></item>"),
        "http://a.example/"
    );
    let made = |items: &str| -> Vec<String> {
        let feed = feed(&format!("<rss><channel>{items}</channel></rss>"));
        assert_eq!(feed.articles[0].identity(), None, "nothing is made up");
        ["rss", "atom"]
            .map(|format| {
                let xml = formats::write(format, &feed, &WriteOptions::default()).expect("a feed");
                let start = xml.rfind("urn:uuid:").expect("a made identity");
                xml[start..start + 45].to_owned()
            })
            .to_vec()
    };
    let first = made("<item><title>A</title><description>B</description></item>");
    assert_eq!(first[0], first[1]);
    assert_eq!(
        first,
        made("<item><description>B</description>\n<title>A</title></item>")
    );
    assert_ne!(
        first,
        made("<item><title>A</title><description>C</description></item>")
    );
    let repeated = "<item><guid>1</guid><link>http://a.example/</link></item><item><guid>1</guid><link>http://b.example/</link></item>\
        <item><guid>1</guid><link>http://a.example/</link></item>";
    assert_eq!(
        ids(repeated),
        [
            "1#http://a.example/",
            "1#http://b.example/",
            "1#http://a.example/"
        ]
        .map(|id| Some(id.to_owned()))
    );
}

#[test]
fn a_date_that_is_none_keeps_its_text() {
    for article in [
        rss("<guid>1</guid><pubDate>yesterday</pubDate>"),
        atom("<id>1</id><published>yesterday</published><updated>today</updated>"),
    ] {
        assert_eq!(article.published_date_time, None);
        assert_eq!(
            article
                .to_map()
                .get("publishedDateTime")
                .and_then(|date| date.as_str()),
            Some("yesterday")
        );
    }
    let document =
        document("<rss><channel><item>\n<pubDate>yesterday</pubDate></item></channel></rss>");
    let warning = &document.warnings[0];
    assert_eq!(
        warning.message,
        "expected a date such as `2021-05-05T00:56:00Z`, found `yesterday`"
    );
    assert_eq!(warning.position.map(|position| position.line), Some(2));
}

#[test]
fn every_version_is_read() {
    let rdf = "xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#'";
    let inside = "<title>F</title><link>http://a.example/</link><item><title>A</title><link>http://a.example/1</link></item>";
    let beside = "<channel><title>F</title><link>http://a.example/</link></channel><item><title>A</title><link>http://a.example/1</link></item>";
    let entry = "<title>A</title><link href='http://a.example/1'/>";
    for xml in [
        format!("<rdf:RDF {rdf} xmlns='http://my.netscape.com/rdf/simple/0.9/'>{beside}</rdf:RDF>"),
        format!(
            "<rdf:RDF {rdf} xmlns='http://channel.netscape.com/rdf/simple/0.9/'>{beside}</rdf:RDF>"
        ),
        format!(
            "<r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>{beside}</r:RDF>"
        ),
        format!("<rss version='0.91'><channel>{inside}</channel></rss>"),
        format!("<rss version='0.92'><channel>{inside}</channel></rss>"),
        format!(
            "<rss version=\"2.0\" xmlns=\"http://backend.userland.com/rss2\"><channel>{inside}</channel></rss>"
        ),
        format!(
            "<rss version=\"2.0\" xmlns=\"http://www.w3.org/2005/Atom\"><channel>{inside}</channel></rss>"
        ),
        format!("<RSS><CHANNEL>{inside}</CHANNEL></RSS>"),
        format!("<rss>{inside}</rss>"),
        format!("<rss>{beside}</rss>"),
        format!("<channel>{inside}</channel>"),
        format!(
            "<Channel xmlns='http://purl.org/net/rss1.1#' {rdf} rdf:about='http://a.example/'><title>F</title>\
            <link>http://a.example/</link><items rdf:parseType='Collection'><item rdf:about='http://a.example/1'><title>A</title>\
            <link>http://a.example/1</link></item></items></Channel>"
        ),
        format!(
            "<feed version='0.3' xmlns='http://purl.org/atom/ns#'><title>F</title><link href='http://a.example/'/><entry>{entry}</entry></feed>"
        ),
        format!(
            "<feed xmlns='{ATOM}'><title>F</title><link href='http://a.example/'/><entry>{entry}</entry></feed>"
        ),
        format!(
            "<feed><title>F</title><link href='http://a.example/'/><entry>{entry}</entry></feed>"
        ),
        format!(
            "<a:feed xmlns:a='{ATOM}'><a:title>F</a:title><a:link href='http://a.example/'/><a:entry><a:title>A</a:title>\
            <a:link a:href='http://a.example/1'/></a:entry></a:feed>"
        ),
    ] {
        let feed = feed(&xml);
        assert_eq!(feed.title.as_deref(), Some("F"), "{xml}");
        assert_eq!(feed.link.as_deref(), Some("http://a.example/"), "{xml}");
        assert_eq!(feed.articles.len(), 1, "{xml}");
        assert_eq!(feed.articles[0].title.as_deref(), Some("A"), "{xml}");
        assert_eq!(
            feed.articles[0].web_url.as_deref(),
            Some("http://a.example/1"),
            "{xml}"
        );
    }
    let alone = only(&format!(
        "<?xml version='1.0'?><entry xmlns='{ATOM}'>{entry}</entry>"
    ));
    assert_eq!(alone.title.as_deref(), Some("A"));
}

#[test]
fn constructs_of_every_type_and_mode_are_text() {
    for (content, expected) in [
        (
            "<content type='text/html' mode='escaped'>&lt;b&gt;A&lt;/b&gt;</content>",
            "<b>A</b>",
        ),
        (
            "<content mode='escaped'>&lt;b&gt;A&lt;/b&gt;</content>",
            "<b>A</b>",
        ),
        (
            "<content type='application/xhtml+xml' mode='xml'><div xmlns='http://www.w3.org/1999/xhtml'><b>A</b></div></content>",
            "<b>A</b>",
        ),
        (
            "<content type='text/html' mode='base64'>PGI+QTwvYj4=</content>",
            "<b>A</b>",
        ),
        (
            "<content type='application/octet-stream'>PGI+QTwvYj4=</content>",
            "<b>A</b>",
        ),
        (
            "<content type='text/html'>&lt;b&gt;A&lt;/b&gt;</content>",
            "<b>A</b>",
        ),
        ("<content type='html'><b>A</b></content>", "<b>A</b>"),
        ("<content><b>A</b></content>", "<b>A</b>"),
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'>1 &lt; 2<br/><i/></div></content>",
            "1 &lt; 2<br><i></i>",
        ),
        (
            "<content type='xhtml'><div>A</div><div>B</div></content>",
            "<div>A</div><div>B</div>",
        ),
        ("<content type='text'>1 &lt; 2</content>", "<p>1 &lt; 2</p>"),
        ("<content type='image/png'>iVBORw0KGgo=</content>", ""),
    ] {
        let article = atom(&format!("<id>1</id>{content}"));
        assert_eq!(body(&article), expected, "{content}");
    }
    for title in [
        "<title type='text/html' mode='escaped'>&lt;b&gt;A&lt;/b&gt;</title>",
        "<title type='application/xhtml+xml'><b>A</b></title>",
        "<title mode='base64' type='text/plain'>QQ==</title>",
        "<title type='application/octet-stream' mode='base64'>\n QQ== \n</title>",
        "<title type='text/plain'>A</title>",
        "<title type=''>A</title>",
        "<title type='image/jpeg'>A</title>",
    ] {
        assert_eq!(atom(title).title.as_deref(), Some("A"), "{title}");
    }
    let elsewhere =
        atom("<id>tag:1</id><content src='http://a.example/1.pdf' type='application/pdf'/>");
    assert_eq!(elsewhere.web_url.as_deref(), Some("http://a.example/1.pdf"));
}

/// Each encoding, with the right label, a wrong one and none, and with what a server may say.
#[test]
fn text_is_decoded_by_what_the_bytes_show() {
    let sample = |encoding: &str| match encoding {
        "koi8-r" => "Сегодня в городе открыли новый мост через реку, и жители вышли на улицы",
        "big5" => "今天城裡開了一座新橋，許多人來到街上慶祝這個日子",
        "shift_jis" => "今日、町に新しい橋が開通し、多くの人が通りに出て祝った。",
        "gb2312" => "今天城里开了一座新桥，许多人来到街上庆祝这个日子",
        "iso-8859-1" => "Déjà vu à la crémerie du café",
        _ => "Déjà vu – “café” für 5 €",
    };
    for name in [
        "utf-8",
        "iso-8859-1",
        "windows-1252",
        "koi8-r",
        "big5",
        "shift_jis",
        "gb2312",
    ] {
        let legacy = encoding_rs::Encoding::for_label(name.as_bytes()).expect("an encoding");
        let wrong = if name == "utf-8" {
            "iso-8859-1"
        } else {
            "utf-8"
        };
        for label in [Some(name), Some(wrong), Some("no-such-encoding"), None] {
            for charset in [None, Some(name), Some(wrong)] {
                let declared =
                    label.map_or_else(String::new, |label| format!(" encoding='{label}'"));
                let text = sample(name);
                let xml = format!(
                    "<?xml version='1.0'{declared}?><rss><channel><item><title>{text}</title></item></channel></rss>"
                );
                let (bytes, _, _) = legacy.encode(&xml);
                let charset =
                    charset.map(|label| Encoding::from_label(label).expect("an encoding"));
                let options = ReadOptions {
                    charset,
                    ..ReadOptions::default()
                };
                let document = formats::read(&bytes, &options).expect("a feed");
                let title = document.feed.articles[0].title.as_deref();
                let is_told = label == Some(name)
                    || charset
                        .is_some_and(|charset| charset.name().eq_ignore_ascii_case(legacy.name()));
                // A line of text is enough to guess at all of them but one.
                let is_guessed_wrong = name == "windows-1252" && !is_told;
                if !is_guessed_wrong {
                    assert_eq!(title, Some(text), "{name} as {label:?}, {charset:?}");
                }
                // What was guessed is said, right or wrong.
                if !is_told && name != "utf-8" {
                    assert!(
                        !document.warnings.is_empty(),
                        "{name} as {label:?}, {charset:?}"
                    );
                }
                let forced = ReadOptions {
                    encoding: Some(Encoding::from_label(name).expect("an encoding")),
                    ..ReadOptions::default()
                };
                let document = formats::read(&bytes, &forced).expect("a feed");
                assert_eq!(
                    document.feed.articles[0].title.as_deref(),
                    Some(text),
                    "{name} forced"
                );
            }
        }
    }
}

#[test]
fn wide_encodings_need_no_label() {
    let text = "Déjà vu – 桥 🎉";
    for label in [
        "",
        " encoding='utf-16'",
        " encoding='utf-8'",
        " encoding='utf-32'",
    ] {
        let xml = format!(
            "<?xml version='1.0'{label}?><rss><channel><item><title>{text}</title></item></channel></rss>"
        );
        let utf_16 = |big: bool| {
            xml.encode_utf16()
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let utf_32 = |big: bool| {
            let units = xml.chars().map(u32::from);
            units
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let encoded: [(&[u8], Vec<u8>); 6] = [
            (b"\xfe\xff", utf_16(true)),
            (b"\xff\xfe", utf_16(false)),
            (b"\0\0\xfe\xff", utf_32(true)),
            (b"\xff\xfe\0\0", utf_32(false)),
            (b"\xef\xbb\xbf", xml.clone().into_bytes()),
            (b"", xml.clone().into_bytes()),
        ];
        for (mark, bytes) in encoded {
            for start in [mark, b""] {
                let document = document([start, &bytes].concat());
                assert_eq!(
                    document.feed.articles[0].title.as_deref(),
                    Some(text),
                    "{label} {mark:?}"
                );
            }
        }
    }
}

#[test]
fn a_few_bad_bytes_spoil_nothing() {
    let xml = |text: &[u8]| {
        [
            b"<rss><channel><item><title>".as_slice(),
            text,
            b"</title></item></channel></rss>",
        ]
        .concat()
    };
    let text = ["Déjà vu, à la crémerie ".as_bytes(), b"caf\xe9"].concat();
    let read = document(xml(&text));
    assert_eq!(
        read.feed.articles[0].title.as_deref(),
        Some("Déjà vu, à la crémerie café")
    );
    assert_eq!(
        read.warnings[0].message,
        "expected text in UTF-8, found the byte 0xE9; read as windows-1252 where it is not"
    );
    let whole = "<rss><channel><item><title>é</title></item><!-- é";
    let cut = document(&whole.as_bytes()[..whole.len() - 1]);
    assert_eq!(cut.feed.articles[0].title.as_deref(), Some("é"));
}

#[test]
fn what_is_no_feed_is_named() {
    for (text, expected) in [
        ("<!doctype html><title>x</title>", "an HTML page"),
        (
            "<html><head><link rel=alternate type=application/rss+xml href=/feed></head>",
            "an HTML page; its feed is `/feed`",
        ),
        ("<p>Not found", "an HTML page"),
        (
            "{\"version\": \"https://jsonfeed.org/version/1.1\"}",
            "JSON",
        ),
        (
            "<?xml version='1.0'?><opml version='2.0'/>",
            "OPML, a list of feeds",
        ),
        ("just words", "a text without front matter"),
    ] {
        let error = formats::read(text.as_bytes(), &ReadOptions::default()).expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("expected front matter, RSS or Atom, found {expected}"),
            "{text}"
        );
    }
    for (bytes, expected) in [
        (
            b"\x1f\x8b\x08\0".as_slice(),
            "a gzip file; decompress it first",
        ),
        (b"BZh91AY", "a bzip2 file; decompress it first"),
        (
            b"\x28\xb5\x2f\xfd\0",
            "a Zstandard file; decompress it first",
        ),
        (b"PK\x03\x04", "a ZIP file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\x7fELF", "a program"),
        (b"abc\0def", "a binary file"),
    ] {
        let error = formats::read(bytes, &ReadOptions::default()).expect_err(expected);
        assert_eq!(
            error.to_string(),
            format!("expected front matter, RSS or Atom, found {expected}")
        );
    }
    let error = formats::read_as(
        "rss",
        format!("<feed xmlns='{ATOM}'/>").as_bytes(),
        &ReadOptions::default(),
    );
    assert_eq!(
        error.expect_err("Atom").to_string(),
        "expected rss, found atom"
    );
    let error = formats::read(b"<urlset/>", &ReadOptions::default()).expect_err("no feed");
    assert_eq!(
        error.to_string(),
        "expected the root element `rss`, `rdf:RDF` or `feed`, found `urlset`"
    );
}

#[test]
fn a_bound_is_an_error() {
    let few = Limits {
        bytes: 1000,
        depth: 10,
        entities: 100,
        articles: 2,
    };
    let options = ReadOptions {
        limits: few,
        ..ReadOptions::default()
    };
    let entity = "<!DOCTYPE rss [<!ENTITY a '0123456789012345678901234567890123456789'>]>";
    for (xml, bound) in [
        (
            format!("<rss><channel>{}", "<item/>".repeat(3)),
            Bound::Articles,
        ),
        (format!("<rss><channel>{}", "x".repeat(1000)), Bound::Bytes),
        (
            format!("<rss><channel><item>{}", "<x:y>".repeat(20)),
            Bound::Depth,
        ),
        (
            format!("{entity}<rss><channel><title>{}", "&a;".repeat(3)),
            Bound::Entities,
        ),
    ] {
        match formats::read(xml.as_bytes(), &options) {
            Err(Error::Exceeded { bound: found, .. }) => assert_eq!(found, bound),
            other => panic!("{other:?}: {xml}"),
        }
    }
    let laughs = (1..20).fold(
        "<!DOCTYPE rss [<!ENTITY l0 'lol'>".to_owned(),
        |doctype, level| {
            format!(
                "{doctype}<!ENTITY l{level} '{}'>",
                format!("&l{};", level - 1).repeat(10)
            )
        },
    );
    let xml = format!("{laughs}]><rss><channel><title>&l19;</title></channel></rss>");
    assert!(matches!(
        formats::read(xml.as_bytes(), &ReadOptions::default()),
        Err(Error::Exceeded {
            bound: Bound::Entities,
            ..
        })
    ));
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
        let options = ReadOptions {
            honours_remainder: false,
            ..ReadOptions::default()
        };
        let bare = formats::read(xml.as_bytes(), &options).expect("a feed");
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

//! What elements mean: people, pictures, identities, dates, languages and addresses.

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::{Article, Feed, Record};

use super::{ATOM, atom, body, document, feed, kept, only, rss};

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

    let prefixed = rss(
        "<description>A</description><c2:encoded xmlns:c2='http://purl.org/rss/1.0/modules/content/'>\
        &lt;p&gt;B&lt;/p&gt;</c2:encoded>",
    );
    assert_eq!(body(&prefixed), "<p>B</p>");
    let document = "<atom:content type=\"text/xml\"><a>1</a></atom:content>";
    assert_eq!(kept(&rss(document)), [document]);
    let source = atom("<source><id>s</id><title>S</title><x:y xmlns:x='urn:x'>c</x:y></source>");
    assert_eq!(
        kept(&source),
        ["<source xmlns:x=\"urn:x\"><id>s</id><title>S</title><x:y>c</x:y></source>"]
    );
    let dated = "<source><title>S</title><updated>never</updated></source>";
    assert_eq!(kept(&atom(dated)), [dated]);

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

/// The authors of a feed are those of its articles in Atom and in JSON Feed; an editor of RSS need not be an author.
#[test]
fn authors_of_a_feed_are_those_of_some_articles() {
    let authors = |feed: &Feed| -> Vec<usize> {
        let providers = feed
            .articles
            .iter()
            .map(|article| article.provider.as_ref());
        providers
            .map(|provider| provider.map_or(0, |provider| provider.authors.len()))
            .collect()
    };
    let author = "<author>a@a.example (Ann)</author>";
    let channel = |said: &str| {
        format!(
            "<rss><channel><title>F</title><link>https://a.example/</link>{said}<item><title>A</title>{author}</item>\
            <item><title>B</title></item></channel></rss>"
        )
    };
    for said in [
        "<managingEditor>a@a.example (Ann)</managingEditor>",
        "<itunes:author>Ann</itunes:author>",
        "<dc:creator>Ann</dc:creator>",
    ] {
        let feed = feed(&channel(said));
        assert_eq!((feed.authors.len(), authors(&feed)), (1, vec![1, 0]));
        for profile in [Profile::Lossless, Profile::Public] {
            let options = WriteOptions::of(profile);
            let text = formats::write("rss", &feed, &options).expect("a feed");
            let items = &text[text.find("<item>").expect("an item")..];
            let named = items.matches("(Ann)</author>").count()
                + items.matches("<dc:creator>Ann</dc:creator>").count();
            assert_eq!(named, 1, "{text}");
        }
    }
    let by_feed = feed(&format!(
        "<feed xmlns='{ATOM}'><title>F</title><author><name>Ann</name></author>\
        <entry><id>urn:x:1</id><title>A</title></entry></feed>"
    ));
    assert_eq!(authors(&by_feed), [1]);
    let in_rss = formats::write("rss", &by_feed, &WriteOptions::default()).expect("a feed");
    assert_eq!(in_rss.matches("<dc:creator>Ann<").count(), 2, "{in_rss}");
    let back = document(&in_rss).feed;
    let in_atom = formats::write("atom", &back, &WriteOptions::default()).expect("a feed");
    assert_eq!(in_atom.matches("<author>").count(), 1, "{in_atom}");
}

/// Discourse names a feed of the item itself, by its title.
#[test]
fn a_source_called_as_its_item_is_no_publisher() {
    let source = "<source url=\"https://a.example/1.rss\">A &amp; B</source>";
    let publisher = |article: &Article| article.provider.as_ref()?.name.clone();
    let own = rss(&format!("<title>A &amp; B</title>{source}"));
    assert_eq!(publisher(&own).as_deref(), Some("F"));
    assert_eq!(kept(&own), [source]);
    let other = rss(&format!("{source}<title>A</title>"));
    assert_eq!(publisher(&other).as_deref(), Some("A & B"));
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
    let twice =
        "<dc:creator>Jane</dc:creator><atom:author><atom:name>Jane</atom:name></atom:author>";
    assert_eq!(names(&rss(twice)), ["(Some(\"Jane\"), None)"]);
    // Those of the feed that it comes from, if it has none.
    let source = "<source><title>S</title><author><name>Jane</name></author></source>";
    assert_eq!(names(&atom(source)), ["(Some(\"Jane\"), None)"]);
    let own = format!("<author><name>Bob</name></author>{source}");
    assert_eq!(names(&atom(&own)), ["(Some(\"Bob\"), None)"]);
}

/// A recording that is no enclosure is a file more, and keeps its duration from the others.
#[test]
fn a_duration_is_that_of_the_first_recording() {
    let video = "<media:content url='https://a.example/v.mp4' type='video/mp4' duration='60'/>";
    let audio = "<media:content url='https://a.example/1.mp3' duration='7'/>";
    let clock = "<itunes:duration>3723</itunes:duration>";
    for (elements, files, expected) in [
        (video.to_owned(), 1, Some("PT1M")),
        (format!("ENCLOSURE{video}"), 2, None),
        (format!("ENCLOSURE{video}{audio}"), 2, Some("PT7S")),
        (
            format!("ENCLOSURE{video}{audio}{clock}"),
            2,
            Some("PT1H2M3S"),
        ),
    ] {
        let in_rss = "<enclosure url='https://a.example/1.mp3' length='0' type='audio/mpeg'/>";
        let in_atom = "<link rel='enclosure' href='https://a.example/1.mp3'/>";
        for article in [
            rss(&elements.replace("ENCLOSURE", in_rss)),
            atom(&elements.replace("ENCLOSURE", in_atom)),
        ] {
            assert_eq!(article.actions.len(), files, "{elements}");
            assert_eq!(article.length.as_deref(), expected, "{elements}");
        }
    }
}

#[test]
fn a_guid_may_be_relative() {
    for (guid, expected) in [
        (
            "<guid isPermaLink='true'>one/</guid>",
            Some("http://a.example/x/one/"),
        ),
        ("<guid>one/</guid>", None),
        ("<guid isPermaLink='false'>one/</guid>", None),
    ] {
        let article = only(&format!(
            "<rss xml:base='http://a.example/x/'><channel><title>F</title><item>{guid}</item></channel></rss>"
        ));
        assert_eq!(article.web_url.as_deref(), expected, "{guid}");
    }
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
/// Of two, the one in the channel says where the other stands.
#[test]
fn a_reference_to_a_text_input_is_none() {
    let input = "<textInput><title>Search</title></textInput>";
    let feed = feed(&format!(
        "<rdf:RDF xmlns:rdf='http://www.w3.org/1999/02/22-rdf-syntax-ns#' xmlns='http://purl.org/rss/1.0/'>\
        <channel><title>F</title><textinput rdf:resource='http://a.example/s'/></channel>{input}</rdf:RDF>"
    ));
    assert_eq!(kept(&feed), [input]);
}

/// The Channel Definition Format of 1997, as far as it is like RSS.
#[test]
fn tags_may_state_a_link_and_a_date() {
    let feed = feed(
        "<CHANNEL HREF='http://a.example/'><TITLE>F</TITLE><ITEM HREF='b.html?c&amp;d' LASTMOD='1998-11-05T22:12'>\
        <TITLE>A</TITLE></ITEM></CHANNEL>",
    );
    assert_eq!(feed.link.as_deref(), Some("http://a.example/"));
    let article = &feed.articles[0];
    assert_eq!(
        article.web_url.as_deref(),
        Some("http://a.example/b.html?c&d")
    );
    assert!(article.published_date_time.is_some());
}

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
fn nothing_is_kept_of_addresses_that_run() {
    let article = rss(
        "<source url='java&#9;script:x()'>S</source><x:y xmlns:x='urn:x' z='data:z' url='https://a.example/'>\
         <x:u x:href=' JavaScript:x()'/></x:y>",
    );
    assert_eq!(
        kept(&article),
        [
            "<source>S</source>",
            "<x:y xmlns:x=\"urn:x\" z=\"data:z\" url=\"https://a.example/\"><x:u/></x:y>",
        ]
    );
}

/// A blog is often called like the one who writes it.
#[test]
fn an_author_may_be_called_like_the_feed() {
    let rss = "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Jane Roe</title><link>https://jane.example/</link>\
         <item><title>A</title><dc:creator>Jane Roe</dc:creator></item><item><title>B</title><dc:creator>Bob</dc:creator></item>\
         <item><title>C</title></item></channel></rss>";
    let atom = |of_feed: &str, of_entry: &str| {
        format!(
            "<feed xmlns='{ATOM}'><title>Jane Roe</title><link href='https://jane.example/'/>{of_feed}\
             <entry><title>A</title><id>urn:a</id>{of_entry}</entry></feed>"
        )
    };
    let jane = "<author><name>Jane Roe</name></author>";
    let json = "{\"version\":\"https://jsonfeed.org/version/1.1\",\"title\":\"Jane Roe\",\
         \"items\":[{\"id\":\"a\",\"title\":\"A\",\"authors\":[{\"name\":\"Jane Roe\"}]}]}";
    for (text, expected) in [
        (rss, "Jane Roe, Bob, -"),
        (&atom("", jane), "Jane Roe"),
        (&atom(jane, ""), "Jane Roe"),
        (json, "Jane Roe"),
    ] {
        let read = feed(text);
        assert_eq!(authors(&read), expected, "{text}");
        for name in ["rss", "atom", "json", "ndjson", "tsv"] {
            let public = WriteOptions::of(Profile::Public);
            let written = formats::write(name, &read, &public).expect("text");
            let again = formats::read_as(name, written.as_bytes(), &ReadOptions::foreign());
            let again = again.expect("a document").feed;
            assert_eq!(authors(&again), expected, "{written}");
            let public = formats::write(name, &again, &public).expect("text");
            assert_eq!(public, written);
        }
    }
}

/// Returns the authors of each article.
fn authors(feed: &Feed) -> String {
    let of_article = |article: &Article| {
        let people = article.provider.iter().flat_map(|it| &it.authors);
        let names = people.filter_map(|person| person.name.as_deref());
        names.reduce(|_, _| "several").unwrap_or("-").to_owned()
    };
    let articles: Vec<String> = feed.articles.iter().map(of_article).collect();
    articles.join(", ")
}

/// Atom asks for an author: there, a publisher stands in for one.
#[test]
fn a_publisher_becomes_no_author() {
    let read = feed(
        "<rss version='2.0' xmlns:dc='http://purl.org/dc/elements/1.1/'><channel><title>Both</title><link>https://both.example/</link>\
         <item><title>A</title><guid>a</guid><dc:publisher>One</dc:publisher></item><item><title>B</title><guid>b</guid></item></channel></rss>",
    );
    let public = WriteOptions::of(Profile::Public);
    let written = formats::write("atom", &read, &public).expect("text");
    assert!(written.contains("<name>One</name>"), "{written}");
    assert!(written.contains("<name>Both</name>"), "{written}");
    let again = feed(&written);
    assert_eq!(authors(&again), "-, -");
    assert!(again.authors.is_empty());
}

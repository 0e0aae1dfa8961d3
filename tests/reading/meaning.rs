//! What elements mean: pictures, recordings, dates, and what each version calls them.

use feedmatter::model::{Article, Record};

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

//! Where things are, and what is kept of what could do harm.

use feedmatter::formats::{self, ReadOptions, WriteOptions};

use super::{ATOM, body, feed, kept, only, rss};

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

/// What runs in a browser, or speaks in our name.
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

//! Links: to pages, to other forms of them, and to files.

use feedmatter::formats::{self, ReadOptions};

use super::{ATOM, body, feed, kept, only, rss};

fn of_feed(links: &str) -> String {
    format!("<feed xmlns='{ATOM}'><title>F</title>{links}</feed>")
}

/// Whatever stands first.
#[test]
fn the_page_is_of_type_html() {
    let links = "<link rel='alternate' type='application/rss+xml' href='http://a.example/rss'/>\
        <link rel='alternate' type='text/html' href='http://a.example/'/>";
    let page = Some("http://a.example/");
    assert_eq!(feed(&of_feed(links)).link.as_deref(), page);
    let in_rss = links.replace("<link", "<atom:link");
    let channel =
        format!("<rss><channel><title>F</title>{in_rss}<item>{in_rss}</item></channel></rss>");
    assert_eq!(feed(&channel).link.as_deref(), page);
    assert_eq!(only(&channel).web_url.as_deref(), page);
}

#[test]
fn addresses_may_be_the_text_of_elements() {
    let image = "<itunes:image>http://a.example/c.png</itunes:image>";
    let article = rss(&format!(
        "<media:thumbnail>\n http://a.example/a.png?b&amp;c </media:thumbnail>{image}\
        <media:player><![CDATA[http://a.example/p]]></media:player><enclosure>http://a.example/e.mp3</enclosure>"
    ));
    let images = article.images.iter().map(|image| image.url.as_deref());
    let expected = ["http://a.example/a.png?b&c", "http://a.example/c.png"];
    assert!(images.eq(expected.map(Some)));
    let player = article.featured_content.as_deref();
    assert_eq!(player, Some("http://a.example/p"));
    let file = article.actions[0].url.as_deref();
    assert_eq!(file, Some("http://a.example/e.mp3"));
    let as_kept = ["<itunes:image href=\"http://a.example/c.png\"/>"];
    assert_eq!(kept(&article), as_kept);
    let feed = feed(&format!("<rss><channel>{image}</channel></rss>"));
    assert_eq!(kept(&feed), as_kept);
    let cover = feed.image.and_then(|image| image.url);
    assert_eq!(cover.as_deref(), Some("http://a.example/c.png"));
}

/// Where else a page can be read, and what counts who reads it.
#[test]
fn another_address_of_a_page_is_kept() {
    let page = "<link>http://a.example/1</link>";
    let link = |href: &str| format!("<atom:link rel=\"alternate\" href=\"{href}\"/>");
    let (other, same) = (
        link("http://a.example/de?b&amp;c"),
        link("http://a.example/1"),
    );
    let original = "<feedburner:origLink>http://a.example/1</feedburner:origLink>";
    let counted = "<link>http://b.example/~r/1</link>";
    for (elements, expected) in [
        (format!("{page}{other}"), Some(&*other)),
        (format!("{other}{page}"), Some(&*other)),
        (format!("{page}{same}"), None),
        (same.clone(), None),
        (format!("{original}{counted}"), Some(counted)),
        (format!("{original}{page}"), None),
    ] {
        let article = rss(&elements);
        assert_eq!(article.web_url.as_deref(), Some("http://a.example/1"));
        assert_eq!(kept(&article), Vec::from_iter(expected), "{elements}");
    }
    let feed = feed(&format!(
        "<rss><channel>{page}{other}<item/></channel></rss>"
    ));
    assert_eq!(kept(&feed), [other]);
}

/// Nobody says where the document is from but itself.
#[test]
fn pages_are_relative_to_the_address_of_the_feed() {
    let own = "<link rel='self' href='https://a.example/blog/feed.atom'/>";
    let entry = "<entry><id>urn:x:1</id><title>A</title><link href='b'/>\
        <content type='html'>&lt;img src='/c.png'></content></entry>";
    for (page, expected) in [
        ("", "https://a.example/blog/b"),
        ("<link href='/'/>", "https://a.example/b"),
        (
            "<link href='https://b.example/x/'/>",
            "https://b.example/x/b",
        ),
    ] {
        let text = format!("<feed xmlns='{ATOM}'><title>F</title>{own}{page}{entry}</feed>");
        let article = only(&text);
        assert_eq!(article.web_url.as_deref(), Some(expected));
        assert!(!body(&article).contains("\"/c.png"), "{article:?}");
        let base = "https://c.example/".parse().ok();
        let options = ReadOptions {
            base,
            ..ReadOptions::default()
        };
        let given = formats::read(text.as_bytes(), &options)
            .expect("a feed")
            .feed;
        let is_given = given.articles[0].web_url.as_deref() == Some("https://c.example/b");
        assert_eq!(is_given, !page.contains("https:"));
    }
}

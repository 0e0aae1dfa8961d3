//! Elements that say what others say: in place of those and beside them.

use feedmatter::model::{Article, Extra};

use super::{atom, feed, kept, rss};

/// The link of FeedBurner counts clicks.
#[test]
fn feedburner_says_where_a_page_is() {
    let original = "<feedburner:origLink>http://a.example/1</feedburner:origLink>";
    let in_rss = rss(&format!("<link>http://b.example/~r/1</link>{original}"));
    let in_atom = atom(&format!("<link href='http://b.example/~r/1'/>{original}"));
    for article in [in_rss, in_atom] {
        assert_eq!(article.web_url.as_deref(), Some("http://a.example/1"));
    }
}

/// Whatever comes first in the document.
#[test]
fn what_says_something_else_is_kept() {
    for (elements, expected) in [
        (
            "<title>A</title><dc:title>B</dc:title><atom:title>C</atom:title>",
            &["<dc:title>B</dc:title>", "<atom:title>C</atom:title>"][..],
        ),
        (
            "<dc:title>B</dc:title><title>A</title>",
            &["<dc:title>B</dc:title>"],
        ),
        ("<dc:title>B</dc:title>", &[]),
        (
            "<atom:title>C</atom:title><dc:title>B</dc:title>",
            &["<atom:title>C</atom:title>"],
        ),
        (
            "<title>A &amp;amp; B</title><dc:title><![CDATA[A &amp; B]]></dc:title>",
            &[],
        ),
        (
            "<description>A</description><dc:description>B</dc:description><summary>C</summary>",
            &[
                "<dc:description>B</dc:description>",
                "<atom:summary>C</atom:summary>",
            ],
        ),
        (
            "<content:encoded>A</content:encoded><atom:content type='html'>B</atom:content>",
            &["<atom:content type='html'>B</atom:content>"],
        ),
        (
            "<guid isPermaLink='false'>a</guid><atom:id>b</atom:id>",
            &["<atom:id>b</atom:id>"],
        ),
        (
            "<pubDate>Thu, 02 Jan 2020 00:00:00 GMT</pubDate><dc:date>2020-01-03</dc:date>",
            &["<dc:date>2020-01-03</dc:date>"],
        ),
        (
            "<pubDate>Thu, 02 Jan 2020 00:00:00 GMT</pubDate><dc:date>2020-01-02T01:00:00+01:00</dc:date>",
            &[],
        ),
        (
            "<pubDate>Thu, 02 Jan 2020 00:00:00 GMT</pubDate><dc:date>today</dc:date>",
            &["<dc:date>today</dc:date>"],
        ),
        (
            "<title/><dc:title>B</dc:title><dc:date>2020-01-02</dc:date>",
            &[],
        ),
    ] {
        assert_eq!(kept(&rss(elements)), expected, "{elements}");
    }
    let of_channel = feed(
        "<rss><channel><title>A</title><dc:title>B</dc:title><copyright>C</copyright><dc:rights>D</dc:rights>\
        <language>en</language><dc:language>en</dc:language></channel></rss>",
    );
    assert_eq!(
        kept(&of_channel),
        ["<dc:title>B</dc:title>", "<dc:rights>D</dc:rights>"]
    );
}

#[test]
fn channels_say_topics_and_dates_in_other_words() {
    let read = feed(
        "<rss><channel><title>A</title><category>B</category><dc:subject>C</dc:subject>\
        <dcterms:modified>2020-01-09T00:00:00Z</dcterms:modified></channel></rss>",
    );
    let terms: Vec<_> = read
        .categories
        .iter()
        .map(|category| category.term.as_deref())
        .collect();
    assert_eq!(terms, [Some("B"), Some("C")]);
    let date = read.updated_date_time.map(|date| date.to_rfc3339());
    assert_eq!(date.as_deref(), Some("2020-01-09T00:00:00Z"));
}

#[test]
fn feeds_of_atom_borrow_from_dublin_core() {
    let read = feed(
        "<feed xmlns='http://www.w3.org/2005/Atom'><title>A</title><dc:creator>Ann</dc:creator>\
        <dc:language>de</dc:language><dc:date>2020-01-09T00:00:00Z</dc:date></feed>",
    );
    assert_eq!(read.authors[0].name.as_deref(), Some("Ann"));
    assert_eq!(read.language.as_deref(), Some("de"));
    let date = read.updated_date_time.map(|date| date.to_rfc3339());
    assert_eq!(date.as_deref(), Some("2020-01-09T00:00:00Z"));
}

/// In every feed of Blogger.
#[test]
fn people_have_a_picture() {
    let article = atom(
        "<author><name>Ann</name>\
        <gd:image rel='http://schemas.google.com/g/2005#thumbnail' src='https://b.example/ann.png'/></author>",
    );
    let provider = article.provider.expect("a provider");
    let avatar = provider.authors[0].extra.fields.get("avatar");
    let avatar = avatar.and_then(|avatar| avatar.as_str());
    assert_eq!(avatar, Some("https://b.example/ann.png"));
}

/// As Vimeo has it: a player instead of a file.
#[test]
fn a_player_may_stand_within_content() {
    let content = "<media:content><media:player url=\"https://a.example/video/1\"/>\
        <media:description>About it</media:description></media:content>";
    let check = |article: &Article| {
        assert_eq!(
            article.featured_content.as_deref(),
            Some("https://a.example/video/1")
        );
        assert_eq!(article.excerpt.as_deref(), Some("About it"));
        assert_eq!(kept(article), [content]);
    };
    check(&rss(&format!("<title>A</title>{content}")));
    check(&atom(&format!("<title>A</title>{content}")));
    let described = rss(
        "<title>A</title><media:content url='https://a.example/1.png'>\
        <media:description type='html'>&lt;b>A&lt;/b> cat</media:description></media:content>",
    );
    assert_eq!(described.excerpt, None);
    let description = &described.images[0].description;
    assert_eq!(description.as_deref(), Some("A cat"));
}

#[test]
fn the_picture_of_a_channel_may_lead_elsewhere() {
    let image = |link: &str, description: &str| {
        let read = feed(&format!(
            "<rss><channel><title>A</title><link>http://a.example/</link><description>B</description><image>\
            <url>http://a.example/1.png</url><title>A</title><link>{link}</link>\
            <description>{description}</description></image></channel></rss>"
        ));
        read.image.expect("a picture")
    };
    let same = image("http://a.example", "B");
    assert!(same.extra.is_empty() && same.description.is_none());
    let other = image("http://a.example/x", "C");
    let link = other.extra.fields.get("link");
    assert_eq!(
        link.and_then(|text| text.as_str()),
        Some("http://a.example/x")
    );
    assert_eq!(other.description.as_deref(), Some("C"));
}

/// Mastodon rates its pictures, and Flash has gone.
#[test]
fn what_nobody_reads_of_a_file_is_kept() {
    let rated = "<media:content url=\"http://a.example/a.png\" medium=\"image\"><media:rating>adult</media:rating></media:content>";
    let flash =
        "<media:content url=\"http://a.example/v\" type=\"application/x-shockwave-flash\"/>";
    let read = "<media:content url=\"http://a.example/b.png\" medium=\"image\"><media:title>B</media:title></media:content>";
    let article = rss(&format!("{rated}{read}{flash}"));
    assert_eq!(kept(&article), [rated, flash]);
    assert_eq!(article.images.len(), 2);
    // Written again, it stands beside its picture.
    let twice = rss(&format!(
        "<media:content url='http://a.example/a.png' medium='image'/>{rated}"
    ));
    assert_eq!(twice.images.len(), 1);
    let broken =
        rss("<title>T</title><media:content url='http://a.example/c.mp3'><x:y xmlns:x='urn:x'>");
    assert_eq!(broken.actions.len(), 1);
}

/// PeerTube numbers its categories.
#[test]
fn categories_are_known_by_their_labels() {
    let of_media =
        "<media:category label='Science'>15</media:category><media:category>Film</media:category>";
    let keywords = "<media:keywords>Sun, moon</media:keywords>";
    let article = rss(&format!("{of_media}{keywords}"));
    assert_eq!(article.topics, ["Sun", "moon", "Science", "Film"]);
    let entry = "<category term='Past Day' label='Age'/><category term='a' label='a'/><category term='b' label=''/>";
    let article = atom(entry);
    assert_eq!(article.topics, ["Age", "a", "b"]);
    assert_eq!(kept(&article), ["<category term='Past Day' label='Age'/>"]);
}

/// As those do that people write for people.
#[test]
fn numbers_that_are_none_keep_their_text() {
    let channel = "<ttl>60 minutes</ttl><image><url>http://a.example/a.png</url><width>88px</width><height>31</height></image>";
    let feed = feed(&format!("<rss><channel>{channel}</channel></rss>"));
    let image = feed.image.as_ref().expect("a picture");
    assert_eq!((image.width, image.height), (None, Some(31)));
    let of = |extra: &Extra, key: &str| Some(extra.fields.get(key)?.as_str()?.to_owned());
    assert_eq!(of(&feed.extra, "ttl").as_deref(), Some("60 minutes"));
    assert_eq!(of(&image.extra, "width").as_deref(), Some("88px"));
    let article = rss(
        "<enclosure url='http://a.example/a.mp3' length='1.2 MB' type=' audio/x-mp3 '/>\
        <media:content url='http://a.example/a.jpg' width='100%' height=''/><itunes:duration>00:45:00.5</itunes:duration>",
    );
    let file = &article.actions[0];
    assert_eq!(of(&file.extra, "length").as_deref(), Some("1.2 MB"));
    assert_eq!(file.mime_type.as_deref(), Some("audio/x-mp3"));
    let picture = &article.images[0];
    assert_eq!(of(&picture.extra, "width").as_deref(), Some("100%"));
    assert_eq!((picture.width, picture.height), (None, None));
    assert_eq!(article.length.as_deref(), Some("PT45M1S"));
}

/// The feed that an article was first in is called otherwise than its publisher.
#[test]
fn a_source_hides_no_publisher() {
    let publishers = "<dc:publisher>A</dc:publisher><dc:publisher>B</dc:publisher>";
    for (source, name, further) in [
        (
            "<source url='https://s.example/'>S</source>",
            "S",
            &["A", "B"][..],
        ),
        ("<source url='https://s.example/'>A</source>", "A", &["B"]),
        ("", "A", &["B"]),
    ] {
        let article = rss(&format!("<title>T</title>{source}{publishers}"));
        let provider = article.provider.expect("a provider");
        assert_eq!(provider.name.as_deref(), Some(name));
        let names: Vec<_> = provider
            .publishers
            .iter()
            .map(|it| it.name.as_deref().unwrap_or_default())
            .collect();
        assert_eq!(names, further, "{source}");
    }
}

/// It stands once, be there an empty element beside it or none.
#[test]
fn a_summary_is_the_body_or_an_excerpt() {
    let summary = "<summary type='html'>&lt;p&gt;One&lt;/p&gt;</summary>";
    for (beside, body, excerpt) in [
        ("", "<p>One</p>\n", None),
        ("<content type='html'/>", "<p>One</p>\n", None),
        ("<content type='html'>Two</content>", "Two\n", Some("One")),
        (
            "<content:encoded>Two</content:encoded>",
            "Two\n",
            Some("One"),
        ),
    ] {
        let article = atom(&format!("<title>T</title>{summary}{beside}"));
        assert_eq!(
            article.body.map(|body| body.text).as_deref(),
            Some(body),
            "{beside}"
        );
        assert_eq!(article.excerpt.as_deref(), excerpt, "{beside}");
    }
}

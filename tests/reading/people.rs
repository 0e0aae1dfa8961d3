//! Who wrote it, and who published it.

use feedmatter::formats::{self, ReadOptions, WriteOptions};
use feedmatter::mapping::Profile;
use feedmatter::model::{Article, Feed};

use super::{ATOM, atom, document, feed, kept, rss};

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

//! Titles, labels and names, which are plain text in the end.

use feedmatter::formats::{self, WriteOptions};
use feedmatter::model::{Article, Feed};

use super::{document, only, rss};

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
        // A tag is one only if it is ended; else the title speaks of it.
        (
            "Why &lt;style&gt; matters in CSS today",
            "Why <style> matters in CSS today",
        ),
        (
            "The &lt;script> tag &amp;amp; &lt;/body>, explained",
            "The <script> tag & </body>, explained",
        ),
        (
            "<![CDATA[The <select> and <iframe> elements]]>",
            "The <select> and <iframe> elements",
        ),
        (
            "When to use &lt;b&gt; and &lt;strong&gt;",
            "When to use <b> and <strong>",
        ),
        ("cd &lt;dir&gt; &amp;&amp; make", "cd <dir> && make"),
        ("if a&lt;b and c&gt;d", "if a<b and c>d"),
        (
            "&lt;i>Why&lt;/i> &lt;p>, &lt;em> and &lt;script>x()&lt;/script> &lt;b>it&lt;/b>",
            "Why , <em> and it",
        ),
        // Of those that are never ended, one in a word is meant.
        ("A&lt;br>B &lt;br/> C", "A B C"),
        ("The &lt;br> element", "The <br> element"),
        ("&lt;img src=a> A", "A"),
        ("Title &lt;br /&gt; Subtitle", "Title Subtitle"),
        ("“Quote”&lt;br/&gt;“Other”", "“Quote” “Other”"),
        ("Hello,&lt;br&gt;\"World\"", "Hello, \"World\""),
        ("The “&lt;br&gt;” element", "The “<br>” element"),
        ("&lt;p&gt;\"Quoted\" title", "\"Quoted\" title"),
        // Nor do those say more whose end was cut off.
        (
            "Why we left &lt;a href=\"https://b.example\"&gt;B",
            "Why we left B",
        ),
        (
            "Styling &lt;input type=\"range\"&gt; and &lt;a href=\"b\"&gt;",
            "Styling <input type=\"range\"> and <a href=\"b\">",
        ),
        ("&lt;h1&gt;Title", "Title"),
        ("&lt;font color=red&gt;Hi", "Hi"),
        ("Foo&lt;/b&gt;", "Foo"),
        ("Close with &lt;/b&gt;", "Close with </b>"),
        ("&lt;script&gt;x()", "<script>x()"),
        ("&lt;b&gt;, &lt;i&gt; and more", "<b>, <i> and more"),
        (
            "Search for &lt;math&gt;&lt;mi&gt;x&lt;/mi&gt;&lt;/math&gt; decay",
            "Search for x decay",
        ),
        (
            "Using &amp;lt;math&amp;gt; now &lt;b&gt;x&lt;/b&gt;",
            "Using <math> now x",
        ),
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

/// Whoever reads titles of RSS as HTML finds no tag in them, whatever calls itself one.
#[test]
fn titles_hold_no_tags_for_others() {
    for title in [
        "The <script> tag",
        "a<x onfocus=y()>",
        "a <img src=x",
        "b </i>",
        "Using <math> now x",
    ] {
        let article = Article {
            title: Some(title.to_owned()),
            ..Article::default()
        };
        let feed = Feed {
            articles: vec![article],
            ..Feed::default()
        };
        let xml = formats::write("rss", &feed, &WriteOptions::default()).expect("a feed");
        assert!(
            xml.contains("&amp;lt;") || xml.contains("&#x26;lt;"),
            "{xml}"
        );
        assert_eq!(only(&xml).title.as_deref(), Some(title), "{xml}");
    }
}

/// As titles do; Drupal puts people in elements, and others escape what they have in sections.
#[test]
fn labels_and_names_become_plain_text_once() {
    let article = rss(
        "<dc:creator>&lt;span lang=\"\"&gt;admin&lt;/span&gt;</dc:creator><category><![CDATA[R&amp;D]]></category>\
        <category>AT&amp;T</category><category>&lt;video&gt;</category><source url='http://s.example/'>S &amp;amp; T</source>",
    );
    assert_eq!(article.topics, ["R&D", "AT&T", "<video>"]);
    let provider = article.provider.expect("a provider");
    assert_eq!(provider.name.as_deref(), Some("S & T"));
    assert_eq!(provider.authors[0].name.as_deref(), Some("admin"));
    let feed = document(
        "<rss><channel><copyright><![CDATA[&copy; 2024 A &amp; B]]></copyright><category>R&amp;amp;D</category>\
        <managingEditor>a@a.example (A), b@a.example (B)</managingEditor></channel></rss>",
    )
    .feed;
    assert_eq!(feed.rights.as_deref(), Some("© 2024 A & B"));
    assert_eq!(feed.categories[0].term.as_deref(), Some("R&D"));
    assert_eq!(feed.authors.len(), 2);
}

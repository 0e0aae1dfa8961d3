//! What text becomes: references, markup, types and attributes.

use super::{ATOM, atom, body, feed, rss};

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

/// A description alone is the text if it is HTML, else the excerpt.
#[test]
fn descriptions_that_speak_of_tags_are_text() {
    for (description, expected) in [
        (
            "Run git clone &lt;url&gt; and cd &lt;dir&gt;, then look at Vec&lt;T&gt;.",
            "Run git clone <url> and cd <dir>, then look at Vec<T>.",
        ),
        (
            "if $x&lt;y$ then for all $z&gt;0$ the claim &amp;amp; more",
            "if $x<y$ then for all $z>0$ the claim & more",
        ),
        (
            "<![CDATA[The <template> tag & <slot>]]>",
            "The <template> tag & <slot>",
        ),
        (
            "<![CDATA[Mail <ann@x.example> said hi]]>",
            "Mail <ann@x.example> said hi",
        ),
    ] {
        let article = rss(&format!("<description>{description}</description>"));
        assert_eq!(article.excerpt.as_deref(), Some(expected), "{description}");
        assert_eq!(article.body, None, "{description}");
    }
    for (description, expected) in [
        ("&lt;p>one&lt;p>two", "<p>one</p><p>two</p>"),
        ("One&lt;br>two", "One<br>two"),
        ("&lt;strong>Note: this", "<strong>Note: this</strong>"),
        (
            "&lt;p>See &lt;url> or &lt;https://b.example/>&lt;/p>",
            "<p>See &lt;url&gt; or &lt;https://b.example/&gt;</p>",
        ),
        (
            "&lt;a href='http://b.example/'>b",
            "<a href=\"http://b.example/\">b</a>",
        ),
    ] {
        let article = rss(&format!("<description>{description}</description>"));
        assert_eq!(body(&article), expected, "{description}");
        assert_eq!(article.excerpt, None, "{description}");
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
        // A drawing that says who made it.
        (
            "<content type='xhtml'><div xmlns='http://www.w3.org/1999/xhtml'><p>A</p><x:m xmlns:x='urn:x'><dc:creator>C</dc:creator></x:m><p>B</p></div></content>",
            "<p>A</p>C<p>B</p>",
        ),
        (
            "<content type='xhtml'><div>A</div><div>B</div></content>",
            "<div>A</div><div>B</div>",
        ),
        ("<content type='text'>1 &lt; 2</content>", "<p>1 &lt; 2</p>"),
        // What is neither base64 nor escaped.
        (
            "<content mode='base64'>A &amp; <b>B</content>",
            "A &amp; <b>B</b>",
        ),
        (
            "<content mode='escaped'>&lt;i&gt; <b>B</content>",
            "&lt;i&gt; <b>B</b>",
        ),
        ("<content type='image/png'>iVBORw0KGgo=</content>", ""),
        // What .NET calls any document, and some call markup.
        ("<content type='text/xml'><Id>7</Id></content>", ""),
        (
            "<content type='text/xml'><div xmlns='http://www.w3.org/1999/xhtml'><b>A</b></div></content>",
            "<b>A</b>",
        ),
        (
            "<content type='text/xml'>&lt;b&gt;A&lt;/b&gt;</content>",
            "<p>&lt;b&gt;A&lt;/b&gt;</p>",
        ),
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

/// As those of JSON Feed do; Markdown is more than lines.
#[test]
fn lines_of_content_stay_lines() {
    let poem = "<p>Roses are red,<br>\nViolets are blue</p>";
    for kind in ["", " type='text'", " type='text/plain'"] {
        let article = atom(&format!(
            "<content{kind}>Roses are red,\nViolets are blue</content>"
        ));
        assert_eq!(body(&article), poem);
    }
    let article = atom(
        "<content type='text/markdown; variant=GFM'># Head\n\n- a &lt; *b*\n\n```\ncode\n  indented\n```\n</content>",
    );
    let expected = "<h1>Head</h1>\n<ul>\n<li>a &lt; <em>b</em></li>\n</ul>\n<pre><code>code\n  indented\n</code></pre>";
    assert_eq!(body(&article), expected);
}

/// In text beside elements, references are characters, unless what they spell is markup by itself.
#[test]
fn markup_that_nobody_escaped_may_stand_beside_some_that_is() {
    for (description, expected) in [
        (
            "<p>Use &lt;script&gt; and &lt;b&gt; tags. If a &lt; b, stop.</p><p>second</p>",
            "<p>Use &lt;script&gt; and &lt;b&gt; tags. If a &lt; b, stop.</p><p>second</p>",
        ),
        (
            "&lt;p&gt;One &lt;br&gt;<i>two</i>&lt;/p&gt;",
            "<p>One <br><i>two</i></p>",
        ),
        ("<p>A &amp; B &eacute;</p>", "<p>A &amp; B é</p>"),
        // Code is shown as it is.
        (
            "<p>Write <code>&lt;b&gt;bold&lt;/b&gt;</code> for bold, <x:kbd>&lt;br&gt;</x:kbd>.</p>",
            "<p>Write <code>&lt;b&gt;bold&lt;/b&gt;</code> for bold, &lt;br&gt;.</p>",
        ),
        (
            "&lt;p&gt;One <code>&lt;i&gt;</code> <pre>&lt;b&gt;&lt;/b&gt;</pre>&lt;/p&gt;",
            "<p>One <code>&lt;i&gt;</code> </p><pre>&lt;b&gt;&lt;/b&gt;</pre><p></p>",
        ),
    ] {
        let article = rss(&format!("<description>{description}</description>"));
        assert_eq!(body(&article), expected);
    }
}

#[test]
fn a_section_that_was_escaped_as_text_is_none() {
    let article = rss("<description>&lt;![CDATA[All of &lt;b&gt;it&lt;/b&gt;.]]&gt;</description>");
    assert_eq!(body(&article), "All of <b>it</b>.");
}

/// [XML Base](https://www.w3.org/TR/xmlbase/#resolution)
#[test]
fn addresses_in_xhtml_are_relative_to_the_base_around_them() {
    let feed = feed(&format!(
        "<feed xmlns='{ATOM}' xml:base='https://a.example/'><title>F</title><entry><title>T</title><content type='xhtml'>\
         <div xmlns='http://www.w3.org/1999/xhtml' xml:base='b/'><p><a href='c'>c</a></p>\
         <p xml:base='d/'><img src='e' xml:base='f/'/><img src='g'/></p><a href='h'>h</a></div></content></entry></feed>"
    ));
    assert_eq!(
        body(&feed.articles[0]),
        "<p><a href=\"https://a.example/b/c\">c</a></p>\
         <p><img src=\"https://a.example/b/d/f/e\"><img src=\"https://a.example/b/d/g\"></p>\
         <a href=\"https://a.example/b/h\">h</a>"
    );
}

/// What begins and ends in one piece is markup, whether or not its items end by themselves.
#[test]
fn markup_that_is_escaped_in_part_needs_not_every_end_tag() {
    for (description, expected) in [
        (
            "&lt;ul&gt;&lt;li&gt;one&lt;li&gt;two&lt;/ul&gt; <b>three</b>",
            "<ul><li>one</li><li>two</li></ul> <b>three</b>",
        ),
        (
            "&lt;p&gt;one <b>two</b><![CDATA[ three</p>]]>",
            "<p>one <b>two</b> three</p>",
        ),
    ] {
        let article = rss(&format!("<description>{description}</description>"));
        assert_eq!(body(&article), expected);
    }
}

//! What becomes of bodies: Markdown, HTML or text, and safe.

use crate::support::cli::Test;

#[test]
fn bodies_take_the_form_that_is_asked_for() {
    let rss = "<rss><channel><item><description>&lt;p&gt;Some &lt;em&gt;words&lt;/em&gt;.&lt;/p&gt;&lt;p&gt;More.&lt;/p&gt;\
        </description></item></channel></rss>";
    for (form, body) in [
        ("html", "\n<p>Some <em>words</em>.</p><p>More.</p>\n"),
        ("markdown", "\nSome *words*.\n\nMore.\n"),
        ("text", "\n<p>Some words.</p>\n<p>More.</p>\n"),
        ("none", "\n"),
    ] {
        let ran = Test::new(&["convert", "--to", "front-matter", "--body", form])
            .input(rss)
            .any_stdout()
            .run();
        let text = ran.stdout();
        let found = text.rsplit_once("---\n").map(|(_, body)| body);
        assert_eq!(found, Some(body), "{form}");
    }
    Test::new(&["convert", "--to", "front-matter", "--body", "html"])
        .input("---\ntitle: a\n---\n\n*b*\n")
        .stdout("---\ntitle: \"a\"\n---\n\n<p><em>b</em></p>\n")
        .run();
}

/// Jekyll makes a row of a table of any line with a bar.
#[test]
fn markdown_of_strangers_means_the_same_to_jekyll() {
    let rss = "<rss><channel><item><description>&lt;p&gt;One | two&lt;/p&gt;</description></item></channel></rss>";
    for (dialect, body) in [
        ("hugo", "---\n\nOne | two\n"),
        ("jekyll", "---\n\nOne \\| two\n"),
    ] {
        let args = ["convert", "--foreign", "--body", "markdown", "--dialect"];
        let ran = Test::new(&[&args[..], &[dialect]].concat())
            .input(rss)
            .any_stdout()
            .run();
        assert!(ran.stdout().ends_with(body), "{}", ran.stdout());
    }
}

/// Those of videos, for example, are bodies for their lines alone.
#[test]
fn plain_descriptions_outlive_their_bodies() {
    for (description, excerpt) in [
        (
            "Roses &amp;amp; thorns,\nin two lines",
            Some("Roses & thorns, in two lines"),
        ),
        (
            "&lt;p&gt;The &lt;em&gt;whole&lt;/em&gt; text&lt;/p&gt;",
            None,
        ),
    ] {
        let rss = format!(
            "<rss><channel><item><description>{description}</description></item></channel></rss>"
        );
        for format in ["json", "ndjson", "front-matter"] {
            let ran = Test::new(&["convert", "--to", format, "--body", "none"])
                .input(&*rss)
                .any_stdout()
                .run();
            let text = ran.stdout();
            let is_there = text.contains(excerpt.unwrap_or("whole"));
            assert_eq!(is_there, excerpt.is_some(), "{text}");
        }
    }
}

/// Two lines, so that other threads than the first work at them.
#[test]
fn markup_that_is_too_deep_for_markdown_stays_as_it_is() {
    let deep = "<blockquote>".repeat(60_000);
    let line = format!("{{\"body_format\":\"html\",\"body\":\"{deep}\"}}\n");
    let ran = Test::new(&["convert", "--to", "ndjson", "--body", "markdown"])
        .input(line.repeat(2))
        .any_stdout()
        .run();
    assert_eq!(ran.stdout().matches(&deep).count(), 2);
}

#[test]
fn foreign_html_is_made_safe_unless_told_otherwise() {
    let xml = "<rss><channel><item><title>x</title><description>&lt;p onclick='x()'>y&lt;/p></description></item></channel></rss>";
    let safe = Test::new(&["convert"])
        .input(xml)
        .any_stdout()
        .run()
        .stdout();
    assert!(safe.ends_with("\n<p>y</p>\n"), "{safe}");
    let unsafe_html = Test::new(&["convert", "--unsafe-html"])
        .input(xml)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        unsafe_html.ends_with("\n<p onclick='x()'>y</p>\n"),
        "{unsafe_html}"
    );
}

/// Text that is harmless in HTML could be markup in Markdown.
#[test]
fn html_becomes_markdown_only_if_it_says_the_same() {
    for (html, markdown) in [
        (
            "<p>A <b>b</b> <a href=\"https://a.example/\">c</a></p>",
            "A **b** [c](https://a.example/)",
        ),
        (
            "<pre>&lt;script&gt;x()&lt;/script&gt;</pre>",
            "```\n<script>x()</script>\n```",
        ),
        // As Pygments writes it.
        (
            "<div><pre><span></span><span># a</span>\npip  `b`\n\n<b>for</b> __c__:\n  *d*\n</pre></div><p>E</p>",
            "```\n# a\npip  `b`\n\nfor __c__:\n  *d*\n```\n\nE",
        ),
        ("<pre>\n```\n* a<br># b</pre>", "````\n```\n* a\n# b\n````"),
        (
            "<ol><li>a<pre><code class=\"language-sh\"><i>b</i>\n\n# c\n</code></pre></li></ol>",
            "1.  a\n\n    ```sh\n    b\n\n    # c\n    ```",
        ),
        (
            "<pre><code>a <a href=\"https://a.example/\">b</a></code></pre>",
            "<pre><code>a <a href=\"https://a.example/\">b</a></code></pre>",
        ),
        ("<pre><p>a</p><p>b</p></pre>", "<pre><p>a</p><p>b</p></pre>"),
        (
            "<p>&lt;<b></b>script&gt;x()&lt;/script&gt;</p>",
            "<p>&lt;<b></b>script&gt;x()&lt;/script&gt;</p>",
        ),
        (
            "<img src=\"https://a.example/x.png\" alt=\"x](https://a.example/) [click](javascript:x()) ![y\">",
            "![x\\](https://a.example/) \\[click\\](javascript:x()) \\!\\[y](https://a.example/x.png)",
        ),
        (
            "<p>10<sup>6</sup> <del>100</del> <s>1</s> <ins>80</ins></p>",
            "10<sup>6</sup> ~~100~~ ~~1~~ <ins>80</ins>",
        ),
        ("<p>about ~100~ of</p>", "about \\~100\\~ of"),
        (
            "<p>A</p><video src=\"https://a.example/b\"></video>",
            "A\n\n<div><video src=\"https://a.example/b\"></video></div>",
        ),
        (
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
            "<table><tbody><tr><td>1</td><td>2</td></tr></tbody></table>",
        ),
        (
            "<p><ruby>漢<rt>kan</rt></ruby></p>",
            "<p><ruby>漢<rt>kan</rt></ruby></p>",
        ),
        (
            "<p><a href=\"https://a.example/ä b?c=d&amp;e\">c</a></p>",
            "[c](https://a.example/ä%20b?c=d&e)",
        ),
    ] {
        let html = serde_json::Value::from(html);
        let feed = format!(
            "{{\"version\":\"https://jsonfeed.org/version/1.1\",\"items\":[{{\"id\":\"1\",\"content_html\":{html}}}]}}"
        );
        Test::new(&[
            "convert",
            "--foreign",
            "--body",
            "markdown",
            "--to",
            "front-matter",
        ])
        .input(feed)
        .stdout(format!("---\nid: \"1\"\n---\n\n{markdown}\n"))
        .run();
    }
}

#[test]
fn bodies_become_text_in_paragraphs() {
    let body = "<h1>One</h1><p>Two &amp;<br>three\n four</p><ul><li>a</li><li>b</li></ul><pre>c\n  d</pre>";
    let feed = format!(
        "{{\"title\":\"A\",\"body\":{},\"bodyFormat\":\"html\"}}\n",
        serde_json::Value::from(body)
    );
    Test::new(&["convert", "--body", "text", "--to", "front-matter"])
        .input(feed)
        .stdout("---\ntitle: \"A\"\n---\n\n<p>One</p>\n<p>Two &amp;<br>\nthree four</p>\n<p>a<br>\nb</p>\n<p>c<br>\nd</p>\n")
        .run();
}

/// Where a browser would ask for them as much as for others.
#[test]
fn addresses_with_angle_brackets_are_escaped() {
    let feed = "<rss><channel><item><link>https://a.example/?r=x&gt;y</link>\
                <enclosure url='https://a.example/&lt;b&gt;' length='1' type='audio/mpeg'/></item></channel></rss>";
    Test::new(&["convert", "--foreign", "--to", "ndjson"])
        .input(feed)
        .stdout("{\"webUrl\":\"https://a.example/?r=x%3Ey\",\"actions\":[{\"url\":\"https://a.example/%3Cb%3E\",\"type\":\"download\",\"mimeType\":\"audio/mpeg\",\"length\":1}],\"feed\":{}}\n")
        .run();
}

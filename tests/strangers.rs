//! Bodies of strangers in files for site generators, which run the tags that they find there.

use crate::support::cli::Test;

/// A feed of one item with this body.
fn feed(body: &str) -> String {
    format!(
        "<rss version=\"2.0\"><channel><title>T</title><item><title>A</title><link>https://example.com/a</link>\
         <description><![CDATA[{body}]]></description></item></channel></rss>"
    )
}

/// Returns a feed whose item has more, as front matter for a generator.
fn front_matter(dialect: &str, more: &str) -> String {
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><item>{more}<link>https://example.com/a</link></item></channel></rss>"
    );
    let arguments = [
        "convert",
        "a.xml",
        "--foreign",
        "--to",
        "front-matter",
        "--dialect",
        dialect,
    ];
    let test = Test::new(&arguments).file("a.xml", feed);
    test.any_stdout().run().stdout()
}

/// What a generator takes for HTML or Markdown shows the same text, and comes back.
#[test]
fn excerpts_are_no_markup_to_generators() {
    for (dialect, excerpt, expected) in [
        (
            "jekyll",
            "About <script>a()</script> & &amp;",
            r"excerpt: 'About &lt;script&gt;a()&lt;/script&gt; &amp; &amp;amp;'",
        ),
        ("hexo", "About <img src=x", "excerpt: 'About &lt;img src=x'"),
        (
            "hexo",
            "AT&T: 1 < 2 and *b*",
            "excerpt: 'AT&T: 1 < 2 and *b*'",
        ),
        (
            "hugo",
            "1. Vec<T>, [a](https://b.example/) and snake_case: C:\\*.* &lt;",
            r"summary: '1\. Vec\<T\>, \[a\](https://b.example/) and snake_case: C:\\\*.\* \&lt;'",
        ),
        (
            "hugo",
            "2 * 3 - #1: it’s “so”",
            "summary: '2 * 3 - #1: it’s “so”'",
        ),
        ("zola", "About <b>", "description: About <b>"),
    ] {
        let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
        let description = format!(
            "<title>A</title><description>{}</description><content:encoded xmlns:content=\"http://purl.org/rss/1.0/modules/content/\">b</content:encoded>",
            escape(&escape(excerpt))
        );
        let written = front_matter(dialect, &description);
        let line = expected.replace('\\', "\\\\").replace('\'', "\"");
        assert!(written.contains(&line), "{written}");
        let arguments = [
            "convert",
            "a.md",
            "--from-dialect",
            dialect,
            "--to",
            "ndjson",
            "-q",
        ];
        let test = Test::new(&arguments).file("a.md", written);
        let back: serde_json::Value =
            serde_json::from_str(&test.any_stdout().run().stdout()).expect("JSON");
        assert_eq!(back["excerpt"], excerpt);
    }
}

/// Its pages show them as HTML.
#[test]
fn jekyll_gets_no_tags_in_names() {
    let names = "<title>a &amp;lt;script&gt; &amp;amp; b</title><category>&lt;b onclick=c></category><author>&lt;i>d</author>";
    let written = front_matter("jekyll", names);
    assert!(
        !written.contains("<s") && !written.contains("<b") && written.contains("a &lt;script>"),
        "{written}"
    );
}

/// Returns the body that a generator gets, in Markdown.
fn written(dialect: &str, is_foreign: bool, body: &str) -> String {
    written_as("markdown", dialect, is_foreign, body)
}

fn written_as(form: &str, dialect: &str, is_foreign: bool, body: &str) -> String {
    let foreign = if is_foreign { "--foreign" } else { "-q" };
    let arguments = [
        "convert",
        "a.xml",
        foreign,
        "--body",
        form,
        "--dialect",
        dialect,
        "-o",
        "p/",
    ];
    let ran = Test::new(&arguments).file("a.xml", feed(body)).run();
    let name = ran
        .names("p")
        .into_iter()
        .find(|name| name.ends_with(".md"));
    let text = ran.read(&format!("p/{}", name.expect("an article")));
    text.split_once("\n---\n\n").expect("a body").1.to_owned()
}

#[test]
fn tags_of_strangers_are_defused() {
    let hugo = "<p>a {{< readfile \"/etc/passwd\" >}}</p>";
    let liquid = "<p>a {% include x %} {{ site.x }}</p>";
    for (dialect, body, kept, defused) in [
        (
            "hugo",
            hugo,
            "a {{< readfile \"/etc/passwd\" >}}\n",
            "a &#123;{< readfile \"/etc/passwd\" >}}\n",
        ),
        (
            "eleventy",
            liquid,
            "a {% include x %} {{ site.x }}\n",
            "a &#123;% include x %} &#123;{ site.x }}\n",
        ),
        (
            "article",
            liquid,
            "a {% include x %} {{ site.x }}\n",
            "a {% include x %} {{ site.x }}\n",
        ),
    ] {
        assert_eq!(written(dialect, false, body), kept, "{dialect}");
        assert_eq!(written(dialect, true, body), defused, "{dialect}");
    }
}

#[test]
fn defused_code_looks_as_before() {
    let span = "<p>a <code>{{ site.title }}</code></p>";
    let block = "<pre><code>{{ x }}\n  y\n</code></pre><ul><li>b<pre><code>{% z %}\n</code></pre></li></ul>";
    let shortcode = "<p><code>{{< x >}}</code></p><pre><code>{{% y %}}\n</code></pre>";
    for (dialect, body, expected) in [
        (
            "eleventy",
            span,
            "a <code>&#123;&#123; site.title }}</code>\n",
        ),
        (
            "eleventy",
            block,
            "<pre><code>&#123;&#123; x }}\n  y\n</code></pre>\n\n*   b\n\n    <pre><code>&#123;% z %}\n    </code></pre>\n",
        ),
        (
            "hugo",
            shortcode,
            "`{{</* x */>}}`\n\n```\n{{%/* y */%}}\n```\n",
        ),
    ] {
        assert_eq!(written(dialect, true, body), expected, "{dialect}");
    }
}

/// Generators read the HTML as Markdown, whatever it is.
#[test]
fn text_of_strangers_in_html_is_no_markdown() {
    let html =
        "<p>One</p>\n\n    <p>two</p>\n\n[three](javascript:x()) *four*\n<pre>a\n\n*b*</pre>";
    let block = "<div><p>One</p>\n    <p>two</p>\n[three](javascript:x()) *four*\n<pre>a\n&#10;*b*</pre></div>\n";
    for dialect in ["jekyll", "hugo", "zola", "eleventy", "astro", "hexo"] {
        assert_eq!(written_as("html", dialect, true, html), block, "{dialect}");
        assert_eq!(
            written_as("html", dialect, true, "<p>One</p>\n\n<p>two</p>"),
            "<p>One</p>\n\n<p>two</p>\n",
            "{dialect}"
        );
    }
    assert_eq!(
        written_as("html", "article", true, html),
        format!("{html}\n")
    );
}

/// It runs tags in what Markdown has become, where references are characters.
#[test]
fn hexo_gets_tags_in_html_only() {
    let html = "<p>a {{ 7*7 }} <b>b</b></p>";
    let defused = "<p>a &#123;{ 7*7 }} <b>b</b></p>\n";
    assert_eq!(written_as("html", "hexo", true, html), defused);
    assert_eq!(
        written("hexo", true, html),
        "<p>a &#123;{ 7*7 }} <strong>b</strong></p>\n"
    );
    assert_eq!(written("hexo", true, "<p>a <b>b</b></p>"), "a **b**\n");
}

/// kramdown and marked find elements and scripts where CommonMark has text.
#[test]
fn jekyll_and_hexo_get_markdown_that_is_plain_to_all() {
    for dialect in ["jekyll", "hexo"] {
        for (html, expected) in [
            (
                "<p>a <b>b</b> <a href=\"https://b.example/?c=d&amp;e=f\">c</a> &amp; d: 10:30</p><ul><li>e</li></ul>",
                "a **b** [c](https://b.example/?c=d&e=f) & d: 10:30\n\n*   e\n",
            ),
            (
                "<p>a</p><img src=\"https://b.example/c.png\" alt=\"^&lt;script&gt;d()&lt;/script&gt;\">",
                "<p>a</p>\n<p><img src=\"https://b.example/c.png\" alt=\"^&lt;script&gt;d()&lt;/script&gt;\"></p>\n",
            ),
            (
                "<p>[a](javascript:b(1) c) <code>{: onclick=d}</code></p>",
                "<p>[a](javascript:b(1) c) <code>&#123;: onclick=d}</code></p>\n",
            ),
            (
                "<p><a href=\"https://b.example/\">[<br>](javascript:c(1))</a></p>",
                "<p><a href=\"https://b.example/\">[<br>\n](javascript:c(1))</a></p>\n",
            ),
        ] {
            assert_eq!(written(dialect, true, html), expected, "{dialect}");
        }
    }
}

/// Pages of Hugo would bear them, and one of Zola would be looked for.
#[test]
fn strangers_give_no_attributes_and_no_pages() {
    for (dialect, html, expected) in [
        (
            "hugo",
            "<h2>a {b=c d=\"&lt;\"}</h2>",
            "## a {b=c d=\"<\"&#125;\n",
        ),
        (
            "hugo",
            "<pre><code class=\"language-{a}\">b</code></pre>",
            "```\nb\n```\n",
        ),
        (
            "hugo",
            "<pre><code class=\"language-c++\">b</code></pre>",
            "```c++\nb\n```\n",
        ),
        (
            "zola",
            "<p>c <a href=\"https://b.example/@/a.md\">b</a></p>",
            "c [b](https://b.example/@/a.md)\n",
        ),
    ] {
        assert_eq!(written(dialect, true, html), expected, "{dialect}");
    }
    let item =
        "<title>A</title><description>&lt;p>&lt;a href='@/a.md'>b&lt;/a>&lt;/p></description>";
    let feed = format!(
        "<rss version=\"2.0\"><channel><title>T</title><item>{item}</item></channel></rss>"
    );
    let arguments = [
        "convert",
        "a.xml",
        "--foreign",
        "--body",
        "markdown",
        "--to",
        "front-matter",
        "--dialect",
        "zola",
    ];
    let written = Test::new(&arguments)
        .file("a.xml", feed)
        .any_stdout()
        .run()
        .stdout();
    assert!(
        written.ends_with("\n\n<p><a href=\"@/a.md\">b</a></p>\n"),
        "{written}"
    );
}

#[test]
fn bodies_of_strangers_are_made_safe_in_front_matter() {
    let text = "---\ntitle: A\nwebUrl: javascript:a()\n---\n\n*b* <script>c()</script> [d](javascript:e())\n";
    let convert = |arguments: &[&str]| {
        let arguments = [&["convert", "a.md", "--to", "front-matter"], arguments].concat();
        let test = Test::new(&arguments).file("a.md", text);
        test.any_stdout().run().stdout()
    };
    assert!(convert(&[]).contains("<script>"));
    for dialect in ["article", "jekyll", "hugo"] {
        let written = convert(&["--foreign", "--dialect", dialect]);
        assert!(!written.contains("script"), "{written}");
    }
}

/// A block that Markdown has no words for stays HTML, and what surrounds it is Markdown.
#[test]
fn blocks_of_strangers_are_safe_among_markdown() {
    let html = "<p>a <b>b</b></p><details onclick=\"x()\"><summary>c</summary>\n\n*d* {{< e >}} {{ f() }}\n\n<script>g()</script>\n# h {i}</details><p>j</p>";
    let block =
        "<details><summary>c</summary>\n*d* &#123;{&lt; e &gt;}} &#123;{ f() }}\n# h {i}</details>";
    let expected = format!("a **b**\n\n{block}\n\nj\n");
    assert_eq!(written("hugo", true, html), expected);
}

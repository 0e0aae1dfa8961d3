//! Bodies as generators of sites have them: tags, code, and links to other pages.

use super::feed;
use crate::support::cli::Test;

#[test]
fn nothing_of_a_program_in_mdx_is_published() {
    let page = "---\ntitle: a\npubDate: 2026-01-01\n---\n\nimport {\n  A,\n} from '../a';\n\nexport const meta = {\n  key: \"value\",\n}\n\n{/* SECRET */}\n\nText.\n\n{items.map(i => <A>{i}</A>)}\n\n```js\nimport { b } from 'b'\n```\n";
    let ran = Test::new(&["generate", "--title", "T", "--base-url", "https://example.com"])
        .file("astro.config.mjs", "")
        .file("src/content/blog/a.mdx", page)
        .any_stdout()
        .stderr("feedmatter: src/content/blog/a.mdx: warning: left out a template tag, `items.map(i => <A>{i}</A>)` first: nobody runs templates here\n")
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Text."));
    assert_eq!(
        article.body.map(|body| body.text).as_deref(),
        Some(
            "<p>Text.</p>\n<pre><code class=\"language-js\">import { b } from 'b'\n</code></pre>\n"
        )
    );
}

/// As Hugo does.
#[test]
fn summaries_of_hugo_are_markdown() {
    for (keys, expected) in [
        (
            "summary: Own **sum** of AT&T & `Vec<T>`",
            "Own sum of AT&T & Vec<T>",
        ),
        ("summary: \"Own\\n\\ntwo\"", "Own two"),
        ("summary: Own <b>sum</b>", "Own sum"),
        ("description: Own **sum**", "Own **sum**"),
    ] {
        let ran = Test::new(&["generate"])
            .file("hugo.yaml", "baseURL: https://example.com/\ntitle: A\n")
            .file(
                "content/a.md",
                format!("---\ntitle: a\ndate: 2026-01-01\n{keys}\n---\nText.\n"),
            )
            .any_stdout()
            .run();
        let article = feed(&ran.stdout()).articles.remove(0);
        assert_eq!(article.excerpt.as_deref(), Some(expected));
    }
}

/// Some generators show them as they are; elsewhere they may be HTML.
#[test]
fn excerpts_that_speak_of_tags_are_whole() {
    let spoken = "How the <script> tag, <details> and Option<U> work";
    let excerpt = |(settings, said): (&str, &str), name: &str, text: &str| {
        let keys = format!("title: a\ndate: 2026-01-01\ndescription: \"{text}\"");
        let site = ["--title", "T", "--base-url", "https://example.com"];
        let ran = Test::new(&[&["generate"], &site[..]].concat())
            .file(settings, said)
            .file(name, format!("---\n{keys}\n---\nText.\n"))
            .any_stdout()
            .run();
        feed(&ran.stdout()).articles.remove(0).excerpt
    };
    for (settings, name, marked) in [
        (("_config.yml", ""), "_posts/2026-01-01-a.md", "A b"),
        (("hugo.yaml", ""), "content/a.md", "A b"),
        (
            ("config.toml", "base_url = 'https://example.com'\n"),
            "content/a.md",
            "A <b>b</b>",
        ),
        (("eleventy.config.js", ""), "a.md", "A <b>b</b>"),
        (
            ("astro.config.mjs", ""),
            "src/content/blog/a.md",
            "A <b>b</b>",
        ),
    ] {
        let text = excerpt(settings, name, spoken);
        assert_eq!(text.as_deref(), Some(spoken), "{settings:?}");
        let text = excerpt(settings, name, "A <b>b</b>");
        assert_eq!(text.as_deref(), Some(marked), "{settings:?}");
    }
}

/// As Nunjucks does, and Liquid does not.
#[test]
fn what_eleventy_fills_in_is_text() {
    let body = |name: &str, program: &str, text: &str| {
        let page = format!("---\ntitle: <b>Vec</b> & co\ndate: 2026-01-01\n---\n{text}\n");
        let arguments = [
            "generate",
            "--title",
            "T",
            "--base-url",
            "https://example.com",
        ];
        let ran = Test::new(&arguments)
            .file("eleventy.config.js", program)
            .file(name, page)
            .any_stdout()
            .run();
        feed(&ran.stdout())
            .articles
            .remove(0)
            .body
            .expect("a body")
            .text
    };
    let nunjucks = "export default { markdownTemplateEngine: \"njk\" }";
    let text = "On {{ title }} here";
    let escaped = "<p>On &lt;b&gt;Vec&lt;/b&gt; &amp; co here</p>\n";
    assert_eq!(body("a.md", nunjucks, text), escaped);
    assert_eq!(body("a.njk", "", &format!("<p>{text}</p>")), escaped);
    let safe = "On {{ title | safe }} here";
    assert_eq!(
        body("a.md", nunjucks, safe),
        "<p>On <b>Vec</b> &amp; co here</p>\n"
    );
    assert_eq!(
        body("a.md", "", text),
        "<p>On <b>Vec</b> &amp; co here</p>\n"
    );
}

#[test]
fn code_of_hexo_is_code_and_comments_are_none() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n{# SECRET #}\n\nText.\n\n{% codeblock lang:py %}\n# heading?\n    {{ 1 }}\n{% endcodeblock %}\n";
    let ran = Test::new(&["generate"])
        .file(
            "_config.yml",
            "title: T\nurl: https://example.com\ntheme: a\n",
        )
        .file("source/_posts/a.md", page)
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(article.excerpt.as_deref(), Some("Text."));
    assert_eq!(
        article.body.map(|body| body.text).as_deref(),
        Some(
            "<p>Text.</p>\n<pre><code class=\"language-py\"># heading?\n    {{ 1 }}\n</code></pre>\n"
        )
    );
}

/// Runs `generate`, and returns the body of the newest article.
fn body(test: Test) -> String {
    let ran = test.any_stdout().run();
    let article = feed(&ran.stdout()).articles.remove(0);
    article.body.expect("a body").text
}

#[test]
fn jekyll_says_in_many_ways_where_a_page_is() {
    let address = "https://example.com/b/2026/01/01/a.html";
    let links = [
        "{{ site.baseurl }}{{ page.url }}",
        "{{ site.url }}{{ site.baseurl }}{{ page.url }}",
        "{{ page.url | absolute_url }}",
        "{{ page.url | relative_url }}",
        "{{ page.url | prepend: site.baseurl | prepend: site.url }}",
        "{% post_url 2026-01-01-a %}",
        "{{ site.url }}{% post_url 2026-01-01-a %}",
        "{{ site.baseurl }}{% link _posts/2026-01-01-a.md %}",
        "{{ site.url }}{{ site.baseurl }}{% link _posts/2026-01-01-a.md %}",
    ];
    for link in links {
        let test = Test::new(&["generate"])
            .file(
                "_config.yml",
                "title: T\nurl: https://example.com\nbaseurl: /b\n",
            )
            .file(
                "_posts/2026-01-01-a.md",
                format!("---\ntitle: a\n---\n\n[c]({link})\n"),
            );
        let expected = format!("<p><a href=\"{address}\">c</a></p>\n");
        assert_eq!(body(test), expected, "{link}");
    }
}

#[test]
fn links_to_sources_of_zola_find_their_pages() {
    let page = "+++\ntitle = \"a\"\ndate = 2026-01-01\n+++\n\n[b](@/blog/My%20%C3%9Cber%20File.md#c) [d](@/blog/_index.md) [e](@/_index.md) [f](@/gone.md) [g](@/_index.de.md)\n";
    let section = "+++\n+++\n";
    let test = Test::new(&["generate"])
        .file(
            "zola.toml",
            "title = \"T\"\nbase_url = \"https://example.com/z\"\ndefault_language = \"en\"\n[languages.de]\n",
        )
        .file("content/_index.md", section)
        .file("content/_index.de.md", section)
        .file("content/blog/_index.md", section)
        .file("content/blog/My Über File.md", "+++\ntitle = \"b\"\ndate = 2025-01-01\n+++\n")
        .file("content/blog/a.md", page)
        .stderr("feedmatter: content/blog/a.md: warning: left out the address of a link, `@/gone.md` first: no page of the site that is to be seen has this file\n");
    assert_eq!(
        body(test),
        "<p><a href=\"https://example.com/z/blog/my-uber-file/#c\">b</a> <a href=\"https://example.com/z/blog/\">d</a> <a href=\"https://example.com/z/\">e</a> <a>f</a> <a href=\"https://example.com/z/de/\">g</a></p>\n"
    );
}

#[test]
fn links_to_sources_of_hugo_find_their_pages() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n[b](My%20Other.md) [c]({{< ref \"plain.md#d\" >}}) [e]({{< relref path=\"plain.md\" lang=\"en\" >}}) [f]({{< ref `#g` >}})\n";
    let old = |title: &str| format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n");
    let test = Test::new(&["generate"])
        .file(
            "hugo.toml",
            "title = \"T\"\nbaseURL = \"https://example.com/\"\n",
        )
        .file("content/posts/a.md", page)
        .file("content/posts/My Other.md", old("b"))
        .file("content/posts/plain.md", old("c"));
    assert_eq!(
        body(test),
        "<p><a href=\"https://example.com/posts/my-other/\">b</a> <a href=\"https://example.com/posts/plain/#d\">c</a> <a href=\"https://example.com/posts/plain/\">e</a> <a href=\"https://example.com/posts/a/#g\">f</a></p>\n"
    );
}

/// Which side of a condition is shown, nobody knows who does not run it.
#[test]
fn what_a_site_does_not_show_is_not_published() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n{% capture note %}\nSECRET 1\n{% endcapture %}\nText.\n\n{% if site.internal %}\nSECRET 2\n{% else %}\n{% for b in c %}{{ b }}{% endfor %}\n{% endif %}\n\n{::comment}\nSECRET 3\n{:/comment}\n\n{% unless d %}\n`e`\n";
    let ran = Test::new(&["generate"])
        .file("_config.yml", "title: T\nurl: https://example.com\n")
        .file("_posts/2026-01-01-a.md", page)
        .any_stdout()
        .stderr(
            "feedmatter: _posts/2026-01-01-a.md: warning: left out a template tag, `unless` first: nobody runs templates here\n\
             feedmatter: _posts/2026-01-01-a.md: warning: left out a template tag with all content, `if` first: nobody knows here what of it the site shows\n",
        )
        .run();
    assert!(!ran.stdout().contains("SECRET"));
    let article = feed(&ran.stdout()).articles.remove(0);
    assert_eq!(
        article.body.map(|body| body.text).as_deref(),
        Some("<p>Text.</p>\n<p><code>e</code></p>\n")
    );
}

#[test]
fn code_of_hugo_ends_where_its_shortcode_does() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n\n{{< highlight go \"linenos=table\" >}}\nx := 1\n\ny := `2`\n{{</ highlight >}}\n\nInline {{< highlight go \"hl_inline=true\" >}}fmt.X{{< /highlight >}}.\n";
    let test = Test::new(&["generate"])
        .file(
            "hugo.toml",
            "title = \"T\"\nbaseURL = \"https://example.com/\"\n",
        )
        .file("content/posts/a.md", page);
    assert_eq!(
        body(test),
        "<pre><code class=\"language-go\">x := 1\n\ny := `2`\n</code></pre>\n<p>Inline <code>fmt.X</code>.</p>\n"
    );
}

#[test]
fn terms_of_hugo_have_definitions() {
    for (text, expected) in [
        (
            "Term\n: Definition, *first*\n: second\n",
            "<dl>\n<dt>Term</dt>\n<dd>Definition, <em>first</em></dd>\n<dd>second</dd>\n</dl>\n",
        ),
        ("Text\n:smile: a\n", "<p>Text\n:smile: a</p>\n"),
        (
            "Term\n: text\n\nText\n:smile: a\n\n```\n:b\n: c\n```\n",
            "<dl>\n<dt>Term</dt>\n<dd>text</dd>\n</dl>\n<p>Text\n:smile: a</p>\n<pre><code>:b\n: c\n</code></pre>\n",
        ),
    ] {
        let settings = "title = \"T\"\nbaseURL = \"https://example.com/\"\n";
        let page = format!("---\ntitle: a\ndate: 2026-01-01\n---\n\n{text}");
        let test = Test::new(&["generate"])
            .file("hugo.toml", settings)
            .file("content/posts/a.md", page);
        assert_eq!(body(test), expected);
    }
}

/// What is defined below the mark counts above it, and nothing else.
#[test]
fn excerpts_end_at_the_mark() {
    let text = "One[^1] of [two][home], `three`\n\n* four\n\n<!--more-->\n\nRest.\n\n[home]: https://home.example\n\n[^1]: Note.\n";
    for (text, expected) in [
        (text, "One of two, three four"),
        ("One *two <!-- more --> three*\n", "One two"),
        ("<p>One <!--more--> two</p>\n", "One"),
        ("[^1]: Note.\n\nOne[^1].\n", "One."),
        // What says nothing above it says so.
        ("![](a.png)\n\n<!--more-->\n\nRest.\n", ""),
        ("<!--more-->\n\nRest.\n", "Rest."),
    ] {
        let ran = Test::new(&["generate"])
            .file("hugo.yaml", "baseURL: https://example.com/\ntitle: A\n")
            .file(
                "content/a.md",
                format!("---\ntitle: a\ndate: 2026-01-01\n---\n{text}"),
            )
            .any_stdout()
            .run();
        let article = feed(&ran.stdout()).articles.remove(0);
        assert_eq!(
            article.excerpt.as_deref().unwrap_or_default(),
            expected,
            "{text}"
        );
    }
}

/// Named as on the page, so that links to them lead there.
#[test]
fn footnotes_stand_below_the_text() {
    let text = "One[^b], two[^1], one[^B].\n\n[^1]: Note *one*.\n[^b]: Note two.\n\n    ```\n    code\n    ```\n[^c]: Nobody speaks of it.\n\nEnd.\n";
    for (settings, path, address, [first, second]) in [
        ("hugo.yaml", "content/a.md", "a/", ["fn:1", "fn:2"]),
        (
            "_config.yml",
            "_posts/2026-01-01-a.md",
            "2026/01/01/a.html",
            ["fn:b", "fn:1"],
        ),
    ] {
        let [back, other] = [first, second].map(|name| name.replace("fn", "fnref"));
        let address = format!("https://example.com/{address}");
        let test = Test::new(&[
            "generate",
            "--title",
            "A",
            "--base-url",
            "https://example.com",
        ])
        .file(settings, "")
        .file(
            path,
            format!("---\ntitle: a\ndate: 2026-01-01\n---\n{text}"),
        );
        assert_eq!(
            body(test),
            format!(
                "<p>One<sup id=\"{back}\"><a href=\"{address}#{first}\">1</a></sup>, two<sup id=\"{other}\"><a href=\"{address}#{second}\">2</a></sup>, one<sup><a href=\"{address}#{first}\">1</a></sup>.</p>\n\
                 <p>End.</p>\n<hr>\n<ol>\n\
                 <li id=\"{first}\">\n<p>Note two.</p>\n<pre><code>code\n</code></pre>\n <a href=\"{address}#{back}\">\u{21a9}</a></li>\n\
                 <li id=\"{second}\">\n<p>Note <em>one</em>. <a href=\"{address}#{other}\">\u{21a9}</a></p>\n</li>\n</ol>\n"
            ),
            "{settings}"
        );
    }
}

/// Labels are found whatever their case, and some keep theirs on the page.
#[test]
fn footnotes_are_named_as_on_the_page() {
    for (settings, path, name) in [
        ("_config.yml", "_posts/2026-01-01-a.md", "fn:MDN"),
        ("zola.toml", "content/a.md", "MDN"),
        (
            "astro.config.mjs",
            "src/content/blog/a.md",
            "user-content-fn-mdn",
        ),
    ] {
        let text = "---\ntitle: a\ndate: 2026-01-01\n---\nOne[^MDN].\n\n[^mdn]: Note.\n";
        let arguments = ["--title", "T", "--base-url", "https://example.com"];
        let test = Test::new(&[&["generate"], &arguments[..]].concat());
        let body = body(test.file(settings, "").file(path, text));
        assert!(
            body.contains(&format!("<li id=\"{name}\">\n<p>Note. <a")),
            "{body}"
        );
        assert!(body.contains(&format!("#{name}\">1</a>")), "{body}");
    }
}

/// As the generators do.
#[test]
fn one_of_several_footnotes_of_a_label_is_meant() {
    for (settings, path, expected) in [
        ("_config.yml", "_posts/2026-01-01-a.md", "<p>Two. <a"),
        ("hugo.toml", "content/a.md", "<p>One. <a"),
        ("zola.toml", "content/a.md", "<p>One.</p>\n<p>Two. <a"),
        ("astro.config.mjs", "src/content/blog/a.md", "<p>One. <a"),
    ] {
        let text = "---\ntitle: a\ndate: 2026-01-01\n---\nT[^a].\n\n[^a]: One.\n\n[^A]: Two.\n";
        let arguments = ["--title", "T", "--base-url", "https://example.com"];
        let test = Test::new(&[&["generate"], &arguments[..]].concat());
        let body = body(test.file(settings, "").file(path, text));
        let (_, note) = body.split_once("<li id=").expect("a note");
        let (_, note) = note.split_once(">\n").expect("its text");
        assert!(note.starts_with(expected), "{settings}: {body}");
    }
}

#[test]
fn links_of_hugo_find_folders_sections_and_names() {
    let links = [
        ("first", "2025/first/"),
        ("first/", "2025/first/"),
        ("/posts/first", "2025/first/"),
        ("intro.md", "docs/sub/intro/"),
        ("intro#x", "docs/sub/intro/#x"),
        ("docs", "docs/"),
        ("/docs/_index.md", "docs/"),
        ("/docs/Sub", "docs/sub/"),
        ("sub#x", "docs/sub/#x"),
        ("INTRO.md", "docs/sub/intro/"),
        ("/posts", "writing/"),
        ("/notes", "notes/"),
        ("/", ""),
    ];
    let lost = ["twice", "/docs/none", "gone.md"];
    let text: String = links
        .iter()
        .map(|(link, _)| *link)
        .chain(lost)
        .map(|link| format!("[a]({{{{< ref \"{link}\" >}}}})\n"))
        .collect();
    let page = |title: &str| format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n");
    let test = Test::new(&["generate"])
        .file(
            "hugo.toml",
            "title = \"T\"\nbaseURL = \"https://example.com/\"\n[permalinks.page]\nposts = \"/:year/:contentbasename/\"\n[permalinks.section]\nposts = \"/writing/\"\n",
        )
        .file(
            "content/posts/z.md",
            format!("---\ntitle: z\ndate: 2026-01-01\n---\n{text}"),
        )
        .file("content/posts/first/index.md", page("b"))
        .file("content/docs/_index.md", "---\ntitle: c\n---\n")
        .file("content/docs/Sub/_index.md", "---\ntitle: d\n---\n")
        .file("content/docs/Sub/intro.md", page("e"))
        .file("content/docs/none/twice.md", page("f"))
        .file("content/notes/twice.md", page("g"))
        .stderr("feedmatter: content/posts/z.md: warning: left out the address of 3 links, `twice` first: no page of the site that is to be seen has this file\n");
    let links = links.map(|(_, path)| format!("<a href=\"https://example.com/{path}\">a</a>\n"));
    let lost = lost.map(|_| "<a>a</a>\n");
    let expected = format!("<p>{}{}", links.concat(), lost.concat());
    assert_eq!(body(test), format!("{}</p>\n", expected.trim_end()));
}

/// Not even their addresses are for anyone to know.
#[test]
fn links_lead_to_no_page_that_is_withheld() {
    let page = |date: &str, keys: &str| format!("---\ntitle: a\ndate: {date}\n{keys}---\n");
    for (settings, folder, draft, [secret, later]) in [
        (
            "hugo.toml",
            "content",
            "draft: true\n",
            [
                "[b]({{< ref \"secret.md\" >}})",
                "[c]({{< ref \"later\" >}})",
            ],
        ),
        (
            "hugo.yaml",
            "content",
            "draft: true\n",
            [
                "[b]({{< ref \"/secret/\" >}})",
                "[c]({{< ref \"later\" >}})",
            ],
        ),
        (
            "zola.toml",
            "content/blog",
            "draft: true\n",
            ["[b](@/blog/secret.md)", "[c](@/blog/later.md)"],
        ),
        (
            "_config.yml",
            "source/_posts",
            "published: false\n",
            ["{% post_link secret B %}", "{% post_link later C %}"],
        ),
        (
            "eleventy.config.js",
            "posts",
            "draft: true\n",
            ["[b](secret.md#d)", "[c](./later.md)"],
        ),
    ] {
        let text = |more: &[&str]| {
            let arguments = ["--title", "T", "--base-url", "https://example.com"];
            let arguments = [&["generate"], &arguments[..], more].concat();
            let links = format!("{}{secret}\n{later}\n", page("2026-01-02", ""));
            // A section, whose file is that of a page.
            let path = |name: &str| match (settings, name) {
                ("hugo.yaml", "secret") => format!("{folder}/{name}/_index.md"),
                _ => format!("{folder}/{name}.md"),
            };
            let test = Test::new(&arguments)
                .file(settings, "")
                .file(&path("a"), links)
                .file(&path("secret"), page("2026-01-01", draft))
                .file(&path("later"), page("2099-01-01", ""));
            let feed = feed(&test.run_whatever().stdout());
            let bodies = feed.articles.into_iter().filter_map(|article| article.body);
            bodies.map(|body| body.text).collect::<String>()
        };
        let public = text(&[]);
        assert!(!public.is_empty(), "{settings}");
        for word in ["secret", "later"] {
            assert!(!public.contains(word), "{settings}: {public}");
        }
        let all = text(&["--drafts", "--future"]);
        for word in ["secret/", "later/\""] {
            assert!(all.contains(word), "{settings}: {all}");
        }
    }
}

#[test]
fn links_and_pictures_of_hexo_are_tags() {
    let page = "---\ntitle: a\ndate: 2026-01-01\n---\n{% post_link b 'Own & title' %} {% post_link b %} {% post_link c 'Gone' %} {% asset_img big a.png 200 300 \"Of a\" %} [d]({% asset_path d.zip %}) {% post_link b Read about B true %} {% asset_img a.png This is 1 %} {% post_link e %}\n";
    let test = Test::new(&["generate"])
        .file("_config.yml", "title: T\nurl: https://example.com\npermalink: p/:title/\ntheme: a\n")
        .file("source/_posts/a.md", page)
        .file("source/_posts/b.md", "---\ntitle: B\ndate: 2025-01-01\n---\n")
        .stderr("feedmatter: source/_posts/a.md: warning: left out the address of a link, `e` first: no page of the site that is to be seen has this file\n");
    assert_eq!(
        body(test),
        "<p><a href=\"https://example.com/p/b/\">Own &amp; title</a> <a href=\"https://example.com/p/b/\">B</a> Gone <img src=\"https://example.com/p/a/a.png\" alt=\"Of a\"> <a href=\"https://example.com/p/a/d.zip\">d</a> <a href=\"https://example.com/p/b/\">Read about B</a> <img src=\"https://example.com/p/a/a.png\" alt=\"This is 1\"></p>\n"
    );
}

#[test]
fn posts_of_hexo_have_slugs_and_titles() {
    let tags = [
        (
            "{% post_link b#c %}",
            "<a href=\"https://example.com/p/b/#c\">B & B</a>",
        ),
        (
            "{% post_link 'B & B' 'Own <i>d</i>' false %}",
            "<a href=\"https://example.com/p/b/\">Own <i>d</i></a>",
        ),
        (
            "[e]({% post_path sub/e %})",
            "<a href=\"https://example.com/p/sub/e/\">e</a>",
        ),
        ("[f]({% post_path gone %})", "<a>f</a>"),
        (
            "{% asset_link g.zip %}",
            "<a href=\"https://example.com/p/a/g.zip\">g.zip</a>",
        ),
        (
            "{% asset_link g.zip The G %}",
            "<a href=\"https://example.com/p/a/g.zip\">The G</a>",
        ),
        (
            "![h]({% asset_path \"h 1.png\" %})",
            "<img src=\"https://example.com/p/a/h%201.png\" alt=\"h\">",
        ),
    ];
    let lines = |own: fn(&(&'static str, &'static str)) -> &'static str| {
        tags.iter().map(own).collect::<Vec<_>>().join("\n")
    };
    let page =
        |title: &str, text: &str| format!("---\ntitle: {title}\ndate: 2025-01-01\n---\n{text}\n");
    let test = Test::new(&["generate"])
        .file("_config.yml", "title: T\nurl: https://example.com\npermalink: p/:title/\nnew_post_name: :year-:month-:day-:title.md\n")
        .file("source/_posts/2026-01-01-a.md", page("a", &lines(|tag| tag.0)).replace("2025", "2026"))
        .file("source/_posts/2025-01-01-b.md", page("B & B", ""))
        .file("source/_posts/sub/e.md", page("e", ""))
        .stderr("feedmatter: source/_posts/2026-01-01-a.md: warning: left out the address of a link, `gone` first: no page of the site that is to be seen has this file\n");
    let expected = lines(|tag| tag.1).replace("B & B", "B &amp; B");
    let expected = expected.replace('\n', "<br>\n");
    assert_eq!(body(test), format!("<p>{expected}</p>\n"));
}

/// As the generators do, unless their settings say otherwise.
#[test]
fn addresses_in_a_text_are_links_where_the_generator_makes_some() {
    let linked = "<p>See <a href=\"https://e.example/x\">https://e.example/x</a>.</p>\n";
    let text = "<p>See https://e.example/x.</p>\n";
    let hugo = "title: T\nbaseURL: https://example.com\n";
    let no = "markup:\n  goldmark:\n    extensions:\n      linkify: false\n";
    let other = "title: T\nurl: https://example.com\n";
    for (settings, said, name, expected) in [
        ("hugo.yaml", hugo.to_owned(), "content/a.md", linked),
        ("hugo.yaml", format!("{hugo}{no}"), "content/a.md", text),
        (
            "_config.yml",
            other.to_owned(),
            "source/_posts/a.md",
            linked,
        ),
        (
            "_config.yml",
            format!("{other}marked:\n  autolink: false\n"),
            "source/_posts/a.md",
            text,
        ),
        (
            "_config.yml",
            other.to_owned(),
            "_posts/2026-01-01-a.md",
            text,
        ),
        (
            "astro.config.mjs",
            String::new(),
            "src/content/blog/a.md",
            linked,
        ),
        ("eleventy.config.js", String::new(), "a.md", text),
        (
            "eleventy.config.js",
            "markdownIt({ linkify: true })".to_owned(),
            "a.md",
            linked,
        ),
    ] {
        let arguments = [
            "generate",
            "--title",
            "T",
            "--base-url",
            "https://example.com",
        ];
        let test = Test::new(&arguments).file(settings, &said).file(
            name,
            "---\ntitle: a\ndate: 2026-01-01\npubDate: 2026-01-01\n---\n\nSee https://e.example/x.\n",
        );
        assert_eq!(body(test), expected, "{said}");
    }
}

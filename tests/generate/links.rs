//! Links and pictures of texts, as the tags of generators mean them.

use super::{Test, feed};

fn body(test: Test) -> String {
    let ran = test.any_stdout().run();
    let article = feed(&ran.stdout()).articles.remove(0);
    article.body.map(|body| body.text).unwrap_or_default()
}

/// As Jekyll 4.3.1 does.
#[test]
fn links_of_jekyll_lead_to_pages_and_files() {
    let page = "---\ntitle: A\n---\n";
    for (settings, link, address) in [
        ("", "{% link about.md %}", "about.html"),
        ("", "{% link docs/setup.md %}", "docs/setup.html"),
        ("", "{% link docs/index.md %}", "docs/"),
        ("", "{% link docs/own.md %}", "o/w/n.html"),
        ("", "../docs/own.md#part", "o/w/n.html#part"),
        ("", "{% link assets/a%20#1.pdf %}", "assets/a%2520%231.pdf"),
        ("", "{% link plain.html %}", "plain.html"),
        ("", "{% link _posts/2026-01-02-b.md %}", "2026/01/02/b.html"),
        (
            "permalink: pretty",
            "{% link docs/setup.md %}",
            "docs/setup/",
        ),
        ("permalink: none", "{% link about.md %}", "about.html"),
        ("permalink: /:title", "{% link about.md %}", "about"),
        ("permalink: /:title/", "{% link about.md %}", "about/"),
        (
            "permalink: /:title:output_ext",
            "{% link about.md %}",
            "about.html",
        ),
        (
            "defaults: [{scope: {type: pages}, values: {permalink: '/p/:basename'}}]",
            "{% link docs/setup.md %}",
            "p/setup",
        ),
        ("include: [_p]", "{% link _p/c.md %}", "_p/c.html"),
    ] {
        let test = Test::new(&["generate"])
            .file(
                "_config.yml",
                format!("title: T\nurl: https://e.example\nbaseurl: /b\n{settings}\n"),
            )
            .file(
                "_posts/2026-01-03-a.md",
                format!("---\ntitle: a\n---\n[x]({link})\n"),
            )
            .file("_posts/2026-01-02-b.md", page)
            .file("about.md", page)
            .file("docs/setup.md", page)
            .file("docs/index.md", page)
            .file("docs/own.md", "---\npermalink: /o/w/n.html\n---\n")
            .file("_p/c.md", page)
            .file("plain.html", "<p>A</p>")
            .file("assets/a%20#1.pdf", "%PDF");
        let expected = format!("<p><a href=\"https://e.example/b/{address}\">x</a></p>\n");
        assert_eq!(body(test), expected, "{settings} {link}");
    }
}

#[test]
fn links_of_jekyll_lead_to_nothing_that_the_site_keeps_for_itself() {
    for target in ["gone.md", "_p/c.md", "secret.md", "out/d.pdf", "../e.pdf"] {
        let test = Test::new(&["generate", "s"])
            .file(
                "s/_config.yml",
                "title: T\nurl: https://e.example\nexclude: [out]\n",
            )
            .file(
                "s/_posts/2026-01-03-a.md",
                format!("---\ntitle: a\n---\n[x]({{% link {target} %}})\n"),
            )
            .file("s/_p/c.md", "---\n---\n")
            .file("s/secret.md", "---\npublished: false\n---\n")
            .file("s/out/d.pdf", "%PDF")
            .file("e.pdf", "%PDF")
            .stderr(format!(
                "feedmatter: s/_posts/2026-01-03-a.md: warning: left out the address of a link, `{target}` first: \
                 no page of the site that is to be seen has this file\n"
            ));
        assert_eq!(body(test), "<p><a>x</a></p>\n", "{target}");
    }
}

/// As Hexo 8.1.2 does, but for names of classes.
#[test]
fn tags_of_hexo_are_pictures_and_links() {
    for (tag, html) in [
        (
            "{% img /images/i.png %}",
            "<img src=\"https://e.example/b/images/i.png\" alt=\"\">",
        ),
        (
            "{% img left big https://c.example/i.png 30 20 '\"A <title>\" \"a text\"' %}",
            "<img src=\"https://c.example/i.png\" width=\"30\" height=\"20\" title=\"A &lt;title&gt;\" alt=\"a text\">",
        ),
        (
            "{% img /i.png 30 A title %}",
            "<img src=\"https://e.example/b/i.png\" width=\"30\" title=\"A title\" alt=\"A title\">",
        ),
        (
            "{% link https://c.example/a?b=1&c %}",
            "<a href=\"https://c.example/a?b=1&amp;c\">https://c.example/a?b=1&amp;c</a>",
        ),
        (
            "{% link Text & more https://c.example/ true A title %}",
            "<a href=\"https://c.example/\">Text &amp; more</a>",
        ),
    ] {
        let test = Test::new(&["generate"])
            .file(
                "_config.yml",
                "title: T\nurl: https://e.example/b\nroot: /b/\n",
            )
            .file(
                "source/_posts/a.md",
                format!("---\ntitle: a\ndate: 2026-01-01\n---\nx {tag}\n"),
            );
        assert_eq!(body(test).trim(), format!("<p>x {html}</p>"), "{tag}");
    }
}

/// As Jekyll 4.3.1 and Hugo do.
#[test]
fn variables_of_the_page_and_of_the_site_are_filled_in() {
    let jekyll = |link: &str| {
        Test::new(&["generate"])
            .file(
                "_config.yml",
                "title: T\nurl: https://e.example\nbaseurl: /b\ncdn: https://cdn.example/i\nimgs: /img\nown: { repo: https://g.example/x }\nnone:\n",
            )
            .file(
                "_posts/2026-01-01-a.md",
                format!("---\ntitle: a\nimg_dir: /p/a\nproject: <i>\nyear: 2025\nversion: 1.25\n---\n[x]({link})\n"),
            )
    };
    let eleventy = |link: &str| {
        Test::new(&["generate"])
            .file("eleventy.config.js", "export default {}")
            .file(
                "_data/site.json",
                "{\"title\": \"T\", \"url\": \"https://e.example/\", \"cdn\": \"https://cdn.example\"}",
            )
            .file("posts/posts.json", "{\"imgs\": \"/img\"}")
            .file(
                "posts/a.md",
                format!("---\ntitle: a\ndate: 2026-01-01\ndir: https://cdn.example/d\n---\n[x]({link})\n"),
            )
    };
    let hugo = |link: &str| {
        Test::new(&["generate"])
            .file(
                "hugo.toml",
                "title = \"T\"\nbaseURL = \"https://e.example/b/\"\n[params]\nCDN = \"https://cdn.example/i\"\nimg = \"/none\"\n[params.a]\nb = \"/c?d&e\"\n[languages.en.params]\nver = 2\n",
            )
            .file(
                "content/a.md",
                format!("---\ntitle: a\ndate: 2026-01-01\nImg: https://cdn.example/own\n---\n[x]({link})\n"),
            )
    };
    for (test, address) in [
        (
            jekyll("{{ site.cdn }}/a.png"),
            "https://cdn.example/i/a.png",
        ),
        (
            jekyll("{{ site.own.repo }}/issues"),
            "https://g.example/x/issues",
        ),
        (
            jekyll("{{ site.imgs | relative_url }}/a.png"),
            "https://e.example/b/img/a.png",
        ),
        (jekyll("{{ site.none }}/a.png"), "https://e.example/a.png"),
        (
            jekyll("{{ page.img_dir }}/{{ page.year }}.png"),
            "https://e.example/p/a/2025.png",
        ),
        (
            jekyll("https://g.example/{{ page.project }}/x"),
            "https://g.example/%3Ci%3E/x",
        ),
        (
            jekyll("https://g.example/v{{ page.version }}.zip"),
            "https://g.example/v1.25.zip",
        ),
        (eleventy("{{ dir }}/a.png"), "https://cdn.example/d/a.png"),
        (eleventy("{{ imgs }}/a.png"), "https://e.example/img/a.png"),
        (
            eleventy("{{ site.cdn }}/a.png"),
            "https://cdn.example/a.png",
        ),
        (
            hugo("{{< param cdn >}}/a.png"),
            "https://cdn.example/i/a.png",
        ),
        (
            hugo("{{< param \"img\" >}}/a.png"),
            "https://cdn.example/own/a.png",
        ),
        (hugo("{{< param a.B >}}"), "https://e.example/c?d&amp;e"),
        (
            hugo("https://x.example/{{< param ver >}}/dl"),
            "https://x.example/2/dl",
        ),
    ] {
        let expected = format!("<p><a href=\"{address}\">x</a></p>\n");
        assert_eq!(body(test), expected);
    }
}

/// Jekyll and Eleventy run tags in code, and Hexo does not.
#[test]
fn code_has_the_values_that_its_generator_fills_in() {
    for (settings, folder, name, shown, open) in [
        ("_config.yml", "_posts", "page.title", "b", "{{"),
        ("eleventy.config.js", "posts", "title", "b", "{{"),
        (
            "_config.yml",
            "source/_posts",
            "page.title",
            "{{ page.title }}",
            "{{ '{{' }}",
        ),
    ] {
        let text = format!(
            "`{{{{ {name} }}}} {{{{ x }}}} {{{{ '{{{{' }}}} y }}}}`\n\n```sh\nget v{{{{ {name} }}}}\n```\n"
        );
        let site = ["--title", "T", "--base-url", "https://e.example"];
        let test = Test::new(&[&["generate"], &site[..]].concat())
            .file(settings, "title: T\n")
            .file(
                &format!("{folder}/2026-01-01-a.md"),
                format!("---\ntitle: b\ndate: 2026-01-01\n---\n{text}"),
            );
        let expected = format!(
            "<p><code>{shown} {{{{ x }}}} {open} y }}}}</code></p>\n<pre><code class=\"language-sh\">get v{shown}\n</code></pre>\n"
        );
        assert_eq!(body(test), expected, "{folder}");
    }
}

/// What says that it has no tags shows them.
#[test]
fn tags_are_shown_where_nobody_runs_them() {
    for (settings, text, folder, own) in [
        (
            "_config.yml",
            "title: T\n",
            "_posts",
            "render_with_liquid: false",
        ),
        (
            "eleventy.config.js",
            "export default () => ({ markdownTemplateEngine: false });\n",
            "posts",
            "layout: a",
        ),
        (
            "eleventy.config.js",
            "",
            "posts",
            "templateEngineOverride: md",
        ),
    ] {
        let site = ["--title", "T", "--base-url", "https://e.example"];
        let test = Test::new(&[&["generate"], &site[..]].concat())
            .file(settings, text)
            .file(
                &format!("{folder}/2026-01-01-a.md"),
                format!("---\ntitle: b\ndate: 2026-01-01\n{own}\n---\n{{{{ page.title }}}} `{{{{ title }}}}`\n"),
            );
        let expected = "<p>{{ page.title }} <code>{{ title }}</code></p>\n";
        assert_eq!(body(test), expected, "{own}");
    }
}

/// A tag of the name of a key is no variable.
#[test]
fn a_tag_is_no_variable() {
    let page = "---\ntitle: a\ndate: 2026-01-01\ngallery: b\n---\nc{% gallery %}d{{ gallery }}\n";
    let test = Test::new(&["generate", "--title", "T", "--base-url", "https://e.example"])
        .file("eleventy.config.js", "export default {}")
        .file("a.md", page)
        .stderr("feedmatter: a.md: warning: left out a template tag, `gallery` first: nobody runs templates here\n");
    assert_eq!(body(test), "<p>cdb</p>\n");
}

/// What remains of one without its tag leads elsewhere.
#[test]
fn an_address_is_left_out_with_a_tag_in_it() {
    let text = "![b c]({{ site.data.x }}/a.png) [d](https://e.example/{{ page.x }}/y) <img src=\"{{ x }}/a.png\" alt=\"f\"> [g][h]\n\n[h]: {{ x }}/y\n";
    let test = Test::new(&["generate"])
        .file("_config.yml", "title: T\nurl: https://e.example\n")
        .file("_posts/2026-01-01-a.md", format!("---\ntitle: a\n---\n{text}"))
        .stderr(
            "feedmatter: _posts/2026-01-01-a.md: warning: left out 4 template tags, `site.data.x` first: nobody runs templates here\n\
             feedmatter: _posts/2026-01-01-a.md: warning: left out the address of 4 links or pictures: without its template tags, it would lead elsewhere\n",
        );
    assert_eq!(body(test), "<p>b c <a>d</a> f <a>g</a></p>\n");
}

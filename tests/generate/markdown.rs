//! Markdown as the settings of each generator have it read.

use super::feed;
use crate::support::cli::Test;

const JEKYLL: &str = "_config.yml";
const HEXO: &str = "title: T\nurl: https://example.com\nroot: /blog/\n";
const HUGO: &str = "title: T\nbaseURL: https://example.com\n";

/// Returns the body of the only article of a site.
fn body(settings: (&str, &str), name: &str, keys: &str, text: &str) -> String {
    let arguments = [
        "generate",
        "--title",
        "T",
        "--base-url",
        "https://example.com/blog",
    ];
    let ran = Test::new(&arguments)
        .file(settings.0, settings.1)
        .file(
            name,
            format!("---\ntitle: a\ndate: 2026-01-01\npubDate: 2026-01-01\n{keys}---\n\n{text}"),
        )
        .any_stdout()
        .run();
    let article = feed(&ran.stdout()).articles.remove(0);
    article.body.expect("a body").text
}

#[test]
fn what_components_of_astro_hold_is_markdown() {
    let text = "import { Tabs } from '../tabs'\n\n<Tabs>\n  <Tab name=\"1\">\n    Use **bold**.\n\n    1. One\n    2. Two\n  </Tab>\n</Tabs>\n";
    let expected = "<p>Use <strong>bold</strong>.</p>\n<ol>\n<li>One</li>\n<li>Two</li>\n</ol>\n";
    let settings = ("astro.config.mjs", "");
    assert_eq!(body(settings, "src/content/blog/a.mdx", "", text), expected);
}

/// As `hexo-renderer-marked` has it.
#[test]
fn lines_and_pictures_of_hexo_are_as_its_settings_say() {
    let text = "One\n![two](/images/q.png) <img src=\"/images/r.png\">\n";
    let image = |start: &str, second: &str| {
        format!(
            "<p>One{start}\n<img src=\"https://example.com{second}/images/q.png\" alt=\"two\"> <img src=\"https://example.com/images/r.png\"></p>\n"
        )
    };
    for (said, expected) in [
        ("", image("<br>", "/blog")),
        ("marked:\n  breaks: false\n", image("", "/blog")),
        ("marked:\n  prependRoot: false\n", image("<br>", "")),
    ] {
        let settings = [HEXO, said].concat();
        let html = body((JEKYLL, &settings), "source/_posts/a.md", "", text);
        assert_eq!(html, expected, "{said}");
    }
}

#[test]
fn a_post_of_hexo_may_say_that_it_holds_no_tags() {
    for (keys, expected) in [
        (
            "disableNunjucks: true\n",
            "<p>a {% raw %}{{ b }}{% endraw %}</p>\n",
        ),
        ("", "<p>a {{ b }}</p>\n"),
    ] {
        let text = "a {% raw %}{{ b }}{% endraw %}\n";
        let html = body((JEKYLL, HEXO), "source/_posts/a.md", keys, text);
        assert_eq!(html, expected);
    }
}

#[test]
fn jekyll_reads_markdown_as_kramdown_does() {
    let text = "| `a|b` | c |\n\n$$d_1^*e_1^*$$\n\n<div markdown=\"1\">\n*f* HTML\n</div>\n\n*[HTML]: Hyper Text\n";
    let expected = "<table><tbody>\n<tr><td><code>a|b</code></td><td>c</td></tr>\n</tbody></table>\n<p>\\[d_1^*e_1^*\\]</p>\n<div>\n<p><em>f</em> <abbr title=\"Hyper Text\">HTML</abbr></p>\n</div>\n";
    let name = "_posts/2026-01-01-a.md";
    assert_eq!(body((JEKYLL, ""), name, "", text), expected);
}

/// As kramdown does, but for what a feed has no use for.
#[test]
fn pictures_of_jekyll_have_the_sizes_that_stand_behind_them() {
    for (lists, expected) in [
        (
            "{: width=\"300\" height='200' .right}",
            " width=\"300\" height=\"200\"",
        ),
        (
            "{:width=\"30px\"}{:height=\"50%\"}",
            " width=\"30\" height=\"50%\"",
        ),
        (
            "{: title=\"a > 'b' &amp; c\"}",
            " title=\"a &gt; 'b' &amp; c\"",
        ),
        ("{: data-width=\"3\" width=\"wide\" height=4 .w}", ""),
        ("{: title=\"a --> b\"}", ""),
    ] {
        let text = format!("![a]({{{{ site.baseurl }}}}/a.png){lists}\n_b_\n");
        let html = body((JEKYLL, "title: T\n"), "_posts/2026-01-01-a.md", "", &text);
        let picture = "<img src=\"https://example.com/blog/a.png\" alt=\"a\"";
        let expected = format!("<p>{picture}{expected}>\n<em>b</em></p>\n");
        assert_eq!(html, expected, "{lists}");
    }
    let list = "{: width=\"3\" title=\"t\"}";
    for (text, expected) in [
        (
            format!("[![a][r]{list}](/b){list} ![c](/c.png \"d\"){list}\n\n[r]: /r.png\n"),
            "<p><a href=\"https://example.com/b\"><img src=\"https://example.com/r.png\" alt=\"a\" width=\"3\" title=\"t\"></a> <img src=\"https://example.com/c.png\" alt=\"c\" title=\"d\" width=\"3\"></p>\n",
        ),
        (
            format!("`![a](/a.png){list}`\n"),
            "<p><code>![a](/a.png){: width=\"3\" title=\"t\"}</code></p>\n",
        ),
    ] {
        let html = body((JEKYLL, "title: T\n"), "_posts/2026-01-01-a.md", "", &text);
        assert_eq!(html, expected, "{text}");
    }
    let text = format!("{{% highlight md %}}\n![a](b.png){list}\n{{% endhighlight %}}\n");
    let html = body((JEKYLL, "title: T\n"), "_posts/2026-01-01-a.md", "", &text);
    assert!(
        html.contains("![a](b.png)") && !html.contains("--"),
        "{html}"
    );
}

#[test]
fn indentation_makes_no_code_in_eleventy_unless_it_is_told_to() {
    let text = "<div>\n\n    <p>a</p>\n\n</div>\n";
    for (program, expected) in [
        ("", "<div>\n<p>a</p>\n</div>\n"),
        (
            "config.amendLibrary('md', (own) => own.enable('code'))",
            "<div>\n<pre><code>&lt;p&gt;a&lt;/p&gt;\n</code></pre>\n</div>\n",
        ),
    ] {
        let settings = ("eleventy.config.js", program);
        assert_eq!(body(settings, "a.md", "", text), expected);
    }
}

#[test]
fn settings_of_hugo_tell_formulas_and_the_ends_of_lines() {
    let text = "a\n$b_1^*c_1^*$ `$d$`\n\n$$e \\\\ f$$\n";
    let formulas = "markup:\n  goldmark:\n    extensions:\n      passthrough:\n        enable: true\n        delimiters:\n          block: [['$$', '$$']]\n          inline: [['$', '$']]\n";
    for (said, expected) in [
        (
            "markup:\n  goldmark:\n    renderer:\n      hardWraps: true\n",
            "<p>a<br>\n$b_1^<em>c_1^</em>$ <code>$d$</code></p>\n<p>$$e \\ f$$</p>\n",
        ),
        (
            formulas,
            "<p>a\n$b_1^*c_1^*$ <code>$d$</code></p>\n<p>$$e \\\\ f$$</p>\n",
        ),
    ] {
        let settings = [HUGO, said].concat();
        let html = body(("hugo.yaml", &settings), "content/a.md", "", text);
        assert_eq!(html, expected, "{said}");
    }
}

#[test]
fn settings_of_hugo_tell_attributes_of_blocks() {
    let text = "One\n{.lead}\n\n- a\n{#lst .x}\n\n![b](/b.png)\n{.pic}\n";
    let page = |line: [&str; 3]| {
        let [one, list, picture] = line;
        format!(
            "<p>One{one}</p>\n<ul>\n<li>a{list}</li>\n</ul>\n<p><img src=\"https://example.com/b.png\" alt=\"b\">{picture}</p>\n"
        )
    };
    let attributes = "markup:\n  goldmark:\n    parser:\n      attribute:\n        block: true\n";
    for (said, expected) in [
        ("", page(["\n{.lead}", "\n{#lst .x}", "\n{.pic}"])),
        (attributes, page(["", "", ""])),
    ] {
        let settings = [HUGO, said].concat();
        let html = body(("hugo.yaml", &settings), "content/a.md", "", text);
        assert_eq!(html, expected, "{said}");
    }
}

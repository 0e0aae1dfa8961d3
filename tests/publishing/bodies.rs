//! Bodies, and what is left of them.

use super::written;
use crate::support::cli::Test;

/// Bodies, and what is left of them, with addresses relative to that of the article.
const BODIES: [(&str, &str); 18] = [
    (
        "<a href=\"/x\">a</a>",
        "<a href=\"https://example.com/x\">a</a>",
    ),
    (
        "<a href=\"#n\">a</a>",
        "<a href=\"https://example.com/a/#n\">a</a>",
    ),
    (
        "<img src=\"b.png\">",
        "<img src=\"https://example.com/a/b.png\">",
    ),
    (
        "<img src=\"b.png\" srcset=\"b.png 1x, c.png 2x\">",
        "<img src=\"https://example.com/a/b.png\" srcset=\"https://example.com/a/b.png 1x, https://example.com/a/c.png 2x\">",
    ),
    (
        "<p>a<img alt=\"b\"><img data-src=\"b.png\"></p>",
        "<p>ab<img src=\"https://example.com/a/b.png\"></p>",
    ),
    (
        "<img src=\"data:image/png;base64,AA==\">",
        "<img src=\"data:image/png;base64,AA==\">",
    ),
    (
        "<video poster=\"b.png\" src=\"c.mp4\" controls></video>",
        "<video poster=\"https://example.com/a/b.png\" src=\"https://example.com/a/c.mp4\"></video>",
    ),
    (
        "<q cite=\"b\">a</q>",
        "<q cite=\"https://example.com/a/b\">a</q>",
    ),
    ("<p onclick=\"x()\" style=\"tab-size:4\">a</p>", "<p>a</p>"),
    ("<p>a<script>x()</script><style>b{}</style></p>", "<p>a</p>"),
    (
        "<p>a<iframe src=\"https://example.net/\"></iframe></p>",
        "<p>a</p>",
    ),
    ("<p><a href=\"javascript:x()\">a</a></p>", "<p><a>a</a></p>"),
    ("<p><b><i>a</b></i></p>", "<p><b><i>a</i></b></p>"),
    ("<p>a<p>b", "<p>a</p><p>b</p>"),
    ("<menu><li>a</menu><dir><li>b</dir>", "<li>a</li><li>b</li>"),
    (
        "<p><img src=\"b.png\" srcset=\"b.png 1x, c d.png 2x\"></p>",
        "<p><img src=\"https://example.com/a/b.png\"></p>",
    ),
    ("<p><x-a>a</x-a>&nosuch;</p>", "<p>a&amp;nosuch;</p>"),
    ("<p><a href=\"\">a</a></p>", "<p><a>a</a></p>"),
];

#[test]
fn bodies() {
    for (body, expected) in BODIES {
        let article =
            format!("title: T\nexcerpt: E\nwebUrl: https://example.com/a/\ncontent: '{body}'");
        let rss = written("rss", &article);
        let encoded = format!("<content:encoded><![CDATA[{expected}]]></content:encoded>");
        assert!(rss.contains(&encoded), "{body}\n{rss}");
        let json: serde_json::Value =
            serde_json::from_str(&written("json", &article)).expect("JSON");
        assert_eq!(json["items"][0]["content_html"], expected);
    }
}

#[test]
fn a_body_cannot_leave_its_section() {
    let rss = written(
        "rss",
        "title: T\nexcerpt: E\ncontent: '<pre>a]]></pre><p>]]&gt;</p>'",
    );
    let document = roxmltree::Document::parse(&rss).expect("well-formed XML");
    let encoded = document
        .descendants()
        .find(|node| node.tag_name().name() == "encoded");
    let text: String = encoded
        .expect("a body")
        .children()
        .filter_map(|node| node.text())
        .collect();
    assert_eq!(text, "<pre>a]]&gt;</pre><p>]]&gt;</p>");
}

/// They could be unwrapped for ever, one by one.
#[test]
fn layers_of_markup_are_counted() {
    let layers = |count: usize| {
        format!(
            "title: T\ntopics: ['{amp}lt;b>x{amp}lt;/b>']",
            amp = "&".to_owned() + &"amp;".repeat(count)
        )
    };
    for count in [0, 2, 20_000] {
        let article = format!("---\n{}\n---\n", layers(count));
        let arguments = ["convert", "--to", "rss", "--profile", "public"];
        let text = Test::new(&arguments)
            .input(article)
            .any_stdout()
            .run()
            .stdout();
        assert!(text.contains("<category>x</category>"), "{count}");
    }
}

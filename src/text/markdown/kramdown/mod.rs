//! What Markdown means to [kramdown](https://kramdown.gettalong.org/syntax.html) alone, in words that every reader knows.

mod abbreviation;
mod address;
mod chance;
mod inside;
mod line_break;
mod list;
mod picture;
mod table;

use std::borrow::Cow;
use std::ops::Range;

use memchr::memmem;
use pulldown_cmark::{Event, Parser, Tag};

use self::abbreviation::explained;
use self::address::without_spaces;
use self::inside::opened;
use self::line_break::{BREAK, single};
use self::list::indented;
use self::table::with_heads;
use super::OPTIONS;
use super::flavour::Flavour;
use super::formula::{Delimiters, escaped};
use super::rules::changed;
use crate::text::ranges::holding;

/// What stands around a formula.
const MARK: &str = "$$";

pub(crate) use self::chance::without_chance_marks;
pub(super) use self::picture::with_attributes;
pub(crate) use self::picture::with_marks;
pub(super) use self::table::without_empty_heads;

/// A step, and the mark without which it has nothing to do.
type Step = (&'static str, fn(&str) -> Cow<'_, str>);

/// The first ones find what the next ones read.
const STEPS: [Step; 7] = [
    ("markdown=", opened),
    (". ", indented),
    (BREAK, single),
    ("]", without_spaces),
    (MARK, with_formulas),
    ("|", with_heads),
    ("*[", explained),
];

/// Returns Markdown of kramdown as others read it.
pub(super) fn common(markdown: &str) -> Cow<'_, str> {
    STEPS
        .iter()
        .fold(Cow::Borrowed(markdown), |markdown, (mark, step)| {
            if memmem::find(markdown.as_bytes(), mark.as_bytes()).is_some() {
                changed(markdown, step)
            } else {
                markdown
            }
        })
}

/// Formulas stand in words of MathJax on the page.
fn with_formulas(markdown: &str) -> Cow<'_, str> {
    let delimiters = Delimiters {
        open: MARK.to_owned(),
        close: MARK.to_owned(),
        on_page: Some([["\\(", "\\)"], ["\\[", "\\]"]]),
    };
    escaped(markdown, &[delimiters], Flavour::Kramdown)
}

/// Where nothing of a text is Markdown but by its indentation.
struct Raw(Vec<Range<usize>>);

impl Raw {
    /// Finds code and HTML.
    fn new(markdown: &str) -> Self {
        let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
        let raw = events.filter_map(|(event, range)| {
            let is_raw = matches!(
                event,
                Event::Code(_) | Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock)
            );
            is_raw.then_some(range)
        });
        Self(raw.collect())
    }

    fn holds(&self, index: usize) -> bool {
        holding(&self.0, index).is_some()
    }
}

#[cfg(test)]
mod tests {
    use super::{common, with_marks};
    use crate::text::markdown::{Flavour, Rules, to_html_by};

    /// As kramdown 2.4 has it with `input: GFM`, but for the space between elements.
    #[test]
    fn what_kramdown_means_is_on_the_page() {
        for (markdown, html) in [
            // Code in tables may hold bars.
            (
                "| a | b |\n|---|:-:|\n| `c|d` | e \\| f |\n| ``g`|`` | <code>h|i</code> | j |\n",
                "<table><thead><tr><th>a</th><th style=\"text-align: center\">b</th><th></th></tr></thead><tbody>\n<tr><td><code>c|d</code></td><td style=\"text-align: center\">e | f</td><td></td></tr>\n<tr><td><code>g`|</code></td><td style=\"text-align: center\"><code>h|i</code></td><td>j</td></tr>\n</tbody></table>\n",
            ),
            // Tables need no heads.
            (
                "|---|\n| `a|b` | c |\n|===|\n| d | e |\n\nf | g\n",
                "<table><tbody>\n<tr><td><code>a|b</code></td><td>c</td></tr>\n<tr><td>d</td><td>e</td></tr>\n</tbody></table>\n<table><tbody>\n<tr><td>f</td><td>g</td></tr>\n</tbody></table>\n",
            ),
            (
                "- a\n\n  | b | c |\n",
                "<ul>\n<li>\n<p>a</p>\n<table><tbody>\n<tr><td>b</td><td>c</td></tr>\n</tbody></table>\n</li>\n</ul>\n",
            ),
            // Bars may stand in lists.
            (
                "-\ta | b\n-\tc | d\n",
                "<ul>\n<li>a | b</li>\n<li>c | d</li>\n</ul>\n",
            ),
            // Neither a bar in code nor one in a paragraph is one of a table.
            (
                "`a|b` c\n\nd | e\nf\n\n```\n| g |\n\n| h |\n```\n",
                "<p><code>a|b</code> c</p>\n<p>d | e\nf</p>\n<pre><code>| g |\n\n| h |\n</code></pre>\n",
            ),
            // Formulas have no marks.
            (
                "a $$b_1^*c_1^*$$ $$d & e$$ `$$f*g*$$` \\$$h\n",
                "<p>a \\(b_1^*c_1^*\\) \\(d &amp; e\\) <code>$$f*g*$$</code> $$h</p>\n",
            ),
            (
                "$$\na & b \\\\ c \\{x\\} < d\n\n1. e\n$$\n\n$$f|g$$\n",
                "<p>\\[a &amp; b \\\\ c \\{x\\} &lt; d\n1. e\\]</p>\n<p>\\[f|g\\]</p>\n",
            ),
            (
                "* a\n\n  $$\n  b_1^*c^*\n  $$\n\n> $$\n> d\n> $$\n",
                "<ul>\n<li>\n<p>a</p>\n<p>\\[b_1^*c^*\\]</p>\n</li>\n</ul>\n<blockquote>\n<p>\\[d\\]</p>\n</blockquote>\n",
            ),
            // HTML may say that it holds Markdown.
            (
                "<div class=\"a\" markdown=\"1\">\n**b**\n- c\n<div>d</div>\n</div>\ne\n",
                "<div class=\"a\" markdown=\"1\">\n<p><strong>b</strong></p>\n<ul>\n<li>c</li>\n</ul>\n<div>d</div>\n</div>\n<p>e</p>\n",
            ),
            (
                "<p markdown=\"1\">*a*</p>\n\n<div markdown=\"span\">*b*</div>\n\n`<div markdown=\"1\">`\n",
                "<p><em>a</em></p>\n<div markdown=\"span\"><em>b</em></div>\n<p><code>&lt;div markdown=\"1\"&gt;</code></p>\n",
            ),
            (
                "<details markdown=\"block\"><summary markdown=\"span\">*a*</summary>\n\n*b*\n\n</details>\n",
                "<details markdown=\"block\">\n<summary markdown=\"span\"><em>a</em></summary>\n<p><em>b</em></p>\n</details>\n",
            ),
            // There, too, may be HTML, or code that shows some.
            (
                "<details markdown=\"1\">\n<summary>a</summary>\n```sh\nb\n\n<div markdown=\"1\">\n```\n<p>c</p>\n- **d**\n</details>\n\n*e* <!-- f -->\n",
                "<details markdown=\"1\">\n<summary>a</summary>\n<pre><code class=\"language-sh\">b\n\n&lt;div markdown=\"1\"&gt;\n</code></pre>\n<p>c</p>\n<ul>\n<li><strong>d</strong></li>\n</ul>\n</details>\n<p><em>e</em> <!-- f --></p>\n",
            ),
            // What one holds says nothing of the next one.
            (
                "- ```sh\n  a\n  ```\n\n<details markdown=\"1\">\n<summary>b</summary>\n```sh\nc\n\n```\n</details>\n*d*\n\n<div markdown=\"1\">\n```e``` f\n<p>g</p>\n> ```\n> <div markdown=\"1\">\n> ```\n</div>\n*h*\n",
                "<ul>\n<li>\n<pre><code class=\"language-sh\">a\n</code></pre>\n</li>\n</ul>\n<details markdown=\"1\">\n<summary>b</summary>\n<pre><code class=\"language-sh\">c\n\n</code></pre>\n</details>\n<p><em>d</em></p>\n<div markdown=\"1\">\n<p><code>e</code> f</p>\n<p>g</p>\n<blockquote>\n<pre><code>&lt;div markdown=\"1\"&gt;\n</code></pre>\n</blockquote>\n</div>\n<p><em>h</em></p>\n",
            ),
            // Addresses may hold spaces.
            (
                "![a](/b c/d e.jpg) [f](g (h) i \"J k\")\n[l m]\n\n[l m]: n o.pdf 'P'\n [q]: r s\n",
                "<p><img src=\"/b%20c/d%20e.jpg\" alt=\"a\" /> <a href=\"g%20(h)%20i\" title=\"J k\">f</a>\n<a href=\"n%20o.pdf\" title=\"P\">l m</a></p>\n",
            ),
            (
                "[![a](b c)](d e) [f](g (h))\n\n`[i](j k)`\n\n    [l](m n)\n",
                "<p><a href=\"d%20e\"><img src=\"b%20c\" alt=\"a\" /></a> <a href=\"g%20(h)\">f</a></p>\n<p><code>[i](j k)</code></p>\n<pre><code>[l](m n)\n</code></pre>\n",
            ),
            (
                "\\[a](b c) a](b c) [a](b \"c\" d) [a](b \"c d\") [a] (b c)\n",
                "<p>[a](b c) a](b c) [a](b \"c\" d) <a href=\"b\" title=\"c d\">a</a> [a] (b c)</p>\n",
            ),
            (
                "a[^b](c d)\n[g]: h i\n\n[^b]: e f\n",
                "<p>a<sup id=\"fnref:b\"><a href=\"#fn:b\">1</a></sup>(c d)\n[g]: h i</p>\n<hr />\n<ol>\n<li id=\"fn:b\">\n<p>e f <a href=\"#fnref:b\">↩</a></p>\n</li>\n</ol>\n",
            ),
            // A list of the other kind is one in the item above it.
            (
                "1. a\n  - b\n  - c\n2. d\n- e\n3. f\n",
                "<ol>\n<li>a\n<ul>\n<li>b</li>\n<li>c</li>\n</ul>\n</li>\n<li>d\n<ul>\n<li>e</li>\n</ul>\n</li>\n<li>f</li>\n</ol>\n",
            ),
            (
                "- a\n 1. b\n  more\n 2. c\n- d\n\n10. e\nmore\n   * f\n     ```\n     g\n     ```\n",
                "<ul>\n<li>a\n<ol>\n<li>b\nmore</li>\n<li>c</li>\n</ol>\n</li>\n<li>d</li>\n</ul>\n<ol start=\"10\">\n<li>e\nmore\n<ul>\n<li>f\n<pre><code>g\n</code></pre>\n</li>\n</ul>\n</li>\n</ol>\n",
            ),
            (
                "1. a\n\n  - b\n\n2. c\n",
                "<ol>\n<li>a</li>\n</ol>\n<ul>\n<li>b</li>\n</ul>\n<ol start=\"2\">\n<li>c</li>\n</ol>\n",
            ),
            (
                "1. a. b\n\n  - c\n  - d\n2. e\n\n- f. g\n2. h\n",
                "<ol>\n<li>a. b</li>\n</ol>\n<ul>\n<li>c</li>\n<li>d</li>\n</ul>\n<ol start=\"2\">\n<li>e</li>\n</ol>\n<ul>\n<li>f. g</li>\n</ul>\n<ol start=\"2\">\n<li>h</li>\n</ol>\n",
            ),
            // Backslashes end lines.
            (
                "a\\\\\nb \\\\ c\\\\\\\\\nd\\\\\n\n`e\\\\\nf`\n",
                "<p>a<br />\nb \\ c\\<br />\nd\\</p>\n<p><code>e\\\\ f</code></p>\n",
            ),
            (
                "$$\na \\\\\nb\n$$\n\nc\\\\\nd\n",
                "<p>\\[a \\\\\nb\\]</p>\n<p>c<br />\nd</p>\n",
            ),
            // Abbreviations are told where they stand.
            (
                "HTML, XHTML, **HTML** and `HTML` [HTML](/HTML)\n\n*[HTML]: Hyper \"Text\"\n*[UN]: United Nations\n",
                "<p><abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr>, XHTML, <strong><abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr></strong> and <code>HTML</code> <a href=\"/HTML\"><abbr title=\"Hyper &quot;Text&quot;\">HTML</abbr></a></p>\n",
            ),
        ] {
            let common = common(markdown);
            let found = to_html_by(&common, Flavour::Kramdown, &Rules::default());
            assert_eq!(found, html, "{markdown}\n{common}");
        }
    }

    #[test]
    fn links_stay_where_abbreviations_stand() {
        let definitions = "\n\n[HTML]: /h\n[HTML a]: /a\n\n*[HTML]: b\n";
        let abbreviation = "<abbr title=\"b\">HTML</abbr>";
        for (markdown, html) in [
            ("[HTML]", "<a href=\"/h\">…</a>"),
            ("[HTML][]", "<a href=\"/h\">…</a>"),
            ("[HTML a]", "<a href=\"/a\">… a</a>"),
            ("[HTML][HTML a]", "<a href=\"/a\">…</a>"),
            (
                "<https://e.org/HTML/a>",
                "<a href=\"https://e.org/HTML/a\">https://e.org/HTML/a</a>",
            ),
            ("HTML_DOC A_HTML HTML.", "HTML_DOC A_HTML …."),
        ] {
            let common = common(&[markdown, definitions].concat()).into_owned();
            let found = to_html_by(&common, Flavour::Kramdown, &Rules::default());
            let html = html.replace('…', abbreviation);
            assert_eq!(found, format!("<p>{html}</p>\n"), "{common}");
        }
    }

    #[test]
    fn reads_no_text_again_and_again() {
        for text in [
            "$$",
            "$$a\n\n",
            "|",
            "a|b\n",
            "a|b\n\n",
            "`|",
            "|`a``\n",
            "<code|",
            "<div markdown=\"1\">",
            "<p markdown=\"1\">a\n</b>",
            "*[a]: b\na\n",
            "[a](b ",
            "[a](b c)",
            "[a](b \"c",
            "[[",
            "[a]: b c\n",
            "\\\\\n",
            "1. a\n- b\n",
            "- 1. a\n",
            "> 1. a\n> - b\n",
        ] {
            common(&text.repeat(5_000));
        }
        let table = ["a|".repeat(5_000), "\na|b".repeat(5_000)].concat();
        assert!(common(&table).len() < 3 * table.len() + 50_000);
        for text in ["![a](b){:", "){: title=\"", "![a](b){: width=\"3\"}"] {
            let marked = with_marks(&text.repeat(5_000)).into_owned();
            to_html_by(&marked, Flavour::Kramdown, &Rules::default());
        }
    }
}

//! HTML to Markdown, where it says the same.

use std::borrow::Cow;
use std::sync::LazyLock;

use htmd::HtmlToMarkdown;
use regex_lite::Regex;

use super::alignment::aligned;
use super::code::code;
use super::converter::{CONVERTERS, without_references};
use super::part::parts;
use super::said::{Said, said};
use super::to_html;
use crate::text::html::{
    Preformatted, decoded, escape, in_blocks, is_excessive, is_harmless, is_outgrown, preformatted,
    with_code,
};
use crate::text::ranges::holding;
use crate::text::token::{Token, Tokens};

/// What begins a line by chance, behind the marks of quotations and items.
static CHANCE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"(?m)^((?:[ >]|\*   |\d+\.  )*)(?:(\d{1,9})(\))|([-+=]))")
        .expect("a regular expression")
});

/// Elements whose text stays as it is.
const CODE: [&str; 2] = ["code", "pre"];

/// What stands between two lists, which would be one otherwise.
pub(crate) const SEPARATOR: &str = "<!-- -->";

/// Returns the Markdown of HTML, if it can be said in it, or some of its blocks can: the others stay HTML among them.
///
/// ```
/// use feedmatter::text::markdown;
///
/// let html = "<p>Some <em>words</em>.</p>";
/// assert_eq!(markdown::of_html(html).as_deref(), Some("Some *words*."));
/// ```
pub fn of_html(html: &str) -> Option<String> {
    // The crate goes into elements by calling itself.
    if is_excessive(html) {
        return None;
    }
    // What the others say in elements, some programs leave out: they are for the blocks that need them.
    let (best, others) = CONVERTERS.split_at(1);
    whole(html, best)
        .or_else(|| by_parts(html))
        .or_else(|| whole(html, others))
}

fn by_parts(html: &str) -> Option<String> {
    let parts = parts(html).filter(|parts| parts.len() > 1)?;
    let mut has_markdown = false;
    let mut blocks = Vec::with_capacity(parts.len());
    let mut list_before = None;
    for part in parts {
        let markdown = whole(part, &*CONVERTERS);
        has_markdown |= markdown
            .as_ref()
            .is_some_and(|markdown| !markdown.is_empty());
        let list = markdown.as_ref().and_then(|_| list_of(part));
        if list.is_some() && list == list_before {
            blocks.push(Cow::Borrowed(SEPARATOR));
        }
        list_before = list;
        blocks.push(markdown.map_or_else(|| in_blocks(part), Cow::Owned));
    }
    let markdown = blocks.join("\n\n");
    let is_same = || says_the_same(&markdown, html, &said(html), &preformatted(html));
    (has_markdown && is_same()).then_some(markdown)
}

/// Returns the element of a list, if a part is one.
fn list_of(part: &str) -> Option<&'static str> {
    match Tokens::new(part, 0).next()?.1 {
        Token::Start(tag) => ["ol", "ul"]
            .into_iter()
            .find(|list| tag.name.eq_ignore_ascii_case(list)),
        _ => None,
    }
}

fn whole(html: &str, converters: &[HtmlToMarkdown]) -> Option<String> {
    if is_outgrown(html) {
        return None;
    }
    let blocks = preformatted(html);
    if blocks.iter().any(|block| !block.is_plain) {
        return None;
    }
    // Within a body, frames are not elements either.
    let body = format!("<body>{}", with_code(html, &blocks));
    let said = said(html);
    let markdown = |body: &str| {
        let mut markdown = converters
            .iter()
            .filter_map(|converter| Some(with_words(aligned(converter.convert(body).ok()?, html))));
        markdown.find_map(|markdown| sound(markdown, html, &said, &blocks))
    };
    markdown(&body).or_else(|| markdown(&with_spoken_references(&body)?))
}

/// Returns Markdown in which words and addresses that a line joins are as they were: the crate escapes every `_`, and between
/// letters none is a mark. In a bare address, Hugo takes the escape for its end.
fn with_words(markdown: String) -> String {
    if !markdown.contains("\\_") {
        return markdown;
    }
    let code = if markdown.contains('`') {
        code(&markdown)
    } else {
        Vec::new()
    };
    let mut out = String::with_capacity(markdown.len());
    let mut copied = 0;
    for (at, _) in markdown.match_indices("\\_") {
        let is_between = markdown[..at].ends_with(char::is_alphanumeric)
            && markdown[at + 2..].starts_with(char::is_alphanumeric);
        if is_between && holding(&code, at).is_none() {
            out.push_str(&markdown[copied..at]);
            copied = at + 1;
        }
    }
    out + &markdown[copied..]
}

/// Returns Markdown that says what HTML does, if it does so once no mark in it is one by chance.
fn sound(markdown: String, html: &str, said: &Said, blocks: &[Preformatted<'_>]) -> Option<String> {
    let is_same = |markdown: &str| says_the_same(markdown, html, said, blocks);
    if is_same(&markdown) {
        return Some(markdown);
    }
    let is_struck = said.1.iter().any(|own| own == "del");
    without_chance_marks(&markdown, is_struck).filter(|markdown| is_same(markdown))
}

/// Returns HTML whose text, but for code, has one reference more where it speaks of one, if it does: the crate does not escape
/// `&amp;` that is text.
fn with_spoken_references(html: &str) -> Option<String> {
    if !html.contains("&amp;") && !html.contains("&#") {
        return None;
    }
    let mut out = String::with_capacity(html.len());
    let mut code = 0_usize;
    for (range, token) in Tokens::new(html, 0) {
        let is_code = |name: &str| CODE.iter().any(|own| name.eq_ignore_ascii_case(own));
        match token {
            Token::Start(tag) if is_code(tag.name) => code += 1,
            Token::End(name) if is_code(name) => code = code.saturating_sub(1),
            _ => {}
        }
        let text = match token {
            Token::Text(text) if code == 0 => decoded(text),
            _ => Cow::Borrowed(""),
        };
        let escaped = without_references(&text);
        if escaped.len() == text.len() {
            out.push_str(&html[range]);
        } else {
            out.push_str(&escape(&escaped));
        }
    }
    (out != html).then_some(out)
}

/// Returns whether Markdown says what HTML does. The crate does not escape all that means something: text could come back as
/// markup, and as a script.
fn says_the_same(markdown: &str, html: &str, said: &Said, blocks: &[Preformatted<'_>]) -> bool {
    let back = to_html(markdown);
    self::said(&back) == *said
        && are_alike(&preformatted(&back), blocks)
        && (is_harmless(&back) || !is_harmless(html))
}

/// Returns whether preformatted text is the same.
fn are_alike(one: &[Preformatted<'_>], other: &[Preformatted<'_>]) -> bool {
    let other = other.iter().map(|block| &block.text);
    one.iter().map(|block| &block.text).eq(other)
}

/// Returns Markdown in which marks by chance are text, if there are any: no converter begins a line with these, nor has it others
/// for what is struck than those.
fn without_chance_marks(markdown: &str, is_struck: bool) -> Option<String> {
    if markdown.contains("```") {
        return None;
    }
    let mut out = CHANCE.replace_all(markdown, "$1$2\\$3$4");
    if !is_struck && !out.contains('`') && out.matches('~').nth(1).is_some() {
        out = Cow::Owned(out.replace("\\~", "~").replace('~', "\\~"));
    }
    (out != markdown).then(|| out.into_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn says_the_same_or_nothing() {
        for (html, expected) in [
            (
                "one<strong> </strong>two<em>&nbsp;</em>three",
                "one two\u{a0}three",
            ),
            ("<i>not</i><b> </b>to be", "*not* to be"),
            (
                "<p>a<a href=\"b(c)?d=&amp;amp;\" title='e \"f\"'> g</a></p>",
                "a [g](b%28c%29?d=&amp;amp; 'e \"f\"')",
            ),
            (
                "<strong>„Zitat,“</strong>sagte <b>er</b>",
                "<strong>„Zitat,“</strong>sagte **er**",
            ),
            (
                "彼は<strong>「はい」</strong>と",
                "彼は<strong>「はい」</strong>と",
            ),
            ("<b>Note:</b> a", "**Note:** a"),
            (
                "<p>a_b_c, _d_ <code>e\\_f</code> at https://g.example/h_i?j=_k</p>",
                "a_b_c, \\_d\\_ `e\\_f` at https://g.example/h_i?j=\\_k",
            ),
            (
                "<p><b>Note:</b> a</p><p>b<br>c</p><p><b>d.</b>e<br>f</p>",
                "**Note:** a\n\nb  \nc\n\n<b>d.</b>e  \nf",
            ),
            (
                "<p>Write &amp;amp; for <i>&amp;</i>, &amp;nbsp; and &#38;lt;, in <code>&amp;amp;</code></p>",
                "Write &amp;amp; for *&*, &amp;nbsp; and &amp;lt;, in `&amp;`",
            ),
            ("<b>a</b><i>b</i>", "**a***b*"),
            (
                "<b><strong>a</strong></b> <i><b><i>b</i></b></i>",
                "**a** ***b***",
            ),
            (
                "<ul><li>a</li></ul><ul><li>b</li></ul><ol><li>c</li></ol><p>d</p><ol><li>e</li></ol><div><ol><li>f</li></ol></div>",
                "*   a\n\n<!-- -->\n\n*   b\n\n1.  c\n\nd\n\n1.  e\n\n<!-- -->\n\n1.  f",
            ),
            ("<h2>a<br>b</h2>", "## a<br>b"),
            ("<q>To be</q> <u>or</u>", "<q>To be</q> <u>or</u>"),
            (
                "<p>a<img src=\"b\" width=\"1\" height=\"1\" alt=\"c\"></p><p><a href=\"d|e\">f</a></p>",
                "a\n\n[f](d%7Ce)",
            ),
            ("<p>---</p><p>+</p><p>= a</p>", "\\---\n\n\\+\n\n\\= a"),
            (
                "<p>1) <b>a</b></p><ul><li>2) b</li><li>-</li></ul><blockquote><p>30) c</p></blockquote>",
                "1\\) **a**\n\n*   2\\) b\n*   \\-\n\n> 30\\) c",
            ),
            ("<p>a ~~b~~ ~c~</p>", "a \\~\\~b\\~\\~ \\~c\\~"),
            (
                "<img src=\"a b\" alt=\"*c* [d]\">",
                "![\\*c\\* \\[d\\]](a%20b)",
            ),
            (
                "<table><tr><th>a</th></tr><tr><td>1 Road<br>Town</td></tr></table>",
                "| a              |\n| -------------- |\n| 1 Road<br>Town |",
            ),
            (
                "<figure><a href=\"b\"><div><picture><source type=\"image/webp\" srcset=\"c\"><img src=\"d\" alt=\"e\"></picture></div></a><figcaption>f</figcaption></figure><p>g</p>",
                "[![e](d)](b)\n\nf\n\ng",
            ),
            ("<ol start=\"3\"><li>a</li></ol>", "3.  a"),
            (
                "<ul><li><input type=\"checkbox\" checked disabled> a</li><li><p><input type=checkbox>b</p></li></ul>",
                "*   [x] a\n*   [ ] b",
            ),
            (
                "<table><thead><tr><th style=\"text-align: left\">a</th><th align=right>b</th><th align=center>c</th><th>d</th></tr></thead><tbody><tr><td style=\"text-align: left\">long</td><td align=right>f</td><td align=center>longer</td><td>h</td></tr></tbody></table>",
                "| a    | b | c      | d |\n| :--- | -: | :----: | - |\n| long | f | longer | h |",
            ),
            (
                "Press <kbd>Ctrl</kbd>, <mark>or</mark> <abbr title=\"a &quot;b&quot;\">c</abbr> <abbr>d</abbr>",
                "Press <kbd>Ctrl</kbd>, <mark>or</mark> <abbr title=\"a &quot;b&quot;\">c</abbr> <abbr>d</abbr>",
            ),
            (
                "<p>a <b>b</b></p><table><tbody><tr><td>c\n\n*d*</td></tr></tbody></table>\n<p>e</p>",
                "a **b**\n\n<table><tbody><tr><td>c\n*d*</td></tr></tbody></table>\n\ne",
            ),
            (
                "<div><div><h2>a</h2>b <video src=\"c\"></video><hr></div><pre>d\n\n<p>e</p></pre></div><section><dl><dt>f</dt><dd>g</dd></dl>h</section>",
                "## a\n\n<div>b <video src=\"c\"></video></div>\n\n* * *\n\n<pre>d\n&#10;<p>e</p></pre>\n\n<dl><dt>f</dt><dd>g</dd></dl>\n\nh",
            ),
        ] {
            assert_eq!(of_html(html).as_deref(), Some(expected), "{html}");
        }
        for html in [
            "<table><tr><th>a</th></tr><tr><td><ul><li>b</li><li>c</li></ul></td></tr></table>",
            "<code>rm <em>file</em></code>",
            "<pre><code>let <a href=\"b\">x</a></code></pre>",
            "<a href=\"b\"><h3>h</h3></a>",
            "<details><summary>a</summary>b</details>",
            "<ol reversed><li>a</li></ol>",
            "<ol type=\"a\"><li>a</li></ol>",
            "<ol><li value=\"7\">a</li></ol>",
            "<p>a <input type=checkbox> b</p>",
            "<table><tr><th>a</th></tr><tr><td align=right>b</td></tr></table>",
            "<dl><dt>a</dt><dd>b</dd></dl>",
            "<p>a</p><div><details>b</div></details>",
        ] {
            assert_eq!(of_html(html), None, "{html}");
        }
    }
}

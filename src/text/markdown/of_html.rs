//! HTML to Markdown, where it says the same.

use std::sync::LazyLock;

use htmd::element_handler::Handlers;
use htmd::{Element, HtmlToMarkdown};

use super::{escaped, is_reference, to_html};
use crate::text::html::{
    self, Preformatted, collapse, is_excessive, is_harmless, is_outgrown, preformatted, to_lines,
    with_code,
};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::url;

/// Returns the Markdown of HTML, if it can be said in it.
pub(crate) fn of_html(html: &str) -> Option<String> {
    // The crate goes into elements by calling itself.
    if is_excessive(html) || is_outgrown(html) {
        return None;
    }
    let blocks = preformatted(html);
    if blocks.iter().any(|block| !block.is_plain) {
        return None;
    }
    // Within a body, frames are not elements either.
    let body = format!("<body>{}", with_code(html, &blocks));
    let said = said(html);
    CONVERTERS
        .iter()
        .enumerate()
        .find_map(|(attempt, converter)| {
            let markdown = converter.convert(&body).ok()?;
            let markdown = if attempt == 0 {
                markdown
            } else {
                without_chance_marks(markdown)
            };
            // The crate does not escape all that means something: text could come back as markup, and as a script.
            let back = to_html(&markdown);
            let is_same = self::said(&back) == said
                && are_alike(&preformatted(&back), &blocks)
                && (is_harmless(&back) || !is_harmless(html));
            is_same.then_some(markdown)
        })
}

/// Returns whether preformatted text is the same.
fn are_alike(one: &[Preformatted<'_>], other: &[Preformatted<'_>]) -> bool {
    let other = other.iter().map(|block| &block.text);
    one.iter().map(|block| &block.text).eq(other)
}

/// With marks for all that is emphasised; for words alone, since marks beside punctuation are text; and for nothing.
static CONVERTERS: LazyLock<[HtmlToMarkdown; 3]> = LazyLock::new(|| {
    let is_word = |text: &str| {
        let is_letter = |c: Option<char>| c.is_some_and(char::is_alphanumeric);
        is_letter(text.chars().next()) && is_letter(text.chars().next_back())
    };
    [
        converter(|_| true, false),
        converter(is_word, true),
        converter(|_| false, true),
    ]
});

/// Returns a converter that has marks for such emphasised text, and line ends as elements where they are wanted so. What
/// Markdown has no mark for stays an element in it.
fn converter(is_marked: fn(&str) -> bool, has_line_ends: bool) -> HtmlToMarkdown {
    let element = |handlers: &dyn Handlers, element: Element<'_>| {
        Some(in_element(element.tag, &content(handlers, &element)).into())
    };
    let struck = |handlers: &dyn Handlers, element: Element<'_>| {
        Some(format!("~~{}~~", content(handlers, &element)).into())
    };
    let emphasised = move |handlers: &dyn Handlers, element: Element<'_>| {
        let content = content(handlers, &element);
        let mark = match element.tag {
            "b" | "strong" => "**",
            _ => "*",
        };
        let marked = |text: &str| match text {
            "" => String::new(),
            text if is_marked(text) => format!("{mark}{text}{mark}"),
            text => in_element(element.tag, text),
        };
        Some(within_spaces(&content, marked).into())
    };
    let link = |handlers: &dyn Handlers, element: Element<'_>| {
        let content = content(handlers, &element);
        let Some(address) = value(&element, "href") else {
            return Some(content.into());
        };
        let end = end_of_address(address, &element);
        Some(within_spaces(&content, |text| format!("[{text}]{end}")).into())
    };
    let picture = |_: &dyn Handlers, element: Element<'_>| {
        let end = end_of_address(value(&element, "src")?, &element);
        let shown = value(&element, "alt").unwrap_or_default();
        Some(format!("![{}]{end}", escaped(&collapse(shown))).into())
    };
    let line_end = move |handlers: &dyn Handlers, element: Element<'_>| {
        if has_line_ends {
            Some("<br>".to_owned().into())
        } else {
            handlers.fallback(element)
        }
    };
    HtmlToMarkdown::builder()
        .add_handler(vec!["ins", "q", "sub", "sup"], element)
        .add_handler(vec!["del", "s", "strike"], struck)
        .add_handler(vec!["b", "em", "i", "strong"], emphasised)
        .add_handler(vec!["a"], link)
        .add_handler(vec!["img"], picture)
        .add_handler(vec!["br"], line_end)
        .build()
}

fn content(handlers: &dyn Handlers, element: &Element<'_>) -> String {
    handlers.walk_children(element.node).content
}

fn in_element(tag: &str, content: &str) -> String {
    format!("<{tag}>{content}</{tag}>")
}

/// Returns something else in place of a text, between the spaces at its ends.
fn within_spaces(content: &str, other: impl Fn(&str) -> String) -> String {
    let text = content.trim();
    let start = content.len() - content.trim_start().len();
    let (before, behind) = (&content[..start], &content[start + text.len()..]);
    [before, &other(text), behind].concat()
}

fn value<'a>(element: &Element<'a>, name: &str) -> Option<&'a str> {
    let own = element.attrs.iter().find(|own| &*own.name.local == name);
    own.map(|own| &*own.value)
}

/// Returns the address of a link or a picture in its brackets, with its title.
fn end_of_address(address: &str, element: &Element<'_>) -> String {
    let address = without_references(&destination(address));
    let title = value(element, "title").map(collapse).unwrap_or_default();
    if title.is_empty() {
        return format!("({address})");
    }
    let title = title.replace('\\', "\\\\").replace('"', "\\\"");
    format!("({address} \"{}\")", without_references(&title))
}

/// Returns an address without what could end it. Escaped parentheses are not read everywhere.
fn destination(address: &str) -> String {
    let mut out = String::with_capacity(address.len());
    for c in address.trim().chars() {
        match c {
            '\t' | '\n' | '\r' => {}
            c if c.is_ascii_control() || " ()<>\\\"".contains(c) => {
                out.push_str(&format!("%{:02X}", u32::from(c)))
            }
            c => out.push(c),
        }
    }
    out
}

/// Returns a text in which nothing is a reference.
fn without_references(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for (index, c) in text.char_indices() {
        out.push(c);
        out.push_str(if c == '&' && is_reference(&text[index..]) {
            "amp;"
        } else {
            ""
        });
    }
    out
}

/// Returns Markdown in which lines that begin with a mark by chance are text: no converter begins any with these.
fn without_chance_marks(markdown: String) -> String {
    let is_mark = |line: &str| line.trim_start().starts_with(['-', '+', '=']);
    if markdown.contains("```") || !markdown.lines().any(is_mark) {
        return markdown;
    }
    let lines = markdown.split_inclusive('\n').flat_map(|line| {
        let start = line.len() - line.trim_start().len();
        let (before, text) = line.split_at(start);
        [before, if is_mark(line) { "\\" } else { "" }, text]
    });
    lines.collect()
}

/// Elements that hold text apart from other text, and those of them that always have an end tag.
const BLOCKS: &str = " blockquote details h1 h2 h3 h4 h5 h6 hr li ol table td tr ul ";
const CLOSED: &str = " blockquote h1 h2 h3 h4 h5 h6 ol table ul ";

/// Elements in a line without which its text means something else.
const INLINE: &str = " audio del img ins q ruby source sub sup video ";

/// How items are numbered. Of these, Markdown has the first alone.
const NUMBERS: [&str; 4] = ["start", "reversed", "type", "value"];

/// Returns what HTML says: the lines of text that it shows and the blocks in which they stand, and then the elements in lines,
/// the addresses and the texts of pictures.
fn said(html: &str) -> (Vec<String>, Vec<String>) {
    let (mut lines, mut meanings) = (Vec::new(), Vec::new());
    let mut start = 0;
    let mut push_lines = |lines: &mut Vec<String>, end: usize, next: usize| {
        let text = to_lines(&html[start..end]);
        let text = text.lines().map(str::trim);
        lines.extend(text.filter(|line| !line.is_empty()).map(str::to_owned));
        start = next;
    };
    for (range, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) => {
                let name = usual(tag.name);
                if is_of(BLOCKS, name) {
                    push_lines(&mut lines, range.start, range.end);
                    let numbers = NUMBERS.iter().filter_map(|own| tag.attribute(own));
                    let numbers = numbers.filter(|number| is_of(" li ol ", name) && *number != "1");
                    lines.push(format!("<{name}>"));
                    lines.extend(numbers.map(str::to_owned));
                }
                push_meanings(&mut meanings, &tag);
            }
            Token::End(name) if is_of(CLOSED, name) => {
                push_lines(&mut lines, range.start, range.end);
                lines.push(format!("</{name}>"));
            }
            _ => {}
        }
    }
    push_lines(&mut lines, html.len(), html.len());
    (lines, meanings)
}

fn push_meanings(meanings: &mut Vec<String>, tag: &Tag<'_>) {
    let name = usual(tag.name);
    if is_of(INLINE, name) {
        meanings.push(name.to_owned());
    }
    let value = |name| tag.attribute(name).map(html::decoded);
    let shown = value("alt").unwrap_or_default();
    meanings.extend(Some(collapse(&shown).into_owned()).filter(|shown| !shown.is_empty()));
    if let Some(address) = value("href").or_else(|| value("src")) {
        // In one spelling, be it relative or not.
        meanings.extend(url::to_uri(&format!("at:{}", destination(&address))));
    }
}

fn usual(name: &str) -> &str {
    match name {
        "s" | "strike" => "del",
        "th" => "td",
        name => name,
    }
}

fn is_of(names: &str, name: &str) -> bool {
    names.split(' ').any(|own| own == name) && !name.is_empty()
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
                "a [g](b%28c%29?d=&amp;amp; \"e \\\"f\\\"\")",
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
            ("<b>a</b><i>b</i>", "**a***b*"),
            ("<h2>a<br>b</h2>", "## a<br>b"),
            ("<q>To be</q>", "<q>To be</q>"),
            ("<p>---</p><p>+</p><p>= a</p>", "\\---\n\n\\+\n\n\\= a"),
            (
                "<img src=\"a b\" alt=\"*c* [d]\">",
                "![\\*c\\* \\[d\\]](a%20b)",
            ),
            (
                "<table><tr><th>a</th></tr><tr><td>1 Road<br>Town</td></tr></table>",
                "| a              |\n| -------------- |\n| 1 Road<br>Town |",
            ),
            ("<ol start=\"3\"><li>a</li></ol>", "3.  a"),
        ] {
            assert_eq!(of_html(html).as_deref(), Some(expected), "{html}");
        }
        for html in [
            "<table><tr><th>a</th></tr><tr><td><ul><li>b</li><li>c</li></ul></td></tr></table>",
            "<code>rm <em>file</em></code>",
            "<pre><code>let <a href=\"b\">x</a></code></pre>",
            "<ol><li>a</li></ol><ol><li>b</li></ol>",
            "<a href=\"b\"><h3>h</h3></a>",
            "<details><summary>a</summary>b</details>",
            "<ol reversed><li>a</li></ol>",
            "<ol type=\"a\"><li>a</li></ol>",
            "<ol><li value=\"7\">a</li></ol>",
        ] {
            assert_eq!(of_html(html), None, "{html}");
        }
    }
}

//! HTML for a file of Markdown, which every program that reads it leaves as it is.

use std::borrow::Cow;

use super::is_void;
use crate::text::start_of;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Elements that begin a block of HTML, for [CommonMark](https://spec.commonmark.org/0.31.2/#html-blocks) as for kramdown. That
/// of `pre` ends with its end tag, even if something follows on the line.
const BLOCKS: [&str; 21] = [
    "article",
    "aside",
    "blockquote",
    "details",
    "div",
    "dl",
    "figure",
    "footer",
    "h1",
    "h2",
    "h3",
    "h4",
    "h5",
    "h6",
    "header",
    "hr",
    "ol",
    "p",
    "section",
    "table",
    "ul",
];

/// Returns HTML that Markdown leaves as it is: in blocks, each from the beginning of a line to a blank one. If it is something
/// else, a `div` makes one block of it. A blank line in a block becomes none, or a reference where it is text. What a reader of
/// HTML sees is the same.
pub(crate) fn in_blocks(html: &str) -> Cow<'_, str> {
    let blocks = blocks_of(html);
    match without_tables(&blocks) {
        Some(text) => Cow::Owned(text),
        None => blocks,
    }
}

/// Returns blocks without what markdown-it, which looks for tables first, takes for the head of one, if there is such.
fn without_tables(blocks: &str) -> Option<String> {
    let is_below_head =
        |line: &str| line.contains('-') && line.trim().chars().all(|c| "|:- \t".contains(c));
    let mut out = String::new();
    let mut copied = 0;
    let mut start = 0;
    let mut begins_block = true;
    let mut lines = blocks.split_inclusive('\n').peekable();
    while let Some(line) = lines.next() {
        let end = start + line.len();
        if begins_block
            && line.contains('|')
            && lines.peek().is_some_and(|next| is_below_head(next))
        {
            out.extend([&blocks[copied..start], &line.replace('|', "&#124;")]);
            copied = end;
        }
        begins_block = is_blank(line);
        start = end;
    }
    (copied > 0).then(|| out + &blocks[copied..])
}

fn blocks_of(html: &str) -> Cow<'_, str> {
    // A parser of HTML takes them for line feeds, and Markdown for ends of lines as well.
    if html.contains('\r') {
        let html = html.replace("\r\n", "\n").replace('\r', "\n");
        return Cow::Owned(blocks_of(&html).into_owned());
    }
    let is_in_blocks = stands_in_blocks(html);
    if is_in_blocks && !has_blank_line(html) {
        return Cow::Borrowed(html);
    }
    let text = html.trim();
    if text.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 16);
    let mut open = usize::from(!is_in_blocks);
    out.push_str(if is_in_blocks { "" } else { "<div>" });
    let mut preformatted = 0_usize;
    for (range, token) in Tokens::new(text, 0) {
        let source = &text[range];
        match token {
            Token::Start(tag) => {
                push_tag(&mut out, source, &tag);
                if !is_void(tag.name) {
                    open += 1;
                    preformatted += usize::from(is_preformatted(tag.name));
                }
            }
            Token::End(name) => {
                out.push_str(source);
                open = open.saturating_sub(1);
                preformatted = preformatted.saturating_sub(usize::from(is_preformatted(name)));
            }
            Token::Text(_) if preformatted > 0 => push_lines(&mut out, source, "&#10;"),
            // Between blocks.
            Token::Text(_) if open == 0 => out.push_str(source),
            _ => push_lines(&mut out, source, ""),
        }
    }
    out.push_str(if is_in_blocks { "" } else { "</div>" });
    out.push_str(if html.ends_with('\n') { "\n" } else { "" });
    if out == html {
        Cow::Borrowed(html)
    } else {
        Cow::Owned(out)
    }
}

/// Returns whether markup is nothing but such elements, each from the beginning of a line or behind another.
fn stands_in_blocks(html: &str) -> bool {
    let mut open: Vec<&str> = Vec::new();
    // What stood before, outside of all of them, is a line end or a tag.
    let mut is_at_start = true;
    let mut is_behind_preformatted = false;
    for (range, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) => {
                let begins_block = BLOCKS.contains(&tag.name)
                    || is_preformatted(tag.name)
                        && (range.start == 0 || html[..range.start].ends_with('\n'));
                // The block of the outer one ends with the inner one.
                if is_preformatted(tag.name) && open.first().is_some_and(|own| is_preformatted(own))
                {
                    return false;
                }
                if open.is_empty() && !(begins_block && is_at_start && !is_behind_preformatted) {
                    return false;
                }
                if !is_void(tag.name) {
                    open.push(tag.name);
                }
            }
            Token::End(name) => {
                if open.pop() != Some(name) {
                    return false;
                }
                is_at_start = true;
                is_behind_preformatted = open.is_empty() && is_preformatted(name);
            }
            Token::Text(text) if open.is_empty() => {
                is_at_start = text.ends_with('\n');
                is_behind_preformatted &= !text.contains('\n');
                if !text.trim_matches([' ', '\t', '\n']).is_empty() {
                    return false;
                }
            }
            Token::Text(_) => {}
            _ => return false,
        }
    }
    open.is_empty()
}

fn is_preformatted(name: &str) -> bool {
    name.eq_ignore_ascii_case("pre")
}

fn has_blank_line(text: &str) -> bool {
    let mut lines = text.split('\n').skip(1).peekable();
    while let Some(line) = lines.next() {
        if lines.peek().is_some() && is_blank(line) {
            return true;
        }
    }
    false
}

fn is_blank(line: &str) -> bool {
    line.bytes()
        .all(|byte| byte.is_ascii_whitespace() || byte == b'\x0b')
}

/// Writes a tag. A blank line in a value is text.
fn push_tag(out: &mut String, source: &str, tag: &Tag<'_>) {
    let mut copied = 0;
    for value in tag.attributes().map(|attribute| attribute.value) {
        if has_blank_line(value) {
            let start = start_of(value, source);
            push_lines(out, &source[copied..start], "");
            push_lines(out, value, "&#10;");
            copied = start + value.len();
        }
    }
    push_lines(out, &source[copied..], "");
}

/// Writes a text with something in place of the end of each blank line; without the line if that is nothing.
fn push_lines(out: &mut String, text: &str, end: &str) {
    let mut lines = text.split('\n').peekable();
    out.push_str(lines.next().unwrap_or_default());
    let mut before = "\n";
    while let Some(line) = lines.next() {
        let is_blank = lines.peek().is_some() && is_blank(line);
        if is_blank && end.is_empty() {
            continue;
        }
        out.extend([before, line]);
        before = if is_blank { end } else { "\n" };
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::text::{html, markdown};

    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "a",
            "*b*",
            "\n",
            "\n\n",
            "\r",
            "    ",
            " ",
            "- ",
            "> ",
            "```\n",
            "# ",
            "[c](javascript:d)",
            "&lt;e>",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<pre>",
            "</pre>",
            "<pre><code>",
            "</code></pre>",
            "<ul><li>",
            "</li></ul>",
            "<hr>",
            "<br>",
            "<img src=\"f\" alt=\"g\n\n*h*\">",
            "<table><tr><td>",
            "</td></tr></table>",
            "<h1>",
            "</h1>",
            "<!-- i -->",
            "<details>",
            "</details>",
            "<section>",
            "</section>",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::with_cases(2_000) })]
        #[test]
        fn is_html_whatever_it_is(pieces in proptest::collection::vec(piece(), 0..16)) {
            let html = pieces.concat();
            let clean = html::sanitise(&html, || None);
            let blocks = in_blocks(clean.trim());
            prop_assert!(blocks.is_empty() || markdown::is_html(&blocks), "{:?}", blocks);
            prop_assert_eq!(in_blocks(&blocks), blocks.clone());
            prop_assert_eq!(html::to_text(&blocks), html::to_text(&clean));
        }
    }

    #[test]
    fn markdown_leaves_it_as_it_is() {
        for (html, expected) in [
            ("<p>One</p>\n<p>Two</p>\n", "<p>One</p>\n<p>Two</p>\n"),
            (
                "<p>One</p>\n\n<hr>\n<h2>Two</h2>\n",
                "<p>One</p>\n\n<hr>\n<h2>Two</h2>\n",
            ),
            (
                "<p>One</p>\n\n    <p>two</p>\n\n[three](javascript:x)\n",
                "<div><p>One</p>\n    <p>two</p>\n[three](javascript:x)</div>\n",
            ),
            ("<p>One</p> *two*", "<div><p>One</p> *two*</div>"),
            ("<b>*one*</b>\n", "<div><b>*one*</b></div>\n"),
            ("*one*\r\r# two", "<div>*one*\n# two</div>"),
            ("<p>a\n \n*b*</p>\n", "<p>a\n*b*</p>\n"),
            (
                "<pre><code>a\n\n\n  *b*\n \nc</code></pre>\n<p>d</p>",
                "<pre><code>a\n&#10;&#10;  *b*\n &#10;c</code></pre>\n<p>d</p>",
            ),
            ("<pre>\n\na</pre>", "<pre>\n&#10;a</pre>"),
            (
                "<pre>a</pre><p>b\n*c*</p>",
                "<div><pre>a</pre><p>b\n*c*</p></div>",
            ),
            (
                "<p>a<img src=\"b\" alt=\"c\n\n*d*\"></p>",
                "<p>a<img src=\"b\" alt=\"c\n&#10;*d*\"></p>",
            ),
            (
                "<p>a | b\n--- | ---\nc | d</p>",
                "<p>a &#124; b\n--- | ---\nc | d</p>",
            ),
            ("\n", "\n"),
        ] {
            let blocks = in_blocks(html);
            assert_eq!(blocks, expected);
            assert_eq!(in_blocks(&blocks), expected);
            let seen = markdown::to_html(&blocks);
            assert!(
                blocks.trim().is_empty() || markdown::is_html(&blocks),
                "{seen}"
            );
            assert_eq!(html::to_text(&seen), html::to_text(html));
        }
    }
}

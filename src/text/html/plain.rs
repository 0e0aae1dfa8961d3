//! HTML as plain text, and plain text that may be HTML.

use std::borrow::Cow;

use super::formula::with_formulas;
use super::meant::meant_tags;
use super::placeholder::with_placeholders;
use super::unseen::{UNSEEN, with_scriptless};
use super::{decoded, escape, is_element, tag_name};
use crate::text::tag::{divided, is_name_end};
use crate::text::token::{Token, Tokens};
use crate::text::{bytes, character};

/// Returns the text that a reader sees, on one line: no tags, entities decoded, white space collapsed.
pub fn to_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return collapse(html).into_owned();
    }
    without_tags(&with_placeholders(&with_scriptless(html)), |_, _| true)
}

/// Returns the plain text of a title that may be HTML: with tags of HTML taken out and entities decoded once, if it has any.
/// Tags that it speaks of, and other text, stay as they are.
pub fn title_to_text(title: &str) -> String {
    let title = &*with_formulas(title);
    let meant = meant_tags(title);
    if meant.is_empty() && !has_reference(title) {
        return collapse(title).into_owned();
    }
    without_tags(title, |start, token| match token {
        Token::Comment | Token::Cdata(_) => true,
        _ => meant.binary_search(&start).is_ok(),
    })
}

/// Returns a title that [`title_to_text`] reads as this text, and in which nobody finds a tag.
pub fn text_to_title(text: &str) -> Cow<'_, str> {
    if may_begin_element(text) {
        Cow::Owned(escape(text))
    } else {
        text_to_label(text)
    }
}

/// Returns a label that [`title_to_text`] reads as this text. Others take titles alone for HTML.
pub(crate) fn text_to_label(text: &str) -> Cow<'_, str> {
    if title_to_text(text) == collapse(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(escape(text))
    }
}

/// Returns the plain text of a line of HTML: with tags of HTML taken out and entities decoded once. Borrowed if it has none.
pub(crate) fn inline_to_text(html: &str) -> Cow<'_, str> {
    if meant_tags(html).is_empty() && !has_reference(html) {
        Cow::Borrowed(html)
    } else {
        Cow::Owned(title_to_text(html))
    }
}

/// Returns a text as HTML within a line; borrowed if it shows the same there, whatever follows.
pub(crate) fn text_to_inline(text: &str) -> Cow<'_, str> {
    if may_begin_tag(text) || has_reference(text) {
        Cow::Owned(escape(text))
    } else {
        Cow::Borrowed(text)
    }
}

/// Returns whether a browser could take a part of a text for the beginning of what it shows otherwise, or hides. A bare name
/// that is none of an element does nothing.
fn may_begin_element(text: &str) -> bool {
    let begins = |after: &str| {
        let (name, behind) = divided(after.strip_prefix('/').unwrap_or(after), is_name_end);
        let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic());
        after.starts_with(['!', '?']) || is_name && (is_element(name) || !behind.starts_with('>'))
    };
    text.match_indices('<')
        .any(|(at, _)| begins(&text[at + 1..]))
}

/// Returns whether a browser could take a part of a text for the beginning of a tag, whatever follows.
pub(crate) fn may_begin_tag(text: &str) -> bool {
    let begins =
        |after: &str| after.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c));
    text.match_indices('<')
        .any(|(at, _)| begins(&text[at + 1..]))
}

fn has_reference(text: &str) -> bool {
    text.contains('&') && decoded(text) != text
}

/// Returns the text without tags, of which each is one if that is said of where it begins.
pub(super) fn without_tags(html: &str, is_tag: impl Fn(usize, &Token<'_>) -> bool) -> String {
    let mut text = String::with_capacity(html.len());
    let mut tokens = Tokens::new(html, 0).without_instructions();
    while let Some((range, token)) = tokens.next() {
        let Some(name) = tag_name(&token)
            .filter(|_| is_tag(range.start, &token))
            .map(str::to_ascii_lowercase)
        else {
            text.push_str(&html[range]);
            continue;
        };
        if let Token::Cdata(inside) = token {
            text.push_str(inside);
        }
        if is_block(&name) {
            text.push(' ');
        }
        if matches!(token, Token::Start(_)) && UNSEEN.contains(&name.as_str()) {
            tokens.seek(raw_text_end(html, range.end, &name));
        }
    }
    let text = decoded(&text);
    collapse(&character::cleaned(&text)).into_owned()
}

/// Returns the text that a reader sees: blank lines between paragraphs, other blocks on lines of their own, and text that is
/// preformatted line by line.
pub(crate) fn to_lines(html: &str) -> String {
    let html = with_scriptless(html);
    let html = &*with_placeholders(&html);
    let mut lines = Lines::default();
    let mut preformatted = 0_usize;
    let mut tokens = Tokens::new(html, 0).without_instructions();
    while let Some((range, token)) = tokens.next() {
        let Some(name) = tag_name(&token).map(str::to_ascii_lowercase) else {
            let text = decoded(&html[range]);
            lines.push(&character::cleaned(&text), preformatted > 0);
            continue;
        };
        let is_start = matches!(token, Token::Start(_));
        match name.as_str() {
            "br" => lines.ends += 1,
            "dd" | "dt" | "li" | "summary" | "tr" => lines.end(1),
            "img" | "td" | "th" => lines.is_apart = true,
            name if is_block(name) => lines.end(2),
            _ => {}
        }
        if name == "pre" && is_start {
            preformatted += 1;
        } else if name == "pre" {
            preformatted = preformatted.saturating_sub(1);
        }
        if let Token::Cdata(inside) = token {
            lines.push(inside, false);
        }
        if is_start && UNSEEN.contains(&name.as_str()) {
            tokens.seek(raw_text_end(html, range.end, &name));
        }
    }
    lines.text
}

/// Lines of text that grow.
#[derive(Default)]
struct Lines {
    text: String,
    /// Line ends, and whether white space, to be written before more text.
    ends: usize,
    is_apart: bool,
}

impl Lines {
    fn push(&mut self, text: &str, is_preformatted: bool) {
        for c in text.chars() {
            match c {
                '\n' if is_preformatted => self.ends += 1,
                '\u{a0}' | '\u{202f}' => self.push_char(c),
                c if c.is_whitespace() => self.is_apart = true,
                c => self.push_char(c),
            }
        }
    }

    fn push_char(&mut self, c: char) {
        let is_first = self.text.is_empty();
        let ends = std::mem::take(&mut self.ends);
        let is_apart = std::mem::take(&mut self.is_apart);
        match (is_first, ends) {
            (true, _) => {}
            (false, 0) if is_apart => self.text.push(' '),
            (false, ends) => self.text.extend(std::iter::repeat_n('\n', ends.min(2))),
        }
        self.text.push(c);
    }

    /// Begins a new line, or a paragraph with two.
    fn end(&mut self, ends: usize) {
        self.ends = ends.max(self.ends);
    }
}

/// Returns the text of the first paragraph that has any.
pub(crate) fn first_paragraph(html: &str) -> Option<String> {
    let mut start = None;
    for (range, token) in Tokens::new(html, 0) {
        let is_paragraph = tag_name(&token).is_some_and(|name| name.eq_ignore_ascii_case("p"));
        if !is_paragraph {
            continue;
        }
        // The next paragraph ends one that was not ended.
        if let Some(start) = start.take() {
            let text = to_text(&html[start..range.start]);
            if !text.is_empty() {
                return Some(text);
            }
        }
        if matches!(token, Token::Start(_)) {
            start = Some(range.end);
        }
    }
    start
        .map(|start| to_text(&html[start..]))
        .filter(|text| !text.is_empty())
}

/// Returns what a whole document shows: what stands in its `body`. A fragment as it is.
pub(crate) fn body(html: &str) -> &str {
    let mut start = None;
    if !html.contains("<body") && !html.contains("<BODY") {
        return html;
    }
    for (range, token) in Tokens::new(html, 0) {
        if !tag_name(&token).is_some_and(|name| name.eq_ignore_ascii_case("body")) {
            continue;
        }
        match (token, start) {
            (Token::Start(_), None) => start = Some(range.end),
            (Token::End(_), Some(start)) => return &html[start..range.start],
            _ => {}
        }
    }
    start.map_or(html, |start| &html[start..])
}

/// Returns whether this is a line of ASCII with single spaces between its words.
pub(crate) fn is_plain_line(text: &str) -> bool {
    let bytes = text.as_bytes();
    let (Some((first, behind)), Some(last)) = (bytes.split_first(), bytes.last()) else {
        return false;
    };
    // Of all pairs, so that the compiler can compare them in wide registers.
    let has_run = bytes.iter().zip(behind).fold(false, |found, (one, next)| {
        found | ((*one == b' ') & (*next == b' '))
    });
    *first != b' '
        && *last != b' '
        && !has_run
        && !bytes::any(text, |byte| !matches!(byte, b' '..=b'~'))
}

/// Returns the text with runs of white space as one space, and none at the ends.
pub fn collapse(text: &str) -> Cow<'_, str> {
    if is_plain_line(text) {
        return Cow::Borrowed(text);
    }
    let is_collapsed = text.trim() == text
        && !text.contains("  ")
        && !text.contains(|c: char| c.is_whitespace() && !matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    if is_collapsed {
        return Cow::Borrowed(text);
    }
    // A no-break space is text, not layout.
    let words = text
        .trim()
        .split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
    Cow::Owned(
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Elements that begin a new line in print.
pub(crate) fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 33] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
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
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "th",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Returns where the content of an element ends that is not text.
fn raw_text_end(html: &str, start: usize, name: &str) -> usize {
    let mut ends = html[start..]
        .match_indices("</")
        .map(|(index, _)| start + index);
    let is_own = |index: &usize| {
        let after = html[index + 2..].get(..name.len());
        after.is_some_and(|after| after.eq_ignore_ascii_case(name))
    };
    ends.find(is_own).unwrap_or(html.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_is_read_as_it_was() {
        for label in [
            "The <blink> tag".to_owned(),
            "a &amp; <b>b</b>".to_owned(),
            "</title>".repeat(60),
            "<b a=1>".repeat(60) + "c",
        ] {
            assert_eq!(title_to_text(&text_to_label(&label)), label);
        }
    }

    #[test]
    fn makes_plain_text() {
        for (html, expected) in [
            ("a <b>b</b>c", "a bc"),
            ("<p>One</p><p>Two &amp; three</p>", "One Two & three"),
            ("5 &lt; 6 &amp;amp; 7", "5 < 6 &amp; 7"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("a<script>if (a<b) x()</script >b", "ab"),
            ("a<style>p{}", "a"),
            ("<!-- x > y -->a", "a"),
            ("<a title=\"x > y\">a</a>", "a"),
            ("a\r\n\r\n b\u{a0}c", "a b\u{a0}c"),
            ("a b&#xfffe;", "a b"),
            ("<", "<"),
            ("<p", "<p"),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }

    #[test]
    fn titles_about_code_come_back() {
        for title in [
            "<?php echo \"<b>\"",
            "a <?import x </b> y",
            "<?<?<b> c",
            "<? a ?>",
        ] {
            let written = text_to_title(title);
            assert_eq!(title_to_text(&written), title);
            assert!(!written.contains("<b>"), "{written}");
        }
    }
}

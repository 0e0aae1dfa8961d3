//! HTML as plain text, and plain text that may be HTML.

use std::borrow::Cow;

use super::{escape, is_element, tag_end, tag_name};
use crate::text::character;

/// Returns the text that a reader sees, on one line: no tags, entities decoded, white space collapsed.
pub fn to_text(html: &str) -> String {
    without_tags(html, |_| true)
}

/// Returns the plain text of a title that may be HTML: with tags of HTML taken out and entities decoded once, if it has any.
/// Other text stays as it is.
pub fn title_to_text(title: &str) -> String {
    if is_markup(title) {
        without_tags(title, |name| name.is_empty() || is_element(name))
    } else {
        collapse(title).into_owned()
    }
}

/// Returns a title that [`title_to_text`] reads as this text.
pub fn text_to_title(text: &str) -> Cow<'_, str> {
    if title_to_text(text) == collapse(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(escape(text))
    }
}

/// Returns whether there is a tag of HTML in it, or a reference to a character.
fn is_markup(text: &str) -> bool {
    let has_tag = || {
        text.match_indices('<').any(|(index, _)| {
            let rest = &text[index..];
            tag_end(rest).is_some_and(|end| is_element(&tag_name(&rest[..end])))
        })
    };
    text.contains('&') && html_escape::decode_html_entities(text) != text
        || text.contains('<') && has_tag()
}

fn without_tags(html: &str, is_tag: impl Fn(&str) -> bool) -> String {
    if !html.contains(['<', '&']) {
        return collapse(html).into_owned();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = tag_end(rest).filter(|end| is_tag(&tag_name(&rest[..*end])));
        let Some(end) = end else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let name = tag_name(&rest[..end]);
        rest = &rest[end..];
        if is_block(&name) {
            text.push(' ');
        }
        if matches!(name.as_str(), "script" | "style") {
            rest = after_raw_text(rest, &name);
        }
    }
    text.push_str(rest);
    let text = character::cleaned(&html_escape::decode_html_entities(&text));
    collapse(&text).into_owned()
}

/// Returns the text with runs of white space as one space, and none at the ends.
pub fn collapse(text: &str) -> Cow<'_, str> {
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
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 32] = [
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
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Returns what follows the end tag of an element whose content is not text.
fn after_raw_text<'a>(html: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(found) = html[from..].find("</") {
        let start = from + found;
        if tag_name(&html[start..]) == name {
            return tag_end(&html[start..]).map_or("", |end| &html[start + end..]);
        }
        from = start + 2;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

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
}

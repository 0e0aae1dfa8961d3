//! Where a piece of a text stands in its document: behind references, escapes and sections.

use std::ops::Range;

use super::node::{Kind, Node};
use crate::text::html;
use crate::text::token::{Token, Tokens};

/// A run of a document that begins with one escape or none, so that the rest of it is text as it is.
struct Piece {
    raw: Range<usize>,
    text: Range<usize>,
}

impl Piece {
    /// Returns where a byte of the text stands. It is counted from the end, for an escape is as long as it likes.
    fn place(&self, at: usize) -> usize {
        match at == self.text.start {
            true => self.raw.start,
            false => self.raw.end - (self.text.end - at).min(self.raw.len()),
        }
    }
}

/// Returns where parts of the text of a node stand in the document; the place of all of it, if that cannot be told.
pub(super) fn places(node: &Node, document: &str, parts: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut pieces = Pieces::default();
    match node.kind {
        Kind::Text => pieces.json(document, node.value.clone()),
        _ => pieces.xml(document, node.value.clone()),
    }
    let is_whole = pieces.length() == node.text.len();
    let pieces = pieces.0;
    let place = |part: &Range<usize>| {
        let first = pieces.get(pieces.partition_point(|it| it.text.end <= part.start));
        let last = pieces.get(pieces.partition_point(|it| it.text.end < part.end));
        match (first, last) {
            (Some(first), Some(last)) if is_whole => first.place(part.start)..last.place(part.end),
            _ => node.place(document),
        }
    };
    parts.iter().map(place).collect()
}

#[derive(Default)]
struct Pieces(Vec<Piece>);

impl Pieces {
    fn length(&self) -> usize {
        self.0.last().map_or(0, |last| last.text.end)
    }

    fn add(&mut self, raw: Range<usize>, length: usize) {
        let start = self.length();
        let text = start..start + length;
        self.0.push(Piece { raw, text });
    }

    /// Takes in the text of an element, without that of the elements in it.
    fn xml(&mut self, document: &str, range: Range<usize>) {
        let mut depth = 0_usize;
        for (token_range, token) in Tokens::new(&document[range.clone()], 0) {
            let start = range.start + token_range.start;
            match token {
                Token::Start(tag) if !tag.is_empty => depth += 1,
                Token::End(_) => depth = depth.saturating_sub(1),
                Token::Text(text) if depth == 0 => {
                    let marks = text.match_indices('&').map(|(index, _)| index);
                    for part in parts(text.len(), marks) {
                        let length = html::decoded(&text[part.clone()]).len();
                        self.add(start + part.start..start + part.end, length);
                    }
                }
                Token::Cdata(text) if depth == 0 => {
                    let start = start + "<![CDATA[".len();
                    self.add(start..start + text.len(), text.len());
                }
                _ => {}
            }
        }
    }

    /// Takes in a string in quotes.
    fn json(&mut self, document: &str, range: Range<usize>) {
        let start = range.start + 1;
        let text = &document[start..range.end - 1];
        let mut is_escaped = false;
        let marks = text.bytes().enumerate().filter_map(|(index, byte)| {
            is_escaped = byte == b'\\' && !is_escaped;
            is_escaped.then_some(index)
        });
        for part in parts(text.len(), marks) {
            let run = &text[part.clone()];
            let length = match run.as_bytes() {
                [b'\\', b'u', ..] => run.len() - 6 + length_of(run.get(2..6)),
                [b'\\', ..] => run.len() - 1,
                _ => run.len(),
            };
            self.add(start + part.start..start + part.end, length);
        }
    }
}

/// Returns the ranges that begin at these places, with what stands before the first.
fn parts(length: usize, marks: impl Iterator<Item = usize>) -> impl Iterator<Item = Range<usize>> {
    let mut start = 0;
    let ends = marks.chain([length]);
    ends.filter_map(move |end| {
        let part = std::mem::replace(&mut start, end)..end;
        (!part.is_empty()).then_some(part)
    })
}

/// Returns how long a character is of which these are the digits; of one that takes two of them, the second has it all.
fn length_of(digits: Option<&str>) -> usize {
    match digits.and_then(|digits| u32::from_str_radix(digits, 16).ok()) {
        Some(0xd800..=0xdbff) => 0,
        Some(0xdc00..=0xdfff) => 4,
        code => code.and_then(char::from_u32).map_or(0, char::len_utf8),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Returns what stands in the document for a part of a text.
    fn spelt(kind: Kind, raw: &str, text: &str, part: &str) -> String {
        let node = Node {
            kind,
            name: "description".to_owned(),
            key: 0..0,
            value: 0..raw.len(),
            text: text.to_owned(),
            children: Vec::new(),
        };
        let at = text.rfind(part).expect("a part of the text");
        let part = at..at + part.len();
        let place = places(&node, raw, std::slice::from_ref(&part)).remove(0);
        raw[place].to_owned()
    }

    #[test]
    fn finds_what_is_escaped() {
        for (raw, text, part, expected) in [
            ("/a <![CDATA[/a &lt;]]> /b", "/a /a &lt; /b", "/a", "/a"),
            (
                "&lt;a href=\"/a\"&gt;",
                "<a href=\"/a\">",
                "<a href",
                "&lt;a href",
            ),
            ("&a &#60;b&gt;", "&a <b>", "<b>", "&#60;b&gt;"),
            ("a<i>/a</i>/a&amp;b", "a/a&b", "/a&b", "/a&amp;b"),
            // A text that is not that of the document.
            (" other ", "/a", "/a", "other"),
        ] {
            assert_eq!(spelt(Kind::Element, raw, text, part), expected, "{raw}");
        }
        for (raw, text, part, expected) in [
            (
                r#""<a href=\"/a\\b\">""#,
                r#"<a href="/a\b">"#,
                r"/a\b",
                r"/a\\b",
            ),
            (r#""\ud83d\ude00\u00e9\n/a""#, "\u{1f600}é\n/a", "/a", "/a"),
            (r#""\u003cb>""#, "<b>", "<b>", r"\u003cb>"),
        ] {
            assert_eq!(spelt(Kind::Text, raw, text, part), expected, "{raw}");
        }
    }
}

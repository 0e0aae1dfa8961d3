//! References to characters, by name or number.

use std::borrow::Cow;

use html5ever::data::NAMED_ENTITIES;
use memchr::{memchr, memchr2};

use crate::text::bytes;

/// Returns plain text as HTML.
pub fn escape(text: &str) -> String {
    let mut html = String::with_capacity(text.len());
    let spellings = [(b'&', "&amp;"), (b'<', "&lt;"), (b'>', "&gt;")];
    bytes::put_spelt(text, spellings, &mut html);
    html
}

/// Returns plain text as the value of an attribute of HTML, in double quotes.
pub(crate) fn escape_quoted(text: &str) -> String {
    escape(text).replace('"', "&quot;")
}

/// Returns plain text as the value of an attribute of HTML, in quotes of either kind.
pub(crate) fn escape_value(text: &str) -> String {
    escape_quoted(text).replace('\'', "&#x27;")
}

/// Returns a text with its references decoded. One without a semicolon is text, and so is one to a control.
pub(crate) fn decoded(text: &str) -> Cow<'_, str> {
    let mut out = String::new();
    // How much was looked at, and how much of it is written.
    let (mut seen, mut copied) = (0, 0);
    while let Some(found) = memchr(b'&', &text.as_bytes()[seen..]) {
        let start = seen + found;
        let Some(length) = memchr2(b'&', b';', &text.as_bytes()[start + 1..]) else {
            break;
        };
        seen = start + 1 + length;
        if let Some((one, other)) = value(&text[start + 1..=seen]) {
            seen += 1;
            out.push_str(&text[copied..start]);
            out.push(one);
            out.extend(other);
            copied = seen;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Returns the one or two characters of a reference, without the ampersand; none if it is not one.
fn value(reference: &str) -> Option<(char, Option<char>)> {
    if let Some(number) = reference.strip_prefix('#') {
        let number = number.strip_suffix(';')?;
        let (radix, digits) = match number.strip_prefix(['x', 'X']) {
            Some(digits) => (16, digits),
            None => (10, number),
        };
        let code = u32::from_str_radix(digits, radix).ok()?;
        let c = char::from_u32(code).filter(|c| !digits.starts_with('+') && may_be_meant(*c))?;
        return Some((c, None));
    }
    let &(one, other) = NAMED_ENTITIES.get(reference)?;
    // Beginnings of names are in the table, too, without a character.
    let one = char::from_u32(one).filter(|_| reference.ends_with(';') && one > 0)?;
    Some((one, char::from_u32(other).filter(|_| other > 0)))
}

/// Returns whether it is no control, or white space.
fn may_be_meant(c: char) -> bool {
    c >= ' ' || matches!(c, '\t' | '\n' | '\u{c}' | '\r')
}

/// Returns text in which no mark is one of Markdown or HTML.
pub(crate) fn referenced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_ascii_punctuation() {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes_references_that_end() {
        for (text, expected) in [
            ("a", "a"),
            ("&amp;lt; &quot;&apos;&eacute;&nbsp;b", "&lt; \"'é\u{a0}b"),
            (
                "&NotEqualTilde;&CounterClockwiseContourIntegral;",
                "\u{2242}\u{338}∳",
            ),
            ("&amp &am; &AMp; &copy2;&", "&amp &am; &AMp; &copy2;&"),
            ("&&lt;&#&#38;&;", "&<&#&&;"),
            ("&#65;&#x42;&#X43;&#10;&#128;", "ABC\n\u{80}"),
            ("&#0;&#8;&#xD800;&#x110000;", "&#0;&#8;&#xD800;&#x110000;"),
            ("&#+65;&#-1;&#x;&#6 5;", "&#+65;&#-1;&#x;&#6 5;"),
        ] {
            assert_eq!(decoded(text), expected, "{text}");
            assert_eq!(decoded(&escape(text)), text);
            assert_eq!(decoded(&escape_value(text)), text);
        }
    }
}

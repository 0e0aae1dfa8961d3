//! References in text and attributes: what they stand for, and what only looks like one.

use std::borrow::Cow;

use memchr::{memchr, memchr2, memchr3};

use super::doctype::Entities;
use super::repairs::{Repair, Repairs};
use crate::error::Result;
use crate::text::html;

/// Where a text stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Place {
    /// Between tags.
    Content,
    /// In an attribute, which gets double quotes.
    Attribute,
}

/// The longest name of an entity, in bytes; HTML's has 31.
const MAX_NAME: usize = 64;

/// Returns a raw text with references that every parser of XML understands; borrowed when it has no others.
///
/// HTML's names and the document's own entities become characters, `&#128;` to `&#159;` those of windows-1252, which is
/// what people mean by them. Any other `&` is text.
pub(super) fn repaired<'a>(
    text: &'a str,
    at: usize,
    place: Place,
    entities: &mut Entities,
    repairs: &mut Repairs,
) -> Result<Cow<'a, str>> {
    let bytes = text.as_bytes();
    // Escaped text has references only, and those are found sooner by themselves.
    let has_others = memchr2(b'<', b'>', bytes).is_some();
    let next = |from: usize| {
        let rest = &bytes[from..];
        let found = if has_others {
            memchr3(b'&', b'<', b'>', rest)
        } else {
            memchr(b'&', rest)
        };
        Some(from + found?)
    };
    let mut out = String::new();
    let (mut copied, mut from) = (0, 0);
    while let Some(index) = next(from) {
        let replacement = match bytes[index] {
            b'>' => text[..index]
                .ends_with("]]")
                .then_some((1, Cow::Borrowed("&gt;"))),
            b'<' => {
                repairs.note(Repair::LessThan, at + index);
                Some((1, Cow::Borrowed("&lt;")))
            }
            _ => replacement(&text[index..], at + index, entities, repairs)?,
        };
        from = index + 1;
        if let Some((length, with)) = replacement {
            out.push_str(&text[copied..index]);
            out.push_str(&with);
            copied = index + length;
            from = copied;
        }
    }
    if copied == 0 {
        return Ok(Cow::Borrowed(text));
    }
    out.push_str(&text[copied..]);
    if place == Place::Attribute && out.contains('"') {
        out = out.replace('"', "&quot;");
    }
    Ok(Cow::Owned(out))
}

/// Appends what a repaired text stands for.
pub(super) fn put_plain(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(index) = memchr(b'&', rest.as_bytes()) {
        let (before, from) = rest.split_at(index);
        let numeric = || {
            let (length, code) = character(from)?;
            Some((length, char::from_u32(code?)?))
        };
        let (length, c) = predefined(from).or_else(numeric).unwrap_or((1, '&'));
        out.push_str(before);
        out.push(c);
        rest = &from[length..];
    }
    out.push_str(rest);
}

/// Returns the length of a reference to one of the [entities of XML](https://www.w3.org/TR/xml/#sec-predefined-ent) with
/// which a text begins, and what it stands for.
fn predefined(text: &str) -> Option<(usize, char)> {
    let reference = match text.as_bytes() {
        [b'&', b'l', b't', b';', ..] => (4, '<'),
        [b'&', b'g', b't', b';', ..] => (4, '>'),
        [b'&', b'a', b'm', b'p', b';', ..] => (5, '&'),
        [b'&', b'q', b'u', b'o', b't', b';', ..] => (6, '"'),
        [b'&', b'a', b'p', b'o', b's', b';', ..] => (6, '\''),
        _ => return None,
    };
    Some(reference)
}

/// Returns what to put in place of how many bytes, if a reference cannot stay as it is.
fn replacement(
    text: &str,
    at: usize,
    entities: &mut Entities,
    repairs: &mut Repairs,
) -> Result<Option<(usize, Cow<'static, str>)>> {
    if predefined(text).is_some() {
        return Ok(None);
    }
    if let Some((length, code)) = character(text) {
        let with = match code {
            // The usual spelling may stay, and keeps white space that attributes would lose.
            Some(code)
                if is_character(code)
                    && text[..length].ends_with(';')
                    && !text.starts_with("&#X") =>
            {
                return Ok(None);
            }
            Some(code) if is_character(code) => format!("&#{code};").into(),
            Some(code @ 0x80..=0x9f) => {
                repairs.note(Repair::Windows1252, at);
                windows_1252(code as u8)
            }
            _ => {
                repairs.note(Repair::Character, at);
                Cow::Borrowed("")
            }
        };
        return Ok(Some((length, with)));
    }
    if let Some(name) = name(text) {
        let length = name.len() + 2;
        if let Some(value) = entities.expanded(name)? {
            return Ok(Some((length, escaped(value).into())));
        }
        let decoded = html::decoded(&text[..length]);
        if !decoded.starts_with('&') {
            repairs.note(Repair::HtmlEntity, at);
            return Ok(Some((length, escaped(&decoded).into())));
        }
    }
    repairs.note(Repair::Ampersand, at);
    Ok(Some((1, Cow::Borrowed("&amp;"))))
}

/// Returns the length of a numeric reference and its number, if it is not too large. The semicolon may be missing.
fn character(text: &str) -> Option<(usize, Option<u32>)> {
    let (radix, digits) = match text.strip_prefix("&#")? {
        hex if hex.starts_with(['x', 'X']) => (16, &hex[1..]),
        decimal => (10, decimal),
    };
    let count = digits
        .bytes()
        .take_while(|byte| char::from(*byte).is_digit(radix))
        .count();
    if count == 0 {
        return None;
    }
    let length = text.len() - digits.len() + count + usize::from(digits[count..].starts_with(';'));
    Some((length, u32::from_str_radix(&digits[..count], radix).ok()))
}

fn name(text: &str) -> Option<&str> {
    let end = text
        .bytes()
        .take(MAX_NAME + 2)
        .position(|byte| byte == b';')?;
    let name = &text[1..end];
    let is_name = name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '_')
        && name
            .bytes()
            .all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.' | b':'));
    is_name.then_some(name)
}

/// Returns whether a number is that of a [character of XML](https://www.w3.org/TR/xml/#charsets), and no C1 control.
fn is_character(code: u32) -> bool {
    let is_control = (code < 0x20 && !matches!(code, 9 | 10 | 13)) || matches!(code, 0x80..=0x9f);
    !is_control && !matches!(code, 0xfffe | 0xffff) && char::from_u32(code).is_some()
}

fn windows_1252(byte: u8) -> Cow<'static, str> {
    let bytes = [byte];
    let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&bytes);
    text.chars()
        .filter(|c| !c.is_control())
        .collect::<String>()
        .into()
}

/// Returns text with the characters escaped that XML gives a meaning.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\r' => out.push_str("&#13;"),
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn in_content(text: &str) -> String {
        let mut entities = Entities::default();
        repaired(
            text,
            0,
            Place::Content,
            &mut entities,
            &mut Repairs::default(),
        )
        .expect("within bounds")
        .into_owned()
    }

    #[test]
    fn repairs_references() {
        for (text, expected) in [
            ("a & b", "a &amp; b"),
            ("AT&T", "AT&amp;T"),
            ("&lt b", "&amp;lt b"),
            ("?a=1&copy=2", "?a=1&amp;copy=2"),
            ("a&nbsp;b&eacute;", "a\u{a0}bé"),
            ("&#8;&#0;&#xD800;&#xFFFF;&#99999999999;", ""),
            ("&#150;&#x80;", "–€"),
            ("&#X26;&#38", "&#38;&#38;"),
            (
                "&amp;&lt;&gt;&quot;&apos;&#x26;",
                "&amp;&lt;&gt;&quot;&apos;&#x26;",
            ),
            ("&&&", "&amp;&amp;&amp;"),
            ("&;&#;&#x;&é;", "&amp;;&amp;#;&amp;#x;&amp;é;"),
            ("1 < 2", "1 &lt; 2"),
            ("a > b ]]> c", "a > b ]]&gt; c"),
            ("&unknown;", "&amp;unknown;"),
            ("&amp;nbsp;", "&amp;nbsp;"),
        ] {
            assert_eq!(in_content(text), expected, "{text}");
        }
    }
}

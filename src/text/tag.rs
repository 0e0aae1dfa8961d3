//! Start tags, and their attributes however they are written.

use memchr::memchr;

use super::start_of;

/// A start tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Tag<'a> {
    /// The name, with its prefix.
    pub(crate) name: &'a str,
    /// What stands behind the name, without the `/` of an empty element.
    pub(super) attributes: &'a str,
    /// Whether it is an empty element: `<name/>`.
    pub(crate) is_empty: bool,
}

/// An attribute, as it stands in a tag.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct Attribute<'a> {
    /// The name, with its prefix.
    pub(crate) name: &'a str,
    /// The value, raw; empty when there is none.
    pub(crate) value: &'a str,
    /// Whether white space stands before it and quotes around its value, as in XML.
    pub(crate) is_well_formed: bool,
}

impl<'a> Tag<'a> {
    /// Returns the attributes, in order. Without quotes, a value ends at white space.
    pub(crate) fn attributes(&self) -> impl Iterator<Item = Attribute<'a>> + use<'a> {
        let mut rest = self.attributes;
        std::iter::from_fn(move || {
            let (space, start) = divided(rest, |byte| !is_name_end(byte));
            if start.is_empty() {
                return None;
            }
            let is_separate = !space.is_empty() && space.trim_ascii().is_empty();
            let (name, behind) = divided(start, is_name_end);
            let Some(value) = behind
                .trim_ascii_start()
                .strip_prefix('=')
                .map(str::trim_ascii_start)
            else {
                rest = behind;
                return Some(Attribute {
                    name,
                    value: &behind[..0],
                    is_well_formed: false,
                });
            };
            let quote = value.bytes().next().filter(|byte| b"\"'".contains(byte));
            let (value, after, is_closed) = match quote {
                Some(quote) => match memchr(quote, &value.as_bytes()[1..]) {
                    Some(end) => (&value[1..=end], &value[end + 2..], true),
                    None => (&value[1..], "", false),
                },
                None => {
                    let (value, after) = divided(value, |byte| byte.is_ascii_whitespace());
                    (value, after, false)
                }
            };
            rest = after;
            Some(Attribute {
                name,
                value,
                is_well_formed: is_separate && is_closed,
            })
        })
    }

    /// Returns whether there is nothing behind the name but attributes as XML has them.
    pub(crate) fn is_well_formed(&self) -> bool {
        let mut end = 0;
        for attribute in self.attributes() {
            if !attribute.is_well_formed {
                return false;
            }
            end = start_of(attribute.value, self.attributes) + attribute.value.len() + 1;
        }
        self.attributes[end..].trim_ascii().is_empty()
    }

    /// Returns where a name or a value of its attributes stands, in bytes from the beginning of the tag.
    pub(crate) fn offset_of(&self, part: &str) -> usize {
        // The name stands behind `<`.
        (part.as_ptr() as usize + 1).saturating_sub(self.name.as_ptr() as usize)
    }

    /// Returns whether there is anything behind the name.
    pub(crate) fn has_attributes(&self) -> bool {
        !self.attributes.trim_ascii().is_empty()
    }

    /// Returns the raw value of the attribute of that name, in any case.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        let mut attributes = self.attributes();
        attributes
            .find(|attribute| attribute.name.eq_ignore_ascii_case(name))
            .map(|attribute| attribute.value)
    }
}

/// Returns whether a byte ends a name.
pub(super) fn is_name_end(byte: u8) -> bool {
    byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'<' | b'=' | b'"' | b'\'')
}

/// Divides a text before the first byte of a kind, which begins a character.
pub(super) fn divided(text: &str, is: impl Fn(u8) -> bool) -> (&str, &str) {
    let index = text.bytes().position(is);
    text.split_at(index.unwrap_or(text.len()))
}

#[cfg(test)]
mod tests {
    use crate::text::token::{Token, Tokens};

    fn attributes(text: &str) -> Vec<(&str, &str)> {
        match Tokens::new(text, 0).next().map(|(_, token)| token) {
            Some(Token::Start(tag)) => tag.attributes().map(|a| (a.name, a.value)).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn reads_attributes() {
        for (text, expected) in [
            ("<a b='c' d = \"e>\"/>", vec![("b", "c"), ("d", "e>")]),
            (
                "<a b=c d checked=checked>",
                vec![("b", "c"), ("d", ""), ("checked", "checked")],
            ),
            ("<a b=http://c/d />", vec![("b", "http://c/d")]),
            ("<a b=http://c/d/>", vec![("b", "http://c/d")]),
            ("<a b=\"c>d</a> <e f=\"g\">", vec![("b", "c")]),
            ("<a b=\"c>", vec![("b", "c")]),
            ("<a b='c'd='e'>", vec![("b", "c"), ("d", "e")]),
            ("<a b=\"<c>\">", vec![("b", "<c>")]),
        ] {
            assert_eq!(attributes(text), expected, "{text}");
        }
    }
}

//! Start tags, and their attributes however they are written.

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
            let start =
                rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || "\"'/=<>".contains(c));
            if start.is_empty() {
                return None;
            }
            let space = &rest[..rest.len() - start.len()];
            let is_separate = !space.is_empty() && space.trim_ascii().is_empty();
            let name_end = start.find(is_name_end).unwrap_or(start.len());
            let (name, behind) = start.split_at(name_end);
            let Some(value) = behind
                .trim_ascii_start()
                .strip_prefix('=')
                .map(str::trim_ascii_start)
            else {
                rest = behind;
                return Some(Attribute {
                    name,
                    value: "",
                    is_well_formed: false,
                });
            };
            let quote = value
                .bytes()
                .next()
                .filter(|byte| matches!(byte, b'"' | b'\''));
            let mut is_closed = quote.is_some();
            let (value, after) = match quote {
                Some(quote) => match value[1..].split_once(char::from(quote)) {
                    Some(parts) => parts,
                    None => {
                        is_closed = false;
                        (&value[1..], "")
                    }
                },
                None => value.split_at(
                    value
                        .find(|c: char| c.is_ascii_whitespace())
                        .unwrap_or(value.len()),
                ),
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
            end = attribute.value.as_ptr() as usize - self.attributes.as_ptr() as usize
                + attribute.value.len()
                + 1;
        }
        self.attributes[end..].trim_ascii().is_empty()
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

pub(super) fn is_name_end(c: char) -> bool {
    c.is_ascii_whitespace() || matches!(c, '/' | '>' | '<' | '=' | '"' | '\'')
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

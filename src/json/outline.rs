//! What can be told of a text of JSON without reading its values, be it sound or not.

use std::iter;

/// Something that gives a text of JSON its shape.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Mark<'a> {
    Open(u8),
    Close,
    Colon,
    /// A string, as it is escaped.
    Text(&'a str),
}

/// Returns the names of the members of the object with which a text begins, as they are escaped, and how each value begins.
pub(crate) fn members(text: &str) -> impl Iterator<Item = (&str, Option<Mark<'_>>)> {
    let mut depth = 0usize;
    let mut marks = Marks { rest: text }.peekable();
    iter::from_fn(move || {
        loop {
            match marks.next()? {
                Mark::Open(_) => depth += 1,
                Mark::Close if depth <= 1 => return None,
                Mark::Close => depth -= 1,
                Mark::Text(name) if depth == 1 && marks.next_if_eq(&Mark::Colon).is_some() => {
                    return Some((name, marks.peek().copied()));
                }
                _ => {}
            }
        }
    })
}

/// Returns how deep objects and lists are nested.
pub(crate) fn depth(text: &str) -> usize {
    let (mut depth, mut deepest) = (0usize, 0);
    for mark in (Marks { rest: text }) {
        match mark {
            Mark::Open(_) => depth += 1,
            Mark::Close => depth = depth.saturating_sub(1),
            _ => {}
        }
        deepest = deepest.max(depth);
    }
    deepest
}

/// Returns where the object ends with which a text begins.
pub(crate) fn end(text: &str) -> Option<usize> {
    let mut depth = 0usize;
    let mut marks = Marks { rest: text };
    while let Some(mark) = marks.next() {
        match mark {
            Mark::Open(_) => depth += 1,
            Mark::Close if depth <= 1 => return Some(text.len() - marks.rest.len()),
            Mark::Close => depth -= 1,
            _ => {}
        }
    }
    None
}

/// The marks of a text, up to the first string that does not end.
struct Marks<'a> {
    rest: &'a str,
}

impl<'a> Iterator for Marks<'a> {
    type Item = Mark<'a>;

    fn next(&mut self) -> Option<Mark<'a>> {
        let is_mark = |byte: u8| matches!(byte, b'{' | b'[' | b'}' | b']' | b':' | b'"');
        let at = self.rest.bytes().position(is_mark)?;
        let mark = self.rest.as_bytes()[at];
        self.rest = &self.rest[at + 1..];
        Some(match mark {
            b'{' | b'[' => Mark::Open(mark),
            b':' => Mark::Colon,
            b'"' => {
                let end = end_of_string(self.rest)?;
                let text = &self.rest[..end];
                self.rest = &self.rest[end + 1..];
                Mark::Text(text)
            }
            _ => Mark::Close,
        })
    }
}

/// Returns the place of the quotation mark that ends a string.
fn end_of_string(text: &str) -> Option<usize> {
    let mut is_escaped = false;
    text.bytes().position(|byte| {
        let is_end = byte == b'"' && !is_escaped;
        is_escaped = byte == b'\\' && !is_escaped;
        is_end
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn measures_depth() {
        for (text, expected) in [
            ("{}", 1),
            (r#"{"a": [{"]": "[[["}]}"#, 3),
            ("[[[", 3),
            ("]]{", 1),
        ] {
            assert_eq!(depth(text), expected, "{text}");
        }
    }
}

//! Quotes of TOML that nothing closes: a reader stops further on, at what is innocent.

use std::ops::Range;

/// Returns where a text begins, before a byte, that no quotes close: on its line, or at all if they are three. With its quotes.
pub(super) fn quote(toml: &str, end: usize) -> Option<(Range<usize>, &str)> {
    let mut at = 0;
    loop {
        let start = at + toml.get(at..end)?.find(['"', '\'', '#'])?;
        let rest = &toml[start..];
        let line = rest.find('\n').unwrap_or(rest.len());
        if rest.starts_with('#') {
            at = start + line;
            continue;
        }
        let three = ["\"\"\"", "'''"]
            .into_iter()
            .find(|it| rest.starts_with(it));
        let (length, inside) = match three {
            Some(quotes) => (quotes.len(), rest),
            None => (1, &rest[..line]),
        };
        let quotes = &rest[..length];
        let Some(closed) = closing(&inside[length..], quotes) else {
            return Some((start..start + line, quotes));
        };
        at = start + length + closed;
    }
}

/// Returns where the quotes end that close a text.
fn closing(inside: &str, quotes: &str) -> Option<usize> {
    let mut at = 0;
    loop {
        let found = at + inside.get(at..)?.find(['\\', '"', '\''])?;
        let rest = &inside[found..];
        if rest.starts_with(quotes) {
            return Some(found + quotes.len());
        }
        let is_escape = rest.starts_with('\\') && quotes.starts_with('"');
        let escaped = rest.chars().nth(1).filter(|_| is_escape);
        at = found + 1 + escaped.map_or(0, char::len_utf8);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_what_is_not_closed() {
        for (toml, expected) in [
            ("a = \"A week\nb = 1\n", Some((4, "\""))),
            ("a = \"A\"\nb = [\"a\", \"b]\n", Some((18, "\""))),
            ("a = 'It\nb = 1\n", Some((4, "'"))),
            ("a = \"\"\"\nb = \"B\"\n", Some((4, "\"\"\""))),
            ("a = '''\nit's\n''' # don't\nb = 'B\n", Some((29, "'"))),
            ("a = \"\\\"\" # \"\nb = 'C:\\'\n", None),
            ("\"a\" = \"\"\nb = \"\"\"\nA \"B\" \\\"\"\"\n\"\"\"\n", None),
        ] {
            let found = quote(toml, toml.len()).map(|(range, quotes)| (range.start, quotes));
            assert_eq!(found, expected, "{toml}");
        }
        assert_eq!(quote("a = b's\n", 4), None);
    }
}

//! The YAML that most front matter is: lines of a key and a scalar, and lists of scalars. Read in one pass over its bytes.
//!
//! A file of YAML is a tenth of its time in the YAML crate, and a site has thousands of them. So what is certain to be read
//! the same way is read here; at the first doubt, [`read`] knows nothing, and the crate decides. The tests hold it to that.

use foldhash::{HashSet, HashSetExt};

use crate::model::{Map, Value};

/// Returns what plain YAML says, or `None` if it is not all plain.
pub(super) fn read(yaml: &str) -> Option<Map> {
    if !yaml.is_ascii() && yaml.chars().any(is_odd) {
        return None;
    }
    let mut pairs: Vec<(Value, Value)> = Vec::new();
    let mut keys = HashSet::new();
    let mut lines = yaml.split_terminator('\n').peekable();
    while let Some(line) = lines.next() {
        if line.is_empty() {
            continue;
        }
        let (key, rest) = line.split_once(':')?;
        if !is_key(key) || !keys.insert(key) {
            return None;
        }
        let rest = match rest.strip_prefix(' ') {
            Some(rest) => rest.trim_matches(' '),
            None if rest.is_empty() => rest,
            None => return None,
        };
        let value = if rest.is_empty() {
            let indent = |line: &str| line.len() - line.trim_start_matches(' ').len();
            let first = lines.peek().map_or(0, |line| indent(line));
            let mut items = Vec::new();
            while let Some(item) =
                lines.next_if(|line| indent(line) == first && line[first..].starts_with("- "))
            {
                items.push(scalar(item[first + 2..].trim_matches(' '), &[])?);
            }
            if items.is_empty() {
                Value::Null
            } else {
                Value::List(items)
            }
        } else {
            single(rest)?
        };
        pairs.push((key.into(), value));
    }
    Some(pairs.into_iter().collect())
}

/// Characters that YAML forbids, or takes for ends of lines.
fn is_odd(c: char) -> bool {
    matches!(
        c,
        '\u{7f}'..='\u{9f}' | '\u{2028}' | '\u{2029}' | '\u{feff}' | '\u{fffe}' | '\u{ffff}'
    )
}

/// A word that is text, and cannot be taken for anything else.
fn is_key(key: &str) -> bool {
    let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'_' | b'-');
    key.len() < 128 && key.bytes().all(is_name) && is_word(key)
}

/// Returns the value behind a key, on its line.
fn single(text: &str) -> Option<Value> {
    let Some(inside) = text.strip_prefix('[') else {
        return scalar(text, &[]);
    };
    let inside = inside.strip_suffix(']')?.trim_matches(' ');
    if inside.is_empty() {
        return Some(Value::List(Vec::new()));
    }
    let items = inside
        .split(',')
        .map(|item| scalar(item.trim_matches(' '), b",[]{}"));
    items.collect::<Option<_>>().map(Value::List)
}

/// Returns a scalar of one line, in which some bytes would mean something else.
fn scalar(text: &str, special: &[u8]) -> Option<Value> {
    let bytes = text.as_bytes();
    if bytes
        .iter()
        .any(|b| b.is_ascii_control() || special.contains(b))
    {
        return None;
    }
    match *bytes.first()? {
        quote @ (b'"' | b'\'') => {
            let inside = text[1..].strip_suffix(char::from(quote))?;
            let is_plain = !inside
                .bytes()
                .any(|b| b == quote || quote == b'"' && b == b'\\');
            is_plain.then(|| inside.into())
        }
        b'1'..=b'9' if bytes.len() < 18 && bytes.iter().all(u8::is_ascii_digit) => {
            Value::integer(text)
        }
        _ if !is_word(text) && !is_date(bytes) => match text {
            "true" => Some(Value::Bool(true)),
            "false" => Some(Value::Bool(false)),
            _ => None,
        },
        _ if text.ends_with(':') || text.contains(": ") || text.contains(" #") => None,
        _ => Some(text.into()),
    }
}

/// Returns whether this begins with a letter, and is none of the words for other things than text.
fn is_word(text: &str) -> bool {
    const OTHER: [&str; 3] = ["null", "true", "false"];
    text.starts_with(|c: char| c.is_ascii_alphabetic() || !c.is_ascii())
        && !OTHER.iter().any(|other| text.eq_ignore_ascii_case(other))
}

/// No number begins like a date.
fn is_date(bytes: &[u8]) -> bool {
    bytes.len() >= 10
        && bytes[..10]
            .iter()
            .enumerate()
            .all(|(index, b)| match index {
                4 | 7 => *b == b'-',
                _ => b.is_ascii_digit(),
            })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::read;
    use crate::front_matter::syntax::yaml;

    #[test]
    fn reads_what_most_files_say() {
        let text = "title: A day: in May\n";
        assert_eq!(read(text), None);
        let text = "title: \"A day: in May\"\ndate: 2021-05-01T10:00:00Z\ntags:\n  - a b\n  - 'c'\nlist: [x, \"y\"]\n\
                    weight: 12\ndraft: false\nnothing:\n";
        let map = read(text).expect("plain");
        assert_eq!(map, yaml::parsed(text).expect("YAML"));
        assert_eq!(map.len(), 7);
    }

    /// Pieces that front matter is made of, and those that mean something else next to each other.
    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "title",
            "a",
            "b-c",
            "true",
            "null",
            "No",
            "~",
            "é",
            "\u{85}",
            "\u{feff}",
            "1",
            "12",
            "0",
            "0x1",
            "1e3",
            "2021-01-02",
            "T10:00:00Z",
            ".5",
            "-",
            "- ",
            "  - ",
            "    ",
            " ",
            "  ",
            ":",
            ": ",
            ":\n",
            "\n",
            "\n\n",
            "#",
            " # ",
            "\"",
            "'",
            "''",
            "\\",
            "[",
            "]",
            "[]",
            ", ",
            ",",
            "{",
            "}",
            "&a",
            "*a",
            "!t ",
            "|",
            ">",
            "|\n",
            "%",
            "@",
            "`",
            "?",
            "? ",
            "---",
            "...",
            "\t",
            "<<",
            "key: value\n",
            "list:\n- x\n- y\n",
            "x: [a, b]\n",
            "q: \"text\"\n",
            "s: 'text'\n",
            "https://example.com/",
        ])
    }

    fn line() -> impl Strategy<Value = String> {
        let start = proptest::sample::select(vec![
            "title: ",
            "a: ",
            "b-c:  ",
            "list:\n- ",
            "more:\n  - ",
            "- ",
            "  - ",
            "x: [a, ",
            "q: \"",
            "s: '",
            "d: 2021-01-02",
            "",
        ]);
        let end = proptest::sample::select(vec!["\n", "\"\n", "'\n", "]\n", " \n", "\n\n", ""]);
        (start, proptest::collection::vec(piece(), 0..3), end)
            .prop_map(|(start, pieces, end)| format!("{start}{}{end}", pieces.concat()))
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn reads_nothing_otherwise_than_the_crate(lines in proptest::collection::vec(line(), 0..4)) {
            let text = lines.concat();
            if let Some(map) = read(&text) {
                prop_assert_eq!(Some(map), yaml::parsed(&text), "{:?}", text);
            }
        }
    }
}

//! Halves of characters: what programs leave that count in units of UTF-16, such as those in JavaScript, when they cut a text.

use memchr::memchr;

use crate::error::{Matter, Position, Warning};

/// Returns a text of JSON with U+FFFD in the place of each half, as most readers have it, and what is to be said of that; `None` if
/// there are none. Every other character stays where it is.
pub(super) fn replaced(text: &str) -> Option<(String, Warning)> {
    let mut whole = String::new();
    let (mut at, mut done) = (0, 0);
    let mut halves = Vec::new();
    while let Some(next) = text
        .as_bytes()
        .get(at..)
        .and_then(|rest| memchr(b'\\', rest))
    {
        at += next;
        at += match unit(text, at) {
            Some(0xD800..=0xDBFF) if matches!(unit(text, at + 6), Some(0xDC00..=0xDFFF)) => 12,
            Some(0xD800..=0xDFFF) => {
                halves.push(at);
                whole.push_str(&text[done..at]);
                whole.push_str("\\ufffd");
                done = at + 6;
                6
            }
            // Whatever is escaped.
            _ => 2,
        };
    }
    let first = Position::of_offset(text, *halves.first()?);
    whole.push_str(&text[done..]);
    let count = match halves.len() {
        1 => String::new(),
        count => format!(" ({count} times)"),
    };
    let message = format!("expected whole characters, found half of one{count}");
    let warning = Warning::new(message).at(first).about(Matter::Markup);
    Some((whole, warning))
}

/// Returns the unit of UTF-16 that is escaped at a byte.
fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    // A number may have a sign, too.
    let are_digits = digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    u16::from_str_radix(digits, 16).ok().filter(|_| are_digits)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_halves_are_replaced() {
        for (text, expected) in [
            (r#""a\ud83d""#, Some(r#""a\ufffd""#)),
            (
                r#""\uDE00é\n\uD83D\uDE00""#,
                Some(r#""\ufffdé\n\uD83D\uDE00""#),
            ),
            (
                r#""\ud83d\ud83d\ude00\ud83d\u0041""#,
                Some(r#""\ufffd\ud83d\ude00\ufffd\u0041""#),
            ),
            (r#""\\ud83d""#, None),
            (r#""\\\ud83d""#, Some(r#""\\\ufffd""#)),
            (r#""\u+123 \ud8"#, None),
            ("\\", None),
        ] {
            let whole = replaced(text).map(|(whole, _)| whole);
            assert_eq!(whole.as_deref(), expected, "{text}");
        }
    }
}

//! `<?xml version="1.0" encoding="utf-8"?>`, as [XML](https://www.w3.org/TR/xml/#sec-prolog-dtd) has it.

use std::ops::Range;

use crate::text::character::is_number;
use crate::text::start_of;

/// A name, what may stand behind it, and what usually does.
type Part = (&'static str, fn(&str) -> bool, &'static str);

/// What the declaration says, in this order; the first must be there.
const PARTS: [Part; 3] = [
    ("version", is_version, "1.0"),
    ("encoding", is_encoding, "utf-8"),
    ("standalone", |text| matches!(text, "yes" | "no"), "yes"),
];

/// Returns what is wrong with a declaration, where in it, and how to mend it.
pub(super) fn fault(raw: &str) -> Option<(Range<usize>, String, String)> {
    let right = "write `<?xml version=\"1.0\" encoding=\"utf-8\"?>`".to_owned();
    let found = |place, message: String| Some((place, message, right.clone()));
    let Some(inside) = raw.strip_suffix("?>") else {
        let message = "expected `?>` at the end of the XML declaration, found `>`";
        return found(raw.len().saturating_sub(1)..raw.len(), message.to_owned());
    };
    let (mut at, mut next) = ("<?xml".len(), 0);
    loop {
        let rest = inside[at..].trim_ascii_start();
        if rest.is_empty() {
            break;
        }
        let start = inside.len() - rest.len();
        let Some((name, value)) = part(rest).filter(|_| start > at) else {
            let message = "expected name=\"value\" in the XML declaration, found something else";
            return found(start..inside.len(), message.to_owned());
        };
        let place = start..start + name.len();
        let Some(index) = PARTS.iter().position(|(known, ..)| *known == name) else {
            let message = format!("expected `version`, `encoding` or `standalone`, found `{name}`");
            return found(place, message);
        };
        if index > 0 && next == 0 {
            let message =
                format!("expected `version` first in the XML declaration, found `{name}`");
            return found(place, message);
        }
        if index < next {
            let message = format!(
                "expected `{name}` once and before others, found it behind `{}`",
                PARTS[next - 1].0
            );
            return found(place, message);
        }
        let (_, is_right, usual) = PARTS[index];
        let value_start = start_of(value, inside);
        at = value_start + value.len() + 1;
        if !is_right(value) {
            let message = format!("expected `{name}` such as `{usual}`, found `{value}`");
            let help = format!("write `{name}=\"{usual}\"`");
            return Some((value_start..at - 1, message, help));
        }
        next = index + 1;
    }
    if next == 0 {
        let message = "expected `version` in the XML declaration, found none";
        return found(0.."<?xml".len(), message.to_owned());
    }
    None
}

/// Returns the name and the value with which a text begins.
fn part(text: &str) -> Option<(&str, &str)> {
    let (name, behind) = text.split_once('=')?;
    let behind = behind.trim_ascii_start();
    let quote = behind.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let (value, _) = behind[1..].split_once(quote)?;
    let name = name.trim_ascii_end();
    (!name.is_empty()).then_some((name, value))
}

fn is_version(text: &str) -> bool {
    text.strip_prefix("1.").is_some_and(is_number)
}

fn is_encoding(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_alphabetic())
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'_' | b'-'))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_wrong_with_a_declaration() {
        for (raw, wrong) in [
            ("<?xml version=\"1.0\"?>", None),
            (
                "<?xml version = '1.0' encoding='UTF-8' standalone='no' ?>",
                None,
            ),
            ("<?xml version=\"1.0\">", Some(">")),
            ("<?xml?>", Some("<?xml")),
            ("<?xml encoding=\"utf-8\"?>", Some("encoding")),
            (
                "<?xml version=\"1.0\" standalone=\"yes\" encoding=\"utf-8\"?>",
                Some("encoding"),
            ),
            ("<?xml version=\"1.0\" standalone=\"true\"?>", Some("true")),
            (
                "<?xml version=\"1.0\"encoding=\"utf-8\"?>",
                Some("encoding=\"utf-8\""),
            ),
            ("<?xml version=1.0?>", Some("version=1.0")),
            ("<?xml version=\"1.0\" charset=\"utf-8\"?>", Some("charset")),
            ("<?xml version=\"2\"?>", Some("2")),
        ] {
            let place = fault(raw).map(|(place, ..)| &raw[place]);
            assert_eq!(place, wrong, "{raw}");
        }
    }
}

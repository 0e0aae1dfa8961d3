//! Values of TOML that are neither in quotes nor anything that needs none.

use super::cause::in_quotes;
use super::suspicious::within_curly;
use crate::check::date;
use crate::check::finding::Fault;
use crate::model::Timestamp;

/// Returns how long the value is with which a text begins, and what is wrong with it, if that is plain to see.
pub(super) fn fault(text: &str) -> Option<(usize, Fault)> {
    let line = text.lines().next()?;
    if let Some(value) = curly(line)
        && let Some((first, inside)) = within_curly(value)
    {
        let message = format!("expected quotes such as `\"`, found `{first}`");
        let fault = Fault::error("curly-quotes", message);
        let help = format!("write `{}`", in_quotes(inside));
        return Some((value.len(), fault.with_help(help)));
    }
    let value = line.split(['#', ',', ']', '}', '"', '\'']).next()?;
    let value = value.trim_end();
    let fault = match Timestamp::parse(value) {
        Some(timestamp) => {
            let message = format!("expected a date as TOML has it, found `{value}`");
            let help = format!("write `{}`", timestamp.to_rfc3339());
            Some(Fault::error("unreadable-date", message).with_help(help))
        }
        None => date::date(value).filter(|fault| fault.code == "impossible-date" || is_day(value)),
    };
    Some((value.len(), fault?))
}

/// Returns where the value begins within which a reader stops.
pub(super) fn start(line: &str, at: usize) -> usize {
    let before = line.get(..at).unwrap_or_default();
    let start = before.rfind(['=', '[', ',']).map_or(0, |mark| mark + 1);
    let value = line.get(start..).unwrap_or_default();
    start + (value.len() - value.trim_start_matches([' ', '\t']).len())
}

/// Returns whether a value is made of numbers as a day is, and not as a version.
fn is_day(value: &str) -> bool {
    let numbers = date::numbers(value);
    numbers.is_some_and(|numbers| numbers.iter().any(|number| number.len() == 4))
}

/// Returns what a line has up to the quote of a word processor that closes the one with which it begins.
fn curly(line: &str) -> Option<&str> {
    let first = line.chars().next()?;
    let closing = match first {
        '\u{2018}' => ['\u{2019}'; 2],
        '\u{ab}' => ['\u{bb}'; 2],
        _ => ['\u{201c}', '\u{201d}'],
    };
    let mut places = line.char_indices().skip(1);
    let (end, last) = places.find(|(_, c)| closing.contains(c))?;
    Some(&line[..end + last.len_utf8()])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_stands_without_quotes() {
        for (text, length, help) in [
            ("“A, it’s B” # c", 17, "write `\"A, it’s B\"`"),
            ("‘A’, ‘B’]", 7, "write `\"A\"`"),
            ("2024/06/05\nb = 1", 10, "write `2024-06-05T00:00:00Z`"),
            (
                "05/06/2024, 3]",
                10,
                "whether the day or the month comes first, nobody can tell; write year, month, day",
            ),
        ] {
            let (found, fault) = fault(text).expect("a fault");
            assert_eq!((found, fault.help.as_deref()), (length, Some(help)));
        }
        for text in ["Hello", "“A", "3/4", "1.2.3", "10.0.0.1", ""] {
            assert!(fault(text).is_none(), "{text}");
        }
    }
}

//! YAML that can be read, and says something else than it looks like.

use super::Read;
use crate::check::finding::{Fault, Findings};
use crate::model::Value;

/// Quotes of word processors, which are text to YAML.
const CURLY: [char; 7] = [
    '\u{201c}', '\u{201d}', '\u{201e}', '\u{2018}', '\u{2019}', '\u{ab}', '\u{bb}',
];

/// Looks at the texts of the top level.
pub(super) fn check(text: &str, read: &Read, findings: &mut Findings<'_>) {
    for (key, value) in &read.map {
        if let Some(name) = key.as_str()
            && let Some(odd) = name.chars().find(|c| c.is_whitespace() && *c != ' ')
            && let Some(place) = read.outline.key(name)
        {
            let code = u32::from(odd);
            let message = format!(
                "expected a space, found the character U+{code:04X}, which looks like one and is a part of the key"
            );
            let fault = Fault::error("odd-space", message);
            findings.add(place, fault.with_help("replace it with a space"));
            continue;
        }
        let Some(place) = key.as_str().and_then(|key| read.outline.value(key)) else {
            continue;
        };
        let raw = text.get(place.clone()).unwrap_or_default();
        if !matches!(value, Value::Str(_)) || raw.starts_with(['"', '\'', '|', '>']) {
            continue;
        }
        let behind = text[place.end..].split('\n').next().unwrap_or_default();
        let comment = behind.trim_start();
        // A comment for people has a space behind its mark.
        if comment.starts_with('#') && comment[1..].starts_with(char::is_alphanumeric) {
            let at = place.end + (behind.len() - comment.len());
            let message = format!(
                "expected quotes around a value that holds ` #`, found none; it ends before `{}`",
                comment.trim_end()
            );
            let help = format!(
                "what follows ` #` is a comment; write `\"{raw} {}\"`",
                comment.trim_end()
            );
            findings.add(
                at..at + comment.trim_end().len(),
                Fault::warning("comment-in-value", message).with_help(help),
            );
        }
        if let (Some(first), Some(last)) = (raw.chars().next(), raw.chars().next_back())
            && CURLY.contains(&first)
            && CURLY.contains(&last)
            && raw.chars().count() > 1
        {
            let inside = raw.trim_matches(CURLY);
            let message = format!(
                "expected quotes such as `\"`, found `{first}`, which becomes a part of the text"
            );
            findings.add(
                place,
                Fault::warning("curly-quotes", message).with_help(format!("write `\"{inside}\"`")),
            );
        }
    }
}

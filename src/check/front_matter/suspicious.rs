//! YAML that can be read, and says something else than it looks like.

use std::ops::Range;

use super::cause::in_quotes;
use super::{Read, record, rules};
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
        let Some(name) = key.as_str() else { continue };
        empty(value, name, text, read, findings);
        let Some(place) = read.outline.value(name) else {
            continue;
        };
        let raw = text.get(place.clone()).unwrap_or_default();
        if !matches!(value, Value::Str(_)) || raw.starts_with(['"', '\'', '|', '>']) {
            continue;
        }
        if let Some(comment) = comment(text, place.end) {
            let cut = &text[comment.clone()];
            let message = format!(
                "expected quotes around a value that holds ` #`, found none; it ends before `{cut}`"
            );
            let help = format!(
                "what follows ` #` is a comment; write `{}`",
                in_quotes(&format!("{raw} {cut}"))
            );
            findings.add(
                comment,
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
                Fault::warning("curly-quotes", message)
                    .with_help(format!("write `{}`", in_quotes(inside))),
            );
        }
    }
}

/// Looks at a value that is none, or at a list that holds such: what was to be it may be a comment.
fn empty(value: &Value, path: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    match value {
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                empty(item, &format!("{path}[{index}]"), text, read, findings);
            }
        }
        Value::Null => {
            let Some(key) = read.outline.key(path) else {
                return;
            };
            let Some(comment) = comment(text, key.end) else {
                let field = read.dialect.field_of(path);
                let is_text = rules::is_text(field.as_deref().unwrap_or(path));
                if is_text && !record::is_empty(&read.map) {
                    let fault = Fault::warning("empty-value", "expected some text, found none");
                    findings.add(key, fault.with_help("write it, or leave out what is empty"));
                }
                return;
            };
            let cut = &text[comment.clone()];
            let message =
                "expected quotes around a value that begins with `#`, found none; it is empty";
            let help = format!("what follows ` #` is a comment; write `{}`", in_quotes(cut));
            findings.add(
                comment,
                Fault::warning("comment-in-value", message).with_help(help),
            );
        }
        _ => {}
    }
}

/// Returns where a comment stands behind a key or a value on the same line, unless it is one for people: those have a space
/// behind their mark.
fn comment(text: &str, from: usize) -> Option<Range<usize>> {
    let behind = text.get(from..)?.split('\n').next()?;
    let comment = behind.strip_prefix(':').unwrap_or(behind).trim();
    let is_meant = comment
        .strip_prefix('#')?
        .starts_with(char::is_alphanumeric);
    let start = from + behind.find('#')?;
    is_meant.then(|| start..start + comment.len())
}

//! Dashes without a space behind them: they make a text or a key of what was to be the first item of a list.

use super::Read;
use crate::check::finding::{Fault, Findings};
use crate::check::outline::join;
use crate::model::{Article, Record, Value};

/// Looks at all that stands below a key.
pub(super) fn check(text: &str, read: &Read, findings: &mut Findings<'_>) {
    for (key, value) in &read.map {
        if let Some(name) = key.as_str()
            && !is_told(name, read)
        {
            below(value, &join("", name), text, read, findings);
        }
    }
}

/// Returns whether a field is a text, which may begin with a dash, or is told to be of another type.
fn is_told(name: &str, read: &Read) -> bool {
    let field = read.dialect.field_of(name);
    let field = field.as_deref().unwrap_or(name);
    let known = Article::FIELDS.iter().find(|known| known.name == field);
    known.is_some_and(|known| {
        let is_mistyped = || read.article.extra.fields.get(field).is_some();
        known.expects == "text" || read.is_ours() || is_mistyped()
    })
}

fn below(value: &Value, path: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    let becomes = match value {
        Value::Str(_) => "all of it is one text",
        Value::Map(map) => {
            for (key, value) in map {
                if let Some(key) = key.as_str() {
                    below(value, &join(path, key), text, read, findings);
                }
            }
            "it is a part of the key"
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                below(item, &format!("{path}[{index}]"), text, read, findings);
            }
            return;
        }
        _ => return,
    };
    let key = read.outline.key(path);
    if let Some((at, item)) = key.and_then(|key| first_item(text, key.end)) {
        let message = format!("expected a space behind the dash of an item, found none; {becomes}");
        let fault = Fault::warning("missing-space", message);
        findings.add(at..at + 1, fault.with_help(format!("write `- {item}`")));
    }
}

/// Returns where the dash stands on the line below a key without a value, and what stands behind it without a space.
fn first_item(text: &str, key_end: usize) -> Option<(usize, &str)> {
    // First what is near: a whole line may have many keys.
    let is_blank = |c: char| c != '\n' && c.is_whitespace();
    let behind = text.get(key_end..)?.trim_start_matches(is_blank);
    let behind = behind.strip_prefix(':')?.trim_start_matches(is_blank);
    if !behind.starts_with(['\n', '#']) {
        return None;
    }
    let (_, below) = behind.split_once('\n')?;
    let content = below.trim_start_matches(' ');
    let item = content.lines().next()?.strip_prefix('-')?.trim_end();
    let is_item = item.starts_with(|c: char| c.is_alphabetic() || matches!(c, '"' | '\''));
    is_item.then_some((text.len() - content.len(), item))
}

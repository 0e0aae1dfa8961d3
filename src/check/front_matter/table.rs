//! Tables of TOML: each takes in all keys below it, and generators want some of their values in one form.

use super::Read;
use super::help;
use super::record::found;
use crate::check::finding::{Fault, Findings};
use crate::check::outline::join;
use crate::front_matter::Syntax;
use crate::model::Value;

/// Tables of the generators; others may hold anything.
const THEIRS: [&str; 3] = ["extra", "params", "taxonomies"];

/// Keys that stand above all tables.
const ABOVE: [&str; 4] = ["date", "draft", "slug", "weight"];

/// The table whose values are lists of texts.
const TERMS: &str = "taxonomies";

/// Looks at tables for what was meant to stand above them.
pub(super) fn misplaced(read: &Read, findings: &mut Findings<'_>) {
    let has_date = read.article.published_date_time.is_some();
    for key in ABOVE {
        if read.map.get(key).is_some() || key == "date" && has_date {
            continue;
        }
        if let Some((table, key)) = inside(read, &[key])
            && (read.is_ours() || THEIRS.contains(&table))
        {
            add(read, "misplaced-key", (table, key), findings);
        }
    }
}

/// Returns the table and the key in it that was to stand above.
pub(super) fn inside<'r>(read: &'r Read, keys: &[&'r str]) -> Option<(&'r str, &'r str)> {
    let tables = read.map.iter().filter(|_| read.syntax == Syntax::Toml);
    let mut found = tables.filter_map(|(name, value)| match value {
        Value::Map(map) => Some((
            name.as_str()?,
            *keys.iter().find(|key| map.get(key).is_some())?,
        )),
        _ => None,
    });
    found.next()
}

/// Says that a key stands below a table and was to stand above.
pub(super) fn add(
    read: &Read,
    code: &'static str,
    (table, key): (&str, &str),
    findings: &mut Findings<'_>,
) {
    let message =
        format!("expected `{key}` above `[{table}]`, found it below, where it belongs to that");
    let fault = Fault::warning(code, message).with_help("put it above all tables");
    let place = read.outline.key(&join(table, key));
    findings.add(place.unwrap_or(read.start..read.start + 1), fault);
}

/// Looks at what Zola refuses: terms that are no list of texts.
pub(super) fn terms(read: &Read, findings: &mut Findings<'_>) {
    let Some(Value::Map(terms)) = read.map.get(TERMS) else {
        return;
    };
    for (name, value) in terms.iter().filter(|_| read.dialect.name() == "zola") {
        let Some(name) = name.as_str() else { continue };
        let is_told = read.map.get(name).is_none() && (name == "title" || ABOVE.contains(&name));
        let path = join(TERMS, name);
        let mut add = |path: &str, expects, value: &Value| {
            let message = format!("expected `{path}` to be {expects}, found {}", found(value));
            let help = help::for_value(read.syntax, name, expects, value);
            let place = read.outline.value(path);
            let fault = Fault::error("mistyped-field", message).with_help(help);
            findings.add(place.unwrap_or(read.start..read.start + 1), fault);
        };
        match value {
            _ if is_told => {}
            Value::List(items) => {
                for (index, item) in items.iter().enumerate() {
                    if item.as_str().is_none() {
                        add(&format!("{path}[{index}]"), "text", item);
                    }
                }
            }
            value => add(&path, "a list of texts", value),
        }
    }
}

/// Looks at times without seconds, which no generator reads unless they stand in quotes.
pub(super) fn seconds(read: &Read, findings: &mut Findings<'_>) {
    for (key, value) in read.map.iter().filter(|_| read.syntax == Syntax::Toml) {
        let key = key.as_str().filter(|_| value.as_str().is_some());
        let Some(place) = key.and_then(|key| read.outline.value(key)) else {
            continue;
        };
        let raw = findings.text(place.clone());
        if raw.starts_with(['"', '\'']) || !has_form(raw, "0000-00-00 00:00") {
            continue;
        }
        let (minute, zone) = raw.split_at(16);
        if zone.starts_with(':') {
            continue;
        }
        let message = format!("expected a time with seconds, found `{raw}`");
        let help = format!("write `{minute}:00{zone}`; generators refuse the file without");
        findings.add(place, Fault::error("no-seconds", message).with_help(help));
    }
}

/// Returns whether a text begins as a form does: `0` stands for a digit.
fn has_form(text: &str, form: &str) -> bool {
    let is_of_form = |(byte, place): (u8, u8)| match place {
        b'0' => byte.is_ascii_digit(),
        b' ' => matches!(byte, b' ' | b'T' | b't'),
        place => byte == place,
    };
    text.len() >= form.len() && text.bytes().zip(form.bytes()).all(is_of_form)
}

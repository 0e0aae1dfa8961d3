//! YAML that can be read, and says something else than it looks like.

use std::collections::HashSet;
use std::ops::Range;

use super::cause::in_quotes;
use super::{Read, help, record, rules};
use crate::check::finding::{Fault, Findings};
use crate::check::outline::join;
use crate::check::outline::yaml::key_of;
use crate::front_matter::Syntax;
use crate::model::{Article, Enclosure, Image, Person, Provider, Record, Value};

/// Quotes of word processors, which are text to YAML.
const CURLY: [&[char]; 3] = [
    &['\u{201c}', '\u{201d}', '\u{201e}'],
    &['\u{2018}', '\u{2019}'],
    &['\u{ab}', '\u{bb}'],
];

/// Looks at the texts of the top level, where a header stands in a text.
pub(super) fn check(text: &str, header: &str, read: &Read, findings: &mut Findings<'_>) {
    let aliases = aliases(header);
    for (key, value) in &read.map {
        if let Some(name) = key.as_str()
            && let Some(odd) = name.chars().find(|c| record::is_odd(*c))
            && let Some(place) = read.outline.key(name)
        {
            let code = u32::from(odd);
            let (message, help) = if odd.is_whitespace() {
                let looks = "which looks like one and is a part of the key";
                (
                    format!("expected a space, found the character U+{code:04X}, {looks}"),
                    "replace it with a space",
                )
            } else {
                let looks = "which nobody sees";
                (
                    format!("expected a key, found the character U+{code:04X} in it, {looks}"),
                    "take it out",
                )
            };
            let fault = Fault::error("odd-space", message);
            findings.add(place, fault.with_help(help));
            continue;
        }
        let Some(name) = key.as_str() else { continue };
        empty(value, name, text, read, findings);
        continued(value, name, text, read, findings);
        curly(value, &join("", name), text, read, findings);
        semicolons(value, name, text, read, findings);
        full_width(value, name, text, read, findings);
        let Some(place) = read.outline.value(name) else {
            continue;
        };
        let raw = text.get(place.clone()).unwrap_or_default();
        if let Some(anchor) = unused_anchor(name, place.start, text, read, &aliases) {
            let whole = format!("{} {raw}", &text[anchor.clone()]);
            let message = "expected quotes around a value that begins with `&`, found none; the word is no part of the text";
            let fault = Fault::warning("unused-anchor", message);
            let help = format!("write `{}`, or take the word out", in_quotes(&whole));
            findings.add(anchor, fault.with_help(help));
        }
        if value.as_str() == Some("") && raw.starts_with(['|', '>']) && !is_text(name, read) {
            let message =
                format!("expected a text with spaces before its lines below `{raw}`, found none");
            let fault = Fault::warning("empty-value", message);
            findings.add(
                place,
                fault.with_help("put two spaces before each line of it, or leave the key out"),
            );
            continue;
        }
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
        if let Some(inside) = raw.strip_suffix('"')
            && !inside.contains('"')
            && inside.ends_with(char::is_alphabetic)
        {
            let message = "expected a quote before the value, too, found none; the one behind it becomes a part of the text";
            let fault = Fault::warning("unopened-quote", message);
            let help = format!("write `{}`", in_quotes(inside));
            findings.add(place.end - 1..place.end, fault.with_help(help));
        }
    }
}

/// Returns whether feeds live by a field under that name.
fn is_text(name: &str, read: &Read) -> bool {
    let field = read.dialect.field_of(name);
    rules::is_text(field.as_deref().unwrap_or(name))
}

/// Returns the names of the anchors that a header refers to.
fn aliases(header: &str) -> HashSet<&str> {
    let words = header.split(|c: char| c.is_whitespace() || ",[]{}".contains(c));
    words.filter_map(|word| word.strip_prefix('*')).collect()
}

/// Returns where an anchor stands before a value that nothing refers to.
fn unused_anchor(
    name: &str,
    start: usize,
    text: &str,
    read: &Read,
    aliases: &HashSet<&str>,
) -> Option<Range<usize>> {
    let key = read.outline.key(name)?;
    let before = text.get(key.end..start)?;
    let at = key.end + before.find('&').filter(|_| !before.contains('\n'))?;
    let anchor = text[at..].split(char::is_whitespace).next()?;
    (!aliases.contains(&anchor[1..])).then_some(at..at + anchor.len())
}

/// Looks at items that go on with a dash on the next line: it was to be that of another one.
fn continued(value: &Value, path: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    let Value::List(items) = value else { return };
    for (index, item) in items.iter().enumerate() {
        let path = format!("{path}[{index}]");
        continued(item, &path, text, read, findings);
        let (Some(own), Some(place)) = (item.as_str(), read.outline.value(&path)) else {
            continue;
        };
        let goes_on = own
            .strip_prefix(text.get(place.clone()).unwrap_or_default())
            .is_some_and(|rest| rest.starts_with(" - "));
        let behind = text.get(place.end..).unwrap_or_default();
        let next = behind.strip_prefix('\n').map(str::trim_start);
        if let Some(next) = next.filter(|next| goes_on && next.starts_with("- ")) {
            let dash = text.len() - next.len();
            let message = "expected the dash of an item below that of the one before, found it further right; what follows \
                becomes a part of that";
            let fault = Fault::warning("bad-indentation", message);
            findings.add(
                dash..dash + 1,
                fault.with_help("what belongs together begins in the same column"),
            );
        }
    }
}

/// Returns the first of two quotes of word processors, and the text between them. Where others of their kind are within, these
/// stand around a part of it each.
pub(super) fn within_curly(text: &str) -> Option<(char, &str)> {
    let first = text.chars().next()?;
    let own = CURLY.into_iter().find(|own| own.contains(&first))?;
    let inside = text.strip_prefix(own)?.strip_suffix(own)?;
    (!inside.contains(own)).then_some((first, inside))
}

/// Looks at texts between quotes of word processors, be they items or values of maps.
fn curly(value: &Value, path: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    match value {
        Value::Map(map) => {
            let named = map
                .iter()
                .filter_map(|(key, value)| Some((key.as_str()?, value)));
            for (key, value) in named {
                curly(value, &join(path, key), text, read, findings);
            }
        }
        Value::List(items) => {
            for (index, item) in items.iter().enumerate() {
                curly(item, &format!("{path}[{index}]"), text, read, findings);
            }
        }
        Value::Str(_) => {
            let Some(place) = read.outline.value(path) else {
                return;
            };
            let raw = text.get(place.clone()).unwrap_or_default();
            if let Some((first, inside)) = within_curly(raw) {
                let message = format!(
                    "expected quotes such as `\"`, found `{first}`, which becomes a part of the text"
                );
                let fault = Fault::warning("curly-quotes", message);
                findings.add(
                    place,
                    fault.with_help(format!("write `{}`", in_quotes(inside))),
                );
            }
        }
        _ => {}
    }
}

/// Looks at lists in brackets whose items were to be divided by semicolons.
fn semicolons(value: &Value, name: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    let Value::List(items) = value else { return };
    for (index, item) in items.iter().enumerate() {
        let place = read.outline.value(&format!("{name}[{index}]"));
        let raw = place
            .clone()
            .and_then(|place| text.get(place))
            .unwrap_or_default();
        if let (Some(own), Some(place)) = (item.as_str(), place)
            && own == raw
            && let Some(at) = own.find("; ")
            && is_in_brackets(name, text, read)
        {
            let parts = own.split(';').map(str::trim);
            let parts: Vec<String> = parts.map(|part| help::text(Syntax::Yaml, part)).collect();
            let message = "expected a comma between two items of the list, found `;`, which becomes a part of the text";
            let help = format!("write `{}`, or put quotes around it", parts.join(", "));
            let at = place.start + at;
            findings.add(
                at..at + 1,
                Fault::warning("missing-comma", message).with_help(help),
            );
        }
    }
}

/// Returns whether a list stands in brackets.
fn is_in_brackets(name: &str, text: &str, read: &Read) -> bool {
    let list = read.outline.value(name).and_then(|place| text.get(place));
    list.is_some_and(|list| list.starts_with('['))
}

/// Looks at a list in brackets whose one item holds commas of an input method for Chinese or Japanese.
fn full_width(value: &Value, path: &str, text: &str, read: &Read, findings: &mut Findings<'_>) {
    const COMMAS: [char; 2] = ['\u{ff0c}', '\u{3001}'];
    let Value::List(items) = value else { return };
    let Some(place) = read.outline.value(path) else {
        return;
    };
    let raw = text.get(place.clone()).unwrap_or_default();
    if let [Value::Str(item)] = items.as_slice()
        && raw.starts_with('[')
        && !raw.contains(['"', '\''])
        && let Some(at) = raw.find(COMMAS)
        && let Some(comma) = raw[at..].chars().next()
    {
        let at = place.start + at;
        let items = item.split(COMMAS).map(str::trim);
        let items: Vec<String> = items.map(|item| help::text(Syntax::Yaml, item)).collect();
        let message =
            format!("expected `,` between two items, found `{comma}`, which is a part of the text");
        let fault = Fault::warning("full-width", message);
        let help = format!("write `[{}]`", items.join(", "));
        findings.add(at..at + comma.len_utf8(), fault.with_help(help));
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
                unset(path, key, text, read, findings);
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

/// Looks at a field without a value: what belongs to it may stand below without the spaces that would say so.
fn unset(path: &str, key: Range<usize>, text: &str, read: &Read, findings: &mut Findings<'_>) {
    let field = read.dialect.field_of(path);
    let field = field.as_deref().unwrap_or(path);
    let rest = text.get(key.start..).unwrap_or_default();
    let below = part_below(field, rest);
    // A comment says why there is none, and what looks like a space has a rule of its own.
    let mut lines = rest.lines();
    let is_explained = lines.next().is_some_and(|line| line.contains('#'))
        || lines
            .next()
            .is_some_and(|line| line.starts_with(record::is_odd));
    // Those of generators leave keys empty in each post that they make.
    let is_known = || {
        let is_field = Article::FIELDS.iter().any(|known| known.name == field);
        is_field && read.is_ours() && !is_explained
    };
    if record::is_empty(&read.map) || below.is_none() && !is_text(path, read) && !is_known() {
        return;
    }
    let message = match is_text(path, read) {
        true => "expected some text, found none".to_owned(),
        false => format!("expected a value of `{path}`, found none"),
    };
    let help = match below {
        Some(part) if field == "provider" => format!("put two spaces before `{part}:`"),
        Some(part) => format!("put `- ` before `{part}:`, and two spaces before what goes with it"),
        None => "write it, or leave out what is empty".to_owned(),
    };
    findings.add(key, Fault::warning("empty-value", message).with_help(help));
}

/// Returns the key on the line below that of a field, if it begins in the same column and is one of the field's parts.
fn part_below<'t>(field: &str, text: &'t str) -> Option<&'t str> {
    let names = |field: &str| -> Vec<&str> {
        match field {
            "provider" => Provider::FIELDS.iter().map(|part| part.name).collect(),
            "provider.authors" => Person::FIELDS.iter().map(|part| part.name).collect(),
            "images" => Image::FIELDS.iter().map(|part| part.name).collect(),
            "actions" => Enclosure::FIELDS.iter().map(|part| part.name).collect(),
            _ => Vec::new(),
        }
    };
    let (part, ..) = key_of(text.lines().nth(1)?)?;
    let is_own = Article::FIELDS.iter().any(|known| known.name == part);
    (names(field).contains(&part) && !is_own).then_some(part)
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

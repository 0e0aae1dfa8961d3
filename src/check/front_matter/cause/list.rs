//! Items of lists that stand on lines of their own, and their dashes.

use super::{Around, Found, in_quotes, indent, replaced, value_of, write};
use crate::check::outline::yaml::key_of;
use crate::model::{Article, Record};

/// What people write for a dash, or their word processors.
pub(in crate::check::front_matter) const BULLETS: [char; 6] =
    ['*', '+', '\u{b7}', '\u{2013}', '\u{2014}', '\u{2022}'];

/// An item behind another mark than a dash.
pub(super) fn other_bullet(line: &str, around: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let first = line[start..].chars().next();
    let bullet = first.filter(|c| BULLETS.contains(c))?;
    let end = start + bullet.len_utf8();
    line[end..].strip_prefix(' ')?;
    let before = around
        .before
        .iter()
        .rev()
        .find(|line| !line.trim().is_empty())?;
    if !before.trim_end().ends_with(':') && !before.trim_start().starts_with("- ") {
        return None;
    }
    let mended = replaced(line, start..end, "-");
    let message = format!("expected a dash before an item, found `{bullet}`");
    Some((start..end, message, write(&mended), mended))
}

/// Text between items, or below them.
pub(super) fn missing_dash(line: &str, around: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let content = line[start..].trim_end();
    let mut before = around.before.iter().rev();
    let neighbour = before.find(|line| !line.trim().is_empty() && indent(line) <= start)?;
    let is_item = indent(neighbour) == start && neighbour[start..].starts_with("- ");
    let is_other = content.is_empty() || content.starts_with(['-', '#']);
    if !is_item || is_other || key_of(content).is_some() {
        return None;
    }
    let mended = replaced(line, start..start, "- ");
    let message = "expected a dash before an item, as its neighbours have, found none".to_owned();
    Some((
        start..start + content.len(),
        message,
        write(&mended),
        mended,
    ))
}

pub(super) fn missing_space_behind_dash(line: &str, _: Around<'_>) -> Option<Found> {
    let start = indent(line);
    let behind = line[start..].strip_prefix('-')?;
    if behind.is_empty() || behind.starts_with([' ', '-']) {
        return None;
    }
    let mended = replaced(line, start + 1..start + 1, " ");
    let message = "expected a space behind the dash of an item, found none".to_owned();
    Some((start..start + 1, message, write(&mended), mended))
}

/// The first item of a list on the line of its key.
pub(super) fn item_behind_key(line: &str, around: Around<'_>) -> Option<Found> {
    let (key, range) = value_of(line)?;
    let item = line[range.clone()].strip_prefix("- ")?.trim();
    if key.is_empty() || item.is_empty() {
        return None;
    }
    let mut fields = Article::FIELDS.iter();
    if fields.any(|field| field.name == key && field.expects == "text") {
        let mended = replaced(line, range.clone(), &in_quotes(&line[range.clone()]));
        let message = "expected quotes around a value that begins with `-`, found none";
        let found = (range, message.to_owned(), write(&mended), mended);
        return Some(found);
    }
    let message = "expected each item of a list on a line of its own, found one behind the key";
    let next = around.behind.iter().find(|line| !line.trim().is_empty());
    let (mended, help) = match next {
        Some(next) if next.trim_start().starts_with("- ") => {
            let help = format!("write `- {item}` on a line below the key, above the next item");
            (line[..range.start].trim_end().to_owned(), help)
        }
        _ => {
            let mended = replaced(line, range.clone(), &format!("[{item}]"));
            let help = format!("{}, or begin a line with the dash", write(&mended));
            (mended, help)
        }
    };
    Some((range.start..range.end, message.to_owned(), help, mended))
}

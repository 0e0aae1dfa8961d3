//! Lines that belong together: texts of several lines below `|` and `>`, and the first keys.

use std::ops::Range;

use super::{Around, Found, indent, value_of};
use crate::check::outline::yaml::key_of;

/// Returns what of a value is the mark of a text below, and what stands behind it.
fn mark_of(value: &str) -> Option<(&str, &str)> {
    let rest = value.strip_prefix(['|', '>'])?;
    let rest = rest.trim_start_matches(|c: char| c.is_ascii_digit() || matches!(c, '-' | '+'));
    let mark = &value[..value.len() - rest.len()];
    (rest.is_empty() || rest.starts_with(' ')).then(|| (mark, rest.trim()))
}

/// Text behind the mark, and more of it below.
pub(super) fn text_behind_mark(line: &str, around: Around<'_>) -> Option<Found> {
    let (_, range) = value_of(line)?;
    let (mark, text) = mark_of(&line[range.clone()])?;
    let mut behind = around.behind.iter();
    let next = behind.find(|line| !line.trim().is_empty())?;
    if text.is_empty() || text.starts_with('#') || indent(next) <= indent(line) {
        return None;
    }
    let message = format!("expected the end of the line behind `{mark}`, found text");
    let help = format!(
        "put the text on a line of its own below, with the same spaces as the next one: `{text}`"
    );
    let mended = line[..range.start + mark.len()].to_owned();
    Some((range.end - text.len()..range.end, message, help, mended))
}

/// A text below a mark that is not indented.
pub(super) fn unindented(line: &str, around: Around<'_>) -> Option<Found> {
    let own = indent(line);
    let content = line[own..].trim_end();
    let mut before = around.before.iter().rev();
    let key = before.find(|line| !line.trim().is_empty() && indent(line) <= own)?;
    let (name, range) = value_of(key)?;
    let (mark, text) = mark_of(&key[range])?;
    if content.is_empty() || !text.is_empty() || indent(key) < own {
        return None;
    }
    let mended = format!("{}  {content}", &line[..own]);
    let message = format!("expected spaces before the text of `{name}`, found none");
    let help = format!("put two before each line of the text below `{name}: {mark}`");
    Some((own..own + content.len(), message, help, mended))
}

/// Returns the lines from the first key on that have spaces before them, if several keys do and those below do not, and how many
/// spaces that are.
pub(in crate::check::front_matter) fn indented_keys(
    lines: &[String],
) -> Option<(Range<usize>, usize)> {
    let is_text = |line: &String| !line.trim().is_empty() && !line.trim_start().starts_with('#');
    let first = lines.iter().position(is_text)?;
    let own = indent(&lines[first]);
    let mut below = lines
        .iter()
        .enumerate()
        .skip(first)
        .filter(|(_, line)| is_text(line));
    let (end, next) = below.find(|(_, line)| indent(line) < own)?;
    let is_key = |line: &&String| indent(line) == own && key_of(line.trim_start()).is_some();
    let count = lines[first..end].iter().filter(is_key).count();
    let is_end = indent(next) == 0 && key_of(next).is_some();
    (own > 0 && count > 1 && is_end && is_key(&&lines[first])).then_some((first..end, own))
}

//! Lists of the other kind right below an item, which are lists in it however far they are indented.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::text::markdown::OPTIONS;

/// A list that is to be indented by so many spaces.
struct Inner {
    range: Range<usize>,
    by: usize,
}

/// Returns Markdown in which such lists are indented as far as the text of the item.
pub(super) fn indented(markdown: &str) -> Cow<'_, str> {
    if !has_both_kinds(markdown) {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::new();
    let mut copied = 0;
    for Inner { range, by } in inner_lists(markdown) {
        out.push_str(&markdown[copied..range.start]);
        for line in markdown[range.clone()].split_inclusive('\n') {
            out.extend(std::iter::repeat_n(' ', by));
            out.push_str(line);
        }
        copied = range.end;
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns whether items of both kinds may stand in it: most texts have none of one of them, and need not be parsed for that.
fn has_both_kinds(markdown: &str) -> bool {
    let (mut has_marks, mut has_numbers) = (false, false);
    for line in markdown.lines() {
        let item = line.trim_start_matches([' ', '\t', '>']);
        has_marks |= item.starts_with(['-', '*', '+']);
        has_numbers |= item.starts_with(|c: char| c.is_ascii_digit());
        if has_marks && has_numbers {
            return true;
        }
    }
    false
}

/// A list that is open, or has ended.
#[derive(Clone, Copy)]
struct Outer {
    has_numbers: bool,
    /// Where its last item begins.
    item: usize,
}

/// Finds those that stand by themselves for others, from the beginning of their first lines on.
fn inner_lists(markdown: &str) -> Vec<Inner> {
    let mut found: Vec<Inner> = Vec::new();
    // Each with the one that it is found to be in.
    let mut open: Vec<(Outer, Option<Outer>)> = Vec::new();
    // The one that a list may be in which begins now.
    let mut last: Option<Outer> = None;
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        let above = last.take();
        match event {
            Event::Start(Tag::List(first)) => {
                let has_numbers = first.is_some();
                let item = range.start;
                let end = found.last().map_or(0, |inner| inner.range.end);
                // Below a text, one from another number on is none.
                let above = above.filter(|above| {
                    above.has_numbers != has_numbers && item >= end && first.is_none_or(|n| n == 1)
                });
                let inner = above.and_then(|above| below(markdown, above.item, range));
                let outer = above.filter(|_| inner.is_some());
                found.extend(inner);
                open.push((Outer { has_numbers, item }, outer));
            }
            Event::Start(Tag::Item) => {
                if let Some((list, _)) = open.last_mut() {
                    list.item = range.start;
                }
            }
            Event::End(TagEnd::List(_)) => {
                last = open.pop().map(|(list, outer)| outer.unwrap_or(list));
            }
            _ => {}
        }
    }
    found
}

/// Returns the list in a range as one in the item above it, if no blank line stands between them or in it, and no tab before its
/// lines.
fn below(markdown: &str, item: usize, list: Range<usize>) -> Option<Inner> {
    let start = line_start(markdown, list.start);
    let first = markdown[start..].trim_start_matches(' ');
    let indentation = markdown.len() - start - first.len();
    let above = markdown[..start].lines().next_back()?;
    let text = markdown[start..list.end].trim_end();
    let is_apart = is_blank(above) || text.lines().any(is_blank);
    let has_tabs = |line: &str| line.trim_start_matches(' ').starts_with('\t');
    if is_apart || start + indentation < list.start || text.lines().any(has_tabs) {
        return None;
    }
    let marked = markdown[item..].trim_start_matches(' ');
    let marker = marked.find([' ', '\t', '\n'])?;
    let behind = &marked[marker..];
    let spaces = behind.len() - behind.trim_start_matches(' ').len();
    let spaces = if spaces > 4 { 1 } else { spaces.max(1) };
    let column = markdown.len() - marked.len() - line_start(markdown, item);
    // The list around that one goes on.
    if indentation < column {
        return None;
    }
    let by = (column + marker + spaces).checked_sub(indentation)?;
    let range = start..start + text.len();
    (by > 0).then_some(Inner { range, by })
}

fn line_start(markdown: &str, index: usize) -> usize {
    markdown[..index].rfind('\n').map_or(0, |end| end + 1)
}

fn is_blank(line: &str) -> bool {
    line.trim().is_empty()
}

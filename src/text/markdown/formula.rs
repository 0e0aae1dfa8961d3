//! Formulas, in which nothing is Markdown.

use std::borrow::Cow;

use crate::text::finder::Finder;
use crate::text::html::referenced;

/// What stands around formulas.
#[derive(Clone, Debug)]
pub(crate) struct Delimiters {
    pub(crate) open: String,
    pub(crate) close: String,
    /// What stands around one in a line, and around one that is a paragraph, on the page; the same if nothing is said.
    pub(crate) in_line: Option<[&'static str; 2]>,
    pub(crate) alone: Option<[&'static str; 2]>,
}

/// Returns Markdown in which formulas have no marks, but references to them.
pub(super) fn kept<'a>(markdown: &'a str, delimiters: &[Delimiters]) -> Cow<'a, str> {
    let mut out = String::new();
    let (mut copied, mut index, mut line) = (0, 0, 0);
    let mut marks = Finder::new(markdown);
    let mut code = None;
    loop {
        let opens = delimiters
            .iter()
            .filter_map(|own| Some((marks.find(&own.open, index)?, own)));
        // Of two that begin at the same place, the longer one.
        let next = opens.min_by_key(|(at, own)| (*at, std::cmp::Reverse(own.open.len())));
        let Some((start, own)) = next else {
            break;
        };
        line = markdown[line..start]
            .rfind('\n')
            .map_or(line, |at| line + at + 1);
        index = start + own.open.len();
        let code = code.get_or_insert_with(|| super::code(markdown));
        let next = code.partition_point(|range| range.end <= start);
        if let Some(range) = code.get(next).filter(|range| range.contains(&start)) {
            index = index.max(range.end);
            continue;
        }
        let before = &markdown[..start];
        let escapes = before.len() - before.trim_end_matches('\\').len();
        let Some(end) = marks
            .find(&own.close, index)
            .filter(|_| escapes.is_multiple_of(2))
        else {
            continue;
        };
        let inside = &markdown[index..end];
        let end = end + own.close.len();
        let own_line = &markdown[line..start];
        let is_alone = is_alone(&markdown[..line], own_line, &markdown[end..]);
        if inside.trim().is_empty()
            || !is_alone && marks.find("\n\n", index).is_some_and(|at| at < end)
        {
            continue;
        }
        let around = if is_alone { own.alone } else { own.in_line };
        let [open, close] = around.unwrap_or([&own.open, &own.close]);
        out.extend([&markdown[copied..start], &referenced(open)]);
        push_lines(&mut out, inside, own_line.trim_start().starts_with('>'));
        out.push_str(&referenced(close));
        (copied, index) = (end, end);
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns whether what stands below lines, behind a part of its own, and before a text, is a paragraph.
fn is_alone(above: &str, line: &str, behind: &str) -> bool {
    let is_blank = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '>');
    let mut lines = behind.lines();
    is_blank(line)
        && above.lines().next_back().is_none_or(is_blank)
        && lines.next().is_none_or(is_blank)
        && lines.next().is_none_or(is_blank)
}

/// Writes lines without blank ones, each behind the marks of what it stands in.
fn push_lines(out: &mut String, text: &str, is_quoted: bool) {
    let mut is_first = true;
    for (number, line) in text.lines().enumerate() {
        let is_mark = |c: char| c.is_whitespace() || is_quoted && number > 0 && c == '>';
        let own = line.trim_start_matches(is_mark);
        if own.is_empty() {
            continue;
        }
        if !is_first {
            out.extend(["\n", &line[..line.len() - own.len()]]);
        }
        out.push_str(&referenced(own.trim_end()));
        is_first = false;
    }
}

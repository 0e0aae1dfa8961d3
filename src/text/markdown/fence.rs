//! Where lines begin code, and where they end it.

use std::ops::Range;

/// Elements whose content is no Markdown.
pub(in crate::text) const RAW: [&str; 4] = ["pre", "script", "style", "textarea"];

/// Returns the marks that a line begins code with, or the name of an element whose content is none.
pub(in crate::text) fn mark_of(line: &str) -> Option<&str> {
    let line = inside(line);
    let raw = line.strip_prefix('<').and_then(|line| {
        let name = RAW.into_iter().find(|name| line.starts_with(name))?;
        (!closes(line, name)).then_some(name)
    });
    if raw.is_some() {
        return raw;
    }
    let mark = line.chars().next().filter(|c| "`~".contains(*c))?;
    let words = line.trim_start_matches(mark);
    let length = line.len() - words.len();
    // Code in a line may have as many marks.
    (length >= 3 && !(mark == '`' && words.contains(mark))).then(|| &line[..length])
}

/// Returns whether a line ends what began with these marks or that element.
pub(in crate::text) fn closes(line: &str, mark: &str) -> bool {
    if RAW.contains(&mark) {
        return line.split("</").skip(1).any(|end| end.starts_with(mark));
    }
    let line = line.trim_start_matches(['>', ' ']);
    let behind = line.strip_prefix(mark);
    behind.is_some_and(|rest| rest.trim_start_matches(&mark[..1]).trim().is_empty())
}

/// Returns a line without the marks of quotations and items that it begins with.
fn inside(line: &str) -> &str {
    let mut line = line;
    loop {
        let behind = line.strip_prefix('>').or_else(|| {
            let digits = line.trim_start_matches(|c: char| c.is_ascii_digit());
            let item = if digits.len() < line.len() {
                digits.strip_prefix(['.', ')'])
            } else {
                line.strip_prefix(['-', '*', '+'])
            };
            item.filter(|item| item.starts_with([' ', '\t']))
        });
        let Some(behind) = behind else {
            return line;
        };
        line = behind.trim_start();
    }
}

/// Returns where lines are code that has an end, in order, whatever else is around them. No other code begins one.
pub(super) fn fenced(markdown: &str, is_other: impl Fn(usize) -> bool) -> Vec<Range<usize>> {
    let mut fenced = Vec::new();
    let mut open: Option<(usize, &str)> = None;
    let mut end = 0;
    for line in markdown.split_inclusive('\n') {
        let start = end;
        end += line.len();
        let content = line.trim_start();
        match open {
            Some((start, mark)) if closes(content, mark) => {
                fenced.push(start..end);
                open = None;
            }
            Some(_) => {}
            None if is_other(end - content.len()) => {}
            None => open = mark_of(content).map(|mark| (start, mark)),
        }
    }
    fenced
}

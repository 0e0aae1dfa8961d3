//! Two backslashes at the end of a line, which end it on the page.

use std::borrow::Cow;

use super::{MARK, Raw};

/// Two backslashes at the end of a line.
pub(super) const BREAK: &str = "\\\\\n";

/// Returns Markdown with one in their place, which others know. In formulas, they stay.
pub(super) fn single(markdown: &str) -> Cow<'_, str> {
    let raw = Raw::new(markdown);
    let mut out = String::with_capacity(markdown.len());
    let mut copied = 0;
    let mut is_formula = false;
    for (at, _) in markdown.match_indices(BREAK) {
        let marks = markdown[copied..at].matches(MARK).count();
        is_formula ^= marks % 2 == 1;
        out.push_str(&markdown[copied..at]);
        let before = &markdown[..at];
        let others = before.len() - before.trim_end_matches('\\').len();
        let is_break = !is_formula && others.is_multiple_of(2) && !raw.holds(at);
        copied = at + usize::from(is_break);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

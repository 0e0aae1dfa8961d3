//! Code that is told by its indentation, where a program knows none.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, Parser, Tag, TagEnd};

use super::OPTIONS;

/// Columns that code is indented by.
const INDENTATION: usize = 4;

/// How often a text is read: behind a blank line, more of it may be code.
const ROUNDS: usize = 4;

/// Returns Markdown in which nothing is code for its indentation.
pub(crate) fn without_indented_code(markdown: &str) -> Cow<'_, str> {
    let mut out = Cow::Borrowed(markdown);
    for _ in 0..ROUNDS {
        let is_indented = out.split('\n').any(|line| {
            line.starts_with("    ") || line.trim_start_matches([' ', '>']).starts_with('\t')
        });
        let blanks = if is_indented {
            blanks(&out)
        } else {
            Vec::new()
        };
        if blanks.is_empty() {
            break;
        }
        let mut text = String::with_capacity(out.len());
        let mut copied = 0;
        for blank in blanks {
            text.push_str(&out[copied..blank.start]);
            copied = blank.end;
        }
        text.push_str(&out[copied..]);
        out = Cow::Owned(text);
    }
    out
}

/// Returns where the blanks stand that make code of lines.
fn blanks(markdown: &str) -> Vec<Range<usize>> {
    let mut blanks = Vec::new();
    let mut is_within = false;
    // By how much the first line is indented beyond what makes it code.
    let mut first = None;
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::CodeBlock(CodeBlockKind::Indented)) => {
                (is_within, first) = (true, None)
            }
            Event::End(TagEnd::CodeBlock) => is_within = false,
            Event::Text(_) if is_within => {
                let line = markdown[..range.start].rfind('\n').map_or(0, |end| end + 1);
                let before = &markdown[line..range.start];
                let own = &markdown[range.clone()];
                let behind = own.len() - own.trim_start_matches([' ', '\t']).len();
                let is_known = blanks.last().is_some_and(|last: &Range<_>| last.end > line);
                if is_known || own.trim().is_empty() || !before.ends_with([' ', '\t']) {
                    continue;
                }
                let kept = match before.strip_suffix('\t') {
                    Some(before) => before.trim_end_matches(' ').len(),
                    None => {
                        let blank = before.len() - before.trim_end_matches(' ').len();
                        before.len() - blank.min(INDENTATION)
                    }
                };
                let behind = behind.min(*first.get_or_insert(behind));
                blanks.push(line + kept..range.start + behind);
            }
            _ => {}
        }
    }
    blanks
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::to_html;

    #[test]
    fn indentation_makes_no_code() {
        for (markdown, html) in [
            (
                "<div>\n\n    <p>a\n      b</p>\n\n        *c*\n\n</div>\n",
                "<div>\n<p>a\n  b</p>\n<p><em>c</em></p>\n</div>\n",
            ),
            (
                "- a\n\n      b\n\n> \tc\n\nd\n    e\n",
                "<ul>\n<li>\n<p>a</p>\n<p>b</p>\n</li>\n</ul>\n<blockquote>\n<p>c</p>\n</blockquote>\n<p>d\ne</p>\n",
            ),
            (
                "    ```\n    a\n      b\n    ```\n\n```\n    c\n```\n",
                "<pre><code>a\n  b\n</code></pre>\n<pre><code>    c\n</code></pre>\n",
            ),
        ] {
            assert_eq!(to_html(&without_indented_code(markdown)), html);
        }
        assert_eq!(without_indented_code("a\n    b\n"), "a\n    b\n");
    }
}

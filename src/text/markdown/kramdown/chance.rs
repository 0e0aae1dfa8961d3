//! Text of [CommonMark](https://spec.commonmark.org) in which kramdown finds marks: rows of tables, formulas, definitions.

use std::borrow::Cow;

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use super::OPTIONS;

/// Returns Markdown in which such marks are text for kramdown, too.
pub(crate) fn without_chance_marks(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains(['|', ':', '$']) {
        return Cow::Borrowed(markdown);
    }
    let mut out = String::new();
    let mut copied = 0;
    // Of a table, a formula is in it as elsewhere.
    let (mut is_in_table, mut is_in_code) = (false, false);
    for (event, range) in Parser::new_ext(markdown, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Table(_)) => is_in_table = true,
            Event::End(TagEnd::Table) => is_in_table = false,
            Event::Start(Tag::CodeBlock(_)) => is_in_code = true,
            Event::End(TagEnd::CodeBlock) => is_in_code = false,
            Event::Text(_) if !is_in_code => {
                for (index, c) in markdown[range.clone()].char_indices() {
                    let at = range.start + index;
                    let (before, behind) = (&markdown[..at], &markdown[at + c.len_utf8()..]);
                    let is_mark = match c {
                        '|' => !is_in_table,
                        '$' => before.ends_with('$') || behind.starts_with('$'),
                        ':' => behind.starts_with([' ', '\t']) && begins_line(before),
                        _ => false,
                    };
                    let escapes = before.len() - before.trim_end_matches('\\').len();
                    if is_mark && escapes % 2 == 0 {
                        out.extend([&markdown[copied..at], "\\"]);
                        copied = at;
                    }
                }
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns whether nothing but the marks of quotations stands before a place on its line.
fn begins_line(before: &str) -> bool {
    before
        .trim_end_matches([' ', '>'])
        .chars()
        .next_back()
        .is_none_or(|c| c == '\n')
}

#[cfg(test)]
mod tests {
    use super::without_chance_marks;
    use crate::text::markdown::to_html;

    #[test]
    fn they_are_text() {
        for (markdown, expected) in [
            ("[a](b) | [c](d)", "[a](b) \\| [c](d)"),
            ("a $$ and $$5$$ for $5", "a \\$\\$ and \\$\\$5\\$\\$ for $5"),
            ("a  \n: b: c\n\n> d\n> : e", "a  \n\\: b: c\n\n> d\n> \\: e"),
        ] {
            assert_eq!(without_chance_marks(markdown), expected);
            assert_eq!(without_chance_marks(expected), expected);
            assert_eq!(to_html(markdown), to_html(expected));
        }
        for markdown in [
            "a: `b | $$`\n\n```\nc | $$\n```\n\n| d | e |\n| - | - |\n| f | g |\n",
            "a \\| b",
        ] {
            assert_eq!(without_chance_marks(markdown), markdown);
        }
    }
}

//! Lists of definitions: `: text` below a term.

use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, html};

use super::{OPTIONS, to_html};

const WITH_DEFINITIONS: Options = OPTIONS.union(Options::ENABLE_DEFINITION_LIST);

/// Returns the HTML of Markdown that may have lists of definitions, as that of Hugo and kramdown.
pub(crate) fn to_html_with_definitions(markdown: &str) -> String {
    let mut lines = markdown.lines().map(str::trim_start);
    if !lines.any(|line| line.starts_with(": ") || line.starts_with(":\t")) {
        return to_html(markdown);
    }
    let mut markdown = markdown.to_owned();
    // The crate takes `:smile:` for a definition, too. Without those, others may stand elsewhere.
    for _ in 0..3 {
        let untrue = untrue(&markdown);
        if untrue.is_empty() {
            let mut out = String::with_capacity(markdown.len() * 3 / 2);
            html::push_html(&mut out, Parser::new_ext(&markdown, WITH_DEFINITIONS));
            return out;
        }
        for at in untrue.into_iter().rev() {
            markdown.insert(at, '\\');
        }
    }
    to_html(&markdown)
}

/// Returns where colons stand that the crate takes for marks of definitions, and that no space follows.
fn untrue(markdown: &str) -> Vec<usize> {
    let events = Parser::new_ext(markdown, WITH_DEFINITIONS).into_offset_iter();
    let starts = events.filter_map(|(event, Range { start, .. })| {
        matches!(event, Event::Start(Tag::DefinitionListDefinition)).then_some(start)
    });
    let is_untrue = |start: &usize| {
        let behind = markdown[*start..].strip_prefix(':');
        behind.is_some_and(|behind| !behind.starts_with([' ', '\t']))
    };
    starts.filter(is_untrue).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_colon_is_judged_where_it_stands() {
        for (markdown, html) in [
            (
                "T\n:b\n: c\n:d\n",
                "<dl>\n<dt>T\n:b</dt>\n<dd>c\n:d</dd>\n</dl>\n",
            ),
            (
                "- T\n  :b\n  : c\n\n> :d\n> : e\n",
                "<ul>\n<li>\n<dl>\n<dt>T\n:b</dt>\n<dd>c</dd>\n</dl>\n</li>\n</ul>\n<blockquote>\n<dl>\n<dt>:d</dt>\n<dd>e</dd>\n</dl>\n</blockquote>\n",
            ),
            (
                "<div>\nT\n:b\n</div>\n\nT\n: c\n",
                "<div>\nT\n:b\n</div>\n<dl>\n<dt>T</dt>\n<dd>c</dd>\n</dl>\n",
            ),
        ] {
            assert_eq!(to_html_with_definitions(markdown), html);
        }
    }
}

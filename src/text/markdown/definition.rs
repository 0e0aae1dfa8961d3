//! Lists of definitions: `: text` below a term.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, Options, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::flavour::Flavour;

const WITH_DEFINITIONS: Options = OPTIONS.union(Options::ENABLE_DEFINITION_LIST);

/// Markdown in which all definitions are meant.
pub(super) struct Prepared<'a> {
    pub(super) markdown: Cow<'a, str>,
    pub(super) options: Options,
    /// A place that was asked for.
    pub(super) place: usize,
}

/// Returns the Markdown of a program, which may have lists of definitions, and where a place of it is then.
pub(super) fn prepared(markdown: &str, place: usize, flavour: Flavour) -> Prepared<'_> {
    let as_it_is = Prepared {
        markdown: markdown.into(),
        options: OPTIONS,
        place,
    };
    let mut lines = markdown.lines().map(str::trim_start);
    let mut is_marked = || lines.any(|line| line.starts_with(": ") || line.starts_with(":\t"));
    if !flavour.has_definitions() || !is_marked() {
        return as_it_is;
    }
    let (mut escaped, mut moved) = (Cow::from(markdown), place);
    // The crate takes `:smile:` for a definition, too. Without those, others may stand elsewhere.
    for _ in 0..3 {
        let untrue = untrue(&escaped);
        if untrue.is_empty() {
            return Prepared {
                markdown: escaped,
                options: WITH_DEFINITIONS,
                place: moved,
            };
        }
        moved += untrue.iter().filter(|at| **at < moved).count();
        let ends = untrue.iter().copied().chain([escaped.len()]);
        let mut from = 0;
        let pieces = ends.map(|end| &escaped[std::mem::replace(&mut from, end)..end]);
        escaped = pieces.collect::<Vec<_>>().join("\\").into();
    }
    as_it_is
}

/// Returns what stands in Markdown with each line above a definition as a term of its own.
pub(super) fn with_terms<'a>(
    events: impl Iterator<Item = Event<'a>>,
) -> impl Iterator<Item = Event<'a>> {
    // How many elements are open in terms.
    let mut within = None;
    let events = events.map(move |event| {
        match (&event, &mut within) {
            (Event::Start(Tag::DefinitionListTitle), _) => within = Some(0),
            (Event::End(TagEnd::DefinitionListTitle), _) => within = None,
            (Event::Start(_), Some(open)) => *open += 1,
            (Event::End(_), Some(open)) => *open -= 1,
            (Event::SoftBreak | Event::HardBreak, Some(0)) => {
                let end = Event::End(TagEnd::DefinitionListTitle);
                return [Some(end), Some(Event::Start(Tag::DefinitionListTitle))];
            }
            _ => {}
        }
        [Some(event), None]
    });
    events.flatten().flatten()
}

/// Returns where colons stand that the crate takes for marks of definitions, and that no space follows, in order.
fn untrue(markdown: &str) -> Vec<usize> {
    let events = Parser::new_ext(markdown, WITH_DEFINITIONS).into_offset_iter();
    let starts = events.filter_map(|(event, Range { start, .. })| {
        matches!(event, Event::Start(Tag::DefinitionListDefinition)).then_some(start)
    });
    let is_untrue = |start: &usize| {
        let behind = markdown[*start..].strip_prefix(':');
        behind.is_some_and(|behind| !behind.starts_with([' ', '\t']))
    };
    let mut untrue: Vec<_> = starts.filter(is_untrue).collect();
    untrue.sort_unstable();
    untrue
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::to_html_of;

    #[test]
    fn each_colon_is_judged_where_it_stands() {
        for (markdown, html) in [
            (
                "T\n:b\n: c\n:d\n",
                "<dl>\n<dt>T</dt>\n<dt>:b</dt>\n<dd>c\n:d</dd>\n</dl>\n",
            ),
            (
                "- T\n  :b\n  : c\n\n> :d\n> : e\n",
                "<ul>\n<li>\n<dl>\n<dt>T</dt>\n<dt>:b</dt>\n<dd>c</dd>\n</dl>\n</li>\n</ul>\n<blockquote>\n<dl>\n<dt>:d</dt>\n<dd>e</dd>\n</dl>\n</blockquote>\n",
            ),
            (
                "<div>\nT\n:b\n</div>\n\nT\n: c\n",
                "<div>\nT\n:b\n</div>\n<dl>\n<dt>T</dt>\n<dd>c</dd>\n</dl>\n",
            ),
            (
                "T  \n**U**\n*V\nW*\n: c\n",
                "<dl>\n<dt>T</dt>\n<dt><strong>U</strong></dt>\n<dt><em>V\nW</em></dt>\n<dd>c</dd>\n</dl>\n",
            ),
        ] {
            assert_eq!(to_html_of(markdown, Flavour::Hugo, false), html);
        }
    }

    #[test]
    fn many_colons_are_escaped_at_once() {
        let many = 10_000;
        let markdown = format!("T\n: c\n\n{}", "word\n:smile: x\n\n".repeat(many));
        let html = to_html_of(&markdown, Flavour::Hugo, false);
        assert_eq!(html.matches("<p>word\n:smile: x</p>").count(), many);
    }
}

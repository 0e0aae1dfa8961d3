//! Attributes of blocks, on a line below each: `{.lead}`.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use pulldown_cmark::{Event, Parser, Tag};
use regex_lite::Regex;

use super::OPTIONS;
use crate::text::ranges::holding;

/// A line of [attributes](https://gohugo.io/content-management/markdown-attributes/), behind the marks of quotations.
static ATTRIBUTES: LazyLock<Regex> = LazyLock::new(|| {
    let name = r"[A-Za-z_:][\w:.-]*";
    let short = r"[.#](?:[\w:.-]|[^\x00-\x7F])+";
    let value = format!(r#"(?:"(?:[^"\\\n]|\\.)*"|-?\d+(?:\.\d+)?|{name})"#);
    let own = format!("(?:{short}|{name}={value})[ \t]*,?[ \t]*");
    let line = format!(r"(?m)^([ \t>]*)\{{[ \t]*(?:{own})*\}}[ \t]*$\n?");
    Regex::new(&line).expect("a regular expression")
});

/// Returns Markdown without such lines. What stands below one belongs to no block above it.
pub(super) fn without_attributes(markdown: &str) -> Cow<'_, str> {
    let mut raw = None;
    let (mut out, mut copied) = (String::new(), 0);
    for line in ATTRIBUTES.captures_iter(markdown) {
        let (whole, marks) = (line.get(0), line.get(1));
        let (Some(whole), Some(marks)) = (whole, marks) else {
            continue;
        };
        let raw = raw.get_or_insert_with(|| raw_of(markdown));
        if holding(raw, marks.end()).is_some() {
            continue;
        }
        out.push_str(&markdown[copied..whole.start()]);
        copied = whole.end();
        let below = markdown[copied..].lines().next().unwrap_or_default();
        if !ends_block(below) {
            out.extend([marks.as_str().trim_end(), "\n"]);
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns where code and HTML stand.
fn raw_of(markdown: &str) -> Vec<Range<usize>> {
    let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
    let raw = events.filter_map(|(event, range)| {
        let is_raw = matches!(event, Event::Start(Tag::CodeBlock(_) | Tag::HtmlBlock));
        is_raw.then_some(range)
    });
    raw.collect()
}

/// Returns whether a line belongs to no block above it: one that is blank, or the next item of a list.
fn ends_block(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t', '>']);
    line.is_empty() || ["- ", "* ", "+ "].iter().any(|item| line.starts_with(item))
}

#[cfg(test)]
mod tests {
    use super::without_attributes;

    /// As Hugo 0.168 has it, but for two lists with attributes between them.
    #[test]
    fn lines_of_attributes_are_none_of_the_text() {
        for (markdown, expected) in [
            ("a\n{.lead}\nb\n", "a\n\nb\n"),
            ("a\n  { .b  #c,d=\"e }\" f=1.5 g=h }", "a\n"),
            ("a\n{}\n\n{.b}\n", "a\n\n"),
            ("a\n{.ü style=\"color:red\"}\n---\n", "a\n\n---\n"),
            ("> q\n{.b}\n\n> r\n> {.b}\ns\n", "> q\n\n> r\n>\ns\n"),
            (
                "|a|b|\n|-|-|\n|1|2|\n{.b}\n\n---\n{.c}\n",
                "|a|b|\n|-|-|\n|1|2|\n\n---\n",
            ),
            (
                "- a\n  {.b}\n- c\n{.d}\n\n1. e\n{.f}\n2. g\n",
                "- a\n- c\n\n1. e\n\n2. g\n",
            ),
        ] {
            assert_eq!(without_attributes(markdown), expected, "{markdown}");
        }
        for markdown in [
            "a\n{b}\n{width=50%}\n{title='c'}\n{{.d}}\n{.e\n.f}\n",
            "```\n{.a}\n```\n\n    {.b}\n\n<div>\n{.c}\n</div>\n\n> ~~~\n> {.d}\n> ~~~\n",
            "# a {.b}\n\nc {.d}\n",
        ] {
            assert_eq!(without_attributes(markdown), markdown);
        }
    }
}

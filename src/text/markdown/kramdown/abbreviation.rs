//! Abbreviations: `*[HTML]: HyperText Markup Language`.

use std::borrow::Cow;
use std::cmp::Reverse;
use std::collections::HashMap;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::Raw;
use crate::text::html::escape_quoted;
use crate::text::markdown::OPTIONS;

/// Returns Markdown without the lines that explain abbreviations, which are elements of HTML where they stand.
pub(super) fn explained(markdown: &str) -> Cow<'_, str> {
    let raw = Raw::new(markdown);
    // By the word that each begins with.
    let mut known: HashMap<&str, Vec<(&str, String)>> = HashMap::new();
    let mut text = String::with_capacity(markdown.len());
    let mut start = 0;
    for line in markdown.split_inclusive('\n') {
        match definition(line).filter(|_| !raw.holds(start)) {
            Some((name, meaning)) => {
                let tag = format!("<abbr title=\"{}\">{name}</abbr>", escape_quoted(meaning));
                known.entry(first_word(name)).or_default().push((name, tag));
            }
            None => text.push_str(line),
        }
        start += line.len();
    }
    if known.is_empty() {
        return Cow::Borrowed(markdown);
    }
    // Of two that begin alike, the longer one.
    for alike in known.values_mut() {
        alike.sort_by_key(|(name, _)| Reverse(name.len()));
    }
    let mut out = String::with_capacity(text.len());
    let mut copied = 0;
    let mut is_within = false;
    // Where a link stands that shows its label.
    let mut label: Option<Range<usize>> = None;
    for (event, range) in Parser::new_ext(&text, OPTIONS).into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type: LinkType::Autolink | LinkType::Email,
                ..
            }) => is_within = true,
            Event::Start(Tag::Link {
                link_type: LinkType::Shortcut | LinkType::Collapsed,
                ..
            }) => label = Some(range),
            Event::Start(Tag::CodeBlock(_) | Tag::Image { .. }) => is_within = true,
            Event::End(TagEnd::CodeBlock | TagEnd::Image) => is_within = false,
            Event::End(TagEnd::Link) => {
                is_within = false;
                // Behind other text, the label stands by itself.
                if let Some(link) = label.take().filter(|link| copied > link.start) {
                    out.extend([&text[copied..range.end], &text[link]]);
                    let is_collapsed = text[range.end..].starts_with("[]");
                    copied = range.end + if is_collapsed { 2 } else { 0 };
                }
            }
            Event::Text(own) if !is_within && *own == text[range.clone()] => {
                let mut index = range.start.max(copied);
                while index < range.end {
                    let rest = &text[index..range.end];
                    let mut alike = known.get(first_word(rest)).into_iter().flatten();
                    let found = alike.find(|(name, _)| {
                        rest.starts_with(name) && is_apart(&text, index, index + name.len())
                    });
                    if let Some((name, tag)) = found {
                        out.extend([&text[copied..index], tag]);
                        index += name.len();
                        copied = index;
                    }
                    // A word that is none is passed over.
                    index += first_word(&text[index..range.end]).len();
                    let behind = text[index..range.end].chars().next();
                    index += behind.map_or(0, char::len_utf8);
                }
            }
            _ => {}
        }
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

/// Returns an abbreviation and what it means, if a line explains one.
fn definition(line: &str) -> Option<(&str, &str)> {
    let text = line.trim_start_matches(' ');
    let (name, meaning) = text.strip_prefix("*[")?.split_once("]:")?;
    let is_near = line.len() - text.len() < 4;
    (is_near && !name.is_empty()).then(|| (name, meaning.trim()))
}

/// Returns the letters and digits that a text begins with.
fn first_word(text: &str) -> &str {
    let end = text.find(|c: char| !c.is_alphanumeric());
    &text[..end.unwrap_or(text.len())]
}

/// Returns whether no letter or underscore stands at either end of a part of a text.
fn is_apart(text: &str, start: usize, end: usize) -> bool {
    let before = text[..start].chars().next_back();
    let behind = text[end..].chars().next();
    [before, behind]
        .into_iter()
        .all(|c| c.is_none_or(|c| !c.is_alphanumeric() && c != '_'))
}

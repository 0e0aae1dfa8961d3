//! [`Tag`]: where a tag begins and ends, and what it is.

use std::ops::Range;

use super::Language;
use crate::text::finder::Finder;

/// A tag of a language of templates.
pub(super) struct Tag<'a> {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind<'a>,
}

/// What a tag is.
pub(super) enum Kind<'a> {
    /// A name, and what follows it, with the space and the dash at its end.
    Named(&'a str, &'a str),
    /// The end of one of that name; in Zola it has none.
    End(&'a str),
    /// An expression whose value stands in the text, with the space and the dashes around it.
    Output(&'a str),
    /// What was written so that it is no tag, in pieces.
    Escaped([&'a str; 3]),
    /// A comment with what stands in it, or classes and the like of the element before.
    Silent,
}

/// Returns what stands in a tag without the space around it, and without the dashes that take off that around the tag. Not
/// before it is wanted: of a tag in code nobody wants it, and what is trimmed may be long.
pub(super) fn trimmed(inside: &str) -> &str {
    inside.trim().trim_matches('-').trim()
}

impl<'a> Tag<'a> {
    /// Returns the tag that begins at a brace, if one does.
    pub(super) fn at(ends: &mut Finder<'a>, start: usize, language: Language) -> Option<Self> {
        let text = ends.text();
        let rest = &text[start..];
        let mut between = |open: &str, close: &'static str| {
            let from = start + rest.strip_prefix(open).map(|_| open.len())?;
            let end = ends.find(close, from)?;
            Some((&text[from..end], start..end + close.len()))
        };
        let end_mark = match language {
            Language::Hugo => "/",
            _ => "end",
        };
        let named = |inside: &'a str| {
            let inside = inside.trim_start().trim_start_matches('-').trim_start();
            let of_end = inside.strip_prefix(end_mark).map(str::trim_start);
            let inside = of_end.unwrap_or(inside);
            // No further than to what may be the next tag.
            let end = inside.find(|c: char| c.is_whitespace() || matches!(c, '(' | '{'));
            let (name, words) = match end {
                Some(end) => inside.split_at(end),
                None => (inside.trim_end_matches('-'), ""),
            };
            match of_end {
                Some(_) => Kind::End(name),
                None => Kind::Named(name, words),
            }
        };
        let delimiters: &[(&str, &'static str)] = match language {
            Language::Hugo => &[("{{<", ">}}"), ("{{%", "%}}")],
            Language::Liquid | Language::Nunjucks | Language::Zola => &[("{%", "%}"), ("{{", "}}")],
            Language::Mdx => &[],
        };
        for (open, close) in delimiters {
            let Some((inside, range)) = between(open, close) else {
                continue;
            };
            let escaped = inside
                .strip_prefix("/*")
                .and_then(|inside| inside.strip_suffix("*/"));
            let kind = match escaped {
                Some(inside) if !language.is_liquid() => {
                    Kind::Escaped([&rest[..open.len()], inside, close])
                }
                _ if language.is_liquid() && *open == "{{" => Kind::Output(inside),
                _ => named(inside),
            };
            return Some(Self { range, kind });
        }
        let kind = Kind::Silent;
        // `{#name}` is the identity of a heading.
        let is_name = |c: char| c.is_alphanumeric() || "-_".contains(c);
        let is_identity = || rest[2..].trim_start_matches(is_name).starts_with('}');
        if language == Language::Nunjucks && rest.starts_with("{#") && !is_identity() {
            return between("{#", "#}").map(|(_, range)| Self { range, kind });
        }
        let is_attributes = language.is_liquid() && rest.starts_with("{:");
        let (inside, mut range) = between("{:", "}").filter(|_| is_attributes)?;
        let line = ends.find("\n", start).unwrap_or(text.len());
        if range.end > line {
            return None;
        }
        if inside.trim() == ":comment" {
            let mut end = |mark: &str| Some(ends.find(mark, range.end)? + mark.len());
            range.end = [end("{:/comment}"), end("{:/}")]
                .into_iter()
                .flatten()
                .min()
                .unwrap_or(range.end);
        }
        Some(Self { range, kind })
    }

    /// Returns whether it is a tag within code, too: one that says that nothing else is a tag.
    pub(super) fn stands_in_code(&self, language: Language) -> bool {
        match &self.kind {
            Kind::Named(name, _) | Kind::End(name) => language.is_raw(name),
            Kind::Escaped(_) => true,
            Kind::Output(_) | Kind::Silent => false,
        }
    }
    /// Returns the expression of an output that ends within a part of the text.
    pub(super) fn output_within(&self, part: &Range<usize>) -> Option<&'a str> {
        match self.kind {
            Kind::Output(expression) if self.range.end <= part.end => Some(trimmed(expression)),
            _ => None,
        }
    }
}

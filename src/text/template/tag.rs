//! [`Tag`]: where a tag begins and ends, and what it is.

use std::ops::Range;

use super::Language;
use crate::text::finder::Finder;

/// Tags that may stand in code, where they say that nothing else is a tag.
const RAW: [&str; 2] = ["raw", "endraw"];

/// A tag of a language of templates.
pub(super) struct Tag<'a> {
    pub(super) range: Range<usize>,
    pub(super) kind: Kind<'a>,
}

/// What a tag is.
pub(super) enum Kind<'a> {
    /// A name, and what follows it, with the space and the dash at its end.
    Named(&'a str, &'a str),
    /// An expression whose value stands in the text, with the space and the dashes around it.
    Output(&'a str),
    /// What was written so that it is no tag, in pieces.
    Escaped([&'a str; 3]),
    /// A comment, or classes and the like of the element before.
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
        let named = |inside: &'a str| {
            let inside = inside.trim_start().trim_start_matches('-').trim_start();
            // No further than to what may be the next tag.
            let end = inside.find(|c: char| c.is_whitespace() || matches!(c, '(' | '{'));
            match end {
                Some(end) => Kind::Named(&inside[..end], &inside[end..]),
                None => Kind::Named(inside.trim_end_matches('-'), ""),
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
        let (_, range) = between("{:", "}").filter(|_| is_attributes)?;
        let line = ends.find("\n", start).unwrap_or(text.len());
        (range.end <= line).then_some(Self { range, kind })
    }

    /// Returns whether it is a tag within code, too.
    pub(super) fn stands_in_code(&self) -> bool {
        match &self.kind {
            Kind::Named(name, _) => RAW.contains(name),
            Kind::Escaped(_) => true,
            Kind::Output(_) | Kind::Silent => false,
        }
    }
}

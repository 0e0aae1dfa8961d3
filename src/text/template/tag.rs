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
    /// A name, and what follows it.
    Named(&'a str, &'a str),
    /// An expression whose value stands in the text.
    Output(&'a str),
    /// What was written so that it is no tag.
    Escaped(String),
    /// A comment, or classes and the like of the element before.
    Silent,
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
            let inside = inside.trim().trim_matches('-').trim();
            let end = inside
                .find(|c: char| c.is_whitespace() || c == '(')
                .unwrap_or(inside.len());
            Kind::Named(&inside[..end], inside[end..].trim())
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
                    Kind::Escaped(format!("{open}{inside}{close}"))
                }
                _ if language.is_liquid() && *open == "{{" => {
                    Kind::Output(inside.trim().trim_matches('-').trim())
                }
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
        let (inside, range) = between("{:", "}").filter(|_| is_attributes)?;
        (!inside.contains('\n')).then_some(Self { range, kind })
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

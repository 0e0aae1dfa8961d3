//! Addresses in HTML, made absolute.

use std::borrow::Cow;

use ::url::Url;

use super::{decoded, escape_value};
use crate::text::tag::Attribute;
use crate::text::token::{Token, Tokens};
use crate::text::{start_of, url};

/// Attributes that hold an address.
const ADDRESSES: [&str; 5] = ["cite", "href", "poster", "src", "data"];

/// The one that holds several.
const CANDIDATES: &str = "srcset";

/// Returns whether an attribute of that name holds addresses.
pub(crate) fn holds_address(name: &str) -> bool {
    let mut names = ADDRESSES.iter().chain([&CANDIDATES]);
    names.any(|address| name.eq_ignore_ascii_case(address))
}

/// Returns the markup with its addresses absolute, those in `srcset` among them; borrowed when it has none that are relative.
pub fn absolute<'a>(html: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    match base {
        Some(base) => with_addresses(html, &|address| joined(address, base)),
        None => Cow::Borrowed(html),
    }
}

/// Returns the markup with other addresses, where `other` has one; borrowed if it never does.
pub(crate) fn with_addresses<'a>(
    html: &'a str,
    other: &dyn Fn(&str) -> Option<String>,
) -> Cow<'a, str> {
    let mut out = String::new();
    let mut copied = 0;
    let tags = Tokens::new(html, 0).filter_map(|(_, token)| match token {
        Token::Start(tag) => Some(tag),
        _ => None,
    });
    for Attribute { name, value, .. } in tags
        .flat_map(|tag| tag.attributes())
        .filter(|attribute| !attribute.value.is_empty())
    {
        if !holds_address(name) {
            continue;
        }
        let text = decoded(value);
        let absolute = if name.eq_ignore_ascii_case(CANDIDATES) {
            other_candidates(&text, other)
        } else {
            other(&text)
        };
        if let Some(absolute) = absolute {
            let start = start_of(value, html);
            out.push_str(&html[copied..start]);
            let quote = if html[..start].ends_with(['"', '\'']) {
                ""
            } else {
                "\""
            };
            out.extend([quote, &escape_value(&absolute), quote]);
            copied = start + value.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns an address against its base, if it is relative.
fn joined(address: &str, base: &Url) -> Option<String> {
    // No other space is taken off by browsers.
    let address = address.trim_ascii();
    Some(address)
        .filter(|address| !address.is_empty())
        .and_then(|address| url::absolute(address, Some(base)))
}

fn other_candidates(srcset: &str, other: &dyn Fn(&str) -> Option<String>) -> Option<String> {
    candidates(srcset)
        .any(|(address, _)| other(address).is_some())
        .then(|| {
            let absolute = candidates(srcset).map(|(address, size)| {
                let address = other(address).unwrap_or_else(|| address.to_owned());
                if size.is_empty() {
                    address
                } else {
                    format!("{address} {size}")
                }
            });
            absolute.collect::<Vec<_>>().join(", ")
        })
}

/// Returns the addresses of a `srcset` and what is said of their size. A comma within an address has no space behind it.
pub(super) fn candidates(srcset: &str) -> impl Iterator<Item = (&str, &str)> {
    let mut rest = srcset;
    std::iter::from_fn(move || {
        rest = rest.trim_start_matches(|c: char| c.is_ascii_whitespace() || c == ',');
        if rest.is_empty() {
            return None;
        }
        let (address, behind) = rest.split_at(
            rest.find(|c: char| c.is_ascii_whitespace())
                .unwrap_or(rest.len()),
        );
        if let Some(alone) = address.strip_suffix(',') {
            rest = behind;
            return Some((alone.trim_end_matches(','), ""));
        }
        let (size, behind) = behind.split_once(',').unwrap_or((behind, ""));
        rest = behind;
        Some((address, size.trim()))
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_addresses_absolute() {
        let base = Url::parse("https://example.com/a/b?c").expect("a URL");
        for (html, expected) in [
            ("<a href=\"d\">", "<a href=\"https://example.com/a/d\">"),
            (
                "<a href=\" \u{85}javascript:d \">",
                "<a href=\"https://example.com/a/%C2%85javascript:d\">",
            ),
            (
                "<a href='/d?e&amp;f'>",
                "<a href='https://example.com/d?e&amp;f'>",
            ),
            (
                "<a title=x href=d>",
                "<a title=x href=\"https://example.com/a/d\">",
            ),
            (
                "<IMG SRC = \"//b.example/c\"/>",
                "<IMG SRC = \"https://b.example/c\"/>",
            ),
            (
                "<a href=\"#d\">",
                "<a href=\"https://example.com/a/b?c#d\">",
            ),
            (
                "<img srcset=\"a.png, b.png 2x,c.png 3x\">",
                "<img srcset=\"https://example.com/a/a.png, https://example.com/a/b.png 2x, https://example.com/a/c.png 3x\">",
            ),
            (
                "<video poster='p.jpg'><q cite=d>",
                "<video poster='https://example.com/a/p.jpg'><q cite=\"https://example.com/a/d\">",
            ),
        ] {
            assert_eq!(absolute(html, Some(&base)), expected, "{html}");
        }
        for html in [
            "<a href=\"https://b.example/\" href>",
            "<a href=\"mailto:a@b.example\">",
            "<a href=\"\">",
            "a href=\"d\" < b",
            "<a data-href=\"d\">",
            "<!-- <a href=\"d\"> -->",
        ] {
            assert_eq!(absolute(html, Some(&base)), html);
        }
    }
}

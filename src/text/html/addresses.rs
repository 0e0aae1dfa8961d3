//! Addresses in HTML, made absolute.

use std::borrow::Cow;
use std::ops::Range;

use ::url::Url;

use super::tag_end;
use crate::text::url;

/// Attributes that hold an address.
const ADDRESSES: [&str; 5] = ["cite", "href", "poster", "src", "data"];

/// Returns the markup with absolute addresses in `href`, `src`, `srcset`, `poster` and `cite`; borrowed when it has none that
/// are relative.
pub fn absolute<'a>(html: &'a str, base: Option<&Url>) -> Cow<'a, str> {
    let Some(base) = base else {
        return Cow::Borrowed(html);
    };
    let mut out = String::new();
    let mut copied = 0;
    let mut from = 0;
    while let Some(start) = html[from..].find('<').map(|index| from + index) {
        let Some(length) = tag_end(&html[start..]) else {
            from = start + 1;
            continue;
        };
        from = start + length;
        if html[start..].starts_with("<!--") {
            continue;
        }
        for (name, value) in attributes(&html[start..from], start) {
            let text = html_escape::decode_html_entities(&html[value.clone()]);
            let absolute = match name.to_ascii_lowercase().as_str() {
                name if ADDRESSES.contains(&name) => joined(&text, base),
                "srcset" => joined_candidates(&text, base),
                _ => None,
            };
            if let Some(absolute) = absolute {
                out.push_str(&html[copied..value.start]);
                let is_quoted = html[..value.start].ends_with(['"', '\'']);
                let quote = if is_quoted { "" } else { "\"" };
                out.extend([
                    quote,
                    &html_escape::encode_quoted_attribute(&absolute),
                    quote,
                ]);
                copied = value.end;
            }
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
    let address = address.trim();
    Some(address)
        .filter(|address| !address.is_empty())
        .and_then(|address| url::absolute(address, Some(base)))
}

fn joined_candidates(srcset: &str, base: &Url) -> Option<String> {
    candidates(srcset)
        .any(|(address, _)| joined(address, base).is_some())
        .then(|| {
            let absolute = candidates(srcset).map(|(address, size)| {
                let address = joined(address, base).unwrap_or_else(|| address.to_owned());
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

/// Returns the names of the attributes of a tag, and where their values stand: `offset` is where the tag does.
fn attributes(tag: &str, offset: usize) -> Vec<(&str, Range<usize>)> {
    let mut attributes = Vec::new();
    let bytes = tag.as_bytes();
    let mut index = tag
        .find(|c: char| c.is_ascii_whitespace() || c == '/')
        .unwrap_or(tag.len());
    while index < tag.len() {
        let is_between = |byte: &u8| {
            byte.is_ascii_whitespace() || matches!(byte, b'/' | b'>' | b'"' | b'\'' | b'=')
        };
        index += bytes[index..]
            .iter()
            .take_while(|byte| is_between(byte))
            .count();
        let name_start = index;
        index += bytes[index..]
            .iter()
            .take_while(|byte| !is_between(byte))
            .count();
        let name = &tag[name_start..index];
        let mut value = index
            + bytes[index..]
                .iter()
                .take_while(|byte| byte.is_ascii_whitespace())
                .count();
        if bytes.get(value) != Some(&b'=') {
            continue;
        }
        value += 1;
        value += bytes[value..]
            .iter()
            .take_while(|byte| byte.is_ascii_whitespace())
            .count();
        let end = match bytes.get(value) {
            Some(quote @ (b'"' | b'\'')) => {
                value += 1;
                value
                    + bytes[value..]
                        .iter()
                        .take_while(|byte| *byte != quote)
                        .count()
            }
            _ => {
                value
                    + bytes[value..]
                        .iter()
                        .take_while(|byte| !byte.is_ascii_whitespace() && **byte != b'>')
                        .count()
            }
        };
        attributes.push((name, offset + value..offset + end));
        index = end + 1;
    }
    attributes
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

//! What stands between angle brackets and is no element: `<url>`, `Vec<T>`, `<ann@example.com>`. Whoever wrote it forgot to
//! escape it.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::{is_element, tag_name};
use crate::text::tag::{Tag, divided, is_name_end};
use crate::text::token::{Token, Tokens};

/// Drawings and formulas have elements of their own.
const FOREIGN: [&str; 2] = ["math", "svg"];

/// Returns markup with what looks like the start tag of an unknown element as text, if nothing ends that element.
pub(super) fn with_placeholders(html: &str) -> Cow<'_, str> {
    let mut places = html.match_indices('<').map(|(index, _)| index);
    if !places.any(|index| may_be_one(&html[index + 1..])) {
        return Cow::Borrowed(html);
    }
    let is_foreign = |token: &Token<'_>| {
        tag_name(token).is_some_and(|name| FOREIGN.iter().any(|own| own.eq_ignore_ascii_case(name)))
    };
    let tokens: Vec<_> = Tokens::new(html, 0)
        .without_instructions()
        .take_while(|(_, token)| !is_foreign(token))
        .collect();
    let mut ended = HashSet::new();
    let mut places = Vec::new();
    for (index, (range, token)) in tokens.iter().enumerate().rev() {
        match (tag_name(token), token) {
            (Some(name), Token::End(_)) if !is_element(name) => {
                ended.insert(name.to_ascii_lowercase());
            }
            (Some(name), Token::Start(tag)) if is_placeholder(tag) => {
                let is_ended = ended.contains(&name.to_ascii_lowercase());
                if !is_ended {
                    places.push(range.start);
                    let before = index.checked_sub(1).map(|index| &tokens[index]);
                    places.extend(before.into_iter().flat_map(begun_before));
                }
            }
            _ => {}
        }
    }
    if places.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 8 * places.len());
    let mut copied = 0;
    for place in places.into_iter().rev() {
        out.push_str(&html[copied..place]);
        out.push_str("&lt;");
        copied = place + 1;
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns where unknown elements begin at the end of a text, without an end of their tags, from the last one on: `Vec<Option`
/// of `Vec<Option<T>>`. What stands behind such a tag no longer ends it once it is text.
fn begun_before((range, token): &(Range<usize>, Token<'_>)) -> Vec<usize> {
    let Token::Text(text) = token else {
        return Vec::new();
    };
    let start = text.rfind('>').map_or(0, |end| end + 1);
    let open = &text[start..];
    let begun = open.rmatch_indices('<').map(|(index, _)| index);
    let begun = begun.filter(|index| may_be_one(&open[index + 1..]));
    begun.map(|index| range.start + start + index).collect()
}

/// Returns whether what stands behind a `<` begins with the name of an unknown element.
fn may_be_one(behind: &str) -> bool {
    let (name, _) = divided(behind, is_name_end);
    name.starts_with(|c: char| c.is_ascii_alphabetic()) && !is_element(name)
}

/// Returns whether this is an address in angle brackets, or no more than a name that is none of an element: neither of HTML nor
/// of one's own, which has a hyphen, nor of another vocabulary.
fn is_placeholder(tag: &Tag<'_>) -> bool {
    let name = tag.name;
    let is_odd = |c: char| !c.is_ascii_alphanumeric() && !"-.:_".contains(c);
    let is_bare = || !tag.is_empty && tag.attributes().all(|own| own.value.is_empty());
    let is_unknown = || !name.contains(['-', ':']) && !is_element(name);
    let is_odd = name.contains(is_odd) || name.contains("::");
    name.ends_with(':') || (is_odd || is_unknown()) && is_bare()
}

#[cfg(test)]
mod tests {
    use super::super::{sanitise, to_text};

    #[test]
    fn what_is_no_element_is_text() {
        for (html, expected) in [
            (
                "<p>git clone <url>, then Vec<T></p>",
                "<p>git clone &lt;url&gt;, then Vec&lt;T&gt;</p>",
            ),
            (
                "<b>Mail</b> <ann@x.example> or <https://x.example/>",
                "<b>Mail</b> &lt;ann@x.example&gt; or &lt;https://x.example/&gt;",
            ),
            (
                "<p>Use Option<Vec<u8>> and map<string, vector<int>> here</p>",
                "<p>Use Option&lt;Vec&lt;u8&gt;&gt; and map&lt;string, vector&lt;int&gt;&gt; here</p>",
            ),
            (
                "std::vector<std::string> <b>c</b>",
                "std::vector&lt;std::string&gt; <b>c</b>",
            ),
            ("<x>a</x> <b>c</b>", "a <b>c</b>"),
            ("<x-y>a <o:p>b <x/>c <y z=\"1\">d", "a b c d"),
            ("a <svg><g>b", "a "),
            ("<p title=\"<x>\">a</p>", "<p title=\"&lt;x&gt;\">a</p>"),
        ] {
            let clean = sanitise(html, || None);
            assert_eq!(clean, expected, "{html}");
            assert_eq!(sanitise(&clean, || None), clean);
        }
        assert_eq!(to_text("<p>a <url> b</p>"), "a <url> b");
        for html in [
            "<x \"><img src=y onerror=z()>",
            "<x><script>y()</script>",
            "<x <y><script>y()</script>",
            "<y \"<x><img src=y onerror=z()>",
            "<x y='<img src=z onerror=z()>'>",
            "<script>a<x>b</script><img src=y onerror=z()>",
            "<!--<x>--><img src=y onerror=z()>",
        ] {
            let clean = sanitise(html, || None);
            assert!(!clean.contains("<script"), "{clean}");
            assert!(
                !clean.contains("<img") || !clean.contains("onerror"),
                "{clean}"
            );
        }
    }
}

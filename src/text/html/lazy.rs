//! Pictures that a script loads once they are to be seen: their address stands in another attribute, and in `src` what is shown
//! until then. No script runs in a feed.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use memchr::memmem;

use super::addresses::candidates;
use super::attribute::is_safe;
use super::unseen::SCRIPTLESS;
use super::{decoded, escape_value, tag_name};
use crate::text::start_of;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Where scripts look for the address of a picture.
const ADDRESSES: [&str; 3] = ["data-src", "data-lazy-src", "data-original"];

/// Where they look for its sizes.
const SIZES: [&str; 2] = ["data-srcset", "data-lazy-srcset"];

/// Returns markup in which pictures have the addresses that a script would give them, if they have none but that of a stand-in.
pub(super) fn with_pictures(html: &str) -> Cow<'_, str> {
    if !may_be_lazy(html) {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    let mut copied = 0;
    for (_, token) in Tokens::new(html, 0) {
        let Token::Start(tag) = token else { continue };
        let is_picture = is_picture(&tag);
        let may_be_lazy = is_picture || tag.name.eq_ignore_ascii_case("source");
        if !may_be_lazy || address(&tag, "src").is_some() {
            continue;
        }
        let sizes = address(&tag, "srcset").is_none();
        let sizes = sizes.then(|| lazy(&tag, &SIZES)).flatten();
        // What reads no sizes shows one of them.
        let one_size = || Some(candidates(sizes.as_deref()?).next()?.0.to_owned());
        let address = lazy(&tag, &ADDRESSES);
        let address = address.or_else(|| one_size().filter(|_| is_picture));
        let end = start_of(tag.name, html) + tag.name.len();
        // Of two attributes of one name, the first one counts.
        for (name, value) in [("src", address), ("srcset", sizes)] {
            let Some(value) = value else { continue };
            out.push_str(&html[copied..end]);
            out.extend([" ", name, "=\"", &escape_value(&value), "\""]);
            copied = end;
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

fn may_be_lazy(html: &str) -> bool {
    let mut places = memmem::find_iter(html.as_bytes(), "data-");
    places.any(|place| {
        let mut names = ADDRESSES.iter().chain(&SIZES);
        names.any(|name| html[place..].starts_with(name))
    })
}

/// Returns where the stand-ins begin of pictures that stand beside them for readers without scripts.
pub(super) fn doubles(tokens: &[(Range<usize>, Token<'_>)]) -> HashSet<usize> {
    let mut doubles = HashSet::new();
    // The addresses of pictures within what is for readers without scripts, and those of what ended directly before.
    let mut inside: Option<Vec<String>> = None;
    let mut before: Vec<String> = Vec::new();
    let mut stand_in: Option<(usize, &Tag<'_>)> = None;
    for (range, token) in tokens {
        let is_scriptless =
            tag_name(token).is_some_and(|name| name.eq_ignore_ascii_case(SCRIPTLESS));
        match (token, &mut inside) {
            (Token::Text(text), _) if text.trim().is_empty() => {}
            (Token::Start(_), None) if is_scriptless => {
                inside = Some(Vec::new());
                before.clear();
            }
            (Token::End(_), _) if is_scriptless => {
                let addresses = inside.take().unwrap_or_default();
                match stand_in.take() {
                    Some((start, tag)) if is_double(tag, &addresses) => {
                        doubles.insert(start);
                    }
                    _ => before = addresses,
                }
            }
            (Token::Start(tag), Some(addresses)) if is_picture(tag) => {
                addresses.extend(
                    ["src", "srcset"]
                        .iter()
                        .filter_map(|name| address(tag, name)),
                );
            }
            (_, Some(_)) => {}
            (token, None) => {
                let addresses = std::mem::take(&mut before);
                stand_in = match token {
                    Token::Start(tag) if is_stand_in(tag) => Some((range.start, tag)),
                    _ => None,
                };
                let is_known = |(start, tag): &mut (usize, &Tag<'_>)| {
                    is_double(tag, &addresses) && doubles.insert(*start)
                };
                stand_in.take_if(is_known);
            }
        }
    }
    doubles
}

/// Returns whether a stand-in is that of a picture with one of these addresses: if it names none, of any.
fn is_double(tag: &Tag<'_>, addresses: &[String]) -> bool {
    let own = || ADDRESSES.iter().chain(&SIZES);
    let mut own = own().filter_map(|name| address(tag, name)).peekable();
    !addresses.is_empty() && (own.peek().is_none() || own.any(|own| addresses.contains(&own)))
}

fn is_picture(tag: &Tag<'_>) -> bool {
    tag.name.eq_ignore_ascii_case("img")
}

/// Returns whether this is a picture without an address of its own.
fn is_stand_in(tag: &Tag<'_>) -> bool {
    is_picture(tag) && address(tag, "src").is_none()
}

fn lazy(tag: &Tag<'_>, names: &[&str]) -> Option<String> {
    names.iter().find_map(|name| address(tag, name))
}

/// Returns the value of an attribute, if addresses of the Web or relative ones stand in it.
fn address(tag: &Tag<'_>, name: &str) -> Option<String> {
    let value = decoded(tag.attribute(name)?);
    let value = value.trim();
    (!value.is_empty() && is_safe(value)).then(|| value.to_owned())
}

#[cfg(test)]
mod tests {
    use super::super::{publish, sanitise};

    #[test]
    fn pictures_have_the_address_that_a_script_would_give_them() {
        const DRAWING: &str = "src=\"data:image/svg+xml;base64,PHN2Zz4=\"";
        for (html, expected) in [
            (
                "<img class=\"lazyload\" DRAWING data-src=\"https://e.example/a.jpg\" alt=\"A\" width=\"6\" height=\"4\">",
                "<img src=\"https://e.example/a.jpg\" alt=\"A\" width=\"6\" height=\"4\">",
            ),
            (
                "<IMG DATA-LAZY-SRC='x' data-lazy-src='https://e.example/?a&amp;b=\"'><img alt=c>",
                "<img src=\"x\">c",
            ),
            (
                "<img src=\"\" data-original=https://e.example/a.jpg>",
                "<img src=\"https://e.example/a.jpg\">",
            ),
            (
                "<img DRAWING data-lazy-srcset=\"https://e.example/a 1x, https://e.example/b 2x\">",
                "<img src=\"https://e.example/a\" srcset=\"https://e.example/a 1x, https://e.example/b 2x\">",
            ),
            (
                "<img src=\"https://e.example/a\" data-src=\"https://e.example/b\">",
                "<img src=\"https://e.example/a\">",
            ),
            (
                "<picture><source data-srcset=\"https://e.example/a\"><img DRAWING alt=b></picture>",
                "<picture><source srcset=\"https://e.example/a\"><img alt=\"b\"></picture>",
            ),
            (
                "<picture><source><img alt=b></picture>",
                "<picture>b</picture>",
            ),
            ("<p><img data-src=\"javascript:x()\">a</p>", "<p>a</p>"),
            (
                "<p title=\"<img data-src=a>\">a</p>",
                "<p title=\"&lt;img data-src=a&gt;\">a</p>",
            ),
        ] {
            let html = html.replace("DRAWING", DRAWING);
            let clean = sanitise(&html, || None);
            assert_eq!(clean, expected, "{html}");
            assert_eq!(sanitise(&clean, || None), clean);
            let clean = publish(&html, || None);
            assert_eq!(clean, expected, "{html}");
            assert_eq!(publish(&clean, || None), clean);
        }
    }

    #[test]
    fn no_stand_in_is_left_beside_its_picture() {
        let of = |name: &str| format!("<img src=\"https://e.example/{name}\">");
        let scriptless = |name: &str| format!("<noscript>{}</noscript>", of(name));
        let lazy =
            |name: &str| format!("<img src=\"data:,\" data-src=\"https://e.example/{name}\">");
        let nothing = "<img src=\"data:image/gif;base64,R0lGOD\">";
        for (html, expected) in [
            ([lazy("a"), scriptless("a")], of("a")),
            ([scriptless("a"), lazy("a")], of("a")),
            ([nothing.to_owned(), scriptless("a")], of("a")),
            // Of two pictures, none is a stand-in of the other.
            ([lazy("a"), scriptless("b")], of("a") + &of("b")),
            ([of("a"), scriptless("a")], of("a") + &of("a")),
            (
                [lazy("a") + &scriptless("a"), lazy("b") + &scriptless("b")],
                of("a") + &of("b"),
            ),
            (
                [
                    scriptless("a") + &lazy("a"),
                    scriptless("b") + "\n" + &lazy("b"),
                ],
                of("a") + &of("b") + "\n",
            ),
            (
                [scriptless("a") + "and", lazy("a")],
                of("a") + "and" + &of("a"),
            ),
        ] {
            let html = html.concat();
            assert_eq!(sanitise(&html, || None), expected, "{html}");
        }
    }
}

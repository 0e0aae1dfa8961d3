//! Elements that a sanitiser leaves where they say nothing.

use memchr::memmem;

use super::{decoded, escape, is_void};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Parts of an annotation.
const ANNOTATION: [&str; 4] = ["rb", "rp", "rt", "rtc"];

/// Returns markup that a sanitiser wrote without the fields of forms that are no check boxes, of which it takes out the type
/// alone, with what pictures show in words where they no longer have an address, and without parts of annotations that no longer
/// stand in theirs. What stands in an element stays.
pub(super) fn without_strays(html: String) -> String {
    let has = |start: &str| memmem::find(html.as_bytes(), start.as_bytes()).is_some();
    if !has("<input") && !has("<ruby") && !has_bare_picture(&html) {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    // Names, and whether the element is a stray one.
    let mut open: Vec<(&str, bool)> = Vec::new();
    // Whether the last tag was that of an address for the next picture.
    let mut has_source = false;
    for (range, token) in Tokens::new(&html, 0) {
        let is_stray = match &token {
            Token::Start(tag) => {
                let is_chosen = has_source && tag.name == "img" && is_in(&open, "picture");
                let is_stray = is_bare(tag) && !is_chosen || is_stray(tag, &open);
                has_source = tag.name == "source" && !is_stray;
                if !is_void(tag.name) {
                    open.push((tag.name, is_stray));
                }
                is_stray
            }
            Token::End(_) => open.pop().is_some_and(|(_, is_stray)| is_stray),
            _ => false,
        };
        match &token {
            Token::Start(tag) if is_stray && tag.name == "img" => {
                let words = decoded(tag.attribute("alt").unwrap_or_default());
                out.push_str(&escape(&words));
            }
            _ if is_stray => {}
            _ => out.push_str(&html[range]),
        }
    }
    out
}

/// Returns whether there is a picture or a source without an address, looking at their tags alone.
fn has_bare_picture(html: &str) -> bool {
    let names = ["<img", "<source"];
    let mut places = names
        .iter()
        .flat_map(|name| memmem::find_iter(html.as_bytes(), name));
    places.any(|place| {
        let token = Tokens::new(html, place).next();
        token.is_some_and(|(_, token)| matches!(token, Token::Start(tag) if is_bare(&tag)))
    })
}

fn is_bare(tag: &Tag<'_>) -> bool {
    let is_nothing = |name| {
        tag.attribute(name)
            .is_none_or(|value| value.trim().is_empty())
    };
    matches!(tag.name, "img" | "source") && is_nothing("src") && is_nothing("srcset")
}

fn is_in(open: &[(&str, bool)], element: &str) -> bool {
    open.last().is_some_and(|(name, _)| *name == element)
}

fn is_stray(tag: &Tag<'_>, open: &[(&str, bool)]) -> bool {
    let parent = open.last().map(|(name, _)| *name);
    match tag.name {
        "input" => tag.attribute("type").is_none(),
        name if ANNOTATION.contains(&name) => {
            !matches!(parent, Some("ruby" | "rtc")) && open.iter().any(|(name, _)| *name == "ruby")
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn takes_out_what_says_nothing_where_it_stands() {
        for (html, expected) in [
            (
                "<ruby>a<rt>b</rt><i>c<rp>(</rp><b>d</b></i></ruby><rt>e</rt>",
                "<ruby>a<rt>b</rt><i>c(<b>d</b></i></ruby><rt>e</rt>",
            ),
            (
                "<p><input><br><input type=\"checkbox\"></p>",
                "<p><br><input type=\"checkbox\"></p>",
            ),
            (
                "<p><img alt=\"a &lt; <i>\"><img src=\"\"><img src=\"b\"></p>",
                "<p>a &lt; &lt;i&gt;<img src=\"b\"></p>",
            ),
        ] {
            assert_eq!(without_strays(html.to_owned()), expected);
        }
    }
}

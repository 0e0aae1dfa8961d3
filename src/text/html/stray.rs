//! Elements that a sanitiser leaves where they say nothing.

use super::is_void;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Parts of an annotation.
const ANNOTATION: [&str; 4] = ["rb", "rp", "rt", "rtc"];

/// Returns markup that a sanitiser wrote without the fields of forms that are no check boxes, of which it takes out the type
/// alone, and without parts of annotations that no longer stand in theirs. What stands in an element stays.
pub(super) fn without_strays(html: String) -> String {
    if !html.contains("<input") && !html.contains("<ruby") {
        return html;
    }
    let mut out = String::with_capacity(html.len());
    // Names, and whether the element is a stray one.
    let mut open: Vec<(&str, bool)> = Vec::new();
    for (range, token) in Tokens::new(&html, 0) {
        let is_stray = match &token {
            Token::Start(tag) => {
                let is_stray = is_stray(tag, &open);
                if !is_void(tag.name) {
                    open.push((tag.name, is_stray));
                }
                is_stray
            }
            Token::End(_) => open.pop().is_some_and(|(_, is_stray)| is_stray),
            _ => false,
        };
        if !is_stray {
            out.push_str(&html[range]);
        }
    }
    out
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
        ] {
            assert_eq!(without_strays(html.to_owned()), expected);
        }
    }
}

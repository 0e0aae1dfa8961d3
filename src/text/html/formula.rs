//! Formulas in MathML and drawings in SVG, of which a sanitiser leaves nothing: their text.

use std::borrow::Cow;

use super::plain::without_tags;
use super::{decoded, escape, name_at, tag_name};
use crate::text::token::{Token, Tokens};

/// Returns markup with the text of formulas and drawings in place of them. One that nothing ends stays.
pub(super) fn with_formulas(html: &str) -> Cow<'_, str> {
    let may_begin = |(index, _): (usize, &str)| kind(name_at(&html[index + 1..])).is_some();
    if !html.match_indices('<').any(may_begin) {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len());
    let mut copied = 0;
    // Its name, where it begins, and what it says of itself.
    let mut open = None;
    for (range, token) in Tokens::new(html, 0) {
        let name = tag_name(&token).and_then(kind);
        match (name, &token, &open) {
            (Some(name), Token::Start(tag), None) if !tag.is_empty => {
                let said = tag.attribute("alttext").map(decoded);
                open = Some((name, range, said));
            }
            (Some(name), Token::End(_), Some((opened, start, said))) if name == *opened => {
                let inside = &html[start.end..range.start];
                let text = match said {
                    Some(said) if !said.trim().is_empty() => said.to_string(),
                    _ => text_of(name, inside),
                };
                out.push_str(&html[copied..start.start]);
                out.push_str(&escape(&text));
                copied = range.end;
                open = None;
            }
            _ => {}
        }
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

fn kind(name: &str) -> Option<&'static str> {
    let names = ["math", "svg"];
    names.into_iter().find(|own| name.eq_ignore_ascii_case(own))
}

/// Returns the text of a formula, as TeX if it says so, or what a drawing is called and what stands in it.
fn text_of(kind: &str, inside: &str) -> String {
    let names: &[&str] = match kind {
        "math" => &["annotation"],
        _ => &["title", "text"],
    };
    let mut texts = Vec::new();
    let mut start = None;
    let mut end_of_formula = inside.len();
    for (range, token) in Tokens::new(inside, 0) {
        let Some(name) = tag_name(&token).filter(|name| names.contains(name)) else {
            continue;
        };
        match token {
            Token::Start(tag) => {
                end_of_formula = end_of_formula.min(range.start);
                let encoding = tag.attribute("encoding").unwrap_or_default();
                let is_wanted = name != "annotation" || encoding.contains("tex");
                start = is_wanted.then_some(range.end);
            }
            _ => texts.extend(
                start
                    .take()
                    .map(|start| without_tags(&inside[start..range.start], |_, _| true)),
            ),
        }
    }
    if texts.is_empty() && kind == "math" {
        return without_tags(&inside[..end_of_formula], |_, _| true);
    }
    texts.join(" ")
}

#[cfg(test)]
mod tests {
    use super::super::sanitise;

    #[test]
    fn formulas_become_text() {
        for (html, expected) in [
            (
                "<p>E = <math><mi>m</mi><msup><mi>c</mi><mn>2</mn></msup></math>.</p>",
                "<p>E = mc2.</p>",
            ),
            ("<math alttext=\"a&lt;b\"><mi>a</mi></math>", "a&lt;b"),
            (
                "<math><semantics><mi>x</mi><annotation encoding=\"application/x-tex\">x^2 &lt;</annotation></semantics></math>",
                "x^2 &lt;",
            ),
            (
                "<math><mi>x</mi><annotation encoding=\"y\">z</annotation></math>",
                "x",
            ),
            (
                "a<svg><title>b</title><path d=\"\"/><text>c</text></svg>d",
                "ab cd",
            ),
            ("a<math><mi>b", "a"),
            (
                "<math><mi></math><img src=x onerror=y><math title=\"</math><b onclick=z>\"></math>",
                "<img src=\"x\">",
            ),
        ] {
            assert_eq!(sanitise(html, || None), expected);
        }
    }
}

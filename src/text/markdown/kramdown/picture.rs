//! What [attribute lists](https://kramdown.gettalong.org/syntax.html#span-ials) say of the picture before them:
//! `![a](b.png){: width="300"}`.

use std::borrow::Cow;
use std::fmt::Write;
use std::ops::Range;
use std::sync::LazyLock;

use regex_lite::{Captures, Regex};

use super::Raw;
use crate::text::html::{decoded, escape_quoted};
use crate::text::markdown::code;

/// Lists behind what may be a picture.
static LISTS: LazyLock<Regex> = LazyLock::new(|| regex(r"[)\]]((?:\{:[^{}\n]*\})+)"));

/// What we know of them, with its value in quotes of either kind.
static ATTRIBUTE: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"[\s:](title|width|height)=(?:"([^"\\]*)"|'([^'\\]*)')"#));

/// Tags of Liquid around what is shown as it is.
static SHOWN: LazyLock<Regex> = LazyLock::new(|| regex(r"\{%-?\s*(end)?(?:highlight|raw)\b"));

/// A number of pixels, or a share of what holds the picture.
static SIZE: LazyLock<Regex> = LazyLock::new(|| regex(r"^(\d{1,5}%?)(?:px)?$"));

/// A picture, and the comment that stands behind it in place of lists.
static PICTURE: LazyLock<Regex> =
    LazyLock::new(|| regex(r#"<img ([^<>]*?)( ?/?>)<!--kramdown((?: [a-z]+="[^"<>]*")+)-->"#));

/// One of its parts.
static PART: LazyLock<Regex> = LazyLock::new(|| regex(r#" [a-z]+="[^"]*""#));

fn regex(pattern: &str) -> Regex {
    Regex::new(pattern).expect("a regular expression")
}

/// Returns Markdown in which comments say what lists behind pictures do. Nobody takes them for a tag of a template.
pub(crate) fn with_marks(markdown: &str) -> Cow<'_, str> {
    if !markdown.contains("){:") && !markdown.contains("]{:") {
        return Cow::Borrowed(markdown);
    }
    let code = Raw(code(markdown));
    let shown = Raw(shown(markdown));
    LISTS.replace_all(markdown, |found: &Captures<'_>| {
        let lists = found.get(1).map_or(0..0, |lists| lists.range());
        let said = said(&markdown[lists.clone()]);
        if said.is_empty() || code.holds(lists.start) || shown.holds(lists.start) {
            return found[0].to_owned();
        }
        let end = &markdown[lists.start - 1..lists.start];
        format!("{end}<!--kramdown{said}-->{}", &markdown[lists])
    })
}

/// Returns where a text is shown as it is, in order.
fn shown(markdown: &str) -> Vec<Range<usize>> {
    let mut shown = Vec::new();
    let mut open = None;
    for tag in SHOWN.captures_iter(markdown) {
        let place = tag.get(0).map_or(0, |tag| tag.start());
        if tag.get(1).is_none() {
            open.get_or_insert(place);
        } else if let Some(start) = open.take() {
            shown.push(start..place);
        }
    }
    shown
}

/// Returns attributes of HTML.
fn said(lists: &str) -> String {
    let mut said = String::new();
    for found in ATTRIBUTE.captures_iter(lists) {
        let value = found.get(2).or(found.get(3));
        let value = decoded(value.map_or("", |value| value.as_str()));
        let value = match (&found[1], SIZE.captures(&value)) {
            ("title", _) => escape_quoted(&value),
            (_, Some(size)) => size[1].to_owned(),
            (_, None) => continue,
        };
        // A comment holds no such thing.
        if !value.contains("--") {
            let _ = write!(said, " {}=\"{value}\"", &found[1]);
        }
    }
    said
}

/// Returns HTML in which pictures say themselves what comments do, but for what they say already.
pub(in crate::text::markdown) fn with_attributes(html: String) -> String {
    if !html.contains("<!--kramdown ") {
        return html;
    }
    let html = PICTURE.replace_all(&html, |found: &Captures<'_>| {
        let mut tag = format!("<img {}", &found[1]);
        for part in PART.find_iter(&found[3]) {
            let part = part.as_str();
            let name = part.split_inclusive('=').next().unwrap_or_default();
            if !tag.contains(name) {
                tag.push_str(part);
            }
        }
        tag + &found[2]
    });
    html.into_owned()
}

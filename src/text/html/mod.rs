//! HTML: made safe, made plain, made of plain text. The only place, but for Markdown, that names the crates that parse it.

mod addresses;
mod attribute;
mod beginning;
mod blocks;
mod element;
mod excess;
mod formula;
mod growth;
mod language;
mod lazy;
mod line_end;
mod meant;
mod nesting;
mod paragraphs;
mod placeholder;
mod plain;
mod preformatted;
mod reference;
mod safe;
mod secret;
mod stray;
mod unseen;
mod value;

pub use self::addresses::absolute;
pub(crate) use self::addresses::{holds_address, with_addresses};
pub(crate) use self::beginning::beginning;
pub(crate) use self::blocks::in_blocks;
pub(crate) use self::element::is_element;
pub(crate) use self::excess::is_excessive;
pub(crate) use self::growth::is_outgrown;
pub(crate) use self::meant::is_html;
pub(crate) use self::nesting::is_balanced;
pub(crate) use self::paragraphs::with_paragraphs;
pub(crate) use self::plain::{
    body, first_paragraph, inline_to_text, is_block, is_plain_line, may_begin_tag, text_to_inline,
    text_to_label, to_lines,
};
pub use self::plain::{collapse, text_to_title, title_to_text, to_text};
pub(crate) use self::preformatted::{Preformatted, preformatted, with_code};
pub use self::reference::escape;
pub(crate) use self::reference::{decoded, escape_quoted, escape_value, referenced};

use std::borrow::Cow;
use std::collections::HashSet;
use std::sync::LazyLock;

use ::url::Url;
use ammonia::Builder;

use self::attribute::{ALIGNMENTS, Filter, filtered, published};
use self::formula::with_formulas;
use self::language::with_languages;
use self::lazy::with_pictures;
use self::line_end::with_line_ends;
use self::placeholder::with_placeholders;
use self::secret::without_shown_users;
use self::stray::without_strays;
use self::unseen::{UNSEEN, with_scriptless};
use super::tag::Tag;
use super::token::{Token, Tokens};

/// Elements that ammonia does not allow by itself and that do no harm.
const MORE_TAGS: [&str; 8] = [
    "audio",
    "figcaption",
    "figure",
    "picture",
    "section",
    "source",
    "video",
    "input",
];

/// For what is read: everything that does no harm.
static SANITISER: LazyLock<Sanitiser> = LazyLock::new(|| Sanitiser::of(builder(filtered)));

/// For feeds that are published: validators take `controls` for a handler, and an address that says nothing for a relative
/// one.
static PUBLISHER: LazyLock<Sanitiser> = LazyLock::new(|| {
    let mut builder = builder(published);
    builder
        .rm_tags(["bdo", "rtc"])
        .rm_tag_attributes("audio", ["controls"])
        .rm_tag_attributes("video", ["controls"]);
    Sanitiser::of(builder)
});

/// Elements whose content a parser may put elsewhere.
const APART: [&str; 2] = ["<table", "<ruby"];

/// After so many times, markup is what it will be.
const MAX_PASSES: usize = 3;

/// What is let through.
struct Sanitiser {
    builder: Builder<'static>,
    tags: HashSet<&'static str>,
}

impl Sanitiser {
    fn of(builder: Builder<'static>) -> Self {
        let tags = builder.clone_tags();
        Self { builder, tags }
    }

    fn clean(&self, html: &str) -> String {
        let once =
            |html: &str| with_line_ends(without_strays(self.builder.clean(html).to_string()));
        let mut clean = once(html);
        // Elements that went out held others apart which may not stand in each other, and so did a table what a parser puts
        // before it.
        let may_change =
            self.takes_out_tags(html) || APART.iter().any(|element| clean.contains(element));
        for _ in 0..if may_change { MAX_PASSES } else { 0 } {
            let again = once(&clean);
            if again == clean {
                break;
            }
            clean = again;
        }
        clean
    }

    fn takes_out_tags(&self, html: &str) -> bool {
        // What stands in a value or in a comment counts, too: parsers differ in what they take for one.
        html.match_indices('<').any(|(index, _)| {
            let name = name_at(&html[index + 1..]);
            !name.is_empty() && !self.tags.contains(&*name.to_ascii_lowercase())
        })
    }
}

/// Returns the name with which a text begins, if it does with one.
fn name_at(text: &str) -> &str {
    let length = text.bytes().take_while(u8::is_ascii_alphanumeric).count();
    let name = &text[..length];
    if name.starts_with(|c: char| c.is_ascii_alphabetic()) {
        name
    } else {
        ""
    }
}

fn builder(filter: Filter) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(MORE_TAGS)
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("img", ["sizes", "srcset"])
        .add_tag_attributes("ol", ["reversed", "type"])
        .add_tag_attributes("li", ["value"])
        .add_tag_attributes("video", ["controls", "height", "poster", "src", "width"])
        .add_tag_attributes("source", ["media", "sizes", "src", "srcset", "type"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .add_tag_attributes("td", ["style"])
        .add_tag_attributes("th", ["style"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_generic_attributes(["dir", "id"])
        .add_clean_content_tags(UNSEEN)
        .add_url_schemes(["data"])
        .link_rel(None)
        .attribute_filter(filter);
    builder
}

/// Returns the markup without anything that runs, frames or loads code; with a base, its URLs are made absolute. Only a relative
/// one asks for it. Borrowed if nothing changes.
pub fn sanitise<'a>(html: &'a str, base: impl FnOnce() -> Option<Url>) -> Cow<'a, str> {
    cleaned(html, base, &SANITISER)
}

/// Returns the markup as a feed may publish it: as [`sanitise`] does, and without what feed validators object to.
pub(crate) fn publish<'a>(html: &'a str, base: impl FnOnce() -> Option<Url>) -> Cow<'a, str> {
    match without_shown_users(html) {
        Cow::Borrowed(html) => cleaned(html, base, &PUBLISHER),
        Cow::Owned(html) => Cow::Owned(cleaned(&html, base, &PUBLISHER).into_owned()),
    }
}

/// Most markup needs no sanitiser, and then none is made; much of it stays as it is.
fn cleaned<'a>(
    html: &'a str,
    base: impl FnOnce() -> Option<Url>,
    sanitiser: &LazyLock<Sanitiser>,
) -> Cow<'a, str> {
    if !html.contains(['<', '&', '>', '\u{a0}', '\0']) {
        return Cow::Borrowed(html);
    }
    if let Some(safe) = safe::spelt(html) {
        return match (safe.has_relative, safe.html) {
            (false, html) => html,
            (true, Cow::Borrowed(html)) => absolute(html, base().as_ref()),
            (true, Cow::Owned(html)) => absolute(&html, base().as_ref()).into_owned().into(),
        };
    }
    let html = &*with_scriptless(html);
    let html = &*with_pictures(html);
    let html = &*with_formulas(html);
    let html = &*with_placeholders(html);
    let html = &*with_languages(html);
    if is_excessive(html) {
        let text = to_text(html);
        return Cow::Owned(if text.is_empty() {
            text
        } else {
            format!("<p>{}</p>", escape(&text))
        });
    }
    let clean = sanitiser.clean(html);
    Cow::Owned(absolute(&clean, base().as_ref()).into_owned())
}

/// Returns whether [`sanitise`] would leave every element and attribute.
pub(crate) fn is_harmless(html: &str) -> bool {
    is_alike(html, &sanitise(html, || None))
}

/// Returns whether two texts of HTML have the same elements with the same attributes, however they are spelt.
pub(crate) fn is_alike(html: &str, other: &str) -> bool {
    fn tags(html: &str) -> impl Iterator<Item = (String, Vec<(String, String)>)> {
        let tokens = Tokens::new(html, 0).map(|(_, token)| token);
        let starts = tokens.filter_map(|token| match token {
            Token::Start(tag) => Some(tag),
            _ => None,
        });
        starts.map(|tag| {
            let decoded = |value| decoded(value).into_owned();
            let attributes = tag.attributes();
            let attributes =
                attributes.map(|own| (own.name.to_ascii_lowercase(), decoded(own.value)));
            (tag.name.to_ascii_lowercase(), attributes.collect())
        })
    }
    tags(html).eq(tags(other))
}

/// Returns the `src` of the first element that has one.
pub(crate) fn source(html: &str) -> Option<String> {
    let value = html.split_once(" src=")?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split_once(quote)?.0;
    Some(decoded(value).into_owned())
}

/// Returns whether an element has no content and no end tag.
pub(crate) fn is_void(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    NAMES.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// Returns whether there is a tag in it.
pub fn has_tag(html: &str) -> bool {
    html.contains('<') && Tokens::new(html, 0).any(|(_, token)| tag_name(&token).is_some())
}

/// Returns the name of what HTML takes for a tag: empty for comments and the like.
fn tag_name<'a>(token: &Token<'a>) -> Option<&'a str> {
    match token {
        Token::Start(Tag { name, .. }) | Token::End(name) => name
            .starts_with(|c: char| c.is_ascii_alphabetic())
            .then_some(name),
        Token::Comment | Token::Declaration(_) | Token::Cdata(_) => Some(""),
        Token::Text(_) | Token::Instruction => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sanitises() {
        let base = Url::parse("https://example.com/a/").expect("a URL");
        let html = "<p onclick=x()>Hi<script>x()</script> <a href=\"../b\">b</a> <a href=\"javascript:x()\">c</a></p><iframe src=x></iframe>";
        assert_eq!(
            sanitise(html, || Some(base)),
            "<p>Hi <a href=\"https://example.com/b\">b</a> <a>c</a></p>"
        );
        let form = "<form><input type=hidden><input type=checkbox checked></form><input>";
        assert_eq!(
            sanitise(form, || None),
            "<input type=\"checkbox\" checked=\"\">"
        );
        for html in [
            "<li><table><li>",
            "<h1><table></h1>\n<h1></table></h1>",
            "<a><table><a>",
            "<ruby><i><rp>",
            "<ruby>a<i>b<rp>(<rt>c</i>d",
            "<table><input type=hidden><b>a",
        ] {
            let clean = sanitise(html, || None);
            assert_eq!(sanitise(&clean, || None), clean, "{html}");
        }
        // Only the tags that stay open may be too many.
        let picture = "<b>a</b>".to_owned() + &"<svg><path d=\"M0 0\"/></svg>".repeat(1_000);
        assert_eq!(sanitise(&picture, || None), "<b>a</b>");
        let deep = "<dd><li>a".repeat(1_000);
        assert_eq!(
            sanitise(&deep, || None),
            format!("<p>{}</p>", ["a"; 1_000].join(" "))
        );
        for (html, expected) in [
            (
                "<p dir=\"rtl\">a</p><p dir=\"x\">b</p>",
                "<p dir=\"rtl\">a</p><p>b</p>",
            ),
            (
                "<ol reversed type=a><li value=7>a</li><li value=b>c</li></ol>",
                "<ol reversed=\"\" type=\"a\"><li value=\"7\">a</li><li>c</li></ol>",
            ),
            (
                "<table><tbody><tr><td style=\"text-align:right;\">a</td><td style=\"text-align: x\">b</td></tr></tbody></table>",
                "<table><tbody><tr><td style=\"text-align: right\">a</td><td>b</td></tr></tbody></table>",
            ),
            (
                "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"https://a.example/b\"></picture>",
                "<picture><source media=\"(prefers-color-scheme: dark)\" srcset=\"https://a.example/b\"></picture>",
            ),
        ] {
            assert_eq!(sanitise(html, || None), expected);
        }
        let code = "<pre><code class=\"language-rust\">a</code></pre>";
        assert_eq!(sanitise(code, || None), code);
    }
}

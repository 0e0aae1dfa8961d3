//! HTML: made safe, made plain, made of plain text. The only file that names the HTML crates.

use std::borrow::Cow;
use std::sync::LazyLock;

use ::url::Url;
use ammonia::{Builder, UrlRelative};

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

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| sanitiser(None));

/// Returns a sanitiser that makes addresses absolute, if there is a base.
fn sanitiser(base: Option<&Url>) -> Builder<'static> {
    let mut builder = Builder::default();
    builder
        .add_tags(MORE_TAGS)
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("video", ["controls", "height", "poster", "src", "width"])
        .add_tag_attributes("source", ["src", "type"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_generic_attributes(["id"])
        .link_rel(None);
    if let Some(base) = base {
        builder.url_relative(UrlRelative::RewriteWithBase(base.clone()));
    }
    let base = base.cloned();
    builder.attribute_filter(move |_, name, value| match name {
        "cite" | "poster" => web_address(value, base.as_ref()).map(Cow::Owned),
        _ => Some(Cow::Borrowed(value)),
    });
    builder
}

/// Returns the markup without anything that runs, frames or loads code; with a base, its URLs are made absolute.
pub fn sanitise(html: &str, base: Option<&Url>) -> String {
    if !html.contains(['<', '&', '>', '\u{a0}', '\0']) {
        return html.to_owned();
    }
    if is_too_deep(html) {
        let text = to_text(html);
        return if text.is_empty() {
            text
        } else {
            format!("<p>{}</p>", escape(&text))
        };
    }
    match base {
        None => SANITISER.clean(html).to_string(),
        Some(base) => sanitiser(Some(base)).clean(html).to_string(),
    }
}

/// Elements that stay open, beyond all that anyone writes; the time that a parser of HTML takes grows with their square.
const MAX_OPEN_ELEMENTS: usize = 500;

/// Returns whether elements are nested too deeply to be made safe in reasonable time.
fn is_too_deep(html: &str) -> bool {
    let mut open = 0usize;
    for (index, _) in html.match_indices('<') {
        let after = &html[index + 1..];
        if after.starts_with('/') {
            open = open.saturating_sub(1);
        } else if after.starts_with(|c: char| c.is_ascii_alphabetic())
            && !closes_itself(&tag_name(&html[index..]))
        {
            open += 1;
        }
        if open > MAX_OPEN_ELEMENTS {
            return true;
        }
    }
    false
}

/// Elements that have no end tag, or need none.
fn closes_itself(name: &str) -> bool {
    const NAMES: [&str; 19] = [
        "area", "base", "br", "col", "dd", "dt", "embed", "hr", "img", "input", "li", "link",
        "meta", "option", "p", "source", "td", "track", "wbr",
    ];
    NAMES.contains(&name) || name == "tr"
}

/// The crate looks at the addresses of links and pictures only.
fn web_address(address: &str, base: Option<&Url>) -> Option<String> {
    let absolute = base
        .map_or_else(|| Url::parse(address), |base| base.join(address))
        .ok()?;
    matches!(absolute.scheme(), "http" | "https").then(|| absolute.into())
}

/// Returns plain text as HTML.
pub fn escape(text: &str) -> String {
    html_escape::encode_text(text).into_owned()
}

/// Returns the `src` of the first element that has one.
pub fn source(html: &str) -> Option<String> {
    let value = html.split_once(" src=")?.1;
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    let value = value[1..].split_once(quote)?.0;
    Some(html_escape::decode_html_entities(value).into_owned())
}

/// Returns whether there is a tag in it.
pub fn has_tag(html: &str) -> bool {
    html.match_indices('<')
        .any(|(index, _)| tag_end(&html[index..]).is_some())
}

/// Returns the text that a reader sees, on one line: no tags, entities decoded, white space collapsed.
pub fn to_text(html: &str) -> String {
    if !html.contains(['<', '&']) {
        return collapse(html).into_owned();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let Some(end) = tag_end(rest) else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let tag = &rest[..end];
        rest = &rest[end..];
        let name = tag_name(tag);
        if is_block(&name) {
            text.push(' ');
        }
        if matches!(name.as_str(), "script" | "style") {
            rest = after_raw_text(rest, &name);
        }
    }
    text.push_str(rest);
    let mut text = html_escape::decode_html_entities(&text).into_owned();
    text.retain(is_character);
    collapse(&text).into_owned()
}

/// `&#0;` and the like are no characters, say the [rules of HTML](https://html.spec.whatwg.org/#numeric-character-reference-end-state).
fn is_character(c: char) -> bool {
    let is_control = c.is_control() && !c.is_whitespace();
    let is_noncharacter =
        matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) || matches!(c, '\u{fdd0}'..='\u{fdef}');
    !is_control && !is_noncharacter && c != '\u{fffd}'
}

/// Returns the text with runs of white space as one space, and none at the ends.
pub fn collapse(text: &str) -> Cow<'_, str> {
    let is_collapsed = text.trim() == text
        && !text.contains("  ")
        && !text.contains(|c: char| c.is_whitespace() && !matches!(c, ' ' | '\u{a0}' | '\u{202f}'));
    if is_collapsed {
        return Cow::Borrowed(text);
    }
    // A no-break space is text, not layout.
    let words = text
        .trim()
        .split(|c: char| c.is_whitespace() && !matches!(c, '\u{a0}' | '\u{202f}'));
    Cow::Owned(
        words
            .filter(|word| !word.is_empty())
            .collect::<Vec<_>>()
            .join(" "),
    )
}

/// Returns the length of the tag or comment at the start of `html`, if one stands there.
fn tag_end(html: &str) -> Option<usize> {
    if html.starts_with("<!--") {
        return html.find("-->").map(|index| index + 3);
    }
    let name = html[1..].strip_prefix('/').unwrap_or(&html[1..]);
    if !name.starts_with(|c: char| c.is_ascii_alphabetic() || c == '!') {
        return None;
    }
    let mut quote = None;
    for (index, byte) in html.bytes().enumerate() {
        match (quote, byte) {
            (None, b'>') => return Some(index + 1),
            (None, b'"' | b'\'') if html.as_bytes()[index - 1] == b'=' => quote = Some(byte),
            (Some(open), byte) if open == byte => quote = None,
            _ => {}
        }
    }
    None
}

fn tag_name(tag: &str) -> String {
    let name = tag.trim_start_matches(['<', '/']);
    let end = name
        .find(|c: char| !c.is_ascii_alphanumeric())
        .unwrap_or(name.len());
    name[..end].to_ascii_lowercase()
}

/// Elements that begin a new line in print.
fn is_block(name: &str) -> bool {
    const BLOCKS: [&str; 32] = [
        "address",
        "article",
        "aside",
        "blockquote",
        "br",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "img",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "td",
        "tr",
        "ul",
    ];
    BLOCKS.contains(&name)
}

/// Returns what follows the end tag of an element whose content is not text.
fn after_raw_text<'a>(html: &'a str, name: &str) -> &'a str {
    let mut from = 0;
    while let Some(found) = html[from..].find("</") {
        let start = from + found;
        if tag_name(&html[start..]) == name {
            return tag_end(&html[start..]).map_or("", |end| &html[start + end..]);
        }
        from = start + 2;
    }
    ""
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn makes_plain_text() {
        for (html, expected) in [
            ("a <b>b</b>c", "a bc"),
            ("<p>One</p><p>Two &amp; three</p>", "One Two & three"),
            ("5 &lt; 6 &amp;amp; 7", "5 < 6 &amp; 7"),
            ("1 < 2 and 3 > 2", "1 < 2 and 3 > 2"),
            ("a<script>if (a<b) x()</script >b", "ab"),
            ("a<style>p{}", "a"),
            ("<!-- x > y -->a", "a"),
            ("<a title=\"x > y\">a</a>", "a"),
            ("a\r\n\r\n b\u{a0}c", "a b\u{a0}c"),
            ("a b&#xfffe;", "a b"),
            ("<", "<"),
            ("<p", "<p"),
        ] {
            assert_eq!(to_text(html), expected, "{html}");
        }
    }

    #[test]
    fn sanitises() {
        let base = Url::parse("https://example.com/a/").expect("a URL");
        let html = "<p onclick=x()>Hi<script>x()</script> <a href=\"../b\">b</a> <a href=\"javascript:x()\">c</a></p><iframe src=x></iframe>";
        assert_eq!(
            sanitise(html, Some(&base)),
            "<p>Hi <a href=\"https://example.com/b\">b</a> <a>c</a></p>"
        );
        let code = "<pre><code class=\"language-rust\">a</code></pre>";
        assert_eq!(sanitise(code, None), code);
    }
}

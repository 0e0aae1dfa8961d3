//! HTML: made safe, made plain, made of plain text. The only file that names the HTML crates.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use ::url::Url;
use ammonia::Builder;

use super::character;

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

static SANITISER: LazyLock<Builder<'static>> = LazyLock::new(|| {
    let mut builder = Builder::default();
    builder
        .add_tags(MORE_TAGS)
        .add_tag_attributes("code", ["class"])
        .add_tag_attributes("audio", ["controls", "src"])
        .add_tag_attributes("img", ["srcset"])
        .add_tag_attributes("video", ["controls", "height", "poster", "src", "width"])
        .add_tag_attributes("source", ["src", "srcset", "type"])
        .add_tag_attributes("input", ["checked", "disabled"])
        .add_tag_attribute_values("input", "type", ["checkbox"])
        .add_generic_attributes(["id"])
        .link_rel(None)
        // The crate looks at the addresses of links and pictures only.
        .attribute_filter(|_, name, value| match name {
            "cite" | "poster" => is_safe(value).then_some(Cow::Borrowed(value)),
            "srcset" => candidates(value)
                .all(|(address, _)| is_safe(address))
                .then_some(Cow::Borrowed(value)),
            _ => Some(Cow::Borrowed(value)),
        });
    builder
});

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
    SANITISER.clean(&absolute(html, base)).to_string()
}

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
        .and_then(|address| super::url::absolute(address, Some(base)))
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
fn candidates(srcset: &str) -> impl Iterator<Item = (&str, &str)> {
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

/// Returns whether an address is relative or of the Web.
fn is_safe(address: &str) -> bool {
    Url::parse(address).map_or(true, |url| matches!(url.scheme(), "http" | "https"))
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

/// Returns whether an element has no content and no end tag.
pub fn is_void(name: &str) -> bool {
    const NAMES: [&str; 14] = [
        "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param",
        "source", "track", "wbr",
    ];
    NAMES.iter().any(|void| name.eq_ignore_ascii_case(void))
}

/// Returns whether HTML has an element of that name.
pub fn is_element(name: &str) -> bool {
    const NAMES: &str = " a abbr acronym address applet area article aside audio b base basefont bdi bdo big blink blockquote \
        body br button canvas caption center cite code col colgroup data datalist dd del details dfn dialog dir div dl dt em \
        embed fieldset figcaption figure font footer form frame frameset h1 h2 h3 h4 h5 h6 head header hgroup hr html i iframe \
        img input ins kbd label legend li link main map mark marquee menu meta meter nav nobr noframes noscript object ol \
        optgroup option output p param picture pre progress q rp rt ruby s samp script search section select small source span \
        strike strong style sub summary sup svg table tbody td template textarea tfoot th thead time title tr track tt u ul var \
        video wbr ";
    !name.contains(' ') && NAMES.contains(&format!(" {} ", name.to_ascii_lowercase()))
}

/// Returns whether there is a tag in it.
pub fn has_tag(html: &str) -> bool {
    html.match_indices('<')
        .any(|(index, _)| tag_end(&html[index..]).is_some())
}

/// Returns the text that a reader sees, on one line: no tags, entities decoded, white space collapsed.
pub fn to_text(html: &str) -> String {
    without_tags(html, |_| true)
}

/// Returns the plain text of a title that may be HTML: with tags of HTML taken out and entities decoded once, if it has any.
/// Other text stays as it is.
pub fn title_to_text(title: &str) -> String {
    if is_markup(title) {
        without_tags(title, |name| name.is_empty() || is_element(name))
    } else {
        collapse(title).into_owned()
    }
}

/// Returns a title that [`title_to_text`] reads as this text.
pub fn text_to_title(text: &str) -> Cow<'_, str> {
    if title_to_text(text) == collapse(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(escape(text))
    }
}

/// Returns whether there is a tag of HTML in it, or a reference to a character.
fn is_markup(text: &str) -> bool {
    let has_tag = || {
        text.match_indices('<').any(|(index, _)| {
            let rest = &text[index..];
            tag_end(rest).is_some_and(|end| is_element(&tag_name(&rest[..end])))
        })
    };
    text.contains('&') && html_escape::decode_html_entities(text) != text
        || text.contains('<') && has_tag()
}

fn without_tags(html: &str, is_tag: impl Fn(&str) -> bool) -> String {
    if !html.contains(['<', '&']) {
        return collapse(html).into_owned();
    }
    let mut text = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(start) = rest.find('<') {
        text.push_str(&rest[..start]);
        rest = &rest[start..];
        let end = tag_end(rest).filter(|end| is_tag(&tag_name(&rest[..*end])));
        let Some(end) = end else {
            text.push('<');
            rest = &rest[1..];
            continue;
        };
        let name = tag_name(&rest[..end]);
        rest = &rest[end..];
        if is_block(&name) {
            text.push(' ');
        }
        if matches!(name.as_str(), "script" | "style") {
            rest = after_raw_text(rest, &name);
        }
    }
    text.push_str(rest);
    let text = character::cleaned(&html_escape::decode_html_entities(&text));
    collapse(&text).into_owned()
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

//! The languages of code: wherever a site says them, they become classes of `code`, where every reader looks.

use std::borrow::Cow;

use super::plain::is_block;
use super::preformatted::content_start;
use super::tag_name;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// What the name of a language stands behind in a class.
const PREFIXES: [&str; 3] = ["language-", "lang-", "highlight-source-"];

/// That of [SyntaxHighlighter](https://github.com/syntaxhighlighter/syntaxhighlighter/wiki/Configuration), in a class of its own.
const BRUSH: &str = "brush:";

/// Attributes that hold it; the last one is that of [Enlighter](https://github.com/EnlighterJS/EnlighterJS).
const ATTRIBUTES: [&str; 3] = ["data-lang", "data-language", "data-enlighter-language"];

const MAX_LENGTH: usize = 32;

/// A `pre` that is open.
struct Block<'a> {
    /// Where its content begins.
    start: usize,
    language: Option<&'a str>,
    has_code: bool,
    /// Whether no block stands in it.
    is_line: bool,
}

/// Returns whether a class says a language.
pub(super) fn says_language(class: &str) -> bool {
    PREFIXES.iter().any(|prefix| class.contains(prefix))
}

/// Returns markup in which the `code` of preformatted text says its language, if that, `pre` or what holds nothing else does.
pub(super) fn with_languages(html: &str) -> Cow<'_, str> {
    if !html.contains("<pre") && !html.contains("<PRE") {
        return Cow::Borrowed(html);
    }
    let mut out = String::new();
    let mut copied = 0;
    // What is said by elements in which nothing stands yet.
    let mut said = None;
    let mut open: Option<Block<'_>> = None;
    for (range, token) in Tokens::new(html, 0).without_instructions() {
        let name = tag_name(&token).map(str::to_ascii_lowercase);
        match (name.as_deref(), &token, &mut open) {
            (Some("code"), Token::Start(tag), Some(block)) if !block.has_code => {
                block.has_code = true;
                let class = tag.attribute("class").unwrap_or_default();
                let language = language(tag).or(block.language);
                if let Some(language) = language.filter(|_| !class.contains(PREFIXES[0])) {
                    out.extend([&html[copied..range.start], &begun(language)]);
                    copied = range.end;
                }
            }
            (Some("pre"), Token::End(_), Some(block)) => {
                let language = block.language.filter(|_| !block.has_code && block.is_line);
                if let Some(language) = language {
                    let inside = &html[block.start..range.start];
                    let before = &html[copied..block.start];
                    out.extend([before, &begun(language), inside, "</code>"]);
                    copied = range.start;
                }
                (open, said) = (None, None);
            }
            (Some(name), _, Some(block)) => block.is_line &= !is_block(name),
            (None, _, Some(_)) => {}
            (Some("pre"), Token::Start(tag), None) => {
                open = Some(Block {
                    start: content_start(html, range.end),
                    language: language(tag).or(said),
                    has_code: false,
                    is_line: true,
                });
            }
            (Some("div" | "figure"), Token::Start(tag), None) => said = language(tag).or(said),
            (None, Token::Text(text), None) if text.trim().is_empty() => {}
            _ => said = None,
        }
    }
    if copied == 0 {
        return Cow::Borrowed(html);
    }
    out.push_str(&html[copied..]);
    Cow::Owned(out)
}

/// Returns the start tag of code in a language.
fn begun(language: &str) -> String {
    format!("<code class=\"{}{language}\">", PREFIXES[0])
}

/// Returns the language that an element says.
fn language<'a>(tag: &Tag<'a>) -> Option<&'a str> {
    let class = tag.attribute("class").unwrap_or_default();
    let behind = |word: &'a str| PREFIXES.iter().find_map(|prefix| word.strip_prefix(prefix));
    let of_class = class.split_ascii_whitespace().filter_map(behind);
    let of_brush = class.split_once(BRUSH).and_then(|(_, settings)| {
        let end = |c: char| c == ';' || c.is_ascii_whitespace();
        settings.trim_start().split(end).next()
    });
    let of_attributes = ATTRIBUTES.iter().filter_map(|name| tag.attribute(name));
    // What cmark-gfm writes.
    let of_pre = tag.attribute("lang").filter(|_| tag.name == "pre");
    let mut all = of_class.chain(of_brush).chain(of_attributes).chain(of_pre);
    all.find(|name| is_name(name))
}

fn is_name(text: &str) -> bool {
    let is_of_name = |b: u8| b.is_ascii_alphanumeric() || b"+#._-".contains(&b);
    (1..=MAX_LENGTH).contains(&text.len()) && text.bytes().all(is_of_name)
}

#[cfg(test)]
mod tests {
    use super::super::sanitise;

    #[test]
    fn code_says_its_language() {
        for (html, expected) in [
            (
                "<div class=\"language-ruby highlighter-rouge\"><div class=\"highlight\"><pre class=\"highlight\"><code><span class=\"nb\">puts</span> 1\n</code></pre></div></div>",
                "<div><div><pre><code class=\"language-ruby\"><span>puts</span> 1\n</code></pre></div></div>",
            ),
            (
                "<div class=\"language-ruby\"><pre><code>a</code></pre></div><pre><code>b</code></pre>",
                "<div><pre><code class=\"language-ruby\">a</code></pre></div><pre><code>b</code></pre>",
            ),
            (
                "<pre class=\"lang-rust s-code-block\"><code>a</code></pre>",
                "<pre><code class=\"language-rust\">a</code></pre>",
            ),
            (
                "<div class=\"highlight highlight-source-c++ x\"><pre>\n<span>a</span>\n<code>b</code></pre></div>",
                "<div><pre><span>a</span>\n<code class=\"language-c++\">b</code></pre></div>",
            ),
            (
                "<div class=\"highlight-source-rust\">\n<pre>\n\na <b>c</b></pre></div>",
                "<div>\n<pre><code class=\"language-rust\">\na <b>c</b></code></pre></div>",
            ),
            (
                "<pre><code data-lang=\"go\">a</code></pre><pre data-language=\"js\"><code class=\"x\">b</code></pre>",
                "<pre><code class=\"language-go\">a</code></pre><pre><code class=\"language-js\">b</code></pre>",
            ),
            (
                "<pre class=\"lang-x\"><code class=\"hljs language-y\">a</code></pre>",
                "<pre><code class=\"hljs language-y\">a</code></pre>",
            ),
            (
                "<pre class=\"brush: python; title: ; notranslate\">a</pre><pre class=\"brush:php\">b</pre>",
                "<pre><code class=\"language-python\">a</code></pre><pre><code class=\"language-php\">b</code></pre>",
            ),
            (
                "<pre class=\"EnlighterJSRAW\" data-enlighter-language=\"php\">a</pre><pre lang=\"go\"><code>b</code></pre>",
                "<pre><code class=\"language-php\">a</code></pre><pre lang=\"go\"><code class=\"language-go\">b</code></pre>",
            ),
            // It may be the language of a page, or no name.
            (
                "<div class=\"language-en\">a<pre><code>b</code></pre></div><pre data-lang=\"a&quot;b\"><code>c</code></pre>",
                "<div>a<pre><code>b</code></pre></div><pre><code>c</code></pre>",
            ),
            ("<pre class=\"lang-x\">a", "<pre>a</pre>"),
            (
                "<pre class=\"lang-x\"><div>a</div></pre>",
                "<pre><div>a</div></pre>",
            ),
        ] {
            let clean = sanitise(html, || None);
            assert_eq!(clean, expected, "{html}");
            assert_eq!(sanitise(&clean, || None), clean);
        }
    }
}

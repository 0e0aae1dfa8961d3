//! Tags in the code of Markdown, where no reference is read: code that has one is written otherwise, and looks the same.

use std::borrow::Cow;

use super::{Language, neutralise};
use crate::text::finder::Finder;
use crate::text::html::{escape, escape_quoted, to_text};
use crate::text::markdown::{self, Code};

/// Columns that code is indented by.
const INDENTATION: usize = 4;

/// Returns a body of Markdown in which no program finds a tag, and that looks as before.
///
/// In text, a brace that could begin a tag becomes a reference, as in HTML. In code, references are not read. So code with
/// a tag becomes `<code>` or `<pre>`, where they are; for Hugo, which leaves such elements out, its tags are escaped as Hugo
/// itself has it, with `{{</*` and `*/>}}`. Hugo gets no attributes of headings either.
///
/// ```
/// use feedmatter::text::template::{Language, neutralise_markdown};
///
/// let neutral = |text, language| neutralise_markdown(text, language).into_owned();
/// assert_eq!(neutral("{{ x }} `{{ x }}`", Language::Liquid), "&#123;{ x }} <code>&#123;&#123; x }}</code>");
/// assert_eq!(neutral("`{{< x >}}`", Language::Hugo), "`{{</* x */>}}`");
/// ```
pub fn neutralise_markdown(text: &str, language: Language) -> Cow<'_, str> {
    if language == Language::Hugo
        && let Cow::Owned(plain) = without_attributes(text)
    {
        return Cow::Owned(without_tags(&plain, language).into_owned());
    }
    without_tags(text, language)
}

/// Returns a body of Markdown in which no heading ends with a brace, as its attributes do: they can be of any name and value.
fn without_attributes(text: &str) -> Cow<'_, str> {
    if !text.contains('}') {
        return Cow::Borrowed(text);
    }
    let mut out = String::new();
    let mut copied = 0;
    for heading in markdown::headings(text) {
        let mut start = heading.start;
        for line in text[heading].split_inclusive('\n') {
            let kept = line.trim_end_matches(|c: char| c.is_whitespace() || c == '#');
            if let Some(before) = kept.strip_suffix('}') {
                out.extend([&text[copied..start + before.len()], "&#125;"]);
                copied = start + kept.len();
            }
            start += line.len();
        }
    }
    if copied == 0 {
        return Cow::Borrowed(text);
    }
    out.push_str(&text[copied..]);
    Cow::Owned(out)
}

fn without_tags(text: &str, language: Language) -> Cow<'_, str> {
    let Cow::Owned(plain) = neutralise(text, language) else {
        return Cow::Borrowed(text);
    };
    let has_tag = |code: &Code| {
        let source = &text[code.range.clone()];
        matches!(neutralise(source, language), Cow::Owned(_))
    };
    let mut codes = markdown::codes(text);
    codes.retain(has_tag);
    if codes.is_empty() {
        return Cow::Owned(plain);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 4);
    let mut copied = 0;
    for code in codes {
        out.push_str(&neutralise(&text[copied..code.range.start], language));
        let source = &text[code.range.clone()];
        copied = code.range.end;
        if language == Language::Hugo {
            push_escaped(&mut out, source);
        } else if code.is_block {
            copied = code.range.start + source.trim_end().len();
            let line = text[..code.range.start]
                .rfind('\n')
                .map_or(0, |end| end + 1);
            push_block(&mut out, &text[line..code.range.start], &code);
        } else {
            push_span(&mut out, &code.text);
        }
    }
    out.push_str(&neutralise(&text[copied..], language));
    // Where lists and quotations nest in ways of their own, code that looks odd is better than text that is lost.
    let seen = |markdown: &str| to_text(&markdown::to_html(markdown));
    if language == Language::Hugo || seen(&out) == seen(text) {
        Cow::Owned(out)
    } else {
        Cow::Owned(plain)
    }
}

/// Escapes the shortcodes in code, each to its own end, behind which nothing of it is left to be one. Hugo takes nothing else
/// in a body for a tag. One without an end has no escaped form, and is seen as a reference.
fn push_escaped(out: &mut String, code: &str) {
    // An end that does not come is looked for once.
    let mut ends = Finder::new(code);
    let mut rest = code;
    while let Some(start) = rest.find("{{") {
        out.push_str(&rest[..start]);
        rest = &rest[start..];
        let close = match rest.as_bytes().get(2) {
            Some(b'<') => ">}}",
            Some(b'%') => "%}}",
            _ => {
                out.push('{');
                rest = &rest[1..];
                continue;
            }
        };
        let (open, inside) = rest.split_at(3);
        let from = code.len() - inside.len();
        if let Some(end) = ends.find(close, from).map(|end| end - from) {
            out.extend([open, "/*", &inside[..end], "*/", close]);
            rest = &inside[end + close.len()..];
        } else {
            out.push_str("&#123;");
            rest = &rest[1..];
        }
    }
    out.push_str(rest);
}

/// Writes code as an element in a line, in which Markdown goes on: whatever means something there is a reference.
fn push_span(out: &mut String, code: &str) {
    out.push_str("<code>");
    for c in code.chars() {
        if c.is_ascii_punctuation() && !".,;/()=}%?".contains(c) {
            out.push_str(&format!("&#{};", u32::from(c)));
        } else {
            out.push(c);
        }
    }
    out.push_str("</code>");
}

/// Writes code as an element of its own lines, each of which begins as the list or the quotation wants it.
fn push_block(out: &mut String, before: &str, code: &Code) {
    let mut prefix: String = before
        .chars()
        .map(|c| if matches!(c, '>' | '\t') { c } else { ' ' })
        .collect();
    if code.is_indented {
        let outer = |text: &str| match text.strip_suffix('\t') {
            Some(outer) => outer.len(),
            None => {
                let spaces = text.len() - text.trim_end_matches(' ').len();
                text.len() - spaces.min(INDENTATION)
            }
        };
        out.truncate(out.len() - (before.len() - outer(before)));
        prefix.truncate(outer(&prefix));
    }
    out.push_str("<pre><code");
    if let Some(language) = &code.language {
        let language = braced(&escape_quoted(language));
        out.extend([" class=\"language-", &language, "\""]);
    }
    out.push('>');
    let text = braced(&escape(&code.text));
    let last = text.matches('\n').count();
    for (index, line) in text.split('\n').enumerate() {
        if index > 0 {
            out.push('\n');
            // What closes the element stands on the last line.
            let is_blank = line.is_empty() && !prefix.contains('>');
            out.push_str(if is_blank && index < last {
                ""
            } else {
                &prefix
            });
        }
        out.push_str(line);
    }
    out.push_str("</code></pre>");
}

fn braced(text: &str) -> String {
    text.replace('{', "&#123;")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::template;
    use crate::text::{html, steps};

    #[test]
    fn code_looks_as_before() {
        for (text, expected) in [
            ("`{ x }`", "`{ x }`"),
            (
                "a `{{ *x* | y }}` {% b %}",
                "a <code>&#123;&#123; &#42;x&#42; &#124; y }}</code> &#123;% b %}",
            ),
            (
                "a\n\n```html\n<p>{{ x }}\n\n\n{% y %}</p>\n```\n\nb\n",
                "a\n\n<pre><code class=\"language-html\">&lt;p&gt;&#123;&#123; x }}\n\n\n&#123;% y %}&lt;/p&gt;\n</code></pre>\n\nb\n",
            ),
            (
                "a\n\n    {% raw %}\n      b\n\nc\n",
                "a\n\n<pre><code>&#123;% raw %}\n  b\n</code></pre>\n\nc\n",
            ),
            (
                "- a\n\n  ```\n  {{ x }}\n\n  y\n  ```\n\n  b\n",
                "- a\n\n  <pre><code>&#123;&#123; x }}\n\n  y\n  </code></pre>\n\n  b\n",
            ),
            (
                "> ```\n> {{ x }}\n>\n> y\n> ```\n> b\n",
                "> <pre><code>&#123;&#123; x }}\n> \n> y\n> </code></pre>\n> b\n",
            ),
            ("```\n{{ x }}", "<pre><code>&#123;&#123; x }}</code></pre>"),
        ] {
            let neutral = neutralise_markdown(text, Language::Liquid);
            assert_eq!(neutral, expected);
            let again = neutralise_markdown(&neutral, Language::Liquid);
            assert_eq!(again, neutral);
            let seen = |markdown: &str| to_text(&markdown::to_html(markdown));
            assert_eq!(seen(&neutral), seen(text));
        }
    }

    #[test]
    fn an_end_that_is_missing_is_looked_for_once() {
        let steps_of = |count: usize| {
            let text = format!("`{}`", "{{<".repeat(count));
            steps::taken();
            let neutral = neutralise_markdown(&text, Language::Hugo);
            assert_eq!(neutral, format!("`{}`", "&#123;{<".repeat(count)));
            steps::taken()
        };
        assert!(steps_of(10_000) <= 40_000);
    }

    #[test]
    fn shortcodes_in_code_are_escaped_to_their_end() {
        for (text, expected) in [
            ("`{{ .x }}` {{ y }}", "`{{ .x }}` &#123;{ y }}"),
            (
                "```\n{{% a %}} {{<b>}}{{{< c >}}}\n```\n{{< d >}}\n",
                "```\n{{%/* a */%}} {{</*b*/>}}{{{</* c */>}}}\n```\n&#123;{< d >}}\n",
            ),
            ("`{{< a */>}}`", "`{{</* a */*/>}}`"),
            ("`{{</* a */>}}`", "`{{</*/* a */*/>}}`"),
            ("`{{<>}}`", "`{{</**/>}}`"),
            (
                "# a {b=\"<\"}\n\nc {d\n e}  \n---\n{f}\n\n## {{< g >}} ##\n",
                "# a {b=\"<\"&#125;\n\nc {d\n e&#125;  \n---\n{f}\n\n## &#123;{< g >}&#125; ##\n",
            ),
        ] {
            let neutral = neutralise_markdown(text, Language::Hugo);
            assert_eq!(neutral, expected);
            let (shown, left_out) =
                template::without_tags(&neutral, Language::Hugo, &|_| None, &|_| None);
            assert_eq!(html::decoded(&shown), text);
            assert_eq!(left_out, template::LeftOut::default());
        }
        assert_eq!(
            neutralise_markdown("`{{< a` >}}", Language::Hugo),
            "`&#123;{< a` >}}"
        );
    }
}

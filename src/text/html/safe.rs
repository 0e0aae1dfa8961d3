//! The HTML that Markdown becomes: known to be safe by a look at it.
//!
//! To parse HTML and to write it again is most of the time that a feed takes, and hardly ever changes anything. What is certain
//! to come out of the sanitiser as it went in, but for the spelling of a few characters, is written here; at the first doubt,
//! [`spelt`] knows nothing. The tests hold it to that.

use std::borrow::Cow;

use memchr::{memchr, memchr_iter, memchr3};

use super::ALIGNMENTS;
use super::language::says_language;
use super::nesting::{Holds, placed};
use super::value::{is_address, is_word};
use crate::text::character::is_number;
use crate::text::start_of;

/// More open elements than this are no text that anyone wrote.
const MAX_DEPTH: usize = 100;

/// Markup that is safe.
#[derive(Debug, PartialEq)]
pub(super) struct Safe<'a> {
    /// The markup as the sanitiser spells it; borrowed if it was spelt so.
    pub(super) html: Cow<'a, str>,
    /// Whether an address in it is relative.
    pub(super) has_relative: bool,
}

/// Returns the markup as the sanitiser would spell it, if that is all that it would do.
pub(super) fn spelt(html: &str) -> Option<Safe<'_>> {
    // With the byte that a no-break space begins with; others begin with it, too.
    if memchr3(b'\0', b'\r', 0xc2, html.as_bytes()).is_some()
        && html.contains(['\0', '\r', '\u{a0}'])
    {
        return None;
    }
    let mut writer = Writer::new(html);
    let mut open: Vec<(&str, Holds)> = Vec::new();
    // What is behind the last tag, and how much of it was looked at.
    let (mut rest, mut seen) = (html, 0);
    while let Some(found) = memchr3(b'<', b'>', b'&', &rest.as_bytes()[seen..]) {
        let index = seen + found;
        if rest.as_bytes()[index] != b'<' {
            writer.put_reference(&rest[index..])?;
            seen = index + 1;
            continue;
        }
        let (text, tag) = rest.split_at(index);
        let parent = open.last().map_or(Holds::Blocks, |(_, holds)| *holds);
        if matches!(parent, Holds::Only(_)) && !text.trim_ascii().is_empty() {
            return None;
        }
        let end = memchr(b'>', tag.as_bytes())?;
        let inside = &tag[1..end];
        (rest, seen) = (&tag[end + 1..], 0);
        if let Some(name) = inside.strip_prefix('/') {
            // Names are so short that they are compared sooner here than elsewhere.
            open.pop()
                .filter(|(known, _)| known.bytes().eq(name.bytes()))?;
            continue;
        }
        let kept = inside.strip_suffix('/').unwrap_or(inside).trim_end();
        let (name, attributes) = split(kept, b' ').unwrap_or((kept, ""));
        let holds = placed(name, parent)?;
        if name == "a" && open.iter().any(|(name, _)| *name == "a") {
            return None;
        }
        // The type of a field is one that a sanitiser leaves.
        if name == "input" && !attributes.contains("type=") {
            return None;
        }
        // A picture without an address becomes its words.
        if name == "img" && !attributes.contains("src=") {
            return None;
        }
        // The first line end in it would be lost.
        if name == "pre" && !rest.starts_with("<code") {
            return None;
        }
        writer.put_attributes(name, attributes)?;
        if kept.len() < inside.len() {
            writer.replace(&inside[kept.len()..], "");
        }
        // Those that have no content.
        if !matches!(name, "br" | "hr" | "img" | "input") {
            open.push((name, holds));
            if open.len() > MAX_DEPTH {
                return None;
            }
        }
    }
    open.is_empty().then(|| writer.finish())
}

/// Copies markup, but for what is replaced.
struct Writer<'a> {
    html: &'a str,
    out: String,
    /// How much of the markup is written.
    copied: usize,
    has_relative: bool,
}

impl<'a> Writer<'a> {
    fn new(html: &'a str) -> Self {
        Self {
            html,
            out: String::new(),
            copied: 0,
            has_relative: false,
        }
    }

    /// Returns where a part of the markup begins.
    fn place_of(&self, part: &'a str) -> usize {
        start_of(part, self.html)
    }

    /// Writes something in place of a part of the markup.
    fn replace(&mut self, part: &'a str, with: &str) {
        let start = self.place_of(part);
        self.out.reserve(self.html.len() - self.copied);
        self.out.push_str(&self.html[self.copied..start]);
        self.out.push_str(with);
        self.copied = start + part.len();
    }

    fn finish(mut self) -> Safe<'a> {
        let html = if self.copied == 0 {
            Cow::Borrowed(self.html)
        } else {
            self.out.push_str(&self.html[self.copied..]);
            Cow::Owned(self.out)
        };
        Safe {
            html,
            has_relative: self.has_relative,
        }
    }

    /// Writes a reference in text as the sanitiser does what it stands for; fails if the text begins with something else.
    fn put_reference(&mut self, text: &'a str) -> Option<()> {
        if let Some(rest) = text.strip_prefix("&quot;") {
            self.replace(&text[..text.len() - rest.len()], "\"");
            return Some(());
        }
        let is_left =
            text.starts_with("&amp;") || text.starts_with("&lt;") || text.starts_with("&gt;");
        is_left.then_some(())
    }

    fn put_attributes(&mut self, element: &str, attributes: &'a str) -> Option<()> {
        let mut text = attributes;
        let mut seen = [""; 6];
        for count in 0..seen.len() {
            if text.is_empty() {
                return Some(());
            }
            let (name, rest) = split(text, b'=')?;
            let quoted = rest.strip_prefix('"')?;
            let end = memchr(b'"', quoted.as_bytes())?;
            let (value, rest) = (&quoted[..end], &quoted[end + 1..]);
            let is_known = match (element, name) {
                ("a", "href") | ("img", "src") => {
                    let is_absolute = value.starts_with("https://") || value.starts_with("http://");
                    self.has_relative |= !is_absolute;
                    is_address(value)
                }
                ("a", "title") | ("img", "alt" | "title") => true,
                ("div" | "figure" | "img" | "p" | "sup", "class") => !says_language(value),
                ("img", "height" | "width") => is_number(value),
                ("input", "checked" | "disabled") => value.is_empty(),
                ("input", "type") => value == "checkbox",
                ("td" | "th", "style") => ALIGNMENTS.contains(&value),
                ("code", "class") => value.strip_prefix("language-").is_some_and(is_word),
                ("div" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6", "id") => is_word(value),
                ("li" | "sup", "id") => value.split(':').all(is_word),
                ("ol", "start") => is_number(value),
                _ => false,
            };
            let is_odd =
                memchr(b'<', value.as_bytes()).is_some() || value.trim_end().ends_with("src=");
            if !is_known || seen.contains(&name) || is_odd {
                return None;
            }
            seen[count] = name;
            if name != "class" || element == "code" {
                keep_value(value)?;
            } else {
                // The classes of one site say nothing to others. The space before goes with them.
                let start = self.place_of(text) - 1;
                let end = self.place_of(rest);
                self.replace(&self.html[start..end], "");
            }
            text = match rest.strip_prefix(' ') {
                Some(rest) => rest,
                None if rest.is_empty() => rest,
                None => return None,
            };
        }
        text.is_empty().then_some(())
    }
}

/// Fails if the sanitiser would spell the value of an attribute otherwise.
fn keep_value(value: &str) -> Option<()> {
    let is_left = |index| {
        let text: &str = &value[index..];
        text.starts_with("&amp;") || text.starts_with("&quot;")
    };
    let mut references = memchr_iter(b'&', value.as_bytes());
    references.all(is_left).then_some(())
}

/// Splits a short text at a byte of ASCII.
fn split(text: &str, at: u8) -> Option<(&str, &str)> {
    let index = text.bytes().position(|byte| byte == at)?;
    Some((&text[..index], &text[index + 1..]))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use std::borrow::Cow;

    use ::url::Url;

    use super::super::{PUBLISHER, SANITISER, absolute};
    use super::{Safe, spelt};
    use crate::text::markdown;

    #[test]
    fn spells_what_markdown_becomes() {
        let html = markdown::to_html(
            "# \"A\" & b {#c}\n\n*d* **e** [f](/g \"h & i\") ![j](https://k.example/l.png)  \n`m < n`\n\n\
             1. o\n2. p\n\n   q\n\n> r[^1]\n\n[^1]: s\n\n- [ ] t\n- [x] u\n\n| v | w |\n|:--|--:|\n| *x* | y |\n\n```rust\nlet s = \"t\";\n```\n\n---\n",
        );
        let spelt = spelt(&html).expect("safe markup");
        assert_eq!(spelt.html, SANITISER.clean(&html));
        assert_eq!(spelt.html, PUBLISHER.clean(&html));
        assert!(spelt.has_relative);
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        proptest::sample::select(vec![
            "a",
            "*b*",
            "**",
            "*",
            "_",
            "`c`",
            "`",
            "\n",
            "\n\n",
            "  \n",
            "# ",
            "## ",
            "- ",
            "1. ",
            "   ",
            "> ",
            "```\n",
            "    ",
            "---",
            "[d](/e)",
            "[f](https://g.example/h?i&j \"k\")",
            "[l](javascript:m)",
            "[n](data:o)",
            "![p](q.png)",
            "[r](http://1.2.3.999/)",
            "[s](//t)",
            "[u](<v w>)",
            "[x]()",
            "<https://y.example>",
            "<z@a.example>",
            "&amp;",
            "&lt;b&gt;",
            "&copy;",
            "&",
            "<",
            ">",
            "\"",
            "'",
            "\u{a0}",
            "\u{e9}",
            "~~c~~",
            "| d | e |\n|--|--|\n| f | g |\n",
            "[^1]",
            "[^1]: h\n",
            "- [ ] i",
            "<b>",
            "</b>",
            "<p>",
            "</p>",
            "<div>",
            "</div>",
            "<i onclick=x>",
            "<table>",
            "</table>",
            "<tr>",
            "<td>",
            "</td>",
            "</tr>",
            "<tbody>",
            "</tbody>",
            "<sup>",
            "</sup>",
            "<input type=\"checkbox\">",
            "<div class=\"x\">",
            "<script>",
            "<br>",
            "<br />",
            "<li>",
            "</li>",
            "<ul>",
            "</ul>",
            "<pre>",
            "</pre>",
            "<a href=\"x\">",
            "<a href=\"x\" href=\"y\">",
            "</a>",
            "<em>",
            "</em>",
            "<code>",
            "</code>",
            "<kbd>",
            "</kbd>",
            "<b>",
            "</b>",
            "<ins>",
            "</ins>",
            "<q>",
            "</q>",
            "<figure class=\"x\">",
            "</figure>",
            "<figcaption>",
            "</figcaption>",
            "<p class=\"y\">",
            "<img src=\"a\" width=\"1\" height=\"2\" class=\"b\">",
            "<abbr title=\"x\">",
            "</abbr>",
            "<img src=\"y\" alt=\"\">",
            "<img alt=\"y\">",
            "<img src=\"data:image/png;base64,eQ==\">",
            "<img src=\"y\" alt=\"z src=\">",
            "{#j .k}",
            "\\",
            "<h1>",
            "</h1>",
            "<hr>",
            "<!-- l -->",
            "\0",
            "\r",
        ])
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(5_000))]
        #[test]
        fn knows_nothing_that_the_sanitiser_would_change(pieces in proptest::collection::vec(piece(), 0..12)) {
            let text = pieces.concat();
            for html in [markdown::to_html(&text), text] {
                if let Some(Safe { html: spelt, has_relative }) = spelt(&html) {
                    prop_assert_eq!(&spelt, &SANITISER.clean(&html), "{:?}", html);
                    prop_assert_eq!(&spelt, &PUBLISHER.clean(&html), "{:?}", html);
                    let base = Url::parse("https://example.com/a/b").expect("an address");
                    let is_absolute = matches!(absolute(&spelt, Some(&base)), Cow::Borrowed(_));
                    prop_assert!(has_relative || is_absolute, "{:?}", html);
                }
            }
        }
    }
}

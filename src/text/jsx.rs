//! Elements in MDX that have lines of their own: what they hold is Markdown, and its indentation says nothing.

use std::borrow::Cow;
use std::ops::Range;

use super::html::is_block;
use super::markdown::{RAW, closes, mark_of, to_html_in_line, without_indented_code};

/// An element that was not closed so far.
struct Open<'a> {
    name: &'a str,
    /// How far from the margin it stands.
    indentation: usize,
    /// How many columns are taken off its own lines, and off those in it, once there is one.
    outer: usize,
    inner: Option<usize>,
}

/// Returns text in which blank lines stand around such elements, and nothing is indented for them. Components are left out.
pub(super) fn set_apart(text: &str) -> Cow<'_, str> {
    match apart(text) {
        Cow::Borrowed(text) => without_indented_code(text),
        Cow::Owned(text) => Cow::Owned(without_indented_code(&text).into_owned()),
    }
}

fn apart(text: &str) -> Cow<'_, str> {
    if !text.lines().any(|line| line.trim_start().starts_with('<')) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + text.len() / 8);
    let mut open: Vec<Open<'_>> = Vec::new();
    // What began code, whose end was not found so far.
    let mut fence: Option<&str> = None;
    let mut start = 0;
    while start < text.len() {
        let end = text[start..]
            .find('\n')
            .map_or(text.len(), |at| start + at + 1);
        let line = &text[start..end];
        let content = line.trim_start_matches([' ', '\t']);
        let begin = start;
        start = end;
        if content.trim().is_empty() {
            out.push_str(line);
            continue;
        }
        let indentation = columns(&line[..line.len() - content.len()]);
        let tag = fence
            .is_none()
            .then(|| Lone::at(text, end - content.len()))
            .flatten();
        let removed = open.last_mut().map_or(0, |open| match &tag {
            Some(tag) if tag.kind == Kind::End => open.outer,
            _ => *open
                .inner
                .get_or_insert(open.outer + indentation.saturating_sub(open.indentation)),
        });
        let Some(tag) = tag else {
            if let Some(mark) = fence {
                fence = Some(mark).filter(|mark| !closes(content, mark));
            } else {
                fence = mark_of(content);
            }
            let kept = without_columns(&text[begin..end], removed);
            out.push_str(kept);
            continue;
        };
        start = tag.end;
        if tag.is_html {
            let blank = " ".repeat(indentation.saturating_sub(removed));
            out.extend(["\n", &blank]);
            match tag.inside {
                Some(inside) => {
                    out.push_str(&text[end - content.len()..inside.start]);
                    out.push_str(&to_html_in_line(&text[inside.clone()]));
                    out.push_str(text[inside.end..tag.end].trim_end());
                }
                None => out.push_str(text[end - content.len()..tag.end].trim_end()),
            }
            out.push_str("\n\n");
        } else {
            out.push('\n');
        }
        match tag.kind {
            Kind::Start => open.push(Open {
                name: tag.name,
                indentation,
                outer: removed,
                inner: None,
            }),
            Kind::End => {
                open.pop_if(|open| open.name == tag.name);
            }
            Kind::Whole => {}
        }
    }
    Cow::Owned(out)
}

#[derive(Clone, Copy, PartialEq)]
enum Kind {
    Start,
    End,
    /// An element with its end.
    Whole,
}

/// A tag with lines of its own, or an element of a block that is one line.
struct Lone<'a> {
    name: &'a str,
    kind: Kind,
    /// Whether it says something in HTML.
    is_html: bool,
    /// Where the content of an element of one line stands.
    inside: Option<Range<usize>>,
    /// Where its last line ends.
    end: usize,
}

impl<'a> Lone<'a> {
    /// Reads one that begins at a place.
    fn at(text: &'a str, start: usize) -> Option<Self> {
        let inside = text[start..].strip_prefix('<')?;
        let (inside, is_end) = match inside.strip_prefix('/') {
            Some(inside) => (inside, true),
            None => (inside, false),
        };
        let is_name = |c: char| c.is_alphanumeric() || "_-.".contains(c);
        let name = &inside[..inside.find(|c| !is_name(c)).unwrap_or(inside.len())];
        let behind = &inside[name.len()..];
        let begins = |c: char| c.is_whitespace() || c == '>' || c == '/';
        if RAW.contains(&name) {
            return None;
        }
        if !behind.starts_with(begins) || !name.is_empty() && !name.starts_with(char::is_alphabetic)
        {
            return None;
        }
        let length = tag_length(behind)?;
        let (tag, behind) = behind.split_at(length);
        let line = &behind[..behind.find('\n').map_or(behind.len(), |at| at + 1)];
        let end = text.len() - behind.len() + line.len();
        let is_html = name.starts_with(|c: char| c.is_ascii_lowercase()) && !name.contains('.');
        let mut inside = None;
        let kind = match line.trim() {
            "" if is_end => Kind::End,
            "" if tag.ends_with("/>") => Kind::Whole,
            "" => Kind::Start,
            line if is_html && is_block(name) => {
                let rest = line.strip_suffix('>')?.strip_suffix(name)?;
                let content = rest.strip_suffix("</")?;
                let start = text.len() - behind.trim_start().len();
                inside = Some(start..start + content.len());
                Kind::Whole
            }
            _ => return None,
        };
        // A paragraph of Markdown is one of HTML. A component without content may be known as an element.
        let is_html = (is_html && name != "p" || kind == Kind::Whole) && !name.is_empty();
        Some(Self {
            name,
            kind,
            is_html,
            inside,
            end,
        })
    }
}

/// Returns how long the rest of a tag is, which ends before an empty line.
fn tag_length(text: &str) -> Option<usize> {
    let bytes = text.as_bytes();
    let mut index = 0;
    loop {
        match *bytes.get(index)? {
            b'>' => return Some(index + 1),
            b'<' => return None,
            b'\n' if bytes.get(index + 1) == Some(&b'\n') => return None,
            quote @ (b'"' | b'\'') if index > 0 && bytes[index - 1] == b'=' => {
                index += 1 + memchr::memchr(quote, &bytes[index + 1..])?;
            }
            _ => {}
        }
        index += 1;
    }
}

/// Returns how many columns blanks fill.
fn columns(blanks: &str) -> usize {
    blanks.bytes().fold(0, |columns, byte| match byte {
        b'\t' => columns / 4 * 4 + 4,
        _ => columns + 1,
    })
}

/// Returns a line without the blanks in its first columns.
fn without_columns(line: &str, count: usize) -> &str {
    let blanks = line.len() - line.trim_start_matches([' ', '\t']).len();
    let kept = (0..=blanks).find(|end| columns(&line[..*end]) >= count);
    &line[kept.unwrap_or(blanks)..]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown;

    /// As `@mdx-js/mdx` has it.
    #[test]
    fn what_stands_in_a_component_is_markdown() {
        for (text, html) in [
            (
                "<Callout>\nUse **bold** and [a](/x).\n</Callout>\n",
                "<p>Use <strong>bold</strong> and <a href=\"/x\">a</a>.</p>\n",
            ),
            (
                "Text\n<Steps>\n1. One\n2. Two\n\n   ```sh\n   a\n     <B>\n   ```\n</Steps>\n",
                "<p>Text</p>\n<ol>\n<li>\n<p>One</p>\n</li>\n<li>\n<p>Two</p>\n<pre><code class=\"language-sh\">a\n  &lt;B&gt;\n</code></pre>\n</li>\n</ol>\n",
            ),
            (
                "<Tabs>\n  <TabItem label=\"x > y\">\n    *a*\n\n    ```js\n      b\n    ```\n  </TabItem>\n\t<TabItem\n    label=\"z\"\n  >\n\t\tc\n  </TabItem>\n</Tabs>\nd\n",
                "<p><em>a</em></p>\n<pre><code class=\"language-js\">  b\n</code></pre>\n<p>c</p>\n<p>d</p>\n",
            ),
            (
                "- a\n\n  <Aside>\n    *b*\n  </Aside>\n",
                "<ul>\n<li>\n<p>a</p>\n<p><em>b</em></p>\n</li>\n</ul>\n",
            ),
            (
                "<div>\n*a*\n</div>\n<p>\n*b*\n</p>\n",
                "<div>\n<p><em>a</em></p>\n</div>\n<p><em>b</em></p>\n",
            ),
            (
                "<details>\n<summary>*a* [c](/d)</summary>\n*b*\n</details>\n<>\nc\n</>\n",
                "<details>\n<summary><em>a</em> <a href=\"/d\">c</a></summary>\n<p><em>b</em></p>\n</details>\n<p>c</p>\n",
            ),
            (
                "1. ```sh\n   a\n   ```\n\n```b``` c\n\n<Tabs>\n  *d*\n</Tabs>\n",
                "<ol>\n<li>\n<pre><code class=\"language-sh\">a\n</code></pre>\n</li>\n</ol>\n<p><code>b</code> c</p>\n<p><em>d</em></p>\n",
            ),
            (
                "<A />\n*b* <C>d</C>\n\n<https://e.example/>\n",
                "<A />\n<p><em>b</em> <C>d</C></p>\n<p><a href=\"https://e.example/\">https://e.example/</a></p>\n",
            ),
            (
                "<pre>\n*a*\n</pre>\n\n```\n<A>\n```\n",
                "<pre>\n*a*\n</pre>\n<pre><code>&lt;A&gt;\n</code></pre>\n",
            ),
        ] {
            assert_eq!(markdown::to_html(&set_apart(text)), html, "{text}");
        }
    }
}

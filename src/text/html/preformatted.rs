//! Preformatted text: what is shown in `pre`, line by line.

use std::borrow::Cow;
use std::ops::Range;

use super::plain::is_block;
use super::{decoded, escape, tag_name};
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// A `pre`.
pub(crate) struct Preformatted<'a> {
    /// Where its content stands.
    content: Range<usize>,
    /// The first `code` in it.
    code: Option<Tag<'a>>,
    /// What it shows, without the line ends that end it.
    pub(crate) text: String,
    /// Whether this is all it shows: text in lines, without blocks.
    pub(crate) is_plain: bool,
}

/// Returns everything that is preformatted, in order.
pub(crate) fn preformatted(html: &str) -> Vec<Preformatted<'_>> {
    let mut all = Vec::new();
    let mut open: Option<Preformatted<'_>> = None;
    for (range, token) in Tokens::new(html, 0).without_instructions() {
        let name = tag_name(&token).map(str::to_ascii_lowercase);
        let Some(block) = &mut open else {
            if name.as_deref() == Some("pre") && matches!(token, Token::Start(_)) {
                open = Some(Preformatted {
                    content: content_start(html, range.end)..html.len(),
                    code: None,
                    text: String::new(),
                    is_plain: true,
                });
            }
            continue;
        };
        match (name.as_deref(), token) {
            (Some("pre"), Token::End(_)) => {
                block.content.end = range.start;
                all.extend(open.take());
            }
            (Some("br"), _) => block.text.push('\n'),
            (Some("code"), Token::Start(tag)) => {
                block.code.get_or_insert(tag);
            }
            (Some(name), _) => block.is_plain &= !is_block(name),
            (None, _) => {
                let start = range.start.max(block.content.start);
                let text = html.get(start..range.end).unwrap_or_default();
                block.text.push_str(&decoded(text));
            }
        }
    }
    all.extend(open);
    for block in &mut all {
        let text = block.text.replace("\r\n", "\n");
        block.text = text.trim_end_matches('\n').to_owned();
    }
    all
}

/// Returns where the content of a `pre` begins, behind its tag: a parser leaves out one line end.
pub(super) fn content_start(html: &str, end_of_tag: usize) -> usize {
    let inside = &html[end_of_tag..];
    let inside = inside.strip_prefix('\r').unwrap_or(inside);
    let inside = inside.strip_prefix('\n').unwrap_or(inside);
    html.len() - inside.len()
}

/// Returns the HTML with all that is preformatted as code, which is what Markdown has for it.
pub(crate) fn with_code<'h>(html: &'h str, blocks: &[Preformatted<'_>]) -> Cow<'h, str> {
    if blocks.is_empty() {
        return Cow::Borrowed(html);
    }
    let mut out = String::with_capacity(html.len() + 32);
    let mut from = 0;
    for Preformatted {
        content,
        code,
        text,
        ..
    } in blocks
    {
        let attributes = code.map_or("", |tag| tag.attributes);
        out.push_str(&html[from..content.start]);
        out.extend(["<code", attributes, ">", &escape(text), "\n</code>"]);
        from = content.end;
    }
    out.push_str(&html[from..]);
    Cow::Owned(out)
}

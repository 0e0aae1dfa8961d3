//! HTML that says that Markdown stands in it: `<div markdown="1">`.

use std::borrow::Cow;

use super::Raw;
use crate::text::html::{is_block, is_void};
use crate::text::markdown::code::unfenced_code;
use crate::text::markdown::fence::fenced;
use crate::text::markdown::to_html_in_line;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// Elements that hold text in lines, and no paragraphs.
const OF_LINES: [&str; 9] = ["p", "h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt"];

/// How many blocks are looked through for the one that ends.
const MAX_DEPTH: usize = 64;

/// One that was not closed so far.
struct Open<'a> {
    name: &'a str,
    is_of_lines: bool,
    /// Where its content begins.
    start: usize,
    /// The blocks that are open in it, and say nothing of Markdown.
    blocks: Vec<&'a str>,
}

/// Returns Markdown in which blank lines stand around such tags, so that what they hold is read.
pub(super) fn opened(markdown: &str) -> Cow<'_, str> {
    let code = Raw(unfenced_code(markdown));
    // Such tags begin HTML for others, up to a blank line: what marks code from there on, they do not know.
    let fenced = Raw(fenced(markdown, |index| code.holds(index)));
    let mut out = String::new();
    let mut copied = 0;
    let mut open: Vec<Open<'_>> = Vec::new();
    for (range, token) in Tokens::new(markdown, 0) {
        if code.holds(range.start) || fenced.holds(range.start) {
            continue;
        }
        match token {
            Token::Start(tag) if says_so(&tag) && is_block_of_html(tag.name) => {
                out.push_str(&markdown[copied..range.start]);
                let name = tag.name;
                let is_of_lines =
                    OF_LINES.contains(&name) || tag.attribute("markdown") == Some("span");
                push_apart(&mut out, name, &markdown[range.clone()]);
                copied = range.end;
                let start = range.end;
                open.push(Open {
                    name,
                    is_of_lines,
                    start,
                    blocks: Vec::new(),
                });
            }
            Token::Start(tag)
                if !tag.is_empty && !is_void(tag.name) && is_block_of_html(tag.name) =>
            {
                if let Some(last) = open.last_mut() {
                    last.blocks.push(tag.name);
                }
            }
            Token::End(name) => {
                let Some(last) = open.last_mut() else {
                    continue;
                };
                let mut blocks = last.blocks.iter().rev().take(MAX_DEPTH);
                if let Some(above) = blocks.position(|block| *block == name) {
                    last.blocks.truncate(last.blocks.len() - above - 1);
                    // What follows is Markdown again.
                    if last.blocks.is_empty() {
                        out.push_str(&markdown[copied..range.end]);
                        out.push_str("\n\n");
                        copied = range.end;
                    }
                    continue;
                }
                if last.name != name {
                    continue;
                }
                let inside = &markdown[last.start..range.start];
                let is_line =
                    last.is_of_lines && last.start == copied && !inside.contains(['\n', '[']);
                if is_line && name != "p" {
                    out.truncate(out.trim_end().len());
                    out.push_str(&to_html_in_line(inside));
                    out.push_str(&markdown[range.clone()]);
                } else {
                    out.push_str(&markdown[copied..range.start]);
                    push_apart(&mut out, name, &markdown[range.clone()]);
                }
                copied = range.end;
                open.pop();
            }
            _ => {}
        }
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

fn says_so(tag: &Tag<'_>) -> bool {
    matches!(tag.attribute("markdown"), Some("1" | "block" | "span"))
}

fn is_block_of_html(name: &str) -> bool {
    is_block(name) || matches!(name, "details" | "summary" | "caption" | "td" | "th")
}

/// Writes a tag between blank lines, unless it is that of a paragraph, which Markdown makes itself: as far from the margin as
/// the line in which it stands, if that is not as far as code.
fn push_apart(out: &mut String, name: &str, tag: &str) {
    let tag = if name == "p" { "" } else { tag };
    let line = out.rfind('\n').map_or(0, |end| end + 1);
    let indentation = &out[line..];
    let is_blank =
        indentation.trim().is_empty() && indentation.len() < 4 && !indentation.contains('\t');
    let indentation = if is_blank {
        indentation.to_owned()
    } else {
        String::new()
    };
    out.truncate(out.trim_end_matches([' ', '\t']).len());
    out.extend(["\n\n", &indentation, tag, "\n\n", &indentation]);
}

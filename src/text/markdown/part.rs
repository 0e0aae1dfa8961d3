//! The parts of HTML that stand one below the other.

use crate::text::html::{is_block, is_void};
use crate::text::token::{Token, Tokens};

/// Elements that say nothing of what stands in them.
const WRAPPERS: [&str; 4] = ["article", "div", "main", "section"];

/// Returns blocks, and what stands between them, of all that stands in no other element than such that say nothing of it; if
/// every element has its end.
pub(super) fn parts(html: &str) -> Option<Vec<&str>> {
    let is_apart = |name: &str| is_block(name) && (name == "hr" || !is_void(name));
    let mut parts = Vec::new();
    let mut start = 0;
    let mut open: Vec<&str> = Vec::new();
    // So many of them are wrappers.
    let mut outer = 0;
    for (range, token) in Tokens::new(html, 0) {
        // Where a part ends, and where the next one begins.
        let (end, next) = match token {
            Token::Start(tag) => {
                let is_outside = open.len() == outer;
                if !is_void(tag.name) {
                    if tag.is_empty {
                        return None;
                    }
                    open.push(tag.name);
                }
                match tag.name {
                    name if is_outside && WRAPPERS.contains(&name) => {
                        outer += 1;
                        (range.start, range.end)
                    }
                    name if is_outside && is_apart(name) => (range.start, range.start),
                    _ => continue,
                }
            }
            Token::End(name) => {
                open.pop().filter(|own| *own == name)?;
                if open.len() < outer {
                    outer -= 1;
                    (range.start, range.end)
                } else if open.len() == outer && is_apart(name) {
                    (range.end, range.end)
                } else {
                    continue;
                }
            }
            _ => continue,
        };
        parts.push(html[start..end].trim());
        start = next;
    }
    parts.push(html[start..].trim());
    parts.retain(|part| !part.is_empty());
    open.is_empty().then_some(parts)
}

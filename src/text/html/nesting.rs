//! Which elements a parser leaves in which.

use super::{is_element, is_void};
use crate::text::token::{Token, Tokens};

/// What an element may hold.
#[derive(Clone, Copy)]
pub(super) enum Holds {
    /// Text, and what stands in a line of it.
    Line,
    /// That, and blocks of text.
    Blocks,
    /// White space, and only these elements.
    Only(&'static [&'static str]),
}

/// Where an element may stand.
enum Stands {
    InLine,
    /// Among blocks of text.
    AsBlock,
    /// Where only some elements may.
    AsPart,
}

/// Returns where an element may stand and what it may hold, if it is one of those that stay where they are.
fn nature(name: &str) -> Option<(Stands, Holds)> {
    use Holds::{Blocks, Line, Only};
    use Stands::{AsBlock, AsPart, InLine};
    // By bytes, which are told apart one by one.
    Some(match name.as_bytes() {
        b"a" | b"abbr" | b"b" | b"br" | b"cite" | b"code" | b"del" | b"dfn" | b"em" | b"i"
        | b"img" | b"input" | b"ins" | b"kbd" | b"mark" | b"q" | b"s" | b"samp" | b"small"
        | b"strong" | b"sub" | b"sup" | b"u" | b"var" => (InLine, Line),
        b"h1" | b"h2" | b"h3" | b"h4" | b"h5" | b"h6" | b"hr" | b"p" | b"pre" => (AsBlock, Line),
        b"blockquote" | b"div" | b"figcaption" | b"figure" => (AsBlock, Blocks),
        b"ol" | b"ul" => (AsBlock, Only(&["li"])),
        b"li" => (AsPart, Blocks),
        b"table" => (AsBlock, Only(&["thead", "tbody"])),
        b"thead" | b"tbody" => (AsPart, Only(&["tr"])),
        b"tr" => (AsPart, Only(&["th", "td"])),
        b"td" | b"th" => (AsPart, Line),
        _ => return None,
    })
}

/// Returns what an element may hold, if it stands where a parser leaves it: in one that may hold this.
pub(super) fn placed(name: &str, parent: Holds) -> Option<Holds> {
    let (stands, holds) = nature(name)?;
    let may_stand = match (parent, stands) {
        (Holds::Only(parts), _) => parts.contains(&name),
        (_, Stands::InLine) | (Holds::Blocks, Stands::AsBlock) => true,
        (Holds::Line, Stands::AsBlock) | (_, Stands::AsPart) => false,
    };
    may_stand.then_some(holds)
}

/// Elements that end with the one around them, if they have no end tag
/// ([HTML, 13.1.2.4](https://html.spec.whatwg.org/multipage/syntax.html#optional-tags)).
const OPEN: [&str; 12] = [
    "colgroup", "dd", "dt", "li", "option", "p", "tbody", "td", "tfoot", "th", "thead", "tr",
];

fn may_stay_open(name: &str) -> bool {
    OPEN.iter().any(|open| open.eq_ignore_ascii_case(name))
}

/// Returns whether each tag of HTML that begins something is followed by the one that ends it, if there are any.
pub(crate) fn is_balanced(html: &str) -> Option<bool> {
    let mut open: Vec<&str> = Vec::new();
    let mut has_tag = false;
    for (_, token) in Tokens::new(html, 0) {
        match token {
            Token::Start(tag) if is_element(tag.name) => {
                has_tag = true;
                if !tag.is_empty && !is_void(&tag.name.to_ascii_lowercase()) {
                    open.push(tag.name);
                }
            }
            Token::End(name) if is_element(name) => {
                has_tag = true;
                // Others that need no end tag end with it.
                loop {
                    match open.pop() {
                        Some(own) if own.eq_ignore_ascii_case(name) => break,
                        Some(other) if may_stay_open(other) => {}
                        _ => return Some(false),
                    }
                }
            }
            _ => {}
        }
    }
    has_tag.then_some(open.is_empty())
}

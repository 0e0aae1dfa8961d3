//! Elements of HTML within a line whose content is not read as other text is.

use crate::text::token::{Token, Tokens};

/// Returns how many of such elements are open behind a tag.
pub(super) fn still_open(html: &str, names: &[&str], open: usize) -> usize {
    Tokens::new(html, 0).fold(open, |open, (_, token)| match token {
        Token::Start(tag) if names.contains(&tag.name) && !tag.is_empty => open + 1,
        Token::End(name) if names.contains(&name) => open.saturating_sub(1),
        _ => open,
    })
}

//! [`Head`]: what a document says of itself beside its title, such as who owns it.

use super::is_named;
use crate::model::Map;
use crate::text::token::Token;
use crate::text::{character, html};
use crate::xml::fragment::is_name;

/// The head of a document, token by token.
#[derive(Default)]
pub(super) struct Head {
    is_open: bool,
    /// How many elements are open within.
    depth: usize,
    /// The name of the element that has begun last, and its text, if it can be kept.
    element: Option<(String, String)>,
    /// What was said.
    pub(super) said: Map,
}

impl Head {
    pub(super) fn take(&mut self, token: &Token<'_>) {
        match token {
            Token::Start(tag) if is_named(tag.name, "head") => self.is_open = !tag.is_empty,
            Token::Start(tag) if is_named(tag.name, "outline") => self.is_open = false,
            Token::End(name) if is_named(name, "head") => self.is_open = false,
            Token::Start(tag) if self.is_open && !tag.is_empty => {
                self.depth += 1;
                let is_kept = self.depth == 1 && may_be(tag.name);
                self.element = is_kept.then(|| (tag.name.to_owned(), String::new()));
            }
            Token::Text(words) => self.push(&html::decoded(words)),
            Token::Cdata(words) => self.push(words),
            Token::End(_) if self.is_open => {
                self.depth = self.depth.saturating_sub(1);
                if let Some((name, text)) = self.element.take() {
                    let text = html::collapse(&character::cleaned(&text)).into_owned();
                    if !text.is_empty() && self.said.get(&name).is_none() {
                        self.said.push(&*name, text.as_str().into());
                    }
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, words: &str) {
        if let Some((_, text)) = &mut self.element {
            text.push_str(words);
        }
    }
}

/// Writes what is said, an element a line.
pub(super) fn write(said: &Map) -> String {
    let elements = said.iter().filter_map(|(name, value)| {
        let name = name.as_str().filter(|name| may_be(name))?;
        let text = value.as_str().map(character::cleaned)?;
        Some((name, html::collapse(&text).into_owned()))
    });
    elements
        .map(|(name, text)| format!("    <{name}>{}</{name}>\n", html::escape_quoted(&text)))
        .collect()
}

/// Returns whether an element can be kept. A prefix would have to be declared.
fn may_be(name: &str) -> bool {
    is_name(name) && !name.contains(':') && !is_named(name, "title")
}

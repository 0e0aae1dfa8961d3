//! [Text constructs](https://www.rfc-editor.org/rfc/rfc4287#section-3.1): plain text in our model, three types in Atom.

use atom_syndication::{Text, TextType};

use crate::text::html;

/// Reads a text construct as plain text on one line.
pub(super) fn read(text: &Text) -> Option<String> {
    let line = match text.r#type {
        TextType::Text => html::collapse(&text.value).into_owned(),
        TextType::Html | TextType::Xhtml => html::to_text(&text.value),
    };
    Some(line).filter(|line| !line.is_empty())
}

/// Writes plain text: as such if it cannot be taken for markup, else as HTML.
pub(super) fn write(text: &str) -> Option<Text> {
    let line = html::collapse(text);
    if line.is_empty() {
        None
    } else if line.contains(['<', '&']) {
        Some(Text::html(html::escape(&line)))
    } else {
        Some(Text::plain(line))
    }
}

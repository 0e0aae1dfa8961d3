//! Text in the languages that bodies and addresses are written in: HTML, Markdown, URLs, people, tags of templates, and file names made of titles.

pub(crate) mod bytes;
pub(crate) mod character;
pub(crate) mod finder;
pub mod html;
mod jsx;
pub(crate) mod lines;
pub mod markdown;
mod mdx;
pub mod person;
mod ranges;
pub mod slug;
pub(crate) mod steps;
pub(crate) mod tag;
pub mod template;
pub(crate) mod token;
pub mod url;

/// Returns where a part of a text begins in it.
pub(crate) fn start_of(part: &str, text: &str) -> usize {
    part.as_ptr() as usize - text.as_ptr() as usize
}

/// Returns a text without the space around it, if that is not all there is.
pub(crate) fn trimmed(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

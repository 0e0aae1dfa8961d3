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
pub mod slug;
pub(crate) mod steps;
pub(crate) mod tag;
pub mod template;
pub(crate) mod token;
pub mod url;

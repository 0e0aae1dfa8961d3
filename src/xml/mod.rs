//! Bytes to well-formed canonical XML text, and back. Knows no article.

pub(crate) mod canonical;
pub(crate) mod decode;
pub(crate) mod element;
pub(crate) mod guard;
pub(crate) mod namespace;

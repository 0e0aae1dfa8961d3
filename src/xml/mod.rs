//! Bytes to well-formed canonical XML text, and back. Knows the elements of RSS and Atom, and nothing of what they mean to an
//! article.

pub(crate) mod canonical;
pub(crate) mod decode;
pub(crate) mod doctype;
mod ebcdic;
pub(crate) mod element;
pub(crate) mod fragment;
pub(crate) mod guard;
pub(crate) mod namespace;
mod reference;
pub(crate) mod repairs;
mod scope;

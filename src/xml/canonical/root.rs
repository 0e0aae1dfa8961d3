//! The root element: what a document is, and where it begins.

use crate::error::{Error, Position, Result};
use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::xml::namespace;

use super::grammar::Family;

/// Kinds of documents, told by their root element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// A feed: RSS of any version, or Atom.
    Feed(Family),
    /// A page.
    Html,
    /// A list of feeds.
    Opml,
}

/// Where a document begins, and what stands before.
pub(crate) struct Start<'a> {
    pub(crate) kind: Root,
    /// The name of the root element.
    pub(crate) name: &'a str,
    /// The byte of the root element.
    pub(crate) start: usize,
    /// Where text stands that does not belong to it.
    pub(crate) junk: Option<usize>,
    /// Document types.
    pub(crate) declarations: Vec<&'a str>,
}

/// Finds the root element. Whatever a server or a program has put before it is passed over.
///
/// # Errors
///
/// Fails if there is no element that can be the root of a document that we know, with the one that is there.
pub(crate) fn find(text: &str) -> Result<Start<'_>> {
    let mut junk = None;
    let mut declarations = Vec::new();
    let mut first = None;
    let mut is_html = None;
    for (range, token) in Tokens::new(text, 0) {
        match token {
            Token::Start(tag) => {
                if let Some(kind) = kind(&tag) {
                    return Ok(Start {
                        kind,
                        name: tag.name,
                        start: range.start,
                        junk,
                        declarations,
                    });
                }
                if let Some(start) = is_html {
                    return Ok(Start {
                        kind: Root::Html,
                        name: "html",
                        start,
                        junk,
                        declarations,
                    });
                }
                junk = junk.or(Some(range.start));
                first = first.or(Some((tag, range.start)));
            }
            // Some feeds have it, too.
            Token::Declaration(declaration) if is_html_type(declaration) => {
                is_html = is_html.or(Some(range.start))
            }
            Token::Declaration(declaration) => declarations.push(declaration),
            Token::Text(words) if !words.trim_matches(is_space).is_empty() => {
                let leading = words.len() - words.trim_start_matches(is_space).len();
                junk = junk.or(Some(range.start + leading));
            }
            Token::End(_) | Token::Cdata(_) => junk = junk.or(Some(range.start)),
            Token::Text(_) | Token::Comment | Token::Instruction => {}
        }
    }
    match first {
        Some((tag, start)) if html::is_element(tag.name) => Ok(Start {
            kind: Root::Html,
            name: tag.name,
            start,
            junk,
            declarations,
        }),
        Some((tag, start)) => Err(Error::UnexpectedRoot {
            found: described(&tag),
            position: Position::of_offset(text, start),
        }),
        None => Err(Error::Syntax {
            message: "expected an element, found none".to_owned(),
            position: Position::of_offset(text, text.trim_end().len()),
        }),
    }
}

/// A mark of the byte order may be left over in the middle of what was put together.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{feff}' | '\0')
}

fn is_html_type(declaration: &str) -> bool {
    let name = declaration.get(9..).unwrap_or_default().trim_ascii_start();
    name.get(..4)
        .is_some_and(|name| name.eq_ignore_ascii_case("html"))
}

fn kind(tag: &Tag<'_>) -> Option<Root> {
    let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
    let is_declaration = |name: &str| {
        name.strip_prefix("xmlns")
            .is_some_and(|rest| rest.trim_start_matches(':') == prefix)
    };
    let uri = tag
        .attributes()
        .find(|attribute| is_declaration(attribute.name))
        .map(|attribute| attribute.value.trim());
    let is_known =
        |is_known: fn(&str) -> bool| uri.is_none_or(|uri| uri.is_empty() || is_known(uri));
    match local.to_ascii_lowercase().as_str() {
        "rss" | "rdf" => Some(Root::Feed(Family::Rss)),
        // RSS 1.1, or what is left of another version.
        "channel" if is_known(namespace::is_rss) => Some(Root::Feed(Family::Rss)),
        "feed" if is_known(namespace::is_atom) => Some(Root::Feed(Family::Atom)),
        "entry" if uri.is_some_and(namespace::is_atom) => Some(Root::Feed(Family::Atom)),
        "html" => Some(Root::Html),
        "opml" => Some(Root::Opml),
        _ => None,
    }
}

/// Returns the name of an element, with its namespace if that is what is unexpected.
fn described(tag: &Tag<'_>) -> String {
    match tag.attribute("xmlns") {
        Some(uri) if tag.name == "feed" => format!("feed` of namespace `{uri}"),
        _ => tag.name.to_owned(),
    }
}

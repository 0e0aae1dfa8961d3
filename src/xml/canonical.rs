//! The form in which the crates meet a document: known namespaces under their usual prefixes, and nothing too deep.
//!
//! One walk over the document finds what has to change; a document in which nothing has to is borrowed. The walk also
//! finds what is not well-formed, and says where.

use std::borrow::Cow;
use std::ops::Range;

use quick_xml::errors::IllFormedError;
use quick_xml::events::{BytesStart, Event};
use quick_xml::name::{QName, ResolveResult};
use quick_xml::{Error as XmlError, NsReader};

use super::namespace;
use crate::error::{Error, Position, Result, Warning};
use crate::model::{FieldValue, MAX_DEPTH, Timestamp};

/// Elements above the values of an `fm:article`, and some room for foreign ones.
const MAX_ELEMENT_DEPTH: usize = MAX_DEPTH + 32;

/// Elements that hold a date, under their canonical names.
const DATES: [&str; 7] = [
    "updated",
    "published",
    "pubDate",
    "lastBuildDate",
    "dc:date",
    "dcterms:modified",
    "atom:updated",
];

/// Kinds of documents, told by their root element.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Root {
    /// `rss`, or `rdf:RDF` for RSS 1.0.
    Rss,
    /// `feed` of Atom 1.0.
    Atom,
    /// `html`.
    Html,
}

/// Returns the kind of a document, from its first element.
pub(crate) fn root(text: &str) -> Result<Root> {
    let mut reader = NsReader::from_str(text);
    loop {
        let before = reader.buffer_position() as usize;
        match next(&mut reader, text)? {
            Event::Start(tag) | Event::Empty(tag) => {
                let (namespace, _) = reader.resolver().resolve_element(tag.name());
                return root_of(&namespace, &tag).ok_or_else(|| Error::UnexpectedRoot {
                    found: described(&namespace, &tag),
                    position: Position::of_offset(text, before),
                });
            }
            Event::DocType(declaration)
                if declaration
                    .trim_ascii()
                    .to_ascii_lowercase()
                    .starts_with(b"html") =>
            {
                return Ok(Root::Html);
            }
            Event::Text(words) if !words.trim_ascii().is_empty() => {
                let leading = words.len() - words.trim_ascii_start().len();
                return Err(unexpected_text(text, before + leading));
            }
            Event::Eof => return Err(ends_early(text, "an element")),
            _ => {}
        }
    }
}

fn next<'a>(reader: &mut NsReader<&'a [u8]>, text: &str) -> Result<Event<'a>> {
    reader
        .read_event()
        .map_err(|error| syntax(text, reader.error_position(), &error))
}

fn root_of(namespace: &ResolveResult<'_>, tag: &BytesStart<'_>) -> Option<Root> {
    let uri = uri(namespace).unwrap_or_default();
    match tag.local_name().as_ref() {
        b"rss" => Some(Root::Rss),
        b"RDF" if namespace::prefix_of(uri) == Some("rdf") => Some(Root::Rss),
        b"feed" if uri == namespace::ATOM => Some(Root::Atom),
        name if name.eq_ignore_ascii_case(b"html") => Some(Root::Html),
        _ => None,
    }
}

fn described(namespace: &ResolveResult<'_>, tag: &BytesStart<'_>) -> String {
    let name = String::from_utf8_lossy(tag.name().into_inner()).into_owned();
    match uri(namespace) {
        Some(uri) if name == "feed" => format!("{name}` of namespace `{uri}"),
        None if name == "feed" => {
            format!("{name}` without a namespace; Atom is `{}", namespace::ATOM)
        }
        _ => name,
    }
}

/// Returns the document in canonical form.
///
/// `core` is the prefix whose elements are the format's own and lose it: `atom` for Atom.
pub(crate) fn canonical<'a>(
    text: &'a str,
    core: Option<&'static str>,
    warnings: &mut Vec<Warning>,
) -> Result<Cow<'a, str>> {
    let mut reader = NsReader::from_str(text);
    let mut walk = Walk {
        text,
        core,
        open: Vec::new(),
        edits: Vec::new(),
        warnings,
        has_enclosure: false,
        seen: (0, Position { line: 1, column: 1 }),
    };
    loop {
        let before = reader.buffer_position() as usize;
        match next(&mut reader, text)? {
            Event::Start(tag) => {
                let (namespace, _) = reader.resolver().resolve_element(tag.name());
                let name = walk.name_of(&namespace, tag.name());
                let name = walk.told_apart(name);
                walk.start(before, &tag, &name);
                if walk.open.len() == MAX_ELEMENT_DEPTH {
                    return Err(Error::TooDeep);
                }
                walk.open.push((name, reader.buffer_position() as usize));
            }
            Event::Empty(tag) => {
                let (namespace, _) = reader.resolver().resolve_element(tag.name());
                let name = walk.name_of(&namespace, tag.name());
                let name = walk.told_apart(name);
                walk.start(before, &tag, &name);
            }
            Event::End(tag) => walk.end(before, tag.name()),
            Event::Decl(_) | Event::DocType(_) => {
                walk.edit(before..reader.buffer_position() as usize, "")
            }
            Event::GeneralRef(reference) if reference.resolve_char_ref().is_err() => {
                return Err(Error::Syntax {
                    message: "expected a character reference, found one of no character".to_owned(),
                    position: Position::of_offset(text, before),
                });
            }
            Event::Eof => break,
            _ => {}
        }
    }
    match walk.open.last() {
        Some((name, _)) => Err(ends_early(text, &format!("`</{name}>`"))),
        None => Ok(walk.finish()),
    }
}

struct Walk<'a, 'w> {
    text: &'a str,
    core: Option<&'static str>,
    /// The canonical names of the open elements, and where their content begins.
    open: Vec<(String, usize)>,
    /// What to put in place of which bytes, in order.
    edits: Vec<(Range<usize>, String)>,
    warnings: &'w mut Vec<Warning>,
    /// Whether the item in which we are has had an enclosure.
    has_enclosure: bool,
    /// The last byte whose place was asked for, and its place.
    seen: (usize, Position),
}

impl<'a> Walk<'a, '_> {
    /// Returns the name under which the crates know an element.
    fn name_of(&self, namespace: &ResolveResult<'_>, name: QName<'_>) -> String {
        let local = String::from_utf8_lossy(name.local_name().into_inner()).into_owned();
        let prefix = name
            .prefix()
            .map(|prefix| String::from_utf8_lossy(prefix.into_inner()).into_owned());
        let Some(uri) = uri(namespace) else {
            return prefix.map_or(local.clone(), |prefix| format!("{prefix}:{local}"));
        };
        match namespace::prefix_of(uri) {
            // XHTML is text here, not structure.
            Some(usual) if Some(usual) == self.core || usual == "xhtml" => local,
            Some(usual) => format!("{usual}:{local}"),
            None if self.core.is_none() && namespace::is_rss(uri) => local,
            // A prefix of its own, so that nothing unknown is taken for something known.
            None => match prefix.filter(|prefix| namespace::uri_of(prefix).is_none()) {
                Some(prefix) => format!("{prefix}:{local}"),
                None => format!("x-unknown:{local}"),
            },
        }
    }

    fn edit(&mut self, range: Range<usize>, with: &str) {
        if self.text[range.clone()] != *with {
            self.edits.push((range, with.to_owned()));
        }
    }

    fn start(&mut self, before: usize, tag: &BytesStart<'_>, name: &str) {
        let name_start = before + 1;
        self.edit(name_start..name_start + tag.name().as_ref().len(), name);
        if self.core.is_some() {
            return;
        }
        let content: &[u8] = tag;
        for attribute in tag.attributes().with_checks(false).flatten() {
            let Some(declared) = attribute.key.as_ref().strip_prefix(b"xmlns:") else {
                continue;
            };
            let uri = String::from_utf8_lossy(&attribute.value).into_owned();
            let is_narrowed = namespace::prefix_of(&uri).is_some_and(namespace::is_narrowed_by_rss)
                || std::str::from_utf8(declared).is_ok_and(namespace::is_narrowed_by_rss);
            if is_narrowed {
                // From the key to the closing quote, in the tag's own bytes.
                let key = attribute.key.as_ref().as_ptr() as usize - content.as_ptr() as usize;
                let value_end = attribute.value.as_ptr() as usize - content.as_ptr() as usize
                    + attribute.value.len()
                    + 1;
                self.edit(name_start + key..name_start + value_end, "");
            }
        }
    }

    fn end(&mut self, before: usize, name: QName<'_>) {
        let Some((canonical, content_start)) = self.open.pop() else {
            return;
        };
        if DATES.contains(&canonical.as_str()) {
            self.date(content_start..before);
        }
        self.edit(before + 2..before + 2 + name.as_ref().len(), &canonical);
    }

    /// Warns of a date that nobody can read.
    ///
    /// In Atom, spells it as `atom_syndication` reads it without error, or leaves it out: the crate refuses the whole feed
    /// for one bad date, and reads some offsets as UTC.
    fn date(&mut self, range: Range<usize>) {
        let text = quick_xml::escape::unescape(&self.text[range.clone()]).unwrap_or_default();
        let date = Timestamp::parse(text.trim());
        if date.is_none() && !text.trim().is_empty() && !text.contains('<') {
            let position = self.position(range.start);
            self.warnings.push(Warning {
                position: Some(position),
                message: format!("expected {}, found `{}`", Timestamp::EXPECTS, text.trim()),
            });
        }
        if self.core.is_some() {
            let date = date.map(|date| date.to_rfc3339());
            // What stands inside goes with it.
            while self
                .edits
                .last()
                .is_some_and(|(edited, _)| edited.start >= range.start)
            {
                self.edits.pop();
            }
            self.edit(range, date.as_deref().unwrap_or_default());
        }
    }

    /// Returns the place of a byte; offsets come in order, so that each byte is looked at once.
    fn position(&mut self, offset: usize) -> Position {
        let (from, mut position) = self.seen;
        let between = &self.text[from..offset];
        position.line += between.matches('\n').count();
        position.column = match between.rfind('\n') {
            Some(index) => between[index + 1..].chars().count() + 1,
            None => position.column + between.chars().count(),
        };
        self.seen = (offset, position);
        position
    }

    /// Renames an enclosure that is not the first in its item: `rss` keeps the last of several.
    fn told_apart(&mut self, name: String) -> String {
        let parent = self.open.last().map(|(name, _)| name.as_str());
        match (name.as_str(), parent) {
            ("item", _) => self.has_enclosure = false,
            ("enclosure", Some("item")) if std::mem::replace(&mut self.has_enclosure, true) => {
                return "rss:enclosure".to_owned();
            }
            _ => {}
        }
        name
    }

    fn finish(self) -> Cow<'a, str> {
        if self.edits.is_empty() {
            return Cow::Borrowed(self.text);
        }
        let mut out = String::with_capacity(self.text.len() + 64);
        let mut from = 0;
        for (range, with) in self.edits {
            out.push_str(&self.text[from..range.start]);
            out.push_str(&with);
            from = range.end;
        }
        out.push_str(&self.text[from..]);
        Cow::Owned(out)
    }
}

fn uri<'a>(namespace: &'a ResolveResult<'_>) -> Option<&'a str> {
    match namespace {
        ResolveResult::Bound(namespace) => std::str::from_utf8(namespace.as_ref())
            .ok()
            .filter(|uri| !uri.is_empty()),
        _ => None,
    }
}

fn syntax(text: &str, offset: u64, error: &XmlError) -> Error {
    let message = match error {
        XmlError::IllFormed(IllFormedError::MismatchedEndTag { expected, found }) => {
            format!("expected `</{expected}>`, found `</{found}>`")
        }
        XmlError::IllFormed(IllFormedError::UnmatchedEndTag(found)) => {
            format!("expected no end tag, found `</{found}>`")
        }
        error => format!("expected well-formed XML: {error}"),
    };
    Error::Syntax {
        message,
        position: Position::of_offset(text, offset as usize),
    }
}

fn unexpected_text(text: &str, offset: usize) -> Error {
    Error::Syntax {
        message: "expected an element, found text outside of all elements".to_owned(),
        position: Position::of_offset(text, offset),
    }
}

fn ends_early(text: &str, expected: &str) -> Error {
    Error::Syntax {
        message: format!("expected {expected}, found the end of the document"),
        position: Position::of_offset(text, text.trim_end().len()),
    }
}

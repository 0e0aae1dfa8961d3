//! Names: what an element or an attribute belongs to, whatever prefix it has.

use super::Walk;
use super::grammar::{self, Content, Family, Level};
use crate::text::tag::Tag;
use crate::xml::namespace;

/// What a name belongs to.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Space {
    /// The format itself.
    Core,
    /// A namespace that we know, by its usual prefix.
    Known(&'static str),
    /// One that we do not know, by the prefix that it gets.
    Unknown(String),
}

impl Space {
    pub(super) fn prefix(&self) -> &str {
        match self {
            Self::Core => "",
            Self::Known(prefix) => prefix,
            Self::Unknown(prefix) => prefix,
        }
    }

    pub(super) fn name(&self, local: &str) -> String {
        match self.prefix() {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        }
    }
}

/// What a namespace is to the format.
#[derive(Clone, Copy)]
enum Meaning {
    Core,
    Known(&'static str),
    Unknown,
}

impl Meaning {
    fn of(uri: &str, family: Family) -> Self {
        let is_core = match family {
            Family::Rss => namespace::is_rss(uri),
            Family::Atom => namespace::is_atom(uri),
        };
        match namespace::prefix_of(uri) {
            _ if is_core => Self::Core,
            Some(usual) => Self::Known(usual),
            None => Self::Unknown,
        }
    }
}

/// The namespaces of a document that were looked up: a few, and most elements are in one of them.
#[derive(Default)]
pub(super) struct Meanings(Vec<(String, Meaning)>);

impl Meanings {
    /// More than any feed has that was not made to have many.
    const MAX: usize = 16;

    fn of(&mut self, uri: &str, family: Family) -> Meaning {
        if let Some((_, meaning)) = self.0.iter().find(|(known, _)| known == uri) {
            return *meaning;
        }
        let meaning = Meaning::of(uri, family);
        if self.0.len() < Self::MAX {
            self.0.push((uri.to_owned(), meaning));
        }
        meaning
    }
}

impl<'a> Walk<'a, '_> {
    /// Returns what a name belongs to, and its local part.
    pub(super) fn resolve(&mut self, name: &'a str) -> (Space, &'a str) {
        let (prefix, local) = match namespace::divided(name) {
            Some((prefix, local)) if !local.is_empty() => (prefix, local),
            _ => ("", name),
        };
        let Some(uri) = self.scope.uri(prefix) else {
            if prefix.is_empty() || Some(prefix) == self.root.0 {
                return (Space::Core, local);
            }
            // A prefix that nobody declared is a namespace of its own.
            let uri = format!("urn:x-undeclared:{prefix}");
            return (Space::Unknown(self.scope.assigned(prefix, &uri)), local);
        };
        if self.root.1.as_deref() == Some(uri) {
            return (Space::Core, local);
        }
        match self.meanings.of(uri, self.setting.family) {
            Meaning::Core => return (Space::Core, local),
            Meaning::Known(usual) => return (Space::Known(usual), local),
            Meaning::Unknown => {}
        }
        let uri = uri.to_owned();
        (Space::Unknown(self.scope.assigned(prefix, &uri)), local)
    }

    pub(super) fn declare(&mut self, tag: &Tag<'a>) {
        for attribute in tag.attributes() {
            match attribute.name.strip_prefix("xmlns") {
                Some("") => self.scope.declare("", attribute.value),
                Some(prefix) if prefix.starts_with(':') => {
                    self.scope.declare(&prefix[1..], attribute.value)
                }
                _ => {}
            }
        }
    }

    /// Takes a namespace of which nothing is known for that of the format, if a channel or an article has it where one
    /// belongs, and the root has none.
    pub(super) fn adopt(&mut self, name: &'a str) {
        if self.root != (None, None)
            || !matches!(self.level(), Level::Rss | Level::Channel | Level::Feed)
        {
            return;
        }
        let (space, local) = self.resolve(name);
        if !matches!(space, Space::Unknown(_)) {
            return;
        }
        let known = grammar::element(self.level(), "", local).map(|element| element.content);
        let is_node = matches!(
            known,
            Some(Content::Structure(
                Level::Channel | Level::Item | Level::Entry
            ))
        );
        if is_node {
            let prefix = namespace::divided(name).map(|(prefix, _)| prefix);
            let uri = self
                .scope
                .uri(prefix.unwrap_or_default())
                .map(str::to_owned);
            self.root = (prefix, uri);
        }
    }
}

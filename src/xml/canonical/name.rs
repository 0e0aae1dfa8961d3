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
        let is_core = self.root.1.as_deref() == Some(uri)
            || match self.setting.family {
                Family::Rss => namespace::is_rss(uri),
                Family::Atom => namespace::is_atom(uri),
            };
        if is_core {
            return (Space::Core, local);
        }
        if let Some(usual) = namespace::prefix_of(uri) {
            return (Space::Known(usual), local);
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

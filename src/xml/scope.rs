//! Namespaces in scope: which prefix stands for which namespace, at one place of a document.

use std::borrow::Cow;
use std::collections::HashMap;

use foldhash::fast::RandomState;

use super::namespace;
use crate::text::html;

/// The longest URI of a namespace, in bytes.
const MAX_URI: usize = 256;

/// The declarations in scope.
#[derive(Clone, Default)]
pub(super) struct Scope<'a> {
    /// For each prefix, its namespaces from the outermost to the innermost.
    declared: HashMap<&'a str, Vec<Cow<'a, str>>, RandomState>,
    /// The prefixes in the order of their declarations.
    order: Vec<&'a str>,
    pub(super) names: Names,
}

/// The names that namespaces which we do not know were given.
#[derive(Clone, Default)]
pub(super) struct Names {
    /// Their prefixes, and the other way round.
    prefixes: HashMap<String, String>,
    uris: HashMap<String, String>,
    /// How many prefixes had to be made up.
    made_up: usize,
}

impl<'a> Scope<'a> {
    /// Takes in a declaration, of the default namespace if the prefix is empty.
    ///
    /// What is no URI, or so long that each use would cost as much as a document, counts as none.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &'a str) {
        let uri = html::decoded(uri.trim());
        let is_uri = uri.len() <= MAX_URI
            && uri
                .bytes()
                .all(|byte| byte.is_ascii_graphic() && !b"\"<>\\^`{|}".contains(&byte));
        let is_reserved = matches!(
            &*uri,
            "http://www.w3.org/2000/xmlns/" | "http://www.w3.org/XML/1998/namespace"
        );
        let uri = if is_uri && !is_reserved {
            uri
        } else {
            Cow::Borrowed("")
        };
        self.declared.entry(prefix).or_default().push(uri);
        self.order.push(prefix);
    }

    /// Returns how many declarations there are.
    pub(super) fn len(&self) -> usize {
        self.order.len()
    }

    /// Forgets all declarations but the first `len`.
    pub(super) fn truncate(&mut self, len: usize) {
        for prefix in self.order.drain(len..) {
            if let Some(uris) = self.declared.get_mut(prefix) {
                uris.pop();
            }
        }
    }

    /// Returns the namespace of a prefix, or the default one. A usual prefix stands for its namespace undeclared.
    pub(super) fn uri(&self, prefix: &str) -> Option<&str> {
        let declared = self.declared.get(prefix).and_then(|uris| uris.last());
        let uri = declared
            .map(|uri| &**uri)
            .or_else(|| namespace::uri_of(prefix));
        uri.filter(|uri| !uri.is_empty())
    }

    /// Returns the prefix under which elements of a namespace that we do not know are kept: theirs, if it is free.
    pub(super) fn assigned(&mut self, prefix: &str, uri: &str) -> String {
        self.names.assigned(prefix, uri)
    }

    /// Returns the namespace of a prefix that was [`assigned`](Self::assigned).
    pub(super) fn assigned_uri(&self, prefix: &str) -> Option<&str> {
        self.names.uris.get(prefix).map(String::as_str)
    }

    /// Returns whether the same is declared.
    pub(super) fn declares_as(&self, other: &Self) -> bool {
        let of = |scope: &Self| -> HashMap<&'a str, Cow<'a, str>> {
            let declared = scope.declared.iter();
            let last = declared.map(|(prefix, uris)| Some((*prefix, uris.last()?.clone())));
            last.flatten().collect()
        };
        self.order == other.order && of(self) == of(other)
    }
}

impl Names {
    fn assigned(&mut self, prefix: &str, uri: &str) -> String {
        if let Some(known) = self.prefixes.get(uri) {
            return known.clone();
        }
        let wanted = if prefix.is_empty() { "ns" } else { prefix };
        let mut candidate = wanted.to_owned();
        while namespace::is_reserved(&candidate) || self.uris.contains_key(&candidate) {
            self.made_up += 1;
            candidate = format!("{wanted}{}", self.made_up);
        }
        self.prefixes.insert(uri.to_owned(), candidate.clone());
        self.uris.insert(candidate.clone(), uri.to_owned());
        candidate
    }

    /// Takes in the names that were given elsewhere, which began as these did; returns whether all are those that would have
    /// been given here.
    pub(super) fn merge(&mut self, other: Self) -> bool {
        let is_free = |(prefix, uri): (&String, &String)| {
            let same = |known: Option<&String>, name| known.is_none_or(|known| known == name);
            same(self.uris.get(prefix), uri) && same(self.prefixes.get(uri), prefix)
        };
        if self.made_up != other.made_up || !other.uris.iter().all(is_free) {
            return false;
        }
        self.uris.extend(other.uris);
        self.prefixes.extend(other.prefixes);
        true
    }
}

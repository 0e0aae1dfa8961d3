//! Namespaces in scope: which prefix stands for which namespace, at one place of a document.

use std::collections::HashMap;

use super::namespace;

/// The declarations in scope.
#[derive(Default)]
pub(super) struct Scope<'a> {
    /// For each prefix, its namespaces from the outermost to the innermost.
    declared: HashMap<&'a str, Vec<&'a str>>,
    /// The prefixes in the order of their declarations.
    order: Vec<&'a str>,
    /// The prefixes of namespaces that we do not know, and the other way round.
    prefixes: HashMap<String, String>,
    uris: HashMap<String, String>,
}

impl<'a> Scope<'a> {
    /// Takes in a declaration, of the default namespace if the prefix is empty.
    pub(super) fn declare(&mut self, prefix: &'a str, uri: &'a str) {
        self.declared.entry(prefix).or_default().push(uri.trim());
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
    pub(super) fn uri(&self, prefix: &str) -> Option<&'a str> {
        let declared = self
            .declared
            .get(prefix)
            .and_then(|uris| uris.last().copied());
        declared
            .or_else(|| namespace::uri_of(prefix))
            .filter(|uri| !uri.is_empty())
    }

    /// Returns the prefix under which elements of a namespace that we do not know are kept: theirs, if it is free.
    pub(super) fn assigned(&mut self, prefix: &str, uri: &str) -> String {
        if let Some(known) = self.prefixes.get(uri) {
            return known.clone();
        }
        let wanted = if prefix.is_empty() { "ns" } else { prefix };
        let mut candidate = wanted.to_owned();
        let mut number = self.prefixes.len();
        while namespace::is_reserved(&candidate) || self.uris.contains_key(&candidate) {
            number += 1;
            candidate = format!("{wanted}{number}");
        }
        self.prefixes.insert(uri.to_owned(), candidate.clone());
        self.uris.insert(candidate.clone(), uri.to_owned());
        candidate
    }

    /// Returns the namespace of a prefix that was [`assigned`](Self::assigned).
    pub(super) fn assigned_uri(&self, prefix: &str) -> Option<&str> {
        self.uris.get(prefix).map(String::as_str)
    }
}

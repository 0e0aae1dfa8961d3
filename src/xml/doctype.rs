//! The document's own entities: `<!DOCTYPE rss [<!ENTITY name "value">]>`. Those that would be read from elsewhere are not.

use std::collections::HashMap;
use std::iter;
use std::sync::Arc;

use crate::error::{Bound, Error, Result};
use crate::text::html;

/// The longest name of an entity, in bytes.
const MAX_NAME: usize = 64;

/// The entities that a document declares, and how much they may still add to it.
#[derive(Clone, Default)]
pub(super) struct Entities {
    /// Shared by all walks over parts of the document.
    values: Arc<HashMap<String, String>>,
    /// The most that entities may add, in bytes.
    limit: usize,
    used: usize,
}

impl Entities {
    /// Makes a list of none, that may add `limit` bytes to the document.
    pub(super) fn new(limit: usize) -> Self {
        Self {
            limit,
            ..Self::default()
        }
    }

    /// Reads the declarations of a `<!DOCTYPE …>`. The first of several of one name counts, as in XML.
    ///
    /// A value that refers to entities declared before it takes theirs in, within the bound.
    pub(super) fn declare(&mut self, doctype: &str) -> Result<()> {
        for (name, value) in declared(doctype) {
            if let Some(value) = value
                && !self.values.contains_key(name)
            {
                let value = self.replaced(value)?;
                Arc::make_mut(&mut self.values).insert(name.to_owned(), value);
            }
        }
        Ok(())
    }

    /// Returns the value of an entity, which from now on is part of the document.
    pub(super) fn expanded(&mut self, name: &str) -> Result<Option<&str>> {
        let Some(length) = self.values.get(name).map(String::len) else {
            return Ok(None);
        };
        self.spend(length)?;
        Ok(self.values.get(name).map(String::as_str))
    }

    fn replaced(&mut self, value: &str) -> Result<String> {
        let mut out = String::new();
        let mut rest = value;
        while let Some((before, reference)) = rest.split_once('&') {
            out.push_str(before);
            let end = reference
                .bytes()
                .take(MAX_NAME)
                .position(|byte| byte == b';');
            let known = end
                .map(|end| (&reference[..end], &reference[end + 1..]))
                .filter(|(name, _)| self.values.contains_key(*name));
            if let Some((name, after)) = known {
                out.push_str(self.expanded(name)?.unwrap_or_default());
                rest = after;
            } else {
                out.push('&');
                rest = reference;
            }
        }
        out.push_str(rest);
        self.spend(out.len())?;
        // Character references and HTML's names in a value are resolved when it is declared.
        Ok(html::decoded(&out).into_owned())
    }

    /// Returns how many bytes were added to the document.
    pub(super) fn used(&self) -> usize {
        self.used
    }

    /// Notes bytes that are added to the document.
    pub(super) fn spend(&mut self, length: usize) -> Result<()> {
        self.used = self.used.saturating_add(length);
        if self.used > self.limit {
            return Err(Error::Exceeded {
                bound: Bound::Entities,
                limit: self.limit,
            });
        }
        Ok(())
    }
}

/// Returns the entities that a `<!DOCTYPE …>` declares, each with its value unless that stands elsewhere.
pub(crate) fn declared(doctype: &str) -> impl Iterator<Item = (&str, Option<&str>)> {
    let mut rest = doctype;
    let next = move || {
        let (_, declaration) = rest.split_once("<!ENTITY")?;
        rest = declaration;
        let declaration = declaration.trim_ascii_start();
        let mut start = declaration.bytes().take(MAX_NAME);
        let Some(end) = start.position(|byte| byte.is_ascii_whitespace()) else {
            return Some(None);
        };
        let (name, value) = declaration.split_at(end);
        let value = value.trim_ascii_start();
        let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
        let value = quote.and_then(|quote| value[1..].split_once(quote));
        rest = value.map_or(rest, |(_, after)| after);
        Some(Some((name, value.map(|(value, _)| value))))
    };
    iter::from_fn(next).flatten()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_declarations() {
        let mut entities = Entities::new(1000);
        let doctype = "<!DOCTYPE rss [<!ENTITY a 'A &#233;'> <!ENTITY b \"&a; b\"><!ENTITY a 'no'>\
            <!ENTITY % p 'no'><!ENTITY x SYSTEM 'file:///etc/passwd'>]>";
        entities.declare(doctype).expect("within bounds");
        assert_eq!(entities.expanded("a").expect("within bounds"), Some("A é"));
        assert_eq!(
            entities.expanded("b").expect("within bounds"),
            Some("A é b")
        );
        assert_eq!(entities.expanded("x").expect("within bounds"), None);
    }

    #[test]
    fn stops_an_explosion() {
        let mut doctype = "<!DOCTYPE rss [<!ENTITY l0 'lol'>".to_owned();
        for level in 1..30 {
            let references = format!("&l{};", level - 1).repeat(10);
            doctype.push_str(&format!("<!ENTITY l{level} '{references}'>"));
        }
        assert!(Entities::new(1 << 20).declare(&doctype).is_err());
    }
}

//! Open elements, and what is remembered of nodes until they close.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::sync::Arc;

use ::url::Url;

use super::grammar::{Fate, Level};

/// An element that is open.
#[derive(Clone, PartialEq)]
pub(super) struct Frame<'a> {
    /// The name as the document spells it; empty if the element is of our making.
    pub(super) raw: &'a str,
    /// The name that the crates know it by.
    pub(super) name: Cow<'static, str>,
    /// What its children are looked up in.
    pub(super) level: Level,
    /// Whether its children stand in its parent instead.
    pub(super) is_transparent: bool,
    pub(super) fate: Fate,
    /// Where its start tag begins and where its content does.
    pub(super) start: usize,
    pub(super) content: usize,
    /// How many edits there were before it.
    pub(super) edits: usize,
    /// How many namespaces were declared before it.
    pub(super) declarations: usize,
    /// The base of addresses within it, if `xml:base` gave one.
    pub(super) base: Option<Arc<Url>>,
    /// What is remembered of it, if it is a structure.
    pub(super) record: Option<Box<Record<'a>>>,
    pub(super) has_children: bool,
}

impl<'a> Frame<'a> {
    /// Makes an element of the document, of which nothing but its place is known.
    pub(super) fn of(raw: &'a str, tag: &Range<usize>, edits: usize, declarations: usize) -> Self {
        Self {
            raw,
            name: Cow::Borrowed(""),
            level: Level::Foreign,
            is_transparent: false,
            fate: Fate::Every,
            start: tag.start,
            content: tag.end,
            edits,
            declarations,
            base: None,
            record: None,
            has_children: false,
        }
    }

    /// Makes an element without a name in the document, which is what the document left out.
    pub(super) fn ours(
        name: &'static str,
        level: Level,
        at: usize,
        edits: usize,
        declarations: usize,
    ) -> Self {
        Self {
            name: Cow::Borrowed(name),
            level,
            record: Some(Box::default()),
            ..Self::of("", &(at..at), edits, declarations)
        }
    }
}

/// What is remembered of a channel, item, feed or entry until it closes.
#[derive(Clone, Default, PartialEq)]
pub(super) struct Record<'a> {
    /// The names of the children that stood in it.
    seen: BTreeSet<Cow<'static, str>>,
    /// What the first of them holds, of those that others may repeat.
    said: BTreeMap<Cow<'static, str>, &'a str>,
    /// Elements that no row reads, as they will be written again.
    pub(super) kept: Vec<Kept>,
    /// The base of its texts.
    pub(super) base: Option<Arc<Url>>,
    /// Its language.
    pub(super) lang: Option<String>,
    /// Names and texts of children that its tag states in their place, as the Channel Definition Format has them.
    pub(super) stated: Vec<(&'static str, String)>,
    /// `rdf:about`, the identity in RSS 1.0.
    pub(super) about: Option<String>,
}

/// An element that is kept.
#[derive(Clone, PartialEq)]
pub(super) struct Kept {
    pub(super) text: String,
    /// Its name, if a row reads it where no other says the same.
    pub(super) spare: Option<Cow<'static, str>>,
}

impl<'a> Record<'a> {
    /// Notes a child, and returns whether there was one of that name before.
    pub(super) fn note(&mut self, name: Cow<'static, str>) -> bool {
        !self.seen.insert(name)
    }

    /// Forgets a child that said nothing.
    pub(super) fn unsee(&mut self, name: &str) {
        self.seen.remove(name);
        self.said.remove(name);
    }

    /// Remembers what a child holds, if it is the first of that name.
    pub(super) fn note_text(&mut self, name: Cow<'static, str>, text: &'a str) {
        self.said.entry(name).or_insert(text);
    }

    /// Returns what the first child of that name holds.
    pub(super) fn text(&self, name: &str) -> Option<&'a str> {
        self.said.get(name).copied()
    }

    /// Returns whether there was a child of that name.
    pub(super) fn has_seen(&self, name: &str) -> bool {
        self.seen.contains(name)
    }
}

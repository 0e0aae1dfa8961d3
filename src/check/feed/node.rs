//! [`Node`]: a piece of a document with its place, so that one kind of rule serves XML and JSON.

use std::ops::Range;

/// What a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::check) enum Kind {
    /// An element of XML.
    Element,
    /// An attribute of an element; its name begins with `@`.
    Attribute,
    /// Text in JSON.
    Text,
    /// A number, a boolean or null in JSON.
    Other,
    /// A list in JSON.
    List,
    /// An object in JSON.
    Map,
}

/// A piece of a document.
#[derive(Clone, Debug)]
pub(in crate::check) struct Node {
    pub(in crate::check) kind: Kind,
    /// The name: of an element with the usual prefix of its namespace, and none if it is the format's own.
    pub(in crate::check) name: String,
    /// Where the start tag stands, or the key.
    pub(in crate::check) key: Range<usize>,
    /// Where the content stands, or the value.
    pub(in crate::check) value: Range<usize>,
    /// The text, without references and escapes; of an element its own, without that of its children.
    pub(in crate::check) text: String,
    pub(in crate::check) children: Vec<Node>,
}

impl Node {
    /// Returns the children of that name. A list has those of its items.
    pub(in crate::check) fn named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        let children = self.children.iter().filter(move |child| child.name == name);
        children.flat_map(|child| match child.kind {
            Kind::List => child.children.iter(),
            _ => std::slice::from_ref(child).iter(),
        })
    }

    /// Returns the children that are elements.
    pub(in crate::check) fn elements(&self) -> impl Iterator<Item = &Self> {
        let children = self.children.iter();
        children.filter(|child| child.kind == Kind::Element)
    }

    /// Returns the first child of that name.
    pub(in crate::check) fn first(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// Returns the text of the first child of that name, trimmed.
    pub(in crate::check) fn text_of(&self, name: &str) -> Option<&str> {
        self.first(name).map(|child| child.text.trim())
    }

    /// Returns all nodes at a path such as `channel/item`; an article within another is one, too, and so is an
    /// outline.
    pub(in crate::check) fn at<'a>(&'a self, path: &'a str) -> Vec<&'a Self> {
        let names = path.split('/').filter(|name| !name.is_empty());
        names.fold(vec![self], |nodes, name| {
            let nodes = nodes.into_iter().flat_map(|node| node.named(name));
            nodes.flat_map(Self::with_nested).collect()
        })
    }

    /// Returns an article or an outline and those within it, in the order of the document; any other node is alone.
    fn with_nested(&self) -> Vec<&Self> {
        let mut all = vec![self];
        if matches!(&*self.name, "item" | "entry" | "outline") {
            all.extend(self.named(&self.name).flat_map(Self::with_nested));
        }
        all
    }

    /// Returns whether there is text in it, at any depth.
    pub(in crate::check) fn has_text(&self) -> bool {
        !self.text.trim().is_empty() || self.elements().any(Self::has_text)
    }

    /// Returns where the text stands, without the white space around it; where the node begins if there is none.
    pub(in crate::check) fn place(&self, document: &str) -> Range<usize> {
        let text = &document[self.value.clone()];
        let inside = text.trim();
        if inside.is_empty() || self.kind == Kind::Map || self.kind == Kind::List {
            return self.key.clone();
        }
        let start = self.value.start + (text.len() - text.trim_start().len());
        start..start + inside.len()
    }
}

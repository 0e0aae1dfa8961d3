//! [`Element`]: one view of the extension types of `rss` and `atom_syndication`, which are alike and not the same.

use std::collections::BTreeMap;

/// An element of a namespace that a crate has no type for.
pub(crate) trait Element: Sized {
    /// Makes an element of a name with its prefix.
    fn named(name: &str) -> Self;

    /// Returns its text, trimmed by the crate; empty when there is none.
    fn text(&self) -> &str;

    /// Returns an attribute.
    fn attribute(&self, name: &str) -> Option<&str>;

    /// Returns the children of a local name, in order.
    fn children_named(&self, name: &str) -> &[Self];

    /// Returns it with text.
    fn with_text(self, text: impl Into<String>) -> Self;

    /// Returns it with an attribute.
    fn with_attribute(self, name: &str, value: impl Into<String>) -> Self;

    /// Returns it with one more child. The local name is what follows the prefix.
    fn with_child(self, child: Self) -> Self;
}

/// A node that has extension elements, by prefix and local name.
pub(crate) trait Extensible {
    /// The crate's extension type.
    type Extension: Element;

    /// Returns the elements of that name, in order.
    fn elements(&self, prefix: &str, name: &str) -> &[Self::Extension];

    /// Returns the prefixes of all elements.
    fn prefixes(&self) -> Vec<String>;

    /// Adds an element.
    fn push_extension(&mut self, extension: Self::Extension);

    /// Returns the text of the first element of that name that has some.
    fn extension_text(&self, prefix: &str, name: &str) -> Option<&str> {
        let mut texts = self.elements(prefix, name).iter().map(Element::text);
        texts.find(|text| !text.is_empty())
    }

    /// Adds an element with text.
    fn push_extension_text(&mut self, name: &str, text: &str) {
        if !text.trim().is_empty() {
            self.push_extension(Self::Extension::named(name).with_text(text));
        }
    }
}

fn local_name(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

macro_rules! element {
    ($extension:ty: $($node:ty),+) => {
        impl Element for $extension {
            fn named(name: &str) -> Self {
                Self { name: name.to_owned(), ..Self::default() }
            }

            fn text(&self) -> &str {
                self.value.as_deref().unwrap_or_default()
            }

            fn attribute(&self, name: &str) -> Option<&str> {
                self.attrs.get(name).map(String::as_str)
            }

            fn children_named(&self, name: &str) -> &[Self] {
                self.children.get(name).map_or(&[], Vec::as_slice)
            }

            fn with_text(mut self, text: impl Into<String>) -> Self {
                self.value = Some(text.into());
                self
            }

            fn with_attribute(mut self, name: &str, value: impl Into<String>) -> Self {
                self.attrs.insert(name.to_owned(), value.into());
                self
            }

            fn with_child(mut self, child: Self) -> Self {
                self.children.entry(local_name(&child.name).to_owned()).or_default().push(child);
                self
            }
        }

        $(impl Extensible for $node {
            type Extension = $extension;

            fn elements(&self, prefix: &str, name: &str) -> &[$extension] {
                let elements: Option<&Vec<$extension>> = self.extensions.get(prefix).and_then(|map| map.get(name));
                elements.map_or(&[], Vec::as_slice)
            }

            fn prefixes(&self) -> Vec<String> {
                self.extensions.keys().cloned().collect()
            }

            fn push_extension(&mut self, extension: $extension) {
                let (prefix, name) = extension.name.split_once(':').unwrap_or(("", &extension.name));
                let map: &mut BTreeMap<String, Vec<$extension>> = self.extensions.entry(prefix.to_owned()).or_default();
                map.entry(name.to_owned()).or_default().push(extension);
            }
        })+
    };
}

element!(rss::extension::Extension: rss::Channel, rss::Item);
element!(atom_syndication::extension::Extension: atom_syndication::Feed, atom_syndication::Entry);

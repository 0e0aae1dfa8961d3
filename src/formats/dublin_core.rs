//! [Dublin Core](https://www.dublincore.org/specifications/dublin-core/dces/) rows, for RSS and Atom.

use super::language;
use crate::mapping::Row;
use crate::model::Person;
use crate::text::{html, person};
use crate::xml::element::{Element, Extensible};

/// Rows for a node that has extension elements.
pub(crate) const fn rows<N: Extensible>() -> [Row<N>; 5] {
    [
        Row {
            field: "type",
            place: "dc:type",
            read: |node, article| {
                article.r#type = node.extension_text("dc", "type").map(str::to_owned)
            },
            write: |article, node| {
                if let Some(kind) = &article.r#type {
                    node.push_extension_text("dc:type", kind);
                }
            },
        },
        Row {
            field: "provider.name",
            place: "dc:publisher",
            read: |node, article| {
                if let Some(name) = node.extension_text("dc", "publisher") {
                    article
                        .provider
                        .get_or_insert_default()
                        .name
                        .get_or_insert_with(|| name.to_owned());
                }
            },
            write: |article, node| {
                if let Some(name) = article
                    .provider
                    .as_ref()
                    .and_then(|provider| provider.name.as_ref())
                {
                    node.push_extension_text("dc:publisher", name);
                }
            },
        },
        Row {
            field: "provider.publishers",
            place: "dc:publisher (after the first)",
            read: |node, article| {
                let names = node.elements("dc", "publisher").iter().map(Element::text);
                let mut names = names.filter(|name| !name.is_empty()).peekable();
                if let Some(provider) = &mut article.provider {
                    // Where `source` tells the name, the first may be another one.
                    names.next_if(|first| Some(*first) == provider.name.as_deref());
                    provider.publishers = names.map(Person::named).collect();
                }
            },
            write: |article, node| {
                // Without a first, there is none after it.
                let provider = article
                    .provider
                    .as_ref()
                    .filter(|provider| provider.name.is_some());
                let publishers = provider.map_or(&[][..], |provider| &provider.publishers);
                for name in publishers
                    .iter()
                    .filter_map(|publisher| publisher.name.as_ref())
                {
                    node.push_extension_text("dc:publisher", name);
                }
            },
        },
        Row {
            field: "locale",
            place: "dc:language",
            read: |node, article| {
                article.locale = article
                    .locale
                    .take()
                    .or_else(|| node.extension_text("dc", "language").map(str::to_owned))
            },
            write: |article, node| {
                if let Some(locale) = article.locale.as_deref().and_then(language::write) {
                    node.push_extension_text("dc:language", &locale);
                }
            },
        },
        Row {
            field: "levels",
            place: "dcterms:educationLevel",
            read: |node, article| {
                let levels = node
                    .elements("dcterms", "educationLevel")
                    .iter()
                    .map(Element::text);
                article.levels = levels
                    .filter(|level| !level.is_empty())
                    .map(str::to_owned)
                    .collect();
            },
            write: |article, node| {
                for level in &article.levels {
                    node.push_extension_text("dcterms:educationLevel", level);
                }
            },
        },
    ]
}

/// Returns the people of `dc:creator`.
pub(crate) fn creators(node: &impl Extensible) -> Vec<Person> {
    let texts = node.elements("dc", "creator").iter().map(Element::text);
    texts.flat_map(person::parse_all).collect()
}

/// Names people in `dc:creator`.
pub(crate) fn push_creators(node: &mut impl Extensible, people: &[Person]) {
    for Person { name, .. } in people {
        let name = html::collapse(name.as_deref().unwrap_or_default());
        node.push_extension_text("dc:creator", &html::text_to_title(&name));
    }
}

/// Returns the terms of `dc:subject`, which RSS 1.0 has in place of categories.
pub(crate) fn subjects(node: &impl Extensible) -> impl Iterator<Item = &str> {
    node.elements("dc", "subject").iter().map(Element::text)
}

//! Rows for categories, which RSS and Atom both have as a term with a vocabulary (`domain`, `scheme`).

use std::borrow::Cow;
use std::collections::HashSet;

use crate::mapping::Row;
use crate::text::html;
use crate::xml::element::{Element, Extensible};

/// A node that has categories.
pub(crate) trait Categorised {
    /// Returns the terms of some vocabularies, in order.
    fn terms(&self, is_of: impl Fn(Option<&str>) -> bool) -> Vec<Cow<'_, str>>;

    /// Adds a category.
    fn push_category(&mut self, term: String, vocabulary: Option<String>);
}

/// The vocabularies of fields that are not the main list.
const CATEGORY: &str = "https://w3id.org/feedmatter/ns/1.0/#category";
const CATEGORIES: &str = "https://w3id.org/feedmatter/ns/1.0/#categories";
const TAGS: &str = "https://w3id.org/feedmatter/ns/1.0/#tags";

/// Rows for a node that has categories.
pub(crate) const fn rows<N: Categorised>() -> [Row<N>; 4] {
    [
        Row {
            field: "category",
            place: "category (in our vocabulary #category)",
            read: |node, article| article.category = terms(node, CATEGORY).into_iter().next(),
            write: |article, node| push_terms(node, CATEGORY, article.category.as_slice()),
        },
        Row {
            field: "categories",
            place: "category (in our vocabulary #categories)",
            read: |node, article| article.categories = terms(node, CATEGORIES),
            write: |article, node| push_terms(node, CATEGORIES, &article.categories),
        },
        Row {
            field: "tags",
            place: "category (in our vocabulary #tags)",
            read: |node, article| article.tags = terms(node, TAGS),
            write: |article, node| push_terms(node, TAGS, &article.tags),
        },
        Row {
            field: "topics",
            place: "category",
            read: |node, article| article.topics = read_topics(node),
            write: |article, node| {
                for topic in distinct(article.topics.clone()) {
                    node.push_category(topic, None);
                }
            },
        },
    ]
}

/// Returns what podcasts and Media RSS have in the place of categories.
pub(crate) fn borrowed(node: &impl Extensible) -> impl Iterator<Item = &str> {
    let of_media = node.elements("media", "keywords").iter();
    let keywords = node.elements("itunes", "keywords").iter().chain(of_media);
    let keywords = keywords.flat_map(|keywords| keywords.text().split(','));
    // The text may be a number; the label is for people.
    let media = node.elements("media", "category").iter().map(|category| {
        let label = category.attribute("label");
        label
            .filter(|label| !label.trim().is_empty())
            .unwrap_or(category.text())
    });
    let texts = keywords.chain(media).map(str::trim);
    let nested = node
        .elements("itunes", "category")
        .iter()
        .flat_map(|category| {
            let inner = category.children_named("category").iter();
            [category]
                .into_iter()
                .chain(inner)
                .filter_map(|category| category.attribute("text"))
        });
    texts.chain(nested)
}

fn terms(node: &impl Categorised, vocabulary: &str) -> Vec<String> {
    let terms = node.terms(|of| of == Some(vocabulary)).into_iter();
    terms.map(Cow::into_owned).collect()
}

fn push_terms(node: &mut impl Categorised, vocabulary: &str, terms: &[String]) {
    for term in terms {
        node.push_category(term.clone(), Some(vocabulary.to_owned()));
    }
}

/// Foreign vocabularies count as topics.
fn read_topics(node: &impl Categorised) -> Vec<String> {
    let is_foreign =
        |of: Option<&str>| !of.is_some_and(|of| [CATEGORY, CATEGORIES, TAGS].contains(&of));
    let foreign = node.terms(is_foreign).into_iter();
    let terms = foreign.map(|term| html::collapse(&term).into_owned());
    let mut terms = distinct(terms.filter(|term| !term.is_empty()).collect());
    // There was room for other things.
    terms.shrink_to_fit();
    terms
}

/// So many terms are compared with each other sooner than looked up.
const FEW: usize = 8;

/// The first of several spellings wins.
pub(crate) fn distinct(mut terms: Vec<String>) -> Vec<String> {
    if terms.len() <= FEW && terms.iter().all(|term| term.is_ascii()) {
        let mut index = 1;
        while let Some(term) = terms.get(index) {
            if terms[..index]
                .iter()
                .any(|first| first.eq_ignore_ascii_case(term))
            {
                terms.remove(index);
            } else {
                index += 1;
            }
        }
        return terms;
    }
    let mut seen = HashSet::new();
    terms.retain(|term| seen.insert(term.to_lowercase()));
    terms
}

#[cfg(test)]
mod tests {
    use super::distinct;

    #[test]
    fn the_first_of_several_spellings_wins() {
        let many = "a b c d e f g h i j A B";
        for (terms, expected) in [
            ("", ""),
            ("Rust rust Web RUST web", "Rust Web"),
            ("\u{c9}t\u{e9} \u{e9}t\u{e9} b B", "\u{c9}t\u{e9} b"),
            (many, "a b c d e f g h i j"),
        ] {
            let terms = terms.split_whitespace().map(str::to_owned).collect();
            assert_eq!(distinct(terms).join(" "), expected);
        }
    }
}

//! Rows for categories, which RSS and Atom both have as a term with a vocabulary (`domain`, `scheme`).

use crate::mapping::Row;
use crate::text::html;

/// A node that has categories.
pub(crate) trait Categorised {
    /// Returns terms and vocabularies, in order.
    fn categories(&self) -> Vec<(String, Option<String>)>;

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
            place: "category of our vocabulary `#category`",
            read: |node, article| article.category = terms(node, CATEGORY).into_iter().next(),
            write: |article, node| push_terms(node, CATEGORY, article.category.as_slice()),
        },
        Row {
            field: "categories",
            place: "category of our vocabulary `#categories`",
            read: |node, article| article.categories = terms(node, CATEGORIES),
            write: |article, node| push_terms(node, CATEGORIES, &article.categories),
        },
        Row {
            field: "tags",
            place: "category of our vocabulary `#tags`",
            read: |node, article| article.tags = terms(node, TAGS),
            write: |article, node| push_terms(node, TAGS, &article.tags),
        },
        Row {
            field: "topics",
            place: "category",
            read: |node, article| article.topics = read_topics(node),
            write: |article, node| {
                for topic in &article.topics {
                    push_term(node, topic, None);
                }
            },
        },
    ]
}

fn terms(node: &impl Categorised, vocabulary: &str) -> Vec<String> {
    let categories = node.categories().into_iter();
    categories.filter(|(_, of)| of.as_deref() == Some(vocabulary)).map(|(term, _)| term).collect()
}

fn push_terms(node: &mut impl Categorised, vocabulary: &str, terms: &[String]) {
    for term in terms {
        push_term(node, term, Some(vocabulary.to_owned()));
    }
}

fn push_term(node: &mut impl Categorised, term: &str, vocabulary: Option<String>) {
    let term = html::collapse(term);
    if !term.is_empty() {
        node.push_category(term.into_owned(), vocabulary);
    }
}

/// Foreign vocabularies count as topics; the first of several spellings wins.
fn read_topics(node: &impl Categorised) -> Vec<String> {
    let mut seen = std::collections::HashSet::new();
    let categories = node.categories().into_iter();
    let foreign = categories.filter(|(_, of)| !of.as_deref().is_some_and(|of| [CATEGORY, CATEGORIES, TAGS].contains(&of)));
    foreign
        .map(|(term, _)| html::collapse(&term).into_owned())
        .filter(|term| !term.is_empty() && seen.insert(term.to_lowercase()))
        .collect()
}

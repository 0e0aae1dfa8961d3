//! What the canonical form says of a node beside its elements: the base of its texts, its language, dates that are none.

use ::url::Url;

use crate::mapping::Row;
use crate::model::{Article, Value};
use crate::text::html;
use crate::xml::element::Extensible;
use crate::xml::namespace::SIDE;

/// Returns the text of a node with its addresses absolute, if the node says against what.
pub(crate) fn absolute(node: &impl Extensible, text: &str) -> String {
    let base = node
        .extension_text(SIDE, "base")
        .and_then(|base| Url::parse(&base).ok());
    html::absolute(text, base.as_ref()).into_owned()
}

/// The row of the language of a node.
pub(crate) const fn locale_row<N: Extensible>() -> Row<N> {
    Row {
        field: "locale",
        place: "xml:lang (read only)",
        read: |node, article| {
            article.locale = article
                .locale
                .take()
                .or_else(|| node.extension_text(SIDE, "lang"))
        },
        // The crates have no place for it on the node itself.
        write: |_, _| {},
    }
}

/// Keeps the text of a date that is none under the key of the date.
pub(crate) fn keep_date(article: &mut Article, key: &str, text: Option<&str>) {
    let text = text.map(str::trim).filter(|text| !text.is_empty());
    if let Some(text) = text.filter(|_| article.extra.fields.get(key).is_none()) {
        article.extra.fields.push(key, Value::from(text));
    }
}

//! What the canonical form says of a node beside its elements: the base of its texts, its language, dates that are none.

use std::borrow::Cow;

use ::url::Url;

use crate::mapping::Row;
use crate::model::{Article, Person, Record, Timestamp, Value};
use crate::text::html;
use crate::xml::element::Extensible;
use crate::xml::namespace::SIDE;

/// Returns the text of a node with its addresses absolute, if the node says against what.
pub(crate) fn absolute<'t>(node: &impl Extensible, text: &'t str) -> Cow<'t, str> {
    let base = node
        .extension_text(SIDE, "base")
        .and_then(|base| Url::parse(base).ok());
    html::absolute(text, base.as_ref())
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
                .or_else(|| node.extension_text(SIDE, "lang").map(str::to_owned))
        },
        // The crates have no place for it on the node itself.
        write: |_, _| {},
    }
}

/// Returns the first of several texts that is a date. If none is, the first text is kept under the key of the date.
pub(crate) fn read_date<'t>(
    record: &mut impl Record,
    key: &str,
    texts: impl IntoIterator<Item = Option<&'t str>> + Clone,
) -> Option<Timestamp> {
    let said = |text: &&str| !text.trim().is_empty();
    let mut first = texts.clone().into_iter().flatten().filter(said);
    let date = texts.into_iter().flatten().find_map(Timestamp::parse);
    if let (None, Some(text)) = (&date, first.next()) {
        record
            .extra_mut()
            .fields
            .push(key, Value::from(text.trim()));
    }
    date.map(Timestamp::without_text)
}

/// Returns a whole number. A text that is none is kept under the key of the field.
pub(crate) fn read_number(record: &mut impl Record, key: &str, text: Option<&str>) -> Option<u64> {
    let text = text.map(str::trim).filter(|text| !text.is_empty())?;
    let number = text.parse().ok();
    if number.is_none() {
        record.extra_mut().fields.push(key, Value::from(text));
    }
    number
}

/// Names the authors of an article, if there are some.
pub(crate) fn credit(article: &mut Article, mut authors: Vec<Person>) {
    if !authors.is_empty() {
        // Most have one, and room for four.
        authors.shrink_to_fit();
        article.provider.get_or_insert_default().authors = authors;
    }
}

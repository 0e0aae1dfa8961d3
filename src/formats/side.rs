//! What the canonical form says of a node beside its elements: the base of its texts, its language, dates that are none.

use ::url::Url;

use crate::mapping::Row;
use crate::model::{Record, Timestamp, Value};
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

/// Returns the first of several texts that is a date. If none is, the first text is kept under the key of the date.
pub(crate) fn read_date(
    record: &mut impl Record,
    key: &str,
    texts: impl IntoIterator<Item = Option<String>>,
) -> Option<Timestamp> {
    let said = |text: &String| !text.trim().is_empty();
    let texts: Vec<String> = texts.into_iter().flatten().filter(said).collect();
    let date = texts.iter().find_map(|text| Timestamp::parse(text));
    if let (None, Some(text)) = (&date, texts.first()) {
        record
            .extra_mut()
            .fields
            .push(key, Value::from(text.trim()));
    }
    date.map(Timestamp::without_text)
}

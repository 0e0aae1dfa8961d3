//! [`Row`]: how one field lives in one format, reader and writer side by side.

use crate::model::Article;

/// One field of an article (or of a feed, with `R = Feed`) in a format whose node is `N`.
pub(crate) struct Row<N, R = Article> {
    /// The field, as front matter spells it.
    pub(crate) field: &'static str,
    /// The elements, attributes or members in which it lives, with commas between them; what else is to be known of one stands
    /// behind it in brackets.
    pub(crate) place: &'static str,
    /// Sets the field from the node, if the node says something.
    pub(crate) read: fn(&N, &mut R),
    /// Adds the field to the node, if the record has it.
    pub(crate) write: fn(&R, &mut N),
}

impl<N, R> Row<N, R> {
    /// Returns the row of a field without a place of its own, which stands in that of another before a row sees it.
    pub(crate) const fn merged(field: &'static str, place: &'static str) -> Self {
        Self {
            field,
            place,
            read: |_, _| {},
            write: |_, _| {},
        }
    }

    /// Returns the field and the place.
    pub(crate) fn names(&self) -> (&'static str, &'static str) {
        (self.field, self.place)
    }
}

/// Reads every row of a table.
pub(crate) fn read_rows<'a, N: 'a, R: Default + 'a>(
    rows: impl IntoIterator<Item = &'a Row<N, R>>,
    node: &N,
) -> R {
    let mut record = R::default();
    for row in rows {
        (row.read)(node, &mut record);
    }
    record
}

/// Writes every row of a table.
pub(crate) fn write_rows<'a, N: Default + 'a, R: 'a>(
    rows: impl IntoIterator<Item = &'a Row<N, R>>,
    record: &R,
) -> N {
    let mut node = N::default();
    for row in rows {
        (row.write)(record, &mut node);
    }
    node
}

//! What feeds say of articles that nobody is to read yet: drafts of the Atom Publishing Protocol, as Blogger exports them,
//! and the export of WordPress.

use crate::mapping::Row;
use crate::model::Value;
use crate::xml::element::{Element, Extensible};

/// The row of a node that has extension elements, which are kept as well.
pub(crate) const fn row<N: Extensible>() -> Row<N> {
    Row {
        field: "published",
        place: "app:draft, wp:status (read only)",
        read: |node, article| {
            if is_draft(node) || is_unpublished(node) {
                article.published = Some(false);
            }
        },
        // Drafts are in no feed for others; the remainder carries it.
        write: |_, _| {},
    }
}

/// A word that nobody knows publishes no draft ([RFC 5023, 13.1.1](https://www.rfc-editor.org/rfc/rfc5023#section-13.1.1)).
fn is_draft(node: &impl Extensible) -> bool {
    let controls = node.elements("app", "control").iter();
    let mut drafts = controls.flat_map(|control| control.children_named("draft"));
    drafts.any(|draft| {
        let word = Value::from(draft.text().trim());
        !word.is_blank() && word.as_flag() != Some(false)
    })
}

/// WordPress exports all that it has: what is private, pending or scheduled, and what asks for a password.
fn is_unpublished(node: &impl Extensible) -> bool {
    let status = node.extension_text("wp", "status");
    status.is_some_and(|status| !status.trim().eq_ignore_ascii_case("publish"))
        || node.extension_text("wp", "post_password").is_some()
}

//! Rows for [paged and archived feeds](https://www.rfc-editor.org/rfc/rfc5005), for RSS and Atom.

use super::links::{self, Linked, place};
use crate::mapping::Row;
use crate::model::Feed;
use crate::xml::element::{Element, Extensible};

/// Rows for a node that has links and extension elements.
pub(crate) const fn rows<N: Linked + Extensible>() -> [Row<N, Feed>; 5] {
    [
        Row {
            field: "currentUrl",
            place: place!(N, "current"),
            read: |node, feed| feed.current_url = links::href(node, "current"),
            write: |feed, node| links::push(node, "current", feed.current_url.as_slice(), None),
        },
        Row {
            field: "previousArchiveUrl",
            place: place!(N, "prev-archive"),
            read: |node, feed| feed.previous_archive_url = links::href(node, "prev-archive"),
            write: |feed, node| {
                links::push(
                    node,
                    "prev-archive",
                    feed.previous_archive_url.as_slice(),
                    None,
                )
            },
        },
        Row {
            field: "nextUrl",
            place: place!(N, "next"),
            read: |node, feed| feed.next_url = links::href(node, "next"),
            write: |feed, node| links::push(node, "next", feed.next_url.as_slice(), None),
        },
        Row {
            field: "archive",
            place: "fh:archive",
            read: |node, feed| feed.archive = flag(node, "archive"),
            write: |feed, node| push_flag(node, "fh:archive", feed.archive),
        },
        Row {
            field: "complete",
            place: "fh:complete",
            read: |node, feed| feed.complete = flag(node, "complete"),
            write: |feed, node| push_flag(node, "fh:complete", feed.complete),
        },
    ]
}

fn flag(node: &impl Extensible, name: &str) -> Option<bool> {
    (!node.elements("fh", name).is_empty()).then_some(true)
}

fn push_flag<N: Extensible>(node: &mut N, name: &str, flag: Option<bool>) {
    if flag == Some(true) {
        node.push_extension(N::Extension::named(name));
    }
}

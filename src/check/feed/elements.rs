//! The elements of RSS, Atom and OPML: names that none of them knows.

use super::node::Node;
use super::rule::{Context, spelt};
use crate::check::finding::Fault;
use crate::check::spelling;

/// The elements of RSS, of Atom, and of OPML, with those that they stand in.
const ELEMENTS: [(&str, &[&str]); 13] = [
    ("rss", &["channel"]),
    (
        "channel",
        &[
            "title",
            "link",
            "description",
            "language",
            "copyright",
            "managingEditor",
            "webMaster",
            "pubDate",
            "lastBuildDate",
            "category",
            "generator",
            "docs",
            "cloud",
            "ttl",
            "image",
            "rating",
            "textInput",
            "skipHours",
            "skipDays",
            "item",
        ],
    ),
    (
        "item",
        &[
            "title",
            "link",
            "description",
            "author",
            "category",
            "comments",
            "enclosure",
            "guid",
            "pubDate",
            "source",
        ],
    ),
    (
        "image",
        &["url", "title", "link", "width", "height", "description"],
    ),
    (
        "feed",
        &[
            "author",
            "category",
            "contributor",
            "generator",
            "icon",
            "id",
            "link",
            "logo",
            "rights",
            "subtitle",
            "title",
            "updated",
            "entry",
        ],
    ),
    (
        "entry",
        &[
            "author",
            "category",
            "content",
            "contributor",
            "id",
            "link",
            "published",
            "rights",
            "source",
            "summary",
            "title",
            "updated",
        ],
    ),
    ("author", &["name", "uri", "email"]),
    ("contributor", &["name", "uri", "email"]),
    (
        "source",
        &[
            "author",
            "category",
            "contributor",
            "generator",
            "icon",
            "id",
            "link",
            "logo",
            "rights",
            "subtitle",
            "title",
            "updated",
        ],
    ),
    ("opml", &["head", "body"]),
    (
        "head",
        &[
            "title",
            "dateCreated",
            "dateModified",
            "ownerName",
            "ownerEmail",
            "ownerId",
            "docs",
            "expansionState",
            "vertScrollState",
            "windowTop",
            "windowLeft",
            "windowBottom",
            "windowRight",
        ],
    ),
    ("body", &["outline"]),
    ("outline", &["outline"]),
];

/// Elements of the format's own that it does not know.
pub(super) fn check(root: &Node, context: &mut Context<'_, '_>) {
    let mut open = vec![root];
    while let Some(node) = open.pop() {
        let Some((_, known)) = ELEMENTS.iter().find(|(name, _)| *name == node.name) else {
            continue;
        };
        for child in node.elements() {
            open.push(child);
            // An item in an item has a rule of its own.
            let is_nested = child.name == node.name;
            if child.name.contains(':') || is_nested || known.contains(&child.name.as_str()) {
                continue;
            }
            let message = format!(
                "expected an element of {}, found `{}`",
                spelt(node),
                child.name
            );
            let fault = Fault::error("unknown-element", message);
            let otherwise = "what the format does not know needs a namespace of its own";
            let help = spelling::help(&child.name, known.iter().copied(), otherwise);
            context.report_key(child, fault.with_help(help));
        }
    }
}

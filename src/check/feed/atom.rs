//! What [Atom 1.0](https://www.rfc-editor.org/rfc/rfc4287) asks, a row a place.

use std::collections::HashSet;

use super::atom_value::{identity, relation};
use super::node::Node;
use super::rule::{Context, Count, Relation, Rule, rule};
use super::shared::{self, unique};
use super::{elements, html};
use crate::check::finding::Fault;
use crate::check::value::{self, address, anything, language_tag, media_type, number};

const DATE_HELP: &str = "write `<updated>2021-05-05T00:56:00Z</updated>`";
const ID_HELP: &str =
    "write `<id>` with an address that never changes, such as `tag:example.com,2021:1`";
const NAME_HELP: &str = "write `<name>` with the name of the person";
const SELF_HELP: &str =
    "write `<link rel=\"self\" type=\"application/atom+xml\" href=\"https://…\"/>`";

/// In the order of the specification, the feed first.
pub(super) static RULES: [Rule; 42] = [
    rule("id", Count::One, identity, ID_HELP),
    rule(
        "title",
        Count::One,
        value::text,
        "write `<title>` with the name of the site",
    ),
    rule("updated", Count::One, shared::rfc_3339, DATE_HELP),
    rule("author/name", Count::One, value::text, NAME_HELP),
    rule("author/email", Count::AtMostOne, shared::email, ""),
    rule("author/uri", Count::AtMostOne, address, ""),
    rule("contributor/name", Count::One, value::text, NAME_HELP),
    rule("contributor/email", Count::AtMostOne, shared::email, ""),
    rule("contributor/uri", Count::AtMostOne, address, ""),
    rule(
        "category/@term",
        Count::One,
        value::text,
        "write `term=\"…\"`",
    ),
    rule("category/@scheme", Count::AtMostOne, address, ""),
    rule(
        "link/@href",
        Count::One,
        shared::link_target,
        "write `href=\"https://…\"`",
    ),
    rule("link/@rel", Count::AtMostOne, relation, ""),
    rule("link/@type", Count::AtMostOne, media_type, ""),
    rule("link/@hreflang", Count::AtMostOne, language_tag, ""),
    rule("link/@length", Count::AtMostOne, number, ""),
    rule("icon", Count::AtMostOne, shared::link_target, ""),
    rule("logo", Count::AtMostOne, shared::link_target, ""),
    rule(
        "@xml:lang",
        Count::Advised,
        anything,
        "write `xml:lang=\"en\"`, or whichever it is",
    ),
    rule("entry/id", Count::One, identity, ID_HELP),
    rule(
        "entry/title",
        Count::One,
        value::text,
        "write `<title>`; the beginning of the text will do",
    ),
    rule("entry/updated", Count::One, shared::rfc_3339, DATE_HELP),
    rule("entry/published", Count::AtMostOne, shared::rfc_3339, ""),
    rule("entry/author/name", Count::One, value::text, NAME_HELP),
    rule("entry/author/email", Count::AtMostOne, shared::email, ""),
    rule("entry/author/uri", Count::AtMostOne, address, ""),
    rule("entry/contributor/name", Count::One, value::text, NAME_HELP),
    rule(
        "entry/contributor/email",
        Count::AtMostOne,
        shared::email,
        "",
    ),
    rule("entry/contributor/uri", Count::AtMostOne, address, ""),
    rule(
        "entry/category/@term",
        Count::One,
        value::text,
        "write `term=\"…\"`",
    ),
    rule("entry/category/@scheme", Count::AtMostOne, address, ""),
    rule(
        "entry/link/@href",
        Count::One,
        shared::link_target,
        "write `href=\"https://…\"`",
    ),
    rule("entry/link/@rel", Count::AtMostOne, relation, ""),
    rule("entry/link/@type", Count::AtMostOne, media_type, ""),
    rule("entry/link/@hreflang", Count::AtMostOne, language_tag, ""),
    rule("entry/link/@length", Count::AtMostOne, number, ""),
    rule("entry/content", Count::AtMostOne, anything, ""),
    rule(
        "entry/content/@src",
        Count::AtMostOne,
        shared::link_target,
        "",
    ),
    rule("entry/summary", Count::AtMostOne, anything, ""),
    rule("entry/source/id", Count::Advised, identity, ID_HELP),
    rule(
        "entry/source/title",
        Count::Advised,
        value::text,
        "write `<title>` with that of the other feed",
    ),
    rule(
        "entry/source/updated",
        Count::Advised,
        shared::rfc_3339,
        DATE_HELP,
    ),
];

/// What is not about one place.
pub(super) static RELATIONS: [Relation; 20] = [
    ("", |root, context| {
        unique(&root.at("entry"), "id", "duplicate-id", context)
    }),
    ("", elements::check),
    ("", shared::languages),
    ("", |feed, context| {
        shared::self_link(feed, "link", "application/atom+xml", SELF_HELP, context)
    }),
    ("", authors),
    ("", |feed, context| shared::order(feed, "entry", context)),
    ("", alternates),
    ("title", construct),
    ("subtitle", construct),
    ("rights", construct),
    ("entry/title", construct),
    ("entry/source/title", construct),
    ("entry/summary", construct),
    ("entry/rights", construct),
    ("entry/content", construct),
    ("entry", |entry, context| {
        shared::nested(entry, "nested-entry", "feed", context)
    }),
    ("entry", alternates),
    ("entry", text),
    ("entry", summary),
    ("entry", |entry, context| {
        html::check(entry, &["content", "summary"], context);
        shared::future(entry, "published", context);
    }),
];

fn authors(feed: &Node, context: &mut Context<'_, '_>) {
    if feed.first("author").is_some() {
        return;
    }
    let has_author = |entry: &Node| {
        let source = entry.first("source");
        entry.first("author").is_some()
            || source.is_some_and(|source| source.first("author").is_some())
    };
    let entries = feed.at("entry").into_iter();
    for entry in entries.filter(|entry| !has_author(entry)) {
        let message = "expected an author in `entry`, or one for all in `feed`, found none";
        let help = "write `<author><name>…</name></author>`";
        context.report_key(
            entry,
            Fault::error("missing-author", message).with_help(help),
        );
    }
}

fn is_alternate(link: &Node) -> bool {
    link.text_of("@rel").is_none_or(|rel| rel == "alternate")
}

/// Of pages of one type and language there is one
/// ([RFC 4287, 4.1.1](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.1) and 4.1.2).
fn alternates(node: &Node, context: &mut Context<'_, '_>) {
    let mut seen = HashSet::new();
    for link in node.named("link").filter(|link| is_alternate(link)) {
        let kind = (link.text_of("@type"), link.text_of("@hreflang"));
        if !seen.insert(kind) {
            let message =
                "expected one link to the page, found another of the same type and language";
            let help = "readers take one of the two; write `rel=\"related\"`, or another `type` or `hreflang`";
            context.report_key(
                link,
                Fault::error("second-alternate", message).with_help(help),
            );
        }
    }
}

/// A text is of a type, and holds what goes with it
/// ([RFC 4287, 3.1.1](https://www.rfc-editor.org/rfc/rfc4287#section-3.1.1) and 4.1.3.3).
fn construct(node: &Node, context: &mut Context<'_, '_>) {
    let elements: Vec<&Node> = node.elements().collect();
    match (node.text_of("@type").unwrap_or("text"), elements.as_slice()) {
        ("text" | "html", [element, ..]) => {
            let help = "write `&lt;` for `<` and `type=\"html\"`, or `type=\"xhtml\"` and one `div` around it";
            shared::element_in_text(node, element, help, context);
        }
        ("text", []) if value::has_markup(&node.text) => undeclared_html(node, context),
        ("text" | "html", []) => {}
        ("xhtml", [div]) if div.name == "xhtml:div" => {}
        ("xhtml", _) => {
            let message = format!(
                "expected one `div` of XHTML in `{}`, found something else",
                node.name
            );
            let help = "write `<div xmlns=\"http://www.w3.org/1999/xhtml\">` around all of it";
            context.report_key(
                node,
                Fault::error("misplaced-markup", message).with_help(help),
            );
        }
        (kind, _) if node.name == "content" && media_type(kind).is_none() => {}
        (other, _) => {
            let message = format!("expected the type `text`, `html` or `xhtml`, found `{other}`");
            let help = "readers take it for plain text; write the one that it is";
            context.report_key(node, Fault::error("bad-text-type", message).with_help(help));
        }
    }
}

/// Markup in what is said to be plain text.
fn undeclared_html(node: &Node, context: &mut Context<'_, '_>) {
    let code = match node.name.as_str() {
        "title" => "html-in-title",
        _ => "undeclared-html",
    };
    let why = match node.first("@type") {
        Some(_) => "as its `type` says",
        None => "as there is no `type`",
    };
    let message = format!("expected plain text, {why}, found markup");
    let help = "write `type=\"html\"`, or take the markup out";
    context.report(node, Fault::warning(code, message).with_help(help));
}

/// An entry has its text, or says where it is.
fn text(entry: &Node, context: &mut Context<'_, '_>) {
    let has = |name| {
        entry
            .first(name)
            .is_some_and(|node: &Node| !node.text.trim().is_empty() || has_elements(node))
    };
    let is_elsewhere = |content: &Node| content.first("@src").is_some();
    if has("content") || entry.first("content").is_some_and(is_elsewhere) {
        return;
    }
    if !entry.named("link").any(is_alternate) {
        let message = "expected `content`, or a link to it, found neither";
        let help =
            "write `<content type=\"html\">`, or `<link rel=\"alternate\" href=\"https://…\"/>`";
        context.report_key(
            entry,
            Fault::error("missing-content", message).with_help(help),
        );
    } else if !has("summary") {
        let message = "expected `content` or `summary` in `entry`, found neither";
        context.report_key(
            entry,
            Fault::warning("missing-content", message)
                .with_help("readers have nothing to show but the title"),
        );
    }
}

fn has_elements(node: &Node) -> bool {
    node.elements().next().is_some()
}

/// What is elsewhere, or no text, has a summary
/// ([RFC 4287, 4.1.2](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.2)); one that is there says something.
fn summary(entry: &Node, context: &mut Context<'_, '_>) {
    if let Some(summary) = entry.first("summary") {
        let fault = value::text(&summary.text).filter(|_| !has_elements(summary));
        if let Some(fault) = fault {
            context.report(summary, fault.into_warning());
        }
        return;
    }
    let Some(content) = entry.first("content") else {
        return;
    };
    let media_type = content.text_of("@type").unwrap_or("text");
    let is_text = !media_type.contains('/')
        || media_type.starts_with("text/")
        || media_type.ends_with("/xml")
        || media_type.ends_with("+xml");
    if content.first("@src").is_some() || !is_text {
        let message =
            "expected a `summary` beside `content` that is elsewhere or no text, found none";
        let help = "write `<summary>`; it is what readers can show";
        context.report_key(
            content,
            Fault::error("missing-element", message).with_help(help),
        );
    }
}

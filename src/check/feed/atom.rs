//! What [Atom 1.0](https://www.rfc-editor.org/rfc/rfc4287) asks, a row a place.

use super::node::Node;
use super::rule::{Context, Count, Relation, Rule};
use super::shared::{self, unique};
use super::{elements, html};
use crate::check::finding::Fault;
use crate::check::value::{self, address, anything, number};
use crate::text::url;

const fn rule(place: &'static str, count: Count, check: value::Check, help: &'static str) -> Rule {
    Rule {
        place,
        count,
        check,
        help,
    }
}

const DATE_HELP: &str = "write `<updated>2021-05-05T00:56:00Z</updated>`";
const ID_HELP: &str =
    "write `<id>` with an address that never changes, such as `tag:example.com,2021:1`";
const NAME_HELP: &str = "write `<name>` with the name of the person";

/// In the order of the specification, the feed first.
pub(super) static RULES: [Rule; 29] = [
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
    rule("link/@length", Count::AtMostOne, number, ""),
    rule("icon", Count::AtMostOne, shared::link_target, ""),
    rule("logo", Count::AtMostOne, shared::link_target, ""),
    rule(
        "@xml:lang",
        Count::Advised,
        value::language,
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
    rule("entry/link/@length", Count::AtMostOne, number, ""),
    rule("entry/content", Count::AtMostOne, anything, ""),
    rule("entry/summary", Count::AtMostOne, anything, ""),
    rule("entry/source/id", Count::Advised, identity, ID_HELP),
    rule(
        "entry/source/title",
        Count::Advised,
        value::text,
        "write `<title>` with that of the other feed",
    ),
];

/// What is not about one place.
pub(super) static RELATIONS: [Relation; 9] = [
    ("", |root, context| {
        unique(&root.at("entry"), "id", "duplicate-id", context)
    }),
    ("", elements::check),
    ("", self_link),
    ("", authors),
    ("", order),
    ("title", title),
    ("entry/title", title),
    ("entry", text),
    ("entry", |entry, context| {
        html::check(entry, &["content", "summary"], context);
        shared::future(entry, "published", context);
    }),
];

/// Wants an absolute address that is spelt as everyone spells it.
fn identity(text: &str) -> Option<Fault> {
    if let Some(fault) = address(text) {
        return Some(fault);
    }
    let canonical = url::canonical(text.trim())?;
    (canonical != text.trim() && url::is_web(text)).then(|| {
        Fault::warning(
            "other-spelling",
            format!("expected an address in its usual spelling, found `{}`", text.trim()),
        )
        .with_help(format!(
            "`{canonical}` is the same address to a browser and another id to a reader; if nobody knows it yet, write that"
        ))
    })
}

fn self_link(feed: &Node, context: &mut Context<'_, '_>) {
    let is_self = |link: &&Node| link.text_of("@rel") == Some("self");
    let Some(link) = feed.named("link").find(is_self) else {
        let message = "expected the address of the feed itself, found none";
        let help = "write `<link rel=\"self\" type=\"application/atom+xml\" href=\"https://…\"/>`";
        return context.report_key(
            feed,
            Fault::warning("missing-self-link", message).with_help(help),
        );
    };
    shared::own_address(link, "application/atom+xml", context);
}

fn authors(feed: &Node, context: &mut Context<'_, '_>) {
    if feed.first("author").is_some() {
        return;
    }
    let has_author = |entry: &Node| {
        let source = entry.first("source");
        entry.first("author").is_some()
            || source.is_some_and(|source| source.first("author").is_some())
    };
    for entry in feed.named("entry").filter(|entry| !has_author(entry)) {
        let message = "expected an author in `entry`, or one for all in `feed`, found none";
        let help = "write `<author><name>…</name></author>`";
        context.report_key(
            entry,
            Fault::error("missing-author", message).with_help(help),
        );
    }
}

/// What is said of the feed stands before its entries.
fn order(feed: &Node, context: &mut Context<'_, '_>) {
    let behind = feed
        .children
        .iter()
        .skip_while(|child| child.name != "entry");
    for child in behind.filter(|child| child.name != "entry") {
        let message = format!(
            "expected `{}` before the first entry, found it behind",
            child.name
        );
        context.report_key(child, Fault::warning("misplaced-element", message));
    }
}

/// Markup in a title that is said to be plain text.
fn title(title: &Node, context: &mut Context<'_, '_>) {
    match title.text_of("@type").unwrap_or("text") {
        "text" if value::has_markup(&title.text) => {
            let message = "expected plain text, as there is no `type`, found markup";
            context.report(
                title,
                Fault::warning("html-in-title", message)
                    .with_help("write `type=\"html\"`, or take the markup out"),
            );
        }
        "text" | "html" | "xhtml" => {}
        other => {
            let message = format!("expected the type `text`, `html` or `xhtml`, found `{other}`");
            context.report_key(title, Fault::error("bad-text-type", message));
        }
    }
}

/// An entry has its text, or says where it is.
fn text(entry: &Node, context: &mut Context<'_, '_>) {
    let has = |name| {
        entry
            .first(name)
            .is_some_and(|node: &Node| !node.text.trim().is_empty() || !node.children.is_empty())
    };
    let is_alternate = |link: &Node| link.text_of("@rel").is_none_or(|rel| rel == "alternate");
    if has("content") {
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

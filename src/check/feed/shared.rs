//! Rules that the formats have in common: identities, dates, people, addresses.

use std::collections::HashMap;

use chrono::DateTime;

use super::node::Node;
use super::rule::{Context, spelt};
use crate::check::finding::Fault;
use crate::check::value;
use crate::model::Timestamp;
use crate::text::{person, url};

/// Each identity stands once; the second of two is reported.
pub(super) fn unique(
    articles: &[&Node],
    name: &str,
    code: &'static str,
    context: &mut Context<'_, '_>,
) {
    let mut seen: HashMap<&str, usize> = HashMap::new();
    for article in articles {
        let Some(node) = article.first(name) else {
            continue;
        };
        let id = node.text.trim();
        if id.is_empty() {
            continue;
        }
        if let Some(first) = seen.get(id) {
            let line = context.findings.line(*first);
            let message = format!("expected each `{name}` once, found `{id}` again");
            let help = format!(
                "it stands on line {line} already, and readers show one of the two; give each its own"
            );
            context.report(node, Fault::error(code, message).with_help(help));
        } else {
            seen.insert(id, node.value.start);
        }
    }
}

/// Wants a date of [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6).
pub(super) fn rfc_3339(text: &str) -> Option<Fault> {
    let text = text.trim();
    if let Some(fault) = value::date(text) {
        return Some(fault);
    }
    let is_upper = !text.contains(|c: char| c.is_ascii_lowercase());
    if is_upper && text.contains('T') && DateTime::parse_from_rfc3339(text).is_ok() {
        return None;
    }
    let written = Timestamp::parse(text)?.to_rfc3339();
    let message = format!("expected a date of RFC 3339, found `{text}`");
    Some(Fault::error("not-rfc-3339", message).with_help(format!("write `{written}`")))
}

/// An article that is not out yet.
pub(super) fn future(article: &Node, name: &str, context: &mut Context<'_, '_>) {
    let Some(node) = article.first(name) else {
        return;
    };
    let date = Timestamp::parse(node.text.trim());
    if let (Some(date), Some(now)) = (date, context.now)
        && date.instant() > now
    {
        let message = format!("expected a date in the past, found `{}`", node.text.trim());
        let help = "some readers hide what is of the future, others keep it on top until then";
        context.report(node, Fault::warning("future-date", message).with_help(help));
    }
}

/// Wants an e-mail address with a name behind it, as RSS has them.
pub(super) fn contact(text: &str) -> Option<Fault> {
    let person = person::parse(text);
    let contact = person.as_ref().and_then(person::to_contact);
    if contact.as_deref() == Some(text.trim()) {
        return None;
    }
    let fault = Fault::error(
        "not-a-contact",
        format!("expected an e-mail address and a name, found `{text}`"),
    );
    let email = person.and_then(|person| person.email);
    let contact = contact.or_else(|| Some(format!("{} (Jane Doe)", email?)));
    Some(match contact {
        Some(contact) => fault.into_warning().with_help(format!("write `{contact}`")),
        None => fault.with_help(
            "write `jane@example.com (Jane Doe)`; for a name alone there is `dc:creator`",
        ),
    })
}

/// Wants an e-mail address.
pub(super) fn email(text: &str) -> Option<Fault> {
    let is_email = person::parse(text).is_some_and(|person| {
        person.email.as_deref() == Some(text.trim()) && person.name.is_none()
    });
    (!is_email).then(|| {
        Fault::error(
            "not-an-email-address",
            format!("expected an e-mail address such as `jane@example.com`, found `{text}`"),
        )
        .with_help("the name has an element of its own; leave out what is no address")
    })
}

/// Text holds no elements: they are escaped, or readers lose them.
pub(super) fn no_elements(node: &Node, context: &mut Context<'_, '_>) {
    if let Some(element) = node.elements().next() {
        let help = "write `<![CDATA[` before the text and `]]>` behind it, or `&lt;` for `<`";
        element_in_text(node, element, help, context);
    }
}

/// Reports an element that stands in a text.
pub(super) fn element_in_text(
    text: &Node,
    element: &Node,
    help: &str,
    context: &mut Context<'_, '_>,
) {
    let message = format!(
        "expected text in `{}`, found the element `{}`",
        text.name, element.name
    );
    context.report_key(
        element,
        Fault::error("misplaced-markup", message).with_help(help),
    );
}

/// An article in an article is one that was not closed.
pub(super) fn nested(
    article: &Node,
    code: &'static str,
    parent: &str,
    context: &mut Context<'_, '_>,
) {
    let name = &article.name;
    for inner in article.named(name) {
        let message = format!("expected `{name}` in `{parent}`, found it in another `{name}`");
        let help = format!("write `</{name}>` before it; readers pass over what is within another");
        context.report_key(inner, Fault::error(code, message).with_help(help));
    }
}

/// Languages are those of [BCP 47](https://www.rfc-editor.org/rfc/rfc5646), wherever they stand; an empty one says that there is
/// none.
pub(super) fn languages(node: &Node, context: &mut Context<'_, '_>) {
    if let Some(language) = node.first("@xml:lang").filter(|it| !it.text.is_empty())
        && let Some(fault) = value::language_tag(&language.text)
    {
        context.report(language, fault);
    }
    for child in &node.children {
        languages(child, context);
    }
}

/// What is said of the feed stands before its articles.
pub(super) fn order(feed: &Node, article: &str, context: &mut Context<'_, '_>) {
    let children = feed.children.iter();
    let behind = children.skip_while(|child| child.name != article);
    for child in behind.filter(|child| child.name != article) {
        let message = format!(
            "expected `{}` before the first {article}, found it behind",
            child.name
        );
        let fault = Fault::warning("misplaced-element", message);
        context.report_key(child, fault.with_help("some readers do not look so far"));
    }
}

/// Wants an address; one of the Web is absolute and in ASCII.
pub(super) fn link_target(text: &str) -> Option<Fault> {
    if url::has_scheme(text.trim()) && !url::is_web(text.trim()) {
        return value::address(text);
    }
    value::web_address(text)
}

/// Wants the address of the feed itself, in a link of the feed's own type.
pub(super) fn self_link(
    feed: &Node,
    name: &str,
    expected: &str,
    help: &str,
    context: &mut Context<'_, '_>,
) {
    let is_self = |link: &&Node| link.text_of("@rel") == Some("self");
    let mut links = feed.named(name).filter(is_self);
    let Some(link) = links.next() else {
        let message = "expected the address of the feed itself, found none";
        let fault = Fault::warning("missing-self-link", message);
        return context.report_key(feed, fault.with_help(help));
    };
    for second in links {
        let message = "expected one link to the feed itself, found another";
        let fault = Fault::warning("second-self-link", message);
        let help = "readers take the first, or the last; leave the one at which the feed is";
        context.report_key(second, fault.with_help(help));
    }
    if let Some(node) = link.first("@type")
        && node.text != expected
    {
        let message = format!("expected the type `{expected}`, found `{}`", node.text);
        context.report(node, Fault::warning("other-type", message));
    }
    if link.name.starts_with("atom:") {
        match link.first("@href") {
            Some(href) => {
                if let Some(fault) = value::web_address(&href.text) {
                    context.report(href, fault);
                }
            }
            None => {
                let message = format!(
                    "expected the attribute `href` in {}, found none",
                    spelt(link)
                );
                context.report_key(link, Fault::error("missing-attribute", message));
            }
        }
    }
}

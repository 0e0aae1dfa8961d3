//! What [OPML 2.0](http://opml.org/spec2.opml) asks of a list of feeds, a row a place.

use std::collections::HashMap;

use super::elements;
use super::node::Node;
use super::rss_value::rfc_822;
use super::rule::{Context, Count, Relation, Rule, rule};
use crate::check::finding::Fault;
use crate::check::spelling::nearest;
use crate::check::value::{anything, web_address};
use crate::model::{Record, Source};
use crate::sources;

/// In the order of the specification. An outline within another is one, too.
pub(super) static RULES: [Rule; 8] = [
    rule(
        "@version",
        Count::One,
        version,
        "write `<opml version=\"2.0\">`",
    ),
    rule(
        "head",
        Count::One,
        anything,
        "write `<head><title>…</title></head>` with what the list is called",
    ),
    rule(
        "body",
        Count::One,
        anything,
        "put all outlines into `<body>…</body>`",
    ),
    rule("head/title", Count::AtMostOne, anything, ""),
    rule("head/dateCreated", Count::AtMostOne, date, ""),
    rule("head/dateModified", Count::AtMostOne, date, ""),
    rule("body/outline/@htmlUrl", Count::AtMostOne, page, ""),
    rule("body/outline/@created", Count::AtMostOne, date, ""),
];

/// What is not about one place.
pub(super) static RELATIONS: [Relation; 2] = [("", elements::check), ("", outlines)];

/// The attribute that makes a feed of an outline.
const ADDRESS: &str = "xmlUrl";

/// The attributes of an outline.
const KNOWN: [&str; 13] = [
    "text",
    "type",
    "isComment",
    "isBreakpoint",
    "created",
    "category",
    ADDRESS,
    "description",
    "htmlUrl",
    "language",
    "title",
    "version",
    "url",
];

/// What others write for [`ADDRESS`], in small letters.
const MISTAKEN: [&str; 8] = [
    "url", "uri", "href", "link", "feed", "feedurl", "feed_url", "rssurl",
];

fn version(text: &str) -> Option<Fault> {
    (!matches!(text, "1.0" | "1.1" | "2.0")).then(|| {
        let message = format!("expected OPML 1.0, 1.1 or 2.0, found `{text}`");
        Fault::warning("unknown-version", message).with_help("write `version=\"2.0\"`")
    })
}

/// Dates are of the list alone, and nobody goes by them.
fn date(text: &str) -> Option<Fault> {
    let text = Some(text).filter(|text| !text.trim().is_empty());
    text.and_then(rfc_822).map(Fault::into_warning)
}

/// A feed may have no page.
fn page(text: &str) -> Option<Fault> {
    let text = Some(text).filter(|text| !text.trim().is_empty());
    text.and_then(address).map(Fault::into_warning)
}

/// Wants an address of the Web. A list is one's own: its feeds may be in one's own network, and ask for a password.
fn address(text: &str) -> Option<Fault> {
    const OWN: [&str; 3] = ["local-address", "odd-host", "password-in-address"];
    web_address(text).filter(|fault| !OWN.contains(&fault.code))
}

fn outlines(root: &Node, context: &mut Context<'_, '_>) {
    let outlines = root.at("body/outline");
    if let Some(body) = root.first("body")
        && !outlines.iter().any(|outline| is_meant(outline))
    {
        let message = "expected a list of feeds, found one without any";
        let help = "a feed is `<outline type=\"rss\" text=\"…\" xmlUrl=\"https://…\"/>`";
        return context.report_key(body, Fault::error("no-feeds", message).with_help(help));
    }
    let mut seen = HashMap::new();
    for outline in outlines {
        match attribute(outline, ADDRESS) {
            Some(address) => feed(outline, address, &mut seen, context),
            None => heading(outline, context),
        }
        text(outline, context);
        names(outline, context);
    }
}

/// Programs do not agree on `xmlUrl` and `xmlurl`.
fn attribute<'n>(outline: &'n Node, name: &str) -> Option<&'n Node> {
    let mut attributes = outline.children.iter();
    attributes.find(|it| name_of(it).is_some_and(|own| own.eq_ignore_ascii_case(name)))
}

fn name_of(attribute: &Node) -> Option<&str> {
    attribute.name.strip_prefix('@')
}

/// Returns whether an outline was meant to be a feed.
fn is_meant(outline: &Node) -> bool {
    attribute(outline, ADDRESS).is_some() || is_called_feed(outline) || mistaken(outline).is_some()
}

fn is_called_feed(outline: &Node) -> bool {
    let kind = attribute(outline, "type").map(|kind| kind.text.trim());
    kind.is_some_and(|kind| {
        ["rss", "atom", "feed"]
            .iter()
            .any(|known| kind.eq_ignore_ascii_case(known))
    })
}

/// Returns the attribute that stands for the address of a feed. A link has its address under `url`, as the format has it.
fn mistaken(outline: &Node) -> Option<&Node> {
    let may_be_other = attribute(outline, "type").is_some() && !is_called_feed(outline);
    outline.children.iter().find(|attribute| {
        let name = name_of(attribute).unwrap_or_default();
        let is_usual = MISTAKEN.contains(&&*name.to_ascii_lowercase()) && !may_be_other;
        is_usual || nearest(name, KNOWN) == Some(ADDRESS)
    })
}

fn feed(
    outline: &Node,
    found: &Node,
    seen: &mut HashMap<String, usize>,
    context: &mut Context<'_, '_>,
) {
    if let Some(fault) = address(&found.text) {
        context.report(found, fault);
    }
    if attribute(outline, "type").is_none() {
        let message = "expected the attribute `type` in `outline`, found none";
        let fault = Fault::warning("missing-attribute", message);
        let help = "write `type=\"rss\"`, for Atom, too; some programs pass over it else";
        context.report_key(outline, fault.with_help(help));
    }
    let url = sources::address(&Source::at(found.text.trim()));
    let key = url.map_or_else(|| found.text.trim().to_owned(), |url| url.to_string());
    let line = context.findings.line(found.value.start);
    if key.is_empty() {
        return;
    }
    if let Some(first) = seen.get(&key) {
        let message = format!(
            "expected each feed once, found `{}` again",
            found.text.trim()
        );
        let help = format!("it stands on line {first} already; leave one of them");
        let fault = Fault::warning("duplicate-feed", message).with_help(help);
        context.report(found, fault);
    } else {
        seen.insert(key, line);
    }
}

/// An outline that is no feed has some below.
fn heading(outline: &Node, context: &mut Context<'_, '_>) {
    if let Some(other) = mistaken(outline) {
        let name = name_of(other).unwrap_or_default();
        let message = format!("expected the attribute `{ADDRESS}`, found `{name}`");
        let fault = Fault::error("misspelt-attribute", message);
        return context.report_key(other, fault.with_help(format!("did you mean `{ADDRESS}`?")));
    }
    let is_comment = attribute(outline, "isComment").is_some_and(|it| it.text.trim() == "true");
    let message = format!("expected the attribute `{ADDRESS}` in `outline`, found none");
    if is_called_feed(outline) {
        let help = "write `xmlUrl=\"https://…\"` with the address of the feed";
        let fault = Fault::error("missing-attribute", message).with_help(help);
        context.report_key(outline, fault);
    } else if outline.elements().next().is_none() && !is_comment {
        let fault = Fault::warning("missing-attribute", message);
        let help = "without it, there is no feed; write it, or leave out the outline";
        context.report_key(outline, fault.with_help(help));
    }
}

fn text(outline: &Node, context: &mut Context<'_, '_>) {
    let of = |name| attribute(outline, name).filter(|it| !it.text.trim().is_empty());
    if of("text").is_none() {
        let message = "expected the attribute `text` in `outline`, found none";
        let fault = Fault::warning("missing-attribute", message);
        let help = match of("title") {
            Some(_) => "write in it what `title` says; some programs show nothing else",
            None => "write `text=\"…\"` with what it is called",
        };
        context.report_key(outline, fault.with_help(help));
    }
}

/// Attributes that are nearly those of the format. Programs have others of their own, and so have we.
fn names(outline: &Node, context: &mut Context<'_, '_>) {
    let is_ours = |name: &str| Source::FIELDS.iter().any(|field| field.name == name);
    for attribute in &outline.children {
        let Some(name) = name_of(attribute).filter(|name| !KNOWN.contains(name)) else {
            continue;
        };
        let is_told = mistaken(outline).is_some_and(|it| it.key == attribute.key);
        let is_address = name.eq_ignore_ascii_case(ADDRESS);
        if let Some(meant) = nearest(name, KNOWN)
            && !is_ours(name)
            && (is_address || !is_told)
        {
            let message = format!("expected an attribute of OPML, found `{name}`");
            let fault = match is_address {
                true => Fault::error("misspelt-attribute", message),
                false => Fault::warning("misspelt-attribute", message),
            };
            let help = format!("did you mean `{meant}`?");
            context.report_key(attribute, fault.with_help(help));
        }
    }
}

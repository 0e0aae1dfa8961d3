//! What is wrong with a finished feed: what its reader had to repair, and what its format asks, from a table of rules.

mod atom;
mod atom_value;
mod elements;
mod html;
pub(super) mod json;
mod json_feed;
mod json_type;
pub(super) mod node;
mod opml;
mod origin;
mod podcast;
mod rss;
mod rss_value;
mod rule;
mod shared;
mod strict;
mod xml;

use std::collections::HashSet;

use chrono::{DateTime, Utc};

use self::node::{Kind, Node};
use self::rule::{Context, Relation, Rule, hold};
use self::strict::not_well_formed;
use self::xml::Declaration;
use super::finding::{Fault, Findings};
use crate::error::{Matter, Warning};
use crate::xml::canonical::grammar::Family;
use crate::xml::canonical::root::{self, Root};
use crate::xml::namespace::{self, ATOM};

/// Looks at a text that the reader of that format has accepted, with these warnings.
pub(super) fn check<'a>(
    format: &'static str,
    text: &'a str,
    warnings: &[Warning],
    now: Option<DateTime<Utc>>,
    findings: &mut Findings<'a>,
) {
    let mut context = Context {
        document: text,
        findings,
        now,
        has_base: format == "atom" && text.contains("xml:base="),
    };
    match format {
        "json" => check_json(text, warnings, &mut context),
        "atom" => check_xml(Family::Atom, text, warnings, &mut context),
        "rss" => check_xml(Family::Rss, text, warnings, &mut context),
        _ => repaired(false, warnings, &mut context),
    }
}

/// Looks at an item of JSON Feed that begins at a byte of a text.
pub(super) fn check_item<'a>(
    text: &'a str,
    start: usize,
    now: Option<DateTime<Utc>>,
    findings: &mut Findings<'a>,
) {
    let Some(item) = json::read_at(text, start, "items") else {
        return;
    };
    let around = |name: &str, kind, child: Node| Node {
        kind,
        name: name.to_owned(),
        key: child.key.clone(),
        value: child.value.clone(),
        text: String::new(),
        children: vec![child],
    };
    let root = &around("", Kind::Map, around("items", Kind::List, item));
    let mut context = Context {
        document: text,
        findings,
        now,
        has_base: false,
    };
    json_type::check(root, &mut context);
    let rules = json_feed::RULES.iter();
    let rules = rules.filter(|rule| rule.place.starts_with("items/"));
    apply(root, rules, &json_feed::RELATIONS, &mut context);
}

fn check_json(text: &str, warnings: &[Warning], context: &mut Context<'_, '_>) {
    let Some(root) = &json::read(text) else {
        return repaired(false, warnings, context);
    };
    if json_feed::is_none(root) {
        let message =
            "expected a JSON Feed, found an object without its `version` and without articles";
        let fault = Fault::error("no-article", message);
        let help = "write `\"version\": \"https://jsonfeed.org/version/1.1\"` if it is one";
        return context.report_key(root, fault.with_help(help));
    }
    // What the reader could not use is among it, but for what no strict parser takes.
    let is_told = json_type::check(root, context);
    let others = warnings.iter();
    let others = others.filter(|warning| !is_told || warning.matter == Matter::Markup);
    repaired(false, others, context);
    if root
        .first("items")
        .is_none_or(|items| items.kind == Kind::List)
    {
        apply(root, &json_feed::RULES, &json_feed::RELATIONS, context);
    }
}

fn check_xml(family: Family, text: &str, warnings: &[Warning], context: &mut Context<'_, '_>) {
    let document = root::find(text)
        .ok()
        .filter(|start| start.kind == Root::Feed(family))
        .and_then(|start| xml::read(text, start.start, family, context.findings));
    let Some(document) = document else {
        return repaired(true, warnings, context);
    };
    // Where each of them stands is told already, and that an element cannot hold another is no matter of its tags.
    let others = warnings.iter().filter(|warning| match warning.matter {
        Matter::EndTag => !document.has_crossed && !document.is_closed,
        Matter::Markup => !document.has_found,
        _ => true,
    });
    repaired(true, others, context);
    for (place, fault) in document.faults {
        context.findings.add(place, fault);
    }
    namespaces(&document.declarations, context);
    check_root(family, &document.root, &document.declarations, context);
}

/// Returns whether a text is OPML, a list of feeds.
pub(super) fn is_list(text: &str) -> bool {
    text.trim_start().starts_with('<') && root::find(text).is_ok_and(|root| root.kind == Root::Opml)
}

/// Looks at a list of feeds that its reader has accepted. It is XML as feeds are, in no namespace as RSS is.
pub(super) fn check_list<'a>(text: &'a str, findings: &mut Findings<'a>) {
    let start = root::find(text).map_or(0, |root| root.start);
    let Some(document) = xml::read(text, start, Family::Rss, findings) else {
        return;
    };
    let end = text.trim_end().len();
    if !document.is_closed && !document.has_crossed {
        let message = "expected the whole document, found its beginning";
        let fault = not_well_formed(message, "write the end tags that are missing");
        findings.add(end..end, fault);
    }
    for (place, fault) in document.faults {
        findings.add(place, fault);
    }
    findings.call_list();
    let mut context = Context {
        document: text,
        findings,
        now: None,
        has_base: false,
    };
    match document.root.name.as_str() {
        "opml" => apply(&document.root, &opml::RULES, &opml::RELATIONS, &mut context),
        _ => misspelt(&document.root, &mut context),
    }
}

fn check_root(
    family: Family,
    root: &Node,
    declarations: &[Declaration],
    context: &mut Context<'_, '_>,
) {
    match (family, root.name.as_str()) {
        (Family::Rss, "rss") => {
            let rules = rss::RULES.iter().chain(&podcast::RULES);
            apply(root, rules, &rss::RELATIONS, context);
        }
        (Family::Atom, "feed") if !is_early(declarations) => {
            if !declarations.iter().any(|it| namespace::is_atom(&it.uri)) {
                let message =
                    format!("expected `feed` in the namespace `{ATOM}`, found it in none");
                let help =
                    format!("write `<feed xmlns=\"{ATOM}\">`; no reader takes it for Atom else");
                let fault = Fault::error("missing-namespace", message).with_help(help);
                context.report_key(root, fault);
            }
            apply(root, &atom::RULES, &atom::RELATIONS, context);
        }
        (_, name)
            if matches!(&*name.to_ascii_lowercase(), "rss" | "feed")
                && !matches!(name, "rss" | "feed") =>
        {
            misspelt(root, context);
        }
        (Family::Atom, "entry") if !is_early(declarations) => {
            let message = "expected a feed, found an `entry` alone";
            let help = "write `feed` around it; readers subscribe to nothing else";
            context.report_key(root, Fault::warning("lone-entry", message).with_help(help));
        }
        _ => {
            let message = format!(
                "expected RSS 2.0 or Atom 1.0, found an older feed in `{}`",
                root.name
            );
            let help = "many readers have forgotten it; `feedmatter convert` writes it anew";
            context.report_key(root, Fault::warning("old-version", message).with_help(help));
        }
    }
}

/// Reports a root element that is not in small letters.
fn misspelt(root: &Node, context: &mut Context<'_, '_>) {
    let (name, right) = (&root.name, root.name.to_ascii_lowercase());
    let message = format!("expected `{right}`, found `{name}`");
    let help = format!(
        "write `<{right}>` and `</{right}>` in small letters; strict readers do not know it else"
    );
    context.report_key(
        root,
        Fault::error("misspelt-element", message).with_help(help),
    );
}

/// Reports what a reader had to repair.
fn repaired<'w>(
    is_xml: bool,
    warnings: impl IntoIterator<Item = &'w Warning>,
    context: &mut Context<'_, '_>,
) {
    for warning in warnings.into_iter().filter(|warning| is_of_syntax(warning)) {
        let fault = match (is_xml, warning.matter) {
            // Well-formed, and no matter to strict parsers.
            (true, Matter::Other) => Fault::warning("odd-markup", &warning.message)
                .with_help("most readers do not show it; escape it as HTML if they should"),
            (true, _) => not_well_formed(&warning.message, strict::ANEW),
            (false, Matter::Markup) => not_well_formed(
                &warning.message,
                "cut texts between characters, and not within one",
            ),
            (false, _) => Fault::error("mistyped-field", &warning.message)
                .with_help("write a value of that type; no reader can use another"),
        };
        context.findings.add_at(warning.position, fault);
    }
}

/// Dates and bodies that a reader could not use have rules of their own.
fn is_of_syntax(warning: &Warning) -> bool {
    warning.matter != Matter::Date
}

fn is_early(declarations: &[Declaration]) -> bool {
    declarations
        .iter()
        .any(|declaration| namespace::is_early_atom(&declaration.uri))
}

fn apply<'r>(
    root: &Node,
    rules: impl IntoIterator<Item = &'r Rule>,
    relations: &[Relation],
    context: &mut Context<'_, '_>,
) {
    hold(root, rules, context);
    for (path, relation) in relations {
        for node in root.at(path) {
            relation(node, context);
        }
    }
}

/// Returns what is wrong with a declaration that no strict parser takes
/// ([Namespaces in XML](https://www.w3.org/TR/xml-names/#xmlReserved)), and how to mend it.
fn unbindable(prefix: &str, uri: &str) -> Option<Fault> {
    const RESERVED: [(&str, &str); 2] = [
        ("xml", "http://www.w3.org/XML/1998/namespace"),
        ("xmlns", "http://www.w3.org/2000/xmlns/"),
    ];
    if uri.is_empty() && !prefix.is_empty() {
        let message = format!("expected a namespace for the prefix `{prefix}`, found none");
        let help = "write one, or take the declaration out";
        return Some(not_well_formed(message, help));
    }
    let is_reserved = |(name, known): &(&str, &str)| *name == prefix || *known == uri;
    let (name, known) = RESERVED.into_iter().find(is_reserved)?;
    if (prefix, uri) == ("xml", known) {
        return None;
    }
    let message =
        format!("expected `{known}` under the prefix `{name}` alone, found `{prefix}`=`{uri}`");
    let help = "take the declaration out, for XML has it";
    Some(not_well_formed(message, help))
}

/// Prefixes by which some readers know the elements, whatever their namespace.
const USUAL: [&str; 6] = ["atom", "content", "dc", "itunes", "media", "sy"];

/// Namespaces that we have no use for, and others have: of WordPress, Blogger, Medium, PowerPress and Spotify, and some that
/// the [W3C validator knows](https://github.com/w3c/feedvalidator/blob/main/src/feedvalidator/base.py).
const OF_OTHERS: [&str; 18] = [
    "com-wordpress:feed-additions:1",
    "http://a9.com/-/spec/opensearchrss/1.0/",
    "http://backend.userland.com/blogChannelModule",
    "http://cyber.law.harvard.edu/rss/creativeCommonsRssModule.html",
    "http://openid.net/xmlns/1.0",
    "http://purl.org/rss/1.0/modules/event/",
    "http://purl.org/rss/1.0/modules/wiki/",
    "http://schema.org/",
    "http://schemas.google.com/blogger/2008",
    "http://www.microsoft.com/schemas/rss/core/2005",
    "http://www.rawvoice.com/rawvoiceRssModule/",
    "http://www.spotify.com/ns/rss",
    "http://www.w3.org/1999/xlink",
    "http://xmlns.com/foaf/0.1/",
    "https://anchor.fm/xmlns",
    "https://blubrry.com/developer/rawvoice-rss/",
    "https://github.com/Podcastindex-org/podcast-namespace/blob/main/docs/1.0.md",
    "https://schema.org/",
];

/// Namespaces under names that others do not know, each where it stands first.
fn namespaces(declarations: &[Declaration], context: &mut Context<'_, '_>) {
    let mut seen = HashSet::new();
    for Declaration { prefix, uri, place } in declarations {
        if let Some(fault) = unbindable(prefix, uri) {
            context.findings.add(place.clone(), fault);
            continue;
        }
        if !seen.insert((prefix, uri)) {
            continue;
        }
        let usual =
            namespace::prefix_of(uri).and_then(|usual| Some((usual, namespace::uri_of(usual)?)));
        let expected = namespace::uri_of(prefix).filter(|_| USUAL.contains(&&**prefix));
        let fault = match usual {
            Some((_, known)) if known == uri || namespace::is_early_atom(uri) => continue,
            _ if expected.is_none() && OF_OTHERS.contains(&&**uri) => continue,
            Some((_, known)) => Fault::warning(
                "misspelt-namespace",
                format!("expected the namespace `{known}`, found `{uri}`"),
            )
            .with_help(format!("write `{known}`")),
            None if namespace::is_rss(uri) || uri.is_empty() => continue,
            None => match expected {
                Some(known) => Fault::warning(
                    "misspelt-namespace",
                    format!("expected the namespace `{known}` under the prefix `{prefix}`, found `{uri}`"),
                )
                .with_help("take another prefix, or write that namespace if it is meant"),
                None => Fault::warning(
                    "unknown-namespace",
                    format!("expected a namespace that readers know, found `{uri}`"),
                )
                .with_help("they leave out what stands in it; harmless if it is your own"),
            },
        };
        context.findings.add(place.clone(), fault);
    }
}

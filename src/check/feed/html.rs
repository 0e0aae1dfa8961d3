//! HTML in bodies: with absolute addresses, and without what runs.

use std::ops::Range;

use super::node::Node;
use super::origin;
use super::rule::Context;
use crate::check::finding::Fault;
use crate::text::token::{Token, Tokens};
use crate::text::url;

/// Elements of HTML that no reader lets run.
const UNSAFE: [&str; 7] = [
    "script", "iframe", "embed", "object", "style", "link", "meta",
];

/// Attributes that hold addresses.
const ADDRESSES: [&str; 5] = ["href", "src", "poster", "data", "cite"];

/// The most findings in one body: a template makes the same mistake again and again.
const MAX_IN_BODY: usize = 3;

/// HTML has absolute addresses, and nothing that runs.
pub(super) fn check(article: &Node, names: &[&str], context: &mut Context<'_, '_>) {
    for node in names.iter().filter_map(|name| article.first(name)) {
        let is_html = match node.text_of("@type") {
            Some(kind) => kind == "html",
            // Atom has plain text, if it does not say otherwise.
            None => node.name != "content" && node.name != "summary",
        };
        if is_html {
            body(node, context);
        }
    }
}

/// Looks at a text of HTML.
pub(super) fn body(node: &Node, context: &mut Context<'_, '_>) {
    let (mut parts, mut faults, mut more) = (Vec::new(), Vec::new(), 0);
    let mut report = |part: Range<usize>, fault: Fault| {
        if faults.len() < MAX_IN_BODY {
            parts.push(part);
            faults.push(fault);
        } else {
            more += 1;
        }
    };
    for (range, token) in Tokens::new(&node.text, 0) {
        let Token::Start(tag) = token else {
            continue;
        };
        let place = |part: &str| {
            let start = range.start + tag.offset_of(part);
            start..start + part.len()
        };
        if UNSAFE
            .iter()
            .any(|name| tag.name.eq_ignore_ascii_case(name))
        {
            let message = format!("expected HTML that does nothing, found `<{}>`", tag.name);
            let fault = Fault::warning("unsafe-html", message)
                .with_help("readers take it out; leave it out");
            report(place(tag.name), fault);
        }
        let is_other = ["svg", "math"]
            .iter()
            .any(|name| tag.name.eq_ignore_ascii_case(name));
        if is_other || tag.name.contains('-') {
            let message = format!("expected an element of HTML, found `<{}>`", tag.name);
            let fault = Fault::warning("odd-html", message).with_help(
                "readers take it out, or show what is in it as text; put a picture in its place",
            );
            report(place(tag.name), fault);
        }
        for attribute in tag.attributes() {
            let name = attribute.name.to_ascii_lowercase();
            if name.len() > 2 && name.starts_with("on") {
                let message = format!("expected HTML that does nothing, found `{name}`");
                let fault = Fault::warning("unsafe-html", message)
                    .with_help("readers take it out; leave it out");
                report(place(attribute.name), fault);
            }
            let address = match name.as_str() {
                "srcset" => relative_of_set(attribute.value).unwrap_or_default(),
                _ => attribute.value.trim(),
            };
            let is_address = name == "srcset" || ADDRESSES.contains(&name.as_str());
            if is_address && url::is_script(address) {
                let message =
                    format!("expected HTML that does nothing, found a script in `{name}`");
                let fault = Fault::warning("unsafe-html", message)
                    .with_help("readers take it out; leave it out");
                report(place(attribute.value), fault);
            }
            if is_address && !address.is_empty() && !url::has_scheme(address) {
                let message =
                    format!("expected an absolute address in `{name}`, found `{address}`");
                let help = match address.starts_with('#') {
                    true => {
                        "it leads to a place on the page; put the address of the article before it"
                    }
                    false => {
                        "readers do not know to what it is relative; put the address of the site before it"
                    }
                };
                let fault = Fault::warning("relative-address-in-html", message).with_help(help);
                report(place(attribute.value), fault);
            }
        }
    }
    let places = match parts.is_empty() {
        true => Vec::new(),
        false => origin::places(node, context.document, &parts),
    };
    for (place, mut fault) in places.into_iter().zip(faults) {
        if more > 0 {
            fault
                .message
                .push_str(&format!(" ({more} more in this text)"));
        }
        context.findings.add(place, fault);
    }
}

/// Returns the first relative address of a set of pictures.
fn relative_of_set(set: &str) -> Option<&str> {
    // There are commas in addresses, too.
    let addresses = set
        .split(", ")
        .filter_map(|part| part.split_whitespace().next());
    addresses
        .into_iter()
        .find(|address| !url::has_scheme(address))
}

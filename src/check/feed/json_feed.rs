//! What [JSON Feed 1.1](https://www.jsonfeed.org/version/1.1/) asks, a row a place.

use super::node::{Kind, Node};
use super::rule::{Context, Count, Relation, Rule, rule};
use super::shared::{self, unique};
use super::{html, json_type};
use crate::check::finding::Fault;
use crate::check::spelling;
use crate::check::value::{self, anything, label, language, media_type, web_address};

/// In the order of the specification.
pub(super) static RULES: [Rule; 24] = [
    rule(
        "version",
        Count::One,
        version,
        "write `\"version\": \"https://jsonfeed.org/version/1.1\"`",
    ),
    rule(
        "title",
        Count::One,
        label,
        "write `\"title\"` with the name of the site",
    ),
    rule(
        "home_page_url",
        Count::Advised,
        web_address,
        "write `\"home_page_url\"` with the address of the site",
    ),
    rule(
        "feed_url",
        Count::Advised,
        web_address,
        "write `\"feed_url\"` with the address of the feed itself",
    ),
    rule("next_url", Count::AtMostOne, web_address, ""),
    rule("icon", Count::AtMostOne, web_address, ""),
    rule("favicon", Count::AtMostOne, web_address, ""),
    rule(
        "language",
        Count::Advised,
        language,
        "write `\"language\": \"en\"`, or whichever it is",
    ),
    rule(
        "hubs/type",
        Count::One,
        value::text,
        "write `\"type\": \"WebSub\"`, or whichever it is",
    ),
    rule(
        "hubs/url",
        Count::One,
        web_address,
        "write `\"url\"` with the address of the hub",
    ),
    rule("items", Count::One, anything, "write `\"items\": […]`"),
    rule(
        "items/id",
        Count::One,
        value::text,
        "write `\"id\"` with something that never changes, such as the address",
    ),
    rule("items/url", Count::AtMostOne, web_address, ""),
    rule("items/external_url", Count::AtMostOne, web_address, ""),
    rule("items/title", Count::AtMostOne, label, ""),
    rule("items/image", Count::AtMostOne, web_address, ""),
    rule("items/banner_image", Count::AtMostOne, web_address, ""),
    rule(
        "items/date_published",
        Count::Advised,
        shared::rfc_3339,
        "write `\"date_published\": \"2021-05-05T00:56:00Z\"`",
    ),
    rule(
        "items/date_modified",
        Count::AtMostOne,
        shared::rfc_3339,
        "",
    ),
    rule("items/language", Count::AtMostOne, language, ""),
    rule("items/authors/url", Count::AtMostOne, value::address, ""),
    rule("authors/url", Count::AtMostOne, value::address, ""),
    rule(
        "items/attachments/url",
        Count::One,
        web_address,
        "write `\"url\": \"https://…\"`",
    ),
    rule(
        "items/attachments/mime_type",
        Count::One,
        media_type,
        "write `\"mime_type\": \"audio/mpeg\"`, or whichever it is",
    ),
];

/// What is not about one place.
pub(super) static RELATIONS: [Relation; 8] = [
    ("", |root, context| {
        unique(&root.at("items"), "id", "duplicate-id", context)
    }),
    ("", members),
    ("", next_page),
    ("items", content),
    ("authors", author),
    ("items/authors", author),
    ("items", |item, context| {
        shared::future(item, "date_published", context)
    }),
    ("items/id", |id, context| {
        if id.kind != Kind::Text {
            let message = format!("expected text, found `{}`", id.text);
            let help = match &*id.text {
                "null" | "" => "write something that never changes, such as the address".to_owned(),
                text => format!("write `\"{text}\"`"),
            };
            context.report(id, Fault::error("not-text", message).with_help(help));
        }
    }),
];

/// Returns whether an object is no feed at all: many others have `items`.
pub(super) fn is_none(root: &Node) -> bool {
    let is_said = |node: &Node| node.kind == Kind::Text && node.text.contains("jsonfeed.org");
    let is_article = |item: &Node| {
        let mut names = ["content_html", "content_text", "date_published"].iter();
        names.any(|name| item.first(name).is_some())
    };
    let is_of_site = root
        .first("home_page_url")
        .or(root.first("feed_url"))
        .is_some();
    let is_feed = is_of_site || root.first("version").is_some_and(is_said);
    !is_feed && !root.named("items").any(is_article)
}

fn version(text: &str) -> Option<Fault> {
    const OLD: [&str; 2] = [
        "https://jsonfeed.org/version/1",
        "https://jsonfeed.org/version/1.0",
    ];
    const NOW: &str = "https://jsonfeed.org/version/1.1";
    let fault = match text {
        NOW => return None,
        old if OLD.contains(&old) => Fault::warning(
            "old-version",
            format!("expected JSON Feed 1.1, found `{old}`"),
        ),
        other => Fault::error(
            "unknown-version",
            format!("expected the address `{NOW}`, found `{other}`"),
        ),
    };
    Some(fault.with_value(NOW, ""))
}

fn members(root: &Node, context: &mut Context<'_, '_>) {
    for place in json_type::OBJECTS {
        let known = json_type::known(place);
        for object in root.at(place) {
            unknown(object, &known, context);
        }
    }
}

/// Members that the format does not know: its extensions begin with `_`.
fn unknown(object: &Node, known: &[&str], context: &mut Context<'_, '_>) {
    for child in &object.children {
        if child.name == "author" {
            let message = "expected `authors`, found `author`, which is of version 1.0";
            context.report_key(
                child,
                Fault::warning("old-member", message).with_help("write `\"authors\": [{…}]`"),
            );
        } else if child.name.starts_with('_') {
            if child.kind != Kind::Map {
                let message = format!(
                    "expected `{}` to be an object, as extensions are",
                    child.name
                );
                let help = "put braces around it, and a name before it: `{\"value\": …}`";
                let fault = Fault::warning("mistyped-member", message);
                context.report_key(child, fault.with_help(help));
            }
        } else if !known.contains(&child.name.as_str()) {
            let message = format!("expected a member of JSON Feed, found `{}`", child.name);
            let fault = Fault::warning("unknown-member", message);
            let otherwise = "a member of one's own begins with `_`";
            let help = spelling::help(&child.name, known.iter().copied(), otherwise);
            context.report_key(child, fault.with_help(help));
        }
    }
}

/// Someone who has neither a name nor an address is nobody.
fn author(author: &Node, context: &mut Context<'_, '_>) {
    let is_said = |name: &&str| author.first(name).is_some();
    if author.kind == Kind::Map && !["name", "url", "avatar"].iter().any(is_said) {
        let message = "expected a `name`, a `url` or an `avatar` of the author, found none";
        let fault = Fault::warning("empty-author", message);
        context.report_key(author, fault.with_help("write `{\"name\": \"…\"}`"));
    }
}

fn next_page(feed: &Node, context: &mut Context<'_, '_>) {
    if let (Some(next), Some(own)) = (feed.first("next_url"), feed.text_of("feed_url"))
        && next.text.trim() == own
    {
        let message = "expected the address of another page, found that of this one";
        let help = "readers would ask for it again and again; leave it out on the last page";
        context.report(next, Fault::error("endless-pages", message).with_help(help));
    }
}

fn content(item: &Node, context: &mut Context<'_, '_>) {
    match item.first("content_html") {
        Some(content) => html::body(content, context),
        None if item.kind == Kind::Map && item.first("content_text").is_none() => {
            let message = "expected `content_html` or `content_text`, found neither";
            let help = "write one of them; the title will do";
            context.report_key(
                item,
                Fault::error("missing-content", message).with_help(help),
            );
        }
        None => {}
    }
}

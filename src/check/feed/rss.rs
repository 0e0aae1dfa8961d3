//! What [RSS 2.0](https://www.rssboard.org/rss-specification) and its
//! [best practices](https://www.rssboard.org/rss-profile) ask, a row a place.

use std::collections::HashSet;

use super::atom_value::relation;
use super::node::Node;
use super::rss_value::{at_most, boolean, day, minutes, picture, pixels, rfc_822, title, version};
use super::rule::{Context, Count, Relation, Rule, rule};
use super::shared::{self, unique};
use super::{elements, html, podcast};
use crate::check::finding::Fault;
use crate::check::value::{
    self, anything, language, language_tag, media_type, number, web_address,
};
use crate::text::url;

const DATE_HELP: &str = "write `<pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate>`";

const SELF_HELP: &str = "write `<atom:link rel=\"self\" type=\"application/rss+xml\" href=\"https://…\"/>`, and declare \
    `xmlns:atom=\"http://www.w3.org/2005/Atom\"`";

const CLOUD_HELP: &str =
    "write `domain`, `port`, `path`, `registerProcedure` and `protocol`, or leave out the element";

/// In the order of the specification.
pub(super) static RULES: [Rule; 50] = [
    rule(
        "@version",
        Count::One,
        version,
        "write `<rss version=\"2.0\">`",
    ),
    rule(
        "channel",
        Count::One,
        anything,
        "put everything into `<channel>…</channel>`",
    ),
    rule(
        "channel/title",
        Count::One,
        title,
        "write `<title>` with the name of the site",
    ),
    rule(
        "channel/link",
        Count::One,
        web_address,
        "write `<link>` with the address of the site",
    ),
    rule(
        "channel/description",
        Count::One,
        anything,
        "write `<description>` with a sentence on the feed",
    ),
    rule(
        "channel/language",
        Count::Advised,
        language,
        "write `<language>en</language>`, or whichever it is",
    ),
    rule(
        "channel/managingEditor",
        Count::AtMostOne,
        shared::contact,
        "",
    ),
    rule("channel/webMaster", Count::AtMostOne, shared::contact, ""),
    rule("channel/pubDate", Count::AtMostOne, rfc_822, DATE_HELP),
    rule(
        "channel/lastBuildDate",
        Count::AtMostOne,
        rfc_822,
        DATE_HELP,
    ),
    rule("channel/category", Count::Any, value::text, ""),
    rule("channel/docs", Count::AtMostOne, web_address, ""),
    rule("channel/cloud/@domain", Count::One, anything, CLOUD_HELP),
    rule("channel/cloud/@port", Count::One, number, CLOUD_HELP),
    rule("channel/cloud/@path", Count::One, anything, CLOUD_HELP),
    rule(
        "channel/cloud/@registerProcedure",
        Count::One,
        anything,
        CLOUD_HELP,
    ),
    rule("channel/cloud/@protocol", Count::One, anything, CLOUD_HELP),
    rule("channel/ttl", Count::AtMostOne, minutes, ""),
    rule("channel/image", Count::AtMostOne, anything, ""),
    rule(
        "channel/image/url",
        Count::One,
        picture,
        "write `<url>` with the address of the picture",
    ),
    rule(
        "channel/image/title",
        Count::One,
        title,
        "write `<title>` with the title of the channel",
    ),
    rule(
        "channel/image/link",
        Count::One,
        web_address,
        "write `<link>` with the link of the channel",
    ),
    rule(
        "channel/image/width",
        Count::AtMostOne,
        |text| at_most(text, 144),
        "",
    ),
    rule(
        "channel/image/height",
        Count::AtMostOne,
        |text| at_most(text, 400),
        "",
    ),
    rule(
        "channel/skipHours/hour",
        Count::Any,
        |text| at_most(text, 23),
        "",
    ),
    rule("channel/skipDays/day", Count::Any, day, ""),
    rule("channel/atom:link/@rel", Count::AtMostOne, relation, ""),
    rule("channel/atom:link/@type", Count::AtMostOne, media_type, ""),
    rule(
        "channel/atom:link/@hreflang",
        Count::AtMostOne,
        language_tag,
        "",
    ),
    rule("channel/item/title", Count::AtMostOne, title, ""),
    rule("channel/item/link", Count::AtMostOne, web_address, ""),
    rule("channel/item/description", Count::AtMostOne, anything, ""),
    rule("channel/item/author", Count::AtMostOne, shared::contact, ""),
    rule("channel/item/category", Count::Any, value::text, ""),
    rule("channel/item/comments", Count::AtMostOne, web_address, ""),
    rule("channel/item/enclosure", Count::AtMostOne, anything, ""),
    rule(
        "channel/item/enclosure/@url",
        Count::One,
        web_address,
        "write `url=\"https://…\"`",
    ),
    rule(
        "channel/item/enclosure/@length",
        Count::One,
        number,
        "write `length=\"0\"` if the size in bytes is not known",
    ),
    rule(
        "channel/item/enclosure/@type",
        Count::One,
        media_type,
        "write `type=\"audio/mpeg\"`, or whichever it is",
    ),
    rule(
        "channel/item/guid",
        Count::Advised,
        value::text,
        "write `<guid isPermaLink=\"false\">` with something that never changes",
    ),
    rule(
        "channel/item/guid/@isPermaLink",
        Count::AtMostOne,
        boolean,
        "",
    ),
    rule("channel/item/pubDate", Count::Advised, rfc_822, DATE_HELP),
    rule(
        "channel/item/source/@url",
        Count::One,
        web_address,
        "write `url=\"https://…\"` with the address of the other feed",
    ),
    rule(
        "channel/item/media:content/@url",
        Count::AtMostOne,
        web_address,
        "",
    ),
    rule(
        "channel/item/media:content/@width",
        Count::AtMostOne,
        pixels,
        "",
    ),
    rule(
        "channel/item/media:content/@height",
        Count::AtMostOne,
        pixels,
        "",
    ),
    rule(
        "channel/item/media:group/media:content/@url",
        Count::AtMostOne,
        web_address,
        "",
    ),
    rule(
        "channel/item/media:group/media:content/@width",
        Count::AtMostOne,
        pixels,
        "",
    ),
    rule(
        "channel/item/media:group/media:content/@height",
        Count::AtMostOne,
        pixels,
        "",
    ),
    rule(
        "channel/item/media:thumbnail/@url",
        Count::One,
        web_address,
        "write `url=\"https://…\"`",
    ),
];

/// What is not about one place.
pub(super) static RELATIONS: [Relation; 21] = [
    ("", |root, context| {
        unique(&root.at("channel/item"), "guid", "duplicate-guid", context)
    }),
    ("", elements::check),
    ("", shared::languages),
    ("channel", |channel, context| {
        shared::self_link(
            channel,
            "atom:link",
            "application/rss+xml",
            SELF_HELP,
            context,
        )
    }),
    ("channel", |channel, context| {
        shared::order(channel, "item", context)
    }),
    ("channel", image),
    ("channel/itunes:owner", podcast::owner),
    ("channel/title", shared::no_elements),
    ("channel/description", shared::no_elements),
    ("channel/image/title", shared::no_elements),
    ("channel/item/title", shared::no_elements),
    ("channel/item/description", shared::no_elements),
    ("channel/item/content:encoded", shared::no_elements),
    ("channel/item", |item, context| {
        shared::nested(item, "nested-item", "channel", context)
    }),
    ("channel/item", summary_first),
    ("channel/skipHours", repeated),
    ("channel/skipDays", repeated),
    ("channel/item", text),
    ("channel/item", permalink),
    ("channel/item", synonyms),
    ("channel/item", |item, context| {
        html::check(item, &["description", "content:encoded"], context);
        shared::future(item, "pubDate", context);
    }),
];

/// Hours and days at which nobody asks, each once.
fn repeated(skipped: &Node, context: &mut Context<'_, '_>) {
    let mut seen = HashSet::new();
    for node in skipped.elements() {
        if !seen.insert(node.text.trim()) {
            let message = format!("expected `{}` once, found it again", node.text.trim());
            context.report(
                node,
                Fault::warning("repeated-element", message).with_help("leave one"),
            );
        }
    }
}

fn image(channel: &Node, context: &mut Context<'_, '_>) {
    let Some(image) = channel.first("image") else {
        return;
    };
    for name in ["title", "link"] {
        if let (Some(own), Some(other)) = (image.first(name), channel.text_of(name))
            && own.text.trim() != other
        {
            let message = format!(
                "expected the `{name}` of the channel, found `{}`",
                own.text.trim()
            );
            let fault = Fault::warning("other-than-channel", message);
            context.report(own, fault.with_help(format!("write `{other}`")));
        }
    }
}

/// Readers take the first of the two for the text, if it is the whole one
/// ([the profile](https://www.rssboard.org/rss-profile#namespace-elements-content-encoded)).
fn summary_first(item: &Node, context: &mut Context<'_, '_>) {
    let place = |name: &str| item.children.iter().position(|child| child.name == name);
    if let (Some(description), Some(encoded)) = (place("description"), place("content:encoded"))
        && encoded < description
    {
        let message = "expected `description` before `content:encoded`, found it behind";
        let fault = Fault::warning("misplaced-element", message);
        context.report_key(
            &item.children[description],
            fault.with_help("some readers take the last one for the whole text"),
        );
    }
}

fn text(item: &Node, context: &mut Context<'_, '_>) {
    let has = |name| item.first(name).is_some_and(Node::has_text);
    if !has("title") && !has("description") && !has("content:encoded") {
        let message = "expected a title or a description in `item`, found neither";
        context.report_key(
            item,
            Fault::error("missing-element", message)
                .with_help("readers have nothing to show; write one of them"),
        );
    }
}

fn permalink(item: &Node, context: &mut Context<'_, '_>) {
    let Some(guid) = item.first("guid") else {
        return;
    };
    let text = guid.text.trim();
    let is_permalink = guid
        .text_of("@isPermaLink")
        .is_none_or(|value| value == "true");
    if is_permalink && !text.is_empty() && !url::is_web(text) {
        let message = format!(
            "expected an address that opens the item, as a `guid` is unless it says otherwise, found `{text}`"
        );
        let fault = Fault::error("guid-is-no-permalink", message);
        context.report(
            guid,
            fault.with_help("write `<guid isPermaLink=\"false\">`"),
        );
    } else if is_permalink
        && !text.is_empty()
        && let Some(fault) = web_address(text)
    {
        context.report(guid, fault);
    }
}

/// Elements that say the same thing.
fn synonyms(item: &Node, context: &mut Context<'_, '_>) {
    const SYNONYMS: [(&str, &str); 6] = [
        ("author", "dc:creator"),
        ("category", "dc:subject"),
        ("pubDate", "dc:date"),
        ("pubDate", "atom:published"),
        ("source", "dc:source"),
        ("guid", "atom:id"),
    ];
    for (own, other) in SYNONYMS {
        if let (Some(_), Some(other)) = (item.first(own), item.first(other)) {
            let message = format!(
                "expected one element for one thing, found `{}` beside `{own}`",
                other.name
            );
            context.report_key(
                other,
                Fault::warning("said-twice", message).with_help("leave one of them out"),
            );
        }
    }
}

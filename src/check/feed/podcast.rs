//! What [directories of podcasts](https://podcasters.apple.com/support/823-podcast-requirements) ask of RSS, a row a place.

use super::node::Node;
use super::rss_value::{clock, explicit, picture};
use super::rule::{Context, Count, Rule, rule};
use crate::check::finding::Fault;
use crate::check::value;

const IMAGE_HELP: &str = "write `<itunes:image href=\"https://…\"/>`";
const CATEGORY_HELP: &str = "write `<itunes:category text=\"Arts\"/>`, or whichever it is";

/// The channel first.
pub(super) static RULES: [Rule; 7] = [
    rule(
        "channel/itunes:image/@href",
        Count::One,
        picture,
        IMAGE_HELP,
    ),
    rule(
        "channel/itunes:category/@text",
        Count::One,
        value::text,
        CATEGORY_HELP,
    ),
    rule(
        "channel/itunes:category/itunes:category/@text",
        Count::One,
        value::text,
        CATEGORY_HELP,
    ),
    rule("channel/itunes:explicit", Count::AtMostOne, explicit, ""),
    rule(
        "channel/item/itunes:image/@href",
        Count::One,
        picture,
        IMAGE_HELP,
    ),
    rule(
        "channel/item/itunes:explicit",
        Count::AtMostOne,
        explicit,
        "",
    ),
    rule("channel/item/itunes:duration", Count::AtMostOne, clock, ""),
];

/// The owner's name and address stand in elements. Many keep the address to themselves.
pub(super) fn owner(owner: &Node, context: &mut Context<'_, '_>) {
    if owner.elements().next().is_none() {
        let message = "expected `itunes:name` and `itunes:email` in `itunes:owner`, found neither";
        let help = "write `<itunes:name>…</itunes:name>` in it, or leave it out";
        context.report_key(
            owner,
            Fault::error("missing-element", message).with_help(help),
        );
    }
}

//! Counters in entries: how many comments, views and votes there are. They change all the time, and for them alone no file is
//! written anew.

use crate::front_matter::Syntax;
use crate::model::{Map, RESERVED, Value};
use crate::text::token::{Token, Tokens};

/// Elements that count, with their prefixes as files have them.
const ELEMENTS: [&str; 6] = [
    // LiveJournal, which has no specification of it.
    "lj:reply-count",
    // [Media RSS](https://www.rssboard.org/media-rss#media-community), as YouTube has it.
    "media:starRating",
    "media:statistics",
    // [Slash](http://web.resource.org/rss/1.0/modules/slash/), as WordPress has it.
    "slash:comments",
    "slash:hit_parade",
    // [RFC 4685](https://www.rfc-editor.org/rfc/rfc4685#section-5), as Blogger has it.
    "thr:total",
];

/// Attributes that count [replies](https://www.rfc-editor.org/rfc/rfc4685#section-4) or change with their number: Blogger has a
/// title such as `3 Comments`.
const OF_REPLIES: [&str; 3] = ["thr:count", "thr:updated", "title"];

/// Returns whether what files keep of the format of their feed is the same but for counters.
pub(super) fn are_alike(one: &str, other: &str) -> bool {
    let [one, other] = [one, other].map(without_counters);
    one.is_some() && one == other
}

fn without_counters(field: &str) -> Option<Map> {
    let mut map = Syntax::Yaml.read(field, 0, &mut Vec::new()).ok()?;
    if let Some(Value::Map(kept)) = map.get_mut(RESERVED)
        && let Some(Value::List(elements)) = kept.get_mut("xml")
    {
        for element in elements.iter_mut() {
            if let Value::Str(text) = element {
                *text = uncounted(text);
            }
        }
        elements.retain(|element| element.as_str() != Some(""));
    }
    Some(map)
}

/// Returns an element without those within, and the attributes, that count.
fn uncounted(element: &str) -> String {
    let mut text = String::with_capacity(element.len());
    let mut counter = None;
    for (range, token) in Tokens::new(element, 0) {
        match token {
            Token::End(name) if counter == Some(name) => counter = None,
            _ if counter.is_some() => {}
            Token::Start(tag) if ELEMENTS.contains(&tag.name) => {
                counter = Some(tag.name).filter(|_| !tag.is_empty);
            }
            Token::Start(tag) if tag.name == "link" && tag.attribute("rel") == Some("replies") => {
                let attributes = tag.attributes();
                for attribute in attributes.filter(|own| !OF_REPLIES.contains(&own.name)) {
                    text.extend([" ", attribute.name, "=", attribute.value]);
                }
            }
            _ => text.push_str(&element[range]),
        }
    }
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn counters_alone_do_not_count() {
        for (one, other, is_alike) in [
            (
                "<slash:comments>3</slash:comments>",
                "<slash:comments>4</slash:comments>",
                true,
            ),
            ("<slash:comments>3</slash:comments>", "", true),
            (
                "<slash:section>3</slash:section>",
                "<slash:section>4</slash:section>",
                false,
            ),
            ("<thr:total>3</thr:total>", "<thr:total/>", true),
            (
                "<media:community><media:starRating count='3'/><media:statistics views='5'/><media:tags>a</media:tags></media:community>",
                "<media:community><media:statistics views='6'/><media:tags>a</media:tags></media:community>",
                true,
            ),
            (
                "<media:community><media:statistics views='5'/><media:tags>a</media:tags></media:community>",
                "<media:community><media:statistics views='5'/><media:tags>b</media:tags></media:community>",
                false,
            ),
            (
                "<link rel='replies' href='a' thr:count='3' thr:updated='2021-01-01T00:00:00Z' title='3 Comments'/>",
                "<link rel='replies' href='a' thr:count='4' thr:updated='2021-01-02T00:00:00Z' title='4 Comments'/>",
                true,
            ),
            (
                "<link rel='replies' href='a' thr:count='3'/>",
                "<link rel='replies' href='b' thr:count='3'/>",
                false,
            ),
            (
                "<link rel='via' href='a' title='3'/>",
                "<link rel='via' href='a' title='4'/>",
                false,
            ),
        ] {
            let [first, second] = [one, other].map(|element| {
                format!("feedmatter:\n  format: rss\n  xml:\n    - <x/>\n    - \"{element}\"\n")
            });
            assert_eq!(are_alike(&first, &second), is_alike, "{one} {other}");
        }
    }
}

//! The feeds that a page offers: `<link rel="alternate">` in its head.

use std::collections::HashSet;

use ::url::Url;

use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// The most feeds that are named.
const MAX_FEEDS: usize = 10;

/// Media types of feeds.
const TYPES: [&str; 4] = [
    "application/atom+xml",
    "application/feed+json",
    "application/rdf+xml",
    "application/rss+xml",
];

/// The media type of a JSON Feed [of old](https://www.jsonfeed.org/version/1/#discovery), and of anything else.
const JSON: &str = "application/json";

/// Where WordPress has its [interface for programs](https://developer.wordpress.org/rest-api/using-the-rest-api/discovery/),
/// which each of its pages names.
const INTERFACES: [&str; 2] = ["/wp-json/", "?rest_route="];

/// Returns what to call a page, with its feeds.
pub(super) fn page(html: &str, address: Option<&Url>) -> String {
    match feeds(html, address).as_slice() {
        [] => "an HTML page".to_owned(),
        [feed] => format!("an HTML page; its feed is `{feed}`"),
        feeds => format!("an HTML page; its feeds are `{}`", feeds.join("`, `")),
    }
}

/// Returns the addresses of the feeds of a page, absolute if it says or somebody knows where it is; what may be something else
/// behind the others.
pub(super) fn feeds(html: &str, address: Option<&Url>) -> Vec<String> {
    let mut base = address.cloned();
    let mut feeds: Vec<String> = Vec::new();
    let mut others = Vec::new();
    for (_, token) in Tokens::new(html, 0) {
        let Token::Start(tag) = token else { continue };
        let value = |name: &str| tag.attribute(name).map(|value| html::decoded(value.trim()));
        match tag.name.to_ascii_lowercase().as_str() {
            "base" => {
                if let Some(href) = value("href") {
                    base = base
                        .as_ref()
                        .map_or_else(|| Url::parse(&href), |base| base.join(&href))
                        .ok()
                        .or(base);
                }
            }
            "link" if is_alternate(&tag) => {
                let kind = kind(&tag);
                let is_json = kind == JSON;
                if !is_json && !TYPES.contains(&&*kind) {
                    continue;
                }
                let Some(href) = value("href").filter(|href| !href.is_empty()) else {
                    continue;
                };
                let absolute = base.as_ref().and_then(|base| base.join(&href).ok());
                let feed = absolute.map_or_else(|| href.clone().into_owned(), String::from);
                if !is_json {
                    feeds.push(feed);
                } else if !INTERFACES.iter().any(|part| feed.contains(part)) {
                    others.push(feed);
                }
            }
            _ => {}
        }
    }
    feeds.append(&mut others);
    let mut seen = HashSet::new();
    feeds.retain(|feed| seen.insert(feed.clone()));
    feeds.truncate(MAX_FEEDS);
    feeds
}

fn is_alternate(tag: &Tag<'_>) -> bool {
    tag.attribute("rel").is_some_and(|rel| {
        rel.split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("alternate"))
    })
}

/// Returns the media type of what a tag links to, without parameters.
fn kind(tag: &Tag<'_>) -> String {
    let kind = tag.attribute("type").unwrap_or_default();
    let kind = kind.split(';').next().unwrap_or_default();
    kind.trim().to_ascii_lowercase()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_the_feeds_of_a_page() {
        let html = "<html><head><base href='https://example.com/blog/'><link rel=\"Alternate\" type='application/rss+xml' \
            href=feed.xml?a=1&amp;b=2><link rel=alternate type=text/html href=/de><link href='/atom' rel='alternate home' \
            type='application/atom+xml; charset=utf-8'><link rel=alternate type='application/rss+xml' href=''>";
        assert_eq!(
            feeds(html, None),
            [
                "https://example.com/blog/feed.xml?a=1&b=2",
                "https://example.com/atom"
            ]
        );
        let html = "<link rel=alternate type=application/json href=/wp-json/wp/v2/posts/1><link rel=alternate \
            type=application/json href='/?rest_route=/wp/v2/posts/1'><link rel=alternate type=application/json href=/old.json>\
            <link rel=alternate type=application/rss+xml href=/feed><link rel=alternate type=application/rss+xml href=/feed>";
        assert_eq!(feeds(html, None), ["/feed", "/old.json"]);
        assert_eq!(page("<p>Nothing here", None), "an HTML page");
    }
}

//! The feeds that a page offers: `<link rel="alternate">` in its head.

use ::url::Url;

use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};

/// The most feeds that are named.
const MAX_FEEDS: usize = 10;

/// Media types of feeds.
const TYPES: [&str; 5] = [
    "application/atom+xml",
    "application/feed+json",
    "application/json",
    "application/rdf+xml",
    "application/rss+xml",
];

/// Returns what to call a page, with its feeds.
pub(super) fn page(html: &str, address: Option<&Url>) -> String {
    match feeds(html, address).as_slice() {
        [] => "an HTML page".to_owned(),
        [feed] => format!("an HTML page; its feed is `{feed}`"),
        feeds => format!("an HTML page; its feeds are `{}`", feeds.join("`, `")),
    }
}

/// Returns the addresses of the feeds of a page, absolute if it says or somebody knows where it is.
pub(super) fn feeds(html: &str, address: Option<&Url>) -> Vec<String> {
    let mut base = address.cloned();
    let mut feeds: Vec<String> = Vec::new();
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
            "link" if is_feed(&tag) => {
                let Some(href) = value("href").filter(|href| !href.is_empty()) else {
                    continue;
                };
                let absolute = base.as_ref().and_then(|base| base.join(&href).ok());
                let feed = absolute.map_or_else(|| href.clone().into_owned(), String::from);
                if !feeds.contains(&feed) {
                    feeds.push(feed);
                }
            }
            _ => {}
        }
        if feeds.len() == MAX_FEEDS {
            break;
        }
    }
    feeds
}

fn is_feed(tag: &Tag<'_>) -> bool {
    let is_alternate = tag.attribute("rel").is_some_and(|rel| {
        rel.split_ascii_whitespace()
            .any(|word| word.eq_ignore_ascii_case("alternate"))
    });
    let kind = tag
        .attribute("type")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    is_alternate && TYPES.contains(&kind.split(';').next().unwrap_or_default().trim())
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
        assert_eq!(page("<p>Nothing here", None), "an HTML page");
    }
}

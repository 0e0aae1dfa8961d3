//! `atom:link`, which RSS borrows: at both levels of the format.

use std::borrow::Cow;

use atom_syndication::Link;

use crate::formats::links::Linked;
use crate::xml::element::{Element, Extensible};

impl<N: Extensible> Linked for N
where
    N: RssNode,
{
    const BORROWS: bool = true;

    fn links(&self) -> Cow<'_, [Link]> {
        let links = self.elements("atom", "link").iter().filter_map(|element| {
            let text = |name| element.attribute(name).map(str::to_owned);
            Some(Link {
                href: text("href")?,
                rel: text("rel").unwrap_or_else(|| "alternate".to_owned()),
                mime_type: text("type"),
                title: text("title"),
                length: text("length"),
                hreflang: text("hreflang"),
            })
        });
        links.collect()
    }

    fn push_link(&mut self, link: Link) {
        let attributes = [
            ("type", link.mime_type),
            ("title", link.title),
            ("length", link.length),
        ];
        let element = N::Extension::named("atom:link")
            .with_attribute("rel", link.rel)
            .with_attribute("href", link.href);
        let with = |element: N::Extension, (name, value): (&str, Option<String>)| match value {
            Some(value) => element.with_attribute(name, value),
            None => element,
        };
        self.push_extension(attributes.into_iter().fold(element, with));
    }
}

/// The nodes of RSS that can hold `atom:link`.
pub(super) trait RssNode {}

impl RssNode for rss::Item {}
impl RssNode for rss::Channel {}

//! Rows for `link` elements of [Atom](https://www.rfc-editor.org/rfc/rfc4287#section-4.2.7), which RSS borrows as
//! `atom:link`.

use std::borrow::Cow;

use atom_syndication::Link;

use super::enclosure;
use crate::mapping::Row;
use crate::model::Article;
use crate::text::url;

/// A node that has links.
pub(crate) trait Linked {
    /// Whether its format borrows them.
    const BORROWS: bool;

    /// Returns the links, in order.
    fn links(&self) -> Cow<'_, [Link]>;

    /// Adds a link.
    fn push_link(&mut self, link: Link);
}

/// Returns the place of links of that relation in a node, with what else is to be known of it.
macro_rules! place {
    ($node:ty, $rel:literal $(, $remark:literal)?) => {
        if <$node as Linked>::BORROWS {
            concat!("atom:link rel=\"", $rel, "\"" $(, $remark)?)
        } else {
            concat!("link rel=\"", $rel, "\"" $(, $remark)?)
        }
    };
}
pub(crate) use place;

/// Rows for a node that has links.
pub(crate) const fn rows<N: Linked>() -> [Row<N>; 4] {
    [
        Row {
            field: "originalUrl",
            place: place!(N, "via"),
            read: |node, article| article.original_url = href(node, "via"),
            write: |article, node| {
                let via = article
                    .original_url
                    .as_deref()
                    .filter(|_| article.web_url.is_some());
                if let Some(link) = via.and_then(|uri| page("via", uri)) {
                    node.push_link(link);
                }
            },
        },
        Row {
            field: "ampWebUrl",
            place: place!(N, "amphtml", " (read only)"),
            read: |node, article| article.amp_web_url = href(node, "amphtml"),
            // Feed validators do not know this relation, and warn; the remainder carries it.
            write: |_, _| {},
        },
        Row {
            field: "related",
            place: place!(N, "related"),
            read: |node, article| {
                let links = node.links();
                let related = links.iter().filter(|link| link.rel == "related");
                let related = related.map(|link| Article {
                    title: link.title.clone().filter(|title| !title.is_empty()),
                    web_url: Some(link.href.clone()),
                    ..Article::default()
                });
                article.related = related.collect();
            },
            write: |article, node| {
                for related in &article.related {
                    push_related(node, related.web_url.as_deref(), related.title.clone());
                }
            },
        },
        Row {
            field: "actions",
            place: place!(N, "related", " (no downloads)"),
            // A link does not say what there is to do.
            read: |_, _| {},
            write: |article, node| {
                let actions = article.actions.iter();
                for action in actions.filter(|action| !action.is_download()) {
                    push_related(node, action.url.as_deref(), action.title.clone());
                }
            },
        },
    ]
}

fn push_related(node: &mut impl Linked, uri: Option<&str>, title: Option<String>) {
    if let Some(link) = uri.and_then(|uri| page("related", uri)) {
        node.push_link(Link {
            title: title.filter(|title| !title.trim().is_empty()),
            ..link
        });
    }
}

/// Adds a link of that relation to each address that is absolute.
pub(crate) fn push(node: &mut impl Linked, rel: &str, uris: &[String], mime_type: Option<&str>) {
    for uri in uris.iter().filter_map(|uri| url::to_uri(uri)) {
        node.push_link(Link {
            href: uri,
            rel: rel.to_owned(),
            mime_type: mime_type.map(str::to_owned),
            ..Link::default()
        });
    }
}

/// Returns the addresses of all links of that relation.
pub(crate) fn hrefs(node: &impl Linked, rel: &str) -> Vec<String> {
    hrefs_in(&node.links(), rel).map(str::to_owned).collect()
}

/// Returns the address of the first link of that relation.
pub(crate) fn href(node: &impl Linked, rel: &str) -> Option<String> {
    hrefs_in(&node.links(), rel).next().map(str::to_owned)
}

fn hrefs_in<'l>(links: &'l [Link], rel: &str) -> impl Iterator<Item = &'l str> {
    let links = links
        .iter()
        .filter(move |link| link.rel == rel && !link.href.is_empty());
    links.map(|link| &*link.href)
}

/// Returns whether a node has a link to another form of itself, of that media type and in that language.
pub(crate) fn has_alternate(
    node: &impl Linked,
    media_type: Option<&str>,
    language: Option<&str>,
) -> bool {
    let is_same = |one: Option<&str>, other: Option<&str>| {
        let [one, other] = [one, other].map(|text| text.unwrap_or_default().trim());
        one.eq_ignore_ascii_case(other)
    };
    node.links().iter().any(|link| {
        link.rel == "alternate"
            && is_same(link.mime_type.as_deref(), media_type)
            && is_same(link.hreflang.as_deref(), language)
    })
}

/// Returns the address of the page that a node says it is the same as: of the first link of type HTML, or else of any.
pub(crate) fn alternate(node: &impl Linked) -> Option<String> {
    let links = node.links();
    let alternates = || {
        let links = links.iter();
        links.filter(|link| link.rel == "alternate" && !link.href.is_empty())
    };
    let is_page = |link: &&Link| {
        let kind = link.mime_type.as_deref();
        kind.is_none_or(|kind| kind.contains("html"))
    };
    let link = alternates().find(is_page).or_else(|| alternates().next());
    link.map(|link| link.href.clone())
}

/// Returns the address of the Web at which an article can be read: its own, else that where it first appeared.
pub(crate) fn page_of(article: &Article) -> Option<&str> {
    let addresses = [&article.web_url, &article.original_url];
    let mut addresses = addresses.into_iter().flatten().map(String::as_str);
    addresses.find(|address| url::is_web(address))
}

/// Returns the same address or, if there is none, an id that is one: as formats read it that do not say which ids are.
pub(crate) fn address_of(article: &Article) -> Option<&str> {
    let id = || article.id.as_deref().filter(|id| url::is_web(id));
    page_of(article).or_else(id)
}

/// Returns a link to a page, or to what can be read in its place, if its address is one of the Web.
pub(crate) fn page(rel: &str, uri: &str) -> Option<Link> {
    Some(Link {
        href: url::to_web_uri(uri)?,
        rel: rel.to_owned(),
        mime_type: Some(enclosure::page_type(uri)),
        ..Link::default()
    })
}

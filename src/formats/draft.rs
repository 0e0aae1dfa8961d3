//! What feeds say of articles that nobody is to read yet, and of what is no article at all: drafts of the Atom Publishing
//! Protocol, and the exports of Blogger and WordPress.

use super::kept::{self, Keeping};
use crate::mapping::Row;
use crate::model::{Article, Value};
use crate::text::token::{Token, Tokens};
use crate::xml::element::Element;
use crate::xml::fragment;
use crate::xml::namespace::SIDE;

/// The element of a draft that says nothing else.
pub(super) const ELEMENT: &str = "<app:control><app:draft>yes</app:draft></app:control>";

/// The elements that say whether everyone may read an article. They are kept, for what else they hold.
const STATES: [&str; 4] = [
    "app:control",
    "blogger:status",
    "wp:post_password",
    "wp:status",
];

/// Those that say what it is: an article for everyone, or a part of the site that keeps it.
const KINDS: [&str; 3] = ["blogger:type", "category", "wp:post_type"];

/// What Blogger calls a post, a page, a comment, a template or a setting begins so.
const KIND: &str = "http://schemas.google.com/blogger/2008/kind#";

/// What WordPress itself keeps beside posts and pages; what else it keeps has names that begin with `wp_`
/// (<https://developer.wordpress.org/plugins/post-types/registering-custom-post-types/>).
const PARTS: [&str; 7] = [
    "attachment",
    "custom_css",
    "customize_changeset",
    "nav_menu_item",
    "oembed_cache",
    "revision",
    "user_request",
];

/// The row of a node that has extension elements.
pub(crate) const fn row<N: Keeping>() -> Row<N> {
    Row {
        field: "published",
        place: "app:draft (not public), wp:status (read only)",
        read: |node, article| {
            let kept = node.elements(SIDE, kept::KEPT).iter().map(Element::text);
            if kept.into_iter().any(makes_draft) {
                article.published = Some(false);
            }
        },
        write: |article, node| {
            if article.is_withheld() && !is_said(article, N::FORMAT) {
                kept::push(node, ELEMENT);
            }
        },
    }
}

/// Returns whether an element that is kept makes a draft.
fn makes_draft(text: &str) -> bool {
    let name = text.strip_prefix('<').unwrap_or_default();
    let name = name.split(|c: char| c.is_whitespace() || "/>".contains(c));
    let is_heard = |name: &str| STATES.contains(&name) || KINDS.contains(&name);
    if !name.into_iter().next().is_some_and(is_heard) {
        return false;
    }
    let Some((_, Token::Start(tag))) = Tokens::new(text, 0).next() else {
        return false;
    };
    fragment::parse(text).is_some_and(|element| {
        let mut texts = element.texts.iter();
        let term = tag.attribute("term");
        term.is_some_and(|term| withholds(tag.name, term))
            || texts.any(|(name, text)| withholds(name, text))
    })
}

/// Returns whether the text of an element makes a draft.
fn withholds(element: &str, text: &str) -> bool {
    let text = text.trim();
    let is = |word: &str| text.eq_ignore_ascii_case(word);
    !text.is_empty()
        && match element {
            // A word that nobody knows publishes none (https://www.rfc-editor.org/rfc/rfc5023#section-13.1.1).
            "app:draft" => Value::from(text).as_flag() != Some(false),
            "blogger:status" => !is("LIVE"),
            "blogger:type" => !is("POST") && !is("PAGE"),
            "category" => text
                .strip_prefix(KIND)
                .is_some_and(|kind| !["post", "page"].contains(&kind)),
            // WordPress exports all that it has: what is private, pending or scheduled, and what asks for a password.
            "wp:status" => !is("publish"),
            "wp:post_password" => true,
            "wp:post_type" => is_part_of_site(text),
            _ => false,
        }
}

/// Returns whether what WordPress calls by that name is no article.
pub(super) fn is_part_of_site(post_type: &str) -> bool {
    post_type.starts_with("wp_") || PARTS.contains(&post_type)
}

/// Returns whether the elements of that format that an article keeps make a draft of it.
fn is_said(article: &Article, format: &str) -> bool {
    kept::texts(article, format).any(makes_draft)
}

/// Returns what tells the elements that say otherwise than the article does: a user may have published a draft since, or
/// withdrawn what was none.
pub(super) fn contradicts(article: &Article, format: &str) -> impl Fn(&str, &str) -> bool + use<> {
    let is_withheld = article.is_withheld();
    let is_outdated = is_said(article, format) != is_withheld;
    move |name, text| {
        is_outdated
            && match is_withheld {
                true => STATES.contains(&name),
                false => makes_draft(text),
            }
    }
}

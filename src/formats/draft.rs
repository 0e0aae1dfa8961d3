//! What feeds say of articles that nobody is to read yet: drafts of the Atom Publishing Protocol, as Blogger exports them,
//! and the export of WordPress.

use super::kept::{self, Keeping};
use crate::mapping::Row;
use crate::model::{Article, Value};
use crate::xml::element::{Element, Extensible};
use crate::xml::fragment::{self, Fragment};

/// The element of a draft that says nothing else.
pub(super) const ELEMENT: &str = "<app:control><app:draft>yes</app:draft></app:control>";

/// The elements that say whether an article is a draft. They are kept, for what else they hold.
const VOICES: [&str; 3] = ["app:control", "wp:post_password", "wp:status"];

/// The row of a node that has extension elements.
pub(crate) const fn row<N: Keeping>() -> Row<N> {
    Row {
        field: "published",
        place: "app:draft (not public), wp:status (read only)",
        read: |node, article| {
            if is_draft(node) || is_unpublished(node) {
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

fn is_draft(node: &impl Extensible) -> bool {
    let controls = node.elements("app", "control").iter();
    let mut drafts = controls.flat_map(|control| control.children_named("draft"));
    drafts.any(|draft| withholds("app:draft", draft.text()))
}

fn is_unpublished(node: &impl Extensible) -> bool {
    ["status", "post_password"].iter().any(|name| {
        let text = node.extension_text("wp", name);
        text.is_some_and(|text| withholds(&format!("wp:{name}"), text))
    })
}

/// Returns whether the text of an element makes a draft.
fn withholds(element: &str, text: &str) -> bool {
    let text = text.trim();
    !text.is_empty()
        && match element {
            // A word that nobody knows publishes none (https://www.rfc-editor.org/rfc/rfc5023#section-13.1.1).
            "app:draft" => Value::from(text).as_flag() != Some(false),
            // WordPress exports all that it has: what is private, pending or scheduled, and what asks for a password.
            "wp:status" => !text.eq_ignore_ascii_case("publish"),
            "wp:post_password" => true,
            _ => false,
        }
}

/// Returns whether an element that is kept makes a draft.
fn makes_draft(element: &Fragment) -> bool {
    let mut texts = element.texts.iter();
    VOICES.contains(&&*element.name) && texts.any(|(name, text)| withholds(name, text))
}

/// Returns whether the elements of that format that an article keeps make a draft of it.
fn is_said(article: &Article, format: &str) -> bool {
    let is_voice = |text: &&str| VOICES.iter().any(|name| text[1..].starts_with(name));
    let texts = kept::texts(article, format).filter(|text| text.starts_with('<'));
    let mut elements = texts.filter(is_voice).filter_map(fragment::parse);
    elements.any(|element| makes_draft(&element))
}

/// Returns what tells the elements that say otherwise than the article does: a user may have published a draft since, or
/// withdrawn what was none.
pub(super) fn contradicts(article: &Article, format: &str) -> impl Fn(&Fragment) -> bool + use<> {
    let is_withheld = article.is_withheld();
    let is_outdated = is_said(article, format) != is_withheld;
    move |element| {
        is_outdated && VOICES.contains(&&*element.name) && makes_draft(element) != is_withheld
    }
}

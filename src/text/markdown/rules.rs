//! [`Rules`]: what the settings of a site say of its Markdown.

use std::borrow::Cow;

use pulldown_cmark::{CowStr, Event, Tag};

use super::attribute::without_attributes;
use super::flavour::Flavour;
use super::formula::{Delimiters, escaped};
use super::indented::without_indented_code;
use super::kramdown;

/// What the settings of a site say of its Markdown.
#[derive(Clone, Debug, Default)]
pub(crate) struct Rules {
    /// Whether addresses in a text are links.
    pub(crate) links_addresses: bool,
    /// Whether a line that ends in a paragraph ends on the page.
    pub(crate) breaks_lines: bool,
    /// Whether indentation makes no code.
    pub(crate) ignores_indentation: bool,
    /// Whether lines tell the attributes of the blocks above them.
    pub(crate) has_attributes: bool,
    /// What stands around formulas.
    pub(crate) formulas: Vec<Delimiters>,
    /// The path that addresses of pictures begin below.
    pub(crate) picture_root: Option<String>,
}

impl Rules {
    /// Returns the Markdown of a program as others read it.
    pub(crate) fn common<'a>(&self, markdown: Cow<'a, str>, flavour: Flavour) -> Cow<'a, str> {
        if flavour == Flavour::Kramdown {
            return changed(markdown, kramdown::common);
        }
        let markdown = match &self.formulas[..] {
            [] => markdown,
            formulas => changed(markdown, |markdown| escaped(markdown, formulas, flavour)),
        };
        let markdown = if self.has_attributes {
            changed(markdown, without_attributes)
        } else {
            markdown
        };
        if self.ignores_indentation {
            changed(markdown, without_indented_code)
        } else {
            markdown
        }
    }

    /// Returns an event as it is on the page.
    pub(super) fn applied<'a>(&self, event: Event<'a>) -> Event<'a> {
        match (event, &self.picture_root) {
            (Event::SoftBreak, _) if self.breaks_lines => Event::HardBreak,
            (
                Event::Start(Tag::Image {
                    link_type,
                    dest_url,
                    title,
                    id,
                }),
                Some(root),
            ) => Event::Start(Tag::Image {
                link_type,
                dest_url: below(root, dest_url),
                title,
                id,
            }),
            (event, _) => event,
        }
    }
}

/// Returns what a function makes of a text.
pub(super) fn changed<'a>(
    text: Cow<'a, str>,
    change: impl Fn(&str) -> Cow<'_, str>,
) -> Cow<'a, str> {
    match change(&text) {
        Cow::Owned(changed) => Cow::Owned(changed),
        Cow::Borrowed(_) => text,
    }
}

/// Returns an address of the host below a path of it.
fn below<'a>(root: &str, address: CowStr<'a>) -> CowStr<'a> {
    if address.starts_with('/') && !address.starts_with("//") {
        [root, &address].concat().into()
    } else {
        address
    }
}

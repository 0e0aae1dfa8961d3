//! Elements whose content is in their attributes, such as links; some feeds put it into their text.

use std::borrow::Cow;
use std::ops::Range;

use super::Walk;
use super::attributes::{absolute, written};
use super::frame::Frame;
use super::grammar::{Fate, Level};
use super::leaf::{Inside, is_blank, plain};
use crate::error::Result;
use crate::text::tag::Tag;
use crate::text::{html, url};
use crate::xml::reference::escaped;

impl<'a> Walk<'a, '_> {
    /// Writes an element whose content is in its attributes; some feeds put it into its text.
    pub(super) fn link(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        mut frame: Frame<'a>,
        inside: &Inside,
        attribute: Option<&str>,
        text: &str,
    ) -> Result<()> {
        if frame.fate == Fate::Every && !self.keeps() {
            // It may be kept after all.
            self.used.clear();
            self.is_tainted = false;
        }
        let (mut attributes, are_clean) = self.canonical_attributes(range.start, &tag, &frame)?;
        let is_closed = || self.text[inside.end.clone()] == format!("</{}>", frame.name);
        let has_no_content = tag.is_empty || inside.content.is_empty() && is_closed();
        let mut is_clean = are_clean && tag.name == frame.name && has_no_content;
        if let Some(attribute) = attribute
            && attributes.iter().all(|(name, _)| name != attribute)
            && !is_blank(text)
            && !inside.has_markup
        {
            let plain = plain(text);
            let value = frame
                .base
                .as_deref()
                .and_then(|base| absolute(&plain, base));
            attributes.push((
                attribute.into(),
                value.unwrap_or_else(|| escaped(&plain)).into(),
            ));
            is_clean = false;
        }
        for (_, relation) in attributes.iter_mut().filter(|(name, _)| name == "rel") {
            let usual = usual_relation(relation);
            is_clean &= usual == *relation;
            *relation = usual.into();
        }
        let find = |wanted: &str| {
            let attribute = attributes.iter().find(|(name, _)| name == wanted);
            attribute.map(|(_, value)| &**value)
        };
        if matches!(&*frame.name, "link" | "atom:link") && !self.keeps() {
            frame.fate = self.link_fate(find("rel"), find("type"), find("href"));
            if frame.fate == Fate::Spare
                && let Some(href) = tag.attribute("href")
                && let Some(record) = self.parent_record()
            {
                record.note_text(frame.name.clone(), href);
            }
        }
        let label = find("label").filter(|label| !label.trim().is_empty());
        // Rows read the one or the other.
        if self.level() == Level::Entry
            && label.is_some()
            && label != find("term")
            && frame.name == "category"
            && frame.fate == Fate::Every
            && !self.keeps()
        {
            frame.fate = Fate::Both;
        }
        let end = inside.end.end;
        if !is_clean || frame.fate == Fate::Kept && !tag.is_empty {
            let text = written(&frame.name, &attributes, true);
            self.edit(range.start..end, &text);
        }
        self.closed(&frame, end);
        Ok(())
    }

    /// Returns what becomes of a link. One page is the article's own; others are in other languages, or of other types.
    fn link_fate(&mut self, rel: Option<&str>, kind: Option<&str>, href: Option<&str>) -> Fate {
        let rel = rel.unwrap_or("alternate");
        let level = self.level();
        if href.is_some_and(|href| url::is_script(&html::decoded(href))) {
            return Fate::Dropped;
        }
        if rel != "alternate" {
            return if is_read(rel, level) {
                Fate::Every
            } else {
                Fate::Kept
            };
        }
        let is_page = kind.is_none_or(|kind| kind.contains("html"));
        let is_own = is_page
            && self
                .parent_record()
                .is_some_and(|record| !record.note(Cow::Borrowed("link to a page")));
        if is_own { Fate::Spare } else { Fate::Both }
    }
}

/// Returns a relation by its short name, in lower case; the registry is where those come from.
fn usual_relation(relation: &str) -> String {
    let name = relation
        .strip_prefix("http://www.iana.org/assignments/relation/")
        .unwrap_or(relation);
    if name.contains(':') {
        name.to_owned()
    } else {
        name.trim().to_ascii_lowercase()
    }
}

/// Relations of links that rows read.
fn is_read(rel: &str, level: Level) -> bool {
    match level {
        Level::Channel | Level::Feed => matches!(
            rel,
            "self" | "alternate" | "hub" | "current" | "prev-archive" | "next"
        ),
        _ => matches!(
            rel,
            "alternate" | "enclosure" | "via" | "related" | "amphtml"
        ),
    }
}

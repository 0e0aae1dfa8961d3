//! Elements whose content is in their attributes, such as links; some feeds put it into their text.

use std::ops::Range;

use super::Walk;
use super::attributes::{absolute, written};
use super::frame::Frame;
use super::grammar::{Fate, Level};
use super::leaf::{Inside, is_blank, plain};
use crate::error::Result;
use crate::text::tag::Tag;
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
        let (mut attributes, are_clean) = self.canonical_attributes(range.start, &tag, &frame)?;
        let mut is_clean = are_clean
            && tag.name == frame.name
            && (tag.is_empty || inside.content.is_empty() && !inside.end.is_empty());
        if let Some(attribute) = attribute
            && attributes.iter().all(|(name, _)| name != attribute)
            && !is_blank(text)
            && !inside.has_markup
        {
            let value = frame.base.as_deref().and_then(|base| absolute(text, base));
            attributes.push((
                attribute.to_owned(),
                value.unwrap_or_else(|| escaped(&plain(text))),
            ));
            is_clean = false;
        }
        for (name, value) in &mut attributes {
            // The registry of relations is where their short names come from.
            if let Some(relation) = value
                .strip_prefix("http://www.iana.org/assignments/relation/")
                .filter(|_| name == "rel")
            {
                *value = relation.to_owned();
                is_clean = false;
            }
        }
        let find = |wanted: &str| {
            attributes
                .iter()
                .find(|(name, _)| name == wanted)
                .map(|(_, value)| value.as_str())
        };
        let rel = find("rel").unwrap_or("alternate");
        // One page is the article's own; others are in other languages, or of other types.
        let is_further = rel == "alternate"
            && self
                .parent_record()
                .is_some_and(|record| record.sees_again("alternate"));
        if attribute == Some("href") && (is_further || !is_read(rel, self.level())) && !self.keeps()
        {
            frame.fate = if is_further { Fate::Both } else { Fate::Kept };
            self.used.clear();
            self.is_tainted = false;
        }
        let end = inside.end.end;
        if !is_clean || frame.fate == Fate::Kept && !tag.is_empty {
            let text = written(&frame.name, &attributes, true);
            self.edit(range.start..end, &text);
        }
        self.closed(&frame, end);
        Ok(())
    }
}

/// Relations of links that rows read.
fn is_read(rel: &str, level: Level) -> bool {
    match level {
        Level::Channel | Level::Feed => matches!(rel, "self" | "alternate" | "hub"),
        _ => matches!(
            rel,
            "alternate" | "enclosure" | "via" | "related" | "amphtml"
        ),
    }
}

//! Start tags, well-formed and with the attributes that the crates know.

use std::borrow::Cow;
use std::collections::BTreeSet;
use std::ops::Range;
use std::sync::Arc;

use ::url::Url;

use super::Walk;
use super::frame::Frame;
use super::grammar::{Family, Fate};
use super::name::Space;
use crate::error::Result;
use crate::text::tag::{Attribute, Tag};
use crate::text::{html, url};
use crate::xml::fragment::is_name;
use crate::xml::namespace;
use crate::xml::reference::{self, Place};
use crate::xml::repairs::Repair;

/// Attributes that hold an address.
const ADDRESSES: [&str; 4] = ["href", "url", "src", "uri"];

/// So many attributes are compared with each other.
const FEW: usize = 8;

/// The attributes of a start tag, as they are written.
pub(super) type Attributes<'a> = Vec<(Cow<'a, str>, Cow<'a, str>)>;

impl<'a> Walk<'a, '_> {
    /// Puts a start tag in canonical form.
    pub(super) fn write_tag(
        &mut self,
        range: &Range<usize>,
        tag: &Tag<'a>,
        frame: &Frame<'a>,
        is_empty: bool,
    ) -> Result<()> {
        let name = if frame.raw.is_empty() {
            tag.name
        } else {
            &frame.name
        };
        let is_clean = name == tag.name && is_empty == tag.is_empty;
        if is_clean && !tag.has_attributes() {
            return Ok(());
        }
        let (attributes, are_clean) = self.canonical_attributes(range.start, tag, frame)?;
        if !(is_clean && are_clean) {
            let name = name.to_owned();
            self.edit(range.clone(), &written(&name, &attributes, is_empty));
        }
        Ok(())
    }

    /// Returns the attributes as the crates know them, and whether they stand so in the document.
    pub(super) fn canonical_attributes(
        &mut self,
        at: usize,
        tag: &Tag<'a>,
        frame: &Frame<'a>,
    ) -> Result<(Attributes<'a>, bool)> {
        let mut are_clean = tag.is_well_formed();
        if !are_clean {
            self.repairs.note(Repair::Attribute, at);
        }
        // More of them are looked up.
        let mut seen = BTreeSet::new();
        let mut attributes = Attributes::new();
        for attribute in tag.attributes() {
            let name = self
                .attribute_name(&attribute, frame)
                .filter(|name| is_name(name));
            let is_first = |name: &Cow<'a, str>| {
                let mut first = attributes.iter().take(FEW).map(|(name, _)| name);
                !first.any(|first| first == name)
                    && (attributes.len() < FEW || seen.insert(name.clone()))
            };
            // The first of several counts.
            let Some(name) = name.filter(is_first) else {
                are_clean = false;
                continue;
            };
            let repaired = reference::repaired(
                attribute.value,
                at + tag.offset_of(attribute.value),
                Place::Attribute,
                &mut self.entities,
                &mut self.repairs,
            )?;
            let value = match (&*name, frame.base.as_deref()) {
                ("isPermaLink", _) if *repaired != *"true" && *repaired != *"false" => {
                    Cow::Owned(repaired.trim().to_ascii_lowercase())
                }
                (name, Some(base)) if ADDRESSES.contains(&name) => {
                    absolute(&repaired, base).map_or(repaired, Cow::Owned)
                }
                _ => repaired,
            };
            // What is kept is shown by whoever takes it for an address.
            if ADDRESSES.contains(&local(&name))
                && url::is_script(html::decoded(&value).trim())
                && (matches!(frame.fate, Fate::Both | Fate::Kept | Fate::Spare) || self.keeps())
            {
                are_clean = false;
                continue;
            }
            are_clean &= *name == *attribute.name && *value == *attribute.value;
            let value = if value.contains('"') {
                Cow::Owned(value.replace('"', "&quot;"))
            } else {
                value
            };
            attributes.push((name, value));
        }
        Ok((attributes, are_clean))
    }

    /// Returns the name that an attribute is known by, if it says something.
    fn attribute_name(
        &mut self,
        attribute: &Attribute<'a>,
        frame: &Frame<'a>,
    ) -> Option<Cow<'a, str>> {
        let name = attribute.name;
        if name == "xmlns" || name.starts_with("xmlns:") {
            let is_root = Some(frame.start) == self.start;
            let prefix = name.strip_prefix("xmlns:").unwrap_or_default();
            let is_narrowed = self.setting.family == Family::Rss
                && (namespace::is_narrowed_by_rss(prefix)
                    || namespace::prefix_of(attribute.value)
                        .is_some_and(namespace::is_narrowed_by_rss));
            return (is_root && !is_narrowed).then_some(Cow::Borrowed(name));
        }
        if namespace::divided(name).is_some() {
            if name.starts_with("xml:") {
                return Some(Cow::Borrowed(name));
            }
            if !is_name(name) {
                return None;
            }
            let (space, local) = self.resolve(name);
            self.note_use(&space);
            return Some(match space {
                Space::Core => Cow::Borrowed(local),
                Space::Known("atom") if frame.name.starts_with("atom:") => Cow::Borrowed(local),
                space => Cow::Owned(space.name(local)),
            });
        }
        // Atom 0.3.
        if frame.name == "generator" && name == "url" {
            return Some(Cow::Borrowed("uri"));
        }
        if name.eq_ignore_ascii_case("isPermaLink") {
            return Some(Cow::Borrowed("isPermaLink"));
        }
        if has_lower_case_attributes(&frame.name)
            && name.bytes().any(|byte| byte.is_ascii_uppercase())
        {
            return Some(Cow::Owned(name.to_ascii_lowercase()));
        }
        Some(Cow::Borrowed(name))
    }

    /// Returns the base within an element.
    pub(super) fn base_of(&self, tag: &Tag<'a>) -> Option<Arc<Url>> {
        let outer = self.frames.last().and_then(|frame| frame.base.clone());
        let Some(value) = tag
            .has_attributes()
            .then(|| tag.attribute("xml:base"))
            .flatten()
        else {
            return outer;
        };
        let value = html::decoded(value.trim());
        let against = outer.as_deref().or(self.setting.base);
        let base = match against {
            Some(against) => against.join(&value),
            None => Url::parse(&value),
        };
        base.ok()
            .filter(|base| url::is_base(base.as_str()))
            .map(|base| Arc::new(url::as_base(base)))
            .or(outer)
    }
}

/// Returns a name without its prefix.
fn local(name: &str) -> &str {
    name.split_once(':').map_or(name, |(_, local)| local)
}

/// Returns whether an element is one of ours, whose attributes are in lower case.
fn has_lower_case_attributes(name: &str) -> bool {
    const NAMES: [&str; 9] = [
        "atom:link",
        "category",
        "content",
        "enclosure",
        "guid",
        "link",
        "source",
        "summary",
        "title",
    ];
    NAMES.contains(&name)
}

/// Returns an escaped address against its base, escaped.
pub(super) fn absolute(address: &str, base: &Url) -> Option<String> {
    let address = html::decoded(address.trim());
    if address.is_empty() {
        return None;
    }
    url::absolute(&address, Some(base)).map(|address| reference::escaped(&address))
}

/// Returns a start tag.
pub(super) fn written(name: &str, attributes: &Attributes<'_>, is_empty: bool) -> String {
    let mut out = format!("<{name}");
    for (name, value) in attributes {
        out.extend([" ", name, "=\"", value, "\""]);
    }
    out.push_str(if is_empty { "/>" } else { ">" });
    out
}

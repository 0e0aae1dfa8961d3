//! Elements that no row reads, kept as text that can be written again; and what else is remembered of a node, for the rows.

use super::Walk;
use super::frame::{Frame, Kept, Record};
use super::grammar::{self, Fate, Level};
use super::leaf::plain;
use super::name::Space;
use super::splice::spliced;
use crate::model::Timestamp;
use crate::xml::namespace::SIDE;
use crate::xml::reference::escaped;
use crate::xml::repairs::Repair;

impl<'a> Walk<'a, '_> {
    /// Remembers that the element that is being kept has a name of a namespace that we do not know.
    pub(super) fn note_use(&mut self, space: &Space) {
        if let Space::Unknown(prefix) = space {
            self.used.insert(prefix.clone());
        }
    }

    /// Keeps a complete element; takes it out of the document if nothing reads it there.
    pub(super) fn keep(&mut self, frame: &Frame<'a>, end: usize, takes_out: bool) {
        let mut text =
            spliced(self.text, frame.start..end, &self.edits[frame.edits..]).into_owned();
        let declarations = self.used.iter().filter_map(|prefix| {
            let uri = escaped(self.scope.assigned_uri(prefix)?);
            Some(format!(" xmlns:{prefix}=\"{uri}\""))
        });
        let declarations: String = declarations.collect();
        text.insert_str(1 + frame.name.len(), &declarations);
        if takes_out {
            self.edits.truncate(frame.edits);
            self.edit(frame.start..end, "");
        }
        if self.is_tainted {
            self.repairs.note(Repair::Script, frame.start);
            return;
        }
        let is_node = |frame: &&mut Frame<'_>| frame.level.is_node() && frame.record.is_some();
        let node = self.frames.iter_mut().rev().find(is_node);
        if let Some(record) = node.and_then(|node| node.record.as_mut()) {
            let spare = (frame.fate == Fate::Spare).then(|| frame.name.clone());
            record.kept.push(Kept { text, spare });
        }
    }

    /// Writes what is remembered of a node, before its end.
    pub(super) fn write_record(&mut self, record: &mut Record<'a>, level: Level, at: usize) {
        let has_guid = record.has_seen("guid");
        if let Some(about) = record.about.take().filter(|_| !has_guid) {
            self.insert(
                at,
                &format!("<guid isPermaLink=\"false\">{}</guid>", escaped(&about)),
            );
        }
        for (name, text) in std::mem::take(&mut record.stated) {
            if !record.has_seen(name) {
                self.insert(at, &format!("<{name}>{}</{name}>", escaped(&text)));
            }
        }
        let mut element = |name: &str, text: &str| {
            self.insert(
                at,
                &format!("<{SIDE}:{name}>{}</{SIDE}:{name}>", escaped(text)),
            );
        };
        if let Some(base) = record.base.take() {
            element("base", base.as_str());
        }
        if let Some(lang) = record.lang.take() {
            element("lang", lang.trim());
        }
        for Kept { text, spare } in std::mem::take(&mut record.kept) {
            if spare.is_none_or(|name| is_beside(record, level, &name)) {
                element("kept", &text);
            }
        }
    }
}

/// Returns whether rows read another element in place of this one, and it says something else.
fn is_beside(record: &Record<'_>, level: Level, name: &str) -> bool {
    let alike = grammar::alike(level, name).unwrap_or_default();
    let first = alike
        .iter()
        .find_map(|name| Some((name, record.text(name)?)));
    let Some((_, text)) = first.filter(|(first, _)| **first != name) else {
        return false;
    };
    record.text(name).is_none_or(|own| !is_same(own, text))
}

/// Returns whether two texts say the same, or name one instant.
fn is_same(one: &str, other: &str) -> bool {
    let (one, other) = (plain(one), plain(other));
    let instant = |text| Timestamp::parse(text).map(|date| date.instant());
    one == other || instant(&one).is_some_and(|one| Some(one) == instant(&other))
}

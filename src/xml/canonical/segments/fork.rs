//! Walks that go on where others are.

use crate::xml::canonical::Walk;
use crate::xml::canonical::frame::Frame;
use crate::xml::canonical::grammar::{Fate, Level};

impl<'a, 'o> Walk<'a, 'o> {
    /// Returns a walk over another text that begins with what this one remembers.
    pub(super) fn fork<'b>(&self, text: &'b str) -> Walk<'b, 'o>
    where
        'a: 'b,
    {
        Walk {
            scope: self.scope.clone(),
            root: self.root.clone(),
            is_early: self.is_early,
            entities: self.entities.clone(),
            frames: self.open_frames(),
            ..Walk::fresh(text, self.setting)
        }
    }

    /// Returns what is open, for a walk that has no edits before it.
    fn open_frames(&self) -> Vec<Frame<'a>> {
        let frames = self.frames.iter().cloned();
        frames.map(|frame| Frame { edits: 0, ..frame }).collect()
    }

    /// Returns whether nothing is open but what holds articles, and stays in its place.
    pub(super) fn is_between_articles(&self) -> bool {
        matches!(self.level(), Level::Channel | Level::Feed)
            && self.frames.iter().all(|frame| {
                matches!(frame.fate, Fate::First | Fate::Every) && !frame.is_transparent
            })
    }

    /// Returns whether this walk has come to a byte, whatever stands behind it.
    pub(super) fn is_known_at(&self, place: usize) -> bool {
        self.tokens.offset() == place
            && !self.tokens.has_missed()
            && !self.is_unsure
            && self.channel_end.is_none()
    }

    /// Returns whether this walk remembers what another does.
    pub(super) fn remembers(&self, other: &Self) -> bool {
        self.open_frames() == other.frames && self.scope.declares_as(&other.scope)
    }
}

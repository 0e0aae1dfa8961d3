//! End tags, and the ends of elements that have none.

use std::ops::Range;

use super::Walk;
use super::frame::Frame;
use super::grammar::{self, Content, Family, Fate, Level};
use super::leaf::plain;
use super::name::Space;
use super::splice::{Complete, spliced};
use crate::xml::namespace;
use crate::xml::reference::escaped;
use crate::xml::repairs::Repair;

impl<'a> Walk<'a, '_> {
    pub(super) fn end(&mut self, range: Range<usize>, name: &str) {
        let Some(index) = self.open_index(name) else {
            self.repairs.note(Repair::EndTag, range.start);
            self.edit(range, "");
            return;
        };
        while self.frames.len() > index + 1 {
            let Some(frame) = self.frames.pop() else {
                break;
            };
            let has_ended = frame.level == Level::Channel
                && (self.channel_end.is_some() || frame.raw.is_empty());
            if !has_ended {
                self.repairs.note(Repair::EndTag, range.start);
            }
            self.close(frame, None, range.start);
        }
        let is_channel =
            self.frames[index].level == Level::Channel && !self.frames[index].is_transparent;
        if is_channel && !self.frames[0].raw.is_empty() {
            self.take_back_channel_end();
            if self.text[range.clone()] != *"</channel>" {
                // It will get another one.
                self.frames[index].raw = "";
                self.edit(range, "");
                return;
            }
            if let Some(mut record) = self.frames[index].record.take() {
                self.write_record(&mut record, Level::Channel, range.start);
                self.frames[index].record = Some(record);
            }
            self.channel_end = Some(range);
            return;
        }
        if let Some(frame) = self.frames.pop() {
            self.close(frame, Some(range.clone()), range.start);
        }
    }

    /// Returns the innermost open element of that name, in any case.
    pub(super) fn open_index(&self, name: &str) -> Option<usize> {
        let exact = self.frames.iter().rposition(|frame| frame.raw == name);
        exact.or_else(|| {
            self.frames
                .iter()
                .rposition(|frame| frame.raw.eq_ignore_ascii_case(name))
        })
    }

    /// Closes what cannot hold an element: an article does not stand in another.
    ///
    /// Returns whether there was something to close.
    pub(super) fn make_room(&mut self, name: &'a str, at: usize) -> bool {
        let local = namespace::divided(name).map_or(name, |(_, local)| local);
        if !grammar::names_article(local) {
            return false;
        }
        let holder = match self.setting.family {
            Family::Rss => Level::Channel,
            Family::Atom => Level::Feed,
        };
        let article = grammar::element(holder, "", local).map(|element| element.content);
        let is_article = matches!(
            article,
            Some(Content::Structure(Level::Item | Level::Entry))
        );
        if !is_article
            || self.resolve(name).0 != Space::Core
            // Within an article, it is a part of something.
            || matches!(self.level(), Level::Foreign | Level::Source) && self.is_within_article()
        {
            return false;
        }
        let depth = self.frames.len();
        while self.frames.iter().any(|frame| frame.level == holder) && self.level() != holder {
            let Some(frame) = self.frames.pop() else {
                break;
            };
            self.repairs.note(Repair::EndTag, at);
            self.close(frame, None, at);
        }
        self.frames.len() < depth
    }

    /// Returns whether what is open is an element of another vocabulary within an article, or the source of one.
    fn is_within_article(&self) -> bool {
        let is_article = |frame: &Frame<'_>| matches!(frame.level, Level::Item | Level::Entry);
        let article = self.frames.iter().rposition(is_article);
        article
            .and_then(|index| self.frames.get(index + 1))
            .is_some_and(|frame| frame.level == Level::Source || frame.name.contains(':'))
    }

    /// Closes an element with its end tag, or before a byte.
    pub(super) fn close(&mut self, mut frame: Frame<'a>, end: Option<Range<usize>>, at: usize) {
        if let Some(mut record) = frame.record.take().filter(|_| frame.level.is_node()) {
            self.write_record(&mut record, frame.level, at);
        }
        if frame.level == Level::Rss && !frame.has_children {
            self.insert(at, "<channel></channel>");
        }
        if frame.level == Level::Person && !frame.has_children {
            self.name_person(&frame, at);
        }
        if frame.level == Level::Image && !frame.has_children {
            // RSS 1.0 has a reference to it in the channel.
            frame.fate = Fate::Dropped;
            if let Some(record) = self.parent_record() {
                record.unsee(&frame.name);
            }
        }
        let channel_end = self
            .channel_end
            .take()
            .filter(|_| frame.level == Level::Channel && !frame.is_transparent);
        match &end {
            _ if channel_end.is_some() => {}
            Some(range) if frame.is_transparent => self.edit(range.clone(), ""),
            Some(range) => {
                if self.text.get(range.start + 2..range.end - 1) != Some(&*frame.name)
                    || !self.text[..range.end].ends_with('>')
                {
                    self.edit(range.clone(), &format!("</{}>", frame.name));
                }
            }
            None if frame.is_transparent => {}
            None => self.insert(at, &format!("</{}>", frame.name)),
        }
        self.closed(&frame, end.map_or(at, |range| range.end));
    }

    /// Forgets the articles that stand in an element which begins at a byte: one of them, or one that is taken out.
    pub(super) fn forget_articles(&mut self, start: usize) {
        while matches!(self.complete.last(), Some(article) if article.place.start >= start) {
            self.complete.pop();
        }
    }

    /// Does with a complete element what its fate says.
    pub(super) fn closed(&mut self, frame: &Frame<'a>, end: usize) {
        self.scope.truncate(frame.declarations);
        let is_out = matches!(frame.fate, Fate::Kept | Fate::Dropped);
        let is_article = matches!(frame.level, Level::Item | Level::Entry);
        if is_out || is_article {
            self.forget_articles(frame.start);
        }
        if is_article && !is_out {
            self.complete.push(Complete {
                place: frame.start..end,
                edits: frame.edits..self.edits.len(),
            });
        }
        match frame.fate {
            Fate::First | Fate::Every => {}
            Fate::Both | Fate::Spare => self.keep(frame, end, false),
            Fate::Kept => self.keep(frame, end, true),
            Fate::Dropped => {
                self.edits.truncate(frame.edits);
                self.edit(frame.start..end, "");
            }
        }
    }

    /// Puts the text of a person without elements where the name belongs.
    fn name_person(&mut self, frame: &Frame<'a>, end: usize) {
        let first = self.edits[frame.edits..]
            .iter()
            .position(|(range, _)| range.start >= frame.content);
        let first = first.map_or(self.edits.len(), |index| frame.edits + index);
        let name = plain(&spliced(
            self.text,
            frame.content..end,
            &self.edits[first..],
        ));
        if !name.is_empty() {
            self.edits.truncate(first);
            self.edit(
                frame.content..end,
                &format!("<name>{}</name>", escaped(&name)),
            );
        }
    }
}

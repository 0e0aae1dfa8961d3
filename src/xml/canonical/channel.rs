//! The root and the channel, which feeds leave out, repeat, or end before their items.

use std::ops::Range;

use super::Walk;
use super::frame::Frame;
use super::grammar::{Family, Level};
use super::name::Space;
use super::splice::With;
use crate::error::Result;
use crate::text::tag::Tag;
use crate::xml::namespace;

impl<'a> Walk<'a, '_> {
    pub(super) fn open_root(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        declarations: usize,
    ) -> Result<()> {
        let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let local = local.to_ascii_lowercase();
        self.is_early = self.setting.family == Family::Atom
            && (tag.attribute("version").is_some()
                || self.scope.uri(prefix).is_some_and(namespace::is_early_atom));
        if local != "rdf" {
            self.root = (
                Some(prefix).filter(|prefix| !prefix.is_empty()),
                self.scope.uri(prefix).map(str::to_owned),
            );
        }
        let (name, level) = match (self.setting.family, local.as_str()) {
            (Family::Rss, "channel") => {
                self.insert(range.start, "<rss version=\"2.0\">");
                let frame = Frame::ours(
                    "rss",
                    Level::Rss,
                    range.start,
                    self.edits.len(),
                    declarations,
                );
                self.frames.push(Frame {
                    has_children: true,
                    ..frame
                });
                ("channel", Level::Channel)
            }
            (Family::Rss, _) => ("rss", Level::Rss),
            (Family::Atom, "entry") => {
                self.insert(range.start, "<feed>");
                self.frames.push(Frame::ours(
                    "feed",
                    Level::Feed,
                    range.start,
                    self.edits.len(),
                    declarations,
                ));
                ("entry", Level::Entry)
            }
            (Family::Atom, _) => ("feed", Level::Feed),
        };
        let frame = Frame {
            raw: tag.name,
            base: self.base_of(&tag),
            content: range.end,
            ..Frame::ours(name, level, range.start, self.edits.len(), declarations)
        };
        if local == "rdf" {
            self.edit(range.clone(), "<rss version=\"2.0\">");
            let record = self.record_of(&tag, level);
            self.frames.push(Frame {
                record: Some(Box::new(record)),
                ..frame
            });
            return Ok(());
        }
        self.open_structure(range, tag, frame)
    }

    /// Opens a channel where one is missing, and goes on with one that seemed to have ended.
    pub(super) fn go_on_with_channel(
        &mut self,
        at: usize,
        space: &Space,
        local: &str,
        declarations: usize,
    ) {
        self.take_back_channel_end();
        let is_channel = *space == Space::Core && local.eq_ignore_ascii_case("channel");
        if self.level() == Level::Rss && !is_channel {
            self.insert(at, "<channel>");
            let base = self.frames.last().and_then(|frame| frame.base.clone());
            self.frames
                .iter_mut()
                .for_each(|frame| frame.has_children = true);
            let frame = Frame::ours(
                "channel",
                Level::Channel,
                at,
                self.edits.len(),
                declarations,
            );
            self.frames.push(Frame { base, ..frame });
        }
    }

    /// Takes out an end tag of the channel that was none; text behind it may have been repaired since.
    pub(super) fn take_back_channel_end(&mut self) {
        if let Some(end) = self.channel_end.take() {
            let is_channel =
                |frame: &&mut Frame<'_>| frame.level == Level::Channel && !frame.is_transparent;
            if let Some(channel) = self.frames.iter_mut().find(is_channel) {
                // It gets another one.
                channel.raw = "";
            }
            let behind = self
                .edits
                .iter()
                .rev()
                .take_while(|(range, _)| range.start >= end.end)
                .count();
            self.edits
                .insert(self.edits.len() - behind, (end, With::Text(String::new())));
        }
    }
}

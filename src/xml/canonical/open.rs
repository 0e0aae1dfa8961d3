//! Start tags: what an element is, and what becomes of it.

use std::borrow::Cow;
use std::ops::Range;

use super::Walk;
use super::frame::{Frame, Record};
use super::grammar::{self, Content, Element, Family, Fate, Level};
use super::name::Space;
use crate::error::{Bound, Error, Result};
use crate::text::tag::Tag;
use crate::text::{html, url};
use crate::xml::fragment::is_name;
use crate::xml::namespace;

/// The vocabulary of Google for kinds of things.
const KIND: &str = "http://schemas.google.com/g/2005#kind";

impl<'a> Walk<'a, '_> {
    pub(super) fn start(&mut self, range: Range<usize>, tag: Tag<'a>) -> Result<()> {
        let mut declarations = self.scope.len();
        self.declare(&tag);
        if self.frames.is_empty() {
            return self.open_root(range, tag, declarations);
        }
        self.adopt(tag.name);
        if self.make_room(tag.name, range.start) {
            // What was closed took the declarations of this tag with it.
            declarations = self.scope.len();
            self.declare(&tag);
        }
        let (space, local) = self.resolve(tag.name);
        self.go_on_with_channel(range.start, &space, local, declarations);
        let level = self.level();
        if level == Level::Foreign {
            return self.open_foreign(range, tag, &space, local, declarations);
        }
        let known = self.known(level, &space, local, &tag);
        let content = known.map_or(Content::Foreign, |element| element.content);
        if content == Content::Transparent {
            return self.open_transparent(range, tag, declarations);
        }
        let name = known.map_or_else(
            || Cow::Owned(space.name(local)),
            |element| Cow::Borrowed(element.name),
        );
        let (name, mut fate) = self.fate(level, known, &space, name);
        if fate == Fate::Kept && self.keep_around() {
            fate = Fate::Every;
        }
        if name == "media:content" && fate == Fate::Every && !self.keeps() && self.is_more(&tag) {
            fate = Fate::Both;
        }
        if name == "category" && fate == Fate::Every && !self.keeps() && is_kind(&tag) {
            fate = Fate::Kept;
        }
        // RSS 1.0 has a reference to it in the channel.
        if name == "textInput" && tag.attribute("rdf:resource").is_some() {
            fate = Fate::Dropped;
        }
        if matches!(fate, Fate::Kept | Fate::Both | Fate::Spare) {
            self.used.clear();
            self.is_tainted = false;
        }
        self.note_use(&space);
        if let Some(parent) = self.frames.last_mut() {
            parent.has_children = true;
        }
        let frame = Frame {
            name,
            fate,
            base: self.base_of(&tag),
            ..Frame::of(tag.name, &range, self.edits.len(), declarations)
        };
        match content {
            Content::Structure(level) => self.open_structure(range, tag, Frame { level, ..frame }),
            Content::Foreign => self.open(range, tag, frame),
            content => self.leaf(range, tag, frame, content),
        }
    }

    /// Returns the name that rows look for, and what becomes of an element.
    fn fate(
        &mut self,
        level: Level,
        known: Option<Element>,
        space: &Space,
        name: Cow<'static, str>,
    ) -> (Cow<'static, str>, Fate) {
        let keeps = self.keeps();
        let mut fate = known.map_or(Fate::Kept, |element| element.fate);
        let mut name = name;
        let is_repeated = self
            .parent_record()
            .is_some_and(|record| record.note(name.clone()));
        match (fate, &*name) {
            (Fate::First | Fate::Spare, _) if is_repeated => fate = Fate::Kept,
            // The crate knows one of each.
            (Fate::Every, "author" | "enclosure") if is_repeated && level == Level::Item => {
                name = Cow::Owned(format!("{}:{name}", namespace::SIDE));
            }
            _ => {}
        }
        let may_be_kept = || namespace::may_be_kept(space.prefix()) && is_name(&name);
        if known.is_none() && !may_be_kept() {
            return (name, Fate::Dropped);
        }
        let around = self.frames.last().map(|frame| (frame.level, frame.fate));
        match (fate, around) {
            // The crates take one of each that they know.
            (Fate::Kept, Some((Level::Image | Level::Person, around)))
                if known.is_some() && (!keeps || around == Fate::Both) =>
            {
                fate = Fate::Dropped;
            }
            // It stays within what is kept.
            (Fate::Kept | Fate::Both | Fate::Spare, _) if keeps => fate = Fate::Every,
            _ => {}
        }
        (name, fate)
    }

    /// Keeps the person or the picture in which an element stands that no row reads, since there is no way back into it.
    ///
    /// Returns whether there is one.
    fn keep_around(&mut self) -> bool {
        let Some(frame) = self.frames.last_mut() else {
            return false;
        };
        if !matches!(frame.level, Level::Image | Level::Person) {
            return false;
        }
        if frame.fate != Fate::Both {
            frame.fate = Fate::Both;
            self.used.clear();
            self.is_tainted = false;
        }
        true
    }

    /// Returns the element that a level knows under that name.
    pub(super) fn known(
        &self,
        level: Level,
        space: &Space,
        local: &str,
        tag: &Tag<'a>,
    ) -> Option<Element> {
        let prefix = match space {
            Space::Unknown(_) => return None,
            // A person of Atom in RSS.
            Space::Known("atom") if level == Level::Person => "",
            space => space.prefix(),
        };
        let is = |name: &str| local.eq_ignore_ascii_case(name);
        match (level, prefix) {
            // The whole text, as markup.
            (Level::Item, "xhtml") if is("body") || is("div") => {
                grammar::element(level, "content", "encoded")
            }
            // A link of Atom in RSS, or one of RSS that looks like it.
            (Level::Channel | Level::Item, "") if is("link") && tag.attribute("href").is_some() => {
                grammar::element(level, "atom", "link")
            }
            // An address, by its own word.
            (Level::Item, "") if is("guid") && is_permalink(tag) => {
                let guid = grammar::element(level, "", "guid");
                guid.map(|element| Element {
                    content: Content::Uri,
                    ..element
                })
            }
            // People with names and addresses, as in Atom.
            (Level::Item, "") if is("author") && self.holds_person(tag) => {
                grammar::element(level, "atom", "author")
            }
            _ => grammar::element(level, prefix, local),
        }
    }

    /// Returns whether the start tag that was just read is that of a person with elements of its own.
    fn holds_person(&self, tag: &Tag<'a>) -> bool {
        let rest = self.text[self.tokens.offset()..].trim_ascii_start();
        let name = rest
            .strip_prefix('<')
            .map(|rest| rest.split(|c: char| !c.is_ascii_alphanumeric() && c != ':'));
        let local = name
            .and_then(|mut parts| parts.next())
            .map(|name| name.rsplit(':').next().unwrap_or(name));
        !tag.is_empty
            && local.is_some_and(|local| {
                ["name", "email", "uri", "url"]
                    .iter()
                    .any(|name| local.eq_ignore_ascii_case(name))
            })
    }

    pub(super) fn open_structure(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        mut frame: Frame<'a>,
    ) -> Result<()> {
        if matches!(frame.level, Level::Item | Level::Entry) {
            self.articles += 1;
            if self.articles > self.setting.limits.articles {
                return Err(Error::Exceeded {
                    bound: Bound::Articles,
                    limit: self.setting.limits.articles,
                });
            }
        }
        frame.record = Some(Box::new(self.record_of(&tag, frame.level)));
        self.open(range, tag, frame)
    }

    /// Returns what is known of a node from its own tag.
    pub(super) fn record_of(&mut self, tag: &Tag<'a>, level: Level) -> Record<'a> {
        let mut record = Record::default();
        // The crate reads it on `feed`; what `rss` says, its channel says.
        let of_root = self
            .frames
            .iter_mut()
            .rev()
            .find(|frame| frame.level == Level::Rss && level == Level::Channel);
        let inherited = of_root.and_then(|frame| frame.record.as_mut()?.lang.take());
        let own = tag
            .attribute("xml:lang")
            .filter(|_| level != Level::Feed)
            .map(str::to_owned);
        record.lang = own.or(inherited);
        if self.setting.family == Family::Rss && level == Level::Item {
            let about = tag
                .attribute("rdf:about")
                .or_else(|| tag.attribute("about"));
            record.about = about.map(|about| html::decoded(about.trim()).into_owned());
        }
        let date = match level {
            Level::Channel => "lastBuildDate",
            Level::Item => "pubDate",
            _ => return record,
        };
        for (attribute, name) in [("href", "link"), ("lastmod", date)] {
            let mut attributes = tag.attributes();
            let stated = attributes.find(|own| own.name.eq_ignore_ascii_case(attribute));
            let text = stated.map(|own| html::decoded(own.value.trim()).into_owned());
            let text = text.filter(|text| !url::is_script(text));
            record.stated.extend(text.map(|text| (name, text)));
        }
        record
    }

    fn open(&mut self, range: Range<usize>, tag: Tag<'a>, frame: Frame<'a>) -> Result<()> {
        self.check_depth()?;
        let is_structure = frame.level != Level::Foreign;
        self.write_tag(&range, &tag, &frame, tag.is_empty && !is_structure)?;
        if tag.is_empty && !is_structure {
            self.closed(&frame, range.end);
            return Ok(());
        }
        if tag.is_empty {
            self.close(frame, None, range.end);
            return Ok(());
        }
        self.frames.push(frame);
        Ok(())
    }

    fn open_transparent(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        declarations: usize,
    ) -> Result<()> {
        self.check_depth()?;
        let frame = Frame {
            level: self.level(),
            is_transparent: true,
            base: self.base_of(&tag),
            ..Frame::of(tag.name, &range, self.edits.len(), declarations)
        };
        self.edit(range, "");
        if tag.is_empty {
            self.scope.truncate(declarations);
        } else {
            self.frames.push(frame);
        }
        Ok(())
    }

    fn check_depth(&self) -> Result<()> {
        let limit = self.setting.limits.bounded_depth();
        if self.frames.len() < limit {
            return Ok(());
        }
        Err(Error::Exceeded {
            bound: Bound::Depth,
            limit,
        })
    }

    fn open_foreign(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        space: &Space,
        local: &str,
        declarations: usize,
    ) -> Result<()> {
        self.note_use(space);
        let name = space.name(local);
        self.is_tainted |= !namespace::may_be_kept(space.prefix()) || !is_name(&name);
        let frame = Frame {
            name: Cow::Owned(name),
            base: self.base_of(&tag),
            ..Frame::of(tag.name, &range, self.edits.len(), declarations)
        };
        self.open(range, tag, frame)
    }
}

/// Returns whether a category says what kind of thing stands there, as Google has it, and not what it is about.
fn is_kind(tag: &Tag<'_>) -> bool {
    let vocabulary = tag.attribute("scheme").or_else(|| tag.attribute("domain"));
    vocabulary.is_some_and(|uri| uri.trim() == KIND)
}

/// Returns whether a tag says that what follows is an address.
fn is_permalink(tag: &Tag<'_>) -> bool {
    let is_true = |value: &str| value.trim().eq_ignore_ascii_case("true");
    tag.attribute("isPermaLink").is_some_and(is_true)
}

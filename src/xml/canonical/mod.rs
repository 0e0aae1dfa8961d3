//! The form in which the crates meet a document: RSS 2.0 or Atom 1.0, well-formed, known namespaces under their usual
//! prefixes, and with everything that a crate would drop in elements of the prefix `side`.
//!
//! One walk over the tokens finds what has to change. A document in which nothing has to is borrowed.

mod attributes;
mod construct;
mod frame;
pub(crate) mod grammar;
mod keep;
mod leaf;
pub(crate) mod root;

use std::borrow::Cow;
use std::ops::Range;

use ::url::Url;

use self::frame::{Frame, Record};
use self::grammar::{Content, Element, Family, Fate, Level};
use super::doctype::Entities;
use super::fragment::is_name;
use super::limits::Limits;
use super::namespace;
use super::reference::{self, Place};
use super::repairs::{Repair, Repairs};
use super::scope::Scope;
use super::token::{Tag, Token, Tokens};
use crate::error::{Bound, Error, Position, Result, Warning};
use crate::text::character;

/// The most dates of one document that are warned of.
const MAX_WARNINGS: usize = 100;

/// Returns the document in canonical form, and what had to be repaired.
///
/// `base` is the address of the document, against which a relative `xml:base` is read.
///
/// # Errors
///
/// Fails if a bound is exceeded, or if there is no root element of the family.
pub(crate) fn canonical<'a>(
    text: &'a str,
    family: Family,
    base: Option<&Url>,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Cow<'a, str>> {
    let is_wrong = |c: char| character::permitted(c) != Some(c) && !matches!(c, '\r' | '\u{fffd}');
    // Controls, and the bytes with which C1 controls and non-characters begin.
    let may_be = |byte: u8| {
        byte < b' ' && !matches!(byte, b'\t' | b'\n' | b'\r')
            || matches!(byte, 0x7f | 0xc2 | 0xef | 0xf0..)
    };
    let first = if text.bytes().any(may_be) {
        text.find(is_wrong)
    } else {
        None
    };
    let Some(first) = first else {
        return Walk::new(text, family, base, limits)?.run(warnings);
    };
    let right = |c: char| {
        if is_wrong(c) {
            character::permitted(c)
        } else {
            Some(c)
        }
    };
    let clean: String = text.chars().filter_map(right).collect();
    let mut walk = Walk::new(&clean, family, base, limits)?;
    for _ in text[first..].chars().filter(|c| is_wrong(*c)) {
        walk.repairs.note(Repair::Character, first);
    }
    walk.run(warnings)
        .map(|canonical| Cow::Owned(canonical.into_owned()))
}

struct Walk<'a, 'o> {
    text: &'a str,
    family: Family,
    /// The address of the document.
    document: Option<&'o Url>,
    limits: &'o Limits,
    tokens: Tokens<'a>,
    scope: Scope<'a>,
    /// The byte of the root element.
    start: usize,
    /// Prefix and namespace of the root, if its children are of the core for having the same.
    root: (Option<&'a str>, Option<&'a str>),
    /// Whether this is Atom as it was before it was a standard.
    is_early: bool,
    entities: Entities,
    repairs: Repairs,
    warnings: Vec<Warning>,
    /// The elements that are open.
    frames: Vec<Frame<'a>>,
    /// What to put in place of which bytes, in order.
    edits: Vec<(Range<usize>, String)>,
    /// The end tag of the channel, until we know that nothing of it follows.
    channel_end: Option<Range<usize>>,
    /// Prefixes of our own choice in the element that is being kept.
    used: Vec<String>,
    /// Whether the element that is being kept holds something that may not be.
    is_tainted: bool,
    articles: usize,
}

/// What a name belongs to.
#[derive(Clone, Debug, PartialEq)]
enum Space {
    /// The format itself.
    Core,
    /// A namespace that we know, by its usual prefix.
    Known(&'static str),
    /// One that we do not know, by the prefix that it gets.
    Unknown(String),
}

impl Space {
    fn prefix(&self) -> &str {
        match self {
            Self::Core => "",
            Self::Known(prefix) => prefix,
            Self::Unknown(prefix) => prefix,
        }
    }

    fn name(&self, local: &str) -> String {
        match self.prefix() {
            "" => local.to_owned(),
            prefix => format!("{prefix}:{local}"),
        }
    }
}

impl<'a, 'o> Walk<'a, 'o> {
    fn new(
        text: &'a str,
        family: Family,
        document: Option<&'o Url>,
        limits: &'o Limits,
    ) -> Result<Self> {
        let mut walk = Self {
            text,
            family,
            document,
            limits,
            tokens: Tokens::new(text, 0),
            scope: Scope::default(),
            start: 0,
            root: (None, None),
            is_early: false,
            entities: Entities::new(limits.entities),
            repairs: Repairs::default(),
            warnings: Vec::new(),
            frames: Vec::new(),
            edits: Vec::new(),
            channel_end: None,
            used: Vec::new(),
            is_tainted: false,
            articles: 0,
        };
        let root = root::find(text)?;
        if root.kind != root::Root::Feed(family) {
            let position = Position::of_offset(text, root.start);
            return Err(Error::UnexpectedRoot {
                found: root.name.to_owned(),
                position,
            });
        }
        for doctype in root.declarations {
            walk.entities.declare(doctype)?;
        }
        if let Some(junk) = root.junk {
            walk.repairs.note(Repair::Junk, junk);
        }
        walk.start = root.start;
        walk.tokens.seek(root.start);
        Ok(walk)
    }

    fn run(mut self, warnings: &mut Vec<Warning>) -> Result<Cow<'a, str>> {
        let start = self.start;
        while let Some((range, token)) = self.tokens.next() {
            match token {
                Token::Start(tag) => self.start(range, tag)?,
                Token::End(name) => self.end(range, name)?,
                Token::Text(text) => self.repair_text(text, range)?,
                Token::Cdata(_) if self.text[range.clone()].ends_with("]]>") => {}
                Token::Comment if is_plain_comment(&self.text[range.clone()]) => {}
                Token::Cdata(_) | Token::Comment | Token::Declaration(_) | Token::Instruction => {
                    self.edit(range, "");
                }
            }
            // A frame of our own has no end tag to wait for.
            if self.frames.iter().all(|frame| frame.raw.is_empty()) {
                break;
            }
        }
        let end = self.tokens.offset();
        self.finish(end)?;
        if has_junk(&self.text[end..]) {
            self.repairs.note(Repair::Junk, end);
        }
        warnings.extend(self.repairs.into_warnings(self.text));
        warnings.append(&mut self.warnings);
        Ok(spliced(self.text, start..end, &self.edits))
    }

    /// Closes what is open at the end of the text; leaves out an article that is not complete.
    fn finish(&mut self, end: usize) -> Result<()> {
        let is_article = |frame: &Frame<'_>| {
            matches!(frame.level, Level::Item | Level::Entry) && !frame.raw.is_empty()
        };
        let is_open = self.frames.iter().any(|frame| !frame.raw.is_empty());
        if let Some(index) = self.frames.iter().position(is_article) {
            self.repairs
                .note(Repair::Truncated, self.frames[index].start);
            let article = self.frames.drain(index..).next();
            if let Some(frame) = article {
                self.edits.truncate(frame.edits);
                self.edit(frame.start..end, "");
            }
        } else if is_open {
            self.repairs.note(Repair::Unfinished, end);
        }
        while let Some(frame) = self.frames.pop() {
            self.close(frame, None, end)?;
        }
        Ok(())
    }

    /// Returns what a name belongs to, and its local part.
    fn resolve(&mut self, name: &'a str) -> (Space, &'a str) {
        let (prefix, local) = match name.split_once(':') {
            Some((prefix, local)) if !local.is_empty() => (prefix, local),
            _ => ("", name),
        };
        let Some(uri) = self.scope.uri(prefix) else {
            if prefix.is_empty() || Some(prefix) == self.root.0 {
                return (Space::Core, local);
            }
            // A prefix that nobody declared is a namespace of its own.
            let uri = format!("urn:x-undeclared:{prefix}");
            return (Space::Unknown(self.scope.assigned(prefix, &uri)), local);
        };
        let is_core = self.root.1 == Some(uri)
            || match self.family {
                Family::Rss => namespace::is_rss(uri),
                Family::Atom => namespace::is_atom(uri),
            };
        if is_core {
            return (Space::Core, local);
        }
        match namespace::prefix_of(uri) {
            Some(usual) => (Space::Known(usual), local),
            None => (Space::Unknown(self.scope.assigned(prefix, uri)), local),
        }
    }

    fn level(&self) -> Level {
        self.frames
            .last()
            .map_or(Level::Foreign, |frame| frame.level)
    }

    fn start(&mut self, range: Range<usize>, tag: Tag<'a>) -> Result<()> {
        let mut declarations = self.scope.len();
        self.declare(&tag);
        if self.frames.is_empty() {
            return self.open_root(range, tag, declarations);
        }
        self.adopt(tag.name);
        if self.make_room(tag.name, range.start)? {
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
        let (name, fate) = self.fate(level, known, &space, name);
        if matches!(fate, Fate::Kept | Fate::Both) {
            self.used.clear();
            self.is_tainted = false;
            self.note_use(&space);
        }
        if let Some(parent) = self.frames.last_mut() {
            parent.has_children = true;
        }
        let frame = Frame {
            raw: tag.name,
            fate,
            base: self.base_of(&tag),
            record: None,
            content: range.end,
            ..Frame::ours(
                "",
                Level::Foreign,
                range.start,
                self.edits.len(),
                declarations,
            )
        };
        let frame = Frame { name, ..frame };
        match content {
            Content::Structure(level) => self.open_structure(range, tag, Frame { level, ..frame }),
            Content::Foreign => self.open(range, tag, frame),
            content => self.leaf(range, tag, frame, content),
        }
    }

    fn declare(&mut self, tag: &Tag<'a>) {
        for attribute in tag.attributes() {
            match attribute.name.strip_prefix("xmlns") {
                Some("") => self.scope.declare("", attribute.value),
                Some(prefix) if prefix.starts_with(':') => {
                    self.scope.declare(&prefix[1..], attribute.value)
                }
                _ => {}
            }
        }
    }

    fn open_root(&mut self, range: Range<usize>, tag: Tag<'a>, declarations: usize) -> Result<()> {
        let (prefix, local) = tag.name.split_once(':').unwrap_or(("", tag.name));
        let local = local.to_ascii_lowercase();
        self.is_early = self.family == Family::Atom
            && (tag.attribute("version").is_some()
                || self.scope.uri(prefix).is_some_and(namespace::is_early_atom));
        if local != "rdf" {
            self.root = (
                Some(prefix).filter(|prefix| !prefix.is_empty()),
                self.scope.uri(prefix),
            );
        }
        let (name, level) = match (self.family, local.as_str()) {
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
            .is_some_and(|record| record.sees_again(&name));
        match (fate, &*name) {
            (Fate::First, _) if is_repeated => fate = Fate::Kept,
            // The crate knows one of each.
            (Fate::Every, "author" | "enclosure") if is_repeated && level == Level::Item => {
                name = Cow::Owned(format!("{}:{name}", namespace::SIDE));
            }
            _ => {}
        }
        let may_be_kept =
            !namespace::is_markup(space.prefix()) && space.prefix() != "fm" && is_name(&name);
        if known.is_none() && !may_be_kept {
            return (name, Fate::Dropped);
        }
        match fate {
            // It stays within what is kept.
            Fate::Kept | Fate::Both if keeps => fate = Fate::Every,
            // There is no way back into these.
            Fate::Kept if matches!(level, Level::Image | Level::Person) => fate = Fate::Dropped,
            _ => {}
        }
        (name, fate)
    }

    /// Returns whether an element is open that is kept as it is.
    fn keeps(&self) -> bool {
        self.frames
            .iter()
            .any(|frame| matches!(frame.fate, Fate::Kept | Fate::Both))
    }

    /// Returns what is remembered of the node that is open.
    fn parent_record(&mut self) -> Option<&mut Record> {
        let node = self
            .frames
            .iter_mut()
            .rev()
            .find(|frame| !frame.is_transparent)?;
        node.record.as_deref_mut()
    }

    /// Returns the element that a level knows under that name.
    fn known(&self, level: Level, space: &Space, local: &str, tag: &Tag<'a>) -> Option<Element> {
        let prefix = match space {
            Space::Unknown(_) => return None,
            // A person of Atom in RSS.
            Space::Known("atom") if level == Level::Person => "",
            space => space.prefix(),
        };
        match (level, prefix, local.to_ascii_lowercase().as_str()) {
            // The whole text, as markup.
            (Level::Item, "xhtml", "body" | "div") => grammar::element(level, "content", "encoded"),
            // A link of Atom in RSS, or one of RSS that looks like it.
            (Level::Channel | Level::Item, "", "link") if tag.attribute("href").is_some() => {
                grammar::element(level, "atom", "link")
            }
            // People with names and addresses, as in Atom.
            (Level::Item, "", "author") if self.holds_elements(tag) => {
                grammar::element(level, "atom", "author")
            }
            _ => grammar::element(level, prefix, local),
        }
    }

    /// Returns whether an element follows the start tag that was just read, with nothing between them.
    fn holds_elements(&self, tag: &Tag<'a>) -> bool {
        let rest = self.text[self.tokens.offset()..].trim_ascii_start();
        !tag.is_empty && rest.starts_with('<') && !rest.starts_with("</") && !rest.starts_with("<!")
    }

    /// Closes what cannot hold an element: an article does not stand in another.
    ///
    /// Returns whether there was something to close.
    fn make_room(&mut self, name: &'a str, at: usize) -> Result<bool> {
        let (space, local) = self.resolve(name);
        let holder = match self.family {
            Family::Rss => Level::Channel,
            Family::Atom => Level::Feed,
        };
        let article = grammar::element(holder, "", local).map(|element| element.content);
        let is_article = matches!(
            article,
            Some(Content::Structure(Level::Item | Level::Entry))
        );
        if !is_article
            || space != Space::Core
            || matches!(self.level(), Level::Foreign | Level::Source)
        {
            return Ok(false);
        }
        let depth = self.frames.len();
        while self.frames.iter().any(|frame| frame.level == holder) && self.level() != holder {
            let Some(frame) = self.frames.pop() else {
                break;
            };
            self.repairs.note(Repair::EndTag, at);
            self.close(frame, None, at)?;
        }
        Ok(self.frames.len() < depth)
    }

    /// Takes a namespace of which nothing is known for that of the format, if a channel or an article has it where one
    /// belongs, and the root has none.
    fn adopt(&mut self, name: &'a str) {
        let (space, local) = self.resolve(name);
        if !matches!(space, Space::Unknown(_)) || self.root != (None, None) {
            return;
        }
        let known = grammar::element(self.level(), "", local).map(|element| element.content);
        let is_node = matches!(
            known,
            Some(Content::Structure(
                Level::Channel | Level::Item | Level::Entry
            ))
        );
        if is_node {
            let prefix = name.split_once(':').map(|(prefix, _)| prefix);
            self.root = (prefix, self.scope.uri(prefix.unwrap_or_default()));
        }
    }

    /// Opens a channel where one is missing, and goes on with one that seemed to have ended.
    fn go_on_with_channel(&mut self, at: usize, space: &Space, local: &str, declarations: usize) {
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
    fn take_back_channel_end(&mut self) {
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
                .insert(self.edits.len() - behind, (end, String::new()));
        }
    }

    fn open_structure(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        mut frame: Frame<'a>,
    ) -> Result<()> {
        if matches!(frame.level, Level::Item | Level::Entry) {
            self.articles += 1;
            if self.articles > self.limits.articles {
                return Err(Error::Exceeded {
                    bound: Bound::Articles,
                    limit: self.limits.articles,
                });
            }
        }
        frame.record = Some(Box::new(self.record_of(&tag, frame.level)));
        self.open(range, tag, frame)
    }

    /// Returns what is known of a node from its own tag.
    fn record_of(&mut self, tag: &Tag<'a>, level: Level) -> Record {
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
        if self.family == Family::Rss && level == Level::Item {
            let about = tag
                .attribute("rdf:about")
                .or_else(|| tag.attribute("about"));
            record.about =
                about.map(|about| html_escape::decode_html_entities(about.trim()).into_owned());
        }
        record
    }

    fn open(&mut self, range: Range<usize>, tag: Tag<'a>, frame: Frame<'a>) -> Result<()> {
        if self.frames.len() >= self.limits.depth {
            return Err(Error::Exceeded {
                bound: Bound::Depth,
                limit: self.limits.depth,
            });
        }
        let is_structure = frame.level != Level::Foreign;
        self.write_tag(&range, &tag, &frame, tag.is_empty && !is_structure)?;
        if tag.is_empty && !is_structure {
            return self.closed(frame, range.end);
        }
        if tag.is_empty {
            return self.close(frame, None, range.end);
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
        if self.frames.len() >= self.limits.depth {
            return Err(Error::Exceeded {
                bound: Bound::Depth,
                limit: self.limits.depth,
            });
        }
        let level = self.level();
        let frame = Frame {
            raw: tag.name,
            is_transparent: true,
            base: self.base_of(&tag),
            record: None,
            ..Frame::ours("", level, range.start, self.edits.len(), declarations)
        };
        self.edit(range, "");
        if tag.is_empty {
            self.scope.truncate(declarations);
        } else {
            self.frames.push(frame);
        }
        Ok(())
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
        self.is_tainted |=
            namespace::is_markup(space.prefix()) || space.prefix() == "fm" || !is_name(&name);
        let frame = Frame {
            raw: tag.name,
            name: Cow::Owned(name),
            base: self.base_of(&tag),
            record: None,
            content: range.end,
            ..Frame::ours(
                "",
                Level::Foreign,
                range.start,
                self.edits.len(),
                declarations,
            )
        };
        self.open(range, tag, frame)
    }

    fn end(&mut self, range: Range<usize>, name: &str) -> Result<()> {
        let Some(index) = self.open_index(name) else {
            self.repairs.note(Repair::EndTag, range.start);
            self.edit(range, "");
            return Ok(());
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
            self.close(frame, None, range.start)?;
        }
        let is_channel =
            self.frames[index].level == Level::Channel && !self.frames[index].is_transparent;
        if is_channel && !self.frames[0].raw.is_empty() {
            self.take_back_channel_end();
            if self.text[range.clone()] != *"</channel>" {
                // It will get another one.
                self.frames[index].raw = "";
                self.edit(range, "");
                return Ok(());
            }
            if let Some(mut record) = self.frames[index].record.take() {
                self.write_record(&mut record, range.start);
                self.frames[index].record = Some(record);
            }
            self.channel_end = Some(range);
            return Ok(());
        }
        match self.frames.pop() {
            Some(frame) => self.close(frame, Some(range.clone()), range.start),
            None => Ok(()),
        }
    }

    /// Returns the innermost open element of that name, in any case.
    fn open_index(&self, name: &str) -> Option<usize> {
        let exact = self.frames.iter().rposition(|frame| frame.raw == name);
        exact.or_else(|| {
            self.frames
                .iter()
                .rposition(|frame| frame.raw.eq_ignore_ascii_case(name))
        })
    }

    /// Closes an element with its end tag, or before a byte.
    fn close(&mut self, mut frame: Frame<'a>, end: Option<Range<usize>>, at: usize) -> Result<()> {
        if let Some(mut record) = frame.record.take().filter(|_| frame.level != Level::Rss) {
            self.write_record(&mut record, at);
        }
        if frame.level == Level::Rss && !frame.has_children {
            self.insert(at, "<channel></channel>");
        }
        if frame.level == Level::Person && !frame.has_children {
            self.name_person(&frame, at);
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
        self.closed(frame, end.map_or(at, |range| range.end))
    }

    /// Does with a complete element what its fate says.
    fn closed(&mut self, frame: Frame<'a>, end: usize) -> Result<()> {
        self.scope.truncate(frame.declarations);
        match frame.fate {
            Fate::First | Fate::Every => {}
            Fate::Both => self.keep(&frame, end, false),
            Fate::Kept => self.keep(&frame, end, true),
            Fate::Dropped => {
                self.edits.truncate(frame.edits);
                self.edit(frame.start..end, "");
            }
        }
        Ok(())
    }

    /// Puts the text of a person without elements where the name belongs.
    fn name_person(&mut self, frame: &Frame<'a>, end: usize) {
        let text = &self.text[frame.content..end];
        if !text.trim().is_empty() && !text.contains('<') {
            let first = self.edits[frame.edits..]
                .iter()
                .position(|(range, _)| range.start >= frame.content);
            let index = first.map_or(self.edits.len(), |index| frame.edits + index);
            self.edits
                .insert(index, (frame.content..frame.content, "<name>".to_owned()));
            self.insert(end, "</name>");
        }
    }

    fn repair_text(&mut self, text: &'a str, range: Range<usize>) -> Result<()> {
        let repaired = reference::repaired(
            text,
            range.start,
            Place::Content,
            &mut self.entities,
            &mut self.repairs,
        )?;
        if let Cow::Owned(repaired) = repaired {
            self.edits.push((range, repaired));
        }
        Ok(())
    }

    fn edit(&mut self, range: Range<usize>, with: &str) {
        if self.text[range.clone()] != *with {
            self.edits.push((range, with.to_owned()));
        }
    }

    fn insert(&mut self, at: usize, text: &str) {
        self.edits.push((at..at, text.to_owned()));
    }
}

/// Returns a part of a text with its edits.
fn spliced<'a>(
    text: &'a str,
    range: Range<usize>,
    edits: &[(Range<usize>, String)],
) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(&text[range]);
    }
    let mut out = String::with_capacity(range.len() + 64);
    let mut from = range.start;
    for (edited, with) in edits {
        out.push_str(&text[from..edited.start]);
        out.push_str(with);
        from = edited.end;
    }
    out.push_str(&text[from..range.end]);
    Cow::Owned(out)
}

/// Returns whether every parser agrees where a comment ends.
fn is_plain_comment(comment: &str) -> bool {
    comment.get(4..comment.len() - 3).is_some_and(|inside| {
        !inside.contains("--") && !inside.ends_with('-') && !inside.starts_with('>')
    })
}

/// Returns whether there is more behind a document than comments.
fn has_junk(text: &str) -> bool {
    Tokens::new(text, 0).any(|(_, token)| match token {
        Token::Text(text) => !text
            .trim_matches(|c: char| c.is_whitespace() || c == '\0')
            .is_empty(),
        Token::Comment | Token::Instruction => false,
        _ => true,
    })
}

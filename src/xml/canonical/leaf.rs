//! Elements that hold text. Markup in them is text, too, whatever the document says.

use std::borrow::Cow;
use std::collections::HashMap;
use std::ops::Range;

use memchr::memchr2;

use super::attributes::absolute;
use super::construct;
use super::frame::Frame;
use super::grammar::{self, Content, Family, Fate};
use super::name::Space;
use super::splice::{With, section, spliced};
use super::{MAX_WARNINGS, Walk};
use crate::error::{Matter, Position, Result, Warning};
use crate::model::{FieldValue, Timestamp};
use crate::text::html;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::url;
use crate::xml::namespace::{self, SIDE};
use crate::xml::reference::escaped;
use crate::xml::repairs::Repair;

/// What stands in an element that holds text.
pub(super) struct Inside {
    /// Its content, and its end tag: empty where that is missing.
    pub(super) content: Range<usize>,
    pub(super) end: Range<usize>,
    pub(super) has_markup: bool,
}

impl<'a> Walk<'a, '_> {
    /// Reads a whole element that holds text.
    pub(super) fn leaf(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        mut frame: Frame<'a>,
        content: Content,
    ) -> Result<()> {
        let is_first = matches!(frame.fate, Fate::First | Fate::Both | Fate::Spare)
            && content != Content::Foreign;
        if matches!(&*frame.name, "title" | "description" | "content:encoded")
            && let Some(lang) = tag.attribute("xml:lang")
            && let Some(record) = self.parent_record()
        {
            record.lang.get_or_insert_with(|| lang.to_owned());
        }
        let inside = if tag.is_empty {
            Inside {
                content: range.end..range.end,
                end: range.end..range.end,
                has_markup: false,
            }
        } else {
            self.inside(&range, &tag, content)?
        };
        // The edits of the content stand behind that of the tag.
        let mut of_content = self.edits.split_off(frame.edits);
        if inside.has_markup
            && !matches!(
                content,
                Content::Attributes | Content::Construct | Content::Link(_)
            )
        {
            let html = self.html(inside.content.clone(), false, frame.base.as_deref())?;
            of_content = vec![(inside.content.clone(), With::Text(escaped(&html)))];
        }
        let text = spliced(self.text, inside.content.clone(), &of_content);
        let says_nothing = is_blank(&text);
        if is_first
            && says_nothing
            && let Some(record) = self.parent_record()
        {
            record.unsee(&frame.name);
        }
        let level = self.level();
        if is_first && !says_nothing && grammar::alike(level, &frame.name).is_some() {
            let said = &self.text[inside.content.clone()];
            if let Some(record) = self.parent_record() {
                record.note_text(frame.name.clone(), said);
            }
        }
        match content {
            Content::Attributes => return self.link(range, tag, frame, &inside, None, &text),
            Content::Link(attribute) => {
                return self.link(range, tag, frame, &inside, Some(attribute), &text);
            }
            Content::Construct => return self.construct(range, tag, frame, &inside, of_content),
            Content::Date => {
                let with = self.date(&mut frame, &text, inside.content.start);
                if let Some(with) = with.filter(|with| **with != self.text[inside.content.clone()])
                {
                    of_content = vec![(inside.content.clone(), With::Text(with))];
                }
            }
            // No row would take it, and nobody should have it.
            Content::Uri if url::is_script(&plain(&text)) => frame.fate = Fate::Dropped,
            Content::Uri => {
                let base = frame.base.as_deref();
                if let Some(uri) = base
                    .filter(|_| !says_nothing)
                    .and_then(|base| absolute(&plain(&text), base))
                {
                    of_content = vec![(inside.content.clone(), With::Text(uri))];
                }
            }
            Content::Html if !says_nothing => {
                self.remember_base(&frame, frame.name == "content:encoded")
            }
            _ => {}
        }
        if is_first && of_content.is_empty() {
            of_content.extend(section(self.text, &inside.content));
        }
        self.write_tag(&range, &tag, &frame, tag.is_empty)?;
        self.edits.append(&mut of_content);
        self.end_leaf(&frame, &tag, &inside);
        Ok(())
    }

    /// Writes the end tag.
    pub(super) fn end_leaf(&mut self, frame: &Frame<'a>, tag: &Tag<'a>, inside: &Inside) {
        if !tag.is_empty {
            if inside.end.is_empty() {
                self.insert(inside.end.start, &format!("</{}>", frame.name));
            } else if self.text.get(inside.end.start + 2..inside.end.end - 1) != Some(&*frame.name)
            {
                self.edit(inside.end.clone(), &format!("</{}>", frame.name));
            }
        }
        self.closed(frame, inside.end.end);
    }

    /// Finds the end of an element: its end tag, or what cannot stand in it.
    fn inside(&mut self, range: &Range<usize>, tag: &Tag<'a>, content: Content) -> Result<Inside> {
        let mut depth = 0;
        // What is known to be whole, from the start of the content.
        let mut whole = range.end..range.end;
        let mut inside = Inside {
            content: range.end..range.end,
            end: range.end..range.end,
            has_markup: false,
        };
        let may_nest = matches!(content, Content::Html | Content::Construct);
        let is_document = content == Content::Construct && construct::is_document(tag);
        // How many elements of each name are open in a document within this one.
        let mut open: HashMap<&str, usize> = HashMap::new();
        let end = loop {
            let Some((at, token)) = self.tokens.next() else {
                break self.text.len()..self.text.len();
            };
            match token {
                Token::Text(text) => self.repair_text(text, at)?,
                Token::Cdata(text) => {
                    if !self.text[at.clone()].ends_with("]]>") {
                        // At the end of the text there is more to say than this.
                        if at.end < self.text.len() {
                            self.repairs.note(Repair::EndTag, at.start);
                        }
                        self.edits.push((at, With::Text(escaped(text))));
                    } else {
                        self.repair_section(at.start);
                    }
                }
                Token::Comment | Token::Declaration(_) | Token::Instruction => {
                    self.edit(at, "");
                }
                Token::Start(inner)
                    if at.start >= whole.end
                        && self.cannot_hold(&inner, tag, content, at.start, &mut whole) =>
                {
                    self.repairs.note(Repair::EndTag, at.start);
                    self.tokens.seek(at.start);
                    break at.start..at.start;
                }
                Token::Start(inner) => {
                    inside.has_markup = true;
                    if is_document && !inner.is_empty {
                        *open.entry(inner.name).or_default() += 1;
                    }
                    depth += usize::from(may_nest && !inner.is_empty && inner.name == tag.name);
                }
                Token::End(name) if name == tag.name || name.eq_ignore_ascii_case(tag.name) => {
                    if depth == 0 {
                        break at;
                    }
                    depth -= 1;
                }
                Token::End(name) if open.get(name).is_some_and(|count| *count > 0) => {
                    open.entry(name).and_modify(|count| *count -= 1);
                }
                Token::End(name) if self.open_index(name).is_some() && !is_html(name, content) => {
                    self.repairs.note(Repair::EndTag, at.start);
                    self.tokens.seek(at.start);
                    break at.start..at.start;
                }
                // In markup, it may close something.
                Token::End(_) if inside.has_markup => {}
                Token::End(_) => {
                    self.repairs.note(Repair::EndTag, at.start);
                    self.edit(at, "");
                }
            }
        };
        inside.content = range.end..end.start;
        inside.end = end;
        Ok(inside)
    }

    /// Returns whether a start tag shows that the end tag of an element is missing: it is that of a sibling, or of an article.
    ///
    /// What is known to be whole need not be looked at again.
    fn cannot_hold(
        &mut self,
        inner: &Tag<'a>,
        tag: &Tag<'a>,
        content: Content,
        at: usize,
        whole: &mut Range<usize>,
    ) -> bool {
        let (space, local) = self.resolve(inner.name);
        let known = self.known(self.level(), &space, local, inner).is_some();
        if namespace::is_markup(space.prefix())
            || !known && (space != Space::Core || !grammar::names_article(local))
        {
            return false;
        }
        match content {
            // Content may be a document of its own.
            Content::Construct if construct::is_document(tag) => false,
            // A drawing says who made it, in the words in which an article does.
            Content::Html | Content::Construct if space != Space::Core => {
                !self.is_closed(tag.name, at)
            }
            // Its own name is a mistake, and others HTML has, too.
            Content::Html | Content::Construct => {
                inner.name != tag.name && !html::is_element(local)
            }
            // What is whole is no accident, such as the picture of a category.
            _ => !self.is_whole(tag.name, at, whole),
        }
    }

    /// Remembers the base of the text of an article; that of the whole text is the one that counts.
    pub(super) fn remember_base(&mut self, frame: &Frame<'a>, is_whole: bool) {
        let base = frame.base.clone();
        if let Some(record) = self.parent_record().filter(|_| base.is_some())
            && (is_whole || record.base.is_none())
        {
            record.base = base;
        }
    }

    /// Reads a date, warns if it is none, and returns what to put in its place.
    ///
    /// `atom_syndication` refuses a whole feed for one bad date, and reads some offsets as UTC: it gets the spelling that
    /// it knows, and no other. What is no date keeps its text in an element that rows can look at.
    fn date(&mut self, frame: &mut Frame<'a>, text: &str, at: usize) -> Option<String> {
        let plain = plain(text);
        let date = Timestamp::parse(&plain);
        let is_core = self.setting.family == Family::Atom && !frame.name.contains(':');
        if date.is_none() && !plain.is_empty() {
            if self.warnings.len() < MAX_WARNINGS {
                let message = format!("expected {}, found `{plain}`", Timestamp::EXPECTS);
                let warning = Warning::new(message).about(Matter::Date);
                self.warnings
                    .push(warning.at(Position::of_offset(self.text, at)));
            }
            // A later one may be better.
            let is_first = matches!(frame.fate, Fate::First | Fate::Spare) && !self.keeps();
            if let Some(record) = self.parent_record().filter(|_| is_first) {
                record.unsee(&frame.name);
            }
            let is_kept_and_read = |frame: &&mut Frame<'_>| frame.fate == Fate::Both;
            if is_core && is_first {
                frame.name = Cow::Owned(format!("{SIDE}:{}", frame.name));
            } else if is_core && let Some(around) = self.frames.iter_mut().rfind(is_kept_and_read) {
                // The crate would refuse the source of an entry for it.
                around.fate = Fate::Kept;
            }
            return None;
        }
        is_core.then(|| date.map(|date| date.to_rfc3339()).unwrap_or_default())
    }
}

/// Elements of HTML that have the name of one that may be open: they end nothing but themselves.
fn is_html(name: &str, content: Content) -> bool {
    matches!(content, Content::Html | Content::Construct)
        && matches!(name, "image" | "source" | "author")
}

/// Returns whether the content of an element says nothing.
pub(super) fn is_blank(text: &str) -> bool {
    let start = text.trim_start();
    // Neither markup nor a character's number, which could be that of a space: most texts begin like one.
    let says_something = match start.strip_prefix("<![CDATA[").map(str::trim_start) {
        Some(inside) => !inside.is_empty() && !inside.starts_with("]]>"),
        None => !start.is_empty() && !start.starts_with('<') && !start.starts_with("&#"),
    };
    if says_something {
        return false;
    }
    Tokens::new(text, 0).all(|(_, token)| match token {
        Token::Text(text) => unescaped(text).trim().is_empty(),
        Token::Cdata(text) => text.trim().is_empty(),
        _ => true,
    })
}

/// Returns the text of content without markup.
pub(super) fn plain(text: &str) -> String {
    if memchr2(b'<', b'&', text.as_bytes()).is_none() {
        return text.trim().to_owned();
    }
    let mut out = String::new();
    for (_, token) in Tokens::new(text, 0) {
        match token {
            Token::Text(text) => out.push_str(&unescaped(text)),
            Token::Cdata(text) => out.push_str(text),
            _ => {}
        }
    }
    out.trim().to_owned()
}

/// Returns a text with its references read.
pub(super) fn unescaped(text: &str) -> Cow<'_, str> {
    quick_xml::escape::unescape(text).unwrap_or(Cow::Borrowed(text))
}

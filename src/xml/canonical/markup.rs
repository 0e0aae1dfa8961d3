//! Markup that a document has where text belongs, as HTML.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use ::url::Url;

use super::Walk;
use super::leaf::unescaped;
use crate::error::Result;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::{html, url};
use crate::xml::namespace;
use crate::xml::reference::{self, Place};
use crate::xml::repairs::Repair;

/// What a section of text begins with.
const SECTION: &str = "<![CDATA[";

/// Elements that show text as it is: what is escaped in them is text.
const CODE: [&str; 5] = ["code", "kbd", "pre", "samp", "tt"];

impl<'a> Walk<'a, '_> {
    /// Writes the start of a section as XML wants it; some write it in lower case.
    pub(super) fn repair_section(&mut self, start: usize) {
        let range = start..start + SECTION.len();
        if self.text.get(range.clone()) != Some(SECTION) {
            self.repairs.note(Repair::Section, start);
            self.edit(range, SECTION);
        }
    }

    /// Returns the markup of a part of the document as HTML: of XHTML without the `div` around it; else with the markup that
    /// is escaped beside it, if there is any. Addresses below an `xml:base` are absolute.
    pub(super) fn html(
        &mut self,
        range: Range<usize>,
        is_xhtml: bool,
        base: Option<&Url>,
    ) -> Result<String> {
        let is_escaped = !is_xhtml && self.holds_escaped_markup(range.clone());
        let mut out = String::with_capacity(range.len());
        // The outermost `div`: where its content begins, how many are open, and where it ends.
        let (mut outer, mut depth, mut outer_end) = (None, 0usize, None);
        let mut xhtml: HashSet<&str> = HashSet::new();
        let mut bases = Bases::new(base);
        let mut code = 0_usize;
        // Whether there was more than white space.
        let mut has_begun = false;
        for (at, token) in Tokens::new(&self.text[..range.end], range.start) {
            enter_code(&mut code, &token);
            let start = out.len();
            match token {
                Token::Text(text) => {
                    let repaired = reference::repaired(
                        text,
                        at.start,
                        Place::Content,
                        &mut self.entities,
                        &mut self.repairs,
                    )?;
                    if is_escaped && code == 0 {
                        out.push_str(&unescaped(&repaired));
                    } else {
                        out.push_str(&repaired);
                    }
                }
                Token::Cdata(text) if is_xhtml => out.push_str(&html::escape(text)),
                Token::Cdata(text) => out.push_str(text),
                Token::Start(tag) => {
                    let declared = tag.attributes().filter_map(|attribute| {
                        let prefix = attribute.name.strip_prefix("xmlns:")?;
                        (namespace::prefix_of(attribute.value) == Some("xhtml")).then_some(prefix)
                    });
                    xhtml.extend(declared);
                    let name = self.without_prefix(tag.name, &xhtml);
                    let is_outer = name == "div" && !has_begun && !tag.is_empty;
                    depth += usize::from(name == "div" && !tag.is_empty);
                    let inner = &self.text[at.start + 1 + tag.name.len()..at.end - 1];
                    let inner = inner
                        .strip_suffix('/')
                        .filter(|_| tag.is_empty)
                        .unwrap_or(inner);
                    out.extend(["<", name, inner.trim_end(), ">"]);
                    bases.enter(&tag, tag.is_empty || html::is_void(name));
                    if let Some(base) = bases.inner()
                        && let Cow::Owned(absolute) = html::absolute(&out[start..], Some(base))
                    {
                        out.truncate(start);
                        out.push_str(&absolute);
                    }
                    if tag.is_empty && !html::is_void(name) {
                        out.extend(["</", name, ">"]);
                    }
                    if is_outer {
                        outer = Some(out.len());
                    }
                }
                Token::End(name) => {
                    let name = self.without_prefix(name, &xhtml);
                    if name == "div" {
                        depth = depth.saturating_sub(1);
                        if depth == 0 && outer_end.is_none() {
                            outer_end = Some(out.len());
                        }
                    }
                    if !html::is_void(name) {
                        bases.leave();
                        out.extend(["</", name, ">"]);
                    }
                }
                Token::Comment | Token::Declaration(_) | Token::Instruction => {}
            }
            has_begun = has_begun || !out[start..].trim().is_empty();
        }
        match (outer, outer_end) {
            (Some(start), Some(end)) if is_xhtml && out[end..].trim() == "</div>" => {
                Ok(out[start..end].to_owned())
            }
            _ => Ok(out),
        }
    }

    /// Returns whether the text beside markup holds markup that is escaped: what it begins ends there, too, or in the other. Else
    /// it speaks of some.
    fn holds_escaped_markup(&self, range: Range<usize>) -> bool {
        let (mut text, mut whole) = (String::new(), String::new());
        let mut code = 0_usize;
        for (at, token) in Tokens::new(&self.text[..range.end], range.start) {
            enter_code(&mut code, &token);
            let piece = match token {
                Token::Text(_) if code > 0 => continue,
                Token::Text(piece) => unescaped(piece),
                Token::Cdata(piece) => Cow::Borrowed(piece),
                _ => {
                    whole.push_str(&self.text[at]);
                    continue;
                }
            };
            text.push_str(&piece);
            whole.push_str(&piece);
        }
        html::is_balanced(&text)
            .is_some_and(|is_balanced| is_balanced || html::is_balanced(&whole) == Some(true))
    }

    fn without_prefix(&self, name: &'a str, xhtml: &HashSet<&str>) -> &'a str {
        match name.split_once(':') {
            Some((prefix, local)) => {
                let is_xhtml = xhtml.contains(prefix)
                    || self
                        .scope
                        .uri(prefix)
                        .is_some_and(|uri| namespace::prefix_of(uri) == Some("xhtml"));
                if is_xhtml { local } else { name }
            }
            None => name,
        }
    }
}

/// Counts the elements that show text as it is and are open behind a token.
fn enter_code(open: &mut usize, token: &Token<'_>) {
    let is_code = |name: &str| {
        let local = name.rsplit(':').next().unwrap_or(name);
        CODE.iter().any(|code| code.eq_ignore_ascii_case(local))
    };
    match token {
        Token::Start(tag) if !tag.is_empty && is_code(tag.name) => *open += 1,
        Token::End(name) if is_code(name) => *open = open.saturating_sub(1),
        _ => {}
    }
}

/// The bases of addresses within elements that are open.
struct Bases<'b> {
    around: Option<&'b Url>,
    /// How many elements were open around each.
    own: Vec<(usize, Url)>,
    open: usize,
    /// Whether the innermost is that of an element without content.
    is_past: bool,
}

impl<'b> Bases<'b> {
    fn new(around: Option<&'b Url>) -> Self {
        Self {
            around,
            own: Vec::new(),
            open: 0,
            is_past: false,
        }
    }

    fn enter(&mut self, tag: &Tag<'_>, is_empty: bool) {
        self.drop_past();
        if let Some(value) = tag.attribute("xml:base") {
            let value = html::decoded(value.trim());
            let outer = self.own.last().map(|(_, base)| base).or(self.around);
            let base = match outer {
                Some(outer) => outer.join(&value),
                None => Url::parse(&value),
            };
            if let Some(base) = base.ok().filter(|base| url::is_base(base.as_str())) {
                self.own.push((self.open, url::as_base(base)));
                self.is_past = is_empty;
            }
        }
        self.open += usize::from(!is_empty);
    }

    fn leave(&mut self) {
        self.drop_past();
        self.open = self.open.saturating_sub(1);
        self.own.pop_if(|(open, _)| *open >= self.open);
    }

    fn drop_past(&mut self) {
        if std::mem::take(&mut self.is_past) {
            self.own.pop();
        }
    }

    /// Returns the base that stands within the markup, if one does.
    fn inner(&self) -> Option<&Url> {
        self.own.last().map(|(_, base)| base)
    }
}

//! What no strict parser of XML takes, token by token and each where it stands
//! ([well-formedness](https://www.w3.org/TR/xml/#sec-well-formed)).
//!
//! Tags that do not match are left to `xml.rs`, which knows what is open.

mod declaration;
mod reference;

use std::ops::Range;

use self::reference::Entities;
use crate::check::finding::{Fault, Findings};
use crate::text::character;
use crate::text::tag::Tag;
use crate::text::token::Token;
use crate::xml::fragment::is_name;

/// What to do about markup that its author did not mean.
pub(super) const ANEW: &str = "`feedmatter convert` writes it anew";

/// What a name is made of.
const NAME_HELP: &str = "it begins with a letter, and holds letters, digits, `-`, `_` and `.`";

/// Where a token stands, seen from the root element.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Where {
    Before,
    Inside,
    Behind,
}

/// Looks at the tokens of a document, and reports.
pub(super) struct Strict<'t, 'f, 'a> {
    text: &'t str,
    findings: &'f mut Findings<'a>,
    entities: Entities<'t>,
    has_type: bool,
    /// Whether something stands before the root element, and behind it, that is told already.
    has_junk: [bool; 2],
    /// Whether there was anything to report.
    pub(super) has_found: bool,
}

impl<'t, 'f, 'a> Strict<'t, 'f, 'a> {
    /// Begins with the characters of the whole text.
    pub(super) fn new(text: &'t str, findings: &'f mut Findings<'a>) -> Self {
        let mut strict = Self {
            text,
            findings,
            entities: Entities::default(),
            has_type: false,
            has_junk: [false; 2],
            has_found: false,
        };
        for (at, c) in text.char_indices() {
            if c != '\r' && character::permitted(c) != Some(c) {
                strict.add(at..at + c.len_utf8(), reference::of_character(c));
            }
        }
        strict
    }

    /// Looks at the next token.
    pub(super) fn look(&mut self, range: Range<usize>, token: &Token<'t>, place: Where) {
        let raw = &self.text[range.clone()];
        match token {
            Token::Instruction => self.instruction(range, raw, place),
            Token::Comment => self.comment(range, raw),
            Token::Declaration(_) => self.declaration(range, raw, place),
            _ if place != Where::Inside => self.junk(range, raw, place),
            Token::Start(tag) => self.start(range, tag),
            Token::End(name) => {
                let is_right = raw
                    .strip_prefix("</")
                    .and_then(|raw| raw.strip_prefix(name))
                    .and_then(|raw| raw.strip_suffix('>'));
                if is_right.is_none_or(|space| !space.trim_ascii().is_empty()) {
                    let help = format!("write `</{name}>`");
                    self.report(range, format!("expected `</{name}>`, found `{raw}`"), &help);
                }
            }
            Token::Text(text) => {
                self.content(range.start, text);
                self.brackets(range.start, text);
            }
            Token::Cdata(_) => {
                if !raw.starts_with("<![CDATA[") {
                    let message = format!("expected `<![CDATA[`, found `{}`", &raw[..9]);
                    self.report(
                        range.start..range.start + 9,
                        message,
                        "write it in capitals",
                    );
                } else if !raw.ends_with("]]>") {
                    let message = "expected `]]>` at the end of the section, found none";
                    self.report(range.start..range.start + 9, message, "write it");
                }
            }
        }
    }

    fn instruction(&mut self, range: Range<usize>, raw: &str, place: Where) {
        let target = raw[2..].split([' ', '\t', '\r', '\n', '?', '>']);
        let target = target.into_iter().next().unwrap_or_default();
        let word = range.start..range.start + 2 + target.len();
        let behind = &raw[2 + target.len()..];
        let is_right = behind == "?>" || behind.starts_with(|c: char| c.is_ascii_whitespace());
        if target == "xml" {
            if range.start > 0 {
                if place != Where::Before || !self.has_junk[0] {
                    let message =
                        "expected the XML declaration at the very beginning, found it further on";
                    let help = match place {
                        Where::Before => {
                            "take out what stands before it, blank lines and comments, too"
                        }
                        _ => "take it out; a document has one",
                    };
                    self.report(word, message, help);
                }
            } else if let Some((place, message, help)) = declaration::fault(raw) {
                self.report(place, message, &help);
            }
        } else if target.eq_ignore_ascii_case("xml") {
            let message = format!("expected `<?xml`, found `<?{target}`");
            self.report(word, message, "write it in small letters");
        } else if !is_name(target) || !is_right {
            let message = format!("expected a name and a blank behind `<?`, found `{target}`");
            self.report(word, message, "write `&lt;?` for text, or take it out");
        } else if !raw.ends_with("?>") {
            let message = "expected `?>` at the end of the instruction, found `>`";
            self.report(range.end - 1..range.end, message, "write `?>`");
        }
    }

    fn comment(&mut self, range: Range<usize>, raw: &str) {
        let inside = &raw[4..raw.len() - 3];
        let hyphens = inside
            .find("--")
            .or_else(|| inside.ends_with('-').then(|| inside.len() - 1));
        if let Some(at) = hyphens {
            let at = range.start + 4 + at;
            let message = "expected no `--` within a comment, found one";
            self.report(at..at + 2, message, "write another sign");
        }
    }

    fn declaration(&mut self, range: Range<usize>, raw: &'t str, place: Where) {
        const MARK: &str = "<!DOCTYPE";
        let mark = raw.get(..MARK.len()).unwrap_or(raw);
        let word = range.start..range.start + mark.len();
        if !mark.eq_ignore_ascii_case(MARK) {
            let message = format!("expected an element, text or a comment, found `{mark}`");
            self.report(word, message, "write `&lt;!` for text, or take it out");
        } else if place != Where::Before || self.has_type {
            let message = "expected a document type once, before the first tag, found one here";
            self.report(word, message, "take it out; no feed needs one");
        } else if mark != MARK {
            let message = format!("expected `{MARK}`, found `{mark}`");
            self.report(word, message, "take it out; no feed needs one");
        } else {
            self.has_type = true;
            self.entities = Entities::of(raw);
        }
    }

    /// What stands outside of the root element; the first of it is told.
    fn junk(&mut self, range: Range<usize>, raw: &str, place: Where) {
        let behind = raw.trim_ascii_start();
        let index = usize::from(place == Where::Behind);
        if behind.is_empty() || std::mem::replace(&mut self.has_junk[index], true) {
            return;
        }
        let at = range.end - behind.len();
        let (message, help) = match place {
            Where::Before => (
                "expected a feed and nothing else, found something before it",
                "take out what stands before it",
            ),
            _ => (
                "expected a feed and nothing else, found something behind it",
                "take out what stands behind it",
            ),
        };
        let end = behind.find('\n').unwrap_or(behind.len());
        self.report(at..at + end, message, help);
    }

    fn start(&mut self, range: Range<usize>, tag: &Tag<'t>) {
        if !is_name(tag.name) {
            let message = format!("expected the name of an element, found `{}`", tag.name);
            let start = range.start + 1;
            self.report(start..start + tag.name.len(), message, NAME_HELP);
        }
        let mut is_told = false;
        for attribute in tag.attributes() {
            let start = range.start + tag.offset_of(attribute.name);
            let place = start..start + attribute.name.len();
            let name = attribute.name;
            if !attribute.is_well_formed {
                is_told = true;
                let message =
                    format!("expected a blank and name=\"value\", found `{name}` in another form");
                let help = "before an attribute stands a blank, and around its value quotes";
                self.report(place, message, help);
            } else if !is_name(name) {
                let message = format!("expected the name of an attribute, found `{name}`");
                self.report(place, message, NAME_HELP);
            }
            self.content(
                range.start + tag.offset_of(attribute.value),
                attribute.value,
            );
        }
        if !is_told && !tag.is_well_formed() {
            let message = format!(
                "expected attributes and the end of `{}`, found something else",
                tag.name
            );
            self.report(range, message, "an attribute is written name=\"value\"");
        }
    }

    /// Text between tags, or the value of an attribute.
    fn content(&mut self, start: usize, text: &str) {
        for (index, mark) in text.match_indices(['&', '<']) {
            let at = start + index;
            if mark == "<" {
                self.report(at..at + 1, "expected `&lt;`, found `<`", ANEW);
            } else if let Some((length, fault)) = self.entities.fault(&text[index..]) {
                self.add(at..at + length, fault);
            }
        }
    }

    /// The end of a CDATA section in text; in an attribute it is text like any other.
    fn brackets(&mut self, start: usize, text: &str) {
        for (index, _) in text.match_indices("]]>") {
            let at = start + index;
            let message = "expected `]]&gt;` in text, found `]]>`";
            let help = "a CDATA section ends with the first `]]>`, and none is within another; write `]]&gt;` for text";
            self.report(at..at + 3, message, help);
        }
    }

    fn report(&mut self, range: Range<usize>, message: impl Into<String>, help: &str) {
        self.add(range, not_well_formed(message, help));
    }

    fn add(&mut self, range: Range<usize>, fault: Fault) {
        self.has_found = true;
        self.findings.add(range, fault);
    }
}

pub(super) fn not_well_formed(message: impl Into<String>, help: &str) -> Fault {
    let help = match help {
        ANEW => format!("strict readers refuse the whole feed; {ANEW}"),
        help => format!("{help}; strict readers refuse the whole feed"),
    };
    Fault::error("not-well-formed", message).with_help(help)
}

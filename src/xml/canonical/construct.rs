//! Text constructs and content of Atom: whatever type they claim, plain text or HTML is what the crate gets.
//!
//! See [RFC 4287, 3.1](https://www.rfc-editor.org/rfc/rfc4287#section-3.1) and
//! [4.1.3](https://www.rfc-editor.org/rfc/rfc4287#section-4.1.3); Atom 0.3 says the same with a media type and a mode.

use std::borrow::Cow;
use std::ops::Range;

use base64::Engine;
use base64::engine::DecodePaddingMode;
use base64::engine::general_purpose::{GeneralPurpose, GeneralPurposeConfig};

use super::Walk;
use super::attributes::written;
use super::frame::Frame;
use super::grammar::Fate;
use super::leaf::{Inside, plain};
use super::splice::{Edit, With, section, spliced};
use crate::error::Result;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::text::{character, html};
use crate::xml::namespace;
use crate::xml::reference::escaped;

/// What a construct holds.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Text,
    /// HTML, escaped.
    Html,
    /// HTML as markup.
    Markup,
    /// The source of HTML.
    Markdown,
    /// Either of the first two in base64.
    Base64,
    /// Something that is no text.
    File,
    /// Nothing, but the address of something.
    Elsewhere,
}

/// As e-mail has it: with line breaks, and not always to the last character.
const BASE64: GeneralPurpose = GeneralPurpose::new(
    &base64::alphabet::STANDARD,
    GeneralPurposeConfig::new()
        .with_decode_padding_mode(DecodePaddingMode::Indifferent)
        .with_decode_allow_trailing_bits(true),
);

/// Returns the text that base64 stands for, if it is text.
fn decoded(text: &str) -> Option<String> {
    let packed: String = plain(text).split_ascii_whitespace().collect();
    let text = BASE64
        .decode(packed)
        .ok()
        .and_then(|bytes| String::from_utf8(bytes).ok())?;
    text.chars()
        .all(|c| character::permitted(c) == Some(c) || c == '\r')
        .then_some(text)
}

/// Returns whether an element says that it holds a document of XML, and not XHTML.
pub(super) fn is_document(tag: &Tag<'_>) -> bool {
    let kind = tag
        .attribute("type")
        .unwrap_or_default()
        .to_ascii_lowercase();
    kind.contains("xml") && !kind.contains("xhtml")
}

/// Returns whether an element says that its text is HTML, so that markup in it is there by mistake.
fn is_escaped(tag: &Tag<'_>) -> bool {
    let kind = tag
        .attribute("type")
        .unwrap_or_default()
        .trim()
        .to_ascii_lowercase();
    matches!(kind.as_str(), "html" | "text/html")
        && tag
            .attribute("mode")
            .is_none_or(|mode| !mode.eq_ignore_ascii_case("xml"))
}

impl<'a> Walk<'a, '_> {
    /// Writes a construct with one of the two types.
    pub(super) fn construct(
        &mut self,
        range: Range<usize>,
        tag: Tag<'a>,
        mut frame: Frame<'a>,
        inside: &Inside,
        mut of_content: Vec<Edit>,
    ) -> Result<()> {
        let is_content = matches!(&*frame.name, "content" | "atom:content");
        let text = spliced(self.text, inside.content.clone(), &of_content);
        let kind = self.kind(&tag, inside, is_content, &text);
        let mut is_html = kind == Kind::Html;
        match kind {
            Kind::Text | Kind::Html | Kind::Markdown if of_content.is_empty() => {
                of_content.extend(section(self.text, &inside.content));
            }
            Kind::Text | Kind::Html | Kind::Markdown => {}
            Kind::Markup => {
                let base = frame.base.as_deref();
                let html = self.html(inside.content.clone(), !is_escaped(&tag), base)?;
                of_content = vec![(inside.content.clone(), With::Text(escaped(&html)))];
                is_html = true;
            }
            Kind::Base64 => {
                if let Some(decoded) = decoded(&text) {
                    is_html = tag
                        .attribute("type")
                        .is_none_or(|kind| !kind.contains("plain"))
                        && html::has_tag(&decoded);
                    of_content = vec![(inside.content.clone(), With::Text(escaped(&decoded)))];
                }
            }
            Kind::File if !self.keeps() => {
                frame.fate = Fate::Kept;
                self.used.clear();
                self.is_tainted = inside.has_markup && self.holds_markup(inside.content.clone());
                if let Some(record) = self.parent_record() {
                    record.unsee(&frame.name);
                }
            }
            Kind::File => {}
            Kind::Elsewhere => {
                of_content = vec![(inside.content.clone(), With::Text(String::new()))];
                if !self.keeps() {
                    frame.fate = Fate::Both;
                    self.used.clear();
                    self.is_tainted = false;
                }
            }
        }
        if matches!(&*frame.name, "content" | "summary") && frame.fate == Fate::First {
            self.remember_base(&frame, is_content);
        }
        let kind = match kind {
            Kind::File | Kind::Elsewhere => None,
            Kind::Markdown => Some("text/markdown"),
            _ => Some(if is_html { "html" } else { "text" }),
        };
        self.write_construct_tag(&range, &tag, &frame, kind)?;
        self.edits.append(&mut of_content);
        self.end_leaf(&frame, &tag, inside);
        Ok(())
    }

    /// Returns whether a part of the document has elements that run in a browser.
    fn holds_markup(&self, range: Range<usize>) -> bool {
        let is_markup = |uri: &str| namespace::prefix_of(uri).is_some_and(namespace::is_markup);
        let mut tags = Tokens::new(&self.text[..range.end], range.start).filter_map(
            |(_, token)| match token {
                Token::Start(tag) => Some(tag),
                _ => None,
            },
        );
        tags.any(|tag| {
            let prefix = tag.name.split_once(':').map_or("", |(prefix, _)| prefix);
            self.scope.uri(prefix).is_some_and(is_markup)
                || tag.attributes().any(|attribute| is_markup(attribute.value))
        })
    }

    fn kind(&self, tag: &Tag<'a>, inside: &Inside, is_content: bool, text: &str) -> Kind {
        let has_markup = inside.has_markup;
        let attribute = |name| {
            tag.attribute(name)
                .map(|value| value.trim().to_ascii_lowercase())
        };
        let mode = attribute("mode");
        let is_early = self.is_early || mode.is_some();
        let is_escaped = mode.as_deref() == Some("escaped");
        let marked = |kind| if has_markup { Kind::Markup } else { kind };
        let kind = attribute("type").unwrap_or_default();
        let kind = kind.split(';').next().unwrap_or_default().trim();
        if is_content && tag.attribute("src").is_some() {
            return Kind::Elsewhere;
        }
        // Markup is none, and then it may be what else it is called.
        if mode.as_deref() == Some("base64") && (!has_markup || decoded(text).is_some()) {
            return Kind::Base64;
        }
        match kind {
            // Generators of early feeds often forget to say that it is HTML.
            "" if is_early && is_escaped && html::has_tag(&plain(text)) => marked(Kind::Html),
            "" | "text" | "plain" | "text/plain" => marked(Kind::Text),
            "xhtml" | "application/xhtml+xml" if !is_escaped => Kind::Markup,
            _ if kind.contains("html") => marked(Kind::Html),
            "text/markdown" if is_content => marked(Kind::Markdown),
            _ if kind.contains('/')
                && !kind.ends_with("xml")
                && !kind.starts_with("text/")
                && decoded(text).is_some() =>
            {
                Kind::Base64
            }
            // What .NET calls any document.
            _ if is_content
                && kind.starts_with("text/")
                && kind.ends_with("xml")
                && has_markup
                && !self.holds_markup(inside.content.clone()) =>
            {
                Kind::File
            }
            _ if is_content && kind.contains('/') && !kind.starts_with("text/") => Kind::File,
            _ => marked(Kind::Text),
        }
    }

    fn write_construct_tag(
        &mut self,
        range: &Range<usize>,
        tag: &Tag<'a>,
        frame: &Frame<'a>,
        kind: Option<&'static str>,
    ) -> Result<()> {
        let (mut attributes, are_clean) = self.canonical_attributes(range.start, tag, frame)?;
        let before = attributes.clone();
        if let Some(kind) = kind {
            attributes.retain(|(name, _)| !matches!(&**name, "mode" | "xml:base"));
            match attributes.iter_mut().find(|(name, _)| name == "type") {
                Some((_, value)) => *value = Cow::Borrowed(kind),
                None if kind != "text" => attributes.insert(0, ("type".into(), kind.into())),
                None => {}
            }
        }
        if !are_clean || attributes != before || tag.name != frame.name {
            self.edit(
                range.clone(),
                &written(&frame.name, &attributes, tag.is_empty),
            );
        }
        Ok(())
    }
}

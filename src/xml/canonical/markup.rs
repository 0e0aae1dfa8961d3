//! Markup that a document has where text belongs, as HTML.

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use super::Walk;
use crate::error::Result;
use crate::text::html;
use crate::text::token::{Token, Tokens};
use crate::xml::namespace;
use crate::xml::reference::{self, Place};

impl<'a> Walk<'a, '_> {
    /// Returns the markup of a part of the document as HTML: of XHTML without the `div` around it, else with the text
    /// that is escaped beside the markup.
    pub(super) fn html(&mut self, range: Range<usize>, is_xhtml: bool) -> Result<String> {
        let mut out = String::with_capacity(range.len());
        // The outermost `div`: where its content begins, how many are open, and where it ends.
        let (mut outer, mut depth, mut outer_end) = (None, 0usize, None);
        let mut xhtml: HashSet<&str> = HashSet::new();
        for (at, token) in Tokens::new(&self.text[..range.end], range.start) {
            match token {
                Token::Text(text) => {
                    let repaired = reference::repaired(
                        text,
                        at.start,
                        Place::Content,
                        &mut self.entities,
                        &mut self.repairs,
                    )?;
                    if is_xhtml {
                        out.push_str(&repaired);
                    } else {
                        out.push_str(
                            &quick_xml::escape::unescape(&repaired)
                                .unwrap_or(Cow::Borrowed(&*repaired)),
                        );
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
                    let is_outer =
                        name == "div" && outer.is_none() && out.trim().is_empty() && !tag.is_empty;
                    depth += usize::from(name == "div" && !tag.is_empty);
                    let inner = &self.text[at.start + 1 + tag.name.len()..at.end - 1];
                    let inner = inner
                        .strip_suffix('/')
                        .filter(|_| tag.is_empty)
                        .unwrap_or(inner);
                    out.extend(["<", name, inner.trim_end(), ">"]);
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
                        out.extend(["</", name, ">"]);
                    }
                }
                Token::Comment | Token::Declaration(_) | Token::Instruction => {}
            }
        }
        match (outer, outer_end) {
            (Some(start), Some(end)) if is_xhtml && out[end..].trim() == "</div>" => {
                Ok(out[start..end].to_owned())
            }
            _ => Ok(out),
        }
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

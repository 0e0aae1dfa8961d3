//! Looking ahead: whether an element has an end.

use std::ops::Range;

use super::Walk;
use super::frame::Frame;
use super::grammar::Level;
use crate::text::tag::Tag;
use crate::text::token::{Token, Tokens};
use crate::xml::namespace;

/// The type of what Flash played.
const FLASH: &str = "application/x-shockwave-flash";

/// So many marks are looked for ahead: of documents with more names for their text, each could cost a look at all of it.
const MAX_MARKS: usize = 64;

impl Walk<'_, '_> {
    /// Returns whether an element ends, and until then everything that begins in it. Of elements of one name, none is looked
    /// at twice.
    pub(super) fn is_whole(&mut self, name: &str, at: usize, whole: &mut Range<usize>) -> bool {
        let Some(end) = self.end_of(name, at) else {
            return false;
        };
        let mut open = Vec::new();
        let is_in_order =
            Tokens::new(&self.text[..end], whole.start).all(|(_, token)| match token {
                Token::Start(tag) => {
                    open.extend((!tag.is_empty).then_some(tag.name));
                    true
                }
                Token::End(name) => open.pop() == Some(name),
                _ => true,
            });
        if !is_in_order || !open.is_empty() {
            return false;
        }
        whole.end = end;
        true
    }

    /// Returns whether the element of a file, whose start tag was just read, says more than rows write: it has no address, is
    /// one that Flash played, or holds what no row reads.
    pub(super) fn is_more(&mut self, tag: &Tag<'_>) -> bool {
        let is_flash = || {
            let kind = tag.attribute("type");
            kind.is_some_and(|kind| kind.trim() == FLASH)
        };
        tag.attribute("url").is_none() || is_flash() || !tag.is_empty && self.holds_more(tag.name)
    }

    /// Returns whether another element stands before the end of a file than those that rows read. No tag is looked at twice but
    /// that at which this ends.
    fn holds_more(&mut self, name: &str) -> bool {
        const READ: [&str; 6] = [
            "credit",
            "description",
            "player",
            "text",
            "thumbnail",
            "title",
        ];
        if self.is_unsure {
            return true;
        }
        let divided = |name| namespace::divided(name).unwrap_or(("", name));
        let (prefix, own) = divided(name);
        let is_read = |name| {
            let (of, local) = divided(name);
            of == prefix && READ.contains(&local)
        };
        let mut tokens = Tokens::new(self.text, self.tokens.offset());
        let other = tokens.find_map(|(_, token)| match token {
            Token::Start(tag) => (!is_read(tag.name)).then(|| divided(tag.name).1 != own),
            Token::End(name) => (!is_read(name)).then_some(false),
            _ => None,
        });
        self.is_unsure = other.is_none() || tokens.has_missed();
        other.unwrap_or(true)
    }

    /// Returns whether an element ends.
    pub(super) fn is_closed(&mut self, name: &str, from: usize) -> bool {
        self.end_of(name, from).is_some()
    }

    /// Returns where an element ends, if it does before another of its name begins, and before its article does or another.
    fn end_of(&mut self, name: &str, from: usize) -> Option<usize> {
        if self.finder.marks() > MAX_MARKS {
            self.is_unsure = true;
            return None;
        }
        let is_article = |frame: &&Frame<'_>| matches!(frame.level, Level::Item | Level::Entry);
        let article = self.frames.iter().rfind(is_article);
        let article = article.map_or("", |frame| frame.raw);
        let Some(end) = self.finder.find(&format!("</{name}"), from) else {
            self.is_unsure = true;
            return None;
        };
        let marks = [
            format!("<{name}"),
            format!("</{article}"),
            format!("<{article}"),
        ];
        let known = if article.is_empty() { 1 } else { marks.len() };
        let mut others = marks[..known]
            .iter()
            .filter_map(|mark| self.finder.find(mark, from));
        others.all(|other| end < other).then_some(end)
    }
}

#[cfg(test)]
mod tests {
    use super::super::grammar::Family;
    use super::super::{canonical, tests::setting};
    use crate::text::steps;

    #[test]
    fn not_every_name_is_looked_for() {
        let steps_of = |count: usize| {
            let of = |number: usize| {
                let uri = "http://purl.org/rss/1.0/modules/content/";
                format!("<a{number}:encoded xmlns:a{number}='{uri}'><media:title/>")
            };
            let items: String = (0..count).map(of).collect();
            let text =
                format!("<rss><channel><item><title>T</title>{items}</item></channel></rss>");
            steps::taken();
            let _ = canonical(&text, &setting(Family::Rss), &mut Vec::new());
            steps::taken()
        };
        let (few, many) = (steps_of(1_000), steps_of(8_000));
        assert!(many <= 9 * few, "{few}, then {many} steps");
    }
}

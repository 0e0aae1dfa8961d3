//! A text put together with what was changed in it, and where its articles then stand.

use std::borrow::Cow;
use std::iter;
use std::ops::Range;

use crate::text::token::{Token, Tokens};

/// A document in canonical form.
pub(crate) struct Canonical<'a> {
    /// The document; borrowed if it was in this form.
    pub(crate) text: Cow<'a, str>,
    /// Where its articles stand.
    pub(crate) articles: Vec<Range<usize>>,
}

impl Canonical<'_> {
    /// Returns the document without its articles.
    pub(crate) fn frame(&self) -> String {
        let starts = self.articles.iter().map(|article| article.start);
        let ends = self.articles.iter().map(|article| article.end);
        let from = iter::once(0).chain(ends);
        let to = starts.chain(iter::once(self.text.len()));
        from.zip(to)
            .map(|(from, to)| &self.text[from..to])
            .collect()
    }

    /// Returns the start tags of the elements in which the articles stand: the first ones of these names.
    pub(crate) fn opening(&self, names: &[&str]) -> String {
        let mut names = names.iter();
        let mut name = names.next();
        let mut opening = String::new();
        for (range, token) in Tokens::new(&self.text, 0) {
            match (token, name) {
                (_, None) => break,
                (Token::Start(tag), Some(wanted)) if tag.name == *wanted => {
                    opening.push_str(&self.text[range]);
                    name = names.next();
                }
                _ => {}
            }
        }
        opening
    }
}

/// An article that is complete: where it stands in the text, and which edits are its own.
pub(super) struct Complete {
    pub(super) place: Range<usize>,
    pub(super) edits: Range<usize>,
}

/// Returns a part of a text with its edits.
pub(super) fn spliced<'a>(
    text: &'a str,
    range: Range<usize>,
    edits: &[(Range<usize>, String)],
) -> Cow<'a, str> {
    Splice::new(text, range, edits).finish()
}

/// A text that is being put together with its edits.
pub(super) struct Splice<'a, 'e> {
    text: &'a str,
    range: Range<usize>,
    edits: &'e [(Range<usize>, String)],
    out: String,
    /// How much of the text is copied, and how many of the edits.
    from: usize,
    done: usize,
}

impl<'a, 'e> Splice<'a, 'e> {
    pub(super) fn new(
        text: &'a str,
        range: Range<usize>,
        edits: &'e [(Range<usize>, String)],
    ) -> Self {
        let length = if edits.is_empty() {
            0
        } else {
            range.len() + 64
        };
        Self {
            text,
            from: range.start,
            range,
            edits,
            out: String::with_capacity(length),
            done: 0,
        }
    }

    /// Copies the text up to a byte and the edits up to a number; returns where what follows will stand.
    pub(super) fn copy(&mut self, to: usize, edits: usize) -> usize {
        if self.edits.is_empty() {
            return to - self.range.start;
        }
        for (edited, with) in &self.edits[self.done..edits] {
            debug_assert!(
                self.from <= edited.start && edited.end <= to,
                "edits stand in order"
            );
            self.out.push_str(&self.text[self.from..edited.start]);
            self.out.push_str(with);
            self.from = edited.end;
        }
        self.out.push_str(&self.text[self.from..to]);
        (self.from, self.done) = (to, edits);
        self.out.len()
    }

    pub(super) fn finish(mut self) -> Cow<'a, str> {
        if self.edits.is_empty() {
            return Cow::Borrowed(&self.text[self.range]);
        }
        self.copy(self.range.end, self.edits.len());
        Cow::Owned(self.out)
    }
}

#[cfg(test)]
mod tests {
    use crate::xml::canonical::canonical;
    use crate::xml::canonical::grammar::Family;
    use crate::xml::limits::Limits;

    #[test]
    fn articles_stand_where_it_says() {
        for (text, family, expected) in [
            (
                "<rss><channel><title>a &</title><item><title>b & c</title></item><item><link>d</item></channel><item>e</item></rss>",
                Family::Rss,
                &[
                    "<item><title>b &amp; c</title></item>",
                    "<item><link>d</link></item>",
                    "<item>e</item>",
                ][..],
            ),
            (
                "<rss version=\"2.0\"><channel><item><title>a</title><item><title>b</title></channel></rss>",
                Family::Rss,
                &[
                    "<item><title>a</title></item>",
                    "<item><title>b</title></item>",
                ],
            ),
            (
                "<feed xmlns=\"http://www.w3.org/2005/Atom\"><entry><id>1</id></entry><foo:x/><entry><id>2</id></entry><entry><id>3</feed>",
                Family::Atom,
                &[
                    "<entry><id>1</id></entry>",
                    "<entry><id>2</id></entry>",
                    "<entry><id>3</id></entry>",
                ],
            ),
        ] {
            let canonical = canonical(text, family, None, &Limits::default(), &mut Vec::new());
            let canonical = canonical.expect("a feed");
            let articles = canonical.articles.iter().cloned();
            let articles: Vec<&str> = articles.map(|place| &canonical.text[place]).collect();
            assert_eq!(articles, expected, "{}", canonical.text);
            let bare = canonical.frame();
            assert!(
                expected.iter().all(|article| !bare.contains(article)),
                "{bare}"
            );
        }
    }
}

//! A text and what is changed in it, and where its articles stand.

use std::borrow::Cow;
use std::ops::Range;

/// What to put in place of which bytes.
pub(super) type Edit = (Range<usize>, String);

/// A document in canonical form: as it was, and what is to be changed in it. It need not be put together as a whole.
pub(crate) struct Canonical<'a> {
    pub(super) source: Cow<'a, str>,
    pub(super) changes: Changes,
}

/// What is changed in a document.
pub(super) struct Changes {
    /// Where the document stands in its source.
    pub(super) range: Range<usize>,
    /// In the order of the text, without overlaps.
    pub(super) edits: Vec<Edit>,
    pub(super) articles: Vec<Complete>,
}

/// An article that is complete: where it stands in the text, and which edits are its own.
pub(crate) struct Complete {
    pub(super) place: Range<usize>,
    pub(super) edits: Range<usize>,
}

impl Canonical<'_> {
    /// Returns the document; borrowed if it was in this form.
    pub(crate) fn text(&self) -> Cow<'_, str> {
        let Changes { range, edits, .. } = &self.changes;
        spliced(&self.source, range.clone(), edits)
    }

    /// Returns the articles that are complete.
    pub(crate) fn articles(&self) -> &[Complete] {
        &self.changes.articles
    }

    /// Appends an article.
    pub(crate) fn put_article(&self, article: &Complete, out: &mut String) {
        let Complete { place, edits } = article;
        let edits = &self.changes.edits[edits.clone()];
        put(out, &self.source, place.clone(), edits);
    }

    /// Returns the document without its articles.
    pub(crate) fn frame(&self) -> String {
        let Changes {
            range,
            edits,
            articles,
        } = &self.changes;
        let mut frame = String::new();
        let (mut from, mut done) = (range.start, 0);
        for Complete { place, edits: own } in articles {
            let between = &edits[done..own.start];
            put(&mut frame, &self.source, from..place.start, between);
            (from, done) = (place.end, own.end);
        }
        put(&mut frame, &self.source, from..range.end, &edits[done..]);
        frame
    }
}

/// Returns a part of a text with its edits.
pub(super) fn spliced<'a>(text: &'a str, range: Range<usize>, edits: &[Edit]) -> Cow<'a, str> {
    if edits.is_empty() {
        return Cow::Borrowed(&text[range]);
    }
    let mut out = String::with_capacity(range.len() + 64);
    put(&mut out, text, range, edits);
    Cow::Owned(out)
}

/// Appends a part of a text with its edits.
fn put(out: &mut String, text: &str, range: Range<usize>, edits: &[Edit]) {
    let mut from = range.start;
    for (edited, with) in edits {
        debug_assert!(
            from <= edited.start && edited.end <= range.end,
            "edits stand in order"
        );
        out.push_str(&text[from..edited.start]);
        out.push_str(with);
        from = edited.end;
    }
    out.push_str(&text[from..range.end]);
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
            let articles = canonical.articles().iter().map(|article| {
                let mut text = String::new();
                canonical.put_article(article, &mut text);
                text
            });
            let articles: Vec<String> = articles.collect();
            assert_eq!(articles, expected, "{}", canonical.text());
            let bare = canonical.frame();
            assert!(
                expected.iter().all(|article| !bare.contains(article)),
                "{bare}"
            );
        }
    }
}

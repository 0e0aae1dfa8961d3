//! A text and what is changed in it, and where its articles stand.

use std::borrow::Cow;
use std::ops::Range;

use memchr::{memchr, memchr2, memmem};

use crate::xml::reference::put_plain;

/// What to put in place of which bytes.
pub(super) type Edit = (Range<usize>, With);

/// What to put in place of something.
#[derive(Clone, Debug)]
pub(super) enum With {
    Text(String),
    /// The same text as a section, without references: the crates read it much sooner. It stays as it is where it is kept.
    Section,
}

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

impl Complete {
    /// Returns how long it was before it was edited, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.place.len()
    }
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
        put(out, &self.source, place.clone(), edits, put_section);
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
            put_as_is(&mut frame, &self.source, from..place.start, between);
            (from, done) = (place.end, own.end);
        }
        put_as_is(&mut frame, &self.source, from..range.end, &edits[done..]);
        frame
    }
}

/// Returns the edit that makes a section of a text in which there are references and no markup.
pub(super) fn section(text: &str, range: &Range<usize>) -> Option<Edit> {
    let bytes = &text.as_bytes()[range.clone()];
    let first = memchr2(b'&', b'<', bytes)?;
    let is_escaped = bytes[first] == b'&' && memchr(b'<', &bytes[first..]).is_none();
    is_escaped.then(|| (range.clone(), With::Section))
}

/// Returns a part of a text with its edits.
pub(super) fn spliced<'a>(text: &'a str, range: Range<usize>, edits: &[Edit]) -> Cow<'a, str> {
    if edits.iter().all(|(_, with)| matches!(with, With::Section)) {
        return Cow::Borrowed(&text[range]);
    }
    let mut out = String::with_capacity(range.len() + 64);
    put_as_is(&mut out, text, range, edits);
    Cow::Owned(out)
}

/// Appends a part of a text with its edits, without sections.
fn put_as_is(out: &mut String, text: &str, range: Range<usize>, edits: &[Edit]) {
    put(out, text, range, edits, |text, out| out.push_str(text));
}

/// Appends a part of a text with its edits.
fn put(
    out: &mut String,
    text: &str,
    range: Range<usize>,
    edits: &[Edit],
    put_section: impl Fn(&str, &mut String),
) {
    let mut from = range.start;
    for (edited, with) in edits {
        debug_assert!(
            from <= edited.start && edited.end <= range.end,
            "edits stand in order"
        );
        out.push_str(&text[from..edited.start]);
        match with {
            With::Text(with) => out.push_str(with),
            With::Section => put_section(&text[edited.clone()], out),
        }
        from = edited.end;
    }
    out.push_str(&text[from..range.end]);
}

/// Appends what an escaped text stands for, as a section.
fn put_section(text: &str, out: &mut String) {
    out.push_str("<![CDATA[");
    let start = out.len();
    put_plain(text, out);
    if memmem::find(&out.as_bytes()[start..], b"]]>").is_some() {
        // An end that is none is divided between two sections.
        let plain = out.split_off(start);
        out.push_str(&plain.replace("]]>", "]]]]><![CDATA[>"));
    }
    out.push_str("]]>");
}

#[cfg(test)]
mod tests {
    use crate::xml::canonical::canonical;
    use crate::xml::canonical::grammar::Family;
    use crate::xml::canonical::tests::setting;

    #[test]
    fn escaped_text_is_given_as_a_section() {
        let article = |text: &str| format!("<item><description>{text}</description></item>");
        for (escaped, section, expected) in [
            ("&lt;p&gt;a", "<![CDATA[<p>a]]>", "<p>a"),
            (
                "a &amp;amp; &quot;b&quot;",
                "<![CDATA[a &amp; \"b\"]]>",
                "a &amp; \"b\"",
            ),
            ("a&#xd;&#32;&apos;", "<![CDATA[a\r ']]>", "a\r '"),
            (
                "]]&gt;]]&gt;&#93;]&gt;",
                "<![CDATA[]]]]><![CDATA[>]]]]><![CDATA[>]]]]><![CDATA[>]]>",
                "]]>]]>]]>",
            ),
            ("<![CDATA[&lt;]]>", "<![CDATA[&lt;]]>", "&lt;"),
            ("no reference", "no reference", "no reference"),
        ] {
            let rss = format!("<rss><channel>{}</channel></rss>", article(escaped));
            let canonical = canonical(&rss, &setting(Family::Rss), &mut Vec::new());
            let canonical = canonical.expect("a feed");
            assert_eq!(canonical.text(), rss);
            let mut text = String::new();
            canonical.put_article(&canonical.articles()[0], &mut text);
            assert_eq!(text, article(section));
            for item in [article(escaped), text] {
                let channel = format!("<rss><channel>{item}</channel></rss>");
                let channel = rss::Channel::read_from(channel.as_bytes()).expect("a feed");
                assert_eq!(channel.items[0].description(), Some(expected), "{item}");
            }
        }
        // What is kept has the references that it had.
        let rss = "<rss><channel><item><a:b xmlns:a='urn:a'>&lt;</a:b><itunes:duration>&lt;</itunes:duration></item></channel></rss>";
        let canonical = canonical(rss, &setting(Family::Rss), &mut Vec::new());
        let canonical = canonical.expect("a feed");
        let mut text = String::new();
        canonical.put_article(&canonical.articles()[0], &mut text);
        assert_eq!(
            text,
            "<item><itunes:duration><![CDATA[<]]></itunes:duration>\
             <side:kept>&lt;a:b xmlns:a=&quot;urn:a&quot;&gt;&amp;lt;&lt;/a:b&gt;</side:kept>\
             <side:kept>&lt;itunes:duration&gt;&amp;lt;&lt;/itunes:duration&gt;</side:kept></item>"
        );
    }

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
            let canonical = canonical(text, &setting(family), &mut Vec::new());
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

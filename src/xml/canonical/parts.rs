//! A large document, walked in several places at once.
//!
//! Between two articles, a walk remembers little: which elements are open, what was in them, and which namespaces have names.
//! So walks begin at articles further on as well, each taking for granted what is to be remembered behind the first article.
//! Where the walk before it arrives there and remembers just that, the two are one walk. If it does not, it goes on by itself.

use std::collections::BTreeSet;
use std::mem;

use memchr::memmem;
use rayon::prelude::*;

use super::frame::Frame;
use super::grammar::{Family, Fate, Level};
use super::{MAX_WARNINGS, Walk};
use crate::error::Result;
use crate::text::token::Tokens;

/// Shorter documents are looked through sooner than threads begin to.
pub(super) const LARGE: usize = 1 << 19;

impl<'a> Walk<'a, '_> {
    /// Walks to the end.
    pub(super) fn walk_in_parts(self) -> Result<Self> {
        let parts = if self.text.len() < LARGE {
            1
        } else {
            rayon::current_num_threads()
        };
        self.walk_in(parts)
    }

    fn walk_in(mut self, parts: usize) -> Result<Self> {
        let begin = if parts > 1 {
            self.second_article()
        } else {
            None
        };
        let begin = begin.unwrap_or(usize::MAX);
        self.walk(begin)?;
        if self.tokens.offset() != begin || !self.is_between_articles() {
            self.walk(usize::MAX)?;
            return Ok(self);
        }
        let length = self.text.len() - begin;
        let places = (1..parts).filter_map(|part| self.article_from(begin + length / parts * part));
        let places: BTreeSet<usize> = places.collect();
        let granted = self.fork(begin);
        let forks: Vec<Self> = places.iter().map(|place| self.fork(*place)).collect();
        let mut ends = places.iter().copied().chain([usize::MAX]);
        let end = ends.next().unwrap_or(usize::MAX);
        let others: Vec<_> = forks.into_iter().zip(ends).collect();
        let (walked, others) = rayon::join(
            || self.walk(end),
            || -> Vec<Result<Self>> {
                let others = others.into_par_iter();
                others
                    .map(|(mut walk, end)| walk.walk(end).map(|()| walk))
                    .collect()
            },
        );
        walked?;
        for (place, next) in places.into_iter().zip(others) {
            // What stopped the next one may be something that this one meets earlier.
            let fits =
                next.is_ok_and(|next| self.is_at(place, &granted) && self.append(next, &granted));
            if !fits {
                self.walk(usize::MAX)?;
                break;
            }
        }
        Ok(self)
    }

    /// Returns where the start tag of the second article seems to stand: behind the first, all that is said of a feed is known.
    fn second_article(&self) -> Option<usize> {
        let first = self.article_from(self.start)?;
        self.article_from(first + 1)
    }

    /// Returns where the next start tag of an article seems to stand.
    fn article_from(&self, offset: usize) -> Option<usize> {
        let mark = match self.family {
            Family::Rss => "<item",
            Family::Atom => "<entry",
        };
        let rest = &self.text.as_bytes()[offset..];
        let is_whole = |index: &usize| {
            let behind = rest.get(index + mark.len());
            behind.is_some_and(|byte| byte.is_ascii_whitespace() || *byte == b'>')
        };
        let index = memmem::find_iter(rest, mark).find(is_whole)?;
        Some(offset + index)
    }

    /// Returns whether nothing is open but what holds articles, and stays in its place.
    fn is_between_articles(&self) -> bool {
        matches!(self.level(), Level::Channel | Level::Feed)
            && self.channel_end.is_none()
            && self.frames.iter().all(|frame| {
                matches!(frame.fate, Fate::First | Fate::Every) && !frame.is_transparent
            })
    }

    /// Returns what is open, for a walk that has no edits before it.
    fn open_frames(&self) -> Vec<Frame<'a>> {
        let frames = self.frames.iter().cloned();
        frames.map(|frame| Frame { edits: 0, ..frame }).collect()
    }

    /// Returns a walk that begins at a byte with what this one remembers.
    fn fork(&self, place: usize) -> Self {
        Self {
            tokens: Tokens::new(self.text, place),
            scope: self.scope.clone(),
            start: self.start,
            root: self.root.clone(),
            is_early: self.is_early,
            entities: self.entities.clone(),
            frames: self.open_frames(),
            ..Self::fresh(self.text, self.family, self.document, self.limits)
        }
    }

    /// Returns whether this walk has come to a byte and remembers what was taken for granted.
    fn is_at(&self, place: usize, granted: &Self) -> bool {
        self.tokens.offset() == place
            && self.channel_end.is_none()
            && self.open_frames() == granted.frames
            && self.scope.declares_as(&granted.scope)
    }

    /// Goes on as another walk did, which began where this one is; returns whether they fit, and keep within the bounds.
    fn append(&mut self, mut other: Self, granted: &Self) -> bool {
        other.articles += self.articles;
        let added = self.entities.used() - granted.entities.used();
        let is_within =
            other.articles <= self.limits.articles && other.entities.spend(added).is_ok();
        if !is_within || !other.scope.merge(&self.scope) {
            return false;
        }
        let before = self.edits.len();
        for frame in &mut other.frames {
            frame.edits += before;
        }
        for article in &mut other.complete {
            article.edits = article.edits.start + before..article.edits.end + before;
        }
        let mut first = mem::replace(self, other);
        first.edits.append(&mut self.edits);
        first.complete.append(&mut self.complete);
        first.repairs.append(mem::take(&mut self.repairs));
        first.warnings.append(&mut self.warnings);
        first.warnings.truncate(MAX_WARNINGS);
        self.edits = first.edits;
        self.complete = first.complete;
        self.repairs = first.repairs;
        self.warnings = first.warnings;
        true
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::Walk;
    use crate::text::token::tests::HOSTILE;
    use crate::xml::canonical::grammar::Family;
    use crate::xml::limits::Limits;

    /// What a walk finds out, in so many parts.
    fn walked(text: &str, family: Family, parts: usize, limits: &Limits) -> String {
        let walk = Walk::new(text, family, None, limits).and_then(|walk| walk.walk_in(parts));
        let mut walk = match walk {
            Ok(walk) => walk,
            Err(error) => return error.to_string(),
        };
        let end = walk.tokens.offset();
        walk.finish(end);
        let articles: Vec<_> = walk
            .complete
            .iter()
            .map(|article| (article.place.clone(), article.edits.clone()))
            .collect();
        let repairs: Vec<_> = walk.repairs.into_warnings(text).collect();
        format!(
            "{end} {:?} {articles:?} {repairs:?} {:?}",
            walk.edits, walk.warnings
        )
    }

    fn assert_the_same(text: &str) {
        for limits in [
            Limits::default(),
            Limits {
                articles: 3,
                entities: 60,
                ..Limits::default()
            },
        ] {
            for family in [Family::Rss, Family::Atom] {
                let whole = walked(text, family, 1, &limits);
                for parts in [2, 3, 7] {
                    assert_eq!(walked(text, family, parts, &limits), whole, "{text}");
                }
            }
        }
    }

    #[test]
    fn walks_meet_where_they_remember_the_same() {
        let item = "<item><title>a & b</title><x:y>c</x:y><x:z/></item>\n";
        let rss = "<rss xmlns:x='urn:x' xmlns:z='urn:z'><channel><title>t</title>";
        let text = format!("{rss}{}", item.repeat(9));
        let limits = Limits::default();
        let mut walk = Walk::new(&text, Family::Rss, None, &limits).expect("a feed");
        let begin = walk.second_article().expect("two articles");
        walk.walk(begin).expect("a feed");
        let granted = walk.fork(begin);
        let place = walk.article_from(text.len() / 2).expect("an article");
        walk.walk(place).expect("a feed");
        assert!(walk.is_between_articles() && walk.is_at(place, &granted));
        for text in [
            format!("{rss}{}</channel></rss>", item.repeat(9)),
            format!("{rss}{}</channel></rss>junk", item.repeat(9)),
            format!("{rss}{}", item.repeat(9)),
            format!(
                "{rss}{}<link>l</link>{}</rss>",
                item.repeat(4),
                item.repeat(4)
            ),
            format!(
                "{rss}{}<title>u</title>{}</rss>",
                item.repeat(4),
                item.repeat(4)
            ),
            format!("{rss}{}</channel>{}</rss>", item.repeat(4), item.repeat(4)),
            format!("{rss}{}<![CDATA[{}", item.repeat(4), item.repeat(4)),
            format!("{rss}{}<item><title>{}", item.repeat(4), item.repeat(4)),
            format!("{rss}{}<item><q xmlns='urn:q'><r>", item.repeat(9)),
            format!(
                "{rss}{}</rss>",
                item.repeat(4) + &item.replace("x:", "z:").repeat(4)
            ),
        ] {
            assert_the_same(&text);
        }
    }

    fn piece() -> impl Strategy<Value = String> {
        let known = [
            "<item>",
            "</item>",
            "<item>",
            "</item>",
            "<item rdf:about='a'>",
            "<entry>",
            "</entry>",
            "<title>",
            "</title>",
            "<title>a</title>",
            "<link/>",
            "<guid>1</guid>",
            "<x:y>",
            "</x:y>",
            "<x:y xmlns:x='urn:1'>",
            "<z:y xmlns:x='urn:2'/>",
            "<x:y xmlns:x='urn:2'>b</x:y>",
            "</channel>",
            "<channel>",
            "</rss>",
            "</feed>",
            "&e;",
            "&amp;",
            "&",
            "<",
            "\n",
            "<author><name>n</name></author>",
            "<source>",
            "</source>",
            "<pubDate>never</pubDate>",
            "<updated>never</updated>",
            "<div xmlns='http://www.w3.org/1999/xhtml'>",
            "<image>",
            "</image>",
            "<content type='xhtml'>",
            "</content>",
        ];
        let known: Vec<String> = known.iter().map(ToString::to_string).collect();
        let hostile: Vec<String> = HOSTILE.iter().map(ToString::to_string).collect();
        prop_oneof![8 => proptest::sample::select(known), 1 => proptest::sample::select(hostile)]
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(2_000))]
        #[test]
        fn parts_are_the_whole(
            root in proptest::sample::select(vec!["<rss>", "<rss xmlns:x='urn:0'><channel>", "<feed>", "<rdf:RDF>",
                "<!DOCTYPE rss [<!ENTITY e 'some text'>]><rss><channel>"]),
            pieces in proptest::collection::vec(piece(), 0..60)
        ) {
            assert_the_same(&format!("{root}{}", pieces.concat()));
        }
    }
}

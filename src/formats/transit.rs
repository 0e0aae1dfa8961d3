//! A large feed on its way to lines: each article is one as soon as it is read, so that no more than lines are in memory.
//!
//! Articles inherit from what their feed says before the first of them. If it says something else in the end, or if two of them
//! have one identity, they have to be looked at together.

use std::collections::HashMap;
use std::hash::BuildHasher;
use std::sync::OnceLock;

use foldhash::fast::RandomState;
use memchr::memchr_iter;

use super::detection::{Kind, kind_of, text_of};
use super::inheritance::Required;
use super::lines::{Ends, Linewise};
use super::lossless::{self, Around, Standard};
use super::{BodyForm, Document, Format, ReadOptions, Source, WriteOptions};
use super::{by_name, document, identity, is_whole, linewise, public_with};
use crate::error::Result;
use crate::mapping::remainder::Remainder;
use crate::mapping::{is_public, private_parts};
use crate::model::{Article, Feed};
use crate::xml::canonical::segments::LARGE;

/// How articles become lines.
pub(crate) struct Transit<'a> {
    to: &'static dyn Linewise,
    is_whole: bool,
    read: &'a ReadOptions,
    write: &'a WriteOptions,
    form: Option<BodyForm>,
    /// What the user says of the feed.
    amended: &'a (dyn Fn(Feed) -> Feed + Sync),
    around: OnceLock<Around>,
    hasher: RandomState,
}

/// The identities of articles as they are told apart, and the address of each; of one without an identity, what it says, which no
/// other may say.
type Look = Vec<(u64, Option<u64>)>;

/// Some articles on their way.
pub(crate) struct Part {
    /// The beginnings of their lines.
    text: String,
    count: usize,
    looks: Vec<Look>,
    required: Required,
    private: (usize, usize),
}

/// A feed whose articles are lines.
pub(crate) struct Straight {
    /// What the feed says of itself.
    pub(crate) document: Document,
    pub(crate) lines: StraightLines,
    /// How many private fields and drafts there are.
    pub(crate) private: (usize, usize),
}

/// The lines of a feed, some at a time.
pub(crate) struct StraightLines {
    parts: std::vec::IntoIter<String>,
    ends: Ends,
    has_begun: bool,
}

impl Iterator for StraightLines {
    type Item = String;

    fn next(&mut self) -> Option<String> {
        let part = self.parts.next()?;
        let mut lines = String::with_capacity(part.len() * 2);
        let mut start = 0;
        for end in memchr_iter(b'\n', part.as_bytes()) {
            lines.push_str(&part[start..end]);
            start = end + 1;
            self.ends.end(&mut lines, !self.has_begun);
            self.has_begun = true;
        }
        Some(lines)
    }
}

impl<'a> Transit<'a> {
    /// Fails if there is no such format of lines.
    pub(crate) fn new(
        name: &str,
        read: &'a ReadOptions,
        write: &'a WriteOptions,
        form: Option<BodyForm>,
        amended: &'a (dyn Fn(Feed) -> Feed + Sync),
    ) -> Result<Self> {
        Ok(Self {
            to: linewise(name)?,
            is_whole: is_whole(by_name(name)?, write),
            read,
            write,
            form,
            amended,
            around: OnceLock::new(),
            hasher: RandomState::default(),
        })
    }

    /// Reads a feed of which no more than some parts are in memory; `None` if it has to be there as a whole, or cannot be read.
    pub(crate) fn source(self, source: &dyn Source) -> Option<Straight> {
        let (format, start) = document::begun(source, self.read).ok()??;
        self.pass(format, source, start)
    }

    /// Reads a feed that is in memory; `None` if its articles have to be, too, or if it cannot be read.
    pub(crate) fn bytes(self, bytes: &[u8]) -> Option<Straight> {
        if bytes.len() < LARGE {
            return None;
        }
        let (text, warnings) = text_of(bytes, self.read).ok()?;
        let Ok(Kind::Feed(format)) = kind_of(&text, self.read) else {
            return None;
        };
        let straight = self.pass(format, &&*text, 0)?;
        Some(Straight {
            document: straight.document.warned_before(warnings),
            ..straight
        })
    }

    fn pass(self, format: &dyn Format, source: &dyn Source, start: usize) -> Option<Straight> {
        let make = |head: &Standard, both: Vec<_>| self.part(format, head, both);
        let passed = format.pass(source, start, self.read, &make);
        let (standard, parts) = passed.ok()??;
        self.straight(format, standard, parts)
    }

    /// Makes lines of some articles, each with what is carried beside it.
    fn part(
        &self,
        format: &dyn Format,
        head: &Standard,
        both: Vec<(Article, Option<Remainder>)>,
    ) -> Result<Part> {
        let (mut articles, remainders): (Vec<_>, Vec<_>) = both.into_iter().unzip();
        let required = Required::of(&articles);
        let around = self.around.get_or_init(|| {
            let of_feed = head.remainders.feed.clone();
            Around::new(
                head.feed.clone(),
                head.is_own,
                of_feed,
                &required,
                self.read,
            )
        });
        for article in &mut articles {
            around.make_absolute(article);
        }
        let count = articles.len();
        let identified = articles
            .iter()
            .filter(|article| article.identity().is_some());
        let mut looks = vec![self.identities(identified, str::to_owned)];
        let both = articles.into_iter().zip(remainders);
        let articles = both.map(|(article, remainder)| {
            let mut article = around.complete(format, article, remainder, self.read);
            if let Some(form) = self.form {
                form.put(&mut article);
            }
            article
        });
        let feed = Feed {
            articles: articles.collect(),
            ..Feed::default()
        };
        let private = if self.is_whole {
            private_parts(&feed)
        } else {
            (0, 0)
        };
        let seen = self.seen(around, feed, &mut looks)?;
        let lines = seen.iter().map(|article| self.to.begin(article));
        let lines: Vec<String> = lines.filter(|line| !line.is_empty()).collect();
        // They stay for as long as the document is read.
        let length: usize = lines.iter().map(|line| line.len() + 1).sum();
        let mut text = String::with_capacity(length);
        for line in lines {
            text.push_str(&line);
            text.push('\n');
        }
        Ok(Part {
            text,
            count,
            looks,
            required,
            private,
        })
    }

    /// Returns some articles as the format sees them.
    fn seen(&self, around: &Around, mut some: Feed, looks: &mut Vec<Look>) -> Result<Vec<Article>> {
        if self.is_whole {
            lossless::check_depth(&some)?;
            return Ok(some.articles);
        }
        some.articles
            .retain(|article| is_public(article, self.write.now));
        let feed = Feed {
            articles: some.articles,
            ..(self.amended)(around.feed.clone())
        };
        let mut look = |articles: &mut [Article]| {
            looks.push(self.identities(articles.iter(), identity::canonical));
        };
        Ok(public_with(self.to, feed, self.write, &mut look).articles)
    }

    fn identities<'f>(
        &self,
        articles: impl Iterator<Item = &'f Article>,
        spelt: fn(&str) -> String,
    ) -> Look {
        let identities = articles.map(|article| match article.identity() {
            Some(identity) => {
                let address = self.hasher.hash_one(&article.web_url);
                (self.hasher.hash_one(spelt(identity)), Some(address))
            }
            None => (self.hasher.hash_one(identity::of(article)), None),
        });
        identities.collect()
    }

    /// Puts the parts together, if they are what they would be together.
    fn straight(
        self,
        format: &dyn Format,
        standard: Standard,
        parts: Vec<Part>,
    ) -> Option<Straight> {
        let mut required = Required::default();
        let (mut count, mut private, mut texts) = (0, (0, 0), Vec::new());
        let mut known = Vec::new();
        for part in parts {
            if !are_new(&part.looks, &mut known) {
                return None;
            }
            required = required.and(part.required);
            count += part.count;
            private = sum(private, part.private);
            texts.push(part.text);
        }
        let Standard {
            feed,
            is_own,
            remainders,
            warnings,
            errors,
        } = standard;
        let Around { feed, .. } = Around::new(feed, is_own, remainders.feed, &required, self.read);
        if !is_alike(&self.around.into_inner()?.feed, &feed) {
            return None;
        }
        if self.is_whole {
            private = sum(private, private_parts(&feed));
        }
        let mut feed = (self.amended)(feed);
        if self.is_whole {
            lossless::check_depth(&feed).ok()?;
        } else {
            feed = public_with(self.to, feed, self.write, &mut |_| {});
        }
        let ends = Ends::of(self.to, &feed, count);
        Some(Straight {
            document: Document {
                feed,
                format: format.name(),
                warnings,
                errors,
            },
            lines: StraightLines {
                parts: texts.into_iter(),
                ends,
                has_begun: false,
            },
            private,
        })
    }
}

/// Returns whether no identity is known at another address; notes them.
fn are_new(looks: &[Look], known: &mut Vec<HashMap<u64, Option<u64>>>) -> bool {
    known.resize_with(known.len().max(looks.len()), HashMap::new);
    let mut both = looks.iter().zip(known);
    both.all(|(look, known)| {
        look.iter().all(|(identity, address)| {
            let before = known.insert(*identity, *address);
            before.is_none_or(|before| before.is_some() && before == *address)
        })
    })
}

/// Returns whether two feeds say the same, but for the date: whether one was put in is seen from all articles.
fn is_alike(one: &Feed, other: &Feed) -> bool {
    let undated = |feed: &Feed| Feed {
        updated_date_time: None,
        ..feed.clone()
    };
    undated(one) == undated(other)
}

fn sum(one: (usize, usize), other: (usize, usize)) -> (usize, usize) {
    (one.0 + other.0, one.1 + other.1)
}

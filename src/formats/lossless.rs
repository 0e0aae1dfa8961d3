//! The two directions of a document, remainders and all: the same for every format of feeds.
//!
//! A document is written, read back, and written again with what did not come back. Whatever a reader would lose is thus
//! known by construction, be it the rows, a crate or XML itself that loses it.

use std::{iter, mem};

use ::url::Url;

use super::inheritance::Required;
use super::preparation::{absolute, prepared, sanitised, without_scripts};
use super::{Document, Format, ReadOptions, identity, inheritance, pieces};
use crate::error::{Error, Result, Warning};
use crate::limits::Limits;
use crate::mapping::profile::{Seen, public};
use crate::mapping::remainder::Remainder;
use crate::model::{Article, Feed, MAX_VALUE_DEPTH, Record};

/// What a document says in the format's own elements, and what is carried beside them.
#[derive(Default)]
pub(crate) struct Standard {
    /// The feed as the rows read it.
    pub(crate) feed: Feed,
    /// Whether the document says that we wrote it, or has no place to say who did.
    pub(crate) is_own: bool,
    /// What the rows could not carry.
    pub(crate) remainders: Remainders,
    /// What neither could make sense of.
    pub(crate) warnings: Vec<Warning>,
    /// Why articles are left out.
    pub(crate) errors: Vec<Error>,
}

/// The remainders of a feed and of its articles, in their order.
#[derive(Default)]
pub(crate) struct Remainders {
    pub(crate) feed: Option<Remainder>,
    pub(crate) articles: Vec<Option<Remainder>>,
}

/// Reads a document.
pub(crate) fn read(format: &dyn Format, text: &str, options: &ReadOptions) -> Result<Document> {
    let standard = format.read_standard(text, options)?;
    Ok(document(format, standard, options))
}

/// Returns the document that was read.
pub(super) fn document(format: &dyn Format, standard: Standard, options: &ReadOptions) -> Document {
    let feed = if format.is_exact() {
        received(standard.feed, options)
    } else {
        complete(
            format,
            standard.feed,
            standard.is_own,
            standard.remainders,
            options,
        )
    };
    Document {
        feed,
        format: format.name(),
        warnings: standard.warnings,
        errors: standard.errors,
    }
}

/// Returns a feed that needs nothing but its rows: of a stranger, what anyone could say in any format.
pub(super) fn received(mut feed: Feed, options: &ReadOptions) -> Feed {
    if options.honours_remainder && options.base.is_none() {
        return feed;
    }
    if !options.honours_remainder {
        feed = public(feed, Seen::default());
        if !options.keeps_unsafe_html {
            feed = without_scripts(feed);
        }
    }
    inheritance::make_feed_absolute(&mut feed, options.base.as_ref());
    let site = inheritance::base_of(&feed, options.base.as_ref());
    let site = site.as_ref().map(Url::as_str);
    let articles = mem::take(&mut feed.articles).into_iter();
    let articles = articles.map(|article| match options.honours_remainder {
        true => own_of(article, site, options),
        false => clean_of(article, site, options),
    });
    feed.articles = articles.collect();
    feed
}

/// Puts what the rows read and what is carried beside them together.
fn complete(
    format: &dyn Format,
    mut feed: Feed,
    is_own: bool,
    mut remainders: Remainders,
    options: &ReadOptions,
) -> Feed {
    let mut articles = mem::take(&mut feed.articles);
    let required = Required::of(&articles);
    let around = Around::new(feed, is_own, remainders.feed.take(), &required, options);
    pieces::map(&mut *articles, |article| around.make_absolute(article));
    identity::tell_addresses_apart(&mut articles, str::to_owned);
    let carried = remainders.articles.into_iter();
    // In place, since each of them is large.
    let both: Vec<_> = articles
        .iter_mut()
        .zip(carried.chain(iter::repeat_with(|| None)))
        .collect();
    pieces::map(both, |(article, remainder)| {
        *article = around.complete(format, mem::take(article), remainder, options);
    });
    Feed {
        articles,
        ..around.feed
    }
}

/// What stands around the articles of a document, from which they inherit.
pub(super) struct Around {
    /// The feed without them.
    pub(super) feed: Feed,
    base: Option<Url>,
}

impl Around {
    /// Puts what the rows read of a feed without articles and what is carried beside it together.
    pub(super) fn new(
        mut feed: Feed,
        is_own: bool,
        remainder: Option<Remainder>,
        required: &Required,
        options: &ReadOptions,
    ) -> Self {
        inheritance::forget_required(&mut feed, required, is_own);
        inheritance::make_feed_absolute(&mut feed, options.base.as_ref());
        feed = match remainder.filter(|_| options.honours_remainder) {
            Some(remainder) => {
                let mut own = remainder.apply(&feed);
                if options.base.is_some() {
                    inheritance::make_feed_absolute(&mut own, options.base.as_ref());
                }
                own
            }
            None if options.keeps_unsafe_html => feed,
            None => without_scripts(feed),
        };
        let base = inheritance::base_of(&feed, options.base.as_ref());
        Self { feed, base }
    }

    /// Makes the addresses of an article absolute: before anything else, so that neither identities nor the publisher's host
    /// depend on their spelling.
    pub(super) fn make_absolute(&self, article: &mut Article) {
        inheritance::make_absolute(article, &|| self.base.as_ref());
    }

    /// Puts what the rows read of an article and what is carried beside it together.
    pub(super) fn complete(
        &self,
        format: &dyn Format,
        mut article: Article,
        remainder: Option<Remainder>,
        options: &ReadOptions,
    ) -> Article {
        inheritance::inherit(&mut article, &self.feed, format);
        let site = self.base.as_ref().map(Url::as_str);
        match remainder.filter(|_| options.honours_remainder) {
            Some(remainder) => own_of(remainder.apply_article(&article), site, options),
            None => clean_of(article, site, options),
        }
    }
}

/// Returns the user's own article: as it is, unless the user says to what its addresses are relative.
pub(super) fn own_of(article: Article, site: Option<&str>, options: &ReadOptions) -> Article {
    match options.base {
        Some(_) => absolute(article, site),
        None => article,
    }
}

/// Returns the article of a stranger, without what could do harm unless that is wanted.
pub(super) fn clean_of(article: Article, site: Option<&str>, options: &ReadOptions) -> Article {
    if options.keeps_unsafe_html {
        absolute(article, site)
    } else {
        sanitised(article, site)
    }
}

/// Writes a document with everything in it.
pub(super) fn write(format: &dyn Format, feed: &Feed) -> Result<String> {
    check_depth(feed)?;
    if format.is_exact() {
        return format.write_standard(feed, &Remainders::default());
    }
    let bare = prepared(format, feed.clone());
    let text = format.write_standard(&bare, &Remainders::default())?;
    // No bound on strangers is one on what we wrote.
    let limits = Limits {
        bytes: usize::MAX,
        articles: usize::MAX,
        ..Limits::default()
    };
    let options = ReadOptions {
        limits,
        ..ReadOptions::default()
    };
    let remainders = remainders(format, feed, format.read_standard(&text, &options)?);
    let text = if remainders.feed.is_none() && remainders.articles.iter().all(Option::is_none) {
        text
    } else {
        format.write_standard(&bare, &remainders)?
    };
    pieces::forget(bare);
    Ok(text)
}

/// Compares a feed with what the standard elements gave back.
fn remainders(format: &dyn Format, feed: &Feed, read: Standard) -> Remainders {
    let Standard {
        feed: mut standard,
        is_own,
        ..
    } = read;
    let mut read_back = mem::take(&mut standard.articles);
    identity::tell_addresses_apart(&mut read_back, str::to_owned);
    inheritance::forget_required(&mut standard, &Required::of(&read_back), is_own);
    inheritance::make_feed_absolute(&mut standard, None);
    let site = inheritance::base_of(feed, None);
    let site = site.as_ref().map(Url::as_str);
    let both: Vec<_> = feed.articles.iter().zip(read_back).collect();
    let of_articles = pieces::map(both, |(article, mut standard)| {
        inheritance::inherit(&mut standard, feed, format);
        // Without a remainder, a reader makes the body safe.
        let is_complete = *article == standard && *article == sanitised(standard.clone(), site);
        (!is_complete).then(|| Remainder::of_article(article, &standard))
    });
    let own = feed.to_map();
    let is_complete = own == standard.to_map() && own == without_scripts(standard.clone()).to_map();
    Remainders {
        articles: of_articles,
        feed: (!is_complete).then(|| Remainder::of(feed, &standard)),
    }
}

/// Fails if values are nested too deeply; one level is the record itself.
pub(super) fn check_depth(feed: &Feed) -> Result<()> {
    let of_articles = pieces::map(&feed.articles, |article| {
        article.is_within(MAX_VALUE_DEPTH - 1)
    });
    if feed.is_within(MAX_VALUE_DEPTH - 1) && !of_articles.contains(&false) {
        Ok(())
    } else {
        Err(Error::TooDeep)
    }
}

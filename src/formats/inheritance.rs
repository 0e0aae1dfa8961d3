//! What an article takes over from its feed, and a feed from its articles: both directions, for all formats.
//!
//! What would be taken over is not written, and what was made up because a format requires it is not kept, so that
//! reading and writing again changes nothing.

use std::sync::OnceLock;

use ::url::Url;
use chrono::{DateTime, Utc};

use super::{Format, avatar, language, links, synonyms};
use crate::model::{Article, Enclosure, Feed, Image, Person, Provider, Timestamp};
use crate::text::url;

/// The title of a feed of which nothing is known.
const UNTITLED: &str = "Untitled feed";

/// What articles take over is written once for each of them: a feed must not grow with the square of its size.
const MAX_INHERITED_AUTHORS: usize = 10;
const MAX_INHERITED_TITLE: usize = 200;

/// Returns the title of a feed, if its articles take it over as the name of their publisher.
fn inheritable_title(feed: &Feed) -> Option<&String> {
    feed.title
        .as_ref()
        .filter(|title| title.len() <= MAX_INHERITED_TITLE)
}

/// Gives a feed a link and a title, which feeds must have: those of the site that its first article is on.
pub(crate) fn require(feed: &mut Feed) {
    feed.link.take_if(|link| !url::is_web(link));
    if feed.link.is_none() {
        feed.link = feed.articles.iter().find_map(site_of);
    }
    if feed.title.is_none() {
        let domain = feed.link.as_deref().and_then(url::domain);
        feed.title = Some(domain.unwrap_or_else(|| UNTITLED.to_owned()));
    }
}

/// What a feed is given of its articles, because a format requires it.
#[derive(Default)]
pub(crate) struct Required {
    /// The site that the first of them is on.
    site: Option<String>,
    newest: Option<DateTime<Utc>>,
}

impl Required {
    pub(crate) fn of(articles: &[Article]) -> Self {
        Self {
            site: articles.iter().find_map(site_of),
            newest: newest(articles).map(Timestamp::instant),
        }
    }

    /// Returns what further articles, which stand behind them, make of it.
    pub(crate) fn and(self, behind: Self) -> Self {
        Self {
            site: self.site.or(behind.site),
            newest: self.newest.max(behind.newest),
        }
    }
}

/// Takes out what the rows for the date put in and, if we wrote the feed, what [`require`] did. Some sites are called what
/// their host is.
pub(crate) fn forget_required(feed: &mut Feed, required: &Required, is_own: bool) {
    if is_own {
        let link = required.site.as_deref();
        let title = link
            .and_then(url::domain)
            .unwrap_or_else(|| UNTITLED.to_owned());
        if feed.title.as_deref() == Some(&title) && feed.link.as_deref() == link {
            feed.title = None;
            feed.link = None;
        }
    }
    if feed.updated_date_time.as_ref().map(Timestamp::instant) == required.newest {
        feed.updated_date_time = None;
    }
}

/// Returns the newest date of articles.
pub(crate) fn newest<'a>(articles: impl IntoIterator<Item = &'a Article>) -> Option<&'a Timestamp> {
    articles
        .into_iter()
        .filter_map(Article::last_date_time)
        .max_by_key(|date_time| date_time.instant())
}

fn site_of(article: &Article) -> Option<String> {
    url::site(links::address_of(article)?)
}

/// Returns whether articles take over the authors of a feed.
fn has_inheritable_authors(feed: &Feed, format: &dyn Format) -> bool {
    format.inherits_authors() && feed.authors.len() <= MAX_INHERITED_AUTHORS
}

/// Gives an article what its feed says for all: an author, a publisher; and the publisher's host.
pub(crate) fn inherit(article: &mut Article, feed: &Feed, format: &dyn Format) {
    let mut provider = article.provider.take().unwrap_or_default();
    if provider.name.is_none()
        && provider.authors.is_empty()
        && has_inheritable_authors(feed, format)
    {
        provider.authors.clone_from(&feed.authors);
    }
    provider.name = provider.name.or_else(|| inheritable_title(feed).cloned());
    if provider != Provider::default() {
        provider.domain = provider
            .domain
            .or_else(|| url::domain(article.web_url.as_deref()?));
        article.provider = Some(provider);
    }
}

/// Gives articles that leave their feed its language, if that is not the one of the feed that they come to.
pub(crate) fn keep_language(articles: &mut [Article], left: Option<&str>, joined: Option<&str>) {
    if left == joined {
        return;
    }
    let language = |tag: Option<&str>| tag.and_then(language::write);
    let Some(own) = language(left) else {
        return;
    };
    if language(joined).is_some_and(|joined| joined.eq_ignore_ascii_case(&own)) {
        return;
    }
    for article in articles {
        put_language(article, &own);
    }
}

/// The language of a feed, as the user says it: of one document it corrects the first that is said, for articles, too. Of several,
/// it is that of the feed alone.
pub(crate) struct SaidLanguage<'a> {
    language: &'a str,
    is_of_several: bool,
    corrected: OnceLock<String>,
}

impl<'a> SaidLanguage<'a> {
    pub(crate) fn new(language: &'a str, is_of_several: bool) -> Self {
        Self {
            language,
            is_of_several,
            corrected: OnceLock::new(),
        }
    }

    pub(crate) fn is_of_several(&self) -> bool {
        self.is_of_several
    }

    /// Returns whether it depends on the next document which language is corrected.
    pub(crate) fn awaits_first(&self) -> bool {
        !self.is_of_several && self.corrected.get().is_none()
    }

    /// Gives the articles of a feed the language that it has, unless that is corrected.
    pub(crate) fn join(&self, feed: &mut Feed) {
        let own = feed.language.as_deref().and_then(language::write);
        let is_corrected = own.is_some_and(|own| {
            let corrected = || self.corrected.get_or_init(|| own.clone());
            !self.is_of_several && corrected().eq_ignore_ascii_case(&own)
        });
        if !is_corrected {
            keep_language(
                &mut feed.articles,
                feed.language.as_deref(),
                Some(self.language),
            );
        }
    }
}

/// Puts the articles of a feed behind those of another, which speaks for both.
pub(crate) fn join(feed: &mut Feed, mut behind: Feed) {
    if feed.articles.is_empty() {
        // Each of them is large.
        feed.articles = std::mem::take(&mut behind.articles);
    } else {
        feed.articles.append(&mut behind.articles);
    }
    let articles = std::mem::take(&mut feed.articles);
    if *feed == Feed::default() {
        *feed = behind;
    } else if is_another(feed, &behind) {
        *feed = neutral(std::mem::take(feed));
    }
    feed.articles = articles;
}

/// Returns whether two feeds are not parts of one.
fn is_another(one: &Feed, other: &Feed) -> bool {
    let differ = |one: &Option<String>, other: &Option<String>| {
        one.is_some() && other.is_some() && one != other
    };
    match (&one.id, &other.id) {
        (Some(one), Some(other)) => one != other,
        _ => differ(&one.link, &other.link) || differ(&one.title, &other.title),
    }
}

/// Returns a feed for articles of several: nobody who reads it is to be led to the first of them.
fn neutral(feed: Feed) -> Feed {
    Feed {
        title: feed.title,
        link: feed.link,
        description: feed.description,
        language: feed.language,
        ..Feed::default()
    }
}

/// Gives an article a language, unless it says one itself.
pub(crate) fn put_language(article: &mut Article, language: &str) {
    if article.locale.is_none() && synonyms::locale(article).is_none() {
        article.locale = Some(language.to_owned());
    }
}

/// Returns whether an article names a publisher instead of authors, and another one than the feed.
pub(crate) fn is_of_another_publisher(article: &Article, feed: &Feed) -> bool {
    article.provider.as_ref().is_some_and(|provider| {
        let has_publisher = provider.name.is_some() && provider.name != feed.title;
        has_publisher && provider.authors.is_empty()
    })
}

/// Names the publisher in the place of authors without a name, or of none at all, if the feed has authors: they are others.
pub(crate) fn credit_publisher(article: &mut Article, feed: &Feed) {
    let provider = article.provider.get_or_insert_default();
    let name = provider.name.as_ref().or(feed.title.as_ref());
    if provider.authors.is_empty() && !feed.authors.is_empty() {
        provider.authors.extend(name.map(Person::named));
    }
}

/// Takes from an article what [`inherit`] would give it; a reader knows of a publisher only if the format has a place for it.
pub(crate) fn disinherit(article: &mut Article, feed: &Feed, format: &dyn Format) {
    if let Some(provider) = &mut article.provider {
        let unsaid = provider.name.take_if(|_| !format.has_publishers());
        if provider.name.is_some() && provider.name.as_ref() == inheritable_title(feed) {
            provider.name = None;
        }
        let are_inherited = provider.authors == feed.authors
            && has_inheritable_authors(feed, format)
            && !format.has_made_up_author(feed);
        if provider.name.is_none() && are_inherited {
            provider.authors.clear();
        }
        provider.name = unsaid.or(provider.name.take());
    }
}

/// Returns the address to which others in a feed are relative: that of its page, or else of the document, which the feed says if
/// nobody knows it.
pub(crate) fn base_of(feed: &Feed, document: Option<&Url>) -> Option<Url> {
    let is_base = |document: &&Url| url::is_base(document.as_str());
    let page = feed.link.as_deref().and_then(base);
    let own = || feed.self_url.as_deref().and_then(base);
    page.or_else(|| document.filter(is_base).cloned())
        .or_else(own)
}

/// Makes the addresses of a feed absolute: its page against that of the document, the others against its page.
pub(crate) fn make_feed_absolute(feed: &mut Feed, document: Option<&Url>) {
    let own = feed.self_url.as_deref().and_then(base);
    let document = document.or(own.as_ref());
    if let Some(absolute) = feed
        .link
        .as_deref()
        .and_then(|link| url::absolute(link, document))
    {
        feed.link = Some(absolute);
    }
    let base = base_of(feed, document);
    let put_below = |base: Option<&Url>, address: &mut String| {
        if let Some(absolute) = url::absolute(address, base) {
            *address = absolute;
        }
    };
    // Other documents of the feed are beside this one.
    let beside = document.filter(|document| url::is_base(document.as_str()));
    let others = [
        &mut feed.current_url,
        &mut feed.previous_archive_url,
        &mut feed.next_url,
    ];
    let others = others.into_iter().flatten();
    others.for_each(|address| put_below(beside.or(base.as_ref()), address));
    let put = |address: &mut String| put_below(base.as_ref(), address);
    let own = feed.addresses_mut().into_iter();
    own.flatten().for_each(put);
    let image = feed.image.iter_mut().map(|image| &mut image.url);
    let generator = feed.generator.iter_mut();
    let of_parts = image.chain(generator.map(|generator| &mut generator.uri));
    let of_people = feed.authors.iter_mut().flat_map(addresses_of);
    let others = of_parts.flatten().chain(&mut feed.hubs).chain(of_people);
    others.for_each(put);
}

/// Only addresses of the Web are a base that others can be relative to.
pub(super) fn base(address: &str) -> Option<Url> {
    let base = Url::parse(address).ok();
    base.filter(|_| url::is_base(address)).map(url::as_base)
}

/// Returns the addresses of a person: of a page and of a picture.
fn addresses_of(person: &mut Person) -> impl Iterator<Item = &mut String> {
    let Person { url, extra, .. } = person;
    url.iter_mut().chain(avatar::of_mut(extra))
}

/// Makes the addresses of an article absolute; only a relative one asks for a base.
pub(crate) fn make_absolute<'b>(article: &mut Article, base: &dyn Fn() -> Option<&'b Url>) {
    let addresses = [
        &mut article.web_url,
        &mut article.original_url,
        &mut article.amp_web_url,
    ];
    let images = article.images.iter_mut().map(|Image { url, .. }| url);
    let actions = article.actions.iter_mut().map(|Enclosure { url, .. }| url);
    let provider = article.provider.iter_mut();
    let people =
        provider.flat_map(|provider| provider.authors.iter_mut().chain(&mut provider.publishers));
    let addresses = addresses.into_iter().chain(images).chain(actions).flatten();
    for address in addresses.chain(people.flat_map(addresses_of)) {
        if !url::has_scheme(address)
            && let Some(absolute) = url::absolute(address, base())
        {
            *address = absolute;
        }
    }
    for related in &mut article.related {
        make_absolute(related, base);
    }
}

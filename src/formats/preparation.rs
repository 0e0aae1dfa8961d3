//! From the feed as it is to the feed that rows see, step by step.

use std::borrow::Cow;

use ::url::Url;

use super::{Format, WriteOptions, body, cleaning, identity, inheritance, links, synonyms};
use crate::mapping::Profile;
use crate::mapping::profile::public_feed;
use crate::model::{Article, Body, BodyFormat, Feed};
use crate::text::{html, url};

/// Returns the feed as the rows write it.
pub(super) fn prepared(format: &dyn Format, feed: &Feed, options: &WriteOptions) -> Feed {
    let filled = Feed {
        articles: feed.articles.iter().map(synonyms::filled).collect(),
        ..feed.clone()
    };
    match options.profile {
        Profile::Lossless => bare(format, &filled),
        Profile::Public => {
            let public = cleaning::cleaned(&public_feed(&filled, options.now));
            // A second look: characters that are gone now could hide an e-mail address from the first.
            let mut bare = bare(format, &public_feed(&public, options.now));
            let site = inheritance::with_required(&bare).link;
            identity::tell_apart(&mut bare.articles);
            if options.has_safe_bodies {
                return bare;
            }
            for article in &mut bare.articles {
                let html = article.body.as_ref().map(body::write);
                let base = links::address_of(article)
                    .or(site.as_deref())
                    .and_then(base);
                article.body =
                    html.and_then(|html| body::read(&html::publish(&html, base.as_ref())));
            }
            bare
        }
    }
}

/// Returns the feed with clean text, and without what its readers would know anyway.
fn bare(format: &dyn Format, feed: &Feed) -> Feed {
    let mut clean = cleaning::cleaned(feed);
    let providers = clean
        .articles
        .iter_mut()
        .filter_map(|article| article.provider.as_mut());
    let authors = providers.map(|provider| &mut provider.authors);
    // Before people are compared: what a reader of this format does not see, and people without a name.
    for people in authors.chain([&mut clean.authors]) {
        people.retain(|person| person.name.is_some());
        if !format.has_person_urls() {
            people.iter_mut().for_each(|person| person.url = None);
        }
    }
    inheritance::disinherited(&clean)
}

/// Returns the article of a stranger: with a body and addresses that are safe, and with absolute addresses.
pub(super) fn sanitised(article: Article, site: Option<&str>) -> Article {
    let mut article = absolute(article, site);
    drop_scripts(&mut article);
    if let Some(Body {
        text,
        format: BodyFormat::Html,
    }) = &mut article.body
    {
        let end = if text.ends_with('\n') { "\n" } else { "" };
        *text = html::sanitise(text.trim_end(), None) + end;
        if text.trim().is_empty() {
            article.body = None;
        }
    }
    article
}

/// Takes out addresses that a browser would run.
fn drop_scripts(article: &mut Article) {
    let fields = [
        &mut article.web_url,
        &mut article.original_url,
        &mut article.amp_web_url,
        &mut article.featured_content,
    ];
    for field in fields {
        field.take_if(|address| url::is_script(address));
    }
    let is_harmless = |address: &Option<String>| !address.as_deref().is_some_and(url::is_script);
    article.images.retain(|image| is_harmless(&image.url));
    article.actions.retain(|action| is_harmless(&action.url));
    article.related.iter_mut().for_each(drop_scripts);
}

/// Returns the article with absolute addresses, also in its body.
pub(super) fn absolute(mut article: Article, site: Option<&str>) -> Article {
    inheritance::make_absolute(&mut article, site.and_then(base).as_ref());
    let base = links::address_of(&article).or(site).and_then(base);
    if let Some(Body {
        text,
        format: BodyFormat::Html,
    }) = &mut article.body
        && let Cow::Owned(absolute) = html::absolute(text, base.as_ref())
    {
        *text = absolute;
    }
    article
}

/// Only addresses of the Web are a base that others can be relative to.
pub(super) fn base(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|_| url::is_base(address))
}

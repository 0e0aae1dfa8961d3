//! From the feed as it is to the feed that rows see, step by step.

use std::borrow::Cow;
use std::cell::OnceCell;

use ::url::Url;

use super::body::{self, BodyForm};
use super::cleaning::{clean, clean_article};
use super::publishing::{tidy, tidy_feed, unmark};
use super::{Format, WriteOptions, identity, inheritance, links, pieces, synonyms};
use crate::mapping::Profile;
use crate::mapping::profile::{public_article, public_feed};
use crate::model::{Article, Body, BodyFormat, Feed, Person};
use crate::text::{html, markdown, url};

/// Returns the feed as the rows write it.
pub(super) fn prepared(format: &dyn Format, mut feed: Feed, options: &WriteOptions) -> Feed {
    let is_public = options.profile == Profile::Public;
    let mut articles = std::mem::take(&mut feed.articles);
    if is_public {
        feed = public_feed(feed);
        tidy_feed(&mut feed);
        clean(&mut feed);
        // A second look: characters that are gone now could hide an e-mail address from the first.
        feed = public_feed(feed);
    } else {
        clean(&mut feed);
    }
    complete_people(&mut feed.authors, format);
    let link = feed.link.as_deref().and_then(|link| Url::parse(link).ok());
    // Where nothing stands around articles, there is nothing that they could inherit from.
    let inherits = format.linewise().is_none();
    let bare = |mut article: Article| {
        synonyms::fill(&mut article);
        if is_public {
            article = public_article(article, options.now)?;
            tidy(&mut article, format);
            clean_article(&mut article);
            article = public_article(article, options.now)?;
        } else {
            clean_article(&mut article);
        }
        // Before people are compared.
        if let Some(provider) = &mut article.provider {
            complete_people(&mut provider.authors, format);
        }
        if inherits {
            inheritance::disinherit(&mut article, &feed);
        }
        if is_public && let Some(name) = publisher(&mut article) {
            unmark(name);
            if inherits {
                inheritance::disinherit(&mut article, &feed);
            }
        }
        inheritance::make_absolute(&mut article, &|| link.as_ref());
        Some(article)
    };
    // In place, since each of them is large.
    let prepare = |article: &mut Article| match bare(std::mem::take(article)) {
        Some(prepared) => {
            *article = prepared;
            true
        }
        None => false,
    };
    let kept = pieces::map(&mut *articles, prepare);
    let mut kept = kept.into_iter();
    articles.retain(|_| kept.next() == Some(true));
    let mut feed = Feed { articles, ..feed };
    if inherits {
        inheritance::require(&mut feed);
    }
    if is_public {
        identity::tell_apart(&mut feed.articles, identity::canonical);
        if !options.has_safe_bodies {
            let site = feed.link.as_deref();
            pieces::map(&mut *feed.articles, |article| publish_body(article, site));
        }
    }
    feed
}

fn publisher(article: &mut Article) -> Option<&mut String> {
    article.provider.as_mut()?.name.as_mut()
}

/// Takes out what a reader of this format does not see, and people without a name.
fn complete_people(people: &mut Vec<Person>, format: &dyn Format) {
    people.retain(|person| person.name.is_some());
    if !format.has_person_urls() {
        people.iter_mut().for_each(|person| person.url = None);
    }
}

/// Makes a body safe to publish.
fn publish_body(article: &mut Article, site: Option<&str>) {
    let Some(body) = &article.body else {
        return;
    };
    let html = body::write(body);
    let clean = html::publish(&html, || page_of(article, site));
    let is_clean = body.format == BodyFormat::Html && body.text.strip_suffix('\n') == Some(&*clean);
    if !is_clean {
        article.body = body::read(&clean);
    }
}

/// Returns the article of a stranger: with a body and addresses that are safe, and with absolute addresses.
pub(super) fn sanitised(mut article: Article, site: Option<&str>) -> Article {
    make_absolute(&mut article, site);
    drop_scripts(&mut article);
    if let Some(body) = article.body.take() {
        let base = || page_of(&article, site);
        article.body = match body.format {
            BodyFormat::Html => Some(sanitised_html(body, base)),
            BodyFormat::Markdown => sanitised_markdown(body, base),
        }
        .filter(|body| !body.text.trim().is_empty());
    }
    article
}

fn sanitised_html(body: Body, base: impl FnOnce() -> Option<Url>) -> Body {
    let Body { mut text, format } = body;
    let has_line_end = text.ends_with('\n');
    text.truncate(text.trim_end().len());
    if let Cow::Owned(clean) = html::sanitise(&text, base) {
        text = clean;
    }
    if has_line_end {
        text.push('\n');
    }
    Body { text, format }
}

/// Markdown can hold any HTML. What is not safe in it, or relative, is written anew.
fn sanitised_markdown(body: Body, base: impl FnOnce() -> Option<Url>) -> Option<Body> {
    let html = markdown::to_html(&body.text);
    match html::sanitise(&html, base) {
        Cow::Owned(clean) if clean != html => BodyForm::Markdown.of(body::read(&clean)?),
        _ => Some(body),
    }
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
    make_absolute(&mut article, site);
    let base = page_of(&article, site);
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

/// Makes the addresses of an article absolute.
fn make_absolute(article: &mut Article, site: Option<&str>) {
    let page = OnceCell::new();
    inheritance::make_absolute(article, &|| {
        page.get_or_init(|| site.and_then(base)).as_ref()
    });
}

/// Returns the address to which those in the body of an article are relative.
fn page_of(article: &Article, site: Option<&str>) -> Option<Url> {
    links::address_of(article).or(site).and_then(base)
}

/// Only addresses of the Web are a base that others can be relative to.
pub(super) fn base(address: &str) -> Option<Url> {
    Url::parse(address).ok().filter(|_| url::is_base(address))
}

//! From the feed as it is to the feed that rows see, step by step.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::mem;

use ::url::Url;

use super::body::{self, BodyForm};
use super::cleaning::{clean, clean_article};
use super::inheritance::{self, base, base_of};
use super::publishing::{complete, merge_files, merge_people, tidy, tidy_feed, unmark};
use super::{Format, WriteOptions, avatar, links, pieces, synonyms};
use crate::mapping::profile::{Seen, name_without_email, public_article, public_feed};
use crate::model::{Article, Body, BodyFormat, Feed, Image, Person, Provider, Value};
use crate::text::{html, markdown, url};

/// Returns the feed as the rows write it, with everything in it.
pub(super) fn prepared(format: &dyn Format, mut feed: Feed) -> Feed {
    let articles = mem::take(&mut feed.articles);
    clean(&mut feed);
    complete_people(&mut feed.authors, format);
    let site = base_of(&feed, None);
    let whole = |mut article: Article| {
        synonyms::fill(&mut article);
        clean_article(&mut article);
        credit(&mut article, &feed, format);
        inheritance::make_absolute(&mut article, &|| site.as_ref());
        Some(article)
    };
    let articles = each(articles, whole);
    joined(feed, articles, format)
}

/// Returns what anyone may read of the feed, as the rows write it, with articles that are told apart.
pub(super) fn prepared_public(
    format: &dyn Format,
    mut feed: Feed,
    options: &WriteOptions,
    tell_apart: &mut dyn FnMut(&mut [Article]),
) -> Feed {
    let seen = Seen {
        now: options.now,
        has_pictures: format.has_pictures(),
        extra_of_file: format.public_extra(),
    };
    let articles = mem::take(&mut feed.articles);
    feed = public_feed(feed, seen);
    tidy_feed(&mut feed);
    clean(&mut feed);
    // A second look: characters that are gone now could hide an e-mail address from the first.
    feed = public_feed(feed, seen);
    complete_people(&mut feed.authors, format);
    merge_people(&mut feed.authors);
    let site = base_of(&feed, None);
    let public = |mut article: Article| {
        synonyms::fill(&mut article);
        article = public_article(article, seen)?;
        tidy(&mut article, format);
        clean_article(&mut article);
        article = public_article(article, seen)?;
        credit(&mut article, &feed, format);
        tidy_names(&mut article, &feed, format);
        inheritance::make_absolute(&mut article, &|| site.as_ref());
        merge_files(&mut article);
        Some(article)
    };
    let articles = each(articles, public);
    let mut feed = joined(feed, articles, format);
    tell_apart(&mut feed.articles);
    if !options.has_safe_bodies {
        let site = base_of(&feed, None);
        let site = site.as_ref().map(Url::as_str);
        let publish = |article: &mut Article| publish_body(article, site);
        pieces::map(&mut *feed.articles, publish);
    }
    if format.needs_text() {
        feed.articles.iter_mut().for_each(complete);
    }
    feed
}

/// Makes something of each article, or leaves it out.
fn each(
    mut articles: Vec<Article>,
    make: impl Fn(Article) -> Option<Article> + Sync,
) -> Vec<Article> {
    // In place, since each of them is large.
    let prepare = |article: &mut Article| match make(mem::take(article)) {
        Some(prepared) => {
            *article = prepared;
            true
        }
        None => false,
    };
    let mut kept = pieces::map(&mut *articles, prepare).into_iter();
    articles.retain(|_| kept.next() == Some(true));
    articles
}

/// Where nothing stands around articles, there is nothing that they could inherit from.
fn inherits(format: &dyn Format) -> bool {
    format.linewise().is_none()
}

/// Names those in an article who answer for it, as far as its feed does not.
fn credit(article: &mut Article, feed: &Feed, format: &dyn Format) {
    // Before people are compared.
    let are_nameless = complete_authors(article, format);
    let is_foreign =
        !format.has_publishers() && inheritance::is_of_another_publisher(article, feed);
    if inherits(format) {
        inheritance::disinherit(article, feed, format);
        if are_nameless || is_foreign {
            inheritance::credit_publisher(article, feed);
        }
    }
}

/// Makes the names of those who answer for an article fit for everyone. Some may turn out to be those of its feed.
fn tidy_names(article: &mut Article, feed: &Feed, format: &dyn Format) {
    let Some(provider) = &mut article.provider else {
        return;
    };
    provider.name = provider.name.take().and_then(public_name);
    for author in &mut provider.authors {
        author.name = author.name.take().and_then(public_name);
    }
    complete_people(&mut provider.authors, format);
    merge_people(&mut provider.authors);
    if inherits(format) {
        inheritance::disinherit(article, feed, format);
    }
}

/// Puts a feed and its articles together, with what feeds must have.
fn joined(feed: Feed, articles: Vec<Article>, format: &dyn Format) -> Feed {
    let mut feed = Feed { articles, ..feed };
    if inherits(format) {
        inheritance::require(&mut feed);
    }
    feed
}

/// Makes the bodies of a feed safe to publish. What is Markdown stays so.
pub(super) fn publish_bodies(feed: &mut Feed) {
    let site = base_of(feed, None);
    let site = site.as_ref().map(Url::as_str);
    pieces::map(&mut *feed.articles, |article| match article.body.take() {
        Some(body) if body.format == BodyFormat::Markdown => {
            let base = || base_of_body(article, site);
            let is_hiding = markdown::has_unused_definition(&body.text);
            article.body = clean_markdown(body, is_hiding, |html| html::publish(html, base));
        }
        body => {
            article.body = body;
            publish_body(article, site);
        }
    });
}

/// Returns a name without markup, and without an e-mail address, if something is left.
fn public_name(mut name: String) -> Option<String> {
    unmark(&mut name);
    name_without_email(name).filter(|name| !name.trim().is_empty())
}

/// Completes the authors of an article. Returns whether none of them is left.
fn complete_authors(article: &mut Article, format: &dyn Format) -> bool {
    let Some(Provider { authors, .. }) = &mut article.provider else {
        return false;
    };
    let had_authors = !authors.is_empty();
    complete_people(authors, format);
    had_authors && authors.is_empty()
}

/// Takes out what a reader of this format does not see, and people whom it cannot name.
fn complete_people(people: &mut Vec<Person>, format: &dyn Format) {
    let has_page = |person: &Person| person.url.as_deref().and_then(url::to_uri).is_some();
    let has_picture = |person: &Person| {
        format.has_pictures() && avatar::of(person).and_then(url::to_uri).is_some()
    };
    let is_named = |person: &Person| {
        let has_address = has_page(person) || has_picture(person);
        person.name.is_some() || !format.needs_names() && has_address
    };
    people.retain(is_named);
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
    let clean = html::publish(&html, || base_of_body(article, site));
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
        let base = || base_of_body(&article, site);
        article.body = match body.format {
            BodyFormat::Html => Some(sanitised_html(body, base)),
            BodyFormat::Markdown => clean_markdown(body, false, |html| html::sanitise(html, base)),
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

/// Markdown can hold any HTML. What is not safe in it, or relative, is written anew, and so is all if it is hiding something.
fn clean_markdown(
    body: Body,
    is_hiding: bool,
    clean: impl FnOnce(&str) -> Cow<'_, str>,
) -> Option<Body> {
    let html = markdown::to_html(&body.text);
    let clean = clean(&html);
    let has_comment = html.replace(markdown::SEPARATOR, "").contains("<!--");
    if !is_hiding && !has_comment && html::is_alike(&html, &clean) {
        return Some(body);
    }
    BodyForm::Markdown.of(body::read(&clean)?)
}

/// Takes out addresses that a browser would run, and markup where an address should be.
fn drop_scripts(article: &mut Article) {
    let fields = [
        &mut article.web_url,
        &mut article.original_url,
        &mut article.amp_web_url,
    ];
    fields.into_iter().for_each(drop_script);
    // Pages show it as it is: an address, and no markup.
    let is_player = |player: &mut String| url::is_web(player) && !is_harmful(player);
    article
        .featured_content
        .take_if(|player| !is_player(player));
    let is_harmless = |address: &mut Option<String>| address.as_mut().is_none_or(make_harmless);
    article
        .images
        .retain_mut(|image| is_harmless(&mut image.url));
    article
        .actions
        .retain_mut(|action| is_harmless(&mut action.url));
    if let Some(provider) = &mut article.provider {
        provider
            .images
            .retain_mut(|image| is_harmless(&mut image.url));
        let people = provider.authors.iter_mut().chain(&mut provider.publishers);
        people.for_each(drop_scripts_of_person);
    }
    // Nothing may be left of it.
    let is_nothing = |provider: &mut Provider| *provider == Provider::default();
    article.provider.take_if(is_nothing);
    article.related.iter_mut().for_each(drop_scripts);
}

/// Returns what a stranger's feed says of itself, without addresses that a browser would run.
pub(super) fn without_scripts(mut feed: Feed) -> Feed {
    feed.addresses_mut().into_iter().for_each(drop_script);
    feed.hubs.retain_mut(make_harmless);
    let is_harmful_image = |image: &mut Image| !image.url.as_mut().is_none_or(make_harmless);
    feed.image.take_if(is_harmful_image);
    feed.authors.iter_mut().for_each(drop_scripts_of_person);
    feed
}

fn drop_scripts_of_person(person: &mut Person) {
    drop_script(&mut person.url);
    // Such as the address of a picture.
    let is_harmless = |value: &Value| !value.as_str().is_some_and(is_harmful);
    person.extra.fields.retain(|_, value| is_harmless(value));
}

fn drop_script(address: &mut Option<String>) {
    address.take_if(|address| !make_harmless(address));
}

/// Returns whether no browser runs an address. One of the Web with angle brackets gets them as every browser asks for them.
fn make_harmless(address: &mut String) -> bool {
    if address.contains(['<', '>']) && url::is_web(address.trim()) {
        *address = address.replace('<', "%3C").replace('>', "%3E");
    }
    !is_harmful(address)
}

/// No address has angle brackets.
fn is_harmful(address: &str) -> bool {
    url::is_script(address.trim()) || address.contains(['<', '>'])
}

/// Returns the article with absolute addresses, also in its body.
pub(super) fn absolute(mut article: Article, site: Option<&str>) -> Article {
    make_absolute(&mut article, site);
    let base = base_of_body(&article, site);
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
fn base_of_body(article: &Article, site: Option<&str>) -> Option<Url> {
    links::address_of(article).or(site).and_then(base)
}

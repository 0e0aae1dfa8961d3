//! What validators and readers ask of a public article beyond its fields: labels without markup, and nothing twice.

use std::borrow::Cow;
use std::collections::{HashMap, HashSet};
use std::hash::Hash;
use std::mem;

use super::{Format, avatar, body, links};
use crate::model::{Article, Feed, Person, Provider, Timestamp};
use crate::text::{html, url};

/// What an article without any text is called.
pub(super) const UNTITLED: &str = "Untitled";

/// Markup within markup is unwrapped so many times.
const MAX_LAYERS: usize = 3;

/// Makes an article fit for everyone.
pub(super) fn tidy(article: &mut Article, format: &dyn Format) {
    let labels = [
        &mut article.topics,
        &mut article.categories,
        &mut article.tags,
        &mut article.levels,
    ];
    labels.into_iter().flatten().for_each(unmark);
    let images = article.images.iter_mut().flat_map(|image| {
        [
            &mut image.title,
            &mut image.attribution,
            &mut image.description,
        ]
    });
    let actions = article
        .actions
        .iter_mut()
        .flat_map(|action| [&mut action.title, &mut action.attribution]);
    let related = article.related.iter_mut().map(|related| &mut related.title);
    let titles = images.chain(actions).chain(related);
    titles
        .chain([&mut article.category])
        .flatten()
        .for_each(unmark);
    if let Some(provider) = &mut article.provider {
        tidy_provider(provider);
    }
    tidy_addresses(article);
    tidy_dates(article, format);
    if !format.has_vocabularies() {
        let Article {
            topics,
            category,
            categories,
            tags,
            ..
        } = article;
        let others = category.take().into_iter();
        let others = others.chain(mem::take(categories)).chain(mem::take(tags));
        topics.extend(others);
        let mut seen = HashSet::new();
        topics.retain(|topic| seen.insert(topic.clone()));
    }
}

/// Leaves of several files at one address the first, and of several pictures all that they say: nobody looks at one twice.
/// Addresses have to be absolute.
pub(super) fn merge_files(article: &mut Article) {
    let mut seen = HashSet::new();
    article
        .actions
        .retain(|action| action.url.is_none() || seen.insert(action.url.clone()));
    merge(
        &mut article.images,
        |image| image.url.clone(),
        |known, image| {
            let known_size = |size: &u64| *size > 0;
            known.width = known.width.filter(known_size).or(image.width);
            known.height = known.height.filter(known_size).or(image.height);
            known.title = known.title.take().or(image.title);
            known.attribution = known.attribution.take().or(image.attribution);
            known.description = known.description.take().or(image.description);
        },
    );
}

/// Leaves of several people of one name, in any case, the first, with the page and the picture of any: readers see a name
/// twice. Who has none may have a page or a picture.
pub(super) fn merge_people(people: &mut Vec<Person>) {
    let name = |person: &Person| person.name.as_ref().map(|name| name.to_lowercase());
    let page = |person: &Person| {
        let page = person.url.as_deref().or_else(|| avatar::of(person));
        page.map(str::to_owned)
    };
    merge(
        people,
        |person| Some((name(person), page(person).filter(|_| person.name.is_none()))),
        |known, mut person| {
            known.url = known.url.take().or(person.url);
            if avatar::of(known).is_none() {
                avatar::put(known, avatar::of_mut(&mut person.extra).map(mem::take));
            }
        },
    );
}

/// Puts all things with one key together, in the place of the first.
pub(super) fn merge<T, K: Eq + Hash>(
    things: &mut Vec<T>,
    key: impl Fn(&T) -> Option<K>,
    add: impl Fn(&mut T, T),
) {
    if things.len() < 2 {
        return;
    }
    let mut places = HashMap::new();
    let mut merged: Vec<T> = Vec::with_capacity(things.len());
    for thing in mem::take(things) {
        let next = merged.len();
        match key(&thing).map_or(next, |key| *places.entry(key).or_insert(next)) {
            place if place < next => add(&mut merged[place], thing),
            _ => merged.push(thing),
        }
    }
    *things = merged;
}

/// Gives an article a text, if it has neither one nor an address where it is.
pub(super) fn complete(article: &mut Article) {
    if article.body.is_none() && links::address_of(article).is_none() {
        let text = article.excerpt.as_ref().or(article.title.as_ref());
        let text = text.map_or(UNTITLED, String::as_str);
        article.body = body::read(&body::from_text(text));
    }
}

/// Takes out addresses that lead nowhere, and what is secret in the others.
fn tidy_addresses(article: &mut Article) {
    let fields = [
        &mut article.id,
        &mut article.web_url,
        &mut article.original_url,
        &mut article.amp_web_url,
    ];
    fields.into_iter().for_each(publish);
    // Of a frame, its address.
    let player = article.featured_content.take();
    article.featured_content = player.map(|html| html::source(&html).unwrap_or(html));
    publish(&mut article.featured_content);
    // Files are fetched by machines: one of the author's own network is none to them.
    let is_file = |url: &str| !url::is_web(url) || url::has_known_host(url);
    let has_file = |url: &Option<String>| url.as_deref().is_some_and(is_file);
    article.featured_content.take_if(|url| !is_file(url));
    article
        .images
        .iter_mut()
        .for_each(|image| publish(&mut image.url));
    article.images.retain(|image| has_file(&image.url));
    article
        .actions
        .iter_mut()
        .for_each(|action| publish(&mut action.url));
    article.actions.retain(|action| has_file(&action.url));
    article.related.iter_mut().for_each(tidy_addresses);
    if let Some(provider) = &mut article.provider {
        tidy_people(&mut provider.authors);
        tidy_people(&mut provider.publishers);
        provider
            .images
            .iter_mut()
            .for_each(|image| publish(&mut image.url));
    }
}

fn publish(address: &mut Option<String>) {
    *address = address.take().and_then(|address| url::public(&address));
}

fn tidy_people(people: &mut [Person]) {
    people
        .iter_mut()
        .for_each(|person| publish(&mut person.url));
}

/// Takes out dates that validators and readers take for mistakes. Where one is required, the first that they believe stands
/// for it.
fn tidy_dates(article: &mut Article, format: &dyn Format) {
    let was_dated = article.last_date_time().is_some();
    let dates = [
        &mut article.published_date_time,
        &mut article.updated_date_time,
    ];
    for date in dates {
        date.take_if(|date| !date.is_plausible());
    }
    if format.needs_dates() && was_dated && article.last_date_time().is_none() {
        article.updated_date_time = Some(Timestamp::first_plausible());
    }
}

/// Makes what a feed says of itself fit for everyone.
pub(super) fn tidy_feed(feed: &mut Feed) {
    publish(&mut feed.id);
    feed.addresses_mut().into_iter().for_each(publish);
    let hubs = mem::take(&mut feed.hubs).into_iter();
    feed.hubs = hubs.filter_map(|hub| url::public(&hub)).collect();
    if let Some(image) = &mut feed.image {
        publish(&mut image.url);
    }
    for category in &mut feed.categories {
        publish(&mut category.scheme);
    }
    if let Some(generator) = &mut feed.generator {
        publish(&mut generator.uri);
    }
    feed.updated_date_time.take_if(|date| !date.is_plausible());
    tidy_people(&mut feed.authors);
    feed.rights.iter_mut().for_each(unmark);
    let names = feed
        .authors
        .iter_mut()
        .filter_map(|person| person.name.as_mut());
    names.for_each(unmark);
}

fn tidy_provider(provider: &mut Provider) {
    let people = provider.authors.iter_mut().chain(&mut provider.publishers);
    let names = people.filter_map(|person| person.name.as_mut());
    names.for_each(unmark);
}

/// Returns a text with one `amp;` for the many that it has where programs have escaped it again and again.
fn with_one_layer(text: &str) -> Cow<'_, str> {
    const ESCAPED: &str = "&amp;";
    if !text.contains("&amp;amp;") {
        return Cow::Borrowed(text);
    }
    let mut parts = text.split(ESCAPED);
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        out.push_str(ESCAPED);
        out.push_str(part.trim_start_matches(&ESCAPED[1..]));
    }
    Cow::Owned(out)
}

/// Takes markup out of a text that no format has as HTML. A text with more layers of it than anyone writes stays: a second look
/// must not see another one.
pub(super) fn unmark(text: &mut String) {
    let mut inner = with_one_layer(text);
    for _ in 0..=MAX_LAYERS {
        let plain = inner
            .contains(['<', '&'])
            .then(|| html::title_to_text(&inner));
        match plain.filter(|plain| *plain != *inner) {
            Some(plain) => inner = Cow::Owned(plain),
            None => {
                if let Cow::Owned(plain) = inner {
                    *text = plain;
                }
                return;
            }
        }
    }
}

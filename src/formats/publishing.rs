//! What validators and readers ask of a public article beyond its fields: labels without markup, and nothing twice.

use std::collections::HashSet;

use super::Format;
use crate::model::{Article, Feed, Provider};
use crate::text::html;

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
    let images = article.images.iter_mut().map(|image| &mut image.title);
    let actions = article.actions.iter_mut().map(|action| &mut action.title);
    let related = article.related.iter_mut().map(|related| &mut related.title);
    let titles = images.chain(actions).chain(related);
    titles
        .chain([&mut article.category])
        .flatten()
        .for_each(unmark);
    if let Some(provider) = &mut article.provider {
        tidy_provider(provider);
    }
    let mut seen = HashSet::new();
    article
        .actions
        .retain(|action| action.url.is_none() || seen.insert(action.url.clone()));
    if !format.has_vocabularies() {
        article.topics.append(&mut article.categories);
        article.topics.append(&mut article.tags);
    }
}

/// Makes what a feed says of itself fit for everyone.
pub(super) fn tidy_feed(feed: &mut Feed) {
    feed.rights.iter_mut().for_each(unmark);
    let names = feed
        .authors
        .iter_mut()
        .filter_map(|person| person.name.as_mut());
    names.for_each(unmark);
}

fn tidy_provider(provider: &mut Provider) {
    let mut seen = HashSet::new();
    provider.authors.retain_mut(|person| {
        person.name.iter_mut().for_each(unmark);
        seen.insert(person.name.clone())
    });
}

/// Takes markup out of a text that no format has as HTML.
pub(super) fn unmark(text: &mut String) {
    for _ in 0..MAX_LAYERS {
        if !text.contains(['<', '&']) {
            return;
        }
        let plain = html::title_to_text(text);
        if plain == *text {
            return;
        }
        *text = plain;
    }
}

//! Keys that other sites use for our fields: what an article says under them is written where its own field is absent.
//!
//! The article itself keeps its keys; only what the rows see is filled.

use crate::model::{Article, Body, BodyFormat, FieldValue, Image, Map, Person, Provider, Value};
use crate::text::person;

/// The keys of other sites for the identity and for the language of an article.
const ID: [&str; 1] = ["_id"];
const LOCALE: [&str; 1] = ["lang"];

/// Returns what another site calls the identity of an article.
pub(crate) fn id(article: &Article) -> Option<String> {
    text(&article.extra.fields, &ID)
}

/// Returns what another site calls the language of an article.
pub(super) fn locale(article: &Article) -> Option<String> {
    text(&article.extra.fields, &LOCALE)
}

/// Returns the first text under these keys that says anything.
fn text(fields: &Map, keys: &[&str]) -> Option<String> {
    let mut texts = keys.iter().filter_map(|key| fields.get(key)?.as_str());
    texts
        .find(|text| !text.trim().is_empty())
        .map(str::to_owned)
}

/// Takes absent fields, and those that say nothing, from the synonyms among the unknown ones.
pub(super) fn fill(article: &mut Article) {
    if article.is_withheld() {
        article.published = Some(false);
    }
    let extra = &article.extra.fields;
    for (field, keys) in [
        (&mut article.id, &ID[..]),
        (&mut article.title, &["name"]),
        (&mut article.excerpt, &["description", "bio"]),
        (&mut article.original_url, &["sourceUrl"]),
        (&mut article.locale, &LOCALE),
    ] {
        if field.as_ref().is_none_or(|text| text.trim().is_empty()) {
            *field = text(extra, keys).or(field.take());
        }
    }
    article.body = article.body.take().or_else(|| {
        Some(Body {
            text: text(extra, &["content"])?,
            format: BodyFormat::Html,
        })
    });
    if let Some(images) = extra.get("images").filter(|_| article.images.is_empty()) {
        article.images = items(images).filter_map(image).collect();
    }
    // One item that is no text takes none of the others away.
    for (name, texts) in [
        ("topics", &mut article.topics),
        ("categories", &mut article.categories),
        ("tags", &mut article.tags),
    ] {
        if let Some(Value::List(items)) = extra.get(name).filter(|_| texts.is_empty()) {
            let readable = items.iter().filter_map(Value::as_str);
            *texts = readable.map(str::to_owned).collect();
        }
    }
    let mut provider = article.provider.take().unwrap_or_default();
    let of_provider = ["authors", "author"]
        .iter()
        .filter_map(|key| provider.extra.fields.get(key));
    let of_article = ["authors", "author"]
        .iter()
        .filter_map(|key| extra.get(key));
    let mut authors = of_provider.chain(of_article);
    let authors = authors.find(|authors| !authors.is_blank());
    if let Some(authors) = authors.filter(|_| provider.authors.is_empty()) {
        provider.authors = items(authors).filter_map(author).collect();
    }
    article.provider = Some(provider).filter(|provider| *provider != Provider::default());
}

/// Returns the items of a list, or a single value.
fn items(value: &Value) -> impl Iterator<Item = &Value> {
    match value {
        Value::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    }
    .iter()
}

fn image(value: &Value) -> Option<Image> {
    match value {
        Value::Str(url) => Some(Image {
            url: Some(url.clone()),
            ..Image::default()
        }),
        value => Image::from_value(value.clone()).ok(),
    }
}

fn author(value: &Value) -> Option<Person> {
    match value {
        Value::Str(text) => person::parse(text),
        value => Person::from_value(value.clone()).ok(),
    }
}

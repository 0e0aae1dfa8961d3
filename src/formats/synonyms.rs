//! Keys that other sites use for our fields: what an article says under them is written where its own field is absent.
//!
//! The article itself keeps its keys; only what the rows see is filled.

use crate::model::{Article, Body, BodyFormat, FieldValue, Image, Person, Provider, Value};
use crate::text::person;

/// Returns the article with absent fields taken from the synonyms among its unknown ones.
pub(super) fn filled(article: &Article) -> Article {
    let mut filled = article.clone();
    let text = |keys: &[&str]| {
        let mut texts = keys
            .iter()
            .filter_map(|key| article.extra.fields.get(key)?.as_str());
        texts
            .find(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    for (field, keys) in [
        (&mut filled.id, &["_id"][..]),
        (&mut filled.title, &["name"]),
        (&mut filled.excerpt, &["description", "bio"]),
        (&mut filled.original_url, &["sourceUrl"]),
        (&mut filled.locale, &["lang"]),
    ] {
        *field = field.take().or_else(|| text(keys));
    }
    filled.body = filled.body.or_else(|| {
        Some(Body {
            text: text(&["content"])?,
            format: BodyFormat::Html,
        })
    });
    if let Some(images) = article
        .extra
        .fields
        .get("images")
        .filter(|_| filled.images.is_empty())
    {
        filled.images = items(images).filter_map(image).collect();
    }
    let provider = filled.provider.get_or_insert_default();
    let of_provider = ["authors", "author"]
        .iter()
        .filter_map(|key| provider.extra.fields.get(key));
    let of_article = ["authors", "author"]
        .iter()
        .filter_map(|key| article.extra.fields.get(key));
    if let Some(authors) = of_provider
        .chain(of_article)
        .next()
        .filter(|_| provider.authors.is_empty())
    {
        provider.authors = items(authors).filter_map(author).collect();
    }
    filled.provider = filled
        .provider
        .filter(|provider| *provider != Provider::default());
    filled
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

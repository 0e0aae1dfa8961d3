//! Keys that other sites use for our fields: what an article says under them is written where its own field is absent.
//!
//! The article itself keeps its keys; only what the rows see is filled.

use crate::model::{Article, Body, BodyFormat, FieldValue, Image, Person, Provider, Value};
use crate::text::person;

/// Returns what another site calls the identity of an article.
pub(crate) fn id(article: &Article) -> Option<String> {
    let id = article.extra.fields.get("_id")?.as_str()?;
    Some(id.to_owned()).filter(|id| !id.trim().is_empty())
}

/// Returns what another site calls the language of an article.
pub(super) fn locale(article: &Article) -> Option<String> {
    let locale = article.extra.fields.get("lang")?.as_str()?;
    Some(locale.to_owned()).filter(|locale| !locale.trim().is_empty())
}

/// Takes absent fields from the synonyms among the unknown ones.
pub(super) fn fill(article: &mut Article) {
    article.id = article.id.take().or_else(|| id(article));
    if article.is_withheld() {
        article.published = Some(false);
    }
    article.locale = article.locale.take().or_else(|| locale(article));
    let extra = &article.extra.fields;
    let text = |keys: &[&str]| {
        let mut texts = keys.iter().filter_map(|key| extra.get(key)?.as_str());
        texts
            .find(|text| !text.trim().is_empty())
            .map(str::to_owned)
    };
    for (field, keys) in [
        (&mut article.title, &["name"][..]),
        (&mut article.excerpt, &["description", "bio"]),
        (&mut article.original_url, &["sourceUrl"]),
    ] {
        *field = field.take().or_else(|| text(keys));
    }
    article.body = article.body.take().or_else(|| {
        Some(Body {
            text: text(&["content"])?,
            format: BodyFormat::Html,
        })
    });
    if let Some(images) = extra.get("images").filter(|_| article.images.is_empty()) {
        article.images = items(images).filter_map(image).collect();
    }
    let mut provider = article.provider.take().unwrap_or_default();
    let of_provider = ["authors", "author"]
        .iter()
        .filter_map(|key| provider.extra.fields.get(key));
    let of_article = ["authors", "author"]
        .iter()
        .filter_map(|key| extra.get(key));
    let authors = of_provider.chain(of_article).next();
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

//! What the user wants of a feed: which of its articles, and what becomes of them.

use chrono::{DateTime, Utc};

use super::{Failure, FetchOptions};
use crate::check;
use crate::error::{Error, Result};
use crate::formats;
use crate::model::{Article, Condition, Feed, Map, Record, Source, Value};

/// Checks what the user says of that, before anybody is asked. Of a stranger's list, what nothing reads is of another program.
pub(super) fn check(source: &Source, is_of_stranger: bool) -> std::result::Result<(), Failure> {
    if let Some((key, message)) = check::unread_of(source).filter(|_| !is_of_stranger) {
        return Err(Failure::BadSetting(key.to_owned(), message));
    }
    for (field, value) in source.conditions.iter().flatten() {
        let condition = [(field.clone(), value.clone())].into_iter().collect();
        if let Err(Error::BadSetting { found, .. }) =
            Condition::all_of(Some(&Value::Map(condition)))
        {
            let field = field.as_str().unwrap_or_default().to_owned();
            return Err(Failure::BadCondition(field, found));
        }
    }
    let stated = Condition::all_of(stated(source).as_ref()).map(drop);
    stated.map_err(|error| Failure::BadWhere(Box::new(error)))
}

/// Returns what a source says under `where`: a map, or `KEY=VALUE`.
fn stated(source: &Source) -> Option<Value> {
    let other = source.extra.fields.get("where");
    let other = other.filter(|other| **other != Value::Null);
    let map = source.conditions.clone().map(Value::Map);
    map.or_else(|| other.cloned())
}

/// Returns the articles of a feed that are wanted, as they are wanted, each behind its key.
pub(super) fn articles(
    source: &Source,
    feed: &Feed,
    all: Vec<(String, Article)>,
    options: &FetchOptions,
) -> Result<Vec<(String, Article)>> {
    let conditions = Condition::all_of(stated(source).as_ref())?;
    let limit = source.limit.and_then(|limit| limit.try_into().ok());
    let limit = limit.or(options.limit).unwrap_or(usize::MAX);
    let language = feed.language.as_deref().and_then(formats::language);
    let language = source.language.clone().or(language);
    let mut articles = Vec::new();
    for (key, mut article) in all {
        if articles.len() == limit {
            break;
        }
        let is_early = options
            .since
            .zip(date(&article))
            .is_some_and(|(since, date)| date < since);
        if is_early {
            continue;
        }
        // Before it has what the user says of its source, which is the same of all.
        let is_wanted = conditions.is_empty() || {
            let fields = article.to_map();
            conditions
                .iter()
                .all(|condition| condition.is_met(&fields, condition.field()))
        };
        if is_wanted {
            put_fields(&mut article, source, language.as_ref());
            put_body(&mut article, source, options);
            articles.push((key, article));
        }
    }
    Ok(articles)
}

fn date(article: &Article) -> Option<DateTime<Utc>> {
    article
        .first_date_time()
        .map(|date| date.instant().to_utc())
}

/// Gives an article what the user says of its source, and the language of all of its feed.
fn put_fields(article: &mut Article, source: &Source, language: Option<&String>) {
    if source.category.is_some() {
        article.category.clone_from(&source.category);
    }
    if let Some(provider) = &source.provider {
        let own = article.provider.get_or_insert_default();
        let authors = std::mem::take(&mut own.authors);
        *own = provider.clone();
        if own.authors.is_empty() {
            own.authors = authors;
        }
    }
    if let Some(language) = language {
        formats::put_language(article, language);
    }
    for topic in &source.topics {
        if !article.topics.contains(topic) {
            article.topics.push(topic.clone());
        }
    }
    if let Some(fields) = &source.fields {
        let mut map = article.to_map();
        let is_new = |key: &Value| key.as_str().is_some_and(|key| map.get(key).is_none());
        let new = fields.iter().filter(|(key, _)| is_new(key));
        let new: Map = new.cloned().collect();
        map = map.into_iter().chain(new).collect();
        let body = article.body.take();
        *article = Article::from_map(map);
        article.body = body;
    }
}

/// Gives the body the form that is wanted. In the article of a stranger, no site generator finds anything to run.
fn put_body(article: &mut Article, source: &Source, options: &FetchOptions) {
    if let Some(form) = options.body {
        form.put(article);
    }
    if source.trust != Some(true) {
        options.dialect.neutralise(article);
    }
}

//! What rows are given: text that XML can hold, on one line, and no text that says nothing.
//!
//! Rows can then put every string where it belongs without a second thought. Under the lossless profile the remainder
//! keeps what is lost here.

use super::kept;
use crate::model::{Article, Body, Feed, Map, Record, Value};
use crate::text::{character, html};

/// Returns the feed with clean text, and without unknown fields but those for which there is a row.
pub(super) fn cleaned(feed: &Feed) -> Feed {
    let mut clean = Feed {
        articles: feed.articles.iter().map(cleaned_article).collect(),
        ..cleaned_record(feed)
    };
    clean.extra.fields = kept::written(&feed.extra.fields);
    clean
}

fn cleaned_article(article: &Article) -> Article {
    let body = article.body.as_ref().map(|body| Body {
        text: character::cleaned(&body.text),
        format: body.format,
    });
    let mut clean = Article {
        body: body.filter(|body| !body.text.trim().is_empty()),
        ..cleaned_record(article)
    };
    clean.extra.fields = kept::written(&article.extra.fields);
    clean
}

fn cleaned_record<T: Record>(record: &T) -> T {
    let known: Map = T::FIELDS
        .iter()
        .filter_map(|field| Some((field.name.into(), cleaned_value((field.get)(record)?)?)))
        .collect();
    T::from_map(known, &mut |_, _| {})
}

fn cleaned_value(value: Value) -> Option<Value> {
    match value {
        Value::Str(text) => {
            let text = html::collapse(&character::cleaned(&text)).into_owned();
            (!text.is_empty()).then_some(Value::Str(text))
        }
        Value::List(items) => Some(Value::List(
            items.into_iter().filter_map(cleaned_value).collect(),
        )),
        Value::Map(map) => Some(Value::Map(
            map.into_iter()
                .filter_map(|(key, value)| Some((key, cleaned_value(value)?)))
                .collect(),
        )),
        value => Some(value),
    }
}

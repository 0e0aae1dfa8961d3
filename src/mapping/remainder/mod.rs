//! The remainder: what the rows did not carry. How it is spelt, `xml.rs` and `json.rs` say.
//!
//! It lists *every* field of the record in its order. A field that came back equal through the rows is only referred to,
//! so that an edit by someone on the way shows; any other is there in full. A field that is not listed is absent,
//! whatever the rows say.

pub(crate) mod json;
mod xml;

use std::collections::HashSet;

use crate::model::{Article, Body, Record, Value};

/// What one record needs beside its standard places.
#[derive(Clone, Debug, Default)]
pub(crate) struct Remainder {
    /// All keys in order; without a value where the standard places give it.
    fields: Vec<(Value, Option<Value>)>,
    body: Carried<Body>,
}

#[derive(Clone, Debug, Default)]
enum Carried<T> {
    #[default]
    Absent,
    Standard,
    Own(T),
}

impl Remainder {
    /// Returns what `record` has and `standard` does not give.
    pub(crate) fn of<T: Record>(record: &T, standard: &T) -> Self {
        let standard = standard.to_map();
        let fields = record.to_map().into_iter().map(|(key, value)| {
            let came_back = key.as_str().and_then(|key| standard.get(key)) == Some(&value);
            (key, (!came_back).then_some(value))
        });
        Self {
            fields: fields.collect(),
            body: Carried::Absent,
        }
    }

    /// Returns the same, body included.
    pub(crate) fn of_article(article: &Article, standard: &Article) -> Self {
        Self {
            body: match &article.body {
                None => Carried::Absent,
                body if *body == standard.body => Carried::Standard,
                Some(body) => Carried::Own(body.clone()),
            },
            ..Self::of(article, standard)
        }
    }

    /// Returns the record, of what the standard places give and what is carried here.
    pub(crate) fn apply<T: Record>(self, standard: &T) -> T {
        let mut standard = standard.to_map();
        let mut seen = HashSet::new();
        let distinct = self
            .fields
            .into_iter()
            .filter(|(key, _)| seen.insert(key.clone()));
        let fields = distinct.filter_map(|(key, value)| {
            let value = value.or_else(|| standard.remove(key.as_str()?))?;
            Some((key, value))
        });
        T::from_map(fields.collect())
    }

    /// Returns the article, body included.
    pub(crate) fn apply_article(mut self, standard: &Article) -> Article {
        let body = match std::mem::take(&mut self.body) {
            Carried::Absent => None,
            Carried::Standard => standard.body.clone(),
            Carried::Own(body) => Some(body),
        };
        Article {
            body,
            ..self.apply(standard)
        }
    }
}

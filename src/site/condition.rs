//! Conditions on articles, by the values of their fields.

use super::settings::Settings;
use crate::error::{Error, Result};
use crate::model::{Article, Map, Record, Value};

/// A condition on an article: `topics=Rust`, or `category!=news`.
#[derive(Clone, Debug, PartialEq)]
pub struct Condition {
    field: String,
    value: String,
    holds: bool,
}

impl Condition {
    /// Reads `KEY=VALUE` or `KEY!=VALUE`.
    ///
    /// # Errors
    ///
    /// Fails if it is neither.
    pub fn parse(text: &str) -> Result<Self> {
        let parts = text
            .split_once('=')
            .map(|(field, value)| match field.strip_suffix('!') {
                Some(field) => (field, value, false),
                None => (field, value, true),
            });
        let parts = parts.filter(|(field, ..)| !field.trim().is_empty());
        let (field, value, holds) = parts.ok_or_else(|| Error::BadSetting {
            key: "where".to_owned(),
            expected: "of the form `KEY=VALUE` or `KEY!=VALUE`",
            found: format!("`{text}`"),
        })?;
        Ok(Self::new(field.trim(), value.trim(), holds))
    }

    /// Makes a condition that a field has a value, or has it not.
    pub(super) fn new(field: &str, value: &str, holds: bool) -> Self {
        Self {
            field: field.to_owned(),
            value: value.to_owned(),
            holds,
        }
    }

    /// Returns whether the fields of an article, under our own names, meet it.
    pub(crate) fn is_met_by(&self, fields: &Map) -> bool {
        self.is_met(fields, &self.field)
    }

    fn is_met(&self, fields: &Map, field: &str) -> bool {
        let is_equal = |text: &String| {
            text.eq_ignore_ascii_case(&self.value)
                || text.to_lowercase() == self.value.to_lowercase()
        };
        words(fields, field).iter().any(is_equal) == self.holds
    }
}

/// Returns whether an article meets all conditions.
pub(super) fn meets_all(article: &Article, conditions: &[Condition], settings: &Settings) -> bool {
    conditions.is_empty() || {
        let fields = article.to_map();
        conditions
            .iter()
            .all(|condition| condition.is_met(&fields, &settings.field(&condition.field)))
    }
}

/// Returns what an article says under a key: each text of a list, and of lists of maps what they hold under the next key.
pub(super) fn values_of(article: &Article, field: &str, settings: &Settings) -> Vec<String> {
    words(&article.to_map(), &settings.field(field))
}

fn words(fields: &Map, field: &str) -> Vec<String> {
    fn collect(value: &Value, rest: &str, words: &mut Vec<String>) {
        match value {
            Value::List(items) => items.iter().for_each(|item| collect(item, rest, words)),
            Value::Map(map) if !rest.is_empty() => words.extend(self::words(map, rest)),
            Value::Str(text) if rest.is_empty() => words.push(text.trim().to_owned()),
            Value::Int(int) if rest.is_empty() => words.push(int.to_string()),
            Value::Float(float) if rest.is_empty() => words.push(float.to_string()),
            Value::Bool(flag) if rest.is_empty() => words.push(flag.to_string()),
            _ => {}
        }
    }
    let (first, rest) = field.split_once('.').unwrap_or((field, ""));
    let mut found = Vec::new();
    if let Some(value) = fields.get(first) {
        collect(value, rest, &mut found);
    }
    found
}

#[cfg(test)]
mod tests {
    use std::path::PathBuf;

    use super::*;
    use crate::model::{Person, Provider};
    use crate::site::generator;

    #[test]
    fn conditions_look_into_lists() {
        let mut article = Article {
            category: Some("News".to_owned()),
            topics: vec!["Rust".to_owned(), "C++".to_owned()],
            provider: Some(Provider {
                authors: vec![Person::named("Ann")],
                ..Provider::default()
            }),
            heat: Some(4),
            ..Article::default()
        };
        article.extra.fields.push("rating", Value::Float(4.5));
        for (conditions, is_met) in [
            (&["category=news"][..], true),
            (&["topics=rust", "topics=C++"], true),
            (&["topics=rust", "topics=Go"], false),
            (&["topics!=Go"], true),
            (&["topics!=Rust"], false),
            (&["provider.authors.name=ann"], true),
            (&["heat=4", "rating=4.5"], true),
            (&["rating=4"], false),
            (&["nothing="], false),
        ] {
            let conditions: Vec<_> = conditions
                .iter()
                .map(|text| Condition::parse(text).expect("a condition"))
                .collect();
            let settings = Settings::new(PathBuf::new(), generator::plain());
            assert_eq!(
                meets_all(&article, &conditions, &settings),
                is_met,
                "{conditions:?}"
            );
        }
        assert!(Condition::parse("=x").is_err());
        assert!(Condition::parse("x").is_err());
    }
}

//! Conditions on articles, by the values of their fields.

use super::{Map, Value};
use crate::error::{Error, Result};

/// What conditions are in settings.
const ALL: &str = "a map of fields and values, or a list of `KEY=VALUE`";

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

    fn new(field: &str, value: &str, holds: bool) -> Self {
        Self {
            field: field.to_owned(),
            value: value.to_owned(),
            holds,
        }
    }

    /// Reads a map of fields and values, or a list of `KEY=VALUE`.
    pub(crate) fn all_of(value: Option<&Value>) -> Result<Vec<Self>> {
        let condition = |text: &Value| match text {
            Value::Str(text) => Self::parse(text),
            other => Err(bad(ALL, other)),
        };
        match value {
            None => Ok(Vec::new()),
            Some(Value::List(items)) => items.iter().map(condition).collect(),
            Some(Value::Map(map)) => {
                let mut conditions = Vec::new();
                for (field, value) in map {
                    let field = field.as_str().unwrap_or_default();
                    let values = match value {
                        Value::List(items) => items.as_slice(),
                        single => std::slice::from_ref(single),
                    };
                    for value in values {
                        let word = word(value);
                        let word = word.ok_or_else(|| bad("a map of fields and values", value))?;
                        conditions.push(Self::new(field, &word, true));
                    }
                }
                Ok(conditions)
            }
            Some(single) => Ok(vec![condition(single)?]),
        }
    }

    /// Returns the field that it is about, as the user names it.
    pub(crate) fn field(&self) -> &str {
        &self.field
    }

    /// Returns the value that it asks for.
    pub(crate) fn value(&self) -> &str {
        &self.value
    }

    /// Returns the field that has the value which it asks for as a text, of all that an article has.
    pub(crate) fn field_in(&self, fields: &Map) -> Option<String> {
        fn find(condition: &Condition, value: &Value, field: &str) -> Option<String> {
            match value {
                Value::Str(text) => condition.is_value(text).then(|| field.to_owned()),
                Value::List(items) => items.iter().find_map(|item| find(condition, item, field)),
                Value::Map(map) => map.iter().find_map(|(key, value)| {
                    let key = key.as_str()?;
                    find(condition, value, &format!("{field}.{key}"))
                }),
                _ => None,
            }
        }
        let mut fields = fields.iter().filter(|_| self.holds);
        fields.find_map(|(key, value)| find(self, value, key.as_str()?))
    }

    fn is_value(&self, text: &str) -> bool {
        text.eq_ignore_ascii_case(&self.value) || text.to_lowercase() == self.value.to_lowercase()
    }

    /// Returns whether the fields of an article meet it, of which this is the one that it is about.
    pub(crate) fn is_met(&self, fields: &Map, field: &str) -> bool {
        let words = words(fields, field);
        words.iter().any(|word| self.is_value(word)) == self.holds
    }
}

fn bad(expected: &'static str, found: &Value) -> Error {
    Error::BadSetting {
        key: "where".to_owned(),
        expected,
        found: found.kind().to_owned(),
    }
}

/// Returns what fields say under a key: each text of a list, and of lists of maps what they hold under the next key.
pub(crate) fn words(fields: &Map, field: &str) -> Vec<String> {
    fn collect(value: &Value, rest: &str, words: &mut Vec<String>) {
        match value {
            Value::List(items) => items.iter().for_each(|item| collect(item, rest, words)),
            Value::Map(map) if !rest.is_empty() => words.extend(self::words(map, rest)),
            scalar if rest.is_empty() => {
                words.extend(word(scalar).map(|word| word.trim().to_owned()));
            }
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

fn word(value: &Value) -> Option<String> {
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Int(int) => Some(int.to_string()),
        Value::Float(float) => Some(float.to_string()),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Article, Person, Provider, Record};

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
            let fields = article.to_map();
            let meets = |text: &&str| {
                let condition = Condition::parse(text).expect("a condition");
                condition.is_met(&fields, condition.field())
            };
            assert_eq!(conditions.iter().all(meets), is_met, "{conditions:?}");
        }
        assert!(Condition::parse("=x").is_err());
        assert!(Condition::parse("x").is_err());
    }
}

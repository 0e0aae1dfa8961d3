//! TOML into a [`Map`]. Only this file and the outline of `check` name the TOML crate.

use toml::Value as Toml;

use crate::error::{Error, Position, Result};
use crate::model::{Map, Value};

/// Reads a document that stands below so many lines of a file; positions are those in the file.
pub(super) fn read(text: &str, lines_before: usize) -> Result<Map> {
    let table: toml::Table = toml::from_str(text).map_err(|error| {
        let offset = error.span().map_or(0, |span| span.start);
        let position = Position::of_offset(text, offset);
        // The crate says several lines: what is wrong, and what would be right.
        let message = error.message().replace('\n', "; ");
        Error::Syntax {
            message: format!("expected TOML: {message}"),
            position: Position {
                line: lines_before + position.line,
                ..position
            },
        }
    })?;
    Ok(map(table))
}

fn map(table: toml::Table) -> Map {
    table
        .into_iter()
        .map(|(key, toml)| (Value::Str(key), value(toml)))
        .collect()
}

/// Dates become text, as they are in YAML.
fn value(toml: Toml) -> Value {
    match toml {
        Toml::String(text) => Value::Str(text),
        Toml::Integer(int) => Value::Int(int.into()),
        Toml::Float(float) => Value::Float(float),
        Toml::Boolean(flag) => Value::Bool(flag),
        Toml::Datetime(date) => Value::Str(date.to_string()),
        Toml::Array(items) => Value::List(items.into_iter().map(value).collect()),
        Toml::Table(table) => Value::Map(map(table)),
    }
}

/// Returns the canonical text of a date that needs no quotes: TOML 1.0 knows none without seconds, and many readers no leap second.
pub(super) fn date(text: &str) -> Option<String> {
    let date: toml::value::Datetime = text.parse().ok()?;
    let has_second = |time: toml::value::Time| time.second.is_some_and(|second| second < 60);
    let is_known = date.date.is_some() && date.time.is_none_or(has_second);
    is_known.then(|| date.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_order_and_types() {
        let text = "title = \"T\"\ndate = 2021-01-02\nweight = 3\n[extra]\nz = [1.5, true]\na = { b = 1979-05-27T07:32:00Z }\n";
        let map = read(text, 1).expect("TOML");
        let keys: Vec<_> = map.iter().filter_map(|(key, _)| key.as_str()).collect();
        assert_eq!(keys, ["title", "date", "weight", "extra"]);
        assert_eq!(map.get("date"), Some(&"2021-01-02".into()));
        assert_eq!(map.get("weight"), Some(&Value::Int(3)));
    }

    #[test]
    fn says_where() {
        let error = read("a = 1\nb = \n", 1).expect_err("no value");
        assert_eq!(error.position(), Some(Position { line: 3, column: 5 }));
    }
}

//! YAML into a [`Map`]: the only file that names the YAML crate.
//!
//! Our own visitor sees what the crate's value type would refuse or hide: duplicate keys, tags, integers past 64 bits.

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, Error as _, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use crate::error::{Error, Position, Result, Warning};
use crate::model::{Map, Value};

/// Reads a mapping that stands below so many lines of a file; positions are those in the file.
pub(super) fn read(yaml: &str, lines_before: usize, warnings: &mut Vec<Warning>) -> Result<Map> {
    let mut duplicates = Vec::new();
    let mut value = parse(yaml, lines_before, &mut duplicates)?;
    if let Some(marked) = mark_big_integers(yaml, &value) {
        duplicates.clear();
        value = parse(&marked, lines_before, &mut duplicates)?;
        restore_big_integers(&mut value);
    }
    if has_merge_key(yaml) {
        merge(&mut value);
    }
    warnings.extend(duplicates.into_iter().map(|key| Warning {
        position: position_of_key(yaml, lines_before, &key),
        message: format!("the key `{key}` occurs twice, and the last one counts"),
    }));
    match value {
        Value::Map(map) => Ok(map),
        Value::Null => Ok(Map::default()),
        other => Err(Error::NotAMapping {
            found: other.kind(),
            position: Position {
                line: lines_before + 1,
                column: 1,
            },
        }),
    }
}

/// Returns where a top-level key last stands.
pub(super) fn position_of_key(yaml: &str, lines_before: usize, key: &str) -> Option<Position> {
    let is_key = |line: &str| {
        line.strip_prefix(key)
            .is_some_and(|rest| rest.trim_start().starts_with(':'))
    };
    let (index, _) = yaml
        .lines()
        .enumerate()
        .filter(|(_, line)| is_key(line))
        .last()?;
    Some(Position {
        line: lines_before + index + 1,
        column: 1,
    })
}

fn parse(yaml: &str, lines_before: usize, duplicates: &mut Vec<String>) -> Result<Value> {
    let reader = Reader { duplicates };
    reader
        .deserialize(serde_yaml::Deserializer::from_str(yaml))
        .map_err(|error| {
            let (line, column) = place_of(&error, yaml);
            let mut message = message_of(&error, lines_before);
            if let Some((_, hint)) = HINTS.iter().find(|(cause, _)| message.contains(cause)) {
                message.push_str("; ");
                message.push_str(hint);
            }
            Error::Syntax {
                message: format!("expected YAML: {message}"),
                position: Position {
                    line: lines_before + line,
                    column,
                },
            }
        })
}

/// Of a character that may not stand in YAML, the crate knows the byte only.
fn place_of(error: &serde_yaml::Error, yaml: &str) -> (usize, usize) {
    let text = error.to_string();
    if let Some((_, offset)) = text.split_once(" at position ")
        && let Ok(offset) = offset.parse()
    {
        let position = Position::of_offset(yaml, offset);
        return (position.line, position.column);
    }
    error
        .location()
        .map_or((1, 0), |location| (location.line(), location.column()))
}

/// What people mostly did when the crate says this.
const HINTS: [(&str, &str); 4] = [
    (
        "mapping values are not allowed",
        "a value that contains `: ` needs quotes",
    ),
    (
        "cannot start any token",
        "indent with spaces, and put quotes around a value that begins with @, ` or %",
    ),
    ("unknown anchor", "a value that begins with * needs quotes"),
    (
        "unexpected end of stream, while scanning a quoted",
        "the closing quote is missing",
    ),
];

/// The crate says where in its sentence: once for what is wrong, which we know, and once for where that began.
fn message_of(error: &serde_yaml::Error, lines_before: usize) -> String {
    const PLACE: &str = " at line ";
    let text = error.to_string();
    let mut parts = text.split(PLACE);
    let mut message = parts.next().unwrap_or_default().to_owned();
    for (index, part) in parts.enumerate() {
        let (line, rest) = part.split_once(" column ").unwrap_or((part, ""));
        let (column, rest) = rest.split_at(
            rest.find(|c: char| !c.is_ascii_digit())
                .unwrap_or(rest.len()),
        );
        let line = line.parse().map_or_else(
            |_| line.to_owned(),
            |line: usize| (line + lines_before).to_string(),
        );
        if index > 0 || message.contains(", while") {
            message.push_str(&format!("{PLACE}{line}, column {column}"));
        }
        message.push_str(rest);
    }
    message
}

struct Reader<'a> {
    duplicates: &'a mut Vec<String>,
}

impl Reader<'_> {
    fn again(&mut self) -> Reader<'_> {
        Reader {
            duplicates: self.duplicates,
        }
    }
}

impl<'de> DeserializeSeed<'de> for Reader<'_> {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Reader<'_> {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_none<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E>(self, flag: bool) -> Result<Value, E> {
        Ok(Value::Bool(flag))
    }

    fn visit_i64<E>(self, int: i64) -> Result<Value, E> {
        Ok(Value::Int(int.into()))
    }

    fn visit_i128<E>(self, int: i128) -> Result<Value, E> {
        Ok(Value::Int(int))
    }

    fn visit_u64<E>(self, int: u64) -> Result<Value, E> {
        Ok(Value::Int(int.into()))
    }

    fn visit_u128<E>(self, int: u128) -> Result<Value, E> {
        Ok(Value::integer(&int.to_string()).unwrap_or_default())
    }

    fn visit_f64<E>(self, float: f64) -> Result<Value, E> {
        Ok(Value::Float(float))
    }

    fn visit_str<E>(self, text: &str) -> Result<Value, E> {
        Ok(text.into())
    }

    fn visit_string<E>(self, text: String) -> Result<Value, E> {
        Ok(Value::Str(text))
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.again())? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    /// Like every YAML 1.1 reader, lets the last of two equal keys win, in the place of the first.
    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        let mut pairs: Vec<(Value, Value)> = Vec::new();
        let mut places: HashMap<Value, usize> = HashMap::new();
        while let Some(key) = entries.next_key_seed(self.again())? {
            let value = entries.next_value_seed(self.again())?;
            if let Some(&place) = places.get(&key) {
                self.duplicates.push(
                    key.as_str()
                        .map_or_else(|| key.kind().to_owned(), str::to_owned),
                );
                pairs[place].1 = value;
            } else {
                places.insert(key.clone(), pairs.len());
                pairs.push((key, value));
            }
        }
        Ok(Value::Map(pairs.into_iter().collect()))
    }

    /// A tagged value arrives as an enum whose variant is the tag.
    fn visit_enum<A: EnumAccess<'de>>(mut self, tagged: A) -> Result<Value, A::Error> {
        let (tag, content) = tagged.variant_seed(Tag)?;
        let value = content.newtype_variant_seed(self.again())?;
        match tag.as_str() {
            "" => Err(A::Error::custom("a tag without a name")),
            // What a YAML 1.1 reader makes of these is a type that front matter has no use for; their text says it all.
            "tag:yaml.org,2002:binary" | "tag:yaml.org,2002:timestamp" => Ok(value),
            _ => Ok(Value::Tagged(tag, Box::new(value))),
        }
    }
}

struct Tag;

impl<'de> DeserializeSeed<'de> for Tag {
    type Value = String;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<String, D::Error> {
        let tag = String::deserialize(deserializer)?;
        Ok(tag.strip_prefix('!').map(str::to_owned).unwrap_or(tag))
    }
}

/// Returns whether a merge key stands somewhere. Our own emitter quotes a key `<<`, so it never means one.
fn has_merge_key(yaml: &str) -> bool {
    yaml.contains("<<")
        && (yaml
            .lines()
            .any(|line| line.trim_start_matches([' ', '-']).starts_with("<<:"))
            || ["{<<: *", "{ <<: *"].iter().any(|flow| yaml.contains(flow)))
}

/// Puts the pairs of a [merge key](https://yaml.org/type/merge.html) in its place; local keys win.
fn merge(value: &mut Value) {
    match value {
        Value::List(items) => items.iter_mut().for_each(merge),
        Value::Tagged(_, value) => merge(value),
        Value::Map(map) => {
            map.iter_mut().for_each(|(_, value)| merge(value));
            let sources = match map.get("<<") {
                Some(Value::Map(source)) => vec![source.clone()],
                Some(Value::List(items))
                    if items.iter().all(|item| matches!(item, Value::Map(_))) =>
                {
                    items
                        .iter()
                        .filter_map(|item| {
                            if let Value::Map(source) = item {
                                Some(source.clone())
                            } else {
                                None
                            }
                        })
                        .collect()
                }
                _ => return,
            };
            map.remove("<<");
            let mut seen: std::collections::HashSet<Value> =
                map.iter().map(|(key, _)| key.clone()).collect();
            let merged: Vec<_> = sources
                .into_iter()
                .flatten()
                .filter(|(key, _)| seen.insert(key.clone()))
                .collect();
            *map = merged.into_iter().chain(std::mem::take(map)).collect();
        }
        _ => {}
    }
}

/// Integers of more digits than this do not fit 128 bits, and the crate would read them as floats.
const MAX_DIGITS: usize = 38;

const BIG_INTEGER: &str = "feedmatter-integer:";

/// Marks plain integers of many digits as text, if any were read as floats.
fn mark_big_integers<'a>(yaml: &'a str, value: &Value) -> Option<Cow<'a, str>> {
    if !has_huge_float(value) {
        return None;
    }
    let mut marked = String::with_capacity(yaml.len());
    let mut rest = yaml;
    while let Some(start) = rest.find(|c: char| c.is_ascii_digit()) {
        let digits = rest[start..]
            .find(|c: char| !c.is_ascii_digit())
            .map_or(rest.len(), |end| start + end);
        let sign = if rest[..start].ends_with('-') {
            start - 1
        } else {
            start
        };
        let is_plain = matches!(
            rest[..sign].chars().next_back(),
            Some(' ' | '\t' | '[' | ',')
        ) && matches!(
            rest[digits..].chars().next(),
            None | Some('\n' | ' ' | ',' | ']' | '}')
        );
        if is_plain && digits - start > MAX_DIGITS {
            marked.extend([&rest[..sign], "\"", BIG_INTEGER, &rest[sign..digits], "\""]);
        } else {
            marked.push_str(&rest[..digits]);
        }
        rest = &rest[digits..];
    }
    marked.push_str(rest);
    Some(marked.into())
}

fn has_huge_float(value: &Value) -> bool {
    match value {
        Value::Float(float) => float.is_finite() && float.abs() >= 1e38,
        Value::List(items) => items.iter().any(has_huge_float),
        Value::Map(map) => map
            .iter()
            .any(|(key, value)| has_huge_float(key) || has_huge_float(value)),
        Value::Tagged(_, value) => has_huge_float(value),
        _ => false,
    }
}

/// Makes integers of what was marked, and takes the mark out of longer text.
fn restore_big_integers(value: &mut Value) {
    match value {
        Value::Str(text) if text.contains(BIG_INTEGER) => {
            let whole = text.strip_prefix(BIG_INTEGER).and_then(Value::integer);
            *value = whole.unwrap_or_else(|| Value::Str(unmarked(text)));
        }
        Value::List(items) => items.iter_mut().for_each(restore_big_integers),
        Value::Map(map) => {
            let restored = std::mem::take(map).into_iter().map(|(mut key, mut value)| {
                restore_big_integers(&mut key);
                restore_big_integers(&mut value);
                (key, value)
            });
            *map = restored.collect();
        }
        Value::Tagged(_, value) => restore_big_integers(value),
        _ => {}
    }
}

/// Inside other text the mark came with quotes of its own.
fn unmarked(text: &str) -> String {
    let mark = format!("\"{BIG_INTEGER}");
    let mut parts = text.split(&mark);
    let mut restored = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        restored.push_str(&part.replacen('"', "", 1));
    }
    restored
}

//! YAML into a [`Map`]: the only file that names the YAML crate.
//!
//! Our own visitor sees what the crate's value type would refuse or hide: duplicate keys, tags, integers past 64 bits.

use std::collections::{HashMap, HashSet};
use std::fmt;

use serde::Deserialize;
use serde::de::{
    DeserializeSeed, Deserializer, EnumAccess, IgnoredAny, MapAccess, SeqAccess, VariantAccess,
    Visitor,
};

use super::Syntax;
use super::marks::Marks;
use super::plain;
use crate::error::{Error, Position, Result, Warning};
use crate::model::{Map, Value};

/// Reads a mapping that stands below so many lines of a file; positions are those in the file.
pub(super) fn read(yaml: &str, lines_before: usize, warnings: &mut Vec<Warning>) -> Result<Map> {
    if let Some(map) = plain::read(yaml) {
        return Ok(map);
    }
    check_depth(yaml)?;
    let (mut value, duplicates) = parse(yaml, lines_before)?;
    if let Some((marks, marked)) = Marks::mark(yaml)
        && let Ok((marked, _)) = parse(&marked, lines_before)
    {
        value = marks.restore(marked);
    }
    if !duplicates.is_empty() {
        let lines = Syntax::Yaml.key_lines(yaml, lines_before);
        warnings.extend(duplicates.into_iter().map(|duplicate| {
            let place = lines.position(&duplicate.key);
            let message = format!(
                "the key `{}` occurs twice, and the last one counts",
                duplicate.key
            );
            Warning::new(message).at(place.filter(|_| duplicate.is_at_top))
        }));
    }
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

/// Puts in the place of numbers and booleans what stands for them in the text that was [read], as far as that can be told.
pub(crate) fn spell(yaml: &str, map: Map) -> Map {
    let mut value = Value::Map(map);
    // What it does not find stays.
    let _ = Spelling(&mut value).deserialize(serde_yaml::Deserializer::from_str(yaml));
    match value {
        Value::Map(map) => map,
        _ => Map::default(),
    }
}

/// Returns what the crate reads of a mapping in which no key is twice.
#[cfg(test)]
pub(super) fn parsed(yaml: &str) -> Option<Map> {
    match parse(yaml, 0).ok()? {
        (Value::Map(map), duplicates) if duplicates.is_empty() => Some(map),
        (Value::Null, _) => Some(Map::default()),
        _ => None,
    }
}

/// Brackets that stay open, beyond all that the crate would accept; it takes its time to refuse them.
const MAX_OPEN_BRACKETS: usize = 1000;

fn check_depth(yaml: &str) -> Result<()> {
    let mut open = 0usize;
    for byte in yaml.bytes() {
        match byte {
            b'[' | b'{' => open += 1,
            b']' | b'}' => open = open.saturating_sub(1),
            _ => {}
        }
        if open > MAX_OPEN_BRACKETS {
            return Err(Error::TooDeep);
        }
    }
    Ok(())
}

fn parse(yaml: &str, lines_before: usize) -> Result<(Value, Vec<Duplicate>)> {
    let mut state = State {
        duplicates: Vec::new(),
        depth: 0,
        // Without aliases, no text spends that much.
        budget: yaml.len() * MAX_EXPANSION + MIN_BUDGET,
    };
    let result = Reader { state: &mut state }.deserialize(serde_yaml::Deserializer::from_str(yaml));
    let value = result.map_err(|error| {
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
    })?;
    Ok((value, state.duplicates))
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
    let Some(location) = error.location() else {
        return (1, 0);
    };
    // To the crate, they end lines.
    const BREAKS: [char; 4] = ['\n', '\u{85}', '\u{2028}', '\u{2029}'];
    if !yaml.contains(&BREAKS[1..]) {
        return (location.line(), location.column());
    }
    let lines = yaml.split_inclusive(BREAKS);
    let start: usize = lines
        .take(location.line().saturating_sub(1))
        .map(str::len)
        .sum();
    let before = yaml[start..]
        .chars()
        .take(location.column().saturating_sub(1));
    let position = Position::of_offset(yaml, start + before.map(char::len_utf8).sum::<usize>());
    (position.line, position.column)
}

/// What people mostly did when the crate says this.
const HINTS: [(&str, &str); 5] = [
    (
        "control characters are not allowed",
        "take the character out; editors mostly do not show it",
    ),
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
    let text = text.split(" at position ").next().unwrap_or_default();
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

/// How many times longer than its text a value may be made by aliases, and how long it may be in any case, in bytes.
const MAX_EXPANSION: usize = 8;
const MIN_BUDGET: usize = 1 << 20;

/// What a value counts beside its text: little enough for the two that two bytes say in `{a,b,…}`.
const VALUE: usize = 4;

/// A key that stands twice in one map.
struct Duplicate {
    key: String,
    is_at_top: bool,
}

/// What the readers of one text have in common.
struct State {
    /// Each key once.
    duplicates: Vec<Duplicate>,
    depth: usize,
    /// The bytes that may still come.
    budget: usize,
}

struct Reader<'a> {
    state: &'a mut State,
}

impl Reader<'_> {
    fn again(&mut self) -> Reader<'_> {
        Reader { state: self.state }
    }

    /// Counts a value with a text of so many bytes.
    fn spend<E: serde::de::Error>(&mut self, bytes: usize) -> Result<(), E> {
        let rest = self.state.budget.checked_sub(VALUE + bytes);
        self.state.budget = rest.ok_or_else(|| E::custom("aliases repeat too much"))?;
        Ok(())
    }

    fn scalar<E: serde::de::Error>(mut self, value: impl Into<Value>) -> Result<Value, E> {
        self.spend(0)?;
        Ok(value.into())
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

    fn visit_unit<E: serde::de::Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null)
    }

    fn visit_none<E: serde::de::Error>(self) -> Result<Value, E> {
        self.scalar(Value::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        self.deserialize(deserializer)
    }

    fn visit_bool<E: serde::de::Error>(self, flag: bool) -> Result<Value, E> {
        self.scalar(flag)
    }

    fn visit_i64<E: serde::de::Error>(self, int: i64) -> Result<Value, E> {
        self.scalar(int)
    }

    fn visit_i128<E: serde::de::Error>(self, int: i128) -> Result<Value, E> {
        self.scalar(int)
    }

    fn visit_u64<E: serde::de::Error>(self, int: u64) -> Result<Value, E> {
        self.scalar(int)
    }

    fn visit_u128<E: serde::de::Error>(self, int: u128) -> Result<Value, E> {
        self.scalar(Value::integer(&int.to_string()).unwrap_or_default())
    }

    fn visit_f64<E: serde::de::Error>(self, float: f64) -> Result<Value, E> {
        self.scalar(float)
    }

    fn visit_str<E: serde::de::Error>(mut self, text: &str) -> Result<Value, E> {
        self.spend(text.len())?;
        Ok(text.into())
    }

    fn visit_seq<A: SeqAccess<'de>>(mut self, mut items: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut list = Vec::new();
        while let Some(item) = items.next_element_seed(self.again())? {
            list.push(item);
        }
        Ok(Value::List(list))
    }

    /// Like every YAML 1.1 reader, lets the last of two equal keys win, in the place of the first.
    fn visit_map<A: MapAccess<'de>>(mut self, mut entries: A) -> Result<Value, A::Error> {
        self.spend(0)?;
        let mut pairs: Vec<(Value, Value)> = Vec::new();
        let mut places: HashMap<Value, usize> = HashMap::new();
        let mut repeated = HashSet::new();
        self.state.depth += 1;
        while let Some(key) = entries.next_key_seed(self.again())? {
            let value = entries.next_value_seed(self.again())?;
            if let Some(&place) = places.get(&key) {
                let is_first = repeated.insert(place);
                if let Some(key) = key.as_str().filter(|_| is_first) {
                    self.state.duplicates.push(Duplicate {
                        key: key.to_owned(),
                        is_at_top: self.state.depth == 1,
                    });
                }
                pairs[place].1 = value;
            } else {
                places.insert(key.clone(), pairs.len());
                pairs.push((key, value));
            }
        }
        self.state.depth -= 1;
        Ok(Value::Map(pairs.into_iter().collect()))
    }

    /// A tagged value arrives as an enum whose variant is the tag.
    fn visit_enum<A: EnumAccess<'de>>(mut self, tagged: A) -> Result<Value, A::Error> {
        let (tag, content) = tagged.variant_seed(Tag)?;
        self.spend(tag.len())?;
        let value = content.newtype_variant_seed(self.again())?;
        match tag.as_str() {
            // The tag `!` says that the value is what it looks like; what a YAML 1.1 reader makes of these is a type that front matter has no use for; their text says it all.
            "" | "tag:yaml.org,2002:binary" | "tag:yaml.org,2002:timestamp" => Ok(value),
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

/// A value whose text is read again.
struct Spelling<'a>(&'a mut Value);

impl<'de> DeserializeSeed<'de> for Spelling<'_> {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        match self.0 {
            Value::Map(_) => deserializer.deserialize_map(self),
            Value::List(_) => deserializer.deserialize_seq(self),
            Value::Bool(_) | Value::Int(_) | Value::BigInt(_) | Value::Float(_) => {
                *self.0 = Value::Str(String::deserialize(deserializer)?);
                Ok(())
            }
            _ => IgnoredAny::deserialize(deserializer).map(drop),
        }
    }
}

impl<'de> Visitor<'de> for Spelling<'_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("the same value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        if let Value::List(own) = self.0 {
            for own in own {
                items.next_element_seed(Spelling(own))?;
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<(), A::Error> {
        while let Some(key) = entries.next_key::<String>()? {
            let mut none = Value::Null;
            let own = match self.0 {
                Value::Map(map) => map.get_mut(&key),
                _ => None,
            };
            entries.next_value_seed(Spelling(own.unwrap_or(&mut none)))?;
        }
        Ok(())
    }
}

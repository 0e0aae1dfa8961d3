//! The remainder as XML: the elements `fm:article` and `fm:feed`.
//!
//! One element name serves all fields, because both crates keep the order of elements only among those of one name.

use super::{Carried, Remainder};
use crate::json;
use crate::model::{Body, BodyFormat, Map, Value};
use crate::xml::element::Element;
use crate::xml::guard;

/// The version of the grammar that is written, and the only one that is read.
const VERSION: &str = "1";

impl Remainder {
    /// Reads the element, if its version is known.
    pub(crate) fn read_xml<E: Element>(element: &E) -> Option<Self> {
        if element.attribute("version") != Some(VERSION) {
            return None;
        }
        let fields = element.children_named("field").iter().map(|field| {
            let is_standard = field.attribute("ref") == Some("std");
            (read_key(field), (!is_standard).then(|| read_value(field)))
        });
        Some(Self {
            fields: fields.collect(),
            body: element
                .children_named("body")
                .first()
                .map_or(Carried::Absent, read_body),
        })
    }

    /// Writes the element under `name`.
    pub(crate) fn write_xml<E: Element>(&self, name: &str) -> E {
        let mut element = E::named(name)
            .with_attribute("version", VERSION)
            .with_attribute("type", "map");
        for (key, value) in &self.fields {
            let field = write_key(E::named("fm:field"), key);
            element = element.with_child(match value {
                Some(value) => write_value(field, value),
                None => field.with_attribute("ref", "std"),
            });
        }
        match &self.body {
            Carried::Absent => element,
            Carried::Standard => {
                element.with_child(E::named("fm:body").with_attribute("ref", "std"))
            }
            Carried::Own(body) => element.with_child(write_body(body)),
        }
    }
}

/// A body's own line end is understood; any other end travels as JSON.
fn read_body<E: Element>(element: &E) -> Carried<Body> {
    let format = element.attribute("format").and_then(BodyFormat::named);
    match format {
        None => Carried::Standard,
        Some(format) if element.attribute("enc").is_some() => Carried::Own(Body {
            text: read_text(element),
            format,
        }),
        Some(format) => Carried::Own(Body {
            text: format!("{}\n", element.text()),
            format,
        }),
    }
}

fn write_body<E: Element>(body: &Body) -> E {
    let element = E::named("fm:body").with_attribute("format", body.format.name());
    match body
        .text
        .strip_suffix('\n')
        .filter(|text| guard::survives(text))
    {
        Some(text) => element.with_text(text),
        None => element
            .with_attribute("enc", "json")
            .with_text(to_json(&body.text)),
    }
}

/// A key stands in an attribute, unless that could not hold it.
fn read_key<E: Element>(field: &E) -> Value {
    match (field.attribute("name"), field.children_named("key").first()) {
        (None, Some(key)) => read_value(key),
        (name, _) => name.unwrap_or_default().into(),
    }
}

fn write_key<E: Element>(field: E, key: &Value) -> E {
    match key {
        Value::Str(name)
            if !name.is_empty() && guard::survives(name) && !name.contains(['\n', '\t']) =>
        {
            field.with_attribute("name", name)
        }
        key => field.with_child(write_value(E::named("fm:key"), key)),
    }
}

fn read_value<E: Element>(element: &E) -> Value {
    let text = || read_text(element);
    let value = match element.attribute("type").unwrap_or("str") {
        "null" => Value::Null,
        "bool" => element
            .text()
            .parse()
            .map_or_else(|_| Value::Str(text()), Value::Bool),
        "int" => Value::integer(element.text()).unwrap_or_else(|| Value::Str(text())),
        "float" => element
            .text()
            .parse()
            .map_or_else(|_| Value::Str(text()), Value::Float),
        "list" => Value::List(
            element
                .children_named("item")
                .iter()
                .map(read_value)
                .collect(),
        ),
        "map" => Value::Map(read_map(element)),
        _ => Value::Str(text()),
    };
    match element.attribute("tag") {
        Some(tag) => Value::tagged(from_json(tag).unwrap_or_else(|| tag.to_owned()), value),
        None => value,
    }
}

fn read_map<E: Element>(element: &E) -> Map {
    let fields = element.children_named("field").iter();
    Map::distinct(fields.map(|field| (read_key(field), read_value(field))))
}

fn write_value<E: Element>(element: E, value: &Value) -> E {
    let typed = |element: E, name: &str| element.with_attribute("type", name);
    match value {
        Value::Null => typed(element, "null"),
        Value::Bool(flag) => typed(element, "bool").with_text(flag.to_string()),
        Value::Int(int) => typed(element, "int").with_text(int.to_string()),
        Value::BigInt(digits) => typed(element, "int").with_text(digits),
        // The shortest text that reads back as the same number, `NaN` or `inf`.
        Value::Float(float) => typed(element, "float").with_text(format!("{float:?}")),
        Value::Str(text) if guard::survives(text) => element.with_text(text),
        Value::Str(text) => element
            .with_attribute("enc", "json")
            .with_text(to_json(text)),
        Value::List(items) => items.iter().fold(typed(element, "list"), |element, item| {
            element.with_child(write_value(E::named("fm:item"), item))
        }),
        Value::Map(map) => map
            .iter()
            .fold(typed(element, "map"), |element, (key, value)| {
                element.with_child(write_value(write_key(E::named("fm:field"), key), value))
            }),
        Value::Tagged(tag, value) => {
            let is_plain = guard::survives(tag) && !tag.starts_with('"');
            write_value(element, value)
                .with_attribute("tag", if is_plain { tag.clone() } else { to_json(tag) })
        }
    }
}

fn read_text<E: Element>(element: &E) -> String {
    let text = element.text();
    match element.attribute("enc") {
        Some("json") => from_json(text).unwrap_or_else(|| text.to_owned()),
        _ => text.to_owned(),
    }
}

fn from_json(literal: &str) -> Option<String> {
    serde_json::from_str(literal).ok()
}

fn to_json(text: &str) -> String {
    json::ascii(&text.into())
}

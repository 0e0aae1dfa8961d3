//! The remainder as JSON: the member `_feedmatter`.
//!
//! Values are [typed]; `{"$ref": "std"}` is a field that stands in its usual place.
//!
//! [typed]: crate::json::typed

use serde_json::{Value as Json, json};

use super::{Carried, Remainder};
use crate::json::typed::{read_pairs, read_value, write_pairs, write_value};
use crate::model::{Body, BodyFormat};
use crate::xml::namespace::FEEDMATTER;

/// The name of the member. Extensions begin with `_`
/// ([JSON Feed](https://www.jsonfeed.org/version/1.1/#extensions-a-name-extensions-a)).
pub(crate) const MEMBER: &str = "_feedmatter";

impl Remainder {
    /// Reads the member, in which the record stands under `name`, if its grammar is known.
    pub(crate) fn read_json(member: &Json, name: &str) -> Option<Self> {
        // Its version is in the address.
        if member.get("about")?.as_str() != Some(FEEDMATTER) {
            return None;
        }
        let fields = read_pairs(member.get(name)?)?.into_iter();
        Some(Self {
            fields: fields
                .map(|(key, value)| (key, (!is_standard(value)).then(|| read_value(value))))
                .collect(),
            body: member.get("body").map_or(Carried::Absent, read_body),
        })
    }

    /// Writes the member, with the record under `name`.
    pub(crate) fn write_json(&self, name: &str) -> Json {
        let fields = self.fields.iter();
        let fields =
            fields.map(|(key, value)| (key, value.as_ref().map_or_else(standard, write_value)));
        let mut member = json!({ "about": FEEDMATTER, name: write_pairs(fields) });
        match &self.body {
            Carried::Absent => {}
            Carried::Standard => member["body"] = standard(),
            Carried::Own(body) => {
                member["body"] = json!({ "format": body.format.name(), "text": body.text });
            }
        }
        member
    }
}

fn standard() -> Json {
    json!({ "$ref": "std" })
}

fn is_standard(value: &Json) -> bool {
    *value == standard()
}

fn read_body(body: &Json) -> Carried<Body> {
    let text = |name| body.get(name).and_then(Json::as_str);
    match (text("format").and_then(BodyFormat::named), text("text")) {
        (Some(format), Some(text)) if !text.is_empty() => Carried::Own(Body {
            text: text.to_owned(),
            format,
        }),
        _ => Carried::Standard,
    }
}

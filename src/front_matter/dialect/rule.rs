//! Where one field stands in a dialect: a line of a table, or of the user's own.

use super::path::Path;
use super::shape::Shape;
use super::tables::Line;
use crate::error::{Error, Result};
use crate::model::{Article, Map, Record, Value};

/// What the user may say of a field.
const EXPECTED: &str = "a key, a list of keys, or a map with `read` and `split`";

/// One field, and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Rule {
    pub(super) field: Path,
    pub(super) read: Vec<Path>,
    pub(super) write: Path,
    pub(super) shape: Shape,
}

impl Rule {
    /// Reads a line of a table.
    pub(super) fn of_line((field, keys, shape): &Line) -> Self {
        let path = |text| Path::parse(text).expect("the tables hold paths only");
        Self {
            field: path(field),
            read: keys.iter().copied().map(path).collect(),
            write: path(keys[0]),
            shape: shape.clone(),
        }
    }

    /// Reads a line of the user's own.
    pub(super) fn of(field: &str, value: &Value) -> Result<Self> {
        let bad = |key: &str, expected, value: &Value| Error::BadSetting {
            key: format!("fields.{field}{key}"),
            expected,
            found: value.kind().to_owned(),
        };
        let paths = |value: &Value| -> Option<Vec<Path>> {
            match value {
                Value::Str(key) => Some(vec![Path::parse(key)?]),
                Value::List(keys) => keys.iter().map(|key| Path::parse(key.as_str()?)).collect(),
                _ => None,
            }
        };
        let (keys, separator) = match value {
            Value::Map(map) => {
                let names = || map.iter().map(|(key, _)| key.as_str().unwrap_or_default());
                if let Some(other) = names().find(|key| !["read", "split"].contains(key)) {
                    return Err(Error::BadSetting {
                        key: format!("fields.{field}.{other}"),
                        expected: "`read` or `split`",
                        found: "none of them".to_owned(),
                    });
                }
                (map.get("read"), map.get("split"))
            }
            value => (Some(value), None),
        };
        let split = match separator {
            None => None,
            Some(Value::Str(separator)) => Some(separator.clone()),
            Some(other) => return Err(bad(".split", "a text such as `, `", other)),
        };
        let read = keys.and_then(paths).filter(|read| !read.is_empty());
        let (Some(field_path), Some(read)) = (Path::parse(field), read) else {
            return Err(bad("", EXPECTED, value));
        };
        let shape = match field {
            "topics" | "categories" | "tags" | "levels" => Shape::List(split),
            "provider.authors" => Shape::People,
            "images" => Shape::Images,
            "published" if read.iter().any(|path| path.first() == "draft") => Shape::Draft,
            "published" => Shape::Flag,
            _ if is_text(field) => Shape::Text,
            _ => Shape::Plain,
        };
        Ok(Self {
            field: field_path,
            write: read[0].clone(),
            read,
            shape,
        })
    }

    /// Puts the first value that makes sense under the field's own name. A blank one says nothing, and gives way to any other.
    pub(super) fn read(&self, map: &mut Map) {
        let says = |value: &&Value| !value.is_blank();
        let own = self.field.get(map);
        if let Some(value) = own.filter(says) {
            let is_spelt_so = self.read.contains(&self.field);
            match self.shape.read(value).filter(|_| is_spelt_so) {
                Some(formed) if formed != *value => self.replace(&self.field.clone(), map, formed),
                _ => {}
            }
            return self.read_lists(map);
        }
        for place in &self.read {
            let value = place.get(map).filter(says);
            if let Some(formed) = value.and_then(|value| self.shape.read(value)) {
                self.field.take(map);
                return self.replace(place, map, formed);
            }
        }
    }

    /// Makes lists of single texts where the field has its own name and others stand beside it, which are fields themselves.
    fn read_lists(&self, map: &mut Map) {
        for place in self.read.iter().chain([&self.field]) {
            let shape = match place == &self.field {
                true => &Shape::List(None),
                false => &self.shape,
            };
            let is_list = place.is_top_level() && is_list(place.first());
            let slot = map.get_mut(place.first()).filter(|_| is_list);
            if let Some(slot @ Value::Str(_)) = slot
                && let Some(formed) = shape.read(slot)
            {
                *slot = formed;
            }
        }
    }

    /// Puts a value under the field's own name in place of what stood elsewhere.
    fn replace(&self, place: &Path, map: &mut Map, value: Value) {
        let pair = map
            .iter_mut()
            .find(|(key, _)| place.is_key(key) && self.field.is_top_level());
        if let Some((key, slot)) = pair {
            *key = self.field.first().into();
            *slot = value;
        } else {
            place.take(map);
            // What stands in the way is not of the form that the field has; it is kept there, and warned of.
            let _ = self.field.put(map, value);
        }
    }
}

/// Returns whether a field holds text.
fn is_text(field: &str) -> bool {
    let known = Article::FIELDS.iter().find(|known| known.name == field);
    known.is_some_and(|known| known.expects == "text" || known.name.ends_with("DateTime"))
}

/// Returns whether a field holds a list of texts.
fn is_list(field: &str) -> bool {
    let known = Article::FIELDS.iter().find(|known| known.name == field);
    known.is_some_and(|known| known.expects == "a list of texts")
}

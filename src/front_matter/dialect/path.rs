//! [`Path`]: a place below keys and in lists, as `cover.image` or `images[0].url`.

use std::fmt;

use crate::model::{Map, Value};

/// A place in front matter.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Path(Vec<Step>);

#[derive(Clone, Debug, PartialEq)]
enum Step {
    Key(String),
    Index(usize),
}

impl fmt::Display for Path {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (position, step) in self.0.iter().enumerate() {
            match step {
                Step::Key(key) if position == 0 => f.write_str(key)?,
                Step::Key(key) => write!(f, ".{key}")?,
                Step::Index(index) => write!(f, "[{index}]")?,
            }
        }
        Ok(())
    }
}

/// No list is made longer by a path.
const MAX_INDEX: usize = 100;

impl Path {
    /// Reads keys with dots between them, each with indices in brackets behind it.
    pub(super) fn parse(text: &str) -> Option<Self> {
        let mut steps = Vec::new();
        for part in text.split('.') {
            let (key, indices) = part.split_at(part.find('[').unwrap_or(part.len()));
            if key.is_empty() {
                return None;
            }
            steps.push(Step::Key(key.to_owned()));
            for index in indices.split_terminator(']') {
                let index = index.strip_prefix('[')?.parse().ok()?;
                steps.push(Step::Index(
                    Some(index).filter(|index| *index <= MAX_INDEX)?,
                ));
            }
        }
        Some(Self(steps))
    }

    /// Returns the key of the top level.
    pub(super) fn first(&self) -> &str {
        match self.0.first() {
            Some(Step::Key(key)) => key,
            _ => "",
        }
    }

    /// Returns whether this is a key of the top level.
    pub(super) fn is_top_level(&self) -> bool {
        self.0.len() == 1
    }

    /// Returns whether this is that key of the top level.
    pub(super) fn is_key(&self, key: &Value) -> bool {
        self.is_top_level() && key.as_str() == Some(self.first())
    }

    /// Returns the value that stands there.
    pub(super) fn get<'a>(&self, map: &'a Map) -> Option<&'a Value> {
        let mut value = map.get(self.first())?;
        for step in &self.0[1..] {
            value = match (step, value) {
                (Step::Key(key), Value::Map(map)) => map.get(key)?,
                (Step::Index(index), Value::List(items)) => items.get(*index)?,
                _ => return None,
            };
        }
        Some(value)
    }

    /// Takes the value out, and maps that it leaves empty.
    pub(super) fn take(&self, map: &mut Map) -> Option<Value> {
        fn take(map: &mut Map, steps: &[Step]) -> Option<Value> {
            let [Step::Key(key), rest @ ..] = steps else {
                return None;
            };
            if rest.is_empty() {
                return map.remove(key);
            }
            match (map.get_mut(key)?, rest) {
                (Value::Map(inner), rest) => {
                    let taken = take(inner, rest)?;
                    if inner.is_empty() {
                        map.remove(key);
                    }
                    Some(taken)
                }
                // Other items keep their places.
                (Value::List(items), [Step::Index(index)]) => {
                    items.get_mut(*index).map(std::mem::take)
                }
                _ => None,
            }
        }
        take(map, &self.0)
    }

    /// Puts a value there, and makes the maps and lists around it. What stands in the way, or there already, stays, and the
    /// value comes back.
    pub(super) fn put(&self, map: &mut Map, value: Value) -> Result<(), Value> {
        fn put(slot: &mut Value, steps: &[Step], value: Value) -> Result<(), Value> {
            let Some((step, rest)) = steps.split_first() else {
                if !matches!(slot, Value::Null) {
                    return Err(value);
                }
                *slot = value;
                return Ok(());
            };
            if matches!(slot, Value::Null) {
                *slot = match step {
                    Step::Key(_) => Value::Map(Map::default()),
                    Step::Index(_) => Value::List(Vec::new()),
                };
            }
            match (step, slot) {
                (Step::Key(key), Value::Map(map)) => put_below(map, key, rest, value),
                (Step::Index(index), Value::List(items)) => {
                    if items.len() <= *index {
                        items.resize(index + 1, Value::Null);
                    }
                    put(&mut items[*index], rest, value)
                }
                _ => Err(value),
            }
        }
        fn put_below(map: &mut Map, key: &str, rest: &[Step], value: Value) -> Result<(), Value> {
            if map.get(key).is_none() {
                map.push(key, Value::Null);
            }
            match map.get_mut(key) {
                Some(slot) => put(slot, rest, value),
                None => Err(value),
            }
        }
        put_below(map, self.first(), &self.0[1..], value)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> Path {
        Path::parse(text).expect("a path")
    }

    #[test]
    fn puts_gets_and_takes() {
        let mut map = Map::default();
        let place = path("images[1].url");
        assert_eq!(place.put(&mut map, "a".into()), Ok(()));
        assert_eq!(place.put(&mut map, "b".into()), Err("b".into()));
        assert_eq!(
            path("images.url").put(&mut map, "b".into()),
            Err("b".into())
        );
        assert_eq!(place.get(&map), Some(&"a".into()));
        let place = path("params.cover.image");
        assert_eq!(place.put(&mut map, "c".into()), Ok(()));
        assert_eq!(place.take(&mut map), Some("c".into()));
        assert_eq!(map.get("params"), None);
        for text in ["", "a..b", "a[x]", "[0]", "a[1000000]"] {
            assert_eq!(Path::parse(text), None, "{text}");
        }
    }
}

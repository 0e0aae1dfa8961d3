//! Values of fields that we do not know: whatever front matter can say, in the order it says it.

use std::collections::{HashMap, HashSet};
use std::hash::{Hash, Hasher};
use std::mem;

/// A value of any type that front matter can hold.
///
/// Equality is exact: `1` is not `1.0`, `0.0` is not `-0.0`, and NaN equals NaN.
#[derive(Clone, Debug, Default)]
pub enum Value {
    /// No value.
    #[default]
    Null,
    /// `true` or `false`.
    Bool(bool),
    /// An integer.
    Int(i128),
    /// An integer outside 128 bits, as decimal digits with an optional `-`.
    BigInt(String),
    /// A floating-point number.
    Float(f64),
    /// Text.
    Str(String),
    /// A list.
    List(Vec<Value>),
    /// Keys and values, in order.
    Map(Map),
    /// A value with a YAML tag (without its leading `!`).
    Tagged(String, Box<Value>),
}

impl Value {
    /// Returns the text, if this is text.
    pub fn as_str(&self) -> Option<&str> {
        match self {
            Self::Str(text) => Some(text),
            _ => None,
        }
    }

    /// Returns what the value says, if it is a boolean to any reader of YAML: `no` and `"off"` are, too.
    pub fn as_flag(&self) -> Option<bool> {
        match self {
            Self::Bool(flag) => Some(*flag),
            Self::Int(int) => Some(*int != 0),
            Self::Float(float) => Some(*float != 0.0),
            Self::Str(text) => match text.trim().to_ascii_lowercase().as_str() {
                "true" | "yes" | "on" | "y" | "1" => Some(true),
                "false" | "no" | "off" | "n" | "0" => Some(false),
                _ => None,
            },
            Self::Tagged(_, value) => value.as_flag(),
            _ => None,
        }
    }

    /// Returns whether it says nothing: it is empty, or text of white space alone.
    pub(crate) fn is_blank(&self) -> bool {
        self.is_empty() || self.as_str().is_some_and(|text| text.trim().is_empty())
    }

    /// Returns whether there is nothing in it: null, or an empty list or map.
    pub fn is_empty(&self) -> bool {
        match self {
            Self::Null => true,
            Self::List(items) => items.is_empty(),
            Self::Map(map) => map.is_empty(),
            _ => false,
        }
    }

    /// Returns whether values are nested at most `depth` deep.
    pub fn is_within(&self, depth: usize) -> bool {
        match (self, depth.checked_sub(1)) {
            (Self::List(items), Some(rest)) => items.iter().all(|item| item.is_within(rest)),
            (Self::Map(map), Some(rest)) => map.is_within(rest),
            (Self::Tagged(_, value), Some(rest)) => value.is_within(rest),
            (_, rest) => rest.is_some(),
        }
    }

    /// Returns the type in words, with its article.
    pub fn kind(&self) -> &'static str {
        match self {
            Self::Null => "nothing",
            Self::Bool(_) => "a boolean",
            Self::Int(_) | Self::BigInt(_) => "an integer",
            Self::Float(_) => "a floating-point number",
            Self::Str(_) => "text",
            Self::List(_) => "a list",
            Self::Map(_) => "a map",
            Self::Tagged(..) => "a tagged value",
        }
    }

    /// Puts a tag on a value, if it can have one: a tag without a letter or digit is none to YAML, nor is one within another.
    pub fn tagged(tag: String, value: Self) -> Self {
        let is_tag = tag.starts_with(char::is_alphanumeric) && !matches!(value, Self::Tagged(..));
        if is_tag {
            Self::Tagged(tag, Box::new(value))
        } else {
            value
        }
    }

    /// Makes an integer of decimal digits with an optional sign, of any size.
    pub fn integer(digits: &str) -> Option<Self> {
        if let Ok(int) = digits.parse() {
            return Some(Self::Int(int));
        }
        let unsigned = digits.strip_prefix('-').unwrap_or(digits);
        let is_decimal = !unsigned.is_empty() && unsigned.bytes().all(|b| b.is_ascii_digit());
        is_decimal.then(|| Self::BigInt(digits.to_owned()))
    }
}

impl PartialEq for Value {
    fn eq(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Null, Self::Null) => true,
            (Self::Bool(a), Self::Bool(b)) => a == b,
            (Self::Int(a), Self::Int(b)) => a == b,
            (Self::BigInt(a), Self::BigInt(b)) => a == b,
            (Self::Float(a), Self::Float(b)) => float_identity(*a) == float_identity(*b),
            (Self::Str(a), Self::Str(b)) => a == b,
            (Self::List(a), Self::List(b)) => a == b,
            (Self::Map(a), Self::Map(b)) => a == b,
            (Self::Tagged(a, x), Self::Tagged(b, y)) => a == b && x == y,
            _ => false,
        }
    }
}

impl Eq for Value {}

impl Hash for Value {
    fn hash<H: Hasher>(&self, state: &mut H) {
        std::mem::discriminant(self).hash(state);
        match self {
            Self::Null => {}
            Self::Bool(x) => x.hash(state),
            Self::Int(x) => x.hash(state),
            Self::Float(x) => float_identity(*x).hash(state),
            Self::BigInt(x) | Self::Str(x) => x.hash(state),
            Self::List(x) => x.hash(state),
            Self::Map(x) => x.hash(state),
            Self::Tagged(tag, x) => (tag, x).hash(state),
        }
    }
}

fn float_identity(float: f64) -> u64 {
    if float.is_nan() {
        f64::NAN.to_bits()
    } else {
        float.to_bits()
    }
}

impl From<&str> for Value {
    fn from(text: &str) -> Self {
        Self::Str(text.to_owned())
    }
}

/// The types that each are the whole of a variant, and the integers.
macro_rules! from {
    ($($type:ty => $variant:ident),* $(,)?) => {
        $(impl From<$type> for Value {
            fn from(value: $type) -> Self {
                Self::$variant(value.into())
            }
        })*
    };
}

from! {
    bool => Bool,
    i32 => Int,
    i64 => Int,
    i128 => Int,
    u32 => Int,
    u64 => Int,
    f64 => Float,
    String => Str,
    Vec<Value> => List,
    Map => Map,
}

/// Keys and values in the order in which they were written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Map(Vec<(Value, Value)>);

impl Map {
    /// Makes a map of pairs: of those with the same key, the first.
    pub(crate) fn distinct(pairs: impl IntoIterator<Item = (Value, Value)>) -> Self {
        let mut seen = HashSet::new();
        let pairs = pairs.into_iter();
        pairs.filter(|(key, _)| seen.insert(key.clone())).collect()
    }

    /// Returns the value under a text key.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.0
            .iter()
            .find(|(k, _)| k.as_str() == Some(key))
            .map(|(_, value)| value)
    }

    /// Returns the value under a text key, to be changed.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut Value> {
        self.0
            .iter_mut()
            .find(|(k, _)| k.as_str() == Some(key))
            .map(|(_, value)| value)
    }

    /// Puts a value under a key: in the place of the one that is there, which is returned, or at the end.
    ///
    /// ```
    /// use feedmatter::model::{Map, Value};
    ///
    /// let mut map = Map::default();
    /// assert_eq!(map.insert("mood", "calm".into()), None);
    /// map.insert("count", 3.into());
    /// assert_eq!(map.insert("mood", "bright".into()), Some(Value::from("calm")));
    /// let expected = [("mood".into(), "bright".into()), ("count".into(), Value::Int(3))];
    /// assert_eq!(map, Map::from_iter(expected));
    /// ```
    pub fn insert(&mut self, key: impl Into<Value>, value: Value) -> Option<Value> {
        let key = key.into();
        let old = self.0.iter_mut().find(|(known, _)| *known == key);
        if let Some((_, old)) = old {
            return Some(mem::replace(old, value));
        }
        self.push(key, value);
        None
    }

    /// Adds a pair at the end. The key must not be there yet; where it may be, there is [`Map::insert`].
    pub fn push(&mut self, key: impl Into<Value>, value: Value) {
        self.0.push((key.into(), value));
    }

    /// Takes a text key and its value out.
    pub fn remove(&mut self, key: &str) -> Option<Value> {
        let index = self.0.iter().position(|(k, _)| k.as_str() == Some(key))?;
        Some(self.0.remove(index).1)
    }

    /// Returns the pairs, in order.
    pub fn iter(&self) -> std::slice::Iter<'_, (Value, Value)> {
        self.0.iter()
    }

    /// Returns the pairs, in order, with values that can be changed.
    pub fn iter_mut(&mut self) -> std::slice::IterMut<'_, (Value, Value)> {
        self.0.iter_mut()
    }

    /// Keeps the pairs for which `keep` says so.
    pub fn retain(&mut self, mut keep: impl FnMut(&Value, &Value) -> bool) {
        self.0.retain(|(key, value)| keep(key, value));
    }

    /// Returns the keys.
    pub(crate) fn keys(&self) -> HashSet<&Value> {
        self.0.iter().map(|(key, _)| key).collect()
    }

    /// Takes out the pairs whose keys another has.
    pub(crate) fn forget(&mut self, other: &Self) {
        let keys = other.keys();
        self.0.retain(|(key, _)| !keys.contains(key));
    }

    /// Returns what another lacks of these pairs, and null for each key that it has beyond them.
    pub(crate) fn beyond(&self, other: &Self) -> Self {
        let theirs: HashMap<&Value, &Value> = other.0.iter().map(|(k, v)| (k, v)).collect();
        let own = self.keys();
        let lacking = self.0.iter();
        let lacking = lacking.filter(|(key, value)| theirs.get(key) != Some(&value));
        let surplus = other.0.iter().filter(|(key, _)| !own.contains(key));
        let surplus = surplus.map(|(key, _)| (key.clone(), Value::Null));
        lacking.cloned().chain(surplus).collect()
    }

    /// Returns the number of pairs.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are no pairs.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Returns whether keys and values are nested at most `depth` deep.
    pub fn is_within(&self, depth: usize) -> bool {
        self.0
            .iter()
            .all(|(key, value)| key.is_within(depth) && value.is_within(depth))
    }
}

impl IntoIterator for Map {
    type Item = (Value, Value);
    type IntoIter = std::vec::IntoIter<(Value, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

impl<'a> IntoIterator for &'a Map {
    type Item = &'a (Value, Value);
    type IntoIter = std::slice::Iter<'a, (Value, Value)>;

    fn into_iter(self) -> Self::IntoIter {
        self.iter()
    }
}

impl FromIterator<(Value, Value)> for Map {
    fn from_iter<I: IntoIterator<Item = (Value, Value)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

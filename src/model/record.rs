//! A struct whose fields have names: the one place where typed fields become keys and values, and back.
//!
//! A type lists its fields once, with [`fields!`](crate::model). Front matter, the remainder and every later format
//! that speaks of an article as keys and values go through [`Record::to_map`] and [`Record::from_map`].

use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;

use super::field_value::FieldValue;
use super::value::{Map, Value};

/// The reserved key under which stands what has no other.
pub(crate) const RESERVED: &str = "feedmatter";

/// The fields of a record that have no place of their own, and the order in which all of them were written.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Extra {
    /// Keys that we do not know, and known keys whose value is not of the expected type.
    pub fields: Map,
    /// The keys in the order in which they were written; empty when that is the canonical order.
    ///
    /// Canonical is: the known fields as their struct lists them, then [`fields`](Self::fields).
    pub order: Vec<Value>,
}

impl Extra {
    /// Returns whether there is nothing to remember.
    pub fn is_empty(&self) -> bool {
        self.fields.is_empty() && self.order.is_empty()
    }
}

/// One field of a record: its key in front matter, and how it becomes a value and back.
#[derive(Debug)]
pub struct Field<T> {
    /// The key, as front matter spells it.
    pub name: &'static str,
    /// What the field holds, with its article, for messages.
    pub expects: &'static str,
    /// Returns the field as a value, or `None` when it is absent.
    pub get: fn(&T) -> Option<Value>,
    /// Sets the field, or gives the value back when it is not exactly of the field's type.
    pub set: fn(&mut T, Value) -> Result<(), Value>,
}

/// A struct with named fields and room for unknown ones. Those of this crate alone are such.
pub trait Record: FieldValue + Default + 'static {
    /// The known fields, in canonical order.
    const FIELDS: &'static [Field<Self>];

    /// Returns the unknown fields and the order.
    fn extra(&self) -> &Extra;

    /// Returns the unknown fields and the order, to be changed.
    fn extra_mut(&mut self) -> &mut Extra;

    /// Changes every text in the known fields; one for which `edit` returns `false` is taken out.
    fn edit_fields(&mut self, edit: &mut dyn FnMut(&mut String) -> bool);

    /// Returns whether the known fields are nested at most `depth` deep.
    fn fields_are_within(&self, depth: usize) -> bool;

    /// Adds the values within the known fields that are not of the type of theirs.
    fn mismatches_in_fields<'a>(&'a self, found: &mut Vec<Mismatch<'a>>);

    /// Returns whether [`to_map`](Self::to_map) would be nested at most `depth` deep.
    fn is_within(&self, depth: usize) -> bool {
        let mut rest = unknown(self);
        self.fields_are_within(depth)
            && rest.all(|(key, value)| key.is_within(depth) && value.is_within(depth))
    }

    /// Returns all fields as keys and values, in the order in which they were written.
    fn to_map(&self) -> Map {
        let extra = self.extra();
        let known = Self::FIELDS
            .iter()
            .filter_map(|field| Some((field.name.into(), (field.get)(self)?)));
        let rest = unknown(self).map(|(key, value)| (key.clone(), value.clone()));
        let pairs = known.chain(rest);
        if extra.order.is_empty() {
            pairs.collect()
        } else {
            in_order(pairs.collect(), &extra.order)
        }
    }

    /// Makes a record of keys and values.
    ///
    /// A known key whose value is not of the field's type goes to [`Extra`] unchanged; [`mismatches`](Self::mismatches)
    /// returns it, unless it is empty.
    fn from_map(map: Map) -> Self {
        let mut record = Self::default();
        let mut order = Vec::with_capacity(map.len());
        let mut ranks = Vec::with_capacity(map.len());
        for (key, value) in map {
            order.push(key.clone());
            let index = key
                .as_str()
                .and_then(|key| Self::FIELDS.iter().position(|field| field.name == key));
            let rest = match index {
                Some(index) => (Self::FIELDS[index].set)(&mut record, value).err(),
                None => Some(value),
            };
            ranks.push(if rest.is_some() {
                Self::FIELDS.len()
            } else {
                index.unwrap_or(Self::FIELDS.len())
            });
            if let Some(value) = rest {
                record.extra_mut().fields.push(key, value);
            }
        }
        if !ranks.is_sorted() {
            record.extra_mut().order = order;
        }
        record
    }

    /// Returns the values that are not of the type of their fields, those of the record itself first.
    fn mismatches(&self) -> Vec<Mismatch<'_>> {
        let known = |key: &Value| {
            let mut fields = Self::FIELDS.iter();
            fields.find(|field| key.as_str() == Some(field.name))
        };
        let extra = self.extra().fields.iter();
        let mut found: Vec<_> = extra
            .filter(|(_, value)| !value.is_empty())
            .filter_map(|(key, value)| {
                let field = known(key)?;
                Some(Mismatch {
                    within: field.name,
                    name: field.name,
                    expects: field.expects,
                    value,
                })
            })
            .collect();
        self.mismatches_in_fields(&mut found);
        found
    }
}

/// A value that is not of the type of its field.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Mismatch<'a> {
    /// The field of the whole record that holds it.
    pub within: &'a str,
    /// The field that it would be.
    pub name: &'a str,
    /// What the field holds, with its article.
    pub expects: &'static str,
    /// The value.
    pub value: &'a Value,
}

impl fmt::Display for Mismatch<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            within,
            name,
            expects,
            value,
        } = self;
        write!(f, "expected `{name}`")?;
        if within != name {
            write!(f, " in `{within}`")?;
        }
        write!(f, " to be {}, found ", expected(expects, value))?;
        match value {
            Value::Str(text) => write!(f, "`{text}`"),
            Value::Int(int) if expects.starts_with(INTEGER) => write!(f, "`{int}`"),
            Value::BigInt(digits) if expects.starts_with(INTEGER) => write!(f, "`{digits}`"),
            // A list where a list is expected: what is in it is not.
            Value::List(items) if expects.starts_with("a list") => {
                let mut kinds: Vec<_> = items.iter().map(Value::kind).collect();
                kinds.sort_unstable();
                kinds.dedup();
                write!(f, "one of {}", kinds.join(" and "))
            }
            other => f.write_str(other.kind()),
        }
    }
}

/// How everything begins that expects an integer.
const INTEGER: &str = "an integer";

/// Returns what a field expects; in the place of an integer that is too large, how large one may be.
pub(crate) fn expected<'a>(expects: &'a str, value: &Value) -> Cow<'a, str> {
    let is_large = match value {
        Value::Int(int) => i64::try_from(*int).is_err(),
        Value::BigInt(_) => true,
        _ => false,
    };
    match expects.strip_prefix(INTEGER) {
        Some(more) if is_large => format!("{INTEGER} that fits 64 bits{more}").into(),
        _ => expects.into(),
    }
}

/// Returns the unknown fields of a record. A value that could not be read counts as long as there is no other.
fn unknown<R: Record>(record: &R) -> impl Iterator<Item = &(Value, Value)> {
    let is_set = |key: &Value| {
        let mut fields = R::FIELDS.iter();
        fields.any(|field| key.as_str() == Some(field.name) && (field.get)(record).is_some())
    };
    let fields = record.extra().fields.iter();
    fields.filter(move |(key, _)| !is_set(key))
}

/// Sorts pairs by `order`; a pair that it does not name stays behind its canonical predecessor.
fn in_order(pairs: Vec<(Value, Value)>, order: &[Value]) -> Map {
    let ranks: HashMap<&Value, usize> = order
        .iter()
        .enumerate()
        .map(|(rank, key)| (key, rank + 1))
        .collect();
    let mut last = 0;
    let mut ranked: Vec<(usize, (Value, Value))> = pairs
        .into_iter()
        .map(|pair| {
            last = ranks.get(&pair.0).copied().unwrap_or(last);
            (last, pair)
        })
        .collect();
    ranked.sort_by_key(|(rank, _)| *rank);
    ranked.into_iter().map(|(_, pair)| pair).collect()
}

/// Implements [`FieldValue`] and [`Record`] for a struct with an `extra`: one line a field, in canonical order.
macro_rules! fields {
    ($record:ty, $expects:literal: $($name:literal => $field:ident),+ $(,)?) => {
        impl $crate::model::Record for $record {
            const FIELDS: &'static [$crate::model::Field<Self>] = &[$($crate::model::Field {
                name: $name,
                expects: $crate::model::record::expects_of(|record: &Self| &record.$field),
                get: |record| $crate::model::FieldValue::to_value(&record.$field),
                set: |record, value| {
                    record.$field = $crate::model::FieldValue::from_value(value)?;
                    Ok(())
                },
            }),+];

            fn extra(&self) -> &$crate::model::Extra {
                &self.extra
            }

            fn extra_mut(&mut self) -> &mut $crate::model::Extra {
                &mut self.extra
            }

            fn fields_are_within(&self, depth: usize) -> bool {
                $($crate::model::FieldValue::is_value_within(&self.$field, depth))&&+
            }

            fn edit_fields(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) {
                $($crate::model::FieldValue::edit_texts(&mut self.$field, edit);)+
            }

            fn mismatches_in_fields<'a>(&'a self, found: &mut Vec<$crate::model::Mismatch<'a>>) {
                $(
                    let own = found.len();
                    $crate::model::FieldValue::mismatches_within(&self.$field, found);
                    found[own..].iter_mut().for_each(|mismatch| mismatch.within = $name);
                )+
            }
        }

        impl $crate::model::FieldValue for $record {
            const EXPECTS: &'static str = $expects;
            const EXPECTS_LIST: &'static str = "a list of maps";

            fn is_value_within(&self, depth: usize) -> bool {
                let inside = depth.checked_sub(1);
                inside.is_some_and(|rest| $crate::model::Record::is_within(self, rest))
            }

            fn to_value(&self) -> Option<$crate::model::Value> {
                Some($crate::model::Value::Map($crate::model::Record::to_map(self)))
            }

            fn from_value(value: $crate::model::Value) -> Result<Self, $crate::model::Value> {
                match value {
                    $crate::model::Value::Map(map) => Ok($crate::model::Record::from_map(map)),
                    other => Err(other),
                }
            }

            fn edit_texts(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) -> bool {
                $crate::model::Record::edit_fields(self, edit);
                true
            }

            fn mismatches_within<'a>(&'a self, found: &mut Vec<$crate::model::Mismatch<'a>>) {
                found.extend($crate::model::Record::mismatches(self));
            }
        }
    };
}
pub(crate) use fields;

/// Returns what the field that a function projects to expects.
pub(crate) const fn expects_of<T, V: FieldValue>(_field: fn(&T) -> &V) -> &'static str {
    V::EXPECTS
}

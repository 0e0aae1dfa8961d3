//! [`FieldValue`]: what a field can hold, and how it becomes a value and back.

use super::record::Mismatch;
use super::timestamp::Timestamp;
use super::value::{Map, Value};

/// A type that a field can have.
///
/// The two directions are exact: `from_value(v)` succeeds only if `to_value` gives `v` back.
pub trait FieldValue: Sized {
    /// What a value of this type is called, with its article.
    const EXPECTS: &'static str;

    /// What a list of such values is called, with its article.
    const EXPECTS_LIST: &'static str = "a list";

    /// Returns the value, or `None` when it says nothing.
    fn to_value(&self) -> Option<Value>;

    /// Returns whether the value is nested at most `depth` deep; nothing always is.
    fn is_value_within(&self, depth: usize) -> bool {
        depth > 0
    }

    /// Makes the typed value, or gives the value back.
    fn from_value(value: Value) -> Result<Self, Value>;

    /// Adds the values within that are not of the type of their fields.
    fn mismatches_within<'a>(&'a self, found: &mut Vec<Mismatch<'a>>) {
        let _ = found;
    }

    /// Changes every text in the value. Returns whether the value stays: a text for which `edit` returns `false` does not.
    fn edit_texts(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) -> bool {
        let _ = edit;
        true
    }
}

impl FieldValue for String {
    const EXPECTS: &'static str = "text";
    const EXPECTS_LIST: &'static str = "a list of texts";

    fn edit_texts(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) -> bool {
        edit(self)
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Str(self.clone()))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Str(text) => Ok(text),
            other => Err(other),
        }
    }
}

impl FieldValue for bool {
    const EXPECTS: &'static str = "`true` or `false`";

    fn to_value(&self) -> Option<Value> {
        Some(Value::Bool(*self))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Bool(flag) => Ok(flag),
            other => Err(other),
        }
    }
}

impl FieldValue for i64 {
    const EXPECTS: &'static str = "an integer";

    fn to_value(&self) -> Option<Value> {
        Some(Value::Int((*self).into()))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Int(int) => int.try_into().map_err(|_| value),
            other => Err(other),
        }
    }
}

impl FieldValue for u64 {
    const EXPECTS: &'static str = "an integer, 0 or more";

    fn to_value(&self) -> Option<Value> {
        Some(Value::Int((*self).into()))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Int(int) => int.try_into().map_err(|_| value),
            other => Err(other),
        }
    }
}

impl FieldValue for Map {
    const EXPECTS: &'static str = "a map";

    fn is_value_within(&self, depth: usize) -> bool {
        depth
            .checked_sub(1)
            .is_some_and(|rest| self.is_within(rest))
    }

    fn to_value(&self) -> Option<Value> {
        Some(Value::Map(self.clone()))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Map(map) => Ok(map),
            other => Err(other),
        }
    }
}

impl FieldValue for Timestamp {
    const EXPECTS: &'static str = "a date such as `2021-05-05T00:56:00Z`";

    fn to_value(&self) -> Option<Value> {
        Some(Value::Str(self.to_string()))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::Str(text) => Timestamp::parse(&text).ok_or(Value::Str(text)),
            other => Err(other),
        }
    }
}

impl<T: FieldValue> FieldValue for Option<T> {
    const EXPECTS: &'static str = T::EXPECTS;

    fn edit_texts(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) -> bool {
        self.take_if(|value| !value.edit_texts(edit));
        true
    }

    fn mismatches_within<'a>(&'a self, found: &mut Vec<Mismatch<'a>>) {
        self.iter().for_each(|value| value.mismatches_within(found));
    }

    fn is_value_within(&self, depth: usize) -> bool {
        self.as_ref()
            .is_none_or(|value| value.is_value_within(depth))
    }

    fn to_value(&self) -> Option<Value> {
        self.as_ref().and_then(T::to_value)
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        T::from_value(value).map(Some)
    }
}

impl<T: FieldValue> FieldValue for Vec<T> {
    const EXPECTS: &'static str = T::EXPECTS_LIST;

    fn edit_texts(&mut self, edit: &mut dyn FnMut(&mut String) -> bool) -> bool {
        self.retain_mut(|item| item.edit_texts(edit));
        true
    }

    fn mismatches_within<'a>(&'a self, found: &mut Vec<Mismatch<'a>>) {
        self.iter().for_each(|item| item.mismatches_within(found));
    }

    fn is_value_within(&self, depth: usize) -> bool {
        let Some(rest) = depth.checked_sub(1) else {
            return self.is_empty();
        };
        self.iter().all(|item| item.is_value_within(rest))
    }

    fn to_value(&self) -> Option<Value> {
        let list: Vec<Value> = self.iter().filter_map(T::to_value).collect();
        (!list.is_empty()).then_some(Value::List(list))
    }

    fn from_value(value: Value) -> Result<Self, Value> {
        match value {
            Value::List(items) if !items.is_empty() => {
                let typed: Result<Self, Value> = items.iter().cloned().map(T::from_value).collect();
                typed.map_err(|_| Value::List(items))
            }
            other => Err(other),
        }
    }
}

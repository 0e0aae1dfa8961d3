//! The picture of a person: a field that the model does not know, and that several formats have.

use crate::model::{Extra, Person, Value};

/// The field, and the member of JSON Feed.
pub(super) const KEY: &str = "avatar";

/// Returns the address of the picture of a person.
pub(super) fn of(person: &Person) -> Option<&str> {
    person.extra.fields.get(KEY)?.as_str()
}

/// Returns that among the unknown fields of a person, to be changed.
pub(super) fn of_mut(extra: &mut Extra) -> Option<&mut String> {
    match extra.fields.get_mut(KEY)? {
        Value::Str(address) => Some(address),
        _ => None,
    }
}

/// Gives a person a picture.
pub(super) fn put(person: &mut Person, address: Option<String>) {
    if let Some(address) = address {
        person.extra.fields.push(KEY, Value::Str(address));
    }
}

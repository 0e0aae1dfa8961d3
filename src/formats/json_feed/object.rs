//! Objects of JSON, read leniently: a number where text belongs, one value where a list does.

use serde_json::Value as Json;

use crate::formats::duration;
pub(super) use crate::json::Object;
use crate::text::{character, html};

/// Returns the text of a member, if it has some.
pub(super) fn text(object: &Object, name: &str) -> Option<String> {
    text_of(object.get(name)?)
}

/// Returns the text of a member on one line.
pub(super) fn line(object: &Object, name: &str) -> Option<String> {
    text(object, name).map(|text| html::collapse(&text).into_owned())
}

/// Returns the text of a value, without what XML could not hold either; early feeds number their items.
pub(super) fn text_of(value: &Json) -> Option<String> {
    let text = match value {
        Json::String(text) => character::cleaned(&text.replace("\r\n", "\n"))
            .trim()
            .to_owned(),
        Json::Number(number) => number.to_string(),
        _ => return None,
    };
    Some(text).filter(|text| !text.is_empty())
}

/// Returns a whole number, 0 or more.
pub(super) fn number(object: &Object, name: &str) -> Option<u64> {
    number_of(object.get(name)?)
}

/// Returns the whole number that a value is, or is next to: durations may have a fraction.
pub(super) fn number_of(value: &Json) -> Option<u64> {
    let whole = match value {
        Json::Number(number) => number.as_u64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    };
    whole.or_else(|| duration::rounded(float_of(value)?))
}

/// Returns whether a value is a whole number, 0 or more.
pub(super) fn is_whole(value: &Json) -> bool {
    number_of(value).is_some() && float_of(value).is_some_and(|number| number.fract() == 0.0)
}

fn float_of(value: &Json) -> Option<f64> {
    match value {
        Json::Number(number) => number.as_f64(),
        Json::String(text) => text.trim().parse().ok(),
        _ => None,
    }
}

/// Returns the values of a member that is a list.
pub(super) fn list<'a>(object: &'a Object, name: &str) -> &'a [Json] {
    match object.get(name) {
        Some(Json::Array(values)) => values,
        Some(Json::Null) | None => &[],
        Some(single) => std::slice::from_ref(single),
    }
}

/// Returns the objects of a member that is a list.
pub(super) fn objects<'a>(object: &'a Object, name: &str) -> impl Iterator<Item = &'a Object> {
    list(object, name).iter().filter_map(Json::as_object)
}

/// Adds a member, if there is something to say.
pub(super) fn put(object: &mut Object, name: &str, value: Option<impl Into<Json>>) {
    if let Some(value) = value {
        object.insert(name.to_owned(), value.into());
    }
}

/// Adds a member that is a list, if there is something in it.
pub(super) fn put_list(object: &mut Object, name: &str, values: Vec<Json>) {
    put(
        object,
        name,
        Some(values).filter(|values| !values.is_empty()),
    );
}

/// Adds a value to a member that is a list.
pub(super) fn push(object: &mut Object, name: &str, value: Json) {
    match object.get_mut(name) {
        Some(Json::Array(values)) => values.push(value),
        _ => put_list(object, name, vec![value]),
    }
}

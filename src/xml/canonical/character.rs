//! Characters that XML does not allow: taken out, before anything else is looked at.

use std::borrow::Cow;

use crate::text::{bytes, character};
use crate::xml::repairs::{Repair, Repairs};

/// Returns a text without characters that XML does not allow.
pub(super) fn cleaned<'a>(text: &'a str, repairs: &mut Repairs) -> Cow<'a, str> {
    let is_wrong = |c: char| character::permitted(c) != Some(c) && !matches!(c, '\r' | '\u{fffd}');
    let may_be = |byte: u8| byte != b'\r' && character::may_begin_other(byte);
    let mut places = bytes::places(text.as_bytes(), may_be);
    let Some(first) = places.find(|place| text[*place..].starts_with(is_wrong)) else {
        return Cow::Borrowed(text);
    };
    let mut right = |c: char| {
        if !is_wrong(c) {
            return Some(c);
        }
        repairs.note(Repair::Character, first);
        character::permitted(c)
    };
    Cow::Owned(text.chars().filter_map(&mut right).collect())
}

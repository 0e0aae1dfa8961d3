//! References to characters and entities, and characters that stand for themselves.

use std::collections::{HashMap, HashSet};

use super::{ANEW, not_well_formed};
use crate::check::finding::Fault;
use crate::text::{character, html};
use crate::xml::doctype::declared;
use crate::xml::fragment::is_name;

/// The longest name of an entity that is looked for, in bytes.
const MAX_NAME: usize = 64;

/// The entities that the document type declares.
#[derive(Default)]
pub(super) struct Entities<'t> {
    names: HashSet<&'t str>,
    /// Those that hold themselves, however far down.
    endless: HashSet<&'t str>,
}

impl<'t> Entities<'t> {
    /// Reads a document type.
    pub(super) fn of(doctype: &'t str) -> Self {
        let mut held: HashMap<&str, Vec<&str>> = HashMap::new();
        for (name, value) in declared(doctype) {
            let references = value.unwrap_or_default().split('&').skip(1);
            let names = references.filter_map(|text| Some(text.split_once(';')?.0));
            held.entry(name).or_insert_with(|| names.collect());
        }
        Self {
            endless: endless(&held),
            names: held.into_keys().collect(),
        }
    }

    /// Returns what is wrong with the reference with which a text begins, and how long it is.
    pub(super) fn fault(&self, text: &str) -> Option<(usize, Fault)> {
        if let Some(digits) = text.strip_prefix("&#") {
            return numeric(text, digits);
        }
        let end = text.bytes().take(MAX_NAME).position(|byte| byte == b';');
        let name = end.map(|end| &text[1..end]).filter(|name| is_name(name));
        let Some(name) = name else {
            return Some(ampersand());
        };
        let length = name.len() + 2;
        if matches!(name, "amp" | "lt" | "gt" | "quot" | "apos") {
            return None;
        }
        if self.endless.contains(name) {
            let message = format!(
                "expected an entity that comes to an end, found `{name}`, which holds itself"
            );
            return Some((length, not_well_formed(message, "write the text itself")));
        }
        if self.names.contains(name) {
            return None;
        }
        let decoded = html::decoded(&text[..length]);
        if decoded.starts_with('&') {
            return Some(ampersand());
        }
        let codes = decoded.chars().map(|c| format!("&#{};", u32::from(c)));
        let help = format!("write `{}`", codes.collect::<String>());
        let message = "expected an entity of XML, found one of HTML";
        Some((length, not_well_formed(message, &help)))
    }
}

/// Those that remain when all are gone that hold no others, and then those that hold only such.
fn endless<'t>(held: &HashMap<&'t str, Vec<&'t str>>) -> HashSet<&'t str> {
    let mut holders: HashMap<&str, Vec<&'t str>> = HashMap::new();
    let mut counts: HashMap<&'t str, usize> = HashMap::new();
    for (name, others) in held {
        let known = others.iter().filter(|other| held.contains_key(*other));
        counts.insert(name, known.clone().count());
        known.for_each(|other| holders.entry(other).or_default().push(name));
    }
    let ends = counts.iter().filter(|(_, count)| **count == 0);
    let mut ready: Vec<&str> = ends.map(|(name, _)| *name).collect();
    while let Some(name) = ready.pop() {
        counts.remove(name);
        for holder in holders.get(name).into_iter().flatten() {
            if let Some(count) = counts.get_mut(holder) {
                *count -= 1;
                if *count == 0 {
                    ready.push(holder);
                }
            }
        }
    }
    counts.into_keys().collect()
}

fn ampersand() -> (usize, Fault) {
    (1, not_well_formed("expected `&amp;`, found `&`", ANEW))
}

/// A reference to a character by its number.
fn numeric(text: &str, digits: &str) -> Option<(usize, Fault)> {
    let (radix, mark) = match digits.as_bytes().first() {
        Some(b'x' | b'X') => (16, 1),
        _ => (10, 0),
    };
    let number = &digits[mark..];
    let is_digit = |c: char| c.is_digit(radix);
    let number = &number[..number.len() - number.trim_start_matches(is_digit).len()];
    if number.is_empty() {
        return Some(ampersand());
    }
    let length = 2 + mark + number.len();
    let written = &text[..length];
    if !text[length..].starts_with(';') {
        let message = format!("expected `;` behind the reference `{written}`, found none");
        return Some((
            length,
            not_well_formed(message, &format!("write `{written};`")),
        ));
    }
    let length = length + 1;
    if written.starts_with("&#X") {
        let message = format!("expected `&#x`, found `{written}`");
        return Some((
            length,
            not_well_formed(message, &format!("write `&#x{number};`")),
        ));
    }
    let code = u32::from_str_radix(number, radix).ok();
    match code.and_then(char::from_u32) {
        Some('\r') => None,
        Some(c) if character::permitted(c) == Some(c) => None,
        Some(c) => Some((length, of_character(c))),
        None => {
            let message = format!("expected a character that there is, found `{written};`");
            Some((length, not_well_formed(message, "leave it out")))
        }
    }
}

/// Says what is wrong with a character: XML allows some that nobody means.
pub(super) fn of_character(c: char) -> Fault {
    let code = u32::from(c);
    let is_forbidden = code < 0x20 || matches!(code, 0xfffe | 0xffff);
    if is_forbidden {
        let message = format!("expected characters that XML allows, found U+{code:04X}");
        return not_well_formed(message, "leave it out");
    }
    let message = format!("expected text, found the character U+{code:04X}");
    let help = match character::permitted(c) {
        Some(meant) => format!(
            "it is `{meant}` in windows-1252, and a control character here; write `{meant}`"
        ),
        None if c == '\u{fffd}' => "it stands for one that was lost; write that".to_owned(),
        None => "it says nothing; leave it out".to_owned(),
    };
    Fault::warning("bad-character", message).with_help(help)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_what_is_wrong_with_a_reference() {
        let doctype = "<!DOCTYPE a [<!ENTITY b 'c'> <!ENTITY d \"&e;\"><!ENTITY e '&d;'><!ENTITY f '&d;'>\
            <!ENTITY g '&b;'><!ENTITY h SYSTEM 'i'>]>";
        let entities = Entities::of(doctype);
        for (text, expected) in [
            ("&amp; a", None),
            ("&b;&g;", None),
            ("&h;", None),
            ("&#38; &", None),
            ("&#xe9;", None),
            ("&d;", Some((3, "not-well-formed"))),
            ("&f;", Some((3, "not-well-formed"))),
            ("&#38 ", Some((4, "not-well-formed"))),
            ("&#XE9;", Some((6, "not-well-formed"))),
            ("&#8;", Some((4, "not-well-formed"))),
            ("&#xD800;", Some((8, "not-well-formed"))),
            ("&#99999999999;", Some((14, "not-well-formed"))),
            ("&nbsp;", Some((6, "not-well-formed"))),
            ("& b", Some((1, "not-well-formed"))),
            ("&lt b", Some((1, "not-well-formed"))),
            ("&é", Some((1, "not-well-formed"))),
            ("&#;", Some((1, "not-well-formed"))),
            ("&#150;", Some((6, "bad-character"))),
        ] {
            let found = entities
                .fault(text)
                .map(|(length, fault)| (length, fault.code));
            assert_eq!(found, expected, "{text}");
        }
    }
}

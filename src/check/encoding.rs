//! What a document is in, and what one of XML says of it.

use super::finding::{Fault, Findings};
use crate::xml::decode::{Encoding, label, patterned};

const UNKNOWN: &str = "write `encoding=\"utf-8\"`; strict readers refuse the whole feed";
const OTHER_LETTERS: &str =
    "write `encoding=\"utf-8\"`; strict readers show other letters, or refuse the whole feed";
const WIDE: &str =
    "save the file as UTF-8, and write `encoding=\"utf-8\"`; strict readers refuse the whole feed";

/// Reports a label that no parser knows, or that a document in another encoding bears by mistake; returns whether it did.
pub(super) fn check(bytes: &[u8], text: &str, findings: &mut Findings<'_>) -> bool {
    let is_xml = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with("<?xml");
    let Some(place) = label(text).filter(|_| is_xml) else {
        return false;
    };
    let label = &text[place.clone()];
    let Ok(named) = Encoding::named(label) else {
        let message = format!("expected an encoding that parsers of XML know, found `{label}`");
        let fault = Fault::error("unknown-encoding", message);
        findings.add(place, fault.with_help(UNKNOWN));
        return true;
    };
    let name = named.name();
    let is_wide = name.starts_with("UTF-16") || name.starts_with("UTF-32");
    let found = wide(bytes);
    let is_other = match found {
        Some(_) => !is_wide,
        // What is ASCII is so in all others.
        None => {
            let is_other = name != "UTF-8" && (is_wide || !text.is_ascii());
            is_other && std::str::from_utf8(bytes).is_ok()
        }
    };
    if is_other {
        let found = found.unwrap_or("UTF-8");
        let message = format!("expected text in `{label}`, as the declaration says, found {found}");
        let help = match (found, is_wide) {
            ("UTF-8", true) => UNKNOWN,
            ("UTF-8", false) => OTHER_LETTERS,
            _ => WIDE,
        };
        findings.add(
            place,
            Fault::error("wrong-encoding", message).with_help(help),
        );
    }
    is_other
}

/// Returns what a text is in whose units are larger than a byte.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => patterned(bytes)?.name().get(.."UTF-16".len()),
    }
}

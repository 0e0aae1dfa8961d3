//! What a document of XML says of its encoding, and what it is in.

use std::ops::Range;

use super::finding::{Fault, Findings};
use crate::xml::decode::{Encoding, label};

/// Reports a label that no parser knows, or that a document in UTF-8 bears by mistake; returns whether it did.
pub(super) fn check(bytes: &[u8], text: &str, findings: &mut Findings<'_>) -> bool {
    let is_xml = text
        .trim_start_matches('\u{feff}')
        .trim_start()
        .starts_with("<?xml");
    let Some(place) = label(text).filter(|_| is_xml) else {
        return false;
    };
    let label = &text[place.clone()];
    let Ok(named) = Encoding::from_label(label) else {
        let message = format!("expected an encoding that parsers of XML know, found `{label}`");
        return report("unknown-encoding", message, place, findings);
    };
    let name = named.name();
    let is_wide = name.starts_with("UTF-16") || name.starts_with("UTF-32");
    // What is ASCII is so in all others.
    let is_other = name != "UTF-8" && (is_wide || !text.is_ascii());
    if !is_other || std::str::from_utf8(bytes).is_err() || bytes.contains(&0) {
        return false;
    }
    let message = format!("expected text in `{label}`, as the declaration says, found UTF-8");
    report("wrong-encoding", message, place, findings)
}

fn report(
    code: &'static str,
    message: String,
    place: Range<usize>,
    findings: &mut Findings<'_>,
) -> bool {
    let help = "write `encoding=\"utf-8\"`; strict readers refuse the whole feed";
    findings.add(place, Fault::error(code, message).with_help(help));
    true
}

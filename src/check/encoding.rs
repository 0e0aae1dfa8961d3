//! What a document is in, what one of XML says of it, and what ends its lines.

use super::finding::{Fault, Findings};
use crate::xml::decode::{Encoding, label, patterned};

/// The byte order mark of UTF-8.
const MARK: &[u8] = b"\xef\xbb\xbf";

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

/// Reports what stands before an article, and units larger than a byte.
pub(super) fn check_article(bytes: &[u8], text: &str, findings: &mut Findings<'_>) {
    if bytes.starts_with(MARK) {
        findings.add(0..3, byte_order_mark(text));
    }
    if let Some(found) = wide(bytes) {
        let message =
            format!("expected text in UTF-8, found {found}, which generators of sites do not read");
        let fault = Fault::error("not-utf-8", message);
        findings.add_whole(fault.with_help("save the file as UTF-8"));
    }
}

/// Reports a second byte order mark before anything else.
pub(super) fn check_marks(bytes: &[u8], findings: &mut Findings<'_>) {
    let rest = bytes.strip_prefix(MARK);
    if rest.is_some_and(|rest| rest.starts_with(MARK)) {
        let message = "expected one byte order mark, found another behind it";
        let fault = Fault::error("not-well-formed", message);
        let help = "save the file without them; strict readers refuse the whole feed";
        findings.add(0..1, fault.with_help(help));
    }
}

/// Returns what a text is in whose units are larger than a byte.
pub(super) fn wide(bytes: &[u8]) -> Option<&'static str> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] | [0, 0, 0xfe, 0xff, ..] => Some("UTF-32"),
        [0xff, 0xfe, ..] | [0xfe, 0xff, ..] => Some("UTF-16"),
        _ => patterned(bytes)?.name().get(.."UTF-16".len()),
    }
}

fn byte_order_mark(text: &str) -> Fault {
    let mut others = ["+++", "{"].into_iter();
    let first = others
        .find(|first| text.starts_with(first))
        .unwrap_or("---");
    let message =
        format!("expected `{first}` as the first characters, found a byte order mark before them");
    Fault::warning("byte-order-mark", message).with_help(
        "some generators do not see the front matter then; save the file as UTF-8 without it",
    )
}

/// Says that the lines end as those of the first Macs did.
pub(super) fn old_line_ends() -> Fault {
    let message =
        "expected a line feed (LF) at the ends of lines, found a carriage return (CR) alone";
    Fault::error("old-line-ends", message).with_help(
        "save the file with line ends of Unix; nobody sees lines in it, nor front matter",
    )
}

//! What could not be read, and how to mend it.

use std::error::Error as _;

use super::finding::{Fault, Findings};
use super::front_matter;
use crate::error::Error;
use crate::formats;
use crate::front_matter::Syntax;

/// Reports why a document could not be read.
pub(super) fn refused(error: &Error, findings: &mut Findings<'_>) {
    if let Error::Lines(errors) = error {
        return errors.iter().for_each(|error| refused(error, findings));
    }
    let (code, help) = match error {
        Error::Empty => (
            "empty-file",
            Some("write front matter: a line `---`, keys, and another line `---`"),
        ),
        Error::Exceeded { .. } => (
            "too-large",
            Some(
                "readers stop at some size, too; divide it, or allow more with the option for this bound",
            ),
        ),
        Error::TooDeep => (
            "too-large",
            Some("readers stop at some depth, too; nest less"),
        ),
        Error::NotText { .. } => ("not-utf-8", Some("save the file as UTF-8")),
        Error::NotAnArticle { found } if found == formats::ndjson::UNTOLD => (
            "no-article",
            Some("name the file `….ndjson` if there is an article on each line"),
        ),
        Error::NotAnArticle { .. } | Error::UnexpectedRoot { .. } => (
            "no-article",
            Some("name files with front matter, or with RSS, Atom or JSON Feed"),
        ),
        Error::Syntax { message, position } => {
            let is_json = message.contains("expected JSON: ");
            let at = findings.offset(*position);
            let rest = findings.text_from(at);
            let code = "not-well-formed";
            let comma = || front_matter::comma(findings.text(0..at), rest, code);
            if let Some((place, fault)) = is_json.then(comma).flatten() {
                return findings.add(place, fault);
            }
            let hint = is_json.then(|| front_matter::hint(Syntax::Json, message, "", rest));
            let usual = "no reader can read it; mend it here, or where it is made";
            (code, hint.flatten().or(Some(usual)))
        }
        _ => ("unreadable", None),
    };
    let message = match error.source() {
        Some(cause) if code == "unreadable" => format!("{error}: {cause}"),
        _ => error.to_string(),
    };
    // What `convert` can be told is of no use here.
    let message = message.replace(formats::ndjson::UNTOLD, "JSON");
    let mut fault = Fault::error(code, message);
    if let Some(help) = help {
        fault = fault.with_help(help);
    }
    findings.add_at(error.position(), fault);
}

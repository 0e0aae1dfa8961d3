//! What a reader says when it refuses front matter, and what it means by that.

use super::{hint, open, unquoted};
use crate::check::finding::{Fault, Findings};
use crate::error::{Error, Position};
use crate::front_matter::Syntax;

/// Reports what a reader says when it refuses.
pub(super) fn refused(error: &Error, syntax: Syntax, findings: &mut Findings<'_>) {
    let (code, usual) = match syntax {
        Syntax::Yaml => (
            "broken-yaml",
            "YAML has lines such as `key: value`, with quotes around a value that has signs of YAML in it",
        ),
        Syntax::Toml => (
            "broken-toml",
            "TOML has lines such as `key = \"value\"`, and below `[name]` what belongs together",
        ),
        Syntax::Json => (
            "broken-json",
            "JSON has members such as `\"key\": \"value\"`, with a comma between two of them",
        ),
    };
    let text = error.to_string();
    // The reader's own hint stands behind what it says.
    let (message, hint) = match text.split_once("; ") {
        Some((message, hint)) => (message.to_owned(), Some(hint.to_owned())),
        None => (text, None),
    };
    let place = error.position().map(|position| {
        let begin = findings.line_start(position.line);
        (begin, findings.offset(position))
    });
    let (line, rest) = place.map_or(("", ""), |(begin, at)| {
        let line = findings.text_from(begin).lines().next();
        (line.unwrap_or_default(), findings.text_from(at))
    });
    let by_reader = hint::hint(syntax, &message, line, rest).map(str::to_owned);
    let help = by_reader.or(hint);
    if let Some((place, fault)) = place
        .filter(|_| syntax == Syntax::Json)
        .and_then(|(_, at)| hint::comma(findings.text(0..at), rest, code))
    {
        return findings.add(place, fault);
    }
    if let Some((begin, at)) = place.filter(|_| syntax == Syntax::Toml) {
        let toml = findings.text_from(0);
        let toml = toml.split("\n+++").next().unwrap_or_default();
        if let Some((place, quotes)) = open::quote(toml, at.min(toml.len())) {
            let message = "expected the quote that closes what begins here, found none";
            let help = match quotes {
                "\"" | "'" => {
                    "close it on its line; a text of several lines stands between `\"\"\"`"
                        .to_owned()
                }
                three => format!("close it with `{three}`"),
            };
            let fault = Fault::error("unclosed-quote", message);
            return findings.add(place, fault.with_help(help));
        }
        let start = begin + unquoted::start(line, at - begin);
        let found = unquoted::fault(findings.text_from(start));
        let is_of_value = ["must be quoted", "invalid "]
            .iter()
            .any(|said| message.contains(said));
        if let Some((length, fault)) = found.filter(|_| is_of_value) {
            return findings.add(start..start + length, fault);
        }
    }
    if let Some(start) = place_in(&message, "while scanning a quoted scalar") {
        let message = "expected the quote that closes what begins here, found none";
        let help = "close it with the quote that it opens with, and write a text on one line";
        let fault = Fault::error("unclosed-quote", message).with_help(help);
        return findings.add_at(Some(start), fault);
    }
    if let Some(start) = place_in(&message, "while scanning a simple key") {
        let message = "expected a key and a colon, found other text";
        let help = "write `key: value`; put spaces before it if it goes on with the line above";
        let fault = Fault::error("no-key", message).with_help(help);
        return findings.add_at(Some(start), fault);
    }
    if let Some(start) = place_in(&message, "while parsing a flow ") {
        let message =
            "expected `]` or `}` and commas between items in what begins here, found neither";
        let help = "close it with the bracket that it opens with, and put quotes around a text with signs of YAML in it";
        let fault = Fault::error("unclosed-bracket", message).with_help(help);
        return findings.add_at(Some(start), fault);
    }
    let help = match error {
        Error::NotAMapping { .. } => {
            Some("write keys at the beginning of lines, without a dash".to_owned())
        }
        _ => help,
    };
    let code = match error {
        Error::NotAMapping { .. } => "not-a-mapping",
        Error::TooDeep => "too-deep",
        _ => code,
    };
    let help = help.unwrap_or_else(|| usual.to_owned());
    findings.add_at(
        error.position(),
        Fault::error(code, message).with_help(help),
    );
}

/// Returns where that began which a reader could not read to its end.
fn place_in(message: &str, what: &str) -> Option<Position> {
    let (_, place) = message.split_once(what)?;
    let (_, place) = place.split_once(" at line ")?;
    let (line, column) = place.split_once(", column ")?;
    Some(Position {
        line: line.parse().ok()?,
        column: column.parse().ok()?,
    })
}

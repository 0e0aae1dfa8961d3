//! What is said to people on standard error and to programs on standard output: one line each, without control characters.

use std::borrow::Cow;
use std::error::Error as _;
use std::fmt::Display;
use std::io::Write;
use std::path::Path;

use serde_json::Value;

use crate::error::{Bound, Error, Position, Warning};

/// The longest message, in characters: foreign text may be of any length.
const MAX_LENGTH: usize = 1000;

/// Prints an error with its causes.
pub(super) fn error(place: &str, error: &Error) {
    if let Error::Lines(errors) = error {
        return errors.iter().for_each(|error| self::error(place, error));
    }
    let mut text = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        let cause_text = cause.to_string();
        // Some crates repeat their cause in their own sentence.
        if !text.contains(&cause_text) {
            text.push_str(": ");
            text.push_str(&cause_text);
        }
        source = cause.source();
    }
    if let Some(hint) = hint(error) {
        text.push_str("; ");
        text.push_str(hint);
    }
    line(place, error.position(), text);
}

/// Returns which flag helps.
fn hint(error: &Error) -> Option<&'static str> {
    Some(match error {
        Error::Exceeded { bound, .. } => match bound {
            Bound::Articles => "raise it with --max-items",
            Bound::Bytes => "raise it with --max-size",
            Bound::Depth => "raise it with --max-depth",
            Bound::Entities => "raise it with --max-entities",
        },
        Error::Locked { .. } => "wait for it with --wait",
        Error::NoBaseUrl => "give it with --base-url",
        Error::NoTitle => "give it with --title",
        Error::NoTitleNorBaseUrl => "give them with --title and --base-url",
        _ => return None,
    })
}

/// Prints an error at the file that it is in, or at a place.
pub(super) fn error_in_file(place: &str, error: &Error) {
    match error {
        Error::InFile { path, source } => self::error(&shown(path), source),
        error => self::error(place, error),
    }
}

/// Returns a path as the user would write it.
pub(super) fn shown(path: &Path) -> String {
    let path = path.strip_prefix(".").unwrap_or(path);
    path.display().to_string()
}

/// Prints a warning.
pub(super) fn warning(place: &str, warning: &Warning) {
    line(place, warning.position, format!("warning: {warning}"));
}

/// The longest place, in characters: what is wrong there has room behind it.
const MAX_PLACE: usize = 300;

/// Prints anything else. A closed standard error is nobody's concern.
pub(super) fn line(place: &str, position: Option<Position>, text: impl Display) {
    let mut place = Cow::from(place);
    shorten(&mut place, MAX_PLACE);
    let place = match (&*place, position) {
        ("", _) => String::new(),
        (place, Some(position)) => format!("{place}:{position}: "),
        (place, None) => format!("{place}: "),
    };
    let text = format!("feedmatter: {place}{text}");
    let mut text = text.chars().map(printable).collect::<String>().into();
    shorten(&mut text, MAX_LENGTH);
    let _ = writeln!(std::io::stderr(), "{text}");
}

/// Leaves out what is behind so many characters.
fn shorten(text: &mut Cow<'_, str>, length: usize) {
    if let Some((end, _)) = text.char_indices().nth(length) {
        let text = text.to_mut();
        text.truncate(end);
        text.push('…');
    }
}

/// Foreign text must not move the cursor of a terminal, nor reverse its text.
pub(super) fn printable(c: char) -> char {
    let reverses = matches!(c, '\u{61c}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    let is_line_end = matches!(c, '\u{2028}' | '\u{2029}');
    let is_invisible = matches!(c, '\u{e0000}'..='\u{e007f}');
    if c.is_control() || reverses || is_line_end || is_invisible {
        '\u{fffd}'
    } else {
        c
    }
}

/// Returns a line of JSON. Programs read what is meant, and a terminal that shows it is as safe as with other messages.
pub(super) fn json_line(record: &Value) -> String {
    let mut text = String::new();
    for c in record.to_string().chars() {
        if printable(c) == c {
            text.push(c);
        } else {
            let units = c.encode_utf16(&mut [0; 2]).to_vec();
            text.extend(units.iter().map(|unit| format!("\\u{unit:04x}")));
        }
    }
    text.push('\n');
    text
}

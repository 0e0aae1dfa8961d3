//! Front matter that cannot be read: every mistake that is found by mending it.
//!
//! The reader says where it gave up, which may be long behind the mistake. A [cause](super::cause) is believed if the reader
//! gets further without it; then the next is looked for, so that all of them are told at once.

use super::cause::{Cause, causes};
use crate::check::finding::{Fault, Findings};
use crate::error::Error;
use crate::front_matter::Syntax;
use crate::model::Map;

/// The most mistakes that are looked for in one file.
const MAX_MENDS: usize = 10;

/// The most causes that are tried for one of them.
const MAX_TRIES: usize = 40;

/// Longer front matter is not mended: each try reads all of it.
const MAX_LENGTH: usize = 1 << 14;

/// Reads front matter that begins on the second line; reports what is wrong, and returns what it says without that.
///
/// The mended text has as many lines; where a line was mended, columns behind the place are other ones.
pub(super) fn read(
    syntax: Syntax,
    header: &str,
    lines_before: usize,
    findings: &mut Findings<'_>,
) -> Option<(Map, String)> {
    let mut lines: Vec<String> = header.split('\n').map(str::to_owned).collect();
    let mut mended = Vec::new();
    loop {
        let text = lines.join("\n");
        let error = match syntax.read(&text, lines_before, &mut Vec::new()) {
            Ok(map) => return Some((map, text)),
            Err(error) => error,
        };
        let can_mend =
            syntax == Syntax::Yaml && text.len() <= MAX_LENGTH && mended.len() < MAX_MENDS;
        let found = if can_mend {
            cause(&lines, &mended, lines_before, &error)
        } else {
            None
        };
        let Some((index, cause)) = found else {
            // What follows from a mistake that is told already is not told again.
            if mended.is_empty() {
                super::refused(&error, syntax, findings);
            }
            return None;
        };
        let start = findings.line_start(lines_before + index + 1);
        let fault = Fault::error(cause.code, cause.message).with_help(cause.help);
        findings.add(start + cause.range.start..start + cause.range.end, fault);
        lines[index] = cause.line;
        mended.push(index);
    }
}

/// Returns the mistake without which the reader gets further.
fn cause(
    lines: &[String],
    mended: &[usize],
    lines_before: usize,
    error: &Error,
) -> Option<(usize, Cause)> {
    let last = line_of(error, lines_before)
        .unwrap_or(lines.len())
        .min(lines.len());
    let texts: Vec<&str> = lines[..last].iter().map(String::as_str).collect();
    causes(&texts)
        .filter(|(index, cause)| !mended.contains(index) && cause.line != lines[*index])
        .take(MAX_TRIES)
        .find(|(index, cause)| {
            let mut tried: Vec<&str> = lines.iter().map(String::as_str).collect();
            tried[*index] = &cause.line;
            match Syntax::Yaml.read(&tried.join("\n"), lines_before, &mut Vec::new()) {
                Ok(_) => true,
                // Another mistake, further down.
                Err(next) => {
                    next.to_string() != error.to_string()
                        && line_of(&next, lines_before)
                            .is_some_and(|line| line > last.max(index + 1))
                }
            }
        })
}

/// Returns the line of the header at which a reader gave up, counted from 1.
fn line_of(error: &Error, lines_before: usize) -> Option<usize> {
    let position = error.position()?;
    Some(position.line.saturating_sub(lines_before).max(1))
}

/// Returns where a byte of a mended text stood before: on the same line, at the same column as far as there is one.
pub(super) fn offset_before(header: &str, mended: &str, offset: usize) -> usize {
    if header.len() == mended.len() {
        return offset;
    }
    let before = &mended[..offset];
    let line = before.matches('\n').count();
    let column = before.len() - before.rfind('\n').map_or(0, |index| index + 1);
    let mut start = 0;
    for (index, text) in header.split('\n').enumerate() {
        if index == line {
            return start + column.min(text.len());
        }
        start += text.len() + 1;
    }
    header.len()
}

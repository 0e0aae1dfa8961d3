//! Front matter that cannot be read: every mistake that is found by mending it.
//!
//! The reader says where it gave up, which may be long behind the mistake. A [cause](super::cause) is believed if the reader
//! gets further without it; then the next is looked for, so that all of them are told at once.

use std::borrow::Cow;

use super::cause::{Cause, causes, indented_keys};
use crate::check::finding::{Fault, Findings};
use crate::error::{Error, Position};
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
/// The mended text has as many lines; it is borrowed if there was nothing to mend.
pub(super) fn read<'h>(
    syntax: Syntax,
    header: &'h str,
    lines_before: usize,
    findings: &mut Findings<'_>,
) -> Option<(Map, Cow<'h, str>)> {
    let mut lines: Vec<String> = header.split('\n').map(str::to_owned).collect();
    let mut mended = Vec::new();
    loop {
        let text = match mended.as_slice() {
            [] => Cow::Borrowed(header),
            _ => Cow::Owned(lines.join("\n")),
        };
        let error = match syntax.read(&text, lines_before, &mut Vec::new()) {
            Ok(map) => return Some((map, text)),
            Err(error) => error,
        };
        let can_mend =
            syntax == Syntax::Yaml && text.len() <= MAX_LENGTH && mended.len() < MAX_MENDS;
        if can_mend
            && mended.is_empty()
            && let Some((run, spaces)) = indented_keys(&lines)
        {
            let first = run.start;
            let start = findings.line_start(lines_before + first + 1);
            let place = start + spaces..start + lines[first].trim_end().len();
            let message =
                format!("expected no space before this, as before the keys below, found {spaces}");
            let fault = Fault::error("bad-indentation", message);
            let help = "what belongs together begins in the same column; so it is with the lines that follow this one";
            findings.add(place, fault.with_help(help));
            for line in &mut lines[run] {
                *line = line
                    .strip_prefix(&" ".repeat(spaces))
                    .unwrap_or(line)
                    .to_owned();
            }
            mended.push(first);
            continue;
        }
        let found = if can_mend {
            cause(&lines, &mended, lines_before, &error)
        } else {
            None
        };
        let Some((index, cause)) = found else {
            // What follows from a mistake that is told already is not told again.
            if mended.is_empty() {
                super::refused(&error, syntax, findings);
            } else if mended.len() == MAX_MENDS {
                let message =
                    format!("expected {MAX_MENDS} mistakes or fewer, found more from here on");
                let fault = Fault::error("more-findings", message);
                let help = "mend those above first; many have one cause";
                findings.add_at(error.position(), fault.with_help(help));
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
    let gave_up = place_of(error, lines_before).unwrap_or((lines.len(), 0));
    let last = gave_up.0.min(lines.len());
    let texts: Vec<&str> = lines.iter().map(String::as_str).collect();
    causes(&texts, last)
        .filter(|(index, cause)| !mended.contains(index) && cause.line != lines[*index])
        .take(MAX_TRIES)
        .find(|(index, cause)| {
            let mut tried = texts.clone();
            tried[*index] = &cause.line;
            match Syntax::Yaml.read(&tried.join("\n"), lines_before, &mut Vec::new()) {
                Ok(_) => true,
                // Another mistake, further on.
                Err(next) => place_of(&next, lines_before)
                    .is_some_and(|next| next > gave_up && next.0 > index + 1),
            }
        })
}

/// Returns the line of the header at which a reader gave up, counted from 1, and the column.
fn place_of(error: &Error, lines_before: usize) -> Option<(usize, usize)> {
    let Position { line, column } = error.position()?;
    Some((line.saturating_sub(lines_before).max(1), column))
}

/// Returns whether the line of a byte of a mended text began in another column before: to what it belongs is a guess.
pub(super) fn is_moved(header: &str, mended: &str, offset: usize) -> bool {
    let before = mended.get(..offset).unwrap_or(mended);
    let line = before.matches('\n').count();
    let indent = |text: &str| {
        let line = text.split('\n').nth(line).unwrap_or_default();
        line.len() - line.trim_start().len()
    };
    indent(header) != indent(mended)
}

/// Returns where a byte of a mended text stood before: on the same line, as far from its end if nothing was mended behind it,
/// and else as far from its beginning.
pub(super) fn offset_before(header: &str, mended: &str, offset: usize) -> usize {
    let before = mended.get(..offset).unwrap_or(mended);
    let line = before.matches('\n').count();
    let start = before.rfind('\n').map_or(0, |index| index + 1);
    let text = mended[start..].split('\n').next().unwrap_or_default();
    let mut start_before = 0;
    for (index, own) in header.split('\n').enumerate() {
        if index == line {
            return start_before + column_before(own, text, before.len() - start);
        }
        start_before += own.len() + 1;
    }
    header.len()
}

/// The same within a line, which was mended in one place.
fn column_before(own: &str, mended: &str, column: usize) -> usize {
    let length = |pairs: &mut dyn Iterator<Item = (char, char)>| -> usize {
        let same = pairs.take_while(|(a, b)| a == b);
        same.map(|(c, _)| c.len_utf8()).sum()
    };
    let head = length(&mut own.chars().zip(mended.chars()));
    let (rest, mended_rest) = (own[head..].chars(), mended[head..].chars());
    let tail = length(&mut rest.rev().zip(mended_rest.rev()));
    let from_end = mended.len() - column;
    if from_end <= tail {
        return own.len() - from_end;
    }
    let column = column.min(own.len() - tail);
    // No place is in the middle of a character.
    (0..=column)
        .rev()
        .find(|column| own.is_char_boundary(*column))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn finds_where_a_mended_text_stood() {
        for (own, mended, part) in [
            ("date:2021", "date: 2021", "2021"),
            ("\t- a", "  - a", "a"),
            ("  a: 1", "    a: 1", "a: 1"),
            ("    a: 1", "  a: 1", "a: 1"),
            ("a:\u{a0}é", "a: é", "é"),
            ("a: b: c", "a: \"b: c\"", "a"),
            ("\t\t\té", "      é", "é"),
        ] {
            let (header, text) = (
                format!("x: y\n{own}\nz: é"),
                format!("x: y\n{mended}\nz: é"),
            );
            let start = text.find(part).expect("a part");
            let before = offset_before(&header, &text, start);
            assert!(header[before..].starts_with(part), "{own}: {before}");
            for offset in 0..=text.len() {
                let before = offset_before(&header, &text, offset);
                assert!(header.is_char_boundary(before), "{own}: {offset}");
            }
        }
    }
}

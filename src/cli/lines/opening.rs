//! Inputs, and what they are: told from their names and first bytes, and made as far as nothing has to be written before.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read};
use std::path::Path;

use super::making::{Made, Making};
use super::several::Several;
use crate::cli::args::FormatName;
use crate::cli::file;
use crate::cli::input::{self, Input, NUL};
use crate::error::Result;
use crate::formats::{self, FRONT_MATTER, ndjson};
use crate::sources;
use crate::text::bytes::unmarked;

/// How many bytes of inputs are read on all cores together.
const AHEAD: u64 = 1 << 22;

/// An input, as far as it can be read whatever becomes of those before it.
pub(super) enum Opened {
    Folder,
    /// Their format, what was read of them, and the rest.
    Lines(FormatName, Vec<u8>, BufReader<File>),
    Lists(Vec<Input>),
    /// Articles, to be read one by one.
    Several(Several),
    /// Documents with their names.
    Documents(Vec<(String, Result<Made>)>),
    Unreadable(io::Error),
}

/// Opens an input, and reads it unless its lines are to be read one by one.
pub(super) fn open(making: &Making<'_>, path: &Path) -> Opened {
    if path.is_dir() {
        return Opened::Folder;
    }
    if making.is_public() && input::is_draft(path) {
        return Opened::Documents(Vec::new());
    }
    let limit = making.options.limits.bytes;
    let head = file::open(path).and_then(|file| {
        let mut reader = BufReader::with_capacity(1 << 16, file);
        Ok((head(&mut reader, limit as u64)?, reader))
    });
    let (mut bytes, mut reader) = match head {
        Ok(begun) => begun,
        Err(source) => return Opened::Unreadable(source),
    };
    let from = making.args.from;
    // What has come already tells whether text follows, too.
    let come = [&*bytes, reader.buffer()].concat();
    let begun = formats::lines_begun(&come).map(FormatName::new);
    let said = from.or_else(|| FormatName::of_lines_in(path));
    let format = match said {
        // Nothing is no line.
        Some(said) if said.is_lines() && bytes.trim_ascii().is_empty() => Some(said),
        said => lines_of(said, begun),
    };
    // Of JSON it is certain. The encoding of others is told from all that there is.
    let is_utf_8 = |format: &FormatName| {
        let has_come = [&*bytes, reader.buffer()];
        format.name() == ndjson::NAME
            || making.options.encoding.is_none() && has_come.into_iter().all(may_be_utf_8)
    };
    // Lines of feeds stay what they are.
    let are_sources = format.is_some_and(|format| format == making.to)
        && making.to.name() == ndjson::NAME
        && sources::begin_lines(&bytes, &making.options.limits);
    if let Some(format) = format.filter(is_utf_8).filter(|_| !are_sources) {
        return Opened::Lines(format, bytes, reader);
    }
    let may_be_articles = from.is_none_or(|from| from.name() == FRONT_MATTER);
    if may_be_articles && input::begins_like_article(&come) {
        let room = (limit as u64).saturating_add(1);
        if let Err(source) = reader.by_ref().take(room).read_until(NUL, &mut bytes) {
            return Opened::Unreadable(source);
        }
        if bytes.ends_with(&[NUL]) && input::begins_like_one(reader.buffer()) {
            let reader = io::Cursor::new(bytes).chain(reader);
            return Opened::Several(Several::new(reader, limit));
        }
    }
    bytes.extend(reader.buffer());
    let inputs = match Input::all_of(input::name_of(path), reader.into_inner(), bytes, limit) {
        Ok(inputs) => inputs,
        Err(source) => return Opened::Unreadable(source),
    };
    let is_list = |input: &Input| sources::is_list(&input.bytes, making.options);
    if are_sources || from.is_some_and(FormatName::is_list) || inputs.iter().all(is_list) {
        return Opened::Lists(inputs);
    }
    let inputs = inputs.into_iter();
    Opened::Documents(
        inputs
            .flat_map(|input| making.documents(input, None))
            .collect(),
    )
}

/// Returns the format of the lines that are to be read one by one, from what is said of them and how they begin.
fn lines_of(said: Option<FormatName>, begun: Option<FormatName>) -> Option<FormatName> {
    match (said, begun) {
        (None, begun) => begun,
        (said, None) => said.filter(|said| said.name() == ndjson::NAME),
        (said, begun) => said.filter(|_| said == begun),
    }
}

/// Returns whether bytes are UTF-8, but for a character that is cut.
fn may_be_utf_8(bytes: &[u8]) -> bool {
    std::str::from_utf8(bytes).map_or_else(|error| error.error_len().is_none(), |_| true)
}

/// Returns how many of the first inputs are made together: small ones. Of anything else, what comes is written first.
pub(super) fn ahead<T>(inputs: &[T], size: impl Fn(&T) -> Option<u64>) -> usize {
    let mut sum = 0;
    let are_small = |input: &&T| {
        sum += size(input).unwrap_or(AHEAD);
        sum < AHEAD
    };
    inputs.iter().take_while(are_small).count().max(1)
}

/// Returns the size of a file; of anything else, nobody knows.
pub(super) fn size_of(path: &Path) -> Option<u64> {
    let metadata = fs::metadata(path).ok();
    let file = metadata.filter(fs::Metadata::is_file);
    file.map(|file| file.len())
}

/// Reads as much as tells lines from other documents: a line, or if that is not enough, another. Of what does not begin like
/// them, nothing: it may be one line as a whole.
fn head(reader: &mut impl BufRead, bound: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    for _ in 0..2 {
        if head.is_empty() && !may_be_line(reader.fill_buf()?) {
            break;
        }
        reader.take(bound).read_until(b'\n', &mut head)?;
        if !may_be_line(&head) || formats::lines_begun(&head).is_some() {
            break;
        }
    }
    Ok(head)
}

/// Returns whether bytes begin like an object of JSON, or like a time and a tab, as far as they tell.
fn may_be_line(bytes: &[u8]) -> bool {
    let text = unmarked(bytes);
    let first = text.trim_ascii_start().first();
    let is_time = |text: &[u8]| {
        let blank = text.iter().take_while(|byte| b"\r\n".contains(byte));
        let text = &text[blank.count()..];
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let behind = digits.iter().find(|byte| !byte.is_ascii_digit());
        behind.is_none_or(|byte| *byte == b'\t')
    };
    first.is_none_or(|byte| *byte == b'{') || is_time(text)
}

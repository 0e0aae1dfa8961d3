//! Bytes to text: in the encoding that the bytes themselves show, else in the one that somebody names, else in a likely one.

use std::borrow::Cow;
use std::ops::Range;

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{Encoding as Legacy, UTF_8, WINDOWS_1252};

use super::ebcdic;
use crate::error::{Error, Matter, Position, Result, Warning};
use crate::text::bytes::unmarked;
use crate::text::start_of;

/// How far into a document its XML declaration is looked for.
const DECLARATION_LENGTH: usize = 400;

/// How much of a document is looked at to guess its encoding.
const SAMPLE_LENGTH: usize = 1 << 18;

/// Good sequences of UTF-8 for each bad byte, from which on a text is UTF-8 that was damaged.
const GOOD_FOR_BAD: usize = 3;

/// Good characters for each that is lost, from which on a text is in the encoding that somebody names: unlike those of UTF-8,
/// the sequences of others are hardly ever bad.
const GOOD_FOR_LOST: usize = 10;

/// An encoding of text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Encoding(Kind);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// One of those that the [Encoding Standard](https://encoding.spec.whatwg.org/) knows.
    Standard(&'static Legacy),
    /// UTF-32, most significant byte first or last.
    Utf32 { is_big: bool },
}

impl Encoding {
    /// Returns the encoding that a label such as `utf-8`, `latin1` or `shift_jis` means.
    ///
    /// # Errors
    ///
    /// Fails if the label is not one of the [Encoding Standard](https://encoding.spec.whatwg.org/#names-and-labels) or UTF-32.
    pub fn named(label: &str) -> Result<Self> {
        let kind = match label.trim().to_ascii_lowercase().as_str() {
            "utf-32" | "utf-32le" | "ucs-4" => Kind::Utf32 { is_big: false },
            "utf-32be" => Kind::Utf32 { is_big: true },
            label => Legacy::for_label_no_replacement(label.as_bytes())
                .map(Kind::Standard)
                .ok_or_else(|| Error::UnknownEncoding {
                    found: label.to_owned(),
                })?,
        };
        Ok(Self(kind))
    }

    /// Returns the name.
    pub fn name(self) -> &'static str {
        match self.0 {
            Kind::Standard(encoding) => encoding.name(),
            Kind::Utf32 { .. } => "UTF-32",
        }
    }

    /// Returns the text and whether every byte of it made sense.
    fn decode(self, bytes: &[u8]) -> (Cow<'_, str>, bool) {
        match self.0 {
            Kind::Standard(encoding) => {
                let (text, has_errors) = encoding.decode_without_bom_handling(bytes);
                (text, !has_errors)
            }
            Kind::Utf32 { is_big } => {
                let units = bytes.chunks(4).map(|unit| {
                    let unit = <[u8; 4]>::try_from(unit).ok()?;
                    char::from_u32(if is_big {
                        u32::from_be_bytes(unit)
                    } else {
                        u32::from_le_bytes(unit)
                    })
                });
                let text: String = units
                    .clone()
                    .map(|unit| unit.unwrap_or(char::REPLACEMENT_CHARACTER))
                    .collect();
                (
                    Cow::Owned(text),
                    units.into_iter().all(|unit| unit.is_some()),
                )
            }
        }
    }

    /// Returns whether its units are larger than a byte, so that bytes of text cannot be in it unless they look so.
    fn is_wide(self) -> bool {
        match self.0 {
            Kind::Standard(encoding) => {
                encoding == encoding_rs::UTF_16LE || encoding == encoding_rs::UTF_16BE
            }
            Kind::Utf32 { .. } => true,
        }
    }

    /// Returns whether both have units of one size, larger than a byte, in whatever order.
    fn has_units_of(self, other: Self) -> bool {
        let is_utf_32 = |encoding: Self| matches!(encoding.0, Kind::Utf32 { .. });
        self.is_wide() && other.is_wide() && is_utf_32(self) == is_utf_32(other)
    }

    fn is_single_byte(self) -> bool {
        matches!(self.0, Kind::Standard(encoding) if encoding.is_single_byte())
    }

    fn is(self, encoding: &'static Legacy) -> bool {
        self.0 == Kind::Standard(encoding)
    }
}

/// What others say of the encoding of a document.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct Labels {
    /// What the user says, who is always right.
    pub(crate) forced: Option<Encoding>,
    /// What the server says.
    pub(crate) charset: Option<Encoding>,
}

/// Returns the text of a document without a byte order mark.
///
/// In this order: what the user says, a byte order mark, the pattern of UTF-16 and UTF-32, UTF-8 if all of it is, what the
/// server says, what the XML declaration says, a guess. A guess, and whatever is lost, is a warning.
pub(crate) fn decode<'a>(
    bytes: &'a [u8],
    labels: Labels,
    warnings: &mut Vec<Warning>,
) -> Cow<'a, str> {
    if let Some(forced) = labels.forced {
        // The order of the bytes is for the mark to say (RFC 2781, 4.3).
        let marked = marked(bytes).map(|(encoding, _)| encoding);
        let encoding = marked.filter(|marked| marked.has_units_of(forced));
        return decode_as(without_mark(bytes), encoding.unwrap_or(forced), warnings);
    }
    if let Some((encoding, length)) =
        marked(bytes).or_else(|| patterned(bytes).map(|encoding| (encoding, 0)))
    {
        let rest = &bytes[length..];
        if !encoding.is(UTF_8) || std::str::from_utf8(rest).is_ok() {
            return decode_as(rest, encoding, warnings);
        }
    }
    if let Some((text, name)) = ebcdic::decode(bytes) {
        if text.contains(char::REPLACEMENT_CHARACTER) {
            warnings.push(Warning::new(format!(
                "expected text in {name}, found bytes that are not; they are lost"
            )));
        }
        return Cow::Owned(text);
    }
    let bytes = unmarked(bytes);
    let named = [labels.charset, declared(bytes)];
    let named = named
        .into_iter()
        .flatten()
        .filter(|encoding| !encoding.is_wide());
    let error = match std::str::from_utf8(bytes) {
        Ok(text) => return decode_utf_8(text, named.clone().next(), warnings),
        Err(error) => error,
    };
    if let Ok(text) = std::str::from_utf8(without_cut(bytes)) {
        warnings.push(Warning::new(
            "expected the whole document, found a part of a character at its end",
        ));
        return Cow::Borrowed(text);
    }
    if named
        .clone()
        .next()
        .is_none_or(|encoding| encoding.is(UTF_8) || encoding.is_single_byte())
        && is_damaged(bytes)
    {
        warnings.push(bad_byte(
            bytes,
            &error,
            "read as windows-1252 where it is not",
        ));
        return Cow::Owned(repaired(bytes));
    }
    let named = named.filter(|encoding| !encoding.is(UTF_8));
    for encoding in named.clone() {
        if let (text, true) = encoding.decode(bytes) {
            return text;
        }
    }
    // Such as an excerpt that was cut within a character.
    for encoding in named.filter(|encoding| !encoding.is_single_byte()) {
        if is_nearly_whole(&encoding.decode(bytes).0) {
            return decode_as(bytes, encoding, warnings);
        }
    }
    let guess = guess(bytes);
    let mut what = format!("read as {}, which is a guess", guess.name());
    if let Some(label) = unknown_label(bytes) {
        what = format!("{what}, as `{label}` is no encoding that we know");
    }
    warnings.push(bad_byte(bytes, &error, &what));
    guess.decode(bytes).0
}

/// Returns where the text of a document begins that is UTF-8 if all of its bytes are, whatever comes behind these; `None` if
/// it could be something else.
pub(crate) fn utf_8_from(bytes: &[u8], labels: Labels) -> Option<usize> {
    let is_utf_8 = |encoding: Option<Encoding>| encoding.is_none_or(|encoding| encoding.is(UTF_8));
    let (mark, length) = marked(bytes).map_or((None, 0), |(mark, length)| (Some(mark), length));
    let is_certain = labels.forced.is_none()
        && is_utf_8(mark)
        && patterned(bytes).is_none()
        && ebcdic::decode(bytes).is_none()
        && is_utf_8(labels.charset)
        && is_utf_8(declared(&bytes[length..]));
    is_certain.then_some(length)
}

/// Returns the text of bytes that must be UTF-8, without a byte order mark.
///
/// # Errors
///
/// Fails at the first byte that is not.
pub(crate) fn decode_strictly(bytes: &[u8]) -> Result<Cow<'_, str>> {
    let bytes = unmarked(bytes);
    let text = std::str::from_utf8(bytes).map_err(|error| Error::NotText {
        encoding: UTF_8.name(),
        byte: bytes[error.valid_up_to()],
        position: position(bytes, &error),
    })?;
    Ok(Cow::Borrowed(text))
}

fn decode_as<'a>(bytes: &'a [u8], encoding: Encoding, warnings: &mut Vec<Warning>) -> Cow<'a, str> {
    let (text, is_whole) = encoding.decode(bytes);
    if !is_whole {
        warnings.push(Warning::new(format!(
            "expected text in {}, found bytes that are not; they are lost",
            encoding.name()
        )));
    }
    text
}

/// Valid UTF-8 that is not plain ASCII is nothing else, whatever anyone says. ASCII may be ISO-2022-JP.
fn decode_utf_8<'a>(
    text: &'a str,
    named: Option<Encoding>,
    warnings: &mut Vec<Warning>,
) -> Cow<'a, str> {
    let Some(named) = named.filter(|named| !named.is(UTF_8)) else {
        return Cow::Borrowed(text);
    };
    if !text.is_ascii() {
        let message = format!("expected text in {}, as it says, found UTF-8", named.name());
        warnings.push(Warning::new(message).about(Matter::Mislabelled));
    } else if named.is(encoding_rs::ISO_2022_JP) && text.contains('\x1b') {
        return decode_as(text.as_bytes(), named, warnings);
    }
    Cow::Borrowed(text)
}

/// Returns the encoding that a byte order mark shows, and the length of the mark.
fn marked(bytes: &[u8]) -> Option<(Encoding, usize)> {
    match bytes {
        [0xff, 0xfe, 0, 0, ..] => Some((Encoding(Kind::Utf32 { is_big: false }), 4)),
        [0, 0, 0xfe, 0xff, ..] => Some((Encoding(Kind::Utf32 { is_big: true }), 4)),
        _ => Legacy::for_bom(bytes)
            .map(|(encoding, length)| (Encoding(Kind::Standard(encoding)), length)),
    }
}

fn without_mark(bytes: &[u8]) -> &[u8] {
    &bytes[marked(bytes).map_or(0, |(_, length)| length)..]
}

/// Returns the encoding that shows in the zeros around the first characters: `<` or white space.
pub(crate) fn patterned(bytes: &[u8]) -> Option<Encoding> {
    let is_first = |byte: u8| matches!(byte, b'<' | b' ' | b'\n' | b'\r' | b'\t' | b'{' | b'-');
    let standard = |encoding| Some(Encoding(Kind::Standard(encoding)));
    match *bytes.get(..4)? {
        [byte, 0, 0, 0] if is_first(byte) => Some(Encoding(Kind::Utf32 { is_big: false })),
        [0, 0, 0, byte] if is_first(byte) => Some(Encoding(Kind::Utf32 { is_big: true })),
        [byte, 0, other, 0] if is_first(byte) && other != 0 => standard(encoding_rs::UTF_16LE),
        [0, byte, 0, other] if is_first(byte) && other != 0 => standard(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Returns the encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<Encoding> {
    Encoding::named(&declared_label(bytes)?).ok()
}

/// Returns what an XML declaration calls an encoding that we do not know.
fn unknown_label(bytes: &[u8]) -> Option<String> {
    declared_label(bytes).filter(|label| Encoding::named(label).is_err())
}

fn declared_label(bytes: &[u8]) -> Option<String> {
    let start = String::from_utf8_lossy(&bytes[..bytes.len().min(DECLARATION_LENGTH)]);
    Some(start[label(&start)?].to_owned())
}

/// Returns where an XML declaration names the encoding. It may be broken, and need not come first.
pub(crate) fn label(text: &str) -> Option<Range<usize>> {
    let start = text.get(..DECLARATION_LENGTH).unwrap_or(text);
    let declaration = start.split_once("<?xml")?.1.split('>').next()?;
    let value = declaration
        .split_once("encoding")?
        .1
        .trim_start()
        .strip_prefix('=')?
        .trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''));
    let label = match quote {
        Some(quote) => value[1..].split(quote).next()?,
        None => value.split([' ', '?']).next()?,
    };
    let at = start_of(label, text);
    Some(at..at + label.len())
}

/// Returns the bytes without what a cut left of a character of UTF-8 at their end.
fn without_cut(bytes: &[u8]) -> &[u8] {
    let is_inside = |byte: &&u8| matches!(byte, 0x80..=0xbf);
    let inside = bytes.iter().rev().take(3).take_while(is_inside).count();
    match bytes.split_at(bytes.len() - inside) {
        ([start @ .., 0xc2..=0xf4], _) => start,
        _ => bytes,
    }
}

/// Returns whether this is UTF-8 but for a few bytes.
fn is_damaged(bytes: &[u8]) -> bool {
    let (mut good, mut bad) = (0, 0);
    for chunk in bytes.utf8_chunks() {
        good += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        bad += usize::from(!chunk.invalid().is_empty());
    }
    good >= GOOD_FOR_BAD * bad
}

/// Returns whether next to nothing was lost of a text in an encoding that somebody names.
fn is_nearly_whole(text: &str) -> bool {
    let others = text.chars().filter(|c| !c.is_ascii()).count();
    let lost = text.matches(char::REPLACEMENT_CHARACTER).count();
    others - lost >= GOOD_FOR_LOST * lost
}

/// Returns UTF-8 as it is, and the bytes that are not as windows-1252; without what is left of a character at the end.
fn repaired(bytes: &[u8]) -> String {
    let mut text = String::with_capacity(bytes.len());
    let mut rest = bytes.len();
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        rest -= chunk.valid().len() + chunk.invalid().len();
        if rest > 0 {
            text.push_str(&WINDOWS_1252.decode_without_bom_handling(chunk.invalid()).0);
        }
    }
    text
}

fn guess(bytes: &[u8]) -> Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Allow);
    detector.feed(&bytes[..bytes.len().min(SAMPLE_LENGTH)], true);
    Encoding(Kind::Standard(detector.guess(None, Utf8Detection::Deny)))
}

fn bad_byte(bytes: &[u8], error: &std::str::Utf8Error, what: &str) -> Warning {
    let byte = bytes[error.valid_up_to()];
    let message = format!("expected text in UTF-8, found the byte 0x{byte:02X}; {what}");
    Warning::new(message).at(position(bytes, error))
}

fn position(bytes: &[u8], error: &std::str::Utf8Error) -> Position {
    let valid = std::str::from_utf8(&bytes[..error.valid_up_to()]).unwrap_or_default();
    Position::of_offset(valid, valid.len())
}

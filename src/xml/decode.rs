//! Bytes to text.

use std::borrow::Cow;

use encoding_rs::{Encoding, UTF_8};

use crate::error::{Error, Position, Result};

/// How far into a document its XML declaration is looked for.
const DECLARATION_LENGTH: usize = 200;

/// Returns the text, decoded by its byte order mark, else as UTF-8, else as its XML declaration says.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>> {
    if let Some((encoding, length)) = Encoding::for_bom(bytes) {
        return decode_as(&bytes[length..], encoding);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Cow::Borrowed(text)),
        Err(_) => decode_as(bytes, declared(bytes).unwrap_or(UTF_8)),
    }
}

fn decode_as<'a>(bytes: &'a [u8], encoding: &'static Encoding) -> Result<Cow<'a, str>> {
    if encoding == UTF_8 {
        return std::str::from_utf8(bytes)
            .map(Cow::Borrowed)
            .map_err(|error| {
                let offset = error.valid_up_to();
                let valid = std::str::from_utf8(&bytes[..offset]).unwrap_or_default();
                Error::NotText {
                    encoding: encoding.name(),
                    byte: bytes[offset],
                    position: Position::of_offset(valid, offset),
                }
            });
    }
    encoding
        .decode_without_bom_handling_and_without_replacement(bytes)
        .ok_or_else(|| Error::NotText {
            encoding: encoding.name(),
            byte: bytes.first().copied().unwrap_or_default(),
            position: Position { line: 1, column: 1 },
        })
}

/// Returns the encoding that an XML declaration names.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let start = &bytes[..bytes.len().min(DECLARATION_LENGTH)];
    let start = String::from_utf8_lossy(start);
    let declaration = start
        .trim_start()
        .strip_prefix("<?xml")?
        .split("?>")
        .next()?
        .split_once("encoding")?
        .1;
    let value = declaration.trim_start().strip_prefix('=')?.trim_start();
    let quote = value.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    Encoding::for_label(value[1..].split(quote).next()?.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn decodes() {
        let latin = b"<?xml version='1.0' encoding = 'ISO-8859-1'?><a>\xe9</a>";
        assert!(decode(latin).expect("latin 1").ends_with("<a>é</a>"));
        assert_eq!(decode(b"\xff\xfea\0").expect("UTF-16"), "a");
        assert_eq!(decode("\u{feff}é".as_bytes()).expect("UTF-8"), "é");
        let position = decode(b"ab\nc\xe9").expect_err("not UTF-8").position();
        assert_eq!(position, Some(Position { line: 2, column: 2 }));
    }
}

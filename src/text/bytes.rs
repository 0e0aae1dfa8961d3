//! Bytes of a kind, found many at a time, and those before a text.

use memchr::memchr3;

/// How many bytes are looked at together: enough for the compiler to compare them in wide registers.
const BLOCK: usize = 64;

/// How many of what is left over.
const SMALL_BLOCK: usize = 32;

/// Returns a document without the mark with which many programs for Windows begin UTF-8.
pub(crate) fn unmarked(bytes: &[u8]) -> &[u8] {
    bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes)
}

/// Returns whether there is such a byte.
pub(crate) fn any(text: &str, is: impl Fn(u8) -> bool + Copy) -> bool {
    let (blocks, rest) = text.as_bytes().as_chunks::<BLOCK>();
    let (small, rest) = rest.as_chunks::<SMALL_BLOCK>();
    blocks.iter().any(|block| has(block, is))
        || small.iter().any(|block| has(block, is))
        || rest.iter().any(|byte| is(*byte))
}

/// Returns the places of such bytes, in order.
pub(crate) fn places(bytes: &[u8], is: impl Fn(u8) -> bool + Copy) -> impl Iterator<Item = usize> {
    let (blocks, rest) = bytes.as_chunks::<BLOCK>();
    let of_interest = blocks
        .iter()
        .enumerate()
        .filter(move |(_, block)| has(block, is))
        .map(|(number, block)| (number * BLOCK, &block[..]));
    let behind = (blocks.len() * BLOCK, rest);
    of_interest.chain([behind]).flat_map(move |(start, block)| {
        let places = block.iter().enumerate().filter(move |(_, byte)| is(**byte));
        places.map(move |(index, _)| start + index)
    })
}

/// Returns whether there is such a byte in a block, all of which is looked at.
fn has<const N: usize>(block: &[u8; N], is: impl Fn(u8) -> bool) -> bool {
    block.iter().fold(false, |found, byte| found | is(*byte))
}

/// Appends a text with three characters of ASCII spelt otherwise.
pub(crate) fn put_spelt(text: &str, spellings: [(u8, &str); 3], out: &mut String) {
    let [(one, _), (two, _), (three, _)] = spellings;
    let mut rest = text;
    while let Some(index) = memchr3(one, two, three, rest.as_bytes()) {
        out.push_str(&rest[..index]);
        let byte = rest.as_bytes()[index];
        let spelt = spellings.iter().find(|(spelt, _)| *spelt == byte);
        out.push_str(spelt.map_or("", |(_, spelt)| spelt));
        rest = &rest[index + 1..];
    }
    out.push_str(rest);
}

#[cfg(test)]
mod tests {
    use super::{any, places};

    #[test]
    fn finds_bytes_in_every_block() {
        let text = format!("{}x{}x", "-".repeat(63), "-".repeat(200));
        assert_eq!(
            places(text.as_bytes(), |byte| byte == b'x').collect::<Vec<_>>(),
            [63, 264]
        );
        assert!(any(&text, |byte| byte == b'x'));
        assert!(!any(&text, |byte| byte == b'y'));
        assert_eq!(places(b"", |_| true).count(), 0);
    }
}

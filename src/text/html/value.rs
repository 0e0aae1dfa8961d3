//! Values of attributes that nobody would respell or take out.

use crate::text::{bytes, url};

/// Returns whether this is a word of ASCII.
pub(super) fn is_word(text: &str) -> bool {
    !text.is_empty()
        && text
            .bytes()
            .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
}

/// Returns whether this is an address of the Web with a plain host, or a path.
pub(super) fn is_address(text: &str) -> bool {
    let after = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    let is_odd = |b: u8| !b.is_ascii_graphic() || matches!(b, b'\\' | b'[' | b']');
    if text.is_empty() || bytes::any(text, is_odd) {
        return false;
    }
    let Some(after) = after else {
        return text.starts_with('#') || !text.contains(':') && !text.starts_with("//");
    };
    let host = after.bytes().position(|b| matches!(b, b'/' | b'?' | b'#'));
    url::is_plain_host(&after[..host.unwrap_or(after.len())])
}

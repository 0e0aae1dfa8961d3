//! Characters that a text may hold, in a feed as elsewhere.

use std::borrow::Cow;

use super::bytes;

/// Returns the character, if a feed may hold it.
///
/// [XML 1.0](https://www.w3.org/TR/xml/#charsets) forbids most controls; validators also warn of C1 controls, which come
/// from text in windows-1252 and are read as such, and of the replacement character.
pub(crate) fn permitted(c: char) -> Option<char> {
    match c {
        '\t' | '\n' => Some(c),
        '\r' => Some('\n'),
        '\0'..='\u{1f}' | '\u{7f}' | '\u{fffd}' | '\u{fdd0}'..='\u{fdef}' => None,
        '\u{80}'..='\u{9f}' => {
            let byte = [u32::from(c) as u8];
            let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
            text.chars().next().filter(|c| !c.is_control())
        }
        c if matches!(u32::from(c) & 0xffff, 0xfffe | 0xffff) => None,
        c => Some(c),
    }
}

/// Returns whether a character joins the one before it, such as an accent.
pub(crate) fn is_mark(c: char) -> bool {
    matches!(c, '\u{300}'..='\u{36f}' | '\u{483}'..='\u{487}' | '\u{591}'..='\u{5bd}' | '\u{610}'..='\u{61a}' | '\u{64b}'..='\u{65f}'
        | '\u{900}'..='\u{903}' | '\u{93a}'..='\u{94f}' | '\u{e31}' | '\u{e34}'..='\u{e3a}' | '\u{e47}'..='\u{e4e}' | '\u{1ab0}'..='\u{1aff}'
        | '\u{1dc0}'..='\u{1dff}' | '\u{20d0}'..='\u{20ff}' | '\u{3099}' | '\u{309a}' | '\u{fe00}'..='\u{fe0f}' | '\u{fe20}'..='\u{fe2f}')
}

/// Returns whether a text is a whole number: digits of ASCII alone.
pub(crate) fn is_number(text: &str) -> bool {
    !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())
}

/// Returns the text without the characters that a feed may not hold.
pub(crate) fn cleaned(text: &str) -> Cow<'_, str> {
    if is_clean(text) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter_map(permitted).collect())
    }
}

fn is_clean(text: &str) -> bool {
    let is_permitted = |place| {
        let c: Option<char> = text[place..].chars().next();
        c.and_then(permitted) == c
    };
    !bytes::any(text, may_begin_other)
        || bytes::places(text.as_bytes(), may_begin_other).all(is_permitted)
}

/// Returns whether a byte can begin a character that is not [`permitted`] as it is: the controls, and the bytes with which C1
/// controls, non-characters and the replacement character begin.
pub(crate) fn may_begin_other(byte: u8) -> bool {
    // Without a branch, and the outermost two in one, since all bytes of a feed are compared, some at a time.
    (byte.wrapping_sub(b'\t') >= 0xef - b'\t')
        | (0x0b..0x20).contains(&byte)
        | (byte == 0x7f)
        | (byte == 0xc2)
}

#[cfg(test)]
mod tests {
    use super::{may_begin_other, permitted};

    #[test]
    fn what_is_not_permitted_begins_with_a_byte_that_tells() {
        let all = ('\0'..=char::MAX).filter(|c| permitted(*c) != Some(*c));
        for c in all {
            let first = c.to_string().as_bytes()[0];
            assert!(may_begin_other(first), "{c:?}");
        }
        let others = "\t\n azAZ~\u{e9}\u{4e2d}";
        assert!(!others.bytes().any(may_begin_other));
    }
}

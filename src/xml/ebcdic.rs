//! EBCDIC, as mainframes write it. The [Encoding Standard](https://encoding.spec.whatwg.org/) leaves it out;
//! [XML](https://www.w3.org/TR/xml/#sec-guessing) has it on its list.

/// The bytes of `<?xm`, by which a document is recognised.
const MARK: [u8; 4] = [0x4c, 0x6f, 0xa7, 0x94];

/// Code page 37: the Americas, and 1140 but for its euro sign.
const LATIN: [&str; 3] = [
    " \u{a0}âäàáãåçñ¢.<(+|&éêëèíîïìß!$*);¬-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"",
    "Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®^£¥·©§¶¼½¾[]¯¨´×",
    "{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
];

/// Code page 500: Belgium, Switzerland, and documents that go round the world.
const INTERNATIONAL: [&str; 3] = [
    " \u{a0}âäàáãåçñ[.<(+!&éêëèíîïìß]$*);^-/ÂÄÀÁÃÅÇÑ¦,%_>?øÉÊËÈÍÎÏÌ`:#@'=\"",
    "Øabcdefghi«»ðýþ±°jklmnopqrªºæ¸Æ¤µ~stuvwxyz¡¿ÐÝÞ®¢£¥·©§¶¼½¾¬|¯¨´×",
    "{ABCDEFGHI\u{ad}ôöòóõ}JKLMNOPQR¹ûüùúÿ\\÷STUVWXYZ²ÔÖÒÓÕ0123456789³ÛÜÙÚ\u{9f}",
];

/// Code page 875: Greece.
const GREEK: [&str; 3] = [
    " ΑΒΓΔΕΖΗΘΙ[.<(+!&ΚΛΜΝΞΟΠΡΣ]$*);^-/ΤΥΦΧΨΩΪΫ|,%_>?¨ΆΈΉ\u{a0}ΊΌΎΏ`:#@'=\"",
    "΅abcdefghiαβγδεζ°jklmnopqrηθικλμ´~stuvwxyzνξοπρσ£άέήϊίόύϋώςτυφχψ",
    "{ABCDEFGHI\u{ad}ωΐΰ‘―}JKLMNOPQR±½\u{1a}·’¦\\\u{1a}STUVWXYZ²§\u{1a}\u{1a}«¬0123456789³©\u{1a}\u{1a}»\u{9f}",
];

/// Returns the text of a document in EBCDIC, and the name of its code page.
pub(super) fn decode(bytes: &[u8]) -> Option<(String, &'static str)> {
    if !bytes.starts_with(&MARK) {
        return None;
    }
    // Letters and digits are where they are in every code page.
    let declaration = text(&bytes[..bytes.len().min(200)], &LATIN).to_ascii_lowercase();
    let label = declaration
        .split("?>")
        .next()?
        .split_once("encoding")
        .map_or("", |(_, label)| label);
    let (name, page) = if label.contains("875") {
        ("EBCDIC (code page 875)", &GREEK)
    } else if label.contains("500")
        || label.contains("-be")
        || label.contains("-ch")
        || label.contains("_be")
        || label.contains("_ch")
    {
        ("EBCDIC (code page 500)", &INTERNATIONAL)
    } else {
        ("EBCDIC (code page 37)", &LATIN)
    };
    Some((text(bytes, page), name))
}

fn text(bytes: &[u8], page: &[&str; 3]) -> String {
    let characters: Vec<char> = page.iter().flat_map(|row| row.chars()).collect();
    let decoded = bytes.iter().map(|byte| match byte {
        0x05 => '\t',
        0x0d => '\r',
        0x15 | 0x25 => '\n',
        0x00..=0x3f => char::REPLACEMENT_CHARACTER,
        byte => characters[usize::from(*byte) - 0x40],
    });
    decoded.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_it_recognises() {
        let xml = b"\x4c\x6f\xa7\x94\x93\x6f\x6e\x25\x4c\x81\x6e\x51\x4c\x61\x81\x6e";
        let (text, name) = decode(xml).expect("EBCDIC");
        assert_eq!(
            (text.as_str(), name),
            ("<?xml?>\n<a>é</a>", "EBCDIC (code page 37)")
        );
        assert_eq!(decode(b"<?xml?>"), None);
    }

    #[test]
    fn has_a_character_for_each_byte() {
        for page in [LATIN, INTERNATIONAL, GREEK] {
            assert_eq!(
                page.iter().map(|row| row.chars().count()).sum::<usize>(),
                192
            );
        }
    }
}

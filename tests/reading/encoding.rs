//! Bytes to text.

use feedmatter::formats::{self, Encoding, ReadOptions};

use super::document;

/// Each encoding, with the right label, a wrong one and none, and with what a server may say.
#[test]
fn text_is_decoded_by_what_the_bytes_show() {
    let sample = |encoding: &str| match encoding {
        "koi8-r" => "Сегодня в городе открыли новый мост через реку, и жители вышли на улицы",
        "big5" => "今天城裡開了一座新橋，許多人來到街上慶祝這個日子",
        "shift_jis" => "今日、町に新しい橋が開通し、多くの人が通りに出て祝った。",
        "gb2312" => "今天城里开了一座新桥，许多人来到街上庆祝这个日子",
        "iso-8859-1" => "Déjà vu à la crémerie du café",
        _ => "Déjà vu – “café” für 5 €",
    };
    for name in [
        "utf-8",
        "iso-8859-1",
        "windows-1252",
        "koi8-r",
        "big5",
        "shift_jis",
        "gb2312",
    ] {
        let legacy = encoding_rs::Encoding::for_label(name.as_bytes()).expect("an encoding");
        let wrong = if name == "utf-8" {
            "iso-8859-1"
        } else {
            "utf-8"
        };
        for label in [Some(name), Some(wrong), Some("no-such-encoding"), None] {
            for charset in [None, Some(name), Some(wrong)] {
                let declared =
                    label.map_or_else(String::new, |label| format!(" encoding='{label}'"));
                let text = sample(name);
                let xml = format!(
                    "<?xml version='1.0'{declared}?><rss><channel><item><title>{text}</title></item></channel></rss>"
                );
                let (bytes, _, _) = legacy.encode(&xml);
                let charset = charset.map(|label| Encoding::named(label).expect("an encoding"));
                let options = ReadOptions {
                    charset,
                    ..ReadOptions::default()
                };
                let document = formats::read(&bytes, &options).expect("a feed");
                let title = document.feed.articles[0].title.as_deref();
                let is_told = label == Some(name)
                    || charset
                        .is_some_and(|charset| charset.name().eq_ignore_ascii_case(legacy.name()));
                // A line of text is enough to guess at all of them but one.
                let is_guessed_wrong = name == "windows-1252" && !is_told;
                if !is_guessed_wrong {
                    assert_eq!(title, Some(text), "{name} as {label:?}, {charset:?}");
                }
                // What was guessed is said, right or wrong.
                if !is_told && name != "utf-8" {
                    assert!(
                        !document.warnings.is_empty(),
                        "{name} as {label:?}, {charset:?}"
                    );
                }
                let forced = ReadOptions {
                    encoding: Some(Encoding::named(name).expect("an encoding")),
                    ..ReadOptions::default()
                };
                let document = formats::read(&bytes, &forced).expect("a feed");
                assert_eq!(
                    document.feed.articles[0].title.as_deref(),
                    Some(text),
                    "{name} forced"
                );
            }
        }
    }
}

#[test]
fn wide_encodings_need_no_label() {
    let text = "Déjà vu – 桥 🎉";
    for label in [
        "",
        " encoding='utf-16'",
        " encoding='utf-8'",
        " encoding='utf-32'",
    ] {
        let xml = format!(
            "<?xml version='1.0'{label}?><rss><channel><item><title>{text}</title></item></channel></rss>"
        );
        let utf_16 = |big: bool| {
            xml.encode_utf16()
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let utf_32 = |big: bool| {
            let units = xml.chars().map(u32::from);
            units
                .flat_map(|unit| {
                    if big {
                        unit.to_be_bytes()
                    } else {
                        unit.to_le_bytes()
                    }
                })
                .collect()
        };
        let encoded: [(&[u8], Vec<u8>); 6] = [
            (b"\xfe\xff", utf_16(true)),
            (b"\xff\xfe", utf_16(false)),
            (b"\0\0\xfe\xff", utf_32(true)),
            (b"\xff\xfe\0\0", utf_32(false)),
            (b"\xef\xbb\xbf", xml.clone().into_bytes()),
            (b"", xml.clone().into_bytes()),
        ];
        for (mark, bytes) in encoded {
            for start in [mark, b""] {
                let document = document([start, &bytes].concat());
                assert_eq!(
                    document.feed.articles[0].title.as_deref(),
                    Some(text),
                    "{label} {mark:?}"
                );
            }
        }
    }
}

#[test]
fn a_few_bad_bytes_spoil_nothing() {
    let xml = |text: &[u8]| {
        [
            b"<rss><channel><item><title>".as_slice(),
            text,
            b"</title></item></channel></rss>",
        ]
        .concat()
    };
    let text = ["Déjà vu, à la crémerie ".as_bytes(), b"caf\xe9"].concat();
    let read = document(xml(&text));
    assert_eq!(
        read.feed.articles[0].title.as_deref(),
        Some("Déjà vu, à la crémerie café")
    );
    assert_eq!(
        read.warnings[0].message,
        "expected text in UTF-8, found the byte 0xE9; read as windows-1252 where it is not"
    );
    let whole = "<rss><channel><item><title>é</title></item><!-- é";
    let cut = document(&whole.as_bytes()[..whole.len() - 1]);
    assert_eq!(cut.feed.articles[0].title.as_deref(), Some("é"));
}

/// Such as one at whose end an excerpt was cut.
#[test]
fn half_a_character_spoils_no_encoding_that_is_named() {
    let chinese = "今天城里开了一座新桥许多人来到街上庆祝这个日子";
    let japanese = "今日、町に新しい橋が開通し、多くの人が通りに出て祝った。";
    for (label, text) in [
        ("gb2312", chinese),
        ("big5", "今天城裡開了一座新橋許多人來到街上慶祝這個日子"),
        ("shift_jis", japanese),
        ("euc-jp", japanese),
        (
            "euc-kr",
            "오늘 도시에 새 다리가 열렸고 많은 사람들이 거리로 나와 축하했다",
        ),
    ] {
        let legacy = encoding_rs::Encoding::for_label(label.as_bytes()).expect("an encoding");
        let encoded = |text: &str| legacy.encode(text).0.into_owned();
        let half = &encoded("新")[..1];
        let bytes = [
            format!("<?xml version='1.0' encoding='{label}'?><rss><channel><item><title>")
                .as_bytes(),
            &encoded(text),
            half,
            b"</title></item></channel></rss>",
        ]
        .concat();
        let read = document(bytes);
        let title = format!("{text}\u{fffd}");
        assert_eq!(read.feed.articles[0].title, Some(title), "{label}");
        let expected = format!(
            "expected text in {}, found bytes that are not; they are lost",
            legacy.name()
        );
        assert_eq!(read.warnings.len(), 1, "{label}");
        assert_eq!(read.warnings[0].message, expected);
    }
}

/// [RFC 2781, 4.3](https://www.rfc-editor.org/rfc/rfc2781#section-4.3)
#[test]
fn the_mark_tells_the_order_of_the_bytes() {
    let xml = "<rss><channel><item><title>é</title></item></channel></rss>";
    let utf_16 = "\u{feff}".encode_utf16().chain(xml.encode_utf16());
    let utf_32 = ['\u{feff}'].into_iter().chain(xml.chars()).map(u32::from);
    for (label, bytes) in [
        (
            "utf-16",
            utf_16
                .clone()
                .flat_map(u16::to_be_bytes)
                .collect::<Vec<u8>>(),
        ),
        ("utf-16be", utf_16.flat_map(u16::to_le_bytes).collect()),
        (
            "utf-32",
            utf_32.clone().flat_map(u32::to_be_bytes).collect(),
        ),
        ("utf-32be", utf_32.flat_map(u32::to_le_bytes).collect()),
    ] {
        let options = ReadOptions {
            encoding: Encoding::named(label).ok(),
            ..ReadOptions::default()
        };
        let read = formats::read(&bytes, &options).expect("a feed");
        assert_eq!(read.feed.articles[0].title.as_deref(), Some("é"), "{label}");
    }
}

#[test]
fn an_encoding_that_nobody_knows_is_named() {
    let read = |label: &str| {
        let start = format!("<?xml version='1.0' encoding='{label}'?><rss><channel><title>M");
        let bytes = [start.as_bytes(), b"\x81nchen</title></channel></rss>"].concat();
        let warnings = document(bytes).warnings;
        warnings.iter().map(ToString::to_string).collect::<String>()
    };
    let warning = read("cp850");
    assert!(
        warning.ends_with("which is a guess, as `cp850` is no encoding that we know"),
        "{warning}"
    );
    assert!(read("utf-8").ends_with("which is a guess"));
}

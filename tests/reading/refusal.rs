//! What is refused, and how that is said.

use feedmatter::formats::{self, Limits, ReadOptions};
use feedmatter::{Error, error::Bound};

use super::ATOM;

#[test]
fn what_is_no_feed_is_named() {
    for (text, expected) in [
        ("<!doctype html><title>x</title>", "an HTML page"),
        (
            "<html><head><link rel=alternate type=application/rss+xml href=/feed></head>",
            "an HTML page; its feed is `/feed`",
        ),
        ("<p>Not found", "an HTML page"),
        (
            "{\"version\": \"1.1\", \"dependencies\": {\"items\": []}}",
            "JSON",
        ),
        (
            "<?xml version='1.0'?><opml version='2.0'/>",
            "OPML, a list of feeds; `fetch --opml` fetches them, and `convert --to yml` writes another list",
        ),
        ("just words", "a text without front matter"),
    ] {
        let error = formats::read(text.as_bytes(), &ReadOptions::default()).expect_err(text);
        assert_eq!(
            error.to_string(),
            format!("expected front matter or a feed, found {expected}"),
            "{text}"
        );
    }
    for (bytes, expected) in [
        (
            b"\x1f\x8b\x08\0".as_slice(),
            "a gzip file; decompress it first",
        ),
        (b"BZh91AY", "a bzip2 file; decompress it first"),
        (
            b"\x28\xb5\x2f\xfd\0",
            "a Zstandard file; decompress it first",
        ),
        (b"PK\x03\x04", "a ZIP file"),
        (b"%PDF-1.7", "a PDF file"),
        (b"\x89PNG\r\n", "a PNG picture"),
        (b"\x7fELF", "a program"),
        (b"abc\0def", "a binary file"),
    ] {
        let error = formats::read(bytes, &ReadOptions::default()).expect_err(expected);
        assert_eq!(
            error.to_string(),
            format!("expected front matter or a feed, found {expected}")
        );
    }
    let error = formats::read_as(
        "rss",
        format!("<feed xmlns='{ATOM}'/>").as_bytes(),
        &ReadOptions::default(),
    );
    assert_eq!(
        error.expect_err("Atom").to_string(),
        "expected rss, found atom"
    );
    let error = formats::read(b"<urlset/>", &ReadOptions::default()).expect_err("no feed");
    assert_eq!(
        error.to_string(),
        "expected the root element `rss`, `rdf:RDF` or `feed`, found `urlset`"
    );
}

#[test]
fn a_bound_is_an_error() {
    let few = Limits {
        bytes: 1000,
        depth: 10,
        entities: 100,
        articles: 2,
    };
    let options = ReadOptions {
        limits: few,
        ..ReadOptions::default()
    };
    let entity = "<!DOCTYPE rss [<!ENTITY a '0123456789012345678901234567890123456789'>]>";
    for (xml, bound) in [
        (
            format!("<rss><channel>{}", "<item/>".repeat(3)),
            Bound::Articles,
        ),
        (format!("<rss><channel>{}", "x".repeat(1000)), Bound::Bytes),
        (
            format!("<rss><channel><item>{}", "<x:y>".repeat(20)),
            Bound::Depth,
        ),
        (
            format!("{entity}<rss><channel><title>{}", "&a;".repeat(3)),
            Bound::Entities,
        ),
        ("{\"items\": [{}, {}, {}]}".to_owned(), Bound::Articles),
        (format!("{{\"items\": [{}", "[".repeat(30)), Bound::Depth),
        (
            format!("{{\"items\": [], \"_x\": \"{}\"}}", "x".repeat(1000)),
            Bound::Bytes,
        ),
    ] {
        match formats::read(xml.as_bytes(), &options) {
            Err(Error::Exceeded { bound: found, .. }) => assert_eq!(found, bound),
            other => panic!("{other:?}: {xml}"),
        }
    }
    let laughs = (1..20).fold(
        "<!DOCTYPE rss [<!ENTITY l0 'lol'>".to_owned(),
        |doctype, level| {
            format!(
                "{doctype}<!ENTITY l{level} '{}'>",
                format!("&l{};", level - 1).repeat(10)
            )
        },
    );
    let xml = format!("{laughs}]><rss><channel><title>&l19;</title></channel></rss>");
    assert!(matches!(
        formats::read(xml.as_bytes(), &ReadOptions::default()),
        Err(Error::Exceeded {
            bound: Bound::Entities,
            ..
        })
    ));
}

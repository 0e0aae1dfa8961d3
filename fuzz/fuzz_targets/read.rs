//! Any bytes, read as a document and checked: no panic, and what was read survives being written and read again.
//!
//! `cargo +nightly fuzz run read -- -dict=fuzz/feeds.dict`, with the feeds in `fixtures/` as a start.

#![no_main]

use feedmatter::check::{CheckOptions, Checker};
use feedmatter::formats::{self, FRONT_MATTER, Limits, ReadOptions, WriteOptions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(|bytes: &[u8]| {
    // Bounds that are met now and then.
    let limits = Limits { entities: 10_000, articles: 1_000, ..Limits::default() };
    let options = ReadOptions { limits, ..ReadOptions::default() };
    let mut checker = Checker::new(CheckOptions { read: options.clone(), ..CheckOptions::default() });
    checker.check("a.md", bytes);
    let Ok(document) = formats::read(bytes, &options) else {
        return;
    };
    if document.format == FRONT_MATTER {
        return;
    }
    let xml = formats::write(document.format, &document.feed, &WriteOptions::default()).expect("a feed that we can write");
    if xml.starts_with('<') {
        roxmltree::Document::parse(&xml).unwrap_or_else(|error| panic!("{error}: {xml}"));
    }
    let again = formats::read(xml.as_bytes(), &options).expect("a feed that we wrote");
    assert_eq!(again.feed, document.feed, "{xml}");
});

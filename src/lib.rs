//! Front-matter articles to RSS, Atom and JSON Feed, and back, without losing anything.
//!
//! An [`Article`](model::Article) is the hub. [Front matter](front_matter) is the article written down;
//! [RSS, Atom and JSON Feed](formats) are other spellings of it. Articles lie in a [folder]; that of a [site] has feeds made of it.
//! What is on the network can be [fetched](mod@fetch), from lists of [sources]. What is wrong with either can be
//! [checked](check), and bodies and addresses are [text].
//!
//! Read the feed of a stranger and write front matter, and back, for anyone to read:
//!
//! ```
//! use feedmatter::formats::{self, ReadOptions, WriteOptions};
//! use feedmatter::front_matter;
//! use feedmatter::mapping::Profile;
//! use feedmatter::model::Feed;
//!
//! let xml = r#"<rss version="2.0"><channel>
//!   <title>Example</title>
//!   <item>
//!     <title>Hello</title>
//!     <link>https://example.com/hello/</link>
//!     <pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate>
//!   </item>
//! </channel></rss>"#;
//!
//! let document = formats::read(xml.as_bytes(), &ReadOptions::foreign())?;
//! let text = front_matter::write(&document.feed.articles[0])?;
//! assert_eq!(text, r#"---
//! title: "Hello"
//! publishedDateTime: 2021-01-02T03:04:05Z
//! webUrl: "https://example.com/hello/"
//!
//! provider:
//!   name: Example
//!   domain: example.com
//! ---
//!
//! "#);
//!
//! let mut warnings = Vec::new();
//! let article = front_matter::read(&text, &mut warnings)?;
//! let feed = Feed {
//!     title: Some("Example".to_owned()),
//!     articles: vec![article],
//!     ..Feed::default()
//! };
//! let rss = formats::write("rss", &feed, &WriteOptions::of(Profile::Public))?;
//! assert!(rss.contains("<pubDate>Sat, 02 Jan 2021 03:04:05 GMT</pubDate>"));
//! # Ok::<(), feedmatter::Error>(())
//! ```
//!
//! # Features of the design
//!
//! - A format is a list of rows: a field, its place, its reader and its writer side by side.
//! - What rows cannot carry travels in one extension, so every article survives every format.
//! - A [profile](mapping::Profile) says what may leave.
//! - The library never prints, and never panics on input: what cannot be read is an [`Error`] with a
//!   [position](Error::position), what cannot be used as it stands is a [`Warning`].
//!
//! # Features of the crate
//!
//! Without the default ones, less is compiled: `default-features = false`.
//!
//! - `fetch`: feeds from the network, with HTTP, TLS and SQLite.
//! - `cli`: the program, and with it `fetch`.

#![cfg_attr(
    not(feature = "cli"),
    allow(
        dead_code,
        unused_imports,
        reason = "what the command line alone calls stands beside what it belongs to"
    )
)]

pub mod check;
#[cfg(feature = "cli")]
#[doc(hidden)]
pub mod cli;
pub mod error;
#[cfg(feature = "fetch")]
pub mod fetch;
pub mod folder;
pub mod formats;
pub mod front_matter;
mod json;
mod limits;
pub mod mapping;
pub mod model;
mod named;
pub mod site;
pub mod sources;
pub mod text;
mod xml;

pub use error::{Error, Position, Result, Warning};

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../README.md")]
struct Readme;

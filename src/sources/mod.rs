//! Lists of feeds: OPML, the `sources:` of `feedmatter.yml`, NDJSON, and plain lists of addresses.
//!
//! ```
//! use feedmatter::formats::ReadOptions;
//! use feedmatter::sources;
//!
//! let opml = "<opml version='2.0'><body><outline text='News'>\
//!     <outline text='Example' xmlUrl='https://example.com/feed.xml'/></outline></body></opml>";
//! let list = sources::read(opml.as_bytes(), &ReadOptions::default(), &mut Vec::new())?;
//! assert_eq!(list.sources[0].categories, ["News"]);
//! assert_eq!(sources::write("yml", &list)?, "sources:
//!   - url: \"https://example.com/feed.xml\"
//!     title: \"Example\"
//!     categories:
//!       - News
//! ");
//! # Ok::<(), feedmatter::Error>(())
//! ```

mod lines;
mod opml;
mod place;
mod publishing;
mod settings;

pub(crate) use self::lines::begin as begin_lines;
pub(crate) use self::place::Places;
pub use self::publishing::published;
pub(crate) use self::settings::{check as check_settings, spell as spell_settings};

use std::borrow::Cow;

use ::url::Url;

use crate::error::{Error, Position, Result, Warning};
use crate::formats::{ReadOptions, ndjson, text_of};
use crate::front_matter;
use crate::model::{Extra, Map, Record, Source};
use crate::text::bytes::unmarked;
use crate::text::url::{is_web, without_user};
use crate::xml::canonical::root::{self, Root};

/// The names of formats that hold nothing but lists of feeds.
pub const NAMES: [&str; 2] = ["opml", "yml"];

/// A list of feeds.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SourceList {
    /// What the list is called; OPML alone says so.
    pub title: Option<String>,
    /// What else is said of the list, such as `ownerName`, as text; OPML alone says so.
    pub head: Map,
    /// What is said of headings; OPML alone says so.
    pub headings: Vec<Heading>,
    /// The feeds, in order.
    pub sources: Vec<Source>,
}

/// What a list says of one of its headings.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Heading {
    /// It and those above it, the outermost first, as in [`Source::categories`].
    pub path: Vec<String>,
    /// What is said, as text under names of attributes.
    pub attributes: Map,
}

/// Returns the name of the format of lists that a file with that name is in, if its ending tells.
pub fn of_file_name(name: &str) -> Option<&'static str> {
    match name.to_ascii_lowercase().rsplit_once('.')?.1 {
        "opml" => Some("opml"),
        "yml" | "yaml" => Some("yml"),
        _ => None,
    }
}

/// How much of a document is looked at first to tell what it is.
const HEAD: usize = 1 << 14;

/// Returns whether a document is a list of feeds and nothing else: OPML, or settings with `sources:`.
pub fn is_list(bytes: &[u8], options: &ReadOptions) -> bool {
    let bytes = unmarked(bytes);
    // Feeds are large, and begin otherwise.
    match bytes.trim_ascii_start().first() {
        Some(b'a'..=b'z' | b'#' | b'-') => std::str::from_utf8(bytes).is_ok_and(settings::is_list),
        _ => is_opml(bytes, options),
    }
}

/// Returns whether a document is OPML.
fn is_opml(bytes: &[u8], options: &ReadOptions) -> bool {
    let is_opml = |bytes| {
        let (text, _) = text_of(bytes, options).ok()?;
        if text.trim_start().starts_with('<') {
            let start = root::find(&text).ok()?;
            Some(start.kind == Root::Opml)
        } else {
            Some(false)
        }
    };
    let head = bytes.get(..HEAD).and_then(is_opml);
    head.or_else(|| is_opml(bytes)) == Some(true)
}

/// Reads a list of feeds in any format, which is recognised from its content.
///
/// # Errors
///
/// Fails if it is none of them, or asks for more than its reader allows. An entry without an address is a warning; a line
/// among addresses that is none stands in the list as it is, to be told when it is asked.
pub fn read(
    bytes: &[u8],
    options: &ReadOptions,
    warnings: &mut Vec<Warning>,
) -> Result<SourceList> {
    read_own(bytes, options, warnings).map(|(list, _)| list)
}

/// Reads a list of the user's own in any format. Returns beside all that settings say.
pub(crate) fn read_own(
    bytes: &[u8],
    options: &ReadOptions,
    warnings: &mut Vec<Warning>,
) -> Result<(SourceList, Map)> {
    // Comments are no feeds either.
    if is_blank(bytes) {
        return Err(unexpected("no feeds"));
    }
    let (text, mut guesses) = text_of(bytes, options)?;
    warnings.append(&mut guesses);
    let text = text.trim_start_matches('\u{feff}').replace("\r\n", "\n");
    let start = text.trim_start();
    if start.starts_with('<') {
        return match root::find(&text)?.kind {
            Root::Opml => {
                let list = opml::read(&text, &options.limits, warnings)?;
                Ok((list, Map::default()))
            }
            _ => Err(unexpected("a feed or a page")),
        };
    }
    let (sources, settings) = if start.starts_with('{') {
        let sources = lines::read(&text, &options.limits, warnings)?;
        (sources, Map::default())
    } else if matches!(front_matter::split(&text), Ok(Some(_))) {
        return Err(unexpected("an article"));
    } else if let Some(sources) = lines::addresses(&text, warnings) {
        (sources, Map::default())
    } else {
        settings::read(&text, warnings)?
    };
    let list = SourceList {
        sources,
        ..SourceList::default()
    };
    Ok((list, settings))
}

/// Takes from a list what counts in one's own settings alone: in that of a stranger, `trust` would let feeds say what they
/// like, and `fields` choose the layout of articles and their place on a site.
pub(crate) fn distrust(list: &mut SourceList, warnings: &mut Vec<Warning>) {
    for source in &mut list.sources {
        let is_trusted = source.trust.take() == Some(true);
        let has_fields = source
            .fields
            .take()
            .is_some_and(|fields| !fields.is_empty());
        for (key, is_said) in [("trust", is_trusted), ("fields", has_fields)] {
            if is_said {
                warnings.push(Warning::new(format!(
                    "left out `{key}` of {}, which counts in feedmatter.yml and with --config alone",
                    without_user(&source.url)
                )));
            }
        }
    }
}

/// Writes a list of feeds as `opml`, as the `sources:` of `feedmatter.yml` (`yml`), or as `ndjson`, a feed a line.
///
/// # Errors
///
/// Fails if there is no format of lists of that name, or if values are nested too deeply.
pub fn write(name: &str, list: &SourceList) -> Result<String> {
    match name {
        "opml" => opml::write(list),
        "yml" => settings::write(list),
        ndjson::NAME => Ok(lines::write(list)),
        _ => Err(Error::UnknownListFormat {
            found: name.to_owned(),
        }),
    }
}

/// Says of warnings where they belong.
fn put_place(warnings: &mut [Warning], place: impl Fn() -> Option<Position>) {
    for warning in warnings {
        warning.position = warning.position.or_else(&place);
    }
}

/// Returns where a source is, if it can be asked there.
pub(crate) fn address(source: &Source) -> Option<Url> {
    let address = Url::parse(&source.url).ok();
    // `localhost:8080/feed` has a scheme, and no host.
    let address = address.filter(|address| !address.cannot_be_a_base());
    // It could be where another address begins.
    address.filter(|_| !source.url.contains(char::is_whitespace))
}

/// Returns the address of the Web that one for readers of feeds stands for: `feed://…` and `feed:https://…`.
pub(crate) fn web_address(text: &str) -> Cow<'_, str> {
    match text.split_once(':') {
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("feed") && rest.starts_with("//") => {
            format!("http:{rest}").into()
        }
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("feed") && is_web(rest) => rest.into(),
        _ => text.into(),
    }
}

/// Returns whether the articles of two sources of one address get the same, whatever else is said of them.
pub(crate) fn are_alike(one: &Source, other: &Source) -> bool {
    let wanted = |source: &Source| {
        let mut source = source.clone();
        let stated = source.extra.fields.remove("where");
        let source = Source {
            url: String::new(),
            title: None,
            link: None,
            description: None,
            categories: Vec::new(),
            extra: Extra::default(),
            ..source
        };
        (source, stated)
    };
    wanted(one) == wanted(other)
}

/// Makes a source of keys and values, if they say where it is.
fn source(map: Map, warnings: &mut Vec<Warning>) -> Option<Source> {
    let source = Source::from_map(map);
    let mismatches = source.mismatches().into_iter();
    // `KEY=VALUE` is no map. Whoever asks the feed says whether it is a condition.
    let mismatches = mismatches.filter(|mismatch| mismatch.name != "where");
    warnings.extend(mismatches.map(|mismatch| Warning::new(mismatch.to_string())));
    if source.url.trim().is_empty() {
        let name = source
            .title
            .map_or_else(String::new, |title| format!(" of `{title}`"));
        warnings.push(Warning::new(format!(
            "expected the address{name} under `url`, found none; left out"
        )));
        return None;
    }
    Some(source)
}

/// Returns whether there is nothing in a list but comments.
fn is_blank(bytes: &[u8]) -> bool {
    let mut lines = unmarked(bytes)
        .split(|byte| *byte == b'\n')
        .map(<[u8]>::trim_ascii);
    lines.all(|line| line.is_empty() || line.starts_with(b"#"))
}

fn unexpected(found: &str) -> Error {
    Error::NotAList {
        found: found.to_owned(),
    }
}

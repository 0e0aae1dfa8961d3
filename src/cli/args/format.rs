//! [`FormatName`]: the formats, as the library lists them; and whatever else has names there.

use std::path::Path;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use crate::formats::{self, FRONT_MATTER, ndjson};
use crate::sources;

/// The name of a format.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::cli) struct FormatName(&'static str);

impl FormatName {
    /// Names the format of articles that the library calls so.
    pub(in crate::cli) const fn new(name: &'static str) -> Self {
        Self(name)
    }

    /// Returns the format of that name, which is one of articles or of lists of feeds.
    fn named(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        let known = all().into_iter().find(|known| *known == name);
        known.map(Self).or_else(|| Self::of_ending(&name))
    }

    /// Returns the format of files whose names end so.
    fn of_ending(ending: &str) -> Option<Self> {
        Self::of_file(Path::new(&format!("x.{ending}")))
    }

    /// Returns the format that the name of a file tells.
    pub(in crate::cli) fn of_file(path: &Path) -> Option<Self> {
        let name = path.file_name()?.to_str()?;
        formats::of_file_name(name)
            .or_else(|| sources::of_file_name(name))
            .map(Self)
    }

    /// Returns the format of lines that the name of a file tells for certain: any of them may be broken, the first ones too.
    /// But tables of other programs have names as those of sfeed.
    pub(in crate::cli) fn of_lines_in(path: &Path) -> Option<Self> {
        Self::of_file(path).filter(|format| format.0 == ndjson::NAME)
    }

    /// Returns the name.
    pub(in crate::cli) fn name(self) -> &'static str {
        self.0
    }

    /// Returns whether articles are written in it one by one, each with its feed.
    pub(in crate::cli) fn is_lines(self) -> bool {
        formats::is_lines(self.0)
    }

    /// Returns whether it is one of lists of feeds.
    pub(in crate::cli) fn is_list(self) -> bool {
        sources::NAMES.contains(&self.0)
    }
}

/// How names of files end that stand for formats, too, beside the names of these.
const ENDINGS: [&str; 5] = ["jsonl", "markdown", "md", "xml", "yaml"];

/// Reads the name of a format of articles.
pub(super) fn of_articles() -> impl TypedValueParser<Value = FormatName> {
    format_among(formats::names())
}

/// Reads the name of a format that holds the articles of a whole feed.
pub(super) fn of_feeds() -> impl TypedValueParser<Value = FormatName> {
    let mut names = formats::names();
    names.retain(|name| *name != FRONT_MATTER);
    format_among(names)
}

/// Reads the name of a format of articles, or of lists of feeds.
pub(super) fn any() -> impl TypedValueParser<Value = FormatName> {
    format_among(all())
}

fn format_among(names: Vec<&'static str>) -> impl TypedValueParser<Value = FormatName> {
    let values = names.into_iter().map(|name| {
        let mut endings = ENDINGS.to_vec();
        endings.retain(|ending| FormatName::of_ending(ending) == Some(FormatName(name)));
        PossibleValue::new(name).aliases(endings)
    });
    one_of(values.collect::<Vec<_>>(), FormatName::named)
}

fn all() -> Vec<&'static str> {
    [formats::names(), sources::NAMES.into()].concat()
}

/// Reads one of some names as what it means in the library.
pub(super) fn one_of<T: Clone + Send + Sync + 'static>(
    names: impl Into<PossibleValuesParser>,
    named: fn(&str) -> Option<T>,
) -> impl TypedValueParser<Value = T> {
    let parser = names.into();
    parser.map(move |text| named(&text).expect("the parser has let only names through"))
}

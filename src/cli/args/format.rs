//! [`FormatName`]: the formats, as the library lists them; and whatever else has names there.

use std::path::Path;

use clap::builder::{PossibleValuesParser, TypedValueParser};

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
        all().into_iter().find(|known| *known == name).map(Self)
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

/// Reads the name of a format of articles.
pub(super) fn of_articles() -> impl TypedValueParser<Value = FormatName> {
    one_of(formats::names(), FormatName::named)
}

/// Reads the name of a format that holds the articles of a whole feed.
pub(super) fn of_feeds() -> impl TypedValueParser<Value = FormatName> {
    let mut names = formats::names();
    names.retain(|name| *name != FRONT_MATTER);
    one_of(names, FormatName::named)
}

/// Reads the name of a format of articles, or of lists of feeds.
pub(super) fn any() -> impl TypedValueParser<Value = FormatName> {
    one_of(all(), FormatName::named)
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

//! The date in the name of a file, as in `2021-01-02-title.md`.

use std::path::Path;

use super::Dialect;
use crate::model::Timestamp;

/// The folder in which Jekyll and Hexo keep their posts.
const POSTS: &str = "_posts";

impl Dialect {
    /// Returns the dialect of a file, if the folder that it lies in has a name that tells it.
    pub(crate) fn of_file(path: &Path) -> Option<&'static Self> {
        let mut folders = path.parent()?.iter();
        folders
            .any(|folder| folder == POSTS)
            .then(|| Self::named("jekyll"))
            .flatten()
    }

    /// Returns the day for which a file is named, where this is the date of its article:
    /// [Jekyll](https://jekyllrb.com/docs/posts/#creating-posts), [Eleventy](https://www.11ty.dev/docs/dates/).
    pub(crate) fn day_of_file(&self, path: &Path) -> Option<Timestamp> {
        let is_dated = matches!(self.name(), "jekyll" | "eleventy");
        let stem = path.file_stem().filter(|_| is_dated)?.to_str()?;
        let (day, _) = split_day(stem, &['-'])?;
        let parts: Vec<_> = day.split('-').map(|part| format!("{part:0>2}")).collect();
        Timestamp::parse(&parts.join("-"))
    }
}

/// Splits `2021-01-02-title` at the separator behind the date.
pub(crate) fn split_day<'a>(stem: &'a str, separators: &[char]) -> Option<(&'a str, &'a str)> {
    let day = day_of(stem)?;
    let rest = stem[day.len()..].strip_prefix(separators)?;
    (!rest.is_empty()).then_some((day, rest))
}

/// Returns the date with which a name begins; Jekyll's has days and months of one digit, too.
pub(crate) fn day_of(stem: &str) -> Option<&str> {
    let mut parts = stem.splitn(3, '-');
    let is_number = |part: &str, lengths: std::ops::RangeInclusive<usize>| {
        lengths.contains(&part.len()) && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    let year = parts.next().filter(|year| is_number(year, 4..=4))?;
    let month = parts.next().filter(|month| is_number(month, 1..=2))?;
    let rest = parts.next()?;
    let day = rest.bytes().take_while(u8::is_ascii_digit).count();
    (1..=2)
        .contains(&day)
        .then(|| &stem[..year.len() + 1 + month.len() + 1 + day])
}

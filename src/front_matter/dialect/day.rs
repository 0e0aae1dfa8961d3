//! The date in the name of a file, as in `2021-01-02-title.md`.

use std::path::Path;
use std::sync::LazyLock;

use regex_lite::Regex;

use super::Dialect;
use crate::model::Timestamp;

/// [What Zola looks for](https://www.getzola.org/documentation/content/page/): a day that may be one, with or without a time,
/// and the rest of the name.
static DATE_TIME: LazyLock<Regex> = LazyLock::new(|| {
    const DAY: &str = r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])";
    const TIME: &str =
        r"T(?:[01]\d|2[0-3]):[0-5]\d:(?:[0-5]\d|60)(?:\.\d+)?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)";
    Regex::new(&format!("^({DAY}(?:{TIME})?)\\s?[_-](.+)$")).expect("a pattern")
});

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

    /// Returns whether what looks like a day at the beginning of a file's name is meant to be one.
    pub(crate) fn has_days_in_names(&self) -> bool {
        matches!(self.name(), "jekyll" | "eleventy")
    }

    /// Returns the day for which a file is named, where this is the date of its article:
    /// [Jekyll](https://jekyllrb.com/docs/posts/#creating-posts), [Eleventy](https://www.11ty.dev/docs/dates/),
    /// [Zola](https://www.getzola.org/documentation/content/page/), whose `index.md` is named for its folder.
    pub(crate) fn day_of_file(&self, path: &Path) -> Option<Timestamp> {
        let stem = path.file_stem()?.to_str()?;
        if self.name() == "zola" {
            let is_index = stem == "index" || stem.starts_with("index.");
            let folder = path.parent().filter(|_| is_index);
            let named = folder.map_or(Some(stem), |folder| folder.file_name()?.to_str());
            return Timestamp::parse(split_date_time(named?)?.0);
        }
        let stem = Some(stem).filter(|_| self.has_days_in_names())?;
        let (day, _) = split_day(stem, &['-'])?;
        let parts: Vec<_> = day.split('-').map(|part| format!("{part:0>2}")).collect();
        Timestamp::parse(&parts.join("-"))
    }
}

/// Splits `2021-01-02-title` and `2021-01-02T03:04:05Z_title` at the separator behind the date, as Zola does.
pub(crate) fn split_date_time(name: &str) -> Option<(&str, &str)> {
    let parts = DATE_TIME.captures(name)?;
    Some((parts.get(1)?.as_str(), parts.get(2)?.as_str()))
}

/// Splits `2021-01-02-title` at the separator behind the date.
pub(crate) fn split_day<'a>(stem: &'a str, separators: &[char]) -> Option<(&'a str, &'a str)> {
    let day = day_of(stem)?;
    let rest = stem[day.len()..].strip_prefix(separators)?;
    (!rest.is_empty()).then_some((day, rest))
}

/// Returns the date with which a name begins; Jekyll's has days and months of one digit, too.
fn day_of(stem: &str) -> Option<&str> {
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

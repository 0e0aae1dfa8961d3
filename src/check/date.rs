//! What can be wrong with a date: there is none such, or nobody can read it.

use std::path::Path;

use chrono::{Month, NaiveDate};

use super::finding::Fault;
use crate::front_matter::{Dialect, split_day};
use crate::model::Timestamp;
use crate::site::COMPUTED_DATE;
use crate::text::character::is_number;
use crate::text::slug::slug;

/// What everybody writes.
pub(super) const DATE: &str = "2021-05-05T00:56:00Z";

/// Wants a date in any form that is read.
pub(super) fn date(text: &str) -> Option<Fault> {
    if let Some(timestamp) = Timestamp::parse(text) {
        return (!timestamp.is_plausible()).then(|| implausible(text));
    }
    Some(match impossible(text) {
        Some((what, reason)) => Fault::error(
            "impossible-date",
            format!("expected a {what} that there is, found `{text}`"),
        )
        .with_help(reason),
        None => unreadable(text),
    })
}

fn implausible(text: &str) -> Fault {
    Fault::warning(
        "implausible-date",
        format!("expected a date from 1990 on, found `{text}`"),
    )
    .with_help(
        "readers take it for a mistake, such as a clock at zero, and public feeds leave it out",
    )
}

/// A word for a date that a generator finds out.
pub(super) fn computed_date(text: &str) -> Fault {
    let message = format!("expected a date, found `{text}`");
    Fault::warning("computed-date", message).with_help(COMPUTED_DATE)
}

/// Says that the day is none for which a file is named, where that is the date of its article.
pub(super) fn of_name(path: &Path, dialect: &Dialect) -> Option<Fault> {
    let is_dated = dialect.has_days_in_names();
    let day = path.file_stem().filter(|_| is_dated)?.to_str()?.get(..10)?;
    let is_digits = day.bytes().enumerate().all(|(index, b)| match index {
        4 | 7 => b == b'-',
        _ => b.is_ascii_digit(),
    });
    let fault = date(day).filter(|fault| is_digits && fault.code == "impossible-date")?;
    let message = format!("expected a name of the file with a day that there is, found `{day}`");
    Some(Fault { message, ..fault })
}

/// Says that Jekyll leaves out a post for its name, which does not begin with a day. `date` is that of the article.
pub(super) fn of_post(path: &Path, dialect: &Dialect, date: Option<&Timestamp>) -> Option<Fault> {
    let stem = path.file_stem()?.to_str()?;
    let is_post = dialect.name() == "jekyll" && Dialect::of_file(path).is_some();
    // Hexo has such a folder in its `source`, and Jekyll never looks at files with such names.
    let is_other =
        path.iter().any(|folder| folder == "source") || stem.starts_with(['.', '_', '#', '~']);
    if !is_post || is_other || split_day(stem, &['-']).is_some() {
        return None;
    }
    let rest = stem.trim_start_matches(|c: char| !c.is_alphabetic());
    let digits: String = stem[..stem.len() - rest.len()]
        .chars()
        .filter(char::is_ascii_digit)
        .collect();
    let own = Timestamp::parse(&digits).filter(|date| digits.len() == 8 && date.is_plausible());
    let day = own.as_ref().or(date).map(Timestamp::to_rfc3339);
    let day = day.as_deref().unwrap_or(DATE);
    let title = Some(slug(rest)).filter(|slug| !slug.is_empty());
    let name = format!(
        "{}-{}",
        &day[..day.find('T').unwrap_or(day.len())],
        title.as_deref().unwrap_or("title")
    );
    let message = format!("expected a name of the file that begins with a day, found `{stem}`");
    let help = format!("call it `{name}`; Jekyll leaves the post out else");
    Some(Fault::warning("undated-name", message).with_help(help))
}

fn unreadable(text: &str) -> Fault {
    let fault = Fault::error(
        "unreadable-date",
        format!("expected a date such as `{DATE}`, found `{text}`"),
    );
    let parts = text.trim().split_at_checked(10);
    let joined = parts.map(|(day, time)| format!("{day}T{time}"));
    if let Some(joined) = joined.filter(|joined| Timestamp::parse(joined).is_some()) {
        return fault.with_value(joined, ", with `T` before the time");
    }
    fault.with_help(match numbers(text) {
        Some([_, _, year]) if year.len() == 4 => {
            "whether the day or the month comes first, nobody can tell; write year, month, day"
        }
        _ => "write year, month, day, and the time with its offset from UTC, or `Z`",
    })
}

/// Returns the three numbers of which a day is made, in any order.
pub(super) fn numbers(text: &str) -> Option<[&str; 3]> {
    let numbers: Vec<&str> = text.trim().split(['/', '.', '-']).collect();
    let numbers: [&str; 3] = numbers.try_into().ok()?;
    let is_numeric = numbers.iter().all(|part| is_number(part));
    is_numeric.then_some(numbers)
}

/// A year, a month and a day, and the time behind them.
type Parts<'t> = ([u32; 3], &'t str);

/// Returns the parts of a date that looks like one of ISO 8601.
fn of_iso_8601(text: &str) -> Option<Parts<'_>> {
    let number = |from: usize, length: usize| text.get(from..from + length)?.parse().ok();
    let day = [number(0, 4)?, number(5, 2)?, number(8, 2)?];
    let is_joined = text.as_bytes()[4] == b'-' && text.as_bytes()[7] == b'-';
    is_joined.then_some((day, text.get(11..).unwrap_or_default()))
}

/// Returns the parts of a date that looks like one of RFC 822, with a weekday or without.
fn of_rfc_822(text: &str) -> Option<Parts<'_>> {
    let (_, rest) = text.split_once(", ").unwrap_or(("", text));
    let mut words = rest.split_whitespace();
    let day = words.next()?.parse().ok()?;
    let month: Month = words.next()?.parse().ok()?;
    let year = words.next().filter(|year| year.len() == 4)?;
    let day = [year.parse().ok()?, month.number_from_month(), day];
    Some((day, words.next().unwrap_or_default()))
}

/// Returns what there is not of a date that looks like one, and why.
fn impossible(text: &str) -> Option<(&'static str, String)> {
    let text = text.trim();
    let ([year, month, day], time) = of_iso_8601(text).or_else(|| of_rfc_822(text))?;
    let first = NaiveDate::from_ymd_opt(i32::try_from(year).ok()?, month, 1);
    let Some(first) = first else {
        return Some(("day", format!("the year has no month {month}")));
    };
    let days = (28..=31).rev().find(|day| {
        NaiveDate::from_ymd_opt(i32::try_from(year).unwrap_or_default(), month, *day).is_some()
    })?;
    if day == 0 {
        return Some(("day", "the first day of a month is 01".to_owned()));
    }
    if day > days {
        let reason = format!("{} has {days} days", first.format("%B %Y"));
        return Some(("day", reason));
    }
    let number = |from: usize| time.get(from..from + 2)?.parse::<u32>().ok();
    let (hour, minute) = (number(0)?, number(3)?);
    let reason = match (hour, minute, number(6).unwrap_or_default()) {
        (25.., ..) => format!("the day has no hour {hour}"),
        (_, 60.., _) => format!("the hour has no minute {minute}"),
        (.., second @ 61..) => format!("the minute has no second {second}"),
        (24, ..) => "the day ends with 24:00".to_owned(),
        _ => return None,
    };
    Some(("time", reason))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_dates_that_cannot_be_from_those_that_cannot_be_read() {
        for (text, expected) in [
            ("2021-05-05T00:56:00Z", None),
            ("2021-02-30", Some("impossible-date")),
            ("2021-13-01T00:00:00Z", Some("impossible-date")),
            ("2021-01-01T25:00:00Z", Some("impossible-date")),
            ("Tue, 30 Feb 2024 03:04:05 GMT", Some("impossible-date")),
            ("31 November 2024", Some("impossible-date")),
            ("Tue, 13 Feb 2024 25:04:05 GMT", Some("impossible-date")),
            ("Tue, 13 Feb 2024 03:04:05 GMT", None),
            ("30 cats 2024", Some("unreadable-date")),
            ("yesterday", Some("unreadable-date")),
            ("05/06/2021", Some("unreadable-date")),
            ("ééééé", Some("unreadable-date")),
            ("1970-01-01T00:00:00Z", Some("implausible-date")),
        ] {
            assert_eq!(date(text).map(|fault| fault.code), expected, "{text}");
        }
    }
}

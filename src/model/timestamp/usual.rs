//! The two forms that nearly all dates have, read in one go. Both say their zone.

use std::ops::RangeInclusive;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, Offset, Utc};

use super::number::at;

/// Reads a date in one of them.
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    parse_rfc3339(text).or_else(|| parse_rfc822(text))
}

/// Reads `2021-05-05T00:56:00Z`.
fn parse_rfc3339(text: &str) -> Option<DateTime<FixedOffset>> {
    let is_plain = text.len() >= 20 && text.as_bytes()[10] == b'T';
    let date_time = DateTime::parse_from_rfc3339(text)
        .ok()
        .filter(|_| is_plain)?;
    at(
        date_time.date_naive(),
        date_time.time(),
        *date_time.offset(),
    )
}

/// Reads `Wed, 05 May 2021 00:56:00 +0200`.
fn parse_rfc822(text: &str) -> Option<DateTime<FixedOffset>> {
    const WEEKDAYS: [&str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];
    const MONTHS: [&str; 12] = [
        "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
    ];
    let (weekday, rest) = text.split_once(", ")?;
    let mut words = rest.split(' ');
    let mut word = || words.next();
    let (day, month, year, clock, zone) = (word()?, word()?, word()?, word()?, word()?);
    if word().is_some() || !WEEKDAYS.contains(&weekday) {
        return None;
    }
    let month = 1 + MONTHS.iter().position(|name| *name == month)?;
    let year = number(year, 4..=4)?.try_into().ok()?;
    let date = NaiveDate::from_ymd_opt(year, month as u32, number(day, 1..=2)?)?;
    let mut parts = clock.split(':').map(|part| number(part, 2..=2));
    let (hour, minute, second) = (parts.next()??, parts.next()??, parts.next()??);
    let time = NaiveTime::from_hms_opt(hour, minute, second).filter(|_| parts.next().is_none())?;
    let offset = match zone {
        "GMT" | "UTC" | "Z" => Utc.fix(),
        _ => {
            let (sign, digits) = zone.split_at_checked(1)?;
            let sign = [("+", 1), ("-", -1)]
                .iter()
                .find(|(known, _)| *known == sign)?
                .1;
            let (hours, minutes) = digits.split_at_checked(2)?;
            let (hours, minutes) = (number(hours, 2..=2)?, number(minutes, 2..=2)?);
            let seconds = (hours < 15 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
            FixedOffset::east_opt(sign * i32::try_from(seconds).ok()?)?
        }
    };
    at(date, time, offset)
}

/// Returns a number of so many digits.
fn number(digits: &str, length: RangeInclusive<usize>) -> Option<u32> {
    let is_number =
        length.contains(&digits.len()) && digits.bytes().all(|byte| byte.is_ascii_digit());
    is_number.then(|| digits.parse().ok())?
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_usual_forms_are_read() {
        for (text, expected) in [
            ("2021-05-05T00:56:00Z", "2021-05-05T00:56:00+00:00"),
            (
                "Wed, 05 May 2021 00:56:00 +0200",
                "2021-05-05T00:56:00+02:00",
            ),
            ("Wed, 5 May 2021 00:56:00 GMT", "2021-05-05T00:56:00+00:00"),
            (
                "Thu, 31 Dec 1998 23:59:59 -1130",
                "1998-12-31T23:59:59-11:30",
            ),
        ] {
            let found = parse(text).map(|date| date.to_rfc3339());
            assert_eq!(found.as_deref(), Some(expected), "{text}");
        }
        for text in [
            "Wed, 05 May 2021 00:56:00",
            "Wed, 05 May 2021 24:00:00 GMT",
            "05 May 2021 00:56:00 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

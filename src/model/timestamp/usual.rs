//! The two forms that nearly all dates have, read in one go. Both say their zone.

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
    const WEEKDAYS: [&[u8]; 7] = [b"Mon", b"Tue", b"Wed", b"Thu", b"Fri", b"Sat", b"Sun"];
    const MONTHS: [&[u8]; 12] = [
        b"Jan", b"Feb", b"Mar", b"Apr", b"May", b"Jun", b"Jul", b"Aug", b"Sep", b"Oct", b"Nov",
        b"Dec",
    ];
    let (weekday, rest) = text.as_bytes().split_at_checked(3)?;
    let rest = rest
        .strip_prefix(b", ")
        .filter(|_| WEEKDAYS.contains(&weekday))?;
    let (day, rest) = match rest {
        [day, b' ', rest @ ..] => (digit(*day)?, rest),
        [tens, ones, b' ', rest @ ..] => (number([*tens, *ones])?, rest),
        _ => return None,
    };
    let (month, rest) = rest.split_at_checked(3)?;
    let month = 1 + MONTHS.iter().position(|name| *name == month)? as u32;
    let [b' ', c1, c2, y1, y2, b' ', rest @ ..] = rest else {
        return None;
    };
    let year = number([*c1, *c2])? * 100 + number([*y1, *y2])?;
    let [h1, h2, b':', m1, m2, b':', s1, s2, b' ', zone @ ..] = rest else {
        return None;
    };
    let date = NaiveDate::from_ymd_opt(year.try_into().ok()?, month, day)?;
    let (hour, minute) = (number([*h1, *h2])?, number([*m1, *m2])?);
    let time = NaiveTime::from_hms_opt(hour, minute, number([*s1, *s2])?)?;
    let offset = match zone {
        b"GMT" | b"UTC" | b"Z" => Utc.fix(),
        [sign @ (b'+' | b'-'), h1, h2, m1, m2] => {
            let (hours, minutes) = (number([*h1, *h2])?, number([*m1, *m2])?);
            let seconds = (hours < 15 && minutes < 60).then_some(hours * 3600 + minutes * 60)?;
            let seconds = i32::try_from(seconds).ok()?;
            FixedOffset::east_opt(if *sign == b'-' { -seconds } else { seconds })?
        }
        _ => return None,
    };
    at(date, time, offset)
}

/// Returns a number of two digits.
fn number([tens, ones]: [u8; 2]) -> Option<u32> {
    Some(digit(tens)? * 10 + digit(ones)?)
}

fn digit(byte: u8) -> Option<u32> {
    byte.is_ascii_digit().then(|| u32::from(byte - b'0'))
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
            "",
            "Wed, 005 May 2021 00:56:00 GMT",
            "Wed, +5 May 2021 00:56:00 GMT",
            "Wed, 05 May 2021 00:56:00 +020",
            "Wed, 05 May 2021 00:56:00 +0200 ",
            "Wed, 05 May 2021 00:56:00 \u{e9}",
            "Wed, 05 May 2021 00:56:00",
            "Wed, 05 May 2021 24:00:00 GMT",
            "05 May 2021 00:56:00 GMT",
        ] {
            assert_eq!(parse(text), None, "{text}");
        }
    }
}

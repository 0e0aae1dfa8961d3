//! The numbers of dates: years, days, and clocks.

use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, NaiveTime, TimeDelta, Timelike};

/// Reads a date of digits alone: `20210505`, `2021125` by the day of the year, and both with two digits for the year.
pub(super) fn compact_date(digits: &str) -> Option<NaiveDate> {
    let (year, rest) = digits.split_at_checked(if digits.len() > 6 { 4 } else { 2 })?;
    let year = parse_year(year)?;
    match rest.len() {
        3 => NaiveDate::from_yo_opt(year, rest.parse().ok()?),
        4 => NaiveDate::from_ymd_opt(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?),
        _ => None,
    }
}

/// Reads a year of two digits or four.
pub(super) fn parse_year(text: &str) -> Option<i32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        2 if is_number => format!("{}{text}", century(text)).parse().ok(),
        4 if is_number => text.parse().ok(),
        _ => None,
    }
}

/// Returns the first two digits of a year of two, as [RFC 2822](https://www.rfc-editor.org/rfc/rfc2822#section-4.3) says.
fn century(year: &str) -> &'static str {
    if year < "50" { "20" } else { "19" }
}

/// Reads `00:56`, `0:56:00` or `00:56:00.25`, and whether it is the midnight at the end of the day. A second of 60 is a leap
/// second.
pub(super) fn parse_time(text: &str) -> Option<(NaiveTime, bool)> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':').map(|part| match part.len() {
        1 | 2 => part.parse::<u32>().ok(),
        _ => None,
    });
    let (hour, minute) = (parts.next()??, parts.next().unwrap_or(Some(0))?);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() || !fraction.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    // More digits than a billionth of a second are noise.
    let nanos: u32 = format!("{:0<9}", fraction.get(..9).unwrap_or(fraction))
        .parse()
        .ok()?;
    if (hour, minute, second, nanos) == (24, 0, 0, 0) {
        return Some((NaiveTime::MIN, true));
    }
    let time = if second == 60 {
        NaiveTime::from_hms_nano_opt(hour, minute, 59, 1_000_000_000 + nanos)
    } else {
        NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
    };
    Some((time?, false))
}

/// Puts a time of a 12-hour clock into its half of the day; midnight may be 0 in the first.
pub(super) fn in_half(time: NaiveTime, half: Option<bool>) -> Option<NaiveTime> {
    match (half, time.hour()) {
        (None, _) => Some(time),
        (Some(false), 12) => time.with_hour(0),
        (Some(true), hour) if (1..12).contains(&hour) => time.with_hour(hour + 12),
        (Some(false), 0..12) | (Some(true), 12) => Some(time),
        _ => None,
    }
}

/// Leap seconds stand at the end of June and of December alone
/// ([RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.7)); elsewhere, a second of 60 is the next one.
fn unleaped(date_time: DateTime<FixedOffset>) -> Option<DateTime<FixedOffset>> {
    let Some(nanos) = date_time.nanosecond().checked_sub(1_000_000_000) else {
        return Some(date_time);
    };
    let utc = date_time.naive_utc();
    let is_end = matches!((utc.month(), utc.day()), (6, 30) | (12, 31));
    if is_end && (utc.hour(), utc.minute()) == (23, 59) {
        return Some(date_time);
    }
    date_time
        .with_nanosecond(nanos)?
        .checked_add_signed(TimeDelta::seconds(1))
}

pub(super) fn at(
    date: NaiveDate,
    time: NaiveTime,
    zone: FixedOffset,
) -> Option<DateTime<FixedOffset>> {
    let date_time = unleaped(date.and_time(time).and_local_timezone(zone).single()?)?;
    // RFC 822 and RFC 3339 have four digits for a year, also after the change to UTC.
    let years = 1..=9999;
    let is_printable = [date_time.naive_local(), date_time.naive_utc()]
        .iter()
        .all(|date_time| years.contains(&date_time.year()));
    is_printable.then_some(date_time)
}

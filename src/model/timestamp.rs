//! [`Timestamp`]: the only code that reads or prints a date.
//!
//! Reading is lenient about the form and strict about the instant: what does not name one is not a date. Nothing here
//! looks at a clock or at the time zone of the machine.

use std::fmt;

use chrono::{DateTime, FixedOffset, NaiveDate, NaiveTime, SecondsFormat, Utc};

/// A point in time, with its offset from UTC, its fraction of a second, and the text that it was written as.
#[derive(Clone, Debug)]
pub struct Timestamp {
    date_time: DateTime<FixedOffset>,
    /// The text, when it is not what [`Timestamp::to_rfc3339`] prints.
    text: Option<Box<str>>,
}

impl Timestamp {
    /// Reads a date in the forms of RFC 3339, RFC 822 and their relatives, and remembers its text.
    ///
    /// A date without a time is midnight, a time without a zone is UTC.
    pub fn parse(text: &str) -> Option<Self> {
        let date_time = parse_iso(text.trim()).or_else(|| parse_rfc822(text.trim()))?;
        let timestamp = Self {
            date_time,
            text: None,
        };
        let is_canonical = timestamp.to_rfc3339() == text;
        Some(Self {
            text: (!is_canonical).then(|| text.into()),
            ..timestamp
        })
    }

    /// Returns the same point in time and offset, to be printed as RFC 3339.
    pub fn without_text(self) -> Self {
        Self { text: None, ..self }
    }

    /// Returns the point in time.
    pub fn instant(&self) -> DateTime<Utc> {
        self.date_time.to_utc()
    }

    /// Returns the date and time with their offset from UTC.
    pub fn date_time(&self) -> DateTime<FixedOffset> {
        self.date_time
    }

    /// Prints as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6), with `Z` for UTC.
    pub fn to_rfc3339(&self) -> String {
        self.date_time.to_rfc3339_opts(SecondsFormat::AutoSi, true)
    }

    /// Prints as [RFC 822](https://www.rfc-editor.org/rfc/rfc822#section-5) with a four-digit year, in GMT.
    ///
    /// Always GMT, because feed validators doubt offsets such as `+0545`.
    pub fn to_rfc822(&self) -> String {
        // RFC 822 knows no leap second: a fraction of a second and more is left out.
        let seconds = self.instant().timestamp();
        let whole = DateTime::<Utc>::from_timestamp(seconds, 0).unwrap_or_default();
        whole.format("%a, %d %b %Y %H:%M:%S GMT").to_string()
    }

    /// Prints the day, in UTC: `2021-05-05`.
    pub fn to_day(&self) -> String {
        self.instant().format("%Y-%m-%d").to_string()
    }
}

impl From<DateTime<FixedOffset>> for Timestamp {
    fn from(date_time: DateTime<FixedOffset>) -> Self {
        Self {
            date_time,
            text: None,
        }
    }
}

/// Prints the text that was read, or RFC 3339.
impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.text {
            Some(text) => f.write_str(text),
            None => f.write_str(&self.to_rfc3339()),
        }
    }
}

/// Equal when instant, offset and text are.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.date_time == other.date_time
            && self.date_time.offset() == other.date_time.offset()
            && self.text == other.text
    }
}

/// Reads `2021-05-05`, `2021-05-05T00:56:00.5+02:00`, `2021-05-05 00:56 +0200` and the like.
fn parse_iso(text: &str) -> Option<DateTime<FixedOffset>> {
    let date = NaiveDate::parse_from_str(text.get(..10)?, "%Y-%m-%d").ok()?;
    if !text.as_bytes()[..4].iter().all(u8::is_ascii_digit) {
        return None;
    }
    let rest = &text[10..];
    if rest.is_empty() {
        return at(date, NaiveTime::MIN, utc());
    }
    let rest = rest.strip_prefix(['T', 't']).unwrap_or(rest).trim_start();
    let time_end = rest
        .find(|c: char| !matches!(c, '0'..='9' | ':' | '.'))
        .unwrap_or(rest.len());
    let (time, zone) = rest.split_at(time_end);
    at(date, parse_time(time)?, parse_zone(zone.trim())?)
}

/// Reads `Wed, 05 May 2021 00:56:00 GMT`, `May 5, 2021 12:56 AM`, `Wed May  5 00:56:00 2021` and the like.
///
/// The weekday is not looked at: it adds nothing, and is often wrong. So is a comment, such as `(CEST)`.
fn parse_rfc822(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.split_once('(').map_or(text, |(before, _)| before);
    let mut words: Vec<&str> = text
        .split([' ', ',', '\t', '\n', '\r'])
        .filter(|word| !word.is_empty())
        .collect();
    if words.first().is_some_and(|word| is_weekday(word)) {
        words.remove(0);
    }
    let &[first, second, ref rest @ ..] = words.as_slice() else {
        return None;
    };
    let (day, month) = if first.starts_with(|c: char| c.is_ascii_digit()) {
        (first, second)
    } else {
        (second, first)
    };
    let (mut rest, mut time) = (rest.to_vec(), NaiveTime::MIN);
    let is_half = |word: &&str| word.eq_ignore_ascii_case("am") || word.eq_ignore_ascii_case("pm");
    let half = rest
        .iter()
        .position(is_half)
        .map(|index| rest.remove(index));
    match (rest.iter().position(|word| word.contains(':')), half) {
        (Some(index), half) => time = in_half(parse_time(rest.remove(index))?, half)?,
        (None, Some(_)) => return None,
        (None, None) => {}
    }
    // The zone stands behind the year, or before it where the year comes last.
    let (year, zone) = match *rest.as_slice() {
        [year] => (year, ""),
        [zone, year] if zone.starts_with(|c: char| c.is_ascii_alphabetic()) => (year, zone),
        [year, zone] => (year, zone),
        _ => return None,
    };
    let date = NaiveDate::from_ymd_opt(parse_year(year)?, parse_month(month)?, day.parse().ok()?)?;
    at(date, time, parse_zone(zone)?)
}

fn is_weekday(word: &str) -> bool {
    const WEEKDAYS: [&str; 7] = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"];
    let start = word.get(..3).unwrap_or_default().to_ascii_lowercase();
    WEEKDAYS.contains(&start.as_str())
}

/// Puts a time of a 12-hour clock into its half of the day.
fn in_half(time: NaiveTime, half: Option<&str>) -> Option<NaiveTime> {
    use chrono::Timelike;

    let Some(half) = half else {
        return Some(time);
    };
    let hour = time
        .hour()
        .checked_sub(1)
        .filter(|hour| *hour < 12)
        .map(|hour| (hour + 1) % 12)?;
    time.with_hour(if half.eq_ignore_ascii_case("pm") {
        hour + 12
    } else {
        hour
    })
}

fn at(date: NaiveDate, time: NaiveTime, zone: FixedOffset) -> Option<DateTime<FixedOffset>> {
    let date_time = date.and_time(time).and_local_timezone(zone).single()?;
    // RFC 822 and RFC 3339 have four digits for a year, also after the change to UTC.
    let years = 1..=9999;
    let is_printable = [date_time.naive_local(), date_time.naive_utc()]
        .iter()
        .all(|date_time| years.contains(&chrono::Datelike::year(date_time)));
    is_printable.then_some(date_time)
}

fn utc() -> FixedOffset {
    chrono::Offset::fix(&Utc)
}

/// Reads `00:56`, `0:56:00` or `00:56:00.25`. A second of 60 is a leap second.
fn parse_time(text: &str) -> Option<NaiveTime> {
    let (clock, fraction) = text.split_once('.').unwrap_or((text, ""));
    let mut parts = clock.split(':').map(|part| match part.len() {
        1 | 2 => part.parse::<u32>().ok(),
        _ => None,
    });
    let (hour, minute) = (parts.next()??, parts.next()??);
    let second = parts.next().unwrap_or(Some(0))?;
    if parts.next().is_some() || fraction.len() > 9 || !fraction.bytes().all(|b| b.is_ascii_digit())
    {
        return None;
    }
    let nanos: u32 = format!("{fraction:0<9}").parse().ok()?;
    if second == 60 {
        return NaiveTime::from_hms_nano_opt(hour, minute, 59, 1_000_000_000 + nanos);
    }
    NaiveTime::from_hms_nano_opt(hour, minute, second, nanos)
}

/// Reads an offset, one of the zones that [RFC 822](https://www.rfc-editor.org/rfc/rfc822#section-5.1) names, or another
/// whose name means one zone only.
fn parse_zone(text: &str) -> Option<FixedOffset> {
    let hours_west = match text.to_ascii_uppercase().as_str() {
        "" | "Z" | "UT" | "UTC" | "GMT" => 0,
        "EDT" => 4,
        "EST" | "CDT" => 5,
        "CST" | "MDT" => 6,
        "MST" | "PDT" => 7,
        "PST" | "AKDT" => 8,
        "AKST" | "HDT" => 9,
        "HST" => 10,
        "WEST" | "BST" | "CET" => -1,
        "CEST" | "EET" => -2,
        "EEST" | "MSK" => -3,
        "JST" | "KST" => -9,
        "WET" => 0,
        _ => return parse_offset(text),
    };
    FixedOffset::west_opt(hours_west * 3600)
}

/// Reads `+02:00`, `+0200` or `+02`.
fn parse_offset(text: &str) -> Option<FixedOffset> {
    let (sign, digits) = match text.split_at_checked(1)? {
        ("+", digits) => (1, digits.replace(':', "")),
        ("-", digits) => (-1, digits.replace(':', "")),
        _ => return None,
    };
    if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let hours: i32 = digits[..2].parse().ok()?;
    let minutes: i32 = digits
        .get(2..)
        .filter(|m| !m.is_empty())
        .map_or(Ok(0), str::parse)
        .ok()?;
    (minutes < 60).then(|| FixedOffset::east_opt(sign * (hours * 3600 + minutes * 60)))?
}

fn parse_month(text: &str) -> Option<u32> {
    const MONTHS: &str = "janfebmaraprmayjunjulaugsepoctnovdec";
    let start = text.get(..3)?.to_ascii_lowercase();
    let index = MONTHS.find(&start).filter(|index| index % 3 == 0)?;
    Some(index as u32 / 3 + 1)
}

/// Reads four digits, or two as [RFC 2822](https://www.rfc-editor.org/rfc/rfc2822#section-4.3) says.
fn parse_year(text: &str) -> Option<i32> {
    let year: i32 = text.parse().ok()?;
    match text.len() {
        2 if year < 50 => Some(year + 2000),
        2 => Some(year + 1900),
        4 => Some(year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn rfc3339(text: &str) -> Option<String> {
        Timestamp::parse(text).map(|timestamp| timestamp.to_rfc3339())
    }

    #[test]
    fn reads_what_people_write() {
        for (text, expected) in [
            ("2020-01-30T17:00:00Z", "2020-01-30T17:00:00Z"),
            (
                "2020-01-30T17:00:00.250+05:45",
                "2020-01-30T17:00:00.250+05:45",
            ),
            ("2020-01-30", "2020-01-30T00:00:00Z"),
            ("2020-01-30 17:00:00 +0100", "2020-01-30T17:00:00+01:00"),
            ("2020-01-30T17:00:00-0500", "2020-01-30T17:00:00-05:00"),
            ("2020-01-30 7:05", "2020-01-30T07:05:00Z"),
            ("2016-12-31T23:59:60Z", "2016-12-31T23:59:60Z"),
            ("Thu, 30 Jan 2020 17:00:00 GMT", "2020-01-30T17:00:00Z"),
            ("Mon, 30 jan 2020 17:00 EST", "2020-01-30T17:00:00-05:00"),
            ("30 January 20 17:00:00 +0200", "2020-01-30T17:00:00+02:00"),
            ("30 Sept 1999", "1999-09-30T00:00:00Z"),
            (
                "Thu, 30 Jan 2020 17:00:00 -0500 (EST)",
                "2020-01-30T17:00:00-05:00",
            ),
            ("Thu Jan 30 17:00:00 2020", "2020-01-30T17:00:00Z"),
            ("Thu Jan  3 17:00:00 CET 2020", "2020-01-03T17:00:00+01:00"),
            ("Thu 30 Jan 2020 05:00 PM", "2020-01-30T17:00:00Z"),
            ("January 30, 2020 12:05 am", "2020-01-30T00:05:00Z"),
        ] {
            assert_eq!(rfc3339(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn does_not_guess() {
        for text in [
            "",
            "yesterday",
            "2020-13-01",
            "2020-02-30",
            "2020-01-30T25:00:00Z",
            "2020-01-30T17:00:00 XYZ",
            "17:00",
            "30 Foo 2020 17:00:00 GMT",
            "0000-01-01",
            "+020-01-01",
            "30 Jan 2020 17:00:00 GMT later",
            "日本語日本語日本語",
            "0001-01-01T00:00:00+10:00",
            "2020-01-30T1:2:3:4Z",
            "2020-01-30T17:00:00+9999",
            "30 jan 2020 17:00:00 +1",
            "30 Jan 2020 17:00 PM",
            "30 Jan 2020 PM",
            "Jan 2020",
        ] {
            assert_eq!(rfc3339(text), None, "{text}");
        }
    }

    #[test]
    fn keeps_the_text() {
        let timestamp = Timestamp::parse("2020-01-30 17:00").expect("a date");
        assert_eq!(timestamp.to_string(), "2020-01-30 17:00");
        assert_eq!(timestamp.to_rfc822(), "Thu, 30 Jan 2020 17:00:00 GMT");
        assert_ne!(timestamp, timestamp.clone().without_text());
    }
}

//! [`Timestamp`]: the only code that reads or prints a date, but for what one standard takes (`check`) and for the forms that
//! generators give to addresses (`site`).
//!
//! Reading is lenient about the form and strict about the instant: what does not name one is not a date. Nothing here
//! looks at a clock or at the time zone of the machine.

mod names;
mod number;
mod preparation;
mod reading;
mod usual;
mod zone;

pub use zone::Zone;

use std::cmp::Ordering;
use std::fmt;
use std::hash::{Hash, Hasher};
use std::str::FromStr;

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDate, NaiveDateTime, NaiveTime, SecondsFormat, Utc,
};

use crate::error::{Error, Result};

/// A point in time, with its offset from UTC, its fraction of a second, and the text that it was written as.
///
/// Two that name one point in time are equal only if they also have the same offset and text, and stand in the order of these;
/// whether it is one point in time, [`Timestamp::instant`] tells.
///
/// ```
/// use feedmatter::model::Timestamp;
///
/// let utc: Timestamp = "2021-01-02T03:04:05Z".parse()?;
/// let paris: Timestamp = "2021-01-02T04:04:05+01:00".parse()?;
/// let later: Timestamp = "3 Jan 2021".parse()?;
/// assert_ne!(utc, paris);
/// assert_eq!(utc.instant(), paris.instant());
/// assert!(utc < paris && paris < later);
/// # Ok::<(), feedmatter::Error>(())
/// ```
#[derive(Clone, Debug)]
pub struct Timestamp {
    date_time: DateTime<FixedOffset>,
    /// The text, when it is not what [`Timestamp::to_rfc3339`] prints.
    text: Option<Box<str>>,
}

/// The first year of which dates are plausible.
const FIRST_YEAR: i32 = 1990;

impl Timestamp {
    /// Reads a date in the forms of RFC 3339, RFC 822 and their many relatives, and remembers its text.
    ///
    /// A year is its first day, a month its first, a date without a time is midnight, a time without a zone is UTC. The day
    /// of the week is not looked at, unless nothing else tells the day from the month: it is often wrong.
    pub fn parse(text: &str) -> Option<Self> {
        let date_time = reading::parse(text)?;
        let timestamp = Self {
            date_time,
            text: None,
        };
        // Most of the others begin with the day of the week.
        let is_canonical = !text.starts_with(char::is_alphabetic) && timestamp.to_rfc3339() == text;
        Some(Self {
            text: (!is_canonical).then(|| text.into()),
            ..timestamp
        })
    }

    /// Returns the same point in time and offset, to be printed as RFC 3339.
    pub fn without_text(self) -> Self {
        Self { text: None, ..self }
    }

    /// Returns whether the date stands as [RFC 3339](https://www.rfc-editor.org/rfc/rfc3339#section-5.6) has it, or as the day,
    /// or the day and the time, of that.
    pub(crate) fn is_standard(&self) -> bool {
        let Some(text) = &self.text else {
            return true;
        };
        let is_part = |form| NaiveDateTime::parse_from_str(text, form).is_ok();
        let is_day = matches!(text.as_bytes(), [_, _, _, _, b'-', _, _, b'-', _, _])
            && self.to_rfc3339().starts_with(&**text);
        is_day || DateTime::parse_from_rfc3339(text).is_ok() || is_part("%Y-%m-%dT%H:%M:%S%.f")
    }

    /// Returns whether the date says itself at what distance from UTC it is.
    pub fn states_zone(&self) -> bool {
        self.text.as_deref().is_none_or(reading::has_zone)
    }

    /// Returns the date as it is meant in a place, if it does not say itself at what distance from UTC it is; its text, which
    /// does not tell, is forgotten then.
    pub fn within(self, zone: &Zone) -> Self {
        if zone.is_utc() || self.states_zone() {
            return self;
        }
        Self {
            date_time: zone.resolve(self.date_time.naive_local()),
            text: None,
        }
    }

    /// Returns the date and time on the clocks of a place.
    pub fn local(&self, zone: &Zone) -> NaiveDateTime {
        zone.local(self.instant())
    }

    /// Returns the point in time.
    pub fn instant(&self) -> DateTime<Utc> {
        self.date_time.to_utc()
    }

    /// Returns whether feed readers and validators believe it: those before 1990 they take for mistakes, such as the zero
    /// of a clock.
    pub fn is_plausible(&self) -> bool {
        self.instant().year() >= FIRST_YEAR
    }

    /// Returns what makes it the same as another one, the instant first.
    fn identity(&self) -> (DateTime<Utc>, i32, Option<&str>) {
        let offset = self.date_time.offset().local_minus_utc();
        (self.instant(), offset, self.text.as_deref())
    }

    /// Returns the first date that is plausible.
    pub(crate) fn first_plausible() -> Self {
        let date = NaiveDate::from_yo_opt(FIRST_YEAR, 1).unwrap_or_default();
        Self::from(date.and_time(NaiveTime::MIN).and_utc().fixed_offset())
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
        self.instant().date_naive().to_string()
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

/// Reads as [`Timestamp::parse`] does.
impl FromStr for Timestamp {
    type Err = Error;

    fn from_str(text: &str) -> Result<Self> {
        Self::parse(text).ok_or_else(|| Error::NotADate {
            found: text.to_owned(),
        })
    }
}

/// Equal when instant, offset and text are.
impl PartialEq for Timestamp {
    fn eq(&self, other: &Self) -> bool {
        self.identity() == other.identity()
    }
}

impl Eq for Timestamp {}

impl PartialOrd for Timestamp {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

/// The earlier one first; of one instant, by offset and text.
impl Ord for Timestamp {
    fn cmp(&self, other: &Self) -> Ordering {
        self.identity().cmp(&other.identity())
    }
}

impl Hash for Timestamp {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.identity().hash(state);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_text() {
        let timestamp = Timestamp::parse("2020-01-30 17:00").expect("a date");
        assert_eq!(timestamp.to_string(), "2020-01-30 17:00");
        assert_eq!(timestamp.to_rfc822(), "Thu, 30 Jan 2020 17:00:00 GMT");
        assert_ne!(timestamp, timestamp.clone().without_text());
    }

    #[test]
    fn reads_local_dates_in_a_zone() {
        let berlin = Zone::parse("Europe/Berlin").expect("a zone");
        for (text, expected) in [
            ("2021-01-02", "2021-01-02T00:00:00+01:00"),
            ("2021-07-02 08:00", "2021-07-02T08:00:00+02:00"),
            ("2021-07-02T08:00:00Z", "2021-07-02T08:00:00Z"),
            ("1620176160", "2021-05-05T00:56:00Z"),
            ("1620176160123", "2021-05-05T00:56:00.123Z"),
            ("2021-07-02 08:00:00 -0500", "2021-07-02T08:00:00-05:00"),
            // This hour is skipped.
            ("2021-03-28 02:30", "2021-03-28T02:30:00+01:00"),
            // This one comes twice.
            ("2021-10-31 02:30", "2021-10-31T02:30:00+02:00"),
        ] {
            let timestamp = Timestamp::parse(text).expect("a date").within(&berlin);
            assert_eq!(timestamp.to_rfc3339(), expected);
        }
        assert_eq!(Zone::parse("Mars/Olympus"), None);
    }
}

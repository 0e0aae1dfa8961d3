//! [`Zone`]: the place whose clocks a date without an offset means. The only file that names the crate of time zones.

use chrono::{
    DateTime, Datelike, FixedOffset, NaiveDateTime, Offset, TimeZone as _, Timelike, Utc,
};
use jiff::civil;
use jiff::tz::{AmbiguousOffset, TimeZone, TimeZoneDatabase};

/// A time zone: by its IANA name, or at a fixed distance from UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Named(TimeZone),
    Fixed(FixedOffset),
}

impl Default for Zone {
    fn default() -> Self {
        Self(Kind::Named(TimeZone::UTC))
    }
}

impl Zone {
    /// Reads `Europe/Berlin`, `UTC` or `+02:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        // The same on every machine, whatever its system knows.
        let named = TimeZoneDatabase::bundled().get(text).ok();
        named
            .map(Kind::Named)
            .or_else(|| text.parse().ok().map(Kind::Fixed))
            .map(Self)
    }

    pub(super) fn is_utc(&self) -> bool {
        *self == Self::default()
    }

    /// Returns what the clocks say at a point in time.
    pub(super) fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        let offset = match &self.0 {
            Kind::Named(zone) => {
                let seconds = instant.timestamp();
                jiff::Timestamp::from_second(seconds)
                    .map(|instant| zone.to_offset(instant).seconds())
            }
            Kind::Fixed(offset) => Ok(offset.local_minus_utc()),
        };
        instant
            .with_timezone(&fixed(offset.unwrap_or_default()))
            .naive_local()
    }

    /// Returns when the clocks say so: the first time if they do twice, and by the clock from before if they never do.
    pub(super) fn resolve(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let offset = match &self.0 {
            Kind::Fixed(offset) => *offset,
            Kind::Named(zone) => fixed(seconds_at(zone, local).unwrap_or_default()),
        };
        offset
            .from_local_datetime(&local)
            .single()
            .unwrap_or_else(|| local.and_utc().fixed_offset())
    }
}

/// Returns the distance from UTC, in seconds, that clocks have; of years that the crate does not know, `None`.
fn seconds_at(zone: &TimeZone, local: NaiveDateTime) -> Option<i32> {
    let part = |number: u32| i8::try_from(number).ok();
    let local = civil::DateTime::new(
        local.year().try_into().ok()?,
        part(local.month())?,
        part(local.day())?,
        part(local.hour())?,
        part(local.minute())?,
        part(local.second())?,
        0,
    );
    let (AmbiguousOffset::Unambiguous { offset }
    | AmbiguousOffset::Gap { before: offset, .. }
    | AmbiguousOffset::Fold { before: offset, .. }) =
        zone.to_ambiguous_timestamp(local.ok()?).offset();
    Some(offset.seconds())
}

fn fixed(seconds: i32) -> FixedOffset {
    FixedOffset::east_opt(seconds).unwrap_or_else(|| Utc.fix())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn clocks_are_those_of_the_place() {
        for (zone, local, expected) in [
            (
                "Europe/Berlin",
                "2026-07-01T12:00:00",
                "2026-07-01T12:00:00+02:00",
            ),
            (
                "Asia/Kathmandu",
                "2026-07-01T12:00:00",
                "2026-07-01T12:00:00+05:45",
            ),
            ("+05:30", "2026-07-01T12:00:00", "2026-07-01T12:00:00+05:30"),
            // Twice.
            (
                "America/New_York",
                "2026-11-01T01:30:00",
                "2026-11-01T01:30:00-04:00",
            ),
            // Never.
            (
                "America/New_York",
                "2026-03-08T02:30:00",
                "2026-03-08T02:30:00-05:00",
            ),
            (
                "Pacific/Apia",
                "2011-12-30T12:00:00",
                "2011-12-30T12:00:00-10:00",
            ),
            // Farther than anybody knows.
            (
                "Europe/Berlin",
                "+50000-07-01T12:00:00",
                "+50000-07-01T12:00:00+00:00",
            ),
        ] {
            let zone = Zone::parse(zone).expect("a zone");
            let local: NaiveDateTime = local.parse().expect("a time");
            let resolved = zone.resolve(local);
            assert_eq!(resolved.to_rfc3339(), expected);
        }
        let berlin = Zone::parse("Europe/Berlin").expect("a zone");
        let instant = "2026-01-01T00:00:00Z".parse().expect("a time");
        assert_eq!(berlin.local(instant).to_string(), "2026-01-01 01:00:00");
        assert!(Zone::parse("UTC").is_some_and(|zone| zone.is_utc()));
        assert!(Zone::parse("Europe/Nowhere").is_none());
    }
}

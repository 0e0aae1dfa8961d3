//! [`Zone`]: the place whose clocks a date without an offset means. The only file that names the crate of time zones.

use chrono::{DateTime, Days, FixedOffset, LocalResult, NaiveDateTime, Offset, TimeZone, Utc};
use chrono_tz::Tz;

/// A time zone: by its IANA name, or at a fixed distance from UTC.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(Kind);

#[derive(Clone, Debug, PartialEq)]
enum Kind {
    Named(Tz),
    Fixed(FixedOffset),
}

impl Default for Zone {
    fn default() -> Self {
        Self(Kind::Named(Tz::UTC))
    }
}

impl Zone {
    /// Reads `Europe/Berlin`, `UTC` or `+02:00`.
    pub fn parse(text: &str) -> Option<Self> {
        let text = text.trim();
        let named = text.parse().ok().map(Kind::Named);
        named
            .or_else(|| text.parse().ok().map(Kind::Fixed))
            .map(Self)
    }

    pub(super) fn is_utc(&self) -> bool {
        *self == Self::default()
    }

    /// Returns what the clocks say at a point in time.
    pub(super) fn local(&self, instant: DateTime<Utc>) -> NaiveDateTime {
        match &self.0 {
            Kind::Named(zone) => instant.with_timezone(zone).naive_local(),
            Kind::Fixed(offset) => instant.with_timezone(offset).naive_local(),
        }
    }

    /// Returns when the clocks say so: the first time if they do twice, and by the clock of the day before if they never do.
    pub(super) fn resolve(&self, local: NaiveDateTime) -> DateTime<FixedOffset> {
        let offset = match &self.0 {
            Kind::Fixed(offset) => *offset,
            Kind::Named(zone) => match zone.offset_from_local_datetime(&local) {
                LocalResult::Single(offset) | LocalResult::Ambiguous(offset, _) => offset.fix(),
                LocalResult::None => {
                    let before = local.checked_sub_days(Days::new(1)).unwrap_or(local);
                    let offset = zone.offset_from_local_datetime(&before).earliest();
                    offset.map_or_else(|| Utc.fix(), |offset| offset.fix())
                }
            },
        };
        offset
            .from_local_datetime(&local)
            .single()
            .unwrap_or_else(|| local.and_utc().fixed_offset())
    }
}

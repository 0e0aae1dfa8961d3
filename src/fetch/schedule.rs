//! When a feed says itself that it is worth a look: `ttl`, `skipHours` and `skipDays` of
//! [RSS](https://www.rssboard.org/rss-specification#optionalChannelElements), and the
//! [syndication module](https://web.resource.org/rss/1.0/modules/syndication/).

use chrono::{DateTime, Datelike, Timelike, Weekday};

use crate::formats::kept;
use crate::model::Feed;

/// What a feed says.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Schedule {
    /// For how many minutes it is fresh.
    pub(super) minutes: Option<u64>,
    /// The hours and days at which nobody need look: a bit for each hour from midnight in GMT, and for each day from Monday
    /// behind them.
    pub(super) skips: u32,
}

/// The formats with these elements, which the model has no fields for.
const FORMATS: [&str; 2] = ["rss", "atom"];

const HOURS: u32 = 24;
const PERIODS: [(&str, u64); 5] = [
    ("hourly", 60),
    ("daily", 24 * 60),
    ("weekly", 7 * 24 * 60),
    ("monthly", 30 * 24 * 60),
    ("yearly", 365 * 24 * 60),
];

const HOUR: i64 = 3600;

impl Schedule {
    pub(super) fn of(feed: &Feed) -> Self {
        let mut schedule = Self::default();
        let (mut period, mut frequency) = (None, 1);
        let elements = FORMATS
            .iter()
            .flat_map(|format| kept::elements(feed, format));
        for element in elements {
            let texts = element.texts.iter().map(|(_, text)| text.trim());
            let mut texts = texts.filter(|text| !text.is_empty());
            let mut first = || texts.next().unwrap_or_default().to_ascii_lowercase();
            match element.name.as_str() {
                "sy:updatePeriod" => {
                    let first = first();
                    period = PERIODS
                        .iter()
                        .find(|(own, _)| *own == first)
                        .map(|(_, minutes)| *minutes)
                }
                "sy:updateFrequency" => frequency = first().parse().unwrap_or(1).max(1),
                "skipHours" => {
                    let hours = texts.filter_map(|text| text.parse::<u32>().ok());
                    hours
                        .filter(|hour| *hour <= HOURS)
                        .for_each(|hour| schedule.skips |= 1 << (hour % HOURS));
                }
                "skipDays" => {
                    let days = texts.filter_map(|text| text.parse().ok());
                    days.for_each(|day: Weekday| schedule.skips |= bit(day));
                }
                _ => {}
            }
        }
        let period = period.map(|minutes| minutes / frequency);
        schedule.minutes = feed.ttl.max(period);
        schedule
    }

    /// Returns the first time from `earliest` on at which the feed does not say that nobody need look. A feed that always says
    /// so is looked at once a day.
    pub(super) fn next(self, earliest: i64) -> i64 {
        let is_open = |time: &i64| {
            DateTime::from_timestamp(*time, 0)
                .is_none_or(|date| self.skips & (1 << date.hour() | bit(date.weekday())) == 0)
        };
        let hours = (0..=7 * i64::from(HOURS)).map(|hours| match hours {
            0 => earliest,
            hours => (earliest / HOUR + hours) * HOUR,
        });
        hours
            .into_iter()
            .find(is_open)
            .unwrap_or(earliest + i64::from(HOURS) * HOUR)
    }
}

/// Returns the bit of a day.
fn bit(day: Weekday) -> u32 {
    1 << (HOURS + day.num_days_from_monday())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::formats::{self, ReadOptions};
    use crate::model::{Map, RESERVED, Value};

    fn schedule(elements: &str) -> Schedule {
        let xml = format!(
            "<rss version='2.0' xmlns:sy='http://purl.org/rss/1.0/modules/syndication/'><channel><title>A</title>{elements}\
             <item><title>B</title></item></channel></rss>"
        );
        Schedule::of(
            &formats::read(xml.as_bytes(), &ReadOptions::foreign())
                .expect("a feed")
                .feed,
        )
    }

    #[test]
    fn reads_what_a_feed_says() {
        for (elements, minutes) in [
            ("<ttl>90</ttl>", Some(90)),
            ("<sy:updatePeriod>daily</sy:updatePeriod>", Some(1440)),
            (
                "<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency><ttl>10</ttl>",
                Some(30),
            ),
            ("<sy:updatePeriod>never</sy:updatePeriod>", None),
            (
                "<sy:updatePeriod> <![CDATA[daily]]> </sy:updatePeriod>",
                Some(1440),
            ),
            (
                "<sy:updatePeriod>&#100;<![CDATA[aily]]></sy:updatePeriod>",
                Some(1440),
            ),
            ("<sy:updatePeriod a='>'>daily</sy:updatePeriod>", Some(1440)),
        ] {
            assert_eq!(schedule(elements).minutes, minutes, "{elements}");
        }
    }

    #[test]
    fn waits_for_an_hour_that_is_not_left_out() {
        // A Thursday, half past eight.
        let now = 1_795_681_800;
        let hours = |hours: std::ops::Range<u32>| {
            let hours: String = hours.map(|hour| format!("<hour>{hour}</hour>")).collect();
            format!("<skipHours>{hours}</skipHours>")
        };
        for (elements, wait) in [
            (String::new(), 0),
            (hours(0..8), 0),
            (hours(8..10), HOUR + HOUR / 2),
            (
                "<skipDays><day>Thursday</day></skipDays>".to_owned(),
                15 * HOUR + HOUR / 2,
            ),
            (
                "<skipDays><day><![CDATA[Thursday]]></day></skipDays>".to_owned(),
                15 * HOUR + HOUR / 2,
            ),
            (hours(0..24), 24 * HOUR),
        ] {
            assert_eq!(schedule(&elements).next(now), now + wait, "{elements}");
        }
    }

    /// Elements of one format mean nothing in another.
    #[test]
    fn heeds_elements_of_formats_that_have_them_alone() {
        for (format, minutes) in [("rss", Some(60)), ("atom", Some(60)), ("json", None)] {
            let element = "<sy:updatePeriod>hourly</sy:updatePeriod>";
            let kept: Map = [
                ("format".into(), format.into()),
                ("xml".into(), Value::List(vec![element.into()])),
            ]
            .into_iter()
            .collect();
            let mut feed = Feed::default();
            feed.extra.fields.push(RESERVED, Value::Map(kept));
            assert_eq!(Schedule::of(&feed).minutes, minutes, "{format}");
        }
    }
}

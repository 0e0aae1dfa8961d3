//! When a feed may be asked again: what the server says, what the feed says, and what failures say.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use reqwest::header::{AGE, CACHE_CONTROL, DATE, EXPIRES, RETRY_AFTER};

use super::http::Answer;
use super::state::State;
use crate::error::Result;
use crate::model::Timestamp;
use crate::text::character::is_number;

/// However long a server says, a feed is looked at once a day.
const MAX_FRESH: Duration = Duration::from_secs(24 * 3600);

/// The longest that we stay away, whatever went wrong; never for ever.
const MAX_BACK_OFF: Duration = Duration::from_secs(24 * 3600);

/// The longest that a server can send us away.
const MAX_RETRY_AFTER: Duration = Duration::from_secs(7 * 24 * 3600);

/// For how long it holds that a feed has moved: then its own address is asked whether it still has.
pub(super) const MAX_MOVED: Duration = Duration::from_secs(30 * 24 * 3600);

/// How long we stay away from a host that says that we ask too often, and not for how long.
pub(super) const TOO_MANY_REQUESTS: Duration = Duration::from_secs(15 * 60);

/// How much sooner than it should a run may begin: as much as the timers of systemd.
const MAX_SLACK: Duration = Duration::from_secs(60);

/// Returns the time, in seconds since 1970.
pub(super) fn now() -> i64 {
    let since = SystemTime::now().duration_since(UNIX_EPOCH);
    since.map_or(0, |since| {
        i64::try_from(since.as_secs()).unwrap_or(i64::MAX)
    })
}

/// Returns the time so long after another.
pub(super) fn after(time: i64, wait: Duration) -> i64 {
    // More than a century is for ever.
    let seconds = u32::try_from(wait.as_secs()).unwrap_or(u32::MAX);
    time.saturating_add(i64::from(seconds))
}

/// Returns until when what came at a time of a run is fresh. That counts from the beginning of the run on: of whoever runs every
/// hour, the next one begins an hour after that, and is to ask what is fresh for an hour. A long one gives away no more than a
/// tenth.
pub(super) fn until(began: i64, time: i64, fresh: Duration) -> i64 {
    let slack = (fresh / 50).min(MAX_SLACK);
    after(began, fresh - slack).max(after(time, fresh - fresh / 10))
}

/// Returns for how long what a server answered is fresh, in its own words, if it has some
/// ([RFC 9111](https://www.rfc-editor.org/rfc/rfc9111#section-4.2.1)).
pub(super) fn of_answer(answer: &Answer) -> Option<Duration> {
    let control = answer.list(CACHE_CONTROL);
    let directives = control.split(',').map(|directive| {
        let (name, value) = directive.split_once('=').unwrap_or((directive, ""));
        (name.trim(), value.trim().trim_matches('"'))
    });
    let stated = directives.filter_map(|(name, value)| match name.to_ascii_lowercase().as_str() {
        "no-cache" | "no-store" => Some(0),
        "max-age" => seconds(value),
        _ => None,
    });
    let seconds = match stated.min() {
        Some(seconds) => {
            let age: u64 = answer
                .header(AGE)
                .and_then(|age| age.trim().parse().ok())
                .unwrap_or(0);
            seconds.saturating_sub(age)
        }
        None => {
            let date = |name| Some(Timestamp::parse(answer.header(name)?)?.instant());
            let expires = answer.header(EXPIRES)?;
            // `0` and the like mean that it has expired.
            let Some(expires) = Timestamp::parse(expires).map(|date| date.instant()) else {
                return Some(Duration::ZERO);
            };
            let seconds = (expires - date(DATE)?).num_seconds();
            u64::try_from(seconds).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds).min(MAX_FRESH))
}

/// Reads a number of seconds; one beyond bounds is a long time.
fn seconds(text: &str) -> Option<u64> {
    is_number(text).then(|| text.parse().unwrap_or(u64::MAX))
}

/// Returns for how long a feed says that it is fresh, in minutes.
pub(super) fn of_minutes(minutes: Option<u64>) -> Duration {
    Duration::from_secs(minutes.unwrap_or(0).saturating_mul(60)).min(MAX_FRESH)
}

/// Returns how long a server asks to be left alone.
pub(super) fn retry_after(answer: &Answer) -> Option<Duration> {
    let text = answer.header(RETRY_AFTER)?.trim();
    let seconds = match seconds(text) {
        Some(seconds) => seconds,
        None => {
            let date = Timestamp::parse(text)?.instant().timestamp();
            u64::try_from(date - answer.time).unwrap_or(0)
        }
    };
    Some(Duration::from_secs(seconds).min(MAX_RETRY_AFTER))
}

/// Returns how long we stay away after so many failures in a row: twice as long each time, and not all feeds at once.
pub(super) fn back_off(url: &str, failures: u32, base: Duration) -> Duration {
    let doubled = base
        .saturating_mul(1 << failures.min(16))
        .min(MAX_BACK_OFF * 2);
    // The address tells feeds apart as well as chance would, and makes a run repeatable.
    let spread = url.bytes().fold(0u32, |sum, byte| {
        sum.wrapping_mul(31).wrapping_add(byte.into())
    }) % 41;
    (doubled * (80 + spread) / 100).min(MAX_BACK_OFF)
}

impl State {
    /// Forgets times that nobody can have meant: whoever wrote them had a clock that was ahead.
    pub(super) fn forget_times_ahead(&self, now: i64, min_interval: Duration) -> Result<()> {
        // As long as a host may be left alone, or a feed that does not want to be looked at for a week once it is not fresh.
        let longest = MAX_RETRY_AFTER.saturating_add(MAX_FRESH.max(min_interval));
        let latest = after(now, longest);
        let sql = format!(
            "UPDATE feed SET not_before = 0 WHERE not_before > {latest};
             UPDATE feed SET left_alone_until = 0 WHERE left_alone_until > {latest};
             DELETE FROM host WHERE not_before > {latest};"
        );
        self.ask(|connection| connection.execute_batch(&sql))
    }
}

#[cfg(test)]
mod tests {
    use reqwest::header::{HeaderMap, HeaderName, HeaderValue};

    use super::*;

    fn answer(headers: &[(&'static str, &'static str)]) -> Answer {
        let headers: HeaderMap = headers
            .iter()
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect();
        Answer {
            status: 200,
            time: 1_795_514_400,
            headers,
            body: Vec::new(),
        }
    }

    #[test]
    fn reads_how_long_an_answer_is_fresh() {
        for (headers, seconds) in [
            (&[("cache-control", "public, max-age=3600")][..], Some(3600)),
            (
                &[("cache-control", "MAX-AGE=\"60\""), ("age", "20")],
                Some(40),
            ),
            (&[("cache-control", "no-cache, max-age=60")], Some(0)),
            (&[("cache-control", "max-age=99999999")], Some(24 * 3600)),
            (
                &[("cache-control", "max-age=99999999999999999999")],
                Some(24 * 3600),
            ),
            (&[("cache-control", "private")], None),
            (
                &[("cache-control", "public"), ("cache-control", "max-age=60")],
                Some(60),
            ),
            (
                &[
                    ("cache-control", "max-age=60"),
                    ("cache-control", "no-store"),
                ],
                Some(0),
            ),
            (
                &[
                    ("date", "Tue, 24 Nov 2026 10:00:00 GMT"),
                    ("expires", "Tue, 24 Nov 2026 12:00:00 GMT"),
                ],
                Some(2 * 3600),
            ),
            (
                &[("expires", "0"), ("date", "Tue, 24 Nov 2026 10:00:00 GMT")],
                Some(0),
            ),
            (&[], None),
        ] {
            let fresh = of_answer(&answer(headers));
            assert_eq!(fresh.map(|fresh| fresh.as_secs()), seconds, "{headers:?}");
        }
    }

    #[test]
    fn a_run_asks_what_is_fresh_until_it_begins() {
        for (elapsed, fresh, end) in [
            (0, 0, 0),
            (0, 300, 294),
            (20, 300, 294),
            (40, 300, 310),
            (1, 3600, 3540),
            (300, 3600, 3540),
            (2 * 3600, 3600, 2 * 3600 + 3240),
            (0, 24 * 3600, 24 * 3600 - 60),
        ] {
            let fresh = Duration::from_secs(fresh);
            assert_eq!(until(1000, 1000 + elapsed, fresh), 1000 + end, "{fresh:?}");
        }
        assert!(until(1000, 1000, Duration::MAX) > i64::from(u32::MAX));
    }

    #[test]
    fn reads_how_long_a_server_wants_to_be_left_alone() {
        for (value, seconds) in [
            ("120", Some(120)),
            ("Tue, 24 Nov 2026 10:10:00 GMT", Some(600)),
            ("Tue, 24 Nov 2020 10:10:00 GMT", Some(0)),
            ("soon", None),
        ] {
            let retry = retry_after(&answer(&[("retry-after", value)]));
            assert_eq!(retry.map(|retry| retry.as_secs()), seconds, "{value}");
        }
    }

    #[test]
    fn stays_away_longer_and_longer_but_not_for_ever() {
        let base = Duration::from_secs(300);
        let waits: Vec<u64> = (1..20)
            .map(|failures| back_off("https://example.com/feed", failures, base).as_secs())
            .collect();
        assert!(waits.windows(2).all(|pair| pair[0] <= pair[1]), "{waits:?}");
        assert!((480..=720).contains(&waits[0]), "{waits:?}");
        assert_eq!(waits.last(), Some(&(24 * 3600)));
        let longest = back_off("https://example.com/feed", 1, Duration::MAX);
        assert_eq!(longest.as_secs(), 24 * 3600);
    }
}

//! What can be wrong with one value of RSS: dates of RFC 822, numbers within bounds, days.

use std::ops::RangeBounds;

use crate::check::finding::Fault;
use crate::check::value;
use crate::formats::duration;
use crate::model::Timestamp;
use crate::text::html;

/// What everybody writes.
const DATE: &str = "Sat, 02 Jan 2021 03:04:05 GMT";

/// Wants a title that every reader shows as it is: there are some that take it for HTML.
pub(super) fn title(text: &str) -> Option<Fault> {
    let tag = || {
        let message = "expected plain text, found a tag, which some readers take for markup";
        let help = format!(
            "escape it once more, so that the text of the element is `{}`",
            html::text_to_title(text.trim())
        );
        Fault::warning("html-in-title", message).with_help(help)
    };
    value::label(text).or_else(|| value::has_tags(text).then(tag))
}

pub(super) fn version(text: &str) -> Option<Fault> {
    (text != "2.0").then(|| {
        Fault::warning("old-version", format!("expected RSS 2.0, found `{text}`"))
            .with_help("its elements are those of 2.0; write `version=\"2.0\"`")
    })
}

/// Wants a date of [RFC 822](https://www.rfc-editor.org/rfc/rfc822#section-5) with a year of four digits.
pub(super) fn rfc_822(text: &str) -> Option<Fault> {
    let text = text.trim();
    match value::date(text) {
        Some(fault) if fault.code == "unreadable-date" => {
            let message = format!("expected a date such as `{DATE}`, found `{text}`");
            let help = "write weekday, day, month, year, and the time with its offset, or `GMT`";
            return Some(Fault::error(fault.code, message).with_help(help));
        }
        Some(fault) => return Some(fault),
        None => {}
    }
    let timestamp = Timestamp::parse(text)?;
    let written = timestamp.to_rfc822();
    let parsed = chrono::DateTime::parse_from_rfc2822(text);
    let has_long_year = text
        .split(' ')
        .any(|part| part.len() == 4 && part.bytes().all(|b| b.is_ascii_digit()));
    let fault = if parsed.is_err() && right_day(text).is_some() {
        Fault::error(
            "wrong-weekday",
            format!("expected the weekday of that date, found `{text}`"),
        )
    } else if parsed.is_err() || !has_long_year {
        Fault::error(
            "not-rfc-822",
            format!("expected a date of RFC 822, found `{text}`"),
        )
    } else if !matches!(text.rsplit_once(' '), Some((_, "GMT" | "UT" | "Z")))
        && parsed.is_ok_and(|date| date.offset().local_minus_utc() % 1800 != 0)
    {
        Fault::warning(
            "odd-offset",
            format!("expected an offset of whole or half hours, found `{text}`"),
        )
    } else {
        return None;
    };
    Some(fault.with_help(format!("write `{written}`")))
}

/// Returns the date without its weekday, if that is all that is wrong with it.
fn right_day(text: &str) -> Option<()> {
    // One that is written out is no abbreviation of its own.
    let (_, rest) = text.split_once(", ").filter(|(day, _)| day.len() == 3)?;
    chrono::DateTime::parse_from_rfc2822(rest).ok().map(|_| ())
}

pub(super) fn at_most(text: &str, most: u32) -> Option<Fault> {
    let help = "write a smaller one, or leave the element out";
    within(text, 0..=most, &format!("number up to {most}"), help)
}

pub(super) fn minutes(text: &str) -> Option<Fault> {
    let help = "write `60`, or leave the element out";
    within(text, 1.., "number of minutes, 1 or more", help)
}

/// Wants one of the words that directories of podcasts know: the newest first.
pub(super) fn explicit(text: &str) -> Option<Fault> {
    const WORDS: [&str; 6] = ["true", "false", "yes", "no", "explicit", "clean"];
    let is_known = |word: &&str| word.eq_ignore_ascii_case(text.trim());
    (!WORDS.iter().any(is_known)).then(|| {
        let message = format!("expected `true` or `false`, found `{text}`");
        Fault::error("unknown-value", message).with_help("write `true` if it is for adults alone")
    })
}

/// Wants the length of an episode.
pub(super) fn clock(text: &str) -> Option<Fault> {
    duration::parse_clock(text).is_none().then(|| {
        let message = format!("expected a number of seconds or a clock, found `{text}`");
        Fault::error("unknown-value", message).with_help("write `1805` or `30:05`")
    })
}

/// Wants the width or the height of a picture.
pub(super) fn pixels(text: &str) -> Option<Fault> {
    let help = "write it, or leave the attribute out if it is not known";
    within(text, 1.., "number of pixels, 1 or more", help)
}

fn within(text: &str, range: impl RangeBounds<u32>, what: &str, help: &str) -> Option<Fault> {
    let number = text.trim().parse();
    let is_right = number.is_ok_and(|number| range.contains(&number));
    (!is_right).then(|| {
        let message = format!("expected a {what}, found `{text}`");
        Fault::error("out-of-range", message).with_help(help)
    })
}

pub(super) fn day(text: &str) -> Option<Fault> {
    const DAYS: [&str; 7] = [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
    ];
    (!DAYS.contains(&text.trim())).then(|| {
        Fault::error(
            "out-of-range",
            format!("expected a day such as `Monday`, found `{text}`"),
        )
        .with_help("write its English name, whole and with a capital")
    })
}

pub(super) fn boolean(text: &str) -> Option<Fault> {
    (!matches!(text, "true" | "false")).then(|| {
        Fault::error(
            "not-a-boolean",
            format!("expected `true` or `false`, found `{text}`"),
        )
        .with_help("write `false` unless the text is an address that opens the item")
    })
}

/// Wants the address of a picture that every reader can show.
pub(super) fn picture(text: &str) -> Option<Fault> {
    if let Some(fault) = value::web_address(text) {
        return Some(fault);
    }
    let path = text.trim().split(['?', '#']).next().unwrap_or_default();
    let (_, kind) = path.rsplit_once('.')?;
    let is_odd = ["svg", "webp"]
        .iter()
        .any(|odd| kind.eq_ignore_ascii_case(odd));
    is_odd.then(|| {
        Fault::warning(
            "odd-picture",
            format!("expected a picture in GIF, JPEG or PNG, found `{text}`"),
        )
        .with_help("some readers show no other in this place")
    })
}

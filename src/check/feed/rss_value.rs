//! What can be wrong with one value of RSS: dates of RFC 822, numbers within bounds, days.

use crate::check::finding::Fault;
use crate::check::value;
use crate::model::Timestamp;

pub(super) fn version(text: &str) -> Option<Fault> {
    (text != "2.0").then(|| {
        Fault::warning("old-version", format!("expected RSS 2.0, found `{text}`"))
            .with_help("its elements are those of 2.0; write `version=\"2.0\"`")
    })
}

/// Wants a date of [RFC 822](https://www.rfc-editor.org/rfc/rfc822#section-5) with a year of four digits.
pub(super) fn rfc_822(text: &str) -> Option<Fault> {
    let text = text.trim();
    if let Some(fault) = value::date(text) {
        return Some(fault);
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
    let (_, rest) = text.split_once(", ")?;
    chrono::DateTime::parse_from_rfc2822(rest).ok().map(|_| ())
}

pub(super) fn at_most(text: &str, most: u32) -> Option<Fault> {
    let is_right = text
        .trim()
        .parse::<u32>()
        .is_ok_and(|number| number <= most);
    (!is_right).then(|| {
        Fault::error(
            "out-of-range",
            format!("expected a number up to {most}, found `{text}`"),
        )
        .with_help("write a smaller one, or leave the element out")
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

pub(super) fn minutes(text: &str) -> Option<Fault> {
    let is_right = text.trim().parse::<u32>().is_ok_and(|minutes| minutes > 0);
    (!is_right).then(|| {
        Fault::error(
            "out-of-range",
            format!("expected a number of minutes, 1 or more, found `{text}`"),
        )
        .with_help("write `60`, or leave the element out")
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

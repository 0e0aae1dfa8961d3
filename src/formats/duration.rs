//! Durations: seconds and clocks in feeds, [ISO 8601](https://www.rfc-editor.org/rfc/rfc3339#appendix-A) in front matter.

/// Returns a duration of hours, minutes and seconds, such as `PT1H2M3S`, in seconds.
pub(crate) fn to_seconds(iso: &str) -> Option<u64> {
    let mut rest = iso.strip_prefix("PT")?;
    let mut seconds = 0u64;
    for (unit, length) in [('H', 3600), ('M', 60), ('S', 1)] {
        if let Some((number, after)) = rest.split_once(unit) {
            seconds = seconds.checked_add(number.parse::<u64>().ok()?.checked_mul(length)?)?;
            rest = after;
        }
    }
    (rest.is_empty() && iso != "PT").then_some(seconds)
}

/// Returns seconds as the shortest ISO 8601 duration of hours, minutes and seconds.
pub(crate) fn from_seconds(seconds: u64) -> String {
    let units = [
        (seconds / 3600, 'H'),
        (seconds / 60 % 60, 'M'),
        (seconds % 60, 'S'),
    ];
    let text: String = units
        .iter()
        .filter(|(number, _)| *number > 0)
        .map(|(number, unit)| format!("{number}{unit}"))
        .collect();
    if text.is_empty() {
        "PT0S".to_owned()
    } else {
        format!("PT{text}")
    }
}

/// Returns a whole number of seconds, or of other things that are 0 or more. What `u64` cannot hold is nothing that was measured.
pub(crate) fn rounded(number: f64) -> Option<u64> {
    let is_number = number >= 0.0 && number < u64::MAX as f64;
    is_number.then(|| number.round() as u64)
}

/// Reads seconds, which may have a fraction, `MM:SS` or `HH:MM:SS`, as podcasts write them.
pub(crate) fn parse_clock(text: &str) -> Option<u64> {
    let (before, seconds) = text.trim().rsplit_once(':').unwrap_or(("0", text.trim()));
    let mut minutes = 0u64;
    for (index, part) in before.split(':').enumerate() {
        if index > 1 {
            return None;
        }
        minutes = minutes.checked_mul(60)?.checked_add(part.parse().ok()?)?;
    }
    let seconds = rounded(seconds.parse().ok()?)?;
    minutes.checked_mul(60)?.checked_add(seconds)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn converts() {
        for (iso, seconds) in [
            ("PT1H2M3S", 3723),
            ("PT45M", 2700),
            ("PT0S", 0),
            ("PT2H", 7200),
        ] {
            assert_eq!(to_seconds(iso), Some(seconds));
            assert_eq!(from_seconds(seconds), iso);
        }
        for iso in [
            "",
            "PT",
            "P1D",
            "PT1S2M",
            "PT99999999999999999999H",
            "PT-1S",
        ] {
            assert_eq!(to_seconds(iso), None, "{iso}");
        }
        assert_eq!(parse_clock("1:02:03"), Some(3723));
        assert_eq!(parse_clock("90"), Some(90));
        assert_eq!(parse_clock("1:2:3:4"), None);
        assert_eq!(parse_clock("00:45:00.5"), Some(2701));
        assert_eq!(parse_clock(" 61.5"), Some(62));
        for text in ["", ":5", "1:", "1.5:00", "-1", "1:-1", "NaN", "inf"] {
            assert_eq!(parse_clock(text), None, "{text}");
        }
    }
}

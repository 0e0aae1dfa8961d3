//! Dates as people and programs write them, word by word.
//!
//! A word is a date, a time, a zone, a name or filling; each may stand wherever it likes. What two readers could understand
//! in two ways is not a date.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Offset, Timelike, Utc};

use super::names;

/// No date is longer; a long text is not searched for one.
const MAX_LENGTH: usize = 100;

/// Reads a date in any of the forms that feeds have.
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return None;
    }
    parse_rfc3339(text).or_else(|| Words::read(text)?.date_time())
}

/// Reads `2021-05-05T00:56:00Z`, which is most of all dates, in one go.
fn parse_rfc3339(text: &str) -> Option<DateTime<FixedOffset>> {
    let is_plain = text.len() >= 20 && text.as_bytes()[10] == b'T';
    let date_time = DateTime::parse_from_rfc3339(text)
        .ok()
        .filter(|_| is_plain)?;
    at(
        date_time.date_naive(),
        date_time.time(),
        *date_time.offset(),
    )
}

/// What the words of a date say.
#[derive(Default)]
struct Words {
    /// Numbers of one or two digits that stand alone.
    numbers: Vec<u32>,
    year: Option<i32>,
    months: Vec<u32>,
    /// Whether the first of the months is the first word: it may be a day of the week.
    has_leading_month: bool,
    /// Day of the week, from Monday as 0.
    weekday: Option<u32>,
    date: Option<NaiveDate>,
    /// Days, months and a year, in an order that is not certain.
    uncertain: Option<(u32, u32, i32)>,
    time: Option<NaiveTime>,
    /// Whether the time is that of the next day.
    is_next_day: bool,
    /// Which half of the day a clock of twelve hours means; true for the second.
    half: Option<bool>,
    offset: Option<FixedOffset>,
    zone: Option<FixedOffset>,
}

impl Words {
    fn read(text: &str) -> Option<Self> {
        let text = prepared(text);
        let mut words = Self::default();
        let separate = |c: char| c.is_whitespace() || c == ',';
        for (index, word) in text
            .split(separate)
            .filter(|word| !word.is_empty())
            .enumerate()
        {
            words.take(word, index == 0)?;
        }
        Some(words)
    }

    /// Takes a word in; fails if it can be no part of a date.
    fn take(&mut self, word: &str, is_first: bool) -> Option<()> {
        if let Some(half) = names::half(word) {
            return set(&mut self.half, half);
        }
        let word = word.trim_end_matches('.');
        // Behind a time, `AT` is a zone.
        let is_filling = matches!(
            word,
            "" | "-" | "–" | "|" | "um" | "de" | "of" | "à" | "the" | "uhr"
        );
        if is_filling || word == "at" && self.time.is_none() {
            return Some(());
        }
        let starts_with_digit = word.starts_with(|c: char| c.is_ascii_digit());
        if word.starts_with(['+', '-']) {
            return self.take_offset(word);
        }
        if starts_with_digit && word.contains(':') {
            return self.take_time(word);
        }
        if word.bytes().all(|byte| byte.is_ascii_digit()) {
            return self.take_digits(word);
        }
        if starts_with_digit {
            return self.take_numeric(word);
        }
        if let Some(month) = names::month(word) {
            self.has_leading_month |= is_first;
            self.months.push(month);
            return Some(());
        }
        if let Some(weekday) = names::weekday(word) {
            self.weekday = Some(weekday);
            return Some(());
        }
        if is_first {
            // A day of the week in some language.
            return word
                .chars()
                .all(|c| c.is_alphabetic() || c == '-' || c == '.')
                .then_some(());
        }
        self.take_zone(word)
    }

    /// Takes `est`, `gmt+0100`; a number counts for more than a name.
    fn take_zone(&mut self, word: &str) -> Option<()> {
        let (name, offset) = match word.find(['+', '-']).filter(|index| *index > 0) {
            Some(index) => (&word[..index], Some(&word[index..])),
            None => (word, None),
        };
        if let Some(offset) = offset {
            self.take_offset(offset)?;
        }
        let zone = names::zone(name)?;
        self.zone = Some(zone);
        Some(())
    }

    /// Takes `+02:00`, `-0500`, `+02`, and what is left of it by mistake.
    fn take_offset(&mut self, word: &str) -> Option<()> {
        let sign = if word.starts_with('-') { -1 } else { 1 };
        let digits = word.trim_start_matches(['+', '-']).replace(':', "");
        let digits = digits.strip_suffix('z').unwrap_or(&digits);
        // Seconds, which no zone has.
        let digits = digits
            .strip_suffix("00")
            .filter(|digits| digits.len() == 4)
            .unwrap_or(digits);
        if !matches!(digits.len(), 2 | 4) || !digits.bytes().all(|byte| byte.is_ascii_digit()) {
            return None;
        }
        let hours: i32 = digits[..2].parse().ok()?;
        let minutes: i32 = digits
            .get(2..)
            .filter(|minutes| !minutes.is_empty())
            .map_or(Ok(0), str::parse)
            .ok()?;
        let seconds = sign * (hours * 3600 + minutes * 60);
        set(
            &mut self.offset,
            (minutes < 60).then(|| FixedOffset::east_opt(seconds))??,
        )
    }

    /// Takes `14:56:07`, with a half of the day or a zone behind it.
    fn take_time(&mut self, word: &str) -> Option<()> {
        let end = word
            .find(|c: char| !matches!(c, '0'..='9' | ':' | '.'))
            .unwrap_or(word.len());
        let (clock, behind) = word.split_at(end);
        let clock = clock.trim_end_matches('.').trim_end_matches(':');
        let (time, is_next_day) = parse_time(clock)?;
        self.is_next_day = is_next_day;
        set(&mut self.time, time)?;
        match behind {
            "" => Some(()),
            behind if names::half(behind).is_some() => set(&mut self.half, names::half(behind)?),
            behind if behind.starts_with(['+', '-']) => self.take_offset(behind),
            behind => self.take_zone(behind),
        }
    }

    /// Takes a number without anything beside it.
    fn take_digits(&mut self, word: &str) -> Option<()> {
        match word.len() {
            1 | 2 => self.numbers.push(word.parse().ok()?),
            // A second year is an offset that lost its sign.
            4 if self.year.is_some() || self.date.is_some() => {
                return self.take_offset(&format!("+{word}"));
            }
            4 => self.year = Some(word.parse().ok()?),
            // A time after a date, as in `20210505T145607`.
            6 if self.date.is_some() => {
                let clock = format!("{}:{}:{}", &word[..2], &word[2..4], &word[4..]);
                return self.take_time(&clock);
            }
            // Seconds since 1970, and thousandths of them.
            10 | 13 => {
                let nanos = word[10..].parse::<u32>().unwrap_or(0) * 1_000_000;
                let date_time =
                    DateTime::from_timestamp(word[..10].parse().ok()?, nanos)?.naive_utc();
                set(&mut self.date, date_time.date())?;
                return set(&mut self.time, date_time.time());
            }
            14 => {
                self.take_digits(&word[..8])?;
                return self.take_digits(&word[8..]);
            }
            _ => return set(&mut self.date, compact_date(word)?),
        }
        Some(())
    }

    /// Takes `2021-05-05`, `5/5/2021`, `05-May-21`, `5th`, `145607z`.
    fn take_numeric(&mut self, word: &str) -> Option<()> {
        let digits = word.bytes().take_while(u8::is_ascii_digit).count();
        match &word[digits..] {
            "st" | "nd" | "rd" | "th" | "er" | "º" | "ª" => {
                return self.take_digits(&word[..digits]);
            }
            half if names::half(half).is_some() => {
                // `3pm`.
                set(&mut self.half, names::half(half)?)?;
                let hour = word[..digits].parse().ok()?;
                return set(&mut self.time, NaiveTime::from_hms_opt(hour, 0, 0)?);
            }
            zone if zone.starts_with(|c: char| c.is_ascii_alphabetic() || c == '+')
                && matches!(digits, 2 | 4 | 6)
                && self.date.is_some() =>
            {
                let clock = word[..digits]
                    .as_bytes()
                    .chunks(2)
                    .map(String::from_utf8_lossy)
                    .collect::<Vec<_>>()
                    .join(":");
                return self.take_time(&format!(
                    "{}{zone}",
                    if digits == 2 {
                        format!("{clock}:00")
                    } else {
                        clock
                    }
                ));
            }
            _ => {}
        }
        let separator = word[digits..]
            .chars()
            .next()
            .filter(|c| matches!(c, '-' | '/' | '.'))?;
        let parts: Vec<&str> = word.split(separator).collect();
        let has_day = self.date.is_some() || !self.months.is_empty();
        if separator == '.' && has_day && self.time.is_none() && parts.len() > 1 {
            return self.take_time(&parts.join(":"));
        }
        let number = |part: &str| {
            part.parse::<u32>()
                .ok()
                .filter(|_| part.bytes().all(|byte| byte.is_ascii_digit()))
        };
        let date = |year: i32, month: u32, day: u32| NaiveDate::from_ymd_opt(year, month, day);
        let date = match parts.as_slice() {
            // With the name of the month.
            [first, name, last] if names::month(name).is_some() => {
                let month = names::month(name)?;
                match (first.len(), number(last)) {
                    (4, Some(day)) => date(first.parse().ok()?, month, day),
                    _ => date(parse_year(last)?, month, number(first)?),
                }
            }
            [year, month, day] if year.len() == 4 && day.len() <= 2 => {
                date(year.parse().ok()?, number(month)?, number(day)?)
            }
            [day, month, year] if separator == '.' && matches!(year.len(), 2 | 4) => {
                date(parse_year(year)?, number(month)?, number(day)?)
            }
            // As in ISO 8601 of 1988.
            [year, month, day]
                if separator == '-' && [year, month, day].iter().all(|part| part.len() == 2) =>
            {
                date(parse_year(year)?, number(month)?, number(day)?)
            }
            [first, second, year] if matches!(year.len(), 2 | 4) => {
                self.uncertain = Some((number(first)?, number(second)?, parse_year(year)?));
                return Some(());
            }
            [year, day] if separator == '-' && year.len() == 4 && day.len() == 3 => {
                NaiveDate::from_yo_opt(year.parse().ok()?, number(day)?)
            }
            [year, month] if separator == '-' && year.len() == 4 => {
                date(year.parse().ok()?, number(month)?, 1)
            }
            _ => None,
        };
        set(&mut self.date, date?)
    }

    fn date_time(mut self) -> Option<DateTime<FixedOffset>> {
        let date = self.whole_date()?;
        let time = in_half(self.time.unwrap_or(NaiveTime::MIN), self.half)?;
        if self.half.is_some() && self.time.is_none() {
            return None;
        }
        let date = if self.is_next_day {
            date.checked_add_days(Days::new(1))?
        } else {
            date
        };
        at(date, time, self.offset.or(self.zone).unwrap_or(Utc.fix()))
    }

    fn whole_date(&mut self) -> Option<NaiveDate> {
        if self.has_leading_month && self.months.len() == 2 {
            // `mar` is Tuesday in France.
            self.months.remove(0);
        }
        if let (&[hour], Some(_), None) = (self.numbers.as_slice(), self.date, self.time) {
            // The hour alone.
            self.time = Some(NaiveTime::from_hms_opt(hour, 0, 0)?);
            self.numbers.clear();
        }
        let is_alone = self.numbers.is_empty() && self.months.is_empty() && self.year.is_none();
        if let Some(date) = self.date.filter(|_| is_alone && self.uncertain.is_none()) {
            return Some(date);
        }
        if let Some((first, second, year)) =
            self.uncertain.filter(|_| is_alone && self.date.is_none())
        {
            return self.certain(first, second, year);
        }
        if self.date.is_some() || self.uncertain.is_some() {
            return None;
        }
        match (self.months.as_slice(), self.numbers.as_slice(), self.year) {
            (&[month], &[day], Some(year)) => NaiveDate::from_ymd_opt(year, month, day),
            (&[month], &[day, year], None) => {
                NaiveDate::from_ymd_opt(parse_year(&format!("{year:02}"))?, month, day)
            }
            // The hour alone.
            (&[month], &[day, hour], Some(year)) if self.time.is_none() => {
                self.time = Some(NaiveTime::from_hms_opt(hour, 0, 0)?);
                NaiveDate::from_ymd_opt(year, month, day)
            }
            (&[month], &[], Some(year)) if self.time.is_none() => {
                NaiveDate::from_ymd_opt(year, month, 1)
            }
            (&[], &[], Some(year)) if self.time.is_none() && self.zone.is_none() => {
                NaiveDate::from_ymd_opt(year, 1, 1)
            }
            (&[], &[first, second], Some(year)) => self.certain(first, second, year),
            _ => None,
        }
    }

    /// Returns the one date that two numbers can be, a day and a month in either order.
    fn certain(&self, first: u32, second: u32, year: i32) -> Option<NaiveDate> {
        let day_first = NaiveDate::from_ymd_opt(year, second, first);
        let month_first = NaiveDate::from_ymd_opt(year, first, second);
        let is_right =
            |date: &NaiveDate| self.weekday == Some(date.weekday().num_days_from_monday());
        match (day_first, month_first) {
            (Some(one), Some(other)) if one != other => match (is_right(&one), is_right(&other)) {
                (true, false) => Some(one),
                (false, true) => Some(other),
                _ => None,
            },
            (one, other) => one.or(other),
        }
    }
}

/// Returns the text in lower case, without comments, and with a space where a `T` parts date and time.
fn prepared(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut depth = 0usize;
    let (mut is_korean, mut is_inside) = (false, false);
    for c in text.chars() {
        // `2004년 05월 28일` has spaces within the date.
        if std::mem::take(&mut is_inside) && c == ' ' {
            is_inside = true;
            continue;
        }
        match c {
            '(' => depth += 1,
            ')' => depth = depth.saturating_sub(1),
            _ if depth > 0 => {}
            // Japanese and Chinese have the first three, Korean the others.
            '年' | '月' | '년' | '월' => {
                is_korean |= matches!(c, '년' | '월');
                is_inside = true;
                out.push('-');
            }
            '日' | '일' => out.push(' '),
            '오' => {
                is_korean = true;
                out.push(c);
            }
            c => out.extend(c.to_lowercase()),
        }
    }
    let is_digit = |byte: Option<&u8>| byte.is_some_and(u8::is_ascii_digit);
    let bytes = out.as_bytes();
    let part = (1..bytes.len()).find(|&index| {
        bytes[index] == b't' && is_digit(bytes.get(index - 1)) && is_digit(bytes.get(index + 1))
    });
    if let Some(index) = part {
        out.replace_range(index..=index, " ");
    }
    // A comma before the fraction of a second.
    if let Some(index) = out.find(',').filter(|&index| {
        let bytes = out.as_bytes();
        is_digit(bytes.get(index + 1))
            && index > 2
            && is_digit(bytes.get(index - 1))
            && bytes[index - 3] == b':'
    }) {
        out.replace_range(index..=index, ".");
    }
    // Truncated years of ISO 8601 of 1988: a hyphen stands for the century.
    let out = match out.strip_prefix('-').map(|rest| rest.replace('-', "")) {
        Some(rest) if rest.len() == 4 && rest.bytes().all(|byte| byte.is_ascii_digit()) => {
            format!("{rest}01")
        }
        Some(rest) if rest.len() == 6 && rest.bytes().all(|byte| byte.is_ascii_digit()) => rest,
        _ => out,
    };
    if is_korean { format!("{out} kst") } else { out }
}

/// Sets what must be said once only.
fn set<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}

/// Puts a time of a 12-hour clock into its half of the day; some write a half behind a 24-hour clock.
fn in_half(time: NaiveTime, half: Option<bool>) -> Option<NaiveTime> {
    match (half, time.hour()) {
        (None, _) => Some(time),
        (Some(false), 12) => time.with_hour(0),
        (Some(true), hour) if (1..12).contains(&hour) => time.with_hour(hour + 12),
        (Some(false), 1..12) | (Some(true), 12) => Some(time),
        _ => None,
    }
}

pub(super) fn at(
    date: NaiveDate,
    time: NaiveTime,
    zone: FixedOffset,
) -> Option<DateTime<FixedOffset>> {
    let date_time = date.and_time(time).and_local_timezone(zone).single()?;
    // RFC 822 and RFC 3339 have four digits for a year, also after the change to UTC.
    let years = 1..=9999;
    let is_printable = [date_time.naive_local(), date_time.naive_utc()]
        .iter()
        .all(|date_time| years.contains(&date_time.year()));
    is_printable.then_some(date_time)
}

/// Reads `00:56`, `0:56:00` or `00:56:00.25`, and whether it is the midnight at the end of the day. A second of 60 is a leap
/// second.
fn parse_time(text: &str) -> Option<(NaiveTime, bool)> {
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

/// Returns the first two digits of a year of two, as [RFC 2822](https://www.rfc-editor.org/rfc/rfc2822#section-4.3) says.
fn century(year: &str) -> &'static str {
    if year < "50" { "20" } else { "19" }
}

/// Reads a date of digits alone: `20210505`, `2021125` by the day of the year, and both with two digits for the year.
fn compact_date(digits: &str) -> Option<NaiveDate> {
    let (year, rest) = digits.split_at_checked(if digits.len() > 6 { 4 } else { 2 })?;
    let year = parse_year(year)?;
    match rest.len() {
        3 => NaiveDate::from_yo_opt(year, rest.parse().ok()?),
        4 => NaiveDate::from_ymd_opt(year, rest[..2].parse().ok()?, rest[2..].parse().ok()?),
        _ => None,
    }
}

/// Reads a year of two digits or four.
fn parse_year(text: &str) -> Option<i32> {
    let is_number = text.bytes().all(|byte| byte.is_ascii_digit());
    match text.len() {
        2 if is_number => format!("{}{text}", century(text)).parse().ok(),
        4 if is_number => text.parse().ok(),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Prints `wall clock offset`, with `Z` for UTC.
    fn read(text: &str) -> Option<String> {
        parse(text).map(|date_time| date_time.to_rfc3339_opts(chrono::SecondsFormat::AutoSi, true))
    }

    #[test]
    fn reads_what_feeds_have() {
        for (text, expected) in [
            // RFC 3339, and ISO 8601 beyond it.
            ("2021-05-05T14:56:07Z", "2021-05-05T14:56:07Z"),
            ("2021-05-05t14:56:07z", "2021-05-05T14:56:07Z"),
            (
                "2021-05-05T14:56:07.123456789+05:45",
                "2021-05-05T14:56:07.123456789+05:45",
            ),
            ("2021-05-05T14:56:07,25Z", "2021-05-05T14:56:07.250Z"),
            ("2021-05-05T14:56:07-0500", "2021-05-05T14:56:07-05:00"),
            ("2021-05-05T14:56:07-05", "2021-05-05T14:56:07-05:00"),
            ("2021-05-05T14:56:07-05:00:00", "2021-05-05T14:56:07-05:00"),
            ("2021-05-05T14:56:07-05:00Z", "2021-05-05T14:56:07-05:00"),
            ("2021-05-05T14:56-05:00", "2021-05-05T14:56:00-05:00"),
            ("2021-05-05T14", "2021-05-05T14:00:00Z"),
            ("2021-05-05T24:00:00Z", "2021-05-06T00:00:00Z"),
            ("2021-5-5T4:56:07Z", "2021-05-05T04:56:07Z"),
            ("2021-05-05 14:56:07 -0500", "2021-05-05T14:56:07-05:00"),
            ("2021-05-05 14:56:07.0", "2021-05-05T14:56:07Z"),
            ("2021-05-05 at 14:56:07", "2021-05-05T14:56:07Z"),
            ("2021-05-05", "2021-05-05T00:00:00Z"),
            ("2021-05", "2021-05-01T00:00:00Z"),
            ("2021", "2021-01-01T00:00:00Z"),
            ("20210505", "2021-05-05T00:00:00Z"),
            ("20210505T145607Z", "2021-05-05T14:56:07Z"),
            ("20210505145607", "2021-05-05T14:56:07Z"),
            ("2021-125", "2021-05-05T00:00:00Z"),
            ("2021125T145607Z", "2021-05-05T14:56:07Z"),
            ("210505", "2021-05-05T00:00:00Z"),
            ("21-05-05", "2021-05-05T00:00:00Z"),
            ("-21-05", "2021-05-01T00:00:00Z"),
            ("-2105", "2021-05-01T00:00:00Z"),
            ("21125", "2021-05-05T00:00:00Z"),
            ("1620226567", "2021-05-05T14:56:07Z"),
            ("1620226567250", "2021-05-05T14:56:07.250Z"),
            // RFC 822, and mail programs beyond it.
            ("Wed, 05 May 2021 14:56:07 GMT", "2021-05-05T14:56:07Z"),
            ("Mon, 05 may 2021 14:56 EST", "2021-05-05T14:56:00-05:00"),
            ("5 May 21 14:56:7 +0200", "2021-05-05T14:56:07+02:00"),
            ("5 May 99 14:56:07 UT", "1999-05-05T14:56:07Z"),
            (
                "Wed,05 May 2021 14:56:07 -05:00",
                "2021-05-05T14:56:07-05:00",
            ),
            ("Wed, 05 May 2021 14:56:07EST", "2021-05-05T14:56:07-05:00"),
            (
                "Wed, 05 May 2021 14:56:07-0500",
                "2021-05-05T14:56:07-05:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 GMT-0500",
                "2021-05-05T14:56:07-05:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 GMT+02:00",
                "2021-05-05T14:56:07+02:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 EST -0500",
                "2021-05-05T14:56:07-05:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 -0500 GMT",
                "2021-05-05T14:56:07-05:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 --0500",
                "2021-05-05T14:56:07-05:00",
            ),
            (
                "Wed, 05 May 2021 14:56:07 0545",
                "2021-05-05T14:56:07+05:45",
            ),
            ("Wed, 05 May 2021 14:56:07 Etc/GMT", "2021-05-05T14:56:07Z"),
            (
                "Wed, 05 May 2021 14:56:07 CEST",
                "2021-05-05T14:56:07+02:00",
            ),
            ("Wed, 05 May 2021 14:56:07 AT", "2021-05-05T14:56:07-04:00"),
            ("Wed, 05 May 2021 14:56:07 K", "2021-05-05T14:56:07Z"),
            (
                "Wed(nesday), 05 May 2021 14:56:07 -0500 (EST)",
                "2021-05-05T14:56:07-05:00",
            ),
            ("Wed, 05 May 2021 14.56.07 GMT", "2021-05-05T14:56:07Z"),
            ("Wed, 05 May 2021 14 -0500", "2021-05-05T14:00:00-05:00"),
            ("Wednesday, 05-May-21 14:56:07 GMT", "2021-05-05T14:56:07Z"),
            ("05-May-2021", "2021-05-05T00:00:00Z"),
            ("Wed, 5th May 2021 14:56:07 GMT", "2021-05-05T14:56:07Z"),
            ("Thu, 31 Dec 1998 23:59:60 GMT", "1998-12-31T23:59:60Z"),
            // asctime, JavaScript, and the Americas.
            ("Wed May  5 14:56:07 2021", "2021-05-05T14:56:07Z"),
            (
                "Wed May 05 14:56:07 -0500 2021",
                "2021-05-05T14:56:07-05:00",
            ),
            ("Wed May  5 14:56:07 CEST 2021", "2021-05-05T14:56:07+02:00"),
            (
                "Wed May 05 2021 14:56:07 GMT+0000 (Coordinated Universal Time)",
                "2021-05-05T14:56:07Z",
            ),
            ("May 5, 2021 2:56 PM", "2021-05-05T14:56:00Z"),
            ("May. 5, 2021, 2:56 p.m.", "2021-05-05T14:56:00Z"),
            ("Wednesday, May 5, 2021 - 2:56pm", "2021-05-05T14:56:00Z"),
            (
                "Wed, May 5, 2021 at 12:05 AM EDT",
                "2021-05-05T00:05:00-04:00",
            ),
            ("2021 May 05", "2021-05-05T00:00:00Z"),
            ("May 2021", "2021-05-01T00:00:00Z"),
            ("05 Wednesday, May 2021 14:56", "2021-05-05T14:56:00Z"),
            // Numbers only.
            ("2021/05/05 14:56:07", "2021-05-05T14:56:07Z"),
            ("Wed, 2021/05/05 14:56:07 EDT", "2021-05-05T14:56:07-04:00"),
            ("05.06.2021 14:56", "2021-06-05T14:56:00Z"),
            ("05.06.21", "2021-06-05T00:00:00Z"),
            ("03/30/2020 - 19:19", "2020-03-30T19:19:00Z"),
            ("30/03/2020", "2020-03-30T00:00:00Z"),
            ("5/5/21 2:56:07 PM", "2021-05-05T14:56:07Z"),
            ("Sat, 06/05/2021", "2021-06-05T00:00:00Z"),
            ("Thu, 06/05/2021", "2021-05-06T00:00:00Z"),
            // Other languages.
            (
                "Mi, 05 Mai 2021 14:56:07 +0200",
                "2021-05-05T14:56:07+02:00",
            ),
            (
                "Do, 29 Mär 2018 00:00:00 +0200",
                "2018-03-29T00:00:00+02:00",
            ),
            ("mar., 01 déc. 2020 16:11:02 +0000", "2020-12-01T16:11:02Z"),
            ("Lundi, 5. Juillet 2021 - 14:56", "2021-07-05T14:56:00Z"),
            (
                "mié, 05 ago 2020 10:00:00 +0200",
                "2020-08-05T10:00:00+02:00",
            ),
            ("5 de maio de 2021", "2021-05-05T00:00:00Z"),
            (
                "Κυρ, 11 Ιούλ 2004 12:00:00 EST",
                "2004-07-11T12:00:00-05:00",
            ),
            ("2004-július-13T9:15-05:00", "2004-07-13T09:15:00-05:00"),
            (
                "Пн, 05 янв 2021 14:56:07 +0300",
                "2021-01-05T14:56:07+03:00",
            ),
            ("2004-05-25 오후 11:23:17", "2004-05-25T23:23:17+09:00"),
            ("2004년 05월 28일  01:31:15", "2004-05-28T01:31:15+09:00"),
            ("2021年5月5日", "2021-05-05T00:00:00Z"),
        ] {
            assert_eq!(read(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn does_not_guess() {
        for text in [
            "",
            "yesterday",
            "now",
            "2020-13-01",
            "2020-02-30",
            "Wed, 31 Feb 2021 12:00:00 GMT",
            "2020-01-30T25:00:00Z",
            "2020-01-30T24:04:05Z",
            "2020-01-30T17:00:00 XYZ",
            "Wed, 05 May 2021 14:56:07 America/Los_Angeles",
            "17:00",
            "30 Foo 2020 17:00:00 GMT",
            "0000-01-01",
            "30 Jan 2020 17:00:00 GMT later",
            "日本語日本語日本語",
            "0001-01-01T00:00:00+10:00",
            "2020-01-30T1:2:3:4Z",
            "2020-01-30T17:00:00+9999",
            "2020-01-30T17:00:00+00:zz",
            "30 jan 2020 17:00:00 +1",
            "30 Jan 2020 17:00 PM",
            "30 Jan 2020 PM",
            // The fifth of June or the sixth of May.
            "05/06/2021",
            "Mon, 05/06/2021",
            "Wed, 5 May 14:56:07 EST",
            "2021-05-05 2021-05-06",
            "14:56:07 14:56:08 5 May 2021",
            "1620226567123456789",
            "-",
            "T",
            "(((",
        ] {
            assert_eq!(read(text), None, "{text}");
        }
        assert_eq!(read(&"2021 ".repeat(1000)), None);
    }
}

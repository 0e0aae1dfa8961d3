//! Dates as people and programs write them, word by word.
//!
//! A word is a date, a time, a zone, a name or filling; each may stand wherever it likes. What two readers could understand
//! in two ways is not a date.

use chrono::{DateTime, Datelike, Days, FixedOffset, NaiveDate, NaiveTime, Offset, Utc};

use super::number::{at, compact_date, in_half, parse_time, parse_year};
use super::preparation::prepared;
use super::{names, usual};

/// No date is longer; a long text is not searched for one.
const MAX_LENGTH: usize = 100;

/// Reads a date in any of the forms that feeds have.
pub(super) fn parse(text: &str) -> Option<DateTime<FixedOffset>> {
    let text = text.trim();
    if text.len() > MAX_LENGTH {
        return None;
    }
    usual::parse(text).or_else(|| Words::read(text)?.date_time())
}

/// Returns whether a date says at what distance from UTC it is meant.
pub(super) fn has_zone(text: &str) -> bool {
    let text = text.trim();
    usual::parse(text).is_some()
        || Words::read(text).is_some_and(|words| words.offset.or(words.zone).is_some())
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
        let mut rest = text.trim_start_matches(separate);
        let mut is_first = true;
        while !rest.is_empty() {
            let (word, behind) = rest.split_at(rest.find(separate).unwrap_or(rest.len()));
            let has_mark = word.ends_with('.') || behind.starts_with(',');
            words.take(word, is_first, has_mark)?;
            is_first = false;
            rest = behind.trim_start_matches(separate);
        }
        Some(words)
    }

    /// Takes a word in; fails if it can be no part of a date.
    fn take(&mut self, word: &str, is_first: bool, has_mark: bool) -> Option<()> {
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
        // A day of the week in another language, which few write without a mark behind it.
        if is_first && (has_mark || word.chars().count() <= 2 || names::is_weekday(word)) {
            // `segunda-feira`.
            let is_letter = |c: char| c.is_alphabetic() || c == '-';
            return word.chars().all(is_letter).then_some(());
        }
        self.take_zone(word)
    }

    /// Takes `est`, `gmt+0100`; a number counts for more than a name.
    fn take_zone(&mut self, word: &str) -> Option<()> {
        let (name, offset) = match word.find(['+', '-']).filter(|index| *index > 0) {
            Some(index) => (&word[..index], Some(&word[index..])),
            None => (word, None),
        };
        match offset {
            // `gmt+2`.
            Some(offset) if offset.len() == 2 => {
                self.take_offset(&format!("{}0{}", &offset[..1], &offset[1..]))?
            }
            Some(offset) => self.take_offset(offset)?,
            None => {}
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
            (hours < 15 && minutes < 60).then(|| FixedOffset::east_opt(seconds))??,
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
            // A second year is an offset that lost its sign, or a time that lost its colon.
            4 if self.year.is_some() || self.date.is_some() => {
                return if self.time.is_some() {
                    self.take_offset(&format!("+{word}"))
                } else {
                    self.take_time(&format!("{}:{}", &word[..2], &word[2..]))
                };
            }
            4 => self.year = Some(word.parse().ok()?),
            // A time after a date, as in `20210505T145607`.
            6 if self.date.is_some() => {
                let clock = format!("{}:{}:{}", &word[..2], &word[2..4], &word[4..]);
                return self.take_time(&clock);
            }
            // Seconds since 1970, and thousandths of them.
            10 | 13 if word.starts_with('1') => {
                let nanos = word[10..].parse::<u32>().unwrap_or(0) * 1_000_000;
                let date_time =
                    DateTime::from_timestamp(word[..10].parse().ok()?, nanos)?.naive_utc();
                set(&mut self.date, date_time.date())?;
                // They are the same everywhere.
                self.zone = Some(Utc.fix());
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
                let clock = word.as_bytes()[..digits]
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
        if self.has_leading_month && (self.months.len() == 2 || self.date.is_some()) {
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

/// Sets what must be said once only.
fn set<T>(field: &mut Option<T>, value: T) -> Option<()> {
    field.replace(value).is_none().then_some(())
}

#[cfg(test)]
mod tests {
    use super::{Words, parse};

    proptest::proptest! {
        #[test]
        fn what_is_read_in_one_go_is_read_alike_word_by_word(
            text in "(Mon|Fri|Tue|May|mon), ([0-9]{1,2}) (Jan|Feb|May|Sep|Dec|jun|Mai) (0000|19[0-9]{2}|20[0-9]{2}|[0-9]{2}) \
                [0-2][0-9]:[0-6][0-9](:[0-6][0-9])? (GMT|UTC|Z|EST|[+-][01][0-9][0-6][0-9]|[+-]0000)"
        ) {
            let word_by_word = || Words::read(&text)?.date_time();
            proptest::prop_assert_eq!(parse(&text), word_by_word());
        }
    }
}

//! Patterns of addresses, such as `/:year/:month/:title/`.

use std::fmt;

use chrono::NaiveDateTime;

/// Why there is no address.
#[derive(Clone, Debug, PartialEq)]
pub(crate) enum Unresolved {
    /// The pattern asks for a date, which the article does not have.
    Date(String),
    /// The pattern asks for something that we do not know.
    Token(String),
    /// The address is made by a template.
    Template(String),
    /// The page is not written.
    Unwritten,
}

impl fmt::Display for Unresolved {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Date(pattern) => write!(f, "a date for its address `{pattern}`, found none"),
            Self::Token(token) => write!(f, "an address without `:{token}`, which is not known"),
            Self::Template(text) => write!(f, "an address, found the template `{text}`"),
            Self::Unwritten => f.write_str("an address, found `false`"),
        }
    }
}

/// Returns the address that a pattern gives: `token` knows those of the generator.
pub(super) fn expand(
    pattern: &str,
    date: Option<NaiveDateTime>,
    token: &dyn Fn(&str) -> Option<String>,
) -> Result<String, Unresolved> {
    let mut parts = pattern.split(':');
    let mut address = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let end = part
            .find(|c: char| !c.is_ascii_lowercase() && c != '_' && !c.is_ascii_digit())
            .unwrap_or(part.len());
        let (mut name, mut rest) = part.split_at(end);
        // `:sections[1:]`: the colon within it has split it in two.
        if name.is_empty() {
            address.push(':');
            address.push_str(rest);
            continue;
        }
        if let Some(value) = token(name) {
            address.push_str(&value);
        } else if let Some(value) = of_date(name, date.as_ref()) {
            address.push_str(&value.ok_or_else(|| Unresolved::Date(pattern.to_owned()))?);
        } else {
            // A known name may stand before letters, as in `:year_:month`.
            let shorter = (1..name.len()).rev().find(|end| {
                token(&name[..*end]).is_some() || of_date(&name[..*end], date.as_ref()).is_some()
            });
            let Some(end) = shorter else {
                return Err(Unresolved::Token(name.to_owned()));
            };
            (name, rest) = part.split_at(end);
            let value = token(name).or_else(|| of_date(name, date.as_ref()).flatten());
            address.push_str(&value.ok_or_else(|| Unresolved::Date(pattern.to_owned()))?);
        }
        address.push_str(rest);
    }
    // A token may be empty.
    let host = address.find("://").map_or(0, |end| end + 3);
    let (host, path) = address.split_at(host);
    let mut path = path.to_owned();
    while path.contains("//") {
        path = path.replace("//", "/");
    }
    Ok(format!("{host}{path}"))
}

/// Returns the value of a token of dates, which is nothing without a date, or `None` if it is not such a token.
fn of_date(token: &str, date: Option<&NaiveDateTime>) -> Option<Option<String>> {
    let format = match token {
        "year" => "%Y",
        "short_year" => "%y",
        "month" => "%m",
        "i_month" => "%-m",
        "short_month" => "%b",
        "long_month" | "monthname" => "%B",
        "day" => "%d",
        "i_day" => "%-d",
        "short_day" => "%a",
        "long_day" | "weekdayname" => "%A",
        "weekday" => "%w",
        "y_day" => "%j",
        "yearday" => "%-j",
        "week" => "%V",
        "w_year" => "%G",
        "w_day" => "%u",
        "hour" => "%H",
        "minute" => "%M",
        "second" => "%S",
        _ => return None,
    };
    Some(date.map(|date| date.format(format).to_string()))
}

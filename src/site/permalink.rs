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
        let (mut name, mut rest) = part.split_at(name_of(part).len());
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

/// What generators know beside [dates](of_date), by their names. To Hexo it may be any key, and the others have no patterns.
const KNOWN: [(&str, &[&str]); 3] = [
    (
        "article",
        &[
            "title",
            "slug",
            "name",
            "path",
            "folders",
            "category",
            "categories",
            "output_ext",
        ],
    ),
    (
        "jekyll",
        &[
            "title",
            "slug",
            "name",
            "path",
            "categories",
            "slugified_categories",
            "collection",
            "output_ext",
        ],
    ),
    (
        "hugo",
        &[
            "title",
            "slug",
            "filename",
            "contentbasename",
            "slugorfilename",
            "slugorcontentbasename",
            "section",
            "sections",
            "sectionslug",
            "sectionslugs",
        ],
    ),
];

/// Returns the tokens of a pattern that a generator does not know, and those that it knows; if none is named, those that none
/// of them knows.
pub(crate) fn unknown<'a>(
    pattern: &'a str,
    generator: Option<&str>,
) -> (Vec<&'a str>, Vec<&'static str>) {
    let own = KNOWN
        .iter()
        .filter(|(name, _)| generator.is_none_or(|generator| *name == generator));
    let mut known: Vec<&str> = own.flat_map(|(_, tokens)| *tokens).copied().collect();
    let is_known = |token: &str| known.contains(&token) || of_date(token, None).is_some();
    let parts = pattern.split(':').skip(1);
    // `:sections[:2]`, `:sections[1:last]` and ports.
    let is_token = |(token, part): &(&str, &str)| {
        token.starts_with(|c: char| c.is_ascii_lowercase()) && !part[token.len()..].starts_with(']')
    };
    let tokens = parts.map(|part| (name_of(part), part)).filter(is_token);
    let unknown = tokens
        .map(|(token, _)| token)
        .filter(|_| !known.is_empty())
        .filter(|token| !(1..=token.len()).any(|end| is_known(&token[..end])))
        .collect();
    known.extend(DATES.iter().map(|(token, _)| *token));
    (unknown, known)
}

/// Returns the name with which what stands behind a colon begins.
fn name_of(part: &str) -> &str {
    let end = part.find(|c: char| !c.is_ascii_lowercase() && c != '_' && !c.is_ascii_digit());
    &part[..end.unwrap_or(part.len())]
}

/// Tokens of dates, and their formats.
const DATES: [(&str, &str); 21] = [
    ("year", "%Y"),
    ("short_year", "%y"),
    ("month", "%m"),
    ("i_month", "%-m"),
    ("short_month", "%b"),
    ("long_month", "%B"),
    ("monthname", "%B"),
    ("day", "%d"),
    ("i_day", "%-d"),
    ("short_day", "%a"),
    ("long_day", "%A"),
    ("weekdayname", "%A"),
    ("weekday", "%w"),
    ("y_day", "%j"),
    ("yearday", "%-j"),
    ("week", "%V"),
    ("w_year", "%G"),
    ("w_day", "%u"),
    ("hour", "%H"),
    ("minute", "%M"),
    ("second", "%S"),
];

/// Returns the value of a token of dates, which is nothing without a date, or `None` if it is not such a token.
fn of_date(token: &str, date: Option<&NaiveDateTime>) -> Option<Option<String>> {
    let (_, format) = DATES.iter().find(|(known, _)| *known == token)?;
    Some(date.map(|date| date.format(format).to_string()))
}

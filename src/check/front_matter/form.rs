//! What the generator of a site refuses: dates that others read, and names that are none.

use std::sync::LazyLock;

use regex_lite::Regex;

use super::Read;
use super::help;
use crate::check::finding::{Fault, Findings};
use crate::check::value;
use crate::front_matter::{Syntax, usual_date};
use crate::model::{Timestamp, Value};

/// What a generator reads.
struct Form {
    dialect: &'static str,
    name: &'static str,
    /// Keys of dates, in small letters.
    keys: &'static [&'static str],
    /// Dates that it reads.
    dates: &'static LazyLock<Regex>,
    /// Whether it takes numbers for seconds since 1970.
    has_seconds: bool,
}

/// Those that end at a date of another form.
static FORMS: [Form; 2] = [
    Form {
        dialect: "hugo",
        name: "Hugo",
        keys: &[
            "date",
            "expirydate",
            "lastmod",
            "modified",
            "pubdate",
            "publishdate",
            "published",
            "unpublishdate",
        ],
        dates: &HUGO,
        has_seconds: true,
    },
    Form {
        dialect: "zola",
        name: "Zola",
        keys: &["date", "updated"],
        dates: &ZOLA,
        has_seconds: false,
    },
];

/// [The forms of Hugo](https://github.com/spf13/cast/blob/master/time.go), as it reads them: an hour may have one digit.
static HUGO: LazyLock<Regex> = LazyLock::new(|| {
    const TIME: &str = r"(?:\d|[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:[.,]\d+)?";
    const DAY: &str = r"\d{4}-\d\d-\d\d";
    let forms = [
        format!(r"{DAY}(?:[T ]{TIME}(?:Z|[+-]\d\d:?\d\d)?)?"),
        format!(r"{DAY} {TIME} [+-]\d\d:?\d\d(?: [A-Z]{{3,4}})?"),
        r"\d\d [A-Z][a-z]{2} \d{4}".to_owned(),
        r"\d\d [A-Z][a-z]{2} \d\d \d\d:\d\d (?:[A-Z]{3}|[+-]\d{4})".to_owned(),
        // Those that begin with a weekday: RFC 1123 and 850, and of Unix.
        r"[A-Z][a-z]+, \d\d.+|[A-Z][a-z]{2} [A-Z][a-z]{2} .+".to_owned(),
    ];
    Regex::new(&format!("^(?:{})$", forms.join("|"))).expect("a pattern")
});

/// The forms of Zola.
static ZOLA: LazyLock<Regex> = LazyLock::new(|| {
    const TIME: &str = r"(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?(?:[Zz]|[+-]\d\d:\d\d)?";
    Regex::new(&format!(r"^\d{{4}}-\d\d-\d\d(?:[Tt ]{TIME})?$")).expect("a pattern")
});

/// Looks at a file of a generator that is known.
pub(super) fn check(read: &Read, findings: &mut Findings<'_>) {
    let own = |form: &&Form| form.dialect == read.dialect.name();
    let Some(form) = FORMS.iter().find(own) else {
        return;
    };
    for (key, value) in &read.map {
        let Some(key) = key.as_str() else { continue };
        let Some(place) = read.outline.value(key) else {
            continue;
        };
        if form.keys.contains(&&*key.to_ascii_lowercase()) {
            // A date of TOML is one to everybody.
            let raw = findings.text(place.clone());
            let is_bare = read.syntax == Syntax::Toml && !raw.starts_with(['"', '\'']);
            let found = match value {
                Value::Str(text) if !is_bare => text.clone(),
                Value::Int(number) if !form.has_seconds || is_day(*number) => number.to_string(),
                _ => continue,
            };
            if !form.dates.is_match(&found)
                && value::date(&found).is_none()
                && let Some(usual) = usual_date(&found)
            {
                let message = format!("expected a date that {} reads, found `{found}`", form.name);
                let fault = Fault::error("refused-date", message).with_value(usual, "");
                findings.add(place, help::spelt_in(read.syntax, fault));
            }
        } else if (form.dialect, key) == ("zola", "slug") && value.as_str() == Some("") {
            let message = "expected a name for the address, found none, which Zola refuses";
            let fault = Fault::error("empty-value", message);
            findings.add(place, fault.with_help("write it, or leave the key out"));
        }
    }
}

/// Returns whether a number is meant as a day: `20240102`.
fn is_day(number: i128) -> bool {
    let text = number.to_string();
    let date = Timestamp::parse(&text).filter(|_| text.len() == 8);
    date.is_some_and(|date| date.is_plausible())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// As the programs themselves read or refuse them.
    #[test]
    fn knows_what_generators_read() {
        for (text, hugo, zola) in [
            ("2024-01-02", true, true),
            ("2024-01-02T10:00:00", true, true),
            ("2024-01-02 10:00:00.123", true, true),
            ("2024-01-02 10:00:00+02:00", true, true),
            ("2024-01-02 10:00:00Z", true, true),
            ("2024-01-02t10:00:00z", false, true),
            ("2024-01-02 10:00:00+0200", true, false),
            ("2024-01-02 10:00:00 +0200", true, false),
            ("2024-01-02 10:00:00 +02:00", true, false),
            ("2024-01-02 10:00:00 +0000 UTC", true, false),
            ("2024-01-02T10:00:00 +02:00", false, false),
            ("2024-01-02 10:00:00 UTC", false, false),
            ("2024-01-02T1:00:00", true, false),
            ("2024-01-02T24:00:00Z", false, false),
            ("2024-01-02 10:00", false, false),
            ("2024-01-02T10:00+02:00", false, false),
            ("2024-1-2", false, false),
            ("2024/01/02", false, false),
            ("2024-01", false, false),
            ("02 Jan 2024", true, false),
            ("2 Jan 2024", false, false),
            ("Jan 2, 2024", false, false),
            ("Tue, 02 Jan 2024 10:00:00 GMT", true, false),
            ("Tue, 2 Jan 2024 10:00:00 GMT", false, false),
            ("Tue Jan  2 10:00:00 2024", true, false),
            ("Tuesday, 02-Jan-24 10:00:00 UTC", true, false),
        ] {
            let found = (HUGO.is_match(text), ZOLA.is_match(text));
            assert_eq!(found, (hugo, zola), "{text}");
        }
    }
}

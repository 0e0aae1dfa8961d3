//! Fields that are not of their type, and names that nobody knows: what a record could not take into a field is in its extra.

use std::ops::Range;

use super::Read;
use super::cause::is_odd_space;
use super::help::{self, spelt};
use crate::check::finding::{Fault, Findings, Severity};
use crate::check::outline::join;
use crate::check::{spelling, value};
use crate::front_matter::{Dialect, Syntax};
use crate::mapping::profile::unreadable_dates;
use crate::model::{
    Article, DRAFT, Enclosure, Feed, Field, FieldValue, Image, Map, PUBLISHED, Person, Record,
    Timestamp, Value, expected,
};

/// Names of others that mean one of ours, where no dialect knows them.
const SYNONYMS: [(&[&str], &str); 5] = [
    (&["headline", "heading"], "title"),
    (&["abstract", "teaser", "lead", "blurb"], "excerpt"),
    (
        &[
            "published_at",
            "publishedAt",
            "published_on",
            "publishedOn",
            "created",
            "created_at",
            "createdAt",
            "datePublished",
        ],
        "publishedDateTime",
    ),
    (
        &["updated_at", "updatedAt", "dateModified"],
        "updatedDateTime",
    ),
    (&["keywords"], "topics"),
];

/// Looks at all records of an article; returns the names that were meant by others.
pub(super) fn check(read: &Read, findings: &mut Findings<'_>) -> Vec<String> {
    let mut walk = Walk {
        read,
        findings,
        meant: Vec::new(),
        severity: Severity::Error,
    };
    walk.article(&read.article, "");
    walk.reshaped();
    walk.renamed();
    walk.flags();
    walk.schedule();
    walk.meant
}

/// Looks at what a line says of its feed.
pub(super) fn check_feed(read: &Read, feed: &Feed, findings: &mut Findings<'_>) {
    let mut walk = Walk {
        read,
        findings,
        meant: Vec::new(),
        severity: Severity::Error,
    };
    walk.record(feed, "feed");
    walk.each(&feed.authors, "feed.authors");
}

struct Walk<'r, 'f, 'a> {
    read: &'r Read,
    findings: &'f mut Findings<'a>,
    meant: Vec<String>,
    /// How bad a value of another type is.
    severity: Severity,
}

impl Walk<'_, '_, '_> {
    fn article(&mut self, article: &Article, path: &str) {
        self.record(article, path);
        self.each(&article.images, &join(path, "images"));
        self.each::<Enclosure>(&article.actions, &join(path, "actions"));
        if let Some(provider) = &article.provider {
            let path = join(path, "provider");
            self.record(provider, &path);
            self.each::<Person>(&provider.authors, &join(&path, "authors"));
            self.each::<Person>(&provider.publishers, &join(&path, "publishers"));
            self.each::<Image>(&provider.images, &join(&path, "images"));
        }
        for (index, related) in article.related.iter().enumerate() {
            self.article(related, &format!("{}[{index}]", join(path, "related")));
        }
    }

    fn each<T: Record>(&mut self, records: &[T], path: &str) {
        for (index, record) in records.iter().enumerate() {
            self.record(record, &format!("{path}[{index}]"));
        }
    }

    fn record<T: Record>(&mut self, record: &T, path: &str) {
        for (key, value) in &record.extra().fields {
            let Some(key) = key.as_str() else { continue };
            let own = join(path, key);
            match T::FIELDS.iter().find(|field| field.name == key) {
                Some(field) if !value.is_empty() => {
                    let within = own.split(['.', '[']).next().unwrap_or_default();
                    let name = if path.is_empty() { within } else { key };
                    if self.read.dialect.means(within, name) {
                        self.mistyped(field, value, &own);
                    }
                }
                Some(_) => {}
                None => self.unknown::<T>(key, &own, record),
            }
        }
    }

    /// What `generate` takes for what it is meant to be, and `convert` keeps as it is.
    fn reshaped(&mut self) {
        if !self.read.is_ours() {
            return;
        }
        let exact = Article::from_map(self.read.map.clone());
        self.severity = Severity::Warning;
        self.reshaped_of(&exact, &self.read.article, "");
        if let (Some(exact), Some(provider)) = (&exact.provider, &self.read.article.provider) {
            self.reshaped_of(exact, provider, "provider");
        }
        self.severity = Severity::Error;
    }

    fn reshaped_of<T: Record>(&mut self, exact: &T, taken: &T, path: &str) {
        for (key, value) in &exact.extra().fields {
            let Some(key) = key.as_str() else { continue };
            let Some(field) = T::FIELDS.iter().find(|field| field.name == key) else {
                continue;
            };
            if taken.extra().fields.get(key).is_none() && !value.is_empty() {
                self.mistyped(field, value, &join(path, key));
            }
        }
    }

    /// What a generator reads a field from and nobody can.
    fn renamed(&mut self) {
        let article = &self.read.article;
        for (key, value) in &article.extra.fields {
            let Some(key) = key.as_str() else { continue };
            let field = self.read.dialect.field_of(key);
            let mut fields = Article::FIELDS.iter();
            let is_own = Article::FIELDS.iter().any(|field| field.name == key);
            let field = fields.find(|known| field.as_deref() == Some(known.name));
            if let Some(field) = field.filter(|field| (field.get)(article).is_none())
                && matches!(field.expects, "text" | Timestamp::EXPECTS)
                && !is_own
                && !value.is_empty()
                && self.read.map.get(key).is_some()
            {
                self.mistyped(field, value, key);
            }
        }
    }

    /// What says whether an article is public is a boolean to us however it is spelt, and to some generators not.
    fn flags(&mut self) {
        for key in ["draft", "published"] {
            let is_reported = key == "published" && self.read.is_ours();
            let value = self.read.map.get(key).filter(|_| !is_reported);
            let odd = value.filter(|value| !matches!(value, Value::Bool(_)));
            // `published` may be a date.
            let odd = odd
                .filter(|value| value.as_flag().is_some() || key == "draft" && !value.is_blank());
            if let Some(value) = odd {
                let expects = "`true` or `false`";
                let message = format!("expected `{key}` to be {expects}, found {}", found(value));
                let fault = match value.as_flag() {
                    Some(_) => Fault::warning("mistyped-field", message),
                    None => Fault::error("mistyped-field", message),
                };
                let place = self.read.outline.value(key);
                self.add(place, fault.with_help(self.help_for(key, expects, value)));
            }
        }
    }

    /// Dates that say when an article is to be seen: of one that is none, nobody knows, and `generate` leaves it out.
    fn schedule(&mut self) {
        let article = &self.read.article;
        if article.is_withheld() {
            return;
        }
        for (key, value) in unreadable_dates(article) {
            let mut keys = self.read.map.iter().filter_map(|(key, _)| key.as_str());
            let key = keys
                .find(|own| own.eq_ignore_ascii_case(key))
                .unwrap_or(key);
            let fault = value.as_str().and_then(value::date);
            let fault = fault.map(|fault| help::spelt_in(self.read.syntax, fault));
            let fault = fault.unwrap_or_else(|| {
                let found = found(value);
                let message = format!(
                    "expected `{key}` to be {}, found {found}",
                    Timestamp::EXPECTS
                );
                let help = self.help_for(key, Timestamp::EXPECTS, value);
                self.of_type(message).with_help(help)
            });
            let place = self.read.outline.value(&self.read.path(key));
            self.add(place, fault);
        }
    }

    /// A value that is not what its field holds.
    fn mistyped<T: Record>(&mut self, field: &Field<T>, value: &Value, path: &str) {
        let path = self.read.path(path);
        // Of a list, the item that does not fit.
        if let Value::List(items) = value
            && field.expects.starts_with("a list")
        {
            for (index, item) in items.iter().enumerate() {
                if (field.set)(&mut T::default(), Value::List(vec![item.clone()])).is_err() {
                    let path = format!("{path}[{index}]");
                    let place = self.read.outline.value(&path);
                    let expects = item_of(field.expects);
                    let message =
                        format!("expected `{path}` to be {expects}, found {}", found(item));
                    let fault = self
                        .of_type(message)
                        .with_help(self.help_for(field.name, expects, item));
                    self.add(place, fault);
                }
            }
            return;
        }
        let place = self.read.outline.value(&path);
        // A tag stands before the value.
        let place = match (place, self.read.outline.key(&path)) {
            (Some(value_place), Some(key)) if matches!(value, Value::Tagged(..)) => {
                let before = self.findings.text(key.end..value_place.start);
                let tag = before.find('!').unwrap_or(before.len());
                Some(key.end + tag..value_place.end)
            }
            (place, _) => place,
        };
        let fault = match value.as_str().filter(|_| field.name.ends_with("DateTime")) {
            Some(text) => value::date(text).map(|fault| help::spelt_in(self.read.syntax, fault)),
            None => None,
        };
        self.add(
            place,
            fault.unwrap_or_else(|| {
                let message = format!(
                    "expected `{path}` to be {}, found {}",
                    expected(field.expects, value),
                    found(value)
                );
                // As it is spelt: `1.10` is 1.1 to a program.
                let raw = self
                    .read
                    .outline
                    .value(&path)
                    .map(|place| self.findings.text(place));
                let spelt = match (value, raw) {
                    (Value::Float(_), Some(raw)) => &Value::BigInt(raw.to_owned()),
                    _ => value,
                };
                self.of_type(message)
                    .with_help(self.help_for(field.name, field.expects, spelt))
            }),
        );
    }

    fn help_for(&self, name: &str, expects: &str, value: &Value) -> String {
        help::for_value(self.read.syntax, name, expects, value)
    }

    fn of_type(&self, message: String) -> Fault {
        Fault {
            severity: self.severity,
            ..Fault::error("mistyped-field", message)
        }
    }

    /// A name that is nearly one of ours.
    fn unknown<T: Record>(&mut self, key: &str, path: &str, record: &T) {
        let is_top = key == path;
        let is_theirs = |name: &&str| {
            Dialect::named(name).is_some_and(|dialect| dialect.field_of(key).is_some())
        };
        let is = |other: &&str| other.eq_ignore_ascii_case(key);
        let is_flag = || PUBLISHED.iter().chain(&DRAFT).any(is);
        // A space that is none has a rule of its own.
        if self.read.syntax == Syntax::Yaml && key.contains(is_odd)
            || is_top && (is_flag() || Dialect::NAMES.iter().any(is_theirs))
        {
            return;
        }
        let has = |name: &str| {
            let mut fields = T::FIELDS.iter();
            let is_set = |field: &Field<T>| field.name == name && (field.get)(record).is_some();
            fields.any(is_set)
        };
        let dialect = &self.read.dialect;
        let names = T::FIELDS.iter().map(|field| field.name);
        let mut rows = SYNONYMS.iter();
        // A site may have any fields of its own, and themes have theirs below `params` and `extra`.
        let is_of_site = is_top && !self.read.is_ours();
        if is_of_site && self.read.map.get(key).is_none() {
            return;
        }
        let synonym = rows.find(|(others, _)| is_top && !is_of_site && others.iter().any(is));
        let small = key.to_ascii_lowercase();
        let field = dialect.field_of(&small).filter(|_| is_top && small != key);
        // A generator's own names come before ours, and what it is usually written at before others.
        let theirs = || {
            let names = dialect.written_keys().chain(["draft"]);
            let meant = spelling::nearest(key, names)
                .or_else(|| spelling::nearest(key, dialect.read_keys()))
                .filter(|_| is_of_site)?;
            self.read.map.get(meant).is_none().then_some(meant)
        };
        // Names of others have their case, too.
        let cased = field.filter(|field| !is_of_site && !has(field));
        let meant = match synonym {
            Some((_, name)) => (!has(name)).then(|| dialect.key_of(name)),
            None if is_of_site => theirs(),
            None => spelling::nearest(key, names).or(cased.as_ref().map(|_| &*small)),
        };
        if let Some(meant) = meant {
            let help = match has(meant) {
                true => format!("`{meant}` is there, too; leave one of them out"),
                false => format!("did you mean `{meant}`?"),
            };
            self.meant.push(match cased {
                Some(field) if meant == small => field,
                _ => meant.to_owned(),
            });
            let place = self.read.outline.key(&self.read.path(path));
            let message = format!("expected a known field, found `{key}`, which nothing reads");
            self.add(
                place,
                Fault::warning("unknown-field", message).with_help(help),
            );
        }
    }

    fn add(&mut self, place: Option<Range<usize>>, fault: Fault) {
        match place {
            Some(place) => self.findings.add(place, fault),
            None => self.findings.add_whole(fault),
        }
    }
}

/// Returns whether a character is a space that is none, or one that nobody sees.
pub(super) fn is_odd(c: char) -> bool {
    is_odd_space(c) || matches!(c, '\t' | '\u{ad}')
}

fn item_of(expects: &str) -> &'static str {
    match expects {
        "a list of texts" => "text",
        "a list of maps" => "a map",
        _ => "an item of another type",
    }
}

pub(super) fn found(value: &Value) -> String {
    match value {
        Value::Str(text) if matches!(text.as_str(), "true" | "false") => {
            format!("the text `\"{text}\"`")
        }
        Value::Str(text) => format!("`{text}`"),
        Value::Bool(_) | Value::Int(_) | Value::Float(_) => {
            format!("{} `{}`", value.kind(), spelt(value))
        }
        other => other.kind().to_owned(),
    }
}

/// Returns whether there is nothing in a map that an article would have.
pub(super) fn is_empty(map: &Map) -> bool {
    map.iter().all(|(_, value)| value.is_empty())
}

//! [`Shape`]: how a value is written in a dialect, where ours has another form. Reader above writer.

use std::borrow::Cow;

use super::part::{addresses, image, is_nameless, names, person, picture};
use crate::front_matter::emit::is_off_clock;
use crate::model::{Map, Timestamp, Value};
use crate::text::{html, markdown};

/// The form of a value.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Shape {
    /// Text; a number counts as its digits.
    Text,
    /// The same, and the generator takes it for HTML.
    Html,
    /// The same, and the generator takes it for Markdown.
    Markdown,
    /// Text, and nothing else is written; neither is a blank one.
    TextOnly,
    /// The same for the name of a file.
    FileName,
    /// A date, written as RFC 3339 has it, unless it has one of these forms, too, that the generator reads: `0` stands for a
    /// digit, `+` for a sign, and `a` for a letter.
    Date(&'static [&'static str]),
    /// A date where others have a flag, read and not written.
    DateOnly,
    /// A whole number that is not negative.
    Count,
    /// Anything, as it is.
    Plain,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// A map.
    Table,
    /// A map, or a list of maps.
    Tables,
    /// The address of a page: a pattern only of parts that the generator knows by these names.
    Place(&'static [&'static str]),
    /// The same without patterns, or a template that makes it, or what is no text.
    Template,
    /// A list of texts; a single one counts as a list, split at the separator if there is one.
    List(Option<String>),
    /// The same, split at white space.
    Words,
    /// A list where others have a text, read and not written.
    ListOnly,
    /// Texts, written as a list whatever they were.
    Texts,
    /// The same, below keys.
    Terms,
    /// `true` or `false`.
    Flag,
    /// `draft: true`, where we say `published: false`.
    Draft,
    /// People: a name, a map or a list of either, where we have a list of maps.
    People,
    /// The same, and only one of them is written.
    Person,
    /// The same, written as a list of names.
    Names,
    /// Pictures: an address, a map or a list of either, where we have a list of maps.
    Images,
    /// The same, written as a list of addresses.
    Addresses,
    /// The same, of which the address of the first is written.
    Address,
    /// The same, of which the first is written, with the names that Jekyll's plugins have for its parts.
    Picture,
}

/// The forms of dates that every generator reads, but for fractions of a second.
const DATES: [&str; 4] = [
    "0000-00-00",
    "0000-00-00T00:00:00",
    "0000-00-00T00:00:00Z",
    "0000-00-00T00:00:00+00:00",
];

impl Shape {
    /// Returns the value as we have it, or `None` if it cannot be meant so.
    pub(super) fn read(&self, value: &Value) -> Option<Value> {
        match self {
            Self::Plain
            | Self::OneOf(_)
            | Self::Table
            | Self::Tables
            | Self::Terms
            | Self::Count => Some(value.clone()),
            Self::Place(_) | Self::Template if matches!(value, Value::Bool(_)) => None,
            Self::Place(_) | Self::Template => text(value).map(Value::Str),
            Self::Text | Self::TextOnly | Self::FileName | Self::Date(_) => {
                text(value).map(Value::Str)
            }
            Self::DateOnly if value.as_flag().is_some() => None,
            Self::DateOnly => text(value)
                .filter(|text| Timestamp::parse(text).is_some())
                .map(Value::Str),
            Self::Html => text(value).map(|text| html::inline_to_text(&text).as_ref().into()),
            Self::Markdown => {
                text(value).map(|text| markdown::inline_to_text(&text).as_ref().into())
            }
            Self::List(separator) => list(value, |text| match separator {
                Some(separator) => text.split(separator.as_str()).map(str::to_owned).collect(),
                None => vec![text.to_owned()],
            }),
            Self::ListOnly if !matches!(value, Value::List(_)) => None,
            Self::Texts | Self::ListOnly => list(value, |text| vec![text.to_owned()]),
            Self::Words => list(value, |text| {
                text.split_whitespace().map(str::to_owned).collect()
            }),
            Self::Flag => value.as_flag().map(Value::Bool),
            Self::Draft => value.as_flag().map(|is_draft| Value::Bool(!is_draft)),
            Self::People | Self::Person | Self::Names => each(value, person),
            Self::Images | Self::Addresses | Self::Address | Self::Picture => each(value, image),
        }
    }

    /// Returns our value as the dialect has it, or `None` if it has no word for it.
    pub(super) fn write(&self, value: &Value) -> Option<Value> {
        let short =
            |items: &[Value], key| alone(items.iter().map(|item| shortened(item, key)).collect());
        Some(match (self, value) {
            (Self::Flag | Self::Draft, value) => return self.read(value),
            (Self::Texts, value) => Value::List(texts(self.read(value)?)),
            (Self::Html, Value::Str(text)) => html::text_to_inline(text).as_ref().into(),
            (Self::Markdown, Value::Str(text)) => markdown::text_to_inline(text).as_ref().into(),
            (Self::TextOnly, value) => Value::Str(only_text(value)?),
            (Self::OneOf(words), value) => {
                Value::Str(only_text(value).filter(|word| words.contains(&word.as_str()))?)
            }
            (Self::Table | Self::Tables, Value::Map(_)) => value.clone(),
            (Self::Tables, Value::List(items)) if items.iter().all(is_map) => value.clone(),
            (Self::Table | Self::Tables, _) => return None,
            (Self::Template, value) if value.as_str().is_none_or(is_template) => value.clone(),
            (Self::Template, value) => return Self::Place(&[]).write(value),
            (Self::Place(_), Value::Bool(_)) => return None,
            (Self::Place(parts), value) => {
                Value::Str(only_text(value).filter(|text| is_place(text, parts))?)
            }
            (Self::FileName, value) => {
                Value::Str(only_text(value).filter(|name| name.contains('.'))?)
            }
            (Self::Date(forms), value) => Value::Str(date(value.as_str()?, forms)?),
            (Self::Count, Value::Int(count)) => Value::Int(u32::try_from(*count).ok()?.into()),
            (Self::Terms, Value::Map(map)) => Value::Map(terms(map)?),
            (Self::Names, Value::List(people)) => Value::List(names(people)?),
            (Self::DateOnly | Self::ListOnly | Self::Count | Self::Terms | Self::Names, _) => {
                return None;
            }
            (Self::Addresses, value) => Value::List(addresses(self.read(value))),
            (Self::Address, value) => addresses(self.read(value)).into_iter().next()?,
            (Self::Picture, value) => picture(self.read(value)?)?,
            (Self::Person, Value::List(people)) if people.len() != 1 => return None,
            // A map without a name is nobody to a generator, nor to us.
            (Self::People | Self::Person, Value::List(people))
                if people.iter().any(is_nameless) =>
            {
                return None;
            }
            // A single word is a list to every reader but those that split.
            (Self::List(_) | Self::Words, Value::List(items)) if items.is_empty() => Value::Null,
            (Self::People | Self::Person, Value::List(people)) => short(people, "name"),
            (Self::Images, Value::List(images)) => short(images, "url"),
            (_, value) => value.clone(),
        })
    }
}

fn is_map(value: &Value) -> bool {
    matches!(value, Value::Map(_))
}

/// Returns whether a text is a template of Liquid or Nunjucks.
fn is_template(text: &str) -> bool {
    ["{{", "{%"].iter().any(|opening| text.contains(opening))
}

/// Names of [patterns of Jekyll](https://jekyllrb.com/docs/permalinks/#built-in-formats).
const PATTERNS: [&str; 5] = ["date", "pretty", "ordinal", "weekdate", "none"];

/// Returns whether a text is the address of a page to who knows parts of these names.
fn is_place(text: &str, parts: &[&str]) -> bool {
    let is_name = |c: char| c.is_ascii_lowercase() || c == '_';
    let behind = text.split(':').skip(1);
    // `:year_:month`.
    let named = behind.map(|part| {
        let end = part.find(|c| !is_name(c)).unwrap_or(part.len());
        part[..end].trim_end_matches('_')
    });
    let named = named.filter(|name| !name.is_empty());
    let pattern = PATTERNS.into_iter().filter(|name| *name == text);
    !is_template(text) && named.chain(pattern).all(|name| parts.contains(&name))
}

/// A list of one is written as that one.
fn alone(mut items: Vec<Value>) -> Value {
    if items.len() == 1 {
        items.swap_remove(0)
    } else {
        Value::List(items)
    }
}

/// A map with one key is written as its value.
fn shortened(value: &Value, key: &str) -> Value {
    match value {
        Value::Map(map) if map.len() == 1 => map.get(key).unwrap_or(value).clone(),
        value => value.clone(),
    }
}

fn text(value: &Value) -> Option<String> {
    match value {
        Value::Str(text) => Some(text.clone()),
        Value::Int(int) => Some(int.to_string()),
        Value::BigInt(digits) => Some(digits.clone()),
        // With its point, as `2.0`.
        Value::Float(float) => Some(format!("{float:?}")),
        Value::Bool(flag) => Some(flag.to_string()),
        _ => None,
    }
}

/// Returns what is written as text, if that is not blank.
pub(super) fn only_text(value: &Value) -> Option<String> {
    text(value).filter(|text| !text.trim().is_empty())
}

/// Returns a date in a form that every generator reads.
pub(crate) fn usual_date(text: &str) -> Option<String> {
    date(text, &[])
}

/// Returns a date as RFC 3339 has it, with no time and no offset where it has none. One that has that form, or another one that
/// is read, stays what it is.
fn date(text: &str, forms: &[&str]) -> Option<String> {
    let date = Timestamp::parse(text)?;
    let whole = without_fraction(text);
    let has_one_of = |forms: &[&str]| forms.iter().any(|form| has_form(&whole, form));
    if !is_off_clock(text) && (date.is_standard() && has_one_of(&DATES) || has_one_of(forms)) {
        return Some(text.to_owned());
    }
    let states_zone = date.states_zone();
    let printed = date.without_text().to_rfc3339().replace(":60", ":59");
    let stated = match printed.split_once('T') {
        Some((day, _)) if !states_zone && !text.contains(':') => day,
        _ if !states_zone => printed.trim_end_matches('Z'),
        _ => &printed,
    };
    // Years beyond four digits have a sign.
    Some(stated.to_owned()).filter(|stated| stated.starts_with(|c: char| c.is_ascii_digit()))
}

fn without_fraction(text: &str) -> Cow<'_, str> {
    match text.split_once('.') {
        Some((whole, rest)) if rest.starts_with(|c: char| c.is_ascii_digit()) => {
            let zone = rest.trim_start_matches(|c: char| c.is_ascii_digit());
            Cow::Owned(format!("{whole}{zone}"))
        }
        _ => Cow::Borrowed(text),
    }
}

fn has_form(text: &str, form: &str) -> bool {
    let is_of_form = |(byte, place): (u8, u8)| match place {
        b'0' => byte.is_ascii_digit(),
        b'+' => matches!(byte, b'+' | b'-'),
        b'a' => byte.is_ascii_alphabetic(),
        place => byte == place,
    };
    text.len() == form.len() && text.bytes().zip(form.bytes()).all(is_of_form)
}

/// Returns lists of texts below keys, without what is none.
fn terms(map: &Map) -> Option<Map> {
    let lists = map.iter().filter_map(|(key, value)| {
        let is_word = |key: &&str| !key.trim().is_empty();
        key.as_str().filter(is_word)?;
        Some((key.clone(), Shape::Texts.write(value)?))
    });
    let lists: Map = lists.collect();
    (!lists.is_empty()).then_some(lists)
}

/// Returns the texts of a list.
fn texts(list: Value) -> Vec<Value> {
    match list {
        Value::List(items) => items
            .into_iter()
            .filter(|item| item.as_str().is_some())
            .collect(),
        _ => Vec::new(),
    }
}

/// Lists in lists, which Hexo has for the levels of a category, become one. One with what is no text stays as it is: others
/// report it.
fn list(value: &Value, split: impl Fn(&str) -> Vec<String>) -> Option<Value> {
    fn collect(value: &Value, found: &mut Vec<Value>, depth: usize) {
        match value {
            Value::List(items) if depth > 0 => {
                items
                    .iter()
                    .for_each(|item| collect(item, found, depth - 1));
            }
            value => found.push(text(value).map_or_else(|| value.clone(), Value::Str)),
        }
    }
    let mut found = Vec::new();
    match value {
        Value::Str(text) => found.extend(split(text).into_iter().map(Value::Str)),
        value => collect(value, &mut found, 3),
    }
    found.retain(|item| !item.is_blank());
    for item in &mut found {
        if let Value::Str(text) = item {
            *text = text.trim().to_owned();
        }
    }
    let is_text = |item: &Value| item.as_str().is_some();
    if !found.iter().any(is_text) {
        return None;
    }
    Some(if found.iter().all(is_text) {
        Value::List(found)
    } else {
        value.clone()
    })
}

/// Reads one, or several. What cannot be read stays among those that can.
fn each(value: &Value, read: fn(&Value) -> Option<Value>) -> Option<Value> {
    let items = match value {
        Value::List(items) => items.as_slice(),
        single => std::slice::from_ref(single),
    };
    let mut reads_any = false;
    let items = items.iter().filter(|item| !item.is_blank());
    let items = items.map(|item| {
        let formed = read(item);
        reads_any |= formed.is_some();
        formed.unwrap_or_else(|| item.clone())
    });
    let items = items.collect();
    reads_any.then_some(Value::List(items))
}

//! What is wrong with a file of front matter: its fences, its language, its fields, what they say.

mod cause;
mod dash;
mod fence;
mod form;
mod help;
mod hint;
mod line;
mod mend;
mod open;
mod record;
mod refused;
mod rules;
mod suspicious;
mod table;
mod unquoted;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use self::refused::refused;
use super::date;
use super::finding::{Fault, Findings};
use super::outline::{self, Outline};
use crate::error::Error;
use crate::front_matter::{self, Dialect, Split, Syntax};
use crate::model::{Article, Map, Record, Value};
use crate::site::{Membership, caseless_keys_of, computes_date};
use crate::text::start_of;

pub(super) use self::fence::missing;
pub(super) use self::hint::{comma, hint};
pub(super) use self::line::check as check_line;

/// The field that generators may find out.
const DATE: &str = "publishedDateTime";

/// What was read of a file.
pub(super) struct Read {
    pub(super) article: Article,
    /// Where each key stands, by the names of the file.
    pub(super) outline: Outline,
    /// The keys and values as the file has them.
    pub(super) map: Map,
    pub(super) dialect: Dialect,
    syntax: Syntax,
    /// Where it begins in the file.
    start: usize,
}

impl Read {
    /// Returns whether the names are our own.
    pub(super) fn is_ours(&self) -> bool {
        self.dialect.name() == Dialect::article().name()
    }

    /// Returns the path at which a field stands in the file, which may have another name for it.
    pub(super) fn path(&self, field: &str) -> String {
        let top = field.split(['.', '[']).next().unwrap_or_default();
        if self.map.get(top).is_some() {
            return field.to_owned();
        }
        for (key, value) in &self.map {
            let Some(key) = key.as_str() else { continue };
            // What a generator does not know stands in a map of its own.
            if let Value::Map(inner) = value
                && inner.get(top).is_some()
            {
                return format!("{key}.{field}");
            }
            if let Some(read) = self.dialect.field_of(key)
                && let Some(rest) = field.strip_prefix(&read)
            {
                return format!("{key}{rest}");
            }
        }
        field.to_owned()
    }
}

/// Looks at a text that begins with a fence. Returns what could be read of it.
pub(super) fn check(
    text: &str,
    dialect: Option<&Dialect>,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) -> Option<Read> {
    if let Some((place, syntax)) = membership.and_then(|site| site.header(text)) {
        if syntax == Syntax::Json {
            return members(place, text, dialect, membership, findings);
        }
        let split = Split {
            syntax,
            lines_before: text[..place.start].matches('\n').count(),
            header: &text[place],
            body: None,
        };
        return header(&split, text, dialect, membership, findings);
    }
    let split = match front_matter::split(text) {
        Ok(Some(split)) => split,
        Ok(None) => {
            unopened(text, membership, findings);
            return None;
        }
        Err(Error::UnclosedFence { fence, .. }) => {
            return unclosed(text, fence, dialect, membership, findings);
        }
        Err(error) => {
            refused(&error, Syntax::Json, findings);
            return None;
        }
    };
    header(&split, text, dialect, membership, findings)
}

/// Says why a brace at the beginning does not open front matter.
fn unopened(text: &str, membership: Option<&Membership>, findings: &mut Findings<'_>) {
    let object = text.trim_start();
    if !has_member(object) {
        return missing(text, membership, findings);
    }
    match Syntax::Json.read(text, 0, &mut Vec::new()) {
        Err(error) if object.len() == text.len() => refused(&error, Syntax::Json, findings),
        _ => {
            let start = text.len() - object.len();
            let message = "expected `{` at the beginning of the first line, found it further on";
            let fault = Fault::error("late-front-matter", message);
            let help = "take out what stands before it, blank lines and spaces, too";
            findings.add(start..start + 1, fault.with_help(help));
        }
    }
}

/// Returns whether a member may stand behind the brace with which a text begins, and not what Markdown and templates have there.
fn has_member(text: &str) -> bool {
    let first = text.lines().next().unwrap_or_default();
    let behind = first.strip_prefix('{').unwrap_or_default().trim();
    let is_word = |c: char| c.is_alphanumeric() || matches!(c, '_' | '-');
    let word = behind.trim_start_matches(is_word);
    let is_key = word.len() < behind.len() && word.trim_start().starts_with(':');
    is_key || behind.is_empty() || behind.starts_with(['"', '\'', '}'])
}

/// Looks at what stands before a line that is nearly a fence, if there is one.
fn unclosed(
    text: &str,
    fence: &str,
    dialect: Option<&Dialect>,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) -> Option<Read> {
    let start = text.find('\n').map_or(text.len(), |index| index + 1);
    let Some(range) = fence::nearly_closing(fence, &text[start..]) else {
        fence::unclosed(text, fence, findings);
        return None;
    };
    let range = start + range.start..start + range.end;
    findings.add(range.clone(), fence::misspelt(fence, &text[range.clone()]));
    let split = Split {
        syntax: front_matter::syntax_of(text).unwrap_or_default(),
        lines_before: 1,
        header: &text[start..range.start],
        body: None,
    };
    header(&split, text, dialect, membership, findings)
}

fn header(
    split: &Split<'_>,
    text: &str,
    dialect: Option<&Dialect>,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) -> Option<Read> {
    let Split {
        syntax,
        lines_before,
        header,
        ..
    } = *split;
    let start = start_of(header, text);
    // A fence that is nearly one lets the text of the article in.
    let cut = match syntax {
        Syntax::Yaml if syntax.read(header, lines_before, &mut Vec::new()).is_err() => {
            fence::nearly_closing("---", header)
        }
        _ => None,
    };
    let header = match cut {
        Some(range) => {
            let place = start + range.start..start + range.end;
            findings.add(place, fence::misspelt("---", &header[range.clone()]));
            &header[..range.start]
        }
        None => header,
    };
    let (map, outline) = keys(syntax, header, text, lines_before, findings)?;
    let read = fields(map, outline, syntax, dialect, membership, findings);
    if syntax == Syntax::Yaml {
        suspicious::check(text, header, &read, findings);
        dash::check(text, &read, findings);
    }
    Some(read)
}

/// Reads keys and values, and where they stand in a text.
pub(super) fn keys(
    syntax: Syntax,
    header: &str,
    text: &str,
    lines_before: usize,
    findings: &mut Findings<'_>,
) -> Option<(Map, Outline)> {
    let start = start_of(header, text);
    let (map, mended) = mend::read(syntax, header, lines_before, findings)?;
    let mut outline = Outline::of(syntax, &mended);
    if matches!(mended, Cow::Owned(_)) {
        let is_told = |second: &Range<usize>| mend::is_moved(header, &mended, second.start);
        outline.duplicates.retain(|(_, _, second)| !is_told(second));
    }
    let outline = outline.moved(|offset| match &mended {
        Cow::Borrowed(_) => start + offset,
        Cow::Owned(mended) => start + mend::offset_before(header, mended, offset),
    });
    Some((map, outline))
}

/// Looks at the members of an object in JSON, around which no braces stand.
fn members(
    place: Range<usize>,
    text: &str,
    dialect: Option<&Dialect>,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) -> Option<Read> {
    let object = format!("{{{}}}", &text[place.clone()]);
    let lines_before = text[..place.start].matches('\n').count();
    match Syntax::Json.read(&object, lines_before, &mut Vec::new()) {
        Ok(map) => {
            let outline = Outline::of(Syntax::Json, &object);
            let outline = outline.moved(|offset| (place.start + offset).saturating_sub(1));
            let syntax = Syntax::Json;
            Some(fields(map, outline, syntax, dialect, membership, findings))
        }
        Err(mut error) => {
            if let Error::Syntax { position, .. } = &mut error
                && position.line == lines_before + 1
            {
                position.column = position.column.saturating_sub(1);
            }
            refused(&error, Syntax::Json, findings);
            None
        }
    }
}

/// Looks at what keys and values say.
fn fields(
    map: Map,
    mut outline: Outline,
    syntax: Syntax,
    dialect: Option<&Dialect>,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) -> Read {
    repeated(&outline, findings);
    let is_known = dialect.is_some();
    let dialect = dialect
        .unwrap_or_else(|| Dialect::of_keys(&map, syntax))
        .clone();
    let map = spelt(map, &dialect, &mut outline);
    let article = Article::from_map(dialect.read(map.clone()));
    let mut read = Read {
        article,
        outline,
        map,
        dialect,
        syntax,
        start: 0,
    };
    let date = read.article.extra.fields.get(DATE).and_then(Value::as_str);
    // Where nothing tells the generator, the words do.
    let is_computed = |word: &&str| {
        computes_date(read.dialect.name(), word) || !is_known && computes_date("eleventy", word)
    };
    if let Some(word) = date.filter(is_computed) {
        let place = read.outline.value(&read.path(DATE));
        findings.add(place.unwrap_or(0..1), date::computed_date(word));
        read.article.extra.fields.remove(DATE);
    }
    let meant = record::check(&read, findings);
    rules::check(&read, &meant, membership, findings);
    if is_known {
        form::check(&read, findings);
    }
    read
}

/// Reports keys that stand twice.
pub(super) fn repeated(outline: &Outline, findings: &mut Findings<'_>) {
    for (path, first, second) in &outline.duplicates {
        let line = findings.line(first.start);
        let path = outline::shown(path);
        let message = format!("expected the key `{path}` once, found it again");
        let help =
            format!("it stands on line {line} already, and only the last one counts; leave one");
        findings.add(
            second.clone(),
            Fault::error("duplicate-key", message).with_help(help),
        );
    }
}

/// Spells keys as we know them, where the generator does not tell their case.
fn spelt(mut map: Map, dialect: &Dialect, outline: &mut Outline) -> Map {
    let known = caseless_keys_of(dialect.name());
    let keys = map.iter().filter_map(|(key, _)| key.as_str());
    let mut keys: HashSet<String> = keys.map(str::to_owned).collect();
    for (key, _) in map.iter_mut() {
        let Some(own) = key.as_str() else { continue };
        let mut others = known.iter().filter(|other| other.eq_ignore_ascii_case(own));
        if !known.contains(&own)
            && let Some(other) = others.find(|other| !keys.contains(**other))
        {
            outline.rename(own, other);
            keys.insert((*other).to_owned());
            *key = (*other).into();
        }
    }
    map
}

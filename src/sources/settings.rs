//! The `sources:` of `feedmatter.yml`: maps, or addresses alone.

use super::{Places, SourceList, put_place, source, unexpected};
use crate::error::{Error, Result, Warning};
use crate::front_matter::{self, Syntax};
use crate::model::{Map, Mismatch, Record, Source, Value};

const KEY: &str = "sources";

/// Returns whether a text is settings that list sources.
pub(super) fn is_list(text: &str) -> bool {
    has_sources(text) && read(text, &mut Vec::new()).is_ok()
}

/// Returns whether a line of a text could begin the sources of settings.
pub(super) fn has_sources(text: &str) -> bool {
    text.lines().any(|line| {
        line.strip_prefix(KEY)
            .is_some_and(|rest| rest.starts_with(':'))
    })
}

/// Reads a file of settings that lists sources. Returns all that it says beside.
pub(super) fn read(text: &str, warnings: &mut Vec<Warning>) -> Result<(Vec<Source>, Map)> {
    let mut map = match Syntax::Yaml.read(text, 0, warnings) {
        Ok(map) => map,
        Err(Error::NotAMapping { found, .. }) => return Err(unexpected(found)),
        Err(error) => return Err(error),
    };
    if map.get(KEY).is_none() {
        return Err(unexpected("a map without `sources`"));
    }
    spell(&mut map, text);
    let sources = of_settings(&map, text, warnings)?;
    Ok((sources, map))
}

/// Writes a file of settings that holds nothing but sources.
pub(super) fn write(list: &SourceList) -> Result<String> {
    let sources = list.sources.iter();
    let sources = sources.map(|source| Value::Map(source.to_map())).collect();
    let map = [(KEY.into(), Value::List(sources))].into_iter().collect();
    front_matter::write_settings(&map)
}

/// Puts in the place of numbers and booleans in what settings of that text list what is written there, where that is what is
/// meant: to YAML, a name of digits is a number.
pub(crate) fn spell(settings: &mut Map, text: &str) {
    let Some(Value::List(items)) = settings.get(KEY) else {
        return;
    };
    if !items.iter().any(has_mismatch) {
        return;
    }
    let mut spelt = front_matter::spell(text, settings.clone());
    let (Some(Value::List(items)), Some(Value::List(spelt))) =
        (settings.get_mut(KEY), spelt.get_mut(KEY))
    else {
        return;
    };
    for pair in items.iter_mut().zip(spelt) {
        if let (Value::Map(map), Value::Map(spelt)) = pair {
            let [own, other] = [&*map, &*spelt].map(|map| Source::from_map(map.clone()));
            let others = other.mismatches();
            for Mismatch { within, .. } in own.mismatches() {
                if others.iter().all(|other| other.within != within)
                    && let Some(value) = spelt.remove(within)
                {
                    map.insert(within, value);
                }
            }
        }
    }
}

fn has_mismatch(item: &Value) -> bool {
    match item {
        Value::Map(map) => !Source::from_map(map.clone()).mismatches().is_empty(),
        _ => false,
    }
}

/// Fails if what settings list is no list of sources.
pub(crate) fn check(settings: &Map) -> Result<()> {
    of_settings(settings, "", &mut Vec::new()).map(drop)
}

/// Returns the sources that settings of that text list.
fn of_settings(settings: &Map, text: &str, warnings: &mut Vec<Warning>) -> Result<Vec<Source>> {
    let unlike = |value: &Value| Error::BadSetting {
        key: KEY.to_owned(),
        expected: "a list of addresses, and of maps with `url`",
        found: value.kind().to_owned(),
    };
    let items = match settings.get(KEY) {
        None | Some(Value::Null) => return Ok(Vec::new()),
        Some(Value::List(items)) => items,
        Some(other) => return Err(unlike(other)),
    };
    let mut sources = Vec::with_capacity(items.len());
    let places = Places::of(text);
    let mut behind = 0;
    for item in items {
        match item {
            Value::Str(url) => sources.push(Source::at(url)),
            Value::Map(map) => {
                let before = warnings.len();
                sources.extend(source(map.clone(), warnings));
                let names = ["url", "title"].map(|key| map.get(key).and_then(Value::as_str));
                let name = names
                    .into_iter()
                    .flatten()
                    .find(|name| !name.trim().is_empty());
                if warnings.len() > before {
                    let found = name.and_then(|name| places.source(name, behind));
                    behind = found.as_ref().map_or(behind, |found| found.end);
                    let place = found.map(|found| places.position(found.start));
                    put_place(&mut warnings[before..], || place);
                }
            }
            other => return Err(unlike(other)),
        }
    }
    Ok(sources)
}

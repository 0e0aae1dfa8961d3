//! A feed a line: as JSON, or its address alone.

use rayon::prelude::*;
use serde_json::Value as Json;

use super::{SourceList, source};
use crate::error::{Error, Position, Result, Warning};
use crate::json;
use crate::json::typed::{read_value, write_value};
use crate::limits::Limits;
use crate::model::{Record, Source, Value};
use crate::text::url;

/// Reads objects of JSON.
pub(super) fn read(
    text: &str,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Source>> {
    let lines = text.lines().enumerate();
    let lines: Vec<_> = lines.filter(|(_, line)| !line.trim().is_empty()).collect();
    let parsed = lines.into_par_iter().map(|(index, line)| {
        json::parse(line, limits).map_err(|error| Error::Syntax {
            message: error.to_string(),
            position: Position {
                line: index + 1,
                column: error.position().map_or(0, |position| position.column),
            },
        })
    });
    let objects = parsed.collect::<Result<Vec<_>>>()?.into_iter();
    let maps = objects.filter_map(|object| match read_value(&Json::Object(object)) {
        Value::Map(map) => Some(map),
        _ => None,
    });
    Ok(maps.filter_map(|map| source(map, warnings)).collect())
}

/// Writes objects of JSON.
pub(super) fn write(list: &SourceList) -> String {
    let lines = list.sources.iter();
    lines
        .map(|source| write_value(&Value::Map(source.to_map())).to_string() + "\n")
        .collect()
}

/// Reads addresses, if there is nothing else but comments and blank lines.
pub(super) fn addresses(text: &str) -> Option<Vec<Source>> {
    let lines = text.lines().map(str::trim);
    let lines = lines.filter(|line| !line.is_empty() && !line.starts_with('#'));
    lines
        .map(|line| {
            url::is_web(line).then(|| Source {
                url: line.to_owned(),
                ..Source::default()
            })
        })
        .collect()
}

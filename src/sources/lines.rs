//! A feed a line: as JSON, or its address alone.

use rayon::prelude::*;
use serde_json::Value as Json;

use super::{SourceList, put_place, settings, source, web_address};
use crate::error::{Position, Result, Warning};
use crate::formats::{ndjson, numbered, on_line};
use crate::json;
use crate::json::typed::{read_value, write_value};
use crate::limits::Limits;
use crate::model::{Record, Source, Value};
use crate::text::bytes::unmarked;
use crate::text::url;

/// Reads objects of JSON.
pub(super) fn read(
    text: &str,
    limits: &Limits,
    warnings: &mut Vec<Warning>,
) -> Result<Vec<Source>> {
    let lines: Vec<_> = numbered(text).collect();
    let parsed = lines.into_par_iter().map(|(number, line)| {
        let object = json::parse(line, limits, &mut Vec::new());
        Ok((number, object.map_err(|error| on_line(number, &error))?))
    });
    let mut sources = Vec::new();
    for (line, object) in parsed.collect::<Result<Vec<_>>>()? {
        if let Value::Map(map) = read_value(&Json::Object(object)) {
            let before = warnings.len();
            sources.extend(source(map, warnings));
            put_place(&mut warnings[before..], || {
                Some(Position { line, column: 0 })
            });
        }
    }
    Ok(sources)
}

/// Returns whether lines begin with a feed: its address is there, and nothing that an article alone has.
pub(crate) fn begin(bytes: &[u8], limits: &Limits) -> bool {
    let text = std::str::from_utf8(unmarked(bytes)).unwrap_or_default();
    let first = numbered(text).next();
    let first = first.and_then(|(_, line)| json::parse(line, limits, &mut Vec::new()).ok());
    let is_known = |key: &str| Source::FIELDS.iter().any(|field| field.name == key);
    let is_other = |key: &String| ndjson::is_of_article(key) && !is_known(key);
    first.is_some_and(|first| first.contains_key("url") && !first.keys().any(is_other))
}

/// Writes objects of JSON.
pub(super) fn write(list: &SourceList) -> String {
    let lines = list.sources.iter();
    lines
        .map(|source| write_value(&Value::Map(source.to_map())).to_string() + "\n")
        .collect()
}

/// Reads addresses, if there are any, and not the settings of which they could be a part. Other lines than comments and blank
/// ones are taken for addresses, too: that they are none is told of each by itself.
///
/// Tags as [newsboat](https://newsboat.org/releases/2.40/docs/newsboat.html#_getting_started) has them behind addresses are
/// headings, or with `~` the title.
pub(super) fn addresses(text: &str, warnings: &mut Vec<Warning>) -> Option<Vec<Source>> {
    let lines = numbered(text).map(|(number, line)| (number, line.trim()));
    let lines = lines.filter(|(_, line)| !line.starts_with('#'));
    let (own, lines): (Vec<_>, Vec<_>) = lines.partition(|(_, line)| scheme_of_own(line).is_some());
    let lines = lines.into_iter().map(|(_, line)| line);
    let sources: Vec<Source> = lines
        .map(|line| tagged(line).unwrap_or_else(|| Source::at(line)))
        .collect();
    let is_any = sources.iter().any(|source| is_web(&source.url));
    if !is_any || settings::has_sources(text) {
        return None;
    }
    for (line, scheme) in own
        .iter()
        .filter_map(|(number, line)| Some((*number, scheme_of_own(line)?)))
    {
        let message = format!(
            "expected an address, found `{scheme}`, which newsboat alone can ask; left out"
        );
        warnings.push(Warning::new(message).at(Position { line, column: 0 }));
    }
    Some(sources)
}

/// Returns what a line begins with that is no feed on the network: a program on the machine, or what newsboat finds itself.
fn scheme_of_own(line: &str) -> Option<&'static str> {
    let line = line.trim_start_matches('"');
    let schemes = ["exec:", "filter:", "query:"];
    schemes.into_iter().find(|scheme| line.starts_with(scheme))
}

fn is_web(text: &str) -> bool {
    url::is_web(&web_address(text))
}

/// Reads an address with tags behind it, each a word or in quotation marks, and a comment behind those.
fn tagged(line: &str) -> Option<Source> {
    let (url, mut rest) = line.split_once([' ', '\t'])?;
    let mut source = Source::at(url);
    loop {
        rest = rest.trim_start();
        if rest.is_empty() || rest.starts_with('#') {
            return Some(source);
        }
        let (tag, behind) = match rest.strip_prefix('"') {
            Some(quoted) => quoted.split_once('"')?,
            // Words alone could be anything.
            None if !is_web(url) => return None,
            None => rest.split_once([' ', '\t']).unwrap_or((rest, "")),
        };
        match tag.strip_prefix('~') {
            Some(title) => source.title = Some(title.to_owned()),
            None => source.categories.push(tag.to_owned()),
        }
        rest = behind;
    }
}

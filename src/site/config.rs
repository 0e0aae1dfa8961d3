//! Files of settings, in YAML, TOML or JSON.

use std::borrow::Cow;
use std::collections::HashMap;
use std::path::Path;
use std::{fs, mem};

use foldhash::fast::RandomState;

use super::settings::Settings;
use crate::error::{Error, Result, Warning};
use crate::front_matter::{Syntax, normalise};
use crate::model::{Map, Value};

/// No file of settings is longer, in bytes.
const MAX_BYTES: u64 = 16 << 20;

/// Reads a site's configuration, and notes that it did.
pub(super) fn read(configuration: Option<&Path>, settings: &mut Settings) -> Result<Map> {
    let Some(path) = configuration else {
        return Ok(Map::default());
    };
    settings.note("settings from", path);
    file(path)
}

/// Reads a file of settings; what has no mapping in it says nothing.
pub(super) fn file(path: &Path) -> Result<Map> {
    let unreadable = |source| Error::io("read")(source).in_file(path);
    let length = fs::metadata(path).map_err(unreadable)?.len();
    if length > MAX_BYTES {
        return Err(unreadable(std::io::Error::other(
            "it is too large for a file of settings",
        )));
    }
    let text = fs::read_to_string(path).map_err(unreadable)?;
    let text = normalise(&text);
    let syntax = match path.extension().and_then(|ending| ending.to_str()) {
        Some("toml") => Syntax::Toml,
        Some("json") => Syntax::Json,
        _ => Syntax::Yaml,
    };
    // Hexo and Jekyll allow the fence of front matter above their settings.
    let text = match (syntax, text.strip_prefix("---\n")) {
        (Syntax::Yaml, Some(rest)) => {
            Cow::Owned(format!("\n{}", rest.trim_end().trim_end_matches("\n---")))
        }
        _ => text,
    };
    let map = syntax.read(&text, 0, &mut Vec::new());
    map.map_err(|error| error.in_file(path))
}

/// Reads a file of data. What holds other than keys says nothing, which is told.
pub(super) fn part(path: &Path, settings: &mut Settings) -> Result<Map> {
    let part = read(Some(path), settings);
    let Some(found) = part.as_ref().err().and_then(Error::other_than_mapping) else {
        return part;
    };
    let message = format!("expected keys and values, found {found}; none is read");
    let unread = (path.to_owned(), Warning::new(message));
    settings.unread.push(unread);
    Ok(Map::default())
}

/// Reads a data file of one of these names, the first that says anything.
pub(super) fn data(folder: &Path, names: &[&str], settings: &mut Settings) -> Result<Map> {
    for name in names {
        for ending in ["yml", "yaml", "json", "toml"] {
            let path = folder.join(name).with_extension(ending);
            if path.is_file() {
                let data = part(&path, settings)?;
                if !data.is_empty() {
                    return Ok(data);
                }
            }
        }
    }
    Ok(Map::default())
}

/// What becomes of two values of one key, of which the second counts for more.
pub(super) type Meet = fn(key: &Value, base: &Value, top: &Value) -> Value;

/// The one that counts for more.
pub(super) fn top(_: &Value, _: &Value, top: &Value) -> Value {
    top.clone()
}

/// Returns one mapping over another: keys of `top` count, and maps in both are put together.
pub(super) fn over(base: &Map, top: &Map) -> Map {
    joined(base.clone(), top, self::top)
}

/// Returns one mapping over another: maps in both are put together, and `meet` says what becomes of other values in both.
pub(super) fn joined(mut base: Map, top: &Map, meet: Meet) -> Map {
    let values = top.iter().map(|(key, value)| (key, value));
    let mut values: HashMap<_, _, RandomState> = values.collect();
    for (key, slot) in base.iter_mut() {
        match (slot, values.remove(&*key)) {
            (_, None) => {}
            (Value::Map(inner), Some(Value::Map(value))) => {
                *inner = joined(mem::take(inner), value, meet);
            }
            (slot, Some(value)) => *slot = meet(key, slot, value),
        }
    }
    for (key, _) in top {
        if let Some(value) = values.remove(key) {
            base.push(key.clone(), value.clone());
        }
    }
    base
}

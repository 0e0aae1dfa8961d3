//! The user's own settings of a site, `feedmatter.yml`: each must be of its kind, since what says nothing is missed in silence.
//! What they say of feeds is the matter of [`plan`](super::plan).

use std::path::{Path, PathBuf};

use super::base_url::base_url;
use super::find::{OWN, dialect_of, generator_of};
use super::generator;
use super::plan::{self, FEED_KEYS, Plan};
use super::settings::Settings;
use crate::error::{Error, Result, Warning};
use crate::front_matter::Dialect;
use crate::model::{Feed, Map, Record, Value, Zone};

/// Keys, those of other commands included.
const KEYS: [&str; 12] = [
    "dialect",
    "base_url",
    "permalink",
    "timezone",
    "content",
    "exclude",
    "output",
    "fields",
    "feed",
    "feeds",
    "sources",
    "static",
];

const ADDRESS: &str = "an address such as `https://example.com/`";
const ZONE: &str = "a time zone such as `Europe/Berlin`";

impl Settings {
    /// Takes over the user's own word on addresses, dates, folders and key names.
    pub(super) fn take_over_own(&mut self, own: Map) -> Result<()> {
        check_keys(&own)?;
        if let Some(address) = word(&own, "base_url", ADDRESS)? {
            let address =
                base_url(address).ok_or_else(|| bad("base_url", ADDRESS, &address.into()))?;
            self.set_address(address);
        }
        if let Some(name) = word(&own, "timezone", ZONE)? {
            self.zone = Zone::parse(name).ok_or_else(|| bad("timezone", ZONE, &name.into()))?;
            self.unknown_zone = None;
        }
        if let Some(pattern) = word(&own, "permalink", "a pattern such as `/:year/:title/`")? {
            self.permalink = Some(pattern.to_owned());
        }
        word(&own, "output", "a folder")?;
        let folders = |key| -> Result<Vec<_>> {
            let names = words(&own, key, "a folder, or a list of them")?;
            Ok(names.iter().map(|name| self.root.join(name)).collect())
        };
        let (contents, static_folders) = (folders("content")?, folders("static")?);
        for folder in contents.iter().chain(&static_folders) {
            if let Some(file) = self.own_file.as_ref().filter(|_| !folder.exists()) {
                let message = format!("expected the folder `{}`, found none", folder.display());
                self.unread.push((file.clone(), Warning::new(message)));
            }
        }
        if !contents.is_empty() {
            self.contents = contents;
        }
        self.static_folders.extend(static_folders);
        for pattern in words(&own, "exclude", "a pattern, or a list of them")? {
            self.excluded.add_name(&pattern, &self.root);
        }
        match own.get("fields") {
            Some(Value::Map(fields)) => self.set_fields(fields)?,
            Some(other) => return Err(bad("fields", "a map of fields and keys", other)),
            None => {}
        }
        self.own = own;
        Ok(())
    }
}

/// Returns whether a file has the name of the user's own settings.
pub(crate) fn is_own_settings(path: &Path) -> bool {
    let name = path.file_name().and_then(|name| name.to_str());
    name.is_some_and(|name| OWN.contains(&name))
}

/// Returns the names of all settings, and of those of a feed.
pub(crate) fn setting_names() -> (Vec<&'static str>, Vec<&'static str>) {
    let fields = Feed::FIELDS.iter().map(|field| field.name);
    (KEYS.to_vec(), fields.chain(FEED_KEYS).collect())
}

/// Reads settings of which nothing else is known. Returns the feeds that they list.
pub(crate) fn read_own(own: Map) -> Result<Vec<Plan>> {
    dialect_of(&own)?.map(generator_of).transpose()?;
    let mut settings = Settings::new(PathBuf::new(), generator::plain());
    settings.take_over_own(own)?;
    plan::read(&mut settings)?;
    Ok(settings.listed)
}

/// Returns the dialect that settings name, if they name one.
pub(crate) fn own_dialect(own: &Map) -> Result<Option<&'static Dialect>> {
    check_keys(own)?;
    let name = dialect_of(own)?;
    name.map(generator_of).transpose()?;
    Ok(name.and_then(Dialect::named))
}

/// A key of another name says nothing.
fn check_keys(own: &Map) -> Result<()> {
    for (key, _) in own {
        if let Some(key) = key.as_str().filter(|key| is_of_feeds(key)) {
            return Err(Error::BadSetting {
                key: key.to_owned(),
                expected: "below `feed`, which says what holds for all feeds",
                found: "it beside".to_owned(),
            });
        }
        check_key(key, &KEYS)?;
    }
    Ok(())
}

/// Returns whether a key says something of a feed alone.
fn is_of_feeds(key: &str) -> bool {
    let mut fields = Feed::FIELDS.iter().map(|field| field.name);
    !KEYS.contains(&key) && (FEED_KEYS.contains(&key) || fields.any(|field| field == key))
}

/// A key that is not known is a typing error.
pub(super) fn check_key(key: &Value, known: &[&str]) -> Result<()> {
    match key.as_str() {
        Some(key) if known.contains(&key) => Ok(()),
        key => Err(Error::BadSetting {
            key: key.unwrap_or_default().to_owned(),
            expected: "the name of a setting",
            found: "none of that name".to_owned(),
        }),
    }
}

/// Returns a text, if there is one.
pub(super) fn word<'a>(map: &'a Map, key: &str, expected: &'static str) -> Result<Option<&'a str>> {
    match map.get(key) {
        None | Some(Value::Null) => Ok(None),
        Some(Value::Str(text)) => Ok(Some(text.trim()).filter(|text| !text.is_empty())),
        Some(other) => Err(bad(key, expected, other)),
    }
}

/// Returns the texts of a list, or a single one. To YAML, a name of digits is a number.
fn words(map: &Map, key: &str, expected: &'static str) -> Result<Vec<String>> {
    let word = |value: &Value| match value {
        Value::Str(text) | Value::BigInt(text) => Ok(text.clone()),
        Value::Int(int) => Ok(int.to_string()),
        other => Err(bad(key, expected, other)),
    };
    match map.get(key) {
        None | Some(Value::Null) => Ok(Vec::new()),
        Some(Value::List(items)) => items.iter().map(word).collect(),
        Some(single) => Ok(vec![word(single)?]),
    }
}

pub(super) fn bad(key: &str, expected: &'static str, found: &Value) -> Error {
    let found = found
        .as_str()
        .map_or_else(|| found.kind().to_owned(), |text| format!("`{text}`"));
    Error::BadSetting {
        key: key.to_owned(),
        expected,
        found,
    }
}

//! `package.json`, and data files with the same keys: what sites say of themselves whose settings are a program.

use super::config;
use super::settings::{Settings, base_url, text, value};
use crate::error::Result;
use crate::model::{Map, Person, Record, Value};
use crate::text::person;

/// Takes over what the site's package says.
pub(super) fn read(settings: &mut Settings) -> Result<()> {
    let path = settings.root.join("package.json");
    if path.is_file() {
        let package = config::read(Some(&path), settings)?;
        take_over(&package, settings);
    }
    Ok(())
}

/// Takes over what a file says, in place of what is known.
pub(super) fn take_over(data: &Map, settings: &mut Settings) {
    let first = |places: &[&str]| text(data, places).map(str::to_owned);
    let feed = &mut settings.feed;
    feed.title = first(&["title", "name"]).or(feed.title.take());
    feed.description = first(&["description"]).or(feed.description.take());
    feed.language = first(&["language", "lang", "locale"]).or(feed.language.take());
    let author = value(data, "author").and_then(|author| match author {
        Value::Str(text) => person::parse(text.split('(').next().unwrap_or(text)),
        Value::Map(map) => Some(Person::from_map(map.clone())),
        _ => None,
    });
    if let Some(author) = author.filter(|author| author.name.is_some()) {
        feed.authors = vec![author];
    }
    let address = text(data, &["url", "homepage", "site"]).and_then(base_url);
    settings.base_url = address.or(settings.base_url.take());
}

//! `package.json`, and data files with some of the same keys: what sites say of themselves whose settings are a program.

use std::fs;
use std::path::Path;

use ::url::Url;

use super::base_url::base_url;
use super::config;
use super::program::described;
use super::settings::{Settings, text, value};
use crate::error::{Result, Warning};
use crate::model::{Map, Person, Record, Value};
use crate::text::person;

/// Hosts of code: where a package is at home there, its site is not.
const CODE_HOSTS: [&str; 6] = [
    "github.com",
    "gitlab.com",
    "bitbucket.org",
    "codeberg.org",
    "git.sr.ht",
    "npmjs.com",
];

/// Endings of data files that are programs.
const PROGRAMS: [&str; 4] = ["js", "mjs", "cjs", "ts"];

/// What they say of it.
const KEYS: [&str; 9] = [
    "title",
    "name",
    "description",
    "language",
    "lang",
    "locale",
    "url",
    "homepage",
    "site",
];

/// Takes over what the site's package says; its name is one for programs.
pub(super) fn read(settings: &mut Settings) -> Result<()> {
    let path = settings.root.join("package.json");
    if path.is_file() {
        let mut package = config::read(Some(&path), settings)?;
        let code = text(&package, &["repository.url", "repository"]);
        let home = text(&package, &["homepage"]);
        let is_of_site = home.is_some_and(|home| is_of_site(home, code.unwrap_or_default()));
        package.retain(|key, _| match key.as_str() {
            Some("name") => false,
            Some("homepage") => is_of_site,
            _ => true,
        });
        take_over(&package, settings);
    }
    Ok(())
}

/// Returns whether the address of a package's home may be that of a site, and is not that of its code.
fn is_of_site(home: &str, code: &str) -> bool {
    let host = Url::parse(home).ok();
    let host = host.as_ref().and_then(Url::host_str).unwrap_or_default();
    let host = host.strip_prefix("www.").unwrap_or(host);
    let code = code.trim_start_matches("git+").trim_end_matches(".git");
    !home.ends_with("#readme") && home.trim_end_matches('/') != code && !CODE_HOSTS.contains(&host)
}

/// Returns what a file of data of that name which is a program says of the site, as far as nothing has to be computed for it.
pub(super) fn program(folder: &Path, name: &str, settings: &mut Settings) -> Option<Map> {
    let mut paths = PROGRAMS
        .iter()
        .map(|ending| folder.join(format!("{name}.{ending}")));
    let (program, path) = paths.find_map(|path| Some((fs::read_to_string(&path).ok()?, path)))?;
    settings.note("settings from", &path);
    let (data, computed) = described(&program, &KEYS);
    let is_unknown = |key| computed.contains(&key) || data.is_empty();
    let found = "to be a text, found a program, which nobody runs here";
    if is_unknown("url") {
        let doubt = format!("expected `url` {found}; addresses may be wrong");
        settings.doubts.push((path.clone(), Warning::new(doubt)));
    }
    if is_unknown("title") {
        let doubt = format!("expected `title` {found}");
        settings.title_doubt = Some((path, Warning::new(doubt)));
    }
    Some(data)
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

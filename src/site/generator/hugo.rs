//! [Hugo](https://gohugo.io/content-management/urls/).

use std::path::{Path, PathBuf};

use super::{Generator, Place, cascade, first_file, is_mark, slashed};
use crate::error::Result;
use crate::model::{Map, Person, Record, Value};
use crate::site::config;
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::{Settings, text, texts, value};

pub(super) struct Hugo;

const NAMES: [&str; 4] = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];

/// Names that its settings had before, as those of other programs have.
const OLD_NAMES: [&str; 4] = ["config.toml", "config.yaml", "config.yml", "config.json"];

/// The folder of articles, if the settings name no other.
const CONTENT: &str = "content";

/// The folder of settings in several files, and those that stand below a key.
const FOLDER: &str = "config/_default";
const PARTS: [&str; 3] = ["params", "languages", "permalinks"];

/// The language of pages that say nothing, on a site that says nothing.
const ENGLISH: &str = "en";

/// Under this name the settings hold whether the first language has a folder of its own, too.
const IN_FOLDER: &str = "defaultContentLanguageInSubdir";

/// Keys of front matter that we know, in the case that the tables have.
const KEYS: [&str; 44] = [
    "_build",
    "aliases",
    "audio",
    "author",
    "authors",
    "build",
    "canonical",
    "canonicalURL",
    "cascade",
    "categories",
    "category",
    "contentType",
    "cover",
    "date",
    "deleted",
    "description",
    "draft",
    "enclosure",
    "expiryDate",
    "expirydate",
    "featured_image",
    "headless",
    "image",
    "images",
    "keywords",
    "lang",
    "lastmod",
    "linkTitle",
    "modified",
    "params",
    "pubdate",
    "publishDate",
    "publishdate",
    "published",
    "removed",
    "slug",
    "summary",
    "tags",
    "title",
    "type",
    "unpublishdate",
    "updated",
    "url",
    "videos",
];

impl Generator for Hugo {
    fn name(&self) -> &'static str {
        "hugo"
    }

    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        let old = || {
            let path = first_file(root, &OLD_NAMES)?;
            let is_own = match config::file(&path) {
                Ok(config) => value(&config, "baseURL")
                    .or_else(|| value(&config, "baseurl"))
                    .is_some(),
                Err(_) => true,
            };
            (is_own || root.join(CONTENT).is_dir()).then_some(path)
        };
        let folder = root.join(FOLDER);
        first_file(root, &NAMES)
            .or_else(old)
            .or_else(|| first_file(&folder, &NAMES))
            .or_else(|| first_file(&folder, &OLD_NAMES))
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        let mut config = config::read(configuration, settings)?;
        for part in PARTS {
            let more = config::data(&settings.root.join(FOLDER), &[part], settings)?;
            if !more.is_empty() {
                let part = [(part.into(), Value::Map(more))].into_iter().collect();
                config = config::over(&config, &part);
            }
        }
        settings.set_base_url(
            text(&config, &["baseURL", "baseurl", "baseUrl"]).unwrap_or_default(),
            "",
        );
        if let Some(zone) = text(&config, &["timeZone", "timezone"]) {
            settings.set_zone(zone);
        }
        settings.default_language = text(&config, &["defaultContentLanguage"]).map(str::to_owned);
        settings.set_languages(&config);
        if !settings.languages.is_empty() {
            settings
                .default_language
                .get_or_insert_with(|| ENGLISH.to_owned());
        }
        let own = settings
            .default_language
            .as_deref()
            .unwrap_or(ENGLISH)
            .to_owned();
        let of_language = |key: &str| format!("languages.{own}.{key}");
        let first = |places: &[&str]| text(&config, places).map(str::to_owned);
        settings.feed.title = first(&[&of_language("title"), "title"]);
        settings.feed.description = first(&[
            &of_language("params.description"),
            "params.description",
            "description",
        ]);
        settings.feed.language = first(&[
            &of_language("locale"),
            &of_language("languageCode"),
            "locale",
            "languageCode",
            "defaultContentLanguage",
        ]);
        settings.feed.rights = first(&["copyright"]);
        settings.feed.authors = ["params.author", "author"]
            .iter()
            .find_map(|place| author(value(&config, place)?))
            .into_iter()
            .collect();
        settings.is_ugly = value(&config, "uglyURLs").or_else(|| value(&config, "uglyurls"))
            == Some(&Value::Bool(true));
        read_permalinks(&config, settings);
        if value(&config, "defaultContentLanguageInSubdir") == Some(&Value::Bool(true)) {
            settings.variables.push(IN_FOLDER, Value::Bool(true));
        }
        settings.has_dated_names = texts(&config, "frontmatter.date")
            .iter()
            .any(|source| source == ":filename");
        let content = text(
            &config,
            &[&of_language("contentDir"), "contentDir", "contentdir"],
        )
        .unwrap_or(CONTENT);
        settings.contents = vec![settings.root.join(content)];
        settings.static_folders = vec![
            settings
                .root
                .join(text(&config, &["staticDir", "staticdir"]).unwrap_or("static")),
        ];
        cascade::read(&config, settings);
        Ok(())
    }

    /// `_index.md` is a list of pages, and `index.md` stands for its folder.
    fn place(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let place = Place::of(path)?.with_language(&settings.languages);
        let place = Some(place)
            .filter(|place| place.stem != "_index")?
            .with_index();
        Some(if settings.has_dated_names {
            place.with_day(&['-', '_'])
        } else {
            place
        })
    }

    fn caseless_keys(&self) -> &'static [&'static str] {
        &KEYS
    }

    /// A page that is never rendered, or never listed, is in no feed.
    fn settle(&self, map: &mut Map) -> bool {
        let parts = ["build", "_build"].into_iter().filter_map(|key| {
            let part = lowered(map.get(key)?);
            Some(["render", "list"].map(|key| match &part {
                Value::Map(part) => part.get(key).cloned(),
                _ => None,
            }))
        });
        let is_never = |value: &Value| match value {
            Value::Bool(flag) => !flag,
            text => text.as_str() == Some("never"),
        };
        let is_headless = map.get("headless") == Some(&Value::Bool(true));
        !is_headless && !parts.flatten().flatten().any(|part| is_never(&part))
    }

    fn has_bundles(&self) -> bool {
        true
    }

    fn needs_date(&self) -> bool {
        true
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let place = &page.place;
        let section = place.folders.first().map_or("", String::as_str);
        let of_section = settings
            .permalinks
            .iter()
            .find(|(name, _)| name == section || section.is_empty() && name == "/")
            .map(|(_, pattern)| pattern);
        let pattern = page
            .permalink
            .as_ref()
            .or(settings.permalink.as_ref())
            .or(of_section);
        let title = page.article.title.as_deref().unwrap_or_default();
        let name = page.slug.as_deref();
        let folders: Vec<String> = place
            .folders
            .iter()
            .map(|folder| path_part(folder))
            .collect();
        let address = match pattern {
            None => {
                let words = |name: &str| name.split('/').map(word).collect::<Vec<_>>().join("/");
                let last = name.map_or_else(|| path_part(&place.stem), words);
                slashed(folders.iter().map(String::as_str).chain([last.as_str()]))
            }
            Some(pattern) => {
                // Hugo's dates are on their own clocks.
                let date = page.last_date().map(|date| date.date_time().naive_local());
                let sections = sections(page, settings, &folders);
                let pattern = with_sections(pattern, &sections);
                permalink::expand(&pattern, date, &|token| {
                    Some(match token {
                        "title" => word(title),
                        "slug" => word(name.unwrap_or(title)),
                        "filename" | "contentbasename" => path_part(&place.stem),
                        "slugorfilename" | "slugorcontentbasename" => {
                            name.map_or_else(|| path_part(&place.stem), word)
                        }
                        "section" => sections.first().cloned().unwrap_or_default(),
                        "sections" => sections.join("/"),
                        _ => return None,
                    })
                })?
            }
        };
        // An address of its own is in no language, and keeps its case.
        if page.permalink.is_some() {
            let last = address.rsplit('/').next().unwrap_or_default();
            let is_whole = last.is_empty() || last.contains('.');
            return Ok(if is_whole {
                address
            } else {
                format!("{address}/")
            });
        }
        let address = address.to_lowercase();
        let address = if settings.is_ugly && !address.ends_with(".html") {
            format!("{}.html", address.trim_end_matches('/'))
        } else if pattern.is_some() && !address.ends_with('/') && !settings.is_ugly {
            format!("{address}/")
        } else {
            address
        };
        let default = settings.default_language.as_ref();
        let language = match &place.language {
            Some(language) if Some(language) != default => Some(language),
            _ => default.filter(|_| settings.variables.get(IN_FOLDER).is_some()),
        };
        Ok(match language {
            Some(language) => format!("/{language}{address}"),
            None => address,
        })
    }
}

/// Returns the folders that are sections: the first one, and those with an `_index.md`.
fn sections(page: &Page, settings: &Settings, folders: &[String]) -> Vec<String> {
    let Some(mut path) = settings
        .contents
        .iter()
        .find(|content| page.path.starts_with(content))
        .cloned()
    else {
        return folders.to_vec();
    };
    let mut sections = Vec::new();
    for (index, (folder, part)) in page.place.folders.iter().zip(folders).enumerate() {
        path.push(folder);
        if index == 0 || path.join("_index.md").is_file() {
            sections.push(part.clone());
        }
    }
    sections
}

/// Fills in `:sections[1:]`, `:sections[0]` and `:sections[last]`.
fn with_sections(pattern: &str, sections: &[String]) -> String {
    const TOKEN: &str = ":sections[";
    let mut out = pattern.to_owned();
    while let Some(start) = out.find(TOKEN) {
        let Some(length) = out[start..].find(']') else {
            break;
        };
        let inside = &out[start + TOKEN.len()..start + length];
        let index = |text: &str, default: usize| match text {
            "" => Some(default),
            "last" => sections.len().checked_sub(1),
            text => text.parse().ok(),
        };
        let part = match inside.split_once(':') {
            Some((from, to)) => index(from, 0)
                .zip(index(to, sections.len()))
                .and_then(|(from, to)| sections.get(from..to.min(sections.len()))),
            None => index(inside, 0).and_then(|index| sections.get(index..=index)),
        };
        let part = part.unwrap_or_default().join("/");
        out.replace_range(start..=start + length, &part);
    }
    out.replace("//", "/")
}

/// Returns the part of an address that a file or folder gives: blanks become hyphens before anything is left out.
fn path_part(name: &str) -> String {
    let hyphens: String = name
        .chars()
        .map(|c| if c.is_whitespace() { '-' } else { c })
        .collect();
    hyphens
        .to_lowercase()
        .chars()
        .filter(|c| is_kept(*c))
        .collect()
}

/// Returns the part of an address that a title or slug gives.
fn word(text: &str) -> String {
    let mut out = String::new();
    for c in text.to_lowercase().chars() {
        match c {
            '/' | '-' => push_hyphen(&mut out),
            c if c.is_whitespace() => push_hyphen(&mut out),
            c if is_kept(c) => out.push(c),
            _ => {}
        }
    }
    out.trim_matches('-').to_owned()
}

fn push_hyphen(out: &mut String) {
    if !out.ends_with('-') {
        out.push('-');
    }
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || "._#+~-@".contains(c)
}

/// `[permalinks]` has patterns by section, or below `page`.
fn read_permalinks(config: &Map, settings: &mut Settings) {
    let Some(Value::Map(permalinks)) = config.get("permalinks") else {
        return;
    };
    let of_pages = match permalinks.get("page") {
        Some(Value::Map(pages)) => Some(pages),
        _ => None,
    };
    for (section, pattern) in permalinks.iter().chain(of_pages.into_iter().flatten()) {
        if let (Some(section), Some(pattern)) = (section.as_str(), pattern.as_str()) {
            settings
                .permalinks
                .push((section.to_owned(), pattern.to_owned()));
        }
    }
}

/// Returns a value with all keys within in lower case: Hugo does not tell their case.
fn lowered(value: &Value) -> Value {
    match value {
        Value::Map(map) => Value::Map(lowered_map(map)),
        Value::List(items) => Value::List(items.iter().map(lowered).collect()),
        value => value.clone(),
    }
}

fn lowered_map(map: &Map) -> Map {
    let lower = |key: &Value| {
        key.as_str()
            .map(|key| Value::from(key.to_lowercase().as_str()))
    };
    map.iter()
        .map(|(key, value)| (lower(key).unwrap_or_else(|| key.clone()), lowered(value)))
        .collect()
}

fn author(value: &Value) -> Option<Person> {
    match value {
        Value::Str(name) => Some(Person::named(name)),
        Value::Map(map) => Some(Person::from_map(map.clone())),
        _ => None,
    }
}

//! [Zola](https://www.getzola.org/documentation/content/page/).

use std::path::{Path, PathBuf};

use super::{Generator, Place, address_of, behind_blanks, cascade};
use crate::error::Result;
use crate::folder::first_file;
use crate::front_matter::split_date_time;
use crate::model::{Feed, Person, Value};
use crate::site::config;
use crate::site::page::Page;
use crate::site::permalink::Unresolved;
use crate::site::settings::{Settings, limit, text, texts, value};
use crate::text::markdown::Flavour;
use crate::text::slug::ascii_words;

pub(super) struct Zola;

impl Generator for Zola {
    fn name(&self) -> &'static str {
        "zola"
    }

    /// Hugo's file may have the same name, but spells the address of the site otherwise.
    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        let path = first_file(root, &["zola.toml", "config.toml"])?;
        let names_zola = || {
            let config = config::file(&path).ok()?;
            value(&config, "base_url").map(|_| ())
        };
        (path.ends_with("zola.toml") || names_zola().is_some()).then_some(path)
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        let config = config::read(configuration, settings)?;
        settings.set_base_url(text(&config, &["base_url"]).unwrap_or_default(), "");
        let first = |places: &[&str]| text(&config, places).map(str::to_owned);
        settings.set_languages(&config, text(&config, &["default_language"]));
        let of_language = |language: &String| {
            let own = |key: &str| first(&[&format!("languages.{language}.{key}")]);
            let feed = Feed {
                title: own("title"),
                description: own("description"),
                language: Some(language.clone()),
                ..Feed::default()
            };
            (language.clone(), feed)
        };
        settings.feeds = settings.languages.iter().map(of_language).collect();
        settings.feed.title = first(&["title"]);
        settings.feed.description = first(&["description"]);
        settings.feed.language = first(&["default_language"]);
        settings.feed.authors = first(&["author"]).map(Person::named).into_iter().collect();
        settings.limit = limit(&config, "feed_limit", 0);
        if let Some(mode) = text(&config, &["slugify.paths"]) {
            settings.private.push(SLUGIFY, mode.into());
        }
        settings.has_dated_names =
            value(&config, "slugify.paths_keep_dates") != Some(&Value::Bool(true));
        settings.contents = vec![settings.root.join("content")];
        settings.static_folders = vec![settings.root.join("static")];
        let content = settings.root.join("content");
        for pattern in texts(&config, "ignored_content") {
            settings.excluded.add_crossing(&pattern, &content);
        }
        cascade::read_drafts(settings);
        Ok(())
    }

    /// `_index.md` is a section, and `index.md` stands for its folder.
    fn place(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let place = Place::of(path)?.with_language(settings);
        let mut place = Some(place)
            .filter(|place| place.stem != "_index")?
            .with_index();
        if let Some((date, rest)) = split_date_time(&place.stem) {
            place.day = Some(date.to_owned());
            if settings.has_dated_names {
                place.stem = rest.to_owned();
            }
        }
        Some(place)
    }

    fn has_ending(&self, path: &Path) -> bool {
        path.extension().is_some_and(|ending| ending == "md")
    }

    fn beginning<'a>(&self, text: &'a str) -> &'a str {
        behind_blanks(text)
    }

    /// The date of the last change is none.
    fn is_dated(&self, page: &Page) -> bool {
        page.date.is_some()
    }

    fn has_section_pages(&self) -> bool {
        true
    }

    fn flavour(&self) -> Flavour {
        Flavour::Zola
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        if let Some(path) = &page.permalink {
            return Ok(address_of([path.trim_matches('/')]));
        }
        let mode = text(&settings.private, &[SLUGIFY]).unwrap_or("on");
        let name = page.slug.as_deref().unwrap_or(&page.place.stem);
        let last = match mode {
            "on" => ascii_words(name),
            // What no file system allows in a name.
            "safe" => name
                .trim_end_matches([' ', '.'])
                .chars()
                .filter(|c| !"<>:/|?*\\\"\n\r\t".contains(*c))
                .collect(),
            _ => name.to_owned(),
        };
        let language = page
            .place
            .language
            .as_deref()
            .filter(|language| Some(*language) != settings.default_language.as_deref());
        let folders = page.place.folders.iter().map(String::as_str);
        Ok(address_of(
            language.into_iter().chain(folders).chain([last.as_str()]),
        ))
    }
}

/// Under this name the settings hold how the names of files become parts of addresses.
const SLUGIFY: &str = "slugify";

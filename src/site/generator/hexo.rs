//! [Hexo](https://hexo.io/docs/permalinks).

use std::path::{Path, PathBuf};

use super::{Generator, Place, first_file, slashed};
use crate::error::Result;
use crate::model::{Person, Value};
use crate::site::config;
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::{Settings, text, value};

pub(super) struct Hexo;

const POSTS: &str = "_posts";
const DRAFTS: &str = "_drafts";

impl Generator for Hexo {
    fn name(&self) -> &'static str {
        "hexo"
    }

    /// Jekyll's file has the same name, but its posts lie beside it.
    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        let path = first_file(root, &["_config.yml", "_config.yaml", "_config.json"])?;
        let config = config::file(&path).ok()?;
        let source = text(&config, &["source_dir"]).unwrap_or("source");
        root.join(source).join(POSTS).is_dir().then_some(path)
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        let config = config::read(configuration, settings)?;
        settings.set_base_url(text(&config, &["url"]).unwrap_or_default(), "");
        if let Some(zone) = text(&config, &["timezone"]) {
            settings.set_zone(zone);
        }
        let first = |places: &[&str]| text(&config, places).map(str::to_owned);
        settings.feed.title = first(&["title"]);
        settings.feed.description = first(&["description", "subtitle"]);
        settings.feed.language =
            first(&["language.0", "language"]).or_else(|| match value(&config, "language") {
                Some(Value::List(languages)) => languages.first()?.as_str().map(str::to_owned),
                _ => None,
            });
        settings.feed.authors = first(&["author"]).map(Person::named).into_iter().collect();
        settings.permalink = first(&["permalink"]);
        let source = settings
            .root
            .join(text(&config, &["source_dir"]).unwrap_or("source"));
        settings.permalinks = first(&["default_category"])
            .map(|category| (CATEGORY.to_owned(), category))
            .into_iter()
            .collect();
        settings.contents = vec![source.clone()];
        settings.static_folders = vec![source];
        Ok(())
    }

    fn place(&self, path: &Path, _: &Settings) -> Option<Place> {
        let mut place = Place::of(path)?;
        let top = (!place.folders.is_empty()).then(|| place.folders.remove(0))?;
        place.is_draft = top == DRAFTS;
        (place.is_draft || top == POSTS).then_some(place)
    }

    fn needs_date(&self) -> bool {
        true
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        // An address of its own is no pattern.
        if let Some(permalink) = &page.permalink {
            return Ok(permalink.clone());
        }
        let pattern = settings
            .permalink
            .as_deref()
            .unwrap_or(":year/:month/:day/:title/");
        let path = slashed(
            page.place
                .folders
                .iter()
                .map(String::as_str)
                .chain([page.place.stem.as_str()]),
        );
        // Hexo turns a date with an offset into UTC, and reads that clock as its own.
        let date = page.date.as_ref().map(|date| {
            if page.states_zone {
                date.instant().naive_utc()
            } else {
                date.date_time().naive_local()
            }
        });
        permalink::expand(pattern, date, &|token| {
            Some(match token {
                "title" => path.trim_matches('/').to_owned(),
                "name" => page.place.stem.clone(),
                "post_title" => crate::text::slug::ascii_words(
                    page.article.title.as_deref().unwrap_or_default(),
                ),
                "lang" => page
                    .article
                    .locale
                    .clone()
                    .or_else(|| settings.feed.language.clone())
                    .unwrap_or_default(),
                "category" => match page.article.categories.as_slice() {
                    [] => settings
                        .permalinks
                        .iter()
                        .find(|(name, _)| name == CATEGORY)
                        .map_or("uncategorized", |(_, category)| category)
                        .to_owned(),
                    categories => categories
                        .iter()
                        .map(|category| plain(category))
                        .collect::<Vec<_>>()
                        .join("/"),
                },
                _ => return None,
            })
        })
    }
}

/// Under this name the settings hold the category of posts without one.
const CATEGORY: &str = "default_category";

/// Returns a category without accents, and with hyphens for blanks.
fn plain(category: &str) -> String {
    let mut out = String::new();
    for c in category.trim().chars() {
        match c {
            c if c.is_whitespace() => out.push('-'),
            c if c.is_ascii() => out.push(c),
            c => out.push_str(deunicode_of(c)),
        }
    }
    out
}

fn deunicode_of(c: char) -> &'static str {
    crate::text::slug::transliterated(c)
}

//! A folder of articles that no generator is known of.

use std::path::{Path, PathBuf};

use super::{Generator, Place, address_of};
use crate::error::Result;
use crate::folder::FEED_FILE;
use crate::front_matter::split_day;
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::Settings;
use crate::site::{config, package, plan};

/// What may stand behind the date in a name.
const SEPARATORS: &[char] = &['-', '_'];

pub(super) struct Plain;

impl Generator for Plain {
    fn name(&self) -> &'static str {
        "article"
    }

    /// A folder is one of articles when nothing else is known of it.
    fn configuration(&self, _: &Path) -> Option<PathBuf> {
        None
    }

    fn read(&self, _: Option<&Path>, settings: &mut Settings) -> Result<()> {
        package::read(settings)?;
        let path = settings.root.join(FEED_FILE);
        if path.is_file() {
            let map = config::read(Some(&path), settings)?;
            settings.feed = plan::feed_of(map).map_err(|error| error.in_file(&path))?;
            settings.set_base_url(&settings.feed.link.clone().unwrap_or_default(), "");
        }
        settings.contents = vec![settings.root.clone()];
        settings.static_folders = vec![settings.root.clone()];
        Ok(())
    }

    fn place(&self, path: &Path, _: &Settings) -> Option<Place> {
        let mut place = Place::of(path)?.with_day(SEPARATORS);
        // That of a folder is that of its index.
        if place.stem == "index"
            && let Some(folder) = place.folders.last()
        {
            place.day = split_day(folder, SEPARATORS).map(|(day, _)| day.to_owned());
        }
        Some(place)
    }

    fn is_dated(&self, _: &Page) -> bool {
        true
    }

    fn file_address(&self, path: &Path) -> Option<String> {
        let place = Place::of(path)?;
        let folders = place.folders.iter();
        let folder = address_of(folders.map(|folder| folder.trim_start_matches('_')));
        Some(folder + path.file_name()?.to_str()?)
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let (place, slug) = (&page.place, page.slug.as_deref());
        let name = slug.map_or(place.stem.as_str(), |slug| slug.trim_matches('/'));
        // A slug is in place of the name, which is that of the folder for an index, or is the whole path.
        let above = match slug {
            Some(slug) if slug.starts_with('/') => 0,
            Some(_) if place.stem == "index" => place.folders.len().saturating_sub(1),
            _ => place.folders.len(),
        };
        let folders = || {
            let folders = place.folders[..above].iter();
            folders.map(|folder| folder.trim_start_matches('_'))
        };
        let path = || address_of(folders().chain([name]).filter(|part| *part != "index"));
        let Some(pattern) = page.permalink.as_ref().or(settings.permalink.as_ref()) else {
            return Ok(path());
        };
        let date = page.first_date().map(|date| date.local(&settings.zone));
        permalink::expand(pattern, date, &|token| {
            Some(match token {
                "title" => {
                    crate::text::slug::slug(page.article.title.as_deref().unwrap_or_default())
                }
                "slug" | "name" => name.to_owned(),
                "path" => path().trim_matches('/').to_owned(),
                "folders" => folders().collect::<Vec<_>>().join("/"),
                "category" => page.article.category.clone().unwrap_or_default(),
                "categories" => page.article.categories.join("/"),
                "output_ext" => ".html".to_owned(),
                _ => return None,
            })
        })
    }
}

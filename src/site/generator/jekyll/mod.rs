//! [Jekyll](https://jekyllrb.com/docs/permalinks/).

mod collection;
mod page;

use std::path::{Path, PathBuf};
use std::sync::LazyLock;

use regex_lite::Regex;

use self::collection::{filled, people, read_collections, read_defaults};
use super::{Generator, Place};
use crate::error::Result;
use crate::folder::DRAFTS;
use crate::folder::first_file;
use crate::model::{Image, Timestamp, Value};
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::{Settings, limit, text, texts, value};
use crate::site::{Content, config};
use crate::text::character::is_mark;
use crate::text::markdown::Flavour;

/// Under this name the settings hold files that are published whatever they are called.
const INCLUDED: &str = "include";

/// The same for all that the configuration says.
const SITE: &str = "site";

pub(super) struct Jekyll;

/// The folder of posts.
const POSTS: &str = "_posts";

/// [Styles](https://jekyllrb.com/docs/permalinks/#built-in-formats) with a name, of posts and of other collections.
const STYLES: [(&str, &str, &str); 5] = [
    (
        "date",
        "/:categories/:year/:month/:day/:title:output_ext",
        "/:collection/:path:output_ext",
    ),
    (
        "pretty",
        "/:categories/:year/:month/:day/:title/",
        "/:collection/:path/",
    ),
    (
        "ordinal",
        "/:categories/:year/:y_day/:title:output_ext",
        "/:collection/:path:output_ext",
    ),
    (
        "weekdate",
        "/:categories/:year/W:week/:short_day/:title:output_ext",
        "/:collection/:path",
    ),
    (
        "none",
        "/:categories/:title:output_ext",
        "/:collection/:path:output_ext",
    ),
];

const QUOTES: [char; 2] = ['"', '\''];

/// Text without a zone that is a [point in time](https://yaml.org/type/timestamp.html) to YAML.
static YAML_TIME: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r"^\d{4}-\d{1,2}-\d{1,2}(?:[Tt]|\s+)\d{1,2}:\d\d:\d\d(?:\.\d*)?$")
        .expect("a regular expression")
});

impl Generator for Jekyll {
    fn name(&self) -> &'static str {
        "jekyll"
    }

    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        first_file(root, &["_config.yml", "_config.yaml", "_config.toml"])
    }

    fn read(&self, configuration: Option<&Path>, settings: &mut Settings) -> Result<()> {
        let config = config::read(configuration, settings)?;
        settings.set_base_url(
            text(&config, &["url"]).unwrap_or_default(),
            text(&config, &["baseurl"]).unwrap_or_default(),
        );
        settings.set_zone(text(&config, &["timezone"]));
        let source = text(&config, &["source"]).unwrap_or_default();
        let source = settings.root.join(source);
        settings.people = config::data(&source.join("_data"), &["authors"], settings)?;
        let feed = &mut settings.feed;
        feed.title = text(&config, &["feed.title", "title", "name"]).map(str::to_owned);
        feed.description = text(&config, &["description", "tagline"]).map(str::to_owned);
        feed.language = text(&config, &["lang", "locale"]).map(str::to_owned);
        feed.authors = value(&config, "author")
            .map(|author| people(author, &settings.people))
            .unwrap_or_default();
        let absolute = |key: &str| {
            let base = settings.base_url.as_ref()?;
            let address = text(&config, &[key])?.trim_start_matches('/');
            base.join(address).ok().map(String::from)
        };
        feed.icon = absolute("icon");
        feed.image = absolute("logo").map(|url| Image {
            url: Some(url),
            ..Image::default()
        });
        settings.permalink = text(&config, &["permalink"]).map(str::to_owned);
        settings.excerpt_separator = text(&config, &["excerpt_separator"]).map(str::to_owned);
        if value(&config, "feed.excerpt_only") == Some(&Value::Bool(true)) {
            settings.content = Content::Excerpt;
        }
        settings.limit = limit(&config, "feed.posts_limit", 0);
        if let Some(included) = config.get(INCLUDED) {
            settings.private.push(INCLUDED, included.clone());
        }
        for pattern in texts(&config, "exclude") {
            settings.excluded.add_beginning(&pattern, &source);
        }
        if let Some(destination) = text(&config, &["destination"]) {
            settings.excluded.add_name(destination, &settings.root);
        }
        let collections = text(&config, &["collections_dir"]).unwrap_or_default();
        settings.contents = vec![source.join(collections)];
        settings.static_folders = vec![source];
        read_collections(&config, settings);
        read_defaults(&config, settings);
        settings.meet = filled;
        settings.variables.push(SITE, config.into());
        Ok(())
    }

    fn place(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let mut place = Place::of(path)?;
        let posts = place
            .folders
            .iter()
            .position(|folder| folder == POSTS || folder == DRAFTS);
        if let Some(index) = posts {
            let below = place.folders.split_off(index + 1);
            if is_left_out(&below, &place.name, settings) {
                return None;
            }
            place.is_draft = place.folders.pop().is_some_and(|folder| folder == DRAFTS);
            place.categories = std::mem::replace(&mut place.folders, below);
            place.collection = Some("posts".to_owned());
            let is_draft = place.is_draft;
            return Some(place.with_day(&['-'])).filter(|place| is_draft || place.day.is_some());
        }
        let index = place
            .folders
            .iter()
            .position(|folder| folder.starts_with('_'))?;
        let collection = place.folders[index].trim_start_matches('_').to_owned();
        if !settings.collections.contains(&collection) {
            return None;
        }
        place.folders.drain(..=index);
        if is_left_out(&place.folders, &place.name, settings) {
            return None;
        }
        place.collection = Some(collection);
        Some(place.with_day(&['-']))
    }

    /// [Titles](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/document.rb) of pages that have none: each word of the
    /// name begins with a capital letter.
    fn title(&self, place: &Place) -> Option<String> {
        let capitalized = |word: &str| {
            let mut chars = word.chars();
            let first = chars.next().map(char::to_uppercase);
            let rest = chars.as_str().to_lowercase();
            first
                .into_iter()
                .flatten()
                .chain(rest.chars())
                .collect::<String>()
        };
        let name = place.stem.trim_end_matches('.').trim_end_matches('-');
        let words: Vec<String> = name.split('-').map(capitalized).collect();
        Some(words.join(" ")).filter(|title| !title.trim().is_empty())
    }

    /// [Posts and drafts](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/readers/post_reader.rb), and no others.
    fn takes_text(&self, place: &Place) -> bool {
        place.collection.as_deref() == Some("posts")
    }

    /// [Unless it says otherwise](https://jekyllrb.com/docs/liquid/tags/).
    fn runs_templates(&self, page: &Page, _: &Settings) -> bool {
        page.article.extra.fields.get("render_with_liquid") != Some(&Value::Bool(false))
    }

    fn runs_code(&self) -> bool {
        true
    }

    /// [Variables](https://jekyllrb.com/docs/variables/) of the configuration and of front matter.
    fn variable(&self, name: &str, page: &Page, settings: &Settings) -> Option<Value> {
        let found = match name.split_once('.')? {
            (SITE, _) => value(&settings.variables, name),
            ("page", key) => value(&page.article.extra.fields, key),
            _ => None,
        };
        found.cloned()
    }

    /// Jekyll dates documents without a date by the time of its run.
    fn is_dated(&self, page: &Page) -> bool {
        page.place.collection.as_deref() == Some("posts") || page.first_date().is_some()
    }

    fn page(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let place = Place::of(path)?;
        (!is_left_out(&place.folders, &place.name, settings)).then_some(place)
    }

    /// What YAML takes for a point in time is one in UTC; other dates, and those in quotes, are on the site's clocks.
    fn date(&self, date: Timestamp, field: &str, header: &str, settings: &Settings) -> Timestamp {
        let text = date.to_string();
        let mut keys = settings.dialect.iter().flat_map(|own| own.keys_to(field));
        let value = keys.find_map(|key| {
            let value = value_of(key, header)?;
            let inside = value.trim_start_matches(QUOTES);
            inside.starts_with(&text).then_some(value)
        });
        let is_quoted = value.is_some_and(|value| value.starts_with(QUOTES));
        if YAML_TIME.is_match(&text) && !is_quoted {
            return date;
        }
        date.within(&settings.zone)
    }

    /// As jekyll-feed has it.
    fn has_pictures_of_site(&self) -> bool {
        true
    }

    fn flavour(&self) -> Flavour {
        Flavour::Kramdown
    }

    /// [As jekyll-feed has it](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/document.rb): the folder of the address and
    /// the name of the page. Readers would show all articles again for other ones. A slash at the end of the site's address
    /// stands twice.
    fn identity(&self, page: &Page, settings: &Settings) -> Option<String> {
        let name = page.slug.as_deref();
        let name = name.unwrap_or_else(|| page.place.stem.trim_end_matches('.'));
        let mut address = page.address.clone()?;
        address
            .path_segments_mut()
            .ok()?
            .pop_if_empty()
            .pop()
            .push(name);
        let site = text(&settings.variables, &["site.url"]).unwrap_or_default();
        let path = address.as_str().strip_prefix(site.trim_end_matches('/'));
        let path = path.filter(|path| path.starts_with('/'));
        Some(path.map_or_else(|| address.to_string(), |path| [site, path].concat()))
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let Some(collection) = page.place.collection.as_deref() else {
            return page::address(page, settings);
        };
        let is_post = collection == "posts";
        let of_collection = settings
            .permalinks
            .iter()
            .find(|(name, _)| name == collection)
            .map(|(_, pattern)| pattern);
        let pattern = page
            .permalink
            .as_ref()
            .or(of_collection)
            .or(settings.permalink.as_ref());
        let pattern = pattern.map_or("date", String::as_str);
        let is_own = page.permalink.is_some();
        let style = STYLES.iter().find(|(name, ..)| *name == pattern && !is_own);
        let pattern = match style {
            Some((_, posts, _)) if is_post => posts,
            Some((.., others)) => others,
            // A pattern of the site is one for posts; others take over only how it ends.
            None if !is_post && !is_own && of_collection.is_none() => match pattern {
                _ if pattern.ends_with('/') => "/:collection/:path/",
                _ if pattern.ends_with(":output_ext") => "/:collection/:path:output_ext",
                _ => "/:collection/:path",
            },
            None => pattern,
        };
        let name = page.slug.as_deref().unwrap_or(&page.place.stem);
        let date = page.first_date().map(|date| date.local(&settings.zone));
        permalink::expand(pattern, date, &|token| {
            Some(match token {
                "title" => slug(name, is_pretty),
                "slug" => slug(name, is_word).to_lowercase(),
                "name" => slug(&page.place.name, is_word).to_lowercase(),
                "categories" => categories(page).join("/"),
                "slugified_categories" => categories(page)
                    .iter()
                    .map(|category| slug(category, is_word))
                    .collect::<Vec<_>>()
                    .join("/"),
                "collection" => collection.to_owned(),
                "path" => page
                    .place
                    .folders
                    .iter()
                    .chain([&page.place.name])
                    .map(String::as_str)
                    .collect::<Vec<_>>()
                    .join("/"),
                "output_ext" => ".html".to_owned(),
                _ => return None,
            })
        })
    }
}

/// Returns whether [Jekyll leaves out](https://github.com/jekyll/jekyll/blob/v4.4.1/lib/jekyll/entry_filter.rb) a file for its
/// name, or for that of a folder. Others are asked for by `include`.
fn is_left_out(folders: &[String], name: &str, settings: &Settings) -> bool {
    let included = texts(&settings.private, INCLUDED);
    let is_special = |name: &str| {
        (name.starts_with(['.', '_', '#', '~']) || name.ends_with('~'))
            && !included.iter().any(|known| known.trim_matches('/') == name)
    };
    folders.iter().any(|folder| is_special(folder)) || is_special(name)
}

/// Returns what begins with the value of a key at the top of front matter in YAML.
fn value_of<'a>(key: &str, header: &'a str) -> Option<&'a str> {
    header.match_indices(key).find_map(|(start, _)| {
        let (before, rest) = (&header[..start], &header[start + key.len()..]);
        let line = before.trim_end_matches(QUOTES);
        if !line.is_empty() && !line.ends_with('\n') {
            return None;
        }
        let value = rest.trim_start_matches(QUOTES).trim_start();
        value.strip_prefix(':').map(str::trim_start)
    })
}

/// Returns the text with hyphens for runs of other characters, and none at the ends.
fn slug(text: &str, is_kept: fn(char) -> bool) -> String {
    let mut slug = String::new();
    for c in text.chars() {
        if is_kept(c) {
            slug.push(c);
        } else if !slug.ends_with('-') {
            slug.push('-');
        }
    }
    let slug = slug.strip_prefix('-').unwrap_or(&slug);
    slug.strip_suffix('-').unwrap_or(slug).to_owned()
}

fn is_word(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c)
}

fn is_pretty(c: char) -> bool {
    is_word(c) || "._~!$&'()+,;=@".contains(c)
}

/// Folders, then `categories`, then `category`, in lower case and each once.
fn categories(page: &Page) -> Vec<String> {
    let mut lower: Vec<String> = Vec::new();
    let own = page.article.categories.iter().chain(&page.article.category);
    for category in page
        .place
        .categories
        .iter()
        .chain(own)
        .map(|category| category.to_lowercase())
    {
        if !lower.contains(&category) {
            lower.push(category);
        }
    }
    lower
}

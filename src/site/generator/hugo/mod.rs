//! [Hugo](https://gohugo.io/content-management/urls/).

mod address;
mod author;
mod build;
mod case;
mod date;
mod formula;
mod language;
mod link;
mod mount;
mod params;
mod parts;

use std::borrow::Cow;
use std::path::{Path, PathBuf};

use self::address::{
    path_part, read_permalinks, section_slugs, sections, with_parts, without_accents, word,
};
use self::case::{KEYS, lowered_map};
use self::formula::formulas;
use self::language::{feed_in, read_contents, read_hosts};
use super::{Generator, Place, address_of, behind_blanks, cascade};
use crate::error::Result;
use crate::folder::first_file;
use crate::model::{Map, Timestamp, Value};
use crate::site::config;
use crate::site::page::Page;
use crate::site::permalink::{self, Unresolved};
use crate::site::settings::{Settings, limit, text, texts, value};
use crate::text::markdown::{self, Flavour};

pub(super) struct Hugo;

const NAMES: [&str; 4] = ["hugo.toml", "hugo.yaml", "hugo.yml", "hugo.json"];

/// Names that its settings had before, as those of other programs have.
const OLD_NAMES: [&str; 4] = ["config.toml", "config.yaml", "config.yml", "config.json"];

/// The folder of articles, if the settings name no other.
const CONTENT: &str = "content";

/// The folder of settings in several files.
const FOLDER: &str = "config/_default";

/// Under this name the settings hold whether the first language has a folder of its own, too.
const IN_FOLDER: &str = "defaultcontentlanguageinsubdir";

/// The same for patterns of addresses of sections.
const SECTIONS: &str = "permalinks.section";

/// The same for whether addresses keep the case of names, and lose accents, and for sections whose addresses end in `.html`.
const KEEPS_CASE: &str = "disablepathtolower";
const DROPS_ACCENTS: &str = "removepathaccents";
const UGLY: &str = "uglyurls";

/// Whether addresses in a text are links.
const LINKIFY: &str = "markup.goldmark.extensions.linkify";

impl Generator for Hugo {
    fn name(&self) -> &'static str {
        "hugo"
    }

    fn configuration(&self, root: &Path) -> Option<PathBuf> {
        let old = || {
            let path = first_file(root, &OLD_NAMES)?;
            let is_own = match config::file(&path) {
                Ok(config) => value(&lowered_map(&config), "baseurl").is_some(),
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
        let spelt = parts::read(configuration, settings)?;
        // Hugo does not tell the case of keys.
        let config = lowered_map(&spelt);
        settings.set_base_url(text(&config, &["baseurl"]).unwrap_or_default(), "");
        settings.set_zone(text(&config, &["timezone"]));
        settings.set_languages(&config, text(&config, &["defaultcontentlanguage"]));
        let own = settings.own_language().to_lowercase();
        read_hosts(&own, &config, settings);
        settings.feed = feed_in(&own, &config);
        let language = text(
            &config,
            &["locale", "languagecode", "defaultcontentlanguage"],
        );
        let language = language.map(str::to_owned);
        settings.feed.language = settings.feed.language.take().or(language);
        let is_set = |key: &str| value(&config, key) == Some(&Value::Bool(true));
        settings.is_ugly = is_set("uglyurls");
        if let Some(sections @ Value::Map(_)) = value(&config, UGLY) {
            settings.private.push(UGLY, sections.clone());
        }
        settings.limit = limit(&config, "services.rss.limit", 1);
        settings.markdown.links_addresses = value(&config, LINKIFY) != Some(&Value::Bool(false));
        settings.markdown.breaks_lines = is_set("markup.goldmark.renderer.hardwraps");
        settings.markdown.has_attributes = is_set("markup.goldmark.parser.attribute.block");
        settings.markdown.formulas = formulas(&config);
        read_permalinks(&config, settings);
        if let Some(patterns) = value(&config, SECTIONS) {
            settings.private.push(SECTIONS, patterns.clone());
        }
        for key in [IN_FOLDER, KEEPS_CASE, DROPS_ACCENTS] {
            if is_set(key) {
                settings.private.push(key, Value::Bool(true));
            }
        }
        settings.has_dated_names = texts(&config, "frontmatter.date")
            .iter()
            .any(|source| source == ":filename");
        link::read(&config, settings);
        read_contents(&own, &config, settings);
        mount::read(configuration, &config, settings);
        // One may lie within another.
        settings
            .contents
            .sort_by_key(|content| std::cmp::Reverse(content.components().count()));
        settings.static_folders = vec![
            settings
                .root
                .join(text(&config, &["staticdir"]).unwrap_or("static")),
        ];
        for expression in texts(&config, "ignorefiles") {
            if !settings.excluded.add_expression(&expression) {
                let note = format!("`{expression}` in `ignoreFiles` is not understood");
                settings.notes.push(note);
            }
        }
        author::read(settings);
        params::read(&config, settings);
        cascade::read(&spelt, settings);
        Ok(())
    }

    /// `_index.md` is a list of pages, and `index.md` stands for its folder.
    fn place(&self, path: &Path, settings: &Settings) -> Option<Place> {
        let place = Place::of(path)?.with_language(settings);
        let is_page = |place: &Place| place.stem != "_index" && !place.name.starts_with('#');
        let place = Some(place).filter(is_page)?.with_index();
        Some(if settings.has_dated_names {
            place.with_day(&['-', '_'])
        } else {
            place
        })
    }

    fn beginning<'a>(&self, text: &'a str) -> &'a str {
        behind_blanks(text)
    }

    fn caseless_keys(&self) -> &'static [&'static str] {
        &KEYS
    }

    fn give_way(&self, given: &mut Map, others: &Map) {
        params::give_way(given, others);
    }

    /// Summaries are Markdown, and descriptions are not.
    fn prepare(&self, map: &mut Map) {
        if let Some(Value::Str(summary)) = map.get_mut("summary") {
            *summary = markdown::to_html(summary);
        }
        date::prepare(map);
    }

    fn settle(&self, map: &mut Map) -> bool {
        build::is_listed(map)
    }

    fn publication(&self, map: &Map) -> Option<Timestamp> {
        date::publication(map)
    }

    fn has_bundles(&self) -> bool {
        true
    }

    fn dates_by_change(&self) -> bool {
        true
    }

    fn person_key<'a>(&self, name: &'a str) -> Cow<'a, str> {
        author::key(name).into()
    }

    fn links_in_language(&self) -> bool {
        true
    }

    fn resolves_links(&self, settings: &Settings) -> bool {
        link::resolves(settings)
    }

    fn shares_files(&self, settings: &Settings) -> bool {
        link::shares_files(settings)
    }

    /// As Hugo's [own templates](https://gohugo.io/templates/embedded/#open-graph) have it.
    fn has_pictures_of_site(&self) -> bool {
        true
    }

    fn flavour(&self) -> Flavour {
        Flavour::Hugo
    }

    /// Its own shortcodes do so.
    fn escapes(&self, _: &Page, _: &Settings) -> bool {
        true
    }

    fn variable(&self, name: &str, page: &Page, settings: &Settings) -> Option<Value> {
        params::of_page(name, page, settings)
    }

    fn home(&self, language: Option<&str>, settings: &Settings) -> String {
        folder_of(language, settings).map_or_else(String::new, |folder| format!("{folder}/"))
    }

    fn section(
        &self,
        folders: &[&str],
        language: Option<&str>,
        settings: &Settings,
    ) -> Option<String> {
        let own = match (folders, settings.private.get(SECTIONS)) {
            ([name], Some(Value::Map(patterns))) => patterns.get(&name.to_lowercase()),
            _ => None,
        };
        let path = match own.and_then(Value::as_str) {
            Some(pattern) => permalink::expand(pattern, None, &|_| None).ok()?,
            None => {
                let parts = folders
                    .iter()
                    .map(|name| in_case(path_part(name), settings));
                parts.map(|part| part + "/").collect()
            }
        };
        let home = self.home(language, settings);
        Some(home + path.trim_start_matches('/'))
    }

    fn address(&self, page: &Page, settings: &Settings) -> Result<String, Unresolved> {
        let place = &page.place;
        let section = place.folders.first().map_or("", String::as_str);
        let is_of_section =
            |name: &str| name.eq_ignore_ascii_case(section) || section.is_empty() && name == "/";
        let default = settings.default_language.as_ref();
        let own = place.language.as_ref().or(default);
        let own = own.and_then(|own| settings.known_language(own));
        let prefix = own.map_or_else(String::new, |language| format!("{language}:"));
        let mut patterns = settings.permalinks.iter();
        let of_section = patterns.find_map(|(name, pattern)| {
            let name = name.strip_prefix(&prefix)?;
            is_of_section(name).then_some(pattern)
        });
        let pattern = page
            .permalink
            .as_ref()
            .or(settings.permalink.as_ref())
            .or(of_section);
        let is_set = |key: &str| settings.private.get(key).is_some();
        let in_case = |text: String| in_case(text, settings);
        let path_part = |name: &str| in_case(path_part(name));
        let word = |text: &str| in_case(word(text));
        let is_ugly = settings.is_ugly
            || matches!(settings.private.get(UGLY), Some(Value::Map(sections))
                if sections.get(&section.to_lowercase()) == Some(&Value::Bool(true)));
        let title = page.article.title.as_deref().unwrap_or_default();
        // What is left of a name with a date in it is a slug, too.
        let dated = page.place.day.as_ref().map(|_| page.place.stem.as_str());
        let name = page.slug.as_deref().or(dated);
        let whole = || whole_name(place, settings);
        let folders: Vec<String> = place
            .folders
            .iter()
            .map(|folder| path_part(folder))
            .collect();
        let address = match pattern {
            None => {
                let words = |name: &str| name.split('/').map(&word).collect::<Vec<_>>().join("/");
                let last = name.map_or_else(|| path_part(&place.stem), words);
                address_of(folders.iter().map(String::as_str).chain([last.as_str()]))
            }
            Some(pattern) => {
                // Hugo's dates are on their own clocks.
                let date = page.first_date().map(|date| date.date_time().naive_local());
                let sections = sections(page, settings, &folders);
                let slugs = if pattern.contains(":sectionslug") {
                    let slugs = section_slugs(page, settings);
                    let slugs = slugs.ok_or_else(|| Unresolved::Token("sectionslug".to_owned()))?;
                    slugs.iter().map(|slug| word(slug)).collect()
                } else {
                    Vec::new()
                };
                let pattern = with_parts(pattern, ":sections[", &sections);
                let pattern = with_parts(&pattern, ":sectionslugs[", &slugs);
                permalink::expand(&pattern, date, &|token| {
                    Some(match token {
                        "title" => word(title),
                        "slug" => word(name.unwrap_or(title)),
                        "filename" | "contentbasename" => path_part(&whole()),
                        "slugorfilename" | "slugorcontentbasename" => {
                            name.map_or_else(|| path_part(&whole()), &word)
                        }
                        "section" => sections.first().cloned().unwrap_or_default(),
                        "sections" => sections.join("/"),
                        "sectionslug" => slugs.first().cloned().unwrap_or_default(),
                        "sectionslugs" => slugs.join("/"),
                        _ => return None,
                    })
                })?
            }
        };
        let language = folder_of(place.language.as_deref(), settings);
        // An address of its own keeps its case, and is in a language unless it begins at the root.
        if let Some(own) = &page.permalink {
            let last = address.rsplit('/').next().unwrap_or_default();
            let is_whole = last.is_empty() || last.contains('.');
            let end = if is_whole { "" } else { "/" };
            return Ok(match language.filter(|_| !own.starts_with('/')) {
                Some(language) if !own.contains("://") => format!("/{language}/{address}{end}"),
                _ => format!("{address}{end}"),
            });
        }
        let address = in_case(address);
        let address = if is_set(DROPS_ACCENTS) {
            without_accents(&address)
        } else {
            address
        };
        let address = if is_ugly && !address.ends_with(".html") {
            format!("{}.html", address.trim_end_matches('/'))
        } else if pattern.is_some() && !address.ends_with('/') && !is_ugly {
            format!("{address}/")
        } else {
            address
        };
        Ok(match language {
            Some(language) => format!("/{language}{address}"),
            None => address,
        })
    }
}

/// Returns a part of an address in the case that it has there.
fn in_case(text: String, settings: &Settings) -> String {
    if settings.private.get(KEEPS_CASE).is_some() {
        text
    } else {
        text.to_lowercase()
    }
}

/// Returns the name of a page with the date in it.
fn whole_name(place: &Place, settings: &Settings) -> String {
    let of_file = place.clone();
    match &place.day {
        None => place.stem.clone(),
        Some(day) if place.name.starts_with(day.as_str()) => {
            let named = Place {
                stem: of_file.name.clone(),
                ..of_file
            };
            named.with_language(settings).stem
        }
        Some(day) => format!("{day}-{}", place.stem),
    }
}

/// Returns the folder of a language, which pages in the default one need not have, and those in one with a host have not.
fn folder_of<'a>(language: Option<&'a str>, settings: &'a Settings) -> Option<&'a str> {
    let default = settings.default_language.as_deref();
    if !settings.base_urls.is_empty() {
        return None;
    }
    match language {
        Some(language) if Some(language) != default => Some(language),
        _ => default.filter(|_| settings.private.get(IN_FOLDER).is_some()),
    }
}

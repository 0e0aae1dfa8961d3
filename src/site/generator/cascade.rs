//! What sections give to all pages below: [cascades](https://gohugo.io/configuration/cascade/) of Hugo, and drafts of Zola.

use std::fs;
use std::path::{Path, PathBuf};

use regex_lite::Regex;
use walkdir::WalkDir;

use super::Place;
use crate::front_matter;
use crate::model::{Map, Value};
use crate::site::defaults::Defaults;
use crate::site::pattern::Glob;
use crate::site::settings::Settings;

/// The file that describes a section.
const SECTION: &str = "_index";

/// A section: its folder below the content, its language if its name says one, and its front matter.
pub(super) struct Section {
    pub(super) folder: PathBuf,
    language: Option<String>,
    pub(super) map: Map,
}

/// Which pages below a folder a cascade is for; what is not said is any.
#[derive(Default)]
pub(crate) struct Target {
    path: Option<Regex>,
    language: Option<Regex>,
}

/// Takes over what the site's configuration and its sections give to their pages.
pub(super) fn read(config: &Map, settings: &mut Settings) {
    let mut found = values(config, Path::new(""), None, settings);
    for content in &settings.contents {
        let mut languages = settings.content_languages.iter();
        let of_content = languages.find(|(folder, _)| folder == content);
        let of_content = of_content.map_or(settings.own_language(), |(_, language)| language);
        for section in sections(content) {
            let language = section.language.as_deref();
            let language = language.filter(|language| settings.known_language(language).is_some());
            // What a section says, it says of pages in its language.
            let is_in_one = !settings.languages.is_empty();
            let language = language.or(Some(of_content).filter(|_| is_in_one));
            found.extend(values(&section.map, &section.folder, language, settings));
        }
    }
    settings.defaults.extend(found);
}

/// Returns the sections of a content folder; one that is broken is none.
pub(super) fn sections(content: &Path) -> Vec<Section> {
    let files = WalkDir::new(content)
        .follow_links(true)
        .sort_by_file_name()
        .into_iter()
        .flatten();
    let sections = files.filter_map(|file| {
        let path = file.path();
        let rest = path.file_name()?.to_str()?.strip_prefix(SECTION)?;
        let rest = rest.strip_prefix('.')?;
        let language = rest
            .split_once('.')
            .map(|(language, _)| language.to_owned());
        let folder = path.parent()?.strip_prefix(content).ok()?.to_owned();
        let text = fs::read_to_string(path).ok()?;
        let mut found = Map::default();
        let keep = |map: Map, _| {
            found = map;
            Map::default()
        };
        front_matter::read_with(&text, keep, &mut Vec::new()).ok()?;
        Some(Section {
            folder,
            language,
            map: found,
        })
    });
    sections.collect()
}

/// A map of values, or a list of them, of which the first has the last word.
fn values(map: &Map, folder: &Path, language: Option<&str>, settings: &Settings) -> Vec<Defaults> {
    let cascade = map.iter().find(|(key, _)| is_key(key, "cascade"));
    let cascades = match cascade {
        Some((_, Value::List(cascades))) => cascades.as_slice(),
        Some((_, single)) => std::slice::from_ref(single),
        None => &[],
    };
    let read = |cascade: &Value| {
        let Value::Map(values) = cascade else {
            return None;
        };
        let is_target = |key: &Value| is_key(key, "target") || is_key(key, "_target");
        let target = match values.iter().find(|(key, _)| is_target(key)) {
            Some((_, Value::Map(target))) => Target::read(target)?,
            Some(_) => return None,
            None => Target::default(),
        };
        let language = language.and_then(|language| Glob::Shell.whole(&language.to_lowercase()));
        let mut values = values.clone();
        values.retain(|key, _| !is_target(key));
        Some(Defaults {
            folder: folder.to_owned(),
            target: Some(Target {
                language: target.language.or(language),
                ..target
            }),
            values: settings.spelt(values),
            ..Defaults::default()
        })
    };
    cascades.iter().rev().filter_map(read).collect()
}

/// Hugo does not tell the case of keys.
fn is_key(key: &Value, known: &str) -> bool {
    key.as_str()
        .is_some_and(|key| key.eq_ignore_ascii_case(known))
}

impl Target {
    /// Reads which pages are meant; nothing if none of ours are.
    fn read(map: &Map) -> Option<Self> {
        let mut target = Self::default();
        for (key, pattern) in map {
            let key = key.as_str()?.to_lowercase();
            let glob = Glob::Shell.whole(&pattern.as_str()?.to_lowercase())?;
            match key.as_str() {
                "path" => target.path = Some(glob),
                "lang" => target.language = Some(glob),
                // Articles are pages of the site that is published.
                "kind" => Some(()).filter(|()| glob.is_match("page"))?,
                "environment" => Some(()).filter(|()| glob.is_match("production"))?,
                _ => return None,
            }
        }
        Some(target)
    }

    /// Returns whether a page is meant, by its path below the content.
    pub(crate) fn covers(&self, below: &Path, place: &Place, settings: &Settings) -> bool {
        let language = place.language.as_deref();
        let language = language
            .unwrap_or_else(|| settings.own_language())
            .to_lowercase();
        if let Some(languages) = &self.language
            && !languages.is_match(&language)
        {
            return false;
        }
        let Some(paths) = &self.path else {
            return true;
        };
        let parts: Vec<_> = below.iter().filter_map(|part| part.to_str()).collect();
        let file = format!("/{}", parts.join("/").to_lowercase());
        let (whole, _) = file.rsplit_once('.').unwrap_or((&file, ""));
        let page = whole.strip_suffix(&format!(".{language}")).unwrap_or(whole);
        let page = page.strip_suffix("/index").unwrap_or(page);
        // The path has no blanks in it any more; before, it was that of the file.
        paths.is_match(&page.replace(' ', "-")) || paths.is_match(&file)
    }
}

/// Takes over which sections of Zola are drafts: whatever lies below one is not published.
pub(super) fn read_drafts(settings: &mut Settings) {
    for content in &settings.contents {
        let is_draft =
            |section: &Section| section.map.get("draft").and_then(Value::as_flag) == Some(true);
        let drafts = sections(content).into_iter().filter(is_draft);
        let folders = drafts.map(|section| content.join(section.folder));
        settings.draft_folders.extend(folders);
    }
}

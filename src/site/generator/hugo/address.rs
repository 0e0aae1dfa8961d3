//! Parts of addresses, as Hugo makes them.

use std::fs;
use std::path::PathBuf;

use icu_normalizer::{ComposingNormalizerBorrowed, DecomposingNormalizerBorrowed};

use super::KEEPS_CASE;
use super::case::lowered_map;
use crate::front_matter::{self, Dialect};
use crate::model::{Map, Value};
use crate::site::page::Page;
use crate::site::settings::{Settings, value};
use crate::text::character::is_mark;

/// `[permalinks]` has patterns by section, or below `page`. In a language, whose name stands before the section, its own ones
/// take the place of all those of the site.
pub(super) fn read_permalinks(config: &Map, settings: &mut Settings) {
    let of_site = config.get("permalinks");
    let of_languages = settings.languages.iter().map(|language| {
        let own = value(config, &format!("languages.{language}.permalinks"));
        (format!("{language}:"), own.or(of_site))
    });
    let mut patterns = Vec::new();
    for (language, permalinks) in of_languages.chain([(String::new(), of_site)]) {
        let Some(Value::Map(permalinks)) = permalinks else {
            continue;
        };
        let of_pages = match permalinks.get("page") {
            Some(Value::Map(pages)) => Some(pages),
            _ => None,
        };
        for (section, pattern) in permalinks.iter().chain(of_pages.into_iter().flatten()) {
            if let (Some(section), Some(pattern)) = (section.as_str(), pattern.as_str()) {
                patterns.push((format!("{language}{section}"), pattern.to_owned()));
            }
        }
    }
    settings.permalinks.extend(patterns);
}

/// Returns the parts of the folders that are sections: the first one, and those with an `_index.md`.
pub(super) fn sections(page: &Page, settings: &Settings, folders: &[String]) -> Vec<String> {
    match section_folders(page, settings) {
        Some(sections) => {
            let parts = sections.iter().map(|(index, _)| &folders[*index]);
            parts.cloned().collect()
        }
        None => folders.to_vec(),
    }
}

/// Returns the slugs of all sections, or else their titles. Hugo makes a title of the name of a section without a file, in the
/// plural; nothing is returned if that is not known.
pub(super) fn section_slugs(page: &Page, settings: &Settings) -> Option<Vec<String>> {
    let dialect = Dialect::named("hugo")?;
    let slug = |(_, folder): (usize, PathBuf)| {
        let of_language = page.place.language.as_ref().and_then(|language| {
            let path = folder.join(format!("_index.{language}.md"));
            fs::read_to_string(path).ok()
        });
        let path = folder.join("_index.md");
        if of_language.is_none() && !path.exists() {
            let name = folder.file_name()?.to_str()?;
            // A title would begin with a capital letter.
            let is_known = is_plural(name) && settings.private.get(KEEPS_CASE).is_none();
            return is_known.then(|| name.to_owned());
        }
        let text = of_language.or_else(|| fs::read_to_string(path).ok())?;
        let read = |map, _| dialect.read(lowered_map(&map));
        let article = front_matter::read_with(&text, read, &mut Vec::new()).ok()?;
        let slug = article.extra.fields.get("slug").and_then(Value::as_str);
        let slug = slug.map(str::to_owned).or(article.title);
        Some(slug.unwrap_or_default())
    };
    section_folders(page, settings)?
        .into_iter()
        .map(slug)
        .collect()
}

/// Returns whether a name is surely one of many to Hugo, which it is not by an `s` alone: `focus`, `access` and `analysis` are
/// none.
fn is_plural(name: &str) -> bool {
    let ends = |ending: &&str| name.ends_with(*ending);
    name.ends_with('s') && !["ss", "us", "is", "ias"].iter().any(ends)
}

/// Returns the folders that are sections, behind their numbers among those of the page.
fn section_folders(page: &Page, settings: &Settings) -> Option<Vec<(usize, PathBuf)>> {
    let mut path = settings.content_of(&page.path)?.clone();
    let mut sections = Vec::new();
    for (index, folder) in page.place.folders.iter().enumerate() {
        path.push(folder);
        if index == 0 || path.join("_index.md").is_file() {
            sections.push((index, path.clone()));
        }
    }
    Some(sections)
}

/// Fills in `:sections[1:]`, `:sections[0]` and `:sections[last]`, or the same of another token.
pub(super) fn with_parts(pattern: &str, token: &str, sections: &[String]) -> String {
    let mut out = pattern.to_owned();
    while let Some(start) = out.find(token) {
        let Some(length) = out[start..].find(']') else {
            break;
        };
        let inside = &out[start + token.len()..start + length];
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
pub(super) fn path_part(name: &str) -> String {
    let hyphens: String = name
        .chars()
        .map(|c| if c.is_whitespace() { '-' } else { c })
        .collect();
    hyphens.chars().filter(|c| is_kept(*c)).collect()
}

/// Returns the part of an address that a title or slug gives.
pub(super) fn word(text: &str) -> String {
    let mut out = String::new();
    for c in text.chars() {
        match c {
            '/' | '-' => push_hyphen(&mut out),
            c if c.is_whitespace() => push_hyphen(&mut out),
            c if is_kept(c) => out.push(c),
            _ => {}
        }
    }
    out.trim_matches('-').to_owned()
}

/// Returns the text without the accents of its letters.
pub(super) fn without_accents(text: &str) -> String {
    let apart = DecomposingNormalizerBorrowed::new_nfd().normalize(text);
    let kept: String = apart.chars().filter(|c| !is_mark(*c)).collect();
    ComposingNormalizerBorrowed::new_nfc()
        .normalize(&kept)
        .into_owned()
}

fn push_hyphen(out: &mut String) {
    if !out.ends_with('-') {
        out.push('-');
    }
}

fn is_kept(c: char) -> bool {
    c.is_alphanumeric() || is_mark(c) || "._#+~-@".contains(c)
}

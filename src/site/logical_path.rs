//! [Logical paths](https://gohugo.io/quick-reference/glossary/#logical-path), which all translations of a page have in common: how
//! Hugo finds the page that a link leads to, in the language of the page with the link, and the files that translations share.

use std::collections::HashMap;
use std::ffi::OsStr;
use std::path::{Path, PathBuf};

use percent_encoding::percent_decode_str;
use walkdir::{DirEntry, WalkDir};

use super::exclusion::slashed;
use super::links::{address_of, is_relative, lexical, of_section, page_at};
use super::page::Page;
use super::settings::Settings;

/// Returns a path below a content folder without what tells its file from those of the same page in other languages.
fn logical(below: &Path, settings: &Settings) -> PathBuf {
    let Some(name) = below.file_name().and_then(OsStr::to_str) else {
        return below.to_owned();
    };
    let name = name.strip_suffix(".md").unwrap_or(name);
    let (stem, language) = name.rsplit_once('.').unwrap_or((name, ""));
    let name = match settings.known_language(language) {
        Some(_) => stem,
        None => name,
    };
    match name {
        "index" | "_index" => below.with_file_name(""),
        name => below.with_file_name(name),
    }
}

/// Returns the path of the only page of a name, in any case, of which a link leaves out the folders.
pub(super) fn named(name: &str, settings: &Settings) -> Option<String> {
    let name = name.trim_end_matches('/');
    if name.contains('/') {
        return None;
    }
    let by_name = settings.files_by_name.get_or_init(|| {
        let mut by_name = HashMap::new();
        let entries = settings.contents.iter().flat_map(|content| {
            let walk = WalkDir::new(content).follow_links(true);
            walk.into_iter().flatten()
        });
        let sections = entries.map(DirEntry::into_path);
        let sections = sections.filter(|path| path.ends_with("_index.md"));
        for path in settings.files().files.into_iter().chain(sections) {
            let mut contents = settings.contents.iter();
            let below = contents.find_map(|content| path.strip_prefix(content).ok());
            let Some(own) = below.map(|below| slashed(&logical(below, settings))) else {
                continue;
            };
            let own = own.trim_end_matches('/').to_owned();
            let name = own.rsplit('/').next().unwrap_or_default().to_lowercase();
            let file = by_name.entry(name).or_insert_with(|| Some(own.clone()));
            // One of several is none.
            file.take_if(|other| *other != own);
        }
        by_name
    });
    let name = name.to_lowercase();
    by_name
        .get(name.strip_suffix(".md").unwrap_or(&name))?
        .clone()
}

/// Returns the file in a language of the first of some paths that has one.
pub(super) fn file_in(language: &str, paths: &[PathBuf], settings: &Settings) -> Option<PathBuf> {
    let is_default = language == settings.own_language();
    let of_path = |path: &PathBuf| {
        let below = path.strip_prefix(settings.content_of(path)?).ok()?;
        let below = logical(below, settings);
        let mut contents = settings.contents.iter();
        contents.find_map(|content| {
            let mut own = settings.content_languages.iter();
            let own = own.find(|(folder, _)| folder == content);
            let is_own = own.map_or(is_default, |(_, own)| own == language);
            let endings = [Some("md").filter(|_| is_own).map(str::to_owned)];
            let endings = [Some(format!("{language}.md"))].into_iter().chain(endings);
            endings
                .flatten()
                .find_map(|ending| file_at(&content.join(&below), &ending))
        })
    };
    paths.iter().find_map(of_path)
}

/// Returns the file of a page with that ending.
fn file_at(path: &Path, ending: &str) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?;
    let files = [
        path.with_file_name(format!("{name}.{ending}")),
        path.join(format!("index.{ending}")),
        path.join(format!("_index.{ending}")),
    ];
    files.into_iter().find(|file| file.is_file())
}

/// Returns the paths that a link on a page may mean, the most likely one first: beside the page, and below the content folder.
pub(super) fn paths_to(target: &str, page: &Page, settings: &Settings) -> Vec<PathBuf> {
    let Some(content) = settings.content_of(&page.path) else {
        return Vec::new();
    };
    let folder = page.path.parent().filter(|_| !target.starts_with('/'));
    // A page that is a folder stands beside others as one.
    let above = folder.map(|folder| match is_bundle(page) {
        true => folder.parent().unwrap_or(folder),
        false => folder,
    });
    let within = folder.filter(|_| target.ends_with(".md"));
    let folders = [above, within, Some(content.as_path())];
    let paths = folders
        .into_iter()
        .flatten()
        .map(|folder| lexical(&folder.join(target.trim_start_matches('/'))));
    paths.collect()
}

fn is_bundle(page: &Page) -> bool {
    let name = page.path.file_name().and_then(OsStr::to_str);
    name.is_some_and(|name| name.starts_with("index."))
}

/// Returns the address of the page to which a link leads that names it by its path, with or without an ending.
pub(super) fn of_link(address: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (path, rest) = split(address);
    let is_path = is_relative(path) || path.starts_with('/') && !path.starts_with("//");
    if !is_path || path.is_empty() || !settings.generator.resolves_links(settings) {
        return None;
    }
    let path = percent_decode_str(path).decode_utf8_lossy();
    let paths = paths_to(&path, page, settings);
    let language = page.language(settings);
    let found = match file_in(language, &paths, settings) {
        Some(file) => address_of(&file, language, page, settings),
        None => {
            let is_section = |path: &&PathBuf| path.is_dir() && !holds_page(path);
            let folder = paths.iter().find(is_section)?;
            of_section(None, std::slice::from_ref(folder), language, page, settings)
        }
    };
    Some(found? + rest)
}

/// Returns whether a folder is a page in some language.
fn holds_page(folder: &Path) -> bool {
    let mut files = folder.read_dir().into_iter().flatten().flatten();
    files.any(|file| file.file_name().as_encoded_bytes().starts_with(b"index."))
}

/// Returns the address of a file beside a page that its translations share: it is published beside the page in the default
/// language alone.
pub(super) fn of_shared(address: &str, page: &Page, settings: &Settings) -> Option<String> {
    let language = page.place.language.as_deref()?;
    let (path, rest) = split(address);
    let default = settings.own_language();
    if language == default
        || path.is_empty()
        || !is_relative(path)
        || !is_bundle(page)
        || !settings.generator.shares_files(settings)
    {
        return None;
    }
    let name = percent_decode_str(path).decode_utf8_lossy();
    let folder = page.path.parent()?;
    let content = settings.content_of(folder)?;
    let has_own = settings
        .content_languages
        .iter()
        .any(|(own, _)| own == content);
    if has_own && folder.join(&*name).is_file() {
        return None;
    }
    let file = file_in(default, &[folder.to_owned()], settings)?;
    if !file.parent()?.join(&*name).is_file() {
        return None;
    }
    let shared = page_at(&file, settings.place(&file)?, page.admission, settings)?;
    let address = shared.address?.join(&format!("{path}{rest}")).ok()?;
    Some(address.into())
}

/// Returns the path of an address, and what stands behind it.
fn split(address: &str) -> (&str, &str) {
    address.split_at(address.find(['?', '#']).unwrap_or(address.len()))
}

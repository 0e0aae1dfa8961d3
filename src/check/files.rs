//! The files of a folder that are likely to be articles or feeds.

use std::io;
use std::path::{Path, PathBuf};

use walkdir::WalkDir;

use crate::site::article_files;

/// How the names of articles and feeds end, whatever they begin with.
const ENDINGS: [&str; 8] = [
    "atom", "json", "jsonl", "markdown", "md", "ndjson", "rss", "xml",
];

/// Returns the files below a folder that begin with front matter, or are named as articles and feeds are; and what could not
/// be read.
pub fn files(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let (mut files, failures) = article_files(folder);
    let is_visible = |entry: &walkdir::DirEntry| {
        let name = entry.file_name().as_encoded_bytes();
        entry.depth() == 0 || !name.starts_with(b".") && name != b"node_modules"
    };
    let is_named = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
    };
    // What this walk cannot read, the first one has told.
    let entries = WalkDir::new(folder)
        .into_iter()
        .filter_entry(is_visible)
        .filter_map(Result::ok);
    let named = entries.filter(|entry| is_named(entry.path()) && entry.path().is_file());
    files.extend(named.map(walkdir::DirEntry::into_path));
    files.retain(|file| !is_template(file.strip_prefix(folder).unwrap_or(file), folder));
    files.sort();
    files.dedup();
    (files, failures)
}

/// Returns whether a file lies in a folder of templates: what looks like front matter there is that of a page to come.
fn is_template(below: &Path, folder: &Path) -> bool {
    const OF_JEKYLL: [&str; 2] = ["_includes", "_layouts"];
    const OF_SITES: [&str; 3] = ["archetypes", "layouts", "themes"];
    let is_one_of = |path: &Path, names: &[&str]| {
        let name = path.file_name().and_then(|name| name.to_str());
        name.is_some_and(|name| names.contains(&name))
    };
    // A blog may have a section on themes.
    let is_beside_content = |path: &Path| {
        let parent = folder.join(path.parent().unwrap_or(path));
        parent.join("content").is_dir()
    };
    below.ancestors().skip(1).any(|path| {
        is_one_of(path, &OF_JEKYLL) || is_one_of(path, &OF_SITES) && is_beside_content(path)
    })
}

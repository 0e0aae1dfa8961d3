//! Links from one page to the file of another: each generator has a way to write them, and only it knows the address.

use std::path::{Component, Path, PathBuf};

use super::page::{Admission, Page};
use super::settings::Settings;
use crate::text::url;

/// Endings that a link may leave out.
const ENDINGS: [&str; 4] = ["", "md", "markdown", "html"];

/// Returns the address that a tag stands for: `post_url 2021-01-02-title` and `link _posts/2021-01-02-title.md` of Jekyll,
/// `ref "title.md"` and `relref "title.md"` of Hugo.
pub(super) fn of_tag(expression: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (tag, target) = expression.split_once(' ')?;
    let target = target.trim().trim_matches(['"', '\'']);
    match tag {
        "post_url" => of_file(&format!("_posts/{target}"), page, settings),
        "link" | "ref" | "relref" => of_file(target, page, settings),
        _ => None,
    }
}

/// Returns the address of the page whose file a link names: `@/blog/title.md` of Zola, or a path that ends in `.md`.
pub(super) fn of_source(address: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (target, fragment) = address.split_at(address.find('#').unwrap_or(address.len()));
    let target = match target.strip_prefix("@/") {
        Some(target) => target,
        None => Some(target).filter(|target| target.ends_with(".md"))?,
    };
    Some(of_file(target, page, settings)? + fragment)
}

/// Returns the address of a page by its file: below a content folder, beside the page, or below the site.
fn of_file(target: &str, page: &Page, settings: &Settings) -> Option<String> {
    let target = Path::new(target.trim_start_matches('/'));
    let is_below = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let beside = page.path.parent().map(Path::to_owned);
    let folders = settings.contents.iter().cloned().chain(beside);
    // A path with `..` is one beside the page.
    let folders =
        folders.filter(|folder| target.components().all(is_below) || page.path.starts_with(folder));
    let paths = folders.chain([settings.root.clone()]).flat_map(|folder| {
        ENDINGS
            .iter()
            .map(move |ending| with_ending(&folder.join(target), ending))
    });
    let path = paths.into_iter().find(|path| path.is_file())?;
    let path = lexical(&path);
    let content = settings
        .contents
        .iter()
        .find(|content| path.starts_with(content))?;
    let place = settings
        .generator
        .place(path.strip_prefix(content).ok()?, settings)?;
    let admission = Admission {
        now: None,
        future: true,
        drafts: true,
        everything: true,
    };
    let page = Page::read((0, &path), place, settings, admission, &mut Vec::new()).ok()??;
    page.article.web_url
}

/// Returns whether an address is that of a file beside the page, which the generator publishes elsewhere.
pub(super) fn is_hidden(address: &str, page: &Page, settings: &Settings) -> bool {
    let is_relative = !address.starts_with(['/', '#']) && !url::has_scheme(address);
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let folder = page.path.parent().unwrap_or(Path::new(""));
    settings.generator.hides_files()
        && is_relative
        && !path.is_empty()
        && folder.join(path).is_file()
}

fn with_ending(path: &Path, ending: &str) -> PathBuf {
    if ending.is_empty() {
        return path.to_owned();
    }
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    PathBuf::from(path)
}

/// Returns a path without `.` and `..`.
fn lexical(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir if !out.as_os_str().is_empty() => {}
            part => out.push(part),
        }
    }
    out
}

//! Links from one page to the file of another: each generator has a way to write them, and only it knows the address.

use std::path::{Component, Path, PathBuf};

use ::url::Url;
use percent_encoding::percent_decode_str;

use super::admission::Admission;
use super::folder::has_content_ending;
use super::page::Page;
use super::settings::Settings;
use crate::text::url;

/// Endings that a link may leave out.
const ENDINGS: [&str; 4] = ["", "md", "markdown", "html"];

/// What begins the address of a source file of Zola.
const SOURCE: &str = "@/";

/// Returns the address that a tag stands for: `post_url 2021-01-02-title` and `link _posts/2021-01-02-title.md` of Jekyll,
/// `ref "title.md#part"` and `relref path="title.md"` of Hugo.
pub(super) fn of_tag(expression: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (tag, target) = expression.split_once(' ')?;
    let target = target.trim();
    let file = target.trim_matches(['"', '\'']);
    match tag {
        "post_url" => of_file(&format!("_posts/{file}"), page, settings),
        "link" => of_file(file, page, settings),
        "ref" | "relref" => {
            let (file, fragment) = split_fragment(argument(target, "path"));
            let address = if file.is_empty() {
                page.address.as_ref()?.to_string()
            } else {
                of_file(file, page, settings)?
            };
            Some(address + fragment)
        }
        _ => None,
    }
}

/// Returns the argument of that name of a shortcode, else the first one.
fn argument<'a>(arguments: &'a str, name: &str) -> &'a str {
    let named = arguments.match_indices(name).find_map(|(at, _)| {
        let is_word = arguments[..at].is_empty() || arguments[..at].ends_with(' ');
        let value = arguments[at + name.len()..].trim_start();
        value.strip_prefix('=').filter(|_| is_word)
    });
    let value = named.unwrap_or(arguments).trim_start();
    let quoted = value.chars().next().filter(|quote| "\"'`".contains(*quote));
    let inside = quoted.map_or(value, |_| &value[1..]);
    let end = inside.find(|c: char| quoted.map_or(c.is_whitespace(), |quote| c == quote));
    &inside[..end.unwrap_or(inside.len())]
}

fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}

/// Returns the address of the page whose file a link names: `@/blog/title.md` of Zola, or a path that ends in `.md`.
pub(super) fn of_source(address: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (target, fragment) = split_fragment(address);
    let target = match target.strip_prefix(SOURCE) {
        Some(target) => target,
        None => Some(target).filter(|target| target.ends_with(".md"))?,
    };
    // As it is called among files.
    let target = percent_decode_str(target).decode_utf8_lossy();
    Some(of_file(&target, page, settings)? + fragment)
}

/// Returns whether an address is that of a source file, and of nothing else.
pub(super) fn is_source(address: &str) -> bool {
    address.starts_with(SOURCE)
}

/// Returns the address of a page by its file: below a content folder, beside the page, or below the site.
fn of_file(target: &str, page: &Page, settings: &Settings) -> Option<String> {
    let target = Path::new(target.trim_start_matches('/'));
    let is_below = |part: Component<'_>| matches!(part, Component::Normal(_) | Component::CurDir);
    let beside = page.path.parent().map(Path::to_owned);
    // First in the folder of its own language.
    let is_own = |content: &&PathBuf| page.path.starts_with(content);
    let (own, others): (Vec<_>, Vec<_>) = settings.contents.iter().partition(is_own);
    let folders = own.into_iter().chain(others).cloned().chain(beside);
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
    let named = section(&path, settings);
    if let Some(index) = &named
        && settings
            .contents
            .iter()
            .any(|content| index.parent() == Some(content))
    {
        // The first page, of the site or of a language.
        let language = index.file_stem()?.to_str()?.strip_prefix("index")?;
        let language = language.trim_start_matches('.');
        let is_other =
            !language.is_empty() && settings.default_language.as_deref() != Some(language);
        let folder = is_other.then(|| format!("{language}/"));
        let address = settings
            .base_url
            .as_ref()?
            .join(&folder.unwrap_or_default());
        return address.ok().map(String::from);
    }
    let place = settings.place(named.as_ref().unwrap_or(&path))?;
    let admission = Admission {
        now: None,
        future: true,
        drafts: true,
        everything: true,
    };
    let page = Page::read((0, &path), place, settings, admission, &mut Vec::new()).ok()??;
    page.article.web_url
}

/// Returns the index that would have the address of a section.
fn section(path: &Path, settings: &Settings) -> Option<PathBuf> {
    let name = path.file_name()?.to_str()?.strip_prefix('_')?;
    let is_section = settings.generator.has_section_pages() && name.starts_with("index.");
    is_section.then(|| path.with_file_name(name))
}

/// Returns the address of a file beside a page, where it is not in that of the page.
pub(super) fn of_attached(
    address: &str,
    folder: &Path,
    page: Option<&Url>,
    settings: &Settings,
) -> Option<String> {
    let base = settings.base_url.as_ref()?;
    let is_of_site = page?.as_str().starts_with(base.as_str());
    let end = address.find(['?', '#']).unwrap_or(address.len());
    let (path, rest) = address.split_at(end);
    if !is_of_site || path.is_empty() || path.starts_with('/') || url::has_scheme(path) {
        return None;
    }
    // As it is called among files.
    let file = folder.join(&*percent_decode_str(path).decode_utf8_lossy());
    let lexical = lexical(&file);
    let mut folders = settings.contents.iter().chain([&settings.root]);
    let below = folders.find_map(|folder| lexical.strip_prefix(folder).ok())?;
    let path = settings.generator.file_address(below)?;
    if !file.is_file() || has_content_ending(&file) {
        return None;
    }
    let path = path.replace('%', "%25");
    let path = path.replace('#', "%23").replace('?', "%3F");
    base.join(&format!(".{path}{rest}")).ok().map(String::from)
}

/// Returns whether an address is one below another.
pub(super) fn is_relative(address: &str) -> bool {
    !address.starts_with(['/', '#']) && !url::has_scheme(address)
}

/// Returns whether an address is that of a file beside the page, which the generator publishes elsewhere.
pub(super) fn is_hidden(address: &str, page: &Page, settings: &Settings) -> bool {
    let path = address.split(['?', '#']).next().unwrap_or_default();
    let folder = page.path.parent().unwrap_or(Path::new(""));
    settings.generator.hides_files()
        && is_relative(address)
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

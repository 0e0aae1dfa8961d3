//! Links from one page to the file of another: each generator has a way to write them, and only it knows the address.

use std::borrow::Cow;
use std::ffi::OsStr;
use std::path::{Component, Path, PathBuf};

use ::url::Url;
use percent_encoding::percent_decode_str;

use super::admission::Admission;
use super::generator::Place;
use super::hexo_tag;
use super::logical_path;
use super::page::Page;
use super::settings::Settings;
use crate::folder::has_content_ending;
use crate::text::template::Language;
use crate::text::url;

/// Endings that a link may leave out.
pub(super) const ENDINGS: [&str; 4] = ["", "md", "markdown", "html"];

/// Files that stand for their folder.
const INDEXES: [&str; 2] = ["index.md", "_index.md"];

/// What begins the address of a source file of Zola.
const SOURCE: &str = "@/";

/// Tags that stand for an address, in the language in which they do.
const TAGS: [(&str, Language); 6] = [
    ("link", Language::Liquid),
    ("post_link", Language::Nunjucks),
    ("post_path", Language::Nunjucks),
    ("post_url", Language::Liquid),
    ("ref", Language::Hugo),
    ("relref", Language::Hugo),
];

/// Returns the address that a tag stands for: `post_url 2021-01-02-title` and `link _posts/2021-01-02-title.md` of Jekyll,
/// `ref "title.md#part"` and `relref path="title.md"` of Hugo.
pub(super) fn of_tag(expression: &str, page: &Page, settings: &Settings) -> Option<String> {
    let (tag, target) = expression.split_once(' ')?;
    let target = target.trim();
    let file = target.trim_matches(['"', '\'']);
    let is_of_hexo = settings.dialect_name() == "hexo";
    match tag {
        "post_url" => of_file(&format!("_posts/{file}"), page, settings),
        "img" if is_of_hexo => hexo_tag::image(target, settings),
        "link" if is_of_hexo => hexo_tag::link_to(target),
        "link" => of_file(file, page, settings).or_else(|| of_published(file, settings)),
        "ref" | "relref" => {
            let (file, fragment) = split_fragment(argument(target, "path"));
            let language = named_argument(target, "lang");
            let language = language.unwrap_or_else(|| page.language(settings));
            let address = if file.is_empty() {
                page.address.as_ref()?.to_string()
            } else {
                let found = |file: &str| of_file_in(language, file, page, settings);
                let named = || found(&logical_path::named(file, settings)?);
                found(file).or_else(named)?
            };
            Some(address + fragment)
        }
        "asset_img" => hexo_tag::picture(target),
        "asset_link" => hexo_tag::link_to_file(target),
        "asset_path" => hexo_tag::path_to_file(target),
        "post_link" => hexo_tag::link_to_post(target, page, settings),
        "post_path" => hexo_tag::path_to_post(target, page, settings),
        _ => None,
    }
}

/// Returns what a tag leads to that stands for an address.
pub(super) fn target_of_tag<'a>(expression: &'a str, settings: &Settings) -> Option<&'a str> {
    let (tag, target) = expression.split_once(' ')?;
    let language = settings.generator.template_language();
    TAGS.contains(&(tag, language))
        .then(|| argument(target.trim(), "path"))
}

/// Returns the argument of that name of a shortcode, else the first one.
fn argument<'a>(arguments: &'a str, name: &str) -> &'a str {
    named_argument(arguments, name).unwrap_or_else(|| first_value(arguments))
}

/// Returns the argument of that name alone.
fn named_argument<'a>(arguments: &'a str, name: &str) -> Option<&'a str> {
    let value = arguments.match_indices(name).find_map(|(at, _)| {
        let is_word = arguments[..at].is_empty() || arguments[..at].ends_with(' ');
        let value = arguments[at + name.len()..].trim_start();
        value.strip_prefix('=').filter(|_| is_word)
    });
    value.map(first_value)
}

/// Returns the value with which arguments begin, without its quotes.
fn first_value(arguments: &str) -> &str {
    let value = arguments.trim_start();
    let quoted = value.chars().next().filter(|quote| "\"'`".contains(*quote));
    let inside = quoted.map_or(value, |_| &value[1..]);
    let end = inside.find(|c: char| quoted.map_or(c.is_whitespace(), |quote| c == quote));
    &inside[..end.unwrap_or(inside.len())]
}

fn split_fragment(address: &str) -> (&str, &str) {
    address.split_at(address.find('#').unwrap_or(address.len()))
}

/// Returns the address of the page whose file a link names: `@/blog/title.md` of Zola, or a path that ends in `.md`; or that of a
/// path from the site, where the generator makes one of it.
pub(super) fn of_source(address: &str, page: &Page, settings: &Settings) -> Option<String> {
    let path = address.strip_prefix('/');
    if let Some(path) = path.filter(|path| !path.starts_with('/'))
        && settings.generator.has_links_of_site(settings)
    {
        let address = settings.base_url.as_ref()?.join(&format!("./{path}"));
        return address.ok().map(String::from);
    }
    if let Some(address) = logical_path::of_link(address, page, settings) {
        return Some(address);
    }
    let (_, fragment) = split_fragment(address);
    Some(of_file(&source(address)?, page, settings)? + fragment)
}

/// Returns the file that a link names, as it is called among files.
fn source(address: &str) -> Option<Cow<'_, str>> {
    let (target, _) = split_fragment(address);
    let target = match target.strip_prefix(SOURCE) {
        Some(target) => target,
        None => Some(target).filter(|target| target.ends_with(".md"))?,
    };
    Some(percent_decode_str(target).decode_utf8_lossy())
}

/// Returns whether an address is that of a source file, and of nothing else.
pub(super) fn is_source(address: &str, page: &Page, settings: &Settings) -> bool {
    let is_page = |path: PathBuf| {
        let place = settings.place_of_article(&path);
        place.or_else(|| settings.place_of_page(&path)).is_some()
    };
    let file = || file_of(&paths_to(&source(address)?, page, settings));
    address.starts_with(SOURCE) || file().is_some_and(is_page)
}

/// Returns the paths that a link may mean: below a content folder, beside the page, or below the site.
fn paths_to(target: &str, page: &Page, settings: &Settings) -> Vec<PathBuf> {
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
    let paths = folders.chain([settings.root.clone()]);
    paths.map(|folder| lexical(&folder.join(target))).collect()
}

/// Returns the first file that is there, also without its ending, or as the index of a folder.
fn file_of(paths: &[PathBuf]) -> Option<PathBuf> {
    let mut files = paths.iter().flat_map(|path| {
        let named = ENDINGS.iter().map(|ending| with_ending(path, ending));
        named.chain(INDEXES.iter().map(|name| path.join(name)))
    });
    files.find(|path| path.is_file())
}

/// Returns the address of a page by its file.
fn of_file(target: &str, page: &Page, settings: &Settings) -> Option<String> {
    of_file_in(page.language(settings), target, page, settings)
}

/// Returns the same in a language, if the page is in it.
fn of_file_in(language: &str, target: &str, page: &Page, settings: &Settings) -> Option<String> {
    if settings.generator.links_in_language() {
        let paths = logical_path::paths_to(target, page, settings);
        let file = logical_path::file_in(language, &paths, settings);
        if let Some(file) = file {
            return address_of(&file, language, page, settings);
        }
    }
    let paths = paths_to(target, page, settings);
    match file_of(&paths) {
        Some(file) => address_of(&file, language, page, settings),
        None => of_section(None, &paths, language, page, settings),
    }
}

/// Returns the address of the page that a file holds.
pub(super) fn address_of(
    path: &Path,
    language: &str,
    page: &Page,
    settings: &Settings,
) -> Option<String> {
    if let Some(address) = of_section(Some(path), &[], language, page, settings) {
        return Some(address);
    }
    let named = section(path, settings);
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
    let place = settings.place(named.as_deref().unwrap_or(path));
    let place = place.or_else(|| settings.place_of_page(path))?;
    page_at(path, place, page.admission, settings)?
        .article
        .web_url
}

/// Returns the address of a file that the site publishes as it is.
fn of_published(target: &str, settings: &Settings) -> Option<String> {
    let target = target.trim_start_matches('/');
    let mut folders = settings.static_folders.iter();
    let path =
        folders.find_map(|folder| Some(folder.join(target)).filter(|path| path.is_file()))?;
    let is_article = settings.place(&path).is_some() || settings.place_of_page(&path).is_some();
    settings.place_of_file(&path).filter(|_| !is_article)?;
    address_below(target, "", settings)
}

/// Returns the address of a path below that of the site, and what stands behind it.
fn address_below(path: &str, rest: &str, settings: &Settings) -> Option<String> {
    let path = path.trim_start_matches('/').replace('%', "%25");
    let path = path.replace('#', "%23").replace('?', "%3F");
    let address = settings.base_url.as_ref()?.join(&format!("./{path}{rest}"));
    address.ok().map(String::from)
}

/// Reads the page that a link leads to, whether it is in a feed or not. One that is not to be seen is none.
pub(super) fn page_at(
    path: &Path,
    place: Place,
    seen: Admission,
    settings: &Settings,
) -> Option<Page> {
    let everything = Admission::EVERYTHING;
    let found = Page::read((0, path), place, settings, everything, &mut Vec::new());
    let mut found = found.ok()??;
    let is_seen = seen.everything || found.is_admitted(seen, &settings.zone);
    is_seen.then_some(found)
}

/// Returns the address of a section, whose folder may have no file that says more of it.
pub(super) fn of_section(
    file: Option<&Path>,
    paths: &[PathBuf],
    language: &str,
    page: &Page,
    settings: &Settings,
) -> Option<String> {
    let is_index = |path: &&Path| {
        let name = path.file_name().and_then(OsStr::to_str);
        name.is_some_and(|name| name.starts_with("_index."))
    };
    let folder = match file {
        Some(file) => file.parent().filter(|_| is_index(&file)),
        None => paths
            .iter()
            .map(PathBuf::as_path)
            .find(|path| path.is_dir()),
    }?;
    let mut contents = settings.contents.iter();
    let below = contents.find_map(|content| folder.strip_prefix(content).ok())?;
    let folders: Option<Vec<&str>> = below.iter().map(OsStr::to_str).collect();
    let folders = folders.filter(|folders| file.is_some() || folders.len() < 2)?;
    if let Some(file) = file {
        // It may say that the section is not to be seen.
        let place = settings.place(&file.with_file_name("index.md"))?;
        page_at(file, place, page.admission, settings)?;
    }
    let language = settings.known_language(language).map(String::as_str);
    let address = settings.generator.section(&folders, language, settings)?;
    let base = settings.base_url_in(language)?;
    let address = base.join(&address).ok()?;
    Some(address.into())
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
    address_below(&path, rest, settings)
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

pub(super) fn with_ending(path: &Path, ending: &str) -> PathBuf {
    if ending.is_empty() {
        return path.to_owned();
    }
    let mut path = path.as_os_str().to_owned();
    path.push(".");
    path.push(ending);
    PathBuf::from(path)
}

/// Returns a path without `.` and `..`.
pub(super) fn lexical(path: &Path) -> PathBuf {
    let is_named =
        |path: &Path| matches!(path.components().next_back(), Some(Component::Normal(_)));
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir if is_named(&out) => {
                out.pop();
            }
            Component::ParentDir => {
                if out.as_os_str() == "." {
                    out.clear();
                }
                out.push(part);
            }
            Component::CurDir if !out.as_os_str().is_empty() => {}
            part => out.push(part),
        }
    }
    out
}

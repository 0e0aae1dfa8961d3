//! Tags of Hexo that stand for a post, or for a file beside one.

use std::collections::HashMap;
use std::path::Path;

use super::admission::Admission;
use super::links::{ENDINGS, page_at, with_ending};
use super::page::Page;
use super::settings::Settings;
use crate::text::html::escape_quoted;
use crate::text::url;

/// Returns the picture beside a post of Hexo, behind whose [name](https://hexo.io/docs/asset-folders) stand sizes and a title.
pub(super) fn picture(arguments: &str) -> Option<String> {
    let words = words(arguments);
    let mut words = words.iter().skip_while(|(word, _)| !word.contains('.'));
    let name = escape_quoted(words.next()?.0);
    let mut words = words.peekable();
    for _ in ["width", "height"] {
        words.next_if(|(word, _)| word.chars().all(|c| c.is_ascii_digit()));
    }
    // In quotes may stand a title and another text.
    let is_quoted = words.peek().is_some_and(|(_, is_quoted)| *is_quoted);
    let title = words.map(|(word, _)| *word);
    let title: Vec<&str> = title.take(if is_quoted { 1 } else { usize::MAX }).collect();
    let title = escape_quoted(&title.join(" "));
    Some(format!("<img src=\"{name}\" alt=\"{title}\">"))
}

/// Returns a [picture](https://hexo.io/docs/tag-plugins#Image), before whose address may stand names of classes, and behind it
/// sizes, a title and another text.
pub(super) fn image(arguments: &str, settings: &Settings) -> Option<String> {
    let words = words(arguments);
    let mut words = words.iter().map(|(word, _)| *word).peekable();
    let address = words.find(|word| is_address(word))?;
    let base = settings.base_url.as_ref()?.path().trim_end_matches('/');
    // A path is one below the site.
    let base = if address.starts_with('/') { base } else { "" };
    let mut image = format!("<img src=\"{base}{}\"", escape_quoted(address));
    for side in ["width", "height"] {
        if let Some(size) = words.next_if(|word| word.chars().all(|c| c.is_ascii_digit())) {
            image += &format!(" {side}=\"{size}\"");
        }
    }
    let said = words.collect::<Vec<_>>().join(" ");
    let parts = self::words(&said);
    let (title, other) = match parts.as_slice() {
        [(title, true)] => (*title, *title),
        [(title, true), (other, _), ..] => (*title, *other),
        _ => (said.as_str(), said.as_str()),
    };
    if !title.is_empty() {
        image += &format!(" title=\"{}\"", escape_quoted(title));
    }
    Some(format!("{image} alt=\"{}\">", escape_quoted(other)))
}

/// Returns a [link](https://hexo.io/docs/tag-plugins#Link), before whose address stands what it shows.
pub(super) fn link_to(arguments: &str) -> Option<String> {
    let words: Vec<_> = words(arguments).iter().map(|(word, _)| *word).collect();
    let at = words.iter().position(|word| is_address(word))?;
    let shown = if at == 0 {
        words[at].to_owned()
    } else {
        words[..at].join(" ")
    };
    Some(link(words[at], &escape_quoted(&shown)))
}

fn is_address(word: &str) -> bool {
    word.starts_with('/') || url::has_scheme(word)
}

/// Returns the [link to a post](https://hexo.io/docs/tag-plugins#Include-Posts) of Hexo, behind whose name may stand what it shows.
pub(super) fn link_to_post(arguments: &str, page: &Page, settings: &Settings) -> Option<String> {
    let words: Vec<_> = words(arguments).iter().map(|(word, _)| *word).collect();
    let (name, shown) = words.split_first()?;
    let shown = said(shown);
    let (name, fragment) = name.split_at(name.find('#').unwrap_or(name.len()));
    let Some(article) = post_named(name, page, settings).map(|page| page.article) else {
        return shown;
    };
    let shown = shown.unwrap_or_else(|| escape_quoted(article.title.as_deref().unwrap_or(name)));
    Some(link(&(article.web_url? + fragment), &shown))
}

/// Returns the address of a post, which a [path to it](https://hexo.io/docs/tag-plugins#Include-Posts) stands for.
pub(super) fn path_to_post(arguments: &str, page: &Page, settings: &Settings) -> Option<String> {
    let name = words(arguments).first()?.0;
    post_named(name, page, settings)?.article.web_url
}

/// Returns the address of a [file beside a post](https://hexo.io/docs/tag-plugins#Include-Assets).
pub(super) fn path_to_file(arguments: &str) -> Option<String> {
    Some(words(arguments).first()?.0.replace(' ', "%20"))
}

/// Returns a link to such a file, behind whose name may stand what it shows.
pub(super) fn link_to_file(arguments: &str) -> Option<String> {
    let words: Vec<_> = words(arguments).iter().map(|(word, _)| *word).collect();
    let (name, shown) = words.split_first()?;
    let shown = said(shown).unwrap_or_else(|| escape_quoted(name));
    Some(link(&path_to_file(arguments)?, &shown))
}

fn link(address: &str, shown: &str) -> String {
    format!("<a href=\"{}\">{shown}</a>", escape_quoted(address))
}

/// Returns the HTML of what a link shows; the last word may say whether it is a text.
fn said(words: &[&str]) -> Option<String> {
    let (words, is_text) = match words {
        [words @ .., "true"] => (words, true),
        [words @ .., "false"] => (words, false),
        words => (words, true),
    };
    let said = Some(words.join(" ")).filter(|said| !said.is_empty())?;
    Some(if is_text { escape_quoted(&said) } else { said })
}

/// Returns the post of a name: of its file, or else its title. One that is not to be seen is none.
fn post_named(name: &str, page: &Page, settings: &Settings) -> Option<Page> {
    let content = settings.contents.first()?;
    let path = content.join("_posts").join(name);
    let paths = ENDINGS.map(|ending| with_ending(&path, ending));
    let path = match paths.iter().find(|path| path.is_file()) {
        Some(path) => path.clone(),
        None => {
            let posts = settings.files_by_name.get_or_init(|| posts(settings));
            content.join(posts.get(name)?.as_ref()?)
        }
    };
    page_at(&path, settings.place(&path)?, page.admission, settings)
}

/// Returns the paths of all posts below the content, by the names of their files without their dates, and by their titles.
fn posts(settings: &Settings) -> HashMap<String, Option<String>> {
    let (mut posts, mut titled) = (HashMap::new(), Vec::new());
    for path in settings.files().files {
        let content = settings.content_of(&path);
        let below = content.and_then(|content| path.strip_prefix(content).ok());
        let (Some(below), Some(place)) = (below.and_then(Path::to_str), settings.place(&path))
        else {
            continue;
        };
        let folders = place.folders.iter().map(|folder| format!("{folder}/"));
        let name = folders.collect::<String>() + &place.stem;
        posts.entry(name).or_insert_with(|| Some(below.to_owned()));
        let page = page_at(&path, place, Admission::EVERYTHING, settings);
        if let Some(title) = page.and_then(|page| page.article.title) {
            titled.push((title, below.to_owned()));
        }
    }
    for (title, path) in titled {
        posts.entry(title).or_insert(Some(path));
    }
    posts
}

/// Returns the arguments of a tag, and whether they stand in quotes.
fn words(arguments: &str) -> Vec<(&str, bool)> {
    let mut words = Vec::new();
    let mut rest = arguments.trim_start();
    while let Some(first) = rest.chars().next() {
        let quoted = ['"', '\''].into_iter().find(|quote| *quote == first);
        let inside = quoted.map_or(rest, |_| &rest[1..]);
        let end = inside.find(|c: char| quoted.map_or(c.is_whitespace(), |quote| c == quote));
        let (word, behind) = inside.split_at(end.unwrap_or(inside.len()));
        words.push((word, quoted.is_some()));
        rest = behind
            .trim_start_matches(|c| Some(c) == quoted)
            .trim_start();
    }
    words
}

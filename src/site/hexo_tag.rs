//! Tags of Hexo that stand for a post, or for a file beside one.

use super::links::{ENDINGS, page_at, with_ending};
use super::page::Page;
use super::settings::Settings;
use crate::text::html::escape_quoted;

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

/// Returns the [link to a post](https://hexo.io/docs/tag-plugins#Post-Link) of Hexo, behind whose name may stand what it shows.
pub(super) fn link_to_post(arguments: &str, page: &Page, settings: &Settings) -> Option<String> {
    let words: Vec<_> = words(arguments).iter().map(|(word, _)| *word).collect();
    let (name, shown) = words.split_first()?;
    // The last word may say whether it is a text.
    let shown = match shown {
        [shown @ .., "true" | "false"] => shown,
        shown => shown,
    };
    let shown = Some(shown.join(" ")).filter(|shown| !shown.is_empty());
    let path = settings.contents.first()?.join("_posts").join(name);
    let paths = ENDINGS.map(|ending| with_ending(&path, ending));
    let found = paths.iter().find(|path| path.is_file());
    let found =
        found.and_then(|path| page_at(path, settings.place(path)?, page.admission, settings));
    let Some(article) = found.map(|page| page.article) else {
        return shown.map(|shown| escape_quoted(&shown));
    };
    let shown = shown.as_deref().or(article.title.as_deref());
    let shown = escape_quoted(shown.unwrap_or(name));
    Some(format!(
        "<a href=\"{}\">{shown}</a>",
        escape_quoted(&article.web_url?)
    ))
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

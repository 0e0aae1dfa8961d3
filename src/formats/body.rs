//! Bodies in feeds: HTML, without the line end that a file has. And what else they can become.

use std::borrow::Cow;

use crate::model::{Article, Body, BodyFormat};
use crate::named::named;
use crate::text::{html, lines, markdown};

/// The longest title made of a text, in characters.
const MAX_TITLE: usize = 80;

/// What a body can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyForm {
    /// HTML.
    Html,
    /// Markdown; what cannot be said in it stays HTML.
    Markdown,
    /// HTML of paragraphs, without other tags.
    Text,
    /// Nothing.
    None,
}

named!(BodyForm: "html" => Html, "markdown" => Markdown, "text" => Text, "none" => None);

impl BodyForm {
    /// Gives the body of an article this form. Of one that is nothing but lines, as of plain descriptions, the text stays as the
    /// excerpt.
    pub(crate) fn put(self, article: &mut Article) {
        let Some(body) = article.body.take() else {
            return;
        };
        if self == Self::None && article.excerpt.is_none() && is_plain(&body) {
            let text = html::to_text(&body.text);
            article.excerpt = Some(html::collapse(&text).into_owned());
        }
        article.body = self.of(body);
    }

    /// Returns a body in this form.
    pub fn of(self, body: Body) -> Option<Body> {
        let to_html = |body: &Body| match body.format {
            BodyFormat::Html => body.text.clone(),
            BodyFormat::Markdown => markdown::to_html(&body.text),
        };
        let (text, format) = match (self, body.format) {
            (Self::None, _) => return None,
            (Self::Html, BodyFormat::Html) | (Self::Markdown, BodyFormat::Markdown) => {
                return Some(body);
            }
            (Self::Html, BodyFormat::Markdown) => (to_html(&body), BodyFormat::Html),
            (Self::Markdown, BodyFormat::Html) => match markdown::of_html(&body.text) {
                Some(text) => (format!("{}\n", text.trim_end()), BodyFormat::Markdown),
                None => return Some(body),
            },
            (Self::Text, _) => (
                from_lines(&html::to_lines(&to_html(&body))),
                BodyFormat::Html,
            ),
        };
        (!text.trim().is_empty()).then_some(Body { text, format })
    }
}

/// Reads the HTML of a feed.
pub(crate) fn read(html: &str) -> Option<Body> {
    let html = unwrapped(html.trim());
    if html.is_empty() {
        return None;
    }
    // Not a byte more than it takes: bodies are most of what a feed takes.
    let mut text = String::with_capacity(html.len() + 1);
    text.push_str(html);
    text.push('\n');
    Some(Body {
        text,
        format: BodyFormat::Html,
    })
}

/// Returns what stands in a section of XML around the whole, which was escaped as if it were text: for HTML it is a comment.
fn unwrapped(html: &str) -> &str {
    let inside = html
        .strip_prefix("<![CDATA[")
        .and_then(|html| html.strip_suffix("]]>"));
    inside
        .filter(|inside| !inside.contains("]]>"))
        .map_or(html, str::trim)
}

/// Returns plain text as HTML, a paragraph for each that blank lines set apart.
pub(crate) fn from_text(text: &str) -> String {
    let paragraphs = text
        .split("\n\n")
        .map(html::collapse)
        .filter(|paragraph| !paragraph.is_empty());
    paragraphs
        .map(|paragraph| format!("<p>{}</p>\n", html::escape(&paragraph)))
        .collect()
}

/// Returns plain text whose lines matter as HTML: a paragraph for each that blank lines set apart, and in it every line.
pub(crate) fn from_lines(text: &str) -> String {
    let mut paragraphs = String::with_capacity(text.len());
    let mut is_within = false;
    for line in text.lines() {
        let line = html::collapse(line);
        if line.is_empty() {
            if is_within {
                paragraphs.push_str("</p>\n");
            }
            is_within = false;
            continue;
        }
        paragraphs.push_str(if is_within { "<br>\n" } else { "<p>" });
        paragraphs.push_str(&html::escape(&line));
        is_within = true;
    }
    if is_within {
        paragraphs.push_str("</p>\n");
    }
    paragraphs
}

/// Returns the same of a text that may be one line, or a paragraph whose lines do not matter; of such, nothing.
pub(crate) fn from_meant_lines(text: &str) -> Option<String> {
    lines::meant(text).map(|text| from_lines(&text))
}

/// Returns whether a body is what becomes of plain text.
fn is_plain(body: &Body) -> bool {
    body.format == BodyFormat::Html
        && from_lines(&html::to_lines(&body.text)).trim_end() == body.text.trim_end()
}

/// Writes HTML for a feed. What looks like plain text becomes a paragraph, so that it is not taken for an excerpt.
pub(crate) fn write(body: &Body) -> Cow<'_, str> {
    let html = match body.format {
        BodyFormat::Html => Cow::Borrowed(body.text.trim()),
        BodyFormat::Markdown => Cow::Owned(markdown::to_html(&body.text).trim().to_owned()),
    };
    if html.is_empty() || html::is_html(&html) {
        html
    } else {
        Cow::Owned(format!("<p>{html}</p>"))
    }
}

/// Returns the beginning of what an article says, in the place of a title.
pub(crate) fn beginning(article: &Article) -> Option<String> {
    let body = || {
        article
            .body
            .as_ref()
            .map(|body| html::to_text(&write(body)))
    };
    let text = article.excerpt.clone().or_else(body)?;
    Some(html::beginning(&text, MAX_TITLE)).filter(|beginning| !beginning.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_kept() {
        for (text, html) in [
            (
                "Roses are red,\nViolets are blue,\r\n  indented\n \n\nA < B\n",
                "<p>Roses are red,<br>\nViolets are blue,<br>\nindented</p>\n<p>A &lt; B</p>\n",
            ),
            ("One", "<p>One</p>\n"),
            (" \n\n", ""),
        ] {
            assert_eq!(from_lines(text), html);
        }
    }
}

//! Bodies in feeds: HTML, without the line end that a file has.

use crate::model::{Body, BodyFormat};
use crate::text::{html, markdown};

/// Reads the HTML of a feed.
pub(crate) fn read(html: &str) -> Option<Body> {
    let text = html.trim();
    (!text.is_empty()).then(|| Body {
        text: format!("{text}\n"),
        format: BodyFormat::Html,
    })
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

/// Writes HTML for a feed. Text without a tag becomes a paragraph, so that it is not taken for an excerpt.
pub(crate) fn write(body: &Body) -> String {
    let html = match body.format {
        BodyFormat::Html => body.text.trim().to_owned(),
        BodyFormat::Markdown => markdown::to_html(&body.text).trim().to_owned(),
    };
    if html.is_empty() || html::has_tag(&html) {
        html
    } else {
        format!("<p>{html}</p>")
    }
}

//! Bodies in feeds: HTML, without the line end that a file has. And what else they can become.

use crate::model::{Body, BodyFormat};
use crate::text::{html, markdown};

/// What a body can become.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BodyForm {
    /// HTML.
    Html,
    /// Markdown; what cannot be said in it stays HTML.
    Markdown,
    /// Text without tags, in paragraphs.
    Text,
    /// Nothing.
    None,
}

impl BodyForm {
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
            (Self::Text, _) => (from_text(&html::to_text(&to_html(&body))), BodyFormat::Html),
        };
        (!text.trim().is_empty()).then_some(Body { text, format })
    }
}

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

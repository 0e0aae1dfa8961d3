//! Markdown in a line of HTML.

use super::to_html;

/// Returns the HTML of a line, without a paragraph around it.
pub(crate) fn to_html_in_line(markdown: &str) -> String {
    let html = to_html(markdown.trim());
    let html = html.trim();
    let inside = html
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    let inside = inside.filter(|inside| !inside.contains("<p>"));
    inside.unwrap_or(html).to_owned()
}

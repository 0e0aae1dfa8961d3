//! Markdown to HTML. The only file that names the Markdown crate.

use pulldown_cmark::{Options, Parser, html};

/// Returns the HTML of CommonMark with tables, footnotes, strikethrough and task lists.
pub fn to_html(markdown: &str) -> String {
    let options = Options::ENABLE_TABLES
        | Options::ENABLE_FOOTNOTES
        | Options::ENABLE_STRIKETHROUGH
        | Options::ENABLE_TASKLISTS;
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    html::push_html(&mut out, Parser::new_ext(markdown, options));
    out
}

/// Returns whether the text is HTML that reading as Markdown would leave as it is, but for blank lines.
pub fn is_html(text: &str) -> bool {
    fn lines(text: &str) -> impl Iterator<Item = &str> {
        text.lines()
            .map(str::trim_end)
            .filter(|line| !line.is_empty())
    }
    text.starts_with('<') && lines(text).eq(lines(&to_html(text)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_html_from_markdown() {
        assert!(is_html("<p>One</p>\n\n<p>Two <b>b</b></p>\n"));
        assert!(is_html("<div>\n<p>One</p>\n</div>"));
        assert!(!is_html("<p>One</p>\n\nTwo *words*\n"));
        assert!(!is_html("<https://example.com/>\n"));
        assert!(!is_html("<b>bold</b> move\n"));
        assert!(!is_html("Text\n"));
    }
}

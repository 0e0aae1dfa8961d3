//! The line end with which preformatted text begins.

use crate::text::token::{Token, Tokens};

/// Returns markup that the crate wrote, with a line end more where preformatted text begins with one: whoever reads it drops the
/// first ([HTML, 13.1.2.5](https://html.spec.whatwg.org/multipage/syntax.html#element-restrictions)).
pub(super) fn with_line_ends(html: String) -> String {
    if !html.contains(">\n") || !html.contains("<pre") {
        return html;
    }
    let mut out = String::with_capacity(html.len() + 1);
    for (range, token) in Tokens::new(&html, 0) {
        let end = range.end;
        out.push_str(&html[range]);
        let is_preformatted = matches!(token, Token::Start(tag) if tag.name == "pre");
        if is_preformatted && html[end..].starts_with('\n') {
            out.push('\n');
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::super::sanitise;

    #[test]
    fn stays_however_often_markup_is_read() {
        for (html, expected) in [
            ("<pre>\na</pre>", "<pre>a</pre>"),
            ("<pre>\n\na</pre>", "<pre>\n\na</pre>"),
            ("<pre id=\"b>\n\"></pre>\n", "<pre id=\"b&gt;\n\"></pre>\n"),
            (
                "<p>\na<pre id=c>\n\n\nb</pre>",
                "<p>\na</p><pre id=\"c\">\n\n\nb</pre>",
            ),
        ] {
            let clean = sanitise(html, || None);
            assert_eq!(clean, expected);
            assert_eq!(sanitise(&clean, || None), expected);
        }
    }
}

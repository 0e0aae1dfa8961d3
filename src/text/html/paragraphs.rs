//! HTML in which lines matter, as the classic editor of WordPress keeps it: a blank line stands for a paragraph
//! ([`wpautop`](https://developer.wordpress.org/reference/functions/wpautop/)).

use std::borrow::Cow;

use super::plain::is_block;
use super::{is_void, tag_name};
use crate::text::token::{Token, Tokens};

/// Elements that stand in no paragraph, beside those that begin a new line.
const APART: [&str; 6] = ["fieldset", "form", "main", "nav", "script", "style"];

/// Returns HTML with a paragraph for each that blank lines set apart, and in it every line. Blocks stay as they are.
pub(crate) fn with_paragraphs(html: &str) -> Cow<'_, str> {
    let mut out = Paragraphs::default();
    // The block in which a token stands, and how many of its name are open.
    let mut block: Option<(&str, usize)> = None;
    for (range, token) in Tokens::new(html, 0).without_instructions() {
        let source = &html[range.clone()];
        let name = tag_name(&token).unwrap_or_default();
        if let Some((own, open)) = &mut block {
            out.text.push_str(source);
            match token {
                _ if !name.eq_ignore_ascii_case(own) => {}
                Token::Start(_) => *open += 1,
                _ => *open -= 1,
            }
            if *open == 0 {
                out.text.push('\n');
                block = None;
            }
            continue;
        }
        let begins_line = html[..range.start].trim_end_matches(' ').ends_with('\n');
        match token {
            // Paragraphs stand in it, too.
            Token::Start(_) | Token::End(_) if name.eq_ignore_ascii_case("blockquote") => {
                out.push_line(source);
            }
            Token::Start(_) if stands_apart(name) && is_void(name) => out.push_line(source),
            Token::Start(_) if stands_apart(name) => {
                out.close();
                out.text.push_str(source);
                block = Some((name, 1));
            }
            Token::End(_) if stands_apart(name) => out.close(),
            Token::Comment if begins_line || range.start == 0 => out.push_line(source),
            Token::Text(text) => out.push_lines(text),
            _ => out.push(source, name.eq_ignore_ascii_case("br")),
        }
    }
    out.close();
    if out.has_some {
        Cow::Owned(out.text)
    } else {
        Cow::Borrowed(html)
    }
}

fn stands_apart(name: &str) -> bool {
    let name = name.to_ascii_lowercase();
    is_block(&name) && !["br", "img"].contains(&&*name) || APART.contains(&&*name)
}

/// What becomes of lines.
#[derive(Default)]
struct Paragraphs {
    text: String,
    /// Whether there is a paragraph, and whether one is open.
    has_some: bool,
    is_open: bool,
    /// How many lines have ended since the last word or tag, and whether that was a line break.
    ended: usize,
    is_broken: bool,
}

impl Paragraphs {
    fn push_lines(&mut self, text: &str) {
        let mut lines = text.split('\n').peekable();
        while let Some(line) = lines.next() {
            let is_last = lines.peek().is_none();
            let line = if is_last { line } else { line.trim_end() };
            if !line.trim().is_empty() || self.is_open && self.ended == 0 {
                self.push(line, false);
            }
            self.ended += usize::from(!is_last);
        }
    }

    /// Writes what stands in no paragraph.
    fn push_line(&mut self, source: &str) {
        self.close();
        self.text.extend([source, "\n"]);
    }

    fn push(&mut self, source: &str, is_break: bool) {
        if source.is_empty() {
            return;
        }
        if self.ended > 1 {
            self.close();
        }
        if !self.is_open {
            self.text.push_str("<p>");
        } else if self.ended == 1 {
            self.text
                .push_str(if self.is_broken { "\n" } else { "<br>\n" });
        }
        let begins_line = !self.is_open || self.ended == 1;
        self.text.push_str(if begins_line {
            source.trim_start()
        } else {
            source
        });
        (self.has_some, self.is_open, self.ended) = (true, true, 0);
        self.is_broken = is_break;
    }

    fn close(&mut self) {
        if self.is_open {
            self.text.push_str("</p>\n");
        }
        (self.is_open, self.ended, self.is_broken) = (false, 0, false);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blank_lines_set_paragraphs_apart() {
        for (html, expected) in [
            (
                "First with <b>bold</b> <i>words</i>.\n\nSecond,\r\nof <em>two</em>\nlines.\n<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\nThird.",
                "<p>First with <b>bold</b> <i>words</i>.</p>\n<p>Second,<br>\nof <em>two</em><br>\nlines.</p>\n<ul>\n<li>a</li>\n\n<li>b</li>\n</ul>\n<p>Third.</p>\n",
            ),
            (
                "<!--more-->\nOne<br />\ntwo\n \n\n<img src=\"a\"\nalt=\"b\n\nc\">\n<hr>",
                "<!--more-->\n<p>One<br />\ntwo</p>\n<p><img src=\"a\"\nalt=\"b\n\nc\"></p>\n<hr>\n",
            ),
            (
                "<div><div>a\n\nb</div>\n\nc</div>d</div>\n<pre>e\n\nf",
                "<div><div>a\n\nb</div>\n\nc</div>\n<p>d</p>\n<pre>e\n\nf",
            ),
            (
                "<p>One</p>\n\n<p>Two\n\nthree",
                "<p>One</p>\n\n<p>Two\n\nthree",
            ),
            (
                "One\n<blockquote>Two\n\nthree</blockquote>\nfour",
                "<p>One</p>\n<blockquote>\n<p>Two</p>\n<p>three</p>\n</blockquote>\n<p>four</p>\n",
            ),
            ("One <!-- a --> line", "<p>One <!-- a --> line</p>\n"),
            ("", ""),
        ] {
            let once = with_paragraphs(html);
            assert_eq!(once, expected);
            assert_eq!(with_paragraphs(&once), once);
        }
    }
}

//! Formulas, in which nothing is Markdown.

use std::borrow::Cow;
use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::OPTIONS;
use super::closed::still_open;
use super::flavour::Flavour;
use crate::text::finder::Finder;
use crate::text::html::referenced;
use crate::text::ranges::holding;
use crate::text::steps;

/// Elements of HTML within a line of which kramdown reads nothing.
const RAW: [&str; 9] = [
    "code", "kbd", "math", "pre", "samp", "script", "style", "textarea", "var",
];

/// What stands around formulas.
#[derive(Clone, Debug)]
pub(crate) struct Delimiters {
    pub(crate) open: String,
    pub(crate) close: String,
    /// What stands around one in a line, and around one that is a block, on the page. If nothing is said, none is a block,
    /// and each stays as it is.
    pub(crate) on_page: Option<[[&'static str; 2]; 2]>,
}

/// Returns Markdown in which formulas have no marks, but references to them.
pub(super) fn escaped<'a>(
    markdown: &'a str,
    delimiters: &[Delimiters],
    flavour: Flavour,
) -> Cow<'a, str> {
    let mut out = String::new();
    let (mut copied, mut index, mut last, mut line) = (0, 0, 0, 0);
    let mut marks = Finder::new(markdown);
    let mut texts = None;
    loop {
        let opens = delimiters
            .iter()
            .filter_map(|own| Some((marks.find(&own.open, index)?, own)));
        // Of two that begin at the same place, the longer one.
        let next = opens.min_by_key(|(at, own)| (*at, std::cmp::Reverse(own.open.len())));
        let Some((start, own)) = next else {
            break;
        };
        line = markdown[last..start]
            .rfind('\n')
            .map_or(line, |at| last + at + 1);
        last = start;
        index = start + own.open.len();
        let before = &markdown[..start];
        let escapes = before.len() - before.trim_end_matches('\\').len();
        let texts = texts.get_or_insert_with(|| Texts::new(markdown, flavour));
        let Some(block) = texts
            .block(start)
            .filter(|_| escapes.is_multiple_of(2) && texts.raw(start).is_none())
        else {
            continue;
        };
        let Some(close) = marks.find(&own.close, index).filter(|at| *at > index) else {
            continue;
        };
        let is_in_tag = |raw: &Range<usize>| markdown[raw.start..].starts_with('<');
        if texts.raw(close).is_some_and(is_in_tag) {
            continue;
        }
        let end = close + own.close.len();
        let own_line = &markdown[line..start];
        let is_block =
            own.on_page.is_some() && is_alone(&markdown[..line], own_line, &markdown[end..]);
        if !is_block && end > block.end {
            continue;
        }
        let inside = &markdown[index..close];
        let [open, close] = match own.on_page {
            Some(on_page) => on_page[usize::from(is_block)],
            None => [&*own.open, &*own.close],
        };
        let is_quoted = own_line.trim_start().starts_with('>');
        out.extend([&markdown[copied..start], &referenced(open)]);
        push_lines(&mut out, inside, is_quoted, own.on_page.is_some());
        out.push_str(&referenced(close));
        (copied, index) = (end, end);
    }
    if copied == 0 {
        return Cow::Borrowed(markdown);
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns whether what stands below lines, behind a part of its own, and before a text, is a block.
fn is_alone(above: &str, line: &str, behind: &str) -> bool {
    let is_blank = |text: &str| text.chars().all(|c| c.is_whitespace() || c == '>');
    let mut lines = behind.lines();
    is_blank(line)
        && above.lines().next_back().is_none_or(is_blank)
        && lines.next().is_none_or(is_blank)
        && lines.next().is_none_or(is_blank)
}

/// Writes lines, each behind the marks of what it stands in; if they are stripped, without the spaces around them and without
/// blank ones.
fn push_lines(out: &mut String, text: &str, is_quoted: bool, is_stripped: bool) {
    let mut is_first = true;
    let mut lines = text.split('\n').enumerate().peekable();
    while let Some((number, line)) = lines.next() {
        let is_mark = |c: char| c.is_whitespace() || is_quoted && number > 0 && c == '>';
        let own = if number > 0 || is_stripped {
            line.trim_start_matches(is_mark)
        } else {
            line
        };
        if own.is_empty() && is_stripped {
            continue;
        }
        if !is_first {
            out.extend(["\n", &line[..line.len() - own.len()]]);
        }
        let is_last = lines.peek().is_none();
        // Spaces at the end of a line end it on the page.
        let own = if is_last && !is_stripped {
            own
        } else {
            own.trim_end()
        };
        out.push_str(&referenced(own));
        is_first = false;
    }
}

/// Where formulas may stand.
#[derive(Default)]
struct Texts {
    /// What stands in lines of one block.
    blocks: Vec<Range<usize>>,
    /// What in it is no text.
    raw: Vec<Range<usize>>,
}

impl Texts {
    fn new(markdown: &str, flavour: Flavour) -> Self {
        steps::count(markdown.len());
        let mut texts = Self::default();
        let mut is_within = false;
        // How many elements are open whose content is raw, and where the last event ended.
        let (mut open, mut last) = (0, 0);
        let parser = Parser::new_ext(markdown, OPTIONS);
        for (event, range) in parser.into_offset_iter() {
            if ends_block(&event) {
                (is_within, open) = (false, 0);
            } else if let Some(block) = texts.blocks.last_mut().filter(|_| is_within) {
                block.end = block.end.max(range.end);
            } else {
                // What is escaped begins behind the mark that says so.
                let is_escaped = markdown[..range.start].ends_with('\\');
                let start = range.start - usize::from(is_escaped);
                texts.blocks.push(start..range.end);
                is_within = true;
            }
            match &event {
                Event::InlineHtml(html) => {
                    texts.push_raw(range.clone());
                    if flavour == Flavour::Kramdown {
                        open = still_open(html, &RAW, open);
                    }
                }
                Event::Code(_)
                | Event::Start(
                    Tag::CodeBlock(_)
                    | Tag::HtmlBlock
                    | Tag::Image { .. }
                    | Tag::Link {
                        link_type: LinkType::Autolink | LinkType::Email,
                        ..
                    },
                ) => texts.push_raw(range.clone()),
                Event::Text(_) if open > 0 => texts.push_raw(range.clone()),
                // Behind its text.
                Event::End(TagEnd::Link) => texts.push_raw(last..range.end),
                _ => {}
            }
            last = match event {
                Event::Start(_) => range.start,
                _ => range.end,
            };
        }
        texts
    }

    /// Adds what stands in nothing that was added before.
    fn push_raw(&mut self, range: Range<usize>) {
        if self.raw.last().is_none_or(|raw| raw.end < range.end) {
            self.raw.push(range);
        }
    }

    fn block(&self, index: usize) -> Option<&Range<usize>> {
        holding(&self.blocks, index)
    }

    fn raw(&self, index: usize) -> Option<&Range<usize>> {
        holding(&self.raw, index)
    }
}

fn ends_block(event: &Event<'_>) -> bool {
    let tag = match event {
        Event::Start(tag) => tag.to_end(),
        Event::End(tag) => *tag,
        event => return matches!(event, Event::Rule),
    };
    !matches!(
        tag,
        TagEnd::Emphasis | TagEnd::Image | TagEnd::Link | TagEnd::Strikethrough | TagEnd::Strong
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::{Rules, to_html_by};

    fn html(markdown: &str, marks: &[[&str; 2]], flavour: Flavour) -> String {
        let on_page = [["\\(", "\\)"], ["\\[", "\\]"]];
        let delimiters = marks.iter().map(|[open, close]| Delimiters {
            open: (*open).to_owned(),
            close: (*close).to_owned(),
            on_page: (flavour == Flavour::Kramdown).then_some(on_page),
        });
        let delimiters: Vec<_> = delimiters.collect();
        let markdown = escaped(markdown, &delimiters, flavour);
        to_html_by(&markdown, flavour, &Rules::default())
    }

    /// As Hugo 0.168 has it, but for the elements around formulas that stand alone.
    #[test]
    fn formulas_of_hugo_stay_as_they_are_in_their_block() {
        for (markdown, expected) in [
            (
                "From $5 to $10, and [a](/x?p=$1) or [b](/y?p=$2).\n",
                "<p>From $5 to $10, and <a href=\"/x?p=$1\">a</a> or <a href=\"/y?p=$2\">b</a>.</p>\n",
            ),
            (
                "$5 and [a](/x?p=$1), [*b*](/y?p=$2)\n",
                "<p>$5 and [a](/x?p=$1), <a href=\"/y?p=$2\"><em>b</em></a></p>\n",
            ),
            (
                "$5 <a href=\"/x$1\">a</a> <b id=\"$2\">*b*</b>\n",
                "<p>$5 <a href=\"/x$1\">a</a> <b id=\"$2\"><em>b</em></b></p>\n",
            ),
            (
                "[r] ![$5](/x$6) <https://e.org/$7> <code>$a*b*$</code>\n\n[r]: /$8 \"$9\"\n",
                "<p><a href=\"/$8\" title=\"$9\">r</a> <img src=\"/x$6\" alt=\"$5\" /> <a href=\"https://e.org/$7\">https://e.org/$7</a> <code>$a*b*$</code></p>\n",
            ),
            (
                "- $5\n- $10 *a*\n  ***\n  $15\n",
                "<ul>\n<li>$5</li>\n<li>$10 <em>a</em>\n<hr />\n$15</li>\n</ul>\n",
            ),
            (
                "# $5\n$10\n \n$15\n",
                "<h1>$5</h1>\n<p>$10</p>\n<p>$15</p>\n",
            ),
            (
                "a $\nb* $ \\(c*d*\\) $ $ *e*\n",
                "<p>a $\nb* $ \\(c*d*\\) $ $ <em>e</em></p>\n",
            ),
            (
                "\\(a*b*\\) \\$5 $c\\\\  \n d*e*$\n",
                "<p>\\(a*b*\\) $5 $c\\\\\nd*e*$</p>\n",
            ),
            (
                "$$\na*b*\n$$\n\n$$\nc\n\n d\n$$\n",
                "<p>$$\na*b*\n$$</p>\n<p>$$\nc</p>\n<p>d\n$$</p>\n",
            ),
            (
                "> $$\n> a*b*\n> $$\n",
                "<blockquote>\n<p>$$\na*b*\n$$</p>\n</blockquote>\n",
            ),
        ] {
            let marks = [["$$", "$$"], ["$", "$"], ["\\(", "\\)"]];
            assert_eq!(html(markdown, &marks, Flavour::Hugo), expected);
        }
    }

    /// As kramdown 2.4 has it.
    #[test]
    fn html_holds_no_formulas_in_kramdown_but_in_its_text() {
        for (markdown, expected) in [
            (
                "<pre>\necho $$\n\nkill $$\n</pre>\n",
                "<pre>\necho $$\n\nkill $$\n</pre>\n",
            ),
            (
                "<p>$$a*b*$$</p>\n\n<div>\n$$c$$\n</div>\n",
                "<p>$$a*b*$$</p>\n<div>\n$$c$$\n</div>\n",
            ),
            (
                "<code>echo $$; kill -9 $$</code> <kbd>$$</kbd> <b>$$a*b*$$</b>\n",
                "<p><code>echo $$; kill -9 $$</code> <kbd>$$</kbd> <b>\\(a*b*\\)</b></p>\n",
            ),
            (
                "<a href=\"https://e.org/?a=$$x$$\">$$y$$</a> <!-- $$z$$ -->\n",
                "<p><a href=\"https://e.org/?a=$$x$$\">\\(y\\)</a> <!-- $$z$$ --></p>\n",
            ),
            (
                "[a](/x$$1$$) [b $$c*d*$$ e](/y)\n\n$$a\n\nb$$ c\n",
                "<p><a href=\"/x$$1$$\">a</a> <a href=\"/y\">b \\(c*d*\\) e</a></p>\n<p>$$a</p>\n<p>b$$ c</p>\n",
            ),
        ] {
            assert_eq!(html(markdown, &[["$$", "$$"]], Flavour::Kramdown), expected);
        }
    }

    #[test]
    fn reads_no_text_again_and_again() {
        for unit in [
            "$a$ ", "$", "$$ ", "$a\n\n", "\\(", "> $a\n", "<b>$", "[$](a$)",
        ] {
            let text = unit.repeat(20_000);
            steps::taken();
            html(
                &text,
                &[["$$", "$$"], ["$", "$"], ["\\(", "\\)"]],
                Flavour::Hugo,
            );
            let steps = steps::taken();
            assert!(
                steps <= 8 * text.len(),
                "{unit}: {steps} steps for {} bytes",
                text.len()
            );
        }
    }
}

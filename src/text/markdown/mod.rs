//! Markdown to HTML, and back. The only place that names the crates for it.

mod alignment;
mod attribute;
mod autolink;
mod closed;
mod code;
mod converter;
mod definition;
mod fence;
mod flavour;
mod footnote;
mod formula;
mod indented;
mod kramdown;
mod line;
mod of_html;
mod part;
mod rules;
mod said;

pub(super) use self::code::{Code, codes};
pub(crate) use self::code::{code, code_of_mdx};
pub(super) use self::fence::{RAW, closes, mark_of};
pub(crate) use self::flavour::Flavour;
pub(crate) use self::formula::Delimiters;
pub(crate) use self::indented::without_indented_code;
pub(crate) use self::kramdown::{with_marks, without_chance_marks};
pub(crate) use self::line::to_html_in_line;
pub(crate) use self::of_html::SEPARATOR;
pub use self::of_html::of_html;
pub(crate) use self::rules::Rules;

use std::borrow::Cow;
use std::collections::HashSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, CowStr, Event, Options, Parser, Tag, TagEnd, html};

use self::definition::Prepared;
use self::footnote::with_notes_below;
use super::html::to_text;
use super::steps;

/// CommonMark with tables, footnotes, strikethrough, task lists, and identities of headings.
const OPTIONS: Options = Options::ENABLE_TABLES
    .union(Options::ENABLE_FOOTNOTES)
    .union(Options::ENABLE_STRIKETHROUGH)
    .union(Options::ENABLE_TASKLISTS)
    .union(Options::ENABLE_HEADING_ATTRIBUTES);

/// Returns the HTML of CommonMark with tables, footnotes, strikethrough, task lists, and identities of headings.
pub fn to_html(markdown: &str) -> String {
    to_html_of(markdown, Flavour::Common, false)
}

/// Returns the HTML of the Markdown of a program, with links to the addresses in its text if it makes some.
fn to_html_of(markdown: &str, flavour: Flavour, links_addresses: bool) -> String {
    let rules = Rules {
        links_addresses,
        ..Rules::default()
    };
    to_html_by(markdown, flavour, &rules)
}

/// Returns the HTML of the Markdown of a program, by the rules of a site.
pub(crate) fn to_html_by(markdown: &str, flavour: Flavour, rules: &Rules) -> String {
    let Prepared {
        markdown, options, ..
    } = definition::prepared(markdown, 0, flavour);
    let parser = Parser::new_ext(&markdown, options);
    let mut events: Box<dyn Iterator<Item = Event<'_>>> =
        if rules.links_addresses && autolink::may_be_in(&markdown) {
            Box::new(autolink::linked(parser, &markdown, flavour).into_iter())
        } else {
            Box::new(parser)
        };
    if options.contains(Options::ENABLE_DEFINITION_LIST) {
        events = Box::new(definition::with_terms(events));
    }
    // Zola has what else it says of code behind a comma.
    let events = events.map(|event| match event {
        Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(words))) if flavour == Flavour::Zola => {
            let language = words.split(',').next().unwrap_or_default().to_owned();
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(language.into())))
        }
        event => rules.applied(event),
    });
    let mut out = String::with_capacity(markdown.len() * 3 / 2);
    if markdown.contains("[^") {
        html::push_html(&mut out, with_notes_below(events, flavour).into_iter());
    } else {
        html::push_html(&mut out, events);
    }
    if flavour == Flavour::Kramdown {
        out = kramdown::with_attributes(kramdown::without_empty_heads(out));
    }
    out
}

/// Returns whether an address is defined for links that are not there, so that HTML does not show it.
pub(crate) fn has_unused_definition(markdown: &str) -> bool {
    if !markdown.contains("]:") {
        return false;
    }
    let parser = Parser::new_ext(markdown, OPTIONS);
    let definitions = parser.reference_definitions().iter();
    let mut unused: HashSet<_> = definitions
        .map(|(_, own)| {
            let title = own.title.as_deref().unwrap_or_default();
            (own.dest.to_string(), title.to_owned())
        })
        .collect();
    for event in parser {
        if let Event::Start(
            Tag::Link {
                dest_url, title, ..
            }
            | Tag::Image {
                dest_url, title, ..
            },
        ) = event
        {
            unused.remove(&(dest_url.into_string(), title.into_string()));
        }
    }
    !unused.is_empty()
}

/// Returns the addresses of links and pictures, in order.
pub(crate) fn addresses(markdown: &str) -> impl Iterator<Item = CowStr<'_>> {
    Parser::new_ext(markdown, OPTIONS).filter_map(|event| match event {
        Event::Start(Tag::Link { dest_url, .. } | Tag::Image { dest_url, .. }) => Some(dest_url),
        _ => None,
    })
}

/// Returns where headings stand, in order.
pub(super) fn headings(markdown: &str) -> impl Iterator<Item = Range<usize>> {
    ranges_of(markdown, |event| {
        matches!(event, Event::Start(Tag::Heading { .. }))
    })
}

/// Returns where events of a kind stand, in order.
fn ranges_of(
    markdown: &str,
    is_of_kind: impl Fn(&Event<'_>) -> bool,
) -> impl Iterator<Item = Range<usize>> {
    steps::count(markdown.len());
    let events = Parser::new_ext(markdown, OPTIONS).into_offset_iter();
    events.filter_map(move |(event, range)| is_of_kind(&event).then_some(range))
}

/// Returns the plain text of the first paragraph, if there is one.
pub(crate) fn first_paragraph(markdown: &str) -> Option<String> {
    let mut html = String::new();
    let mut is_within = false;
    let mut events = Vec::new();
    for (event, _) in without_notes(markdown, OPTIONS) {
        match &event {
            Event::Start(Tag::Paragraph) => is_within = true,
            Event::End(TagEnd::Paragraph) if is_within => {
                html::push_html(&mut html, events.drain(..));
                let text = super::html::to_text(&html);
                if !text.is_empty() {
                    return Some(text);
                }
                html.clear();
                is_within = false;
            }
            _ if is_within => events.push(event),
            _ => {}
        }
    }
    None
}

/// Returns the plain text of what stands before a place. Addresses may be defined behind it.
pub(crate) fn text_before(markdown: &str, end: usize, flavour: Flavour) -> String {
    let Prepared {
        markdown,
        options,
        place: end,
    } = definition::prepared(markdown, end, flavour);
    let events = without_notes(&markdown, options).take_while(|(_, range)| range.start < end);
    let events = events.map(|(event, range)| {
        let cut = |text: CowStr<'_>| match markdown.get(range.start..end) {
            Some(before) if range.end > end && *text == markdown[range.clone()] => {
                CowStr::from(before.to_owned())
            }
            _ => text.into_static(),
        };
        match event {
            Event::Text(text) => Event::Text(cut(text)),
            Event::Html(html) => Event::Html(cut(html)),
            Event::InlineHtml(html) => Event::InlineHtml(cut(html)),
            event => event,
        }
    });
    let mut html = String::new();
    html::push_html(&mut html, events);
    to_text(&html)
}

/// Returns what stands in Markdown, and where, without footnotes and the numbers that lead to them.
fn without_notes(
    markdown: &str,
    options: Options,
) -> impl Iterator<Item = (Event<'_>, Range<usize>)> {
    let mut is_within = false;
    let events = Parser::new_ext(markdown, options).into_offset_iter();
    events.filter(move |(event, _)| {
        let is_note = is_within;
        match event {
            Event::Start(Tag::FootnoteDefinition(_)) => is_within = true,
            Event::End(TagEnd::FootnoteDefinition) => is_within = false,
            _ => {}
        }
        !is_note && !is_within && !matches!(event, Event::FootnoteReference(_))
    })
}

/// Returns the plain text of a line of Markdown in which marks are escaped; borrowed if none is.
pub(crate) fn inline_to_text(markdown: &str) -> Cow<'_, str> {
    let mut escapes = markdown.match_indices('\\');
    let is_mark = |at: usize| markdown[at + 1..].starts_with(|c: char| c.is_ascii_punctuation());
    if escapes.any(|(at, _)| is_mark(at)) {
        Cow::Owned(to_text(&to_html(markdown)))
    } else {
        Cow::Borrowed(markdown)
    }
}

/// Returns a text as Markdown within a line; borrowed if it shows the same there.
pub(crate) fn text_to_inline(text: &str) -> Cow<'_, str> {
    let html = to_html(text);
    let inside = html
        .trim_end()
        .strip_prefix("<p>")
        .and_then(|html| html.strip_suffix("</p>"));
    if text.is_empty() || inside.is_some_and(|html| shows(html, text)) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(escaped(text))
}

/// Returns a text in which everything is escaped that could mean something.
fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len() * 2);
    let mut begins_line = true;
    for (at, c) in text.char_indices() {
        let is_mark = match c {
            '\\' | '`' | '*' | '[' | ']' | '<' | '>' | '!' | '|' | '~' => true,
            '_' => !text[at + 1..].starts_with(char::is_alphanumeric),
            '&' => is_reference(&text[at..]),
            c => begins_line && c.is_ascii_punctuation(),
        };
        out.push_str(if is_mark { "\\" } else { "" });
        out.push(c);
        begins_line = c == '\n' || begins_line && (c.is_ascii_digit() || c.is_whitespace());
    }
    out
}

/// Returns whether HTML is this text and no markup.
fn shows(html: &str, text: &str) -> bool {
    !html.contains('<') && super::html::decoded(html) == text
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

/// Returns whether there is nothing in it that any reader of Markdown could take for an element, an attribute or an address
/// that runs, whatever it takes for code or text.
pub(crate) fn is_harmless_anywhere(markdown: &str) -> bool {
    // The last letters, since readers leave out spaces and backslashes between them.
    let mut word = String::new();
    for (index, c) in markdown.char_indices() {
        match c {
            '<' | '{' => return false,
            '&' if is_reference(&markdown[index..]) => return false,
            // Of `javascript:`, `vbscript:` and `data:`.
            ':' if word.ends_with("script") || word.ends_with("data") => return false,
            c if c.is_ascii_alphabetic() => {
                word.drain(..word.len().saturating_sub(5));
                word.push(c.to_ascii_lowercase());
            }
            _ => {}
        }
    }
    true
}

/// Returns whether a text that begins with `&` begins with a reference to a character.
fn is_reference(text: &str) -> bool {
    let name = &text[1..];
    let behind = name.trim_start_matches(|c: char| c.is_ascii_alphanumeric());
    name.starts_with('#') || behind.len() < name.len() && behind.starts_with(';')
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

    #[test]
    fn knows_what_no_reader_takes_for_markup() {
        for text in [
            "# A & B\n\n* *one* [two](https://b.example/?c=d&e=f \"g\")\n\n![h](i.png) at 10:30: `j`\n",
            "&; & ; Prescriptions: 3",
        ] {
            assert!(is_harmless_anywhere(text), "{text}");
        }
        for text in [
            "a < b",
            "a {: .b}",
            "a &lt;b",
            "a &#60b",
            "[a](javascript:b)",
            "[a](Java\\ \nScript:b)",
            "[a]: data:b",
        ] {
            assert!(!is_harmless_anywhere(text), "{text}");
        }
    }
}

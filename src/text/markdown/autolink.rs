//! Addresses that stand in a text, and of which many programs make links.

use pulldown_cmark::{Event, LinkType, Parser, Tag, TagEnd};

use super::closed::still_open;
use super::flavour::Flavour;
use crate::text::finder::Finder;
use crate::text::html::decoded;
use crate::text::steps;

/// What stands in an address near its beginning.
const MARKS: [&str; 2] = ["://", WWW];
const WWW: &str = "www.";

const SCHEMES: [&str; 2] = ["https", "http"];

/// Elements of HTML in which an address is none to follow.
const CLOSED: [&str; 6] = ["a", "code", "kbd", "pre", "script", "style"];

/// Returns whether an address may stand in a text.
pub(super) fn may_be_in(markdown: &str) -> bool {
    MARKS
        .iter()
        .any(|mark| memchr::memmem::find(markdown.as_bytes(), mark.as_bytes()).is_some())
}

/// Returns what stands in Markdown, with links to the addresses in its text.
pub(super) fn linked<'a>(
    parser: Parser<'a>,
    markdown: &'a str,
    flavour: Flavour,
) -> Vec<Event<'a>> {
    let mut out = Vec::new();
    let mut marks = Finder::new(markdown);
    // Where the elements end that are open, and which of them hold no links.
    let mut open: Vec<(usize, bool)> = Vec::new();
    let mut closed = 0;
    // The last address, and up to where there is none.
    let (mut start, mut end, mut seen) = (0, 0, 0);
    for (event, range) in parser.into_offset_iter() {
        match &event {
            Event::Start(tag) => {
                let holds_none = matches!(
                    tag,
                    Tag::CodeBlock(_) | Tag::HtmlBlock | Tag::Image { .. } | Tag::Link { .. }
                ) || open.last().is_some_and(|(_, holds_none)| *holds_none);
                open.push((range.end, holds_none));
            }
            Event::End(tag) => {
                open.pop();
                closed = if *tag == TagEnd::Paragraph { 0 } else { closed };
            }
            Event::InlineHtml(html) => closed = still_open(html, &CLOSED, closed),
            _ => {}
        }
        // Marks in an address are none.
        if range.start > start && range.end <= end {
            continue;
        }
        let limit = open.last().filter(|(_, holds_none)| !holds_none);
        let Some((limit, _)) = limit.filter(|_| closed == 0 && matches!(event, Event::Text(_)))
        else {
            out.push(event);
            continue;
        };
        let mut copied = range.start.max(end);
        let is_cut = copied > range.start;
        let mut index = copied.max(seen);
        let mut next = |from| {
            let found = MARKS.map(|mark| marks.find(mark, from));
            let first = found.into_iter().flatten().min();
            first.filter(|at| *at < range.end)
        };
        while let Some(at) = next(index) {
            index = at + 1;
            let Some(own) = beginning(markdown, copied, at, flavour) else {
                continue;
            };
            let length = match length(&markdown[own..*limit], flavour) {
                Ok(length) => length,
                Err(further) => {
                    seen = own + further;
                    index = index.max(seen);
                    continue;
                }
            };
            (start, end) = (own, own + length);
            push_text(&mut out, &markdown[copied..start]);
            push_link(&mut out, &markdown[start..end], flavour);
            (index, copied) = (end, end);
            if end >= range.end {
                break;
            }
        }
        if copied == range.start && !is_cut {
            out.push(event);
        } else {
            push_text(
                &mut out,
                markdown.get(copied..range.end).unwrap_or_default(),
            );
        }
    }
    out
}

fn push_text<'a>(out: &mut Vec<Event<'a>>, text: &'a str) {
    if !text.is_empty() {
        out.push(Event::Text(text.into()));
    }
}

fn push_link<'a>(out: &mut Vec<Event<'a>>, text: &'a str, flavour: Flavour) {
    let text = decoded(text);
    let scheme = match flavour {
        _ if !text.starts_with(WWW) => "",
        Flavour::Hugo => "https://",
        _ => "http://",
    };
    out.push(Event::Start(Tag::Link {
        link_type: LinkType::Autolink,
        dest_url: format!("{scheme}{text}").into(),
        title: "".into(),
        id: "".into(),
    }));
    out.push(Event::Text(text.into()));
    out.push(Event::End(TagEnd::Link));
}

/// Returns where the address begins that has a mark at a place, if one may begin there.
fn beginning(markdown: &str, from: usize, at: usize, flavour: Flavour) -> Option<usize> {
    let is_www = markdown[at..].starts_with(WWW);
    let start = if is_www {
        at
    } else {
        let before = &markdown[from..at];
        let scheme = SCHEMES.iter().find(|scheme| before.ends_with(**scheme))?;
        at - scheme.len()
    };
    let before = markdown[..start].chars().next_back();
    let may_begin = before.is_none_or(|c| {
        if is_www || flavour == Flavour::Hugo {
            c.is_whitespace() || "*_~([|>\"'".contains(c)
        } else {
            !c.is_ascii_alphanumeric()
        }
    });
    may_begin.then_some(start)
}

/// Returns how long an address is, by the rules of [GitHub](https://github.github.com/gfm/#autolinks-extension-). If it is
/// none, what was looked at is text.
fn length(text: &str, flavour: Flavour) -> Result<usize, usize> {
    let is_hugo = flavour == Flavour::Hugo;
    let scheme = SCHEMES.iter().find(|scheme| text.starts_with(**scheme));
    let host = scheme.map_or(0, |scheme| scheme.len() + "://".len());
    let is_of_host =
        |c: char| c.is_ascii_alphanumeric() || "-_.".contains(c) || !is_hugo && c.is_alphanumeric();
    let rest = &text[host..];
    let rest = rest.trim_start_matches(is_of_host);
    let host_end = text.len() - rest.len();
    steps::count(host_end);
    let name = text[host..host_end].trim_end_matches(['-', '_', '.']);
    let (domain, last) = name.rsplit_once('.').ok_or(host_end)?;
    let is_top = |c: char| c.is_ascii_alphabetic() || !is_hugo;
    let is_host = !domain.split('.').any(str::is_empty) && last.chars().all(is_top);
    if !is_host || scheme.is_none() && !domain.contains('.') {
        return Err(host_end);
    }
    let behind = rest.strip_prefix(':').unwrap_or(rest);
    let behind = behind.trim_start_matches(|c: char| c.is_ascii_digit());
    let mut end = text.len() - behind.len();
    if behind.starts_with(['/', '?', '#']) {
        // Hugo knows no letters beyond ASCII there.
        let ends = |c: char| {
            c.is_whitespace()
                || c.is_control()
                || "<`".contains(c)
                || is_hugo && (!c.is_ascii() || "*\\|".contains(c))
        };
        let path = &behind[..behind.find(ends).unwrap_or(behind.len())];
        end += path.find("[^").unwrap_or(path.len());
    }
    Ok(without_marks(&text[..end]))
}

/// Returns how long an address is without the marks of the sentence around it.
fn without_marks(text: &str) -> usize {
    let count = |mark: char| text.matches(mark).count();
    let mut unopened = [('(', ')'), ('[', ']')]
        .map(|(open, close)| (close, count(close).saturating_sub(count(open))));
    let mut end = text.len();
    while let Some(last) = text[..end].chars().next_back() {
        let bracket = unopened
            .iter_mut()
            .find(|(mark, left)| *mark == last && *left > 0);
        if let Some((_, left)) = bracket {
            *left -= 1;
        } else if last == ';' {
            let before = &text[..end - 1];
            let name = before.trim_end_matches(|c: char| c.is_ascii_alphanumeric());
            // A reference to a character.
            if name.len() < before.len() && name.ends_with('&') {
                end = name.len();
            }
        } else if !"?!.,:*_~'\"".contains(last) {
            break;
        }
        end -= 1;
    }
    end
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::markdown::to_html_of;

    /// Returns HTML in which links that show their address stand in brackets.
    fn shown(markdown: &str, flavour: Flavour) -> String {
        let html = to_html_of(markdown, flavour, true);
        let html = html
            .trim_end()
            .trim_start_matches("<p>")
            .trim_end_matches("</p>");
        let mut parts = html.split("<a href=\"");
        let mut out = parts.next().unwrap_or_default().to_owned();
        for part in parts {
            let (address, rest) = part.split_once("\">").expect("a tag");
            let (text, behind) = rest.split_once("</a>").expect("an end tag");
            let is_whole = address == text;
            let text = if is_whole {
                text.to_owned()
            } else {
                format!("{text}→{address}")
            };
            out += &format!("⟦{text}⟧{behind}");
        }
        out
    }

    /// As all programs have it that make links of addresses.
    #[test]
    fn an_address_ends_before_the_marks_of_a_sentence() {
        for (markdown, expected) in [
            ("see https://e.org/x. And", "see ⟦https://e.org/x⟧. And"),
            (
                "(https://e.org/y), http://e.org",
                "(⟦https://e.org/y⟧), ⟦http://e.org⟧",
            ),
            ("(to https://e.org/r_(l)).", "(to ⟦https://e.org/r_(l)⟧)."),
            (
                "https://e.org/a?! https://e.org/)))",
                "⟦https://e.org/a⟧?! ⟦https://e.org/⟧)))",
            ),
            (
                "**https://e.org/b**, *https://e.org/i*",
                "<strong>⟦https://e.org/b⟧</strong>, <em>⟦https://e.org/i⟧</em>",
            ),
            (
                "https://e.org/__init__/_next_/a",
                "⟦https://e.org/__init__/_next_/a⟧",
            ),
            (
                "https://e.org/a_b_c https://e.org:80/?a=1&b=2#c",
                "⟦https://e.org/a_b_c⟧ ⟦https://e.org:80/?a=1&amp;b=2#c⟧",
            ),
            ("https://e.org/_a b_ c", "⟦https://e.org/_a⟧<em> b</em> c"),
            (
                "https://e.org<br>x\nhttps://e.org/z",
                "⟦https://e.org⟧<br>x\n⟦https://e.org/z⟧",
            ),
            (
                "|a|b|\n|-|-|\n|https://e.org/a|b|",
                "<table><thead><tr><th>a</th><th>b</th></tr></thead><tbody>\n<tr><td>⟦https://e.org/a⟧</td><td>b</td></tr>\n</tbody></table>",
            ),
            (
                "- https://e.org\n\n# H http://e.org/h",
                "<ul>\n<li>⟦https://e.org⟧</li>\n</ul>\n<h1>H ⟦http://e.org/h⟧</h1>",
            ),
        ] {
            for flavour in [Flavour::Hugo, Flavour::Astro] {
                assert_eq!(shown(markdown, flavour), expected, "{flavour:?}");
            }
        }
    }

    #[test]
    fn what_is_no_address_in_a_text_stays() {
        for (markdown, html) in [
            (
                "`https://e.org` <https://e.org/x>",
                "<code>https://e.org</code> ⟦https://e.org/x⟧",
            ),
            (
                "[https://e.org](/m) ![https://e.org](i.png)",
                "⟦https://e.org→/m⟧ <img src=\"i.png\" alt=\"https://e.org\" />",
            ),
            (
                "    https://e.org\n",
                "<pre><code>https://e.org\n</code></pre>",
            ),
        ] {
            assert_eq!(shown(markdown, Flavour::Hugo), html);
            assert_eq!(shown(markdown, Flavour::Astro), html);
        }
        for html in [
            "<b title=\"https://e.org\">a</b> <code>www.e.org</code>",
            "https:// https://. https://e://e.org www. www.x www..x",
            "awww.e.org 1http://e.org gopher://e.org",
        ] {
            assert_eq!(shown(html, Flavour::Hugo), html);
            assert_eq!(shown(html, Flavour::Astro), html);
        }
        assert_eq!(
            to_html_of("https://e.org", Flavour::Hugo, false),
            "<p>https://e.org</p>\n"
        );
    }

    #[test]
    fn programs_differ_in_letters_and_schemes() {
        for (markdown, hugo, others) in [
            (
                "www.e.org/a",
                "⟦www.e.org/a→https://www.e.org/a⟧",
                "⟦www.e.org/a→http://www.e.org/a⟧",
            ),
            (
                "https://e.org/Köln",
                "⟦https://e.org/K⟧öln",
                "⟦https://e.org/Köln→https://e.org/K%C3%B6ln⟧",
            ),
            (
                "见https://e.org http://127.0.0.1/a",
                "见https://e.org http://127.0.0.1/a",
                "见⟦https://e.org⟧ ⟦http://127.0.0.1/a⟧",
            ),
        ] {
            assert_eq!(shown(markdown, Flavour::Hugo), hugo);
            assert_eq!(shown(markdown, Flavour::Common), others);
        }
    }

    #[test]
    fn reads_no_text_again_and_again() {
        for unit in [
            "www.a.b ",
            "_www..",
            "www.a.b\n",
            "https://a",
            "https://..",
            "www.",
            "*www.a",
        ] {
            let text = unit.repeat(20_000);
            for flavour in [Flavour::Hugo, Flavour::Astro] {
                steps::taken();
                to_html_of(&text, flavour, true);
                let steps = steps::taken();
                assert!(
                    steps <= 4 * text.len(),
                    "{unit}: {steps} steps for {} bytes",
                    text.len()
                );
            }
        }
    }
}

//! Addresses with spaces, `[a](/b c.pdf)`, which are none for others.

use std::borrow::Cow;
use std::ops::Range;
use std::sync::LazyLock;

use memchr::{memchr_iter, memchr2};
use regex_lite::Regex;

use super::Raw;

/// The title behind an address.
static TITLE: LazyLock<Regex> = LazyLock::new(|| {
    Regex::new(r#"[ \t]+(?:"[^"]*"|'[^']*')[ \t]*$"#).expect("a regular expression")
});

/// Returns Markdown whose addresses have no spaces.
pub(super) fn without_spaces(markdown: &str) -> Cow<'_, str> {
    if !may_have_some(markdown) {
        return Cow::Borrowed(markdown);
    }
    let addresses = with_spaces(markdown);
    if addresses.is_empty() {
        return Cow::Borrowed(markdown);
    }
    let raw = Raw::new(markdown);
    let mut out = String::with_capacity(markdown.len() + 2 * addresses.len());
    let mut copied = 0;
    for address in addresses {
        if !raw.holds(address.start) {
            out.push_str(&markdown[copied..address.start]);
            out.push_str(&markdown[address.clone()].replace([' ', '\t'], "%20"));
            copied = address.end;
        }
    }
    out.push_str(&markdown[copied..]);
    Cow::Owned(out)
}

/// Returns whether there may be one: hardly any link has a space between its brackets.
fn may_have_some(markdown: &str) -> bool {
    memchr_iter(b']', markdown.as_bytes()).any(|place| {
        let behind = &markdown[place + 1..];
        let Some(inside) = behind.strip_prefix('(') else {
            return behind.starts_with(':');
        };
        let end = memchr2(b')', b'\n', inside.as_bytes());
        inside[..end.unwrap_or(inside.len())].contains([' ', '\t', '('])
    })
}

/// Returns where addresses with spaces stand, in order.
fn with_spaces(markdown: &str) -> Vec<Range<usize>> {
    let mut addresses: Vec<Range<usize>> = Vec::new();
    // Where labels begin.
    let mut open = Vec::new();
    // Where the last definition ended: another one may follow, but none stands within a paragraph.
    let mut defined = 0;
    let mut index = 0;
    while let Some(found) = markdown[index..].find(['[', ']', '\\', '\n']) {
        let at = index + found;
        index = at + 1;
        let behind = &markdown[index..];
        match &markdown[at..index] {
            "[" => open.push(at),
            "\\" if behind.starts_with(['[', ']', '\\']) => index += 1,
            "\n" if behind.trim_start_matches([' ', '\t']).starts_with('\n') => open.clear(),
            "]" => {
                // Behind the label of a footnote, a text may stand.
                let label = open.pop().filter(|at| !markdown[at + 1..].starts_with('^'));
                let text = label.and_then(|label| {
                    let before = markdown[..label].trim_end_matches(' ');
                    let may_define = label - before.len() < 4
                        && (before.ends_with("\n\n") || before.trim_end().len() == defined);
                    if may_define && let Some(rest) = behind.strip_prefix(':') {
                        let text = rest.lines().next().unwrap_or_default();
                        defined = index + 1 + text.trim_end().len();
                        return Some(text);
                    }
                    in_brackets(behind)
                });
                if let Some(address) = text.and_then(without_title) {
                    let start = index + address.start + 1;
                    addresses.push(start..start + address.len());
                }
            }
            _ => {}
        }
    }
    addresses
}

/// Returns what stands in brackets behind a label.
fn in_brackets(behind: &str) -> Option<&str> {
    let rest = behind.strip_prefix('(')?;
    let mut depth = 0_usize;
    for (at, c) in rest.char_indices() {
        match c {
            '(' => depth += 1,
            ')' if depth == 0 => return Some(&rest[..at]),
            ')' => depth -= 1,
            '\n' | '<' | '>' | '[' | ']' => return None,
            _ => {}
        }
    }
    None
}

/// Returns where an address with spaces stands in a text that may end in a title.
fn without_title(text: &str) -> Option<Range<usize>> {
    if !text.contains([' ', '\t']) {
        return None;
    }
    let end = TITLE.find(text).map_or(text.len(), |title| title.start());
    let start = end - text[..end].trim_start().len();
    let address = text[start..end].trim_end();
    let begins_title = |(space, _)| address[space + 1..].starts_with(['"', '\'']);
    let is_one = !address.contains(['<', '>', '[', ']'])
        && !address.match_indices([' ', '\t']).any(begins_title);
    (is_one && address.contains([' ', '\t'])).then(|| start..start + address.len())
}

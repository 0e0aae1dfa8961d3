//! Fences that are missing, or nearly there.

use std::ops::Range;

use crate::check::finding::{Fault, Findings};
use crate::check::outline::yaml::key_of;
use crate::front_matter::{behind_comments, is_meant, is_read};
use crate::site::{Membership, reads_program};

/// What people write, or their editors make of it, where three hyphens or plus signs should be.
fn is_nearly(fence: &str, line: &str) -> bool {
    let line = line.trim();
    let is_plus = (1..=12).contains(&line.len()) && line.bytes().all(|byte| byte == b'+');
    match fence {
        "+++" => line == "---" || is_plus && line.len() > 1 && line != fence,
        _ => line == "+++" || is_nearly_fence(line),
    }
}

fn is_nearly_fence(line: &str) -> bool {
    let line = line.trim();
    let is_dash = |c: char| matches!(c, '-' | '\u{2010}'..='\u{2015}' | '\u{2212}' | '_' | '=');
    let count = line.chars().count();
    (1..=12).contains(&count)
        && line.chars().all(is_dash)
        && (count > 1 || matches!(line, "\u{2013}" | "\u{2014}" | "\u{2015}"))
}

/// Returns where a line is that should close the front matter and does not, within a header.
pub(super) fn nearly_closing(fence: &str, header: &str) -> Option<Range<usize>> {
    let mut start = 0;
    for line in header.split_inclusive('\n') {
        let content = line.trim_end();
        // A line of dashes in a text is indented.
        let is_own = !line.starts_with([' ', '\t']) || line.trim() == "---";
        if is_own && is_nearly(fence, content) {
            return Some(start..start + content.len());
        }
        start += line.len();
    }
    None
}

/// Says that a line is nearly a fence.
pub(super) fn misspelt(fence: &str, found: &str) -> Fault {
    let message =
        format!("expected a line `{fence}` that closes the front matter, found `{found}`");
    let help = format!(
        "write {} at the beginning of the line, and nothing else",
        spelt(fence)
    );
    Fault::error("misspelt-fence", message).with_help(help)
}

/// Returns what to write for a fence.
fn spelt(fence: &str) -> &'static str {
    match fence {
        "+++" => "three plus signs",
        _ => "three hyphens",
    }
}

/// Reports that front matter is opened and never closed; points to where it seems to end.
pub(super) fn unclosed(text: &str, fence: &str, findings: &mut Findings<'_>) {
    let mut start = 0;
    for (index, line) in text.split_inclusive('\n').enumerate() {
        let content = line.trim();
        let is_of_header = content.is_empty()
            || content.starts_with(['#', '-', '[', ']', '{', '}', '"'])
            || line.starts_with([' ', '\t'])
            || content.contains(" = ")
            || key_of(content).is_some_and(|(key, ..)| !key.contains(' '));
        if index > 0 && (!is_of_header || line.starts_with(fence)) {
            break;
        }
        start += line.len();
    }
    let message = format!("expected a line `{fence}` that closes the front matter, found none");
    let fault = Fault::error("unclosed-front-matter", message);
    let end = text.trim_end().len();
    if start < end {
        let line = text[start..].split('\n').next().unwrap_or_default();
        findings.add(
            start..start + line.len(),
            fault.with_help(format!("put a line `{fence}` before this one")),
        );
    } else {
        let last = text[..end].rfind('\n').map_or(0, |index| index + 1);
        findings.add(
            last..end,
            fault.with_help(format!("put a line `{fence}` below this one")),
        );
    }
}

/// Returns whether a text begins with a key, and what stood before it was no rule across the page.
fn is_header(text: &str) -> bool {
    let first = text.lines().find(|line| !line.trim().is_empty());
    first.is_some_and(|line| {
        line.contains('=') || key_of(line).is_some_and(|(key, ..)| !key.contains(' '))
    })
}

/// Says why a text is no article: it has no front matter, or it begins in another way than it should.
pub(in crate::check) fn missing(
    text: &str,
    membership: Option<&Membership>,
    findings: &mut Findings<'_>,
) {
    let mut start = behind_comments(text);
    let mut keys = 0;
    let mut is_known = false;
    for (index, line) in text[start..].split_inclusive('\n').enumerate().take(50) {
        let content = line.trim();
        let range = start..start + line.trim_end().len();
        if matches!(content, "---" | "+++") && keys == 0 && is_header(&text[start + line.len()..]) {
            let message = format!(
                "expected `{content}` at the beginning of the first line, found it further on"
            );
            let help = "take out what stands before it, blank lines and spaces, too";
            return findings.add(
                range,
                Fault::error("late-front-matter", message).with_help(help),
            );
        }
        // A line and one of hyphens below it are a heading of Markdown, unless it is a key that someone reads.
        if is_known && (content == "..." || is_nearly_fence(content)) {
            let message = "expected a line `---` above the front matter, found its keys at once";
            let first = text.lines().next().unwrap_or_default().len();
            let fault = Fault::error("missing-opening-fence", message);
            return findings.add(
                0..first,
                fault.with_help("put a line `---` before this one"),
            );
        }
        let language = content.strip_prefix("---").filter(|name| {
            index == 0 && !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric())
        });
        if let Some(language) = language {
            let message =
                format!("expected front matter in YAML, TOML or JSON, found `{language}`");
            let help = "what a program says, it alone knows; write `---` and keys for what feeds are to say";
            let fault = Fault::error("other-language", message).with_help(help);
            return match reads_program(text) {
                Some(true) => {}
                Some(false) => findings.add(range, fault.into_warning()),
                None => findings.add(range, fault),
            };
        }
        if let Some(key) = content.strip_prefix("--- ").filter(|_| index == 0)
            && key_of(key.trim()).is_some_and(|(key, ..)| !key.contains(' '))
        {
            let message = format!("expected the end of the line behind `---`, found `{key}`");
            let help = "break the line behind `---`";
            return findings.add(
                range,
                Fault::error("misspelt-fence", message).with_help(help),
            );
        }
        let is_commented = || {
            let behind = content.strip_prefix("---");
            behind.is_some_and(|behind| behind.trim_start().starts_with('#'))
        };
        let is_plus = || content.starts_with("++") && is_nearly("+++", content);
        if index == 0 && (is_nearly_fence(content) || is_commented() || is_plus()) {
            let fence = if is_plus() { "+++" } else { "---" };
            let message =
                format!("expected a line `{fence}` that opens the front matter, found `{content}`");
            let help = format!("write {} and nothing else", spelt(fence));
            return findings.add(
                range,
                Fault::error("misspelt-fence", message).with_help(help),
            );
        }
        let is_key = key_of(line.trim_end()).is_some_and(|(key, ..)| !key.contains(' '));
        let is_more = line.starts_with([' ', '\t', '-']) || content.is_empty();
        match (is_key, is_more) {
            (true, _) => {
                keys += 1;
                is_known =
                    is_known || key_of(line.trim_end()).is_some_and(|(key, ..)| is_read(key));
            }
            (false, true) => {}
            (false, false) => break,
        }
        start += line.len();
    }
    let first = text.lines().next().unwrap_or_default();
    let message = "expected front matter, found a text without";
    let fault = Fault::error("no-front-matter", message);
    let help = match later(text) {
        Some(line) => format!("it seems to begin on line {line}; take out what stands before it"),
        None if membership.is_some_and(|site| site.takes_text) && !is_meant(text) => return,
        None => {
            "begin with a line `---`, keys such as `title: …`, and another line `---`".to_owned()
        }
    };
    findings.add(0..first.len(), fault.with_help(help));
}

/// Returns the line, counted from 1, on which front matter begins below other text. In a block of code it is an example.
fn later(text: &str) -> Option<usize> {
    let mut is_code = false;
    let lines: Vec<&str> = text.lines().take(50).collect();
    lines.windows(2).enumerate().find_map(|(index, pair)| {
        is_code ^= pair[0].trim_start().starts_with("```");
        let is_fence = !is_code && matches!(pair[0].trim_end(), "---" | "+++");
        let is_key = key_of(pair[1]).is_some_and(|(key, ..)| is_read(key));
        (is_fence && is_key).then_some(index + 1)
    })
}

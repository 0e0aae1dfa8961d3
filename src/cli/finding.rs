//! Findings, as people and programs read them.

use serde_json::json;

use super::message::{json_line, printable};
use crate::check::{Excerpt, Finding, Severity};
use crate::text::character::is_mark;

/// How wide a tab is shown.
const TAB: &str = "    ";

/// The longest message that is shown, in characters: foreign text may be of any length.
const MAX_LENGTH: usize = 600;

/// Colours of a terminal, or none.
struct Palette {
    severity: &'static str,
    frame: &'static str,
    strong: &'static str,
    end: &'static str,
}

impl Palette {
    fn of(severity: Severity, is_coloured: bool) -> Self {
        let severity = match severity {
            _ if !is_coloured => "",
            Severity::Error => "\u{1b}[1;31m",
            Severity::Warning => "\u{1b}[1;33m",
        };
        let with = |code| if is_coloured { code } else { "" };
        Self {
            severity,
            frame: with("\u{1b}[1;34m"),
            strong: with("\u{1b}[1m"),
            end: with("\u{1b}[0m"),
        }
    }
}

/// Returns a finding with its line, and a caret under the place, as compilers show it.
pub(super) fn picture(name: &str, finding: &Finding, is_coloured: bool) -> String {
    let Palette {
        severity,
        frame,
        strong,
        end,
    } = Palette::of(finding.severity, is_coloured);
    let mut text = format!(
        "{severity}{}[{}]{end}{strong}: {}{end}\n",
        finding.severity.name(),
        finding.code,
        clean(&finding.message)
    );
    let number = finding
        .position
        .map_or_else(String::new, |position| position.line.to_string());
    let margin = " ".repeat(number.len());
    let place = finding
        .position
        .map_or_else(String::new, |position| format!(":{position}"));
    text.push_str(&format!("{margin}{frame}-->{end} {}{place}\n", clean(name)));
    if let Some(excerpt) = &finding.excerpt {
        let (line, before, length) = drawn(excerpt, finding.length);
        let (blank, caret) = (" ".repeat(before), "^".repeat(length));
        text.push_str(&format!("{margin} {frame}|{end}\n"));
        text.push_str(&format!("{frame}{number} |{end}{line}\n"));
        text.push_str(&format!(
            "{margin} {frame}|{end} {blank}{severity}{caret}{end}\n"
        ));
    }
    if let Some(help) = &finding.help {
        text.push_str(&format!(
            "{margin} {frame}={end} {strong}help{end}: {}\n",
            clean(help)
        ));
    }
    text.push('\n');
    text
}

/// Returns a finding as a line of JSON.
pub(super) fn record(name: &str, finding: &Finding) -> String {
    json_line(&json!({
        "file": name,
        "line": finding.position.map(|position| position.line),
        "column": finding.position.map(|position| position.column),
        "length": finding.position.map(|_| finding.length),
        "severity": finding.severity.name(),
        "code": finding.code,
        "message": finding.message,
        "help": finding.help,
    }))
}

/// Returns what is shown of a line, behind a space, and where the place begins in it and how wide it is.
fn drawn(excerpt: &Excerpt, length: usize) -> (String, usize, usize) {
    let mut line = String::new();
    let (mut before, mut wide) = (0, 0);
    for (index, c) in excerpt.text.chars().enumerate() {
        let start = line.len();
        match c {
            '\t' => line.push_str(TAB),
            c => line.push(printable(c)),
        }
        let width: usize = line[start..].chars().map(width).sum();
        if index < excerpt.before {
            before += width;
        } else if index < excerpt.before + length {
            wide += width;
        }
    }
    let line = line.trim_end();
    let gap = if line.is_empty() { "" } else { " " };
    (format!("{gap}{line}"), before, wide.max(1))
}

/// Returns how many columns of a terminal a character takes, as [Unicode](https://www.unicode.org/reports/tr11/) has it.
fn width(c: char) -> usize {
    match u32::from(c) {
        0x200b..=0x200d => 0,
        _ if is_mark(c) => 0,
        0x1100..=0x115f
        | 0x231a..=0x231b
        | 0x23e9..=0x23ec
        | 0x23f0
        | 0x23f3
        | 0x25fd..=0x25fe
        | 0x2614..=0x2615
        | 0x2648..=0x2653
        | 0x267f
        | 0x2693
        | 0x26a1
        | 0x26aa..=0x26ab
        | 0x26bd..=0x26be
        | 0x26c4..=0x26c5
        | 0x26ce
        | 0x26d4
        | 0x26ea
        | 0x26f2..=0x26f3
        | 0x26f5
        | 0x26fa
        | 0x26fd
        | 0x2705
        | 0x270a..=0x270b
        | 0x2728
        | 0x274c
        | 0x274e
        | 0x2753..=0x2755
        | 0x2757
        | 0x2795..=0x2797
        | 0x27b0
        | 0x27bf
        | 0x2b1b..=0x2b1c
        | 0x2b50
        | 0x2b55
        | 0x2e80..=0xa4cf
        | 0xac00..=0xd7a3
        | 0xf900..=0xfaff
        | 0xfe30..=0xfe6f
        | 0xff00..=0xff60
        | 0xffe0..=0xffe6
        | 0x1f300..=0x1faff
        | 0x20000..=0x3fffd => 2,
        _ => 1,
    }
}

fn clean(text: &str) -> String {
    let mut clean: String = text.chars().take(MAX_LENGTH).map(printable).collect();
    if text.chars().nth(MAX_LENGTH).is_some() {
        clean.push('…');
    }
    clean
}

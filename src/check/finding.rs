//! [`Finding`]: one thing that is wrong with a document, where it stands, and how to mend it.

use std::cmp::Reverse;
use std::ops::Range;

use crate::error::Position;

/// How bad it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// It can be read and written, and is probably not what was meant, or what every reader can use.
    Warning,
    /// Something is lost or refused, here or by those who read the feed.
    Error,
}

impl Severity {
    /// Returns the name: `warning` or `error`.
    pub fn name(self) -> &'static str {
        match self {
            Self::Warning => "warning",
            Self::Error => "error",
        }
    }
}

/// One thing that is wrong with a document.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// What is wrong, as a name that does not change: `unreadable-date`.
    pub code: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Where it stands; absent when it is about the document as a whole.
    pub position: Option<Position>,
    /// How many characters of the line are meant, from the position on: 1 or more.
    pub length: usize,
    /// The line, if there is a position.
    pub excerpt: Option<Excerpt>,
    /// What is wrong: lower case, no final stop. May hold text of the document.
    pub message: String,
    /// How to mend it.
    pub help: Option<String>,
}

/// A line, or of a long one what is around a place.
#[derive(Clone, Debug, PartialEq)]
pub struct Excerpt {
    /// The text, as it stands in the document.
    pub text: String,
    /// How many characters of the excerpt stand before the place.
    pub before: usize,
}

/// What is wrong with a value, wherever it stands.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Fault {
    pub(super) code: &'static str,
    pub(super) severity: Severity,
    pub(super) message: String,
    pub(super) help: Option<String>,
    /// The value to write, and what else the help says of it.
    pub(super) instead: Option<(String, &'static str)>,
}

impl Fault {
    pub(super) fn error(code: &'static str, message: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            help: None,
            instead: None,
        }
    }

    pub(super) fn warning(code: &'static str, message: impl Into<String>) -> Self {
        Self::error(code, message).into_warning()
    }

    /// Makes a warning of it, whatever it was.
    pub(super) fn into_warning(self) -> Self {
        Self {
            severity: Severity::Warning,
            ..self
        }
    }

    pub(super) fn with_help(self, help: impl Into<String>) -> Self {
        Self {
            help: Some(help.into()),
            instead: None,
            ..self
        }
    }

    /// Says which value to write, and more of it.
    pub(super) fn with_value(self, value: impl Into<String>, more: &'static str) -> Self {
        let value = value.into();
        let help = format!("write `{value}`{more}");
        Self {
            instead: Some((value, more)),
            ..self.with_help(help)
        }
    }

    /// Spells the value to write as a language has it.
    pub(super) fn spelt(self, spell: impl Fn(&str) -> String) -> Self {
        match &self.instead {
            Some((value, more)) => {
                let (value, more) = (spell(value), *more);
                self.with_value(value, more)
            }
            None => self,
        }
    }
}

/// The most errors of one document, and the most warnings: whoever has more begins with these.
const MAX_FINDINGS: usize = 500;

/// What XML asks of any document.
const OF_XML: [&str; 2] = ["not-well-formed", "undeclared-prefix"];

/// How much of a line is shown before and from a place, in bytes.
const MAX_BEFORE: usize = 80;
const MAX_FROM: usize = 100;

/// The findings of one text, which know their lines.
pub(super) struct Findings<'a> {
    text: &'a str,
    /// Where lines begin.
    starts: Vec<usize>,
    /// With the byte that each is about, for their order.
    found: Vec<(usize, Finding)>,
    /// How many there are, by severity.
    counts: [usize; 2],
    /// How many more there would be.
    more: [usize; 2],
}

impl<'a> Findings<'a> {
    pub(super) fn new(text: &'a str) -> Self {
        let ends = text.match_indices('\n').map(|(index, _)| index + 1);
        Self {
            text,
            starts: [0].into_iter().chain(ends).collect(),
            found: Vec::new(),
            counts: [0; 2],
            more: [0; 2],
        }
    }

    /// Returns where a line begins, counted from 1.
    pub(super) fn line_start(&self, line: usize) -> usize {
        let index = line.saturating_sub(1).min(self.starts.len() - 1);
        self.starts[index]
    }

    /// Returns whether there are enough of them; counts one that is too much.
    fn is_full(&mut self, severity: Severity) -> bool {
        let is_full = self.counts[severity as usize] == MAX_FINDINGS;
        self.more[severity as usize] += usize::from(is_full);
        is_full
    }

    /// Returns a part of the text.
    pub(super) fn text(&self, range: Range<usize>) -> &'a str {
        self.text.get(range).unwrap_or_default()
    }

    /// Returns the text from a byte on.
    pub(super) fn text_from(&self, start: usize) -> &'a str {
        self.text.get(start..).unwrap_or_default()
    }

    /// Returns the line that a byte stands on, counted from 1.
    pub(super) fn line(&self, at: usize) -> usize {
        self.starts.partition_point(|begin| *begin <= at)
    }

    /// Returns the byte of a position.
    pub(super) fn offset(&self, position: Position) -> usize {
        let start = self.line_start(position.line);
        let mut characters = self.text[start..].char_indices();
        let column = position.column.saturating_sub(1);
        start
            + characters
                .nth(column)
                .map_or(self.text.len() - start, |(index, _)| index)
    }

    /// Adds what is wrong with these bytes of the text; of a range of several lines, the first is shown.
    pub(super) fn add(&mut self, range: Range<usize>, fault: Fault) {
        if self.is_full(fault.severity) {
            return;
        }
        let start = floor(self.text, range.start);
        let line = self.line(start);
        let line_start = self.starts[line - 1];
        let line_end = self.starts.get(line).map_or(self.text.len(), |end| end - 1);
        let line_text = self.text[line_start..line_end].trim_end_matches('\r');
        let column = self.text[line_start..start].chars().count() + 1;
        let end = range
            .end
            .clamp(start, line_start + line_text.len().max(start - line_start));
        let length = self.text[start..floor(self.text, end)].chars().count();
        let shown_start = start.saturating_sub(MAX_BEFORE).max(line_start);
        let shown_start = floor(self.text, shown_start);
        let shown_end = (start + MAX_FROM)
            .min(line_start + line_text.len())
            .max(start);
        let shown_end = floor(self.text, shown_end);
        let excerpt = Excerpt {
            text: self.text[shown_start..shown_end].to_owned(),
            before: self.text[shown_start..start].chars().count(),
        };
        let place = (Position { line, column }, length.max(1), excerpt);
        self.push(start, Some(place), fault);
    }

    /// Adds what is wrong with the whole document.
    pub(super) fn add_whole(&mut self, fault: Fault) {
        self.push(0, None, fault);
    }

    /// Adds what is wrong at a position, if it is known.
    pub(super) fn add_at(&mut self, position: Option<Position>, fault: Fault) {
        match position {
            Some(position) => {
                let mut start = self.offset(position);
                if position.column == 0 {
                    let line = &self.text[start..];
                    start += line.len() - line.trim_start_matches([' ', '\t']).len();
                }
                self.add(start..self.word_end(start), fault);
            }
            None => self.add_whole(fault),
        }
    }

    /// Returns where the word ends that begins at a byte.
    fn word_end(&self, start: usize) -> usize {
        let rest = &self.text[start..];
        let is_end = |c: char| !(c.is_alphanumeric() || matches!(c, '_' | '-' | '.'));
        start + rest.find(is_end).unwrap_or(rest.len())
    }

    fn push(&mut self, at: usize, place: Option<(Position, usize, Excerpt)>, fault: Fault) {
        if self.is_full(fault.severity) {
            return;
        }
        self.counts[fault.severity as usize] += 1;
        let (position, length, excerpt) = match place {
            Some((position, length, excerpt)) => (Some(position), length, Some(excerpt)),
            None => (None, 1, None),
        };
        let finding = Finding {
            code: fault.code,
            severity: fault.severity,
            position,
            length,
            excerpt,
            message: fault.message,
            help: fault.help,
        };
        self.found.push((at, finding));
    }

    /// Calls what the document is a list, where rules of XML have called it a feed.
    pub(super) fn call_list(&mut self) {
        for (_, finding) in &mut self.found {
            let help = finding.help.as_mut();
            if let Some(help) = help.filter(|_| OF_XML.contains(&finding.code)) {
                *help = help
                    .replace("whole feed", "whole list")
                    .replace("tag of the feed", "tag of the list")
                    .replace("no feed needs", "no list needs");
            }
            let feed = "expected a feed and nothing else";
            if let Some(rest) = finding.message.strip_prefix(feed) {
                finding.message = format!("expected a list and nothing else{rest}");
            }
        }
    }

    /// Returns the findings in the order of the text, those about all of it first.
    pub(super) fn into_sorted(mut self) -> Vec<Finding> {
        self.found.sort_by_key(|(at, finding)| {
            let is_placed = finding.position.is_some();
            (is_placed, *at, Reverse(finding.severity))
        });
        let mut findings: Vec<Finding> = self.found.into_iter().map(|(_, found)| found).collect();
        findings.dedup();
        let more = [Severity::Warning, Severity::Error].map(|it| (it, self.more[it as usize]));
        findings.extend(more.into_iter().filter(|(_, more)| *more > 0).map(left_out));
        findings
    }
}

/// Says how many were left out.
fn left_out((severity, more): (Severity, usize)) -> Finding {
    let name = severity.name();
    Finding {
        code: "more-findings",
        severity,
        position: None,
        length: 1,
        excerpt: None,
        message: format!("expected {MAX_FINDINGS} {name}s or fewer, left out {more} more"),
        help: Some("mend these first; many have one cause".to_owned()),
    }
}

/// Returns the last place up to a byte at which a character begins.
fn floor(text: &str, at: usize) -> usize {
    let at = at.min(text.len());
    (0..=at)
        .rev()
        .find(|index| text.is_char_boundary(*index))
        .unwrap_or_default()
}

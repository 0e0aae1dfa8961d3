//! Lines of plain text: those that someone meant, and those at which a paragraph was wrapped.

use std::ops::RangeInclusive;

use super::url;

/// How wide text is wrapped, in characters: narrower lines are meant, and so are wider ones.
const WIDTHS: RangeInclusive<usize> = 50..=100;

/// What a line of a list begins with; it goes on below, deeper.
const MARKERS: [&str; 4] = ["- ", "* ", "+ ", "• "];

/// Lines that a blank one sets apart from those before, or the first one by being deeper.
struct Paragraph<'a> {
    is_after_blank: bool,
    lines: Vec<&'a str>,
}

/// Returns text whose lines matter, with blank ones between paragraphs; nothing if it is one paragraph whose lines do not.
pub(crate) fn meant(text: &str) -> Option<String> {
    let is_indented = |line: &str| line.trim().is_empty() || line.starts_with(char::is_whitespace);
    if text.trim().lines().skip(1).all(is_indented) {
        return None;
    }
    let paragraphs = paragraphs(text);
    let widths = paragraphs.iter().filter(|lines| lines.goes_on());
    let usual = widths.map(Paragraph::width).max().unwrap_or_default();
    let mut out = String::with_capacity(text.len());
    for paragraph in &paragraphs {
        let joined = paragraph.joined(usual);
        let is_wrapped = paragraph.lines.len() > 1 && !joined.contains('\n');
        let is_apart = paragraph.is_after_blank || is_wrapped && is_indented(paragraph.lines[0]);
        if !out.is_empty() {
            out.push_str(if is_apart { "\n\n" } else { "\n" });
        }
        out.push_str(&joined);
    }
    Some(out).filter(|text| text.contains('\n'))
}

fn paragraphs(text: &str) -> Vec<Paragraph<'_>> {
    let mut paragraphs: Vec<Paragraph> = Vec::new();
    let mut is_after_blank = true;
    for line in text.lines().map(str::trim_end) {
        if line.is_empty() {
            is_after_blank = true;
            continue;
        }
        match paragraphs.last_mut() {
            Some(last) if !is_after_blank && !last.ends_before(line) => last.lines.push(line),
            _ => paragraphs.push(Paragraph {
                is_after_blank,
                lines: vec![line],
            }),
        }
        is_after_blank = false;
    }
    paragraphs
}

impl Paragraph<'_> {
    fn ends_before(&self, line: &str) -> bool {
        let indent = |line: &str| length(line) - length(line.trim_start());
        let last = self.lines.last().copied().unwrap_or_default();
        indent(line) > indent(last) && !is_of_list(last)
    }

    /// How wide it may have been wrapped. A word that is wider than that stands alone, and says nothing of it.
    fn width(&self) -> usize {
        let several = self.lines.iter().filter(|line| has_words(line));
        let widths = several.map(|line| length(line));
        let widths = widths.filter(|width| width <= WIDTHS.end());
        widths.max().unwrap_or_default()
    }

    /// Returns whether a line of it goes on in the next one.
    fn goes_on(&self) -> bool {
        let width = self.width();
        self.lines.windows(2).any(|pair| goes_on(pair, width))
    }

    /// Returns its lines, in one where it was wrapped: as it says itself, or as wide as the others.
    fn joined(&self, usual: usize) -> String {
        let own = self.width();
        let width = if self.goes_on() { own } else { usual };
        let is_wrapped = self.lines.windows(2).all(|pair| is_full(pair, width));
        let mut joined = self.lines[0].trim().to_owned();
        for pair in self.lines.windows(2) {
            let is_ended = pair[0].ends_with(['.', '!', '?', ':']);
            let is_joined = is_wrapped || goes_on(pair, own) && !is_ended;
            joined.push(if is_joined { ' ' } else { '\n' });
            joined.push_str(pair[1].trim());
        }
        joined
    }
}

/// Returns whether a line has no room for the first word of the next one.
fn is_full(pair: &[&str], width: usize) -> bool {
    let is_long = length(pair[0]) + 1 + length(first_word(pair[1])) > width;
    let is_wider = length(pair[0]) > width && has_words(pair[0]);
    WIDTHS.contains(&width) && is_long && !is_wider
}

/// Returns whether, besides, that word is one within a sentence.
fn goes_on(pair: &[&str], width: usize) -> bool {
    let word = first_word(pair[1]);
    let is_label = word.ends_with(':') || url::has_scheme(word);
    is_full(pair, width) && word.starts_with(char::is_lowercase) && !is_label
}

fn is_of_list(line: &str) -> bool {
    let line = line.trim_start();
    MARKERS.iter().any(|marker| line.starts_with(marker))
}

fn has_words(line: &str) -> bool {
    line.split_whitespace().nth(1).is_some()
}

fn length(text: &str) -> usize {
    text.chars().count()
}

fn first_word(line: &str) -> &str {
    line.split_whitespace().next().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lines_are_meant_or_not() {
        for (text, expected) in [
            ("One line", None),
            ("\n    One line,\n    indented as its element\n  ", None),
            (
                "Roses are red,\nviolets are blue",
                Some("Roses are red,\nviolets are blue"),
            ),
            ("One\r\n \r\n\r\nTwo\n", Some("One\n\nTwo")),
            (
                "Some programs break the lines of a paragraph where there is no room left\nfor the next word of it, and nobody meant them.",
                None,
            ),
            (
                "Some programs break the lines of a paragraph where there is no room left\nfor the next word of it.\n\nThere may be others.",
                Some(
                    "Some programs break the lines of a paragraph where there is no room left for the next word of it.\n\nThere may be others.",
                ),
            ),
            (
                "I wrote down what I know of the roses in our old garden\nhttps://garden.example/roses-of-the-old-garden-and-others",
                Some(
                    "I wrote down what I know of the roses in our old garden\nhttps://garden.example/roses-of-the-old-garden-and-others",
                ),
            ),
            (
                "  Indented as abstracts are, a paragraph takes more room in its first line than\nthe others do, and has\nof short lines none but its last, which is what everybody expects of programs.\n  The next paragraph follows at once, and begins as the first one did, with two\nspaces.",
                Some(
                    "Indented as abstracts are, a paragraph takes more room in its first line than the others do, and has\nof short lines none but its last, which is what everybody expects of programs.\n\nThe next paragraph follows at once, and begins as the first one did, with two spaces.",
                ),
            ),
            (
                "Mail is wrapped by the program that sends it, and the name of the writer\nis not, nor is what stands\nabove.\n\nhttps://lists.example/archives/of-all-the-mail-that-was-ever-sent-to-the-list-of-this-very-example/1/\n\nBest,\nAnn\n\nSigned-off-by: Ann <ann@list.example>\nReviewed-by: Bo <bo@list.example>",
                Some(
                    "Mail is wrapped by the program that sends it, and the name of the writer is not, nor is what stands\nabove.\n\nhttps://lists.example/archives/of-all-the-mail-that-was-ever-sent-to-the-list-of-this-very-example/1/\n\nBest,\nAnn\n\nSigned-off-by: Ann <ann@list.example>\nReviewed-by: Bo <bo@list.example>",
                ),
            ),
            (
                "- One of a list goes on below itself, and there it is as deep as its text,\n  which is no other paragraph.\n- Two",
                Some(
                    "- One of a list goes on below itself, and there it is as deep as its text, which is no other paragraph.\n- Two",
                ),
            ),
            (
                "Subscribe to my channel for more about roses in old gardens\ninstagram: @roses\n00:00 Intro\n#roses",
                Some(
                    "Subscribe to my channel for more about roses in old gardens\ninstagram: @roses\n00:00 Intro\n#roses",
                ),
            ),
        ] {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        }
    }
}

//! Lines of plain text: those that someone meant, and those at which a paragraph was wrapped.

use std::ops::RangeInclusive;

use super::url;

/// How wide text is wrapped, in characters: narrower lines are meant, and so are wider ones.
const WIDTHS: RangeInclusive<usize> = 50..=100;

/// Returns text whose lines matter, with blank ones between paragraphs; nothing if it is one paragraph whose lines do not.
pub(crate) fn meant(text: &str) -> Option<String> {
    let text = text.trim();
    let is_indented = |line: &str| line.trim().is_empty() || line.starts_with(char::is_whitespace);
    if text.lines().skip(1).all(is_indented) {
        return None;
    }
    let lines: Vec<&str> = text.lines().map(str::trim).collect();
    let paragraphs: Vec<&[&str]> = lines
        .split(|line| line.is_empty())
        .filter(|paragraph| !paragraph.is_empty())
        .collect();
    let end = if is_wrapped(&paragraphs) { " " } else { "\n" };
    let paragraphs: Vec<String> = paragraphs.iter().map(|lines| lines.join(end)).collect();
    Some(paragraphs.join("\n\n")).filter(|text| text.contains('\n'))
}

/// Returns whether no line has room for the first word of the next one, and some go on within a sentence.
fn is_wrapped(paragraphs: &[&[&str]]) -> bool {
    let length = |text: &str| text.chars().count();
    let lines = paragraphs.iter().flat_map(|lines| lines.iter());
    let width = lines.map(|line| length(line)).max().unwrap_or_default();
    let breaks = || paragraphs.iter().flat_map(|lines| lines.windows(2));
    let is_full = |pair: &[&str]| length(pair[0]) + 1 + length(first_word(pair[1])) > width;
    let goes_on = |pair: &[&str]| {
        let word = first_word(pair[1]);
        word.starts_with(char::is_lowercase) && !url::has_scheme(word)
    };
    WIDTHS.contains(&width) && breaks().all(is_full) && breaks().any(goes_on)
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
        ] {
            assert_eq!(meant(text).as_deref(), expected, "{text}");
        }
    }
}

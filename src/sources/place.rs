//! Where things stand in the text of a list: lists are long, and there may be something to say of each of their feeds.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use crate::error::Position;

/// How many bytes are counted through at most to tell a line and a column.
const STEP: usize = 1 << 12;

/// The places in the text of a list. What finds them is made once somebody asks.
pub(crate) struct Places<'a> {
    text: Cow<'a, str>,
    /// The pieces between the characters that stand around values, in the order of what they say, and then of the text.
    pieces: OnceCell<Vec<Range<usize>>>,
    /// Offsets about [`STEP`] bytes apart, with their positions.
    steps: OnceCell<Vec<(usize, Position)>>,
}

impl<'a> Places<'a> {
    pub(crate) fn of(text: impl Into<Cow<'a, str>>) -> Self {
        Self {
            text: text.into(),
            pieces: OnceCell::new(),
            steps: OnceCell::new(),
        }
    }

    pub(crate) fn text(&self) -> &str {
        &self.text
    }

    /// Returns where the address or another name of a source stands, if it is spelt there as it is. Sources come in the order
    /// of the text: it is at `start` or behind, if it is there at all.
    pub(crate) fn source(&self, name: &str, start: usize) -> Option<Range<usize>> {
        self.find(name, start).or_else(|| self.find(name, 0))
    }

    /// Returns where a value stands first, at `start` or behind it.
    pub(crate) fn find(&self, value: &str, start: usize) -> Option<Range<usize>> {
        // Others may begin alike, as addresses do.
        let piece = pieces(value).max_by_key(Range::len)?;
        let key = (&value[piece.clone()], start + piece.start);
        let all = self.pieces();
        let first = all.partition_point(|own| (&self.text[own.clone()], own.start) < key);
        let same = all[first..].iter();
        same.take_while(|own| &self.text[(*own).clone()] == key.0)
            .map(|own| own.start - piece.start)
            .find(|offset| self.holds(value, *offset))
            .map(|offset| offset..offset + value.len())
    }

    /// Returns whether a value begins there, and is all that stands there.
    fn holds(&self, value: &str, offset: usize) -> bool {
        let text = &*self.text;
        let is_there = || text.get(offset..)?.strip_prefix(value);
        is_there().is_some_and(|behind| {
            let before = text[..offset].chars().next_back();
            before.is_none_or(is_edge) && behind.chars().next().is_none_or(is_edge)
        })
    }

    /// Returns the line and the column of an offset.
    pub(crate) fn position(&self, offset: usize) -> Position {
        let steps = self.steps.get_or_init(|| steps(&self.text));
        let next = steps.partition_point(|(start, _)| *start <= offset);
        let (start, position) = steps[next - 1];
        Position::of_offset(&self.text[start..], offset - start).behind(position)
    }

    fn pieces(&self) -> &[Range<usize>] {
        self.pieces.get_or_init(|| {
            let mut all: Vec<_> = pieces(&self.text).collect();
            all.sort_by_key(|piece| &self.text[piece.clone()]);
            all
        })
    }
}

/// Returns whether a character may stand before a value and behind it.
fn is_edge(c: char) -> bool {
    c.is_whitespace() || "\"'<>[]{},:#".contains(c)
}

fn pieces(text: &str) -> impl Iterator<Item = Range<usize>> {
    let mut offset = 0;
    let pieces = text.split_inclusive(is_edge).map(move |piece| {
        let start = offset;
        offset += piece.len();
        start..start + piece.trim_end_matches(is_edge).len()
    });
    pieces.filter(|piece| !piece.is_empty())
}

fn steps(text: &str) -> Vec<(usize, Position)> {
    let mut steps = vec![(0, Position { line: 1, column: 1 })];
    let ends = (STEP..text.len()).step_by(STEP);
    for end in ends.filter_map(|end| (end - 3..=end).rfind(|end| text.is_char_boundary(*end))) {
        let (start, position) = steps[steps.len() - 1];
        let position = Position::of_offset(&text[start..], end - start).behind(position);
        steps.push((end, position));
    }
    steps
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tells_places_as_if_each_was_counted_from_the_start() {
        let text =
            "é - https://a.example/feed2\n".repeat(1000) + &"ß https://a.example/x ".repeat(1000);
        let places = Places::of(&text);
        let offsets = (0..text.len()).step_by(501);
        for offset in offsets.filter(|offset| text.is_char_boundary(*offset)) {
            assert_eq!(places.position(offset), Position::of_offset(&text, offset));
        }
        assert_eq!(
            places.position(text.len()),
            Position::of_offset(&text, text.len())
        );
    }

    #[test]
    fn finds_whole_values_from_a_place_on() {
        let text = "- a:b2\n- a:b\n- [a:b,c d]\n";
        let places = Places::of(text);
        for (value, start, expected) in [
            ("a:b", 0, Some(9)),
            ("a:b", 9, Some(9)),
            ("a:b", 10, Some(16)),
            ("a:b", 17, None),
            ("c d", 0, Some(20)),
            ("c", 21, None),
            ("", 0, None),
            (":", 0, None),
        ] {
            let found = places.find(value, start).map(|range| range.start);
            assert_eq!(found, expected, "{value} {start}");
        }
        assert_eq!(places.source("a:b2", 5), Some(2..6));
    }
}

//! What was noticed in a document, or in a part of one, by lines and columns.

use super::MAX_WARNINGS;
use crate::error::{Position, Warning};
use crate::xml::repairs::{Repair, Repairs};

/// What is to be told of a document.
#[derive(Default)]
pub(super) struct Notes {
    /// Kinds of repairs, the place of the first, and how many.
    repairs: Vec<(Repair, Position, usize)>,
    /// Dates that are none.
    dates: Vec<Warning>,
}

impl Notes {
    /// Takes together what was noticed in a text.
    pub(super) fn of(repairs: Repairs, dates: Vec<Warning>, text: &str) -> Self {
        let notes = repairs.into_notes();
        let placed = notes.map(|(repair, first, count)| {
            let position = Position::of_offset(text, first);
            (repair, position, count)
        });
        Self {
            repairs: placed.collect(),
            dates,
        }
    }

    /// Takes in what was noticed in the part of the document that begins at a place.
    pub(super) fn append(&mut self, part: Self, start: Position) {
        for (repair, position, count) in part.repairs {
            match self.repairs.iter_mut().find(|(known, ..)| *known == repair) {
                Some((_, _, known)) => *known += count,
                None => self.repairs.push((repair, position.behind(start), count)),
            }
        }
        let dates = part.dates.into_iter().map(|warning| Warning {
            position: warning.position.map(|position| position.behind(start)),
            ..warning
        });
        self.dates.extend(dates);
        self.dates.truncate(MAX_WARNINGS);
    }

    /// Returns a warning for each kind of repair, where they stand first, and for each date.
    pub(super) fn into_warnings(mut self) -> impl Iterator<Item = Warning> {
        let place = |Position { line, column }: Position| (line, column);
        self.repairs.sort_by_key(|(_, first, _)| place(*first));
        let repairs = self.repairs.into_iter();
        let of_repairs = repairs.map(|(repair, position, count)| {
            let warning = Warning::new(repair.told(count));
            warning.about(repair.matter()).at(position)
        });
        of_repairs.chain(self.dates)
    }
}

//! Where marks stand next in a text.

use super::steps;

/// Finds marks, each place of them once: a text that only opens things is read no more often than it is long.
pub(crate) struct Finder<'a> {
    text: &'a str,
    /// The next place of each mark that was asked for; of one that does not come, the last number there is.
    next: Vec<(String, usize)>,
}

impl<'a> Finder<'a> {
    /// Makes one for a text.
    pub(crate) fn new(text: &'a str) -> Self {
        Self {
            text,
            next: Vec::new(),
        }
    }

    /// Returns the text.
    pub(crate) fn text(&self) -> &'a str {
        self.text
    }

    /// Returns how many marks were asked for: for each, the text is read once.
    pub(crate) fn marks(&self) -> usize {
        self.next.len()
    }

    /// Returns where the first such mark stands, from an index on that never goes back.
    pub(crate) fn find(&mut self, mark: &str, from: usize) -> Option<usize> {
        let known = self.next.iter().position(|(known, _)| known == mark);
        let known = known.unwrap_or_else(|| {
            self.next.push((mark.to_owned(), 0));
            self.next.len() - 1
        });
        let place = &mut self.next[known].1;
        if *place <= from {
            let found = self.text.get(from..).and_then(|rest| rest.find(mark));
            steps::count(found.unwrap_or(self.text.len().saturating_sub(from)));
            *place = found.map_or(usize::MAX, |found| from + found);
        }
        Some(*place).filter(|place| *place != usize::MAX)
    }
}

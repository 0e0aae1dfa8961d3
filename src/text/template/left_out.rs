//! [`LeftOut`]: what nobody runs.

/// Tags that were left out of a text.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Those that were left out alone.
    pub tags: Vec<String>,
    /// Those that were left out with all that stands up to their end, since nobody knows whether the site shows it.
    pub blocks: Vec<String>,
    /// How many addresses were left out with tags that are part of them.
    pub addresses: usize,
    /// Where in what is written the tags stood.
    pub(super) gaps: Vec<usize>,
}

impl LeftOut {
    pub(super) fn push(&mut self, tag: &str, at: usize) {
        self.tags.push(tag.to_owned());
        self.gaps.push(at);
    }
}

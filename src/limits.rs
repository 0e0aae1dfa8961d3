//! Bounds on what a document may ask of its reader.

/// How deep values may be nested, in every format.
///
/// YAML readers stop at the same depth, so what can be read can be written.
pub const MAX_VALUE_DEPTH: usize = 128;

/// Bounds on what a document may ask of its reader. What exceeds one is an error.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// The size of a document, in bytes.
    pub bytes: usize,
    /// How deep elements may be nested; in JSON, where two levels can be one value, half as deep as objects and lists. No more
    /// than [`Limits::MAX_DEPTH`] counts.
    pub depth: usize,
    /// What the document's own entities may add to it, in bytes.
    pub entities: usize,
    /// The number of articles.
    pub articles: usize,
}

impl Limits {
    /// The deepest nesting that [`Limits::depth`] may allow.
    pub const MAX_DEPTH: usize = 1000;

    /// Returns how deep elements may be nested, whatever is asked for: readers go down level by level, on a stack that ends.
    pub(crate) fn bounded_depth(&self) -> usize {
        self.depth.min(Self::MAX_DEPTH)
    }
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            bytes: 1 << 30,
            // Elements above the values of an `fm:article`, and some room for foreign ones.
            depth: MAX_VALUE_DEPTH + 32,
            entities: 1 << 20,
            articles: 1_000_000,
        }
    }
}

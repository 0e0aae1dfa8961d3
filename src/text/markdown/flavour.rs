//! [`Flavour`]: what else Markdown means to a program.

use crate::text::html::escape_quoted;

/// Whose Markdown it is.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) enum Flavour {
    Astro,
    Common,
    Eleventy,
    Hugo,
    Kramdown,
    Zola,
}

/// Names of a footnote, and of the first place that speaks of it, for addresses within the page.
pub(super) struct Names {
    pub(super) note: String,
    pub(super) reference: String,
}

impl Flavour {
    /// Returns whether there are lists of definitions (`: text` below a term).
    pub(super) fn has_definitions(self) -> bool {
        matches!(self, Self::Hugo | Self::Kramdown)
    }

    /// Returns whether the last of several footnotes with one label is meant, and not the first.
    pub(super) fn means_last_note(self) -> bool {
        matches!(self, Self::Eleventy | Self::Kramdown)
    }

    /// Returns the names that a footnote has on the page, by its label and its number.
    pub(super) fn names(self, label: &str, number: usize) -> Names {
        let label = escape_quoted(label);
        let (note, reference) = match self {
            Self::Astro => {
                let label = label.to_lowercase();
                (
                    format!("user-content-fn-{label}"),
                    format!("user-content-fnref-{label}"),
                )
            }
            Self::Common | Self::Hugo => (format!("fn:{number}"), format!("fnref:{number}")),
            Self::Eleventy => (format!("fn{number}"), format!("fnref{number}")),
            Self::Kramdown => (format!("fn:{label}"), format!("fnref:{label}")),
            Self::Zola => (label.clone(), format!("fr-{label}-1")),
        };
        Names { note, reference }
    }
}

//! What had to be repaired in a document: one note for each kind, however often it occurs.

use crate::error::Matter;

/// A kind of repair.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Repair {
    /// `&` that begins no reference.
    Ampersand,
    /// An attribute without quotes, without a value, or given twice.
    Attribute,
    /// A character, or a reference to one, that XML does not allow.
    Character,
    /// An end tag that closes nothing, or a missing one.
    EndTag,
    /// A name of HTML that XML does not know.
    HtmlEntity,
    /// Something that stands before or behind the document.
    Junk,
    /// `<` that begins no tag.
    LessThan,
    /// An element of another vocabulary that holds what runs in a browser.
    Script,
    /// The start of a section of text in lower case.
    Section,
    /// A document that was cut off in the middle of an item.
    Truncated,
    /// A document whose last end tags are missing.
    Unfinished,
    /// `&#128;` to `&#159;`.
    Windows1252,
}

impl Repair {
    /// Returns what to say of so many.
    pub(crate) fn told(self, count: usize) -> String {
        match count {
            1 => self.message().to_owned(),
            count => format!("{} ({count} times)", self.message()),
        }
    }

    /// Returns what a warning of it is about.
    pub(crate) fn matter(self) -> Matter {
        match self {
            Self::EndTag => Matter::EndTag,
            Self::Truncated | Self::Unfinished => Matter::End,
            Self::Script => Matter::Other,
            _ => Matter::Markup,
        }
    }

    fn message(self) -> &'static str {
        match self {
            Self::Ampersand => "expected `&amp;`, found `&`",
            Self::Attribute => {
                "expected attributes of the form name=\"value\", each once, found others"
            }
            Self::Character => "expected characters that XML allows, left out others",
            Self::EndTag => "expected an end tag for each start tag, found one too many or too few",
            Self::HtmlEntity => "expected an entity of XML, found one of HTML",
            Self::Junk => {
                "expected a feed and nothing else, left out what stands before or behind it"
            }
            Self::LessThan => "expected `&lt;`, found `<`",
            Self::Script => {
                "expected elements of data, left out some with XHTML, SVG or MathML in them"
            }
            Self::Section => "expected `<![CDATA[`, found it in lower case",
            Self::Truncated => {
                "expected the whole document, found its beginning; left out the article in which it ends"
            }
            Self::Unfinished => "expected end tags at the end of the document, found none",
            Self::Windows1252 => {
                "expected references to characters, found some to places in windows-1252"
            }
        }
    }
}

/// All repairs of a document.
#[derive(Default)]
pub(crate) struct Repairs {
    /// Kinds in the order in which they were met, the byte of the first, and how many.
    notes: Vec<(Repair, usize, usize)>,
}

impl Repairs {
    /// Notes a repair at a byte.
    pub(crate) fn note(&mut self, repair: Repair, at: usize) {
        self.note_all(repair, at, 1);
    }

    fn note_all(&mut self, repair: Repair, at: usize, number: usize) {
        match self.notes.iter_mut().find(|(known, ..)| *known == repair) {
            Some((_, first, count)) => {
                *first = at.min(*first);
                *count += number;
            }
            None => self.notes.push((repair, at, number)),
        }
    }

    /// Notes what had to be repaired further on.
    pub(crate) fn append(&mut self, other: Self) {
        for (repair, first, count) in other.notes {
            self.note_all(repair, first, count);
        }
    }

    /// Returns each kind, the byte of the first, and how many.
    pub(crate) fn into_notes(self) -> impl Iterator<Item = (Repair, usize, usize)> {
        self.notes.into_iter()
    }
}

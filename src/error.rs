//! What can go wrong, and where.
//!
//! An [`Error`] stops one document. A [`Warning`] does not: the value it speaks of is kept, and reading goes on.
//! The command line adds the name of the file; nothing here prints.

use memchr::{memchr_iter, memrchr};
use std::path::{Path, PathBuf};
use std::{fmt, io};

use crate::limits::MAX_VALUE_DEPTH;

/// The result of reading or writing one document.
pub type Result<T, E = Error> = std::result::Result<T, E>;

/// A place in a text, counted from 1.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column, in characters; 0 when only the line is known.
    pub column: usize,
}

impl Position {
    /// Returns the place of the byte at `offset` in `text`.
    pub fn of_offset(text: &str, offset: usize) -> Self {
        let before = &text.as_bytes()[..offset.min(text.len())];
        let line_start = memrchr(b'\n', before).map_or(0, |end| end + 1);
        Self {
            line: memchr_iter(b'\n', before).count() + 1,
            column: String::from_utf8_lossy(&before[line_start..])
                .chars()
                .count()
                + 1,
        }
    }

    /// Returns the place in a whole text of one in a part that begins at `start`.
    pub(crate) fn behind(self, start: Self) -> Self {
        Self {
            line: start.line + self.line - 1,
            column: match self.line {
                1 => start.column + self.column - 1,
                _ => self.column,
            },
        }
    }
}

impl fmt::Display for Position {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.column {
            0 => write!(f, "{}", self.line),
            column => write!(f, "{}:{column}", self.line),
        }
    }
}

/// Something that a reader could not use as it stands, and kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Warning {
    /// Where it stands, when that is known.
    pub position: Option<Position>,
    /// What is wrong: lower case, no final stop.
    pub message: String,
    /// What it is about. The message holds words of strangers, and tells nothing to a program.
    pub(crate) matter: Matter,
}

/// What a warning is about, where it makes a difference.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Matter {
    /// A date that cannot be read.
    Date,
    /// The end of a document, which is missing.
    End,
    /// An end tag where none belongs, or none where one does.
    EndTag,
    /// Markup that strict parsers do not take.
    Markup,
    /// Text in UTF-8 that calls itself something else.
    Mislabelled,
    #[default]
    Other,
}

impl Warning {
    /// Makes a warning whose place is not known.
    pub fn new(message: impl Into<String>) -> Self {
        Self {
            position: None,
            message: message.into(),
            matter: Matter::default(),
        }
    }

    /// Returns it with its place.
    pub(crate) fn at(self, position: impl Into<Option<Position>>) -> Self {
        Self {
            position: position.into(),
            ..self
        }
    }

    /// Returns it with what it is about.
    pub(crate) fn about(self, matter: Matter) -> Self {
        Self { matter, ..self }
    }
}

impl fmt::Display for Warning {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.message)
    }
}

/// What [`Limits`](crate::formats::Limits) bound.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bound {
    /// The number of articles.
    Articles,
    /// The size of the document, in bytes.
    Bytes,
    /// The nesting of elements.
    Depth,
    /// What the document's own entities add to it, in bytes.
    Entities,
}

impl Bound {
    /// Returns what is expected under a limit.
    fn expected(self, limit: usize) -> String {
        match self {
            Self::Articles => format!("at most {limit} articles"),
            Self::Bytes => format!("at most {limit} bytes"),
            Self::Depth => format!("elements nested at most {limit} deep"),
            Self::Entities => format!("entities that add at most {limit} bytes"),
        }
    }
}

/// Why a document could not be read or written.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// A setting is not of the kind that it must be.
    #[error("expected `{key}` to be {expected}, found {found}")]
    BadSetting {
        /// The setting, with those that it stands below.
        key: String,
        /// What it must be.
        expected: &'static str,
        /// What it is.
        found: String,
    },
    /// What is known of feeds cannot be used.
    #[error("cannot use {}", path.display())]
    BadState {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// A value that is only worth a warning, read under `--strict`.
    #[error("{0}")]
    BadValue(Warning),
    /// There is nothing to read.
    #[error("expected front matter or a feed, found an empty document")]
    Empty,
    /// The document asks for more than its reader allows.
    #[error("expected {}, found more", bound.expected(*limit))]
    Exceeded {
        /// What there is too much of.
        bound: Bound,
        /// How much is allowed.
        limit: usize,
    },
    /// Something is wrong with another file than the one that was asked for.
    #[error("cannot use {}", path.display())]
    InFile {
        /// The file.
        path: PathBuf,
        /// What is wrong with it.
        source: Box<Error>,
    },
    /// The operating system refused to read, to write or to fetch.
    #[error("cannot {action}")]
    Io {
        /// What was tried: `read`, `write` or `fetch`.
        action: &'static str,
        /// Why it failed.
        source: io::Error,
    },
    /// No line of a document can be read: why, one after the other.
    #[error("{}", .0.first().map_or_else(String::new, Self::to_string))]
    Lines(Vec<Self>),
    /// Another run holds what is known of feeds.
    #[error("{} is held by another run{holder}", path.display())]
    Locked {
        /// The file.
        path: PathBuf,
        /// Which process that is, if it says so.
        holder: String,
    },
    /// A page has no address, and none can be made for it.
    #[error("expected {reason}; {hint}")]
    NoAddress {
        /// What there is instead.
        reason: String,
        /// What to do.
        hint: &'static str,
    },
    /// Addresses are relative to that of the site, which is not known.
    #[error("expected the address of the site")]
    NoBaseUrl,
    /// A feed has no title.
    #[error("expected a title for the feed")]
    NoTitle,
    /// A feed has no title, and the address of the site is not known.
    #[error("expected a title for the feed and the address of the site")]
    NoTitleNorBaseUrl,
    /// A text is no date.
    #[error("expected a date such as `2021-05-05T00:56:00Z`, found `{found}`")]
    NotADate {
        /// The text.
        found: String,
    },
    /// The document is no list of feeds.
    #[error("expected a list of feeds, found {found}")]
    NotAList {
        /// What it is instead, with its article.
        found: String,
    },
    /// The front matter is not a mapping of keys to values.
    #[error("expected front matter of the form `key: value`, found {found}")]
    NotAMapping {
        /// What it is instead, with its article.
        found: &'static str,
        /// Where it begins.
        position: Position,
    },
    /// The document is of another kind.
    #[error("expected front matter or a feed, found {found}")]
    NotAnArticle {
        /// What it is instead, with its article.
        found: String,
    },
    /// The user named a file that holds no article of the site.
    #[error("expected an article of the site, found {found}")]
    NotContent {
        /// What it is instead, with its article.
        found: &'static str,
    },
    /// Front matter cannot be changed and stay otherwise as it is.
    #[error("expected {expected}, found {found}")]
    NotEditable {
        /// What a change needs.
        expected: &'static str,
        /// What there is instead.
        found: &'static str,
    },
    /// The bytes are not text in the encoding that they claim.
    #[error("expected text in {encoding}, found the byte 0x{byte:02X}")]
    NotText {
        /// The encoding expected.
        encoding: &'static str,
        /// The first byte that does not fit.
        byte: u8,
        /// Where it stands.
        position: Position,
    },
    /// A body holds the character NUL.
    #[error("expected a body of text, found the character NUL in it")]
    NulInBody,
    /// The crate that reads or writes the format refused.
    #[error("cannot {action} the {format} document")]
    Refused {
        /// What was tried: `read` or `write`.
        action: &'static str,
        /// The format's name.
        format: &'static str,
        /// What the crate says.
        source: Box<dyn std::error::Error + Send + Sync>,
    },
    /// The document breaks the rules of its language.
    #[error("{message}")]
    Syntax {
        /// What was expected and what was found.
        message: String,
        /// Where.
        position: Position,
    },
    /// Values or elements are nested too deeply.
    #[error("expected values nested at most {MAX_VALUE_DEPTH} deep, found more")]
    TooDeep,
    /// Front matter is opened and never closed.
    #[error(
        "expected a line `{fence}` that closes the front matter, found the end of the document"
    )]
    UnclosedFence {
        /// The line that is missing.
        fence: &'static str,
        /// The last line.
        position: Position,
    },
    /// The document is in another format than was asked for.
    #[error("expected {expected}, found {found}")]
    UnexpectedFormat {
        /// The format asked for.
        expected: String,
        /// The format that it is in.
        found: &'static str,
    },
    /// The root element of an XML document is not that of a feed.
    #[error("expected the root element `rss`, `rdf:RDF` or `feed`, found `{found}`")]
    UnexpectedRoot {
        /// The element's name, and its namespace when that is what is unexpected.
        found: String,
        /// Where it stands.
        position: Position,
    },
    /// There is no encoding of that name.
    #[error("expected an encoding such as `utf-8` or `windows-1252`, found `{found}`")]
    UnknownEncoding {
        /// The label.
        found: String,
    },
    /// There is no format of that name.
    #[error("expected a format such as `rss`, `atom` or `json`, found `{found}`")]
    UnknownFormat {
        /// The name.
        found: String,
    },
    /// There is no format of lists of feeds of that name.
    #[error("expected a format of lists of feeds such as `opml` or `yml`, found `{found}`")]
    UnknownListFormat {
        /// The name.
        found: String,
    },
}

impl Error {
    /// Returns what says that the system refused to do something.
    pub(crate) fn io(action: &'static str) -> impl Fn(io::Error) -> Self {
        move |source| Self::Io { action, source }
    }

    /// Says that the crate of a format refuses to read or to write a document.
    pub(crate) fn refused(
        format: &'static str,
        action: &'static str,
        source: impl std::error::Error + Send + Sync + 'static,
    ) -> Self {
        Self::Refused {
            action,
            format,
            source: Box::new(source),
        }
    }

    /// Returns it with the file that it is in.
    pub(crate) fn in_file(self, path: &Path) -> Self {
        Self::InFile {
            path: path.to_owned(),
            source: Box::new(self),
        }
    }

    /// Returns what stands in the place of a mapping, if that is all that is wrong.
    pub(crate) fn other_than_mapping(&self) -> Option<&'static str> {
        match self {
            Self::InFile { source, .. } => source.other_than_mapping(),
            Self::NotAMapping { found, .. } => Some(found),
            _ => None,
        }
    }

    /// Returns where in the document the error lies, when that is known.
    pub fn position(&self) -> Option<Position> {
        match self {
            Self::BadValue(warning) => warning.position,
            Self::Lines(errors) => errors.first().and_then(Self::position),
            Self::NotAMapping { position, .. }
            | Self::NotText { position, .. }
            | Self::Syntax { position, .. }
            | Self::UnclosedFence { position, .. }
            | Self::UnexpectedRoot { position, .. } => Some(*position),
            // Of the document as a whole, from its first character.
            Self::Empty
            | Self::NotAList { .. }
            | Self::NotAnArticle { .. }
            | Self::UnexpectedFormat { .. } => Some(Position { line: 1, column: 1 }),
            _ => None,
        }
    }
}

//! What becomes of a feed in a run.

use std::io::{self, ErrorKind};

use ::url::Url;
use chrono::{DateTime, Utc};

use super::{Counts, address};
use crate::error::{Error, Warning};
use crate::formats;
use crate::text::url::without_user;

/// Why a feed could not be fetched.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Failure {
    /// What failed at another address than the one that is listed.
    #[error("at {url}: {failure}")]
    At {
        /// The address, without what says who asks.
        url: String,
        /// What failed there.
        failure: Box<Failure>,
    },
    /// A source whose address is none.
    #[error("expected an address such as `https://example.com/feed.xml`, found `{}`", without_user(.0))]
    BadAddress(String),
    /// A source that wants what nothing can be.
    #[error(
        "expected texts, numbers, `true` or `false` below `where`, or lists of them, found {1} below `{0}`"
    )]
    BadCondition(String, String),
    /// A source whose files would not be below the output folder.
    #[error("expected `folder` to be a folder below that of the output, found `{0}`")]
    BadFolder(String),
    /// A header of the user's own that cannot be one.
    #[error("expected a header of ASCII, found `{0}`")]
    BadHeader(String),
    /// A redirect leads to what is no address.
    #[error("expected an address to be redirected to, found `{}`", without_user(.0))]
    BadLocation(String),
    /// A source with a setting that there is none of, or whose value it cannot have.
    #[error("{1}")]
    BadSetting(String, String),
    /// A document that is packed in a way that nobody asked for, or badly.
    #[error("expected a document that is not packed, or whole by gzip, br or zstd, found `{0}`")]
    Coding(String),
    /// A document that is packed, and of which the end is missing.
    #[error("expected a whole document, found one that is cut off; its server packs it by gzip")]
    CutOff,
    /// A source with a `where` that is no condition.
    #[error("{0}")]
    BadWhere(Box<Error>),
    /// The connection failed, or broke.
    #[error("{message}")]
    Connection {
        /// What is wrong.
        message: String,
        /// Whether there was none yet.
        is_connecting: bool,
        /// Whether a machine has answered, if only to refuse.
        is_answered: bool,
    },
    /// Archives that are too large together.
    #[error("expected at most {0} bytes in all, found more; raise that with --max-size")]
    HistoryTooLarge(usize),
    /// The host said that we ask too often.
    #[error("its host wants to be left alone")]
    HostBlocked,
    /// An address without a host.
    #[error("expected an address with a host")]
    NoHost,
    /// A redirect that leads nowhere.
    #[error("expected an address to be redirected to with {0}, found none")]
    NoLocation(u16),
    /// An address of a private network.
    #[error("`{0}` is no address of the public internet; to ask it nevertheless, use --allow-host")]
    Private(String),
    /// What was found is no feed.
    #[error("{}", no_feed(.0))]
    NotAFeed(Box<Error>),
    /// The address was asked for another feed already.
    #[error("it is the same feed as `{}`", without_user(other))]
    SameAs {
        /// The address of the other.
        other: String,
        /// Where it has moved to for good, if it has.
        moved_to: Option<String>,
    },
    /// An entry could not be written; others may have been.
    #[error("cannot write its entries: {0}")]
    NotWritten(String, Counts),
    /// An address that is none of the Web.
    #[error("expected http or https, found `{0}`")]
    Scheme(String),
    /// The server answered otherwise than with a document.
    #[error("expected a document, found status {0}")]
    Status(u16),
    /// A document beyond the bound.
    #[error("expected at most {0} bytes, found more; raise it with --max-size")]
    TooLarge(usize),
    /// Archives without end.
    #[error("expected at most {0} archives, found more")]
    TooManyArchives(usize),
    /// Redirects without end.
    #[error("expected at most {0} redirects, found more")]
    TooManyRedirects(usize),
}

/// What the crate says of a connection that ended before there was a word of an answer.
const CLOSED_EARLY: &str = "connection closed before message completed";

/// What the system says where a machine has answered, be it by closing the connection or with a certificate that is not its own.
const ANSWERS: [ErrorKind; 5] = [
    ErrorKind::BrokenPipe,
    ErrorKind::ConnectionRefused,
    ErrorKind::ConnectionReset,
    ErrorKind::InvalidData,
    ErrorKind::UnexpectedEof,
];

/// After how many failures in a row a host that is not reached counts as lost.
const LOST_AFTER: u32 = 3;

/// Says what was found. Front matter, which others look for, too, is no feed here, and what helps others helps nobody who does
/// not have the document.
fn no_feed(error: &Error) -> String {
    match error {
        Error::Empty => "expected a feed, found an empty document".to_owned(),
        Error::NotAnArticle { found } => {
            let found = found.replace(formats::ndjson::UNTOLD, "JSON");
            let found = found.split("; decompress").next().unwrap_or_default();
            format!("expected a feed, found {found}")
        }
        error => error.to_string(),
    }
}

impl Failure {
    /// Returns the same, with the address at which it happened, unless that is the one that the user gave.
    pub(super) fn at(self, url: &Url, own: &Url) -> Self {
        if url == own {
            return self;
        }
        Self::At {
            url: address::without_user(url).to_string(),
            failure: Box::new(self),
        }
    }

    /// Returns what failed, wherever that was.
    fn itself(&self) -> &Self {
        match self {
            Self::At { failure, .. } => failure,
            failure => failure,
        }
    }

    /// Returns whether it is for who listed the feed to mend, as the list says what nothing can be asked with.
    pub(crate) fn is_of_source(&self) -> bool {
        matches!(
            self,
            Self::BadAddress(_)
                | Self::BadCondition(..)
                | Self::BadFolder(_)
                | Self::BadSetting(..)
                | Self::BadWhere(_)
                | Self::NoHost
                | Self::Scheme(_)
        )
    }

    /// The crate hides what is wrong behind what it was doing.
    pub(super) fn connection(error: &reqwest::Error) -> Self {
        let mut is_connecting = error.is_connect() && !error.is_timeout();
        let mut source: &dyn std::error::Error = error;
        let mut is_answered = false;
        while let Some(deeper) = source.source() {
            if let Some(Self::Private(host)) = deeper.downcast_ref() {
                return Self::Private(host.clone());
            }
            let kind = deeper.downcast_ref().map(io::Error::kind);
            is_answered |= kind.is_some_and(|kind| ANSWERS.contains(&kind));
            source = deeper;
        }
        // A server may close a connection in the moment in which it is used again.
        let is_closed = source.to_string() == CLOSED_EARLY;
        is_connecting |= is_closed;
        is_answered |= is_closed;
        let message = if error.is_timeout() {
            "expected an answer in time, found none; wait longer with --timeout".to_owned()
        } else {
            format!("cannot be asked: {source}")
        };
        Self::Connection {
            message,
            is_connecting,
            is_answered,
        }
    }

    /// Returns whether nobody has answered, as far as anyone knows.
    pub(super) fn is_unanswered(&self) -> bool {
        match self.itself() {
            Self::Connection { is_answered, .. } => !is_answered,
            failure => matches!(failure, Self::Private(_)),
        }
    }

    pub(super) fn is_of_connecting(&self) -> bool {
        matches!(
            self,
            Self::Connection {
                is_connecting: true,
                ..
            }
        )
    }

    /// Returns whether the user can mend it, as its message says, and no server has a part in it.
    pub(super) fn is_of_user(&self) -> bool {
        matches!(
            self.itself(),
            Self::HistoryTooLarge(_) | Self::NotWritten(..) | Self::TooLarge(_)
        )
    }

    /// Returns whether there is no feed at its address, or none to be had after so many failures in a row; whatever else failed
    /// may pass.
    pub(super) fn is_of_address(&self, failures: u32) -> bool {
        match self.itself() {
            Self::Status(status) => *status < 500 && *status != 429,
            Self::Connection { .. } => failures >= LOST_AFTER,
            Self::CutOff
            | Self::HostBlocked
            | Self::NotWritten(..)
            | Self::SameAs { .. }
            | Self::TooLarge(_) => false,
            _ => true,
        }
    }
}

/// What became of a feed.
#[derive(Debug)]
#[non_exhaustive]
pub enum Outcome {
    /// It was read.
    Read(Counts),
    /// Nothing has changed, its server says.
    NotModified,
    /// It need not be asked yet.
    Fresh,
    /// Its server says that it will not come back, now or earlier.
    Gone,
    /// It is the same feed as another of the list, at this address.
    SameAs(String),
    /// It could not be fetched.
    Failed(Failure),
    /// It failed in an earlier run, for this reason, and is not asked again yet.
    FailedLately(String),
}

impl Outcome {
    /// Returns how many of its entries went where.
    pub fn counts(&self) -> Counts {
        match self {
            Self::Read(counts) | Self::Failed(Failure::NotWritten(_, counts)) => *counts,
            _ => Counts::default(),
        }
    }
}

/// What happens on the way.
#[derive(Debug)]
#[non_exhaustive]
pub struct Report<'a> {
    /// The address of the feed, as the user has it.
    pub url: &'a str,
    /// What became of it.
    pub outcome: &'a Outcome,
    /// The status of the last answer, if there was one.
    pub status: Option<u16>,
    /// Where it has moved to for good.
    pub moved_to: Option<&'a str>,
    /// Whether it was found in a page.
    pub is_of_page: bool,
    /// When it may be asked again, if that is known; one that is gone never is.
    pub not_before: Option<DateTime<Utc>>,
    /// The files that a trial would write, below the output folder, with `/` between the parts of each.
    pub files: &'a [String],
    /// What is not right, and was helped.
    pub warnings: &'a [Warning],
}

impl<'a> Report<'a> {
    /// Returns what is told of a feed of which nothing else is known.
    pub(super) fn of(url: &'a str, outcome: &'a Outcome) -> Self {
        Self {
            url,
            outcome,
            status: None,
            moved_to: None,
            is_of_page: false,
            not_before: None,
            files: &[],
            warnings: &[],
        }
    }
}

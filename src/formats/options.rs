//! How feeds are read and written.

use ::url::Url;
use chrono::{DateTime, Utc};

use super::{Encoding, Limits};
use crate::front_matter::Dialect;
use crate::mapping::Profile;

/// How to read.
#[derive(Clone, Debug)]
pub struct ReadOptions {
    /// Whether `fm:article` and `_feedmatter` count. They do for one's own documents; in those of strangers they could set any field.
    pub honours_remainder: bool,
    /// Whether bodies stay as they are, scripts included. Those that the remainder covers always do.
    pub keeps_unsafe_html: bool,
    /// The encoding of the document, whatever it says itself.
    pub encoding: Option<Encoding>,
    /// The encoding that a server names. The document's own bytes count for more.
    pub charset: Option<Encoding>,
    /// The address of the document, against which addresses are read that nothing else makes absolute.
    pub base: Option<Url>,
    /// The key names of front matter; our own unless it is said.
    pub dialect: Option<&'static Dialect>,
    /// What a document may ask of its reader.
    pub limits: Limits,
}

impl Default for ReadOptions {
    fn default() -> Self {
        Self {
            honours_remainder: true,
            keeps_unsafe_html: false,
            encoding: None,
            charset: None,
            base: None,
            dialect: None,
            limits: Limits::default(),
        }
    }
}

/// How to write.
#[derive(Clone, Debug)]
pub struct WriteOptions {
    /// How much is written.
    pub profile: Profile,
    /// Under [`Profile::Public`], articles that are published later than this are left out.
    pub now: Option<DateTime<Utc>>,
    /// Whether bodies are HTML already that is safe and has absolute addresses.
    pub has_safe_bodies: bool,
    /// The address of a style sheet in CSS, for browsers that show the document as it is.
    pub stylesheet: Option<String>,
}

impl WriteOptions {
    /// Returns how to write under a profile, whatever the time.
    pub const fn of(profile: Profile) -> Self {
        Self {
            profile,
            now: None,
            has_safe_bodies: false,
            stylesheet: None,
        }
    }
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self::of(Profile::Lossless)
    }
}

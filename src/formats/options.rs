//! How feeds are read and written.

use ::url::Url;
use chrono::{DateTime, Utc};

use super::{Encoding, Limits};
use crate::front_matter::Dialect;
use crate::mapping::Profile;
use crate::xml::guard;

/// How to read.
///
/// The default trusts documents, as those that the user has written: what they carry beside the elements of their format sets
/// any field, `permalink` and `layout` among them, and bodies that are carried keep their scripts. For those of others there
/// is [`ReadOptions::foreign`].
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

impl ReadOptions {
    /// Returns how to read the documents of strangers: what they carry for themselves does not count, and every body is made
    /// safe.
    ///
    /// Files with front matter are nothing but fields, whoever has written them. Where none is expected, look at the
    /// [format](super::Document::format) of what was read. What site generators take for tags of their own stays in bodies;
    /// [`template::neutralise`](crate::text::template::neutralise) makes text of it.
    ///
    /// ```
    /// use feedmatter::formats::{self, ReadOptions};
    ///
    /// let json = r#"{"version": "https://jsonfeed.org/version/1.1", "title": "News", "items": [{
    ///     "id": "1", "title": "Hello", "content_html": "<p>Hello<script>steal()</script>",
    ///     "_feedmatter": {
    ///         "about": "https://w3id.org/feedmatter/ns/1.0/",
    ///         "article": {"title": {"$ref": "std"}, "permalink": "/index.html"}
    ///     }
    /// }]}"#;
    /// let document = formats::read(json.as_bytes(), &ReadOptions::foreign())?;
    /// let article = &document.feed.articles[0];
    /// assert_eq!(article.body.as_ref().map(|body| body.text.trim()), Some("<p>Hello</p>"));
    /// assert!(article.extra.fields.get("permalink").is_none());
    ///
    /// let trusting = formats::read(json.as_bytes(), &ReadOptions::default())?;
    /// assert!(trusting.feed.articles[0].extra.fields.get("permalink").is_some());
    /// # Ok::<(), feedmatter::Error>(())
    /// ```
    pub fn foreign() -> Self {
        Self {
            honours_remainder: false,
            ..Self::default()
        }
    }
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
///
/// The default is [`Profile::Lossless`]: everything is written, drafts and private fields among it, for whoever is to have all
/// that the author has. For what anyone may read there is `WriteOptions::of(Profile::Public)`, with the present as
/// [`now`](Self::now).
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

    /// Names the style sheet in a document, if there is one.
    pub(super) fn styled(&self, text: String) -> String {
        match &self.stylesheet {
            Some(href) => guard::with_stylesheet(&text, href),
            None => text,
        }
    }
}

impl Default for WriteOptions {
    fn default() -> Self {
        Self::of(Profile::Lossless)
    }
}

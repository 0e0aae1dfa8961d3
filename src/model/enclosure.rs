//! [`Enclosure`]: a file attached to an article, or another thing to do with it.

use super::Extra;
use super::record::fields;

/// A file attached to an article (`type: download`), or another thing to do with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enclosure {
    /// Where it is.
    pub url: Option<String>,
    /// What following the URL does; `download` for an attached file.
    pub r#type: Option<String>,
    /// What it is, plain text.
    pub title: Option<String>,
    /// Who made it, plain text.
    pub attribution: Option<String>,
    /// Media type, such as `audio/mpeg`; absent when the URL's ending tells it.
    pub mime_type: Option<String>,
    /// Size in bytes.
    pub length: Option<u64>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Enclosure, "a map with `url`":
    "url" => url,
    "type" => r#type,
    "title" => title,
    "attribution" => attribution,
    "mimeType" => mime_type,
    "length" => length,
}

impl Enclosure {
    /// The [`type`](Self::type) of an attached file.
    pub const DOWNLOAD: &'static str = "download";

    /// The member for how long a file lasts, which the model does not know and JSON Feed has.
    pub(crate) const DURATION: &'static str = "duration_in_seconds";

    /// Returns whether this is an attached file.
    pub fn is_download(&self) -> bool {
        self.r#type.as_deref() == Some(Self::DOWNLOAD)
    }
}

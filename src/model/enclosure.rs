//! [`Enclosure`]: a file attached to an article, or another thing to do with it.

use super::Extra;
use super::record::fields;

/// A file attached to an article (`type: download`, or a media type and no other), or another thing to do with it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Enclosure {
    /// Where it is.
    pub url: Option<String>,
    /// What following the URL does; `download` for an attached file, as which its media type is understood as well, be it here
    /// or, if nothing is, in [`mime_type`](Self::mime_type).
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

    /// Returns whether this is an attached file. Some write its media type where the kind of action is asked for, or no kind
    /// beside it.
    pub fn is_download(&self) -> bool {
        let kind = self.r#type.as_deref().or(self.mime_type.as_deref());
        kind == Some(Self::DOWNLOAD) || kind.is_some_and(is_media_type)
    }

    /// Returns the media type, whichever field says it.
    pub(crate) fn media_type(&self) -> Option<&str> {
        let kind = || self.r#type.as_deref().filter(|kind| is_media_type(kind));
        self.mime_type.as_deref().or_else(kind)
    }
}

/// Returns whether a text is a media type, by the
/// [registered ones](https://www.iana.org/assignments/media-types/media-types.xhtml).
fn is_media_type(text: &str) -> bool {
    const KINDS: [&str; 7] = [
        "application",
        "audio",
        "font",
        "image",
        "model",
        "text",
        "video",
    ];
    let kind = text.trim().split_once('/').map_or("", |(kind, _)| kind);
    KINDS.iter().any(|known| kind.eq_ignore_ascii_case(known))
}

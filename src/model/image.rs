//! [`Image`]: a picture with its size.

use super::Extra;
use super::record::fields;

/// A picture with its size.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Image {
    /// Where it is. May be relative to the site.
    pub url: Option<String>,
    /// Width in pixels; 0 or absent when unknown.
    pub width: Option<u64>,
    /// Height in pixels; 0 or absent when unknown.
    pub height: Option<u64>,
    /// Caption, plain text.
    pub title: Option<String>,
    /// Who made it, plain text.
    pub attribution: Option<String>,
    /// What it shows, plain text, for those who do not see it.
    pub description: Option<String>,
    /// Whether the site holds a copy. Private.
    pub is_cached: Option<bool>,
    /// Fields that we do not know.
    pub extra: Extra,
}

fields! { Image, "a map with `url`":
    "url" => url,
    "width" => width,
    "height" => height,
    "title" => title,
    "attribution" => attribution,
    "description" => description,
    "isCached" => is_cached,
}

//! A small style sheet for browsers that show a feed as it is.

/// The name of its file, which lies beside the feed.
pub(super) const NAME: &str = "feed.css";

/// The style sheet, for RSS and Atom alike: names in CSS are those without a prefix.
pub(super) const TEXT: &str = include_str!("feed.css");

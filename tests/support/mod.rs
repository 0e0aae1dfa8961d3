//! Fixtures, and strings and articles that nobody should write.

pub(crate) mod arbitrary;
pub(crate) mod cli;
pub(crate) mod fixtures;
pub(crate) mod json_feed;
#[cfg(unix)]
pub(crate) mod recipe;
pub(crate) mod server;

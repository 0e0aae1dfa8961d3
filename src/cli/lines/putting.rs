//! Lines on their way out.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;

use super::making::TOGETHER;
use crate::cli::output::STANDARD;
use crate::error::{Error, Result};
use crate::formats::{self, WriteOptions};
use crate::model::{Article, Feed};

/// Why no further line is written.
pub(super) enum Stop {
    /// Nobody reads any more, which is no failure.
    Closed,
    Error(Error),
}

impl Stop {
    pub(super) fn of(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Error(Error::io("write")(source)),
        }
    }
}

/// Writes the articles of a feed as a format of lines sees it: some go out while the next are made.
pub(super) fn put_articles(
    format: &str,
    mut feed: Feed,
    mut put: impl FnMut(&str) -> Result<(), Stop> + Send,
) -> Result<(), Stop> {
    let mut articles = std::mem::take(&mut feed.articles).into_iter();
    let mut made: Option<String> = None;
    loop {
        let some: Vec<Article> = articles.by_ref().take(TOGETHER).collect();
        let is_last = articles.as_slice().is_empty();
        let rest = if is_last {
            Feed::default()
        } else {
            formats::repeated(format, &feed)
        };
        let part = Feed {
            articles: some,
            ..std::mem::replace(&mut feed, rest)
        };
        // Neither format can fail here.
        let make = || formats::write_seen(format, part).map_err(Stop::Error);
        let text = match made.take() {
            Some(text) => {
                let (put, text) = rayon::join(|| put(&text), make);
                put?;
                text?
            }
            None => make()?,
        };
        if is_last {
            return put(&text);
        }
        made = Some(text);
    }
}

/// Writes a feed to standard output, in a format of lines. A reader that has seen enough is no failure, and wants no more.
pub(in crate::cli) fn put_feed(
    format: &str,
    feed: Feed,
    options: &WriteOptions,
) -> Result<ControlFlow<()>> {
    let feed = formats::as_seen(format, feed, options)?;
    match put_articles(format, feed, put) {
        Err(Stop::Error(error)) => Err(error.in_file(Path::new(STANDARD))),
        Err(Stop::Closed) => Ok(ControlFlow::Break(())),
        Ok(()) => Ok(ControlFlow::Continue(())),
    }
}

/// Writes to standard output, which passes on whatever ends in a line end.
pub(super) fn put(text: &str) -> Result<(), Stop> {
    let written = io::stdout().lock().write_all(text.as_bytes());
    written.map_err(Stop::of)
}

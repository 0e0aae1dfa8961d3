//! [`Lines`]: articles one by one, as they come, in memory for one of them.

use std::io::{self, BufRead, Read};

use super::line::{self, on_line};
use crate::error::{Bound, Error, Result};
use crate::formats::{Document, ReadOptions, lossless};
use crate::xml::decode::decode_strictly;

/// The lines of a stream of NDJSON, each as a document of at most one article.
///
/// A line that cannot be read is an error with its place, and the next one follows. After an error of the stream nothing
/// follows.
///
/// ```
/// use feedmatter::formats::{Lines, ReadOptions};
///
/// let stream = "{\"title\":\"A\",\"feed\":{}}\noops\n{\"title\":\"B\",\"feed\":{}}\n";
/// let mut lines = Lines::new(stream.as_bytes(), ReadOptions::default());
/// assert_eq!(lines.next().unwrap()?.feed.articles[0].title.as_deref(), Some("A"));
/// assert_eq!(lines.next().unwrap().unwrap_err().position().unwrap().line, 2);
/// assert_eq!(lines.next().unwrap()?.feed.articles[0].title.as_deref(), Some("B"));
/// assert!(lines.next().is_none());
/// # Ok::<(), feedmatter::Error>(())
/// ```
pub struct Lines<R> {
    reader: R,
    options: ReadOptions,
    number: usize,
    bytes: Vec<u8>,
    is_over: bool,
}

impl<R: BufRead> Lines<R> {
    /// Reads from a stream.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        Self {
            reader,
            options,
            number: 0,
            bytes: Vec::new(),
            is_over: false,
        }
    }

    /// Takes in the next line, or as much of it as is allowed. Returns whether there was one.
    fn advance(&mut self) -> io::Result<bool> {
        let limit = u64::try_from(self.options.limits.bytes).unwrap_or(u64::MAX);
        self.bytes.clear();
        self.number += 1;
        let mut bounded = (&mut self.reader).take(limit.saturating_add(1));
        let length = bounded.read_until(b'\n', &mut self.bytes)?;
        Ok(length > 0)
    }

    fn read(&mut self) -> Result<Option<Document>> {
        let bound = self.options.limits.bytes;
        if self.bytes.len() > bound && !self.bytes.ends_with(b"\n") {
            self.reader.skip_until(b'\n').map_err(unreadable)?;
            let bound = Error::Exceeded {
                bound: Bound::Bytes,
                limit: bound,
            };
            return Err(on_line(self.number, &bound));
        }
        let text = decode_strictly(&self.bytes).map_err(|error| on_line(self.number, &error))?;
        // Some programs put a mark at the head of every file that they then put together.
        let text = text
            .trim_start_matches('\u{feff}')
            .trim_end_matches(['\n', '\r']);
        if text.trim().is_empty() {
            return Ok(None);
        }
        let line = line::read(text, self.number, &self.options.limits)?;
        Ok(Some(Document {
            feed: lossless::received(line.feed, &self.options),
            format: super::NAME,
            warnings: line.warnings,
            errors: Vec::new(),
        }))
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        while !self.is_over {
            match self.advance() {
                Ok(true) => {}
                Ok(false) => break,
                Err(source) => {
                    self.is_over = true;
                    return Some(Err(unreadable(source)));
                }
            }
            if let Some(line) = self.read().transpose() {
                return Some(line);
            }
        }
        self.is_over = true;
        None
    }
}

fn unreadable(source: io::Error) -> Error {
    Error::Io {
        action: "read",
        source,
    }
}

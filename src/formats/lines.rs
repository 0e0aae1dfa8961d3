//! Formats whose articles stand on lines of their own, and [`Lines`]: articles as they come, with no more of them in memory.

use std::borrow::Cow;
use std::collections::VecDeque;
use std::io::{BufRead, ErrorKind};
use std::ptr;

use memchr::memrchr;

use super::inheritance::{self, keep_language};
use super::lossless::{self, Standard};
use super::ndjson::Ndjson;
use super::{Document, Format, ReadOptions, pieces};
use crate::error::{Bound, Error, Position, Result, Warning};
use crate::model::{Article, Feed, Record};
use crate::xml::decode::decode_strictly;

/// A format that has an article a line, and nothing around them.
pub(crate) trait Linewise: Format {
    /// Reads the line of that number.
    fn read_line(&self, text: &str, number: usize, options: &ReadOptions) -> Result<Standard>;

    /// Returns the text of a line, which has to be UTF-8 unless the format says something else.
    fn text_of<'a>(
        &self,
        bytes: &'a [u8],
        options: &ReadOptions,
        warnings: &mut Vec<Warning>,
    ) -> Result<Cow<'a, str>> {
        let _ = (options, warnings);
        decode_strictly(bytes)
    }

    /// Writes the beginning of an article's line; nothing, if it has none.
    fn begin(&self, article: &Article) -> String;

    /// Writes the end of a line, with what it says of the feed.
    fn end(&self, feed: &Feed) -> String;

    /// Returns what is said of a feed beside the further ones of its articles.
    fn repeated(&self, feed: &Feed) -> Feed {
        let _ = feed;
        Feed::default()
    }
}

/// How the lines of a feed end: the first one, and the others.
pub(super) struct Ends([String; 2]);

impl Ends {
    pub(super) fn of(format: &dyn Linewise, feed: &Feed, count: usize) -> Self {
        // A stream of lines is written one by one.
        let others = match count {
            0 | 1 => String::new(),
            _ => format.end(&format.repeated(feed)),
        };
        Self([format.end(feed), others])
    }

    /// Ends a line.
    pub(super) fn end(&self, line: &mut String, is_first: bool) {
        line.push_str(&self.0[usize::from(!is_first)]);
    }
}

/// Writes the articles of a feed, each on its line.
pub(super) fn write(format: &dyn Linewise, feed: &Feed) -> String {
    let ends = Ends::of(format, feed, feed.articles.len());
    pieces::lines(&feed.articles, |article| {
        let mut line = format.begin(article);
        if !line.is_empty() {
            ends.end(&mut line, ptr::eq(article, &feed.articles[0]));
        }
        line
    })
}

/// Reads a document that is there as a whole. The first line that says something of its feed speaks for all; articles of other
/// languages keep theirs.
pub(super) fn read(format: &dyn Linewise, text: &str, options: &ReadOptions) -> Result<Standard> {
    let lines: Vec<(usize, &str)> = numbered(text).collect();
    if lines.len() > options.limits.articles {
        return Err(Error::Exceeded {
            bound: Bound::Articles,
            limit: options.limits.articles,
        });
    }
    let lines = pieces::map(lines, |(number, text)| {
        format.read_line(unmarked(text), number, options)
    });
    let mut standard = Standard::default();
    let mut has_said = false;
    for line in lines {
        match line {
            Ok(mut read) => {
                standard.warnings.append(&mut read.warnings);
                if has_said {
                    let (own, joined) = (&read.feed.language, &standard.feed.language);
                    let own_articles = &mut read.feed.articles;
                    keep_language(own_articles, own.as_deref(), joined.as_deref());
                }
                has_said = has_said || !read.feed.to_map().is_empty();
                inheritance::join(&mut standard.feed, read.feed);
            }
            Err(error) => standard.errors.push(error),
        }
    }
    let has_lines = has_said || !standard.feed.articles.is_empty();
    if !has_lines && !standard.errors.is_empty() {
        return Err(Error::Lines(standard.errors));
    }
    Ok(standard)
}

/// Returns the lines that say something, with their numbers.
pub(crate) fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let numbered = text.lines().enumerate();
    numbered
        .map(|(index, line)| (index + 1, line))
        .filter(|(_, line)| !line.trim().is_empty())
}

/// Some programs put a mark at the head of every file that they then put together.
fn unmarked(line: &str) -> &str {
    line.trim_start_matches('\u{feff}')
}

/// Returns an error with the place that it has in the document.
pub(crate) fn on_line(number: usize, error: &Error) -> Error {
    Error::Syntax {
        message: error.to_string(),
        position: within_line(number, error.position()),
    }
}

/// Puts warnings about the text of a line on that line.
pub(super) fn put_on_line(number: usize, warnings: &mut [Warning]) {
    for warning in warnings {
        warning.position = Some(within_line(number, warning.position));
    }
}

fn within_line(number: usize, position: Option<Position>) -> Position {
    Position {
        line: number,
        column: position.map_or(0, |position| position.column),
    }
}

/// The lines of a stream of NDJSON, each as a document of at most one article.
///
/// A line that cannot be read is an error with its place, and the next one follows. After an error of the stream nothing
/// follows. In memory are the lines that the reader has in its buffer, and no others.
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
    begun: Begun,
    come: VecDeque<Line>,
    is_over: bool,
}

/// A line as it came, or why it did not.
pub(crate) struct Line {
    number: usize,
    bytes: Result<Vec<u8>>,
}

/// A line that has not come to its end.
struct Begun {
    number: usize,
    /// What has come of it, or one byte more than is allowed.
    bytes: Vec<u8>,
    limit: usize,
}

impl Begun {
    fn push(&mut self, bytes: &[u8]) {
        let room = self.limit.saturating_add(1) - self.bytes.len();
        self.bytes.extend(&bytes[..bytes.len().min(room)]);
    }

    /// Ends the line, and begins the next one.
    fn end(&mut self) -> Line {
        let (number, bytes) = (self.number, std::mem::take(&mut self.bytes));
        self.number += 1;
        let bytes = if bytes.len() > self.limit {
            let bound = Error::Exceeded {
                bound: Bound::Bytes,
                limit: self.limit,
            };
            Err(on_line(number, &bound))
        } else {
            Ok(bytes)
        };
        Line { number, bytes }
    }
}

impl<R: BufRead> Lines<R> {
    /// Reads from a stream.
    pub fn new(reader: R, options: ReadOptions) -> Self {
        let begun = Begun {
            number: 1,
            bytes: Vec::new(),
            limit: options.limits.bytes,
        };
        Self {
            reader,
            options,
            begun,
            come: VecDeque::new(),
            is_over: false,
        }
    }

    /// Returns the next line, and those that have come with it; at the end, none.
    pub(crate) fn come(&mut self) -> Vec<Line> {
        let mut come = Vec::new();
        while come.is_empty() && !self.is_over {
            let bytes = match self.reader.fill_buf() {
                Ok(bytes) => bytes,
                Err(error) if error.kind() == ErrorKind::Interrupted => continue,
                Err(error) => {
                    self.is_over = true;
                    come.push(Line {
                        bytes: Err(Error::io("read")(error)),
                        ..self.begun.end()
                    });
                    break;
                }
            };
            self.is_over = bytes.is_empty();
            // What is begun stays in the buffer until there is no more in it.
            let end = memrchr(b'\n', bytes).map_or(bytes.len(), |index| index + 1);
            for part in bytes[..end].split_inclusive(|byte| *byte == b'\n') {
                let line = part.strip_suffix(b"\n");
                self.begun.push(line.unwrap_or(part));
                come.extend(line.map(|_| self.begun.end()));
            }
            self.reader.consume(end);
        }
        if self.is_over && !self.begun.bytes.is_empty() {
            come.push(self.begun.end());
        }
        come
    }
}

impl<R: BufRead> Iterator for Lines<R> {
    type Item = Result<Document>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            if self.come.is_empty() {
                self.come = self.come().into();
            }
            let line = self.come.pop_front()?;
            if let Some(document) = line.read(&Ndjson, &self.options).transpose() {
                return Some(document);
            }
        }
    }
}

impl Line {
    /// Returns how many bytes it has.
    pub(crate) fn size(&self) -> usize {
        self.bytes.as_ref().map_or(0, Vec::len)
    }

    /// Reads the line in a format; `None` if there is nothing on it.
    pub(super) fn read(
        self,
        format: &dyn Linewise,
        options: &ReadOptions,
    ) -> Result<Option<Document>> {
        let number = self.number;
        let bytes = self.bytes?;
        let mut warnings = Vec::new();
        let text = format
            .text_of(&bytes, options, &mut warnings)
            .map_err(|error| on_line(number, &error))?;
        let text = unmarked(&text).trim_end_matches('\r');
        if text.trim().is_empty() {
            return Ok(None);
        }
        put_on_line(number, &mut warnings);
        let standard = format.read_line(text, number, options)?;
        let document = lossless::document(format, standard, options);
        Ok(Some(document.warned_before(warnings)))
    }
}

//! `feedmatter convert --to ndjson` and `--to tsv`: articles as they come.

use std::fs::{self, File};
use std::io::{self, BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use memchr::memchr;
use rayon::prelude::*;

use super::args::{ConvertArgs, FormatName};
use super::convert::{accepted, checked, note_private_parts, read, tell, with_flags};
use super::input::{self, Input, Inputs, unreadable};
use super::output::{Output, unwritable};
use super::{Outcome, file, list, message};
use crate::error::{Error, Result, Warning};
use crate::formats::{self, Document, Line, Lines, ReadOptions, WriteOptions};
use crate::mapping::{Profile, is_public, private_parts};
use crate::model::{Article, Feed, Record};
use crate::site::Growing;
use crate::sources;

/// How many lines are made at once: more would only take memory.
const TOGETHER: usize = 512;

/// How many bytes of lines are worth the threads.
const SHARED: usize = 1 << 14;

/// How many bytes of files are read on all cores together.
const AHEAD: u64 = 1 << 23;

/// An input, as far as it can be read whatever becomes of those before it.
enum Opened {
    Folder,
    /// Their format, what was read of them, and the rest.
    Lines(FormatName, Vec<u8>, BufReader<File>),
    Lists(Vec<Input>),
    /// Documents with their names.
    Documents(Vec<(String, Result<Document>)>),
    Unreadable(io::Error),
}

/// Why no further line is written.
enum Stop {
    /// Nobody reads any more, which is no failure.
    Closed,
    Error(Error),
}

impl Stop {
    fn of(source: io::Error) -> Self {
        match source.kind() {
            io::ErrorKind::BrokenPipe => Self::Closed,
            _ => Self::Error(unwritable(source)),
        }
    }
}

/// A document on its way out.
struct Ready {
    /// As the format sees it; none if nobody may read any of its articles.
    feed: Option<Feed>,
    /// How many private fields and drafts are in it.
    private: (usize, usize),
    errors: Vec<Error>,
    warnings: Vec<Warning>,
}

/// One run of the command.
struct Run<'a> {
    args: &'a ConvertArgs,
    options: &'a ReadOptions,
    write_options: WriteOptions,
    to: FormatName,
    /// Where lines go that do not go to standard output. An old file stays as it is until the new one is there.
    file: Option<Growing>,
    failures: usize,
    documents: usize,
    private: (usize, usize),
}

/// Runs the command.
pub(super) fn run(
    args: &ConvertArgs,
    options: &ReadOptions,
    output: &Output,
    to: FormatName,
) -> ExitCode {
    let file = match output.growing() {
        Ok(file) => file,
        Err(error) => {
            message::error(&output.name(), &error);
            return Outcome::Failed.into();
        }
    };
    let profile = if formats::keeps_everything(to.name()) {
        args.profile.into()
    } else {
        Profile::Public
    };
    let mut run = Run {
        args,
        options,
        write_options: WriteOptions {
            now: Some(super::now()),
            ..WriteOptions::of(profile)
        },
        to,
        file,
        failures: 0,
        documents: 0,
        private: (0, 0),
    };
    let written = run.convert_all().and_then(|()| match run.file.take() {
        Some(file) if run.documents > 0 => file.finish().map_err(Stop::of),
        _ => Ok(()),
    });
    match written {
        Err(Stop::Error(error)) => {
            message::error(&output.name(), &error);
            return Outcome::Failed.into();
        }
        Err(Stop::Closed) => return Outcome::Done.into(),
        Ok(()) => {}
    }
    note_private_parts(args, run.private);
    match (run.failures, run.documents) {
        (0, _) => Outcome::Done.into(),
        (_, 0) => Outcome::Failed.into(),
        _ => Outcome::Partly.into(),
    }
}

impl Run<'_> {
    fn convert_all(&mut self) -> Result<(), Stop> {
        let mut rest = input::or_standard(&self.args.inputs);
        while !rest.is_empty() {
            let (paths, behind) = rest.split_at(ahead(rest));
            rest = behind;
            let opened: Vec<Opened> = match paths {
                [path] => vec![self.open(path)],
                paths => {
                    super::join_pool();
                    paths.par_iter().map(|path| self.open(path)).collect()
                }
            };
            for (path, opened) in paths.iter().zip(opened) {
                self.take(path, opened)?;
            }
        }
        Ok(())
    }

    fn read_inputs(&self, paths: &[PathBuf]) -> Inputs {
        let is_public = self.write_options.profile == Profile::Public;
        input::read(paths, is_public, self.options.limits.bytes)
    }

    /// Opens an input, and reads it unless its lines are to be read one by one.
    fn open(&self, path: &Path) -> Opened {
        if path.is_dir() {
            return Opened::Folder;
        }
        let bound = self.options.limits.bytes as u64;
        let head = file::open(path).and_then(|file| {
            let mut reader = BufReader::with_capacity(1 << 16, file);
            Ok((head(&mut reader, bound)?, reader))
        });
        let (mut bytes, reader) = match head {
            Ok(begun) => begun,
            Err(source) => return Opened::Unreadable(source),
        };
        let begun = || formats::lines_begun(&bytes).map(FormatName::new);
        let format = self.args.from.or_else(|| FormatName::of_file(path));
        let format = format.or_else(begun).filter(|format| format.is_lines());
        // Lines are told by bytes, which is not possible in every encoding.
        if let Some(format) = format
            && self.options.encoding.is_none()
            && memchr(0, &bytes).is_none()
        {
            return Opened::Lines(format, bytes, reader);
        }
        bytes.extend(reader.buffer());
        let (name, limit) = (input::name_of(path), self.options.limits.bytes);
        let inputs = match Input::all_of(name, reader.into_inner(), bytes, limit) {
            Ok(inputs) => inputs,
            Err(source) => return Opened::Unreadable(source),
        };
        let is_list = |input: &Input| sources::is_opml(&input.bytes, self.options);
        if self.args.from.is_some_and(FormatName::is_list) || inputs.iter().all(is_list) {
            return Opened::Lists(inputs);
        }
        Opened::Documents(documents(self.args, self.options, inputs).collect())
    }

    fn take(&mut self, path: &Path, opened: Opened) -> Result<(), Stop> {
        let name = input::name_of(path);
        match opened {
            Opened::Folder => {
                let inputs = self.read_inputs(std::slice::from_ref(&path.to_owned()));
                self.failures += inputs.failures;
                let documents = documents(self.args, self.options, inputs.documents);
                self.convert_documents(documents, &inputs.feeds)
            }
            Opened::Lines(format, head, reader) => {
                self.convert_lines(&name, format, head.as_slice().chain(reader))
            }
            Opened::Lists(inputs) => inputs
                .into_iter()
                .try_for_each(|input| self.convert_list(input)),
            Opened::Documents(documents) => self.convert_documents(documents, &[]),
            Opened::Unreadable(source) => {
                self.fail(&name, &unreadable(source));
                Ok(())
            }
        }
    }

    /// Writes a line for each feed of a list.
    fn convert_list(&mut self, input: Input) -> Result<(), Stop> {
        let name = input.name.clone();
        let lines = input.whole().and_then(|inputs| {
            let lists = inputs.iter().map(|input| {
                let list = list::read(self.args, self.options, &input.name, &input.bytes)?;
                sources::write(self.to.name(), &list)
            });
            lists.collect::<Result<String>>()
        });
        match lines {
            Ok(text) => {
                self.documents += 1;
                self.write(&text)
            }
            Err(error) => {
                self.fail(&name, &error);
                Ok(())
            }
        }
    }

    /// Converts lines as they come; no more of them are in memory.
    fn convert_lines(
        &mut self,
        name: &str,
        format: FormatName,
        reader: impl BufRead,
    ) -> Result<(), Stop> {
        let mut lines = Lines::new(reader, self.options.clone());
        loop {
            let come = lines.come();
            if come.is_empty() {
                return Ok(());
            }
            let text = |line| self.text(format, line);
            let made: Vec<_> = if come.iter().map(Line::size).sum::<usize>() > SHARED {
                super::join_pool();
                come.into_par_iter().map(text).collect()
            } else {
                come.into_iter().map(text).collect()
            };
            let mut text = String::new();
            for made in made {
                match made {
                    Ok(Some((ready, line))) => {
                        self.tell(name, &ready);
                        text.push_str(&line);
                    }
                    Ok(None) => {}
                    Err(error) => self.fail(name, &error),
                }
            }
            self.write(&text)?;
        }
    }

    /// Makes the text of a line.
    fn text(&self, format: FormatName, line: Line) -> Result<Option<(Ready, String)>> {
        let Some(document) = formats::read_line(format.name(), line, self.options)? else {
            return Ok(None);
        };
        let mut ready = self.ready(document, None)?;
        let feed = ready.feed.take();
        let text = feed.map(|feed| formats::write_seen(self.to.name(), feed));
        Ok(Some((ready, text.transpose()?.unwrap_or_default())))
    }

    /// Converts documents, of which the folder may say more.
    fn convert_documents(
        &mut self,
        documents: impl IntoIterator<Item = (String, Result<Document>)>,
        feeds: &[Input],
    ) -> Result<(), Stop> {
        let feed = feeds.iter().find_map(|input| {
            let document = checked(
                self.args,
                &input.name,
                formats::read_feed_file(&input.bytes),
            );
            self.failures += usize::from(document.is_err());
            Some(document.ok()?.feed)
        });
        for (name, document) in documents {
            self.convert(&name, document, feed.as_ref())?;
        }
        Ok(())
    }

    /// Writes a document; what its folder says of the feed counts for articles without one.
    fn convert(
        &mut self,
        name: &str,
        document: Result<Document>,
        folder: Option<&Feed>,
    ) -> Result<(), Stop> {
        match document.and_then(|document| self.ready(document, folder)) {
            Ok(mut ready) => {
                self.tell(name, &ready);
                let format = self.to.name();
                ready.feed.take().map_or(Ok(()), |feed| {
                    put_articles(format, feed, |text| self.write(text))
                })
            }
            Err(error) => {
                self.fail(name, &error);
                Ok(())
            }
        }
    }

    /// Makes a document ready to be written.
    fn ready(&self, document: Document, folder: Option<&Feed>) -> Result<Ready> {
        let document = accepted(self.args, document)?;
        let mut feed = document.feed;
        if let Some(folder) = folder.filter(|_| feed.to_map().is_empty()) {
            let articles = std::mem::take(&mut feed.articles);
            feed = Feed {
                articles,
                ..folder.clone()
            };
        }
        let mut ready = Ready {
            feed: None,
            private: (0, 0),
            errors: document.errors,
            warnings: document.warnings,
        };
        let has_articles = !feed.articles.is_empty();
        if self.write_options.profile == Profile::Public {
            let now = self.write_options.now;
            feed.articles.retain(|article| is_public(article, now));
        } else {
            ready.private = private_parts(&feed);
        }
        // A feed without articles is a line; one whose articles nobody may read is none.
        if !has_articles || !feed.articles.is_empty() {
            let feed = with_flags(feed, self.args);
            let seen = formats::as_seen(self.to.name(), feed, &self.write_options);
            ready.feed = Some(seen?);
        }
        Ok(ready)
    }

    /// Reports what is wrong with a document, and counts it.
    fn tell(&mut self, name: &str, ready: &Ready) {
        tell(self.args, name, &ready.errors, &ready.warnings);
        self.failures += ready.errors.len();
        self.documents += 1;
        let (fields, drafts) = ready.private;
        self.private = (self.private.0 + fields, self.private.1 + drafts);
    }

    fn write(&mut self, text: &str) -> Result<(), Stop> {
        match &mut self.file {
            Some(file) => file.write_all(text.as_bytes()).map_err(Stop::of),
            None => put(text),
        }
    }

    /// Reports what cannot be converted; the rest goes on.
    fn fail(&mut self, name: &str, error: &Error) {
        message::error(name, error);
        self.failures += 1;
    }
}

/// Writes the articles of a feed as a format of lines sees it: some go out while the next are made.
fn put_articles(
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

/// Writes a feed to standard output, in a format of lines. A reader that has seen enough is no failure.
pub(super) fn put_feed(format: &str, feed: Feed, options: &WriteOptions) -> Result<()> {
    let feed = formats::as_seen(format, feed, options)?;
    match put_articles(format, feed, put) {
        Err(Stop::Error(error)) => Err(error),
        Err(Stop::Closed) | Ok(()) => Ok(()),
    }
}

/// Writes to standard output, which passes on whatever ends in a line end.
fn put(text: &str) -> Result<(), Stop> {
    let written = io::stdout().lock().write_all(text.as_bytes());
    written.map_err(Stop::of)
}

/// Reads one input after the other.
fn documents<'a>(
    args: &'a ConvertArgs,
    options: &'a ReadOptions,
    inputs: Vec<Input>,
) -> impl Iterator<Item = (String, Result<Document>)> + 'a {
    let inputs = inputs.into_iter();
    inputs.flat_map(move |input| read(args, options, input))
}

/// Returns how many of the first inputs are read together: small files. Of anything else, what comes is written first.
fn ahead(paths: &[PathBuf]) -> usize {
    let mut sum = 0;
    let are_small = |path: &&PathBuf| {
        let file = fs::metadata(path).ok().filter(fs::Metadata::is_file);
        sum += file.map_or(AHEAD, |file| file.len());
        sum < AHEAD
    };
    paths.iter().take_while(are_small).count().max(1)
}

/// Reads as much as tells lines from other documents: a line, or if that is not enough, another. Of what does not begin like
/// them, nothing: it may be one line as a whole.
fn head(reader: &mut impl BufRead, bound: u64) -> io::Result<Vec<u8>> {
    let mut head = Vec::new();
    for _ in 0..2 {
        if head.is_empty() && !may_be_line(reader.fill_buf()?) {
            break;
        }
        reader.take(bound).read_until(b'\n', &mut head)?;
        if !may_be_line(&head) || formats::lines_begun(&head).is_some() {
            break;
        }
    }
    Ok(head)
}

/// Returns whether bytes begin like an object of JSON, or like a time and a tab, as far as they tell.
fn may_be_line(bytes: &[u8]) -> bool {
    let text = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let first = text.trim_ascii_start().first();
    let is_time = |text: &[u8]| {
        let digits = text.strip_prefix(b"-").unwrap_or(text);
        let behind = digits.iter().find(|byte| !byte.is_ascii_digit());
        behind.is_none_or(|byte| *byte == b'\t')
    };
    first.is_none_or(|byte| *byte == b'{') || is_time(text)
}

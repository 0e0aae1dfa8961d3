//! `feedmatter convert --to ndjson` and `--to tsv`: articles as they come.

mod making;
mod opening;
mod putting;
mod several;

pub(super) use self::putting::put_feed;

use std::io::{BufRead, Read, Write};
use std::mem;
use std::path::Path;
use std::process::ExitCode;

use self::making::{Content, Made, Making};
use self::opening::{Opened, ahead, open, size_of};
use self::putting::{Stop, put, put_articles};
use self::several::Several;
use super::args::{ConvertArgs, FormatName};
use super::convert::{checked, note_private_parts, tell};
use super::input::{self, FolderFeed, Input, MAX_OPEN};
use super::output::Output;
use super::{Outcome, list, message, on_all_cores};
use crate::error::{Error, Result};
use crate::folder::Growing;
use crate::formats::{self, Line, Lines, ReadOptions};
use crate::model::Feed;
use crate::sources;

/// How many bytes of lines are worth the threads.
const SHARED: usize = 1 << 14;

/// One run of the command.
struct Run<'a> {
    making: Making<'a>,
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
    let mut run = Run {
        making: Making::new(args, options, to),
        file,
        failures: 0,
        documents: 0,
        private: (0, 0),
    };
    let written = run.convert_all().and_then(|()| match run.file.take() {
        // Nothing but failures leaves what was there.
        Some(file) if run.documents > 0 || run.failures == 0 => file.finish().map_err(Stop::of),
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
        let mut rest = input::or_standard(&self.making.args.inputs);
        while !rest.is_empty() {
            let few = &rest[..rest.len().min(MAX_OPEN)];
            let (paths, behind) = rest.split_at(ahead(few, |path| size_of(path)));
            rest = behind;
            let making = &self.making;
            let opened = on_all_cores(paths.iter().collect(), |path| open(making, path));
            for (path, opened) in paths.iter().zip(opened) {
                self.convert(path, opened)?;
            }
        }
        Ok(())
    }

    fn convert(&mut self, path: &Path, opened: Opened) -> Result<(), Stop> {
        let name = input::name_of(path);
        match opened {
            Opened::Folder => self.convert_folder(path),
            Opened::Lines(format, head, reader) => {
                self.convert_lines(&name, format, head.as_slice().chain(reader))
            }
            Opened::Lists(inputs) => inputs
                .into_iter()
                .try_for_each(|input| self.convert_list(input)),
            Opened::Several(articles) => self.convert_several(&name, articles),
            Opened::Documents(made) => self.put_all(made),
            Opened::Unreadable(source) => {
                self.fail(&name, &Error::io("read")(source));
                Ok(())
            }
        }
    }

    /// Converts the articles of a folder, which may say more of their feed, as may the folders in it.
    fn convert_folder(&mut self, folder: &Path) -> Result<(), Stop> {
        let Making { args, options, .. } = self.making;
        let paths = [folder.to_owned()];
        let inputs = input::read(&paths, self.making.is_public(), options.limits.bytes);
        self.failures += inputs.failures;
        let mut read_feed = |input: Input| {
            let feed = formats::read_feed_file(&input.bytes);
            let document = checked(args, &input.name, feed);
            self.failures += usize::from(document.is_err());
            Some(document.ok()?.feed)
        };
        let feeds = inputs.feeds.into_iter();
        let feeds = feeds.filter_map(|folder| folder.and_then(&mut read_feed));
        let feeds: Vec<FolderFeed<Feed>> = feeds.collect();
        let documents = inputs.documents.into_iter().enumerate();
        let mut rest: Vec<(usize, Input)> = documents.collect();
        while !rest.is_empty() {
            let behind = rest.split_off(ahead(&rest, |(_, input)| input.size()));
            let some = mem::replace(&mut rest, behind);
            let making = &self.making;
            let made = making.all(some, true, |(index, input)| {
                making.documents(input, input::feed_of(&feeds, index))
            });
            self.put_all(made.into_iter().flatten())?;
        }
        Ok(())
    }

    /// Writes a line for each feed of a list.
    fn convert_list(&mut self, input: Input) -> Result<(), Stop> {
        let Making {
            args, options, to, ..
        } = self.making;
        let name = input.name.clone();
        let lines = input.whole().and_then(|inputs| {
            let lists = inputs.iter().map(|input| {
                let list = list::read(args, options, &input.name, &input.bytes)?;
                sources::write(to.name(), &list)
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
        let mut lines = Lines::new(reader, self.making.options.clone());
        loop {
            let come = lines.come();
            if come.is_empty() {
                return Ok(());
            }
            let making = &self.making;
            let is_large = come.iter().map(Line::size).sum::<usize>() > SHARED;
            let made = making.all(come, is_large, |line| making.line(format, line));
            let made = made.into_iter().filter_map(Result::transpose);
            self.put_all(made.map(|made| (name, made)))?;
        }
    }

    /// Converts articles as they come, likewise.
    fn convert_several(&mut self, name: &str, mut articles: Several) -> Result<(), Stop> {
        loop {
            let come = match articles.come(name) {
                Ok(come) if come.is_empty() => return Ok(()),
                Ok(come) => come,
                Err(source) => {
                    self.fail(name, &Error::io("read")(source));
                    return Ok(());
                }
            };
            let making = &self.making;
            let made = making.all(come, true, |input| making.documents(input, None));
            self.put_all(made.into_iter().flatten())?;
        }
    }

    /// Writes what was made of documents with these names, and reports what is wrong with them.
    fn put_all<N: AsRef<str>>(
        &mut self,
        all: impl IntoIterator<Item = (N, Result<Made>)>,
    ) -> Result<(), Stop> {
        let mut text = String::new();
        for (name, made) in all {
            let made = match made {
                Ok(made) => made,
                Err(error) => {
                    self.fail(name.as_ref(), &error);
                    continue;
                }
            };
            tell(
                self.making.args,
                name.as_ref(),
                &made.errors,
                &made.warnings,
            );
            self.failures += made.errors.len();
            self.documents += 1;
            let (fields, drafts) = made.private;
            self.private = (self.private.0 + fields, self.private.1 + drafts);
            match made.content {
                Content::Lines(lines) if text.is_empty() => text = lines,
                Content::Lines(lines) => text.push_str(&lines),
                Content::Straight(lines) => {
                    self.write(&mem::take(&mut text))?;
                    lines.into_iter().try_for_each(|text| self.write(&text))?;
                }
                Content::Articles(feed) => {
                    self.write(&mem::take(&mut text))?;
                    let format = self.making.to.name();
                    put_articles(format, *feed, |text| self.write(text))?;
                }
            }
        }
        self.write(&text)
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

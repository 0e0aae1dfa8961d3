//! `feedmatter convert`: documents of any format into one of any format.

use std::path::PathBuf;
use std::process::ExitCode;

use super::args::{ConvertArgs, FormatName};
use super::input::{self, Input};
use super::output::{Output, write_folder};
use super::{Outcome, counted, message};
use crate::error::{Error, Result};
use crate::formats::{self, Document, Encoding, FRONT_MATTER, ReadOptions, WriteOptions};
use crate::front_matter;
use crate::mapping::{Profile, private_parts};
use crate::model::{Feed, Record};

/// What stands between articles on standard output.
const SEPARATOR: &str = "\0";

/// Runs the command.
pub(super) fn run(args: &ConvertArgs) -> ExitCode {
    let profile = Profile::from(args.profile);
    let options = match options(args) {
        Ok(options) => options,
        Err(error) => {
            message::error("", &error);
            return Outcome::Failed.into();
        }
    };
    let inputs = input::read(
        &args.inputs,
        profile == Profile::Public,
        options.limits.bytes,
    );
    let mut failures = inputs.failures;
    let mut read_all =
        |inputs: &[Input], read: &dyn Fn(&[u8]) -> Result<Document>| -> Vec<Document> {
            let documents = inputs
                .iter()
                .map(|input| checked(args, input, read(&input.bytes)));
            documents
                .filter_map(|document| document.inspect_err(|()| failures += 1).ok())
                .collect()
        };
    let feeds = read_all(&inputs.feeds, &formats::read_feed_file);
    let documents = read_all(&inputs.documents, &|bytes| read(args, bytes, &options));
    if documents.is_empty() && feeds.is_empty() {
        if failures == 0 {
            message::line(
                "",
                None,
                "expected files with front matter or feeds, found none",
            );
        }
        return Outcome::Failed.into();
    }
    let output = Output::new(args.output.as_deref(), args.to);
    let is_all_front_matter = documents
        .iter()
        .all(|document| document.format == FRONT_MATTER);
    let default = if is_all_front_matter {
        FormatName::Rss
    } else {
        FormatName::FrontMatter
    };
    let to = args.to.or_else(|| output.format()).unwrap_or(default);
    let feed = with_flags(merged(feeds.into_iter().chain(documents)), args);
    match write(args, &output, to, &feed) {
        Ok(()) if failures > 0 => Outcome::Partly.into(),
        Ok(()) => Outcome::Done.into(),
        Err(failure) => {
            failure.report(&output);
            Outcome::Failed.into()
        }
    }
}

fn options(args: &ConvertArgs) -> Result<ReadOptions> {
    Ok(ReadOptions {
        honours_remainder: !args.foreign,
        keeps_unsafe_html: args.unsafe_html,
        encoding: args
            .encoding
            .as_deref()
            .map(Encoding::from_label)
            .transpose()?,
        base: args.base.clone(),
        limits: (&args.limits).into(),
        ..ReadOptions::default()
    })
}

fn read(args: &ConvertArgs, bytes: &[u8], options: &ReadOptions) -> Result<Document> {
    match args.from {
        Some(format) => formats::read_as(format.name(), bytes, options),
        None => formats::read(bytes, options),
    }
}

/// Reports what is wrong with a document, and returns it if it can be used.
fn checked(args: &ConvertArgs, input: &Input, document: Result<Document>) -> Result<Document, ()> {
    let strict = |mut document: Document| {
        if args.strict && !document.warnings.is_empty() {
            return Err(Error::BadValue(document.warnings.swap_remove(0)));
        }
        Ok(document)
    };
    let document = document
        .and_then(strict)
        .map_err(|error| message::error(&input.name, &error))?;
    if !args.quiet {
        document
            .warnings
            .iter()
            .for_each(|warning| message::warning(&input.name, warning));
    }
    Ok(document)
}

/// Puts all articles into one feed. The first input that says something of its feed speaks for all.
fn merged(documents: impl Iterator<Item = Document>) -> Feed {
    let mut merged = Feed::default();
    for Document { mut feed, .. } in documents {
        merged.articles.append(&mut feed.articles);
        if merged.to_map().is_empty() {
            merged = Feed {
                articles: merged.articles,
                ..feed
            };
        }
    }
    merged
}

fn with_flags(feed: Feed, args: &ConvertArgs) -> Feed {
    Feed {
        title: args.title.clone().or(feed.title),
        link: args.link.clone().or(feed.link),
        description: args.description.clone().or(feed.description),
        language: args.language.clone().or(feed.language),
        self_url: args.self_url.clone().or(feed.self_url),
        ..feed
    }
}

/// Why nothing was written.
enum Failure {
    Error(Error),
    File(PathBuf, Error),
    FeedIntoFolder,
    SeveralArticles(usize),
}

impl From<Error> for Failure {
    fn from(error: Error) -> Self {
        Self::Error(error)
    }
}

impl Failure {
    fn report(&self, output: &Output) {
        let name = output.name();
        match self {
            Self::Error(error) => message::error(&name, error),
            Self::File(path, error) => message::error(&path.display().to_string(), error),
            Self::FeedIntoFolder => {
                message::line(&name, None, "expected a file for a feed, found a folder")
            }
            Self::SeveralArticles(count) => message::line(
                &name,
                None,
                format_args!(
                    "expected one article as front matter, found {count}; give a folder (-o FOLDER/) or separate them with NUL (-0)"
                ),
            ),
        }
    }
}

fn write(args: &ConvertArgs, output: &Output, to: FormatName, feed: &Feed) -> Result<(), Failure> {
    if to == FormatName::FrontMatter {
        return write_articles(args, output, feed);
    }
    if matches!(output, Output::Folder(_)) {
        return Err(Failure::FeedIntoFolder);
    }
    let options = WriteOptions {
        now: Some(super::now()),
        ..WriteOptions::of(args.profile.into())
    };
    output.write(&formats::write(to.name(), feed, &options)?)?;
    let (fields, drafts) = private_parts(feed);
    if options.profile == Profile::Lossless && !args.quiet && fields + drafts > 0 {
        let fields = counted(fields, "private field");
        let drafts = counted(drafts, "draft");
        message::line(
            "",
            None,
            format_args!(
                "note: the output holds {fields} and {drafts}; to publish it, use --profile public"
            ),
        );
    }
    Ok(())
}

fn write_articles(args: &ConvertArgs, output: &Output, feed: &Feed) -> Result<(), Failure> {
    match (output, feed.articles.len()) {
        (Output::Folder(folder), _) => {
            write_folder(folder, feed).map_err(|(path, error)| Failure::File(path, error))
        }
        (_, 0) => Ok(output.write("")?),
        (_, 1) => Ok(output.write(&front_matter::write(&feed.articles[0])?)?),
        (_, _) if args.null => {
            let texts = feed
                .articles
                .iter()
                .map(front_matter::write)
                .collect::<Result<Vec<_>>>()?;
            Ok(output.write(&texts.join(SEPARATOR))?)
        }
        (_, count) => Err(Failure::SeveralArticles(count)),
    }
}

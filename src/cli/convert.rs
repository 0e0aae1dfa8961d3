//! `feedmatter convert`: documents of any format into one of any format.

use std::path::Path;
use std::process::ExitCode;

use super::args::{ConvertArgs, FormatName};
use super::input::{self, FolderFeed, Input};
use super::output::Output;
use super::{Outcome, counted, lines, list, message};
use crate::error::{Error, Result, Warning};
use crate::folder;
use crate::formats::{
    self, Document, Encoding, FRONT_MATTER, ReadOptions, SaidLanguage, WriteOptions,
};
use crate::front_matter::{self, Dialect};
use crate::mapping::{Profile, is_public, private_parts};
use crate::model::{Article, Feed, Record};
use crate::sources;

/// Runs the command.
pub(super) fn run(args: &ConvertArgs) -> ExitCode {
    let options = match options(args) {
        Ok(options) => options,
        Err(error) => {
            message::error("", &error);
            return Outcome::Failed.into();
        }
    };
    let output = Output::new(args.output.as_deref(), args.to);
    let to = args.to.or_else(|| output.format());
    if let Some(to) = to.filter(|to| to.is_lines()) {
        return lines::run(args, &options, &output, to);
    }
    let mut inputs = input::read(
        &args.inputs,
        args.profile == Profile::Public,
        options.limits.bytes,
    );
    let is_list = |input: &Input| sources::is_list(&input.bytes, &options);
    let are_lists = !inputs.documents.is_empty() && inputs.documents.iter().all(is_list);
    let list = match to {
        Some(to) if to.is_list() => Some(to.name()),
        None if are_lists || args.from.is_some_and(FormatName::is_list) => Some("yml"),
        _ => None,
    };
    if let Some(to) = list {
        inputs.whole();
        return list::run(args, &options, &inputs, &output, to);
    }
    let mut failures = inputs.failures;
    let mut use_of = |(name, document): (String, Result<Document>)| {
        let document = checked(args, &name, document);
        failures += document
            .as_ref()
            .map_or(1, |document| document.errors.len());
        document.ok()
    };
    let mut read_feed = |input: Input| use_of((input.name, formats::read_feed_file(&input.bytes)));
    let feeds = inputs.feeds.into_iter();
    let feeds = feeds.filter_map(|folder| folder.and_then(&mut read_feed));
    let mut feeds: Vec<FolderFeed<Document>> = feeds.collect();
    let documents = inputs.documents.into_iter().enumerate();
    let documents = documents.flat_map(|(index, input)| {
        let folder = input::feed_of(&feeds, index);
        let language = folder.and_then(|folder| folder.feed.language.clone());
        let mut documents = read(args, &options, input);
        let read = documents.iter_mut().filter_map(|(_, it)| it.as_mut().ok());
        for Document { feed, .. } in read.filter(|it| it.feed.to_map().is_empty()) {
            feed.language.clone_from(&language);
        }
        documents
    });
    let documents: Vec<Document> = documents.filter_map(&mut use_of).collect();
    // What stands deeper speaks for its own articles alone.
    feeds.retain(|it| it.is_named);
    if documents.is_empty() && feeds.is_empty() {
        if failures == 0 {
            let found = if inputs.has_drafts {
                "drafts alone, which are not public"
            } else {
                "none"
            };
            message::line(
                "",
                None,
                format_args!("expected files with front matter or feeds, found {found}"),
            );
        }
        return Outcome::Failed.into();
    }
    let is_all_front_matter = documents
        .iter()
        .all(|document| document.format == FRONT_MATTER);
    // They say nothing of a feed.
    let wants_front_matter = args.dialect.is_some() || args.fences.is_some();
    let default = if is_all_front_matter && !wants_front_matter {
        FormatName::new("rss")
    } else {
        FormatName::new(FRONT_MATTER)
    };
    let to = to.unwrap_or(default);
    if let Some(dialect) = args.dialect.filter(|_| to.name() == FRONT_MATTER)
        && let Err(error) = dialect.check_syntax(args.fences.unwrap_or_default())
    {
        message::error("", &error);
        return Outcome::Failed.into();
    }
    let feeds = feeds.into_iter().map(|it| it.feed);
    let documents = feeds.chain(documents).collect();
    let merged = formats::merged(documents, said_language(args).as_ref());
    let feed = with_flags(merged, args);
    match write(args, &output, to, feed) {
        Ok(more) if failures + more > 0 => Outcome::Partly.into(),
        Ok(_) => Outcome::Done.into(),
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
        encoding: args.encoding.as_deref().map(Encoding::named).transpose()?,
        base: args.base.clone(),
        dialect: args.from_dialect.filter(|dialect| !dialect.is_own()),
        limits: (&args.limits).into(),
        ..ReadOptions::default()
    })
}

/// Reads the documents of an input, and lets go of its bytes: all that is needed of them is in the documents.
pub(super) fn read(
    args: &ConvertArgs,
    options: &ReadOptions,
    input: Input,
) -> Vec<(String, Result<Document>)> {
    let by_name = || FormatName::of_lines_in(Path::new(&input.name));
    let format = args.from.or_else(by_name);
    let is_expected =
        |document: &Document| format.is_none_or(|format| format.name() == document.format);
    if let Some(large) = &input.large {
        super::join_pool();
        let read = formats::read_source(large, options).transpose();
        // In what has to be looked at as a whole, there may be several documents.
        let read = read.filter(|read| !large.has_nul() && read.as_ref().is_ok_and(is_expected));
        if let Some(document) = read {
            return vec![(input.name, document)];
        }
    }
    let name = input.name.clone();
    let inputs = match input.whole() {
        Ok(inputs) => inputs,
        Err(error) => return vec![(name, Err(error))],
    };
    let documents = inputs.into_iter().map(|Input { name, bytes, .. }| {
        let mut document = match format {
            // Either it is none, or nothing else is made of it.
            Some(format) if format.is_list() => sources::read(&bytes, options, &mut Vec::new())
                .and_then(|_| formats::read(&bytes, options)),
            Some(format) => formats::read_as(format.name(), &bytes, options),
            None => formats::read(&bytes, options),
        };
        if let Ok(document) = &mut document {
            document.date_by_name(Path::new(&name), options);
        }
        (name, document)
    });
    documents.collect()
}

/// Reports what is wrong with a document, and returns it if it can be used.
pub(super) fn checked(
    args: &ConvertArgs,
    name: &str,
    document: Result<Document>,
) -> Result<Document, ()> {
    let document = document.and_then(|document| accepted(args, document));
    let document = document.map_err(|error| message::error(name, &error))?;
    tell(args, name, &document.errors, &document.warnings);
    Ok(document)
}

/// Returns the document as the arguments want it.
pub(super) fn accepted(args: &ConvertArgs, mut document: Document) -> Result<Document> {
    if args.strict && !document.errors.is_empty() {
        return Err(document.errors.swap_remove(0));
    }
    if args.strict && !document.warnings.is_empty() {
        return Err(Error::BadValue(document.warnings.swap_remove(0)));
    }
    if let Some(form) = args.body {
        for article in &mut document.feed.articles {
            form.put(article);
        }
    }
    Ok(document)
}

/// Reports what is wrong with a document that is used.
pub(super) fn tell(args: &ConvertArgs, name: &str, errors: &[Error], warnings: &[Warning]) {
    for error in errors {
        message::error(name, error);
    }
    if !args.quiet {
        for warning in warnings {
            message::warning(name, warning);
        }
    }
}

pub(super) fn said_language(args: &ConvertArgs) -> Option<SaidLanguage<'_>> {
    let language = args.language.as_deref()?;
    Some(SaidLanguage::new(language, args.inputs.len() > 1))
}

pub(super) fn with_flags(feed: Feed, args: &ConvertArgs) -> Feed {
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
    FeedIntoFolder,
    SeveralArticles(usize),
    /// It has been said.
    Told,
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
            Self::Error(error) => message::error_in_file(&name, error),
            Self::FeedIntoFolder => {
                message::line(&name, None, "expected a file for a feed, found a folder")
            }
            Self::Told => {}
            Self::SeveralArticles(count) => message::line(
                &name,
                None,
                format_args!(
                    "expected one article as front matter, found {count}; give a folder (-o FOLDER/) or end each with NUL (-0)"
                ),
            ),
        }
    }
}

/// Returns how many articles could not be written.
fn write(
    args: &ConvertArgs,
    output: &Output,
    to: FormatName,
    feed: Feed,
) -> Result<usize, Failure> {
    let options = WriteOptions {
        now: Some(super::now()),
        ..WriteOptions::of(args.profile)
    };
    if options.profile == Profile::Public {
        note_nothing_public(args, &feed.articles, &options);
    }
    if to.name() == FRONT_MATTER {
        let mut feed = match options.profile {
            Profile::Public => formats::published(feed, &options),
            Profile::Lossless => feed,
        };
        let dialect = args.dialect.unwrap_or_else(Dialect::article);
        if args.foreign {
            let articles = feed.articles.iter_mut();
            articles.for_each(|article| dialect.neutralise(article));
        }
        return write_articles(args, output, &feed, dialect);
    }
    if matches!(output, Output::Folder(_)) {
        return Err(Failure::FeedIntoFolder);
    }
    let is_whole = options.profile == Profile::Lossless && formats::keeps_everything(to.name());
    let private = is_whole.then(|| private_parts(&feed));
    output.write(&formats::write_owned(to.name(), feed, &options)?)?;
    if let Some(private) = private {
        note_private_parts(args, private);
    }
    Ok(0)
}

/// Says how many private fields and drafts were written, if any.
pub(super) fn note_private_parts(args: &ConvertArgs, (fields, drafts): (usize, usize)) {
    if args.quiet || fields + drafts == 0 {
        return;
    }
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

/// Says that all articles were left out, if there were any.
fn note_nothing_public(args: &ConvertArgs, articles: &[Article], options: &WriteOptions) {
    let is_seen = |article: &Article| is_public(article, options.now);
    if !args.quiet && !articles.is_empty() && !articles.iter().any(is_seen) {
        let none = match articles.len() {
            1 => "the only article is not".to_owned(),
            count => format!("none of {count} articles is"),
        };
        message::line(
            "",
            None,
            format_args!(
                "note: {none} public; drafts, those of the future and expired ones are left out"
            ),
        );
    }
}

/// Writes articles as files with front matter, or as several in a pipe. One that has no text stops no other. Returns how many
/// those are.
fn write_articles(
    args: &ConvertArgs,
    output: &Output,
    feed: &Feed,
    dialect: &Dialect,
) -> Result<usize, Failure> {
    let options = front_matter::WriteOptions {
        dialect,
        syntax: args.fences.unwrap_or_default(),
    };
    let count = feed.articles.len();
    let is_folder = matches!(output, Output::Folder(_));
    if !is_folder && count > 1 && !args.null {
        return Err(Failure::SeveralArticles(count));
    }
    let mut texts = Vec::with_capacity(count);
    for (index, article) in feed.articles.iter().enumerate() {
        match front_matter::write_with(article, &options) {
            Ok(text) => texts.push((article, text)),
            Err(error) if count == 1 => return Err(error.into()),
            Err(error) => message::error(&place_of(article, index, output), &error),
        }
    }
    let failures = count - texts.len();
    if failures > 0 && texts.is_empty() {
        return Err(Failure::Told);
    }
    if let Output::Folder(folder) = output {
        folder::write_texts(folder, feed, texts, dialect)?;
    } else {
        let texts: Vec<String> = texts.into_iter().map(|(_, text)| text).collect();
        match texts.as_slice() {
            [text] if !args.null => output.write(text)?,
            texts => output.write_several(texts)?,
        }
    }
    Ok(failures)
}

/// Returns what an article of several is called that cannot be written.
fn place_of(article: &Article, index: usize, output: &Output) -> String {
    let title = article.title.as_ref();
    let title = title.map_or_else(String::new, |title| format!(", `{title}`"));
    format!("{}: article {}{title}", output.name(), index + 1)
}

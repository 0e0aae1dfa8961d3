//! What becomes of a document, whatever stands before and behind it: so many can be made at once.

use std::path::Path;

use crate::cli::args::{ConvertArgs, FormatName};
use crate::cli::convert::{accepted, read, said_language, with_flags};
use crate::cli::input::Input;
use crate::cli::on_all_cores;
use crate::error::{Error, Result, Warning};
use crate::formats::{
    self, Document, Line, ReadOptions, SaidLanguage, Straight, StraightLines, Transit, WriteOptions,
};
use crate::mapping::{Profile, is_public, private_parts};
use crate::model::{Feed, Record};

/// How many articles are made at once: more would only take memory.
pub(super) const TOGETHER: usize = 512;

/// How documents become lines.
pub(super) struct Making<'a> {
    pub(super) args: &'a ConvertArgs,
    pub(super) options: &'a ReadOptions,
    pub(super) to: FormatName,
    write_options: WriteOptions,
    said_language: Option<SaidLanguage<'a>>,
}

/// What became of a document.
pub(super) struct Made {
    pub(super) content: Content,
    /// How many private fields and drafts are in it.
    pub(super) private: (usize, usize),
    pub(super) errors: Vec<Error>,
    pub(super) warnings: Vec<Warning>,
}

pub(super) enum Content {
    Lines(String),
    /// Those of a large feed, some at a time.
    Straight(StraightLines),
    /// Many articles as the format sees them, which can be written some at a time.
    Articles(Box<Feed>),
}

impl<'a> Making<'a> {
    pub(super) fn new(args: &'a ConvertArgs, options: &'a ReadOptions, to: FormatName) -> Self {
        let profile = if formats::keeps_everything(to.name()) {
            args.profile
        } else {
            Profile::Public
        };
        Self {
            args,
            options,
            to,
            write_options: WriteOptions {
                now: Some(crate::cli::now()),
                ..WriteOptions::of(profile)
            },
            said_language: said_language(args),
        }
    }

    /// Makes something of all, on all cores if they are worth it, and nothing depends on which comes first.
    pub(super) fn all<T: Send, U: Send>(
        &self,
        all: Vec<T>,
        is_large: bool,
        make: impl Fn(T) -> U + Sync + Send,
    ) -> Vec<U> {
        let said = self.said_language.as_ref();
        if is_large && !said.is_some_and(SaidLanguage::awaits_first) {
            on_all_cores(all, make)
        } else {
            all.into_iter().map(make).collect()
        }
    }

    /// Returns whether nobody sees what is private.
    pub(super) fn is_public(&self) -> bool {
        self.write_options.profile == Profile::Public
    }

    /// Makes a line; `None` if there is nothing on it.
    pub(super) fn line(&self, format: FormatName, line: Line) -> Result<Option<Made>> {
        let document = formats::read_line(format.name(), line, self.options)?;
        document
            .map(|document| self.made(document, None))
            .transpose()
    }

    /// Makes the documents of an input, with their names. What is known of their feed counts for those that say nothing of it.
    pub(super) fn documents(
        &self,
        input: Input,
        feed: Option<&Feed>,
    ) -> Vec<(String, Result<Made>)> {
        if let Some(made) = self.straight(&input).filter(|_| feed.is_none()) {
            return vec![(input.name, made)];
        }
        let documents = read(self.args, self.options, input).into_iter();
        let made = |document| self.made(document, feed);
        documents
            .map(|(name, document)| (name, document.and_then(made)))
            .collect()
    }

    /// Makes the lines of a large feed while it is read, if that can be.
    fn straight(&self, input: &Input) -> Option<Result<Made>> {
        let said = self.said_language.as_ref();
        if said.is_some_and(SaidLanguage::is_of_several) {
            return None;
        }
        let amended = |feed| with_flags(feed, self.args);
        let form = self.args.body;
        let (to, options) = (self.to.name(), self.options);
        let transit = Transit::new(to, options, &self.write_options, form, &amended).ok()?;
        let straight = match &input.large {
            Some(large) => {
                crate::cli::join_pool();
                // There may be several documents in it.
                transit.source(large).filter(|_| !large.has_nul())
            }
            None => transit.bytes(&input.bytes),
        }?;
        let by_name = || FormatName::of_lines_in(Path::new(&input.name));
        let format = self.args.from.or_else(by_name);
        if format.is_some_and(|format| format.name() != straight.document.format) {
            return None;
        }
        let Straight {
            document,
            lines,
            private,
        } = straight;
        Some(accepted(self.args, document).map(|document| Made {
            content: Content::Straight(lines),
            private,
            errors: document.errors,
            warnings: document.warnings,
        }))
    }

    fn made(&self, document: Document, known: Option<&Feed>) -> Result<Made> {
        let document = accepted(self.args, document)?;
        let mut feed = document.feed;
        if let Some(known) = known.filter(|_| feed.to_map().is_empty()) {
            let articles = std::mem::take(&mut feed.articles);
            feed = Feed {
                articles,
                ..known.clone()
            };
        }
        let had_articles = !feed.articles.is_empty();
        let private = if self.is_public() {
            let now = self.write_options.now;
            feed.articles.retain(|article| is_public(article, now));
            (0, 0)
        } else {
            private_parts(&feed)
        };
        let format = self.to.name();
        let content = match feed.articles.len() {
            // A feed without articles is a line; one whose articles nobody may read is none.
            0 if had_articles => Content::Lines(String::new()),
            count => {
                if let Some(said) = &self.said_language {
                    said.join(&mut feed);
                }
                let feed = with_flags(feed, self.args);
                let feed = formats::as_seen(format, feed, &self.write_options)?;
                if count > TOGETHER {
                    Content::Articles(Box::new(feed))
                } else {
                    Content::Lines(formats::write_seen(format, feed)?)
                }
            }
        };
        Ok(Made {
            content,
            private,
            errors: document.errors,
            warnings: document.warnings,
        })
    }
}

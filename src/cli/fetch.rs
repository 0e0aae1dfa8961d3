//! `feedmatter fetch`.

use std::io::{self, Write};
use std::ops::ControlFlow;
use std::path::Path;
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use super::args::{FailOn, FetchArgs, FormatName, ReportName};
use super::asked::{Asked, Lists, asked};
use super::output::Output;
use super::progress::Progress;
use super::{counted, lines, message, no_standard};
use crate::error::{Error, Result};
use crate::fetch::{self, Counts, Failure, FetchOptions, Guard, Outcome, Report, Shard};
use crate::folder::{FileTemplate, path_below};
use crate::formats::{self, FRONT_MATTER, WriteOptions};
use crate::front_matter::{self, Dialect};
use crate::mapping::Profile;
use crate::model::{Feed, Source, Timestamp};
use crate::site::Limit;
use crate::text::url::without_user;

/// Another run holds the state: `EX_TEMPFAIL` of sysexits.h.
const LOCKED: u8 = 75;

/// The state cannot be used: `EX_IOERR`.
const BROKEN: u8 = 74;

pub(super) fn run(args: &FetchArgs) -> ExitCode {
    let files = [("-o", &args.output), ("--state", &args.state)];
    let checked = files
        .into_iter()
        .try_for_each(|(key, path)| no_standard(key, path.as_deref()));
    let checked = checked.and_then(|()| {
        check_format(args)?;
        let asked = asked(args)?;
        asked
            .dialect
            .check_syntax(args.fences.unwrap_or_default())?;
        Ok(asked)
    });
    let Asked {
        sources,
        lists,
        strangers,
        dialect,
    } = match checked {
        Ok(asked) => asked,
        Err(error) => {
            message::error("", &error);
            return ExitCode::from(2);
        }
    };
    let progress = Progress::new(args.quiet);
    progress.found(sources.len());
    let mut totals = Totals::default();
    let mut untold = None;
    let mut tell = |report: &Report<'_>| {
        totals.add(report.outcome);
        progress.aside(|| {
            if let Err(source) = tell(args, &lists, report) {
                untold.get_or_insert(source);
            }
        });
        progress.done(1);
    };
    let options = FetchOptions {
        strangers,
        ..options(args, dialect)
    };
    let result = match args.to {
        Some(format) => collect(&sources, &options, format, &mut tell),
        None => fetch::fetch(&sources, &options, &mut tell),
    };
    drop(progress);
    if let Err(error) = result {
        message::error_in_file("", &error);
        return ExitCode::from(match error {
            Error::Locked { .. } => LOCKED,
            Error::BadState { .. } => BROKEN,
            _ => 2,
        });
    }
    if let Some(source) = untold {
        message::error(&Output::Standard.name(), &Error::io("write")(source));
        return ExitCode::from(2);
    }
    if !args.quiet && args.report == ReportName::Text {
        message::line("", None, totals.summary());
    }
    let has_failed = match args.fail_on {
        FailOn::Any => totals.failed > 0,
        FailOn::All => totals.failed > 0 && totals.failed + totals.failed_lately == sources.len(),
        FailOn::Never => false,
    };
    ExitCode::from(u8::from(has_failed))
}

/// Fails if options say of front matter how it is written, and there is none.
fn check_format(args: &FetchArgs) -> Result<()> {
    let Some(format) = args.to.filter(|format| format.name() != FRONT_MATTER) else {
        return Ok(());
    };
    let stated = [
        ("--dialect", args.dialect.is_some()),
        ("--fences", args.fences.is_some()),
    ];
    match stated.into_iter().find(|(_, is_stated)| *is_stated) {
        None => Ok(()),
        Some((key, _)) => Err(Error::BadSetting {
            key: key.to_owned(),
            expected: "for front matter",
            found: format!("`--to {}`", format.name()),
        }),
    }
}

/// Writes the feeds to standard output: line by line as they come, each with the address of its feed, or as one, in the order of the list.
fn collect(
    sources: &[Source],
    options: &FetchOptions,
    format: FormatName,
    tell: &mut dyn FnMut(&Report<'_>),
) -> Result<()> {
    let write_options = WriteOptions::of(Profile::Lossless);
    let mut feeds = Vec::new();
    let mut give = |order: usize, mut feed: Feed| {
        if format.is_lines() {
            // Two feeds may have one page, and a stranger may call himself what he likes.
            feed.self_url = Some(without_user(&sources[order].url));
            return lines::put_feed(format.name(), feed, &write_options);
        }
        feeds.push((order, feed));
        Ok(ControlFlow::Continue(()))
    };
    fetch::collect(sources, options, &mut give, tell)?;
    // Whoever has got nothing says nothing.
    if feeds.is_empty() {
        return Ok(());
    }
    feeds.sort_by_key(|(order, _)| *order);
    let mut feeds = feeds.into_iter().map(|(_, feed)| feed);
    let all = if sources.len() == 1 {
        feeds.next().unwrap_or_default()
    } else {
        Feed {
            articles: feeds.flat_map(|feed| feed.articles).collect(),
            ..Feed::default()
        }
    };
    if format.name() == FRONT_MATTER {
        let write = |article| front_matter::write_with(article, &options.front_matter());
        let articles = all.articles.iter().map(write);
        let articles = articles.collect::<Result<Vec<_>>>()?;
        return Output::Standard.write_several(&articles);
    }
    Output::Standard.write(&formats::write(format.name(), &all, &write_options)?)
}

fn options(args: &FetchArgs, dialect: &'static Dialect) -> FetchOptions {
    let usual = FetchOptions::new(args.output.as_deref().unwrap_or(Path::new(".")));
    let of_shard = |shard: Shard| {
        let name = format!("state-{}.db", shard.name());
        usual.state.with_file_name(name)
    };
    let state = args.state.clone().or_else(|| args.shard.map(of_shard));
    FetchOptions {
        state: state.unwrap_or(usual.state),
        output: usual.output,
        wait: Duration::from_secs(args.wait),
        force: args.force,
        is_trial: args.dry_run,
        is_durable: args.durable,
        rebuilds_state: args.rebuild_state,
        has_history: args.history,
        dialect,
        syntax: args.fences.unwrap_or_default(),
        body: args.body,
        file_template: (args.filename.clone()).unwrap_or_else(|| FileTemplate::of(dialect)),
        since: args.since.as_ref().map(Timestamp::instant),
        limit: match args.limit {
            Some(Limit::Newest(limit)) => Some(limit),
            Some(Limit::All | Limit::Default) | None => None,
        },
        jobs: args.jobs.into(),
        per_host: args.per_host.into(),
        timeout: Duration::from_secs(args.timeout.into()),
        max_size: args.max_size,
        min_interval: Duration::from_secs(args.min_interval),
        user_agent: args.user_agent.clone(),
        headers: args.headers.clone(),
        strangers: usual.strangers,
        guard: Guard {
            allows_private: args.allow_private,
            allowed_hosts: args.allow_hosts.iter().cloned().collect(),
        },
    }
}

/// Says what became of a feed: in records all of it, to people what they should know.
fn tell(args: &FetchArgs, lists: &Lists, report: &Report<'_>) -> io::Result<()> {
    for file in report.files {
        let folder = args.output.as_deref().unwrap_or(Path::new(""));
        let path = path_below(folder, file);
        message::line(&path.display().to_string(), None, "would be written");
    }
    if args.report == ReportName::Ndjson {
        let line = message::json_line(&record(report));
        // Articles have standard output for themselves.
        let written = if args.to.is_some() {
            io::stderr().write_all(line.as_bytes())
        } else {
            io::stdout().write_all(line.as_bytes())
        };
        return match written {
            // Whoever reads no further is served with the files.
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
            written => written,
        };
    }
    tell_people(args, lists, report);
    Ok(())
}

fn tell_people(args: &FetchArgs, lists: &Lists, report: &Report<'_>) {
    // Letters and logs are read by many.
    let url = &without_user(report.url);
    if !args.quiet {
        for warning in report.warnings {
            message::warning(url, warning);
        }
    }
    match report.outcome {
        Outcome::Failed(failure) => {
            let key = match failure {
                Failure::BadSetting(key, _) => Some(key.as_str()),
                _ => None,
            };
            let place = failure.is_of_source();
            let place = place.then(|| lists.place(report.url, key));
            match place.flatten() {
                Some((name, position)) => {
                    message::line(name, Some(position), format_args!("{url}: {failure}"));
                }
                None => message::line(url, None, failure),
            }
        }
        // It was said when it failed, and a clock that starts us is not to send a letter for it each time.
        Outcome::FailedLately(error) if args.verbose => message::line(
            url,
            None,
            format_args!("failed lately, and is not asked again yet: {error}"),
        ),
        Outcome::Gone if report.status.is_some() => message::line(
            url,
            None,
            "is gone for good, and will not be asked again without --force",
        ),
        Outcome::Gone if args.verbose => message::line(
            url,
            None,
            "is gone for good, and is not asked any more without --force",
        ),
        _ => {}
    }
    if let Outcome::SameAs(other) = report.outcome
        && args.verbose
    {
        message::line(
            url,
            None,
            format_args!("is the same feed as {}", without_user(other)),
        );
    }
    if let Some(target) = report.moved_to.filter(|_| report.is_of_page) {
        if !args.quiet {
            message::line(url, None, format_args!("is a page; its feed is {target}"));
        }
    } else if let (Some(target), Some(200)) = (report.moved_to, report.status)
        && args.verbose
    {
        message::line(url, None, format_args!("has moved to {target}"));
    }
}

fn record(report: &Report<'_>) -> serde_json::Value {
    let (outcome, error) = match report.outcome {
        Outcome::Read(_) => ("read", None),
        Outcome::NotModified => ("not_modified", None),
        Outcome::Fresh => ("fresh", None),
        Outcome::SameAs(_) => ("same", None),
        Outcome::Gone => ("gone", None),
        Outcome::Failed(failure) => ("error", Some(failure.to_string())),
        Outcome::FailedLately(error) => ("failed_lately", Some(error.clone())),
    };
    let same_as = match report.outcome {
        Outcome::SameAs(other) => Some(without_user(other)),
        _ => None,
    };
    let is_gone = matches!(report.outcome, Outcome::Gone);
    let not_before = report.not_before.filter(|_| !is_gone);
    let warnings = report.warnings.iter();
    let warnings = warnings.map(|warning| match warning.position {
        Some(position) => format!("{position}: {warning}"),
        None => warning.to_string(),
    });
    let Counts {
        new,
        updated,
        unchanged,
        kept,
    } = report.outcome.counts();
    json!({
        "url": without_user(report.url),
        "outcome": outcome,
        "status": report.status,
        "new": new,
        "updated": updated,
        "unchanged": unchanged,
        "kept": kept,
        "moved_to": report.moved_to.map(without_user),
        "same_as": same_as,
        "not_before": not_before.map(|time| time.timestamp()),
        "error": error,
        "warnings": warnings.collect::<Vec<_>>(),
    })
}

/// What became of all feeds.
#[derive(Default)]
struct Totals {
    done: usize,
    fresh: usize,
    failed: usize,
    failed_lately: usize,
    gone: usize,
    new: usize,
    updated: usize,
}

impl Totals {
    fn add(&mut self, outcome: &Outcome) {
        let counts = outcome.counts();
        self.new += counts.new;
        self.updated += counts.updated;
        match outcome {
            Outcome::Read(_) | Outcome::NotModified => self.done += 1,
            Outcome::Fresh | Outcome::SameAs(_) => self.fresh += 1,
            Outcome::Gone => self.gone += 1,
            Outcome::Failed(_) => self.failed += 1,
            Outcome::FailedLately(_) => self.failed_lately += 1,
        }
    }

    fn summary(&self) -> String {
        let mut summary = format!(
            "{} done, {} new, {} updated; {} fresh, {} failed",
            counted(self.done, "feed"),
            counted(self.new, "article"),
            self.updated,
            self.fresh,
            self.failed
        );
        if self.failed_lately > 0 {
            let count = self.failed_lately;
            summary.push_str(&format!(", {count} failed lately and not asked again yet"));
        }
        if self.gone > 0 {
            summary.push_str(&format!(", {} gone for good", self.gone));
        }
        summary
    }
}

//! `feedmatter fetch`.

use std::io::{BufRead, BufReader, Write};
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::time::Duration;

use serde_json::json;

use super::args::{FailOn, FetchArgs, ReportName};
use super::{counted, message};
use crate::error::{Error, Result};
use crate::fetch::{self, Counts, FetchOptions, Guard, Outcome, Report};

/// Another run holds the state: `EX_TEMPFAIL` of sysexits.h.
const LOCKED: u8 = 75;

/// The state cannot be used: `EX_IOERR`.
const BROKEN: u8 = 74;

/// Where the state is, below the output folder.
const STATE: &str = ".feedmatter/state.db";

pub(super) fn run(args: &FetchArgs) -> ExitCode {
    let urls = match urls(args) {
        Ok(urls) => urls,
        Err(error) => {
            message::error("", &error);
            return ExitCode::from(2);
        }
    };
    let mut totals = Totals::default();
    let result = fetch::fetch(&urls, &options(args), &mut |report| {
        totals.add(report.outcome);
        tell(args, report);
    });
    if let Err(error) = result {
        message::error("", &error);
        return ExitCode::from(match error {
            Error::Locked { .. } => LOCKED,
            Error::BadState { .. } => BROKEN,
            _ => 2,
        });
    }
    if !args.quiet && args.report == ReportName::Text {
        message::line("", None, totals.summary());
    }
    let has_failed = match args.fail_on {
        FailOn::Any => totals.failed > 0,
        FailOn::All => totals.failed > 0 && totals.failed == urls.len(),
        FailOn::Never => false,
    };
    ExitCode::from(u8::from(has_failed))
}

fn options(args: &FetchArgs) -> FetchOptions {
    let output = args.output.clone();
    FetchOptions {
        state: args.state.clone().unwrap_or_else(|| output.join(STATE)),
        output,
        wait: Duration::from_secs(args.wait),
        force: args.force,
        is_trial: args.dry_run,
        is_durable: args.durable,
        limit: args.limit,
        jobs: args.jobs.into(),
        per_host: args.per_host.into(),
        timeout: Duration::from_secs(args.timeout.into()),
        max_size: args.max_size,
        min_interval: Duration::from_secs(args.min_interval),
        user_agent: args.user_agent.clone(),
        headers: args.headers.clone(),
        guard: Guard {
            allows_private: args.allow_private,
            allowed_hosts: args
                .allow_hosts
                .iter()
                .map(|host| host.to_ascii_lowercase())
                .collect(),
        },
    }
}

/// Returns the addresses that are asked for, each once.
fn urls(args: &FetchArgs) -> Result<Vec<String>> {
    let mut urls = args.urls.clone();
    for path in &args.from {
        urls.extend(list(path).map_err(|source| Error::InFile {
            path: path.clone(),
            source: Box::new(Error::Io {
                action: "read",
                source,
            }),
        })?);
    }
    let mut seen = std::collections::HashSet::new();
    urls.retain(|url| seen.insert(url.clone()));
    if urls.is_empty() {
        return Err(Error::BadSetting {
            key: "URL".to_owned(),
            expected: "the address of a feed, here or in a file with --from",
            found: "none".to_owned(),
        });
    }
    Ok(urls)
}

/// Reads a list: an address a line; `#` begins a remark.
fn list(path: &PathBuf) -> std::io::Result<Vec<String>> {
    let lines: Box<dyn BufRead> = if path == Path::new("-") {
        Box::new(std::io::stdin().lock())
    } else {
        Box::new(BufReader::new(std::fs::File::open(path)?))
    };
    let mut urls = Vec::new();
    for line in lines.lines() {
        let line = line?;
        let line = line.trim();
        if !line.is_empty() && !line.starts_with('#') {
            urls.push(line.to_owned());
        }
    }
    Ok(urls)
}

/// Says what became of a feed: in records all of it, to people what they should know.
fn tell(args: &FetchArgs, report: &Report<'_>) {
    if args.report == ReportName::Ndjson {
        // Whoever reads no further is served with the files.
        let _ = writeln!(std::io::stdout(), "{}", record(report));
        return;
    }
    if !args.quiet {
        for warning in report.warnings {
            message::warning(report.url, warning);
        }
    }
    match report.outcome {
        Outcome::Failed(failure) => message::line(report.url, None, failure),
        Outcome::Gone if report.status.is_some() => message::line(
            report.url,
            None,
            "is gone for good, and will not be asked again",
        ),
        _ => {}
    }
    if let Outcome::SameAs(other) = report.outcome
        && args.verbose
    {
        message::line(
            report.url,
            None,
            format_args!("is the same feed as {other}"),
        );
    }
    if let Some(target) = report.moved_to.filter(|_| report.is_of_page) {
        message::line(
            report.url,
            None,
            format_args!("is a page; its feed is {target}"),
        );
    } else if let (Some(target), Some(200)) = (report.moved_to, report.status)
        && args.verbose
    {
        message::line(report.url, None, format_args!("has moved to {target}"));
    }
}

fn record(report: &Report<'_>) -> serde_json::Value {
    let (outcome, counts, error) = match report.outcome {
        Outcome::Read(counts) => ("read", Some(*counts), None),
        Outcome::NotModified => ("not_modified", None, None),
        Outcome::Fresh => ("fresh", None, None),
        Outcome::SameAs(_) => ("same", None, None),
        Outcome::Gone => ("gone", None, None),
        Outcome::Failed(failure) => ("error", None, Some(failure.to_string())),
    };
    let same_as = match report.outcome {
        Outcome::SameAs(other) => Some(other),
        _ => None,
    };
    let Counts {
        new,
        updated,
        unchanged,
        kept,
    } = counts.unwrap_or_default();
    json!({
        "url": report.url,
        "outcome": outcome,
        "status": report.status,
        "new": new,
        "updated": updated,
        "unchanged": unchanged,
        "kept": kept,
        "moved_to": report.moved_to,
        "same_as": same_as,
        "not_before": report.not_before,
        "error": error,
    })
}

/// What became of all feeds.
#[derive(Default)]
struct Totals {
    done: usize,
    fresh: usize,
    failed: usize,
    new: usize,
    updated: usize,
}

impl Totals {
    fn add(&mut self, outcome: &Outcome) {
        match outcome {
            Outcome::Read(counts) => {
                self.done += 1;
                self.new += counts.new;
                self.updated += counts.updated;
            }
            Outcome::NotModified => self.done += 1,
            Outcome::Fresh | Outcome::Gone | Outcome::SameAs(_) => self.fresh += 1,
            Outcome::Failed(_) => self.failed += 1,
        }
    }

    fn summary(&self) -> String {
        format!(
            "{} done, {} new, {} updated; {} fresh, {} failed",
            counted(self.done, "feed"),
            counted(self.new, "article"),
            self.updated,
            self.fresh,
            self.failed
        )
    }
}

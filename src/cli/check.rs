//! `feedmatter check`: what is wrong with articles and feeds.

use std::io;
use std::path::{Path, PathBuf};
use std::process::ExitCode;

use walkdir::{DirEntry, WalkDir};

use super::args::{CheckArgs, FindingFormat};
use super::file;
use super::input::{name_of, or_standard};
use super::output::{Output, is_coloured};
use super::{Outcome, counted, finding, message};
use crate::check::{CheckOptions, Checker, Severity, is_meant};
use crate::error::Error;
use crate::formats::ReadOptions;
use crate::site::{article_files, is_visible};

/// How the names of articles and feeds end, whatever they begin with.
const ENDINGS: [&str; 8] = [
    "atom", "json", "jsonl", "markdown", "md", "ndjson", "rss", "xml",
];

/// Runs the command.
pub(super) fn run(args: &CheckArgs) -> ExitCode {
    let mut checker = Checker::new(CheckOptions {
        dialect: args.dialect,
        now: Some(super::now()),
        read: ReadOptions {
            limits: (&args.limits).into(),
            ..ReadOptions::default()
        },
    });
    let is_coloured = is_coloured();
    let mut totals = Totals::default();
    for input in inputs(args, &mut totals) {
        let name = name_of(input.path.strip_prefix(".").unwrap_or(&input.path));
        let bytes = match file::read(&input.path, args.limits.max_size) {
            Ok(bytes) => bytes,
            Err(source) => {
                message::error(&name, &Error::io("read")(source));
                totals.failures += 1;
                continue;
            }
        };
        let mut findings = checker.check(&name, &bytes);
        if !input.is_named && !is_meant(&findings) {
            continue;
        }
        totals.files += 1;
        findings
            .retain(|finding| !args.quiet || finding.severity == Severity::Error || args.strict);
        let mut text = String::new();
        for found in &findings {
            totals.count(found.severity);
            match args.format {
                FindingFormat::Human => text.push_str(&finding::picture(&name, found, is_coloured)),
                FindingFormat::Ndjson => text.push_str(&finding::record(&name, found)),
            }
        }
        totals.bad_files += usize::from(!findings.is_empty());
        if let Err(error) = Output::Standard.write(&text) {
            message::error_in_file("", &error);
            return Outcome::Failed.into();
        }
    }
    if !args.quiet && args.format == FindingFormat::Human {
        totals.tell();
    }
    totals.outcome(args.strict).into()
}

/// A file, or standard input.
struct Input {
    path: PathBuf,
    /// Whether the user named it, and not a folder that it is in.
    is_named: bool,
}

fn inputs(args: &CheckArgs, totals: &mut Totals) -> Vec<Input> {
    let mut inputs = Vec::new();
    for path in or_standard(&args.files) {
        if !path.is_dir() {
            inputs.push(Input {
                path: path.clone(),
                is_named: true,
            });
            continue;
        }
        let (paths, failures) = files(path);
        for (path, source) in failures {
            message::error(&path.display().to_string(), &Error::io("read")(source));
            totals.failures += 1;
        }
        inputs.extend(paths.into_iter().map(|path| Input {
            path,
            is_named: false,
        }));
    }
    inputs
}

/// Returns the files below a folder that begin with front matter, or are named as articles and feeds are; and what could not
/// be read.
fn files(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let (mut files, failures) = article_files(folder);
    let is_named = |path: &Path| {
        let ending = path.extension().and_then(|ending| ending.to_str());
        ending.is_some_and(|ending| ENDINGS.contains(&ending.to_ascii_lowercase().as_str()))
    };
    // What this walk cannot read, the first one has told.
    let entries = WalkDir::new(folder)
        .into_iter()
        .filter_entry(is_visible)
        .filter_map(Result::ok);
    let named = entries.filter(|entry| is_named(entry.path()) && entry.path().is_file());
    files.extend(named.map(DirEntry::into_path));
    files.sort();
    files.dedup();
    (files, failures)
}

/// What was found in all files.
#[derive(Default)]
struct Totals {
    files: usize,
    bad_files: usize,
    errors: usize,
    warnings: usize,
    /// What could not be read.
    failures: usize,
}

impl Totals {
    fn count(&mut self, severity: Severity) {
        match severity {
            Severity::Error => self.errors += 1,
            Severity::Warning => self.warnings += 1,
        }
    }

    fn tell(&self) {
        if self.files == 0 && self.failures == 0 {
            message::line("", None, "expected articles or feeds, found none");
        } else if self.bad_files > 0 {
            let errors = counted(self.errors, "error");
            let warnings = counted(self.warnings, "warning");
            let files = counted(self.files, "file");
            message::line("", None, format_args!("{errors} and {warnings} in {files}"));
        }
    }

    fn outcome(&self, is_strict: bool) -> Outcome {
        if self.files == 0 {
            Outcome::Failed
        } else if self.failures > 0 || self.errors > 0 || is_strict && self.warnings > 0 {
            Outcome::Partly
        } else {
            Outcome::Done
        }
    }
}

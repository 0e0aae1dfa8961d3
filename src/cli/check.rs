//! `feedmatter check`: what is wrong with articles, feeds and lists of feeds.

use std::collections::HashMap;
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
use crate::folder::{article_files, has_ending, is_template, is_visible};
use crate::formats::{self, ReadOptions};
use crate::site::Sites;

/// How the names of articles, feeds and lists of feeds end, whatever they begin with, beside those that feeds are written to.
const ENDINGS: [&str; 4] = ["markdown", "md", "opml", "rdf"];

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
    let mut sites = Sites::default();
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
        let membership = sites.membership(&input.path);
        let mut findings = checker.check_in(membership.as_ref(), &name, &bytes);
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

/// Returns each file once, however often it is named: it is no duplicate of itself.
fn inputs(args: &CheckArgs, totals: &mut Totals) -> Vec<Input> {
    let mut inputs: Vec<Input> = Vec::new();
    let mut places = HashMap::new();
    let mut add = |path: PathBuf, is_named| {
        let full = std::path::absolute(&path).unwrap_or_else(|_| path.clone());
        let place = *places.entry(full).or_insert(inputs.len());
        match inputs.get_mut(place) {
            Some(input) => input.is_named |= is_named,
            None => inputs.push(Input { path, is_named }),
        }
    };
    for path in or_standard(&args.files) {
        if !path.is_dir() {
            add(path.clone(), true);
            continue;
        }
        let (paths, failures) = files(path);
        for (path, source) in failures {
            message::error(&path.display().to_string(), &Error::io("read")(source));
            totals.failures += 1;
        }
        paths.into_iter().for_each(|path| add(path, false));
    }
    inputs
}

/// Returns the files below a folder that begin with front matter, or are named as articles and feeds are; and what could not
/// be read.
fn files(folder: &Path) -> (Vec<PathBuf>, Vec<(PathBuf, io::Error)>) {
    let (mut files, failures) = article_files(folder);
    // What this walk cannot read, the first one has told.
    let entries = WalkDir::new(folder)
        .into_iter()
        .filter_entry(is_visible)
        .filter_map(Result::ok);
    let named = entries.map(DirEntry::into_path);
    files.extend(named.filter(|path| is_of_name(path) && path.is_file()));
    files.retain(|file| !is_template(file.strip_prefix(folder).unwrap_or(file), folder));
    files.sort();
    files.dedup();
    (files, failures)
}

/// Returns whether a file is named as articles and feeds are.
fn is_of_name(path: &Path) -> bool {
    let ending = path.extension().and_then(|ending| ending.to_str());
    has_ending(path, &ENDINGS) || ending.is_some_and(formats::is_feed_ending)
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

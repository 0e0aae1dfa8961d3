//! `feedmatter convert` of lists of feeds: OPML, the `sources:` of `feedmatter.yml`, NDJSON.

use std::process::ExitCode;

use super::args::ConvertArgs;
use super::input::Inputs;
use super::output::Output;
use super::{Outcome, message};
use crate::check::spelling;
use crate::error::{Error, Result, Warning};
use crate::formats::ReadOptions;
use crate::mapping::Profile;
use crate::model::{Record, Source};
use crate::sources::{self, Places, SourceList};

/// Runs the command: all lists become one.
pub(super) fn run(
    args: &ConvertArgs,
    options: &ReadOptions,
    inputs: &Inputs,
    output: &Output,
    to: &str,
) -> ExitCode {
    let mut failures = inputs.failures;
    let mut list = SourceList {
        title: args.title.clone(),
        ..SourceList::default()
    };
    let mut is_any_read = false;
    for input in &inputs.documents {
        match read(args, options, &input.name, &input.bytes) {
            Ok(mut read) => {
                is_any_read = true;
                list.title = list.title.or(read.title);
                if list.head.is_empty() {
                    list.head = read.head;
                }
                list.headings.append(&mut read.headings);
                list.sources.append(&mut read.sources);
            }
            Err(error) => {
                message::error(&input.name, &error);
                failures += 1;
            }
        }
    }
    if !is_any_read {
        return Outcome::Failed.into();
    }
    let written = sources::write(to, &list).and_then(|text| output.write(&text));
    if let Err(error) = written {
        message::error_in_file(&output.name(), &error);
        return Outcome::Failed.into();
    }
    if failures > 0 {
        Outcome::Partly.into()
    } else {
        Outcome::Done.into()
    }
}

/// Reads a list as it may leave, and reports what is wrong with it.
pub(super) fn read(
    args: &ConvertArgs,
    options: &ReadOptions,
    name: &str,
    bytes: &[u8],
) -> Result<SourceList> {
    let mut warnings = Vec::new();
    let list = sources::read(bytes, options, &mut warnings)?;
    if args.strict && !warnings.is_empty() {
        return Err(Error::BadValue(warnings.swap_remove(0)));
    }
    if !args.quiet {
        for warning in &warnings {
            message::warning(name, warning);
        }
    }
    Ok(match args.profile {
        Profile::Public => sources::published(list),
        Profile::Lossless => list,
    })
}

/// Returns warnings of keys that are nearly ours, in a list of that text that the user has written. Others are of some other
/// program.
pub(super) fn misspelt(list: &SourceList, places: &Places<'_>) -> Vec<Warning> {
    let names = || Source::FIELDS.iter().map(|field| field.name);
    let mut warnings = Vec::new();
    let mut behind = 0;
    for source in &list.sources {
        let keys = source.extra.fields.iter();
        let meant = keys.filter_map(|(key, _)| {
            let key = key.as_str()?;
            let meant = spelling::nearest(key, names()).filter(|meant| *meant != key)?;
            Some((key, meant))
        });
        let mut meant = meant.peekable();
        if meant.peek().is_none() {
            continue;
        }
        let start = places.source(&source.url, behind).map(|found| {
            let around = if behind <= found.start { behind } else { 0 };
            behind = found.end;
            // Behind the dash of its item.
            let dash = places.text()[around..found.start].rfind("- ");
            around + dash.unwrap_or_default()
        });
        warnings.extend(meant.map(|(key, meant)| {
            let message = format!(
                "expected a setting of {}, found `{key}`; did you mean `{meant}`?",
                source.url
            );
            let found = start.and_then(|start| places.find(key, start));
            Warning::new(message).at(found.map(|found| places.position(found.start)))
        }));
    }
    warnings
}

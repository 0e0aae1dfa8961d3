//! `feedmatter convert` of lists of feeds: OPML, the `sources:` of `feedmatter.yml`, NDJSON.

use std::process::ExitCode;

use super::args::ConvertArgs;
use super::input::Inputs;
use super::output::Output;
use super::{Outcome, message};
use crate::error::{Error, Result};
use crate::formats::ReadOptions;
use crate::mapping::Profile;
use crate::sources::{self, SourceList};

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

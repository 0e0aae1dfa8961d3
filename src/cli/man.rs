//! `feedmatter man`: manual pages, made of what the arguments say of themselves.

use std::fs;
use std::path::Path;
use std::process::ExitCode;

use clap::{Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Args, ManArgs};
use super::output::Output;
use super::{Outcome, message};
use crate::error::{Error, Result};

/// Runs the command.
pub(super) fn run(args: &ManArgs) -> ExitCode {
    let mut program = Args::command().disable_help_subcommand(true);
    // Gives the commands their full names.
    program.build();
    let written = match &args.output {
        Some(folder) => write_all(folder, &program),
        None => find(args.command.as_deref(), &program)
            .and_then(page)
            .and_then(|text| Output::Standard.write(&text)),
    };
    match written {
        Ok(()) => Outcome::Done.into(),
        Err(error) => {
            message::error("", &error);
            Outcome::Failed.into()
        }
    }
}

fn find<'a>(name: Option<&str>, program: &'a Command) -> Result<&'a Command> {
    let Some(name) = name else {
        return Ok(program);
    };
    program
        .find_subcommand(name)
        .ok_or_else(|| Error::BadSetting {
            key: "COMMAND".to_owned(),
            expected: "the name of a command, as in `feedmatter man convert`",
            found: format!("`{name}`"),
        })
}

fn page(command: &Command) -> Result<String> {
    let source = concat!("feedmatter ", env!("CARGO_PKG_VERSION"));
    let mut text = Vec::new();
    Man::new(command.clone())
        .source(source)
        .render(&mut text)
        .map_err(failed)?;
    let text = String::from_utf8_lossy(&text);
    // What stands below the help of a command ends in examples, whose lines are not to be filled.
    Ok(text.replacen(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n", 1))
}

fn write_all(folder: &Path, program: &Command) -> Result<()> {
    fs::create_dir_all(folder).map_err(failed)?;
    for command in [program].into_iter().chain(program.get_subcommands()) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let path = folder.join(format!("{name}.1"));
        Output::File(path.clone())
            .write(&page(command)?)
            .map_err(|source| Error::InFile {
                path,
                source: Box::new(source),
            })?;
    }
    Ok(())
}

fn failed(source: std::io::Error) -> Error {
    Error::Io {
        action: "write",
        source,
    }
}

//! `feedmatter man`: manual pages, made of what the arguments say of themselves.

use std::fs;
use std::io::{self, ErrorKind};
use std::path::Path;
use std::process::ExitCode;

use clap::{Arg, Command, CommandFactory};
use clap_mangen::Man;

use super::args::{Args, ManArgs, unbound};
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
        None => args
            .command
            .as_deref()
            .and_then(|name| program.find_subcommand(name))
            .map_or_else(|| page(&program), page)
            .and_then(|text| Output::Standard.write(&text)),
    };
    match written {
        Ok(()) => Outcome::Done.into(),
        Err(error) => {
            message::error_in_file("", &error);
            Outcome::Failed.into()
        }
    }
}

fn page(command: &Command) -> Result<String> {
    let source = concat!("feedmatter ", env!("CARGO_PKG_VERSION"));
    let mut text = Vec::new();
    Man::new(command.clone())
        // The crate leaves it away, and the source would be taken for it.
        .date("\"\"")
        .source(source)
        .render(&mut text)
        .map_err(Error::io("write"))?;
    let mut text = unbound(&String::from_utf8_lossy(&text));
    // An empty line is a break of its own.
    text = text.replace("\n.br\n\n.br\n", "\n\n");
    // What stands below the help of a command begins with examples, whose lines are not to be filled.
    text = text.replacen(".SH EXTRA\nExamples:\n", ".SH EXAMPLES\n.nf\n", 1);
    text = text.replacen(".SH EXTRA\nEnvironment:\n", ".SH ENVIRONMENT\n.nf\n", 1);
    text = text.replacen("\nExit status:\n", "\n.SH EXIT STATUS\n.nf\n", 1);
    for argument in command.get_arguments() {
        complete(&mut text, argument);
    }
    Ok(text)
}

/// Adds what the crate leaves out: that an argument may be repeated, and the other names of an option.
fn complete(text: &mut String, argument: &Arg) {
    let is_repeated = argument
        .get_num_args()
        .is_some_and(|number| number.max_values() > 1);
    if argument.is_positional() && is_repeated {
        let name = argument.get_value_names().and_then(|names| names.first());
        let name = name.map(|name| escaped(name)).unwrap_or_default();
        for form in [format!("[\\fI{name}\\fR]"), format!("<\\fI{name}\\fR>")] {
            *text = text.replace(&form, &format!("{form}..."));
        }
    }
    let Some(long) = argument.get_long().map(escaped) else {
        return;
    };
    let named = format!("\\fB\\-\\-{long}\\fR");
    let aliases = argument.get_visible_aliases().unwrap_or_default();
    let others: String = aliases
        .into_iter()
        .map(|alias| format!(", \\fB\\-\\-{}\\fR", escaped(alias)))
        .collect();
    let head = format!(".TP\n{named}");
    *text = text.replacen(&head, &format!("{head}{others}"), 1);
}

/// A hyphen in a manual page has a backslash before it.
fn escaped(name: &str) -> String {
    name.replace('-', "\\-")
}

fn write_all(folder: &Path, program: &Command) -> Result<()> {
    fs::create_dir_all(folder).map_err(|source| {
        let source = match source.kind() {
            ErrorKind::AlreadyExists | ErrorKind::NotADirectory => {
                io::Error::new(source.kind(), "expected a folder, found a file")
            }
            _ => source,
        };
        Error::io("write")(source).in_file(folder)
    })?;
    for command in [program].into_iter().chain(program.get_subcommands()) {
        let name = command.get_display_name().unwrap_or(command.get_name());
        let path = folder.join(format!("{name}.1"));
        Output::File(path.clone())
            .write(&page(command)?)
            .map_err(|error| error.in_file(&path))?;
    }
    Ok(())
}

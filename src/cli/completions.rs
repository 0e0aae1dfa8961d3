//! `feedmatter completions`: what a shell must know to complete what is typed.

use std::process::ExitCode;

use clap::builder::PossibleValue;
use clap::{Command, CommandFactory};
use clap_complete::Shell;

use super::args::{Args, CompletionsArgs};
use super::output::Output;
use super::{Outcome, message};

/// Runs the command.
pub(super) fn run(args: &CompletionsArgs) -> ExitCode {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    let mut script = String::from_utf8_lossy(&script).into_owned();
    if args.shell == Shell::Fish {
        script.push_str(&values_in_fish(&command));
    }
    match Output::Standard.write(&script) {
        Ok(()) => Outcome::Done.into(),
        Err(error) => {
            message::error_in_file("", &error);
            Outcome::Failed.into()
        }
    }
}

/// Returns what the crate leaves out for fish: the values of arguments that have no option before them.
fn values_in_fish(command: &Command) -> String {
    let program = command.get_name();
    let line = |name: &str, values: Vec<&str>| {
        let values = values.join(" ");
        format!(
            "complete -c {program} -n \"__fish_{program}_using_subcommand {name}\" -f -a \"{values}\"\n"
        )
    };
    // Its own lines hold where no command is named yet, and it is one itself.
    let commands = command.get_subcommands().map(Command::get_name);
    let mut script = line("help", commands.collect());
    for subcommand in command.get_subcommands() {
        for argument in subcommand.get_positionals() {
            let values = argument.get_possible_values();
            let names: Vec<&str> = values.iter().map(PossibleValue::get_name).collect();
            if !names.is_empty() {
                script.push_str(&line(subcommand.get_name(), names));
            }
        }
    }
    script
}

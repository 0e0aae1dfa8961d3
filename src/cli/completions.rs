//! `feedmatter completions`: what a shell must know to complete what is typed.

use std::process::ExitCode;

use clap::CommandFactory;

use super::args::{Args, CompletionsArgs};
use super::output::Output;
use super::{Outcome, message};

/// Runs the command.
pub(super) fn run(args: &CompletionsArgs) -> ExitCode {
    let mut command = Args::command();
    let name = command.get_name().to_owned();
    let mut script = Vec::new();
    clap_complete::generate(args.shell, &mut command, name, &mut script);
    match Output::Standard.write(&String::from_utf8_lossy(&script)) {
        Ok(()) => Outcome::Done.into(),
        Err(error) => {
            message::error(&Output::Standard.name(), &error);
            Outcome::Failed.into()
        }
    }
}

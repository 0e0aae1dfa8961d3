//! The command line. Arguments, and one file a command; what has an idea in it is in the library.

mod args;
mod convert;
mod input;
mod message;
mod output;

use std::process::ExitCode;

use clap::Parser;

use self::args::{Args, Command};

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    match Args::parse().command {
        Command::Convert(args) => convert::run(&args),
    }
}

/// How a command ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Outcome {
    /// All done.
    Done,
    /// Some inputs failed; the rest is written.
    Partly,
    /// Nothing could be done.
    Failed,
}

impl From<Outcome> for ExitCode {
    fn from(outcome: Outcome) -> Self {
        Self::from(match outcome {
            Outcome::Done => 0,
            Outcome::Partly => 1,
            Outcome::Failed => 2,
        })
    }
}

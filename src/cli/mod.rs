//! The command line. Arguments, and one file a command; what has an idea in it is in the library.

mod args;
mod asked;
mod check;
mod completions;
mod convert;
mod fetch;
mod file;
mod finding;
mod generate;
mod input;
mod lines;
mod list;
mod man;
mod message;
mod output;
mod progress;

use std::io::{self, Write};
use std::path::Path;
use std::process::ExitCode;

use chrono::{DateTime, Utc};
use clap::Parser;
use clap::error::{ContextKind, ContextValue, ErrorKind};
use rayon::prelude::*;

use self::args::{Args, Command, unbound};
use crate::error::{Error, Result};
use crate::text::url::without_user;

/// Runs the command that the arguments name.
pub fn run() -> ExitCode {
    let args = match Args::try_parse() {
        Ok(args) => args,
        Err(told) => return tell(&without_users(told)),
    };
    if let Err(error) = epoch() {
        message::error("", &error);
        return Outcome::Failed.into();
    }
    match args.command {
        Command::Check(args) => check::run(&args),
        Command::Completions(args) => completions::run(&args),
        Command::Convert(args) => convert::run(&args),
        Command::Fetch(args) => fetch::run(&args),
        Command::Generate(args) => generate::run(&args),
        Command::Man(args) => man::run(&args),
    }
}

/// Takes names and passwords from an address that is wrong, before it is told.
fn without_users(mut told: clap::Error) -> clap::Error {
    if let Some(ContextValue::String(value)) = told.get(ContextKind::InvalidValue) {
        let value = without_user(value);
        told.insert(ContextKind::InvalidValue, ContextValue::String(value));
    }
    told
}

/// Writes a help, the version, or what is wrong with the arguments.
fn tell(told: &clap::Error) -> ExitCode {
    let printed = if told.kind() == ErrorKind::DisplayHelp {
        let help = told.render();
        let help = if output::is_coloured() {
            help.ansi().to_string()
        } else {
            help.to_string()
        };
        io::stdout()
            .write_all(unbound(&help).as_bytes())
            .and_then(|()| io::stdout().flush())
    } else {
        told.print()
    };
    match printed {
        Err(error) if !told.use_stderr() && error.kind() != io::ErrorKind::BrokenPipe => {
            let error = Error::io("write")(error);
            message::error(&output::Output::Standard.name(), &error);
            Outcome::Failed.into()
        }
        _ => u8::try_from(told.exit_code()).map_or(ExitCode::FAILURE, ExitCode::from),
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

/// The variable that makes a run repeatable: <https://reproducible-builds.org/specs/source-date-epoch/>.
const EPOCH: &str = "SOURCE_DATE_EPOCH";

/// Returns the time before which articles are public, if the environment says it.
fn epoch() -> Result<Option<DateTime<Utc>>> {
    let Some(text) = std::env::var_os(EPOCH).filter(|text| !text.is_empty()) else {
        return Ok(None);
    };
    let seconds = text.to_str().and_then(|text| text.parse().ok());
    let time = seconds.and_then(|seconds| DateTime::from_timestamp(seconds, 0));
    time.map(Some).ok_or_else(|| Error::BadSetting {
        key: EPOCH.to_owned(),
        expected: "a number of seconds since 1970",
        found: format!("`{}`", text.display()),
    })
}

/// Returns the time before which articles are public.
fn now() -> DateTime<Utc> {
    let epoch = epoch().ok().flatten();
    epoch.unwrap_or_else(|| std::time::SystemTime::now().into())
}

/// Fails if a path that is to be one of the file system means standard input or output.
fn no_standard(key: &str, path: Option<&Path>) -> Result<()> {
    if path != Some(Path::new("-")) {
        return Ok(());
    }
    Err(Error::BadSetting {
        key: key.to_owned(),
        expected: "a path such as `./-`",
        found: "`-`".to_owned(),
    })
}

/// How many bytes of stack a thread has, as the first one usually does: markup may be nested deeply.
const STACK: usize = 1 << 23;

/// Makes this thread one of the pool that shares large work. Otherwise it would only wait, with one more thread and its memory.
fn join_pool() {
    let builder = rayon::ThreadPoolBuilder::new()
        .use_current_thread()
        .stack_size(STACK);
    // Where threads can not be had, or are there already, it goes on without.
    let _ = builder.build_global();
}

/// Does the same with each of several things, in their order, on every core.
fn on_all_cores<T: Send, U: Send>(all: Vec<T>, each: impl Fn(T) -> U + Sync + Send) -> Vec<U> {
    if all.len() < 2 {
        return all.into_iter().map(each).collect();
    }
    join_pool();
    all.into_par_iter().map(each).collect()
}

fn counted(count: usize, noun: &str) -> String {
    if count == 1 {
        format!("1 {noun}")
    } else {
        format!("{count} {noun}s")
    }
}

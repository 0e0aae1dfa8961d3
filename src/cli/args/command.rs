//! The commands: what each is for, and which arguments it takes.
//!
//! By hand, since a derived table describes the arguments of all commands before it looks for the one that is meant.

use clap::error::{Error, ErrorKind};
use clap::{ArgMatches, Args, FromArgMatches, Subcommand};

use super::{
    CheckArgs, Command, CompletionsArgs, ConvertArgs, FetchArgs, GenerateArgs, ManArgs, check,
    completions, convert, fetch, generate, man,
};

/// A command: its name, what it is for, examples, what its status says, its arguments, and how they are read.
struct Row {
    name: &'static str,
    about: &'static str,
    examples: &'static str,
    /// A line for each status; none if there is nothing to say of them.
    status: &'static str,
    describe: fn(clap::Command) -> clap::Command,
    read: fn(&ArgMatches) -> Result<Command, Error>,
}

const ROWS: [Row; 6] = [
    Row {
        name: "convert",
        about: "Convert articles and feeds from one format to another",
        examples: convert::EXAMPLES,
        status: convert::STATUS,
        describe: ConvertArgs::augment_args,
        read: |matches| ConvertArgs::from_arg_matches(matches).map(Command::Convert),
    },
    Row {
        name: "generate",
        about: "Write the feeds of a site: Jekyll, Hugo, Zola, Eleventy, Astro, Hexo, or a folder of articles",
        examples: generate::EXAMPLES,
        status: generate::STATUS,
        describe: GenerateArgs::augment_args,
        read: |matches| GenerateArgs::from_arg_matches(matches).map(Command::Generate),
    },
    Row {
        name: "fetch",
        about: "Fetch feeds from the network, and write their entries as files with front matter",
        examples: fetch::EXAMPLES,
        status: fetch::STATUS,
        describe: FetchArgs::augment_args,
        read: |matches| FetchArgs::from_arg_matches(matches).map(Command::Fetch),
    },
    Row {
        name: "check",
        about: "Say what is wrong with articles and feeds, where, and how to mend it",
        examples: check::EXAMPLES,
        status: check::STATUS,
        describe: CheckArgs::augment_args,
        read: |matches| CheckArgs::from_arg_matches(matches).map(Command::Check),
    },
    Row {
        name: "completions",
        about: "Print what a shell needs to complete commands and options",
        examples: completions::EXAMPLES,
        status: "",
        describe: CompletionsArgs::augment_args,
        read: |matches| CompletionsArgs::from_arg_matches(matches).map(Command::Completions),
    },
    Row {
        name: "man",
        about: "Print a manual page, or write all of them",
        examples: man::EXAMPLES,
        status: "",
        describe: ManArgs::augment_args,
        read: |matches| ManArgs::from_arg_matches(matches).map(Command::Man),
    },
];

/// Returns the names of all commands.
pub(in crate::cli) fn names() -> Vec<&'static str> {
    ROWS.iter().map(|row| row.name).collect()
}

/// What stands for a blank where a help is not to be divided: a command that is copied must be one line.
const BOUND: char = '\u{a0}';

/// Returns a help as it is to be seen.
pub(in crate::cli) fn unbound(help: &str) -> String {
    help.replace(BOUND, " ")
}

impl Row {
    /// Returns what stands below the arguments.
    fn closing(&self) -> String {
        let mut text = self.examples.to_owned();
        if !self.status.is_empty() {
            text.push_str("\n\nExit status:");
            for line in self.status.lines() {
                text.extend(["\n  ", line]);
            }
        }
        text.replace(' ', BOUND.encode_utf8(&mut [0; 4]))
    }
}

/// Adds what is not needed until the command is meant, or its help.
fn described(command: clap::Command) -> clap::Command {
    match ROWS.iter().find(|row| row.name == command.get_name()) {
        Some(row) => (row.describe)(command.after_help(row.closing())),
        None => command,
    }
}

impl Subcommand for Command {
    fn augment_subcommands(program: clap::Command) -> clap::Command {
        let commands = ROWS.iter().map(|row| {
            let command = clap::Command::new(row.name);
            command.about(row.about).defer(described)
        });
        program.subcommands(commands)
    }

    fn augment_subcommands_for_update(program: clap::Command) -> clap::Command {
        Self::augment_subcommands(program)
    }

    fn has_subcommand(name: &str) -> bool {
        ROWS.iter().any(|row| row.name == name)
    }
}

impl FromArgMatches for Command {
    fn from_arg_matches(matches: &ArgMatches) -> Result<Self, Error> {
        let (name, matches) = matches
            .subcommand()
            .ok_or_else(|| Error::new(ErrorKind::MissingSubcommand))?;
        let row = ROWS.iter().find(|row| row.name == name);
        let row = row.ok_or_else(|| Error::new(ErrorKind::InvalidSubcommand))?;
        (row.read)(matches)
    }

    fn update_from_arg_matches(&mut self, matches: &ArgMatches) -> Result<(), Error> {
        *self = Self::from_arg_matches(matches)?;
        Ok(())
    }
}

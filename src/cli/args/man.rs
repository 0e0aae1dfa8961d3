//! The arguments of `feedmatter man`.

use std::path::PathBuf;

use clap::Parser;

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter man convert | man -l -
  feedmatter man -o ~/.local/share/man/man1/";

#[derive(Debug, Parser)]
pub(in crate::cli) struct ManArgs {
    /// Command that the page is about [default: feedmatter itself]
    #[arg(value_name = "COMMAND", conflicts_with = "output", value_parser = super::names())]
    pub(in crate::cli) command: Option<String>,

    /// Folder for the pages of all commands
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,
}

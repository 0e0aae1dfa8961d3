//! The arguments of `feedmatter completions`.

use clap::Parser;
use clap_complete::Shell;

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter completions bash > ~/.local/share/bash-completion/completions/feedmatter
  feedmatter completions zsh > ~/.zfunc/_feedmatter
  feedmatter completions fish > ~/.config/fish/completions/feedmatter.fish";

#[derive(Debug, Parser)]
pub(in crate::cli) struct CompletionsArgs {
    /// Shell that completes what you type
    #[arg(value_enum, value_name = "SHELL")]
    pub(in crate::cli) shell: Shell,
}

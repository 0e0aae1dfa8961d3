//! The arguments of `feedmatter completions`.

use clap::Parser;
use clap_complete::Shell;

pub(crate) const EXAMPLES: &str = "Examples:
  feedmatter completions bash > ~/.local/share/bash-completion/completions/feedmatter
  feedmatter completions zsh > ~/.zfunc/_feedmatter
  feedmatter completions fish > ~/.config/fish/completions/feedmatter.fish";

#[derive(Debug, Parser)]
pub(crate) struct CompletionsArgs {
    /// Shell that completes what you type
    #[arg(value_enum, value_name = "SHELL")]
    pub(crate) shell: Shell,
}

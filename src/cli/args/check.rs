//! The arguments of `feedmatter check`.

use std::path::PathBuf;

use clap::{Parser, ValueEnum};

use super::LimitArgs;
use super::format::one_of;
use crate::front_matter::Dialect;

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter check article.md
  feedmatter check _posts public/feed.xml --strict
  curl -s https://example.com/feed.xml | feedmatter check
  feedmatter check content --format ndjson | jq -r .code | sort | uniq -c";

pub(super) const STATUS: &str = "\
0 if nothing is wrong
1 if something is; with --strict, a warning, too
2 if nothing could be read";

#[derive(Debug, Parser)]
pub(in crate::cli) struct CheckArgs {
    /// Files, folders (every article, feed and OPML below them), or - for standard input
    #[arg(value_name = "FILE")]
    pub(in crate::cli) files: Vec<PathBuf>,

    /// What is printed: findings for people, or a record a finding
    #[arg(long, value_enum, value_name = "FORMAT", default_value = "human")]
    pub(in crate::cli) format: FindingFormat,

    /// Key names of the articles [default: recognised]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(in crate::cli) dialect: Option<&'static Dialect>,

    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,

    /// Let warnings, too, make the status 1
    #[arg(long)]
    pub(in crate::cli) strict: bool,

    /// Print errors only
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

/// How findings are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FindingFormat {
    Human,
    Ndjson,
}

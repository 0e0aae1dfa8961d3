//! The arguments. Describes, and does nothing.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use url::Url;

use crate::formats::{FRONT_MATTER, Limits};
use crate::mapping::Profile;

/// Front-matter articles to RSS and Atom, and back
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug, Subcommand)]
pub(super) enum Command {
    /// Convert articles and feeds from one format to another
    #[command(after_help = EXAMPLES)]
    Convert(ConvertArgs),
}

const EXAMPLES: &str = "Examples:
  feedmatter convert article.md --to atom
  feedmatter convert _posts --profile public --title News --link https://example.com/ -o feed.xml
  curl -s https://example.com/feed.xml | feedmatter convert -o articles/";

#[derive(Debug, Parser)]
pub(super) struct ConvertArgs {
    /// Files, folders (every file with front matter below them), or - for standard input
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Format of the inputs [default: recognised from their content]
    #[arg(long, value_name = "FORMAT")]
    pub(super) from: Option<FormatName>,

    /// Format of the output [default: by OUTPUT's name, else front matter for a feed and RSS for front matter]
    #[arg(long, value_name = "FORMAT")]
    pub(super) to: Option<FormatName>,

    /// File, folder for front matter, or - for standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(super) output: Option<PathBuf>,

    /// What a feed may hold: everything, or what anyone may read
    #[arg(long, value_enum, default_value = "lossless", value_name = "PROFILE")]
    pub(super) profile: ProfileName,

    /// Title of the feed
    #[arg(long, value_name = "T")]
    pub(super) title: Option<String>,

    /// Page that the feed belongs to
    #[arg(long, value_name = "URL")]
    pub(super) link: Option<String>,

    /// What the feed is about
    #[arg(long, value_name = "D")]
    pub(super) description: Option<String>,

    /// Language of the articles, such as en-us
    #[arg(long, value_name = "L")]
    pub(super) language: Option<String>,

    /// Address of the feed itself
    #[arg(long = "self", value_name = "URL")]
    pub(super) self_url: Option<String>,

    /// Encoding of the inputs, such as windows-1252 [default: found out]
    #[arg(long, value_name = "LABEL")]
    pub(super) encoding: Option<String>,

    /// Address of the inputs, for those that are relative and do not say to what
    #[arg(long, value_name = "URL")]
    pub(super) base: Option<Url>,

    #[command(flatten)]
    pub(super) limits: LimitArgs,

    /// Treat warnings as errors
    #[arg(long)]
    pub(super) strict: bool,

    /// Take the inputs for those of strangers: fm:article, with which they could set any field, does not count
    #[arg(long)]
    pub(super) foreign: bool,

    /// Keep scripts, frames and styles in the bodies of foreign feeds
    #[arg(long)]
    pub(super) unsafe_html: bool,

    /// Separate several articles on standard output with NUL
    #[arg(short = '0', long)]
    pub(super) null: bool,

    /// Print errors only
    #[arg(short, long)]
    pub(super) quiet: bool,
}

/// What an input may ask of its reader.
#[derive(Debug, Parser)]
pub(super) struct LimitArgs {
    /// Largest input, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().bytes)]
    pub(super) max_size: usize,

    /// Deepest nesting of elements, at most 1000
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth as u16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) max_depth: u16,

    /// Most that an input's own entities may add to it, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().entities)]
    pub(super) max_entities: usize,

    /// Most articles in one input
    #[arg(long, value_name = "N", default_value_t = Limits::default().articles)]
    pub(super) max_items: usize,
}

impl From<&LimitArgs> for Limits {
    fn from(args: &LimitArgs) -> Self {
        Self {
            bytes: args.max_size,
            depth: args.max_depth.into(),
            entities: args.max_entities,
            articles: args.max_items,
        }
    }
}

/// The formats, as the command line names them.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(super) enum FormatName {
    FrontMatter,
    Rss,
    Atom,
}

impl FormatName {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::FrontMatter => FRONT_MATTER,
            Self::Rss => "rss",
            Self::Atom => "atom",
        }
    }
}

#[derive(Clone, Copy, Debug, ValueEnum)]
pub(super) enum ProfileName {
    Public,
    Lossless,
}

impl From<ProfileName> for Profile {
    fn from(name: ProfileName) -> Self {
        match name {
            ProfileName::Public => Self::Public,
            ProfileName::Lossless => Self::Lossless,
        }
    }
}

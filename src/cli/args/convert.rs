//! The arguments of `feedmatter convert`.

use std::path::PathBuf;

use ::url::Url;
use clap::Parser;

use super::format::{any, one_of};
use super::{FormatName, LimitArgs};
use crate::formats::BodyForm;
use crate::front_matter::{Dialect, Syntax};
use crate::mapping::Profile;

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter convert article.md --to atom
  feedmatter convert articles --profile public --title News --link https://example.com/ -o feed.xml
  curl -s https://example.com/feed.xml | feedmatter convert --foreign -o articles/
  feedmatter convert feed.xml --to ndjson | jq -c 'select(.topics | index(\"AI\"))' | feedmatter convert --to atom";

pub(super) const STATUS: &str = "\
0 if all is done
1 if some inputs failed and the rest is written
2 if nothing could be done";

#[derive(Debug, Parser)]
pub(in crate::cli) struct ConvertArgs {
    /// Files, folders (every file with front matter below them), or - for standard input
    #[arg(value_name = "INPUT")]
    pub(in crate::cli) inputs: Vec<PathBuf>,

    /// Format of the inputs [default: recognised from their content]
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = any())]
    pub(in crate::cli) from: Option<FormatName>,

    /// Format of the output [default: by OUTPUT's name, else front matter for a feed, or with --dialect or --fences, and RSS for front matter]
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = any())]
    pub(in crate::cli) to: Option<FormatName>,

    /// Key names of front matter that is read [default: our own]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(in crate::cli) from_dialect: Option<&'static Dialect>,

    /// Key names of front matter that is written; a feed has none [default: article]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(in crate::cli) dialect: Option<&'static Dialect>,

    /// Language of front matter that is written; a feed has none [default: yaml]
    #[arg(long, value_name = "LANGUAGE", value_parser = one_of(Syntax::NAMES, Syntax::named))]
    pub(in crate::cli) fences: Option<Syntax>,

    /// File, folder for front matter (a new name without an ending is one), or - for standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// What bodies become; text is paragraphs without other tags [default: they stay as they are]
    #[arg(long, value_name = "FORM", value_parser = one_of(BodyForm::NAMES, BodyForm::named))]
    pub(in crate::cli) body: Option<BodyForm>,

    /// What a feed may hold: everything, or what anyone may read
    #[arg(long, default_value = "lossless", value_name = "PROFILE", value_parser = one_of(Profile::NAMES, Profile::named))]
    pub(in crate::cli) profile: Profile,

    /// Title of the feed
    #[arg(long, value_name = "T")]
    pub(in crate::cli) title: Option<String>,

    /// Page that the feed belongs to
    #[arg(long, value_name = "URL", value_parser = super::web_address)]
    pub(in crate::cli) link: Option<String>,

    /// What the feed is about
    #[arg(long, value_name = "D")]
    pub(in crate::cli) description: Option<String>,

    /// Language of the articles, such as en-us
    #[arg(long, value_name = "L", value_parser = super::language)]
    pub(in crate::cli) language: Option<String>,

    /// Address of the feed itself
    #[arg(long = "self", value_name = "URL", value_parser = super::web_address)]
    pub(in crate::cli) self_url: Option<String>,

    /// Encoding of the inputs, such as windows-1252 [default: found out]
    #[arg(long, value_name = "LABEL")]
    pub(in crate::cli) encoding: Option<String>,

    /// Address of the inputs, for those that are relative and do not say to what
    #[arg(long, value_name = "URL")]
    pub(in crate::cli) base: Option<Url>,

    #[command(flatten)]
    pub(in crate::cli) limits: LimitArgs,

    /// Treat warnings as errors
    #[arg(long)]
    pub(in crate::cli) strict: bool,

    /// Take the inputs for those of strangers: fm:article or _feedmatter, with which they could set any field, does not count, and no tag in a body is one to the generator named with --dialect
    #[arg(long)]
    pub(in crate::cli) foreign: bool,

    /// Keep scripts, frames and styles in the bodies of foreign feeds; what is public, as TSV always is, has none
    #[arg(long)]
    pub(in crate::cli) unsafe_html: bool,

    /// End each article on standard output with NUL
    #[arg(short = '0', long)]
    pub(in crate::cli) null: bool,

    /// Print errors only
    #[arg(short, long)]
    pub(in crate::cli) quiet: bool,
}

//! The arguments. Describes, and does nothing.

mod check;
mod command;
mod completions;
mod fetch;
mod format;
mod man;

pub(super) use self::check::{CheckArgs, FindingFormat};
pub(super) use self::command::{names, unbound};
pub(super) use self::completions::CompletionsArgs;
pub(super) use self::fetch::{FailOn, FetchArgs, ReportName};
pub(super) use self::man::ManArgs;

use std::path::PathBuf;

use ::url::Url;
use clap::Parser;

pub(super) use self::format::FormatName;
use self::format::one_of;
use crate::formats::{self, BodyForm, Limits};
use crate::front_matter::{Dialect, Syntax};
use crate::mapping::Profile;
use crate::site::{self, Condition, Content, Limit};
use crate::text::url;

/// Front-matter articles to RSS, Atom and JSON Feed, and back
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100)]
pub(super) struct Args {
    #[command(subcommand)]
    pub(super) command: Command,
}

#[derive(Debug)]
pub(super) enum Command {
    Convert(ConvertArgs),
    Generate(GenerateArgs),
    Fetch(FetchArgs),
    Check(CheckArgs),
    Completions(CompletionsArgs),
    Man(ManArgs),
}

const GENERATE_EXAMPLES: &str = "Examples:
  feedmatter generate -o feed.xml
  feedmatter generate content --base-url https://example.com/ --title News --where topics=Rust -o rust.atom
  feedmatter generate --check && echo every feed is up to date";

#[derive(Debug, Parser)]
pub(super) struct GenerateArgs {
    /// Folder of the site, or files and folders of its content [default: the present folder]
    #[arg(value_name = "SITE")]
    pub(super) sites: Vec<PathBuf>,

    /// File, folder for the feeds that the settings list, or - [default: standard output, or the site's folder for those]
    #[arg(short, long, value_name = "OUTPUT")]
    pub(super) output: Option<PathBuf>,

    /// Format of the feed [default: by OUTPUT's name, else RSS]
    #[arg(long, value_name = "FORMAT", value_parser = format::of_feeds())]
    pub(super) format: Option<FormatName>,

    /// Settings of one's own [default: feedmatter.yml in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub(super) config: Option<PathBuf>,

    /// Address of the site
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(super) base_url: Option<Url>,

    /// Title of the feed
    #[arg(long, value_name = "T")]
    pub(super) title: Option<String>,

    /// What the feed is about
    #[arg(long, value_name = "D")]
    pub(super) description: Option<String>,

    /// Language of the articles, such as en-us; of pages in several languages, those in this one
    #[arg(long, value_name = "L", value_parser = language)]
    pub(super) language: Option<String>,

    /// Address of the feed itself [default: OUTPUT's name below that of the site]
    #[arg(long = "self", value_name = "URL", value_parser = web_address)]
    pub(super) self_url: Option<String>,

    /// WebSub hub that announces changes; may be repeated
    #[arg(long = "hub", value_name = "URL", value_parser = web_address)]
    pub(super) hubs: Vec<String>,

    /// How many articles, the newest first, or all [default: what the site says, else 20]
    #[arg(long, value_name = "N", value_parser = limit)]
    pub(super) limit: Option<Limit>,

    /// Only articles whose field has that value, as in topics=Rust, or has it not, with !=; may be repeated
    #[arg(long = "where", value_name = "KEY=VALUE", value_parser = condition)]
    pub(super) conditions: Vec<Condition>,

    /// How much of the text: body and excerpt, excerpt, or neither [default: full]
    #[arg(long, value_name = "CONTENT", value_parser = one_of(Content::NAMES, Content::named))]
    pub(super) content: Option<Content>,

    /// Key names and addresses of the articles [default: recognised]
    #[arg(long, value_name = "DIALECT", value_parser = Dialect::NAMES)]
    pub(super) dialect: Option<String>,

    /// Pattern of addresses, such as /:year/:month/:title/ [default: what the site says, else its generator's]
    #[arg(long, value_name = "PATTERN")]
    pub(super) permalink: Option<String>,

    /// Let articles of the future in
    #[arg(long)]
    pub(super) future: bool,

    /// Let drafts in
    #[arg(long)]
    pub(super) drafts: bool,

    /// What a feed may hold: everything, or what anyone may read
    #[arg(long, default_value = "public", value_name = "PROFILE", value_parser = one_of(Profile::NAMES, Profile::named))]
    pub(super) profile: Profile,

    /// Write older articles to archive pages beside the feed (RFC 5005)
    #[arg(long)]
    pub(super) archive: bool,

    /// Write a style sheet beside the feed, for browsers that show it as it is
    #[arg(long)]
    pub(super) stylesheet: bool,

    /// Write nothing; exit 1 if a feed is out of date
    #[arg(long, conflicts_with = "dry_run")]
    pub(super) check: bool,

    /// Write nothing; say what would be written
    #[arg(long)]
    pub(super) dry_run: bool,

    /// Treat warnings as errors, and write nothing if there is one
    #[arg(long)]
    pub(super) strict: bool,

    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub(super) quiet: bool,

    /// Say what was found and used
    #[arg(short, long)]
    pub(super) verbose: bool,
}

fn base_url(text: &str) -> Result<Url, &'static str> {
    site::base_url(text).ok_or("expected an address such as https://example.com/blog/")
}

fn web_address(text: &str) -> Result<String, &'static str> {
    let is_web = Url::parse(text).is_ok() && url::is_web(text);
    is_web
        .then(|| text.to_owned())
        .ok_or("expected an address such as https://example.com/feed.xml")
}

fn language(text: &str) -> Result<String, &'static str> {
    formats::language(text).ok_or("expected a language tag such as en or de-AT")
}

fn limit(text: &str) -> Result<Limit, &'static str> {
    Limit::parse(text).ok_or("expected a number, 1 or more, or all")
}

fn condition(text: &str) -> Result<Condition, String> {
    Condition::parse(text).map_err(|error| error.to_string())
}

const GENERATE_STATUS: &str = "\
0 if all is done
1 if an article failed and the rest is written, or if with --check a feed is out of date
2 if nothing could be done";

const CONVERT_STATUS: &str = "\
0 if all is done
1 if some inputs failed and the rest is written
2 if nothing could be done";

const EXAMPLES: &str = "Examples:
  feedmatter convert article.md --to atom
  feedmatter convert _posts --profile public --title News --link https://example.com/ -o feed.xml
  curl -s https://example.com/feed.xml | feedmatter convert -o articles/
  feedmatter convert feed.xml --to ndjson | jq -c 'select(.topics | index(\"AI\"))' | feedmatter convert --to atom";

#[derive(Debug, Parser)]
pub(super) struct ConvertArgs {
    /// Files, folders (every file with front matter below them), or - for standard input
    #[arg(value_name = "INPUT")]
    pub(super) inputs: Vec<PathBuf>,

    /// Format of the inputs [default: recognised from their content]
    #[arg(long, value_name = "FORMAT", value_parser = format::any())]
    pub(super) from: Option<FormatName>,

    /// Format of the output [default: by OUTPUT's name, else front matter for a feed, or with --dialect or --fences, and RSS for front matter]
    #[arg(long, value_name = "FORMAT", value_parser = format::any())]
    pub(super) to: Option<FormatName>,

    /// Key names of front matter that is read [default: our own]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(super) from_dialect: Option<&'static Dialect>,

    /// Key names of front matter that is written; a feed has none [default: article]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(super) dialect: Option<&'static Dialect>,

    /// Language of front matter that is written; a feed has none [default: yaml]
    #[arg(long, value_name = "LANGUAGE", value_parser = one_of(Syntax::NAMES, Syntax::named))]
    pub(super) fences: Option<Syntax>,

    /// File, folder for front matter, or - for standard output
    #[arg(short, long, value_name = "OUTPUT")]
    pub(super) output: Option<PathBuf>,

    /// What bodies become [default: they stay as they are]
    #[arg(long, value_name = "FORM", value_parser = one_of(BodyForm::NAMES, BodyForm::named))]
    pub(super) body: Option<BodyForm>,

    /// What a feed may hold: everything, or what anyone may read
    #[arg(long, default_value = "lossless", value_name = "PROFILE", value_parser = one_of(Profile::NAMES, Profile::named))]
    pub(super) profile: Profile,

    /// Title of the feed
    #[arg(long, value_name = "T")]
    pub(super) title: Option<String>,

    /// Page that the feed belongs to
    #[arg(long, value_name = "URL", value_parser = web_address)]
    pub(super) link: Option<String>,

    /// What the feed is about
    #[arg(long, value_name = "D")]
    pub(super) description: Option<String>,

    /// Language of the articles, such as en-us
    #[arg(long, value_name = "L", value_parser = language)]
    pub(super) language: Option<String>,

    /// Address of the feed itself
    #[arg(long = "self", value_name = "URL", value_parser = web_address)]
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

    /// Take the inputs for those of strangers: fm:article or _feedmatter, with which they could set any field, does not count, and no tag in a body is one to the generator named with --dialect
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

// What an input may ask of its reader: no documentation, which would become that of the command.
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

//! The arguments of `feedmatter generate`.

use std::path::PathBuf;

use ::url::Url;
use clap::Parser;

use super::FormatName;
use super::format::{of_feeds, one_of};
use crate::front_matter::Dialect;
use crate::mapping::Profile;
use crate::model::Condition;
use crate::site::{self, Content, Limit};

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter generate -o feed.xml
  feedmatter generate content --base-url https://example.com/ --title News --where topics=Rust -o rust.atom
  feedmatter generate -o feed.xml --check && echo every feed is up to date";

pub(super) const STATUS: &str = "\
0 if all is done
1 if an article failed and the rest is written, or if with --check a feed is out of date
2 if nothing could be done";

#[derive(Debug, Parser)]
pub(in crate::cli) struct GenerateArgs {
    /// Folder of the site, or files and folders of its content [default: the present folder]
    #[arg(value_name = "SITE")]
    pub(in crate::cli) sites: Vec<PathBuf>,

    /// File, folder for the feeds that the settings list (a new name without an ending is one), or - [default: standard output, or the site's folder for those]
    #[arg(short, long, value_name = "OUTPUT")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Format of the one feed that goes to a file or to standard output [default: by OUTPUT's name, else RSS]
    #[arg(long, value_name = "FORMAT", ignore_case = true, value_parser = of_feeds())]
    pub(in crate::cli) format: Option<FormatName>,

    /// Settings of one's own [default: feedmatter.yml in the site's folder]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// Address of the site
    #[arg(long, value_name = "URL", value_parser = base_url)]
    pub(in crate::cli) base_url: Option<Url>,

    /// Title of the feed
    #[arg(long, value_name = "T")]
    pub(in crate::cli) title: Option<String>,

    /// What the feed is about
    #[arg(long, value_name = "D")]
    pub(in crate::cli) description: Option<String>,

    /// Language of the articles, such as en-us; of pages in several languages, those in this one
    #[arg(long, value_name = "L", value_parser = super::language)]
    pub(in crate::cli) language: Option<String>,

    /// Address of the feed itself [default: OUTPUT's name below that of the site]
    #[arg(long = "self", value_name = "URL", value_parser = super::web_address)]
    pub(in crate::cli) self_url: Option<String>,

    /// WebSub hub that announces changes; may be repeated
    #[arg(long = "hub", value_name = "URL", value_parser = super::web_address)]
    pub(in crate::cli) hubs: Vec<String>,

    /// How many articles, the newest first, or all [default: what the site says, else 20]
    #[arg(long, value_name = "N", value_parser = super::limit)]
    pub(in crate::cli) limit: Option<Limit>,

    /// Only articles whose field has that value, as in topics=Rust, or has it not, with !=; of several, all hold
    #[arg(long = "where", value_name = "KEY=VALUE", value_parser = condition)]
    pub(in crate::cli) conditions: Vec<Condition>,

    /// How much of the text: body and excerpt, excerpt, or neither [default: full]
    #[arg(long, value_name = "CONTENT", value_parser = one_of(Content::NAMES, Content::named))]
    pub(in crate::cli) content: Option<Content>,

    /// Key names and addresses of the articles [default: recognised]
    #[arg(long, value_name = "DIALECT", value_parser = Dialect::NAMES)]
    pub(in crate::cli) dialect: Option<String>,

    /// Pattern of addresses, such as /:year/:month/:title/ [default: what the site says, else its generator's]
    #[arg(long, value_name = "PATTERN")]
    pub(in crate::cli) permalink: Option<String>,

    /// Let articles of the future in
    #[arg(long)]
    pub(in crate::cli) future: bool,

    /// Let drafts in
    #[arg(long)]
    pub(in crate::cli) drafts: bool,

    /// What a feed may hold: everything, or what anyone may read
    #[arg(long, default_value = "public", value_name = "PROFILE", value_parser = one_of(Profile::NAMES, Profile::named))]
    pub(in crate::cli) profile: Profile,

    /// Write older articles to archive pages beside the feed (RFC 5005)
    #[arg(long)]
    pub(in crate::cli) archive: bool,

    /// Write a style sheet beside the feed, for browsers that show it as it is; one that is there stays
    #[arg(long)]
    pub(in crate::cli) stylesheet: bool,

    /// Write nothing; exit 1 if a feed is out of date
    #[arg(long, conflicts_with = "dry_run")]
    pub(in crate::cli) check: bool,

    /// Write nothing; say what would be written
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Treat warnings as errors, and write nothing if there is one
    #[arg(long)]
    pub(in crate::cli) strict: bool,

    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub(in crate::cli) quiet: bool,

    /// Say what was found and used
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
}

fn base_url(text: &str) -> Result<Url, &'static str> {
    site::base_url(text).ok_or("expected an address such as https://example.com/blog/")
}

fn condition(text: &str) -> Result<Condition, String> {
    Condition::parse(text).map_err(|error| error.to_string())
}

//! The arguments of `feedmatter fetch`.

use std::net::Ipv6Addr;
use std::path::PathBuf;

use ::url::Host;
use clap::{Parser, ValueEnum};

use super::FormatName;
use super::format::{of_articles, one_of};
use crate::fetch::{FetchOptions, Shard};
use crate::folder::FileTemplate;
use crate::formats::BodyForm;
use crate::front_matter::{Dialect, Syntax};
use crate::model::Timestamp;
use crate::site::Limit;
use crate::sources;

pub(super) const EXAMPLES: &str = "Examples:
  feedmatter fetch https://example.com/feed.xml -o content/news/
  feedmatter fetch --opml subscriptions.opml -o content/planet/ --limit 10 --dialect hugo
  feedmatter fetch https://example.com/feed.xml --to ndjson | jq -r .title
  feedmatter fetch --from feeds.txt -o planet/ --report ndjson | jq -r 'select(.outcome == \"error\").url'";

pub(super) const STATUS: &str = "\
0 if every feed was fetched, or need not be asked yet
1 if feeds failed, as --fail-on has it; what the others brought is written
2 if the command cannot be run as it is given, or nothing can be written
74 if the state cannot be used
75 if another run holds the state for longer than --wait";

#[derive(Debug, Parser)]
pub(in crate::cli) struct FetchArgs {
    /// Addresses of feeds
    #[arg(value_name = "URL", value_parser = feed_address)]
    pub(in crate::cli) urls: Vec<String>,

    /// List of feeds: an address a line, OPML, NDJSON or feedmatter.yml, or - for standard input; may be repeated
    #[arg(long, visible_alias = "opml", value_name = "FILE")]
    pub(in crate::cli) from: Vec<PathBuf>,

    /// Settings that list sources [default: feedmatter.yml, if no feeds are given]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) config: Option<PathBuf>,

    /// Folder that the articles go to [default: the present folder]
    #[arg(short, long, value_name = "DIR")]
    pub(in crate::cli) output: Option<PathBuf>,

    /// Format for standard output, instead of files: nothing is remembered then; articles as front matter end with NUL
    #[arg(long, value_name = "FORMAT", conflicts_with_all = ["output", "state", "filename", "rebuild_state", "dry_run", "durable"], ignore_case = true, value_parser = of_articles())]
    pub(in crate::cli) to: Option<FormatName>,

    /// Site generator whose key names the front matter has [default: that of the settings, or else article]
    #[arg(long, value_name = "DIALECT", value_parser = one_of(Dialect::NAMES, Dialect::named))]
    pub(in crate::cli) dialect: Option<&'static Dialect>,

    /// Language of the front matter [default: yaml]
    #[arg(long, value_name = "LANGUAGE", value_parser = one_of(Syntax::NAMES, Syntax::named))]
    pub(in crate::cli) fences: Option<Syntax>,

    /// What bodies become; text is paragraphs without other tags [default: safe HTML]
    #[arg(long, value_name = "FORM", value_parser = one_of(BodyForm::NAMES, BodyForm::named))]
    pub(in crate::cli) body: Option<BodyForm>,

    /// Pattern of file names, such as {year}/{slug}.md [default: {date}-{slug}.md; for Zola {slug}.md]
    #[arg(long, value_name = "PATTERN", value_parser = file_template)]
    pub(in crate::cli) filename: Option<FileTemplate>,

    /// Only entries from this date on
    #[arg(long, value_name = "DATE", value_parser = timestamp)]
    pub(in crate::cli) since: Option<Timestamp>,

    /// Fetch the archives of feeds, too (RFC 5005)
    #[arg(long)]
    pub(in crate::cli) history: bool,

    /// Only feeds whose host is in part I, from 0, of N
    #[arg(long, value_name = "I/N", value_parser = shard)]
    pub(in crate::cli) shard: Option<Shard>,

    /// Take what is known of entries from their files, when the state is lost or broken
    #[arg(long)]
    pub(in crate::cli) rebuild_state: bool,

    /// File that says what is known of the feeds [default: .feedmatter/state.db in DIR]
    #[arg(long, value_name = "FILE")]
    pub(in crate::cli) state: Option<PathBuf>,

    /// How many entries of a feed, the first ones, or all [default: all]
    #[arg(long, value_name = "N", value_parser = super::limit)]
    pub(in crate::cli) limit: Option<Limit>,

    /// Ask feeds that are still fresh, that failed lately, or that are gone; not servers that want to be left alone
    #[arg(long)]
    pub(in crate::cli) force: bool,

    /// Write nothing; say what would be written
    #[arg(long)]
    pub(in crate::cli) dry_run: bool,

    /// Count files as written only when they are on the disk: slower, and safe from power cuts
    #[arg(long)]
    pub(in crate::cli) durable: bool,

    /// How long to wait for another run that holds the state, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = usual().wait.as_secs())]
    pub(in crate::cli) wait: u64,

    /// Requests at a time
    #[arg(long, value_name = "N", default_value_t = usual().jobs as u16, value_parser = clap::value_parser!(u16).range(1..=1024))]
    pub(in crate::cli) jobs: u16,

    /// Requests at a time to one host
    #[arg(long, value_name = "N", default_value_t = usual().per_host as u16, value_parser = clap::value_parser!(u16).range(1..=64))]
    pub(in crate::cli) per_host: u16,

    /// How long a request may take, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = usual().timeout.as_secs() as u16, value_parser = clap::value_parser!(u16).range(1..))]
    pub(in crate::cli) timeout: u16,

    /// Largest feed, in bytes, unpacked
    #[arg(long, value_name = "BYTES", default_value_t = usual().max_size)]
    pub(in crate::cli) max_size: usize,

    /// How long a feed is left alone at least, in seconds
    #[arg(long, value_name = "SECONDS", default_value_t = usual().min_interval.as_secs())]
    pub(in crate::cli) min_interval: u64,

    /// What is said of you behind our own name, such as an address for complaints
    #[arg(long, value_name = "TEXT", value_parser = user_agent)]
    pub(in crate::cli) user_agent: Option<String>,

    /// Header for the addresses given here or by settings, not by --from, which no other host or port gets; may be repeated
    #[arg(long = "header", value_name = "NAME:VALUE", value_parser = header)]
    pub(in crate::cli) headers: Vec<(String, String)>,

    /// Let feeds be asked for in private networks
    #[arg(long)]
    pub(in crate::cli) allow_private: bool,

    /// Host that may be asked whatever network it is in, on any port; may be repeated
    #[arg(long = "allow-host", value_name = "HOST", value_parser = host)]
    pub(in crate::cli) allow_hosts: Vec<String>,

    /// Which failures make the command fail, with status 1
    #[arg(long, value_enum, value_name = "WHICH", default_value = "any")]
    pub(in crate::cli) fail_on: FailOn,

    /// What is said: lines for people on standard error, or a record a feed on standard output; with --to, on standard error, too
    #[arg(long, value_enum, value_name = "FORM", default_value = "text")]
    pub(in crate::cli) report: ReportName,

    /// Print errors only
    #[arg(short, long, conflicts_with = "verbose")]
    pub(in crate::cli) quiet: bool,

    /// Say which feeds have moved, are gone, or failed lately
    #[arg(short, long)]
    pub(in crate::cli) verbose: bool,
}

/// Returns what holds unless it is said otherwise.
fn usual() -> FetchOptions {
    FetchOptions::new("")
}

/// Reads the address of a feed, as browsers may give it.
fn feed_address(text: &str) -> Result<String, &'static str> {
    super::web_address(&sources::web_address(text))
}

/// Reads a host, and writes it as its addresses are compared: in lower case, and without the brackets of IPv6.
fn host(text: &str) -> Result<String, &'static str> {
    let bare = text.trim_matches(['[', ']']);
    if let Ok(ip) = bare.parse::<Ipv6Addr>() {
        return Ok(ip.to_string());
    }
    let host = Host::parse(text);
    host.map(|host| host.to_string())
        .map_err(|_| "expected a host without scheme and port, such as localhost or 127.0.0.1")
}

fn file_template(text: &str) -> Result<FileTemplate, String> {
    FileTemplate::parse(text).map_err(|error| error.to_string())
}

fn shard(text: &str) -> Result<Shard, String> {
    Shard::parse(text).map_err(|error| error.to_string())
}

fn timestamp(text: &str) -> Result<Timestamp, &'static str> {
    Timestamp::parse(text).ok_or("expected a date such as 2021-05-05")
}

/// Which failures count.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum FailOn {
    /// That of one feed
    Any,
    /// Those of all feeds
    All,
    /// None
    Never,
}

/// How a run is reported.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub(in crate::cli) enum ReportName {
    Text,
    Ndjson,
}

fn user_agent(text: &str) -> Result<String, &'static str> {
    let is_line = !text.chars().any(char::is_control);
    is_line
        .then(|| text.to_owned())
        .ok_or("expected a line of text")
}

fn header(text: &str) -> Result<(String, String), &'static str> {
    let (name, value) = text
        .split_once(':')
        .ok_or("expected a name and a value, such as Authorization:Basic x")?;
    Ok((name.trim().to_owned(), value.trim().to_owned()))
}

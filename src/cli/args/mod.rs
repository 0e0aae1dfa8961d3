//! The arguments. Describes, and does nothing.

mod check;
mod command;
mod completions;
mod convert;
mod fetch;
mod format;
mod generate;
mod man;

pub(super) use self::check::{CheckArgs, FindingFormat};
pub(super) use self::command::{names, unbound};
pub(super) use self::completions::CompletionsArgs;
pub(super) use self::convert::ConvertArgs;
pub(super) use self::fetch::{FailOn, FetchArgs, ReportName};
pub(super) use self::format::FormatName;
pub(super) use self::generate::GenerateArgs;
pub(super) use self::man::ManArgs;

use ::url::Url;
use clap::Parser;

use crate::formats::{self, Limits};
use crate::site::Limit;
use crate::text::url;

const ENVIRONMENT: &str = "\
Environment:
  SOURCE_DATE_EPOCH      The present, in seconds since 1970
  http_proxy, https_proxy, all_proxy, no_proxy
                         Proxies that fetch goes through, and hosts that it asks without
  NO_COLOR, TERM=dumb    No colours on a terminal";

/// Front-matter articles to RSS, Atom and JSON Feed, and back
#[derive(Debug, Parser)]
#[command(version, max_term_width = 100, after_help = ENVIRONMENT)]
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

// What an input may ask of its reader: no documentation, which would become that of the command.
#[derive(Debug, Parser)]
pub(super) struct LimitArgs {
    /// Largest input, in bytes; of lines that are read one by one, largest line
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().bytes)]
    pub(super) max_size: usize,

    /// Deepest nesting of elements, at most 1000; of values, no more than 128
    #[arg(long, value_name = "N", default_value_t = Limits::default().depth as u16, value_parser = clap::value_parser!(u16).range(1..=1000))]
    pub(super) max_depth: u16,

    /// Most that an input's own entities may add to it, in bytes
    #[arg(long, value_name = "BYTES", default_value_t = Limits::default().entities)]
    pub(super) max_entities: usize,

    /// Most articles in one input; lines that are read one by one are not counted
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

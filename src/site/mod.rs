//! Whole sites: what generators make of their [folders](crate::folder) of articles, of which [`generate`] makes feeds.

mod admission;
mod archive;
mod attachment;
mod body;
mod bundle;
mod config;
mod defaults;
mod exclusion;
mod find;
mod generate;
mod generator;
mod groups;
mod hexo_tag;
mod links;
mod logical_path;
mod membership;
mod own;
mod package;
mod page;
mod pattern;
mod permalink;
mod plan;
mod program;
mod select;
mod settings;
mod stale;
mod stylesheet;

pub use body::Content;
pub use generate::{Event, GenerateOptions, Output, generate};
pub(crate) use generator::{COMPUTED_DATE, caseless_keys_of, computes_date, reads_program};
pub use membership::{Membership, Sites};
pub(crate) use own::{is_own_settings, own_dialect, read_own, setting_names};
pub(crate) use permalink::unknown as unknown_tokens;
pub use plan::{Limit, Plan};
pub use settings::{Settings, base_url};
pub(crate) use stale::stale;

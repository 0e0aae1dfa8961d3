//! Content folders: which files hold articles, what a new file is called, and how it is written; and whole sites, of which
//! [`generate`] makes feeds.

mod admission;
mod archive;
mod attachment;
mod body;
mod bundle;
mod condition;
mod config;
mod defaults;
mod exclusion;
mod file_name;
mod file_template;
mod find;
mod folder;
mod generate;
mod generator;
mod groups;
mod hexo_tag;
mod links;
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
mod write;

pub use body::Content;
pub use condition::Condition;
pub use file_template::FileTemplate;
pub(crate) use folder::{
    DRAFTS, folder_of, has_ending, here, is_below, is_of_drafts, is_template, is_visible,
    path_below, write_texts,
};
pub use folder::{FEED_FILE, article_files, write_folder};
pub use generate::{Event, GenerateOptions, Output, generate};
pub(crate) use generator::{COMPUTED_DATE, caseless_keys_of, computes_date, reads_program};
pub use membership::{Membership, Sites};
pub(crate) use own::{is_own_settings, read_own, setting_names};
pub(crate) use plan::conditions;
pub use plan::{Limit, Plan};
pub use settings::{Settings, base_url};
pub(crate) use stale::stale;
pub(crate) use write::Growing;
pub use write::write_if_changed;

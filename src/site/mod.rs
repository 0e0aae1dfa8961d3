//! Content folders: which files hold articles, what a new file is called, and how it is written.

mod file_name;
mod folder;
mod write;

pub use file_name::Names;
pub use folder::{FEED_FILE, article_files};
pub use write::write_if_changed;

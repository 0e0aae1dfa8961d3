//! All integration tests, in one binary: linking is what costs.

mod check;
mod cli;
mod dates;
mod dialects;
mod fetch;
mod folders;
mod generate;
mod generators;
mod groups;
mod help;
mod large;
mod laws;
mod leaks;
mod library;
mod lines;
mod lists;
mod malformed;
mod manners;
mod mapping;
mod own_settings;
mod permalinks;
mod pictures;
mod programs;
mod publishing;
mod reading;
mod readme;
#[cfg(unix)]
mod recipes;
mod site_files;
mod site_settings;
mod sites;
mod strangers;
mod support;

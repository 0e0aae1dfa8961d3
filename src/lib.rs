//! Front-matter articles to RSS and Atom, and back, without losing anything.

#[doc(hidden)]
pub mod cli;
pub mod error;
pub mod formats;
pub mod front_matter;
pub mod mapping;
pub mod model;
pub mod site;
pub mod text;
mod xml;

pub use error::{Error, Position, Result, Warning};

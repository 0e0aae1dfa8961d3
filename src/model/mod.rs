//! The hub: one article and one feed, as plain data.
//!
//! Knows nothing of YAML, XML, JSON or HTTP. Every other part of the crate reads into these types or writes from them.

mod article;
mod condition;
mod enclosure;
mod feed;
mod field_value;
mod image;
mod provider;
mod record;
mod source;
mod timestamp;
mod value;

pub use article::{Article, Body, BodyFormat};
pub(crate) use article::{DRAFT, PUBLISHED};
pub use condition::Condition;
pub(crate) use condition::words;
pub use enclosure::Enclosure;
pub use feed::{Category, Feed, Generator};
pub(crate) use field_value::FieldValue;
pub use image::Image;
pub use provider::{Person, Provider};
pub use record::{Extra, Field, Mismatch, Record};
pub(crate) use record::{RESERVED, expected};
pub use source::Source;
pub use timestamp::{Timestamp, Zone};
pub use value::{Map, Value};

pub use crate::limits::MAX_VALUE_DEPTH;

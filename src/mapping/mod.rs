//! How a format is described: rows, what they cannot carry, and what may leave.

pub(crate) mod kept;
pub(crate) mod profile;
pub(crate) mod remainder;
pub(crate) mod row;
pub(crate) mod table;

pub(crate) use profile::private_parts;
pub use profile::{Profile, is_public};
pub(crate) use row::Row;

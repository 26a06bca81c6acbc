//! From a file to what it says: its documents, their fields, and what they say of others.
//!
//! Owns: the stages from bytes to records, one file at a time. Must not know: other files, the
//! graph, whether a document that is named exists.

pub(crate) mod aside;
pub(crate) mod changes;
pub(crate) mod clean;
pub(crate) mod eval;
pub(crate) mod explain;
pub(crate) mod extract;
pub(crate) mod facts;
pub(crate) mod fields;
mod fold;
mod gate;
mod glue;
pub(crate) mod look;
mod marks;
pub(crate) mod name;
mod pattern;
mod printed;
pub(crate) mod record;
pub(crate) mod records;
pub(crate) mod rule;
pub(crate) mod segment;
pub(crate) mod wording;
pub(crate) mod words;

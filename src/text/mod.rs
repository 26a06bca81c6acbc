//! From a file to what it says: its documents, their fields, and what they say of others.
//!
//! Owns: the stages from bytes to records, one file at a time. Must not know: other files, the
//! graph, whether a document that is named exists.

pub mod aside;
pub mod changes;
pub mod clean;
pub mod eval;
pub mod explain;
pub mod extract;
pub mod facts;
pub(crate) mod fields;
mod fold;
mod gate;
mod glue;
pub mod look;
mod marks;
pub mod name;
mod pattern;
pub mod record;
pub mod records;
pub mod rule;
// Public for `examples/fit_page.rs`, which fits the weights of the model of the page.
#[doc(hidden)]
pub mod segment;
pub(crate) mod words;

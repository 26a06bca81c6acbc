//! The documents of a graph and what they say of each other, as a directed multigraph.
//!
//! Owns: documents, links, the graph of both and how it is read from a store, each in a part of its
//! own. Must not know: what is then computed, drawn or written.
//!
//! A link is a *statement*: this document repeals that one, from this day, these provisions. Every
//! mention of it in a text is evidence of the same link; what differs in relation, date, ordinal or
//! provisions is another link between the same two documents. A statement about a provision counts
//! for the document it is part of. References come first, because they bring dates and evidence;
//! direct triples that no reference supports (a notice promulgates its instrument) are links
//! without evidence.

mod change;
mod document;
mod evidence;
mod graph;
mod link;
mod read;
mod version;

pub use crate::model::relation::Relation;
pub use change::TextualChange;
pub use document::{Agency, Document, Expiry, Fact};
pub use evidence::{Evidence, Printing, TextFile};
pub use graph::Network;
pub use link::Link;
pub(crate) use link::labels;
pub use version::Version;

#[cfg(test)]
pub(crate) mod tests;

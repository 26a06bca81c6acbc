//! From all texts to one graph: identity, reference resolution, quads, the manifest.
//!
//! Owns: what can only be known of all files together. Must not know: how a text is read, how a
//! graph is asked.

pub(crate) mod graph;
pub(crate) mod manifest;
pub mod pipeline;
pub(crate) mod resolve;
pub(crate) mod similarity;

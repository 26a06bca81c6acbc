//! From all texts to one graph: identity, reference resolution, quads, the manifest.
//!
//! Owns: what can only be known of all files together. Must not know: how a text is read, how a
//! graph is asked.

mod bundle;
mod cache;
mod given;
pub(crate) mod graph;
mod held;
mod intake;
pub(crate) mod manifest;
pub mod memory;
mod options;
pub mod parts;
pub mod pipeline;
mod quads;
mod resolution;
pub(crate) mod resolve;
pub(crate) mod similarity;
pub(crate) mod watch;

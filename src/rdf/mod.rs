//! A graph file and memory: RDF serialisation, loading, SPARQL, canned questions, rules.
//!
//! Owns: everything that depends on oxigraph's store and formats. Must not know: where the quads
//! come from, what is made of the answers.

pub mod ask;
pub mod check;
pub mod query;
pub mod store;
#[doc(hidden)]
pub mod write;

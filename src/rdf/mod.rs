//! A graph file and memory: RDF serialisation, loading, SPARQL, canned questions, rules.
//!
//! Owns: everything that depends on oxigraph's store and formats. Must not know: where the quads
//! come from, what is made of the answers.

#[doc(hidden)]
pub mod ask;
#[doc(hidden)]
pub mod check;
pub mod query;
#[doc(hidden)]
pub mod store;
#[doc(hidden)]
pub mod write;

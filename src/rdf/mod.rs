//! A graph file and memory: RDF serialisation, loading, SPARQL, canned questions, rules.
//!
//! Owns: everything that depends on oxigraph's formats and evaluator. Must not know: where the
//! quads come from, what is made of the answers.

pub(crate) mod ask;
pub(crate) mod check;
mod order;
pub mod query;
pub(crate) mod sorted;
pub(crate) mod store;
pub(crate) mod write;

pub use store::Store;

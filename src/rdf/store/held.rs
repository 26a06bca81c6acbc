//! A graph in memory.
//!
//! Owns: of what a store consists. Must not know: where that comes from, what it is asked.

use super::terms::Terms;
use super::triples::Triples;
use std::sync::Arc;

/// A graph, held to be asked; a copy is the same one.
///
/// The default graph of a query is the *merge* of all graphs in the file: a triple that two source
/// files state is there once. The named graphs are there besides.
#[derive(Debug, Clone, Default)]
pub struct Store(pub(super) Arc<Data>);

#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Data {
    pub(super) terms: Terms,
    pub(super) triples: Triples,
}

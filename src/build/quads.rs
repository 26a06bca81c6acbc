//! From facts that were set aside to quads, some files at a time.
//!
//! Owns: how many files are turned into quads at once. Must not know: which quads follow from which
//! facts, how quads are sorted.

use super::graph::{self, Resolved};
use super::held::{Collected, Held};
use crate::model::error::Error;
use crate::rdf::sorted::Sorter;
use rayon::prelude::*;
use std::ops::Range;
use tracing::info_span;

/// How many bytes of facts are made into quads at a time; those take some ten times as many.
const GRAPHED: u64 = 1 << 20;

/// Makes the graph of each file, many at a time.
///
/// # Errors
/// When facts cannot be read again, or quads cannot be set aside.
pub(super) fn add_graphs(
    sorter: &mut Sorter,
    of: Resolved,
    all: &Collected,
    held: &Held,
) -> Result<(), Error> {
    for batch in batches(all) {
        let lines = lines(of, batch, held)?;
        info_span!("sort").in_scope(|| lines.into_iter().try_for_each(|it| sorter.add(it)))?;
    }
    Ok(())
}

/// Files whose graphs are made at a time.
pub(super) fn batches(all: &Collected) -> Vec<Range<usize>> {
    all.batches(GRAPHED)
}

/// The quads of these files, in no order.
///
/// # Errors
/// When facts cannot be read again.
pub(super) fn lines(of: Resolved, files: Range<usize>, held: &Held) -> Result<Vec<String>, Error> {
    let lines = files.into_par_iter().map(|file| {
        let _stage = info_span!("graph").entered();
        let facts = held.facts(file)?;
        let mut lines = graph::lines(of, &facts, file);
        lines.shrink_to_fit();
        Ok(lines)
    });
    lines.collect()
}

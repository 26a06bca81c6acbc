//! What a query may cost.
//!
//! Owns: [`Limits`]. Must not know: how they are kept.

use super::functions::Functions;
use oxigraph::sparql::CancellationToken;

/// How much an answer may cost, and what else a query may call.
#[non_exhaustive]
#[derive(Clone, Default)]
#[expect(missing_debug_implementations, reason = "the token has none")]
pub struct Limits {
    /// The most rows or triples; none: as many as there are.
    pub rows: Option<usize>,
    /// By which the evaluation can be stopped from outside.
    pub token: CancellationToken,
    /// The functions it may call.
    pub functions: Functions,
}

impl Limits {
    /// At most so many rows, with these functions; not to be stopped from outside.
    pub fn new(rows: Option<usize>, functions: Functions) -> Self {
        Self {
            rows,
            functions,
            ..Self::default()
        }
    }
}

//! SPARQL extension functions, as they are handed to a query.
//!
//! Owns: [`Functions`], names with what answers them. Must not know: which functions there are.

use oxigraph::model::{NamedNode, Term};
use oxigraph::sparql::SparqlEvaluator;
use std::sync::Arc;

/// What a function makes of its arguments; nothing where it has no value.
type Call = dyn Fn(&[Term]) -> Option<Term> + Send + Sync;

/// Functions that a query may call besides those of SPARQL, by their IRIs.
#[derive(Clone, Default)]
#[expect(missing_debug_implementations, reason = "functions have none")]
pub struct Functions(Vec<(NamedNode, Arc<Call>)>);

impl Functions {
    /// Adds a function.
    pub fn add(
        &mut self,
        name: NamedNode,
        call: impl Fn(&[Term]) -> Option<Term> + Send + Sync + 'static,
    ) {
        self.0.push((name, Arc::new(call)));
    }

    /// The evaluator with these functions.
    pub(super) fn lend(&self, mut evaluator: SparqlEvaluator) -> SparqlEvaluator {
        for (name, call) in &self.0 {
            let call = Arc::clone(call);
            evaluator = evaluator.with_custom_function(name.clone(), move |terms| call(terms));
        }
        evaluator
    }
}

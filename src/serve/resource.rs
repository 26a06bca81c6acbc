//! What the graph says of one resource, as triples: its concise description (CBD), with the places
//! in the text.
//!
//! Owns: which triples describe a resource. Must not know: addresses, pages, how bytes are sent.

use super::response::Refusal;
use crate::rdf::query::{Answer, Limits, Query};
use crate::rdf::store::Store;
use oxigraph::model::NamedNode;

/// What tells of a resource: its own statements, and with them the references and facts of a
/// document with their places in the text.
const ABOUT: &str = "CONSTRUCT { ?s ?p ?o } WHERE {
  { BIND(<{iri}> AS ?s) } UNION { ?s cito:hasCitingEntity <{iri}> } UNION { ?s cito:hasCitedEntity <{iri}> } UNION { ?s rdf:subject <{iri}> }
  UNION { ?s zt:printingOf <{iri}> } UNION { ?r cito:hasCitingEntity <{iri}> ; zt:evidence ?s } UNION { ?r cito:hasCitedEntity <{iri}> ; zt:evidence ?s }
  UNION { ?f rdf:subject <{iri}> ; zt:evidence ?s } UNION { <{iri}> zt:evidence ?s }
  ?s ?p ?o }";

const INSIDE: &str = "CONSTRUCT { ?s ?p ?o } WHERE { GRAPH <{iri}> { ?s ?p ?o } }";
const AROUND: &str = "CONSTRUCT { ?s ?p ?o } WHERE { { SELECT * WHERE { BIND(<{iri}> AS ?o) ?s ?p ?o } LIMIT 200 } UNION { SELECT * WHERE { BIND(<{iri}> AS ?p) ?s ?p ?o } LIMIT 200 } }";

/// The store of a graph, with the base of its data.
#[derive(Clone, Copy)]
pub(super) struct Resources<'a> {
    pub(super) store: &'a Store,
    pub(super) base: &'a str,
}

impl Resources<'_> {
    /// The answer to a query with the IRI in the place of `{iri}`.
    pub(super) fn ask(
        self,
        query: &str,
        iri: &NamedNode,
        limits: &Limits,
    ) -> Result<Answer, Refusal> {
        let query = query.replace("{iri}", iri.as_str());
        Ok(Query::parse(&query, self.base, limits)?.run(self.store)?)
    }

    /// The triples about a resource; none if the graph does not know it.
    pub(super) fn triples(self, iri: &NamedNode, limits: &Limits) -> Result<Answer, Refusal> {
        let about = self.ask(ABOUT, iri, limits)?;
        if !matches!(&about, Answer::Triples(triples) if triples.is_empty()) {
            return Ok(about);
        }
        // Of what only others speak of, some that do; of a graph, what is in it.
        let query = if self.is_graph(iri) { INSIDE } else { AROUND };
        self.ask(query, iri, limits)
    }

    /// Whether some statement has it, in any place.
    pub(super) fn knows(self, iri: &NamedNode) -> bool {
        self.store.knows(iri)
    }

    fn is_graph(self, iri: &NamedNode) -> bool {
        self.store.is_graph(iri)
    }
}

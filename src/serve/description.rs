//! SPARQL 1.1 Service Description: what the endpoint tells of itself as RDF.
//!
//! Owns: the triples about the service, its formats and its graphs. Must not know: requests, media
//! types.

use super::response::Refusal;
use crate::model::vocab::RDF;
use crate::rdf::query::{Answer, Query};
use hyper::StatusCode;
use oxigraph::model::{GraphName, Literal, NamedNode, Term, Triple};
use oxigraph::store::Store;

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// What the service at `endpoint` can, in the words of SPARQL 1.1 Service Description.
pub(super) fn of(store: &Store, endpoint: &str, base: &str) -> Result<Answer, Refusal> {
    let part = |name: &str| NamedNode::new_unchecked(format!("{endpoint}#{name}"));
    let (service, dataset, merge) = (part("service"), part("dataset"), part("default-graph"));
    let (sd, void) = (
        |name: &str| NamedNode::new_unchecked(format!("{SD}{name}")),
        |name: &str| NamedNode::new_unchecked(format!("{VOID}{name}")),
    );
    let is_a = || NamedNode::new_unchecked(format!("{RDF}type"));
    let mut triples = vec![
        Triple::new(service.clone(), is_a(), sd("Service")),
        Triple::new(
            service.clone(),
            sd("endpoint"),
            NamedNode::new_unchecked(endpoint),
        ),
        Triple::new(
            service.clone(),
            sd("supportedLanguage"),
            sd("SPARQL11Query"),
        ),
        Triple::new(service.clone(), sd("defaultDataset"), dataset.clone()),
        Triple::new(dataset.clone(), is_a(), sd("Dataset")),
        Triple::new(dataset.clone(), sd("defaultGraph"), merge.clone()),
        Triple::new(merge.clone(), is_a(), sd("Graph")),
    ];
    let names = [
        "SPARQL_Results_JSON",
        "SPARQL_Results_XML",
        "SPARQL_Results_CSV",
        "SPARQL_Results_TSV",
        "Turtle",
        "N-Triples",
        "N-Quads",
        "TriG",
        "JSON-LD",
        "RDF_XML",
    ];
    triples.extend(names.map(|name| {
        Triple::new(
            service.clone(),
            sd("resultFormat"),
            NamedNode::new_unchecked(format!("{FORMATS}{name}")),
        )
    }));
    let count = |pattern: &str| -> Result<Option<Literal>, Refusal> {
        let query = format!("SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}");
        let Answer::Rows(_, rows) = Query::parse(&query, base, &Default::default())?.run(store)?
        else {
            return Ok(None);
        };
        Ok(rows.into_iter().flatten().flatten().find_map(|term| {
            if let Term::Literal(count) = term {
                Some(count)
            } else {
                None
            }
        }))
    };
    triples.extend(count("?s ?p ?o")?.map(|all| Triple::new(merge, void("triples"), all)));
    for (number, graph) in store.named_graphs().enumerate() {
        let graph = graph.map_err(|cause| {
            Refusal::new(
                StatusCode::INTERNAL_SERVER_ERROR,
                format!("the graphs cannot be listed: {cause}"),
            )
        })?;
        let GraphName::NamedNode(name) = GraphName::from(graph) else {
            continue;
        };
        // A graph file can hold names that no other program would read.
        if NamedNode::new(name.as_str()).is_err() {
            continue;
        }
        let named = part(&format!("graph-{}", number + 1));
        triples.push(Triple::new(
            dataset.clone(),
            sd("namedGraph"),
            named.clone(),
        ));
        triples.push(Triple::new(named.clone(), is_a(), sd("NamedGraph")));
        triples.push(Triple::new(named, sd("name"), name));
    }
    Ok(Answer::Triples(triples))
}

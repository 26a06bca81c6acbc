//! SPARQL 1.1 Service Description: what the endpoint tells of itself as RDF.
//!
//! Owns: the triples about the service, its formats and its graphs. Must not know: requests, media
//! types.

use super::response::Refusal;
use crate::model::vocab::RDF;
use crate::rdf::query::{Answer, Query};
use crate::rdf::store::Store;
use oxigraph::model::{Literal, NamedNode, Term, Triple};

const SD: &str = "http://www.w3.org/ns/sparql-service-description#";
const VOID: &str = "http://rdfs.org/ns/void#";
const FORMATS: &str = "http://www.w3.org/ns/formats/";

/// The formats in which answers come.
const RESULTS: [&str; 10] = [
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

fn iri(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

fn sd(name: &str) -> NamedNode {
    iri(SD, name)
}

/// What the service at `endpoint` can, in the words of SPARQL 1.1 Service Description.
pub(super) fn of(store: &Store, endpoint: &str, base: &str) -> Result<Answer, Refusal> {
    let part = |name: &str| iri(endpoint, &format!("#{name}"));
    let (service, dataset, merge) = (part("service"), part("dataset"), part("default-graph"));
    let is_a = || iri(RDF, "type");
    let mut triples = vec![
        Triple::new(service.clone(), is_a(), sd("Service")),
        Triple::new(service.clone(), sd("endpoint"), iri(endpoint, "")),
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
    let format = |name| Triple::new(service.clone(), sd("resultFormat"), iri(FORMATS, name));
    triples.extend(RESULTS.map(format));
    let all = count(store, "?s ?p ?o", base)?;
    triples.extend(all.map(|all| Triple::new(merge, iri(VOID, "triples"), all)));
    for (number, name) in names(store) {
        let named = part(&format!("graph-{number}"));
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

/// How often `pattern` is found.
fn count(store: &Store, pattern: &str, base: &str) -> Result<Option<Literal>, Refusal> {
    let query = format!("SELECT (COUNT(*) AS ?n) WHERE {{ {pattern} }}");
    let Answer::Rows(_, rows) = Query::parse(&query, base, &Default::default())?.run(store)? else {
        return Ok(None);
    };
    let number = |term| match term {
        Term::Literal(count) => Some(count),
        _ => None,
    };
    Ok(rows.into_iter().flatten().flatten().find_map(number))
}

/// The named graphs with their numbers in the store, those aside that a graph file calls by a name
/// that no other program would read.
fn names(store: &Store) -> Vec<(usize, NamedNode)> {
    let graphs = store.graphs().zip(1..);
    let named = graphs.filter_map(|(graph, number)| match graph {
        Term::NamedNode(name) => Some((number, name)),
        _ => None,
    });
    named
        .filter(|(_, name)| NamedNode::new(name.as_str()).is_ok())
        .collect()
}

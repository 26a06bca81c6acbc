//! The report of a check as RDF: `sh:ValidationReport` of SHACL.
//!
//! Owns: the triples of the report, their form in Turtle. Must not know: how a rule is put to a
//! graph, other forms of the report.

use super::finding::Finding;
use super::report::Report;
use super::rule::Rule;
use crate::model::error::{Error, ErrorKind};
use crate::model::vocab::{self, term};
use crate::rdf::query;
use oxigraph::io::{RdfFormat, RdfSerializer};
use oxigraph::model::vocab::{rdf, rdfs};
use oxigraph::model::{Literal, NamedNode, NamedNodeRef, Term, Triple};

/// Where rules have their IRIs; `ontology/shapes.ttl` gives the same names to its shapes.
const SHAPES: &str = "https://w3id.org/zhengtu/shapes#";

/// The report in Turtle, without blank nodes; its IRI follows from what it says.
pub(super) fn turtle(report: &Report) -> Result<Vec<u8>, Error> {
    let digest = vocab::hash(&report.tsv(), 16);
    let own = iri(&report.base, &format!("report/{digest}"));
    let mut triples = Triples::about(own.clone());
    triples.add(rdf::TYPE, term::SH_REPORT.node());
    triples.add(term::SH_CONFORMS.node(), Literal::from(report.conforms()));
    if !report.left_out.is_empty() {
        let sentence = report.left_out_sentence();
        let sentence = Literal::new_language_tagged_literal_unchecked(sentence, "en");
        triples.add(rdfs::COMMENT, sentence);
    }
    let mut all = triples.all;
    for (n, (rule, finding)) in report.findings().enumerate() {
        let result = iri(own.as_str(), &format!("/{}", n + 1));
        all.extend(of_finding(result.clone(), rule, finding));
        all.push(Triple::new(own.clone(), term::SH_RESULT.node(), result));
    }
    write(&all, &report.base)
}

/// Triples about one node.
struct Triples {
    subject: NamedNode,
    all: Vec<Triple>,
}

impl Triples {
    fn about(subject: NamedNode) -> Self {
        let all = Vec::new();
        Self { subject, all }
    }

    fn add(&mut self, predicate: NamedNodeRef<'_>, object: impl Into<Term>) {
        self.all
            .push(Triple::new(self.subject.clone(), predicate, object));
    }
}

/// What is said of one finding, which is the node `result`.
fn of_finding(result: NamedNode, rule: &Rule, finding: &Finding) -> Vec<Triple> {
    let mut result = Triples::about(result);
    result.add(rdf::TYPE, term::SH_RESULT_CLASS.node());
    result.add(term::SH_FOCUS_NODE.node(), named(&finding.subject));
    result.add(
        term::SH_RESULT_SEVERITY.node(),
        rule.severity.shacl().node(),
    );
    result.add(term::SH_SOURCE_SHAPE.node(), iri(SHAPES, rule.name()));
    result.add(
        term::SH_SOURCE_COMPONENT.node(),
        term::SH_SPARQL_COMPONENT.node(),
    );
    let message = Literal::from(finding.message.as_str());
    result.add(term::SH_RESULT_MESSAGE.node(), message);
    if let Some(path @ Term::NamedNode(_)) = &finding.path {
        result.add(term::SH_RESULT_PATH.node(), path.clone());
    }
    if let Some(value) = &finding.value {
        result.add(term::SH_VALUE.node(), named(value));
    }
    if let Some(place) = &finding.place {
        let line = Literal::from(format!("{}:{}", place.file, place.line));
        result.add(term::SOURCE.node(), line);
        if let Some(quote) = &place.quote {
            result.add(term::EXACT.node(), Literal::from(quote.as_str()));
        }
    }
    result.all
}

fn write(triples: &[Triple], base: &str) -> Result<Vec<u8>, Error> {
    let mut serializer = RdfSerializer::from_format(RdfFormat::Turtle);
    let own = [("sh", vocab::SH), ("shapes", SHAPES)].map(|(prefix, iri)| (prefix, iri.to_owned()));
    for (prefix, namespace) in query::prefixes(base).chain(own) {
        serializer = serializer
            .with_prefix(prefix, &namespace)
            .map_err(|cause| {
                Error::new(
                    ErrorKind::Usage,
                    format!("<{namespace}> is not an IRI: {cause}"),
                )
            })?;
    }
    let unwritten = |cause: std::io::Error| {
        Error::new(
            ErrorKind::Write,
            format!("the report cannot be written: {cause}"),
        )
    };
    let mut writer = serializer.for_writer(Vec::new());
    for triple in triples {
        writer.serialize_triple(triple).map_err(unwritten)?;
    }
    writer.finish().map_err(unwritten)
}

fn iri(namespace: &str, name: &str) -> NamedNode {
    NamedNode::new_unchecked(format!("{namespace}{name}"))
}

/// A blank node by an IRI that says what it is, since the report has none.
fn named(term: &Term) -> Term {
    match term {
        Term::BlankNode(node) => iri("urn:blank:", node.as_str()).into(),
        other => other.clone(),
    }
}

//! Subgraph extraction: the part of a dataset that is about some documents.
//!
//! Owns: which quads belong to documents that are wanted, so that what is left speaks of nothing
//! that is left out. Must not know: how documents are chosen, files, formats.
//!
//! There are nodes that belong to documents: the documents themselves, their provisions, references
//! between them, changes of one's words by another, statements on their titles and dates, where
//! they are printed, what an analysis found of them. They stay if all documents they belong to are
//! wanted, and so do direct edges; an open reference has no cited document and goes. All other
//! nodes describe: spans, source files, agencies with those that came before and after, types,
//! levels. They stay if something that stays leads to them. Of the vocabulary stays nothing but
//! these.

use crate::analyze::network::{Network, Relation};
use crate::model::vocab::{Term, term};
use oxigraph::model::{self, NamedNode, NamedOrBlankNode, Quad};
use std::collections::{BTreeSet, HashMap, HashSet};

/// By these a node belongs to a document.
const BELONGS: &[Term] = &[
    term::RDF_SUBJECT,
    term::PRINTING_OF,
    term::STATUS_OF,
    term::CONCERNS,
    term::CHANGING_ACT,
    term::CHANGED_ACT,
];

/// These lead into the vocabulary.
const INTO_VOCABULARY: &[Term] = &[term::A, term::RDF_PREDICATE, term::CHARACTERIZATION];

/// By these an event belongs to agencies.
const EVENT: &[Term] = &[term::ORIGINAL_ORGANIZATION, term::RESULTING_ORGANIZATION];

/// Those of `quads` that are about these documents of `network` (by IRI) and about these relations,
/// or any if there are none.
pub fn about(
    quads: Vec<Quad>,
    network: &Network,
    documents: &BTreeSet<&str>,
    relations: &[Relation],
) -> Vec<Quad> {
    let mut said: HashMap<&str, Vec<&Quad>> = HashMap::new();
    for quad in &quads {
        said.entry(subject(quad)).or_default().push(quad);
    }
    let subset = Subset {
        network,
        documents,
        relations,
        said,
    };
    let kept = subset.kept(&quads);
    let stays: Vec<bool> = quads
        .iter()
        .map(|quad| kept.contains(subject(quad)) && subset.keeps(quad))
        .collect();
    quads
        .into_iter()
        .zip(stays)
        .filter_map(|(quad, stays)| stays.then_some(quad))
        .collect()
}

struct Subset<'a> {
    network: &'a Network,
    documents: &'a BTreeSet<&'a str>,
    relations: &'a [Relation],
    said: HashMap<&'a str, Vec<&'a Quad>>,
}

impl<'a> Subset<'a> {
    /// The subjects that stay: those that belong to documents wanted, and what they lead to.
    fn kept(&self, quads: &'a [Quad]) -> HashSet<&'a str> {
        let nodes: BTreeSet<&str> = quads.iter().map(subject).collect();
        let mut next: Vec<&str> = nodes
            .into_iter()
            .filter(|node| self.is_wanted(node) == Some(true))
            .collect();
        let mut kept: HashSet<&str> = next.iter().copied().collect();
        while let Some(node) = next.pop() {
            for quad in self
                .of(node)
                .iter()
                .filter(|quad| self.keeps(quad) && !is_one_of(&quad.predicate, INTO_VOCABULARY))
            {
                if let Some(object) = node_of(&quad.object)
                    .filter(|object| self.is_wanted(object).is_none() && kept.insert(object))
                {
                    next.push(object);
                }
            }
        }
        // An event names all its agencies; it would say something else without one of them.
        let is_whole = |event: &str| {
            let mut agencies = EVENT
                .iter()
                .flat_map(|property| self.objects(event, *property))
                .peekable();
            agencies.peek().is_some() && agencies.all(|agency| kept.contains(agency))
        };
        let events: Vec<&str> = quads
            .iter()
            .filter(|quad| is_one_of(&quad.predicate, EVENT))
            .map(subject)
            .filter(|event| is_whole(event))
            .collect();
        kept.extend(events);
        kept
    }

    fn of(&self, node: &str) -> &[&'a Quad] {
        self.said.get(node).map_or(&[], Vec::as_slice)
    }

    fn objects(&self, node: &str, property: Term) -> impl Iterator<Item = &'a str> {
        self.of(node)
            .iter()
            .filter(move |quad| is(&quad.predicate, property))
            .filter_map(|quad| node_of(&quad.object))
    }

    /// Whether all documents that a node belongs to are wanted; [`None`] if it belongs to none.
    fn is_wanted(&self, node: &str) -> Option<bool> {
        if let Some(is_wanted) = self.is_part_wanted(node) {
            return Some(is_wanted);
        }
        if self
            .objects(node, term::A)
            .any(|class| is_named(class, term::REFERENCE))
        {
            return Some(self.is_reference_wanted(node));
        }
        if !self.is_about(Relation::Amends)
            && self.objects(node, term::CHANGING_ACT).next().is_some()
        {
            return Some(false);
        }
        let owners = BELONGS
            .iter()
            .flat_map(|property| self.objects(node, *property))
            .filter_map(|owner| self.is_part_wanted(owner));
        let is_wanted = owners.reduce(|all, one| all && one)?;
        // A statement that a document is part of another belongs to both.
        Some(
            is_wanted
                && self
                    .objects(node, term::RDF_OBJECT)
                    .all(|object| self.is_part_wanted(object) != Some(false)),
        )
    }

    /// The same for a document or a part of one.
    fn is_part_wanted(&self, node: &str) -> Option<bool> {
        let mut whole = node;
        let mut seen = BTreeSet::new();
        while self.network.node(whole).is_none() {
            whole = self
                .objects(whole, term::IS_PART_OF)
                .next()
                .filter(|parent| seen.insert(*parent))?;
        }
        Some(self.documents.contains(whole))
    }

    fn is_reference_wanted(&self, reference: &str) -> bool {
        let is_end = |property: Term| {
            self.objects(reference, property)
                .next()
                .and_then(|end| self.is_part_wanted(end))
                == Some(true)
        };
        let in_part = || {
            let is_part = self
                .objects(reference, term::SCOPE)
                .any(|scope| is_named(scope, term::PART));
            is_part || self.objects(reference, term::PROVISION).next().is_some()
        };
        let relation = || {
            self.objects(reference, term::CHARACTERIZATION)
                .find_map(|property| Some(Relation::of(property)?.0.in_part(in_part())))
        };
        is_end(term::HAS_CITING)
            && is_end(term::HAS_CITED)
            && (self.relations.is_empty()
                || relation().is_some_and(|relation| self.relations.contains(&relation)))
    }

    /// Whether a relation is wanted.
    fn is_about(&self, relation: Relation) -> bool {
        self.relations.is_empty() || self.relations.contains(&relation)
    }

    /// Whether a quad of a subject that stays does so too: if its object does, and if it is a
    /// relation that is wanted.
    fn keeps(&self, quad: &Quad) -> bool {
        let Some(object) = node_of(&quad.object) else {
            return true;
        };
        let in_part = || self.network.node(object).is_none();
        let relation = Relation::of(quad.predicate.as_str());
        let relation = relation.map(|(relation, _)| relation.in_part(in_part()));
        let changes = is(&quad.predicate, term::CHANGES).then_some(Relation::Amends);
        relation.or(changes).is_none_or(|it| self.is_about(it))
            && self.is_wanted(object) != Some(false)
    }
}

fn subject(quad: &Quad) -> &str {
    match &quad.subject {
        NamedOrBlankNode::NamedNode(node) => node.as_str(),
        NamedOrBlankNode::BlankNode(node) => node.as_str(),
    }
}

fn node_of(object: &model::Term) -> Option<&str> {
    match object {
        model::Term::NamedNode(node) => Some(node.as_str()),
        model::Term::BlankNode(node) => Some(node.as_str()),
        model::Term::Literal(_) => None,
    }
}

fn is(property: &NamedNode, term: Term) -> bool {
    is_named(property.as_str(), term)
}

fn is_named(iri: &str, term: Term) -> bool {
    iri == term.iri()
}

fn is_one_of(property: &NamedNode, terms: &[Term]) -> bool {
    terms.iter().any(|term| is(property, *term))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analyze::network::tests::{sample_text, store, with_prefixes};
    use crate::model::vocab::BASE;
    use oxigraph::io::{RdfFormat, RdfParser};

    const MORE: &str = "<src/aaaa> {
        <act/甲> eli:cites <act/乙>, <act/丙> ; eli:repeals <act/乙/art/3> ; zt:repealsPartOf <act/乙> ; eli:passed_by <agency/新部> ; zt:sourceFile <src/aaaa> ;
          eli:type_document typ:通知 .
        <act/丙> eli:passed_by <agency/他部> .
        <src/aaaa/print/1> zt:printingOf <act/甲> . <src/aaaa/print/2> zt:printingOf <act/丙> .
        <src/aaaa/say/1> a rdf:Statement ; rdf:subject <act/甲> ; rdf:predicate dcterms:title ; rdf:object \"甲\" ; zt:evidence <src/aaaa/span/1-2> .
        <src/aaaa/span/1-2> zt:line 1 .
        <act/甲/ref/cites/丙/9> a zt:Reference ; cito:hasCitingEntity <act/甲> ; zt:candidate <act/丙> ; cito:hasCitationCharacterization eli:cites . }
      <graph/agencies> {
        <agency/新部> a zt:Agency ; zt:predecessor <agency/旧部> . <agency/旧部> a zt:Agency . <agency/他部> a zt:Agency .
        <event/1> org:originalOrganization <agency/旧部> ; org:resultingOrganization <agency/新部> .
        <event/2> org:originalOrganization <agency/他部> ; org:resultingOrganization <agency/新部> . }
      <graph/ontology> { typ:通知 skos:inScheme zt:TypeScheme . zt:TypeScheme a skos:ConceptScheme . eli:cites a owl:ObjectProperty . }";

    /// The subset as lines of N-Quads, short.
    fn subset(documents: &[&str], relations: &[Relation]) -> String {
        let text = sample_text(
            &[("甲", "2001-01-01"), ("乙", "2000-01-01"), ("丙", "")],
            &[
                ("甲", "eli:cites", "乙", "", ""),
                ("甲", "eli:cites", "丙", "", ""),
                ("甲", "eli:repeals", "乙", "", "art/3"),
            ],
        ) + MORE;
        let quads: Vec<Quad> = RdfParser::from_format(RdfFormat::TriG)
            .for_slice(&with_prefixes(&text))
            .map(Result::unwrap)
            .collect();
        let network = Network::read(&store(&text));
        let documents: Vec<String> = documents
            .iter()
            .map(|title| format!("{BASE}act/{title}"))
            .collect();
        let left = about(
            quads,
            &network,
            &documents.iter().map(String::as_str).collect(),
            relations,
        );
        left.iter()
            .map(|quad| format!("{quad}\n").replace(BASE, ""))
            .collect()
    }

    #[test]
    fn what_is_left_speaks_of_nothing_that_is_left_out() {
        let left = subset(&["甲", "乙"], &[]);
        for kept in [
            "<act/乙/art/3> ",
            "ref/cites/乙/1> ",
            "ref/repeals/乙/3> ",
            "span/100-109> ",
            "print/1> ",
            "say/1> ",
            "span/1-2> ",
            "<agency/旧部> ",
            "event/1> ",
        ] {
            assert!(
                left.lines()
                    .any(|line| line.starts_with('<') && line.contains(kept)),
                "{kept} is missing in\n{left}"
            );
        }
        assert!(
            left.contains("<type/通知> <http://www.w3.org/2004/02/skos/core#inScheme>")
                && left.contains("#TypeScheme> <http://www.w3.org/1999")
        );
        for gone in [
            "丙",
            "ref/cites/丙/2",
            "ref/cites/丙/9",
            "print/2",
            "他部",
            "event/2",
            "ObjectProperty",
            "span/200-209",
        ] {
            assert!(!left.contains(gone), "{gone} is still in\n{left}");
        }
        assert!(left.contains(" <src/aaaa>\n") && left.contains("<graph/agencies>"));
    }

    #[test]
    fn only_relations_that_are_wanted_stay_with_their_references() {
        let left = subset(&["甲", "乙", "丙"], &[Relation::RepealsPartOf]);
        assert!(
            left.contains("eli/ontology#repeals> <act/乙/art/3>")
                && left.contains("def#repealsPartOf> <act/乙>")
                && left.contains("ref/repeals/乙/3")
        );
        assert!(
            !left.contains("ontology#cites>")
                && !left.contains("ref/cites/乙/1")
                && left.contains("print/2")
        );
        let left = subset(&["甲", "乙", "丙"], &[Relation::Cites]);
        assert!(
            !left.contains("ontology#repeals>")
                && !left.contains("def#repealsPartOf>")
                && left.contains("ontology#cites> <act/丙>")
        );
    }

    #[test]
    fn nothing_is_left_for_no_document() {
        assert_eq!(subset(&[], &[]), "");
    }
}

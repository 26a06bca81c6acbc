//! Provisions, agencies and references as nodes of the picture, for those who ask for them.
//!
//! Owns: which of them come with the documents and links shown, and the edges that join them. Must not know: any format, which documents are shown.
//!
//! Documents and links stay as they are, with their ids; what is added comes after them: provisions in reading order of each document, agencies by name,
//! references in order of their links.

use super::projection::Edge;
use super::projection::Node;
use super::projection::Projection;
use super::projection::cut;
use super::projection::cut_front;
use super::thing::Agency;
use super::thing::Kind;
use super::thing::Provision;
use super::thing::Reference;
use super::thing::Thing;
use super::thing::Tie;
use super::valid::Valid;
use crate::network::Document;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// What a picture can show beside documents.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, clap::ValueEnum)]
#[value(rename_all = "lower")]
pub enum Addition {
    /// The provisions that links name: each is part of its document, and what names it points at it too
    Provisions,
    /// The bodies that issue the documents
    Agencies,
    /// Each place where a link is said, between the document that says it and the one it speaks of
    References,
}

impl Addition {
    /// The kind of node that it adds.
    pub(super) fn kind(self) -> Kind {
        match self {
            Self::Provisions => Kind::Provision,
            Self::Agencies => Kind::Agency,
            Self::References => Kind::Reference,
        }
    }

    /// Its name, as on the command line.
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Provisions => "provisions",
            Self::Agencies => "agencies",
            Self::References => "references",
        }
    }
}

/// Adds what is wanted to a picture of documents and links.
pub(super) fn add(projection: &mut Projection, network: &Network, with: &BTreeSet<Addition>) {
    for addition in with {
        match addition {
            Addition::Provisions => provisions(projection, network),
            Addition::Agencies => agencies(projection, network),
            Addition::References => references(projection),
        }
    }
}

/// The links of the picture, for reading while others are added.
fn links(projection: &Projection) -> Vec<((usize, usize), Valid, Link)> {
    projection.links().map(|(edge, link)| (edge.ends, edge.valid.clone(), link.clone())).collect()
}

fn provisions(projection: &mut Projection, network: &Network) {
    let links = links(projection);
    let named: BTreeSet<(usize, Vec<u32>, &String)> =
        links.iter().flat_map(|((_, target), _, link)| link.provisions.iter().map(|label| (*target, numbers(label), label))).collect();
    let mut places = BTreeMap::new();
    for (target, _, label) in named {
        let Some(document) = projection.nodes.get(target).and_then(Node::document) else { continue };
        let iri = network.provisions.get(&document.iri).and_then(|known| known.get(label)).cloned();
        let provision = Provision { label: label.clone(), document: document.title.clone(), iri };
        let place = projection.add_node(label.clone(), Thing::Provision(provision));
        places.insert((target, label), place);
        projection.add_edge(Edge::new((place, target), Tie::PartOf));
    }
    for ((source, target), valid, link) in &links {
        for place in link.provisions.iter().filter_map(|label| places.get(&(*target, label))) {
            // A document repealed in part is so for its provisions that are repealed.
            let relation = if link.relation == Relation::RepealsPartOf { Relation::Repeals } else { link.relation };
            let link = Link { relation, provisions: Vec::new(), ..link.clone() };
            projection.add_edge(Edge { valid: valid.clone(), link: Some(link), ..Edge::new((*source, *place), Tie::Relation(relation)) });
        }
    }
}

/// The numbers in 第3条第2款, which tell its place in the document.
fn numbers(label: &str) -> Vec<u32> {
    label.split(|c: char| !c.is_ascii_digit()).filter_map(|digits| digits.parse().ok()).collect()
}

fn agencies(projection: &mut Projection, network: &Network) {
    let issuers = |document: &Document| (document.has_lead, document.issuers.clone());
    let issued: Vec<(bool, Vec<String>)> = projection.nodes.iter().map(|node| node.document().map(issuers).unwrap_or_default()).collect();
    let names: BTreeSet<&String> = issued.iter().flat_map(|(_, issuers)| issuers).collect();
    let mut places = BTreeMap::new();
    for name in names {
        let agency = Agency { name: name.clone(), iri: network.issuers.get(name).cloned() };
        places.insert(name, projection.add_node(cut(name), Thing::Agency(agency)));
    }
    for (document, (has_lead, issuers)) in issued.iter().enumerate() {
        for (number, place) in issuers.iter().filter_map(|name| places.get(name)).enumerate() {
            projection.add_edge(Edge { leads: *has_lead && number == 0, ..Edge::new((document, *place), Tie::IssuedBy) });
        }
    }
}

fn references(projection: &mut Projection) {
    for ((source, target), _, link) in links(projection) {
        for evidence in link.evidence {
            // The folder says least, so the end is kept: the file and the line.
            let file = evidence.path.rsplit(['/', '\\']).next().unwrap_or_default();
            let label = cut_front(&format!("{file}:{}", evidence.line));
            let place = projection.add_node(label, Thing::Reference(Reference { relation: link.relation, evidence }));
            projection.add_edge(Edge::new((source, place), Tie::HasReference));
            projection.add_edge(Edge::new((place, target), Tie::RefersTo));
        }
    }
}

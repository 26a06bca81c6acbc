//! Provisions, agencies and references as nodes of the picture, for those who ask for them.
//!
//! Owns: which of them come with the documents and links shown, and the edges that join them. Must
//! not know: any format, which documents are shown.
//!
//! Documents and links stay as they are, with their ids; what is added comes after them: provisions
//! in reading order of each document, agencies by name, references in order of their links.

use super::node_kind::{self, Agency, EdgeKind, NodeContent, Overlay, Reference};
use super::projection::{Edge, Node, Projection, cut, cut_front};
use super::validity::Validity;
use crate::analyze::network::{Document, Link, Network, Relation};
use crate::model::provision::Provision;
use std::collections::{BTreeMap, BTreeSet};

/// Adds what is wanted to a picture of documents and links.
pub(super) fn add(projection: &mut Projection, network: &Network, with: &BTreeSet<Overlay>) {
    for addition in with {
        match addition {
            Overlay::Provisions => provisions(projection, network),
            Overlay::Agencies => agencies(projection, network),
            Overlay::References => references(projection),
        }
    }
}

/// The links of the picture, for reading while others are added.
fn links(projection: &Projection) -> Vec<((usize, usize), Validity, Link)> {
    projection
        .links()
        .map(|(edge, link)| (edge.ends, edge.valid.clone(), link.clone()))
        .collect()
}

fn provisions(projection: &mut Projection, network: &Network) {
    let links = links(projection);
    let named: BTreeSet<(usize, &Provision)> = links
        .iter()
        .flat_map(|((_, target), _, link)| {
            let named = link.provisions.iter();
            named.map(|provision| (*target, provision))
        })
        .collect();
    let mut places = BTreeMap::new();
    for (target, named) in named {
        let Some(document) = projection.nodes.get(target).and_then(Node::document) else {
            continue;
        };
        let iri = network
            .provisions
            .get(&document.iri)
            .and_then(|known| known.get(named))
            .cloned();
        let provision = node_kind::Provision {
            label: named.to_string(),
            document: document.title.clone(),
            iri,
        };
        let place = projection.add_node(named.to_string(), NodeContent::Provision(provision));
        places.insert((target, named), place);
        projection.add_edge(Edge::new((place, target), EdgeKind::PartOf));
    }
    for ((source, target), valid, link) in &links {
        for place in link
            .provisions
            .iter()
            .filter_map(|named| places.get(&(*target, named)))
        {
            // A document repealed in part is so for its provisions that are repealed.
            let relation = if link.relation == Relation::RepealsPartOf {
                Relation::Repeals
            } else {
                link.relation
            };
            let link = Link {
                relation,
                provisions: Vec::new(),
                ..link.clone()
            };
            projection.add_edge(Edge {
                valid: valid.clone(),
                link: Some(link),
                ..Edge::new((*source, *place), EdgeKind::Relation(relation))
            });
        }
    }
}

fn agencies(projection: &mut Projection, network: &Network) {
    let issuers = |document: &Document| (document.has_lead, document.issuers.clone());
    let issued: Vec<(bool, Vec<String>)> = projection
        .nodes
        .iter()
        .map(|node| node.document().map(issuers).unwrap_or_default())
        .collect();
    let names: BTreeSet<&String> = issued.iter().flat_map(|(_, issuers)| issuers).collect();
    let mut places = BTreeMap::new();
    for name in names {
        let agency = Agency {
            name: name.clone(),
            iri: network.issuers.get(name).cloned(),
        };
        places.insert(
            name,
            projection.add_node(cut(name), NodeContent::Agency(agency)),
        );
    }
    for (document, (has_lead, issuers)) in issued.iter().enumerate() {
        for (number, place) in issuers
            .iter()
            .filter_map(|name| places.get(name))
            .enumerate()
        {
            projection.add_edge(Edge {
                leads: *has_lead && number == 0,
                ..Edge::new((document, *place), EdgeKind::IssuedBy)
            });
        }
    }
}

fn references(projection: &mut Projection) {
    for ((source, target), _, link) in links(projection) {
        for evidence in link.evidence {
            // The folder says least, so the end is kept: the file and the line.
            let file = evidence.path.rsplit(['/', '\\']).next().unwrap_or_default();
            let label = cut_front(&format!("{file}:{}", evidence.line));
            let place = projection.add_node(
                label,
                NodeContent::Reference(Reference {
                    relation: link.relation,
                    evidence,
                }),
            );
            projection.add_edge(Edge::new((source, place), EdgeKind::HasReference));
            projection.add_edge(Edge::new((place, target), EdgeKind::RefersTo));
        }
    }
}

//! What belongs together as one regulation.
//!
//! Owns: families, a notice or order with the *one* instrument it promulgates; what happens to either happens to both. A notice that promulgates several
//! instruments is no family with any of them: they can live on apart. Must not know: steps, reports.

use super::Spot;
use super::report::Entry;
use crate::network::Document;
use crate::network::Network;
use crate::network::Relation;
use crate::store::number_year;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// The families of a network, numbered in order of date and IRI.
pub(super) struct Families {
    number_of: BTreeMap<NodeIndex, usize>,
    members: Vec<Vec<NodeIndex>>,
    several: BTreeMap<NodeIndex, Vec<NodeIndex>>,
}

impl Families {
    pub(super) fn of(network: &Network) -> Self {
        let mut instruments: BTreeMap<NodeIndex, BTreeSet<NodeIndex>> = BTreeMap::new();
        for edge in network.graph.edge_references().filter(|edge| edge.weight().relation == Relation::Promulgates) {
            instruments.entry(edge.source()).or_default().insert(edge.target());
        }
        let mut sets = UnionFind::new(network.graph.node_count());
        for (cover, instruments) in &instruments {
            if let (1, Some(instrument)) = (instruments.len(), instruments.first()) {
                sets.union(cover.index(), instrument.index());
            }
        }
        let mut groups: BTreeMap<usize, Vec<NodeIndex>> = BTreeMap::new();
        for node in network.graph.node_indices() {
            groups.entry(sets.find(node.index())).or_default().push(node);
        }
        let mut members: Vec<Vec<NodeIndex>> = groups.into_values().map(|group| head_first(network, group)).collect();
        members.sort_by_key(|family| family.first().and_then(|head| network.graph.node_weight(*head)).map(order));
        let number_of = members.iter().enumerate().flat_map(|(number, family)| family.iter().map(move |node| (*node, number))).collect();
        let several = instruments.into_iter().filter(|(_, all)| all.len() > 1).map(|(cover, all)| (cover, all.into_iter().collect())).collect();
        Self { number_of, members, several }
    }

    pub(super) fn count(&self) -> usize {
        self.members.len()
    }

    /// The number of the family of a document.
    pub(super) fn number(&self, node: NodeIndex) -> usize {
        self.number_of.get(&node).copied().unwrap_or_default()
    }

    /// The instruments of a notice that promulgates more than one.
    pub(super) fn several_instruments(&self, cover: NodeIndex) -> &[NodeIndex] {
        self.several.get(&cover).map_or(&[], Vec::as_slice)
    }

    /// The family as a report shows it: by its instrument.
    pub(super) fn describe(&self, network: &Network, number: usize, spot: Option<Spot>) -> Entry {
        let documents = || self.members.get(number).into_iter().flatten().filter_map(|node| network.graph.node_weight(*node));
        let mut head = documents().next().cloned().unwrap_or_default();
        if head.number.is_none() && head.promulgated_under.is_none() {
            head.promulgated_under = documents().find_map(|document| document.number.clone());
        }
        if head.date.is_none() {
            head.date = documents().find_map(|document| document.date.clone());
        }
        Entry {
            stub: documents().all(|document| document.stub),
            others: documents().skip(1).map(|document| document.iri.clone()).collect(),
            document: head,
            spot,
        }
    }
}

/// The promulgated instrument before its cover; among equals the older.
fn head_first(network: &Network, mut group: Vec<NodeIndex>) -> Vec<NodeIndex> {
    let is_instrument = |node: NodeIndex| {
        let incoming = network.graph.edges_directed(node, petgraph::Direction::Incoming);
        incoming.into_iter().any(|edge| edge.weight().relation == Relation::Promulgates)
    };
    group.sort_by_key(|node| (!is_instrument(*node), network.graph.node_weight(*node).map(order)));
    group
}

/// By date, else the year of the number, else last.
fn order(document: &Document) -> (String, String) {
    let year = || document.number.as_deref().or(document.promulgated_under.as_deref()).and_then(number_year);
    (document.date.clone().or_else(year).unwrap_or_else(|| "9999".to_owned()), document.iri.clone())
}

//! Equivalence classes of documents (union-find): what belongs together as one regulation.
//!
//! Owns: families, a notice or order with the *one* instrument it promulgates; what happens to
//! either happens to both. A notice that promulgates several instruments is no family with any of
//! them: they can live on apart. Must not know: steps, reports.

use crate::analyze::network::{Document, Network, Relation};
use crate::model::day::Day;
use crate::model::number::DocumentNumber;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

/// The families of a network, numbered in order of date and IRI.
#[derive(Debug)]
pub(super) struct Families {
    number_of: Vec<u32>,
    members: Vec<Vec<NodeIndex>>,
    several: BTreeMap<NodeIndex, Vec<NodeIndex>>,
}

impl Families {
    pub(super) fn of(network: &Network) -> Self {
        let issued = promulgated(network);
        let mut several = BTreeMap::new();
        let mut sets = UnionFind::<u32>::new(network.graph.node_count());
        for group in issued.chunk_by(|a, b| a.0 == b.0) {
            match group {
                [(cover, instrument)] => {
                    sets.union(number(*cover), number(*instrument));
                }
                [(cover, _), ..] => {
                    let instruments = group.iter().map(|(_, instrument)| *instrument);
                    several.insert(*cover, instruments.collect());
                }
                [] => {}
            }
        }
        let members = in_order(network, &sets.into_labeling(), &issued);
        let mut number_of = vec![0; network.graph.node_count()];
        for (family, group) in (0_u32..).zip(&members) {
            for node in group {
                if let Some(number) = number_of.get_mut(node.index()) {
                    *number = family;
                }
            }
        }
        Self {
            number_of,
            members,
            several,
        }
    }

    pub(super) fn count(&self) -> usize {
        self.members.len()
    }

    /// The number of the family of a document.
    pub(super) fn number(&self, node: NodeIndex) -> usize {
        self.number_of
            .get(node.index())
            .copied()
            .unwrap_or_default() as usize
    }

    /// The documents of a family, the instrument before its cover.
    pub(super) fn members(&self, number: usize) -> &[NodeIndex] {
        self.members.get(number).map_or(&[], Vec::as_slice)
    }

    /// Its documents, the instrument first.
    pub(super) fn documents<'a>(
        &'a self,
        network: &'a Network,
        number: usize,
    ) -> impl Iterator<Item = &'a Document> + Clone {
        self.members(number)
            .iter()
            .filter_map(|node| network.graph.node_weight(*node))
    }

    /// `《title》（number） date` of its instrument, the number and date of its cover where it has
    /// none of its own.
    pub(super) fn label(&self, network: &Network, number: usize) -> String {
        self.head(network, number).to_string()
    }

    /// Its instrument, with the number and date of its cover where it has none of its own.
    pub(super) fn head(&self, network: &Network, number: usize) -> Document {
        let documents = || self.documents(network, number);
        let Some(head) = documents().next() else {
            return Document::default();
        };
        let cover = || {
            documents()
                .find_map(|document| document.number.clone())
                .filter(|_| head.number.is_none())
        };
        Document {
            iri: head.iri.clone(),
            title: head.title.clone(),
            number: head.number.clone(),
            promulgated_under: head.promulgated_under.clone().or_else(cover),
            kind: head.kind.clone(),
            level: head.level,
            date: documents().find_map(|document| document.date),
            issuers: documents()
                .map(|document| &document.issuers)
                .find(|issuers| !issuers.is_empty())
                .cloned()
                .unwrap_or_default(),
            stub: self.is_stub(network, number),
            ..Document::default()
        }
    }

    /// Whether the collection prints none of it.
    pub(super) fn is_stub(&self, network: &Network, number: usize) -> bool {
        self.documents(network, number)
            .all(|document| document.stub)
    }

    /// Covers that promulgate several instruments.
    pub(super) fn covers(&self) -> impl Iterator<Item = (NodeIndex, &[NodeIndex])> {
        self.several
            .iter()
            .map(|(cover, instruments)| (*cover, instruments.as_slice()))
    }

    /// The instruments of a notice that promulgates more than one.
    pub(super) fn several_instruments(&self, cover: NodeIndex) -> &[NodeIndex] {
        self.several.get(&cover).map_or(&[], Vec::as_slice)
    }
}

/// Each cover with an instrument it promulgates, in order, each pair once.
fn promulgated(network: &Network) -> Vec<(NodeIndex, NodeIndex)> {
    let edges = network.graph.edge_references();
    let mut issued: Vec<(NodeIndex, NodeIndex)> = edges
        .filter(|edge| edge.weight().relation == Relation::Promulgates)
        .map(|edge| (edge.source(), edge.target()))
        .collect();
    issued.sort_unstable();
    issued.dedup();
    issued
}

/// The sets of documents by the first of each; in a set the promulgated instrument before its
/// cover, among equals the older.
fn in_order(
    network: &Network,
    roots: &[u32],
    issued: &[(NodeIndex, NodeIndex)],
) -> Vec<Vec<NodeIndex>> {
    let mut is_instrument = vec![false; roots.len()];
    for (_, instrument) in issued {
        if let Some(is_one) = is_instrument.get_mut(instrument.index()) {
            *is_one = true;
        }
    }
    let key = |node: NodeIndex| {
        let root = roots.get(node.index()).copied().unwrap_or_default();
        let is_cover = !is_instrument.get(node.index()).copied().unwrap_or_default();
        let document = network.graph.node_weight(node);
        (
            root,
            is_cover,
            document.map_or((u32::MAX, None), order),
            node,
        )
    };
    let mut keys: Vec<_> = network.graph.node_indices().map(key).collect();
    keys.sort_unstable();
    let mut groups: Vec<_> = keys.chunk_by(|a, b| a.0 == b.0).collect();
    groups.sort_unstable_by_key(|group| group.first().map(|(_, _, order, node)| (*order, *node)));
    groups
        .into_iter()
        .map(|group| group.iter().map(|(.., node)| *node).collect())
        .collect()
}

fn number(node: NodeIndex) -> u32 {
    u32::try_from(node.index()).unwrap_or(u32::MAX)
}

/// By date; what has none, by the year of its number, before all days of that year; else last.
fn order(document: &Document) -> (u32, Option<Day>) {
    let number = document.number.as_deref();
    let number = number.or(document.promulgated_under.as_deref());
    let year = || Some(number.and_then(DocumentNumber::typed)?.year()?.into());
    match document.date {
        Some(day) => (day.year(), Some(day)),
        None => (year().unwrap_or(u32::MAX), None),
    }
}

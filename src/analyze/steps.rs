//! Quotient graph: families of documents as nodes, and the steps from one to another.
//!
//! Owns: [`Steps`] and what is found by walking it: reach, connected components, strongly connected
//! components, beginnings. Must not know: which relations make a step, reports.

use super::compact::Compact;
use super::family::Families;
use crate::analyze::network::{Link, Network, Relation};
use petgraph::Direction;
use petgraph::graph::{DiGraph, EdgeIndex, EdgeReference, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{Bfs, EdgeRef, Reversed, Walker};
use std::collections::{BTreeMap, BTreeSet};

/// Families as nodes (the index is the number of the family), steps as edges.
pub(super) type Steps = DiGraph<(), Vec<Cause>>;

/// The link that makes a step, and the notice through which it reaches an instrument, if it does
/// not speak of the instrument itself.
#[derive(Debug, Clone, Copy)]
pub(super) struct Cause {
    pub(super) link: EdgeIndex,
    pub(super) through: Option<NodeIndex>,
}

/// Adds a step, unless it stays within a family; only a document that speaks of itself is kept
/// then, to be reported.
pub(super) fn add(
    steps: &mut BTreeMap<(usize, usize), Vec<Cause>>,
    parent: usize,
    child: usize,
    cause: Cause,
    speaks_of_itself: bool,
) {
    if parent != child || speaks_of_itself {
        steps.entry((parent, child)).or_default().push(cause);
    }
}

pub(super) fn graph(families: usize, steps: BTreeMap<(usize, usize), Vec<Cause>>) -> Steps {
    let mut graph = Steps::with_capacity(families, steps.len());
    let nodes: Vec<NodeIndex> = (0..families).map(|_| graph.add_node(())).collect();
    for ((parent, child), causes) in steps {
        if let (Some(parent), Some(child)) = (nodes.get(parent), nodes.get(child)) {
            graph.add_edge(*parent, *child, causes);
        }
    }
    graph
}

/// From family to family, each link of a wanted relation; within a family only what a document says
/// of itself.
pub(super) fn pairs(
    network: &Network,
    families: &Families,
    is_wanted: impl Fn(Relation) -> bool,
) -> Vec<(u32, u32)> {
    let edges = network
        .graph
        .edge_references()
        .filter(|edge| is_wanted(edge.weight().relation));
    let pair = |edge: &EdgeReference<'_, Link>| {
        (
            families.number(edge.source()) as u32,
            families.number(edge.target()) as u32,
        )
    };
    edges
        .filter(|edge| {
            edge.source() == edge.target()
                || families.number(edge.source()) != families.number(edge.target())
        })
        .map(|edge| pair(&edge))
        .collect()
}

pub(super) fn reach(graph: &Steps, start: usize) -> BTreeSet<usize> {
    Bfs::new(graph, NodeIndex::new(start))
        .iter(graph)
        .map(NodeIndex::index)
        .collect()
}

pub(super) fn reach_back(graph: &Steps, start: usize) -> BTreeSet<usize> {
    let reversed = Reversed(graph);
    Bfs::new(reversed, NodeIndex::new(start))
        .iter(reversed)
        .map(NodeIndex::index)
        .collect()
}

/// The groups of connected families with at least one step, in order of their first family.
pub(super) fn components(graph: &Steps) -> Vec<BTreeSet<usize>> {
    let mut sets = UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for family in graph
        .node_indices()
        .filter(|family| graph.neighbors_undirected(*family).next().is_some())
    {
        groups
            .entry(sets.find(family.index()))
            .or_default()
            .insert(family.index());
    }
    let mut groups: Vec<_> = groups.into_values().collect();
    groups.sort();
    groups
}

/// Sets of families that lead to each other, and families that lead to themselves.
pub(super) fn circles(graph: &Steps) -> Vec<BTreeSet<usize>> {
    let edges: Vec<(u32, u32)> = graph
        .edge_references()
        .map(|edge| (edge.source().index() as u32, edge.target().index() as u32))
        .collect();
    let circles = Compact::of(graph.node_count(), &edges).circles();
    circles
        .into_iter()
        .map(|circle| circle.into_iter().map(|family| family as usize).collect())
        .collect()
}

/// Families that nothing leads to; of a circle that nothing outside it leads to, the first.
pub(super) fn beginnings(
    graph: &Steps,
    members: &BTreeSet<usize>,
    circles: &[&BTreeSet<usize>],
) -> Vec<usize> {
    let is_beginning = |family: &&usize| {
        let circle = circles.iter().find(|circle| circle.contains(family));
        let mut before = graph
            .neighbors_directed(NodeIndex::new(**family), Direction::Incoming)
            .map(NodeIndex::index);
        match circle {
            None => !before.any(|parent| members.contains(&parent)),
            Some(circle) => {
                circle.first() == Some(family)
                    && !circle
                        .iter()
                        .any(|inner| leads_in(graph, *inner, circle, members))
            }
        }
    };
    members.iter().filter(is_beginning).copied().collect()
}

fn leads_in(
    graph: &Steps,
    family: usize,
    circle: &BTreeSet<usize>,
    members: &BTreeSet<usize>,
) -> bool {
    let before = graph
        .neighbors_directed(NodeIndex::new(family), Direction::Incoming)
        .map(NodeIndex::index);
    before
        .into_iter()
        .any(|parent| members.contains(&parent) && !circle.contains(&parent))
}

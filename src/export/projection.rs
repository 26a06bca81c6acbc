//! The one picture of the network that all formats write.
//!
//! Owns: which documents and links are in it, their ids (`n1`, `e1`: ASCII, in order of IRIs), short labels. Must not know: any format.

use crate::network::Document;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A label longer than this is cut; the full title is an attribute of its own.
const LONGEST_LABEL: usize = 24;

/// Which part of the network is wanted.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    /// Only documents at most so many links away from this one, in either direction.
    pub around: Option<(NodeIndex, usize)>,
    /// Only these relations; all when empty.
    pub relations: Vec<Relation>,
    /// Without documents that are only known from references.
    pub without_stubs: bool,
    /// Without documents that no link touches.
    pub linked_only: bool,
}

/// Nodes and edges ready to be written.
#[derive(Debug)]
pub struct Projection {
    /// What was let through, in words.
    pub description: String,
    /// The documents.
    pub nodes: Vec<Node>,
    /// The links; several between the same two documents stay several.
    pub edges: Vec<Edge>,
}

/// A document with its id and label.
#[derive(Debug)]
pub struct Node {
    /// `n1`, `n2`, …
    pub id: String,
    /// Its number, or its title, cut when long.
    pub label: String,
    /// All else.
    pub document: Document,
}

/// A link with the ids of its ends.
#[derive(Debug)]
pub struct Edge {
    /// `e1`, `e2`, …
    pub id: String,
    /// Id of the document that speaks.
    pub source: String,
    /// Id of the document spoken of.
    pub target: String,
    /// All else.
    pub link: Link,
}

impl Projection {
    /// The part of `network` that `filter` lets through.
    pub fn of(network: &Network, filter: &Filter) -> Self {
        let is_wanted = |link: &Link| filter.relations.is_empty() || filter.relations.contains(&link.relation);
        let shown = shown(network, filter, &is_wanted);
        let mut nodes = Vec::new();
        let mut ids = BTreeMap::new();
        for node in network.graph.node_indices().filter(|node| shown.contains(node)) {
            let Some(document) = network.graph.node_weight(node) else { continue };
            let id = format!("n{}", nodes.len() + 1);
            ids.insert(node, id.clone());
            nodes.push(Node { id, label: label(document), document: document.clone() });
        }
        let mut edges = Vec::new();
        for edge in network.graph.edge_references().filter(|edge| is_wanted(edge.weight())) {
            if let (Some(source), Some(target)) = (ids.get(&edge.source()), ids.get(&edge.target())) {
                let id = format!("e{}", edges.len() + 1);
                edges.push(Edge { id, source: source.clone(), target: target.clone(), link: edge.weight().clone() });
            }
        }
        Self { description: describe(network, filter), nodes, edges }
    }
}

fn shown(network: &Network, filter: &Filter, is_wanted: &dyn Fn(&Link) -> bool) -> BTreeSet<NodeIndex> {
    let is_kept = |node: &NodeIndex| !filter.without_stubs || network.graph.node_weight(*node).is_some_and(|document| !document.stub);
    let mut shown: BTreeSet<NodeIndex> = match filter.around {
        Some((center, hops)) => neighbourhood(network, center, hops, is_wanted, &is_kept),
        None => network.graph.node_indices().filter(is_kept).collect(),
    };
    if filter.linked_only {
        let links = network.graph.edge_references().filter(|edge| is_wanted(edge.weight()));
        let linked: BTreeSet<NodeIndex> =
            links.filter(|edge| shown.contains(&edge.source()) && shown.contains(&edge.target())).flat_map(|edge| [edge.source(), edge.target()]).collect();
        shown.retain(|node| linked.contains(node));
    }
    shown
}

fn neighbourhood(
    network: &Network,
    center: NodeIndex,
    hops: usize,
    is_wanted: &dyn Fn(&Link) -> bool,
    is_kept: &dyn Fn(&NodeIndex) -> bool,
) -> BTreeSet<NodeIndex> {
    let mut reached = BTreeSet::from([center]);
    let mut border = reached.clone();
    for _ in 0..hops {
        let mut next = BTreeSet::new();
        for node in &border {
            for direction in [petgraph::Direction::Incoming, petgraph::Direction::Outgoing] {
                let edges = network.graph.edges_directed(*node, direction).filter(|edge| is_wanted(edge.weight()));
                next.extend(edges.flat_map(|edge| [edge.source(), edge.target()]).filter(is_kept));
            }
        }
        border = next.difference(&reached).copied().collect();
        if border.is_empty() {
            break;
        }
        reached.extend(&border);
    }
    reached
}

fn describe(network: &Network, filter: &Filter) -> String {
    let mut parts = Vec::new();
    if let Some((center, hops)) = filter.around {
        let title = network.graph.node_weight(center).map_or("", |document| document.title.as_str());
        parts.push(format!("within {hops} links of 《{title}》"));
    }
    if !filter.relations.is_empty() {
        let names: Vec<&str> = filter.relations.iter().map(|relation| relation.name()).collect();
        parts.push(format!("relations {}", names.join(", ")));
    }
    if filter.without_stubs {
        parts.push("without documents outside the collection".to_owned());
    }
    if filter.linked_only {
        parts.push("without documents that have no link".to_owned());
    }
    if parts.is_empty() { "all documents and links".to_owned() } else { parts.join("; ") }
}

/// The number of a document that has one of its own, else its title; without what drawing tools choke on: length and line breaks.
fn label(document: &Document) -> String {
    let text = document.number.as_deref().unwrap_or(&document.title).split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_LABEL { text } else { text.chars().take(LONGEST_LABEL - 1).chain(['…']).collect() }
}

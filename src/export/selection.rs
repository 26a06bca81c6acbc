//! Filter: which documents and links a picture shows, and the picture it lets through.
//!
//! Owns: what a filter keeps, neighbourhoods, the order in which a picture is put together. Must
//! not know: any format.

use super::node_kind::{EdgeKind, NodeContent, Overlay};
use super::overlays;
use super::projection::{Edge, Node, Projection, label};
use super::validity::Validity;
use crate::analyze::Lifecycles;
use crate::analyze::network::{Link, Network, Relation};
use crate::model::day::Day;
use crate::model::level::Level;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};

/// Which part of the network is wanted; what is empty asks nothing.
#[non_exhaustive]
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Filter {
    /// Only documents at most so many links away from this one, in either direction.
    pub around: Option<(NodeIndex, usize)>,
    /// Only these relations.
    pub relations: Vec<Relation>,
    /// Only documents of bodies whose name contains one of these.
    pub agencies: Vec<String>,
    /// Only documents of these types (通知).
    pub types: Vec<String>,
    /// Only documents of these levels (行政法规).
    pub levels: Vec<String>,
    /// Only documents of this day or later.
    pub from: Option<Day>,
    /// Only documents of this day or earlier.
    pub to: Option<Day>,
    /// Only documents in force on this day, as far as known.
    pub as_of: Option<Day>,
    /// Only so many documents, those with the most links.
    pub top: Option<usize>,
    /// Without documents that are only known from references.
    pub without_stubs: bool,
    /// Without documents that no link touches.
    pub linked_only: bool,
    /// What is shown beside documents; it follows from those that are shown.
    pub with: BTreeSet<Overlay>,
}

impl Projection {
    /// The part of `network` that `filter` lets through.
    pub fn of(network: &Network, filter: &Filter) -> Self {
        let lives = Lifecycles::of(network);
        let shown = shown(network, &lives, filter);
        let mut ids = BTreeMap::new();
        let mut nodes = Vec::with_capacity(shown.len());
        for node in network
            .graph
            .node_indices()
            .filter(|node| shown.contains(node))
        {
            let Some(document) = network.graph.node_weight(node) else {
                continue;
            };
            ids.insert(node, nodes.len());
            let thing = NodeContent::Document(Box::new(document.clone()));
            nodes.push(Node {
                valid: Validity::of(network, &lives, node),
                ..Node::new(nodes.len(), label(document), thing)
            });
        }
        let mut projection = Self {
            description: describe(network, filter),
            with: filter.with.clone(),
            nodes,
            edges: Vec::new(),
        };
        for edge in network
            .graph
            .edge_references()
            .filter(|edge| filter.wants(edge.weight()))
        {
            if let (Some(&source), Some(&target)) =
                (ids.get(&edge.source()), ids.get(&edge.target()))
            {
                let link = edge.weight();
                let valid = Validity::of_link(&lives, edge.source(), link);
                projection.add_edge(Edge {
                    valid,
                    link: Some(link.clone()),
                    ..Edge::new((source, target), EdgeKind::Relation(link.relation))
                });
            }
        }
        overlays::add(&mut projection, network, &filter.with);
        projection.count_links();
        projection
    }
}

impl Filter {
    /// Whether it lets all documents and links through.
    pub fn is_open(&self) -> bool {
        *self
            == Self {
                with: self.with.clone(),
                ..Self::default()
            }
    }

    /// The IRIs of the documents of `network` that it lets through.
    pub fn documents<'a>(&self, network: &'a Network) -> BTreeSet<&'a str> {
        shown(network, &Lifecycles::of(network), self)
            .into_iter()
            .filter_map(|node| Some(network.graph.node_weight(node)?.iri.as_str()))
            .collect()
    }

    fn wants(&self, link: &Link) -> bool {
        self.relations.is_empty() || self.relations.contains(&link.relation)
    }

    /// Whether a document is wanted for what it is itself.
    fn keeps(&self, network: &Network, lives: &Lifecycles, node: NodeIndex) -> bool {
        let Some(document) = network.graph.node_weight(node) else {
            return false;
        };
        let is_one_of = |wanted: &[String], value: Option<&str>| {
            wanted.is_empty() || value.is_some_and(|value| wanted.iter().any(|it| it == value))
        };
        let is_named = |agency: &String| {
            document
                .issuers
                .iter()
                .any(|issuer| issuer.contains(agency.as_str()))
        };
        !(self.without_stubs && document.stub)
            && (self.agencies.is_empty() || self.agencies.iter().any(is_named))
            && is_one_of(&self.types, document.kind.as_deref())
            && is_one_of(&self.levels, document.level.map(Level::name))
            && self
                .from
                .is_none_or(|from| document.date.is_some_and(|date| date >= from))
            && self
                .to
                .is_none_or(|to| document.date.is_some_and(|date| date <= to))
            && self
                .as_of
                .is_none_or(|day| Validity::of(network, lives, node).contains(day))
    }
}

fn shown(network: &Network, lives: &Lifecycles, filter: &Filter) -> BTreeSet<NodeIndex> {
    let mut shown: BTreeSet<NodeIndex> = match filter.around {
        Some((center, hops)) => neighbourhood(network, lives, center, hops, filter),
        None => network
            .graph
            .node_indices()
            .filter(|node| filter.keeps(network, lives, *node))
            .collect(),
    };
    if let Some(top) = filter.top {
        let degrees = degrees(network, filter, &shown);
        let mut order: Vec<NodeIndex> = shown.iter().copied().collect();
        order.sort_by_key(|node| {
            (
                filter.around.is_none_or(|(center, _)| center != *node),
                Reverse(degrees.get(node).copied().unwrap_or(0)),
                *node,
            )
        });
        shown = order.into_iter().take(top).collect();
    }
    if filter.linked_only {
        let degrees = degrees(network, filter, &shown);
        shown.retain(|node| degrees.contains_key(node));
    }
    shown
}

/// How many wanted links between documents shown touch each of them; without those that none
/// touches.
fn degrees(
    network: &Network,
    filter: &Filter,
    shown: &BTreeSet<NodeIndex>,
) -> BTreeMap<NodeIndex, usize> {
    let mut degrees = BTreeMap::new();
    let links = network
        .graph
        .edge_references()
        .filter(|edge| filter.wants(edge.weight()));
    for edge in
        links.filter(|edge| shown.contains(&edge.source()) && shown.contains(&edge.target()))
    {
        for end in [edge.source(), edge.target()] {
            *degrees.entry(end).or_insert(0) += 1;
        }
    }
    degrees
}

fn neighbourhood(
    network: &Network,
    lives: &Lifecycles,
    center: NodeIndex,
    hops: usize,
    filter: &Filter,
) -> BTreeSet<NodeIndex> {
    let mut reached = BTreeSet::from([center]);
    let mut border = reached.clone();
    for _ in 0..hops {
        let mut next = BTreeSet::new();
        for node in &border {
            for direction in [petgraph::Direction::Incoming, petgraph::Direction::Outgoing] {
                let edges = network
                    .graph
                    .edges_directed(*node, direction)
                    .filter(|edge| filter.wants(edge.weight()));
                next.extend(
                    edges
                        .flat_map(|edge| [edge.source(), edge.target()])
                        .filter(|node| filter.keeps(network, lives, *node)),
                );
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
        let title = network
            .graph
            .node_weight(center)
            .map_or("", |document| document.title.as_str());
        parts.push(format!("within {hops} links of 《{title}》"));
    }
    if !filter.relations.is_empty() {
        let names: Vec<&str> = filter
            .relations
            .iter()
            .map(|relation| relation.name())
            .collect();
        parts.push(format!("relations {}", names.join(", ")));
    }
    for (name, values) in [
        ("bodies", &filter.agencies),
        ("types", &filter.types),
        ("levels", &filter.levels),
    ] {
        if !values.is_empty() {
            parts.push(format!("{name} {}", values.join(", ")));
        }
    }
    for (words, day) in [
        ("from", &filter.from),
        ("to", &filter.to),
        ("in force on", &filter.as_of),
    ] {
        parts.extend(day.as_ref().map(|day| format!("{words} {day}")));
    }
    parts.extend(
        filter
            .top
            .map(|top| format!("the {top} with the most links")),
    );
    if filter.without_stubs {
        parts.push("without documents outside the collection".to_owned());
    }
    if filter.linked_only {
        parts.push("without documents that have no link".to_owned());
    }
    if parts.is_empty() {
        parts.push("all documents and links".to_owned());
    }
    if !filter.with.is_empty() {
        let names: Vec<&str> = filter.with.iter().map(|addition| addition.name()).collect();
        parts.push(format!("with {}", names.join(", ")));
    }
    parts.join("; ")
}

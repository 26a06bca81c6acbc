//! The one picture of the network that all formats write.
//!
//! Owns: which documents and links are in it, the ids of nodes and edges (`n1`, `e1`: ASCII, in order of IRIs), short labels, days in force, places. Must not
//! know: any format.

use super::additions;
use super::additions::Addition;
use super::layout;
use super::push;
use super::thing::Kind;
use super::thing::Thing;
use super::thing::Tie;
use super::valid::Valid;
use crate::analyze::Lives;
use crate::network::Document;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::cmp::Reverse;
use std::collections::BTreeMap;
use std::collections::BTreeSet;

/// A label longer than this is cut; the full title is an attribute of its own.
const LONGEST_LABEL: usize = 24;

/// Which part of the network is wanted; what is empty asks nothing.
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
    pub from: Option<String>,
    /// Only documents of this day or earlier.
    pub to: Option<String>,
    /// Only documents in force on this day, as far as known.
    pub as_of: Option<String>,
    /// Only so many documents, those with the most links.
    pub top: Option<usize>,
    /// Without documents that are only known from references.
    pub without_stubs: bool,
    /// Without documents that no link touches.
    pub linked_only: bool,
    /// What is shown beside documents; it follows from those that are shown.
    pub with: BTreeSet<Addition>,
}

/// Nodes and edges ready to be written.
#[derive(Debug)]
pub struct Projection {
    /// What was let through, in words.
    pub description: String,
    /// What there is beside documents, if it was asked for.
    pub with: BTreeSet<Addition>,
    /// The documents, in order of their IRIs; then what was added.
    pub nodes: Vec<Node>,
    /// The links, then other ties; several between the same two documents stay several.
    pub edges: Vec<Edge>,
}

/// A document or another thing with its id and label.
#[derive(Debug)]
pub struct Node {
    /// `n1`, `n2`, …
    pub id: String,
    /// The number or the title of a document, cut when long.
    pub label: String,
    /// How many edges of the picture touch it.
    pub degree: usize,
    /// When it is in force.
    pub valid: Valid,
    /// Where it is drawn once [arranged](Projection::arrange); y grows downwards.
    pub place: (i32, i32),
    /// What it is, with all else.
    pub thing: Thing,
}

impl Node {
    /// How large it is drawn: 4 and twice the root of its degree, so that the area shows the degree.
    pub(super) fn size(&self) -> usize {
        4 + (self.degree * 4).isqrt()
    }
}

/// A link or another tie with the ids of its ends.
#[derive(Debug)]
pub struct Edge {
    /// `e1`, `e2`, …
    pub id: String,
    /// Id of the node it leaves: the document that speaks.
    pub source: String,
    /// Id of the node it leads to: the document spoken of.
    pub target: String,
    /// The places of both in the list of nodes.
    pub ends: (usize, usize),
    /// From when to when the statement has effect.
    pub valid: Valid,
    /// What it says.
    pub tie: Tie,
    /// The link, if it is one.
    pub link: Option<Link>,
    /// Whether it leads to the first of several bodies.
    pub leads: bool,
}

impl Projection {
    /// The part of `network` that `filter` lets through.
    pub fn of(network: &Network, filter: &Filter) -> Self {
        let lives = Lives::of(network);
        let shown = shown(network, &lives, filter);
        let mut ids = BTreeMap::new();
        let mut nodes = Vec::with_capacity(shown.len());
        for node in network.graph.node_indices().filter(|node| shown.contains(node)) {
            let Some(document) = network.graph.node_weight(node) else { continue };
            ids.insert(node, nodes.len());
            let thing = Thing::Document(Box::new(document.clone()));
            nodes.push(Node { valid: Valid::of(network, &lives, node), ..Node::new(nodes.len(), label(document), thing) });
        }
        let mut projection = Self { description: describe(network, filter), with: filter.with.clone(), nodes, edges: Vec::new() };
        for edge in network.graph.edge_references().filter(|edge| filter.wants(edge.weight())) {
            if let (Some(&source), Some(&target)) = (ids.get(&edge.source()), ids.get(&edge.target())) {
                let link = edge.weight();
                let valid = Valid::of_link(&lives, edge.source(), link);
                projection.add_edge(Edge { valid, link: Some(link.clone()), ..Edge::new((source, target), Tie::Relation(link.relation)) });
            }
        }
        additions::add(&mut projection, network, &filter.with);
        projection.count_links();
        projection
    }

    fn count_links(&mut self) {
        for (source, target) in self.edges.iter().map(|edge| edge.ends) {
            for end in [source, target] {
                if let Some(node) = self.nodes.get_mut(end) {
                    node.degree += 1;
                }
            }
        }
    }

    /// Finds places, for formats that show them: with tens of thousands of documents that takes seconds.
    pub fn arrange(&mut self) {
        let ends: Vec<(usize, usize)> = self.edges.iter().map(|edge| edge.ends).collect();
        let places = layout::place(self.nodes.len(), &ends);
        for (node, place) in self.nodes.iter_mut().zip(places) {
            node.place = place;
        }
    }

    /// Adds a node; its place in the list.
    pub(super) fn add_node(&mut self, label: String, thing: Thing) -> usize {
        let place = self.nodes.len();
        self.nodes.push(Node::new(place, label, thing));
        place
    }

    /// Adds an edge.
    pub(super) fn add_edge(&mut self, edge: Edge) {
        self.edges.push(Edge { id: format!("e{}", self.edges.len() + 1), ..edge });
    }

    /// Links between documents.
    pub(super) fn links(&self) -> impl Iterator<Item = (&Edge, &Link)> {
        let is_document = |end: usize| self.nodes.get(end).is_some_and(|node| node.kind() == Kind::Document);
        self.edges.iter().filter(move |edge| is_document(edge.ends.1)).filter_map(|edge| Some((edge, edge.link.as_ref()?)))
    }

    /// What the file shows, in a line: the filter and the counts.
    pub(super) fn summary(&self) -> String {
        let count = |kind: Kind| self.nodes.iter().filter(|node| node.kind() == kind).count();
        let mut summary = format!("zhengtu: {}; {} documents, {} links", self.description, count(Kind::Document), self.links().count());
        for addition in &self.with {
            push(&mut summary, format_args!(", {} {}", count(addition.kind()), addition.name()));
        }
        if !self.with.is_empty() {
            push(&mut summary, format_args!("; {} nodes, {} edges", self.nodes.len(), self.edges.len()));
        }
        summary
    }
}

impl Node {
    /// The node at a place in the list.
    fn new(place: usize, label: String, thing: Thing) -> Self {
        Self { id: node_id(place), label, degree: 0, valid: Valid::default(), place: (0, 0), thing }
    }
}

impl Edge {
    /// An edge between two places in the list of nodes; its id is given when it is added.
    pub(super) fn new(ends: (usize, usize), tie: Tie) -> Self {
        let (source, target) = (node_id(ends.0), node_id(ends.1));
        Self { id: String::new(), source, target, ends, valid: Valid::default(), tie, link: None, leads: false }
    }
}

fn node_id(place: usize) -> String {
    format!("n{}", place + 1)
}

impl Filter {
    /// Whether it lets all documents and links through.
    pub fn is_open(&self) -> bool {
        *self == Self { with: self.with.clone(), ..Self::default() }
    }

    /// The IRIs of the documents of `network` that it lets through.
    pub fn documents<'a>(&self, network: &'a Network) -> BTreeSet<&'a str> {
        shown(network, &Lives::of(network), self).into_iter().filter_map(|node| Some(network.graph.node_weight(node)?.iri.as_str())).collect()
    }

    fn wants(&self, link: &Link) -> bool {
        self.relations.is_empty() || self.relations.contains(&link.relation)
    }

    /// Whether a document is wanted for what it is itself.
    fn keeps(&self, network: &Network, lives: &Lives, node: NodeIndex) -> bool {
        let Some(document) = network.graph.node_weight(node) else { return false };
        let is_one_of = |wanted: &[String], value: Option<&String>| wanted.is_empty() || value.is_some_and(|value| wanted.contains(value));
        let is_named = |agency: &String| document.issuers.iter().any(|issuer| issuer.contains(agency.as_str()));
        !(self.without_stubs && document.stub)
            && (self.agencies.is_empty() || self.agencies.iter().any(is_named))
            && is_one_of(&self.types, document.kind.as_ref())
            && is_one_of(&self.levels, document.level.as_ref())
            && self.from.as_ref().is_none_or(|from| document.date.as_ref().is_some_and(|date| date >= from))
            && self.to.as_ref().is_none_or(|to| document.date.as_ref().is_some_and(|date| date <= to))
            && self.as_of.as_ref().is_none_or(|day| Valid::of(network, lives, node).contains(day))
    }
}

fn shown(network: &Network, lives: &Lives, filter: &Filter) -> BTreeSet<NodeIndex> {
    let mut shown: BTreeSet<NodeIndex> = match filter.around {
        Some((center, hops)) => neighbourhood(network, lives, center, hops, filter),
        None => network.graph.node_indices().filter(|node| filter.keeps(network, lives, *node)).collect(),
    };
    if let Some(top) = filter.top {
        let degrees = degrees(network, filter, &shown);
        let mut order: Vec<NodeIndex> = shown.iter().copied().collect();
        order.sort_by_key(|node| (filter.around.is_none_or(|(center, _)| center != *node), Reverse(degrees.get(node).copied().unwrap_or(0)), *node));
        shown = order.into_iter().take(top).collect();
    }
    if filter.linked_only {
        let degrees = degrees(network, filter, &shown);
        shown.retain(|node| degrees.contains_key(node));
    }
    shown
}

/// How many wanted links between documents shown touch each of them; without those that none touches.
fn degrees(network: &Network, filter: &Filter, shown: &BTreeSet<NodeIndex>) -> BTreeMap<NodeIndex, usize> {
    let mut degrees = BTreeMap::new();
    let links = network.graph.edge_references().filter(|edge| filter.wants(edge.weight()));
    for edge in links.filter(|edge| shown.contains(&edge.source()) && shown.contains(&edge.target())) {
        for end in [edge.source(), edge.target()] {
            *degrees.entry(end).or_insert(0) += 1;
        }
    }
    degrees
}

fn neighbourhood(network: &Network, lives: &Lives, center: NodeIndex, hops: usize, filter: &Filter) -> BTreeSet<NodeIndex> {
    let mut reached = BTreeSet::from([center]);
    let mut border = reached.clone();
    for _ in 0..hops {
        let mut next = BTreeSet::new();
        for node in &border {
            for direction in [petgraph::Direction::Incoming, petgraph::Direction::Outgoing] {
                let edges = network.graph.edges_directed(*node, direction).filter(|edge| filter.wants(edge.weight()));
                next.extend(edges.flat_map(|edge| [edge.source(), edge.target()]).filter(|node| filter.keeps(network, lives, *node)));
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
    for (name, values) in [("bodies", &filter.agencies), ("types", &filter.types), ("levels", &filter.levels)] {
        if !values.is_empty() {
            parts.push(format!("{name} {}", values.join(", ")));
        }
    }
    for (words, day) in [("from", &filter.from), ("to", &filter.to), ("in force on", &filter.as_of)] {
        parts.extend(day.as_ref().map(|day| format!("{words} {day}")));
    }
    parts.extend(filter.top.map(|top| format!("the {top} with the most links")));
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

/// The number of a document that has one of its own, else its title; without what drawing tools choke on: length and line breaks.
fn label(document: &Document) -> String {
    cut(document.number.as_deref().unwrap_or(&document.title))
}

/// Words as a label: on one line, without the end of what is long.
pub(super) fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_LABEL { text } else { text.chars().take(LONGEST_LABEL - 1).chain(['…']).collect() }
}

/// The same without the beginning of what is long.
pub(super) fn cut_front(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = text.chars().count();
    if count <= LONGEST_LABEL { text } else { ['…'].into_iter().chain(text.chars().skip(count + 1 - LONGEST_LABEL)).collect() }
}

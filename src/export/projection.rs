//! Projection: the one property graph of the network that all formats write.
//!
//! Owns: which documents and links are in it, the ids of nodes and edges (`n1`, `e1`: ASCII, in
//! order of IRIs), short labels, days in force, places. Must not know: any format.

use super::layout;
use super::node_kind::{EdgeKind, Kind, NodeContent, Overlay, Reference};
use super::validity::Validity;
use super::writing::push;
use crate::analyze::network::{Document, Link};
use crate::model::level::Level;
use std::collections::BTreeSet;

/// A label longer than this is cut; the full title is an attribute of its own.
const LONGEST_LABEL: usize = 24;

/// Nodes and edges ready to be written.
#[non_exhaustive]
#[derive(Debug)]
pub struct Projection {
    /// What was let through, in words.
    pub description: String,
    /// What there is beside documents, if it was asked for.
    pub with: BTreeSet<Overlay>,
    /// The documents, in order of their IRIs; then what was added.
    pub nodes: Vec<Node>,
    /// The links, then other ties; several between the same two documents stay several.
    pub edges: Vec<Edge>,
}

/// A document or another thing with its id and label.
#[non_exhaustive]
#[derive(Debug)]
pub struct Node {
    /// `n1`, `n2`, …
    pub id: String,
    /// The number or the title of a document, cut when long.
    pub label: String,
    /// How many edges of the picture touch it.
    pub degree: usize,
    /// When it is in force.
    pub valid: Validity,
    /// Where it is drawn once [arranged](Projection::arrange); y grows downwards.
    pub place: (i32, i32),
    /// What it is, with all else.
    pub thing: NodeContent,
}

impl Node {
    /// How large it is drawn: 4 and twice the root of its degree, so that the area shows the
    /// degree.
    pub(super) fn size(&self) -> usize {
        4 + (self.degree * 4).isqrt()
    }
}

/// A link or another tie with the ids of its ends.
#[non_exhaustive]
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
    pub valid: Validity,
    /// What it says.
    pub tie: EdgeKind,
    /// The link, if it is one.
    pub link: Option<Link>,
    /// Whether it leads to the first of several bodies.
    pub leads: bool,
}

impl Projection {
    pub(super) fn count_links(&mut self) {
        for (source, target) in self.edges.iter().map(|edge| edge.ends) {
            for end in [source, target] {
                if let Some(node) = self.nodes.get_mut(end) {
                    node.degree += 1;
                }
            }
        }
    }

    /// Finds places, for formats that show them: with tens of thousands of documents that takes
    /// seconds.
    pub fn arrange(&mut self) {
        let ends: Vec<(usize, usize)> = self.edges.iter().map(|edge| edge.ends).collect();
        let places = layout::place(self.nodes.len(), &ends);
        for (node, place) in self.nodes.iter_mut().zip(places) {
            node.place = place;
        }
    }

    /// Adds a node; its place in the list.
    pub(super) fn add_node(&mut self, label: String, thing: NodeContent) -> usize {
        let place = self.nodes.len();
        self.nodes.push(Node::new(place, label, thing));
        place
    }

    /// Adds an edge.
    pub(super) fn add_edge(&mut self, edge: Edge) {
        self.edges.push(Edge {
            id: format!("e{}", self.edges.len() + 1),
            ..edge
        });
    }

    /// Links between documents.
    pub(super) fn links(&self) -> impl Iterator<Item = (&Edge, &Link)> {
        let is_document = |end: usize| {
            self.nodes
                .get(end)
                .is_some_and(|node| node.kind() == Kind::Document)
        };
        self.edges
            .iter()
            .filter(move |edge| is_document(edge.ends.1))
            .filter_map(|edge| Some((edge, edge.link.as_ref()?)))
    }

    /// What the file shows, in a line: the filter and the counts.
    pub(super) fn summary(&self) -> String {
        let count = |kind: Kind| self.nodes.iter().filter(|node| node.kind() == kind).count();
        let mut summary = format!(
            "zhengtu: {}; {} documents, {} links",
            self.description,
            count(Kind::Document),
            self.links().count()
        );
        for addition in &self.with {
            push(
                &mut summary,
                format_args!(", {} {}", count(addition.kind()), addition.name()),
            );
        }
        if !self.with.is_empty() {
            push(
                &mut summary,
                format_args!("; {} nodes, {} edges", self.nodes.len(), self.edges.len()),
            );
        }
        summary
    }
}

impl Node {
    /// The node at a place in the list.
    pub(super) fn new(place: usize, label: String, thing: NodeContent) -> Self {
        Self {
            id: node_id(place),
            label,
            degree: 0,
            valid: Validity::default(),
            place: (0, 0),
            thing,
        }
    }
}

impl Edge {
    /// An edge between two places in the list of nodes; its id is given when it is added.
    pub(super) fn new(ends: (usize, usize), tie: EdgeKind) -> Self {
        let (source, target) = (node_id(ends.0), node_id(ends.1));
        Self {
            id: String::new(),
            source,
            target,
            ends,
            valid: Validity::default(),
            tie,
            link: None,
            leads: false,
        }
    }
}

impl Node {
    /// What it is.
    pub fn kind(&self) -> Kind {
        match self.thing {
            NodeContent::Document(_) => Kind::Document,
            NodeContent::Provision(_) => Kind::Provision,
            NodeContent::Agency(_) => Kind::Agency,
            NodeContent::Reference(_) => Kind::Reference,
        }
    }

    /// The document that it is.
    pub fn document(&self) -> Option<&Document> {
        if let NodeContent::Document(document) = &self.thing {
            Some(document)
        } else {
            None
        }
    }

    /// The reference that it is.
    pub fn reference(&self) -> Option<&Reference> {
        if let NodeContent::Reference(reference) = &self.thing {
            Some(reference)
        } else {
            None
        }
    }

    /// What it is called in full.
    pub(super) fn title(&self) -> String {
        match &self.thing {
            NodeContent::Document(document) => document.title.clone(),
            NodeContent::Provision(provision) => {
                format!("《{}》{}", provision.document, provision.label)
            }
            NodeContent::Agency(agency) => agency.name.clone(),
            NodeContent::Reference(reference) => reference.evidence.to_string(),
        }
    }

    /// What it is called in full, and what tells it from others of that name.
    pub(super) fn words(&self) -> String {
        match &self.thing {
            NodeContent::Document(document) => document.to_string(),
            NodeContent::Provision(_) | NodeContent::Agency(_) => self.title(),
            NodeContent::Reference(reference) => {
                format!("{} {}", reference.evidence, reference.evidence.quote)
            }
        }
    }

    /// Its IRI; that of a reference is the IRI of its words.
    pub(super) fn iri(&self) -> Option<&String> {
        match &self.thing {
            NodeContent::Document(document) => Some(&document.iri),
            NodeContent::Provision(provision) => provision.iri.as_ref(),
            NodeContent::Agency(agency) => agency.iri.as_ref(),
            NodeContent::Reference(reference) => Some(&reference.evidence.span),
        }
    }

    /// Whether it is only known from what others say of it.
    pub(super) fn is_stub(&self) -> bool {
        self.document().is_some_and(|document| document.stub)
    }

    /// The level of authority of a document.
    pub(super) fn level(&self) -> Option<Level> {
        self.document()?.level
    }

    /// The leading issuer of a document.
    pub(super) fn issuer(&self) -> Option<&String> {
        self.document()?.issuers.first()
    }
}

impl Edge {
    /// How often it is said.
    pub(super) fn mentions(&self) -> usize {
        self.link.as_ref().map_or(0, |link| link.evidence.len())
    }
}

fn node_id(place: usize) -> String {
    format!("n{}", place + 1)
}

/// The number of a document that has one of its own, else its title; without what drawing tools
/// choke on: length and line breaks.
pub(super) fn label(document: &Document) -> String {
    cut(document.number.as_deref().unwrap_or(&document.title))
}

/// Words as a label: on one line, without the end of what is long.
pub(super) fn cut(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if text.chars().count() <= LONGEST_LABEL {
        text
    } else {
        text.chars().take(LONGEST_LABEL - 1).chain(['…']).collect()
    }
}

/// The same without the beginning of what is long.
pub(super) fn cut_front(text: &str) -> String {
    let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let count = text.chars().count();
    if count <= LONGEST_LABEL {
        text
    } else {
        ['…']
            .into_iter()
            .chain(text.chars().skip(count + 1 - LONGEST_LABEL))
            .collect()
    }
}

//! The network itself: documents and links as a directed multigraph.
//!
//! Owns: the order of nodes, finding one by its IRI. Must not know: stores.

use super::change::TextualChange;
use super::document::{Agency, Document};
use super::evidence::TextFile;
use super::link::Link;
use crate::model::provision::Provision;
use petgraph::graph::{DiGraph, NodeIndex};
use std::collections::{BTreeMap, BTreeSet};

/// Documents and links; nodes in order of their IRIs, links in order of their ends, relation and
/// date.
#[non_exhaustive]
#[derive(Debug, Default)]
pub struct Network {
    /// The graph itself; a link points from the document that speaks to the one spoken of.
    pub graph: DiGraph<Document, Link>,
    /// Relations found in references that the program does not know, so that nothing is dropped in
    /// silence.
    pub unknown: BTreeSet<String>,
    /// The bodies that follow or precede another, by name.
    pub agencies: BTreeMap<String, Agency>,
    /// The IRIs of the bodies that issue documents, by name.
    pub issuers: BTreeMap<String, String>,
    /// The IRIs of the provisions that links name, by the IRI of their document.
    pub provisions: BTreeMap<String, BTreeMap<Provision, String>>,
    /// What decisions do to provisions, in order of acts, decisions and their places in these.
    pub changes: Vec<TextualChange>,
    /// The files that were read, by IRI.
    pub sources: BTreeMap<String, TextFile>,
}

impl Network {
    /// The node of the document with this IRI.
    pub fn node(&self, iri: &str) -> Option<NodeIndex> {
        self.graph
            .raw_nodes()
            .binary_search_by(|node| node.weight.iri.as_str().cmp(iri))
            .ok()
            .map(NodeIndex::new)
    }

    /// The network of `documents`, in any order, and links between their places in it.
    pub fn of(
        documents: Vec<Document>,
        links: impl IntoIterator<Item = (usize, usize, Link)>,
    ) -> Self {
        let mut order: Vec<usize> = (0..documents.len()).collect();
        order.sort_by(|a, b| {
            documents
                .get(*a)
                .map(|it| &it.iri)
                .cmp(&documents.get(*b).map(|it| &it.iri))
        });
        let mut places = vec![NodeIndex::default(); documents.len()];
        for (place, was) in order.iter().enumerate() {
            if let Some(slot) = places.get_mut(*was) {
                *slot = NodeIndex::new(place);
            }
        }
        let links = links.into_iter();
        let mut graph = DiGraph::with_capacity(documents.len(), links.size_hint().0);
        let mut documents: Vec<Option<Document>> = documents.into_iter().map(Some).collect();
        for was in order {
            graph.add_node(
                documents
                    .get_mut(was)
                    .and_then(Option::take)
                    .unwrap_or_default(),
            );
        }
        for (from, to, link) in links {
            if let (Some(from), Some(to)) = (places.get(from), places.get(to)) {
                graph.add_edge(*from, *to, link);
            }
        }
        Self {
            graph,
            ..Self::default()
        }
    }
}

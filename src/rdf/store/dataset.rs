//! The store as Oxigraph's evaluator asks it (query dataset).
//!
//! Owns: the way of the evaluator's patterns to rows and back. Must not know: how rows are kept,
//! queries.
//!
//! Terms go through an evaluation by number; those that the graph does not know, because a query
//! names or makes them, go as they are.

use super::held::{Data, Store};
use super::terms::Id;
use super::triples::{Places, Triple};
use oxigraph::model::{GraphName, Term};
use spareval::{InternalQuad, QueryableDataset};
use std::collections::BTreeSet;
use std::convert::Infallible;
use std::ops::Range;
use std::sync::Arc;

/// A term in an evaluation.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub(crate) enum Node {
    /// One of the graph.
    Known(Id),
    /// One that the graph does not know.
    Other(Arc<Term>),
}

impl Node {
    fn id(&self) -> Option<Id> {
        match self {
            Self::Known(id) => Some(*id),
            Self::Other(_) => None,
        }
    }
}

/// A store, and of which graphs the merge is the default graph; of all, if none are named.
#[derive(Debug, Clone)]
pub(crate) struct View {
    store: Store,
    /// Their places among the named ones, sorted.
    default: Option<Arc<[u32]>>,
}

impl View {
    /// All of a store.
    pub(crate) fn whole(store: &Store) -> Self {
        Self {
            store: store.clone(),
            default: None,
        }
    }

    /// A store with another default graph: the merge of these.
    pub(crate) fn over(store: &Store, graphs: &[GraphName]) -> Self {
        if graphs.iter().any(GraphName::is_default_graph) {
            return Self::whole(store);
        }
        let Data { terms, triples } = &*store.0;
        let place = |graph: &GraphName| {
            let id = terms.find(&graph.to_string())?;
            triples.graphs.binary_search(&id).ok().map(|it| it as u32)
        };
        let places: BTreeSet<u32> = graphs.iter().filter_map(place).collect();
        Self {
            store: store.clone(),
            default: Some(places.into_iter().collect()),
        }
    }
}

/// Which graphs a pattern is put to.
#[derive(Debug, Clone)]
enum Wanted {
    /// The merge of all.
    Merge,
    /// The merge of those at these places among the named ones.
    MergeOf(Arc<[u32]>),
    /// Each named one by itself.
    EachNamed,
    /// The one at this place among the named ones.
    One(u32),
}

/// The quads that fit a pattern.
#[derive(Debug)]
pub(crate) struct Quads {
    store: Store,
    places: Places,
    pattern: [Option<Id>; 3],
    wanted: Wanted,
    /// A row that was found, and the places of its graphs that are yet to be told.
    row: Triple,
    graphs: (usize, Range<usize>),
}

impl Quads {
    fn none(store: &Store) -> Self {
        Self {
            store: store.clone(),
            places: Places::Rows(0..0),
            pattern: [None; 3],
            wanted: Wanted::Merge,
            row: Triple::default(),
            graphs: (0, 0..0),
        }
    }

    fn next_row(&mut self) -> Option<(usize, Triple)> {
        self.store.0.triples.next(&mut self.places, self.pattern)
    }

    fn next_quad(&mut self) -> Option<(Triple, Option<Id>)> {
        loop {
            if let Some(place) = self.graphs.1.next() {
                let triples = &self.store.0.triples;
                let graph = triples.graphs_of(self.graphs.0).get(place);
                let graph = graph.and_then(|it| triples.graphs.get(*it as usize));
                return Some((self.row, graph.copied()));
            }
            let (row, triple) = self.next_row()?;
            let graphs = self.store.0.triples.graphs_of(row);
            match &self.wanted {
                Wanted::Merge => return Some((triple, None)),
                Wanted::MergeOf(those) => {
                    if graphs.iter().any(|it| those.binary_search(it).is_ok()) {
                        return Some((triple, None));
                    }
                }
                Wanted::One(graph) => {
                    if let Ok(place) = graphs.binary_search(graph) {
                        self.graphs = (row, place..place + 1);
                    }
                }
                Wanted::EachNamed => self.graphs = (row, 0..graphs.len()),
            }
            self.row = triple;
        }
    }
}

impl Iterator for Quads {
    type Item = Result<InternalQuad<Node>, Infallible>;

    fn next(&mut self) -> Option<Self::Item> {
        let ([subject, predicate, object], graph) = self.next_quad()?;
        Some(Ok(InternalQuad {
            subject: Node::Known(subject),
            predicate: Node::Known(predicate),
            object: Node::Known(object),
            graph_name: graph.map(Node::Known),
        }))
    }
}

impl QueryableDataset<'static> for View {
    type InternalTerm = Node;
    type Error = Infallible;

    fn internal_quads_for_pattern(
        &self,
        subject: Option<&Node>,
        predicate: Option<&Node>,
        object: Option<&Node>,
        graph_name: Option<Option<&Node>>,
    ) -> impl Iterator<Item = Result<InternalQuad<Node>, Infallible>> + use<> {
        let given = [subject, predicate, object];
        let pattern = given.map(|it| it.and_then(Node::id));
        let is_unknown = given
            .iter()
            .zip(pattern)
            .any(|(given, id)| given.is_some() && id.is_none());
        let triples = &self.store.0.triples;
        let wanted = match graph_name {
            None => Some(Wanted::EachNamed),
            Some(None) => {
                let of = |it: &Arc<_>| Wanted::MergeOf(Arc::clone(it));
                Some(self.default.as_ref().map_or(Wanted::Merge, of))
            }
            Some(Some(graph)) => {
                let place = graph
                    .id()
                    .and_then(|id| triples.graphs.binary_search(&id).ok());
                place.map(|it| Wanted::One(it as u32))
            }
        };
        let Some(wanted) = wanted.filter(|_| !is_unknown) else {
            return Quads::none(&self.store);
        };
        Quads {
            places: triples.places(pattern),
            pattern,
            wanted,
            ..Quads::none(&self.store)
        }
    }

    fn internal_named_graphs(&self) -> impl Iterator<Item = Result<Node, Infallible>> + use<> {
        let names = self.store.0.triples.graphs.clone();
        names.into_iter().map(|it| Ok(Node::Known(it)))
    }

    fn contains_internal_graph_name(&self, name: &Node) -> Result<bool, Infallible> {
        let is_graph = |id| self.store.0.triples.graphs.binary_search(&id).is_ok();
        Ok(name.id().is_some_and(is_graph))
    }

    fn internalize_term(&self, term: Term) -> Result<Node, Infallible> {
        let known = self.store.0.terms.find(&term.to_string());
        Ok(known.map_or_else(|| Node::Other(Arc::new(term)), Node::Known))
    }

    fn externalize_term(&self, node: Node) -> Result<Term, Infallible> {
        Ok(match node {
            Node::Known(id) => self.store.0.terms.term(id),
            Node::Other(term) => Arc::unwrap_or_clone(term),
        })
    }
}

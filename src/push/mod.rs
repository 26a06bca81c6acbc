//! Graph Store Protocol (SPARQL 1.1 Graph Store HTTP Protocol): a graph file → a store behind an
//! address.
//!
//! Owns: what is sent and in what order, what of it a store has already. Must not know: what the
//! triples mean, arguments, how a store keeps them.
//!
//! A graph file has a named graph for each text, and the protocol speaks of named graphs: so a
//! text is the unit that is sent, replaced and deleted. The first piece of a graph is PUT, which
//! replaces what the store had, and the others are POSTed. What was sent stands in a journal beside
//! the file (`graph.push.jsonl`): a push that was cut off goes on where it stopped, and after a new
//! build only the graphs that changed are sent, and those that are gone are deleted.

mod content;
mod journal;
mod store;

pub use store::Login;

use crate::model::error::{Error, ErrorKind};
use crate::rdf::store::read_quads;
use content::Content;
use journal::{Journal, State};
use std::collections::BTreeSet;
use std::fmt;
use std::path::Path;
use store::Store;

/// How to push.
pub struct Options<'a> {
    /// Who pushes, if the store asks.
    pub login: Option<Login>,
    /// How many bytes of triples are sent at a time, at most.
    pub piece: usize,
    /// Sends all graphs, even those that the store should have.
    pub all: bool,
    /// Called after each graph, with the number of graphs done and of all.
    pub progress: &'a dyn Fn(usize, usize),
}

impl fmt::Debug for Options<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Options")
            .field("login", &self.login)
            .field("piece", &self.piece)
            .field("all", &self.all)
            .finish_non_exhaustive()
    }
}

/// What a push did; its `Display` is the report a person reads.
#[non_exhaustive]
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Pushed {
    /// Graphs sent.
    pub sent: usize,
    /// Triples in them.
    pub triples: usize,
    /// Graphs that the store had already.
    pub kept: usize,
    /// Graphs deleted, because the file has them no more.
    pub deleted: usize,
}

impl fmt::Display for Pushed {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            sent,
            triples,
            kept,
            deleted,
        } = self;
        write!(
            f,
            "{sent} graphs sent ({triples} triples), {kept} as they were, {deleted} deleted"
        )
    }
}

/// Sends the graph file at `path` to the store whose graph store endpoint is `address`.
///
/// # Errors
/// When the file cannot be read or does not parse, the store cannot be reached or refuses, or the
/// journal cannot be written. What was sent until then stays; the same call goes on from there.
pub fn push(path: &Path, address: &str, options: &Options) -> Result<Pushed, Error> {
    let store = Store::new(address, options.login.as_ref())?;
    let graphs = content::graphs(read_quads(path)?)
        .map_err(|words| Error::new(ErrorKind::Graph, format!("{}: {words}", path.display())))?;
    let mut journal = Journal::open(path)?;
    let mut pushed = Pushed::default();
    let gone = gone(&journal, store.address(), &graphs);
    let all = graphs.len() + gone.len();
    for (i, content) in graphs.iter().enumerate() {
        let state = State::Sent(content.sum.clone());
        if !options.all && journal.state(store.address(), content.graph()) == Some(&state) {
            pushed.kept += 1;
        } else {
            journal.note(store.address(), content.graph(), State::Begun)?;
            send(&store, content, options.piece)?;
            journal.note(store.address(), content.graph(), state)?;
            pushed.sent += 1;
            pushed.triples += content.count;
        }
        (options.progress)(i + 1, all);
    }
    for (i, graph) in gone.iter().enumerate() {
        store.delete(graph.as_deref())?;
        journal.note(store.address(), graph.as_deref(), State::Gone)?;
        pushed.deleted += 1;
        (options.progress)(graphs.len() + i + 1, all);
    }
    journal.finish()?;
    Ok(pushed)
}

fn send(store: &Store, content: &Content, piece: usize) -> Result<(), Error> {
    let mut pieces = content.pieces(piece);
    store.put(content.graph(), pieces.next().unwrap_or_default())?;
    pieces.try_for_each(|piece| store.post(content.graph(), piece))
}

/// The graphs that were sent to the store and are in the file no more.
fn gone(journal: &Journal, address: &str, graphs: &[Content]) -> Vec<Option<String>> {
    let here: BTreeSet<Option<&str>> = graphs.iter().map(Content::graph).collect();
    let there = journal.graphs(address);
    let gone = there.filter(|graph| !here.contains(graph));
    gone.map(|graph| graph.map(str::to_owned)).collect()
}

//! Simple paths: what connects two documents.
//!
//! Owns: the links between two documents and the ways through others, shortest first, each step
//! with its words. Must not know: how rows are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::compact::Compact;
use super::lifecycle::Lifecycles;
use super::steps::pairs;
use crate::analyze::network::Network;
use crate::model::as_of::AsOf;
use petgraph::Direction;
use petgraph::algo::all_simple_paths;
use petgraph::graph::NodeIndex;
use petgraph::graphmap::DiGraphMap;
use petgraph::visit::{EdgeRef, IntoNeighbors, IntoNodeIdentifiers};
use std::hash::{BuildHasherDefault, DefaultHasher};

/// How petgraph keeps the nodes of a way; their order does not hang on it.
type Hashing = BuildHasherDefault<DefaultHasher>;
/// The most ways that are listed.
const WAYS: usize = 40;
const COLUMNS: &[&str] = &[
    "document",
    "relation",
    "to",
    "provisions",
    "from day",
    "way",
    "iri",
];

/// Every way from one document to the other and back of at most `longest` steps; if there is none,
/// the shortest ones that do not heed directions.
pub fn path(
    network: &Network,
    from: NodeIndex,
    to: NodeIndex,
    longest: usize,
    as_of: AsOf,
) -> AnswerTable<'_> {
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let (a, b) = (families.number(from) as u32, families.number(to) as u32);
    let mut sheet = AnswerTable::new(
        format!(
            "between {} and {}",
            families.label(network, from_index(a)),
            families.label(network, from_index(b))
        ),
        as_of,
        COLUMNS,
    );
    if a == b {
        sheet.notes.push(
            "both are one: a notice and the instrument it issues, or the same document".to_owned(),
        );
        return sheet;
    }
    let mut edges = pairs(network, families, |_| true);
    edges.retain(|(from, to)| from != to && lives.speaks(*from as usize, as_of));
    let (mut ways, note) = connecting(families.count(), &edges, a, b, longest);
    sheet.notes.extend(note);
    ways.sort_by_key(Vec::len);
    if ways.len() > WAYS {
        sheet.notes.push(format!(
            "the first {WAYS} ways are listed; ask for fewer steps"
        ));
        ways.truncate(WAYS);
    }
    for (way, number) in ways.iter().zip(1..) {
        sheet.rows.extend(rows_of(network, &lives, way, number));
    }
    sheet
}

/// The ways from `a` to `b` and from `b` to `a`; if there is none, the shortest ones without regard
/// to direction, and a note that says so.
fn connecting(
    nodes: usize,
    edges: &[(u32, u32)],
    a: u32,
    b: u32,
    longest: usize,
) -> (Vec<Vec<u32>>, Option<String>) {
    let graph = Compact::of(nodes, edges);
    let mut found = ways(&graph, a, b, longest);
    found.extend(ways(&graph, b, a, longest));
    if !found.is_empty() {
        return (found, None);
    }
    let both = edges
        .iter()
        .flat_map(|(from, to)| [(*from, *to), (*to, *from)]);
    let graph = Compact::of(nodes, &both.collect::<Vec<_>>());
    let distance = graph.steps_from(a).get(b as usize).copied();
    match distance.filter(|steps| *steps < u32::MAX) {
        None => (Vec::new(), Some("nothing connects them".to_owned())),
        Some(distance) => {
            let note = format!(
                "neither leads to the other in {longest} steps; the shortest ways without regard \
                 to direction"
            );
            (ways(&graph, a, b, distance as usize), Some(note))
        }
    }
}

/// The links along a way, both directions of each step; all but the first row are indented.
fn rows_of<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    way: &[u32],
    number: usize,
) -> Vec<Row<'a>> {
    let steps = way.iter().zip(way.iter().skip(1));
    let both = steps.flat_map(|(from, to)| [(*from, *to), (*to, *from)]);
    let rows = both.flat_map(|(from, to)| {
        let (from, to) = (from_index(from), from_index(to));
        rows(network, lives, from, to, number)
    });
    let indented = rows.enumerate().map(|(n, mut row)| {
        row.depth = usize::from(n > 0);
        row
    });
    indented.collect()
}

fn from_index(family: u32) -> usize {
    family as usize
}

/// One row for each link from one family to another.
fn rows<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    from: usize,
    to: usize,
    way: usize,
) -> Vec<Row<'a>> {
    let families = &lives.families;
    let mut edges: Vec<_> = families
        .members(from)
        .iter()
        .flat_map(|node| network.graph.edges_directed(*node, Direction::Outgoing))
        .collect();
    edges.retain(|edge| families.number(edge.target()) == to);
    edges.sort_by_key(|edge| (edge.weight().relation, edge.id()));
    let row = |edge: &petgraph::graph::EdgeReference<'a, crate::analyze::network::Link>| {
        let link = edge.weight();
        let title = |node: NodeIndex| network.graph.node_weight(node).map(ToString::to_string);
        let cells = vec![
            Cell::from(title(edge.source())),
            link.relation.name().into(),
            Cell::from(title(edge.target())),
            Cell::from(link.provisions.as_slice()),
            Cell::from(link.date),
            Cell::from(way),
            Cell::from(
                network
                    .graph
                    .node_weight(edge.source())
                    .map(|document| &document.iri),
            ),
        ];
        Row::of(cells, link.evidence.iter().collect())
    };
    edges.iter().map(row).collect()
}

/// The simple ways of at most `longest` steps, shorter ones first, at most one more than are
/// listed.
fn ways(graph: &Compact, from: u32, to: u32, longest: usize) -> Vec<Vec<u32>> {
    let (before, left) = (graph.steps_from(from), graph.reversed().steps_from(to));
    let steps = |of: &[u32], node: u32| of.get(node as usize).copied().filter(|it| *it < u32::MAX);
    // Edges on some way, with the length of the shortest way that uses them.
    let mut edges: Vec<(u32, u32, usize)> = Vec::new();
    for node in graph.node_identifiers() {
        let Some(first) = steps(&before, node) else {
            continue;
        };
        for next in graph.neighbors(node) {
            let last = steps(&left, next);
            edges.extend(last.map(|last| (node, next, (first + 1 + last) as usize)));
        }
    }
    let Some(shortest) = edges.iter().map(|(.., length)| *length).min() else {
        return Vec::new();
    };
    let mut found: Vec<Vec<u32>> = Vec::new();
    for length in shortest..=longest.min(edges.len()) {
        // Only edges on a way of this length, so that the search runs into few dead ends.
        let near = edges.iter().filter(|(.., least)| *least <= length);
        let near: DiGraphMap<u32, ()> = near.map(|(a, b, _)| (*a, *b)).collect();
        let between = length - 1;
        let ways = all_simple_paths::<_, _, Hashing>(&near, from, to, between, Some(between));
        found.extend(ways.take(WAYS + 1 - found.len()));
        if found.len() > WAYS {
            break;
        }
    }
    found
}

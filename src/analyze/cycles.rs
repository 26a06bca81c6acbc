//! Strongly connected components: documents that lead back to themselves.
//!
//! Owns: the sets that end, rest on or refer to each other, a shortest way round in each with its
//! words, and what is odd about it. Must not know: how rows are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::compact::Compact;
use super::lifecycle::Lifecycles;
use super::steps::pairs;
use crate::analyze::network::{Link, Network, Relation};
use crate::model::as_of::AsOf;
use petgraph::Direction;
use petgraph::visit::{Bfs, EdgeRef, IntoNeighbors, NodeFiltered};
use std::collections::{BTreeMap, HashSet, VecDeque};

const COLUMNS: &[&str] = &["document", "relation", "of", "set", "size", "remark", "iri"];

/// Three sheets: documents that supersede each other, that rest on each other, that refer to each
/// other in any way.
pub fn cycles(network: &Network, as_of: AsOf) -> Vec<AnswerTable<'_>> {
    let lives = Lifecycles::of(network);
    let any = |relation: Relation| !matches!(relation, Relation::Promulgates | Relation::AnnexOf);
    vec![
        sheet(
            network,
            &lives,
            as_of,
            "cycles: said to supersede each other",
            Relation::supersedes,
        ),
        sheet(
            network,
            &lives,
            as_of,
            "cycles: said to rest on each other",
            Relation::rests,
        ),
        sheet(network, &lives, as_of, "cycles: refer to each other", any),
    ]
}

fn sheet<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    as_of: AsOf,
    title: &str,
    wanted: impl Fn(Relation) -> bool + Copy,
) -> AnswerTable<'a> {
    let families = &lives.families;
    let mut edges = pairs(network, families, wanted);
    edges.retain(|(from, _)| lives.speaks(*from as usize, as_of));
    let graph = Compact::of(families.count(), &edges);
    let mut sheet = AnswerTable::new(title, as_of, COLUMNS);
    let circles = graph.circles();
    for (number, circle) in circles.iter().enumerate() {
        for (step, (from, to)) in way_round(&graph, circle).into_iter().enumerate() {
            let (from, to) = (from as usize, to as usize);
            let links = links_between(network, lives, from, to, wanted);
            let names: Vec<String> = links
                .iter()
                .map(|link| link.relation.name().to_owned())
                .collect();
            let remark = match (lives.issued_or_started(from), lives.issued_or_started(to)) {
                _ if from == to => {
                    Some("speaks of itself: most likely an earlier text of the same name")
                }
                (Some(a), Some(b)) if a < b => Some(
                    "the older speaks of the younger: most likely an earlier text of the same name, or one draft of both",
                ),
                (Some(a), Some(b)) if a == b => Some("both are of one day"),
                (None, _) | (_, None) => {
                    Some("a day is not known: most likely one name for several texts")
                }
                _ => None,
            };
            let head = families.head(network, from);
            let cells = vec![
                Cell::from(head.to_string()),
                Cell::from(names),
                Cell::from(families.label(network, to)),
                Cell::from(number + 1),
                Cell::from((step == 0).then_some(circle.len())),
                Cell::from(remark),
                Cell::from(head.iri),
            ];
            let evidence = links.iter().flat_map(|link| &link.evidence).collect();
            sheet.rows.push(Row {
                depth: usize::from(step > 0),
                cells,
                evidence,
            });
        }
    }
    let largest = circles.iter().map(Vec::len).max().unwrap_or(0);
    sheet.notes.push(format!("{} sets, the largest of {largest} documents; of each the shortest way round from its first document", circles.len()));
    sheet
}

fn links_between<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    from: usize,
    to: usize,
    wanted: impl Fn(Relation) -> bool,
) -> Vec<&'a Link> {
    let edges = lives
        .families
        .members(from)
        .iter()
        .flat_map(|node| network.graph.edges_directed(*node, Direction::Outgoing));
    let mut links: Vec<_> = edges
        .filter(|edge| {
            lives.families.number(edge.target()) == to
                && wanted(edge.weight().relation)
                && (from != to || edge.source() == edge.target())
        })
        .collect();
    links.sort_by_key(|edge| (edge.weight().relation, edge.id()));
    links.into_iter().map(|edge| edge.weight()).collect()
}

/// A shortest way from the first node of a set back to it, as steps.
fn way_round(graph: &Compact, circle: &[u32]) -> Vec<(u32, u32)> {
    let Some(first) = circle.first().copied() else {
        return Vec::new();
    };
    if graph.next(first as usize).contains(&first) {
        return vec![(first, first)];
    }
    let inside = NodeFiltered::from_fn(graph, |node| circle.binary_search(&node).is_ok());
    let mut before = BTreeMap::new();
    // A map of the whole graph for each of its sets would be quadratic.
    let mut walk = Bfs {
        stack: VecDeque::from([first]),
        discovered: HashSet::from([first]),
    };
    while let Some(node) = walk.next(&inside) {
        for next in inside.neighbors(node) {
            before.entry(next).or_insert(node);
        }
        if before.contains_key(&first) {
            break;
        }
    }
    let mut way = Vec::new();
    let mut at = first;
    while let Some(previous) = before.get(&at).copied() {
        way.push((previous, at));
        at = previous;
        if at == first {
            break;
        }
    }
    way.reverse();
    way
}

//! What is in force, what rests on what, what falls.
//!
//! Owns: which links make a chain of supersession or a tree of implementation, what belongs
//! together (a notice and the one instrument it promulgates), cycles; one file for each further
//! analysis. Must not know: files, SPARQL, the command line; how a report is written (`report`,
//! `sheet`).
//!
//! Every analysis is a function from a network, and where days matter a day, to a report. Steps run
//! from parent to child as a tree is drawn: from the older document to what superseded it, from a
//! base to what rests on it. All order is by date, then IRI; a family without a date takes the year
//! of its number, and stands last without that.

mod agencies;
mod answer_table;
mod compact;
mod cycles;
mod diff;
mod dominators;
mod family;
mod finding;
mod functions;
mod impact;
mod interval;
mod lifecycle;
mod materialize;
pub mod network;
mod path;
mod rank;
mod report;
mod stale;
mod status;
mod timeline;

pub use crate::model::as_of::AsOf;
pub use crate::model::day::Day;
pub use agencies::agencies;
pub use answer_table::{AnswerTable, Row, write_sheets};
pub use compact::Compact;
pub use cycles::cycles;
pub use diff::{Diff, DiffLayout, diff};
pub use finding::{findings, graph as finding_graph};
pub use functions::{FUNCTIONS, Function, functions, functions_for};
pub use impact::impact;
pub use interval::Spans;
pub use lifecycle::{Basis, Lifecycles, RULES, Rule, State};
pub use materialize::materialize;
pub use path::path;
pub use rank::{rank, reliance};
pub use report::{Layout, Report, View};
pub use stale::stale;
pub use status::{Status, status, status_for, status_in, statuses};
pub use timeline::timeline;

use crate::analyze::network::{Link, Network, Relation};
use crate::model::error::Error;
use crate::model::provision::Provision;
use family::Families;
use petgraph::graph::{DiGraph, EdgeIndex, NodeIndex};
use petgraph::unionfind::UnionFind;
use petgraph::visit::{EdgeRef, Reversed, Walker};
use report::{Statement, Step};
use std::collections::{BTreeMap, BTreeSet, VecDeque};

/// Families as nodes (the index is the number of the family), steps as edges.
type Steps = DiGraph<(), Vec<Cause>>;

/// The link that makes a step, and the notice through which it reaches an instrument, if it does
/// not speak of the instrument itself.
#[derive(Debug, Clone, Copy)]
struct Cause {
    link: EdgeIndex,
    through: Option<NodeIndex>,
}

/// Reports in a layout, ready to be printed.
///
/// # Errors
/// Never in practice: only when JSON cannot be written to memory.
pub fn write(reports: &[Report], layout: Layout) -> Result<String, Error> {
    report::write(reports, layout)
}

/// What replaced, repealed or amended what: one report for each group of connected documents,
/// oldest first; or the one of `document`, with all that it superseded and all that superseded it.
///
/// Each report names the current ones: what took the place of others and is not over itself on the
/// day.
pub fn supersession(network: &Network, document: Option<NodeIndex>, as_of: AsOf) -> Vec<Report> {
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let mut steps = BTreeMap::new();
    for edge in network
        .graph
        .edge_references()
        .filter(|edge| edge.weight().relation.supersedes())
    {
        add(
            &mut steps,
            families.number(edge.target()),
            families.number(edge.source()),
            Cause {
                link: edge.id(),
                through: None,
            },
            edge.source() == edge.target(),
        );
        for instrument in ending_instruments(families, edge.weight(), edge.target()) {
            let cause = Cause {
                link: edge.id(),
                through: Some(edge.target()),
            };
            add(
                &mut steps,
                families.number(*instrument),
                families.number(edge.source()),
                cause,
                false,
            );
        }
    }
    let graph = graph(families.count(), steps);
    let circles = circles(&graph);
    let build = |members: &BTreeSet<usize>, from: &BTreeSet<usize>| {
        let mut report = Drawing {
            network,
            families,
            graph: &graph,
            circles: &circles,
        }
        .report(members, None, View::Supersession);
        report.as_of = as_of;
        let ended: Vec<usize> = from
            .iter()
            .copied()
            .filter(|family| is_ended(network, &graph, *family))
            .collect();
        report.current = (!ended.is_empty()).then(|| lives.current(network, &ended, as_of));
        report
    };
    match document.map(|node| families.number(node)) {
        Some(focus) => {
            let mut members = reach(&graph, focus);
            members.extend(reach_back(&graph, focus));
            let mut report = Report {
                focus: Some(focus),
                ..build(&members, &[focus].into())
            };
            if report.current.is_none() && !lives.standing(network, focus, as_of).state.is_over() {
                report.current = Some([focus].into());
            }
            report
                .documents
                .entry(focus)
                .or_insert_with(|| families.describe(network, focus, None));
            vec![report]
        }
        None => components(&graph)
            .iter()
            .map(|members| build(members, members))
            .collect(),
    }
}

/// Whether something ends the whole of a family; only then there is a question of what took its
/// place.
fn is_ended(network: &Network, graph: &Steps, family: usize) -> bool {
    let link = |cause: &Cause| {
        network
            .graph
            .edge_weight(cause.link)
            .is_some_and(|link| link.relation.ends())
    };
    graph
        .edges(NodeIndex::new(family))
        .any(|edge| edge.weight().iter().any(link))
}

/// What an analysis is asked about: a document, or some of its provisions as they are cited.
#[derive(Debug, Clone, Copy)]
pub struct Target<'a> {
    /// The document.
    pub document: NodeIndex,
    /// `第三条`, `第3条第2款`, `art/3`; nothing for the whole document.
    pub provision: Option<&'a str>,
}

/// Everything that implements `target` or rests on it, however indirectly; or, `upward`, everything
/// that it implements or rests on. Where the target is a provision, the first step is only what
/// names that provision. With a day, documents that are over by then are marked.
///
/// # Errors
/// When the provision cannot be read.
pub fn implementation(
    network: &Network,
    target: Target<'_>,
    upward: bool,
    as_of: AsOf,
) -> Result<Report, Error> {
    let wanted = target.provision.map(Provision::parse).transpose()?;
    let lives = Lifecycles::of(network);
    let families = &lives.families;
    let start = families.number(target.document);
    let mut steps = BTreeMap::new();
    for edge in network.graph.edge_references() {
        let link = edge.weight();
        let (upper, lower) = match link.relation {
            relation if relation.rests() => (edge.target(), edge.source()),
            Relation::Promulgates => (edge.source(), edge.target()),
            _ => continue,
        };
        let (parent, child) = if upward {
            (lower, upper)
        } else {
            (upper, lower)
        };
        let (parent, child) = (families.number(parent), families.number(child));
        let is_named = |wanted: &Provision| {
            parent != start || link.provisions.iter().any(|it| wanted.meets(it))
        };
        if upward || wanted.as_ref().is_none_or(is_named) {
            add(
                &mut steps,
                parent,
                child,
                Cause {
                    link: edge.id(),
                    through: None,
                },
                edge.source() == edge.target(),
            );
        }
    }
    let graph = graph(families.count(), steps);
    let view = if upward {
        View::Bases
    } else {
        View::Implementation
    };
    let drawing = Drawing {
        network,
        families,
        graph: &graph,
        circles: &circles(&graph),
    };
    let mut report = Report {
        focus: Some(start),
        as_of,
        ..drawing.report(&reach(&graph, start), Some(start), view)
    };
    report.provision = wanted.map(|wanted| wanted.to_string());
    if as_of.day().is_some() {
        for (family, entry) in &mut report.documents {
            let standing = lives.standing(network, *family, as_of);
            entry.status = standing.state.is_over().then(|| match standing.since {
                Some(day) => format!("{} {day}", standing.state.name()),
                None => standing.state.name().to_owned(),
            });
        }
    }
    Ok(report)
}

/// Adds a step, unless it stays within a family; only a document that speaks of itself is kept
/// then, to be reported.
fn add(
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

fn ending_instruments<'a>(
    families: &'a Families,
    link: &Link,
    target: NodeIndex,
) -> &'a [NodeIndex] {
    if link.relation.ends() {
        families.several_instruments(target)
    } else {
        &[]
    }
}

fn graph(families: usize, steps: BTreeMap<(usize, usize), Vec<Cause>>) -> Steps {
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
fn pairs(
    network: &Network,
    families: &Families,
    is_wanted: impl Fn(Relation) -> bool,
) -> Vec<(u32, u32)> {
    let edges = network
        .graph
        .edge_references()
        .filter(|edge| is_wanted(edge.weight().relation));
    let pair = |edge: &petgraph::graph::EdgeReference<'_, Link>| {
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

fn reach(graph: &Steps, start: usize) -> BTreeSet<usize> {
    petgraph::visit::Bfs::new(graph, NodeIndex::new(start))
        .iter(graph)
        .map(NodeIndex::index)
        .collect()
}

fn reach_back(graph: &Steps, start: usize) -> BTreeSet<usize> {
    let reversed = Reversed(graph);
    petgraph::visit::Bfs::new(reversed, NodeIndex::new(start))
        .iter(reversed)
        .map(NodeIndex::index)
        .collect()
}

/// The groups of connected families with at least one step, in order of their first family.
fn components(graph: &Steps) -> Vec<BTreeSet<usize>> {
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

/// What reports are cut from.
struct Drawing<'a> {
    network: &'a Network,
    families: &'a Families,
    graph: &'a Steps,
    circles: &'a [BTreeSet<usize>],
}

impl Drawing<'_> {
    /// The part of the graph between `members`, drawn from `root`, or from the beginnings: one of
    /// each set of families that nothing else leads to.
    fn report(&self, members: &BTreeSet<usize>, root: Option<usize>, view: View) -> Report {
        let circles: Vec<&BTreeSet<usize>> = self
            .circles
            .iter()
            .filter(|circle| circle.is_subset(members))
            .collect();
        let roots = match root {
            Some(root) => vec![root],
            None => beginnings(self.graph, members, &circles),
        };
        let mut edges: Vec<EdgeIndex> = members
            .iter()
            .flat_map(|family| self.graph.edges(NodeIndex::new(*family)))
            .map(|edge| edge.id())
            .collect();
        edges.sort_unstable();
        let steps: Vec<Step> = edges
            .iter()
            .filter_map(|edge| step(self.network, self.graph, *edge))
            .filter(|step| members.contains(&step.child))
            .collect();
        let spots = spots(&steps, &roots);
        let documents = members
            .iter()
            .map(|number| {
                (
                    *number,
                    self.families
                        .describe(self.network, *number, spots.get(number).copied()),
                )
            })
            .collect();
        let cycles = circles
            .into_iter()
            .map(|circle| circle.iter().copied().collect())
            .collect();
        Report {
            view,
            documents,
            steps,
            roots,
            cycles,
            focus: None,
            as_of: AsOf::default(),
            current: None,
            provision: None,
        }
    }
}

fn step(network: &Network, graph: &Steps, edge: EdgeIndex) -> Option<Step> {
    let (parent, child) = graph.edge_endpoints(edge)?;
    let iri = |node: NodeIndex| {
        network
            .graph
            .node_weight(node)
            .map(|document| document.iri.clone())
    };
    let mut statements = Vec::new();
    for cause in graph.edge_weight(edge)? {
        let (from, to) = network.graph.edge_endpoints(cause.link)?;
        let link = network.graph.edge_weight(cause.link)?.clone();
        statements.push(Statement {
            from: iri(from)?,
            to: iri(to)?,
            link,
            through: cause
                .through
                .and_then(|node| network.graph.node_weight(node))
                .cloned(),
        });
    }
    statements.sort_by(|a, b| {
        (&a.link.date, a.link.relation, &a.from, &a.to).cmp(&(
            &b.link.date,
            b.link.relation,
            &b.from,
            &b.to,
        ))
    });
    Some(Step {
        parent: parent.index(),
        child: child.index(),
        statements,
    })
}

/// Sets of families that lead to each other, and families that lead to themselves.
fn circles(graph: &Steps) -> Vec<BTreeSet<usize>> {
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
fn beginnings(
    graph: &Steps,
    members: &BTreeSet<usize>,
    circles: &[&BTreeSet<usize>],
) -> Vec<usize> {
    let is_beginning = |family: &&usize| {
        let circle = circles.iter().find(|circle| circle.contains(family));
        let mut before = graph
            .neighbors_directed(NodeIndex::new(**family), petgraph::Direction::Incoming)
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
        .neighbors_directed(NodeIndex::new(family), petgraph::Direction::Incoming)
        .map(NodeIndex::index);
    before
        .into_iter()
        .any(|parent| members.contains(&parent) && !circle.contains(&parent))
}

/// Where a tree shows what lies below a family: at the end of the fewest steps from a root, and of
/// the first of several such ways.
#[derive(Debug, Clone, Copy)]
struct Spot {
    depth: usize,
    step: Option<usize>,
}

fn spots(steps: &[Step], roots: &[usize]) -> BTreeMap<usize, Spot> {
    let mut below: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
    for (index, step) in steps.iter().enumerate() {
        below.entry(step.parent).or_default().push(index);
    }
    let mut spots: BTreeMap<usize, Spot> = roots
        .iter()
        .map(|root| {
            (
                *root,
                Spot {
                    depth: 0,
                    step: None,
                },
            )
        })
        .collect();
    let mut queue: VecDeque<usize> = roots.iter().copied().collect();
    while let Some(parent) = queue.pop_front() {
        let depth = spots.get(&parent).map_or(0, |spot| spot.depth) + 1;
        for index in below.get(&parent).into_iter().flatten() {
            let Some(step) = steps.get(*index) else {
                continue;
            };
            if let std::collections::btree_map::Entry::Vacant(free) = spots.entry(step.child) {
                free.insert(Spot {
                    depth,
                    step: Some(*index),
                });
                queue.push_back(step.child);
            }
        }
    }
    spots
}

#[cfg(test)]
mod tests;

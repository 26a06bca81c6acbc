//! Chains and trees over the network of documents.
//!
//! Owns: which links make a chain of supersession or a tree of implementation, what belongs together (a notice and the one instrument it promulgates),
//! cycles. Must not know: files, SPARQL, the command line; how a report is written (`report`).
//!
//! Steps run from parent to child as a tree is drawn: from the older document to what superseded it, from a base to what rests on it. All order is by
//! date, then IRI; a family without a date takes the year of its number, and stands last without that.

mod family;
mod report;

pub use report::Layout;
pub use report::Report;
pub use report::View;

use crate::error::Error;
use crate::network::Link;
use crate::network::Network;
use crate::network::Relation;
use family::Families;
use petgraph::algo::tarjan_scc;
use petgraph::graph::DiGraph;
use petgraph::graph::EdgeIndex;
use petgraph::graph::NodeIndex;
use petgraph::unionfind::UnionFind;
use petgraph::visit::EdgeRef;
use petgraph::visit::Reversed;
use petgraph::visit::Walker;
use report::Statement;
use report::Step;
use std::collections::BTreeMap;
use std::collections::BTreeSet;
use std::collections::VecDeque;

/// What changes or ends another document.
const SUPERSEDING: [Relation; 5] = [Relation::Amends, Relation::Repeals, Relation::RepealsPartOf, Relation::Replaces, Relation::Invalidates];
/// What ends a whole document, and with a notice that promulgates several instruments each of them.
const ENDING: [Relation; 3] = [Relation::Repeals, Relation::Replaces, Relation::Invalidates];
/// What makes one document rest on another.
const RESTING: [Relation; 3] = [Relation::BasedOn, Relation::Implements, Relation::DetailedRulesFor];

/// Families as nodes (the index is the number of the family), steps as edges.
type Steps = DiGraph<(), Vec<Cause>>;

/// The link that makes a step, and the notice through which it reaches an instrument, if it does not speak of the instrument itself.
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

/// What replaced, repealed or amended what: one report for each group of connected documents, oldest first; or the one of `document`, with all that it
/// superseded and all that superseded it.
pub fn supersession(network: &Network, document: Option<NodeIndex>) -> Vec<Report> {
    let families = Families::of(network);
    let mut steps = BTreeMap::new();
    for edge in network.graph.edge_references().filter(|edge| SUPERSEDING.contains(&edge.weight().relation)) {
        add(
            &mut steps,
            families.number(edge.target()),
            families.number(edge.source()),
            Cause { link: edge.id(), through: None },
            edge.source() == edge.target(),
        );
        for instrument in ending_instruments(&families, edge.weight(), edge.target()) {
            let cause = Cause { link: edge.id(), through: Some(edge.target()) };
            add(&mut steps, families.number(*instrument), families.number(edge.source()), cause, false);
        }
    }
    let graph = graph(families.count(), steps);
    let circles = circles(&graph);
    let build =
        |members: &BTreeSet<usize>| Drawing { network, families: &families, graph: &graph, circles: &circles }.report(members, None, View::Supersession);
    match document.map(|node| families.number(node)) {
        Some(focus) => {
            let mut members = reach(&graph, focus);
            members.extend(reach_back(&graph, focus));
            vec![Report { focus: Some(focus), ..build(&members) }]
        }
        None => components(&graph).iter().map(build).collect(),
    }
}

/// Everything that implements `document` or rests on it, however indirectly; or, `upward`, everything that it implements or rests on.
pub fn implementation(network: &Network, document: NodeIndex, upward: bool) -> Report {
    let families = Families::of(network);
    let mut steps = BTreeMap::new();
    for edge in network.graph.edge_references() {
        let (upper, lower) = match edge.weight().relation {
            relation if RESTING.contains(&relation) => (edge.target(), edge.source()),
            Relation::Promulgates => (edge.source(), edge.target()),
            _ => continue,
        };
        let (parent, child) = if upward { (lower, upper) } else { (upper, lower) };
        add(&mut steps, families.number(parent), families.number(child), Cause { link: edge.id(), through: None }, parent == child);
    }
    let graph = graph(families.count(), steps);
    let start = families.number(document);
    let view = if upward { View::Bases } else { View::Implementation };
    let drawing = Drawing { network, families: &families, graph: &graph, circles: &circles(&graph) };
    Report { focus: Some(start), ..drawing.report(&reach(&graph, start), Some(start), view) }
}

/// Adds a step, unless it stays within a family; only a document that speaks of itself is kept then, to be reported.
fn add(steps: &mut BTreeMap<(usize, usize), Vec<Cause>>, parent: usize, child: usize, cause: Cause, speaks_of_itself: bool) {
    if parent != child || speaks_of_itself {
        steps.entry((parent, child)).or_default().push(cause);
    }
}

fn ending_instruments<'a>(families: &'a Families, link: &Link, target: NodeIndex) -> &'a [NodeIndex] {
    if ENDING.contains(&link.relation) { families.several_instruments(target) } else { &[] }
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

fn reach(graph: &Steps, start: usize) -> BTreeSet<usize> {
    petgraph::visit::Bfs::new(graph, NodeIndex::new(start)).iter(graph).map(NodeIndex::index).collect()
}

fn reach_back(graph: &Steps, start: usize) -> BTreeSet<usize> {
    let reversed = Reversed(graph);
    petgraph::visit::Bfs::new(reversed, NodeIndex::new(start)).iter(reversed).map(NodeIndex::index).collect()
}

/// The groups of connected families with at least one step, in order of their first family.
fn components(graph: &Steps) -> Vec<BTreeSet<usize>> {
    let mut sets = UnionFind::new(graph.node_count());
    for edge in graph.edge_references() {
        sets.union(edge.source().index(), edge.target().index());
    }
    let mut groups: BTreeMap<usize, BTreeSet<usize>> = BTreeMap::new();
    for family in graph.node_indices().filter(|family| graph.neighbors_undirected(*family).next().is_some()) {
        groups.entry(sets.find(family.index())).or_default().insert(family.index());
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
    /// The part of the graph between `members`, drawn from `root`, or from the beginnings: one of each set of families that nothing else leads to.
    fn report(&self, members: &BTreeSet<usize>, root: Option<usize>, view: View) -> Report {
        let circles: Vec<&BTreeSet<usize>> = self.circles.iter().filter(|circle| circle.is_subset(members)).collect();
        let roots = match root {
            Some(root) => vec![root],
            None => beginnings(self.graph, members, &circles),
        };
        let mut edges: Vec<EdgeIndex> = members.iter().flat_map(|family| self.graph.edges(NodeIndex::new(*family))).map(|edge| edge.id()).collect();
        edges.sort_unstable();
        let steps: Vec<Step> = edges.iter().filter_map(|edge| step(self.network, self.graph, *edge)).filter(|step| members.contains(&step.child)).collect();
        let spots = spots(&steps, &roots);
        let documents = members.iter().map(|number| (*number, self.families.describe(self.network, *number, spots.get(number).copied()))).collect();
        let cycles = circles.into_iter().map(|circle| circle.iter().copied().collect()).collect();
        Report { view, documents, steps, roots, cycles, focus: None }
    }
}

fn step(network: &Network, graph: &Steps, edge: EdgeIndex) -> Option<Step> {
    let (parent, child) = graph.edge_endpoints(edge)?;
    let iri = |node: NodeIndex| network.graph.node_weight(node).map(|document| document.iri.clone());
    let mut statements = Vec::new();
    for cause in graph.edge_weight(edge)? {
        let (from, to) = network.graph.edge_endpoints(cause.link)?;
        let link = network.graph.edge_weight(cause.link)?.clone();
        statements.push(Statement { from: iri(from)?, to: iri(to)?, link, through: cause.through.and_then(|node| network.graph.node_weight(node)).cloned() });
    }
    statements.sort_by(|a, b| (&a.link.date, a.link.relation, &a.from, &a.to).cmp(&(&b.link.date, b.link.relation, &b.from, &b.to)));
    Some(Step { parent: parent.index(), child: child.index(), statements })
}

/// Sets of families that lead to each other, and families that lead to themselves.
fn circles(graph: &Steps) -> Vec<BTreeSet<usize>> {
    let is_circle = |set: &Vec<NodeIndex>| set.len() > 1 || set.iter().any(|node| graph.contains_edge(*node, *node));
    let mut circles: Vec<BTreeSet<usize>> =
        tarjan_scc(graph).into_iter().filter(is_circle).map(|set| set.into_iter().map(NodeIndex::index).collect()).collect();
    circles.sort();
    circles
}

/// Families that nothing leads to; of a circle that nothing outside it leads to, the first.
fn beginnings(graph: &Steps, members: &BTreeSet<usize>, circles: &[&BTreeSet<usize>]) -> Vec<usize> {
    let is_beginning = |family: &&usize| {
        let circle = circles.iter().find(|circle| circle.contains(family));
        let mut before = graph.neighbors_directed(NodeIndex::new(**family), petgraph::Direction::Incoming).map(NodeIndex::index);
        match circle {
            None => !before.any(|parent| members.contains(&parent)),
            Some(circle) => circle.first() == Some(family) && !circle.iter().any(|inner| leads_in(graph, *inner, circle, members)),
        }
    };
    members.iter().filter(is_beginning).copied().collect()
}

fn leads_in(graph: &Steps, family: usize, circle: &BTreeSet<usize>, members: &BTreeSet<usize>) -> bool {
    let before = graph.neighbors_directed(NodeIndex::new(family), petgraph::Direction::Incoming).map(NodeIndex::index);
    before.into_iter().any(|parent| members.contains(&parent) && !circle.contains(&parent))
}

/// Where a tree shows what lies below a family: at the end of the fewest steps from a root, and of the first of several such ways.
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
    let mut spots: BTreeMap<usize, Spot> = roots.iter().map(|root| (*root, Spot { depth: 0, step: None })).collect();
    let mut queue: VecDeque<usize> = roots.iter().copied().collect();
    while let Some(parent) = queue.pop_front() {
        let depth = spots.get(&parent).map_or(0, |spot| spot.depth) + 1;
        for index in below.get(&parent).into_iter().flatten() {
            let Some(step) = steps.get(*index) else { continue };
            if let std::collections::btree_map::Entry::Vacant(free) = spots.entry(step.child) {
                free.insert(Spot { depth, step: Some(*index) });
                queue.push_back(step.child);
            }
        }
    }
    spots
}

#[cfg(test)]
mod tests;

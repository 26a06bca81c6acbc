//! Chains of supersession: what replaced, repealed or amended what.
//!
//! A work that was amended is one document in a chain, its versions below it in order of time,
//! whether their texts are held or not.
//!
//! Owns: which links make a step from the older document to what superseded it, and what is current
//! at the end of a chain. Must not know: how a report is written.

use super::family::Families;
use super::lifecycle::Lifecycles;
use super::report::{Drawing, Report, View, entry_of};
use super::steps::{Cause, Steps, add, circles, components, graph, reach, reach_back};
use crate::analyze::network::{Link, Network};
use crate::model::as_of::AsOf;
use petgraph::graph::NodeIndex;
use petgraph::visit::EdgeRef;
use std::collections::{BTreeMap, BTreeSet};

/// What replaced, repealed or amended what: one report for each group of connected documents,
/// oldest first; or the one of `document`, with all that it superseded and all that superseded it.
///
/// Each report names the current ones: what took the place of others and is not over itself on the
/// day.
pub fn supersession(network: &Network, document: Option<NodeIndex>, as_of: AsOf) -> Vec<Report> {
    let lives = Lifecycles::of(network);
    let graph = steps(network, &lives.families);
    let chains = Chains {
        network,
        lives: &lives,
        circles: &circles(&graph),
        graph: &graph,
        as_of,
    };
    match document.map(|node| lives.families.number(node)) {
        Some(focus) => vec![chains.of_one(focus)],
        None => components(&graph)
            .iter()
            .map(|members| chains.report(members, members))
            .collect(),
    }
}

/// From each document to what superseded it, the instruments of a notice that is ended with it.
fn steps(network: &Network, families: &Families) -> Steps {
    let mut steps = BTreeMap::new();
    for edge in network.graph.edge_references() {
        let link = edge.weight();
        if !link.relation.supersedes() {
            continue;
        }
        let (from, to) = (edge.source(), edge.target());
        let later = families.number(from);
        let cause = |through: Option<NodeIndex>| Cause {
            link: edge.id(),
            through,
        };
        let earlier = families.number(to);
        add(&mut steps, earlier, later, cause(None), from == to);
        for instrument in ending_instruments(families, link, to) {
            let earlier = families.number(*instrument);
            add(&mut steps, earlier, later, cause(Some(to)), false);
        }
    }
    graph(families.count(), steps)
}

/// What chains are drawn from.
struct Chains<'a> {
    network: &'a Network,
    lives: &'a Lifecycles,
    graph: &'a Steps,
    circles: &'a [BTreeSet<usize>],
    as_of: AsOf,
}

impl Chains<'_> {
    /// The chain between `members`, with what is current instead of those of `from` that ended.
    fn report(&self, members: &BTreeSet<usize>, from: &BTreeSet<usize>) -> Report {
        let drawing = Drawing {
            network: self.network,
            families: &self.lives.families,
            graph: self.graph,
            circles: self.circles,
        };
        let ended = from.iter().copied();
        let ended: Vec<usize> = ended
            .filter(|family| is_ended(self.network, self.graph, *family))
            .collect();
        let current = || self.lives.current(self.network, &ended, self.as_of);
        Report {
            as_of: self.as_of,
            current: (!ended.is_empty()).then(current),
            ..drawing.report(members, None, View::Supersession)
        }
    }

    /// All that a family superseded and all that superseded it; itself, where nothing did.
    fn of_one(&self, focus: usize) -> Report {
        let mut members = reach(self.graph, focus);
        members.extend(reach_back(self.graph, focus));
        let mut report = self.report(&members, &[focus].into());
        report.focus = Some(focus);
        let standing = self.lives.standing(self.network, focus, self.as_of);
        if report.current.is_none() && !standing.state.is_over() {
            report.current = Some([focus].into());
        }
        report
            .documents
            .entry(focus)
            .or_insert_with(|| entry_of(self.network, &self.lives.families, focus, None));
        report
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

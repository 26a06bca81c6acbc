//! Chains of supersession: what replaced, repealed or amended what.
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
                .or_insert_with(|| entry_of(network, families, focus, None));
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

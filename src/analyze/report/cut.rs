//! Subgraphs: a report is cut from a graph of steps, with a spanning tree to draw it by.
//!
//! Owns: [`Drawing`], which takes some families and the steps between them, and where a tree shows
//! each. Must not know: which relations make a step, how a report is written.

use super::content::{Entry, Report, Spot, Statement, Step, View};
use crate::analyze::family::Families;
use crate::analyze::network::{Document, Network};
use crate::analyze::steps::{Steps, beginnings};
use crate::model::as_of::AsOf;
use petgraph::graph::{EdgeIndex, NodeIndex};
use petgraph::visit::EdgeRef;
use std::collections::btree_map::{BTreeMap, Entry as Place};
use std::collections::{BTreeSet, VecDeque};

/// What reports are cut from.
pub(in crate::analyze) struct Drawing<'a> {
    pub(in crate::analyze) network: &'a Network,
    pub(in crate::analyze) families: &'a Families,
    pub(in crate::analyze) graph: &'a Steps,
    pub(in crate::analyze) circles: &'a [BTreeSet<usize>],
}

impl Drawing<'_> {
    /// The part of the graph between `members`, drawn from `root`, or from the beginnings: one of
    /// each set of families that nothing else leads to.
    pub(in crate::analyze) fn report(
        &self,
        members: &BTreeSet<usize>,
        root: Option<usize>,
        view: View,
    ) -> Report {
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
                let spot = spots.get(number).copied();
                (
                    *number,
                    entry_of(self.network, self.families, *number, spot),
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
            if let Place::Vacant(free) = spots.entry(step.child) {
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

/// A family as a report shows it: by its instrument.
pub(in crate::analyze) fn entry_of(
    network: &Network,
    families: &Families,
    number: usize,
    spot: Option<Spot>,
) -> Entry {
    let mut versions = families.documents(network, number).map(|it| &it.versions);
    let versions = versions.find(|it| !it.is_empty());
    Entry {
        others: families
            .documents(network, number)
            .skip(1)
            .map(|document| document.iri.clone())
            .collect(),
        document: Document {
            versions: versions.cloned().unwrap_or_default(),
            ..families.head(network, number)
        },
        status: None,
        spot,
    }
}

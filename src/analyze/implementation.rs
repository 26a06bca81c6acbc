//! Trees of implementation: what rests on a document, and what it rests on.
//!
//! Owns: which links make a step from a base to what rests on it. Must not know: how a report is
//! written.

use super::family::Families;
use super::lifecycle::Lifecycles;
use super::report::{Drawing, Report, View};
use super::steps::{Cause, Steps, add, circles, graph, reach};
use super::target::Target;
use crate::analyze::network::{Link, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::error::Error;
use crate::model::provision::Provision;
use petgraph::visit::EdgeRef;
use std::collections::BTreeMap;

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
    let (graph, view) = if upward {
        (steps(network, families, true, |_, _| true), View::Bases)
    } else {
        let is_meant = |base: usize, link: &Link| {
            let names = |wanted: &Provision| link.provisions.iter().any(|it| wanted.meets(it));
            base != start || wanted.as_ref().is_none_or(names)
        };
        let graph = steps(network, families, false, is_meant);
        (graph, View::Implementation)
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
        mark_over(network, &lives, &mut report);
    }
    Ok(report)
}

/// From each base to what rests on it, or the other way; of the links to a base those that are
/// meant.
fn steps(
    network: &Network,
    families: &Families,
    upward: bool,
    is_meant: impl Fn(usize, &Link) -> bool,
) -> Steps {
    let mut steps = BTreeMap::new();
    for edge in network.graph.edge_references() {
        let (upper, lower) = match edge.weight().relation {
            relation if relation.rests() => (edge.target(), edge.source()),
            Relation::Promulgates => (edge.source(), edge.target()),
            _ => continue,
        };
        let (base, resting) = (families.number(upper), families.number(lower));
        if !is_meant(base, edge.weight()) {
            continue;
        }
        let (parent, child) = if upward {
            (resting, base)
        } else {
            (base, resting)
        };
        let cause = Cause {
            link: edge.id(),
            through: None,
        };
        add(&mut steps, parent, child, cause, upper == lower);
    }
    graph(families.count(), steps)
}

/// Says of each document that is over on the day of the report that it is, and since when.
fn mark_over(network: &Network, lives: &Lifecycles, report: &mut Report) {
    for (family, entry) in &mut report.documents {
        let standing = lives.standing(network, *family, report.as_of);
        entry.status = standing.state.is_over().then(|| match standing.since {
            Some(day) => format!("{} {day}", standing.state.name()),
            None => standing.state.name().to_owned(),
        });
    }
}

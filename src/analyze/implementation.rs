//! Trees of implementation: what rests on a document, and what it rests on.
//!
//! Owns: which links make a step from a base to what rests on it. Must not know: how a report is
//! written.

use super::lifecycle::Lifecycles;
use super::report::{Drawing, Report, View};
use super::steps::{Cause, add, circles, graph, reach};
use super::target::Target;
use crate::analyze::network::{Network, Relation};
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

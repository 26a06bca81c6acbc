//! Lifecycle events: what documents did to each other, and from which day it counts.
//!
//! Owns: [`Act`], one change or end of a document by another; the day of an act (stated, else a day
//! of the document that speaks), whether it is disputed. Must not know: states, the order of rules.
//!
//! An act that is older than what it is said to end cannot mean it (most likely an earlier text of
//! the same name): it is kept as disputed and does not count.

use super::starts::Starts;
use super::state::Basis;
use crate::analyze::family::Families;
use crate::analyze::network::{Link, Network, Relation};
use crate::model::day::Day;
use petgraph::graph::EdgeIndex;
use petgraph::visit::EdgeRef;

/// What another document did to one, and when.
#[derive(Debug, Clone, Copy)]
pub(in crate::analyze) struct Act {
    /// The family it was done to.
    pub(super) family: u32,
    /// How.
    pub(in crate::analyze) relation: Relation,
    /// Its first day.
    pub(in crate::analyze) day: Option<Day>,
    /// What that day rests on.
    pub(in crate::analyze) basis: Basis,
    /// The first and the last day on which it can have happened, if its day is not told.
    pub(in crate::analyze) within: Option<(Day, Day)>,
    /// Its last day, of a suspension or an extension.
    pub(super) until: Option<Day>,
    /// Whether it touches some provisions only.
    pub(in crate::analyze) in_part: bool,
    /// Whether it is older than what it is said to touch.
    pub(in crate::analyze) disputed: bool,
    /// The link that says so.
    pub(in crate::analyze) link: EdgeIndex,
}

impl Act {
    /// The last day on which it can have happened, if it has one.
    pub(super) fn by(&self) -> Option<Day> {
        let last = self.within.map(|(_, last)| last);
        self.day.or(last.filter(|last| *last < Day::LAST))
    }

    /// Whether it ends the whole document.
    pub(super) fn ends_all(&self) -> bool {
        self.relation.ends() && !self.in_part
    }

    /// By day, those of an unknown day last.
    pub(super) fn order(&self) -> (Day, Relation, EdgeIndex) {
        (self.day.unwrap_or(Day::LAST), self.relation, self.link)
    }
}

/// All acts of a network, by family, then day.
pub(super) fn acts(network: &Network, families: &Families, starts: &Starts) -> Vec<Act> {
    let mut acts = Vec::new();
    for edge in network.graph.edge_references() {
        let link = edge.weight();
        let changes = link.relation.supersedes()
            || matches!(link.relation, Relation::Suspends | Relation::Extends);
        let (from, to) = (
            families.number(edge.source()),
            families.number(edge.target()),
        );
        if !changes || from == to {
            continue;
        }
        acts.push(act(starts, from, to, link, edge.id()));
        if link.relation.ends() {
            let instruments = families.several_instruments(edge.target()).iter();
            let others = instruments.map(|node| families.number(*node));
            acts.extend(
                others
                    .filter(|family| *family != from)
                    .map(|family| act(starts, from, family, link, edge.id())),
            );
        }
    }
    acts.sort_unstable_by_key(|act| (act.family, act.order()));
    acts
}

fn act(starts: &Starts, from: usize, to: usize, link: &Link, id: EdgeIndex) -> Act {
    let acting = starts.of(from);
    let (day, basis) = match (link.date, acting.basis) {
        (Some(day), _) if link.decided => (Some(day), Basis::Decision),
        (Some(day), _) => (Some(day), Basis::Stated),
        (None, Basis::Stated) => (acting.day, Basis::InForce),
        (None, basis) => (acting.day, basis),
    };
    // What begins with an event began some day after it was issued.
    let since_issued = || Some((acting.issued.filter(|_| acting.on_event)?, Day::LAST));
    let target = starts.of(to);
    let disputed = day
        .zip(target.issued.or(target.day))
        .is_some_and(|(day, issued)| day < issued);
    Act {
        family: to as u32,
        relation: link.relation,
        day,
        basis,
        within: (acting.within.or_else(since_issued)).filter(|_| day.is_none()),
        until: link.until,
        in_part: link.relation == Relation::RepealsPartOf || !link.provisions.is_empty(),
        disputed,
        link: id,
    }
}

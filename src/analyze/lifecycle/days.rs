//! Temporal validity: the intervals of days on which a document is in force.
//!
//! Owns: stretches of validity from start, term, extensions, suspensions and ends. Must not know:
//! states, rows, files.

use super::acts::Act;
use super::lives::Lifecycles;
use super::state::Basis;
use crate::analyze::interval::Spans;
use crate::analyze::network::{Network, Relation};
use crate::model::day::Day;
use petgraph::graph::NodeIndex;

impl Lifecycles {
    /// The days on which a family is in force as a whole, as far as they are known; nothing when
    /// its start is not.
    pub(in crate::analyze) fn validity(&self, network: &Network, family: usize) -> Option<Spans> {
        let start = self.start(family).0?;
        let acts = self.all_acts(family);
        let whole = || acts.iter().filter(|act| !act.in_part);
        let extended = || whole().filter(|act| act.relation == Relation::Extends);
        let term = self.term(network, family);
        // Who prolongs a document to a day says that it has a term, even if the document itself is
        // silent.
        let last = match term {
            Some((_, last)) => Some(last),
            None if extended().all(|act| act.until.is_some()) => {
                extended().filter_map(|act| act.until).max()
            }
            None => None,
        };
        let mut days = Spans::one(start, end(last));
        for act in extended().filter(|_| term.is_some()) {
            let stated = act.day.filter(|_| act.basis == Basis::Stated);
            days = days.union(&Spans::one(stated.unwrap_or(start), end(act.until)));
        }
        for act in whole() {
            let Some(day) = act.day else { continue };
            if act.ends_all() {
                days = days.minus(&Spans::one(day, Day::LAST));
            } else if act.relation == Relation::Suspends {
                days = days.minus(&Spans::one(day, end(act.until)));
            }
        }
        Some(days)
    }

    /// The stretches of days on which a document is in force, first and last day included, as
    /// exactly as they are known: a side that is not known is not there.
    pub fn stretches(&self, network: &Network, node: NodeIndex) -> Vec<(Option<Day>, Option<Day>)> {
        let family = self.families.number(node);
        let term = self.term(network, family);
        // A term to the end of a year or month that names no day has no last day that could be
        // told.
        let vague = term
            .filter(|(first, last)| first != last)
            .map(|(_, last)| last.next());
        let last = |end: Day| (end != Day::LAST && Some(end) != vague).then(|| end.previous());
        match self.validity(network, family) {
            Some(spans) => spans
                .stretches()
                .iter()
                .map(|(from, end)| (Some(*from), last(*end)))
                .collect(),
            None => {
                let acts = self.all_acts(family);
                let ends = acts.iter().filter(|act| act.ends_all());
                let ends = ends.filter_map(|act: &Act| act.day);
                let end = ends.chain(term.map(|(_, last)| last.next())).min();
                end.and_then(last)
                    .map(|last| (None, Some(last)))
                    .into_iter()
                    .collect()
            }
        }
    }

    /// The last day a family gives itself, between two bounds.
    pub(super) fn term(&self, network: &Network, family: usize) -> Option<(Day, Day)> {
        let own = |family: usize| {
            self.families
                .documents(network, family)
                .find_map(|document| document.expires.as_ref()?.bounds())
        };
        own(family).or_else(|| self.carriers_of(family).into_iter().find_map(own))
    }
}

/// The end of a stretch: the day after its last, if it has one.
fn end(last: Option<Day>) -> Day {
    last.map_or(Day::LAST, Day::next)
}

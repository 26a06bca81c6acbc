//! Force of versions: from when to when each state of a work's wording holds.
//!
//! Owns: the stretch of each version, the version in force on a day, the state of one version.
//! Must not know: rows, files, how versions are read.
//!
//! A version holds from the day that a text states for it, else from the day of the decision that
//! made it, until the next one holds. Of two wordings that go by one day neither is known to be
//! the later.

use super::lives::Lifecycles;
use super::rules::Standing;
use super::state::{Basis, State};
use crate::analyze::network::{Network, Version};
use crate::model::as_of::AsOf;
use crate::model::day::Day;

/// A version with the days on which it holds.
#[derive(Debug, Clone, Copy)]
pub(in crate::analyze) struct Held<'a> {
    pub(in crate::analyze) version: &'a Version,
    /// Its first day of force.
    pub(in crate::analyze) from: Day,
    /// What that day rests on.
    pub(in crate::analyze) basis: Basis,
    /// The first day of the next version.
    pub(in crate::analyze) next: Option<Day>,
    /// What that rests on.
    pub(in crate::analyze) next_basis: Basis,
    /// Whether another wording goes by the same day.
    pub(in crate::analyze) twin: bool,
}

impl Lifecycles {
    /// The versions of a family's work, in order of days; none if it has no more than a text.
    pub(in crate::analyze) fn versions<'a>(
        &self,
        network: &'a Network,
        family: usize,
    ) -> Vec<Held<'a>> {
        let members = self.families.members(family).iter();
        let mut documents = members.filter_map(|node| network.graph.node_weight(*node));
        let Some(work) = documents.find(|document| !document.versions.is_empty()) else {
            return Vec::new();
        };
        let first = work.versions.first().map(|version| version.day);
        let start = self.start(family);
        let mut held: Vec<Held<'a>> = Vec::new();
        for version in &work.versions {
            let (from, basis) = match (version.effective, start) {
                (Some(day), _) => (day, Basis::Stated),
                (None, (Some(day), basis)) if Some(version.day) == first => (day, basis),
                (None, _) if version.made_public.is_some() => (version.begins(), Basis::MadePublic),
                (None, _) if version.on_publication => (version.day, Basis::Publication),
                (None, _) => (version.day, Basis::Decision),
            };
            // What was passed later does not hold earlier.
            let from = held.last().map_or(from, |before| from.max(before.from));
            let twin = held.last().is_some_and(|it| it.version.day == version.day);
            if let (true, Some(before)) = (twin, held.last_mut()) {
                before.twin = true;
            }
            held.push(Held {
                version,
                from,
                basis,
                next: None,
                next_basis: Basis::Unknown,
                twin,
            });
        }
        for i in 0..held.len() {
            let mut later = held.iter().skip(i + 1);
            let next = later.find(|it| it.from > held[i].from).copied();
            held[i].next = next.map(|it| it.from);
            held[i].next_basis = next.map_or(Basis::Unknown, |it| it.basis);
        }
        held
    }
}

/// The version that holds on the day: the last that has begun.
pub(in crate::analyze) fn holding<'h, 'a>(
    held: &'h [Held<'a>],
    as_of: AsOf,
) -> Option<&'h Held<'a>> {
    held.iter().rfind(|it| it.from <= as_of.last())
}

impl Held<'_> {
    /// The state of the version on the day, since when, and what that rests on; `work` is the
    /// standing of the work.
    pub(in crate::analyze) fn standing(
        &self,
        work: &Standing,
        as_of: AsOf,
    ) -> (State, Option<Day>, Basis) {
        let last = as_of.last();
        let replaced = self.next.filter(|next| *next <= last);
        if self.from > last {
            return (State::NotYetInForce, None, self.basis);
        }
        let is_first = |over: Day| replaced.is_none_or(|next| over < next);
        if work.state.is_over() && work.since.is_none_or(is_first) {
            return (work.state, work.since, work.basis);
        }
        match (replaced, work.state) {
            (Some(next), _) => (State::Replaced, Some(next), self.next_basis),
            (None, _) if self.twin => (State::Unknown, None, Basis::Unknown),
            (None, State::Amended | State::InForce) => {
                (State::InForce, Some(self.from), self.basis)
            }
            (None, _) => (work.state, work.since, work.basis),
        }
    }
}

//! Lifecycles: the days of all documents of a network, asked for one by one.
//!
//! Owns: [`Lifecycles`], which holds starts and acts by family and hands a case to the rules. Must
//! not know: how a start, an act or a state is found.

use super::acts::{self, Act};
use super::rules::{Case, Standing};
use super::starts::Starts;
use super::state::Basis;
use crate::analyze::family::Families;
use crate::analyze::network::{Document, Evidence, Fact, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;

/// All lives of a network.
#[derive(Debug)]
pub struct Lifecycles {
    pub(in crate::analyze) families: Families,
    starts: Starts,
    /// Sorted by family, then day.
    acts: Vec<Act>,
    horizon: Option<Day>,
}

impl Lifecycles {
    /// Reckons all days.
    pub fn of(network: &Network) -> Self {
        let families = Families::of(network);
        let starts = Starts::of_all(network, &families);
        let printed = network
            .graph
            .node_weights()
            .filter(|document| !document.stub);
        Self {
            acts: acts::acts(network, &families, &starts),
            horizon: printed.filter_map(Document::latest).max(),
            families,
            starts,
        }
    }

    /// The latest day of a document of the collection.
    pub fn horizon(&self) -> Option<Day> {
        self.horizon
    }

    /// The number of the life that a document lives: a notice and its one instrument have the same.
    pub fn family(&self, node: NodeIndex) -> usize {
        self.families.number(node)
    }

    /// The days on which the standing of a family may change, in order.
    pub(in crate::analyze) fn turns(&self, network: &Network, family: usize) -> BTreeSet<Day> {
        let acts = self.all_acts(family);
        let days = acts.iter().filter_map(|act| act.day);
        let ends = acts.iter().filter_map(|act| act.until.map(Day::next));
        let term = self.term(network, family).map(|(_, last)| last.next());
        days.chain(ends)
            .chain(term)
            .chain(self.start(family).0)
            .collect()
    }

    /// The first day of force of a document, as far as known.
    pub fn begins(&self, node: NodeIndex) -> Option<Day> {
        self.start(self.families.number(node)).0
    }

    /// The state of a family on the day.
    pub(in crate::analyze) fn standing(
        &self,
        network: &Network,
        family: usize,
        as_of: AsOf,
    ) -> Standing {
        let (start, acts) = (self.start(family), self.all_acts(family));
        let term = self.term(network, family);
        let versions = self.versions(network, family);
        let first = versions.first().map(|held| held.version.day);
        // Another wording of the first day is no change that is told.
        let changed = versions
            .iter()
            .filter(|held| Some(held.version.day) != first);
        let changed = changed.map(|held| (held.from, held.basis));
        // Of what is not held, nothing tells that it was issued as its number says.
        let within = self.starts.of(family).within;
        let within = within.filter(|_| !self.families.is_stub(network, family));
        Case::new(as_of, start, acts, term, self.horizon)
            .within(within)
            .changed(changed.collect())
            .standing()
    }

    /// What was done to a family itself, by day.
    pub(in crate::analyze) fn acts(&self, family: usize) -> &[Act] {
        let is_before = |act: &Act| (act.family as usize) < family;
        let start = self.acts.partition_point(is_before);
        let end = self
            .acts
            .partition_point(|act| (act.family as usize) <= family);
        self.acts.get(start..end).unwrap_or_default()
    }

    /// Acts on the family and, if they touch the whole of what carries it, on that; without those
    /// that are disputed.
    pub(super) fn all_acts(&self, family: usize) -> Vec<Act> {
        let own = self.acts(family).iter();
        let carriers = self.carriers_of(family).into_iter();
        let carried = carriers
            .flat_map(|carrier| self.acts(carrier))
            .filter(|act| !act.in_part && act.relation != Relation::Amends);
        let mut acts: Vec<Act> = own
            .chain(carried)
            .filter(|act| !act.disputed)
            .copied()
            .collect();
        acts.sort_by_key(Act::order);
        acts
    }

    /// Whether anything but an act on the family itself may end it: a term, or what carries it.
    pub(in crate::analyze) fn may_end(&self, network: &Network, family: usize) -> bool {
        !self.carriers_of(family).is_empty() || self.term(network, family).is_some()
    }

    pub(super) fn carriers_of(&self, family: usize) -> Vec<usize> {
        self.starts.carriers_of(family)
    }

    /// The first day of force and what it rests on.
    pub(in crate::analyze) fn start(&self, family: usize) -> (Option<Day>, Basis) {
        let start = self.starts.of(family);
        (start.day, start.basis)
    }

    /// Whether a family has been issued by the day; one without a day always counts.
    pub(in crate::analyze) fn speaks(&self, family: usize, as_of: AsOf) -> bool {
        as_of
            .day()
            .is_none_or(|last| self.issued(family).is_none_or(|day| day <= last))
    }

    /// The day the text is from.
    pub(in crate::analyze) fn issued(&self, family: usize) -> Option<Day> {
        self.starts.of(family).issued
    }

    /// The first and the last day on which the text can have been issued: its day, or the year of
    /// its number.
    pub(in crate::analyze) fn issued_within(&self, family: usize) -> Option<(Day, Day)> {
        let year = || Day::bounds(&self.starts.of(family).within?.0.year().to_string());
        let day = self.issued_or_started(family);
        day.map(|day| (day, day)).or_else(year)
    }

    /// The day the text is from, or at least had begun.
    pub(in crate::analyze) fn issued_or_started(&self, family: usize) -> Option<Day> {
        self.issued(family).or_else(|| self.start(family).0)
    }
}

/// Where a family says something of itself: the first of these that it says.
pub(in crate::analyze) fn fact<'a>(
    network: &'a Network,
    families: &Families,
    family: usize,
    facts: &[Fact],
) -> Option<&'a Evidence> {
    let told = |fact| {
        families
            .members(family)
            .iter()
            .filter_map(|node| network.graph.node_weight(*node))
            .find_map(|document| document.facts.get(fact))
    };
    facts.iter().find_map(told)
}

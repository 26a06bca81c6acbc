//! Succession: what took the place of what is over.
//!
//! Owns: successors of an ended document, the ends of their chains that live. Must not know: how a
//! chain is drawn.

use super::acts::Act;
use super::lives::Lifecycles;
use super::rules::Standing;
use super::state::{Basis, State};
use crate::analyze::network::{Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use crate::model::provision::Provision;
use std::collections::BTreeSet;

/// Words in the title of a decision that only ends others, each with a title that has it and one
/// that has not.
const ENDING_WORDS: &[(&str, &str, &str)] = &[
    ("废止", "关于废止部分示例文件的决定", "示例管理办法"),
    ("失效", "关于宣布失效一批示例文件的通知", "示例失能鉴定办法"),
    ("清理", "示例规章清理结果的公告", "示例场所管理规定"),
];

impl Standing {
    /// Since when what is cited is gone, and by what: the whole document, or one of the provisions
    /// `cited`; nothing if it is not.
    pub(in crate::analyze) fn gone(
        &self,
        network: &Network,
        cited: &[Provision],
    ) -> Option<(Option<Day>, Vec<Act>)> {
        if self.state.is_over() {
            return Some((self.since, self.acts.clone()));
        }
        let touches = |act: &&Act| {
            let link = network.graph.edge_weight(act.link);
            let gone = link.map_or(&[][..], |link| link.provisions.as_slice());
            gone.iter()
                .any(|it| cited.iter().any(|cited| it.covers(cited)))
        };
        let acts = self.acts.iter().filter(touches);
        let acts: Vec<Act> = acts
            .filter(|_| self.state == State::PartlyRepealed)
            .copied()
            .collect();
        let since = acts.iter().filter_map(|act| act.day).min();
        (!acts.is_empty()).then_some((since, acts))
    }

    /// What this says of one provision of the document; in force it is from `start`.
    pub(in crate::analyze) fn of_provision(
        &self,
        network: &Network,
        asked: &Provision,
        start: (Option<Day>, Basis),
    ) -> Self {
        let names = |act: &&Act| {
            let link = network.graph.edge_weight(act.link);
            link.is_some_and(|link| link.provisions.iter().any(|it| it.covers(asked)))
        };
        let acts: Vec<Act> = self.acts.iter().filter(names).copied().collect();
        let is_named = !acts.is_empty();
        let state = match self.state {
            State::PartlyRepealed if is_named => State::Repealed,
            State::SuspendedInPart if is_named => State::Suspended,
            State::ExtendedInPart if !is_named => State::Expired,
            State::PartlyRepealed
            | State::SuspendedInPart
            | State::ExtendedInPart
            | State::Amended
            | State::InForce => State::InForce,
            _ => return self.clone(),
        };
        // What ended or set aside the provision alone says since when.
        let told = acts.first().map(|act| (act.day, act.basis));
        let (since, basis) = match state {
            State::InForce => start,
            State::Expired => (None, Basis::Unknown),
            _ => told.unwrap_or((None, Basis::Unknown)),
        };
        Self {
            state,
            since,
            basis,
            acts: if state == State::InForce {
                Vec::new()
            } else {
                acts
            },
            ..self.clone()
        }
    }
}

impl Lifecycles {
    /// What took the place of an ended family, not counting what only ended it.
    pub(in crate::analyze) fn successors(
        &self,
        network: &Network,
        family: usize,
        as_of: AsOf,
    ) -> Vec<usize> {
        let acts = self.all_acts(family);
        let has_come = |act: &&Act| act.day.is_none_or(|day| day <= as_of.last());
        let acting = |relation: Relation| -> Vec<usize> {
            acts.iter()
                .filter(|act| act.ends_all() && act.relation == relation)
                .filter(has_come)
                .filter_map(|act| network.graph.edge_endpoints(act.link))
                .map(|(from, _)| self.families.number(from))
                .collect()
        };
        let mut found = acting(Relation::Replaces);
        if found.is_empty() {
            found = acting(Relation::Repeals);
            found.retain(|family| !self.only_ends(network, *family));
        }
        found.sort_unstable();
        found.dedup();
        found
    }

    /// A decision whose title says that it ends others: nothing has come in their place by it.
    fn only_ends(&self, network: &Network, family: usize) -> bool {
        self.families
            .documents(network, family)
            .any(|document| says_only_ends(&document.title))
    }

    /// The ends of the chains of successors that are not over on the day.
    pub(in crate::analyze) fn current(
        &self,
        network: &Network,
        families: &[usize],
        as_of: AsOf,
    ) -> BTreeSet<usize> {
        let mut seen: BTreeSet<usize> = families.iter().copied().collect();
        let mut open = families.to_vec();
        let mut current = BTreeSet::new();
        while let Some(family) = open.pop() {
            let next = self.successors(network, family, as_of);
            if next.is_empty() && !self.standing(network, family, as_of).state.is_over() {
                current.insert(family);
            }
            open.extend(next.into_iter().filter(|family| seen.insert(*family)));
        }
        current
    }
}

fn says_only_ends(title: &str) -> bool {
    ENDING_WORDS.iter().any(|(word, ..)| title.contains(word))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_that_only_end_others_are_told_by_their_words() {
        for (word, yes, no) in ENDING_WORDS {
            assert!(yes.contains(word) && says_only_ends(yes), "{yes}");
            assert!(!says_only_ends(no), "{no}");
        }
    }
}

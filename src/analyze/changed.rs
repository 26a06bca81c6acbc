//! The amendment history of an act: which decision changed which of its provisions.
//!
//! Owns: [`Decision`], the changes that one decision makes in one act; which decisions are known on
//! a day; how they are summed up in a few words. Must not know: texts, what an analysis tells
//! besides.

use super::lifecycle::{Basis, Lifecycles};
use super::network::{Document, Evidence, Network, TextualChange};
use crate::model::as_of::AsOf;
use crate::model::change::ChangeKind;
use crate::model::day::Day;
use crate::model::provision::Provision;
use petgraph::graph::NodeIndex;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The changes that a decision makes in an act, in the order in which it tells them.
pub(super) struct Decision<'a> {
    pub(super) act: Arc<str>,
    pub(super) by: Arc<str>,
    pub(super) work: &'a Document,
    pub(super) decision: &'a Document,
    /// The families of the act and of the decision.
    pub(super) families: (usize, usize),
    pub(super) day: Option<Day>,
    pub(super) start: Option<Day>,
    /// What `start` rests on.
    pub(super) basis: Basis,
    pub(super) changes: Vec<&'a TextualChange>,
}

/// The decisions that change the act of this family, or any, in order of acts and days; without
/// those made after the day. A decision has those of its changes that touch `provision`.
pub(super) fn decisions<'a>(
    network: &'a Network,
    lives: &Lifecycles,
    act: Option<usize>,
    provision: Option<&Provision>,
    as_of: AsOf,
) -> Vec<Decision<'a>> {
    let changes = network
        .changes
        .chunk_by(|a, b| (&a.act, &a.by) == (&b.act, &b.by));
    let mut found: Vec<Decision<'a>> = changes
        .filter_map(|it| Decision::of(network, lives, it, act))
        .filter(|it| it.is_made_by(as_of))
        .filter_map(|it| it.touching(provision))
        .collect();
    let key = |it: &Decision<'a>| it.day.unwrap_or(Day::LAST);
    found.sort_by(|a, b| (&a.work.iri, key(a)).cmp(&(&b.work.iri, key(b))));
    found
}

impl<'a> Decision<'a> {
    /// What the changes of one decision in one act are, if that is the act asked for.
    fn of(
        network: &'a Network,
        lives: &Lifecycles,
        changes: &'a [TextualChange],
        asked: Option<usize>,
    ) -> Option<Self> {
        let first = changes.first()?;
        let (act, by) = (network.node(&first.act)?, network.node(&first.by)?);
        let family = |node: NodeIndex| lives.families.number(node);
        if asked.is_some_and(|asked| asked != family(act)) {
            return None;
        }
        let (work, decision) = (
            network.graph.node_weight(act)?,
            network.graph.node_weight(by)?,
        );
        let (start, basis) = lives.start(family(by));
        Some(Self {
            act: work.to_string().into(),
            by: decision.to_string().into(),
            work,
            decision,
            families: (family(act), family(by)),
            day: lives.issued(family(by)),
            start,
            basis,
            changes: changes.iter().collect(),
        })
    }

    fn is_made_by(&self, as_of: AsOf) -> bool {
        let is_later = |last: Day| self.day.or(self.start).is_some_and(|day| day > last);
        !as_of.day().is_some_and(is_later)
    }

    /// Only what touches a provision; nothing if nothing does.
    fn touching(mut self, provision: Option<&Provision>) -> Option<Self> {
        let is_asked = |it: &&TextualChange| provision.is_none_or(|asked| it.touches(asked));
        self.changes.retain(is_asked);
        (!self.changes.is_empty()).then_some(self)
    }

    /// The provisions it touches, each once, in the order of its changes.
    pub(super) fn provisions(&self) -> Vec<Provision> {
        let mut seen = BTreeSet::new();
        let of = |it: &&'a TextualChange| it.provision.as_ref().or(it.becomes.as_ref());
        let named = self.changes.iter().filter_map(of);
        named.filter(|it| seen.insert(*it)).cloned().collect()
    }

    /// `2 replace, 1 insert`.
    pub(super) fn counts(&self) -> String {
        let of = |kind| self.changes.iter().filter(|it| it.kind == kind).count();
        let told = ChangeKind::ALL.into_iter().map(|kind| (of(kind), kind));
        let told = told.filter(|(count, _)| *count > 0);
        let told: Vec<String> = told
            .map(|(count, kind)| format!("{count} {kind}"))
            .collect();
        told.join(", ")
    }

    /// Where it tells its changes.
    pub(super) fn evidence(&self) -> Vec<&'a Evidence> {
        self.changes.iter().flat_map(|it| &it.evidence).collect()
    }
}

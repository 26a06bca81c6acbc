//! Timeline: what happened, by day.
//!
//! Owns: the events of documents and what each is told by. Must not know: how rows are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::changed::{Decision, decisions};
use super::lifecycle::{Basis, Lifecycles, fact};
use crate::analyze::network::{Evidence, Fact, Network, Relation};
use crate::model::as_of::AsOf;
use crate::model::change::ChangeKind;
use crate::model::day::Day;
use crate::model::provision::Provision;
use petgraph::graph::NodeIndex;
use std::collections::BTreeMap;
use std::sync::Arc;

const COLUMNS: &[&str] = &[
    "day",
    "event",
    "document",
    "by",
    "provisions",
    "day is",
    "iri",
];

/// The events of one document, what it did to others included, or of all that the collection
/// prints, in order of days; up to the day, if there is one.
pub fn timeline(network: &Network, document: Option<NodeIndex>, as_of: AsOf) -> AnswerTable<'_> {
    let lives = Lifecycles::of(network);
    let focus = document.map(|node| lives.families.number(node));
    let mut events: Vec<Event<'_>> = Vec::new();
    let changes = decisions(network, &lives, None, None, as_of);
    let mut by_families = Changes::new();
    for decision in &changes {
        let of = by_families.entry(decision.families).or_default();
        of.push(decision);
    }
    for family in 0..lives.families.count() {
        let its = Events::of(network, &lives, family);
        if focus.map_or(!its.is_stub, |focus| focus == family) {
            events.extend(its.own());
        }
        let is_wanted = |acting| focus.is_none_or(|focus| [family, acting].contains(&focus));
        events.extend(its.suffered(is_wanted, &by_families));
    }
    if let Some(focus) = focus {
        let is_meant = |it: &&Decision<'_>| focus == it.families.0 || focus == it.families.1;
        events.extend(changes.iter().filter(is_meant).flat_map(in_provisions));
    }
    if let Some(last) = as_of.day() {
        events.retain(|event| event.day.is_some_and(|day| day <= last));
    }
    events.sort_by_key(|event| (event.day.unwrap_or(Day::LAST), event.order, event.family));
    let title = focus.map_or_else(
        || "timeline".to_owned(),
        |focus| format!("timeline of {}", lives.families.label(network, focus)),
    );
    let mut sheet = AnswerTable::new(title, as_of, COLUMNS);
    sheet.rows = events.into_iter().map(|event| event.row).collect();
    sheet
}

/// The decisions that change provisions, by the families of the act and of the decision.
type Changes<'a, 'd> = BTreeMap<(usize, usize), Vec<&'d Decision<'a>>>;

/// What a decision did to each provision of an act; what it did alike to one is one event.
fn in_provisions<'a>(decision: &Decision<'a>) -> Vec<Event<'a>> {
    let mut told: Vec<(ChangeKind, Option<&Provision>, Vec<&'a Evidence>)> = Vec::new();
    let mut known = BTreeMap::new();
    for it in &decision.changes {
        let key = (it.kind, it.provision.as_ref(), it.becomes.as_ref());
        let place = *known.entry(key).or_insert(told.len());
        match told.get_mut(place) {
            Some((_, _, places)) => places.extend(&it.evidence),
            None => told.push((it.kind, key.1.or(key.2), it.evidence.iter().collect())),
        }
    }
    let event = |(kind, of, places): (ChangeKind, Option<&Provision>, Vec<&'a Evidence>)| {
        let cells = vec![
            decision.start.map_or(Cell::Word("day unknown"), Cell::Day),
            Cell::from(kind.name()),
            Cell::from(&decision.act),
            Cell::from(&decision.by),
            Cell::from(of.map(ToString::to_string)),
            Cell::from(decision.basis.words()),
            Cell::from(&decision.work.iri),
        ];
        Event {
            day: decision.start,
            order: 3,
            family: decision.families.0,
            row: Row {
                depth: 1,
                ..Row::of(cells, places)
            },
        }
    };
    told.into_iter().map(event).collect()
}

/// A row, with what it is sorted by.
struct Event<'a> {
    day: Option<Day>,
    order: u8,
    family: usize,
    row: Row<'a>,
}

/// The events of one family.
struct Events<'a, 'l> {
    network: &'a Network,
    lives: &'l Lifecycles,
    family: usize,
    is_stub: bool,
    label: Arc<str>,
    iri: Arc<str>,
}

impl<'a, 'l> Events<'a, 'l> {
    fn of(network: &'a Network, lives: &'l Lifecycles, family: usize) -> Self {
        let head = lives.families.head(network, family);
        Self {
            network,
            lives,
            family,
            is_stub: head.stub,
            label: head.to_string().into(),
            iri: head.iri.into(),
        }
    }

    /// What it says of itself: its days of issue and of force, the last of its term.
    fn own(&self) -> impl Iterator<Item = Event<'a>> {
        let documents = self.lives.families.documents(self.network, self.family);
        let mut terms = documents.filter_map(|document| document.expires.as_ref()?.bounds());
        let last = terms.next().map(|(_, last)| last);
        let issued = self.lives.issued(self.family);
        let (start, basis) = self.lives.start(self.family);
        let stated = Basis::Stated;
        let events = [
            self.said(issued, 0, "issued", stated, Fact::Dated),
            self.said(start, 1, "comes into force", basis, Fact::Effective),
            self.said(last, 9, "last day of its own term", stated, Fact::Expires),
        ];
        events.into_iter().flatten()
    }

    fn said(
        &self,
        day: Option<Day>,
        order: u8,
        event: &'static str,
        basis: Basis,
        told: Fact,
    ) -> Option<Event<'a>> {
        let told = [told, Fact::Dated, Fact::Title];
        let place = fact(self.network, &self.lives.families, self.family, &told);
        let cells = vec![
            Cell::from(day?),
            Cell::from(event),
            Cell::from(&self.label),
            Cell::None,
            Cell::None,
            Cell::from(basis.words()),
            Cell::from(&self.iri),
        ];
        let row = Row::of(cells, place.into_iter().collect());
        Some(self.event(day, order, row))
    }

    /// What others did to it, of those that are wanted; the provisions that a decision changes are
    /// named with the act that tells of it.
    fn suffered(
        &self,
        is_wanted: impl Fn(usize) -> bool,
        changes: &Changes<'a, '_>,
    ) -> impl Iterator<Item = Event<'a>> {
        let acts = self.lives.acts(self.family).iter();
        acts.filter(|act| !act.disputed).filter_map(move |act| {
            let (from, _) = self.network.graph.edge_endpoints(act.link)?;
            let link = self.network.graph.edge_weight(act.link)?;
            let acting = self.lives.families.number(from);
            if !is_wanted(acting) {
                return None;
            }
            let (mut provisions, mut places) = (link.provisions.clone(), Vec::new());
            let of = changes.get(&(self.family, acting));
            let amends = act.relation == Relation::Amends;
            for decision in of.filter(|_| amends).into_iter().flatten() {
                let more = decision.provisions();
                provisions.extend(more.into_iter().filter(|it| !link.provisions.contains(it)));
                places.extend(decision.evidence());
            }
            let places = link.evidence.iter().chain(places).collect();
            let cells = vec![
                act.day.map_or(Cell::Word("day unknown"), Cell::Day),
                Cell::from(act.relation.passive()),
                Cell::from(&self.label),
                Cell::from(self.lives.families.label(self.network, acting)),
                Cell::from(provisions.as_slice()),
                Cell::from(act.basis.words()),
                Cell::from(&self.iri),
            ];
            Some(self.event(act.day, 2, Row::of(cells, places)))
        })
    }

    fn event(&self, day: Option<Day>, order: u8, row: Row<'a>) -> Event<'a> {
        Event {
            day,
            order,
            family: self.family,
            row,
        }
    }
}

//! Timeline: what happened, by day.
//!
//! Owns: the events of documents and what each is told by. Must not know: how rows are written.

use super::answer_table::{AnswerTable, Cell, Row};
use super::lifecycle::{Basis, Lifecycles, fact};
use crate::analyze::network::{Fact, Network};
use crate::model::as_of::AsOf;
use crate::model::day::Day;
use petgraph::graph::NodeIndex;
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
    for family in 0..lives.families.count() {
        let its = Events::of(network, &lives, family);
        if focus.map_or(!its.is_stub, |focus| focus == family) {
            events.extend(its.own());
        }
        let is_wanted = |acting| focus.is_none_or(|focus| [family, acting].contains(&focus));
        events.extend(its.suffered(is_wanted));
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

    /// What others did to it, of those that are wanted.
    fn suffered(&self, is_wanted: impl Fn(usize) -> bool) -> impl Iterator<Item = Event<'a>> {
        let acts = self.lives.acts(self.family).iter();
        acts.filter(|act| !act.disputed).filter_map(move |act| {
            let (from, _) = self.network.graph.edge_endpoints(act.link)?;
            let link = self.network.graph.edge_weight(act.link)?;
            let acting = self.lives.families.number(from);
            if !is_wanted(acting) {
                return None;
            }
            let cells = vec![
                act.day.map_or(Cell::Word("day unknown"), Cell::Day),
                Cell::from(act.relation.passive()),
                Cell::from(&self.label),
                Cell::from(self.lives.families.label(self.network, acting)),
                Cell::from(link.provisions.as_slice()),
                Cell::from(act.basis.words()),
                Cell::from(&self.iri),
            ];
            Some(self.event(act.day, 2, Row::of(cells, link.evidence.iter().collect())))
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
